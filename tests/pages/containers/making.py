"""Containers of pages in our own words, packed by the tests themselves."""

from __future__ import annotations

import gc
import gzip
import io
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping
from email.message import EmailMessage

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.pages import prose
from tests.pages.fixtures import Fixture, Row
from tierbook.errors import PageUnreadable, Problem
from tierbook.pages import LIMITS, Limits, Member, ReadOptions, open_container

__all__ = [
    "FIXTURES",
    "Opened",
    "make_mhtml",
    "make_warc",
    "make_zip",
    "open_bytes",
    "page",
    "text",
]

SINCE_2017 = ("recommendations", "prosecution", "protection", "prevention", "profile")
DATE = "2018-07-02T08:30:00Z"


def text(name: str = "Kenya", number: int = 1) -> str:
    """Return a narrative as text; the number makes each another."""
    advice = "\n".join(f"• {one}" for one in prose.recommendations())
    return (
        f"2018 Trafficking in Persons Report - {name}\n\n{name.upper()}: TIER 2\n\n{prose.standards(name)}\n\n"
        f"PRIORITIZED RECOMMENDATIONS:\n\n{advice}\n\nPROSECUTION\n\n{prose.prosecution(name)}\n\n"
        f"PROTECTION\n\n{prose.protection(name)} The house had {number} beds.\n\n"
        f"PREVENTION\n\n{prose.prevention(name)}\n\nTRAFFICKING PROFILE\n\n{prose.profile(name)}\n"
    )


def page(name: str = "Kenya", number: int = 1) -> bytes:
    """Return the same as HTML of no publisher in particular."""
    body = "".join(f"<p>{line}</p>\n" for line in text(name, number).split("\n\n"))
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>2018 Trafficking in Persons Report - {name}</title>"
        f"</head><body>{body}</body></html>"
    ).encode()


def make_zip(
    members: Mapping[str, bytes] | Iterable[tuple[str, bytes]],
    *,
    method: int = zipfile.ZIP_DEFLATED,
    change: Callable[[zipfile.ZipInfo], None] | None = None,
) -> bytes:
    """Return a ZIP archive; `change` has a say in each member's entry."""
    stream = io.BytesIO()
    pairs = members.items() if isinstance(members, Mapping) else members
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in pairs:
            info = zipfile.ZipInfo(name, (2018, 7, 2, 8, 30, 0))
            info.compress_type = method
            if change is not None:
                change(info)
            archive.writestr(info, data)
    return stream.getvalue()


def make_warc(
    pages: Iterable[tuple[str, bytes]],
    *,
    packed: bool = False,
    status: str = "200 OK",
    kind: str = "response",
    headers: Mapping[str, str] | None = None,
    said: Mapping[str, str] | None = None,
) -> bytes:
    """Return a WARC file with a record for each (address, body).

    Args:
        pages: addresses and bodies as they went over the wire.
        packed: whether each record is a gzip member.
        status: the line that the server answered with.
        kind: type of the records.
        headers: headers of the answers, beside or in place of the type HTML in UTF-8.
        said: headers of the records.
    """
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    given = {"Content-Type": "text/html; charset=utf-8", **(headers or {})}
    for number, (address, body) in enumerate(pages):
        http = None
        if kind in ("response", "revisit"):
            http = StatusAndHeaders(status, [(k, v) for k, v in given.items() if v], "HTTP/1.1")
        record = writer.create_warc_record(
            address,
            kind,
            payload=io.BytesIO(body),
            http_headers=http,
            warc_content_type=given["Content-Type"] if http is None else "",
            warc_headers_dict={
                "WARC-Date": DATE,
                "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{number:012}>",
                **(said or {}),
            },
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # warcio leaves its own copies open
            writer.write_record(record)
            del record
            gc.collect()
    return stream.getvalue()


def make_mhtml(
    parts: Iterable[tuple[str, str, bytes]],
    *,
    date: str | None = "Mon, 02 Jul 2018 10:00:00 +0200",
    coding: str = "quoted-printable",
    charset: str | None = "utf-8",
) -> bytes:
    """Return a message as a browser saves it, from (address, media type, bytes)."""
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    message["From"] = "<Saved by a browser>"
    if date is not None:
        message["Date"] = date
    message.make_related()
    for address, media, data in parts:
        main, sub = media.split("/")
        part = EmailMessage()
        part.set_content(data, main, sub, cte=coding if main == "text" else "base64")
        if charset is not None and main == "text":
            part.set_param("charset", charset)
        del part["MIME-Version"]
        part["Content-Location"] = address
        message.attach(part)
    return message.as_bytes()


class Opened:
    """What a container gave, read to the end."""

    def __init__(
        self, data: bytes, name: str, options: ReadOptions, limits: Limits = LIMITS
    ) -> None:
        self.members: dict[str, bytes] = {}
        self.facts: dict[str, Member] = {}
        self.problems: list[Problem] = []
        for found in open_container(io.BytesIO(data), name, options, limits=limits):
            if isinstance(found, Problem):
                self.problems.append(found)
                continue
            try:
                self.members[found.name] = found.read(options)
                self.facts[found.name] = found
            except PageUnreadable as error:
                self.problems.append(Problem.of(error, found.name))

    @property
    def names(self) -> list[str]:
        """The labels of the members, in order."""
        return list(self.members)

    @property
    def failed(self) -> list[Problem]:
        """What was lost."""
        return [problem for problem in self.problems if problem.failed]


def open_bytes(data: bytes, name: str = "a.zip", **options: object) -> Opened:
    """Open a container and read every member."""
    return Opened(data, name, ReadOptions(**options))  # type: ignore[arg-type]


def _row(era: str, address: str | None = None, captured: str | None = None) -> Row:
    return Row(
        publisher="unknown",
        era=era,
        countries=("KEN",),
        tier="2",
        sections=SINCE_2017,
        paragraphs=5,
        items=3,
        edition=2018,
        address=address,
        captured=captured,
    )


_ADDRESS = "https://www.example.org/reports/kenya/"
FIXTURES = (
    Fixture(
        "container-zip",
        "other",
        make_zip({"2018/KEN.txt": text().encode()}),
        _row("any container: ZIP"),
        file="pages.zip",
    ),
    Fixture(
        "container-warc",
        "other",
        make_warc([(_ADDRESS, page())]),
        _row("any container: WARC", _ADDRESS, "2018-07-02"),
        file="pages.warc",
    ),
    Fixture(
        "container-warc-gzip",
        "other",
        make_warc([(_ADDRESS, page())], packed=True),
        _row("any container: WARC, compressed", _ADDRESS, "2018-07-02"),
        file="pages.warc.gz",
    ),
    Fixture(
        "container-mhtml",
        "other",
        make_mhtml([(_ADDRESS, "text/html", page())]),
        _row("any container: MHTML", _ADDRESS, "2018-07-02"),
        file="page.mhtml",
    ),
    Fixture(
        "container-gzip",
        "other",
        gzip.compress(page(), mtime=0),
        _row("any container: gzip"),
        file="page.html.gz",
    ),
)
