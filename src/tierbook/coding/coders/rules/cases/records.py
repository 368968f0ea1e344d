"""From sentences to records of cases.

A sentence tells a case where it says what happened to one accused, or to a few in a story that its words open ("in one
case", "in March 2017"). The sentences after it that go on ("the court sentenced him") add to the same record. A record
holds codes, numbers, a date and words of law, so no name of a person can stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tierbook.coding.coders.rules.cases.words import CaseWords, load_case_words
from tierbook.coding.coders.rules.figures.laws import find_law
from tierbook.coding.coders.rules.figures.money import find_sums
from tierbook.coding.coders.rules.figures.phrases import read_phrase
from tierbook.coding.coders.rules.figures.sentences import read_terms
from tierbook.coding.coders.rules.figures.tokens import (
    NUMBER_WORDS,
    Tokens,
    find_numbers,
    split_words,
)
from tierbook.coding.coders.rules.figures.words import FigureWords, load_figure_words
from tierbook.coding.coders.rules.reading import Candidate, Reading, Unit
from tierbook.coding.patterns import any_of
from tierbook.text import late

__all__ = ["CASES", "code_cases"]

CASES = "cases.records"
_FEW = 12
_OUTCOME = any_of(
    "arrest detain apprehend charg indict arraign prosecut tried acquit exonerat dismiss convict guilty sentenc fined"
    " imprison custody".split()
)
_PILLARS = ("prosecution", "protection", "prevention", "standards")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE = late(rf"\b((?:early |late |mid-)?(?:{_MONTHS})(?: (?:\d{{1,2}}, )?(?:19|20)\d\d)?)\b")
_YEAR = late(r"\b(?:in|the|during) ((?:19|20)\d\d)\b(?! (?:anti|law|act|penal|reporting))")
# Where a sentence passes from one accused to others, or to another year.
_OTHERS = late(
    r"(?:,|;|\band|\bbut)(?: and| but)? (?:\d+|two|three|four|five|six|seven|eight|nine|ten|\w+teen) (?:[\w-]+ ){0,2}?"
    r"(?:traffickers|offenders|defendants|suspects|perpetrators)\b|,? compared (?:with|to)\b"
)
_DENIED = frozenset("not no never without failed neither nor yet".split())
_CONDITIONS = frozenset(
    "if unless could can may might would should whether must permits allows when".split()
)
_PASSIVE = frozenset("was were been being got".split())
_ARTICLES = {"a": 1, "an": 1, "one": 1}
_OFFICIAL_ROLES = frozenset(("police", "military", "diplomat", "official"))
_GENERAL = frozenset("trafficker official".split())
_LINKS = frozenset("in of for on under who and or from to with by after during".split())
_VICTIM_WORDS = frozenset(
    "victim victims girls girl boys boy children child women woman workers worker".split()
)
_PENDING = "pending"


@dataclass(slots=True)
class _Accused:
    role: str
    n: int | None
    single: bool


def code_cases(reading: Reading) -> list[Candidate]:
    """Return candidates of `cases.records`; each value is one record, and every sentence that adds to it is evidence."""
    words, known = load_case_words(), load_figure_words(reading.home)
    found: list[Candidate] = []
    last: tuple[Unit, dict[str, object]] | None = None
    for unit in reading.units:
        if unit.pillar not in _PILLARS or unit.paragraph == 0 or not _OUTCOME.possible(unit.lower):
            continue
        lower = _of_one_case(unit.lower)
        tokens = split_words(lower)
        goes_on = (
            last is not None
            and unit.index - last[0].index <= 2
            and unit.paragraph == last[0].paragraph
            and words.next_sentence.match(unit.lower) is not None
        )
        record: dict[str, object] | None
        if goes_on and last is not None:
            if not _outcomes_in(tokens.words, words) and "sentence" not in unit.lower:
                continue
            record = last[1]
            _add(record, reading, unit, lower, tokens, words, known)
        else:
            record = _record(reading, unit, lower, tokens, words, known)
        if record is None:
            continue
        last = (unit, record)
        found.append(
            Candidate(
                CASES,
                record,
                unit,
                unit.start,
                unit.end,
                f"case.{record['outcome']}",
                actor="government",
            )
        )
    return found


def _of_one_case(lower: str) -> str:
    """Return the words of a sentence up to where it passes to others."""
    others = _OTHERS.search(lower)
    return lower[: others.start()] if others else lower


def _record(
    reading: Reading,
    unit: Unit,
    lower: str,
    tokens: Tokens,
    words: CaseWords,
    known: FigureWords,
) -> dict[str, object] | None:
    """Return the record of a sentence that tells a case, or None."""
    if words.outcomes.keys().isdisjoint(tokens.words) and "received" not in tokens.words:
        return None
    accused, outcomes = _accused(tokens.words, words)
    if accused is None or not outcomes:
        return None
    few = accused.n is not None and accused.n <= _FEW
    told = accused.single or (
        few and (_DATE.search(lower) is not None or words.opener.search(lower) is not None)
    )
    if not told:
        return None
    record: dict[str, object] = {
        "role": accused.role,
        "official": accused.role in _OFFICIAL_ROLES,
        "accused": accused.n,
        "offence": None,
        "law": None,
        "outcome": outcomes[0],
        "sentence_months": None,
        "suspended": None,
        "fine": None,
        "fine_unit": None,
        "victims": None,
        "victim_groups": [],
        "victim_origins": [],
        "date": None,
    }
    _add(record, reading, unit, lower, tokens, words, known)
    return record


def _add(
    record: dict[str, object],
    reading: Reading,
    unit: Unit,
    lower: str,
    tokens: Tokens,
    words: CaseWords,
    known: FigureWords,
) -> None:
    """Add to a record what a sentence says of its case; what is already known stays, but a case only goes forward."""
    steps = ["prosecuted" if record["outcome"] == _PENDING else str(record["outcome"])]
    steps += _outcomes_in(tokens.words, words)
    furthest = max(steps, key=words.steps.index)
    waiting = record["outcome"] == _PENDING or any(w in words.pending for w in tokens.words)
    is_open = waiting and furthest in ("arrested", "charged", "prosecuted")
    record["outcome"] = _PENDING if is_open else furthest
    if record["offence"] in (None, "trafficking"):
        named = next((name for name, pattern in words.offences if pattern.search(lower)), None)
        record["offence"] = named or record["offence"]
    record["law"] = record["law"] or find_law(unit.text, lower)
    numbers = find_numbers(tokens, known)
    terms = [t for t in read_terms(tokens, numbers, known) if t.kind in ("imposed", "suspended")]
    if terms and record["sentence_months"] is None:
        record["sentence_months"] = max((t.high or t.low or 0 for t in terms), default=0) or None
        record["outcome"] = "convicted"
    if any(t.kind == "suspended" for t in terms) or "suspended sentence" in lower:
        record["suspended"] = True
    fine = next((s for s in find_sums(lower) if s.kind == "fines"), None)
    if fine is not None and record["fine"] is None:
        record["fine"], record["fine_unit"] = fine.amount, fine.currency
    _victims(record, reading, unit, tokens, known)
    date = _DATE.search(lower) or _YEAR.search(lower)
    if date is not None and record["date"] is None:
        record["date"] = unit.text[date.start(1) : date.end(1)]


def _accused(tokens: list[str], words: CaseWords) -> tuple[_Accused | None, list[str]]:
    """Return the accused next to an outcome, and the outcomes of the sentence, the furthest first."""
    outcomes = _outcomes_in(tokens, words)
    for i, token in enumerate(tokens):
        if token not in words.outcomes or _denied(tokens, i) or _conditional(tokens[:i]):
            continue
        head = None
        if i and tokens[i - 1] in _PASSIVE:
            head = _head_before(tokens, i - 1, words)
        elif token in ("arrest", "conviction", "prosecution", "sentencing"):
            head = _head_after(tokens, i, words, reach=8)
        else:
            head = _head_after(tokens, i, words, reach=7)
        if head is not None:
            return head, sorted(outcomes, key=words.steps.index, reverse=True)
    for i in range(1, len(tokens)):
        if tokens[i] == "received" and any(
            w in ("sentence", "prison", "imprisonment", "years") for w in tokens[i : i + 8]
        ):
            head = _head_before(tokens, i, words)
            if head is not None:
                return head, ["convicted"]
    return None, []


def _conditional(tokens: list[str]) -> bool:
    """Tell whether words before an outcome make it a mere possibility; "in May" is a month."""
    return any(
        token in _CONDITIONS and not (token == "may" and tokens[max(0, i - 1) : i] == ["in"])
        for i, token in enumerate(tokens)
    )


def _outcomes_in(tokens: list[str], words: CaseWords) -> list[str]:
    return list(
        dict.fromkeys(
            words.outcomes[t]
            for i, t in enumerate(tokens)
            if t in words.outcomes and not _denied(tokens, i)
        )
    )


def _denied(tokens: list[str], i: int) -> bool:
    return not _DENIED.isdisjoint(tokens[max(0, i - 4) : i])


def _head_after(tokens: list[str], i: int, words: CaseWords, *, reach: int) -> _Accused | None:
    stop = min(i + 1 + reach, len(tokens))
    for j in range(i + 1, stop):
        word = tokens[j]
        if word in _VICTIM_WORDS and word not in words.roles:
            return None
        if word in (";", ".", ",", "(", "for", "under", "who", "victims"):
            return None
        following = tokens[j + 1] if j + 1 < len(tokens) else "."
        if word == "national" and following[0].isalpha() and following not in _LINKS:
            return None
        if word in words.roles and following not in words.roles:
            return _describe(tokens, i + 1, j, words)
    return None


def _head_before(tokens: list[str], i: int, words: CaseWords) -> _Accused | None:
    for j in range(i - 1, max(-1, i - 12), -1):
        word = tokens[j]
        if word in (";", ".", "and") or word in (
            "victim",
            "victims",
            "case",
            "cases",
            "children",
            "girls",
        ):
            return None
        if word in words.roles:
            begin = j
            while (
                begin > 0
                and j - begin < 6
                and tokens[begin - 1] not in (",", ";", ".", "(", "that")
            ):
                begin -= 1
            return _describe(tokens, begin, j, words)
    return None


def _describe(tokens: list[str], begin: int, at: int, words: CaseWords) -> _Accused:
    """Return role and number of the accused whose head stands at a token."""
    role = words.roles[tokens[at]]
    phrase = tokens[begin:at]
    if role in _GENERAL:
        marks = (words.role_marks.get(w) or words.roles.get(w) for w in reversed(phrase))
        marked = next((m for m in marks if m is not None and m not in _GENERAL), None)
        role = marked or role
    n: int | None = None
    for word in reversed(phrase):
        if word in _ARTICLES or word in NUMBER_WORDS or word.isdecimal():
            n = (
                _ARTICLES.get(word)
                or NUMBER_WORDS.get(word)
                or (int(word) if word.isdecimal() else None)
            )
            break
        if word in ("the", "its", "this", "kingpin", "notorious", "convicted"):
            n = None if tokens[at].endswith("s") else 1
    single = n == 1 and not tokens[at].endswith("s")
    return _Accused(role, n, single)


def _victims(
    record: dict[str, object], reading: Reading, unit: Unit, tokens: Tokens, known: FigureWords
) -> None:
    numbers = [n for n in find_numbers(tokens, known) if n.kind == "count"]
    for k, number in enumerate(numbers):
        stop = numbers[k + 1].first if k + 1 < len(numbers) else len(tokens.words)
        phrase = read_phrase(tokens, number, stop, known)
        words = tokens.words[number.last : phrase.end]
        told = phrase.head == "victim" or (
            phrase.head == "person"
            and not _VICTIM_WORDS.isdisjoint(words)
            and _is_object(tokens.words, number.first)
        )
        if told and record["victims"] is None:
            record["victims"] = number.n
            groups = ("men", "women", "children", "boys", "girls")
            record["victim_groups"] = [g for g in groups if g in phrase.parts]
    if not record["victim_origins"]:
        record["victim_origins"] = list(dict.fromkeys(_origins(reading, unit)))


def _is_object(words: list[str], i: int) -> bool:
    """Tell whether a number follows a verb of exploitation: "for forcing three girls"."""
    return any(
        w.startswith(
            (
                "exploit",
                "forc",
                "traffick",
                "prostitut",
                "recruit",
                "subject",
                "enslav",
                "abus",
                "hold",
                "transport",
                "lur",
            )
        )
        for w in words[max(0, i - 5) : i]
    )


def _origins(reading: Reading, unit: Unit) -> Iterator[str]:
    """Yield the countries that words of victims name: "victims from Colombia", "two Nigerian girls"."""
    for mention in reading.mentions(unit):
        if len(mention.codes) != 1:
            continue
        start, end = mention.start - unit.start, mention.end - unit.start
        before, after = unit.lower[max(0, start - 40) : start], unit.lower[end : end + 40]
        named = re.match(
            r"(?: [\w-]+){0,3}? (?:victims?|girls?|boys?|women|woman|children|child|workers?)\b",
            after,
        )
        of = re.search(
            r"\b(?:victims?|girls?|boys?|women|woman|children|workers?) (?:\w+ )?from (?:[\w, ]*)$",
            before,
        )
        if named or of:
            yield mention.codes[0]
