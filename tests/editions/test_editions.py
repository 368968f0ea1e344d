"""Editions by year."""

from __future__ import annotations

import pytest

from tierbook.editions import get_edition
from tierbook.errors import WrongUse


def test_editions_have_a_date_and_a_period() -> None:
    assert get_edition(2003).published == "2003-06-11"
    assert get_edition(2003).period == ("2002-04-01", "2003-03-31")
    assert get_edition(2025).number == 25


@pytest.mark.parametrize("year", [1999, 2000, 2026])
def test_a_year_without_an_edition_is_refused(year: int) -> None:
    with pytest.raises(WrongUse, match=str(year)):
        get_edition(year)
