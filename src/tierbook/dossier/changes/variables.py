"""Variables whose value, or whose facts beside the value, differ between two texts of a country.

Findings are set against each other at the same level (law, or practice where none is said) and place (abroad, or home
where none is said). Equal values are never *same* alone: where quality, extent, certainty, source, acts or persons
differ, the change is `same_value_other_facts`. What was read in one text alone is `new` or `gone`: the other may say it
in words that were not read. What one list has and the other lacks may be named in the other text, read as something
else or not at all; such a sentence is kept beside the change, and nothing is said to have gone from the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any, Literal

from tierbook.codebook import load_codebook
from tierbook.dossier.changes.elsewhere import Elsewhere, Named
from tierbook.dossier.held import HeldText, Quote
from tierbook.files import load_yaml

__all__ = ["Fact", "ValueSide", "VariableChange", "compare_variables", "in_turn"]

Kind = Literal["changed", "new", "gone", "same_value_other_facts"]
Row = Mapping[str, Any]

FACTS = ("quality", "extent", "certainty", "said_by", "acts", "whom")
# Rows of figures and cases have no value that could change, and recommendations are followed one by one.
_LEFT_OUT = ("counts", "cases", "recommendations")
_RECOMMENDED = "recommendations."


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact beside the value that differs: its name, and what each text says, None where it says nothing of it."""

    name: str
    before: object
    after: object

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class ValueSide:
    """What one text says of a variable at one level and place.

    Attributes:
        value: the value; of routes `CHN>JPN`, each one.
        quality: weak, strong or None.
        extent: policy, widespread, some, isolated or None.
        certainty: stated, reported, alleged, possible, no_reports.
        said_by: who says it.
        acts: acts against or for victims.
        whom: the persons concerned.
        quotes: the words; of lists those that carry what the other text hasn't, all where none are marked.
    """

    value: object
    quality: str | None
    extent: str | None
    certainty: str | None
    said_by: str | None
    acts: tuple[str, ...]
    whom: tuple[str, ...]
    quotes: tuple[Quote, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        facts = {name: getattr(self, name) for name in self.__slots__[:-1]}
        plain = {
            key: list(value) if isinstance(value, tuple) else value for key, value in facts.items()
        }
        return {**plain, "quotes": [quote.to_dict() for quote in self.quotes]}


@dataclass(frozen=True, slots=True)
class VariableChange:
    """One variable at one level and place that the two texts don't say alike.

    Attributes:
        variable: its id.
        kind: `changed`, `new` (read in the later text alone), `gone` (read in the earlier one alone) or
            `same_value_other_facts`.
        level: law, practice or None.
        place: home, abroad or None.
        before: what the earlier text says, None where nothing was read.
        after: what the later text says, None where nothing was read.
        added: of a list what was read in the later text alone.
        dropped: of a list what was read in the earlier text alone.
        elsewhere: elements of `added` and `dropped` that the text whose list lacks them names all the same.
        facts: facts beside the value that differ; where a value turned, how it stood before tells nothing.
        absence: as what the coding of the other text has it: `not_stated`, `not_in_summary`, `not_asked`; None where
            both speak.
        people_before: what people decided of it in the earlier text, of its value or its silence: set, contested or
            stale; None where nobody did.
        people_after: the same of the later text.
    """

    variable: str
    kind: Kind
    level: str | None
    place: str | None
    before: ValueSide | None
    after: ValueSide | None
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    facts: tuple[Fact, ...] = ()
    absence: str | None = None
    people_before: str | None = None
    people_after: str | None = None

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Return the words of both texts by turns, so that the first two show both."""
        sides = (side.quotes for side in (self.before, self.after) if side is not None)
        return in_turn(*sides)

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "variable": self.variable,
            "kind": self.kind,
            "level": self.level,
            "place": self.place,
            "before": None if self.before is None else self.before.to_dict(),
            "after": None if self.after is None else self.after.to_dict(),
            "added": list(self.added),
            "dropped": list(self.dropped),
            "elsewhere": [one.to_dict() for one in self.elsewhere],
            "facts": [fact.to_dict() for fact in self.facts],
            "absence": self.absence,
            "people_before": self.people_before,
            "people_after": self.people_after,
        }


def in_turn(*sides: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return quotes of several sides by turns, each once."""
    rounds = zip_longest(*sides)
    quotes = (quote for row in rounds for quote in row if quote is not None)
    return tuple({(q.document, q.start, q.end): q for q in quotes}.values())


def compare_variables(before: HeldText, after: HeldText) -> tuple[VariableChange, ...]:
    """Return what two texts don't say alike, in the order of the codebook.

    Args:
        before: the earlier text.
        after: the later one, of the same kind.
    """
    earlier, later = _cells(before), _cells(after)
    names = Named(before), Named(after)
    order = _order()
    keys = sorted(
        {*earlier, *later}, key=lambda key: (order.get(key[0], len(order)), key[0], *key[1:])
    )
    found = []
    for key in keys:
        change = _compare(key, *names, earlier.get(key, ()), later.get(key, ()))
        if change is not None:
            said = (
                _people(t, key[0], c.get(key, ())) for t, c in ((before, earlier), (after, later))
            )
            people_before, people_after = said
            found.append(replace(change, people_before=people_before, people_after=people_after))
    return tuple(_once(found))


def _people(text: HeldText, variable: str, findings: Sequence[Row]) -> str | None:
    """Return what people decided of a value, or of the silence that stands in its place."""
    said = text.people_at(findings[0]) if findings else text.people_on(variable)
    return None if said is None else said.state


def _once(changes: Sequence[VariableChange]) -> Iterator[VariableChange]:
    """Yield the changes, those of one rule under two ids once, under the first id."""
    seen = {(c.variable, c.kind, c.level, c.place) for c in changes}
    for c in changes:
        first = _one_rule().get(c.variable)
        if first is None or (first, c.kind, c.level, c.place) not in seen:
            yield c


@cache
def _one_rule() -> Mapping[str, str]:
    """Return the ids that share the rule of another id, with that id."""
    content = load_yaml(files("tierbook.dossier.changes") / "headlines.yaml")
    return {row["id"]: row["as"] for row in content["one_rule"]}


def _cells(text: HeldText) -> dict[tuple[str, bool, bool], tuple[Row, ...]]:
    """Return the findings by variable, whether of the law, and whether of acts abroad; first the one to read."""
    cells: dict[tuple[str, bool, bool], tuple[Row, ...]] = {}
    for finding in text.findings:
        if _is_compared(finding):
            key = (
                finding["variable"],
                finding["level"] == "law",
                finding["place"] == "abroad",
            )
            cells[key] = (*cells.get(key, ()), finding)
    return {
        key: tuple(sorted(rows, key=lambda row: (row["level"] is None, row["place"] is None)))
        for key, rows in cells.items()
    }


def _is_compared(finding: Row) -> bool:
    name = finding["variable"]
    return name not in _left_out() and finding["value"] not in (None, [])


@cache
def _left_out() -> frozenset[str]:
    """Return the variables that have no value which could change, and those of recommendations."""
    variables = load_codebook("tip").variables.values()
    return frozenset(
        v.id for v in variables if v.type in _LEFT_OUT or v.id.startswith(_RECOMMENDED)
    )


@cache
def _order() -> Mapping[str, int]:
    return {name: n for n, name in enumerate(load_codebook("tip").variables)}


def _compare(
    key: tuple[str, bool, bool],
    names_before: Named,
    names_after: Named,
    earlier: Sequence[Row],
    later: Sequence[Row],
) -> VariableChange | None:
    variable = key[0]
    before, after = names_before.text, names_after.text
    newest = later or earlier
    level, place = newest[0]["level"], newest[0]["place"]
    if not earlier:
        absence = before.absence(variable) or before.silence
        side = _side(after, later)
        return VariableChange(variable, "new", level, place, None, side, absence=absence)
    if not later:
        absence = after.absence(variable) or after.silence
        side = _side(before, earlier)
        return VariableChange(variable, "gone", level, place, side, None, absence=absence)
    values = _elements(earlier[0]["value"]), _elements(later[0]["value"])
    added = tuple(item for item in values[1] if item not in values[0])
    dropped = tuple(item for item in values[0] if item not in values[1])
    listed = isinstance(later[0]["value"], list)
    differs = bool(added or dropped)
    facts = () if differs and not listed else tuple(_facts(_facts_of(earlier), _facts_of(later)))
    if not differs and not facts:
        return None
    sides = (
        _side(before, earlier, dropped if listed else ()),
        _side(after, later, added if listed else ()),
    )
    elsewhere = (
        names_before.lacking(variable, added) + names_after.lacking(variable, dropped)
        if listed
        else ()
    )
    return VariableChange(
        variable,
        "changed" if differs else "same_value_other_facts",
        level,
        place,
        *sides,
        added=added if listed else (),
        dropped=dropped if listed else (),
        elsewhere=elsewhere,
        facts=facts,
    )


def _elements(value: object) -> tuple[str, ...]:
    """Return a value as the units that are compared: elements of a list, routes as `CHN>JPN`."""
    if not isinstance(value, list):
        return (str(value),)
    return tuple(
        dict.fromkeys(
            f"{item['from']}>{item['to']}" if isinstance(item, Mapping) else str(item)
            for item in value
        )
    )


def _side(text: HeldText, findings: Sequence[Row], wanted: Sequence[str] = ()) -> ValueSide:
    value = findings[0]["value"]
    return ValueSide(
        value=list(_elements(value)) if isinstance(value, list) else value,
        **_facts_of(findings),
        quotes=_quotes(text, findings, wanted),
    )


def _facts_of(findings: Sequence[Row]) -> dict[str, Any]:
    """Return the facts beside a value: of the finding to read first, acts and persons of all."""
    if len(findings) == 1:
        row = findings[0]
        found = {name: row[name] for name in FACTS}
        return {**found, "acts": tuple(row["acts"]), "whom": tuple(row["whom"])}
    first = findings[0]
    return {
        **{name: first[name] for name in FACTS},
        "acts": tuple(dict.fromkeys(act for row in findings for act in row["acts"])),
        "whom": tuple(dict.fromkeys(who for row in findings for who in row["whom"])),
    }


def _quotes(text: HeldText, findings: Sequence[Row], wanted: Sequence[str]) -> tuple[Quote, ...]:
    found = {
        (quote.start, quote.end): quote
        for finding in findings
        for quote in text.quotes(finding, *wanted)
    }
    return tuple(found[span] for span in sorted(found))


def _facts(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Fact]:
    """Yield the facts that differ; acts and persons only where both texts name some, since few sentences do."""
    for name in FACTS:
        one, two = before[name], after[name]
        if isinstance(one, tuple):
            if one and two and set(one) != set(two):
                yield Fact(name, sorted(one), sorted(two))
        elif one != two:
            yield Fact(name, one, two)
