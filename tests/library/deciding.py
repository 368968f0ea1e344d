"""Decisions of people on codings that a test has loaded, made without the desk's pages."""

from __future__ import annotations

from typing import Any

from tests.library.factories import evidence_of

PSEUDONYM = "coder-0007"


def decision(
    record: dict[str, Any],
    variable: str,
    value: object,
    *words: str,
    action: str = "",
    coder: str = PSEUDONYM,
    **more: Any,
) -> dict[str, Any]:
    """Return a decision as `tierbook desk import` takes it: `words` occur in the text."""
    narrative = record["narrative"]
    evidence = []
    for said in words:
        sentence = evidence_of(narrative, said)
        start, end = sentence["mark"]
        place = {"paragraph": sentence["paragraph"], "sentence": sentence["sentence"]}
        evidence.append({"start": start, "end": end, "text": said, **place})
    gone = {None: "reject", "not_stated": "not_stated"}
    usual = gone.get(value, "change") if isinstance(value, str | None) else "change"
    return {
        "at": "2026-03-01T10:00:00+00:00",
        "coder": coder,
        "document": record["document"]["id"],
        "page": record["document"]["sha256"],
        "codebook": record["versions"]["codebook"],
        "variable": variable,
        "action": action or usual,
        "value": value,
        "evidence": evidence,
        "note": "A note that stays at the desk.",
        "shown": "proposal",
        "drawn": "queue",
        **more,
    }


def decide(record: dict[str, Any], variable: str, value: object, *words: str, **more: Any) -> Any:
    """Add a decision on a loaded coding as the desk does; return its event."""
    from django.db import transaction

    from tierbook.codebook import load_codebook
    from tierbook.coding import check_decision
    from tierbook.library.desk.deciding import add_decision
    from tierbook.library.desk.standing import stand

    checked = check_decision(
        decision(record, variable, value, *words, **more), load_codebook("tip")
    )
    with transaction.atomic():
        event = add_decision(checked, coding=record, more={"role": more.get("role", "coder")})
        stand(record["document"]["id"], [variable], record)
    return event


def take_back(record: dict[str, Any], event: Any) -> None:
    """Take a decision back."""
    more = {"action": "undo", "undoes": event.number, "at": "2026-03-02T10:00:00+00:00"}
    decide(record, event.variable, None, **more)
