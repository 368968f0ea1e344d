"""A recommendation against what the text says was done: by the rules of `asked_and_done.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from tierbook.errors import StatuteInvalid
from tierbook.files import load_yaml
from tierbook.standards.contradictions.quoting import Contradiction, Said, say_finding
from tierbook.standards.rules import Rule, parse_rule

if TYPE_CHECKING:
    from tierbook.coding import Evidence, Finding

__all__ = ["check_asked"]

_FILE = "asked_and_done.yaml"
_KEYS = {"asks", "unless", "is", "shown", "says"}
# A verb before the act: what is there is to go on or to grow, and not to be made.
_MORE = re.compile(
    r"\b(?:continue|fully|further|increase|expand|strengthen|improve|finali[sz]e|complete|consider)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Pair:
    id: str
    asks: re.Pattern[str]
    unless: re.Pattern[str]
    rule: Rule
    shown: re.Pattern[str]
    says: str


def check_asked(findings: Sequence[Finding]) -> Iterator[Contradiction]:
    """Yield each recommendation for what a sentence of the same text says is there."""
    asked = [(f, row) for f in findings if f.variable == "recommendations" for row in _rows(f)]
    if not asked:
        return
    for pair in _pairs():
        done = [(f, e) for f in findings if pair.rule.counted(f) for e in _shown(f, pair)]
        for finding, text in asked:
            words = pair.asks.search(text)
            if (
                words is None
                or not done
                or pair.unless.search(text)
                or _MORE.search(text[: words.start()])
            ):
                continue
            there, evidence = done[0]
            yield Contradiction(
                f"asked.{pair.id}",
                pair.says,
                (finding.id, there.id),
                (_recommendation(finding, text), say_finding(there, evidence)),
            )


def _rows(finding: Finding) -> list[str]:
    return [row["text"] for row in finding.value] if isinstance(finding.value, list) else []


def _shown(finding: Finding, pair: _Pair) -> Iterator[Evidence]:
    if finding.period != "current" or finding.certainty != "stated":
        return
    for evidence in finding.evidence:
        if pair.shown.search(evidence.text):
            yield evidence


def _recommendation(finding: Finding, text: str) -> Said:
    evidence = next((e for e in finding.evidence if text[:60] in e.text), finding.evidence[0])
    return say_finding(finding, evidence)


@cache
def _pairs() -> tuple[_Pair, ...]:
    path = resources.files("tierbook.standards.contradictions") / _FILE
    made = []
    for key, row in load_yaml(path)["rules"].items():
        where = f"{_FILE}: {key}"
        if row.keys() != _KEYS:
            raise StatuteInvalid(
                f"the keys are {', '.join(row)}",
                where=where,
                remedy=f"give {', '.join(sorted(_KEYS))}",
            )
        made.append(
            _Pair(
                id=key,
                asks=re.compile(
                    rf"\b{row['asks']}" if row["asks"][0] != "^" else row["asks"], re.I
                ),
                unless=re.compile(rf"\b(?:{row['unless']})", re.I),
                rule=parse_rule(row["is"], where=where),
                shown=re.compile(row["shown"], re.I),
                says=row["says"],
            )
        )
    return tuple(made)
