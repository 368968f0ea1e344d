"""A panel: which rows it has, what its cells say, and what it says of itself."""

from __future__ import annotations

import pytest

from tests.dossier.making import hold
from tierbook.codebook import load_codebook
from tierbook.dossier import (
    FACETS,
    HeldText,
    Missing,
    Panel,
    build_panel,
    build_series,
    hold_texts,
    score_pillars,
)
from tierbook.dossier.panel.columns import column_stem, variable_columns
from tierbook.editions import load_placements
from tierbook.errors import WrongUse

TEXT = """JAPAN: Tier 2

PROSECUTION

The government maintained law enforcement efforts. The law criminalizes all forms of trafficking. Courts convicted 12
traffickers, compared with 36 the previous year. The government did not report how many traffickers it prosecuted.

PROTECTION

The government gave victims shelter. Officials may grant a residence permit, but did not grant one.
"""
BAHAMAS = TEXT.replace("JAPAN", "THE BAHAMAS")
ASKED = ("prosecution.law", "figures.convictions", "protection.residency", "prevention.hotline")


def _cell(panel: Panel, name: str, row: int = 0) -> object:
    return panel.table.column(name)[row]


def test_a_row_has_its_keys_its_dates_and_its_values() -> None:
    panel = build_panel([hold("JPN:2018", TEXT)], ASKED, history=load_placements())
    row = dict(zip(panel.table.names, panel.table.rows[0], strict=True))
    assert (row["iso3"], row["country"], row["cow"], row["gw"], row["vdem"]) == (
        "JPN",
        "Japan",
        740,
        740,
        9,
    )
    assert (row["period_start"], row["period_end"], row["year_3p"]) == (
        "2017-04-01",
        "2018-03-31",
        2017,
    )
    assert row["tier_published"] == "1"
    assert (row["pros_law"], row["pros_law_ev"]) == ("yes", 1)
    assert (row["fig_convictions"], row["fig_convictions_unit"]) == (12, "persons")


def test_practice_is_read_before_law_and_the_column_of_the_level_says_so() -> None:
    text = hold("JPN:2018", TEXT)
    law = next(f for f in text.findings if f["variable"] == "prosecution.law")
    practice = {**law, "id": "other", "level": "practice", "value": "no"}
    both = HeldText({**text.record, "findings": [*text.findings, practice]})
    panel = build_panel([both], ASKED)
    assert (_cell(panel, "pros_law"), _cell(panel, "pros_law_lev")) == ("no", "practice")


@pytest.mark.parametrize(
    ("unit", "kind", "variable", "why"),
    [
        ("JPN:2018", "narrative", "prevention.hotline", Missing.not_stated),
        ("JPN:2018", "summary", "prevention.hotline", Missing.not_in_summary),
        ("JPN:2003", "narrative", "effort.prosecution", Missing.not_asked),
    ],
)
def test_an_empty_cell_says_why(unit: str, kind: str, variable: str, why: Missing) -> None:
    panel = build_panel([hold(unit, TEXT, kind)], [variable])  # type: ignore[arg-type]
    stem = column_stem(variable)
    assert _cell(panel, stem) is why
    assert _cell(panel, f"{stem}_abs") == why
    assert next(panel.table.records())[stem] is None


def test_what_the_text_says_was_not_reported_is_no_value_and_has_its_words() -> None:
    text = hold("JPN:2018", TEXT)
    told = [f for f in text.findings if f["value"] == "not_reported"]
    assert told
    stem = column_stem(told[0]["variable"])
    panel = build_panel([text], [told[0]["variable"]])
    assert _cell(panel, stem) is Missing.not_reported
    assert _cell(panel, f"{stem}_ev") == len(text.quotes(told[0]))


def _with_figures(*rows: dict[str, object]) -> HeldText:
    """Return a text whose finding on convictions has other figures."""
    text = hold("JPN:2018", TEXT)
    blank = {
        "what": "convictions",
        "n_max": None,
        "unit": "persons",
        "period": "current",
        "law": None,
    }
    made = [{"compared_with": None, **blank, **row} for row in rows]
    findings = [
        {**f, "value": made} if f["variable"] == "figures.convictions" else f for f in text.findings
    ]
    return HeldText({**text.record, "findings": findings})


def _convictions(*rows: dict[str, object]) -> object:
    return _cell(build_panel([_with_figures(*rows)], ASKED), "fig_convictions")


def test_of_several_figures_of_one_name_none_is_chosen_but_the_total() -> None:
    assert _convictions({"n": 3}, {"n": 5}) is Missing.conflict
    assert _convictions({"n": 3}, {"n": 5, "compared_with": 7}) == 5


def test_parts_and_other_periods_are_not_the_figure() -> None:
    part, earlier = {"what": "convictions_sex", "n": 3}, {"n": 9, "period": "2012"}
    assert _convictions(part, earlier) is Missing.other_figures


def test_persons_are_read_where_cases_are_counted_too() -> None:
    panel = build_panel([_with_figures({"n": 3, "unit": "cases"}, {"n": 5})], ASKED)
    assert (_cell(panel, "fig_convictions"), _cell(panel, "fig_convictions_unit")) == (5, "persons")


def test_a_larger_figure_whose_unit_is_not_told_leaves_none_chosen() -> None:
    assert _convictions({"n": 62, "unit": None}, {"n": 8}) is Missing.conflict


def test_a_figure_that_was_not_reported_is_no_zero() -> None:
    assert _convictions({"n": 0, "exactness": "none_reported"}) is Missing.not_reported
    panel = build_panel([_with_figures({"n": 5, "exactness": "at_least"})], ASKED)
    assert (_cell(panel, "fig_convictions"), _cell(panel, "fig_convictions_exact")) == (
        5,
        "at_least",
    )


def test_a_figure_is_that_of_its_series() -> None:
    text = hold("JPN:2018", TEXT)
    points = {s.what: s.points[-1].n for s in build_series(hold_texts([text]))}
    assert _cell(build_panel([text], ASKED), "fig_convictions") == points["convictions"]


def test_the_sentences_of_a_figure_are_those_of_the_one_that_is_given() -> None:
    more = "It reported that courts acquitted one suspect and convicted four traffickers in 2015."
    text = hold(
        "JPN:2018",
        TEXT.replace(
            "The government did not report how", f"{more} The government did not report how"
        ),
    )
    finding = text.get("figures.convictions")
    assert finding is not None
    assert len(text.quotes(finding)) == 2
    assert _cell(build_panel([text], ASKED), "fig_convictions_ev") == 1


def test_a_balanced_panel_has_a_row_for_each_edition_and_says_what_is_not_held() -> None:
    texts = [hold("JPN:2018", TEXT), hold("BHS:2016", BAHAMAS)]
    panel = build_panel(texts, ASKED, balanced=True)
    assert len(panel) == 6
    assert panel.table.column("iso3") == ("BHS",) * 3 + ("JPN",) * 3
    assert panel.table.column("held") == ("yes", "no", "no", "no", "no", "yes")
    assert _cell(panel, "pros_law", 1) is Missing.not_held
    assert _cell(panel, "pros_law_ev", 1) is Missing.not_held
    assert "For 4 rows no text is held" in panel.methods
    assert len(build_panel(texts, ASKED)) == 2


def test_a_country_has_no_row_for_a_year_in_which_it_did_not_exist() -> None:
    panel = build_panel(
        [hold("SSD:2012", TEXT.replace("JAPAN", "SOUTH SUDAN"))],
        ASKED,
        balanced=True,
        editions=range(2009, 2013),
    )
    assert panel.table.column("edition") == (2011, 2012)


def test_samples_stand_in_a_panel_only_where_nothing_else_does() -> None:
    sample, real = hold("BHS:2018", BAHAMAS, "sample"), hold("JPN:2018", TEXT)
    panel = build_panel([sample, real], ASKED)
    assert panel.table.column("iso3") == ("JPN",)
    assert panel.holdings.samples_left_out == 1
    alone = build_panel([sample], ASKED)
    assert alone.methods.startswith("Sample, not a quotation")
    assert alone.table.title.startswith("Sample, not a quotation")


def test_unlike_kinds_are_told_in_the_methods_paragraph() -> None:
    panel = build_panel([hold("JPN:2018", TEXT), hold("BHS:2018", BAHAMAS, "summary")], ASKED)
    assert "1 narrative and 1 summary by another agency" in panel.methods
    assert "not comparable" in panel.methods
    assert panel.table.column("text_kind") == ("summary", "narrative")


def test_codes_of_a_list_may_have_columns_and_what_is_not_named_is_not_denied() -> None:
    profile = "TRAFFICKING PROFILE\n\nJapan is a destination country for women subjected to sex trafficking.\n"
    text = hold("JPN:2018", f"{TEXT}\n{profile}")
    panel = build_panel([text], ["profile.victims"], elements=True)
    cells = {
        column.label: cell
        for column, cell in zip(panel.table.columns, panel.table.rows[0], strict=True)
        if column.facet.startswith("element:")
    }
    assert set(cells.values()) == {"named", Missing.not_stated}


def test_only_whole_narratives_are_scored() -> None:
    panel = build_panel(
        [hold("JPN:2018", TEXT), hold("BHS:2018", BAHAMAS, "summary")], ASKED, indices=True
    )
    scores = score_pillars(hold("JPN:2018", TEXT))
    assert panel.table.column("own_overall") == (Missing.not_in_summary, scores.overall)
    assert panel.table.column("own_prosecution")[1] == scores.scores["prosecution"]


def test_an_iterator_is_read_country_by_country() -> None:
    texts = [hold("BHS:2018", BAHAMAS), hold("JPN:2018", TEXT)]
    assert build_panel(iter(texts), ASKED).to_dict() == build_panel(texts[::-1], ASKED).to_dict()
    with pytest.raises(WrongUse, match="two places"):
        build_panel(iter([texts[0], texts[1], hold("BHS:2016", BAHAMAS)]), ASKED)


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("no variable", {"variables": ["prosecution.lew"]}),
        ("no side", {"variables": ASKED, "facets": ["mood"]}),
        ("no edition of 1999", {"variables": ASKED, "editions": [1999]}),
        ("no text is left", {"variables": ASKED, "editions": [2005]}),
        ("at least one", {"variables": []}),
    ],
)
def test_what_cannot_be_made_is_said(words: str, given: dict[str, object]) -> None:
    with pytest.raises(WrongUse, match=words):
        build_panel([hold("JPN:2018", TEXT)], **given)  # type: ignore[arg-type]


def test_every_column_of_the_codebook_has_a_name_that_stata_takes() -> None:
    book = load_codebook()
    columns = [
        column
        for variable in book.variables.values()
        for column in variable_columns(variable, book, tuple(FACETS), elements=True)
    ]
    names = [column.name for column in columns]
    assert len(set(names)) == len(names)
    assert all(c.name.isidentifier() and len(c.name) <= (28 if c.codes else 32) for c in columns)
    assert all(column.label for column in columns)


@pytest.mark.shared
def test_a_real_edition_makes_a_panel_whose_silences_are_told(
    real_2018: tuple[HeldText, ...],
) -> None:
    panel = build_panel(real_2018, ["*"], history=load_placements())
    assert len(panel) == len(real_2018)
    held = {text.country: text for text in real_2018}
    at = panel.table.names.index("iso3")
    for variable in ("protection.victims_penalised", "prosecution.law"):
        stem = column_stem(variable)
        for row, cell in zip(panel.table.rows, panel.table.column(stem), strict=True):
            finding = held[str(row[at])].get(variable)
            assert (finding is None) == (cell is Missing.not_stated)
    agreed = [
        (stated, placed)
        for stated, placed in zip(
            panel.table.column("tier_stated"), panel.table.column("tier_published"), strict=True
        )
        if not isinstance(stated, Missing) and not isinstance(placed, Missing)
    ]
    assert len(agreed) > 10
    assert all(stated == placed for stated, placed in agreed)
