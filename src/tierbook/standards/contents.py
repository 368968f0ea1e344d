"""What the statute files hold, as types: all versions of the law, the rules of the mapping, the words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.standards.facts import Source
from tierbook.standards.law import Act, Criterion, Identity, Presumption, Version
from tierbook.standards.parties import Parties
from tierbook.standards.provisions import Part, Provision, Wording
from tierbook.standards.rules import Rule

__all__ = ["STATUTES_VERSION", "Bearing", "Bill", "Judging", "Statutes"]

STATUTES_VERSION = "tvpa/1"  # as `statute.yaml` of the first statute has it


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
class Bill:
    """A proposal that is no law, so that nobody takes it for one."""

    id: str
    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Statutes:
    """All versions of one statute, the mapping and the words."""

    identity: Identity
    versions: tuple[Version, ...]
    acts: tuple[Act, ...]
    bills: tuple[Bill, ...]
    rule: str
    scope: tuple[Wording, ...]
    scope_sources: tuple[Source, ...]
    standards: tuple[Criterion, ...]
    criteria: tuple[Criterion, ...]
    tiers: Mapping[str, Mapping[str, Any]]
    parts: tuple[Part, ...]
    presumptions: tuple[Presumption, ...]
    bearings: Mapping[str, Bearing]
    no_bearing: Mapping[str, str]
    judging: Judging
    words: Mapping[str, Mapping[str, str]]
    sources: Mapping[str, Source]
    parties: Parties | None = None

    @property
    def provisions(self) -> Iterator[Provision]:
        """Yield the entries of all further parts."""
        for part in self.parts:
            yield from part.entries

    def act(self, act_id: str) -> Version | Act:
        """Return an Act by its id.

        Raises:
            KeyError: there is none; the loader lets no such id pass.
        """
        known: dict[str, Version | Act] = {form.id: form for form in self.versions}
        known |= {act.id: act for act in self.acts}
        return known[act_id]
