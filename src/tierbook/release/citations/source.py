"""What a record says of the source that is cited: whose it is, what it is called, when and where it stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tierbook.editions import EDITIONS
from tierbook.files import VERSION
from tierbook.places import get_country
from tierbook.release.citations.phrases import one_line
from tierbook.text import late, long_date

__all__ = [
    "DEPARTMENT",
    "REPORT",
    "Source",
    "edition_date",
    "name_text",
    "source_of",
    "web_address",
]

DEPARTMENT = "U.S. Department of State"
OFFICE = "Office to Monitor and Combat Trafficking in Persons"
REPORT = "Trafficking in Persons Report"
FACTBOOK = "The World Factbook"
INTERNET_ARCHIVE = "the Internet Archive"

_OFFICE = late(r"office to monitor and combat trafficking", 2)
_OWN_SITES = frozenset(("U.S. Department of State", "unknown", "tierbook sample"))
_STATE = late(r"(?:[\w-]+\.)*state\.gov")
_CAPTURE = late(r"a capture of the page of (?P<day>\d{4}-\d\d-\d\d), kept by (?P<keeper>.+)", 2)


@dataclass(frozen=True, slots=True)
class Source:
    """One text as a thing that can be cited.

    Attributes:
        document: its id in tierbook.
        kind: narrative, excerpt, summary or sample.
        author: the body that wrote it.
        office: the part of that body which the page names as author; empty where it names none.
        work: what the text is a part of.
        part: the country, as the edition calls it; empty where no country is known.
        edition: the year of the edition; None where it is not known.
        title: of the page, on one line; empty where it has none.
        published: day of publication, or year and month alone, or empty; that of the edition where the page gives none.
        dated: the page gives a day of publication itself.
        site: who serves the page, where that is not the author; empty where it is, or where nobody knows.
        address: of the page on the web; empty where the page gives none.
        cite_as: how the page wants to be cited, on one line; empty where it does not say.
        accessed: day on which the page was opened, as it says of itself; empty where it does not.
        captured: day on which the copy that was read was taken from the web; empty where nobody knows.
        keeper: who keeps that copy; empty where nobody does.
        sha256: hash of the page that was read.
    """

    document: str
    kind: str
    author: str
    office: str
    work: str
    part: str
    edition: int | None
    title: str
    published: str
    dated: bool
    site: str
    address: str
    cite_as: str
    accessed: str
    captured: str
    keeper: str
    sha256: str

    @property
    def sample(self) -> bool:
        """Tell whether it is tierbook's own restatement, which is never cited as a source."""
        return self.kind == "sample"

    @property
    def issued(self) -> str:
        """Return when it came out, as far as that is known: a summary came out some time after its edition."""
        known = "" if self.edition is None or self.kind == "summary" else str(self.edition)
        return self.published or known

    @property
    def year(self) -> str:
        """Return the year for a list by author and year; `n.d.` where nobody knows."""
        return self.issued[:4] or "n.d."

    @property
    def read_at(self) -> str:
        """Return where it was read, and whether that is a part of it alone."""
        return f"{self.site} (excerpt)" if self.site and self.kind == "excerpt" else self.site

    @property
    def name(self) -> str:
        """Return what it is called in one line: `Trafficking in Persons Report 2003: Japan`."""
        if self.kind == "summary":
            after = f" (after the {REPORT} {self.edition})" if self.edition else ""
            return f"{_of(self.part)}Trafficking in Persons{after}"
        work = f"{self.work} {self.edition}" if self.edition else self.work
        return f"{work}: {self.part}" if self.part else self.title or work


def source_of(record: Mapping[str, Any]) -> Source:
    """Return what the record of a coding says of its source."""
    page = record["document"]
    kind = str(page["text_kind"])
    edition: int | None = page.get("edition")
    summary = kind == "summary"
    publisher = one_line(page.get("publisher"))
    address = web_address(page)
    notes = [match for note in page.get("notes", ()) if (match := _CAPTURE.fullmatch(note))]
    office = one_line(page.get("author")) if _OFFICE.search(page.get("author") or "") else ""
    published = one_line(page.get("published"))
    return Source(
        document=str(page["id"]),
        kind=kind,
        author=one_line(page.get("text_author")) or "Author unknown" if summary else DEPARTMENT,
        office=OFFICE if office and not summary else "",
        work=FACTBOOK if summary and publisher == "World Factbook" else REPORT,
        part=_part(page),
        edition=edition,
        title=one_line(page.get("title")),
        published=published or ("" if summary else edition_date(edition) or ""),
        dated=bool(published),
        site=_site(publisher, address, summary=summary),
        address=address,
        cite_as=one_line(page.get("cite_as")),
        accessed=one_line(page.get("accessed")),
        captured=one_line(page.get("captured")) or (notes[0]["day"] if notes else ""),
        keeper=notes[0]["keeper"] if notes else "",
        sha256=str(page["sha256"]),
    )


def _part(page: Mapping[str, Any]) -> str:
    code = page.get("country")
    return "" if not code else get_country(code).name_in(page.get("edition") or 9999)


def _of(part: str) -> str:
    return f"{part}: " if part else ""


def _site(publisher: str, address: str, *, summary: bool) -> str:
    """Return who serves a page, where that is another than its author."""
    if publisher in _OWN_SITES or (summary and publisher == "World Factbook"):
        host = urlsplit(address).hostname or ""
        return "" if not host or _STATE.fullmatch(host) or summary else host
    return publisher


def web_address(page: Mapping[str, Any]) -> str:
    """Return the address of a page, where it is one of the web and the text is no sample; else nothing."""
    address = "".join(str(page.get("address") or "").split())
    fit = address.startswith(("https://", "http://")) and page["text_kind"] != "sample"
    return address if fit else ""


def edition_date(year: int | None) -> str | None:
    """Return the day on which an edition came out: the year and month alone where the day was not checked."""
    found = next((edition for edition in EDITIONS if edition.year == year), None)
    if found is None:
        return None
    return found.published if found.date_checked else found.published[:7]


def name_text(
    country: str | None, edition: int | None, kind: str, *, author: str | None = None
) -> str:
    """Return what a text is, in a few words.

    Args:
        country: alpha-3 code.
        edition: year of the edition.
        kind: narrative, excerpt, summary or sample.
        author: who wrote a summary.
    """
    name = "" if country is None else get_country(country).name_in(edition or 9999)
    if kind == "sample":
        return f"Sample, not a quotation, after the edition of {edition}, {name}"
    if kind == "summary":
        whose = "another agency" if author is None else f"the {author.removeprefix('the ')}"
        return f"Summary by {whose} after the {REPORT} {edition}, {name}"
    part = ", excerpt" if kind == "excerpt" else ""
    return f"{DEPARTMENT}, {REPORT} {edition}, {name}{part}"


def sample_words(source: Source) -> str:
    """Return how a sample is cited: as what it is."""
    after = f", TIP Report {source.edition}" if source.edition else ""
    own = f"Sample text, tierbook {VERSION}, after {DEPARTMENT}{after}"
    return f"Sample, not a quotation. {source.cite_as or own}"


def archive_note(source: Source) -> str:
    """Return what copy was read, where it was taken from an archive or a capture; else nothing."""
    if not source.captured:
        return ""
    keeper = f", kept by {source.keeper}" if source.keeper else ""
    day = long_date(source.captured)
    note = (
        f"The copy that was read was taken from the web on {day}{keeper} (SHA-256 {source.sha256})"
    )
    if source.keeper != INTERNET_ARCHIVE or not source.address:
        return note
    stamp = source.captured.replace("-", "")
    nearest = f"https://web.archive.org/web/{stamp}/{source.address}"
    return f"{note}; the capture nearest to that day: {nearest}"
