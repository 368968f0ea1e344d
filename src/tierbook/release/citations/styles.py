"""One citation in each style. The rule and its source stand in docs/explanation/citing.md.

A style is a function of a source, a pinpoint (or none) and the day on which the page was opened (or nothing). What a
page does not say is left out: no style fills in an address, an author or a date.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tierbook.release.citations.phrases import Italic, Phrase, Web, join_parts
from tierbook.release.citations.pinpoint import NUMBERING, Pinpoint
from tierbook.release.citations.publishers import publisher_form
from tierbook.release.citations.source import Source
from tierbook.text import MONTHS, long_date

__all__ = ["STYLES", "Asked", "write_style"]

_SHORT_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
_LOW = frozenset("a an and as at by for in of on or the to".split())
_BLUEBOOK = {
    "Department": "Dep’t",
    "Office": "Off.",
    "Central Intelligence": "Cent. Intel.",
    " and ": " & ",
}
_TIER_LINE = "line with the tier"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is cited.

    Attributes:
        source: the text.
        pinpoint: a place in it; None for the whole text.
        accessed: day on which its page was opened, or empty.
    """

    source: Source
    pinpoint: Pinpoint | None
    accessed: str

    @property
    def opened(self) -> str:
        """Return the day on which the page was opened; empty where nobody knows what page on the web it was."""
        return self.accessed if self.source.address or self.source.site else ""


STYLES: Mapping[str, str] = MappingProxyType(
    {
        "publisher": "The publisher’s own form",
        "chicago": "Chicago, note",
        "chicago-bibliography": "Chicago, bibliography",
        "apa": "APA 7, reference",
        "apa-in-text": "APA 7, in the text",
        "harvard": "Harvard, reference",
        "harvard-in-text": "Harvard, in the text",
        "oscola": "OSCOLA, footnote",
        "bluebook": "Bluebook",
    }
)


def write_style(style: str, asked: Asked) -> Phrase:
    """Return a citation in one of `STYLES`."""
    return _WRITERS[style](asked)


def _publisher(asked: Asked) -> Phrase:
    return publisher_form(asked.source, asked.pinpoint, asked.accessed)


def _chicago_note(asked: Asked) -> Phrase:
    source = asked.source
    date = _american(source.published) or source.year
    part = (f"“{_part(source)},” in ",) if source.part else ()
    parts: list[Phrase | str] = [
        _body(source, ", "),
        (*part, Italic(_work(source)), f" ({date})"),
        *_chicago_place(asked.pinpoint),
        source.read_at,
        f"accessed {_american(asked.opened)}" if asked.opened else "",
        (Web(source.address),) if source.address else "",
    ]
    return join_parts(parts, ", ", ".")


def _chicago_place(pinpoint: Pinpoint | None) -> list[str]:
    if pinpoint is None:
        return []
    if pinpoint.paragraph == 0:
        return [_TIER_LINE]
    heading = f"under “{_heading(pinpoint)}”" if pinpoint.heading else _unheaded(pinpoint)
    paragraph = f"para. {pinpoint.within}"
    if pinpoint.sentence is None:
        return [_page(pinpoint), heading, f"{paragraph} [{NUMBERING}]"]
    sentence = f"sentence {pinpoint.sentence} (beginning “{pinpoint.opening}”)"
    return [_page(pinpoint), heading, paragraph, f"{sentence} [{NUMBERING}]"]


def _chicago_bibliography(asked: Asked) -> Phrase:
    source = asked.source
    parts: list[Phrase | str] = [
        _body(source, ". "),
        f"“{_part(source)}”" if source.part else "",
        ("In " if source.part else "", Italic(_work(source))),
        _american(source.published) or source.year,
        source.read_at,
        f"Accessed {_american(asked.opened)}" if asked.opened else "",
        (Web(source.address),) if source.address else "",
    ]
    return join_parts(parts, ". ", ".")


def _apa(asked: Asked) -> Phrase:
    source = asked.source
    if source.kind == "summary":
        title: Phrase = (_sentence_case(_part(source)), ". In ", Italic(source.work))
    else:
        part = f": {source.part}" if source.part else ""
        title = (Italic(_sentence_case(_work(source)) + part), _excerpt(source))
    parts: list[Phrase | str] = [
        source.office or source.author,
        f"({_apa_date(source)})",
        title,
        source.author if source.office else "",
        source.site,
        (Web(source.address),) if source.address else "",
    ]
    return join_parts(parts, ". ", "" if source.address else ".")


def _apa_in_text(asked: Asked) -> Phrase:
    return _in_text(asked.source.office or asked.source.author, asked)


def _apa_date(source: Source) -> str:
    year, month, day = _parts_of_day(source.published)
    if not month:
        return source.year
    return f"{year}, {MONTHS[month - 1]}" + (f" {day}" if day else "")


def _harvard(asked: Asked) -> Phrase:
    source = asked.source
    told: list[str] = [f"{source.author} ({source.year}) "]
    if source.part:
        told.append(f"‘{_part(source)}’, in ")
    told += [Italic(_work(source)), _excerpt(source), "."]
    if source.site and source.address:
        told.append(f" {source.site}.")
    where = Web(source.address) if source.address else source.site
    if where:
        opened = f" (Accessed: {long_date(asked.opened)})" if asked.opened else ""
        told += [" Available at: ", where, f"{opened}."]
    return tuple(words for words in told if words)


def _harvard_in_text(asked: Asked) -> Phrase:
    return _in_text(asked.source.author, asked)


def _in_text(author: str, asked: Asked) -> Phrase:
    """Return a citation in brackets: paragraphs are counted by the reader, as both styles ask."""
    parts = [author, asked.source.year]
    pinpoint = asked.pinpoint
    if pinpoint is not None and pinpoint.paragraph == 0:
        parts.append(_TIER_LINE)
    elif pinpoint is not None:
        heading = f"{_heading(pinpoint)} section" if pinpoint.heading else ""
        parts += [_page(pinpoint, "p. "), heading, f"para. {pinpoint.within}"]
    return (f"({', '.join(part for part in parts if part)})",)


def _oscola(asked: Asked) -> Phrase:
    source = asked.source
    author = ", ".join(filter(None, (source.author.replace("U.S.", "US"), source.office)))
    title, site = _work(source), source.read_at
    if source.kind == "summary":
        title, site = _part(source), source.work
    elif source.part:
        title = f"{title}: {source.part}"
    bracket = ", ".join(filter(None, (site, long_date(source.issued))))
    told: list[str] = [f"{author}, ‘{title}’" + (f" ({bracket})" if bracket else "")]
    told += [f" {place}" for place in [_oscola_place(asked.pinpoint)] if place]
    if source.address:
        told += [" <", Web(source.address), ">"]
    if asked.opened:
        told.append(f" accessed {long_date(asked.opened)}")
    return (*told, ".")


def _oscola_place(pinpoint: Pinpoint | None) -> str:
    if pinpoint is None:
        return ""
    if pinpoint.paragraph == 0:
        return _TIER_LINE
    heading = f"under ‘{_heading(pinpoint)}’" if pinpoint.heading else _unheaded(pinpoint)
    sentence = f"sentence {pinpoint.sentence} (beginning ‘{pinpoint.opening}’)"
    parts = [_page(pinpoint), heading, f"para {pinpoint.within}"]
    parts.append("" if pinpoint.sentence is None else sentence)
    return f"{', '.join(part for part in parts if part)} [{NUMBERING}]"


def _bluebook(asked: Asked) -> Phrase:
    source, pinpoint = asked.source, asked.pinpoint
    author = ", ".join(filter(None, (source.office, source.author)))
    for long, short in _BLUEBOOK.items():
        author = author.replace(long, short)
    told: list[str] = [f"{author}, "]
    if source.part:
        told += [Italic(_part(source)), ", ", Italic("in"), " "]
    told += [Italic(_work(source)), _bluebook_place(pinpoint)]
    told.append(f" ({_bluebook_date(source.published) or source.year})")
    if source.address:
        told += [", ", Web(source.address)]
    if pinpoint is not None and pinpoint.paragraph:
        opening = pinpoint.opening.removesuffix("…").rstrip(" ,;:")
        told.append(f" (beginning “{opening}”)" if pinpoint.sentence is not None else "")
        told.append(f" ({NUMBERING})")
    if source.site:
        how = "republished in part" if source.kind == "excerpt" else "republished"
        told.append(f" ({how} by {source.site})")
    if asked.opened and not source.issued:
        told.append(f" (last visited {_bluebook_date(asked.opened)})")
    return (*(words for words in told if words), ".")


def _bluebook_place(pinpoint: Pinpoint | None) -> str:
    if pinpoint is None:
        return ""
    page = _page(pinpoint)
    page = f" {page}" if page[:1].isdigit() else f", {page}" if page else ""
    if pinpoint.paragraph == 0:
        return f"{page}, tier line"
    heading = f"under “{_heading(pinpoint)},”" if pinpoint.heading else _unheaded(pinpoint)
    heading += "" if pinpoint.heading or not heading else ","
    sentence = "" if pinpoint.sentence is None else f", sentence {pinpoint.sentence}"
    return f"{page}, {f'{heading} para. {pinpoint.within}'.strip()}{sentence}"


def _bluebook_date(iso: str) -> str:
    year, month, day = _parts_of_day(iso)
    if not month:
        return year
    name = _SHORT_MONTHS[month - 1]
    return f"{name} {day}, {year}" if day else f"{name} {year}"


def _body(source: Source, between: str) -> str:
    """Return who wrote it: the whole body, then the part of it."""
    return between.join(filter(None, (source.author, source.office)))


def _work(source: Source) -> str:
    return source.work if source.part or not source.title else source.title


def _part(source: Source) -> str:
    """Return what part of the work is cited."""
    return f"{source.part}: Trafficking in Persons" if source.kind == "summary" else source.part


def _excerpt(source: Source) -> str:
    return " [Excerpt]" if source.kind == "excerpt" else ""


def _heading(pinpoint: Pinpoint) -> str:
    """Return a heading as a citation has it: one that is printed in capitals with the first letter of its words."""
    heading = pinpoint.heading.rstrip(":")
    if not heading.isupper():
        return heading
    words = heading.lower().split()
    shown = [
        word if place and word in _LOW else word.capitalize() for place, word in enumerate(words)
    ]
    return " ".join(shown)


def _unheaded(pinpoint: Pinpoint) -> str:
    return "before the first heading" if pinpoint.headed else ""


def _page(pinpoint: Pinpoint, before: str = "") -> str:
    return f"{before}{pinpoint.page}" if pinpoint.page[:1].isdigit() else pinpoint.page


def _sentence_case(title: str) -> str:
    """Return a title with a capital at its beginning, and its part before a colon as it is."""
    first, sign, rest = title.rpartition(": ")
    return f"{first}{sign}{rest[:1]}{rest[1:].lower()}"


def _parts_of_day(iso: str) -> tuple[str, int, int]:
    """Return year, month and day of `2016-05-24`; 0 for what is not told."""
    year, month, day = [*iso.split("-"), "", ""][:3]
    return year, int(month) if month.isdigit() else 0, int(day) if day.isdigit() else 0


def _american(iso: str) -> str:
    """Return `2016-05-24` as `May 24, 2016`, `2016-05` as `May 2016`."""
    year, month, day = _parts_of_day(iso)
    return f"{MONTHS[month - 1]} {day}, {year}" if month and day else long_date(iso)


_WRITERS: Mapping[str, Callable[[Asked], Phrase]] = MappingProxyType(
    {
        "publisher": _publisher,
        "chicago": _chicago_note,
        "chicago-bibliography": _chicago_bibliography,
        "apa": _apa,
        "apa-in-text": _apa_in_text,
        "harvard": _harvard,
        "harvard-in-text": _harvard_in_text,
        "oscola": _oscola,
        "bluebook": _bluebook,
    }
)
