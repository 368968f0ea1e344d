"""What the statute files hold, as types: all versions of the law, the rules of the mapping, the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.standards.law import Criterion, Dated, Presumption, Source, Version
from tierbook.standards.rules import Rule

__all__ = ["STATUTES_VERSION", "Bearing", "Judging", "Statutes"]

STATUTES_VERSION = "tvpa/1"


@dataclass(frozen=True, slots=True)
class Bearing:
    """The rules of one standard or criterion."""

    in_favor: tuple[Rule, ...]
    against: tuple[Rule, ...]
    presumed: tuple[Rule, ...]
    caveat: str | None

    @property
    def variables(self) -> tuple[str, ...]:
        """Return the variables that the rules ask for, each once, in their order."""
        rules = (*self.in_favor, *self.against, *self.presumed)
        return tuple(dict.fromkeys(rule.variable for rule in rules))


@dataclass(frozen=True, slots=True)
class Judging:
    """How findings become a judgement: `judgements.yaml`."""

    combine: Mapping[str, str]
    words: Mapping[str, str]
    set_aside: tuple[tuple[str, str, str], ...]
    no_presumption: str
    silence: Mapping[str, str]
    unmapped: str
    computed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Statutes:
    """All versions of the law, the mapping and the words."""

    versions: tuple[Version, ...]
    rule: str
    scope: tuple[Dated, ...]
    standards: tuple[Criterion, ...]
    criteria: tuple[Criterion, ...]
    tiers: Mapping[str, Mapping[str, Any]]
    presumptions: tuple[Presumption, ...]
    bearings: Mapping[str, Bearing]
    no_bearing: Mapping[str, str]
    judging: Judging
    words: Mapping[str, Mapping[str, str]]
    sources: Mapping[str, Source]
