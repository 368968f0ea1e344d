"""What happened to the things counted: the verb after their noun, the nearest fitting one before it, or inside it."""

from __future__ import annotations

from typing import NamedTuple

from tierbook.coding.coders.rules.figures.phrases import Phrase
from tierbook.coding.coders.rules.figures.reach import (
    BOUND_WORDS,
    fitting,
    governs,
    is_other_act,
    is_tight,
    near_words,
)
from tierbook.coding.coders.rules.figures.tokens import NUMBER_WORDS, Number
from tierbook.coding.coders.rules.figures.words import Event, FigureWords

__all__ = [
    "Found",
    "after_verb",
    "before_verb",
    "changed",
    "inner_verb",
    "later_verb",
    "sentenced_to",
]

_AUX = frozenset(
    "was were is are been being be had has have who that which also reportedly later subsequently formally officially"
    " newly to voluntarily ultimately eventually finally successfully".split()
)
_BARRIERS = frozenset("compared comparison versus that who which whom whether".split())
_CHANGING = frozenset(
    "increased increasing increase decreased decreasing decrease rose risen rising fell fallen falling dropped declined"
    " grew grown raised raising reduced reducing expanded expanding bringing brought doubled total".split()
)
_DONE_BY = frozenset(
    "testified testifying cooperated participated participating stayed resided lived awaited faced attended".split()
)
_TEACHINGS = frozenset("trainings training workshops courses".split())
_LESSONS = frozenset("session sessions seminar seminars course workshop".split())
_ABOUT = frozenset("on about in concerning regarding covering".split())
_AMOUNTS = frozenset("reached totaled totalled numbered exceeded equaled surpassed".split())
_NOUN_LINKS = frozenset("of for to against involving into in on".split())
_OBJECT = frozenset(
    "the a an its their his her this these those them law police prosecutors authorities".split()
)
_JOINING = frozenset("participated attended completed graduated received underwent".split())
_SUBJECT_VERBS = frozenset(
    "received receiving testified participated benefited benefitted returned cooperated awaited faced stood pleaded pled"
    " stayed resided lived obtained entered took went called contacted phoned enrolled attended joined accepted gave used remained".split()
)


class Found(NamedTuple):
    """Figures that a number is of, with the token of the event they rest on."""

    bases: tuple[str, ...]
    at: int
    own: bool
    parts: tuple[str, ...] = ()
    named: bool = False  # the words name what is counted apart from the number


def sentenced_to(words: list[str], phrase: Phrase) -> str | None:
    """Return the figure of those who were given a sentence: "31 received prison terms"."""
    i = _past_bracket(words, phrase.end)
    while i < len(words) and words[i] in _AUX:
        i += 1
    if i >= len(words) or words[i] not in (
        "received",
        "got",
        "sentenced",
        "given",
        "served",
        "ordered",
        "fined",
    ):
        return None
    rest = words[i : i + 14]
    for j, word in enumerate(rest):
        if word in (";", ".") or (j and word in ("while", "but")):
            rest = rest[:j]
            break
    if "suspended" in rest and "not" not in rest[: rest.index("suspended")]:
        return "suspended_sentences"
    if any(
        w in ("prison", "imprisonment", "jail", "incarceration", "months", "years", "life")
        for w in rest
    ):
        return "sentences_prison"
    if any(w in ("fine", "fines", "fined") for w in rest):
        return "sentences_fine"
    if any(w in ("probation", "community", "sentences", "sentence") for w in rest):
        return "sentences_other"
    return None


def inner_verb(
    words: list[str], number: Number, phrase: Phrase, known: FigureWords
) -> Found | None:
    """The verb inside the noun phrase: "66 licensed companies", "12 convicted traffickers"."""
    for i in range(number.last, phrase.end - 1):
        events = known.verbs.get(words[i])
        if events is not None and words[i].endswith("ed"):
            bases = fitting(events, phrase.head)
            if bases:
                return Found(bases, i, own=True)
    return None


def after_verb(
    words: list[str], clauses: list[int], number: Number, phrase: Phrase, known: FigureWords
) -> Found | None:
    """The verb after the noun: "12 suspects were arrested", "38 victims identified and referred"."""
    i, aux = _past_bracket(words, phrase.end), False
    if phrase.head is None and not phrase.of and not phrase.end:
        return None
    while i < len(words) and words[i] in _AUX:
        aux = True
        i += 1
    state = _state(words, i, phrase, known)
    if state is not None or i >= len(words) or words[i] not in known.verbs:
        return state
    verb = words[i]
    following = words[i + 1] if i + 1 < len(words) else ""
    if not aux and verb not in _SUBJECT_VERBS:
        if following in _OBJECT or following in known.heads or following[:1].isdigit():
            return None
        if not verb.endswith("ed"):
            return None
    relative = any(w in ("who", "that", "which") for w in words[phrase.end : i])
    if (not aux and verb not in _SUBJECT_VERBS) or relative:
        # "accommodated two victims identified before": the verb of the sentence comes first.
        main = before_verb(words, clauses, number, phrase, known, telling=False)
        if main is not None and number.first - main.at <= 5:
            return main
    if verb == "reported":
        return None
    bases = fitting(known.verbs[verb], phrase.head, words[i + 1 : i + 9])
    if phrase.head is None:
        bases = tuple(b for b in bases if aux or verb in _SUBJECT_VERBS)
    j = i + 1
    while j + 1 < len(words) and words[j] in ("and", "or", ",") and words[j + 1] in known.verbs:
        bases += fitting(known.verbs[words[j + 1]], phrase.head)
        j += 2
    if bases and not aux and phrase.head == "victim" and verb.endswith("ed"):
        told = words[max(0, number.first - 5) : number.first]
        if "if" not in told and "whether" not in told:
            bases += _predicate(words, clauses, j, phrase, known)
    return Found(_once(bases), i, own=True) if bases else None


def _predicate(
    words: list[str], clauses: list[int], i: int, phrase: Phrase, known: FigureWords
) -> tuple[str, ...]:
    """What the sentence goes on to say of victims: "all 40 victims identified by police received care"."""
    clause = clauses[phrase.end - 1]
    for j in range(i, min(i + 12, len(words) - 1)):
        word = words[j]
        if clauses[j] != clause or word in ("(", ",", "who", "that", "which", "and"):
            break
        if word in ("was", "were"):
            while j + 1 < len(words) and words[j] in _AUX:
                j += 1
            return fitting(known.verbs.get(words[j], ()), phrase.head, words[j + 1 : j + 9])
        if word in _SUBJECT_VERBS and words[j - 1] not in ("by", "to"):
            return fitting(known.verbs.get(word, ()), phrase.head, words[j + 1 : j + 9])
    return ()


def before_verb(
    words: list[str],
    clauses: list[int],
    number: Number,
    phrase: Phrase,
    known: FigureWords,
    *,
    telling: bool = True,
) -> Found | None:
    """The nearest verb before the number, or noun with "of", that fits what is counted.

    Without `telling`, verbs that only tell of a count ("reported 12 victims") are passed over.
    """
    clause = clauses[number.first]
    i = number.first - 1
    alone = phrase.head is None
    if alone and words[phrase.end : phrase.end + 1] == ["remained"]:
        return None  # "12 were arrested and nine remained at large"
    steps = 0
    while i >= 0 and clauses[i] == clause:
        word = words[i]
        if word == ")":
            i = _open(words, i) - 1
            continue
        if word in _BARRIERS and not (word == "that" and words[i - 1][:8] == "estimate"):
            return None
        events = _told_at(words, i, number, phrase, known, telling=telling)
        if events is not None:
            bases = fitting(events, phrase.head, near_words(words, i + 1, phrase.end, known))
            if bases:
                return Found(_once(_chain(words, i, phrase, known) + bases), i, own=True)
            if governs(words, i, number, known):
                return None
        if is_other_act(words, i, known):
            return None
        if alone and not (
            word in ("a", "total", "of", "only", "an", "additional", "the", "another")
            or word in BOUND_WORDS
        ):
            steps += 1
            if steps > 1 or word == ",":
                return None
        i -= 1
    return None


def _told_at(
    words: list[str],
    i: int,
    number: Number,
    phrase: Phrase,
    known: FigureWords,
    *,
    telling: bool,
) -> tuple[Event, ...] | None:
    """Return the events that a word tells of things counted after it, None for a word that tells of none."""
    word = words[i]
    events = known.verbs.get(word)
    if word in _DONE_BY and words[i + 1] != "by":
        return None  # "cooperated with an NGO to free 30 children": not these did
    if events is None:
        trains = phrase.head == "official" and word in _TEACHINGS | _LESSONS
        if not trains and not _linked(words, i + 1):
            return None
        if not trains and phrase.head == "official" and _is_taught(words, i):
            return None
        events = known.nouns.get(word)
    if events is not None and not (telling and is_tight(words[i + 1 : number.first])):
        return tuple(e for e in events if not e.tight)
    return events


def _is_taught(words: list[str], i: int) -> bool:
    """Tell whether a noun is what a training is about: "courses on investigations for 55 officers"."""
    before = words[max(0, i - 9) : i]
    about = max((j for j, w in enumerate(before) if w in _ABOUT), default=0)
    return any(w in _TEACHINGS | _LESSONS for w in before[:about])


def _state(words: list[str], i: int, phrase: Phrase, known: FigureWords) -> Found | None:
    """The state that things counted are in: "four officers were under investigation", "ten suspects on trial"."""
    if phrase.head is None or not (
        words[i : i + 1] in (["under"], ["pending"]) or words[i : i + 2] == ["on", "trial"]
    ):
        return None
    events = known.nouns.get(words[i + 1] if i + 1 < len(words) else "")
    bases = fitting(events, phrase.head) if events else ()
    return Found(bases, i + 1, own=True) if bases else None


def _past_bracket(words: list[str], i: int) -> int:
    """Return the token after a bracket that opens here: "55 traffickers (25 percent) received"."""
    if words[i : i + 1] == ["("] and ")" in words[i : i + 9]:
        return words.index(")", i) + 1
    return i


def _linked(words: list[str], i: int) -> bool:
    """Tell whether a noun is joined to what it is of: "the arrest of", "prosecutions continued against"."""
    if i < len(words) and words[i] in ("continued", "ongoing", "pending"):
        i += 1
    if words[i : i + 2] == ["at", "least"]:
        return False
    if i < len(words) and words[i - 1] in ("inspections", "visits"):
        return words[i] in ("with", "at", "of", "on", "to", "onboard")
    return i < len(words) and words[i] in _NOUN_LINKS


def _open(words: list[str], i: int) -> int:
    """Return the token of the bracket that a closing one belongs to."""
    while i > 0 and words[i] != "(":
        i -= 1
    return i


def _chain(words: list[str], i: int, phrase: Phrase, known: FigureWords) -> tuple[str, ...]:
    """Return the figures of verbs, or of nouns, joined to one: "investigated, prosecuted, and convicted"."""
    bases: tuple[str, ...] = ()
    if words[i] not in known.verbs and i and words[i - 1] in known.verbs:
        i -= 1  # "identified and provided support to"
    table = known.verbs if words[i] in known.verbs else known.nouns
    while i >= 2 and (
        words[i - 1] in ("and", "or") or (words[i - 1] == "," and table is known.verbs)
    ):
        j = i - 2
        if words[j] == "," and words[i - 1] in ("and", "or"):
            j -= 1
        events = table.get(words[j])
        if j < 0 or events is None:
            break
        bases = fitting(events, phrase.head) + bases
        i = j
    return bases


def later_verb(
    words: list[str], clauses: list[int], number: Number, phrase: Phrase, known: FigureWords
) -> Found | None:
    """The verb of a subject with words between: "12 suspects in two cases were convicted"."""
    if phrase.head is None:
        return None
    i = phrase.end
    limit = min(i + 14, len(words))
    while i + 1 < limit and clauses[i] == clauses[phrase.end - 1]:
        if words[i] == "," and words[0] in ("of", "among") and number.first < 4:
            return None  # "of 56 accused officers, four were dismissed"
        if (
            words[i] == ","
            and words[i + 1] in NUMBER_WORDS
            and words[i + 2 : i + 3] in (["was"], ["were"])
        ):
            return None
        if words[i] in _JOINING and phrase.head in ("official", "victim", "person"):
            bases = fitting(known.verbs[words[i]], phrase.head, words[i + 1 : i + 9])
            return Found(bases, i, own=True) if bases else None
        if words[i] in ("was", "were", "been"):
            j = i + 1
            while j < limit and words[j] in _AUX:
                j += 1
            state = _state(words, j, phrase, known)
            if state is not None:
                return state
            if j < limit and words[j] in known.verbs:
                bases = fitting(known.verbs[words[j]], phrase.head)
                if bases:
                    return Found(bases, j, own=True)
        i += 1
    return None


def changed(
    words: list[str], clauses: list[int], number: Number, phrase: Phrase, known: FigureWords
) -> Found | None:
    """What a change from one number to another is of: "increased its campaigns from 22 to 210"."""
    i = number.first - 1
    while i > 0 and words[i] != "to" and words[i] in BOUND_WORDS:
        i -= 1
    if phrase.head is not None or i < 1 or not _measured(words, i):
        return None
    begin = clauses.index(clauses[number.first])
    clause = words[begin:i]
    if "number" in clause and words[begin + clause.index("number") + 1] == "of":
        return _number_of(words, begin + clause.index("number") + 2, i, known)
    if words[i] == "to" and _CHANGING.isdisjoint(clause):
        return None
    while i >= begin:
        word = words[i]
        kind = known.heads.get(word)
        direct = known.direct.get(kind or "")
        if direct is not None:
            return Found((direct,), number.first, own=False, named=True)
        if word in known.verbs and word not in ("reported", "provided"):
            bases = fitting(known.verbs[word], None)
            if bases:
                return Found(bases, i, own=False)
        elif kind in ("center", "company", "country") and word not in known.nouns:
            return None
        i -= 1
    return None


def _number_of(words: list[str], begin: int, end: int, known: FigureWords) -> Found | None:
    """What a number that was named before it is of: "the number of victims receiving assistance grew to 96"."""
    head: str | None = None
    events: list[Event] = []
    for i in range(begin, end):
        word = words[i]
        kind = known.heads.get(word)
        if head is None and kind is not None and words[i + 1] not in known.heads:
            head = kind
            direct = known.direct.get(kind)
            if direct is not None:
                return Found((direct,), i, own=False, named=True)
        if word in known.verbs:
            events.extend(known.verbs[word])
        bases = fitting(tuple(events), head) if head else ()
        if bases:
            return Found(bases[:1], i, own=False, named=True)
    return None


def _measured(words: list[str], i: int) -> bool:
    """Tell whether the word before a number makes it the size of its subject: "rose from 22 to 210", "reached 40"."""
    if words[i] in ("from", "to"):
        return words[i - 1] not in ("compared", "comparison", "up", "due", "according")
    if words[i] == "at":
        return words[i - 1] in ("stood", "remained")
    return words[i] in _AMOUNTS or (words[i] in ("was", "were") and "number" in words[:i])


def _once(bases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(bases))
