"""The figures of one sentence: each number with what happened to the things it counts.

A figure takes its event from its own noun ("21 prosecutions"), from the verb after it ("12 suspects were arrested"),
from the nearest verb before it that fits its noun ("convicted 12 suspects"), or from the figure whose part it is
("24 were adults"). Units are never added, and a part names its whole.
"""

from __future__ import annotations

from typing import NamedTuple

from tierbook.coding.coders.rules.figures.actors import find_actor
from tierbook.coding.coders.rules.figures.figure import Figure
from tierbook.coding.coders.rules.figures.periods import CURRENT, PREVIOUS, find_periods
from tierbook.coding.coders.rules.figures.phrases import OTHER, Phrase, read_phrase
from tierbook.coding.coders.rules.figures.reach import hurt
from tierbook.coding.coders.rules.figures.tokens import NUMBER_WORDS, Number, Tokens
from tierbook.coding.coders.rules.figures.verbs import (
    Found,
    after_verb,
    before_verb,
    changed,
    inner_verb,
    later_verb,
    sentenced_to,
)
from tierbook.coding.coders.rules.figures.wholes import UNITS, inherit, is_victim_alone
from tierbook.coding.coders.rules.figures.words import FigureWords
from tierbook.text import late

__all__ = ["read_figures"]

_BREAKS = frozenset(";:—–")
_NEW_CLAUSE = frozenset("but while however although whereas though".split())
_SUBJECTS = frozenset("the ngos authorities police courts government an one".split())
_COUNTED = late(rf"\d|and$|(?:{'|'.join(NUMBER_WORDS)})$")
_ONGOING = frozenset("investigations prosecutions".split())
_GOING_ON = frozenset("continued continuing".split())
_OF_THE = frozenset("of the these those its all".split())
_AS_VICTIMS = frozenset(
    "victims_identified victims_assisted victims_repatriated victims_referred victims_certified".split()
)
_VICTIM_MARKS = frozenset(
    "victim victims trafficking trafficked forced exploited exploitation abuse abused abusive slavery servitude bondage"
    " exploitative begging survivors".split()
)
_STORIES = "case investigation prosecution conviction operation training campaign shelter inspection".split()
_THINGS = frozenset(
    "hotline_calls labor_inspections trainings campaigns shelters residence_permits".split()
)
_SUSPECTS = frozenset(
    (
        "arrests",
        "convictions",
        "prosecutions",
        "sentences_fine",
        "sentences_prison",
        "investigations",
    )
)
_IDENTIFIED = "victims_identified"
_NO_HOMES = frozenset(
    "counseling counselling training detention call health information social job community outreach resource processing"
    " resettlement medical youth learning service support legal".split()
)
_ONE_STORY = frozenset("case trial capacity beds room involving exploiting exploited up".split())
_OTHER = {
    "victim": "victims",
    "person": "persons",
    "accused": "accused",
    "case": "cases",
    "official": "officials",
    "military": "officials",
    "country": "countries",
    "operation": "operations",
    "violation": "violations",
    "contact": "contacts",
    "company": "companies",
    "center": "centers",
    "sentence": "sentences",
}
_OFFICIAL = {
    "investigations": "officials_investigated",
    "prosecutions": "officials_prosecuted",
    "convictions": "officials_convicted",
    "arrests": "officials_arrested",
}
_TRAINED = (
    ("police", ("police", "policemen")),
    ("prosecutors", ("prosecutors", "prosecutor")),
    ("judges", ("judges", "magistrates", "judge", "judiciary")),
    ("border", ("border", "immigration")),
    ("inspectors", ("inspectors",)),
)


class _Counted(NamedTuple):
    """A number with all that its sentence says of it."""

    tokens: Tokens
    number: Number
    phrase: Phrase
    found: Found
    period: str
    stretch: int | None
    actor: str


def read_figures(
    tokens: Tokens,
    numbers: list[Number],
    noughts: list[Figure],
    edition: int | None,
    known: FigureWords,
    before: list[Figure],
) -> list[Figure]:
    """Return the figures of a sentence in the order of its words.

    Args:
        tokens: the words of the sentence, lower-cased.
        numbers: the counts among them.
        noughts: figures that the sentence says are 0.
        edition: year of the edition, for the periods that years name.
        known: the tables of words.
        before: the figures of the sentence before, for "of these".
    """
    if not numbers:
        return noughts
    periods = find_periods(tokens, numbers, edition)
    clauses = _clauses(tokens.words)
    made: list[Figure] = []
    words = tokens.words
    waiting = list(noughts)
    phrases = _phrases(tokens, numbers, known)
    # What opens a sentence as a comparison is read last, when what it is compared with is known.
    opens = [k for k, (_, stretch) in enumerate(periods) if stretch is not None and stretch < 2]
    for k in (*(k for k in range(len(numbers)) if k not in opens), *opens):
        number = numbers[k]
        while waiting and waiting[0].number.first < number.first:
            made.append(waiting.pop(0))
        phrase = phrases[k]
        period, stretch = periods[k]
        if phrase.head == OTHER and stretch is not None and phrase.word == ")":
            phrase = phrase._replace(head=None)  # "convicting seven (four)", after "(22 in 2016)"
        found = _resolve(
            tokens,
            clauses,
            number,
            _stood_for(words, number, phrase, made, known),
            made,
            before,
            known,
            stretch,
        )
        if found is not None and is_victim_alone(phrase, found, made, before) and made:
            # "opened 24 cases and referred 18": of the same kind as those before.
            alike = phrase._replace(head="case" if made[-1].unit == "cases" else OTHER)
            found = _resolve(tokens, clauses, number, alike, made, before, known, stretch)
        if found is not None and (
            is_victim_alone(phrase, found, made, before)
            or _is_bystander(tokens.words, number, phrase, found, known)
            or (
                not any(f.base in found.bases and f.head == "victim" for f in made)
                and _is_no_victim(tokens.words, clauses, number, phrase, found, known)
            )
            or _is_room(tokens.words, number, found)
            or (
                phrase.head == "center"
                and not _NO_HOMES.isdisjoint(words[number.last : phrase.end])
            )
        ):
            found = None
        if found is None and phrase.of and k + 1 < len(numbers) and phrases[k + 1].whole:
            lead = numbers[k + 1], phrases[k + 1]
            found = _resolve(tokens, clauses, *lead, made, before, known, stretch)
            found = found and found._replace(own=False)
        found = found or _of_those_identified(words, number, phrase, made, before, stretch)
        found = found or _other(tokens.words, number, phrase)
        if found is None:
            continue
        actor = find_actor(tokens.words, clauses, number, phrase, found, known)
        if not found.own:
            actor = next((f.actor for f in reversed(made) if f.base in found.bases), actor)
        counted = _Counted(tokens, number, phrase, found, period, stretch, actor)
        made.extend(_figure(counted, base, made, before, known) for base in found.bases)
    made.extend(waiting)
    _compare(made, before, edition)
    return made


def _stood_for(
    words: list[str], number: Number, phrase: Phrase, made: list[Figure], known: FigureWords
) -> Phrase:
    """Give "83 of them" what the pronoun stands for, and "closed 30 agencies and suspended seven" the noun left out."""
    if phrase.head is not None or not made or not number.first:
        return phrase
    events = known.verbs.get(words[number.first - 1], ())
    unsaid = bool(events) and not any("none" in e.figures and not e.near for e in events)
    if phrase.word in ("them", "which") or unsaid:
        return phrase._replace(head=made[-1].head)
    return phrase


def _is_bystander(
    words: list[str], number: Number, phrase: Phrase, found: Found, known: FigureWords
) -> bool:
    """Tell whether persons who were arrested or fined are people in prostitution, not suspects of trafficking."""
    if phrase.head != "person" or not _SUSPECTS.issuperset(found.bases):
        return False
    near = words[number.last : phrase.end + 8]
    return any(
        w in known.not_suspects
        and near[i - 1] not in ("forced", "child", "exploiting", "facilitating", "of", "into")
        for i, w in enumerate(near)
    )


def _is_no_victim(
    words: list[str],
    clauses: list[int],
    number: Number,
    phrase: Phrase,
    found: Found,
    known: FigureWords,
) -> bool:
    """Tell whether migrants or workers were found or helped of whom the clause says nothing that makes them victims."""
    if phrase.word not in known.weak or not _AS_VICTIMS.issuperset(found.bases):
        return False
    if not found.own:
        return False  # part of a whole of victims
    clause = clauses[number.first]
    near = range(max(0, number.first - 14), min(len(words), phrase.end + 14))
    return not any(clauses[i] == clause and words[i] in _VICTIM_MARKS for i in near)


def _is_room(words: list[str], number: Number, found: Found) -> bool:
    """Tell whether a bound is of the room in a shelter, not of those helped: "can accommodate up to 20 victims"."""
    return (
        number.exactness == "at_most"
        and found.own
        and found.at < number.first
        and words[found.at].startswith(("accommodat", "hous", "host", "shelter", "serv"))
    )


def _other(words: list[str], number: Number, phrase: Phrase) -> Found | None:
    """A count of known things of which nothing known is told."""
    name = _OTHER.get(phrase.head or "")
    if (
        name is None
        or words[number.first] in ("one", "a", "an", "first")
        or (number.first == 0 and number.n < 2)
    ):
        return None
    if name == "operations" and phrase.word in ("raid", "raids"):
        name = "raids"
    return Found((f"other_{name}",), number.first, own=True)


def _of_those_identified(
    words: list[str],
    number: Number,
    phrase: Phrase,
    made: list[Figure],
    before: list[Figure],
    stretch: int | None,
) -> Found | None:
    """Tell whether victims of whom nothing is told are some of those just counted, as in a list by form or country."""
    if phrase.head != "victim" or stretch is not None or number.n < 2 or number.exactness:
        return None
    told = [f for f in (*made, *before) if f.base == _IDENTIFIED and f.period == CURRENT]
    inside = any(
        words[i] == "identified" and words[i + 1] in ("victims", "trafficking")
        for i in range(number.first - 1)
    )
    if not (inside or any(f.number.n >= number.n for f in told)):
        return None
    case = words[max(0, number.first - 8) : number.first]
    if not _ONE_STORY.isdisjoint(case) or "not" in words[phrase.end : phrase.end + 5]:
        return None
    return Found((_IDENTIFIED,), number.first, own=False, named=True)


def _phrases(tokens: Tokens, numbers: list[Number], known: FigureWords) -> list[Phrase]:
    """Read the noun phrase of each number; "127 federal and 298 state investigations" share one head.

    A whole that others are some of ("seven of the eight suspects") is a figure only where the words say what happened
    to it ("13 of the 15 convicted traffickers").
    """
    words, size = tokens.words, len(tokens.words)
    found: list[Phrase] = []
    for k in range(len(numbers) - 1, -1, -1):
        number = numbers[k]
        stop = numbers[k + 1].first if k + 1 < len(numbers) else size
        phrase = read_phrase(tokens, number, stop, known)
        of = words[number.last : stop]
        if found and of[:1] == ["of"] and set(of) <= _OF_THE:
            phrase = found[-1]._replace(of=True)
            told = _participle(words, numbers[k + 1].last, found[-1].end, known)
            found[-1] = (
                found[-1]._replace(whole=True, end=told) if told else found[-1]._replace(head=OTHER)
            )
        elif (
            phrase.head in (None, OTHER) and found and not phrase.of and 1 < stop - number.last <= 4
        ):
            between = words[number.last : stop - 1]
            plain = all(
                w[0].isalpha() and w not in known.stops and w not in known.verbs and w[-1] != "s"
                for w in between
            )
            if words[stop - 1] in ("and", "or") and plain and found[-1].head not in (None, OTHER):
                parts = frozenset(known.parts[w] for w in between if w in known.parts)
                phrase = Phrase(
                    found[-1].head, found[-1].word, stop - 1, parts, frozenset(), of=False
                )
        found.append(phrase)
    return found[::-1]


def _participle(words: list[str], begin: int, end: int, known: FigureWords) -> int:
    """Return the end of a noun and where what happened to it is told: "15 convicted traffickers", "12 victims of trafficking officially identified"."""
    if any(w in known.verbs and w[-2:] == "ed" for w in words[begin:end]):
        return end
    for i in range(end, min(end + 5, len(words))):
        if words[i] in known.verbs and words[i][-2:] == "ed":
            return i
        if not (
            words[i] in ("of", "trafficking", "forced", "sex", "labor") or words[i][-2:] == "ly"
        ):
            break
    return 0


def _clauses(words: list[str]) -> list[int]:
    """Return for each token the number of its clause."""
    clause, found = 0, []
    for i, word in enumerate(words):
        if (
            word in _BREAKS
            or word in _NEW_CLAUSE
            or (word == "and" and i and words[i - 1] == "," and _new_subject(words, i + 1))
        ):
            clause += 1
        found.append(clause)
    return found


def _new_subject(words: list[str], i: int) -> bool:
    """Tell whether a subject with a verb of its own follows "and"."""
    if i >= len(words) or words[i] not in _SUBJECTS:
        return False
    i += 1
    return any(word.endswith("ed") or word in ("were", "was") for word in words[i : i + 4])


def _resolve(
    tokens: Tokens,
    clauses: list[int],
    number: Number,
    phrase: Phrase,
    made: list[Figure],
    before: list[Figure],
    known: FigureWords,
    stretch: int | None,
) -> Found | None:
    words = tokens.words
    head = phrase.head
    if head == OTHER or _in_one_case(words, number, head):
        return None
    if _other_crime(words, number, phrase, known):
        return None
    direct = known.direct.get(head or "")
    if direct is not None:
        if not _has_needed(words, head or "", known):
            return None
        if direct in _OFFICIAL and _of_officials(words, phrase.end, known):
            direct = _OFFICIAL[direct]
        if head == "contact" and "calls" in words:
            return None  # "3,710 calls and 710 contacts": no calls
        if phrase.word == "inquiries" and not known.needs["call"].isdisjoint(words):
            direct = known.direct["call"]  # those of callers, not of detectives
        return Found((direct,), number.first, own=True)
    if phrase.whole:
        return inner_verb(words, number, phrase, known) or after_verb(
            words, clauses, number, phrase, known
        )
    sentence = sentenced_to(words, phrase)
    if sentence is not None and (
        head in ("accused", "person", "official", "military") or made or before
    ):
        judged = ("officials_convicted",) if head in ("official", "military") else ()
        return Found((*judged, sentence), number.first, own=True)
    if hurt(words, clauses, number, phrase, known):
        return after_verb(words, clauses, number, phrase, known)
    return (
        after_verb(words, clauses, number, phrase, known)
        or before_verb(words, clauses, number, phrase, known)
        or later_verb(words, clauses, number, phrase, known)
        or (stretch is None and inner_verb(words, number, phrase, known))
        or inherit(words, number, phrase, made, before, stretch, known)
        or inner_verb(words, number, phrase, known)
        or changed(words, clauses, number, phrase, known)
    )


def _other_crime(words: list[str], number: Number, phrase: Phrase, known: FigureWords) -> bool:
    """Tell whether the phrase, or the words just after it, name another offence: "cases of migrant smuggling"."""
    near = words[number.last : phrase.end + (0 if phrase.head == "victim" else 5)]
    for i, word in enumerate(near):
        if i >= phrase.end - number.last and word in (",", ";", ".", "(", "and"):
            return False
        if word == "trafficking" and "smuggling" not in near:
            return False
        if word in known.not_trafficking:
            return True
    return False


def _in_one_case(words: list[str], number: Number, head: str | None) -> bool:
    """Tell whether a number only opens a story: "in one case, police arrested ..."."""
    before = words[number.first - 1] if number.first else ""
    return number.n == 1 and before == "in" and head in _STORIES


def _has_needed(words: list[str], head: str, known: FigureWords) -> bool:
    """Tell whether a sentence holds a word that a noun needs to be a figure of its own."""
    needs = known.needs.get(head)
    return needs is None or any(w in needs for w in words)


def _of_officials(words: list[str], i: int, known: FigureWords) -> bool:
    if i >= len(words) or words[i] not in ("of", "into", "against", "involving", "for"):
        return False
    near = words[i + 1 : i + 7]
    for word in near:
        if word in (
            "officials",
            "official",
            "officers",
            "complicit",
            "complicity",
            "employees",
            "police",
        ):
            return True
        if known.heads.get(word) in ("victim", "accused", "case") or word in (",", ";", "under"):
            return False
    return False


def _of_private(counted: _Counted, base: str, known: FigureWords) -> str:
    """Return the figure of suspects for those who hold no office: "arrested 15 teachers", "two staff of an orphanage"."""
    phrase, words = counted.phrase, counted.tokens.words
    near = words[counted.number.last : phrase.end + 5]
    if phrase.word not in known.private or not known.of_the_state.isdisjoint(near):
        return base
    return next((name for name, official in _OFFICIAL.items() if official == base), base)


def _figure(
    counted: _Counted, base: str, made: list[Figure], before: list[Figure], known: FigureWords
) -> Figure:
    """Make the figure of a number for one thing that happened, with its parts, unit and whole."""
    number, phrase, found = counted.number, counted.phrase, counted.found
    if phrase.head is None and base in _OFFICIAL and made and made[-1].base.startswith("officials"):
        base = _OFFICIAL[base]
    base = _of_private(counted, base, known)
    parts = _parts(counted, base)
    unit = UNITS.get(phrase.head or "")
    # "21 cases with 147 suspects": the persons stand beside the cases and are no second count of them.
    beside = base == "investigations" and unit == "persons" and counted.stretch is None
    if beside and any(f.base == base and f.unit == "cases" and f.own for f in made):
        parts.add("suspects")
    if phrase.head is None and made and made[-1].unit == "persons":
        unit = "persons"
    whole = None
    peers = [
        f
        for f in made
        if f.base == base and f.period == counted.period and f.stretch == counted.stretch
    ]
    if _is_part(counted, peers, parts, unit):
        whole, unit = _whole(counted, base, unit, peers, made, before)
    elif unit is None and base.startswith(("victims", "officials", "peacekeepers")):
        unit = "persons"
    return Figure(
        what=base,
        parts=tuple(sorted(parts)),
        number=number,
        unit=unit,
        period=counted.period,
        actor=counted.actor,
        start=counted.tokens.starts[number.first],
        end=counted.tokens.ends[max(phrase.end, number.last) - 1],
        own=found.own,
        whole=whole,
        stretch=counted.stretch,
        base=base,
        head=phrase.head,
    )


def _parts(counted: _Counted, base: str) -> set[str]:
    """Return the parts that the words mark; a thing such as a shelter has none."""
    if base in _THINGS:
        return set()
    phrase = counted.phrase
    parts = set(phrase.parts) | set(phrase.after) or set(counted.found.parts)
    words = counted.tokens.words
    if base == "officials_trained":
        after = words[phrase.end : phrase.end + 2]
        listed = after[:1] in ([","], ["and"]) and not _COUNTED.match(" ".join(after[1:]) or "0")
        own = words[counted.number.last : phrase.end + 4]
        first = {w: i for i, w in reversed([*enumerate(own)])}
        places = [
            (min(first[w] for w in marks if w in first), name)
            for name, marks in _TRAINED
            if not first.keys().isdisjoint(marks)
        ]
        named = [name for _, name in sorted(places)]
        return set() if listed else set(named[:1])
    if base in _ONGOING and counted.found.at and words[counted.found.at - 1] in _GOING_ON:
        parts.add("continuing")
    return parts


def _is_part(counted: _Counted, peers: list[Figure], parts: set[str], unit: str | None) -> bool:
    """Tell whether a number is some of a whole told before."""
    number, words = counted.number, counted.tokens.words
    if not counted.found.own or counted.phrase.of:
        return True
    if "including" in words[max(0, number.first - 4) : number.first]:
        return True
    governed = [f for f in peers if counted.found.at < f.number.first]  # by the same verb
    if not governed:
        return False
    plain = any(not f.parts and f.unit == unit and f.number.n >= number.n for f in governed)
    return governed[-1].whole is not None or (parts != set() and plain)


def _whole(
    counted: _Counted,
    base: str,
    unit: str | None,
    peers: list[Figure],
    made: list[Figure],
    before: list[Figure],
) -> tuple[str | None, str | None]:
    """Return the whole that a number is a part of, and its unit."""
    n, head = counted.number.n, counted.phrase.head
    top = [f for f in peers if f.whole is None and f.own] or [
        f
        for f in before
        if f.base == base and f.whole is None and f.stretch is None and f.period == CURRENT
    ]
    if counted.stretch is not None:
        near = top or [f for f in made if f.base == base]
        return None, unit or (near[-1].unit if near else None)
    if not top:
        return None, unit
    same = [f for f in top if f.unit == unit and f.number.n >= n]
    lead = top[0] if head is None else (same or top)[-1]
    own = unit if counted.found.own and unit else lead.unit or unit
    again = (
        n == lead.number.n and counted.phrase.head == lead.head
    )  # "of the 40 victims": the whole told again
    return (lead.base if n <= lead.number.n and not again else None), own


def _compare(made: list[Figure], before: list[Figure], edition: int | None) -> None:
    """Give each figure the earlier one it is compared with: that of the year before its own, not of still earlier ones."""
    told = [f for f in made if f.stretch is None]
    for old in made:
        if old.stretch is None and old.period == CURRENT:
            continue
        pool = [f for f in told or before if f.base == old.base and _follows(f, old, edition)]
        alike = any(f.parts == old.parts for f in pool)
        free = [f for f in pool if f.compared_with is None]
        same = [f for f in free if f.parts == old.parts and (f.whole is None or old.parts)]
        wide = same or ([] if old.parts or alike else free)
        units = [f for f in wide if f.unit == old.unit or old.unit is None]
        if wide:
            (units or wide)[0].compared_with = old.number.n


def _follows(figure: Figure, old: Figure, edition: int | None) -> bool:
    """Tell whether a figure is of the period after that of an older one."""
    if figure.period == CURRENT:
        return old.period == PREVIOUS or (edition is None and old.period != CURRENT)
    if figure.period != PREVIOUS or edition is None:
        return False
    return figure.stretch is None and old.stretch is not None and old.period == str(edition - 3)
