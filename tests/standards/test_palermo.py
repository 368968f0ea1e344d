"""Three articles of the Palermo Protocol, by the engine that measures against the statute of the Report."""

from __future__ import annotations

import csv
from importlib import resources
from pathlib import Path

import pytest

from tests.standards.making import make_coding
from tierbook.codebook import load_codebook
from tierbook.errors import NotInForce, StatuteInvalid
from tierbook.places import find_country
from tierbook.standards import (
    assess_coding,
    check_mapping,
    law_in_force,
    lint_statutes,
    load_statutes,
    read_statutes,
    statute_ids,
)

PRINTED = {  # how the published table prints some names
    "Bosnia": "Bosnia and Herzegovina",
    "Equatorial Quinea": "Equatorial Guinea",
    "Congo, Democratic Republic": "Democratic Republic of the Congo",
    "Congo, Republic": "Republic of the Congo",
    "Cote D'Ivoire": "Cote d'Ivoire",
}
FOLDER = resources.files("tierbook.standards") / "statutes" / "palermo"


def test_its_files_have_no_fault_and_its_rules_fit_the_codebook() -> None:
    assert statute_ids() == ("tvpa", "palermo")
    assert lint_statutes(FOLDER) == ()
    assert check_mapping(load_statutes("palermo"), load_codebook()) == ()


def test_every_paragraph_is_part_of_an_article() -> None:
    law = law_in_force(2018, "palermo")
    articles = {entry.id: entry.paragraph for entry in law.standards}
    for entry in law.criteria:
        assert entry.paragraph.startswith(articles[entry.criterion.standard or ""] + "(")
    assert sorted(articles.values()) == ["art. 10", "art. 6", "art. 9"]


def test_no_edition_before_it_took_effect_is_laid_beside_it() -> None:
    with pytest.raises(NotInForce, match="Protocol"):
        law_in_force(2003, "palermo")


def test_an_article_is_judged_by_its_own_paragraphs_alone() -> None:
    coding = make_coding(
        [
            {"variable": "protection.shelter", "value": "yes"},
            {"variable": "prevention.campaigns", "value": "no"},
            {"variable": "prosecution.convicted", "value": "no"},
        ]
    )
    assessment = assess_coding(coding, statute="palermo")
    judged = {j.id: j.judgement for j in assessment.standards}
    assert judged == {
        "art6.victims": "effort",
        "art9.prevention": "failure",
        "art10.exchange": "silent",
    }
    housing = assessment.get("assistance.housing")
    assert housing is not None
    assert (housing.judgement, len(housing.in_favor)) == ("effort", 1)


def test_nothing_in_its_print_speaks_of_the_other_statute() -> None:
    shown = assess_coding(make_coding(), statute="palermo").explain()
    for word in ("TVPA", "section 108", "U.S.C.", "P.L.", "minimum standards, section"):
        assert word not in shown
    assert "Palermo Protocol" in shown


@pytest.mark.parametrize(
    ("country", "edition", "said"),
    [
        ("THA", 2018, "it is bound since 2013-11-16."),
        ("THA", 2014, "within the period of this edition."),
        ("THA", 2012, "after the period of this edition"),
        ("ALB", 2018, "it is bound since 2003-12-25."),
        ("MNE", 2018, "its succession was deposited on 2006-10-23"),
        ("JPN", 2018, "no later instrument is on file, and the list ends in 2013"),
        ("PRK", 2018, "No instrument of"),
    ],
)
def test_whether_the_country_was_bound_is_said(country: str, edition: int, said: str) -> None:
    assessment = assess_coding(make_coding(country=country, edition=edition), statute="palermo")
    assert assessment.binding is not None
    assert said in assessment.binding
    assert assessment.binding in " ".join(assessment.explain().split())
    assert assessment.to_dict()["binding"] == assessment.binding


def test_a_statute_that_is_no_treaty_says_nothing_of_parties() -> None:
    assert assess_coding(make_coding()).binding is None


def test_an_instrument_without_its_kind_is_refused_with_its_line(tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    parties = tmp_path / "parties.yaml"
    lines = parties.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("  ALB:"))
    lines[at] = "  ALB: {signed: 2000-12-12, deposited: 2002-08-21}"
    parties.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(StatuteInvalid, match=rf"parties\.yaml:{at + 1}.*kind"):
        read_statutes(tmp_path)


@pytest.mark.shared
def test_every_date_is_that_of_the_published_table(shared: Path) -> None:
    parties = load_statutes("palermo").parties
    assert parties is not None
    seen = set()
    with (shared / "data" / "palermo-protocol-dates-to-2011.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = PRINTED.get(row["country"], " ".join(reversed(row["country"].split(", "))))
            country = find_country(name)
            assert country is not None, name
            state = parties.states[country.code]
            assert (state.signed or "", state.deposited or "") == (row["signed"], row["ratified"])
            seen.add(country.code)
    assert seen == parties.states.keys()
