"""The files that people write, field by field: anything unknown, missing or of the wrong kind is refused.

Used when a codebook is compiled or checked, never when it is loaded.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from tierbook.codebook.variable import Example, Maps, ValueType, Variable

__all__ = [
    "CodebookFile",
    "ExampleFile",
    "IndicesFile",
    "UncoveredFile",
    "VariableFile",
    "VocabulariesFile",
    "to_variable",
]

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ExampleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
VariableId = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z_]+)?$")]
CriterionId = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_0-9]+$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Year = Annotated[int, Field(ge=2001, le=2100)]
Codes = Annotated[dict[Text, Text], Field(min_length=1)]
_NUMBERS = ("n", "n_max", "compared_with", "usd", "accused", "sentence_months", "fine", "victims")


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Editions(_File):
    """The editions in which a variable exists; without `to` up to the newest."""

    first: Year = Field(alias="from")
    last: Year | None = Field(default=None, alias="to")


class Reference(_File):
    """The source that the rule rests on."""

    title: Text
    href: Annotated[str, StringConstraints(pattern=r"^https://\S+$")] | None = None


MappedValues = Annotated[
    tuple[Text, ...], BeforeValidator(_listed), Field(min_length=1, description="our values")
]


class MapsFile(_File):
    """How the variable enters other codebooks of the Report."""

    hti: dict[Text, MappedValues] = Field(default_factory=dict)
    three_p: dict[Text, Text] = Field(default_factory=dict)
    htc: dict[Text, MappedValues] = Field(default_factory=dict)


class ExampleFile(_File):
    """One example below a variable."""

    id: ExampleId
    text: Text
    value: Any
    evidence: Annotated[tuple[Text, ...], BeforeValidator(_listed)] = ()
    why: Text | None = None
    edition: Year | None = None
    pillar: Text | None = None
    country: CountryCode | None = None
    text_kind: Literal["narrative", "summary"] = "narrative"


class VariableFile(_File):
    """`variables/<pillar>/<id>.yaml`."""

    id: VariableId
    label: Text
    question: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"\?$")]
    type: ValueType
    pillar: Text
    government: Literal["yes", "no"]
    vocabulary: Text | None = None
    unit: Text | None = None
    editions: Editions
    rule: Text
    not_this: Text | None = None
    reference: Reference | None = None
    criteria: tuple[CriterionId, ...] = ()
    maps: MapsFile = Field(default_factory=MapsFile)
    examples: Annotated[tuple[ExampleFile, ...], Field(min_length=1)]


class CodebookFile(_File):
    """`codebook.yaml`: what the codebook is called and the order of its variables."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]+$")]
    label: Text
    order: Annotated[tuple[VariableId, ...], Field(min_length=1)]


class VocabulariesFile(BaseModel):
    """`vocabularies.yaml`: name to {code: label}."""

    model_config = ConfigDict(frozen=True)
    vocabularies: dict[Text, Codes]


class IndicesFile(_File):
    """`indices.yaml`: the names of other codebooks that `maps` may use, with labels of ours."""

    hti: Codes
    three_p: Codes
    htc: Codes


class UncoveredFile(_File):
    """`uncovered.yaml`: names of the Human Trafficking Index that nothing maps to, with the reason."""

    htc: dict[Text, Text]


def to_variable(file: VariableFile) -> Variable:
    """Turn a checked file into the variable that the rest of tierbook sees."""
    reference = file.reference
    return Variable(
        id=file.id,
        label=file.label,
        question=file.question,
        type=file.type,
        pillar=file.pillar,
        government=file.government == "yes",
        vocabulary=file.vocabulary,
        first_edition=file.editions.first,
        last_edition=file.editions.last,
        rule=file.rule,
        not_this=file.not_this,
        reference=reference.title if reference else None,
        reference_href=reference.href if reference else None,
        unit=file.unit,
        criteria=file.criteria,
        maps=Maps(file.maps.hti, file.maps.three_p, file.maps.htc),
        examples=tuple(_example(example, file.type) for example in file.examples),
    )


def _example(file: ExampleFile, kind: ValueType) -> Example:
    return Example(
        id=file.id,
        text=file.text,
        value=_value(file.value, kind),
        evidence=file.evidence,
        why=file.why,
        edition=file.edition,
        pillar=file.pillar,
        country=file.country,
        text_kind=file.text_kind,
    )


def _value(raw: object, kind: ValueType) -> object:
    """Give the numbers and nulls of a value back their kind; every scalar of the YAML is text."""
    if kind == "integer":
        return _number(raw)
    if isinstance(raw, list):
        return [_row(row) if isinstance(row, dict) else row for row in raw]
    return raw


def _row(row: dict[str, object]) -> dict[str, object]:
    plain = {key: None if value == "null" else value for key, value in row.items()}
    return {key: _number(value) if key in _NUMBERS else value for key, value in plain.items()}


def _number(raw: object) -> object:
    return int(raw) if isinstance(raw, str) and raw.isascii() and raw.isdigit() else raw
