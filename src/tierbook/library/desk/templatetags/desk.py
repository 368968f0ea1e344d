"""What stands of reports beside findings, paragraphs and silences on the pages of others."""

from __future__ import annotations

from typing import Any

from django import template

from tierbook.library.desk.models import Report

__all__ = ["reports_beside"]

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
