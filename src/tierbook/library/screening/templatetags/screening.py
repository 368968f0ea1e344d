"""Answers, outcomes and shares in words."""

from __future__ import annotations

from django import template

from tierbook.codebook import CaseFact, load_case_facts, load_codebook
from tierbook.standards import Ask, Branch, load_sheet, tree_lines

__all__ = ["register"]

register = template.Library()


@register.filter
def screening_answer(value: str | None, fact: CaseFact) -> str:
    """Return an answer in words."""
    return fact.in_words(value)


@register.filter
def screening_words(value: str, fact_id: str) -> str:
    """Return an answer in words, by the id of its fact."""
    return load_case_facts().facts[fact_id].in_words(value)


@register.filter
def screening_fact(fact_id: str) -> str:
    """Return the label of a fact."""
    return load_case_facts().facts[fact_id].label


@register.filter
def screening_outcome(result: str) -> str:
    """Return an outcome in words."""
    return load_sheet().outcomes[result]


@register.filter
def screening_concept(code: str) -> str:
    """Return how reports tell of a narrow reading."""
    return load_codebook("tip").vocabularies["victim_concept"][code]


@register.filter
def screening_settles(ask: Ask) -> str:
    """Return which answers alone would settle it."""
    if len(ask.settles) == len(ask.fact.codes):
        return "either answer would"
    return f"{' or '.join(map(ask.fact.in_words, ask.settles))} would"


@register.filter
def screening_rests(branch: Branch) -> list[tuple[int, str]]:
    """Return each element of a rule with the facts that decide it, and how deep it stands."""
    lines = list(tree_lines(branch))
    return [((len(line) - len(line.lstrip())) // 2, line.strip()) for line in lines]


@register.filter
def screening_percent(share: float) -> str:
    """Return a share as a percentage."""
    return f"{round(100 * share)} %"
