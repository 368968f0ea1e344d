"""What a person says of a finding besides its value: whose act, when, who says so, how sure, how well, how far, what acts, whom.

A decision holds as much of it as its person said. What is missing stays as the machine has it; None says that the words
tell nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tierbook.codebook import Codebook
from tierbook.coding.coding import QUALITIES
from tierbook.errors import CodebookInvalid, WrongUse

__all__ = ["check_qualities", "default_qualities", "differing_qualities", "qualities_of"]

_LISTS = ("acts", "whom")
_OPTIONAL = ("quality", "extent")  # stand only where words say so; the others always hold a code
# What a finding says where its words tell nothing otherwise.
_USUAL: Mapping[str, Any] = {
    "actor": "none", "period": "current", "said_by": "department", "certainty": "stated",
    "quality": None, "extent": None, "acts": [], "whom": [],
}  # fmt: skip

Record = dict[str, Any]


def default_qualities(*, government: bool = False) -> Record:
    """Return what a finding says where its words tell nothing otherwise: the Report's own statement, as a fact.

    Args:
        government: whether its variable asks for acts of the government, so that the act is the government's.
    """
    usual = {name: list(v) if isinstance(v, list) else v for name, v in _USUAL.items()}
    return {**usual, "actor": "government"} if government else usual


def qualities_of(finding: Mapping[str, Any]) -> Record:
    """Return all that a finding says besides its value, level and place; what it lacks is as usual."""
    usual = default_qualities()
    return {
        name: list(finding[name])
        if name in _LISTS and name in finding
        else finding.get(name, usual[name])
        for name in QUALITIES
    }


def check_qualities(given: object, codebook: Codebook, variable: str) -> Record | None:
    """Return what was said of a finding in the order of its record, or refuse it; None where nothing was.

    Args:
        given: names with their codes, as many as were said.
        codebook: whose vocabularies say what may stand there.
        variable: whose finding it is, for the error.

    Raises:
        WrongUse: it has not the shape.
        CodebookInvalid: a code is none of its vocabulary.

    Example:
        `check_qualities({"said_by": "ngo", "certainty": "alleged"}, codebook, "prosecution.law")`
    """
    if given is None or given == {}:
        return None
    if not isinstance(given, Mapping):
        raise WrongUse(
            f"qualities cannot be {str(given)[:80]!r}",
            where=variable,
            remedy="give an object, such as {'said_by': 'ngo'}",
        )
    strange = [name for name in given if name not in QUALITIES]
    if strange:
        raise WrongUse(
            f"a finding has no {str(strange[0])[:80]!r}",
            where=variable,
            remedy=f"choose from {', '.join(QUALITIES)}",
        )
    return {
        name: _codes(given[name], name, codebook, variable)
        if name in _LISTS
        else _code(given[name], name, codebook, variable)
        for name in QUALITIES
        if name in given
    }


def differing_qualities(one: Record | None, other: Record | None) -> tuple[str, ...]:
    """Return the names of what two people both said of a finding and said differently."""
    if not one or not other:
        return ()
    return tuple(
        n for n in QUALITIES if n in one and n in other and _plain(one[n]) != _plain(other[n])
    )


def _plain(said: Any) -> object:
    """Return what is compared: the order of a list says nothing."""
    return frozenset(said) if isinstance(said, list | tuple) else said


def _code(value: object, name: str, codebook: Codebook, variable: str) -> str | None:
    known = codebook.vocabularies[name]
    if value in ("", None) and name in _OPTIONAL:
        return None
    if not isinstance(value, str) or value not in known:
        raise _unknown(value, name, codebook, variable)
    return value


def _codes(value: object, name: str, codebook: Codebook, variable: str) -> list[str]:
    """Return codes in the order of their vocabulary, each once."""
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise WrongUse(
            f"{name} cannot be {str(value)[:80]!r}", where=variable, remedy="give a list of codes"
        )
    known = codebook.vocabularies[name]
    for code in value:
        if not isinstance(code, str) or code not in known:
            raise _unknown(code, name, codebook, variable)
    return [code for code in known if code in value]


def _unknown(code: object, name: str, codebook: Codebook, variable: str) -> CodebookInvalid:
    return CodebookInvalid(
        f"{str(code)[:80]!r} is no code of the vocabulary {name}",
        where=variable,
        remedy=f"choose from {', '.join(codebook.vocabularies[name])}",
    )
