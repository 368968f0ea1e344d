"""Figures over editions: each period once, nothing added, no line through a gap, the words behind each point."""

from __future__ import annotations

import pytest

from tests.dossier.generator.country import make_country
from tests.dossier.making import hold
from tierbook.dossier import FigureSeries, HeldText, Point, build_series, hold_texts

Texts = tuple[int, str]


def text_of(edition: int, words: str, kind: str = "narrative") -> HeldText:
    if kind == "summary":
        return hold(f"ALB:{edition}", words, "summary")
    return hold(f"ALB:{edition}", f"ALBANIA: Tier 2\n\nPROSECUTION\n\n{words}\n")


def series_of(*texts: Texts) -> dict[tuple[str, str | None], FigureSeries]:
    held = hold_texts(text_of(edition, words) for edition, words in texts)
    return {(s.what, s.unit): s for s in build_series(held)}


def numbers(series: FigureSeries) -> dict[int, int | None]:
    return {p.edition: p.n for p in series.points if p.state == "given"}


def at(series: FigureSeries, edition: int) -> Point:
    point = series.at(edition)
    assert point is not None
    return point


def runs(series: FigureSeries) -> list[list[int]]:
    return [[point.edition for point in run] for run in series.segments()]


def test_a_period_that_two_editions_tell_stands_once() -> None:
    joined = series_of(
        (2017, "Courts convicted 11 traffickers, compared with nine in 2015."),
        (2018, "Courts convicted 14 traffickers, compared with 11 in 2016."),
    )
    series = joined["convictions", "persons"]
    assert numbers(series) == {2016: 9, 2017: 11, 2018: 14}
    assert [(t.edition, t.own) for t in at(series, 2017).told] == [(2017, True), (2018, False)]
    assert at(series, 2017).year == 2016


def test_a_later_edition_revises_and_does_not_replace() -> None:
    joined = series_of(
        (2017, "Courts convicted 11 traffickers."),
        (2018, "Courts convicted 14 traffickers, compared with 12 in 2016."),
    )
    point = at(joined["convictions", "persons"], 2017)
    assert (point.n, point.revised_to, point.state) == (11, 12, "given")


def test_an_edition_that_is_not_held_is_filled_by_the_next_one_which_is_named() -> None:
    joined = series_of((2018, "Police identified 30 victims (22 in 2016)."))
    series = joined["victims_identified", "persons"]
    assert numbers(series) == {2017: 22, 2018: 30}
    told = at(series, 2017)
    assert (told.told_by, told.own) == (2018, False)
    assert "2017 is not held" in told.why


def test_units_stay_apart_and_parts_are_not_added() -> None:
    joined = series_of(
        (
            2018,
            "Police investigated 21 cases with 147 suspects, 20 cases of sex trafficking and one of forced labor.",
        )
    )
    assert numbers(joined["investigations", "cases"]) == {2018: 21}
    assert numbers(joined["investigations_suspects", "persons"]) == {2018: 147}
    part = joined["investigations_sex", "cases"]
    assert (part.part_of, numbers(part)) == ("investigations", {2018: 20})


def test_two_figures_of_one_name_are_a_conflict_and_never_a_sum() -> None:
    joined = series_of(
        (
            2018,
            "Police in the north identified 10 victims. Police in the south identified 15 victims.",
        )
    )
    point = at(joined["victims_identified", "persons"], 2018)
    assert (point.state, point.n, point.words) == ("conflict", None, "10 and 15")
    assert len(point.quotes) == 2


def test_the_figure_that_is_compared_with_the_year_before_leads() -> None:
    joined = series_of(
        (
            2018,
            "Police identified 38 victims, compared with 46 in 2016. At one center police identified three victims.",
        )
    )
    point = at(joined["victims_identified", "persons"], 2018)
    assert (point.n, point.state) == (38, "given")
    assert {told.n for told in point.told} == {38, 3}


@pytest.mark.parametrize(
    ("words", "state"),
    [
        (
            "Authorities identified 60 victims, compared with 41 in 2016. Authorities identified 20 foreign victims, "
            "compared with one in 2016.",
            "given",
        ),
        (
            "The border police identified 60 victims, compared with 41 in 2016. The labor office identified 20 "
            "victims, compared with one in 2016.",
            "conflict",
        ),
        (
            "Authorities identified 20 victims, compared with 41 in 2016. A center identified 60 victims.",
            "conflict",
        ),
    ],
    ids=["the country first", "agencies side by side", "a larger one beside it"],
)
def test_of_several_compared_figures_only_that_of_the_country_as_a_whole_leads(
    words: str, state: str
) -> None:
    assert at(series_of((2018, words))["victims_identified", "persons"], 2018).state == state


def test_a_line_stops_at_an_edition_that_is_not_held() -> None:
    joined = series_of(
        (2014, "Courts convicted nine traffickers."),
        (2015, "Courts convicted 11 traffickers."),
        (2018, "Courts convicted 14 traffickers."),
    )
    series = joined["convictions", "persons"]
    assert runs(series) == [[2014, 2015], [2018]]
    (broken,) = series.breaks
    assert (broken.after, broken.before, broken.kinds) == (2015, 2018, ("edition_not_held",))
    assert broken.why == "not held: 2016 and 2017"
    assert at(series, 2016).words == "not held"


def test_none_reported_is_no_nought() -> None:
    joined = series_of(
        (2017, "Courts convicted 11 traffickers."),
        (2018, "The government did not report any convictions of traffickers."),
        (2019, "Courts convicted 12 traffickers."),
    )
    series = joined["convictions", "persons"]
    point = at(series, 2018)
    assert (point.state, point.n) == ("not_reported", None)
    assert "did not report" in point.quotes[0].text
    assert runs(series) == [[2017], [2019]]


def test_silence_is_named_and_breaks_the_line() -> None:
    joined = series_of(
        (2017, "Courts convicted 11 traffickers."),
        (2018, "The government trained judges."),
        (2019, "Courts convicted 12 traffickers."),
    )
    series = joined["convictions", "persons"]
    assert at(series, 2018).words == "not stated"
    assert not at(series, 2018).quotes
    assert series.breaks[0].kinds == ("not_stated",)


def test_a_change_of_unit_breaks_both_series_and_says_what_is_counted() -> None:
    joined = series_of(
        (2017, "The government prosecuted 11 traffickers."),
        (2018, "The government prosecuted nine trafficking cases."),
    )
    persons, cases = joined["prosecutions", "persons"], joined["prosecutions", "cases"]
    assert at(persons, 2018).state == "other_unit"
    assert "9 (cases)" in at(persons, 2018).why
    assert [b.kinds for b in persons.breaks] == [("unit_changed",)]
    assert [(b.after, b.before) for b in cases.breaks] == [(None, 2018)]


def test_a_part_of_a_year_is_joined_with_nothing() -> None:
    joined = series_of(
        (2017, "Authorities identified 11 victims in 2016."),
        (2018, "Authorities identified nine victims in the first eight months of 2017."),
    )
    series = joined["victims_identified", "persons"]
    assert series.breaks[0].kinds == ("period_changed",)
    assert "part of a year in 2018" in series.breaks[0].why
    assert runs(series) == [[2017], [2018]]


def test_a_comparison_without_a_unit_takes_that_of_its_figure() -> None:
    joined = series_of((2018, "Courts convicted 23 traffickers in 2017, compared with 37 in 2016."))
    assert {key for key in joined if key[0] == "convictions"} == {("convictions", "persons")}
    assert numbers(joined["convictions", "persons"]) == {2017: 37, 2018: 23}


def test_a_summary_has_a_series_of_its_own() -> None:
    held = hold_texts(
        [
            text_of(2014, "courts convicted 11 traffickers in 2013 (2014)", "summary"),
            text_of(2015, "Courts convicted 12 traffickers."),
        ]
    )
    found = {s.text_kind: s for s in build_series(held) if s.what == "convictions"}
    assert numbers(found["narrative"]) == {2015: 12}
    assert numbers(found["summary"]) == {2014: 11}
    assert found["narrative"].at(2014) is None


def test_a_sample_is_read_only_where_nothing_else_is() -> None:
    sample = hold("ALB:2018", "ALBANIA: Tier 2\n\nCourts convicted 14 traffickers.\n", "sample")
    assert {s.text_kind for s in build_series(hold_texts([sample]))} == {"sample"}
    held = hold_texts([sample, text_of(2017, "Courts convicted 11 traffickers.")])
    assert {s.text_kind for s in build_series(held)} == {"narrative"}


def test_every_number_stands_in_the_words_behind_it() -> None:
    made = make_country("KEN", seed=1)
    texts = made.hold()
    by_id = {text.document: text for text in texts}
    points = [p for s in build_series(hold_texts(texts)) for p in s.points]
    assert any(p.state == "given" for p in points)
    for point in points:
        assert bool(point.quotes) is (
            point.state in ("given", "conflict", "not_reported", "other_unit")
        )
        for quote in point.quotes:
            assert by_id[quote.document].text[quote.start : quote.end] == quote.text
            if point.state == "given" and point.n is not None and point.n > 9:
                assert f"{point.n:,}" in quote.text


@pytest.mark.parametrize("seed", range(4))
def test_figures_of_made_countries_come_back_with_their_gaps(seed: int) -> None:
    made = make_country("BRA", seed=seed)
    found = {(s.what, s.unit): s for s in build_series(hold_texts(made.hold()))}
    units = {"investigations": "cases"}
    for edition in made:
        for what, figure in edition.figures.items():
            unit = figure.unit or units.get(what, "persons")
            point = at(found[what, unit], edition.edition) if (what, unit) in found else None
            if figure.state == "given":
                assert point is not None
                assert (point.state, point.n, point.own) == ("given", figure.n, True)
            elif point is not None:
                assert point.state == figure.state


def test_no_run_crosses_an_edition_that_is_left_out() -> None:
    made = make_country("BRA", seed=5)
    for series in build_series(hold_texts(made.hold(without=(2012, 2013)))):
        for run in series.segments():
            editions = [point.edition for point in run]
            assert editions == list(range(editions[0], editions[-1] + 1))
            # The edition of 2012 is not held: none but a later one can tell of it, and nobody of 2011 to 2013 at once.
            assert not {2011, 2014} <= set(editions)


def test_the_newest_figure_is_said_in_words() -> None:
    joined = series_of((2018, "Courts convicted 23 traffickers in 2017, compared with 37 in 2016."))
    statement = joined["convictions", "persons"].statement()
    assert statement is not None
    assert statement.text == (
        "Convictions (persons): 37 (told in 2018) for the edition of 2017 then 23 for the edition of 2018."
    )
    assert statement.quotes


def test_a_smaller_figure_beside_a_larger_one_of_untold_unit_is_no_total() -> None:
    joined = series_of(
        (
            2018,
            "The government reported nine convictions. A court convicted two traffickers of forced labor.",
        )
    )
    point = at(joined["convictions", "persons"], 2018)
    assert (point.state, point.words) == ("conflict", "2 and 9 (unit not told)")
    assert at(joined["convictions", None], 2018).n == 9
