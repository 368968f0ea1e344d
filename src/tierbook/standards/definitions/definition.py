"""The definitions: who is a victim by which text, each one file of YAML in `readings/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tierbook.codebook import load_codebook
from tierbook.errors import StatuteInvalid
from tierbook.files import load_yaml
from tierbook.standards.definitions.rules import Rule, read_rule

__all__ = ["Definition", "Notice", "Sheet", "load_definitions", "load_sheet"]

_KEYS = frozenset(
    "id order label says narrow child_needs_means reference verified notes parts rule concepts".split()
)
VARIABLE = "protection.victim_concept"


@dataclass(frozen=True, slots=True)
class Definition:
    """One definition, or one reading of it.

    Attributes:
        id: `palermo`.
        label: as readers see it.
        says: what it asks for, in a sentence.
        rule: the same as a tree over facts.
        narrow: a reading that the reports criticise; it is shown for comparison alone.
        child_needs_means: whether a means is asked for where the person is a child.
        reference: the text it rests on; empty for a narrow reading.
        verified: whether it was held against that text; else what is to verify stands in the notes.
        notes: how it is read here.
        concepts: codes of `protection.victim_concept` under which reports tell of a narrow reading.
    """

    id: str
    label: str
    says: str
    rule: Rule
    narrow: bool
    child_needs_means: bool
    reference: str
    verified: bool
    notes: tuple[str, ...]
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that is said whatever a definition comes to."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words that a case sheet must say; it opens with `opening`, on every page that shows what a case comes to."""

    opening: tuple[Notice, ...]
    child: Notice
    maybe_child: Notice
    consent: Notice
    narrow: str
    outcomes: Mapping[str, str]


@cache
def load_definitions() -> Mapping[str, Definition]:
    """Return every definition by id, those of texts of law first.

    Raises:
        StatuteInvalid: a file breaks the rules.
    """
    folder = files(__package__) / "readings"
    rows = {e.name: load_yaml(e) for e in folder.iterdir() if e.name.endswith(".yaml")}
    parts: dict[str, Rule] = {}
    for name, content in rows.pop("shared.yaml")["parts"].items():
        parts[name] = read_rule(content, parts, "shared.yaml")
    found: dict[str, Definition] = {}
    for file, row in sorted(rows.items(), key=lambda item: int(item[1]["order"])):
        found[row["id"]] = _definition(row, parts, file)
    return found


def _definition(row: Mapping[str, Any], parts: dict[str, Rule], file: str) -> Definition:
    """Read one file; its parts and its rule can then be named by those that come after it."""
    if unknown := sorted(row.keys() - _KEYS):
        raise StatuteInvalid(f"there is no field {unknown[0]!r}", where=file, remedy="take it out")
    own = dict(parts)
    for name, content in row.get("parts", {}).items():
        own[name] = parts[f"{row['id']}.{name}"] = read_rule(content, own, file)
    rule = parts[row["id"]] = read_rule(row["rule"], own, file)
    narrow = row["narrow"] == "yes"
    concepts = tuple(row.get("concepts", ()))
    known = load_codebook("tip").vocabularies["victim_concept"]
    if narrow != bool(concepts) or not set(concepts) <= known.keys():
        raise StatuteInvalid(
            f"concepts are {', '.join(concepts) or 'none'}",
            where=file,
            remedy=f"a narrow reading names codes of {VARIABLE}, a definition of the law none",
        )
    reference = row.get("reference")
    return Definition(
        id=row["id"],
        label=row["label"],
        says=row["says"],
        rule=rule,
        narrow=narrow,
        child_needs_means=row["child_needs_means"] == "yes",
        reference=f"{reference['title']}, {reference['pinpoint']}" if reference else "",
        verified=row["verified"] == "yes",
        notes=tuple(row.get("notes", ())),
        concepts=concepts,
    )


@cache
def load_sheet() -> Sheet:
    """Return the words of a case sheet."""
    row = load_yaml(files(__package__) / "sheet.yaml")
    return Sheet(
        opening=tuple(Notice(**notice) for notice in row["opening"]),
        child=Notice("child", **row["child"]),
        maybe_child=Notice("maybe_child", **row["maybe_child"]),
        consent=Notice("consent", **row["consent"]),
        narrow=row["narrow"]["label"],
        outcomes=row["outcomes"],
    )
