"""The lines of `mapping.yaml`: which finding counts.

A rule reads `VARIABLE is VALUE or VALUE; FIELD not WORD or WORD`, and may end in `; beside`. Source of the form: our
own; see `mapping.yaml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tierbook.errors import StatuteInvalid
from tierbook.text import late

if TYPE_CHECKING:  # types only: the law is read without loading any coder
    from tierbook.coding import Finding
    from tierbook.standards.own import OwnFinding

__all__ = ["FIELDS", "Bearer", "Condition", "Rule", "parse_rule"]

Bearer: TypeAlias = "Finding | OwnFinding"  # what a rule may count

FIELDS = ("quality", "level", "place", "extent", "certainty", "acts", "whom")
_HEAD = late(
    r"(?P<variable>[a-z_]+\.[a-z_]+) (?P<verb>is|has|counts (?:no|unreported)|counts) (?P<values>\S+(?: or \S+)*)"
)
_BESIDE = "beside"
_UNREPORTED = "none_reported"
_TAIL = late(r"(?P<field>[a-z_]+) (?P<deny>not )?(?P<words>\S+(?: or \S+)*)")


@dataclass(frozen=True, slots=True)
class Condition:
    """A quality that a finding must have (or, with `deny`, must not have) for a rule to count."""

    field: str
    words: tuple[str, ...]
    deny: bool

    def holds(self, finding: Bearer) -> bool:
        """Tell whether the finding meets the condition; a quality nobody stated is no word at all."""
        had = getattr(finding, self.field)
        stated = had if isinstance(had, tuple) else (had,)
        return any(word in stated for word in self.words) is not self.deny


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: a variable, the values that count, and the qualities they need.

    `verb` is `is`, `has` (a set), `counts` (a figure above 0), `counts no` (a figure of 0) or `counts unreported` (the
    text says that the government reported none, which is not a 0). `values` is `("stated",)` where any value counts
    that was reported. `beside` tells that what it counts bears on the question from the side and is no answer to it.
    """

    variable: str
    verb: str
    values: tuple[str, ...]
    conditions: tuple[Condition, ...]
    beside: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the values as `words.yaml` puts them: `officials_convicted`, `no officials_convicted`."""
        _, _, which = self.verb.partition(" ")
        return tuple(f"{which} {v}" for v in self.values) if which else self.values

    def counted(self, finding: Bearer) -> tuple[str, ...]:
        """Return the keys of what this rule counts in a finding, in the order of the rule; none where it does not."""
        if finding.variable != self.variable or not all(c.holds(finding) for c in self.conditions):
            return ()
        value = finding.value
        if self.values == ("stated",):
            return ("stated",) if _is_stated(value) else ()
        held: Sequence[object] = value if isinstance(value, list | tuple) else (value,)
        if self.verb in ("is", "has"):
            return tuple(v for v in self.values if v in held)
        wanted = {row["what"] for row in held if isinstance(row, dict) and self._figure(row)}
        return tuple(k for k, v in zip(self.keys, self.values, strict=True) if v in wanted)

    def _figure(self, row: dict[str, object]) -> bool:
        """Tell whether a figure is of this period, and above 0, 0 or unreported as the rule asks."""
        if row.get("period") not in (None, "current"):
            return False
        if row.get("n") or row.get("n_max"):
            return self.verb == "counts"
        unreported = row.get("exactness") == _UNREPORTED
        return self.verb == ("counts unreported" if unreported else "counts no")


def _is_stated(value: object) -> bool:
    """Tell whether a value was reported: a figure of which the text says that none was reported is none."""
    if isinstance(value, list | tuple):
        rows = [
            row
            for row in value
            if not (isinstance(row, dict) and row.get("exactness") == _UNREPORTED)
        ]
        return bool(rows)
    return value not in (None, "not_reported")


def parse_rule(line: object, *, where: str) -> Rule:
    """Read one line of the mapping.

    Raises:
        StatuteInvalid: the line has another form, or names a field that no finding has.
    """
    if not isinstance(line, str):
        raise _wrong(str(line), where, "a rule is one text, without a colon")
    head, *tails = [part.strip() for part in line.split(";")]
    match = _HEAD.fullmatch(head)
    if match is None:
        raise _wrong(
            line,
            where,
            "a rule begins `VARIABLE is VALUE`, `VARIABLE has CODE` or `VARIABLE counts FIGURE`",
        )
    beside = tails[-1:] == [_BESIDE]
    conditions = []
    for tail in tails[: len(tails) - beside]:
        part = _TAIL.fullmatch(tail)
        if part is None or part["field"] not in FIELDS:
            raise _wrong(
                line, where, f"after a semicolon stands one of {', '.join(FIELDS)} and a word"
            )
        conditions.append(
            Condition(part["field"], tuple(part["words"].split(" or ")), part["deny"] is not None)
        )
    return Rule(
        match["variable"],
        match["verb"],
        tuple(match["values"].split(" or ")),
        tuple(conditions),
        beside,
    )


def _wrong(line: str, where: str, why: str) -> StatuteInvalid:
    return StatuteInvalid(
        f"the rule {line!r} cannot be read",
        where=where,
        why=why,
        remedy="write it like its neighbours",
    )
