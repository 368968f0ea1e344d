"""Whether a recommendation was acted upon: by the words of a later edition, or not at all.

This is a judgement apart from the fates. That an item is no longer printed proves nothing; that a finding of a later
edition says the thing was done proves it, in part, in full, or on paper alone. Without such a finding no claim is made,
and that is no claim that nothing was done. What counts is data (`acted.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

from tierbook.dossier.held import HeldText, Quote
from tierbook.dossier.holdings import Holdings
from tierbook.dossier.recommendations.demands import Demand, demands_of, features_of
from tierbook.dossier.recommendations.items import Item
from tierbook.dossier.recommendations.lexicon import load_lexicon
from tierbook.dossier.recommendations.likeness import other_people, same_words, share_of
from tierbook.files import load_yaml

__all__ = ["Acted", "Verdict", "acted_upon"]

Verdict = Literal["fully", "partly", "enacted_not_used"]
_IN_WORDS: Mapping[Verdict, str] = {
    "fully": "acted upon in full",
    "partly": "acted upon in part",
    "enacted_not_used": "enacted but not used",
}
# How much of the matters of a demand a clause must speak of, and of all it is about, to prove it in part or in full.
_LEAST, _WHOLE = 0.45, 0.7
_LEAST_IN_SUMMARY = 0.5  # how much of all that it is about, where the text is a summary
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
    """Return the finding that says most: what is not used was not done in full, whatever another sentence says."""
    order = {"enacted_not_used": 0, "fully": 1, "partly": 2}
    found = [acted for item in items for acted in _findings(item, text, asked, again=again)]
    return min(found, key=lambda a: (order[a.verdict], a.quotes[0].start), default=None)


def _findings(item: Item, text: HeldText, asked: int, *, again: bool) -> Iterator[Acted]:
    demands = demands_of(item.text)
    seen: set[int] = set()
    for finding, evidence in _related(item, text):
        if evidence["start"] in seen:
            continue
        seen.add(evidence["start"])
        clauses = _clauses(evidence["text"])
        met = [
            told for demand in demands if (told := _told(demand, item, clauses, text)) is not None
        ]
        if met and _is_older(evidence["text"], item, asked):
            continue
        if met:
            whole = len(met) == len(demands)
            verdict, why = _verdict(met, whole=whole, again=again)
            quote = text.quote(evidence, finding)
            unused = _unused(met, item, text, evidence)
            if unused is not None:
                verdict, why = "enacted_not_used", unused.why
            quotes = (quote,) if unused is None or unused.quote is None else (quote, unused.quote)
            yield Acted(
                asked=asked,
                edition=quote.edition or 0,
                verdict=verdict,
                why=why,
                variable=finding["variable"],
                finding=finding["id"],
                quotes=quotes,
            )


def _related(item: Item, text: HeldText) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Yield the findings on what an item asks for, each with its words: this government's, in this period, stated."""
    looked = dict.fromkeys(
        name for topic in item.topics for name in (topic, *_rules().looks_in.get(topic, ()))
    )
    for variable in looked:
        for finding in text.all_of(variable):
            if finding["value"] in ("no", "not_reported") or finding["certainty"] != "stated":
                continue
            if finding["actor"] in ("government", "none", None):
                yield from ((finding, e) for e in finding["evidence"] if e["supports"] != "no")


def _is_older(sentence: str, item: Item, asked: int) -> bool:
    """Tell whether a sentence names a year before the one that the item was asked in, and the item does not."""
    years = set(_YEAR.findall(sentence)) - set(_YEAR.findall(item.text))
    return any(int(year) < asked - 1 for year in years)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause that tells of something done, what it is about and whom, the clause after it, and all later ones."""

    words: str
    features: frozenset[str]
    groups: frozenset[str]
    after: str
    rest: tuple[str, ...]


@lru_cache(maxsize=8192)  # one sentence may bear on many recommendations
def _clauses(sentence: str) -> tuple[_Clause, ...]:
    """Return the clauses of a sentence, lower-cased, each with one act; those that tell of nothing done are out."""
    rules = _rules()
    parts = [part.strip(" ,.;") for part in rules.clause_end.split(sentence.lower()) if part]
    return tuple(
        _Clause(part, *features_of(part), after, tuple(parts[n:]))
        for n, (part, after) in enumerate(zip(parts, [*parts[1:], ""], strict=True), 1)
        if not rules.not_done.search(part)
    )


def _told(demand: Demand, item: Item, clauses: Sequence[_Clause], text: HeldText) -> _Told | None:
    """Return the clause that says a demand was met; None where none does."""
    asked = item.text[demand.start : demand.end].lower()
    for clause in clauses:
        if not _speaks_of(demand, clause) or _are_apart(asked, clause.words):
            continue
        if demand.grows and not _rules().more.search(clause.words):
            continue
        acts, begun = _acts_in(demand, clause.words)
        told = _Told(demand, frozenset(same_words(asked)), acts, begun, clause)
        if acts and (text.text_kind != "summary" or _is_plain(told)):
            return told
    return None


def _speaks_of(demand: Demand, clause: _Clause) -> bool:
    """Tell whether a clause speaks of the matters of a demand, and of no other people."""
    lexicon = load_lexicon()
    if demand.head not in clause.features or other_people(lexicon, demand.groups, clause.groups):
        return False
    matters = frozenset(f for f in demand.features if f.startswith("matters:"))
    particular = matters - lexicon.background
    return not particular or share_of(lexicon, particular, clause.features) >= _LEAST


def _are_apart(asked: str, said: str) -> bool:
    """Tell whether one side speaks of one thing and the other of another that only resembles it."""
    for things in _rules().apart:
        a, b = ({n for n, one in enumerate(things) if one.search(words)} for words in (asked, said))
        if a and b and not a & b:
            return True
    return False


def _is_plain(told: _Told) -> bool:
    """Tell whether a clause of a summary may prove a demand: few words there stand for many acts.

    It must say that the very act was done that was asked for, not begun and no other that might prove it, on half of
    what the demand is about at least, and for no people whom the demand does not name.
    """
    demand, clause = told.demand, told.clause
    share = share_of(load_lexicon(), demand.features, clause.features)
    own = bool(told.acts & demand.acts) and not told.begun
    return own and share >= _LEAST_IN_SUMMARY and clause.groups <= demand.groups


def _acts_in(demand: Demand, clause: str) -> tuple[frozenset[str], bool]:
    """Return the acts, of those that a demand asks for, that a clause tells; and whether they were only begun."""
    rules = _rules()
    if rules.begun.search(clause):
        return demand.acts & rules.ends, True
    proving = {other for act in demand.acts for other in rules.proves.get(act, ())}
    acts = (act for act in demand.acts | proving if act in rules.done)
    return frozenset(act for act in acts if rules.done[act].search(clause)), False


def _in_full(told: _Told) -> bool:
    """Tell whether a clause says that all of a demand was done: each of its acts, and all that it is about."""
    share = share_of(load_lexicon(), told.demand.features, told.clause.features)
    return told.demand.acts <= told.acts and share >= _WHOLE


def _verdict(met: Sequence[_Told], *, whole: bool, again: bool) -> tuple[Verdict, str]:
    rules = _rules()
    limits = any(
        rules.limited.search(words) for t in met for words in (t.clause.words, t.clause.after)
    )
    ends = all(told.demand.acts & rules.ends for told in met)
    reasons = (
        (any(told.begun for told in met), "the sentence says that it was begun"),
        (limits, "the sentence limits what was done"),
        (again, "the same edition asks for it again"),
        (not ends, "an open-ended demand is met in part at most"),
        (not whole or not all(map(_in_full, met)), "the recommendation asks for more"),
    )
    for applies, why in reasons:
        if applies:
            return "partly", why
    return "fully", "the sentence says that it was done, and the edition does not ask for it again"


@dataclass(frozen=True, slots=True)
class _Unused:
    """That a thing is not used: where that is said, and the words, where they are another sentence's."""

    why: str
    quote: Quote | None = None


def _unused(
    met: Sequence[_Told], item: Item, text: HeldText, evidence: Mapping[str, Any]
) -> _Unused | None:
    """Return what says that a thing is there and not used: its sentence, the next one, or a finding of the edition."""
    rules = _rules()
    on_paper = [told for told in met if told.acts & rules.on_paper]
    for told in on_paper:
        after = told.clause.after
        if rules.unused_lead.search(after) and rules.unused.search(after):
            return _Unused("the sentence says that it is not used")
        if any(_denies_use(told, words, near=True) for words in told.clause.rest):
            return _Unused("the sentence says that it is not used")
    place = (evidence["paragraph"], evidence["sentence"] + 1)
    following = next((s for s in text.sentences if (s["paragraph"], s["sentence"]) == place), None)
    if following is not None:
        quote = text.quote_sentence(following)
        if any(_denies_use(told, quote.text.lower(), near=True) for told in on_paper):
            return _Unused("the next sentence says that it is not used", quote)
    return next((found for told in on_paper if (found := _denied(told, item, text))), None)


def _denied(told: _Told, item: Item, text: HeldText) -> _Unused | None:
    """Return the finding that says by name that the thing is not used, if none says that it is."""
    rules = _rules()
    topics = dict.fromkeys(
        name
        for topic in item.topics
        for name in (topic, *rules.looks_in.get(topic, ()), *rules.use_in.get(topic, ()))
    )
    denial: _Unused | None = None
    for finding in (finding for topic in topics for finding in text.all_of(topic)):
        if finding["certainty"] != "stated" or finding["actor"] not in ("government", "none", None):
            continue
        for evidence in finding["evidence"]:
            if _denies_use(told, evidence["text"].lower(), near=False):
                quote = text.quote(evidence, finding)
                denial = denial or _Unused(
                    "another finding of the edition says that it is not used", quote
                )
            elif any(
                told.demand.head in clause.features and rules.in_use.search(clause.words)
                for clause in _clauses(evidence["text"])
            ):
                return None
    return denial


def _denies_use(told: _Told, words: str, *, near: bool) -> bool:
    """Tell whether words say that nobody uses what a demand asked for, as a whole and not towards some people alone.

    Right after the words that tell of it, a pronoun may mean it; at a distance it is named, and nothing else is.
    """
    rules = _rules()
    found = rules.unused.search(words)
    if found is None:
        return False
    if near and rules.unused_it.search(words):
        return True
    demand = told.demand
    features, _ = features_of(words)
    denied, groups = features_of(words[found.start() :])
    named = near and any(name in told.asked for name in rules.unused_name.findall(words))
    if not (named or demand.head in features) or groups - demand.groups:
        return False
    matters = {f for f in denied if f.startswith("matters:")} - load_lexicon().background
    return near or matters <= demand.features


@dataclass(frozen=True, slots=True)
class _Told:
    """A clause that tells of a demand, the acts in it, and whether they were only begun; and the words that ask."""

    demand: Demand
    asked: frozenset[str]
    acts: frozenset[str]
    begun: bool
    clause: _Clause


@dataclass(frozen=True, slots=True)
class _Rules:
    within: int
    done: Mapping[str, re.Pattern[str]]
    ends: frozenset[str]
    proves: Mapping[str, tuple[str, ...]]
    on_paper: frozenset[str]
    begun: re.Pattern[str]
    limited: re.Pattern[str]
    unused: re.Pattern[str]
    unused_lead: re.Pattern[str]
    unused_it: re.Pattern[str]
    unused_name: re.Pattern[str]
    in_use: re.Pattern[str]
    use_in: Mapping[str, tuple[str, ...]]
    not_done: re.Pattern[str]
    more: re.Pattern[str]
    clause_end: re.Pattern[str]
    apart: tuple[tuple[re.Pattern[str], ...], ...]
    looks_in: Mapping[str, tuple[str, ...]]


@cache
def _rules() -> _Rules:
    content = load_yaml(resources.files("tierbook.dossier") / "recommendations" / "acted.yaml")
    done = "|".join(row["words"] for row in content["done"].values())
    return _Rules(
        within=int(content["within"]),
        done={act: re.compile(rf"\b(?:{row['words']})\b") for act, row in content["done"].items()},
        ends=frozenset(act for act, row in content["done"].items() if row["ends"] == "yes"),
        proves={act: tuple(others) for act, others in content["proves"].items()},
        on_paper=frozenset(content["on_paper"]),
        begun=re.compile(content["begun"]),
        limited=re.compile(content["limited"]),
        unused=re.compile(content["unused"]),
        unused_lead=re.compile(content["unused_lead"]),
        unused_it=re.compile(content["unused_it"]),
        unused_name=re.compile(content["unused_name"]),
        in_use=re.compile(content["in_use"]),
        use_in={topic: tuple(names) for topic, names in content["use_in"].items()},
        not_done=re.compile(content["not_done"]),
        more=re.compile(content["more"]),
        clause_end=re.compile(content["clause_end"].replace("{done}", done)),
        apart=tuple(
            tuple(re.compile(words) for words in row["things"]) for row in content["apart"]
        ),
        looks_in={topic: tuple(names) for topic, names in content["looks_in"].items()},
    )
