"""The apparatus of a document page: notes in the margin, tables, silences, candidates that did not count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tierbook.library.reading.chips import Chip, chips_of
from tierbook.library.reading.marking import Mark, Reference
from tierbook.library.reading.places_in_text import Layout, short_place
from tierbook.library.reading.references import LETTERS, PILLAR_NAMES, NumberedFinding
from tierbook.library.reading.values import ValueInWords, absence_in_words, value_in_words
from tierbook.library.reading.variables import VariableFacts, describe_variable
from tierbook.release import anchor_of

__all__ = [
    "FindingRow",
    "Nomination",
    "Note",
    "Place",
    "Silences",
    "finding_rows",
    "list_needs",
    "list_nominations",
    "list_silences",
    "marks_of",
    "notes_of",
    "pillar_groups",
]

CHIPS_IN_MARGIN = 3
PLACES_IN_TABLE = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence to go to: its anchor and the words of the link."""

    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding as tables and notes print it."""

    reference: str
    letter: str
    finding: dict[str, Any]
    variable: VariableFacts
    value: ValueInWords
    chips: tuple[Chip, ...]
    places: tuple[Place, ...]

    @property
    def first_places(self) -> tuple[Place, ...]:
        """The places that a table has room for."""
        return self.places[:PLACES_IN_TABLE]

    @property
    def more_places(self) -> int:
        """How many places the table leaves to the finding's own page."""
        return len(self.places) - len(self.first_places)

    @property
    def margin_chips(self) -> tuple[Chip, ...]:
        """The chips that a margin note has room for."""
        return self.chips[:CHIPS_IN_MARGIN]


@dataclass(frozen=True, slots=True)
class Note:
    """A finding beside a paragraph; `first` is False where the paragraph holds only further evidence of it."""

    row: FindingRow
    first: bool
    anchor: str
    supports: str


@dataclass(frozen=True, slots=True)
class Nomination:
    """Words that were nominated for a variable and did not count."""

    variable: VariableFacts
    places: tuple[Place, ...]
    start: int
    end: int
    cue: str
    why: str


@dataclass(frozen=True, slots=True)
class Silences:
    """Variables without a value, by the name of the absence."""

    absence: ValueInWords
    variables: tuple[VariableFacts, ...]


def finding_rows(numbered: list[NumberedFinding]) -> list[FindingRow]:
    """Return all findings of a document as rows."""
    rows = []
    for item in numbered:
        finding = item.finding
        places = dict.fromkeys(
            Place(
                anchor_of(e["paragraph"], e["sentence"]),
                short_place(e["paragraph"], e["sentence"]),
            )
            for e in finding["evidence"]
        )
        rows.append(
            FindingRow(
                item.reference,
                item.letter,
                finding,
                describe_variable(finding["variable"]),
                value_in_words(finding["variable"], finding["value"]),
                tuple(chips_of(finding)),
                tuple(places),
            )
        )
    return rows


def pillar_groups(rows: list[FindingRow]) -> list[tuple[str, str, list[FindingRow]]]:
    """Return (letter, name, rows) of each pillar that has findings."""
    groups = []
    for pillar, letter in LETTERS.items():
        mine = [row for row in rows if row.letter == letter]
        if mine:
            groups.append((letter, PILLAR_NAMES[pillar], mine))
    return groups


def marks_of(rows: list[FindingRow]) -> tuple[list[Mark], dict[str, str]]:
    """Return the marks of all findings, and for each finding and paragraph (`A1@2`) the anchor of its words.

    Within one sentence a finding's reference stands once, behind its last mark.
    """
    marks: list[Mark] = []
    anchors: dict[str, str] = {}
    shared: dict[tuple[int, int, str], str] = {}
    for row in rows:
        spans = [(*(e.get("mark") or (e["start"], e["end"])), e) for e in row.finding["evidence"]]
        last = {
            (e["paragraph"], e["sentence"]): (start, end)
            for start, end, e in sorted(spans, key=_by_end)
        }
        done: set[tuple[int, int]] = set()
        count = 0
        for start, end, words in sorted(spans, key=lambda s: s[:2]):
            if (start, end) in done:
                continue
            done.add((start, end))
            count += 1
            name = f"e-{row.reference}" + (f"-{count}" if count > 1 else "")
            anchor = shared.setdefault((start, end, row.letter), name)
            anchors.setdefault(f"{row.reference}@{words['paragraph']}", anchor)
            is_last = last[(words["paragraph"], words["sentence"])] == (start, end)
            link = (Reference(row.reference, row.letter, count > 1),) if is_last else ()
            marks.append(Mark(start, end, row.letter, anchor, link))
    return marks, anchors


def _by_end(span: tuple[int, int, Any]) -> tuple[int, int]:
    return span[1], span[0]


def notes_of(rows: list[FindingRow], paragraph: int, anchors: dict[str, str]) -> list[Note]:
    """Return the notes beside a paragraph, in the order of their words there."""
    found = []
    for row in rows:
        here = [e for e in row.finding["evidence"] if e["paragraph"] == paragraph]
        if not here:
            continue
        first = row.finding["evidence"][0]["paragraph"] == paragraph
        supports = dict.fromkeys(e["supports"] for e in here if e.get("supports"))
        words = "" if first else _supported(row, list(supports))
        start = min((e.get("mark") or [e["start"]])[0] for e in here)
        found.append((start, Note(row, first, anchors[f"{row.reference}@{paragraph}"], words)))
    return [note for _, note in sorted(found, key=lambda pair: pair[0])]


def _supported(row: FindingRow, supports: list[str]) -> str:
    if not supports or row.variable.type not in {"categories", "countries", "regions"}:
        return ""
    view = value_in_words(row.variable.id, supports)
    return view.brief


def list_silences(coding: dict[str, Any]) -> list[Silences]:
    """Return the variables without a value, one group for each kind of absence, in the codebook's order."""
    groups: dict[str, list[VariableFacts]] = {}
    for row in coding.get("absences") or ():
        groups.setdefault(row["absence"], []).append(describe_variable(row["variable"]))
    named = {facts.id for found in groups.values() for facts in found}
    groups.setdefault("not_asked", []).extend(
        describe_variable(v) for v in coding.get("not_asked") or () if v not in named
    )
    return [
        Silences(absence_in_words(absence), tuple(found))
        for absence, found in groups.items()
        if found
    ]


def list_needs(nominations: list[Nomination], layout: Layout, taken: int) -> list[FindingRow]:
    """Return what the text only asks for, to stand beside its paragraph under F: it proves neither yes nor no.

    Args:
        nominations: what did not count in the document.
        layout: the document's paragraphs; those of recommendations ask for things by nature and are left out.
        taken: how many references under F the findings have.
    """
    asking = {p["n"] for p in layout.paragraphs if p["pillar"] == "recommendations"}
    rows: list[FindingRow] = []
    for nomination in sorted(nominations, key=lambda n: (n.start, n.variable.id)):
        sentences = layout.sentences_over(nomination.start, nomination.end)
        if not nomination.why.startswith("a need") or not sentences:
            continue
        first = sentences[0]
        if first["paragraph"] in asking:
            continue
        words = {
            "start": first["start"],
            "end": first["end"],
            "paragraph": first["paragraph"],
            "sentence": first["sentence"],
            "mark": [nomination.start, nomination.end],
        }
        rows.append(
            FindingRow(
                f"F{taken + len(rows) + 1}",
                "F",
                {"id": "", "evidence": [words], "note": "A need proves neither yes nor no."},
                nomination.variable,
                ValueInWords("a need", shape="need"),
                (),
                nomination.places,
            )
        )
    return rows


def list_nominations(
    coding: dict[str, Any], layout: Layout, variable: str | None = None
) -> list[Nomination]:
    """Return what was nominated and did not count, for one variable or for all."""
    rows = [(row["variable"], row) for row in coding.get("rejected") or ()]
    rows += [
        (absence["variable"], row)
        for absence in coding.get("absences") or ()
        for row in absence.get("rejected") or ()
    ]
    found = []
    for name, row in rows:
        if variable is not None and name != variable:
            continue
        places = tuple(
            Place(
                anchor_of(s["paragraph"], s["sentence"]),
                short_place(s["paragraph"], s["sentence"]),
            )
            for s in layout.sentences_over(row["start"], row["end"])
        )
        found.append(
            Nomination(
                describe_variable(name), places, row["start"], row["end"], row["cue"], row["why"]
            )
        )
    return found
