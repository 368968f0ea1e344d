"""Check the mapping against the codebook: what a rule asks for must exist there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tierbook.standards.contents import Statutes
from tierbook.standards.rules import Rule

if TYPE_CHECKING:
    from tierbook.codebook import Codebook

__all__ = ["check_mapping"]

_VERBS = {"categories": ("has",), "counts": ("counts", "counts no", "counts unreported")}
_YES_NO = ("yes", "no", "mixed", "not_reported")


def check_mapping(statutes: Statutes, codebook: Codebook) -> tuple[str, ...]:
    """Return what is wrong, one sentence a fault; nothing where the mapping fits.

    Looked at: every entry has its rules, every variable and value that a rule or a wording names is in the codebook,
    and every yes/no variable on the government bears on something or says why it does not.
    """
    return (
        *_entries(statutes),
        *_rules(statutes, codebook),
        *_wordings(statutes, codebook),
        *_left_out(statutes, codebook),
    )


def _entries(statutes: Statutes) -> Iterator[str]:
    for entry in (*statutes.standards, *statutes.criteria):
        if entry.id not in statutes.bearings and entry.id != "std.serious_sustained":
            yield f"{entry.id} has no entry in mapping.yaml"


def _rules(statutes: Statutes, codebook: Codebook) -> Iterator[str]:
    for entry, bearing in statutes.bearings.items():
        for rule in (*bearing.in_favor, *bearing.against, *bearing.presumed):
            if rule.variable not in codebook.variables:
                yield f"{entry}: the codebook has no variable {rule.variable}"
                continue
            for value in rule.values:
                if not _allowed(rule.variable, value, codebook, rule):
                    yield f"{entry}: {value!r} is no value of {rule.variable}"


def _allowed(variable_id: str, value: str, codebook: Codebook, rule: Rule | None = None) -> bool:
    variable = codebook.variables[variable_id]
    if value in ("stated", "not_reported"):
        return True
    if variable.type == "yes_no":
        return value in _YES_NO
    if rule is not None and rule.verb not in _VERBS.get(variable.type, ("is",)):
        return False
    codes = codebook.vocabularies.get(variable.vocabulary or "", {})
    return value in codes


def _wordings(statutes: Statutes, codebook: Codebook) -> Iterator[str]:
    for variable, phrases in statutes.words.items():
        if variable not in codebook.variables:
            yield f"words.yaml: the codebook has no variable {variable}"
            continue
        for key in phrases:
            if not _allowed(
                variable,
                key.removeprefix("no ").removeprefix("unreported ").split(" ")[0],
                codebook,
            ):
                yield f"words.yaml: {key!r} is no value of {variable}"
    for entry, bearing in statutes.bearings.items():
        for rule in (*bearing.in_favor, *bearing.against, *bearing.presumed):
            for value in rule.keys:
                if value not in statutes.words.get(rule.variable, {}):
                    yield f"words.yaml: no words for {rule.variable} is {value} ({entry})"


def _left_out(statutes: Statutes, codebook: Codebook) -> Iterator[str]:
    mapped = {v for bearing in statutes.bearings.values() for v in bearing.variables}
    for variable in codebook.variables.values():
        if variable.type != "yes_no" or not variable.government or variable.pillar not in _PILLARS:
            continue
        if variable.id not in mapped and variable.id not in statutes.no_bearing:
            yield f"{variable.id} bears on nothing and mapping.yaml does not say why"


_PILLARS = ("prosecution", "protection", "prevention")
