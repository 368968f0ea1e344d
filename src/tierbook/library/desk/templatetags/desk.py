"""What stands of reports and of people's decisions beside findings, paragraphs and silences on the pages of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from tierbook.library.desk.models import Report
from tierbook.library.desk.people_beside import add_people, draw_people, people_on
from tierbook.library.reading.chips import chips_of

if TYPE_CHECKING:
    from tierbook.library.desk.queue import Queue

__all__ = [
    "after_place",
    "people_beside",
    "people_on_variable",
    "queue_at",
    "reports_beside",
    "slugged",
]

register = template.Library()


@register.inclusion_tag("desk/beside.html")
def reports_beside(document: str, finding: str) -> dict[str, Any]:
    """Draw how many reports on a finding are under review, those accepted, and the way to the form."""
    rows = list(
        Report.objects.filter(
            document=document, finding=finding, state__in=("open", "accepted")
        ).order_by("settled", "number")
    )
    return {
        "document": document,
        "finding": finding,
        "open": sum(1 for r in rows if r.state == "open"),
        "accepted": [r for r in rows if r.state == "accepted"],
    }


@register.inclusion_tag("desk/people_beside.html", takes_context=True)
def people_beside(
    context: dict[str, Any], document: str, finding: dict[str, Any]
) -> dict[str, Any]:
    """Draw what people set where a finding stands: the value, in which role, when, and the machine's beside it."""
    return {
        "rows": people_on(document, finding, with_names=bool(context.get("has_desk"))),
        "finding": finding,
        "machine_chips": chips_of(finding),
        "document": document,
        "has_desk": context.get("has_desk"),
    }


@register.simple_tag
def people_on_variable(document: Any, variable: str, coding: dict[str, Any]) -> str:
    """Draw what people set on one variable of a text, on a page beside the text's own."""
    shown = add_people(document.pk, coding, variable)
    return draw_people(document, shown, text=f"/documents/{document.pk}/")


@register.filter
def after_place(word: str) -> str:
    """Return the words of `120-145:words`."""
    return word.partition(":")[2]


@register.filter
def slugged(variable: str) -> str:
    """Return a variable's id as part of an anchor."""
    return variable.replace(".", "-")


@register.simple_tag
def queue_at(asked: Queue, steps: int) -> str:
    """Return the query of the queue some steps further on."""
    return asked.query(at=asked.at + steps)
