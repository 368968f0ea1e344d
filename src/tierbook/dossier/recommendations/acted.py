"""Whether a recommendation was acted upon: by the words of a later edition, or not at all.

This is a judgement apart from the fates. That an item is no longer printed proves nothing; that a finding of a later
edition says the thing was done proves it, in part, in full, or on paper alone. Without such a finding no claim is made,
and that is no claim that nothing was done. What counts is data (`acted.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from tierbook.dossier.held import HeldText, Quote
from tierbook.dossier.holdings import Holdings
from tierbook.dossier.recommendations.demands import Demand, demands_of, features_of
from tierbook.dossier.recommendations.items import Item
from tierbook.dossier.recommendations.lexicon import load_lexicon
from tierbook.dossier.recommendations.likeness import other_people, share_of
from tierbook.files import load_yaml

__all__ = ["Acted", "Verdict", "acted_upon"]

Verdict = Literal["fully", "partly", "enacted_not_used"]
_IN_WORDS: Mapping[Verdict, str] = {
    "fully": "acted upon in full",
    "partly": "acted upon in part",
    "enacted_not_used": "enacted but not used",
}
# How much of what a demand is about its finding must speak of.
_LEAST = 0.5
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Acted:
    """What a later edition says was done about a recommendation.

    Attributes:
        asked: the edition that asked, the last one before the finding.
        edition: the edition that says what was done.
        verdict: fully, partly, or enacted_not_used.
        why: what makes it that verdict and no other.
        variable: the variable of the finding.
        finding: its id.
        quotes: the words.
    """

    asked: int
    edition: int
    verdict: Verdict
    why: str
    variable: str
    finding: str
    quotes: tuple[Quote, ...]

    @property
    def in_words(self) -> str:
        """Return the verdict as words: `acted upon in part`."""
        return _IN_WORDS[self.verdict]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "asked": self.asked,
            "edition": self.edition,
            "verdict": self.verdict,
            "why": self.why,
            "variable": self.variable,
            "finding": self.finding,
            "quotes": [quote.to_dict() for quote in self.quotes],
        }


def acted_upon(items: Mapping[int, Sequence[Item]], held: Holdings) -> tuple[Acted, ...]:
    """Return what later editions say was done about a demand, by edition; at most one finding of each.

    Args:
        items: by edition, the items that ask for it.
        held: every text of the country that is held.
    """
    last = max(items)
    found = []
    for year, text in held.texts.items():
        asked = max((edition for edition in items if edition < year), default=None)
        if asked is None or year > last + _rules().within:
            continue
        one = _best(items[asked], text, asked, again=year in items)
        if one is not None:
            found.append(one)
    return tuple(found)


def _best(items: Sequence[Item], text: HeldText, asked: int, *, again: bool) -> Acted | None:
    """Return the finding that says most: of those that prove the most demands, the fullest."""
    order = {"fully": 0, "enacted_not_used": 1, "partly": 2}
    found = [acted for item in items for acted in _findings(item, text, asked, again=again)]
    return min(found, key=lambda a: (order[a.verdict], a.quotes[0].start), default=None)


def _findings(item: Item, text: HeldText, asked: int, *, again: bool) -> Iterator[Acted]:
    demands = demands_of(item.text)
    seen: set[int] = set()
    for finding in _related(item, text):
        for evidence in finding["evidence"]:
            if evidence["start"] in seen:
                continue
            seen.add(evidence["start"])
            sentence = evidence["text"]
            met = [d for d in demands if _speaks_of(d, sentence) and _done(d, sentence, asked)]
            if met:
                whole = len(met) == len(demands) and not again
                verdict, why = _verdict(met, sentence.lower(), whole=whole, again=again)
                quote = text.quote(evidence, finding)
                yield Acted(
                    asked,
                    quote.edition or 0,
                    verdict,
                    why,
                    finding["variable"],
                    finding["id"],
                    (quote,),
                )


def _related(item: Item, text: HeldText) -> Iterator[Mapping[str, Any]]:
    """Yield the findings on what an item asks for: this government's, in this period, and no mere report."""
    looked = dict.fromkeys(
        name for topic in item.topics for name in (topic, *_rules().looks_in.get(topic, ()))
    )
    for variable in looked:
        for finding in text.all_of(variable):
            if (
                finding["actor"] in ("government", "none", None)
                and finding["certainty"] == "stated"
            ):
                yield finding


def _speaks_of(demand: Demand, sentence: str) -> bool:
    """Tell whether a sentence speaks of what a demand is about, and of no other people."""
    features, groups = features_of(sentence)
    lexicon = load_lexicon()
    if other_people(lexicon, demand.groups, groups):
        return False
    return share_of(lexicon, demand.features, features) >= _LEAST


def _done(demand: Demand, sentence: str, asked: int) -> bool:
    """Tell whether a sentence says that the act was done or begun, and not before it was asked for."""
    lower = sentence.lower()
    if any(int(year) < asked - 1 for year in _YEAR.findall(lower)):
        return False
    rules = _rules()
    near = {act for act in rules.done for mine in demand.acts if (mine, act) in load_lexicon().near}
    acts = sorted(demand.acts | near)
    hits = [hit for act in acts if act in rules.done for hit in rules.done[act].finditer(lower)]
    done = [hit for hit in hits if not rules.not_done.search(lower, 0, hit.start())]
    return bool(done) or (bool(demand.acts & rules.ends) and bool(rules.begun.search(lower)))


def _verdict(met: Sequence[Demand], lower: str, *, whole: bool, again: bool) -> tuple[Verdict, str]:
    rules = _rules()
    ending = all(demand.acts & rules.ends for demand in met)
    if rules.unused.search(lower) and ending:
        return "enacted_not_used", "the sentence says that it is not used"
    if rules.begun.search(lower):
        return "partly", "the sentence says that it was begun"
    if rules.limited.search(lower):
        return "partly", "the sentence limits what was done"
    if again:
        return "partly", "the same edition asks for it again"
    if not ending:
        return "partly", "the demand has no end that could be reached"
    if not whole:
        return "partly", "the recommendation asks for more"
    return (
        "fully",
        "the sentence says that it was done, and the edition asks for nothing more of it",
    )


@dataclass(frozen=True, slots=True)
class _Rules:
    within: int
    done: Mapping[str, re.Pattern[str]]
    ends: frozenset[str]
    begun: re.Pattern[str]
    limited: re.Pattern[str]
    unused: re.Pattern[str]
    not_done: re.Pattern[str]
    looks_in: Mapping[str, tuple[str, ...]]


@cache
def _rules() -> _Rules:
    content = load_yaml(resources.files("tierbook.dossier") / "recommendations" / "acted.yaml")
    return _Rules(
        within=int(content["within"]),
        done={act: re.compile(rf"\b(?:{row['words']})\b") for act, row in content["done"].items()},
        ends=frozenset(act for act, row in content["done"].items() if row["ends"] == "yes"),
        begun=re.compile(content["begun"]),
        limited=re.compile(content["limited"]),
        unused=re.compile(content["unused"]),
        not_done=re.compile(content["not_done"]),
        looks_in={topic: tuple(names) for topic, names in content["looks_in"].items()},
    )
