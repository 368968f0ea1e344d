"""A citation of a text, a paragraph or a sentence, in every form that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.errors import WrongUse
from tierbook.release.citations.exports import (
    coins_of,
    meta_of,
    write_bibtex,
    write_csl,
    write_ris,
)
from tierbook.release.citations.phrases import Phrase, as_html, as_text
from tierbook.release.citations.pinpoint import Pinpoint, pinpoint_at
from tierbook.release.citations.source import Source, archive_note, sample_words, source_of
from tierbook.release.citations.styles import STYLES, Asked, write_style
from tierbook.text import join_words

__all__ = ["Citation", "citation_of"]

_WORDS = "the words"


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation. Of a sample it says that it is one, in every style, and gives no export.

    Attributes:
        source: what is cited.
        pinpoint: the place in it; None for the whole text.
        permalink: where the words stand in a library; None where none is known.
        accessed: day on which the page was opened, `2016-05-24`: as given, else as the page says, else the day on which
            the copy that was read was taken; empty where nobody knows.
        text_fragment: a link to the words on the publisher's page, else to their paragraph; None where there is none.
        leads_to: what that link leads to: `the words`, `their paragraph`, `their page in the PDF`, `the page`; empty
            where there is none.
    """

    source: Source
    pinpoint: Pinpoint | None
    permalink: str | None
    accessed: str
    text_fragment: str | None
    leads_to: str = ""

    @property
    def sample(self) -> bool:
        """Tell whether the text is tierbook's own restatement, which is no source."""
        return self.source.sample

    @property
    def archived(self) -> str:
        """Return what copy was read and when it was taken; empty where it came from no archive or capture."""
        return "" if self.sample else archive_note(self.source)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what a reader of the citation should know of the page."""
        return tuple(_notes(self.source))

    def text(self, style: str) -> str:
        """Return the citation in one of `STYLES`.

        Raises:
            WrongUse: there is no such style.
        """
        return as_text(self._phrase(style))

    def html(self, style: str) -> str:
        """Return the same as HTML: italics in `i`, the address as a link, everything else escaped."""
        return as_html(self._phrase(style))

    def ris(self) -> str:
        """Return one record of RIS, for reference managers.

        Raises:
            WrongUse: the text is a sample.
        """
        return write_ris(self._exported())

    def bibtex(self) -> str:
        """Return one entry of BibTeX; see `ris`."""
        return write_bibtex(self._exported())

    def csl_json(self) -> dict[str, Any]:
        """Return one item of CSL-JSON; see `ris`."""
        return write_csl(self._exported())

    def coins(self) -> str:
        """Return what the title of a COinS span holds (OpenURL 1.0, not yet escaped for HTML); see `ris`."""
        return coins_of(self._exported())

    def meta(self) -> tuple[tuple[str, str], ...]:
        """Return names and contents of the `meta` elements that reference managers read; see `ris`."""
        return meta_of(self._exported())

    def to_dict(self) -> dict[str, object]:
        """Return the citation in every form as plain values."""
        return {
            "document": self.source.document,
            "sample": self.sample,
            "styles": {style: self.text(style) for style in STYLES},
            "pinpoint": None if self.pinpoint is None else self.pinpoint.to_dict(),
            "permalink": self.permalink,
            "accessed": self.accessed or None,
            "archived": self.archived or None,
            "text_fragment": self.text_fragment,
            "leads_to": self.leads_to or None,
            "notes": list(self.notes),
            "ris": None if self.sample else self.ris(),
            "bibtex": None if self.sample else self.bibtex(),
            "csl_json": None if self.sample else self.csl_json(),
        }

    def _phrase(self, style: str) -> Phrase:
        if style not in STYLES:
            raise WrongUse(
                f"there is no style {style!r}", remedy=f"give one of {join_words(tuple(STYLES))}"
            )
        if self.sample:
            place = "" if self.pinpoint is None else f"; {self.pinpoint}"
            return (f"{sample_words(self.source)}{place}.",)
        return write_style(style, Asked(self.source, self.pinpoint, self.accessed))

    def _exported(self) -> Citation:
        if self.sample:
            raise WrongUse(
                f"{self.source.document} is a sample, and has no citation for a reference manager",
                why="a sample is tierbook’s own restatement and never a source",
                remedy="cite the Report itself: ingest its page, and cite that",
            )
        return self


def citation_of(
    record: Mapping[str, Any],
    paragraph: int | None = None,
    sentence: int | None = None,
    *,
    permalink: str | None = None,
    accessed: str | None = None,
    link: str | None = None,
    unit: str = "",
) -> Citation:
    """Cite a text, one of its paragraphs, or a sentence.

    Args:
        record: the record of a coding, as the corpus keeps it.
        paragraph: number of the paragraph, as pages print it in brackets; 0 is the line with the tier.
        sentence: number of the sentence in it.
        permalink: where the words stand in a library.
        accessed: day on which the page was opened, `2016-05-24`.
        link: a link to the very words on the publisher's page, where the caller made one.
        unit: how the text is called in the place; its id unless told.

    Raises:
        WrongUse: the text has no such place; the remedy says what it has.
    """
    if paragraph is None and sentence is not None:
        raise WrongUse("a sentence is named and no paragraph", remedy="name its paragraph too")
    source = source_of(record)
    pinpoint = None if paragraph is None else pinpoint_at(record, paragraph, sentence, unit=unit)
    found = (None, "") if source.sample else _link(record, source, pinpoint, link)
    day = accessed or source.accessed or source.captured
    return Citation(source, pinpoint, permalink, day, *found)


def _link(
    record: Mapping[str, Any], source: Source, pinpoint: Pinpoint | None, given: str | None
) -> tuple[str | None, str]:
    """Return a link and what it leads to: the words, as given or as the record has it, their paragraph, the page."""
    if given:
        return given, _words_or_page(given)
    if not source.address:
        return None, ""
    if pinpoint is not None:
        for link, leads_to in _links_kept(record, pinpoint):
            if link:
                return link, _words_or_page(link) if leads_to == _WORDS else leads_to
    return source.address, "the page"


def _links_kept(record: Mapping[str, Any], pinpoint: Pinpoint) -> Iterator[tuple[str | None, str]]:
    """Yield the links that a record keeps: those of evidence, then that of the paragraph."""
    place = pinpoint.paragraph, pinpoint.sentence
    for finding in record.get("findings", ()):
        for words in finding["evidence"]:
            if (words["paragraph"], words["sentence"]) == place:
                yield words.get("link"), _WORDS
    if pinpoint.paragraph:
        row = record["narrative"]["paragraphs"][pinpoint.paragraph - 1]
        whole = pinpoint.sentence is None
        yield row.get("link"), _WORDS if whole else "their paragraph"


def _words_or_page(link: str) -> str:
    return _WORDS if ":~:" in link else "their page in the PDF"


def _notes(source: Source) -> list[str]:
    notes = []
    if source.sample:
        return ["A sample is tierbook’s own restatement: not a quotation, and not a source."]
    if not source.address:
        notes.append("The page gives no address on the web, and none is filled in.")
    if not source.cite_as:
        notes.append(
            "The page gives no line to cite it by; the publisher’s form is put together from what it says."
        )
    if source.published and not source.dated:
        notes.append("The date is that on which the edition came out; the page gives none.")
    if source.kind == "summary":
        notes.append("The text is another agency’s summary after the Report, and not the Report.")
    if source.kind == "excerpt":
        notes.append("The text is an excerpt of the narrative.")
    if source.site and source.kind != "summary":
        notes.append(
            f"The page is a republication by {source.site}; the author is the Department of State."
        )
    return notes
