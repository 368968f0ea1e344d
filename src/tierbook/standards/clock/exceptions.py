"""Every place on the Watch List that the clock did not allow, and every stay without a known waiver, explained.

Takes: a `History` of many countries. Gives: a list of exceptions, each with its class and a line. The lines, and the
cases that no gap explains, stand in `exceptions.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tierbook.editions import History
from tierbook.files import load_yaml
from tierbook.standards.clock.clock import clock_timeline
from tierbook.standards.clock.position import ClockPosition, country_name
from tierbook.standards.clock.rules import ClockRules, clock_rules
from tierbook.text import join_words, number_in_words, ordinal

__all__ = ["ClockException", "clock_exceptions", "exception_classes"]

_KINDS = {  # flag of a position: kind of exception, in the order in which one is chosen
    "one_year_rule_conflict": "one_year",
    "stay_not_permitted": "over",
    "stay_without_waiver": "no_waiver",
    "waiver_inferred": "unknown_waiver",
    "waiver_earlier_than_counted": "early_waiver",
}


@dataclass(frozen=True, slots=True)
class ClockException:
    """One place on the list that clock and record do not bear out together.

    Attributes:
        kind: `over` (beyond the most that the law allows), `one_year` (beyond the one-year rule), `no_waiver` (needed,
            and the record has none), `unknown_waiver` (needed, and no record is held), `early_waiver` (granted, and by
            the count not needed).
        cause: `gap`, `unrecorded`, `world` or `rule`; `exception_classes` says what each means.
        line: what happened and why it is here.
        position: the clock in that edition.
    """

    country: str
    edition: int
    kind: str
    cause: str
    line: str
    position: ClockPosition

    def to_dict(self) -> dict[str, object]:
        """Return one row."""
        return {
            "country": self.country,
            "name": country_name(self.country),
            "edition": self.edition,
            "kind": self.kind,
            "class": self.cause,
            "line": self.line,
            "consecutive_years": self.position.consecutive_years,
            "years_at_least": self.position.years_at_least,
            "years_at_most": self.position.years_at_most,
            "gaps": list(self.position.gaps),
        }


def exception_classes() -> Mapping[str, str]:
    """Return class -> what it means."""
    classes: Mapping[str, str] = _lines()["classes"]
    return classes


def clock_exceptions(history: History) -> tuple[ClockException, ...]:
    """Return the exceptions of every country, by edition and country."""
    found = [e for country in history.countries for e in _of_country(history, country)]
    return tuple(sorted(found, key=lambda e: (e.edition, e.country)))


def _of_country(history: History, country: str) -> Iterator[ClockException]:
    rules = clock_rules()
    for position in clock_timeline(history, country):
        kind = next((k for flag, k in _KINDS.items() if flag in position.flags), None)
        if kind is None:
            continue
        case = _cases().get((country, position.edition))
        if case is not None:
            yield ClockException(
                country, position.edition, kind, case["class"], case["text"], position
            )
            continue
        cause = _cause(kind, position, rules)
        yield ClockException(
            country, position.edition, kind, cause, _line(kind, cause, position, rules), position
        )


def _cause(kind: str, position: ClockPosition, rules: ClockRules) -> str:
    period = rules.of(position.edition)
    limit = 0 if period is None or period.limit is None else period.limit
    most = 0 if period is None or period.most is None else period.most
    low, high = position.years_at_least, position.years_at_most
    explained = {
        "over": low <= most,
        "one_year": low <= 1,
        "no_waiver": low <= limit,
        "unknown_waiver": low <= limit,
        "early_waiver": high > limit,
    }[kind]
    if explained:
        return "gap"
    return "unrecorded" if kind == "unknown_waiver" else "world"


def _line(kind: str, cause: str, position: ClockPosition, rules: ClockRules) -> str:
    period = rules.of(position.edition)
    most = 0 if period is None or period.most is None else period.most
    gaps = [str(e) for e in position.gaps]
    words = join_words(gaps)
    line: str = _lines()["lines"][f"{kind}.{cause}"]
    return line.format(
        nth=ordinal(position.consecutive_years).capitalize()
        if line.startswith("{nth}")
        else ordinal(position.consecutive_years),
        low_nth=ordinal(position.years_at_least),
        high_nth=ordinal(position.years_at_most),
        most=number_in_words(most),
        gaps=f"{words} {'is' if len(gaps) == 1 else 'are'}",
    )


@cache
def _lines() -> dict[str, Any]:
    content: dict[str, Any] = load_yaml(files("tierbook.standards") / "clock" / "exceptions.yaml")
    return content


@cache
def _cases() -> dict[tuple[str, int], dict[str, str]]:
    return {(case["country"], int(case["edition"])): case for case in _lines()["cases"]}
