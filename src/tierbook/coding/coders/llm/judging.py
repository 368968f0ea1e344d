"""Each finding of an answer is judged: known variable, known value, words that stand in the text, this government's act.

What does not hold is refused with a reason, and counted. A finding with one quotation that stands nowhere is refused
whole: who invents words once is not believed for the rest of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tierbook.codebook import Codebook, Variable, check_value
from tierbook.coding.coders.llm.addressed import find_addressed
from tierbook.coding.coders.llm.answers import AnsweredFinding, Answers
from tierbook.coding.coders.llm.prompting import sentence_id
from tierbook.coding.coders.llm.quotes import Place, QuoteFinder, QuoteRefused
from tierbook.coding.coders.llm.shapes import LISTS, QUALITIES
from tierbook.coding.items import item_label
from tierbook.errors import CodebookInvalid
from tierbook.narrative import Narrative, Sentence

__all__ = ["MODEL_REFUSALS", "Accepted", "Judge", "Refused"]

# Why a finding is refused: a code for counting, and the words that a person reads.
MODEL_REFUSALS: Mapping[str, str] = {
    "wrong_shape": "the finding has not the shape that was asked for",
    "too_many": "the answer holds more findings than any narrative could",
    "unknown_variable": "there is no such variable",
    "not_asked_here": "the question did not ask for this variable",
    "unknown_value": "the variable cannot have this value",
    "unknown_sentence": "there is no sentence of this id",
    "no_evidence": "no words are quoted",
    "quote_not_found": "the quoted words stand nowhere in the text",
    "quote_ambiguous": "the quoted words stand in several sentences, and not in the one named",
    "quote_too_short": "the quoted words are too few to show anything",
    "speaks_to_model": "the sentence speaks to a model, not about a country",
    "not_this_government": "it is no act of this government",
    "not_this_period": "it is not of this period",
    "called_for": "what is recommended proves neither yes nor no",
    "duplicate": "the same was said before",
}
_ABSENT = ("not_stated", "not_in_summary", "not_asked")
_OWN_FIELDS = ("counts", "cases", "recommendations")  # say of each element whose it is and when
_OPTIONAL_OF_COUNT = ("part_of", "exactness", "usd")
_CASE = (
    "role", "official", "accused", "offence", "law", "outcome", "sentence_months", "suspended", "fine", "fine_unit",
    "victims", "victim_groups", "victim_origins", "date",
)  # fmt: skip
_CURRENCY = re.compile(r"[A-Z]{3}")
_PART = re.compile(r"[^\W_]+")
_STEM = 4  # letters in which a label and the words of the text must agree: Balkans, Balkan
_LONGEST_WORDS = 160  # of a label, a law, a date
_DEFAULTS = {"period": "current", "certainty": "stated", "said_by": "department"}


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that holds: one value, or one element of a list, with the places of its words.

    `sides` are, place by place, what the words support where the value is mixed.
    """

    variable: Variable
    value: object
    places: tuple[Place, ...]
    sides: tuple[str | None, ...]
    actor: str
    period: str
    certainty: str
    said_by: str
    level: str | None
    place: str | None
    quality: str | None
    extent: str | None
    acts: tuple[str, ...]
    whom: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A finding that does not hold. `sentence` is the one that it named, where there is one."""

    variable: str
    reason: str
    why: str
    sentence: Sentence | None = None


class _Refuse(Exception):
    def __init__(self, reason: str, why: str | None = None, sentence: Sentence | None = None):
        super().__init__(reason)
        self.reason, self.why, self.sentence = reason, why or MODEL_REFUSALS[reason], sentence


class Judge:
    """Judges answers on one narrative."""

    def __init__(self, narrative: Narrative, codebook: Codebook) -> None:
        self._narrative, self._codebook = narrative, codebook
        self._finder = QuoteFinder(narrative)
        self._sentences = {sentence_id(s): s for s in narrative.sentences}
        self._pillars = {p.n: p.pillar for p in narrative.paragraphs}
        self._addressed = find_addressed(narrative)

    def judge(self, answers: Answers, asked: Sequence[Variable]) -> Iterator[Accepted | Refused]:
        """Yield what holds and what doesn't, in the order of the answer."""
        wanted = {variable.id for variable in asked}
        for why in answers.misshapen:
            yield Refused("", "wrong_shape", f"{MODEL_REFUSALS['wrong_shape']} ({why})")
        for _ in range(answers.more):
            yield Refused("", "too_many", MODEL_REFUSALS["too_many"])
        for finding in answers.findings:
            if isinstance(finding.value, str) and finding.value in _ABSENT:
                continue  # silence said aloud
            for one in _elements(finding, self._codebook):
                try:
                    yield self._accept(one, wanted)
                except _Refuse as no:
                    yield Refused(finding.variable, no.reason, no.why, no.sentence)

    def _accept(self, finding: AnsweredFinding, wanted: set[str]) -> Accepted:
        variable = self._codebook.variables.get(finding.variable)
        if variable is None:
            raise _Refuse("unknown_variable")
        named = [self._sentences.get(words.sentence) for words in finding.evidence]
        first = next((s for s in named if s is not None), None)
        if variable.id not in wanted:
            raise _Refuse("not_asked_here", sentence=first)
        value = self._value(variable, finding.value, first)
        self._refuse_free_words(variable, value, [s for s in named if s is not None])
        if not named:
            raise _Refuse("no_evidence")
        places: list[Place] = []
        sides: list[str | None] = []
        for words, sentence in zip(finding.evidence, named, strict=True):
            if sentence is None:
                raise _Refuse("unknown_sentence", sentence=first)
            try:
                found = self._finder.find(words.quote, sentence)
            except QuoteRefused as no:
                raise _Refuse(no.reason, no.why, sentence) from no
            places.extend(found)
            sides.extend([_side(value, words.supports)] * len(found))
        for place in places:
            if place.sentence in self._addressed:
                raise _Refuse("speaks_to_model", sentence=place.sentence)
        self._refuse_others_acts(variable, finding, places)
        return Accepted(
            variable, value, tuple(places), tuple(sides), **self._beside(variable, finding, first)
        )

    def _value(self, variable: Variable, value: object, sentence: Sentence | None) -> object:
        if variable.type == "recommendations" and isinstance(value, dict):
            value = self._recommendation(value, sentence)
        if isinstance(value, dict):
            value = self._with_currency(_without_empty(variable, value))
        if isinstance(value, str) and not (len(value) <= _LONGEST_WORDS and value.isprintable()):
            raise _Refuse("unknown_value", sentence=sentence)
        as_list = variable.type in LISTS and value != "not_reported"
        try:
            check_value(self._codebook, variable.id, [value] if as_list else value)
        except CodebookInvalid as fault:
            raise _Refuse(
                "unknown_value", f"{MODEL_REFUSALS['unknown_value']}: {fault.what}"[:200], sentence
            ) from fault
        except (TypeError, ValueError, KeyError, AttributeError, RecursionError) as fault:
            raise _Refuse("unknown_value", sentence=sentence) from fault
        return value

    def _refuse_free_words(
        self, variable: Variable, value: object, sentences: Sequence[Sentence]
    ) -> None:
        """Where a value takes words beside codes (a region, `other:retail`, a currency, a law), they are the text's.

        Labels are normalised (Balkan countries: Balkans), so half of the words must begin as words of the sentence do.
        """
        free: list[str] = []
        if isinstance(value, str):
            _, colon, words = value.partition(":")
            free = [value] if variable.type == "regions" else [words] if colon else []
        elif isinstance(value, dict):
            units = (value.get("unit"), value.get("fine_unit"))
            known = self._codebook.vocabularies["units"]
            named = [u for u in units if isinstance(u, str) and u not in known]
            free = [u for u in map(_currency_name, named) if _CURRENCY.fullmatch(u) is None]
            free += [w for w in (value.get("law"), value.get("date")) if isinstance(w, str)]
        said = " ".join(self._narrative.words(s.start, s.end) for s in sentences).lower()
        for words in free:
            stems = [word[:_STEM] for word in _PART.findall(words.lower())]
            if (
                not words.isprintable()
                or 2 * sum(stem in said for stem in stems) < len(stems)
                or not stems
            ):
                raise _Refuse(
                    "unknown_value",
                    "the value holds words that do not stand in the sentence",
                    sentences[0] if sentences else None,
                )

    def _with_currency(self, value: dict[str, object]) -> dict[str, object]:
        """Return a value with its currency as figures write it: `EUR`, `currency:CHF`, or as printed `currency:yen`."""
        known = self._codebook.vocabularies["units"]
        money: dict[str, object] = {}
        for key in ("unit", "fine_unit"):
            unit = value.get(key)
            if isinstance(unit, str) and (name := _currency_name(unit)):
                own = name if _CURRENCY.fullmatch(name) else name.lower()
                money[key] = name if name in known else f"currency:{own}"
        return {**value, **money}

    def _recommendation(
        self, value: dict[str, object], sentence: Sentence | None
    ) -> dict[str, object]:
        """Return a recommendation in the narrative's own words; what a model writes of its own is no recommendation."""
        words, topic, topics = value.get("text"), value.get("topic"), value.get("topics")
        if not isinstance(words, str) or sentence is None:
            raise _Refuse("unknown_value", sentence=sentence)
        try:
            place = self._finder.find(words, sentence)
        except QuoteRefused as no:
            raise _Refuse(no.reason, no.why, sentence) from no
        listed = [t for t in topics if isinstance(t, str)] if isinstance(topics, list) else []
        if isinstance(topic, str):
            listed.insert(0, topic)
        listed = list(dict.fromkeys(listed))
        known = self._codebook.variables.get(listed[0]) if listed else None
        return {
            "text": self._narrative.words(place[0].start, place[-1].end),
            "topic": listed[0] if listed else None,
            "criterion": known.criteria[0] if known and known.criteria else None,
            "act": None,
            "topics": listed,
            "parts": [],
        }

    def _beside(
        self, variable: Variable, finding: AnsweredFinding, sentence: Sentence | None
    ) -> dict[str, Any]:
        """Return actor, period and the qualities; a code that is none is refused with the finding."""
        values: dict[str, Any] = {}
        for key in QUALITIES:
            said = getattr(finding, key)
            if said in (None, "", "null"):
                said = _DEFAULTS.get(key)
                if key == "actor":
                    said = "government" if variable.government else "none"
            elif said not in self._codebook.vocabularies[key]:
                raise _Refuse("unknown_value", f"{said!r:.60} is no code of {key}", sentence)
            values[key] = said
        for key in ("acts", "whom"):
            codes = getattr(finding, key)
            if any(code not in self._codebook.vocabularies[key] for code in codes):
                raise _Refuse("unknown_value", f"{key} holds what is no code of it", sentence)
            values[key] = tuple(sorted(set(codes)))
        return values

    def _refuse_others_acts(
        self, variable: Variable, finding: AnsweredFinding, places: list[Place]
    ) -> None:
        if not variable.government or variable.type in _OWN_FIELDS:
            return
        first = places[0].sentence
        if finding.actor not in (None, "", "null", "government", "none"):
            raise _Refuse("not_this_government", sentence=first)
        if finding.period not in (None, "", "null", "current"):
            raise _Refuse("not_this_period", sentence=first)
        if variable.pillar != "recommendations" and all(
            self._pillars.get(p.sentence.paragraph) == "recommendations" for p in places
        ):
            raise _Refuse("called_for", sentence=first)


def _elements(finding: AnsweredFinding, codebook: Codebook) -> list[AnsweredFinding]:
    """Return a finding for each element, where a list is given as a whole; its words are parted by what they support."""
    variable = codebook.variables.get(finding.variable)
    if variable is None or variable.type not in LISTS or not isinstance(finding.value, list):
        return [finding]
    parted = []
    for element in finding.value:
        label = item_label(element) if isinstance(element, str) else None
        own = tuple(w for w in finding.evidence if label is not None and w.supports == label)
        general = tuple(w for w in finding.evidence if w.supports is None) or finding.evidence
        parted.append(finding.model_copy(update={"value": element, "evidence": own or general}))
    return parted


def _without_empty(variable: Variable, value: dict[str, object]) -> dict[str, object]:
    """Return a figure, route or case as the contract writes it: all keys, or without those that are left out if empty."""
    if variable.type == "counts":
        keys = ("n_max", "unit", "period", "compared_with", "actor", "law")
        full = _ordered(value, "what", "n", *keys)
        _need_words(full, "period", "law")
        return {k: v for k, v in full.items() if k not in _OPTIONAL_OF_COUNT or v is not None}
    if variable.type == "edges":
        full = _ordered(value, "from", "to", "forms", "victims")
        _need_lists(full, "forms", "victims", "via")
        return {
            k: v for k, v in full.items() if k not in ("via", "certainty") or v not in (None, [])
        }
    if variable.type == "cases":
        full = {**dict.fromkeys(_CASE), "victim_groups": [], "victim_origins": [], **value}
        _need_words(full, "law", "date")
        _need_lists(full, "victim_groups", "victim_origins")
        return {**full, "official": bool(full["official"])}
    return value


def _ordered(value: dict[str, object], *keys: str) -> dict[str, object]:
    """Return a row with some keys first, None where it lacks them."""
    return {**{key: value.get(key) for key in keys}, **value}


def _currency_name(unit: str) -> str:
    return unit.removeprefix("currency:")


def _need_words(row: dict[str, object], *keys: str) -> None:
    for key in keys:
        words = row[key]
        if words is not None and not (isinstance(words, str) and len(words) <= _LONGEST_WORDS):
            raise _Refuse("unknown_value", f"{key} holds no short words")


def _need_lists(row: dict[str, object], *keys: str) -> None:
    """Make a list of what is none, where that is meant; a list holds words alone."""
    for key in keys:
        value = row.get(key)
        listed = value if isinstance(value, list) else [] if value is None else [value]
        if not all(isinstance(item, str) for item in listed):
            raise _Refuse("unknown_value", f"{key} is no list of codes")
        row[key] = list(dict.fromkeys(listed))


def _side(value: object, supports: str | None) -> str | None:
    if isinstance(value, dict | list) or supports in (None, "", "null"):
        return None
    return supports if supports in ("yes", "no", "mixed", "not_reported") else None
