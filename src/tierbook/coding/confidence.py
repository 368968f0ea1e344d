"""How likely a finding is right, as fitted on labelled texts: read from `confidence.json`, pure look-ups.

The confidence of a finding is the share of values like it with which readers agree: of a list, the share of its
elements. It starts from how often the cue (or, where that was seen rarely, the variable; where that was, all variables)
was right on labelled texts of the same kind, and moves with what the finding itself shows: a hedge, a sentence that says
otherwise, a single sentence, a value of no, another's voice.

It is None where nothing is known: a variable without labels on that kind of text, an excerpt or a sample, an unknown
edition or one far from the labelled ones. `scripts/calibrate.py` fits the file and writes the table of reliability.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import Any, NamedTuple

import orjson

from tierbook.coding.coding import Coding, Finding, Rejected, is_against

__all__ = [
    "FEATURES",
    "YEARS_AROUND",
    "ConfidenceModel",
    "describe",
    "load_confidence",
    "set_confidence",
]

YEARS_AROUND = (
    3  # editions before the first and after the last labelled one that are still like them
)
FEATURES = ("hedged", "contradicted", "alone", "denies", "mixed", "others_say", "whole_list")
_FILE = "confidence.json"
_DIGITS = 2


class ConfidenceModel(NamedTuple):
    """The fitted numbers, by kind of text: editions, shares right by cue and variable (as log odds), weights."""

    kinds: Mapping[str, Any]

    def confidence(
        self, finding: Finding, *, text_kind: str, edition: int | None, contradicted: bool
    ) -> float | None:
        """Return the confidence of a finding, between 0 and 1, or None."""
        kind = self.kinds.get(text_kind)
        if kind is None or edition is None:
            return None
        low, high = kind["editions"]
        if not low - YEARS_AROUND <= edition <= high + YEARS_AROUND:
            return None
        base = kind["variables"].get(finding.variable)
        if base is None:
            return None
        base = kind["cues"].get(f"{finding.variable} {finding.cue}", base)
        sum_ = kind["intercept"] + kind["slope"] * base
        for name, on in zip(FEATURES, describe(finding, contradicted=contradicted), strict=True):
            if on:
                sum_ += kind["weights"][name]
        return round(1 / (1 + exp(-sum_)), _DIGITS)


def describe(finding: Finding, *, contradicted: bool) -> tuple[bool, ...]:
    """Return the features of a finding, in the order of `FEATURES`.

    Args:
        finding: the finding.
        contradicted: whether other words were read the other way and gave in.
    """
    value = finding.value
    return (
        finding.certainty != "stated",
        contradicted,
        len(finding.evidence) == 1,
        value in ("no", "not_reported"),
        value == "mixed",
        finding.said_by != "department",
        isinstance(value, list) and len(value) > 3,
    )


def set_confidence(coding: Coding, model: ConfidenceModel | None = None) -> Coding:
    """Fill in the confidence of each finding of a coding just made, and return the coding."""
    fitted = model or load_confidence()
    document = coding.narrative.document
    if document.text_kind not in fitted.kinds:
        return coding
    otherwise = contradicted_variables(coding.rejected)
    for finding in coding.findings:
        value = fitted.confidence(
            finding,
            text_kind=document.text_kind,
            edition=document.edition,
            contradicted=finding.variable in otherwise,
        )
        # The finding was made a moment ago and nobody else holds it.
        object.__setattr__(finding, "confidence", value)
    return coding


def leave_out(coding: Coding, least: float) -> tuple[Coding, dict[str, object]]:
    """Return a coding without the findings whose confidence is below `least`, and what was left out.

    Findings without confidence stay: nothing is known of them, which is no reason to drop them.
    """
    kept = tuple(f for f in coding.findings if f.confidence is None or f.confidence >= least)
    ids = {finding.id for finding in kept}
    out = [
        {"id": f.id, "variable": f.variable, "confidence": f.confidence}
        for f in coding.findings
        if f.id not in ids
    ]
    unknown = sum(1 for f in kept if f.confidence is None)
    record = {"min_confidence": least, "findings": out, "kept_without_confidence": unknown}
    return replace(coding, findings=kept), record


def contradicted_variables(rejected: Iterable[Rejected]) -> frozenset[str]:
    """Return the variables for which words were read otherwise than the value."""
    return frozenset(row.variable for row in rejected if is_against(row.why))


@cache
def load_confidence() -> ConfidenceModel:
    """Return the packaged model; one that knows nothing where the file is missing."""
    path = files("tierbook.coding") / _FILE
    return ConfidenceModel(orjson.loads(path.read_bytes())["kinds"] if path.is_file() else {})


def log_odds(share: float) -> float:
    """Return the log odds of a share, kept from 0 and 1."""
    kept = min(max(share, 0.01), 0.99)
    return round(log(kept / (1 - kept)), 4)
