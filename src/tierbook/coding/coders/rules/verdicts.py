"""The section's own verdict on the year's efforts, from the sentence that opens the section.

Since the edition of 2004 the Report opens Prosecution, Protection and Prevention with a sentence of its own kind: "The
government increased / maintained / decreased ... efforts", "made modest progress", "efforts remained weak". What such
sentences look like stands in `cues/verdicts.yaml`; here is the order in which they are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from tierbook.coding.coders.rules.reading import Candidate, Reading, Unit
from tierbook.coding.compiled import cue_file
from tierbook.coding.patterns import Guarded, guarded

__all__ = ["code_verdicts", "load_verdicts"]

_PILLARS = ("prosecution", "protection", "prevention")
_FIRST_EDITION = 2004
_OPENING = 3  # sentences of a section among which its verdict stands
_FEW = 6  # words before "but" that are no clause of their own: "increased, but uneven, efforts"
_NEAR = 160  # characters within which the words of a verdict begin


class _Words(NamedTuple):
    """`cues/verdicts.yaml`, compiled; each stage has its values in their order."""

    stages: tuple[tuple[tuple[str, Guarded], ...], ...]
    sections: Mapping[str, Guarded]
    efforts: Guarded
    figures: Guarded
    by_figures: Mapping[str, Guarded]
    turns: Guarded
    not_a_verdict: Guarded
    turned: Mapping[str, Guarded]
    quality: Mapping[str, Guarded]


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
        else:
            value = None if reading.passage or not units else _by_figures(units[0].lower)
            if value is not None:
                found.append(_candidate(pillar, value, units[0]))
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
    if not words.efforts.search(lower[:_NEAR]) or words.not_a_verdict.search(lower):
        return None
    main, rest = _divided(lower)
    spoken_of = words.efforts.search(main) or words.figures.search(main)
    if len(main.split()) <= _FEW and not spoken_of:
        main, rest = lower, ""
    if not words.sections[pillar].search(lower if first else main):
        return None
    stated = _stated(main)
    if stated is None:  # "increased convictions, but decreased efforts to protect witnesses"
        return _by_figures(lower) if first else None
    value, end = stated
    return _turned(value, f"{main[end:]} {rest}", "better", "worse", "missing")


def _divided(lower: str) -> tuple[str, str]:
    """Return the main clause, and what follows "but", "although", "while"."""
    turn = _words().turns.search(lower)
    return (lower[: turn.start()], lower[turn.end() :]) if turn else (lower, "")


def _stated(main: str) -> tuple[str, int] | None:
    """Return what the main clause says, and where those words end.

    The first stage with a match decides, in it the words that stand first.
    """
    for stage in _words().stages:
        found = [
            (m.start(), i, v, m.end()) for i, (v, p) in enumerate(stage) if (m := p.search(main))
        ]
        if found:
            return min(found)[2:]
    return None


def _by_figures(lower: str) -> str | None:
    """Return what "increased the number of prosecutions" says where a section opens so."""
    words = _words()
    main, rest = _divided(lower)
    if not words.figures.search(main[:_NEAR]) or words.not_a_verdict.search(lower):
        return None
    value = next((value for value, p in words.by_figures.items() if p.search(main)), None)
    return _turned(value, rest, "better_figures", "worse_figures", "missing") if value else None


def _turned(value: str, rest: str, better: str, *worse: str) -> str:
    """Return `mixed` where the other part of the sentence says worse of better, or better of worse."""
    turned = _words().turned
    if value == "increased" and any(turned[name].search(rest) for name in worse):
        return "mixed"
    if value in ("decreased", "none") and turned[better].search(rest):
        return "mixed"
    return value


@cache
def _words() -> _Words:
    content: dict[str, Any] = cue_file("verdicts.yaml")
    named: dict[str, str] = content["words"]

    def compiled(pattern: str) -> Guarded:
        for _ in range(2):  # a group may name another
            for name, group in named.items():
                pattern = pattern.replace("{" + name + "}", group)
        return guarded(pattern)

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
        efforts=compiled(r"\b(?:{efforts}|{work})\b"),
        figures=compiled(r"\b" + content["figures"]),
        by_figures={name: compiled(p) for name, p in content["by_figures"].items()},
        turns=compiled(content["turns"]),
        not_a_verdict=compiled("|".join(content["not_a_verdict"])),
        turned={name: compiled(p) for name, p in content["turned"].items()},
        quality={name: compiled(p) for name, p in content["quality"].items()},
    )


def load_verdicts() -> None:
    """Make every pattern of verdicts known."""
    _words()
