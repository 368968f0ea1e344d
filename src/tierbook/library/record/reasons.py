"""Why a published value changed: what differs between the two codings.

Nothing is guessed: where several things changed, all of them are named.

A reason is a plain record, `{"what": ..., "was": ..., "now": ...}`, so that the journal can hold it. `what`: report,
codebook, cues, software, coder, text, about, page, id, removed, unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tierbook.library.desk.models import Report

__all__ = ["reasons_between", "reasons_for"]

_ABOUT = ("edition", "country", "publisher", "text_kind")
_VERSIONS = (("codebook", "codebook"), ("cues", "cues"), ("tierbook", "software"))


def reasons_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what differs between two codings of one page."""
    reasons: list[dict[str, Any]] = []
    if before["coder"] != after["coder"]:
        reasons.append({"what": "coder", "was": before["coder"], "now": after["coder"]})
    was, now = before["versions"], after["versions"]
    reasons += [
        {"what": what, "was": was.get(name), "now": now.get(name)}
        for name, what in _VERSIONS
        if was.get(name) != now.get(name)
    ]
    if before["narrative"]["text"] != after["narrative"]["text"]:
        reasons.append({"what": "text"})
    heads = before["document"], after["document"]
    reasons += [
        {"what": "about", "field": name, "was": heads[0].get(name), "now": heads[1].get(name)}
        for name in _ABOUT
        if heads[0].get(name) != heads[1].get(name)
    ]
    return reasons or [{"what": "unknown"}]


def reasons_for(
    variable: str,
    reasons: Iterable[Mapping[str, Any]],
    books: Sequence[str | None],
    reports: Iterable[Report],
) -> list[dict[str, Any]]:
    """Return the reasons for one variable: accepted reports on it first, then the versions.

    Args:
        variable: its id.
        reasons: what differs between the codings.
        books: hashes of the codebooks before and after, None where one was never at hand.
        reports: accepted reports on the document since it was coded before.
    """
    found: list[dict[str, Any]] = [
        {"what": "report", "words": r.said, "date": r.settled.isoformat() if r.settled else None}
        for r in reports
        if r.variable == variable
    ]
    for reason in reasons:
        row = dict(reason)
        if row["what"] == "codebook":
            row["books"] = list(books)
        found.append(row)
    return found
