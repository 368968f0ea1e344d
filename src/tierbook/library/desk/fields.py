"""The fields by which a value is entered, one kind for each type of variable, and the value that they give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.http import QueryDict

from tierbook.coding import item_in_words
from tierbook.errors import WrongUse
from tierbook.library.reading.variables import (
    VariableFacts,
    code_label,
    codebook,
    describe_variable,
)
from tierbook.places import resolve_country

__all__ = ["ANSWERS", "Choice", "ValueFields", "fields_of", "value_from"]

# The answers of a question of yes or no, in the order of their keys.
ANSWERS = (("yes", "yes"), ("no", "no"), ("mixed", "mixed"), ("not_reported", "not reported"))
LONGEST = 20_000
HINTS = {
    "countries": "Names or codes, with commas between: Moldova, TUR",
    "regions": "As the text writes them, with semicolons between",
    "integer": "A whole number",
    "edges": "One route a line: MDA to TUR",
    "counts": "One figure a line: convictions 14 persons; a JSON object for more",
    "recommendations": "One recommendation a line, in the words of the text",
    "cases": "One case a line: its role and outcome, or a JSON object",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to choose: its code, its words, the key that chooses it, whether it stands there already."""

    code: str
    words: str
    key: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ValueFields:
    """How a value is entered: `radio`, `check`, `line` or `lines`; and what stands there already."""

    kind: str
    choices: tuple[Choice, ...]
    text: str
    hint: str
    other: bool = False


def fields_of(variable: str, value: Any = None, told: QueryDict | None = None) -> ValueFields:
    """Return the fields for a variable.

    Args:
        variable: its id.
        value: what stands there already; None for nothing.
        told: what a form has sent that was not taken; it wins, so that nobody's words are lost.
    """
    facts = describe_variable(variable)
    sent = None if told is None or "value" not in told else told.getlist("value")
    if facts.type in ("yes_no", "category"):
        known = ANSWERS if facts.type == "yes_no" else _codes(facts)
        held = sent if sent is not None else [value]
        return ValueFields("radio", _choices(known, held), "", "")
    if facts.type == "categories":
        held = sent if sent is not None else list(value or ())
        free = ", ".join(v.removeprefix("other:").strip() for v in held if v.startswith("other:"))
        own = any(code.endswith(":") for code, _ in _codes(facts))
        known = [pair for pair in _codes(facts) if not pair[0].endswith(":")]
        text = told.get("other", "") if told is not None else free
        return ValueFields("check", _choices(known, held), text, "", other=own)
    text = "\n".join(sent) if sent is not None else _as_text(facts, value)
    kind = "line" if facts.type in ("countries", "regions", "integer") else "lines"
    return ValueFields(kind, (), text, HINTS.get(facts.type or "", "JSON"))


def value_from(variable: str, told: QueryDict) -> Any:
    """Return the value that a form gives.

    Raises:
        WrongUse: nothing is chosen, or what is written gives no value.
    """
    facts = describe_variable(variable)
    sent = [v for v in told.getlist("value") if v.strip()]
    if sum(map(len, sent)) > LONGEST:
        raise WrongUse("the value is too long", remedy=f"keep to {LONGEST:,} characters")
    if facts.type in ("yes_no", "category"):
        if not sent:
            raise WrongUse("no value is chosen", remedy="choose one, or say that it is not stated")
        return sent[0]
    if facts.type == "categories":
        free = [f"other: {w.strip()}" for w in told.get("other", "").split(",") if w.strip()]
        if not sent and not free:
            raise WrongUse("no value is chosen", remedy="choose some, or say that it is not stated")
        order = [code for code, _ in _codes(facts)]
        chosen = sorted(dict.fromkeys(sent), key=lambda v: order.index(v) if v in order else 99)
        return [*chosen, *free]
    text = "\n".join(sent)
    if not text:
        raise WrongUse("no value is given", remedy="write it, or say that it is not stated")
    return _from_text(facts, text)


def _codes(facts: VariableFacts) -> list[tuple[str, str]]:
    return [(code, code_label(code, facts.vocabulary)) for code in facts.vocabulary]


def _choices(known: Sequence[tuple[str, str]], held: Sequence[Any]) -> tuple[Choice, ...]:
    return tuple(
        Choice(code, words, str(n) if n < 10 else "", code in held)
        for n, (code, words) in enumerate(known, 1)
    )


def _as_text(facts: VariableFacts, value: Any) -> str:
    if value is None:
        return ""
    if facts.type == "countries":
        return ", ".join(value)
    if facts.type == "regions":
        return "; ".join(value)
    if isinstance(value, list):
        return "\n".join(_row_as_text(facts, row) for row in value)
    return str(value)


def _row_as_text(facts: VariableFacts, row: Mapping[str, Any]) -> str:
    """Return a row in its short form where that says all of it, else as JSON."""
    short = item_in_words(dict(row)) if facts.type != "recommendations" else str(row.get("text"))
    try:
        if _row(facts, short) == row:
            return short
    except WrongUse:
        pass
    return orjson.dumps(row).decode()


def _from_text(facts: VariableFacts, text: str) -> Any:
    if facts.type == "countries":
        return list(dict.fromkeys(_country(word) for word in _parts(text, ",;\n")))
    if facts.type == "regions":
        return list(dict.fromkeys(_parts(text, ";\n")))
    if facts.type == "integer":
        return _number(text)
    if text.strip().replace(" ", "_") == "not_reported":
        return "not_reported"
    return [_row(facts, line) for line in text.splitlines() if line.strip()]


def _parts(text: str, marks: str) -> list[str]:
    for mark in marks[1:]:
        text = text.replace(mark, marks[0])
    return [word.strip() for word in text.split(marks[0]) if word.strip()]


def _country(word: str) -> str:
    return resolve_country(word).code


def _number(word: str) -> int:
    digits = word.strip().replace(",", "")
    if not digits.isdecimal() or len(digits) > 12:
        raise WrongUse(f"{word!r} is no whole number", remedy="write it in digits")
    return int(digits)


def _row(facts: VariableFacts, line: str) -> dict[str, Any]:
    """Return one element of a list from its line."""
    line = line.strip()
    if line.startswith("{"):
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise WrongUse(f"this line is no JSON: {error}", remedy="mend it") from error
        return dict(row)
    if facts.type == "edges":
        ends = line.replace(">", " to ").split(" to ")
        if len(ends) != 2:
            raise WrongUse(f"{line!r} is no route", remedy="write it as: MDA to TUR")
        return {"from": _country(ends[0].strip()), "to": _country(ends[1].strip())}
    if facts.type == "recommendations":
        return {"text": line}
    words = line.split()
    if facts.type == "cases" and len(words) == 2:
        return {"role": words[0], "outcome": words[1]}
    if facts.type == "counts" and len(words) >= 2:
        return _figure(words)
    raise WrongUse(f"{line!r} cannot be read", remedy=HINTS.get(facts.type or "", "write JSON"))


def _figure(words: list[str]) -> dict[str, Any]:
    """Return a figure from `convictions 14 persons`, with the period behind where it is not the edition's own."""
    what, number, *rest = words
    row: dict[str, Any] = {"what": what, "n": _number(number)}
    if len(rest) > 1 and rest[0] == "to":
        row["n_max"] = _number(rest[1])
        rest = rest[2:]
    if rest and rest[0] in codebook().vocabularies.get("units", {}):
        row["unit"] = rest.pop(0)
    if rest:
        row["period"] = " ".join(rest)
    return row
