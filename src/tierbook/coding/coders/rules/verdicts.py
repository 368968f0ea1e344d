"""The section's own verdict on the year's efforts, from the sentence that opens the section.

Since the edition of 2004 the Report opens Prosecution, Protection and Prevention with a sentence of its own kind: "The
government increased / maintained / decreased ... efforts", "made modest progress", "efforts remained weak". What such
sentences look like stands in `cues/verdicts.yaml`; here is the order in which they are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tierbook.coding.coders.rules.reading import Candidate, Reading, Unit
from tierbook.coding.compiled import cue_file

__all__ = ["code_verdicts"]

_PILLARS = ("prosecution", "protection", "prevention")
_FIRST_EDITION = 2004
_OPENING = 3  # sentences of a section among which its verdict stands
_NEAR = 160  # characters within which the words of a verdict begin


@dataclass(frozen=True, slots=True)
class _Words:
    """`cues/verdicts.yaml`, compiled; each stage has its values in their order."""

    stages: tuple[tuple[tuple[str, re.Pattern[str]], ...], ...]
    sections: Mapping[str, re.Pattern[str]]
    efforts: re.Pattern[str]
    figures: re.Pattern[str]
    by_figures: Mapping[str, re.Pattern[str]]
    turns: re.Pattern[str]
    not_a_verdict: re.Pattern[str]
    turned: Mapping[str, re.Pattern[str]]
    quality: Mapping[str, re.Pattern[str]]


def code_verdicts(reading: Reading) -> list[Candidate]:
    """Return candidates of `effort.prosecution`, `effort.protection` and `effort.prevention` (whole narratives)."""
    if reading.short or (reading.edition is not None and reading.edition < _FIRST_EDITION):
        return []
    found: list[Candidate] = []
    for pillar in _PILLARS:
        units = reading.units if reading.passage else reading.in_pillar(pillar)
        for place, unit in enumerate(units[:_OPENING]):
            value = _verdict(unit.lower, pillar, first=place == 0 and not reading.passage)
            if value is not None:
                found.append(_candidate(pillar, value, unit))
                break
    return found


def _candidate(pillar: str, value: str, unit: Unit) -> Candidate:
    quality = [name for name, p in _words().quality.items() if p.search(unit.lower)]
    return Candidate(
        variable=f"effort.{pillar}",
        value=value,
        unit=unit,
        start=unit.start,
        end=unit.end,
        cue=f"verdict.{value}",
        actor="government",
        quality=quality[0] if len(quality) == 1 and value != "none" else None,
    )


def _verdict(lower: str, pillar: str, *, first: bool) -> str | None:
    """Return the verdict that a sentence gives on a section, or None.

    Args:
        lower: the sentence, lower-cased.
        pillar: the section.
        first: whether it opens the section, where efforts in general are those of the section.
    """
    words = _words()
    head = lower[:_NEAR]
    spoken_of = words.efforts.search(head) or (first and words.figures.search(head))
    if not spoken_of or words.not_a_verdict.search(lower):
        return None
    turn = words.turns.search(lower)
    main, rest = (lower[: turn.start()], lower[turn.end() :]) if turn else (lower, "")
    if not words.sections[pillar].search(lower if first else main):
        return None
    value = _stated(main)
    if value is None and first:
        value = _by_figures(main)
    return _turned(value, rest) if value else None


def _stated(main: str) -> str | None:
    """Return what the main clause says: the first stage with a match, in it the words that stand first."""
    for stage in _words().stages:
        found = [(m.start(), i, v) for i, (v, p) in enumerate(stage) if (m := p.search(main))]
        if found:
            return min(found)[2]
    return None


def _by_figures(main: str) -> str | None:
    """Return what "increased the number of prosecutions" says where a section opens so."""
    words = _words()
    if not words.figures.search(main):
        return None
    return next((value for value, p in words.by_figures.items() if p.search(main)), None)


def _turned(value: str, rest: str) -> str:
    turned = _words().turned
    if not rest:
        return value
    if value in ("increased", "maintained") and turned["worse"].search(rest):
        return "mixed"
    if value == "increased" and turned["missing"].search(rest):
        return "mixed"
    if value in ("decreased", "none") and turned["better"].search(rest):
        return "mixed"
    return value


@cache
def _words() -> _Words:
    content: dict[str, Any] = cue_file("verdicts.yaml")
    named: dict[str, str] = content["words"]

    def compiled(pattern: str) -> re.Pattern[str]:
        for _ in range(2):  # a group may name another
            for name, group in named.items():
                pattern = pattern.replace("{" + name + "}", group)
        return re.compile(pattern)

    stages = tuple(
        tuple(
            (value, compiled("|".join(f"(?:{p})" for p in patterns)))
            for value, patterns in stage.items()
        )
        for stage in content["stages"]
    )
    return _Words(
        stages=stages,
        sections={name: compiled(p) for name, p in content["sections"].items()},
        efforts=compiled(r"\b{efforts}\b"),
        figures=compiled(r"\b" + content["figures"]),
        by_figures={name: compiled(p) for name, p in content["by_figures"].items()},
        turns=compiled(content["turns"]),
        not_a_verdict=compiled("|".join(content["not_a_verdict"])),
        turned={name: compiled(p) for name, p in content["turned"].items()},
        quality={name: compiled(p) for name, p in content["quality"].items()},
    )
