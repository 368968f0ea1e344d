"""The JSON Schema of an answer, made of the codebook: which values a variable may have, and what stands beside them.

It keeps to what servers with structured output have in common: types, enumerations, objects with all keys required.
Whatever it lets through is checked once more against the codebook (`judging.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tierbook.codebook import Codebook, Variable
from tierbook.files import canonical_json

__all__ = ["LISTS", "QUALITIES", "answer_schema", "codes_of"]

# Types whose value is a list: an answer gives one finding for each element.
LISTS = ("categories", "countries", "regions", "counts", "edges", "cases", "recommendations")
# What may stand beside a value, each with the vocabulary of its name.
QUALITIES = ("actor", "period", "certainty", "said_by", "level", "place", "quality", "extent")
_OPTIONAL = ("level", "place", "quality", "extent")
_TEXT = {"type": "string"}
_NUMBER_OR_NULL = {"type": ["integer", "null"]}
_TEXT_OR_NULL = {"type": ["string", "null"]}


def answer_schema(codebook: Codebook, variables: Sequence[Variable]) -> dict[str, Any]:
    """Return the schema of an answer to questions on some variables; those of one shape share one branch."""
    shapes: dict[bytes, tuple[dict[str, Any], list[str]]] = {}
    for variable in variables:
        value = _value(codebook, variable)
        shapes.setdefault(canonical_json(value), (value, []))[1].append(variable.id)
    branches = [_finding(codebook, ids, value) for value, ids in shapes.values()]
    items = branches[0] if len(branches) == 1 else {"anyOf": branches}
    return _object({"findings": {"type": "array", "items": items}})


def codes_of(codebook: Codebook, variable: Variable) -> dict[str, str]:
    """Return the codes that a value, or an element of it, may be, with their labels; nothing where it is no code."""
    if variable.type == "yes_no":
        return dict(codebook.vocabularies["answers"])
    if variable.type in ("category", "categories"):
        return dict(codebook.vocabularies.get(variable.vocabulary or "", {}))
    if variable.type == "counts":
        stem = variable.id.rpartition(".")[2]
        figures = codebook.vocabularies.get(variable.vocabulary or "figures", {})
        return {
            code: label
            for code, label in figures.items()
            if code == stem or code.startswith(f"{stem}_") or code.endswith(f"_{stem}")
        }
    return {}


def _finding(codebook: Codebook, ids: list[str], value: dict[str, Any]) -> dict[str, Any]:
    words = _object(
        {"sentence": _TEXT, "quote": _TEXT, "supports": _TEXT_OR_NULL},
    )
    beside = {key: _enum(codebook, key, null=key in _OPTIONAL) for key in QUALITIES}
    several = {
        key: {"type": "array", "items": _enum(codebook, key, null=False)}
        for key in ("acts", "whom")
    }
    return _object(
        {
            "variable": {"type": "string", "enum": ids},
            "value": value,
            "evidence": {"type": "array", "items": words},
            **beside,
            **several,
        }
    )


def _value(codebook: Codebook, variable: Variable) -> dict[str, Any]:
    kind = variable.type
    if kind == "integer":
        return {"type": "integer"}
    if kind in ("yes_no", "category", "categories"):
        codes = list(codes_of(codebook, variable))
        if any(code.endswith(":") for code in codes):
            return _TEXT  # a code that takes words after it
        return {"type": "string", "enum": codes}
    if kind == "counts":
        return {"anyOf": [{"type": "string", "enum": ["not_reported"]}, _count(codebook)]}
    if kind == "edges":
        return _object(
            {
                "from": _TEXT,
                "to": _TEXT,
                "forms": _codes(codebook, "forms"),
                "victims": _codes(codebook, "victims"),
                "via": {"type": "array", "items": _TEXT},
                "certainty": _enum(codebook, "certainty", null=True),
            }
        )
    if kind == "cases":
        return _case(codebook)
    if kind == "recommendations":
        return _object(
            {
                "text": _TEXT,
                "topic": _TEXT_OR_NULL,
                "topics": {"type": "array", "items": _TEXT},
            }
        )
    return _TEXT


def _count(codebook: Codebook) -> dict[str, Any]:
    return _object(
        {
            "what": _TEXT,
            "n": {"type": "integer"},
            "n_max": _NUMBER_OR_NULL,
            "unit": _TEXT_OR_NULL,
            "period": _TEXT_OR_NULL,
            "compared_with": _NUMBER_OR_NULL,
            "actor": _enum(codebook, "actor", null=True),
            "law": _TEXT_OR_NULL,
            "part_of": _TEXT_OR_NULL,
            "exactness": _enum(codebook, "exactness", null=True),
            "usd": _NUMBER_OR_NULL,
        }
    )


def _case(codebook: Codebook) -> dict[str, Any]:
    return _object(
        {
            "role": _enum(codebook, "accused_roles", null=False),
            "official": {"type": "boolean"},
            "accused": _NUMBER_OR_NULL,
            "offence": _enum(codebook, "offences", null=True),
            "law": _TEXT_OR_NULL,
            "outcome": _enum(codebook, "outcomes", null=False),
            "sentence_months": _NUMBER_OR_NULL,
            "suspended": {"type": ["boolean", "null"]},
            "fine": _NUMBER_OR_NULL,
            "fine_unit": _TEXT_OR_NULL,
            "victims": _NUMBER_OR_NULL,
            "victim_groups": _codes(codebook, "victims"),
            "victim_origins": {"type": "array", "items": _TEXT},
            "date": _TEXT_OR_NULL,
        }
    )


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _codes(codebook: Codebook, vocabulary: str) -> dict[str, Any]:
    return {"type": "array", "items": _enum(codebook, vocabulary, null=False)}


def _enum(codebook: Codebook, vocabulary: str, *, null: bool) -> dict[str, Any]:
    codes: list[str | None] = list(codebook.vocabularies[vocabulary])
    if null:
        return {"type": ["string", "null"], "enum": [*codes, None]}
    return {"type": "string", "enum": codes}
