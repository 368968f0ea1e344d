"""What changed in words: the tier, what `headlines.yaml` puts first, figures, gaps, recommendations, then the rest.

Every sentence carries the words of both texts. What one text or one list has and the other lacks is *read in one
alone*: that the rules did not read it there is all that is known, and no text is said to be silent. Nothing is called
the first unless the later text calls it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from tierbook.codebook import load_codebook
from tierbook.dossier.changes.figures import Figure, FigureChange
from tierbook.dossier.changes.gaps import Gap, GapInText, GapSide
from tierbook.dossier.changes.standing import say_standing
from tierbook.dossier.changes.variables import ValueSide, VariableChange
from tierbook.dossier.held import Quote, Statement
from tierbook.editions import TIERS
from tierbook.files import load_yaml
from tierbook.places import country_name
from tierbook.text import counted, in_sentence, join_words, name_in_sentence

if TYPE_CHECKING:
    from tierbook.dossier.changes.changes import Changes

__all__ = [
    "ABSENCES",
    "GROUPS",
    "fact_words",
    "fate_words",
    "figure_words",
    "gap_side_words",
    "items_in_words",
    "say_changes",
    "variable_label",
]

GROUPS = (
    "tier", "variables", "figures", "gaps", "recommendations", "others", "facts", "lists", "alone", "text",
)  # fmt: skip
ABSENCES = {
    "not_stated": "not stated",
    "not_in_summary": "not in the summary",
    "not_asked": "not asked in that edition",
}
FATES = {
    "new": "new in {later}",
    "stands": "in both",
    "answered": "{later} says otherwise",
    "in_later_alone": "read in {later} alone",
    "in_earlier_alone": "read in {earlier} alone",
}
_ALONE = ("in_later_alone", "in_earlier_alone")
_LEVELS = {"law": "on paper", "practice": "in practice"}
_PLACES = {"abroad": "abroad", "home": "at home"}
_NO_ANSWER, _NO_REPORTS = "not_reported", "no_reports"
_TIER, _STATED, _PROFILE = "tier.", "tier.stated", "profile."
_AGAINST_BEFORE = (
    "tier.change"  # each text's own word on its change of tier: two of them make no change
)
_SHOWN = 6  # elements of a list that are named before the rest are counted
_MATTERS = 4
_MOVED = {"up": "rose", "down": "fell"}


def say_changes(changes: Changes) -> Iterator[tuple[str, Statement]]:
    """Yield what changed, each sentence with its group of `GROUPS`, in the order in which it is told.

    Where every sentence of the later text stands in the earlier one, that is told first.
    """
    told = _Telling(changes)
    whole = bool(changes.carried) and len(changes.carried) == changes.sentences
    for group in ("text", *GROUPS[:-1]) if whole else GROUPS:
        for statement in getattr(told, group)():
            yield group, statement


def variable_label(change: VariableChange) -> str:
    """Return the label of a variable, with its level and place where they are said."""
    known = load_codebook("tip").variables.get(change.variable)
    label = change.variable if known is None else known.label
    more = [_LEVELS.get(change.level or ""), _PLACES.get(change.place or "")]
    return ", ".join([label, *(word for word in more if word)])


def items_in_words(variable: str, value: object) -> tuple[str, ...]:
    """Return a value, or each element of a list, in words: names of countries, labels of codes."""
    known = load_codebook("tip").variables.get(variable)
    labels = load_codebook("tip").vocabularies.get((known and known.vocabulary) or "", {})
    named = known is not None and known.type in ("countries", "edges")
    items = value if isinstance(value, list | tuple) else [value]
    found = []
    for item in map(str, items):
        if named:
            found.append(" to ".join(country_name(code) for code in item.split(">")))
        elif variable == "tier.stated":
            found.append(str(TIERS.get(item, item)))
        else:
            found.append(
                name_in_sentence(labels[item])
                if item in labels
                else item.removeprefix("other:").replace("_", " ")
            )
    return tuple(found)


def fact_words(name: str, value: object) -> str:
    """Return a fact beside a value in words, `not said` for none."""
    labels = load_codebook("tip").vocabularies.get(name, {})
    codes = value if isinstance(value, list | tuple) else [value] if value else []
    return (
        join_words([name_in_sentence(labels.get(str(code), str(code))) for code in codes])
        or "not said"
    )


def figure_words(figure: Figure | None) -> str:
    """Return a figure in words, a dash for none: `at least 12 persons`."""
    if figure is None:
        return "-"
    if figure.exactness == "none_reported":
        return "none reported"
    number = f"{figure.n:,}"
    if figure.n_max is not None and figure.n_max != figure.n:
        number = f"{number} to {figure.n_max:,}"
    if figure.exactness is not None:
        number = f"{in_sentence(load_codebook('tip').vocabularies['exactness'][figure.exactness])} {number}"
    unit = (figure.unit or "").removeprefix("currency:").replace("_", " ")
    if unit.endswith("s") and figure.n == 1 and figure.n_max is None:
        unit = unit[:-1]
    return f"{number} {unit}".rstrip()


def fate_words(fate: str, earlier: object, later: object) -> str:
    """Return what became of a gap in words, with the years of both editions."""
    return FATES[fate].format(earlier=earlier, later=later)


def gap_side_words(side: GapSide) -> str:
    """Return one side of a gap in words: `yes, weak`, `not stated`."""
    if side.value is None:
        return ABSENCES.get(str(side.absence), str(side.absence))
    words = join_words(items_in_words(side.variable, side.value))
    return f"{words} but weak" if side.quality == "weak" else words


@cache
def _headlines() -> Mapping[str, Any]:
    content: Mapping[str, Any] = load_yaml(files("tierbook.dossier.changes") / "headlines.yaml")
    return {
        "variables": {row["id"]: row for row in content["variables"]},
        "figures": {row["what"]: row["words"] for row in content["figures"]},
        "facts": content["facts"],
        "first_but": content["first_but"],
    }


def _usual_unit(what: str) -> str | None:
    known = load_codebook("tip").variables.get(f"figures.{what}")
    return None if known is None else known.unit


def _in_sentence(figure: Figure, usual: str | None) -> str:
    """Return a figure for a sentence: its unit only where it is not the usual one of what is counted."""
    return figure_words(replace(figure, unit=None) if figure.unit == usual else figure)


@dataclass(frozen=True, slots=True)
class _Telling:
    """The sentences of each group."""

    changes: Changes

    @property
    def _earlier(self) -> str:
        return str(self.changes.before.edition)

    @property
    def _later(self) -> str:
        return str(self.changes.after.edition)

    def tier(self) -> Iterator[Statement]:
        found = [c for c in self.changes.variables if c.variable.startswith(_TIER)]
        for change in sorted(found, key=lambda c: c.variable != _STATED):
            if change.kind != "changed" or change.before is None or change.after is None:
                continue
            if change.variable == _AGAINST_BEFORE:
                continue
            one, two = _value(change, change.before), _value(change, change.after)
            if change.variable == _STATED:
                yield Statement(f"Moved from {one} to {two}", change.quotes)
            elif not _is_list(change):
                yield Statement(self._values(change), change.quotes)

    def variables(self) -> Iterator[Statement]:
        ranks = {name: n for n, name in enumerate(_headlines()["variables"])}
        known = [c for c in self.changes.variables if c.variable in ranks]
        for change in sorted(known, key=lambda c: ranks[c.variable]):
            words = self._headline(change, _headlines()["variables"][change.variable])
            if words is not None:
                yield words

    def _headline(self, change: VariableChange, entry: Mapping[str, str]) -> Statement | None:
        if change.after is None or change.kind == "same_value_other_facts":
            return None
        first = _called_first(change.after, entry)
        earlier_first = change.before is not None and _called_first(change.before, entry)
        if first is not None and not earlier_first and change.after.value == "yes":
            return Statement(
                entry["says"], (first, *(change.before.quotes if change.before else ()))
            )
        if change.before is None:
            return None
        if _NO_ANSWER in (change.before.value, change.after.value):
            told = any(
                self._figure(f, "") for f in self.changes.figures if f.what == entry.get("figure")
            )
            return None if told else Statement(self._values(change), change.quotes)
        if _NO_REPORTS in (change.before.certainty, change.after.certainty):
            return Statement(self._values(change), change.quotes)
        clauses = [_clause(change, entry, side) for side in (change.after, change.before)]
        return Statement(f"{_capital(clauses[0])} ({self._earlier}: {clauses[1]})", change.quotes)

    def figures(self) -> Iterator[Statement]:
        words = _headlines()["figures"]
        by_name = {change.what: change for change in self.changes.figures}
        for what, noun in words.items():
            change = by_name.get(what)
            if change is not None:
                told = self._figure(change, noun)
                if told:
                    yield Statement(told, change.quotes)

    def _figure(self, change: FigureChange, noun: str) -> str:
        one, two = change.before, change.after
        if one is None or two is None or change.direction is None:
            if change.cannot and change.cannot.endswith(("no figure was given", "no count")):
                given = [
                    f"{_in_sentence(figure, _usual_unit(change.what))} in {year}"
                    for figure, year in ((one, self._earlier), (two, self._later))
                    if figure is not None and figure.exactness != "none_reported"
                ]
                return f"{_capital(noun)}: {'; '.join([*given, change.cannot])}" if given else ""
            return ""
        revised = (
            f"; {self._later} gives {change.revised:,} for the year before"
            if change.revised is not None
            else ""
        )
        note = f" ({change.note})" if change.note else ""
        usual = _usual_unit(change.what)
        if change.direction == "same":
            return f"{_capital(noun)} stood at {_in_sentence(two, usual)} in both{note}{revised}"
        # One unit for both ends is named once, at the second.
        named_once = one.unit == two.unit and two.n != 1
        first = _in_sentence(one, two.unit if named_once else usual)
        ends = f"from {first} to {_in_sentence(two, usual)}"
        return f"{_capital(noun)} {_MOVED[change.direction]} {ends}{note}{revised}"

    def gaps(self) -> Iterator[Statement]:
        yield from (self._gap(gap) for gap in self.changes.gaps if gap.fate not in _ALONE)

    def _gap(self, gap: Gap) -> Statement:
        fate = fate_words(gap.fate, self._earlier, self._later)
        shown = gap.after or gap.before
        return Statement("" if shown is None else _gap(gap, shown, fate), gap.quotes)

    def recommendations(self) -> Iterator[Statement]:
        yield from say_standing(self.changes.standing)
        counts: dict[str, list[Any]] = {}
        for match in self.changes.recommendations:
            counts.setdefault(match.fate, []).append(match)
        if counts:
            words = [f"{len(found)} {fate.replace('_', ' ')}" for fate, found in counts.items()]
            items = [i for found in counts.values() for m in found for i in (*m.before, *m.after)]
            quotes = dict.fromkeys(quote for item in items for quote in item.quotes)
            yield Statement(f"Recommendations: {join_words(words)}", tuple(quotes))

    def others(self) -> Iterator[Statement]:
        told = _headlines()["variables"]
        for change in self.changes.variables:
            if change.variable.startswith(_TIER) or _names(change) or change.variable in told:
                continue
            if change.kind == "changed" and change.before and change.after:
                yield Statement(self._values(change), change.quotes)

    def lists(self) -> Iterator[Statement]:
        for change in self.changes.variables:
            if _names(change) and not _is_list(change):
                yield Statement(self._values(change), change.quotes)
            elif _is_list(change):
                quotes = (*change.quotes, *(one.quote for one in change.elsewhere))
                yield Statement(self._list(change), tuple(dict.fromkeys(quotes)))

    def alone(self) -> Iterator[Statement]:
        """Yield what was read in one text alone; what an edition was not asked for is not among it."""
        yield from (self._gap(gap) for gap in self.changes.gaps if gap.fate in _ALONE)
        for kind, year, other in (
            ("new", self._later, self._earlier),
            ("gone", self._earlier, self._later),
        ):
            found = [
                c for c in self.changes.variables if c.kind == kind and c.absence != "not_asked"
            ]
            if found:
                about = join_words([in_sentence(variable_label(c)) for c in found], _MATTERS)
                quotes = tuple(dict.fromkeys(q for c in found for q in c.quotes[:1]))
                matters = counted(len(found), "matter")
                words = f"Read in {year} alone, {matters}: {about}; {other} may say it in words that were not read"
                yield Statement(words, quotes)

    def _values(self, change: VariableChange) -> str:
        """Return a value that is no list as it was and as it is."""
        pairs = ((change.before, self._earlier), (change.after, self._later))
        values = [f"{_value(change, side)} in {year}" for side, year in pairs if side is not None]
        return f"{variable_label(change)}: {'; '.join(values)}"

    def _list(self, change: VariableChange) -> str:
        parts = []
        for year, other, items in (
            (self._later, self._earlier, change.added),
            (self._earlier, self._later, change.dropped),
        ):
            if not items:
                continue
            parts.append(f"in {year} alone {self._items(change, items)}")
            named = [one.item for one in change.elsewhere if one.item in items]
            if named:
                words = self._items(change, named)
                parts.append(f"{other} names {words} too, and was not read so")
        return f"{variable_label(change)}: {'; '.join(parts)}"

    def _items(self, change: VariableChange, items: Sequence[str]) -> str:
        return join_words(items_in_words(change.variable, items), _SHOWN)

    def facts(self) -> Iterator[Statement]:
        for change in self.changes.variables:
            if change.kind != "same_value_other_facts" or change.after is None:
                continue
            names = _headlines()["facts"]
            told = [
                f"{names[fact.name]}: {fact_words(fact.name, fact.before)} in {self._earlier}, "
                f"{fact_words(fact.name, fact.after)} in {self._later}"
                for fact in change.facts
            ]
            label = variable_label(change)
            value = join_words(items_in_words(change.variable, change.after.value), _SHOWN)
            words = f"{label}: {value} in both, on different facts ({'; '.join(told)})"
            yield Statement(words, change.quotes)

    def text(self) -> Iterator[Statement]:
        changes = self.changes
        quotes = tuple(carried.after for carried in changes.carried)
        whole = changes.sentences
        if quotes and len(quotes) == whole:
            yield Statement(f"Every sentence stands word for word as in {self._earlier}", quotes)
        elif quotes:
            words = f"{len(quotes)} of {whole} sentences stand word for word as in {self._earlier}"
            yield Statement(words, quotes)
        stock = [carried.after for carried in changes.carried if carried.stock]
        stock += [shared.after for shared in changes.shared]
        if stock:
            noun = counted(len(stock), "sentence")
            verb = "stands" if len(stock) == 1 else "stand"
            words = f"{noun} of {self._later} {verb} in other countries' texts too"
            yield Statement(words, tuple(sorted(stock, key=lambda quote: quote.start)))


def _is_list(change: VariableChange) -> bool:
    """Tell whether a change is that of what two lists name."""
    return change.kind == "changed" and bool(change.added or change.dropped)


def _names(change: VariableChange) -> bool:
    """Tell whether a change is of whom or what two texts name: a list, or girls, boys or both as one code."""
    known = load_codebook("tip").variables.get(change.variable)
    code = known is not None and known.type == "category" and change.variable.startswith(_PROFILE)
    return change.kind == "changed" and (code or _is_list(change))


def _called_first(side: ValueSide, entry: Mapping[str, str]) -> Quote | None:
    """Return the sentence in which the text itself calls it the first, or None."""
    pattern = entry.get("first")
    if pattern is None:
        return None
    but = re.compile(_headlines()["first_but"], re.IGNORECASE)
    for quote in side.quotes:
        found = re.search(pattern, quote.text, re.IGNORECASE)
        if found is not None and but.search(quote.text[found.end() :]) is None:
            return quote
    return None


def _clause(change: VariableChange, entry: Mapping[str, str], side: ValueSide) -> str:
    clause = entry.get(str(side.value))
    if clause is None:
        clause = f"{in_sentence(variable_label(change))}: {_value(change, side)}"
    level = None if entry.get("of_law") else _LEVELS.get(change.level or "")
    quality = f"but {side.quality}" if side.quality else None
    sure = None if side.certainty in (None, "stated") else fact_words("certainty", side.certainty)
    more = [sure, quality, level, _PLACES.get(change.place or "")]
    return ", ".join([clause, *(word for word in more if word)])


def _value(change: VariableChange, side: ValueSide) -> str:
    """Return a value for a sentence; that there are no reports of a thing is never told as its not being so."""
    if side.certainty == _NO_REPORTS and not isinstance(side.value, list):
        return "no reports of it"
    return join_words(items_in_words(change.variable, side.value), _SHOWN)


def _gap(gap: Gap, shown: GapInText, fate: str) -> str:
    """Return a gap as a sentence: a pair by its label, a variable by what is said on both sides."""
    sides = ("on paper", "in practice") if gap.kind == "paper" else ("abroad", "at home")
    words = [gap_side_words(side) for side in (shown.on, shown.but)]
    if shown.on.variable != shown.but.variable:
        silent = f"{sides[1]}: {words[1]}; " if shown.but.value is None else ""
        return f"{gap.label} ({silent}{fate})"
    told = ", ".join(f"{word} {side}" for word, side in zip(words, sides, strict=True))
    return f"{gap.label}: {told} ({fate})"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
