"""What people decided of a finding, as readers see it: the value, the role in which it was set, the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tierbook.library.desk.about_people import names_of
from tierbook.library.desk.models import Decided, Event
from tierbook.library.reading.values import ValueInWords, value_in_words

__all__ = ["SetByPeople", "people_on"]

_ROLES = {
    "coder": "a coder",
    "adjudicator": "an adjudicator",
    "editor": "an editor",
    "admin": "who keeps the library",
}
_SHOWN = ("laid", "contested", "stale")


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
        same: whether it leaves the machine's value as it is.
    """

    value: ValueInWords | None
    role: str
    name: str
    at: datetime
    action: str
    state: str
    note: str
    same: bool


def people_on(
    document: str, finding: dict[str, Any], *, with_names: bool = False
) -> list[SetByPeople]:
    """Return what people decided where a finding stands, the newest last."""
    rows = [
        row
        for row in Decided.objects.filter(
            document=document, variable=finding["variable"], state__in=_SHOWN
        )
        if row.content["value"] == "not_stated"
        or (row.level, row.place) == (finding.get("level") or "", finding.get("place") or "")
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


def _told(row: Decided, finding: dict[str, Any], role: str, name: str) -> SetByPeople:
    value = row.content["value"]
    default = "an adjudicator" if row.action == "adjudicate" else "a coder"
    return SetByPeople(
        value=None if value is None else value_in_words(row.variable, value),
        role=_ROLES.get(role, default),
        name=name,
        at=row.at,
        action=row.action,
        state=row.state,
        note=row.content["note"] if name else "",
        same=value == finding["value"],
    )
