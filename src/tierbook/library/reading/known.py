"""What an address may name: a country and an edition that there is; else it leads nowhere."""

from __future__ import annotations

from django.http import Http404

from tierbook.editions import FIRST_EDITION, LAST_EDITION
from tierbook.errors import UnknownCountry
from tierbook.places import Country, get_country

__all__ = ["check_edition", "place_or_404"]


def place_or_404(code: str) -> Country:
    """Return the country of a code; 404 where there is none."""
    try:
        return get_country(code)
    except UnknownCountry as error:
        raise Http404(str(error)) from error


def check_edition(year: int) -> None:
    """Refuse a year in which no edition was published, with 404."""
    if not FIRST_EDITION <= year <= LAST_EDITION:
        raise Http404(
            f"No edition of {year} is known; the series runs from {FIRST_EDITION} to {LAST_EDITION}."
        )
