"""A person's decision as a record: its fields, what may stand in them, and which of many decisions stand.

A decision is about one variable of one document at one level and place. It is never changed: who thinks again adds
another one, and who takes one back adds an `undo` that names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tierbook.codebook import Codebook, check_value
from tierbook.coding.coders.human.qualities import check_qualities
from tierbook.errors import CodebookInvalid, TierbookError, WrongUse
from tierbook.files import short_hash

__all__ = [
    "ACTIONS",
    "DRAWN",
    "FIELDS",
    "SHOWN",
    "check_decision",
    "decision_id",
    "is_silence",
    "standing_decisions",
]

ACTIONS = ("accept", "change", "reject", "not_stated", "undo", "adjudicate")
SHOWN = ("blind", "proposal")
DRAWN = ("queue", "report", "free", "assigned", "sample")
LEVELS = (None, "law", "practice")
PLACES = (None, "home", "abroad")
LONGEST_NOTE = 2000
MOST_WORDS = 200  # places that one decision may point at
# The order in which a record is written; `event` stands before them once a decision has been added.
FIELDS = (
    "at", "coder", "document", "unit", "page", "codebook", "variable", "level", "place", "action", "value", "qualities",
    "evidence", "note", "shown", "drawn", "undoes",
)  # fmt: skip
_EVIDENCE = ("start", "end", "text", "paragraph", "sentence")

Record = dict[str, Any]


def decision_id(decision: Mapping[str, Any]) -> str:
    """Return the id of a decision: the hash of all that it says, so that the same line twice is one event.

    Qualities count where some were said; a decision without any keeps the id that it had before there were any.
    """
    said = [decision.get(name) for name in FIELDS if name != "qualities"]
    qualities = decision.get("qualities")
    return short_hash([*said, qualities] if qualities else said)


def is_silence(decision: Mapping[str, Any]) -> bool:
    """Tell whether a decision says that the text is silent on the whole variable."""
    return bool(decision["value"] == "not_stated")


def check_decision(given: Mapping[str, Any], codebook: Codebook) -> Record:
    """Return a decision with all its fields in their order, or refuse it.

    Args:
        given: the record; fields that are missing take what is usual (`shown` is `blind`, `drawn` is free). Qualities
            go with a value alone.
        codebook: what values may be.

    Raises:
        WrongUse: a field is missing, or holds what it cannot hold.
        CodebookInvalid: the value is none of its variable, or a quality none of its vocabulary.
    """
    if not isinstance(given, Mapping):
        raise _wrong("a decision", given, "give an object with document, variable and action")
    drawn = given.get("drawn")
    drawn = drawn if isinstance(drawn, Mapping) else {"how": drawn or "free"}
    decision: Record = {
        "at": _text(given, "at", 40),
        "coder": _text(given, "coder", 40, needed=True),
        "document": _text(given, "document", 200, needed=True),
        "unit": _text(given, "unit", 200),
        "page": _text(given, "page", 64),
        "codebook": _text(given, "codebook", 40),
        "variable": _text(given, "variable", 80, needed=True),
        "level": _one_of(given.get("level"), LEVELS, "level"),
        "place": _one_of(given.get("place"), PLACES, "place"),
        "action": _one_of(given.get("action"), ACTIONS, "action"),
        "value": given.get("value"),
        "qualities": None,
        "evidence": _evidence(given.get("evidence") or ()),
        "note": _text(given, "note", LONGEST_NOTE),
        "shown": _one_of(given.get("shown") or "blind", SHOWN, "shown"),
        "drawn": {
            "how": _one_of(drawn.get("how"), DRAWN, "drawn.how"),
            "sample": _text(drawn, "sample", 40),
            "probability": _share(drawn.get("probability")),
            "stratum": _text(drawn, "stratum", 400),
        },
        "undoes": given.get("undoes") or None,
    }
    _settle_value(decision, codebook)
    if decision["value"] not in (None, "not_stated"):
        decision["qualities"] = check_qualities(
            given.get("qualities"), codebook, decision["variable"]
        )
    return decision


def _settle_value(decision: Record, codebook: Codebook) -> None:
    """Bring action and value together: what says nothing of a value has none."""
    action, value = decision["action"], decision["value"]
    if action == "undo":
        if not decision["undoes"]:
            raise _wrong("undoes", None, "name the event that is taken back")
        decision.update(value=None, evidence=[], level=None, place=None)
        return
    decision["undoes"] = None
    if action == "not_stated" or value == "not_stated":
        if action not in ("not_stated", "adjudicate"):
            decision["action"] = "not_stated"
        decision.update(value="not_stated", level=None, place=None, evidence=[])
    elif action == "reject":
        decision.update(value=None, evidence=[])
    elif value is None and action != "adjudicate":
        raise _wrong("value", None, "say what the value is, or choose not_stated")
    if decision["variable"] not in codebook.variables:
        raise CodebookInvalid(
            f"there is no variable {decision['variable']!r}",
            why=f"the codebook {codebook.name} does not have it",
            remedy="look the name up with: tierbook codebook find",
        )
    if value not in (None, "not_stated"):
        check_value(codebook, decision["variable"], value)


def standing_decisions(decisions: Iterable[Mapping[str, Any]]) -> list[Record]:
    """Return the decisions that stand, in the order in which they were added.

    A decision falls when its coder takes it back (an `undo` that itself stands), or decides again on the same variable,
    level and place. Silence is said of the whole variable: it replaces what the same person said before at any level,
    and a value said later replaces it. What was adjudicated and what was coded never replace one another.
    """
    dead: set[tuple[str, str]] = set()
    seen: set[tuple[object, ...]] = set()
    kept: list[Record] = []
    for decision in reversed(list(decisions)):
        coder = decision["coder"]
        if (coder, decision.get("event")) in dead:
            continue
        if decision["action"] == "undo":
            dead.add((coder, decision["undoes"]))
            continue
        judged = decision["action"] == "adjudicate"
        asked = ("judge" if judged else coder, decision["document"], decision["variable"], judged)
        slot = (*asked, decision["level"], decision["place"])
        silent = is_silence(decision)
        if (*asked, "silence") in seen or slot in seen or (silent and (*asked, "value") in seen):
            continue
        seen |= {slot, (*asked, "silence" if silent else "value")}
        kept.append(dict(decision))
    return kept[::-1]


def _text(given: Mapping[str, Any], name: str, longest: int, *, needed: bool = False) -> str:
    value = given.get(name)
    if value is None:
        value = ""
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        raise _wrong(name, value, f"give words, at most {longest} characters")
    if needed and not value:
        raise _wrong(name, value, f"say which {name}")
    return value


def _one_of(value: object, known: tuple[object, ...], name: str) -> Any:
    value = None if value == "" else value
    if value not in known:
        raise _wrong(name, value, f"choose from {', '.join(str(k) for k in known if k)}")
    return value


def _share(value: object) -> float | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise _wrong("drawn.probability", value, "give a number above 0 and at most 1")
    return float(value)


def _evidence(rows: object) -> list[Record]:
    if not isinstance(rows, list | tuple) or len(rows) > MOST_WORDS:
        raise _wrong("evidence", "no list", f"give a list of at most {MOST_WORDS} places")
    found = []
    for row in rows:
        if not isinstance(row, Mapping):
            raise _wrong("evidence", row, f"give {', '.join(_EVIDENCE)}")
        start, end, text = (row.get(name) for name in _EVIDENCE[:3])
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
            raise _wrong("evidence", (start, end), "give where the words start and end")
        if not isinstance(text, str) or len(text) != end - start:
            raise _wrong("evidence", text, "give the words that stand there, no others")
        found.append({name: row.get(name) for name in _EVIDENCE})
    return found


def _wrong(name: str, value: object, remedy: str) -> TierbookError:
    return WrongUse(f"{name} cannot be {str(value)[:80]!r}", where="decision", remedy=remedy)
