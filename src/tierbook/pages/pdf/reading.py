"""A PDF of the Report: the whole of it, a chapter, or one narrative; a Document for each country.

Documents are given as they end, so memory does not grow with the number of pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tierbook.errors import PageUnreadable, Problem
from tierbook.files import content_hash
from tierbook.pages.assembly import Facts, build_document
from tierbook.pages.country import country_by_code, country_by_name
from tierbook.pages.document import Document
from tierbook.pages.lines import split_lines
from tierbook.pages.options import ReadOptions
from tierbook.pages.page import Page
from tierbook.pages.pdf.composing import Composed, Entry, Habits, compose
from tierbook.pages.pdf.hyphens import Vocabulary
from tierbook.pages.pdf.laying import LaidPage, lay_pages
from tierbook.pages.pdf.naming import Names
from tierbook.pages.pdf.opening import PDFIUM, is_whole, open_pdf
from tierbook.pages.pdf.printed import TextLine, is_bold
from tierbook.pages.pdf.wording import (
    HEAD_LINES,
    closes_narratives,
    country_of,
    is_special_cases,
    names_tier,
    opens_narrative,
    opens_prose,
    read_country_head,
)
from tierbook.pages.refusals import refuse_other_pages
from tierbook.pages.splitting import tier_above

__all__ = ["PUBLISHER", "read_pdf"]

PUBLISHER = "U.S. Department of State"
_AHEAD = 10
_SINGLE = 12
_OPENING = 60
_SHORTEST = 200
_UNDER_TIER = 2
_REMEDY_OCR = "run it through OCR first (ocrmypdf makes a PDF with text), or take another copy"


@dataclass(slots=True)
class _Line:
    """A line of the body with its place in the stream."""

    line: TextLine
    column: int
    left: float
    right: float
    near_tier: bool = False

    @property
    def text(self) -> str:
        return self.line.text


@dataclass(frozen=True, slots=True)
class _Above:
    """A tier printed once, above several countries, and the page it stands on."""

    text: str
    label: str
    number: int


@dataclass(slots=True)
class _Open:
    """A narrative under construction."""

    name: str
    code: str | None
    entries: list[Entry] = field(default_factory=list)
    odd: int = 0
    above: _Above | None = None
    lost: list[str] = field(default_factory=list)
    cut: bool = False


def read_pdf(data: bytes, *, name: str, options: ReadOptions) -> Iterator[Document | Problem]:
    """Yield the Document of each country in a PDF, and what could not be read.

    Raises:
        PageUnreadable: nothing in it can be read, or nothing in it is a narrative of the Report.
    """
    with open_pdf(data) as pdf:
        with PDFIUM:
            metadata = {key: str(value) for key, value in pdf.get_metadata_dict().items()}
            count = len(pdf)
        reading = _Reading(data, name, options, metadata, count)
        pages = lay_pages(pdf, reading.names, reading.vocabulary)
        held = next(pages, None)
        while held is not None:
            after = next(pages, None)
            yield from reading.take(held, after)
            held = after
        yield from reading.finish()


class _Reading:
    """The state of reading one PDF."""

    def __init__(
        self, data: bytes, name: str, options: ReadOptions, metadata: dict[str, str], count: int
    ) -> None:
        self.name, self.options, self.metadata, self.count = name, options, metadata, count
        self.sha256 = content_hash(data)
        self.whole = is_whole(data)
        self.names = Names(name, options, metadata)
        self.vocabulary = Vocabulary()
        self.habits = Habits()
        self.open: _Open | None = None
        self.given = 0
        self.columns = 0
        self.special = False
        self.above: _Above | None = None
        self.faces: list[tuple[str, float]] = []
        self.before: list[Entry] = []  # of the page, ahead of the first narrative on it
        self.opening: list[str] = []  # the first lines of the file
        self.loose: list[Entry] | None = []  # all of a short PDF in which no narrative has begun
        self.outside: list[tuple[int, str]] = []
        self.empty: list[tuple[int, str]] = []
        self.skipped: dict[str, list[tuple[int, str]]] = {}
        self.seen: dict[str, int] = {}

    def take(self, page: LaidPage, after: LaidPage | None) -> Iterator[Document | Problem]:
        """Take the next page, with a look at the one after it."""
        if page.skipped is not None or page.empty:
            self._take_nothing(page)
            return
        begin = [Entry("page", page.label, number=page.index + 1)]
        begin += [Entry("furniture", line.text) for line in page.sorted.head]
        self.before = []
        self._add(begin)
        if self.open is not None:
            self.open.odd += page.sorted.odd
        lines = self._lines(page)
        if len(self.opening) < _OPENING:
            self.opening += [line.text for line in page.sorted.head]
            self.opening += [one.text for one in lines]
        ahead = (
            [line.text for column in after.columns for line in column.lines][:_AHEAD]
            if after
            else []
        )
        at = 0
        inside = self.open is not None
        while at < len(lines):
            head = self._head(lines, at, ahead, page)
            if head is not None:
                name, code, size = head
                yield from self._close()
                self._begin(name, code, page, [one.text for one in lines[at : at + size]])
                self.faces.append((lines[at].line.font, lines[at].line.size))
                inside = True
                at += size
                continue
            if self._opens_tier(lines, at, ahead, page):
                yield from self._close()
                self.above = _Above(lines[at].text, page.label, page.index + 1)
                self.special = False
                at += 1
                continue
            if self._ends(lines, at, page):
                yield from self._close()
                self.special, self.above = is_special_cases(lines[at].text), None
            one = lines[at]
            self._add([Entry("line", one.text, one.line, one.column, one.left, one.right)])
            at += 1
        rest = [*sorted(page.sorted.inside, key=lambda line: (line.left > 200, line.top))]
        self._add([Entry("furniture", line.text) for line in [*rest, *page.sorted.foot]])
        if not inside or (self.open is None and self.given):
            self.outside.append((page.index, page.label))
        if self.loose is not None and (self.given or self.open or page.index >= _SINGLE):
            self.loose = None

    def finish(self) -> Iterator[Document | Problem]:
        """Close the last narrative, and say what was left out.

        Raises:
            PageUnreadable: there was no narrative.
        """
        if self.open is not None and not self.whole:
            self.open.cut = True
        yield from self._close()
        if not self.given:
            yield from self._single()
        if self.outside and self.given:
            yield Problem(
                self.name,
                f"{_ranges(self.outside)} hold no narrative of a country and were left out",
                "introduction, lists, tables and annexes are no narratives",
                failed=False,
            )
        for why, pages in self.skipped.items():
            yield Problem(
                self.name,
                f"{_ranges(pages)} not read: {why}",
                "the other pages were",
                "take another copy of the PDF for these pages",
                failed=False,
            )
        if self.empty:
            yield Problem(
                self.name,
                f"{_ranges(self.empty)} without text",
                "they are pictures without a text layer, or empty"
                + ("" if self.whole else ", or were lost with the end of the file"),
                _REMEDY_OCR if self.whole else "download the file again",
                failed=False,
            )
        if not self.whole:
            yield Problem(
                self.name,
                f"the file has no end mark; {self.count} pages were found in it",
                "it is cut off, and what came after is lost",
                "compare its size with the publisher's, or download it again",
                failed=False,
            )

    def _take_nothing(self, page: LaidPage) -> None:
        """Note a page that gives no text."""
        if self.open is not None:
            self.open.lost.append(page.label)
        if page.skipped is None:
            self.empty.append((page.index, page.label))
        else:
            self.skipped.setdefault(page.skipped, []).append((page.index, page.label))

    def _lines(self, page: LaidPage) -> list[_Line]:
        lines: list[_Line] = []
        for column in page.columns:
            self.columns += 1
            for line in column.lines:
                lines.append(_Line(line, self.columns, column.left, column.right))
                if names_tier(line.text):
                    for near in lines[-HEAD_LINES:]:
                        near.near_tier = True
        return lines

    def _add(self, entries: list[Entry]) -> None:
        if self.open is not None:
            self.open.entries += entries
            return
        self.before += entries
        if self.loose is not None:
            self.loose += entries

    def _begin(self, name: str, code: str | None, page: LaidPage, texts: list[str]) -> None:
        if read_country_head(texts) is not None:
            self.above = None  # tiers stand with the names
        above = self.above
        opened = _Open(name, code, odd=page.sorted.odd, above=above)
        if above is not None and above.number <= page.index:
            opened.entries.append(Entry("page", above.label, number=above.number))
            opened.entries.append(Entry("tier", above.text))
        opened.entries.append(Entry("page", page.label, number=page.index + 1))
        opened.entries += [  # what stands above it on its page and belongs to no other narrative
            Entry("furniture", e.text) for e in self.before if e.kind != "page" and e.text
        ]
        self.before = []
        if above is not None and above.number > page.index:
            opened.entries.append(Entry("tier", above.text))
        opened.entries.append(Entry("tier", " ".join(texts)))
        self.open = opened

    def _head(
        self, lines: list[_Line], at: int, ahead: list[str], page: LaidPage
    ) -> tuple[str, str | None, int] | None:
        """Return name, code and number of lines of the country's head that begins here, or None."""
        one = lines[at]
        edition = self.names.known_edition()
        found = None
        if one.near_tier:
            near = [line.text for line in lines[at : at + HEAD_LINES] if line.column == one.column]
            found = read_country_head(near)
        if found is not None:
            name, _, size = found
            following = [line.text for line in lines[at + size : at + size + _AHEAD]]
            following += ahead[: _AHEAD - len(following)]
            code = country_of(name, edition)
            set_off = one.text.isupper() or is_bold(one.line.font)
            if opens_narrative(name, following) and (code is not None or set_off):
                return name, code, size
            return None
        return self._bare_head(lines, at, ahead, page, edition)

    def _bare_head(
        self,
        lines: list[_Line],
        at: int,
        ahead: list[str],
        page: LaidPage,
        edition: int | None,
    ) -> tuple[str, str | None, int] | None:
        """Return the head of a country that is a name alone: the editions of 2001 and 2002, and special cases."""
        one = lines[at]
        if not _stands_out(one, page):
            return None
        text = one.text.strip(" :")
        if len(text) > 60 or one.text.endswith((".", ",", ";")):
            return None
        code = country_of(text, edition)
        if code is None or (self.open is not None and self.open.code == code):
            return None
        if self.faces and not self.special:
            font, size = self.faces[-1]
            if font != one.line.font or abs(size - one.line.size) > 0.5:
                return None
        following = [line.text for line in lines[at + 1 : at + _AHEAD]]
        following += ahead[: _AHEAD - len(following)]
        if not opens_prose(text, following):
            return None
        return text, code, 1

    def _opens_tier(self, lines: list[_Line], at: int, ahead: list[str], page: LaidPage) -> bool:
        """Tell whether a line is the tier of the countries below it: the name of one follows, as a head."""
        one = lines[at]
        if tier_above(one.text) is None or not _stands_out(one, page):
            return False
        edition = self.names.known_edition()
        below = range(at + 1, min(at + 1 + _UNDER_TIER, len(lines)))
        return any(self._bare_head(lines, i, ahead, page, edition) is not None for i in below)

    def _ends(self, lines: list[_Line], at: int, page: LaidPage) -> bool:
        """Tell whether a chapter other than the narratives begins here."""
        one = lines[at]
        text = one.text
        if not _stands_out(one, page):
            return False
        if is_special_cases(text) or closes_narratives(text):
            return True
        near = [line.text for line in lines[at : at + 2] if line.column == one.column]
        return len(near) == 2 and closes_narratives(" ".join(near))

    def _close(self) -> Iterator[Document | Problem]:
        opened, self.open = self.open, None
        if opened is None:
            return
        notes: list[str] = []
        edition = self.names.edition(notes)
        kept = _without_last_page(opened.entries)
        self.before = [e for e in opened.entries[len(kept) :] if e.kind != "page"]
        composed = compose(kept, self.vocabulary, self.habits)
        if composed.prose < _SHORTEST:
            self.outside += [(e.number - 1, e.text) for e in opened.entries if e.kind == "page"]
            return
        code = country_by_name(opened.name, edition)
        if code is None and opened.code is None:
            notes.append(f"the tier line names {opened.name!r}, which is no country known here")
        if opened.above is not None:
            notes.append(
                f"the Report prints the tier once, above several countries: {opened.above.text!r}"
            )
        if opened.odd:
            notes.append(
                f"{opened.odd} lines in another size than the body were taken for boxes or captions (see furniture)"
            )
        if opened.lost:
            notes.append(f"no text on {_listed(opened.lost)}: the narrative may lack a part")
        unknown = sum(1 for repair in composed.repairs if repair.now == "\ufffd")
        if unknown:
            notes.append(f"{unknown} signs of the PDF stand for no letter and are shown as \ufffd")
        if opened.cut:
            notes.append("the file breaks off: the narrative may lack its end")
        if code is not None and code in self.seen:
            notes.append(
                f"the file holds another narrative under this name, {self.seen[code]} of it before"
            )
        if code is not None:
            self.seen[code] = self.seen.get(code, 0) + 1
        facts = Facts(
            publisher=PUBLISHER,
            title=self.names.title,
            edition=edition,
            country=code or opened.code,
            text_kind=self.options.text_kind or "narrative",
            address=self.options.address,
            notes=tuple(notes),
            reader="pdf",
        )
        page = self._page(composed)
        self.given += 1
        yield build_document(
            facts,
            page,
            composed.pieces,
            print_pages=composed.print_pages,
            file_pages=composed.file_pages,
        )

    def _set_title_apart(self, entries: list[Entry]) -> None:
        """Make the lines of the title at the head of a text furniture: they are no part of the narrative."""
        title = " ".join((self.names.title or "").split())
        for entry in entries[:12]:
            words = " ".join(entry.text.split())
            if entry.kind == "line" and words and words in title and len(words) > 3:
                entry.kind, entry.line = "furniture", None

    def _page(self, composed: Composed) -> Page:
        return Page(
            self.name,
            composed.source,
            (),
            self.sha256,
            self.options,
            tuple(composed.repairs),
            address=self.options.address,
        )

    def _single(self) -> Iterator[Document]:
        """Give the one narrative of a short PDF that prints no head of a country.

        Raises:
            PageUnreadable: there is no text, or no narrative.
        """
        if len(self.empty) >= max(1, 0.8 * self.count):
            raise PageUnreadable(
                "this PDF has no text layer: its pages are pictures",
                why=f"no text stands on {len(self.empty)} of {self.count} pages",
                remedy=_REMEDY_OCR,
            )
        entries = self.loose or []
        text = "\n".join(e.text for e in entries if e.kind != "page") or "\n".join(self.opening)
        info = self.metadata.get("Title") or None
        lines = tuple(split_lines(text))
        whole = Page(
            self.name, text, lines, self.sha256, self.options, title=self.names.title or info
        )
        refuse_other_pages(whole)
        notes: list[str] = []
        edition = self.names.edition(notes)
        given = self.options.country or self.names.title_country
        code = None
        if given:
            code = country_by_code(given.strip()) or country_by_name(given, edition)
        self._set_title_apart(entries)
        composed = compose(entries, self.vocabulary, self.habits)
        told = self.options.country is not None or self.names.title is not None
        ours = "traffick" in text.lower() and ("minimum standards" in text.lower() or told)
        if not ours or composed.prose < _SHORTEST:
            said = f" ({info})" if info else ""
            raise PageUnreadable(
                f"no narrative of a country was found in this PDF{said}",
                why="no line in it is the head of a country, such as KENYA (Tier 2)",
                remedy="give the Report itself, or name the country with --country if this is one narrative",
            )
        notes.append("the page prints no tier line")
        facts = Facts(
            publisher=PUBLISHER,
            title=self.names.title,
            edition=edition,
            country=code,
            text_kind=self.options.text_kind or "narrative",
            address=self.options.address,
            notes=tuple(notes),
            reader="pdf",
        )
        self.given += 1
        self.outside = []
        page = self._page(composed)
        yield build_document(
            facts,
            page,
            composed.pieces,
            print_pages=composed.print_pages,
            file_pages=composed.file_pages,
        )


def _stands_out(one: _Line, page: LaidPage) -> bool:
    """Tell whether a line is set as titles are: larger than the body, in capitals, or bold."""
    larger = page.size > 0 and one.line.size > 1.08 * page.size
    return larger or one.text.isupper() or is_bold(one.line.font)


def _without_last_page(entries: list[Entry]) -> list[Entry]:
    """Leave out a last page on which no line of the narrative stands: another chapter begins there."""
    last = max((i for i, entry in enumerate(entries) if entry.kind in ("line", "tier")), default=0)
    ends = [i for i, entry in enumerate(entries) if entry.kind == "page" and i > last]
    return entries[: ends[0]] if ends else entries


def _ranges(pages: list[tuple[int, str]]) -> str:
    """Return pages as ranges, by their place in the file, with the printed numbers where there are some."""
    ordered = sorted(dict(pages).items())
    runs: list[list[tuple[int, str]]] = []
    for index, label in ordered:
        if runs and runs[-1][-1][0] == index - 1:
            runs[-1].append((index, label))
        else:
            runs.append([(index, label)])
    parts = []
    for run in runs:
        low, high = run[0][0] + 1, run[-1][0] + 1
        words = f"{low}" if low == high else f"{low}-{high}"
        printed = [label for _, label in run if label.isdigit()]
        if printed:
            ends = printed[0] if len(printed) == 1 else f"{printed[0]}-{printed[-1]}"
            words += f" (printed {ends})"
        parts.append(words)
    noun = "page" if len(ordered) == 1 else "pages"
    return f"PDF {noun} {', '.join(parts)}"


def _listed(labels: list[str]) -> str:
    shown = [label if label.startswith("PDF") else f"page {label}" for label in labels[:8]]
    more = f" and {len(labels) - 8} more" if len(labels) > 8 else ""
    return ", ".join(shown) + more
