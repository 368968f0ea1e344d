"""What people set, as pages mark it: a few words beside a value, a legend, a switch between three ways to show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from tierbook.dossier import PeopleSaid
from tierbook.library.desk.accepted import PEOPLE, mode_of
from tierbook.library.reading.values import value_in_words
from tierbook.text import join_words

__all__ = ["LEGEND", "MARKS", "PeopleMark", "PeopleSwitch", "mark_of", "switch_of"]

MARKS = {
    "set": "set by people",
    "confirmed": "confirmed by people",
    "contested": "people differ",
    "stale": "set before a change",
}
LEGEND = {
    "set": "somebody at the desk read the words and set this value over the machine’s",
    "confirmed": "somebody read the words and left the machine’s value as it is",
    "contested": "people set different values, so the machine’s stands until somebody has adjudicated",
    "stale": "people decided before the page, the codebook or the words changed, so the machine’s value stands",
}
_WAYS = {
    "over": "over the machine’s values",
    "beside": "beside them",
    "none": "left out",
}


@dataclass(frozen=True, slots=True)
class PeopleMark:
    """The mark beside one value.

    Attributes:
        state: a key of `MARKS`.
        words: what it says.
        more: the value that isn't shown, in words: the machine's, or people's; empty where both are one.
    """

    state: str
    words: str
    more: str


@dataclass(frozen=True, slots=True)
class PeopleSwitch:
    """The switch of a page: which way is shown, and the addresses of all three, with their words."""

    people: str
    ways: tuple[tuple[str, str, str], ...]
    legend: tuple[tuple[str, str, str], ...]

    @property
    def shown(self) -> bool:
        """Tell whether there is anything to switch: a value that people decided on, or another way than the usual."""
        return bool(self.legend) or self.people != "over"


def mark_of(variable: str, said: PeopleSaid | None, people: str) -> PeopleMark | None:
    """Return the mark beside a value, None where nobody decided on it.

    Args:
        variable: its id.
        said: what people decided there.
        people: the way in which the page shows it.
    """
    if said is None:
        return None
    if said.confirmed:
        return PeopleMark("confirmed", MARKS["confirmed"], "")
    if said.state == "set" and people == "over":
        machine = _words(variable, said.machine)
        return PeopleMark("set", MARKS["set"], f"the machine: {machine or 'nothing read'}")
    return PeopleMark(said.state, MARKS[said.state], f"people: {_words(variable, said.values)}")


def switch_of(
    path: str, query: QueryDict, states: Sequence[str | None] = (), people: str | None = None
) -> PeopleSwitch:
    """Return the switch of a page.

    Args:
        path: address of the page.
        query: its query.
        states: the states that stand on it: the legend names these.
        people: the way that is shown; that of the query unless told.
    """
    people = mode_of(query.get("people")) if people is None else people
    rest = [(name, value) for name, values in query.lists() for value in values if name != "people"]
    ways = []
    for way in PEOPLE:
        fields = [*rest, *([("people", way)] if way != "over" else [])]
        ways.append((way, _WAYS[way], f"{path}?{urlencode(fields)}" if fields else path))
    legend = [(state, MARKS[state], LEGEND[state]) for state in MARKS if state in {*states}]
    return PeopleSwitch(people, tuple(ways), tuple(legend))


def _words(variable: str, values: Sequence[Any]) -> str:
    said = [
        "nothing stands here" if value is None else value_in_words(variable, value).brief
        for value in values
    ]
    return join_words(said, conjunction="or") if said else ""
