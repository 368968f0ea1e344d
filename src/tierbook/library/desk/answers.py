"""The answers of people, as agreement is counted from them."""

from __future__ import annotations

from collections.abc import Collection

from tierbook.agreement import Answer
from tierbook.library.desk.models import Decided

__all__ = ["answer_of", "answers"]


def answers(
    *,
    documents: Collection[str] | None = None,
    variables: Collection[str] | None = None,
    sample: str = "",
    stale: bool = False,
) -> list[Answer]:
    """Return every answer that stands, in the order in which they were given.

    Args:
        documents: ids of the texts; None for all.
        variables: None for all.
        sample: only those that were drawn by this sample.
        stale: add those on a page or under a codebook that has changed since; they are left out otherwise.

    Returns:
        One answer for each coder, document, variable, level and place. A finding that was rejected is an answer
        without a value; who was shown none and says that nothing stands at a level or place says that it is silent.
    """
    rows = Decided.objects.order_by("at", "event")
    if documents is not None:
        rows = rows.filter(document__in=documents)
    if variables is not None:
        rows = rows.filter(variable__in=variables)
    if sample:
        rows = rows.filter(sample=sample)
    if not stale:
        rows = rows.exclude(state="stale")
    return [answer_of(row) for row in rows]


def answer_of(row: Decided) -> Answer:
    """Return a decision that stands as an answer."""
    said = row.content
    nothing = row.action == "reject" and row.shown == "blind"
    silent = nothing and bool(row.level or row.place)
    return Answer(
        coder=row.coder,
        unit=said["unit"],
        variable=row.variable,
        value="not_stated" if silent else said["value"],
        spans=tuple((e["start"], e["end"]) for e in said["evidence"]),
        document=row.document,
        shown=row.shown,
        drawn=row.how,
        probability=said["drawn"]["probability"],
        stratum=said["drawn"]["stratum"],
        at=said["at"],
        adjudicated=row.action == "adjudicate",
        level=said["level"],
        place=said["place"],
        sample=row.sample,
    )
