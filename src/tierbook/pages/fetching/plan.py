"""What is wanted, and where it may be found: editions and countries into targets, each with the addresses to try."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tierbook.editions import unit_name
from tierbook.errors import FetchRefused
from tierbook.pages.fetching.checking import check_address
from tierbook.pages.fetching.slugs import slugs_of
from tierbook.pages.fetching.table import AddressTable, Confidence, Series, load_table
from tierbook.places import get_country

__all__ = ["Place", "Target", "plan_fetch"]


@dataclass(frozen=True, slots=True)
class Place:
    """One place to look for a target: an address to try, or an index whose links are followed."""

    address: str
    confidence: Confidence
    series: str
    index: bool = False
    depth: int = 0
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """The narrative of one country in one edition, from one publisher; `country` is None for all that an index lists.

    `places` are tried in order until one gives it.
    """

    edition: int
    country: str | None
    publisher: str
    places: tuple[Place, ...]

    @property
    def unit(self) -> str:
        """Return the target as commands write it: `JPN:2003`, or `2003` for the whole edition."""
        return unit_name(self.country, self.edition) if self.country else str(self.edition)


def plan_fetch(
    editions: Sequence[int],
    countries: Sequence[str] | None,
    *,
    publishers: Iterable[str],
    given: Iterable[tuple[int, str, str]] = (),
    table: AddressTable | None = None,
) -> tuple[Target, ...]:
    """Return the targets in the order in which they are asked: by publisher, edition, country.

    Args:
        editions: years.
        countries: alpha-3 codes; None for all that the publishers' indexes list.
        publishers: names of the table.
        given: addresses that the person gives, as (edition, country, address); they come before those of the table.
        table: the table; that of the package unless told.

    Raises:
        FetchRefused: an address that was given leads to a host that is not in the table.
    """
    table = table or load_table()
    wanted = None if countries is None else set(countries)
    own = list(_given(given, table))
    targets: list[Target] = []
    for publisher in publishers:
        series = [s for s in table.series if s.publisher == publisher]
        for edition in editions:
            holding = [s for s in series if s.covers(edition)]
            mine = {c: p for e, c, p, place in own if e == edition and place == publisher}
            targets += _of_edition(publisher, edition, wanted, holding, mine, table)
    return tuple(targets)


def _of_edition(
    publisher: str,
    edition: int,
    wanted: set[str] | None,
    holding: Sequence[Series],
    mine: dict[str, Place],
    table: AddressTable,
) -> Iterator[Target]:
    known = {page.country for s in holding for page in s.pages if page.edition == edition}
    if wanted is None:
        indexes = tuple(place for s in holding for place in _index(s, edition))
        if indexes:
            yield Target(edition, None, publisher, indexes)
        named = sorted(known | mine.keys())
    else:
        named = sorted(wanted)
    for country in named:
        places = [mine[country]] if country in mine else []
        for s in holding:
            places += _pages(s, edition, country, table)
            if wanted is not None:
                places += _index(s, edition)
        yield Target(edition, country, publisher, tuple(places))


def _pages(series: Series, edition: int, country: str, table: AddressTable) -> Iterator[Place]:
    for page in series.pages:
        if (page.edition, page.country) == (edition, country):
            yield Place(page.address, "seen", series.id)
    if series.page is None:
        return
    for slug, confidence in slugs_of(get_country(country), edition, table):
        sure: Confidence = (
            "seen" if confidence == series.confidence(edition) == "seen" else "memory"
        )
        yield Place(series.page_of(edition, slug) or "", sure, series.id)


def _index(series: Series, edition: int) -> Iterator[Place]:
    address = series.index_of(edition)
    if address is not None:
        under = tuple(path.replace("{edition}", str(edition)) for path in series.under)
        sure = series.confidence(edition)
        yield Place(address, sure, series.id, index=True, depth=series.depth, under=under)


def _given(
    given: Iterable[tuple[int, str, str]], table: AddressTable
) -> Iterator[tuple[int, str, Place, str]]:
    for edition, country, address in given:
        if address.startswith(
            "http://"
        ):  # as older citations write it; the host is asked over HTTPS alone
            address = "https://" + address.removeprefix("http://")
        try:
            checked = check_address(address, table.hosts)
        except FetchRefused as refused:
            refused.remedy = f"hosts in the table: {', '.join(sorted(table.hosts))}"
            raise
        publisher = table.hosts[checked.split("/")[2]]
        yield edition, country, Place(checked, "seen", "given"), publisher
