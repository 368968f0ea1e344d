"""The file that a person writes, field by field; loaded when such a file is read and never before."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

__all__ = ["FindingEntry", "JudgementEntry", "OwnFileForm", "WithdrawEntry"]

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=64)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_0-9]+$")]
VariableId = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z_]+)?$")]
Date = Annotated[
    str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{64}$", to_lower=True)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Codes = Annotated[tuple[Text, ...], BeforeValidator(_listed)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AuthorEntry(_Form):
    """Whose report it is."""

    institution: Text | None = None
    contact: Text | None = None
    date: Date | None = None


class SourceEntry(_Form):
    """Where the quoted words stand."""

    title: Text
    author: Text | None = None
    date: Date | None = None
    place: Text | None = None
    file: Text | None = None
    sha256: Hash | None = None
    href: Address | None = None
    held_by: Text | None = None


class FindingEntry(_Form):
    """One own finding."""

    id: Id | None = None
    variable: VariableId
    value: Any
    quality: Text | None = None
    level: Text | None = None
    place: Text | None = None
    extent: Text | None = None
    acts: Codes = ()
    whom: Codes = ()
    certainty: Text = "stated"
    said_by: Text | None = None
    actor: Text = "none"
    period: Text = "current"
    quote: Text
    source: SourceEntry
    note: Text | None = None
    replaces: Text | None = None


class WithdrawEntry(_Form):
    """What a what-if leaves out: one coded finding, or all of a variable."""

    finding: Text | None = None
    variable: VariableId | None = None
    reason: Text | None = None


class JudgementEntry(_Form):
    """A person's judgement."""

    criterion: Name
    judgement: Literal["effort", "failure", "mixed", "silent", "not_enough"]
    reason: Text


class OwnFileForm(_Form):
    """The file. Its entries are checked one by one, so that a wrong one leaves the others standing."""

    format: Text
    country: Text
    edition: Annotated[int, Field(ge=2001, le=2100)]
    statute: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")] = "tvpa"
    author: AuthorEntry = AuthorEntry()
    about: Any = None
    findings: list[Any] = Field(default_factory=list)
    withdraw: list[Any] = Field(default_factory=list)
    judgements: list[Any] = Field(default_factory=list)
