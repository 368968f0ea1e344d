"""Two coders together: where they agree the value stands with the words of both, where they don't the first one's stands.

What they disagree about is listed as disputes, for people to settle; none is settled here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tierbook.coding.coder import Coder
from tierbook.coding.coding import QUALITIES, Coding, Evidence, Finding, with_id
from tierbook.coding.items import item_identity, item_label
from tierbook.editions import unit_or_id
from tierbook.files import canonical_json
from tierbook.narrative import Narrative

__all__ = ["Dispute", "EnsembleCoder", "combine_codings"]

_Key = tuple[str, str | None, bool]
_BESIDE = ("prompt", "model", "parameters", "examples")


@dataclass(frozen=True, slots=True)
class Dispute:
    """What two coders say differently of one variable; `value` is None where a coder is silent.

    `kind` is `value` (two values), `element` (an element of a list that one of them has), `only` (one of them is
    silent). `kept` is the coder whose word stands until people have looked. `said` has each coder's finding.
    """

    variable: str
    level: str | None
    place: str | None
    kind: str
    kept: str
    said: tuple[tuple[str, Finding | None], ...]

    def to_dict(self, coding: Coding) -> dict[str, object]:
        """Return the dispute as a line of a file: the item of a queue."""
        document = coding.narrative.document
        unit = unit_or_id(document.country, document.edition, document.id)
        return {
            "document": document.id,
            "unit": unit,
            "page": document.sha256,
            "codebook": dict(coding.versions)["codebook"],
            "variable": self.variable,
            "level": self.level,
            "place": self.place,
            "kind": self.kind,
            "kept": self.kept,
            "values": [_voice(coder, finding) for coder, finding in self.said],
        }


def _voice(coder: str, finding: Finding | None) -> dict[str, object]:
    """Return what one coder says: its value with its words, at which level and place, and whose act, when, whose word."""
    if finding is None:
        return {"coder": coder, "value": None, "evidence": []}
    return {
        "coder": coder,
        "value": finding.value,
        "level": finding.level,
        "place": finding.place,
        "qualities": {
            name: list(said) if isinstance(said := getattr(finding, name), tuple) else said
            for name in QUALITIES
        },
        "evidence": [e.to_dict() for e in finding.evidence],
    }


class EnsembleCoder:
    """Two coders as one; the first one's word stands where they disagree.

    Args:
        first: the coder that leads: rules.
        second: the coder that is set beside it: a model.
    """

    def __init__(self, first: Coder, second: Coder) -> None:
        self._first, self._second = first, second
        self.disputes: dict[str, tuple[Dispute, ...]] = {}

    @property
    def name(self) -> str:
        """Return both names: `ensemble/rules/1+llm/MODEL/1`."""
        return f"ensemble/{self._first.name}+{self._second.name}"

    def was_shown(self, text: str) -> bool:
        """Tell whether one of the two was shown labels of this text."""
        return self._first.was_shown(text) or self._second.was_shown(text)

    def code(self, narrative: Narrative) -> Coding:
        """Code a narrative by both; what they disagree about is added to `disputes`, by document."""
        coding, disputes = combine_codings(
            self._first.code(narrative), self._second.code(narrative)
        )
        self.disputes[narrative.document.id] = disputes
        return coding


def combine_codings(first: Coding, second: Coding) -> tuple[Coding, tuple[Dispute, ...]]:
    """Put two codings of one narrative together.

    Args:
        first: whose word stands where they disagree.
        second: the other.

    Returns:
        The coding, and what the two disagree about, in the order of the first and then of the second.
    """
    name = f"ensemble/{first.coder}+{second.coder}"
    theirs = _by_key(second.findings)
    codebook = dict(first.versions)["codebook"]
    document = first.narrative.document.id
    disputes: list[Dispute] = []
    findings: list[Finding] = []
    met: set[str] = set()
    for finding in first.findings:
        other = theirs.get(_key(finding)) or _lone(finding, first.findings, second.findings)
        if other is not None:
            met.add(other.id)
        agreed, words = _agree(finding, other)
        if not agreed:
            disputes.append(_dispute(finding, other, first.coder, second.coder))
        note = words if finding.note is None else f"{finding.note}; {words}"
        evidence = _both(finding, other) if agreed and other is not None else finding.evidence
        findings.append(
            with_id(
                replace(finding, evidence=evidence, note=note),
                coder=name,
                codebook=codebook,
                document=document,
            )
        )
    disputes += [
        Dispute(
            f.variable,
            f.level,
            f.place,
            "only",
            first.coder,
            ((first.coder, None), (second.coder, f)),
        )
        for f in second.findings
        if f.id not in met
    ]
    beside = tuple((k, v) for k, v in second.versions if k in _BESIDE)
    coding = replace(
        first,
        coder=name,
        versions=(*first.versions, *beside),
        findings=tuple(findings),
        rejected=(*first.rejected, *second.rejected),
    )
    return coding, tuple(disputes)


def _by_key(findings: Iterable[Finding]) -> dict[_Key, Finding]:
    return {_key(finding): finding for finding in findings}


def _key(finding: Finding) -> _Key:
    return finding.variable, finding.level, finding.place == "abroad"


def _lone(finding: Finding, ours: Iterable[Finding], theirs: Iterable[Finding]) -> Finding | None:
    """Return the other's finding where each has one alone for the variable, though at another level or place."""
    mine = [f for f in ours if f.variable == finding.variable]
    others = [f for f in theirs if f.variable == finding.variable]
    return others[0] if len(mine) == len(others) == 1 else None


def _agree(finding: Finding, other: Finding | None) -> tuple[bool, str]:
    if other is None:
        return False, "disputed: the other coder finds nothing"
    if _same(finding.value) == _same(other.value):
        return True, "both coders"
    if isinstance(finding.value, list) and isinstance(other.value, list):
        return False, "disputed: the other coder lists other elements"
    return False, f"disputed: the other coder says {item_label(other.value)}"


def _same(value: object) -> object:
    """Return what makes two values the same: of a list its elements in any order."""
    if isinstance(value, list):
        return frozenset(canonical_json(item_identity(item)) for item in value)
    return value


def _dispute(finding: Finding, other: Finding | None, ours: str, theirs: str) -> Dispute:
    lists = other is not None and isinstance(finding.value, list) and isinstance(other.value, list)
    kind = "only" if other is None else "element" if lists else "value"
    return Dispute(
        finding.variable,
        finding.level,
        finding.place,
        kind,
        ours,
        ((ours, finding), (theirs, other)),
    )


def _both(finding: Finding, other: Finding) -> tuple[Evidence, ...]:
    """Return the words of both, each sentence once for what it supports; where both mark it, the first one's mark."""
    kept: dict[tuple[int, int, str | None], Evidence] = {}
    for evidence in _named(finding, other):
        kept.setdefault((evidence.start, evidence.end, evidence.supports), evidence)
    return tuple(kept.values())


def _named(finding: Finding, other: Finding) -> Iterator[Evidence]:
    yield from finding.evidence
    labels: Mapping[bytes, str] = {}
    if isinstance(finding.value, list) and isinstance(other.value, list):
        labels = {canonical_json(item_identity(v)): item_label(v) for v in finding.value}
        renamed = {
            item_label(v): labels[canonical_json(item_identity(v))]
            for v in other.value
            if canonical_json(item_identity(v)) in labels
        }
        yield from (
            replace(e, supports=renamed.get(e.supports or "", e.supports)) for e in other.evidence
        )
    else:
        yield from other.evidence
