"""A narrative read without anything that speaks of the tier.

Takes: a `Coding` of the rules coder. Gives: the findings of the same coder on the text without those sentences.
Touches: reads package data.

The Department's tier, its stock sentences and its verdicts on whole sections stand in the same text as the facts. Were
they read, a "computed" tier would only repeat the stated one. Leaving out findings would not do: one finding may rest
on a sentence that is left out and on one that is not, and what the one says would still settle the value. So the
sentences are taken away first (`never_read.yaml` says which), and the coder reads what is left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from tierbook.errors import StatuteInvalid
from tierbook.files import load_yaml

if TYPE_CHECKING:
    from tierbook.coding import Coding, Finding
    from tierbook.narrative import Narrative

__all__ = ["NeverRead", "load_never_read", "mask_narrative", "read_masked"]

_WHOLE = "narrative"
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
        return name.startswith(tuple(prefix for prefix, _ in self.variables))

    def sentence(self, text: str) -> bool:
        """Tell whether a sentence speaks of the tier."""
        return self.words.search(text) is not None


def mask_narrative(coding: Coding) -> Narrative:
    """Return the narrative of a coding without the sentences that speak of the tier; text and offsets stay.

    In a whole narrative the paragraph of the standards is left out as a whole. A summary has no such paragraph, and
    sentences alone are.
    """
    never, narrative = load_never_read(), coding.narrative
    pillars = {pillar for pillar, _ in never.pillars}
    whole = narrative.document.text_kind == _WHOLE
    paragraphs = {0} | {p.n for p in narrative.paragraphs if whole and p.pillar in pillars}
    prefixes = tuple(prefix for prefix, _ in never.verdicts)
    verdicts = {
        (evidence.paragraph, evidence.sentence)
        for finding in coding.findings
        if finding.variable.startswith(prefixes)
        for evidence in finding.evidence
    }
    kept = tuple(
        s
        for s in narrative.sentences
        if s.paragraph not in paragraphs
        and (s.paragraph, s.n) not in verdicts
        and not never.sentence(narrative.text[s.start : s.end])
    )
    return replace(narrative, sentences=kept)


def read_masked(coding: Coding) -> tuple[Finding, ...]:
    """Return the findings of the rules coder on the masked narrative, without those of variables that are never read.

    A finding has the id of the one in `coding` that it stands for, where there is one: the same variable, level and
    place, and a sentence in common. So it can be looked up and withdrawn there.
    """
    from tierbook.coding import code_narrative

    never = load_never_read()
    found = code_narrative(mask_narrative(coding)).findings
    known = {finding.id for finding in coding.findings}
    by_key: dict[tuple[str, str | None, str | None, int, int], str] = {}
    for finding in coding.findings:
        for e in finding.evidence:
            key = (finding.variable, finding.level, finding.place, e.paragraph, e.sentence)
            by_key.setdefault(key, finding.id)
    return tuple(
        finding if finding.id in known else replace(finding, id=_same(finding, by_key))
        for finding in found
        if not never.variable(finding.variable)
    )


def _same(finding: Finding, by_key: dict[tuple[str, str | None, str | None, int, int], str]) -> str:
    for e in finding.evidence:
        key = (finding.variable, finding.level, finding.place, e.paragraph, e.sentence)
        if key in by_key:
            return by_key[key]
    return finding.id


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
