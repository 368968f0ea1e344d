"""Figures joined over editions: each period once, nothing added."""

from __future__ import annotations

import pytest

from tests.coding.making import coding_of
from tierbook.coding import Series, join_figures


def _series(*texts: tuple[int, str]) -> dict[tuple[str, str | None], Series]:
    codings = [coding_of(text, country="ALB", edition=edition) for edition, text in texts]
    return {(s.what, s.unit): s for s in join_figures(codings)}


def _points(series: Series) -> dict[int, int | None]:
    return {point.year: point.n for point in series.points}


def test_a_period_that_two_editions_tell_stands_once() -> None:
    joined = _series(
        (2017, "Courts convicted 11 traffickers, compared with nine in 2015."),
        (2018, "Courts convicted 14 traffickers, compared with 11 in 2016."),
    )
    series = joined["convictions", "persons"]
    assert _points(series) == {2015: 9, 2016: 11, 2017: 14}
    told = next(p for p in series.points if p.year == 2016).told
    assert [(t.edition, t.own) for t in told] == [(2017, True), (2018, False)]


def test_a_later_edition_revises_and_does_not_replace() -> None:
    joined = _series(
        (2017, "Courts convicted 11 traffickers."),
        (2018, "Courts convicted 14 traffickers, compared with 12 in 2016."),
    )
    point = next(p for p in joined["convictions", "persons"].points if p.year == 2016)
    assert (point.n, point.revised_to, point.conflict) == (11, 12, False)


def test_an_edition_that_is_missing_is_filled_by_the_next_one() -> None:
    joined = _series((2018, "Police identified 30 victims (22 in 2016)."))
    assert _points(joined["victims_identified", "persons"]) == {2016: 22, 2017: 30}


def test_units_stay_apart_and_parts_are_not_added() -> None:
    joined = _series(
        (
            2018,
            "Police investigated 21 cases with 147 suspects, 20 cases of sex trafficking and one of forced labor.",
        )
    )
    assert _points(joined["investigations", "cases"]) == {2017: 21}
    assert _points(joined["investigations_suspects", "persons"]) == {2017: 147}
    part = joined["investigations_sex", "cases"]
    assert (part.part_of, _points(part)) == ("investigations", {2017: 20})


def test_two_figures_of_one_name_are_a_conflict_and_never_a_sum() -> None:
    joined = _series(
        (
            2018,
            "Police in the north identified 10 victims. Police in the south identified 15 victims.",
        )
    )
    (point,) = joined["victims_identified", "persons"].points
    assert point.conflict
    assert point.n is None
    assert {t.n for t in point.told} == {10, 15}


def test_the_figure_that_is_compared_with_the_year_before_leads() -> None:
    joined = _series(
        (
            2018,
            "Police identified 38 victims, compared with 46 in 2016. At one center police identified three victims.",
        )
    )
    point = next(p for p in joined["victims_identified", "persons"].points if p.year == 2017)
    assert (point.n, point.conflict) == (38, False)


def test_countries_are_never_joined() -> None:
    codings = [coding_of("Courts convicted 11 traffickers.", country=c) for c in ("ALB", "BGR")]
    with pytest.raises(ValueError, match="several countries"):
        join_figures(codings)


def test_a_summary_adds_no_figure() -> None:
    coding = coding_of(
        "courts convicted 11 traffickers;", country="ALB", edition=2015, kind="summary"
    )
    assert join_figures([coding]) == ()
