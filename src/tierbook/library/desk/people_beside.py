"""What people decided of a finding, as readers see it: the value, the role in which it was set, the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from tierbook.coding import differing_qualities, qualities_of
from tierbook.dossier import is_said_at
from tierbook.library.desk.about_people import names_of
from tierbook.library.desk.accepted import SHOWN, decisions_of, lay_accepted
from tierbook.library.desk.models import Decided, Event
from tierbook.library.reading.chips import Chip, chips_of
from tierbook.library.reading.values import ValueInWords, value_in_words
from tierbook.library.reading.variables import describe_variable

__all__ = [
    "SetByPeople",
    "add_people",
    "draw_people",
    "finding_set",
    "lay_people_over",
    "people_on",
]

Record = dict[str, Any]

_ROLES = {
    "coder": "a coder",
    "adjudicator": "an adjudicator",
    "editor": "an editor",
    "admin": "an admin",
}


@dataclass(frozen=True, slots=True)
class SetByPeople:
    """One decision on the place of a finding.

    Attributes:
        value: the value that people set, in words; None where they found that nothing stands there.
        role: in which role it was set, in words.
        name: the name, for those who may see it; else empty.
        at: when.
        action: accept, change, reject, not_stated or adjudicate.
        state: laid, contested or stale.
        note: why.
        same: whether it leaves the machine's value as it is, and what stands beside it.
        chips: what is unusual of what they said beside the value: how sure, whose word, which acts.
        qualities: whose act, when, whose word, how; None where they said nothing of it.
    """

    value: ValueInWords | None
    role: str
    name: str
    at: datetime
    action: str
    state: str
    note: str
    same: bool
    chips: tuple[Chip, ...] = ()
    qualities: dict[str, Any] | None = None


def people_on(
    document: str, finding: dict[str, Any], *, with_names: bool = False
) -> list[SetByPeople]:
    """Return what people decided where a finding stands, the newest last."""
    rows = [
        row
        for row in Decided.objects.filter(
            document=document, variable=finding["variable"], state__in=SHOWN
        )
        if _is_at(row, finding)
    ]
    if not rows:
        return []
    roles = dict(
        Event.objects.filter(number__in=[r.event for r in rows]).values_list(
            "number", "content__role"
        )
    )
    names = names_of(row.coder for row in rows) if with_names else {}
    return [
        _told(row, finding, roles.get(row.event) or "", names.get(row.coder, "")) for row in rows
    ]


def add_people(
    document: str, coding: dict[str, Any], variable: str = ""
) -> list[tuple[Decided, SetByPeople]]:
    """Write beside each finding of a coding what people set there; return all that people set on the text.

    Args:
        document: id of the text.
        coding: its record, which is changed: `people` of a finding is what its margin note says.
        variable: the one that is asked for; else all.
    """
    decided = Decided.objects.filter(document=document, state__in=SHOWN)
    if variable:
        decided = decided.filter(variable=variable)
    rows = list(decided.order_by("variable"))
    if not rows:
        return []
    numbers = [row.event for row in rows]
    found = Event.objects.filter(number__in=numbers).values_list("number", "content__role")
    roles = dict(found)
    machine: dict[str, list[dict[str, Any]]] = {}
    for finding in coding["findings"]:
        machine.setdefault(finding["variable"], []).append(finding)
    shown = []
    for row in rows:
        here = [f for f in machine.get(row.variable, ()) if _is_at(row, f)]
        told = _told(row, here[0] if here else {"value": None}, roles.get(row.event) or "", "")
        for finding in here:
            finding["people"] = _in_words(told)
        shown.append((row, told))
    return shown


def draw_people(document: Any, shown: list[tuple[Decided, SetByPeople]], *, text: str = "") -> str:
    """Draw the section that lists what people set on a text; nothing where they set nothing.

    Args:
        document: its row.
        shown: what people set.
        text: address of the text, where the section stands on another page.
    """
    if not shown:
        return ""
    rows = [(describe_variable(row.variable), row, told) for row, told in shown]
    context = {"document": document, "rows": rows, "text": text}
    return render_to_string("desk/people_on_text.html", context)


def lay_people_over(coding: dict[str, Any], people: str = "over") -> dict[str, Any]:
    """Return a coding with what people set over it or beside it, for everybody; `people` is there also where none did.

    Args:
        coding: the record of a text that is held.
        people: `over` or `beside`.
    """
    document = coding["document"]["id"]
    decisions = decisions_of([document]).get(document, [])
    return {"people": [], **lay_accepted(coding, decisions, people)}


def finding_set(coding: dict[str, Any], finding_id: str) -> tuple[Record, Record] | None:
    """Return a finding that stands today because people set it, behind the coding with it; None where none does.

    Tables name it by its id. It has no lasting address: the next decision may put another in its place.

    Args:
        coding: the record of a text that is held.
        finding_id: the id.
    """
    over = lay_people_over(coding)
    found = (f for f in over["findings"] if f["id"] == finding_id and f["cue"] == "person")
    finding = next(found, None)
    return None if finding is None else (over, finding)


def _in_words(told: SetByPeople) -> str:
    value = told.value.brief if told.value else "nothing stands here"
    said = [f"said by {chip.word}" if chip.kind == "by" else chip.word for chip in told.chips]
    value = ", ".join([value, *said])
    if told.state == "laid":
        return f"Set by people: {value}, by {told.role}, {told.at:%Y-%m-%d}."
    if told.state == "contested":
        return "People differ on it."
    return "People decided on it before the page, the codebook or the words changed."


def _is_at(row: Decided, finding: Mapping[str, Any]) -> bool:
    slot = finding.get("level") or "", finding.get("place") or ""
    return is_said_at(row.content["value"], (row.level, row.place), slot)


def _told(row: Decided, finding: dict[str, Any], role: str, name: str) -> SetByPeople:
    value, said = row.content["value"], row.content.get("qualities")
    differs = bool(said and differing_qualities(said, qualities_of(finding)))
    default = "an adjudicator" if row.action == "adjudicate" else "a coder"
    return SetByPeople(
        value=None if value is None else value_in_words(row.variable, value),
        role=_ROLES.get(role, default),
        name=name,
        at=row.at,
        action=row.action,
        state=row.state,
        note=row.content["note"] if name else "",
        same=value == finding["value"] and not differs,
        chips=tuple(chips_of(said or {})),
        qualities=said,
    )
