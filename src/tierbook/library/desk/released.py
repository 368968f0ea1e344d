"""What people left at the desk, as a data release takes it: decisions and samples, without notes and names."""

from __future__ import annotations

from typing import Any

from tierbook.library.desk.models import Event, Unit
from tierbook.library.desk.standing import CODING, record_of

__all__ = ["released_people"]


def released_people() -> dict[str, Any]:
    """Return decisions by document, the oldest first, and the lines of samples; the database must be ready.

    What somebody noted beside a decision stays at the desk.
    """
    decisions: dict[str, list[dict[str, Any]]] = {}
    for event in Event.objects.filter(kind=CODING).order_by("at", "id").iterator():
        decisions.setdefault(event.document, []).append(
            {**record_of(event), "note": "", "role": ""}
        )
    lines = [
        {"n": unit.n, **unit.line, "sample": unit.sample, "document": unit.document}
        for unit in Unit.objects.order_by("sample", "n", "id")
    ]
    return {"decisions": decisions, "sample_lines": lines}
