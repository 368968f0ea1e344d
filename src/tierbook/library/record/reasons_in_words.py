"""Reasons of a change in words: which version became which, and what changed in it where that is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.library.record.changelog import entries_between
from tierbook.library.record.published import entry_of

__all__ = ["Reason", "reasons_in_words"]

EntryOf = Callable[[str | None, str], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its kind, a sentence, entries of the changelog, what changed in the rule, an address to read on."""

    what: str
    words: str
    changelog: tuple[str, ...] = ()
    rule_was: str | None = None
    rule_now: str | None = None
    link: str | None = None


def reasons_in_words(
    reasons: Iterable[Mapping[str, Any]], variable: str, entry_of: EntryOf = entry_of
) -> Iterator[Reason]:
    """Yield the reasons of the record in words.

    Args:
        reasons: as the journal holds them.
        variable: whose value changed; its entry in the two codebooks is compared.
        entry_of: gives the entry of a variable in a codebook as it stood.
    """
    for reason in reasons:
        if reason["what"] == "codebook":
            yield _codebook(reason, variable, entry_of)
        else:
            yield _MAKERS[reason["what"]](reason, variable)


def _report(reason: Mapping[str, Any], variable: str) -> Reason:
    return Reason(
        "report",
        f"A reader reported the value, and the report was accepted: {reason['words']}",
    )


def _codebook(reason: Mapping[str, Any], variable: str, entry_of: EntryOf) -> Reason:
    was, now = _version(reason["was"]), _version(reason["now"])
    head = f"The codebook changed from {was} to {now}"
    log = tuple(entries_between("codebook", reason["was"], reason["now"], variable))
    books = reason.get("books") or (None, None)
    old, new = (entry_of(book, variable) for book in books)
    if old is None or new is None:
        side = "before" if old is None else "after"
        known = f"what it said of this variable {side} is not at hand" if variable else ""
        return Reason("codebook", f"{head}; {known}." if known else f"{head}.", log)
    if old == new:
        return Reason("codebook", f"{head}; its entry for this variable is the same.", log)
    if old["rule"] == new["rule"] and old["question"] == new["question"]:
        return Reason(
            "codebook",
            f"{head}; question and rule of this variable are the same, other parts are not.",
            log,
        )
    return Reason(
        "codebook",
        f"{head}, and with it what this variable asks for.",
        log,
        f"{old['question']} {old['rule']}",
        f"{new['question']} {new['rule']}",
    )


def _cues(reason: Mapping[str, Any], variable: str) -> Reason:
    return Reason(
        "cues",
        f"The cues, by which words are found, changed from {_version(reason['was'])} to {_version(reason['now'])}.",
        tuple(entries_between("cues", reason["was"], reason["now"], variable)),
    )


def _software(reason: Mapping[str, Any], variable: str) -> Reason:
    return Reason(
        "software",
        f"The software changed from tierbook {_version(reason['was'])} to {_version(reason['now'])}.",
        tuple(entries_between("software", reason["was"], reason["now"], variable)),
    )


def _coder(reason: Mapping[str, Any], variable: str) -> Reason:
    return Reason(
        "coder", f"Another coder read the text: {reason['now']} in place of {reason['was']}."
    )


def _text(reason: Mapping[str, Any], variable: str) -> Reason:
    return Reason("text", "The same page was read into other text: how pages are read has changed.")


def _about(reason: Mapping[str, Any], variable: str) -> Reason:
    name = {"text_kind": "kind"}.get(reason["field"], reason["field"])
    if reason["was"] is None:
        words = f"The {name} of the text became known: {reason['now']}."
    elif reason["now"] is None:
        words = f"The {name} of the text is not known any more; it was {reason['was']}."
    else:
        words = f"The {name} of the text was corrected from {reason['was']} to {reason['now']}."
    return Reason(
        "about", f"{words} What is asked of a text, and what its silence means, depends on it."
    )


def _page(reason: Mapping[str, Any], variable: str) -> Reason:
    return Reason(
        "page",
        "The publisher’s page changed: the library holds it in two states, and they differ.",
        link=f"/documents/{reason['was']}/",
    )


def _id(reason: Mapping[str, Any], variable: str) -> Reason:
    return Reason(
        "id",
        "The same page has another id now, because its country, edition or publisher became known.",
        link=f"/documents/{reason['now']}/",
    )


def _removed(reason: Mapping[str, Any], variable: str) -> Reason:
    return Reason("removed", "The page was taken out of this library.")


def _unknown(reason: Mapping[str, Any], variable: str) -> Reason:
    return Reason(
        "unknown",
        "No version changed: the rules at work did, as in a checkout in which somebody works on them.",
    )


def _version(version: str | None) -> str:
    return version or "an unnamed version"


_MAKERS = {
    "report": _report,
    "cues": _cues,
    "software": _software,
    "coder": _coder,
    "text": _text,
    "about": _about,
    "page": _page,
    "id": _id,
    "removed": _removed,
    "unknown": _unknown,
}
