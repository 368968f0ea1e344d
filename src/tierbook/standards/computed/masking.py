"""A coding without anything that speaks of the tier.

Takes: a `Coding`. Gives: the findings that the score card may read, and what was left out and why. Touches: reads
package data.

The Department's tier, its stock sentences and its verdicts on whole sections stand in the same text as the facts. Were
they read, a "computed" tier would only repeat the stated one. What is left out stands in `never_read.yaml`: findings by
their variable, paragraphs by their pillar, sentences by their words. A finding keeps the evidence that is left; one
that has none is left out; a mixed one with evidence for one side takes that side; a list keeps the elements, and a set
of figures the rows, for which words are left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from tierbook.errors import StatuteInvalid
from tierbook.files import load_yaml

if TYPE_CHECKING:
    from tierbook.coding import Coding, Evidence, Finding

__all__ = ["Masked", "NeverRead", "load_never_read", "mask_findings"]

_WHOLE = "narrative"
_SIDES = ("yes", "no")
_FILE = "never_read.yaml"
_KEYS = {"variables": "prefix", "pillars": "pillar", "sentences": "pattern", "verdicts": "prefix"}


@dataclass(frozen=True, slots=True)
class NeverRead:
    """`never_read.yaml`: what is left out, each with its reason."""

    variables: tuple[tuple[str, str], ...]
    pillars: tuple[tuple[str, str], ...]
    sentences: tuple[tuple[str, str], ...]
    verdicts: tuple[tuple[str, str], ...]
    words: re.Pattern[str]

    def variable(self, name: str) -> bool:
        """Tell whether the findings of a variable are left out."""
        return any(name.startswith(prefix) for prefix, _ in self.variables)

    def sentence(self, text: str) -> bool:
        """Tell whether a sentence speaks of the tier."""
        return self.words.search(text) is not None


@dataclass(frozen=True, slots=True)
class Masked:
    """The findings that may be read. `left_out` counts findings of which nothing was left, by reason."""

    findings: tuple[Finding, ...]
    left_out: Mapping[str, int]


def mask_findings(coding: Coding) -> Masked:
    """Return the findings of a coding without anything that speaks of the tier.

    Args:
        coding: one coder's findings on one text. In a whole narrative the paragraph of the standards is left out; a
            summary has no such paragraph, and sentences alone are.
    """
    never = load_never_read()
    hidden = _hidden(coding, never)
    kept: list[Finding] = []
    left_out = {"by variable": 0, "by words": 0}
    for finding in coding.findings:
        if never.variable(finding.variable):
            left_out["by variable"] += 1
            continue
        evidence = tuple(e for e in finding.evidence if not hidden(e))
        if not evidence:
            left_out["by words"] += 1
            continue
        if len(evidence) < len(finding.evidence):
            rest = replace(finding, evidence=evidence, value=_value(finding, evidence))
        else:
            rest = finding
        kept.append(rest)
    return Masked(tuple(kept), left_out)


def _hidden(coding: Coding, never: NeverRead) -> Any:
    """Return the test of an evidence: whether its words are left out."""
    narrative = coding.narrative
    pillars = {pillar for pillar, _ in never.pillars}
    whole = narrative.document.text_kind == _WHOLE
    paragraphs = {0} | {p.n for p in narrative.paragraphs if whole and p.pillar in pillars}
    prefixes = tuple(prefix for prefix, _ in never.verdicts)
    verdicts = {
        (e.paragraph, e.sentence)
        for finding in coding.findings
        if finding.variable.startswith(prefixes)
        for e in finding.evidence
    }
    seen: dict[str, bool] = {}

    def hidden(evidence: Evidence) -> bool:
        if evidence.paragraph in paragraphs:
            return True
        if (evidence.paragraph, evidence.sentence) in verdicts:
            return True
        if evidence.text not in seen:
            seen[evidence.text] = never.sentence(evidence.text)
        return seen[evidence.text]

    return hidden


def _value(finding: Finding, evidence: Sequence[Evidence]) -> object:
    """Return the value that the remaining words carry."""
    value = finding.value
    supports = {e.supports for e in evidence}
    if value == "mixed":
        sides = [side for side in _SIDES if side in supports]
        return sides[0] if len(sides) == 1 and supports <= set(_SIDES) else value
    if not isinstance(value, list | tuple) or None in supports:
        return value
    kept = [row for row in value if _carried(row) & supports]
    return kept or value


def _carried(row: object) -> set[str]:
    """Return how evidence may name an element of a list: a code, or a figure as `what:n`."""
    if not isinstance(row, dict):
        return {str(row)}
    return {f"{row.get('what')}:{row.get(name)}" for name in ("n", "n_max")}


@cache
def load_never_read() -> NeverRead:
    """Return the packaged list of what is never read.

    Raises:
        StatuteInvalid: the file has other keys, or an expression that cannot be compiled.
    """
    path = resources.files("tierbook.standards.computed") / _FILE
    content = load_yaml(path)
    if set(content) != set(_KEYS):
        raise StatuteInvalid(
            f"the keys {sorted(content)} are not those of this file",
            where=str(path),
            remedy=f"give {', '.join(_KEYS)}",
        )
    rows = {
        name: tuple((row[key], row["why"]) for row in content[name]) for name, key in _KEYS.items()
    }
    try:
        words = re.compile("|".join(f"(?:{p})" for p, _ in rows["sentences"]), re.I)
    except re.error as error:
        raise StatuteInvalid(
            f"an expression cannot be read: {error}", where=str(path), remedy="mend the expression"
        ) from error
    return NeverRead(**rows, words=words)
