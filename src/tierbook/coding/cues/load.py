"""Load cues from YAML and build the automaton, once a process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from tierbook.coding.compiled import cue_file, cue_files
from tierbook.coding.patterns import Guarded, Literals, Words, any_of, guarded
from tierbook.errors import CodebookInvalid

__all__ = ["CUES_VERSION", "Cue", "CueSet", "cue_words", "load_cues"]

CUES_VERSION = "1"
_PILLARS = ("prosecution", "protection", "prevention")
_KEYS = frozenset(
    "id literals pattern unless_near short foreign value asserted denied partly not_reported short_value with unless reason time level place extent quality"
    " weight actors overrides weak_in_practice".split()
)
_REJECT = "-"
_GROUP = re.compile(r"\{(\w+)\}")  # of words.yaml, as a pattern names it


class Cue(NamedTuple):
    """One way in which the Report's English says a thing. None for a value means that the words do not count so."""

    id: str
    variable: str
    literals: Literals
    pattern: Guarded
    asserted: str | None
    denied: str | None
    partly: str | None
    not_reported: str | None
    short_value: str | None
    needs: Guarded | None
    unless: Guarded | None
    unless_near: Guarded | None
    short_only: bool
    foreign: bool
    reason: str
    any_time: bool
    level: str | None
    place: str | None
    quality: str | None
    weak_evidence: bool
    actors: tuple[str, ...]
    overrides: tuple[str, ...]
    weak_in_practice: Guarded | None
    fault: bool


@dataclass(frozen=True)
class CueSet:
    """All cues, and for each variable what yes and no make together.

    Of the variables `weak_whole` one place that calls the thing weak tells of all of it.
    """

    cues: tuple[Cue, ...]
    both: dict[str, str]
    weak_whole: frozenset[str] = frozenset()

    def nominated(self, words: Words) -> list[Cue]:
        """Return the cues whose literals a sentence holds and whose pattern may match in it, in their order."""
        missing = words.missing
        by_literals, nominating = self._nominating
        bits = nominating & ~missing
        found: list[int] = []
        while bits:
            bit = bits & -bits
            found += by_literals[bit]
            bits ^= bit
        found.sort()
        cues = (self.cues[i] for i in found)
        return [cue for cue in cues if not missing & cue.pattern.bits]

    @cached_property
    def overrides(self) -> dict[str, tuple[str, ...]]:
        """The more general cues that give way to a cue in the same sentence, by its id."""
        return {cue.id: cue.overrides for cue in self.cues if cue.overrides}

    @cached_property
    def rights_on_paper(self) -> dict[str, Guarded]:
        """The words that make a right one that is hardly used, by the id of the cue."""
        return {cue.id: cue.weak_in_practice for cue in self.cues if cue.weak_in_practice}

    @cached_property
    def weak(self) -> tuple[str, ...]:
        """The ids of cues that count only where no stronger one does."""
        return tuple(cue.id for cue in self.cues if cue.weak_evidence) or ("\0",)

    @cached_property
    def _nominating(self) -> tuple[dict[int, tuple[int, ...]], int]:
        """The cues by the bit of their literals, and all these bits; they have theirs once a sentence was marked."""
        by_literals: dict[int, tuple[int, ...]] = {}
        for i, cue in enumerate(self.cues):
            by_literals[cue.literals.bits] = (*by_literals.get(cue.literals.bits, ()), i)
        return by_literals, sum(by_literals)


@cache
def load_cues() -> CueSet:
    """Return the cues of the rules coder.

    Raises:
        CodebookInvalid: a cue file breaks its own rules; file and cue are named.
    """
    words: dict[str, str] = cue_file("words.yaml")
    cues: list[Cue] = []
    both: dict[str, str] = {}
    weak: set[str] = set()
    for pillar in _PILLARS:
        for path, content in cue_files(pillar):
            for block in content:
                variable = block["variable"]
                both[variable] = block.get("both", "yes")
                if block.get("whole") == "weak":
                    weak.add(variable)
                cues.extend(_cues(block, path, words))
    return CueSet(tuple(cues), both, frozenset(weak))


def cue_words() -> dict[str, tuple[str, ...]]:
    """Return, by variable, the words by which its cues nominate a sentence."""
    words: dict[str, set[str]] = {}
    for cue in load_cues().cues:
        words.setdefault(cue.variable, set()).update(*cue.literals.guards)
    return {variable: tuple(sorted(found)) for variable, found in words.items()}


def _cues(block: dict[str, Any], path: str, words: dict[str, str]) -> Iterator[Cue]:
    for row in block["cues"]:
        where = f"{path}: {row.get('id', '?')}"
        unknown = sorted(set(row) - _KEYS)
        if unknown:
            raise CodebookInvalid(
                f"unknown keys {', '.join(unknown)}",
                where=where,
                remedy="see README.md in the folder of cues",
            )
        if not row.get("id") or not row.get("literals") or not row.get("pattern"):
            raise CodebookInvalid("a cue needs id, literals and pattern", where=where)
        value = row.get("value", "yes")
        yield Cue(
            id=row["id"],
            variable=block["variable"],
            literals=any_of(row["literals"]),
            pattern=_compile(row["pattern"], words, where),
            asserted=_value(row.get("asserted", value)),
            denied=_value(row.get("denied", "no")),
            partly=_value(row.get("partly", "yes" if value == "yes" else value)),
            not_reported=_value(row.get("not_reported", "not_reported")),
            short_value=row.get("short_value"),
            needs=_compile(row["with"], words, where) if "with" in row else None,
            unless=_compile(row["unless"], words, where) if "unless" in row else None,
            unless_near=_compile(row["unless_near"], words, where)
            if "unless_near" in row
            else None,
            short_only=row.get("short") == "only",
            foreign=row.get("foreign") == "required",
            reason=row.get("reason", "other words in the clause turn the sense"),
            any_time=row.get("time") == "any",
            level=row.get("level"),
            place=row.get("place"),
            quality=row.get("quality"),
            weak_evidence=row.get("weight") == "weak",
            actors=tuple(row.get("actors", ("government", "none"))),
            overrides=tuple(row.get("overrides", ())),
            weak_in_practice=_compile(row["weak_in_practice"], words, where)
            if "weak_in_practice" in row
            else None,
            fault=block.get("fault") == "yes",
        )


def _value(value: str) -> str | None:
    return None if value == _REJECT else value


def _compile(pattern: str, words: dict[str, str], where: str) -> Guarded:
    pattern = _GROUP.sub(lambda group: words.get(group[1], group[0]), pattern)
    try:
        found = guarded(pattern)
        found.atoms  # noqa: B018 - parses it
    except re.error as error:
        raise CodebookInvalid(
            f"the pattern is no regular expression: {error}", where=where
        ) from error
    return found
