"""Pinned passages with what is coded in them, country by country, as a document and as a table.

A passage is never less than a whole sentence, with the one before where it leans on that. Its citation names the
document, section, paragraph and sentence; the list at the end names publisher, how the publisher cites the text, and
the hash of the page that was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tierbook.codebook import load_codebook
from tierbook.dossier import HeldText, Quote, Statement, cell_value, place_name
from tierbook.errors import WrongUse
from tierbook.files import VERSION, csv_lines, load_yaml
from tierbook.release.drafts.model import (
    Block,
    Cell,
    Draft,
    Ground,
    Part,
    Points,
    Prose,
    Remark,
    Run,
    Sentence,
    Table,
    sentence,
)
from tierbook.release.packs.passages import Passage, Passages
from tierbook.release.packs.sources import describe_source
from tierbook.release.pins.pin import Pin
from tierbook.text import counted, join_words, long_date

__all__ = ["PIN_COLUMNS", "PinnedPassage", "compose_pins", "find_pins", "write_pins_csv"]

PIN_COLUMNS = (
    "sample", "country", "edition", "text_kind", "document", "paragraph", "first_sentence", "last_sentence", "start",
    "end", "words", "coded_as", "citation", "publisher", "cite_as", "address", "sha256",
)  # fmt: skip
_COUNTRIES_NAMED = 6


@dataclass(frozen=True, slots=True)
class PinnedPassage:
    """A pinned passage of one text.

    Attributes:
        pin: where it was pinned.
        passage: its words, whole sentences.
        coded: what the pinned sentence is evidence for: `(id of the variable, its label, value in words)`.
        ground: how it is cited.
    """

    pin: Pin
    passage: Passage
    coded: tuple[tuple[str, str, str], ...]
    ground: Ground

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        coded = [
            {"variable": variable, "label": label, "value": value}
            for variable, label, value in self.coded
        ]
        return {
            "pin": str(self.pin),
            **self.passage.to_dict(),
            "coded": coded,
            "citation": self.ground.note,
        }


def find_pins(
    pins: Iterable[Pin], texts: Mapping[str, HeldText], *, variables: Sequence[str] = ()
) -> tuple[PinnedPassage, ...]:
    """Return what is pinned, in the order of the pins; passages that share a sentence stand once.

    Args:
        pins: places in texts.
        texts: the texts, by id.
        variables: of what is coded, name these alone; all where none are given.

    Raises:
        WrongUse: there is no pin, or one points to a text or a sentence that there is not.
    """
    found: dict[tuple[str, int, int, int], PinnedPassage] = {}
    known: dict[str, Passages] = {}
    for pin in dict.fromkeys(pins):
        text = texts.get(pin.document)
        if text is None:
            raise _no_place(pin, "no text with this id is held")
        if pin.document not in known:
            known[pin.document] = Passages(text)
        passages = known[pin.document]
        try:
            passage = passages.at(pin.paragraph, pin.sentence)
        except KeyError:
            raise _no_place(pin, "the text has no such sentence") from None
        place = (pin.document, passage.paragraph, passage.first, passage.last)
        coded = tuple(_coded(text, pin, variables))
        ground = passages.ground(passage, words=False)
        found.setdefault(place, PinnedPassage(pin, passage, coded, ground))
    if not found:
        raise WrongUse("nothing is pinned", remedy="pin a passage first")
    return tuple(found.values())


def compose_pins(
    pinned: Sequence[PinnedPassage],
    texts: Mapping[str, HeldText],
    *,
    measure: Sequence[Statement] = (),
    title: str = "",
    date: str = "",
) -> Draft:
    """Put pinned passages into a document.

    Args:
        pinned: what is pinned; it stands by country and edition, in a text in the order of the text.
        texts: the texts, by id.
        measure: what changed in the measure between them, told before the passages.
        title: of the document; else it names the countries.
        date: day of the export, as `2026-03-31`.
    """
    words = _words()
    used = {one.pin.document: texts[one.pin.document] for one in pinned}
    names = list(
        dict.fromkeys(place_name(text.country, text.edition) for text in _in_order(used.values()))
    )
    return Draft(
        title=title or words["title"].format(countries=join_words(names, _COUNTRIES_NAMED)),
        under=words["under"].format(
            passages=counted(len(pinned), "passage"),
            texts=counted(len(used), "text"),
            version=VERSION,
        ),
        author="",
        date=long_date(date),
        parts=(
            *_measure(measure, words),
            *_by_text(pinned, used, words),
            Part(words["headings"]["sources"], (_sources(used.values(), words),)),
        ),
        standing=tuple(line.format(version=VERSION) for line in words["standing"]),
        sample=any(text.text_kind == "sample" for text in used.values()),
    )


def write_pins_csv(pinned: Iterable[PinnedPassage], texts: Mapping[str, HeldText]) -> str:
    """Return a row for each passage, with its citation; what is coded stands as `variable: value`."""
    return "".join(csv_lines(_rows(pinned, texts)))


def _rows(
    pinned: Iterable[PinnedPassage], texts: Mapping[str, HeldText]
) -> Iterator[tuple[object, ...]]:
    yield PIN_COLUMNS
    for one in pinned:
        text, passage = texts[one.pin.document], one.passage
        source = describe_source(text, 0)
        yield (
            "true" if text.text_kind == "sample" else "false",
            text.country,
            text.edition,
            text.text_kind,
            text.document,
            passage.paragraph,
            passage.first,
            passage.last,
            passage.start,
            passage.end,
            passage.words,
            "; ".join(f"{variable}: {value}" for variable, _, value in one.coded),
            one.ground.note,
            source.publisher,
            source.cite_as,
            source.address,
            source.sha256,
        )


@cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = load_yaml(
        resources.files("tierbook.release") / "pins" / "words.yaml"
    )
    return words


def _by_text(
    pinned: Sequence[PinnedPassage], used: Mapping[str, HeldText], words: Mapping[str, Any]
) -> Iterator[Part]:
    for text in _in_order(used.values()):
        of_text = [one for one in pinned if one.pin.document == text.document]
        ordered = sorted(of_text, key=lambda one: (one.passage.start, one.passage.end))
        kind = "" if text.text_kind == "narrative" else f", {text.text_kind}"
        blocks: list[Block] = []
        for one in ordered:
            said = sentence(Run(one.passage.words, quoted=True), grounds=(one.ground,))
            blocks.append(Prose((said,)))
            if one.coded:
                blocks.append(Points(tuple((_coded_as(row, one, words),) for row in one.coded)))
        yield Part(
            f"{place_name(text.country, text.edition)}, {text.edition or 'no edition'}{kind}",
            tuple(blocks),
        )


def _coded_as(row: tuple[str, str, str], one: PinnedPassage, words: Mapping[str, Any]) -> Sentence:
    said = words["coded"].format(variable=row[1], value=row[2])
    return sentence(f"{said}.", grounds=(one.ground,))


def _measure(measure: Sequence[Statement], words: Mapping[str, Any]) -> Iterator[Part]:
    if measure:
        remarks = tuple(Remark(statement.text) for statement in measure)
        yield Part(words["headings"]["measure"], remarks)


def _sources(texts: Iterable[HeldText], words: Mapping[str, Any]) -> Table:
    rows = []
    unknown = words["sources"]["unknown"]
    for number, text in enumerate(_in_order(texts), 1):
        source = describe_source(text, number)
        rows.append(
            (
                Cell(source.name),
                Cell(source.publisher or unknown),
                Cell(source.cite_as or unknown),
                Cell(f"{source.address or ''} SHA-256 {source.sha256}".strip()),
            )
        )
    return Table(words["sources"]["caption"], tuple(words["sources"]["heads"]), tuple(rows))


def _coded(text: HeldText, pin: Pin, variables: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield what the pinned sentence is evidence for; of a list, the elements that it carries."""
    known = load_codebook("tip").variables
    for finding in text.findings:
        variable = finding["variable"]
        if (variables and variable not in variables) or not _carries(text.quotes(finding), pin):
            continue
        rows = None
        if isinstance(finding["value"], list):
            rows = [row for row in finding["value"] if _carries(_quotes(text, finding, row), pin)]
        value = cell_value(text, variable, finding, rows)
        label = known[variable].label if variable in known else variable
        yield variable, label, value.brief


def _quotes(text: HeldText, finding: Mapping[str, Any], row: Any) -> tuple[Quote, ...]:
    if isinstance(row, Mapping):
        return text.quotes_of_row(row, finding)
    return text.quotes(finding, str(row))


def _carries(quotes: Iterable[Quote], pin: Pin) -> bool:
    return any(Pin.of(quote) == pin for quote in quotes)


def _in_order(texts: Iterable[HeldText]) -> list[HeldText]:
    return sorted(
        texts,
        key=lambda text: (place_name(text.country, text.edition), text.edition or 0, text.document),
    )


def _no_place(pin: Pin, why: str) -> WrongUse:
    return WrongUse(f"{pin} points to no passage", why=why, remedy="check the pin, or leave it out")
