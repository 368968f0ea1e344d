"""Figures of unlike periods have no direction, as no line of a series joins them; the period is the one stated."""

from __future__ import annotations

import pytest

from tests.dossier.making import hold
from tierbook.dossier import Changes, build_series, change_rows, compare_editions, hold_texts

TEXT = """KENYA: Tier 2

PROSECUTION

{said}
"""
REPORTING = "During the reporting period, the government investigated 40 trafficking cases."
CALENDAR = "In calendar year 2010, the government investigated 60 trafficking cases."
PLAIN = "The government investigated 60 trafficking cases."
HALF = "In the first half of 2010, the government investigated 60 trafficking cases."


def changes_of(earlier: str, later: str) -> Changes:
    """Compare two editions that say this of prosecution."""
    texts = (hold("KEN:2010", TEXT.format(said=earlier)), hold("KEN:2011", TEXT.format(said=later)))
    return compare_editions(*texts)


@pytest.mark.parametrize(
    ("later", "direction", "over"),
    [(CALENDAR, None, "calendar year 2010"), (HALF, None, "part of a year"), (PLAIN, "up", "")],
)
def test_a_direction_is_told_where_a_series_would_be_joined(
    later: str, direction: str | None, over: str
) -> None:
    changes = changes_of(REPORTING, later)
    (figure,) = changes.figures
    assert figure.direction == direction
    assert figure.before is not None
    assert figure.after is not None
    assert (figure.before.over, figure.after.over) == ("the reporting period", over)
    (series,) = build_series(hold_texts(changes.texts))
    assert bool(series.breaks) is (direction is None)
    if direction is None:
        assert figure.cannot == series.breaks[0].why
        assert not any("rose" in statement.text for statement in changes.statements())
    row = next(row for row in change_rows(changes) if row["part"] == "figure")
    assert (row["period_before"], row["period_after"]) == ("the reporting period", over or None)


def test_a_calendar_year_has_the_days_of_that_year() -> None:
    (figure,) = changes_of(REPORTING, CALENDAR).figures
    assert figure.before is not None
    assert figure.before.period == ("2009-04-01", "2010-03-31")
    assert figure.after is not None
    assert figure.after.period == ("2010-01-01", "2010-12-31")


def test_a_figure_of_another_period_revises_nothing() -> None:
    later = (
        "In calendar year 2010, the government investigated 60 trafficking cases, compared with 45 cases in "
        "calendar year 2009."
    )
    (figure,) = changes_of(REPORTING, later).figures
    assert figure.revised is None
    (plain,) = changes_of(PLAIN.replace("60", "40"), later.replace("calendar year ", "")).figures
    assert plain.direction == "up"
    assert plain.revised == 45
