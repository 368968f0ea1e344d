"""The further parts of a statute: every file of the folder `provisions`, in the order that `statute.yaml` gives."""

from __future__ import annotations

from collections.abc import Mapping

from tierbook.standards.facts import Confidence
from tierbook.standards.provisions import KINDS, Named, Part, Provision
from tierbook.standards.reading.entries import read_wordings
from tierbook.standards.reading.rows import Files, Keys, Row

__all__ = ["read_parts"]

_PART = Keys.of("verified_on kind title about cite entries", whole_file=True)
_ENTRY = Keys.of(
    "label wordings confidence sources",
    "paragraph cite note doubts items named see verified_on",
)
_WORDING = Keys.of("first_edition text", "last_edition how brought_by ended_by")
_NAMED = Keys.of("edition countries confidence sources")


def read_parts(files: Files) -> tuple[Part, ...]:
    """Read the parts; a statute may have none."""
    statute = files.top("statute.yaml")
    names = [str(row.value) for row in statute.listed("parts")]
    parts = files.collect(_part, [_file(files, name) for name in names])
    seen: dict[str, Provision] = {}
    for part in parts:
        for entry in part.entries:
            if entry.id in seen:
                row = files.top(f"provisions/{part.id}.yaml").down("entries").down(entry.id)
                files.faults.append(row.wrong(f"{entry.id} stands in {seen[entry.id].part} too"))
            seen[entry.id] = entry
    return tuple(parts)


def _file(files: Files, name: str) -> Row:
    return Row(files, f"provisions/{name}.yaml", (), name)


def _part(row: Row) -> Part:
    files, name = row.files, str(row.value)
    file = files.top(row.name, _PART)
    cite = str(file["cite"])
    verified_on = file.day("verified_on")
    kind = str(file["kind"])
    if kind not in KINDS:
        raise file.wrong(f"{kind!r} is no kind", "kind", why=f"the kinds are {', '.join(KINDS)}")

    def entry(each: Row) -> Provision:
        each.check(_ENTRY)
        paragraph = str(each.get("paragraph", ""))
        wordings = read_wordings(each, "wordings", _WORDING)
        return Provision(
            id=each.key,
            part=name,
            kind=kind,
            label=each["label"],
            paragraph=paragraph,
            citation=str(each.get("cite") or cite.replace("{paragraph}", paragraph)),
            wordings=wordings,
            confidences=_confidences(each, wordings[0].first_edition),
            sources=each.cited(),
            verified_on=each.day("verified_on") if "verified_on" in each.value else verified_on,
            note=each.get("note"),
            doubts=tuple(doubt.doubt() for doubt in each.listed("doubts")),
            items=each.get("items"),
            named=tuple(_named(list_) for list_ in each.listed("named")),
            see=tuple(each.get("see", ())),
        )

    entries = tuple(files.collect(entry, file.entries("entries")))
    return Part(name, kind, file["title"], file["about"], entries)


def _confidences(row: Row, first: int) -> Mapping[int, Confidence]:
    given = row["confidence"]
    if isinstance(given, str):
        return {first: row.confidence()}
    steps = {
        row.as_edition(step, "confidence", step): row.as_confidence(word, "confidence", step)
        for step, word in given.items()
    }
    if list(steps) != sorted(steps) or next(iter(steps)) != first:
        raise row.wrong(
            f"confidence names editions in their order, the first being {first}", "confidence"
        )
    return steps


def _named(row: Row) -> Named:
    row.check(_NAMED)
    return Named(row.edition("edition"), tuple(row["countries"]), row.confidence(), row.cited())
