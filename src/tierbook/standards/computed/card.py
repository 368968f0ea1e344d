"""The score card as data, and what a text gives for each line of it.

Takes: `card.yaml`, findings. Gives: `Card`, and for each feature the signs that the text gives, with their findings.
Touches: reads package data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

from tierbook.errors import StatuteInvalid
from tierbook.files import load_yaml, short_hash
from tierbook.standards.computed.masking import load_never_read
from tierbook.standards.rules import Rule, parse_rule

if TYPE_CHECKING:
    from tierbook.coding import Finding

__all__ = ["Card", "Feature", "Given", "Sign", "load_card", "read_signs"]

_FILE = "card.yaml"
_SIDES: dict[str, Side] = {"for": "for", "against": "against", "rises": "for", "falls": "against"}
_MAY = {"label", "criteria", *_SIDES}

Side = Literal["for", "against"]


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that a text may say: the words for it, and the rules of which one must count.

    `figure` names a figure that is set against that of the year before, in place of rules; `rises` tells which way.
    """

    side: Side
    says: str
    rules: tuple[Rule, ...] = ()
    figure: str | None = None
    rises: bool = False

    def findings(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return the findings that give this sign."""
        if self.figure is None:
            return tuple(f for f in findings if any(rule.counted(f) for rule in self.rules))
        named = (f for f in findings if f.variable == self.figure)
        return tuple(f for f in named if _against_the_year_before(f) == (1 if self.rises else -1))


@dataclass(frozen=True, slots=True)
class Feature:
    """One line of the card: its signs, and the standards and criteria that ask for it."""

    id: str
    label: str
    criteria: tuple[str, ...]
    signs: tuple[Sign, ...]

    def asked(self, in_force: Iterable[str]) -> bool:
        """Tell whether one of its standards or criteria is among those in force."""
        return not set(self.criteria).isdisjoint(in_force)


@dataclass(frozen=True, slots=True)
class Card:
    """The features in their order. `content` is the hash of the file: weights are fitted for one content."""

    version: str
    features: tuple[Feature, ...]
    content: str


@dataclass(frozen=True, slots=True)
class Given:
    """A sign that a text gives, and the findings that give it."""

    sign: Sign
    findings: tuple[Finding, ...]

    @property
    def points(self) -> int:
        """Return 1 for a sign for the government, and -1 for one against it."""
        return 1 if self.sign.side == "for" else -1


def read_signs(card: Card, findings: Sequence[Finding]) -> dict[str, tuple[Given, ...]]:
    """Return the signs that findings give, by the id of the feature; a feature without signs has an empty tuple.

    Args:
        card: the card.
        findings: findings that may be read: masked, and without those that bear on no judgement.
    """
    by_variable: dict[str, list[Finding]] = {}
    for finding in findings:
        by_variable.setdefault(finding.variable, []).append(finding)
    found: dict[str, tuple[Given, ...]] = {}
    for feature in card.features:
        given = []
        for sign in feature.signs:
            names = (
                [sign.figure]
                if sign.figure
                else list(dict.fromkeys(r.variable for r in sign.rules))
            )
            asked = [f for name in names for f in by_variable.get(name, ())]
            carrying = sign.findings(asked)
            if carrying:
                # The order of findings is the coder's and may not show in what is told.
                given.append(Given(sign, tuple(sorted(carrying, key=_place))))
        found[feature.id] = tuple(given)
    return found


def _place(finding: Finding) -> tuple[int, str, str]:
    return (finding.evidence[0].start if finding.evidence else 0, finding.variable, finding.id)


def _against_the_year_before(finding: Finding) -> int:
    """Return 1 where the year's own figure is above the one it is compared with, -1 below, 0 level or not told.

    The figure is the first of this period under the plain name of the variable, without any part of it, that the text
    itself sets against another.
    """
    rows = finding.value if isinstance(finding.value, list | tuple) else ()
    name = finding.variable.partition(".")[2]
    for row in rows:
        if not isinstance(row, dict) or (row.get("what"), row.get("period")) != (name, "current"):
            continue
        n, before = row.get("n"), row.get("compared_with")
        if isinstance(n, int) and isinstance(before, int):
            return (n > before) - (n < before)
    return 0


@cache
def load_card() -> Card:
    """Return the packaged card.

    Raises:
        StatuteInvalid: it has other keys, a rule that cannot be read, or one that asks for what is never read.
    """
    path = resources.files("tierbook.standards.computed") / _FILE
    content = load_yaml(path)
    features = tuple(_feature(name, row, str(path)) for name, row in content["features"].items())
    return Card(content["version"], features, short_hash(content))


def _feature(name: str, row: dict[str, Any], path: str) -> Feature:
    where = f"{path} {name}"
    unknown = set(row) - _MAY
    if unknown or not {"label", "criteria"} <= set(row):
        raise StatuteInvalid(
            f"the feature has the keys {sorted(row)}",
            where=where,
            remedy="give label, criteria, and signs for and against",
        )
    signs = tuple(_sign(key, sign, where) for key in _SIDES for sign in row.get(key, ()))
    never = load_never_read()
    for variable in [r.variable for s in signs for r in s.rules] + [
        s.figure for s in signs if s.figure
    ]:
        if never.variable(variable):
            raise StatuteInvalid(
                f"a sign asks for {variable}, which is never read",
                where=where,
                why="it speaks of the tier",
                remedy="take a finding about the government's acts",
            )
    return Feature(name, row["label"], tuple(row["criteria"]), signs)


def _sign(key: str, row: dict[str, Any], where: str) -> Sign:
    side = _SIDES[key]
    if key in ("rises", "falls"):
        return Sign(side, row["says"], figure=row["figure"], rises=key == "rises")
    return Sign(side, row["says"], tuple(parse_rule(rule, where=where) for rule in row["any"]))
