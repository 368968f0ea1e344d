"""The table of addresses: hosts, series of pages, spellings; read from `addresses.yaml` and checked line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tierbook.errors import FetchRefused
from tierbook.files import load_yaml
from tierbook.pages.fetching.checking import check_address
from tierbook.text import late

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["AddressTable", "Confidence", "KnownPage", "Series", "Spelling", "load_table"]

Confidence = Literal["seen", "memory"]
_YEARS = late(r"(20\d\d)-(20\d\d)")
_HOST = late(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_SLUG = late(r"[a-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class KnownPage:
    """An address that cannot be made from anything."""

    edition: int
    country: str
    address: str


@dataclass(frozen=True, slots=True)
class Series:
    """One publisher's pages of some editions; the keys are explained at the head of the table."""

    id: str
    publisher: str
    first: int
    last: int
    page: str | None
    index: str | None
    under: tuple[str, ...]
    depth: int
    pages: tuple[KnownPage, ...]
    seen: frozenset[int]
    reference: str

    def covers(self, edition: int) -> bool:
        """Tell whether the series holds pages of an edition."""
        return self.first <= edition <= self.last

    def confidence(self, edition: int) -> Confidence:
        """Return how sure the addresses of an edition are."""
        return "seen" if edition in self.seen else "memory"

    def index_of(self, edition: int) -> str | None:
        """Return the address of the index of an edition."""
        return None if self.index is None else self.index.replace("{edition}", str(edition))

    def page_of(self, edition: int, slug: str) -> str | None:
        """Return the address of a country's page of an edition."""
        if self.page is None:
            return None
        return self.page.replace("{edition}", str(edition)).replace("{slug}", slug)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How an address spells a country, in some editions."""

    country: str
    slug: str
    first: int
    last: int
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class AddressTable:
    """What may be asked. `hosts` maps a host to its publisher."""

    hosts: Mapping[str, str]
    series: tuple[Series, ...]
    spellings: tuple[Spelling, ...]

    @property
    def publishers(self) -> tuple[str, ...]:
        """Return the publishers, in the order of the table."""
        return tuple(dict.fromkeys(series.publisher for series in self.series))


@cache
def load_table() -> AddressTable:
    """Return the table of the package."""
    return read_table(files("tierbook.pages.fetching") / "addresses.yaml")


def read_table(path: Path | Traversable) -> AddressTable:
    """Read a table.

    Raises:
        FetchRefused: a key is unknown or missing, a value is not of its form, an address leads to no listed host, or a
            country is unknown.
        YamlProblem: the file is no YAML, or repeats a key.
    """
    from pydantic import ValidationError

    try:
        table: Any = _schema().model_validate(load_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(str(part) for part in first["loc"])
        raise _fault(path, at, f"{first['msg']} (given: {first.get('input')!r})") from error
    hosts = {row.host: row.publisher for row in table.hosts}
    for row in table.hosts:
        if not _HOST.fullmatch(row.host):
            raise _fault(
                path,
                f"hosts, {row.host}",
                "a host is written in lower case, without scheme or port",
            )
    series = tuple(_series(path, row, hosts) for row in table.series)
    return AddressTable(hosts, series, tuple(_spellings(path, table.slugs)))


def _series(path: Path | Traversable, row: Any, hosts: Mapping[str, str]) -> Series:
    at = f"series, {row.id}"
    if row.page is None and row.index is None and not row.pages:
        raise _fault(path, at, "it has neither page nor index nor pages")
    if row.index is not None and not row.under:
        raise _fault(path, at, "an index needs `under`: which of its links may be followed")
    if row.page is not None and not {"{edition}", "{slug}"} <= set(
        re.findall(r"\{\w+\}", row.page)
    ):
        raise _fault(path, at, "`page` needs {edition} and {slug} in it")
    first, last = _years(path, at, row.editions)
    pages = tuple(
        KnownPage(_year(path, at, p.edition), _country(path, at, p.country), p.address)
        for p in row.pages
    )
    for address in (row.page, row.index, *(page.address for page in pages)):
        if address is None:
            continue
        try:
            plain = check_address(
                address.replace("{edition}", "2020").replace("{slug}", "x"), hosts
            )
        except FetchRefused as refused:
            raise _fault(path, at, f"{address}: {refused.why}") from refused
        if hosts[plain.split("/")[2]] != row.publisher:
            raise _fault(path, at, f"{address} is not a host of {row.publisher}")
    return Series(
        row.id, row.publisher, first, last, row.page, row.index, tuple(row.under), int(row.depth), pages,
        frozenset(_year(path, at, year) for year in row.seen) | {page.edition for page in pages}, row.reference,
    )  # fmt: skip


def _spellings(path: Path | Traversable, rows: list[Any]) -> Iterator[Spelling]:
    for row in rows:
        at = f"slugs, {row.country} {row.slug}"
        if not _SLUG.fullmatch(row.slug):
            raise _fault(path, at, "a slug holds small letters, digits and dashes")
        first, last = (2001, 2999) if row.editions is None else _years(path, at, row.editions)
        yield Spelling(_country(path, at, row.country), row.slug, first, last, row.confidence)


def _country(path: Path | Traversable, at: str, code: str) -> str:
    from tierbook.errors import UnknownCountry
    from tierbook.places import get_country

    try:
        return get_country(code).code
    except UnknownCountry as error:
        raise _fault(path, at, error.what) from error


def _years(path: Path | Traversable, at: str, words: str) -> tuple[int, int]:
    match = _YEARS.fullmatch(words)
    if match is None or match[1] > match[2]:
        raise _fault(path, at, f"{words!r} is no span of editions: write first-last")
    return int(match[1]), int(match[2])


def _year(path: Path | Traversable, at: str, words: str) -> int:
    return _years(path, at, f"{words}-{words}")[0]


def _fault(path: Path | Traversable, at: str, why: str) -> FetchRefused:
    return FetchRefused(
        "the table of addresses breaks its own rules",
        where=f"{path}: {at}",
        why=why,
        remedy="mend the entry named; the head of the file explains the keys",
    )


@cache
def _schema() -> type[BaseModel]:
    """Return the form of the file; pydantic is loaded here, on the first use of fetch."""
    from pydantic import BaseModel, ConfigDict

    class Strict(BaseModel):
        model_config = ConfigDict(extra="forbid", frozen=True)

    class HostRow(Strict):
        host: str
        publisher: str
        confidence: Confidence
        reference: str

    class PageRow(Strict):
        edition: str
        country: str
        address: str

    class SeriesRow(Strict):
        id: str
        publisher: str
        editions: str
        page: str | None = None
        index: str | None = None
        under: tuple[str, ...] = ()
        depth: Literal["1", "2", "3"] = "1"
        pages: tuple[PageRow, ...] = ()
        seen: tuple[str, ...] = ()
        reference: str

    class SlugRow(Strict):
        country: str
        slug: str
        editions: str | None = None
        confidence: Confidence
        reference: str | None = None

    class TableFile(Strict):
        hosts: list[HostRow]
        series: list[SeriesRow]
        slugs: list[SlugRow]

    for model in (SeriesRow, TableFile):
        model.model_rebuild(
            _types_namespace=locals() | {"Literal": Literal, "Confidence": Confidence}
        )
    return TableFile
