"""The second codebook, `screening`: which facts of an individual case are asked for.

A narrative is coded with `tip`; a case is screened with the facts of this one. They are other things: a fact has no
edition, no cue and no example, and each may stay unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, cast

from tierbook.errors import CodebookInvalid
from tierbook.files import find_line, load_yaml

__all__ = ["CaseFact", "CaseFacts", "FactGroup", "FactType", "lint_case_facts", "load_case_facts"]

FactType = Literal["yes_no", "choice", "country", "month"]
YES_NO = {"yes": "yes", "no": "no"}
_ID = re.compile(r"[a-z]+\.[a-z0-9_]+")
_KEYS = frozenset({"id", "label", "question", "type", "codes", "help", "excludes"})


@dataclass(frozen=True, slots=True)
class CaseFact:
    """One question about a case.

    Attributes:
        id: `means.force`; what stands before the point is not always the group.
        label: in a few words, for tables.
        question: as it is put to an officer.
        type: what an answer is.
        codes: the answers of a `choice` and of `yes_no`, with their words; empty for others.
        help: what counts, in a sentence or two.
        never_excludes: no definition of the law counts it against a person.
    """

    id: str
    label: str
    question: str
    type: FactType
    codes: Mapping[str, str]
    help: str
    never_excludes: bool

    def in_words(self, value: str | None) -> str:
        """Return an answer as readers see it."""
        return "not known" if value is None else self.codes.get(value, value)


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Questions that are asked together."""

    id: str
    label: str
    help: str
    facts: tuple[CaseFact, ...]


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The codebook: its groups in the order in which they are asked."""

    id: str
    version: str
    label: str
    groups: tuple[FactGroup, ...]

    @property
    def name(self) -> str:
        """Return id and version as results print them: `screening/1`."""
        return f"{self.id}/{self.version}"

    @property
    def facts(self) -> dict[str, CaseFact]:
        """Return every fact by its id, in order."""
        return {fact.id: fact for group in self.groups for fact in group.facts}

    def group_of(self, group_id: str) -> FactGroup:
        """Return a group by its id."""
        return next(group for group in self.groups if group.id == group_id)


def _packaged() -> Traversable:
    return files("tierbook.codebook") / "screening" / "facts.yaml"


@cache
def load_case_facts() -> CaseFacts:
    """Return the facts that the package asks for.

    Raises:
        CodebookInvalid: the YAML was changed and breaks the rules; file and line are named.
    """
    faults = lint_case_facts()
    if faults:
        raise faults[0]
    content = load_yaml(_packaged())
    groups = tuple(
        FactGroup(
            id=row["id"],
            label=row["label"],
            help=row.get("help", ""),
            facts=tuple(_fact(fact) for fact in row["facts"]),
        )
        for row in content["groups"]
    )
    return CaseFacts(content["id"], content["version"], content["label"], groups)


def _fact(row: Mapping[str, Any]) -> CaseFact:
    kind = cast("FactType", row.get("type", "yes_no"))
    return CaseFact(
        id=row["id"],
        label=row["label"],
        question=row["question"],
        type=kind,
        codes=YES_NO if kind == "yes_no" else dict(row.get("codes", {})),
        help=row.get("help", ""),
        never_excludes=row.get("excludes") == "never",
    )


def lint_case_facts(path: Path | None = None) -> tuple[CodebookInvalid, ...]:
    """Return every fault of a file of facts, each with file, line and remedy; of the package's where none is given."""
    where = _packaged() if path is None else path
    content = load_yaml(where)
    seen: set[str] = set()
    return tuple(
        CodebookInvalid(
            what, where=f"{where}:{find_line(where, at) or 1}", remedy="mend the line named"
        )
        for what, at in _faults(content, seen)
    )


def _faults(content: Any, seen: set[str]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    if not isinstance(content, dict) or not {"id", "version", "label", "groups"} <= content.keys():
        yield "id, version, label or groups are missing", ()
        return
    for g, group in enumerate(content["groups"]):
        at: tuple[str | int, ...] = ("groups", g)
        if not {"id", "label", "facts"} <= group.keys():
            yield "a group has no id, label or facts", at
            continue
        for f, row in enumerate(group["facts"]):
            for what in _faults_of_fact(row, seen):
                yield what, (*at, "facts", f)


def _faults_of_fact(row: Mapping[str, Any], seen: set[str]) -> Iterator[str]:
    name = row.get("id", "")
    if not _ID.fullmatch(name):
        yield f"{name!r} is no id of a fact, such as means.force"
    if name in seen:
        yield f"the fact {name} stands twice"
    seen.add(name)
    if unknown := sorted(row.keys() - _KEYS):
        yield f"{name}: there is no field {unknown[0]!r}"
    if not row.get("label"):
        yield f"{name}: the label is missing"
    if not row.get("question", "").endswith("?"):
        yield f"{name}: the question does not end as one"
    kind = row.get("type", "yes_no")
    if kind not in ("yes_no", "choice", "country", "month"):
        yield f"{name}: there is no type {kind!r}"
    if (kind == "choice") != bool(row.get("codes")):
        yield f"{name}: codes belong to a choice, and a choice needs them"
    if row.get("excludes", "never") != "never":
        yield f"{name}: excludes is 'never', or is left out"
