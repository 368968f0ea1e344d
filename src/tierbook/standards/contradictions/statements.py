"""Yes and no of one thing: two findings of one coding, or a sentence that denies what another counts.

A denial and a count are held against each other only where both are of the government as a whole and of the whole
period: `did not convict any traffickers` against `convicted twelve traffickers`. A word that narrows one of them (a
place, a law, a group, `new`) makes them two things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from tierbook.standards.contradictions.counts import NUMBER
from tierbook.standards.contradictions.quoting import Contradiction, Said, say, say_finding
from tierbook.text import late, read_number

if TYPE_CHECKING:
    from tierbook.coding import Finding
    from tierbook.narrative import Narrative, Sentence

__all__ = ["check_answers", "check_statements"]

_ACTS = {
    "identif": "identified",
    "convict": "convicted",
    "prosecut": "prosecuted",
    "investigat": "investigated",
}
_VERB = r"(?P<verb>identif(?:y|ied|ying)|convict(?:ed|ing)?|prosecut(?:e|ed|ing)|investigat(?:e|ed|ing))"
_WHAT = (
    r"(?:potential |suspected |alleged )?(?:human )?(?:trafficking )?"
    r"(?P<noun>victims?|traffickers?|cases?|suspects?|defendants?|offenders?)"
)
_WHO = r"^(?:In 20\d\d, |During the reporting period, |However, |In addition, )?(?:the government|authorities)"
# What may stand after the noun without narrowing it; anything else makes it a part.
_END = (
    r"(?=\s*(?:[.;—(]|$)|,\s*(?:compared|an? (?:in|de)crease|up from|down from|and did|and was|in comparison|versus)"
    r"|\s+(?:during|in) the (?:reporting period|year|current reporting period)\s*[.,;]"
    r"|\s+and (?:prosecut|convict|investigat|identif|did not)|\s+in (?P<year>20\d\d)\s*[.,;(]|\s+compared)"
)
_COUNTED = late(
    rf"{_WHO} (?:reported(?: that it)? )?{_VERB} (?P<bound>(?:at least|more than|over|approximately|about) )?"
    rf"(?P<n>{NUMBER}) {_WHAT}{_END}",
    re.I,
)
_DENIED = late(
    rf"{_WHO} (?:did not|has not|has never|had not) (?:report )?{_VERB} (?:any|a single) {_WHAT}{_END}",
    re.I,
)
_EARLIER = late(r"\bprevious (?:reporting period|year)|\blast year|\bprior\b", re.I)


def check_answers(findings: Sequence[Finding]) -> Iterator[Contradiction]:
    """Yield a variable that one coding answers with yes and with no at the same level and place, of the same people."""
    plain = [f for f in findings if f.value in ("yes", "no") and f.certainty == "stated"]
    for one, other in combinations(plain, 2):
        same = all(
            getattr(one, name) == getattr(other, name)
            for name in ("variable", "period", "level", "place", "whom", "said_by")
        )
        if same and one.value != other.value:
            sides = [say_finding(f) for f in (one, other) if f.evidence]
            yield Contradiction(
                "finding.both",
                f"{one.variable} is coded {one.value} and {other.value} at the same level and place.",
                (one.id, other.id),
                tuple(sides),
            )


@dataclass(frozen=True, slots=True)
class _Statement:
    act: str
    noun: str
    n: int
    sentence: Sentence


def check_statements(narrative: Narrative, findings: Sequence[Finding]) -> Iterator[Contradiction]:
    """Yield two sentences that tell a total of the government differently, or one that denies what another counts."""
    edition = narrative.document.edition
    found = [s for s in _statements(narrative) if edition is not None]
    done: set[tuple[str, str]] = set()
    for one, other in combinations(found, 2):
        key = (one.act, one.noun)
        if key != (other.act, other.noun) or one.n == other.n or key in done:
            continue
        done.add(key)
        ids = _coded(findings, (one.sentence, other.sentence))
        words = f"{_ACTS[one.act]} {one.noun}s"
        shown = " and ".join("none" if s.n == 0 else str(s.n) for s in (one, other))
        yield Contradiction(
            "count.denied" if 0 in (one.n, other.n) else "count.twice",
            f"Of {words} in the period the text says {shown}.",
            ids,
            (_said(narrative, one), _said(narrative, other)),
        )


def _statements(narrative: Narrative) -> Iterator[_Statement]:
    edition = narrative.document.edition or 0
    for sentence in narrative.sentences:
        if sentence.paragraph == 0:
            continue
        text = narrative.text[sentence.start : sentence.end]
        if narrative.paragraph(sentence.paragraph).pillar == "recommendations":
            continue
        for match in (*_COUNTED.finditer(text), *_DENIED.finditer(text)):
            groups = match.groupdict()
            if groups.get("bound") or groups["year"] not in (None, str(edition - 1)):
                continue
            # Words of an earlier year in the clause make it that year's; after a comma they compare.
            clause = re.split(r"[;,(]", text[match.start() : match.end() + 60])[0]
            if _EARLIER.search(clause) or _EARLIER.search(
                text[max(0, match.start() - 60) : match.start()]
            ):
                continue
            act = next(stem for stem in _ACTS if match["verb"].lower().startswith(stem))
            n = 0 if "n" not in groups else read_number(match["n"])
            if n is not None:
                yield _Statement(act, match["noun"].lower().rstrip("s"), n, sentence)


def _coded(findings: Sequence[Finding], sentences: Sequence[Sentence]) -> tuple[str, ...]:
    spans = {(s.start, s.end) for s in sentences}
    families = ("figures.", "prosecution.", "protection.victims_identified")
    rows = (
        f.id
        for f in findings
        if f.variable.startswith(families) and any((e.start, e.end) in spans for e in f.evidence)
    )
    return tuple(dict.fromkeys(rows))


def _said(narrative: Narrative, statement: _Statement) -> Said:
    return say(narrative, statement.sentence.start, statement.sentence.end)
