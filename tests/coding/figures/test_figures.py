"""Figures of one sentence each: what is counted, how many, in which unit and period, a part of which whole."""

from __future__ import annotations

from typing import Any

import pytest

from tests.coding.making import coding_of

# (edition, text, rows that must be there: what, n, and other fields that must agree)
SENTENCES: list[tuple[int, str, list[dict[str, Any]]]] = [
    (
        2004,
        "During the year police arrested 57 suspected traffickers, opened 24 cases, and referred 18 to the courts.",
        [
            {"what": "arrests", "n": 57, "unit": "persons"},
            {"what": "investigations", "n": 24, "unit": "cases"},
            {"what": "cases_referred", "n": 18},
        ],
    ),
    (
        2006,
        "The government prosecuted 12 cases under its anti-pimping law, resulting in five convictions.",
        [{"what": "prosecutions", "n": 12, "unit": "cases"}, {"what": "convictions", "n": 5}],
    ),
    (
        2004,
        "There were 23 convictions for trafficking in 2003, up from 11 in 2002.",
        [
            {"what": "convictions", "n": 23, "compared_with": 11, "period": "current"},
            {"what": "convictions", "n": 11, "period": "previous"},
        ],
    ),
    (
        2018,
        "Authorities identified 12 victims in 2017, compared with 14 in 2016, 33 in 2015, and 52 in 2014.",
        [
            {"what": "victims_identified", "n": 12, "period": "current", "compared_with": 14},
            {"what": "victims_identified", "n": 14, "period": "previous"},
            {"what": "victims_identified", "n": 33, "period": "2015"},
            {"what": "victims_identified", "n": 52, "period": "2014"},
        ],
    ),
    (
        2018,
        "Courts convicted nine traffickers (17 in 2016), six for sex trafficking and three for forced labor"
        " (15 for sex trafficking and two for forced labor in 2016).",
        [
            {"what": "convictions", "n": 9, "compared_with": 17},
            {"what": "convictions_sex", "n": 6, "part_of": "convictions", "compared_with": 15},
            {"what": "convictions_labor", "n": 3, "part_of": "convictions", "compared_with": 2},
            {"what": "convictions_sex", "n": 15, "period": "previous"},
        ],
    ),
    (
        2018,
        "Of the 40 victims identified, 26 were female and 14 were male; 30 were adults and 10 were children.",
        [
            {"what": "victims_identified", "n": 40},
            {"what": "victims_identified_female", "n": 26, "part_of": "victims_identified"},
            {"what": "victims_identified_male", "n": 14, "part_of": "victims_identified"},
            {"what": "victims_identified_children", "n": 10, "part_of": "victims_identified"},
        ],
    ),
    (
        2012,
        "Approximately 300 police officers, 40 prosecutors, and 25 judges received anti-trafficking training.",
        [
            {"what": "officials_trained_police", "n": 300, "exactness": "about"},
            {"what": "officials_trained_prosecutors", "n": 40},
            {"what": "officials_trained_judges", "n": 25},
        ],
    ),
    (
        2012,
        "At least twenty-one victims were referred to shelters and more than 1,200 calls reached the hotline.",
        [{"what": "victims_referred", "n": 21, "exactness": "at_least"}],
    ),
    (
        2018,
        "Traffickers received sentences of between one year and one month and 10.5 years in prison.",
        [{"what": "sentences_months_min", "n": 13}, {"what": "sentences_months_max", "n": 126}],
    ),
    (
        2012,
        "Courts gave suspended sentences to no one; four traffickers received suspended sentences on appeal.",
        [{"what": "suspended_sentences", "n": 4}],
    ),
    (
        2018,
        "Prosecutors did not report any investigations, prosecutions, or convictions of complicit officials.",
        [
            {"what": "officials_investigated", "n": 0, "exactness": "none_reported"},
            {"what": "officials_prosecuted", "n": 0},
            {"what": "officials_convicted", "n": 0},
        ],
    ),
    (
        2012,
        "There were no known convictions of traffickers.",
        [{"what": "convictions", "n": 0, "exactness": "none_reported"}],
    ),
    (
        2012,
        "No traffickers were prosecuted or convicted during the year.",
        [{"what": "prosecutions", "n": 0}, {"what": "convictions", "n": 0}],
    ),
    (
        2018,
        "The police initiated 127 federal and 298 state investigations.",
        [{"what": "investigations", "n": 127}, {"what": "investigations", "n": 298}],
    ),
    (
        2018,
        "IOM and two NGOs assisted 90 victims; the state shelter housed 33.",
        [
            {"what": "victims_assisted_by_io", "n": 90, "actor": "international"},
            {"what": "victims_assisted", "n": 33, "actor": "government"},
        ],
    ),
    (
        2018,
        "Police arrested 12 suspects under the 2009 Anti-Trafficking Act and 30 under article 226.",
        [
            {"what": "arrests", "n": 12, "law": "2009 Anti-Trafficking Act"},
            {"what": "arrests", "n": 30, "law": "article 226"},
        ],
    ),
    (
        2018,
        "The ministry allocated 2.5 million kroner ($300,000) to shelters, compared with 2 million kroner ($240,000)"
        " in 2016.",
        [
            {"what": "funding_protection", "n": 2_500_000, "unit": "currency:kroner", "usd": 300_000},
            {"what": "funding_protection", "n": 2_000_000, "period": "previous"},
        ],
    ),
    (
        2018,
        "Section 3 prescribes penalties of five to 20 years' imprisonment for trafficking adults.",
        [
            {"what": "penalties_months_min_adults", "n": 60},
            {"what": "penalties_months_max_adults", "n": 240},
        ],
    ),
]  # fmt: skip

# Texts without any figure, with the reason.
NOTHING = [
    (2018, "Article 12 of the 2007 law applies to children under 18.", "provision, year, age"),
    (2018, "Some 54 percent of the calls came from women.", "a share"),
    (2018, "Police arrested smugglers with 30 smuggled migrants in 2017.", "another crime"),
    (2018, "The law allows victims a 90-day reflection period.", "days"),
    (2018, "The plan for 2017-2020 lists six objectives.", "no known thing"),
    (2018, "In one case, the victim withdrew the complaint.", "opens a story"),
]


def _rows(text: str, edition: int) -> list[dict[str, Any]]:
    coding = coding_of(text, country="BGR", edition=edition)
    return [
        row
        for finding in coding.findings
        if finding.variable.startswith("figures.") and isinstance(finding.value, list)
        for row in finding.value
        if not row["what"].startswith("other_")
    ]


@pytest.mark.parametrize(("edition", "text", "wanted"), SENTENCES, ids=lambda x: str(x)[:48])
def test_a_sentence_gives_its_figures(
    edition: int, text: str, wanted: list[dict[str, Any]]
) -> None:
    rows = _rows(text, edition)
    for want in wanted:
        assert any(all(row.get(k) == v for k, v in want.items()) for row in rows), (want, rows)


@pytest.mark.parametrize(("edition", "text", "why"), NOTHING)
def test_a_number_that_counts_nothing_is_no_figure(edition: int, text: str, why: str) -> None:
    assert not _rows(text, edition), why


def test_parts_of_one_sentence_never_exceed_their_whole() -> None:
    for edition, text, _ in SENTENCES:
        rows = _rows(text, edition)
        for row in rows:
            whole = row.get("part_of")
            if whole is None or row["period"] != "current":
                continue
            tops = [r["n"] for r in rows if r["what"] == whole and r["period"] == "current"]
            assert tops, (text, row)
            assert row["n"] <= max(tops), (text, row)


def test_every_figure_stands_on_its_number() -> None:
    text = "Police identified 38 victims (46 in 2016); 24 were adults and 14 were children."
    coding = coding_of(text, edition=2018)
    finding = next(f for f in coding.findings if f.variable == "figures.victims_identified")
    for evidence in finding.evidence:
        number = (evidence.supports or "").rpartition(":")[2]
        assert evidence.mark is not None
        assert number in coding.narrative.text[evidence.mark[0] : evidence.mark[1]]
