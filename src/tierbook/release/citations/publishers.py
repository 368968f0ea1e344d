"""A citation as the publisher of the page wants it: its own line, or its known form where the page prints none."""

from __future__ import annotations

from tierbook.release.citations.phrases import Phrase, Web
from tierbook.release.citations.pinpoint import Pinpoint
from tierbook.release.citations.source import Source
from tierbook.text import late, long_date

__all__ = ["publisher_form"]

# Refworld: "..., available at: https://... [accessed 24 May 2016]"; the address is missing on its old pages.
_AVAILABLE = late(
    r",?\s*available at:?\s*(?P<address>https?://\S+?)?\s*(?P<accessed>\[accessed[^\]]*\])?\s*\.?\s*$",
    2,
)
# ecoi.net: "... https://... (accessed on 2 March 2020)".
_ECOI = late(r"\s*(?P<address>https?://\S+?)?\s*(?P<accessed>\(accessed on[^)]*\))\s*\.?\s*$", 2)


def publisher_form(source: Source, pinpoint: Pinpoint | None, accessed: str) -> Phrase:
    """Return the citation that the publisher asks for, its date of access replaced by the one given.

    An address that the page left empty is left out, with the words that announce it.
    """
    place = "" if pinpoint is None else f"; {pinpoint.on_page()}"
    if source.cite_as:
        return (*_own_line(source, accessed), *filter(None, (place,)), ".")
    return (*_known_form(source, accessed), *filter(None, (place,)), ".")


def _own_line(source: Source, accessed: str) -> Phrase:
    line = source.cite_as
    for form, opened in ((_AVAILABLE, "[accessed {}]"), (_ECOI, "(accessed on {})")):
        match = form.search(line)
        if match is None or not (match["accessed"] or match["address"] or "available" in match[0]):
            continue
        address = match["address"] or source.address
        when = opened.format(long_date(accessed)) if accessed else match["accessed"] or ""
        return _ended(line[: match.start()], address, when, ecoi=form is _ECOI)
    return (line.rstrip(". "),)


def _known_form(source: Source, accessed: str) -> Phrase:
    """Return the form that a publisher is known to use, filled with what the page says of itself."""
    accessed = accessed if source.address or source.site else ""
    date = long_date(source.issued)
    title = source.title or source.name
    if source.part.casefold() not in title.casefold():  # a page with many countries
        title = f"{title}: {source.part}"
    if source.site == "ecoi.net":
        head = f"USDOS – US Department of State (Author): {title}, {date}".removesuffix(", ")
        when = f"(accessed on {long_date(accessed)})" if accessed else ""
        return _ended(head, source.address, when, ecoi=True)
    author = "United States Department of State" if source.site == "Refworld" else source.author
    head = f"{author}, {title}, {date}".removesuffix(", ")
    when = f"[accessed {long_date(accessed)}]" if accessed else ""
    return _ended(head, source.address, when, ecoi=False)


def _ended(head: str, address: str, accessed: str, *, ecoi: bool) -> Phrase:
    told: list[str] = [head.rstrip(", ")]
    if address:
        told += [" " if ecoi else ", available at: ", Web(address)]
    if accessed:
        told.append(f" {accessed}" if address or ecoi else f", {accessed}")
    return tuple(told)
