"""The value of an own finding: numbers made numbers again, and everything checked against the codebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tierbook.codebook import Codebook, check_value
from tierbook.errors import CodebookInvalid

if TYPE_CHECKING:
    from tierbook.standards.own.schema import FindingEntry

__all__ = ["Fault", "find_faults", "is_unfilled", "plain_value", "without_blanks"]

_NUMBERS = ("n", "n_max", "compared_with", "usd", "accused", "sentence_months", "fine", "victims")
_FLAGS = ("official", "suspended")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
_LISTS = ("categories", "countries", "regions")
_OFFICIAL = {  # families of variables that tell what the Department itself said
    "tier": "the tier and its grounds are the Department's alone",
    "effort": "a section's verdict is the Department's alone",
    "recommendations": "the recommendations of the Report are the Department's alone",
}
_QUALITIES = ("quality", "level", "place", "extent", "certainty", "said_by", "actor", "period")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one key of an entry."""

    key: str
    what: str
    why: str | None
    remedy: str | None


def without_blanks(content: Any) -> Any:
    """Return an entry without the keys that a form left empty."""
    if isinstance(content, dict):
        kept = {key: without_blanks(value) for key, value in content.items()}
        return {key: value for key, value in kept.items() if value not in ("", {}, [])}
    if isinstance(content, list):
        return [row for row in map(without_blanks, content) if row not in ("", {}, [])]
    return content.strip() if isinstance(content, str) else content


def is_unfilled(entry: dict[str, Any]) -> bool:
    """Tell whether a row of a form was left as it was printed: no quote, no source, and no value."""
    value = entry.get("value")
    rows = value if isinstance(value, list) else []
    empty = value is None or (
        bool(rows) and all(isinstance(row, dict) and "n" not in row for row in rows)
    )
    return empty and "quote" not in entry and "source" not in entry


def plain_value(codebook: Codebook, variable: str, value: Any) -> Any:
    """Return a value with its numbers and lists; every scalar of the YAML is text."""
    known = codebook.variables.get(variable)
    kind = None if known is None else known.type
    if kind == "integer":
        return _number(value)
    if kind in _LISTS and isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = [value]
    if isinstance(value, list):
        return [_row(row) if isinstance(row, dict) else row for row in value]
    return value


def find_faults(codebook: Codebook, entry: FindingEntry, value: Any) -> list[Fault]:
    """Return what the codebook says against a finding: its variable, its value, its qualities."""
    family = entry.variable.partition(".")[0]
    if family in _OFFICIAL:
        what = f"{entry.variable} cannot be an own finding"
        return [
            Fault("variable", what, _OFFICIAL[family], "say it under `judgements`, or in a note")
        ]
    faults = []
    try:
        check_value(codebook, entry.variable, value)
    except CodebookInvalid as fault:
        key = "value" if entry.variable in codebook.variables else "variable"
        faults.append(Fault(key, fault.what, fault.why, fault.remedy))
    for name in _QUALITIES:
        code = getattr(entry, name)
        if code is not None and code not in codebook.vocabularies[name]:
            faults.append(_no_code(name, code, codebook))
    for name in ("acts", "whom"):
        faults += [
            _no_code(name, code, codebook)
            for code in getattr(entry, name)
            if code not in codebook.vocabularies[name]
        ]
    return faults


def _no_code(name: str, code: str, codebook: Codebook) -> Fault:
    codes = ", ".join(codebook.vocabularies[name])
    return Fault(
        name, f"{code!r} is no code of the vocabulary {name}", None, f"choose one of: {codes}"
    )


def _row(row: dict[str, Any]) -> dict[str, Any]:
    plain = {key: None if value == "null" else value for key, value in row.items()}
    for key, value in plain.items():
        if key in _NUMBERS:
            plain[key] = _number(value)
        elif key in _FLAGS and isinstance(value, str):
            plain[key] = _TRUTH.get(value, value)
    return plain


def _number(raw: Any) -> Any:
    return int(raw) if isinstance(raw, str) and raw.isascii() and raw.isdigit() else raw
