"""The figures of one sentence: each number with what happened to the things it counts.

A figure takes its event from its own noun ("21 prosecutions"), from the verb after it ("12 suspects were arrested"),
from the nearest verb before it that fits its noun ("convicted 12 suspects"), or from the figure whose part it is
("24 were adults"). Units are never added, and a part names its whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tierbook.coding.coders.rules.figures.periods import CURRENT, find_periods
from tierbook.coding.coders.rules.figures.phrases import OTHER, Phrase, read_phrase
from tierbook.coding.coders.rules.figures.tokens import Number, Tokens
from tierbook.coding.coders.rules.figures.words import Event, FigureWords

__all__ = ["Figure", "read_figures"]

_AUX = frozenset(
    "was were is are been being be had has have who that which also reportedly later subsequently formally officially"
    " newly to".split()
)
_BREAKS = frozenset(";:—–")
_NEW_CLAUSE = frozenset("but while however although whereas though".split())
_NOUN_LINKS = frozenset("of for to against involving into in on".split())
_OBJECT = frozenset(
    "the a an its their his her this these those them law police prosecutors authorities".split()
)
_PART_BEFORE = frozenset(
    ", ( — – : ; and or which whom including included of plus with least approximately about".split()
)
_PART_AFTER = frozenset(
    ", ) . ; : — – ( and or for in of to from under with who involving involved by compared as reported".split()
)
_FORM_WORDS = frozenset(
    "sex labor labour forced trafficking child adult sexual exploitation begging domestic servitude".split()
)
_OF_THE = frozenset("of the these those its all".split())
_STORIES = ("case", "investigation", "prosecution", "conviction", "operation")
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
_JOINING = frozenset("participated attended completed graduated".split())
_SUBJECT_VERBS = frozenset(
    "received receiving testified participated benefited returned cooperated".split()
)
_UNITS = {
    "case": "cases",
    "investigation": "cases",
    "call": "calls",
    "inspection": "inspections",
    **dict.fromkeys(("accused", "victim", "person", "official", "military"), "persons"),
}
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


@dataclass(slots=True)
class Figure:
    """One figure: `what` names it, `whole` that of which it is a part; `start`, `end` are offsets in the sentence."""

    what: str
    parts: tuple[str, ...]
    number: Number
    unit: str | None
    period: str
    actor: str
    start: int
    end: int
    own: bool
    whole: str | None = None
    compared_with: int | None = None
    stretch: int | None = None
    ordinal: int = 0
    base: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """Figures that a number is of, with the token of the event they rest on."""

    bases: tuple[str, ...]
    at: int
    own: bool
    parts: tuple[str, ...] = ()


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
    waiting = list(noughts)
    phrases = _phrases(tokens, numbers, known)
    for k, number in enumerate(numbers):
        while waiting and waiting[0].number.first < number.first:
            made.append(waiting.pop(0))
        phrase = phrases[k]
        period, stretch = periods[k]
        found = _resolve(tokens, clauses, number, phrase, made, before, known, stretch)
        if found is not None and _is_victim_alone(phrase, found, made, before):
            found = None
        if found is not None and _is_bystander(tokens.words, number, phrase, found, known):
            found = None
        if found is None:
            found = _other(tokens.words, number, phrase)
            if found is None:
                continue
        actor = _actor(tokens.words, clauses, number, phrase, found, known)
        for base in found.bases:
            made.append(
                _figure(tokens, number, phrase, base, period, stretch, actor, made, before, found)
            )
    made.extend(waiting)
    _compare(made, before)
    return made


def _is_victim_alone(
    phrase: Phrase, found: _Found, made: list[Figure], before: list[Figure]
) -> bool:
    """Tell whether a number without a noun would be of victims of whom nothing was said."""
    if phrase.head is not None or not found.bases[0].startswith("victims"):
        return False
    return not any(f.base.startswith("victims") for f in (*made, *before))


def _is_bystander(
    words: list[str], number: Number, phrase: Phrase, found: _Found, known: FigureWords
) -> bool:
    """Tell whether persons who were arrested or fined are people in prostitution, not suspects of trafficking."""
    if phrase.head != "person" or not _SUSPECTS.issuperset(found.bases):
        return False
    near = words[number.last : phrase.end + 5]
    return any(
        w in known.not_suspects
        and near[i - 1] not in ("forced", "child", "exploiting", "facilitating", "of")
        for i, w in enumerate(near)
    )


def _other(words: list[str], number: Number, phrase: Phrase) -> _Found | None:
    """A count of known things of which nothing known is told."""
    name = _OTHER.get(phrase.head or "")
    if name is None or words[number.first] == "one" or number.first == 0 and number.n < 2:
        return None
    return _Found((f"other_{name}",), number.first, own=True)


def _phrases(tokens: Tokens, numbers: list[Number], known: FigureWords) -> list[Phrase]:
    """Read the noun phrase of each number; "127 federal and 298 state investigations" share one head."""
    words, size = tokens.words, len(tokens.words)
    found: list[Phrase] = []
    for k in range(len(numbers) - 1, -1, -1):
        number = numbers[k]
        stop = numbers[k + 1].first if k + 1 < len(numbers) else size
        phrase = read_phrase(tokens, number, stop, known)
        of = words[number.last : stop]
        if found and of[:1] == ["of"] and set(of) <= _OF_THE:
            # "seven of the eight suspects": the second number is the whole, and no figure.
            phrase = replace(found[-1], of=True)
            found[-1] = replace(found[-1], head=OTHER)
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


def _clauses(words: list[str]) -> list[int]:
    """Return for each token the number of its clause."""
    clause, found = 0, []
    for i, word in enumerate(words):
        if word in _BREAKS or word in _NEW_CLAUSE:
            clause += 1
        elif word == "and" and i and words[i - 1] == "," and i + 1 < len(words):
            if words[i + 1] in (
                "the",
                "ngos",
                "authorities",
                "police",
                "courts",
                "government",
                "an",
                "one",
            ) and _verb_soon(words, i + 2):
                clause += 1
        found.append(clause)
    return found


def _verb_soon(words: list[str], i: int) -> bool:
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
) -> _Found | None:
    words = tokens.words
    head = phrase.head
    if head == OTHER or _in_one_case(words, number, head):
        return None
    if _other_crime(words, number, phrase, known):
        return None
    direct = known.direct.get(head or "")
    if direct is not None:
        if not _near(words, clauses, number.first, head or "", known):
            return None
        if direct in _OFFICIAL and _of_officials(words, phrase.end, known):
            direct = _OFFICIAL[direct]
        return _Found((direct,), number.first, own=True)
    sentence = _prison(words, clauses, phrase, number, known)
    if sentence is not None and (
        head in ("accused", "person", "official", "military") or made or before
    ):
        return _Found((sentence,), number.first, own=True)
    return (
        _after_verb(words, clauses, number, phrase, known)
        or _before_verb(words, clauses, number, phrase, known)
        or _later_verb(words, clauses, phrase, known)
        or _inner_verb(words, number, phrase, known)
        or _inherited(words, number, phrase, made, before, stretch)
        or _changed(words, clauses, number, phrase, known)
    )


def _other_crime(words: list[str], number: Number, phrase: Phrase, known: FigureWords) -> bool:
    """Tell whether the phrase, or the words just after it, name another offence: "cases of migrant smuggling"."""
    near = words[number.last : phrase.end + 5]
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


def _near(words: list[str], clauses: list[int], i: int, head: str, known: FigureWords) -> bool:
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


def _prison(
    words: list[str], clauses: list[int], phrase: Phrase, number: Number, known: FigureWords
) -> str | None:
    """Return the figure of those who were given a sentence: "31 received prison terms"."""
    i = phrase.end
    while i < len(words) and words[i] in _AUX:
        i += 1
    if i >= len(words) or words[i] not in (
        "received",
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
    if "suspended" in rest:
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


def _inner_verb(
    words: list[str], number: Number, phrase: Phrase, known: FigureWords
) -> _Found | None:
    """The verb inside the noun phrase: "66 licensed companies", "12 convicted traffickers"."""
    for i in range(number.last, phrase.end - 1):
        events = known.verbs.get(words[i])
        if events is not None and words[i].endswith("ed"):
            bases = _fitting(events, phrase.head)
            if bases:
                return _Found(bases, i, own=True)
    return None


def _after_verb(
    words: list[str], clauses: list[int], number: Number, phrase: Phrase, known: FigureWords
) -> _Found | None:
    """The verb after the noun: "12 suspects were arrested", "38 victims identified and referred"."""
    i, aux = phrase.end, False
    if phrase.head is None and not phrase.of and not phrase.end:
        return None
    while i < len(words) and words[i] in _AUX:
        aux = True
        i += 1
    if i >= len(words) or words[i] not in known.verbs:
        return None
    verb = words[i]
    following = words[i + 1] if i + 1 < len(words) else ""
    if not aux and verb not in _SUBJECT_VERBS:
        if following in _OBJECT or following in known.heads or following[:1].isdigit():
            return None
        if not verb.endswith("ed"):
            return None
    relative = any(w in ("who", "that", "which") for w in words[phrase.end : i])
    if not aux and verb not in _SUBJECT_VERBS or relative:
        # "accommodated two victims identified before": the verb of the sentence comes first.
        main = _before_verb(words, clauses, number, phrase, known)
        if main is not None and number.first - main.at <= 5:
            return main
    bases = _fitting(known.verbs[verb], phrase.head, words[i + 1 : i + 9])
    if phrase.head is None:
        bases = tuple(b for b in bases if aux)
    j = i + 1
    while j + 1 < len(words) and words[j] in ("and", "or", ",") and words[j + 1] in known.verbs:
        bases += _fitting(known.verbs[words[j + 1]], phrase.head)
        j += 2
    return _Found(_once(bases), i, own=True) if bases else None


def _before_verb(
    words: list[str], clauses: list[int], number: Number, phrase: Phrase, known: FigureWords
) -> _Found | None:
    """The nearest verb before the number, or noun with "of", that fits what is counted."""
    clause = clauses[number.first]
    i = number.first - 1
    alone = phrase.head is None
    steps = 0
    while i >= 0 and clauses[i] == clause:
        word = words[i]
        if word == ")":
            i = _open(words, i) - 1
            continue
        events = known.verbs.get(word)
        if events is None and word in known.nouns:
            trains = phrase.head == "official" and word in (
                "trainings",
                "training",
                "workshops",
                "courses",
            )
            if trains or _linked(words, i + 1):
                events = known.nouns[word]
        if events is not None:
            bases = _fitting(events, phrase.head, words[i + 1 : phrase.end + 8])
            if bases:
                return _Found(_once(_chain(words, i, phrase, known) + bases), i, own=True)
        if alone and not (
            word in ("a", "total", "of", "only", "an", "additional", "the", "another")
            or word in _BOUND_WORDS
        ):
            steps += 1
            if steps > 1 or word == ",":
                return None
        i -= 1
    return None


def _linked(words: list[str], i: int) -> bool:
    """Tell whether a noun is joined to what it is of: "the arrest of", "prosecutions continued against"."""
    if i < len(words) and words[i] in ("continued", "ongoing", "pending"):
        i += 1
    if words[i : i + 2] == ["at", "least"]:
        return False
    if i < len(words) and words[i - 1] in ("inspections", "visits"):
        return words[i] in ("with", "at", "of", "on", "to", "onboard")
    return i < len(words) and words[i] in _NOUN_LINKS


_BOUND_WORDS = frozenset(
    "at least more than over about approximately around nearly almost some up to fewer less just roughly estimated".split()
)


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
        bases = _fitting(events, phrase.head) + bases
        i = j
    return bases


def _later_verb(
    words: list[str], clauses: list[int], phrase: Phrase, known: FigureWords
) -> _Found | None:
    """The verb of a subject with words between: "12 suspects in two cases were convicted"."""
    if phrase.head is None:
        return None
    i = phrase.end
    limit = min(i + 14, len(words))
    while i + 1 < limit and clauses[i] == clauses[phrase.end - 1]:
        if words[i] in _JOINING and phrase.head in ("official", "victim", "person"):
            bases = _fitting(known.verbs[words[i]], phrase.head, words[i + 1 : i + 9])
            return _Found(bases, i, own=True) if bases else None
        if words[i] in ("was", "were", "been"):
            j = i + 1
            while j < limit and words[j] in _AUX:
                j += 1
            if j < limit and words[j] in known.verbs:
                bases = _fitting(known.verbs[words[j]], phrase.head)
                if bases:
                    return _Found(bases, j, own=True)
        i += 1
    return None


def _changed(
    words: list[str], clauses: list[int], number: Number, phrase: Phrase, known: FigureWords
) -> _Found | None:
    """What a change from one number to another is of: "increased its campaigns from 22 to 210"."""
    i = number.first - 1
    if phrase.head is not None or i < 1 or words[i] not in ("from", "to"):
        return None
    if words[i - 1] in ("compared", "comparison", "up", "due", "according"):
        return None
    while i >= 0 and clauses[i] == clauses[number.first]:
        word = words[i]
        direct = known.direct.get(known.heads.get(word, ""))
        if direct is not None:
            return _Found((direct,), number.first, own=False)
        if word in known.verbs and word not in ("reported", "provided"):
            bases = _fitting(known.verbs[word], None)
            if bases:
                return _Found(bases, i, own=False)
        i -= 1
    return None


def _inherited(
    words: list[str],
    number: Number,
    phrase: Phrase,
    made: list[Figure],
    before: list[Figure],
    stretch: int | None,
) -> _Found | None:
    """The event of the figure that this one is a part of, or is compared with."""
    previous = words[number.first - 1] if number.first else ""
    if stretch is None and made and not _beside(words, previous, phrase):
        return None
    if made:
        wholes = [f for f in made if _same_kind(f, phrase)]
        if not wholes:
            return None
        if stretch is not None:
            return _compared_base(wholes, phrase, made, stretch, bracket=words[stretch] == "(")
        last = wholes[-1]
        names = tuple(dict.fromkeys(f.base for f in made if f.number is last.number))
        return _Found(names, number.first, own=False)
    opened = (
        words[0] in ("of", "among", "these", "those", "this") or phrase.of or previous == "included"
    )
    if (
        phrase.head == "victim"
        and number.first == 0
        and words[phrase.end : phrase.end + 1] == ["were"]
    ):
        opened = (
            True  # "Sixty victims were Romanian", after the sentence that counts those identified
        )
    if before and opened:
        wholes = [f for f in before if f.period == CURRENT or words[0] == "this"]
        if wholes:
            lead = next((f for f in wholes if f.whole is None and _same_kind(f, phrase)), None)
            return None if lead is None else _Found((lead.base,), number.first, own=False)
    return None


def _compared_base(
    wholes: list[Figure], phrase: Phrase, made: list[Figure], stretch: int, *, bracket: bool
) -> _Found | None:
    """Return the figure that an earlier number is set against: of its own noun, in the same order, or the headline."""
    earlier = [f for f in made if f.stretch == stretch]
    current = [f for f in made if f.stretch is None] or earlier
    if not current:
        return None
    marks = phrase.parts | phrase.after
    if marks:
        same = [f for f in current if set(f.parts) == marks]
        if same:
            return _Found((same[-1].base,), 0, own=False)
    heads = [f for f in current if f.whole is None] or current
    if earlier:
        place = len({id(f.number) for f in earlier})
        bases = list(dict.fromkeys(f.base for f in heads))
        return _Found((bases[min(place, len(bases) - 1)],), 0, own=False)
    beside = [f for f in current if f.number.last <= stretch <= f.number.last + 12]
    lead = beside[-1] if bracket and beside else heads[-1]
    names = tuple(dict.fromkeys(f.base for f in current if f.number is lead.number))
    return _Found(names, 0, own=False, parts=lead.parts)


def _beside(words: list[str], previous: str, phrase: Phrase) -> bool:
    """Tell whether a number stands as a part beside its whole: ", 21 for sex trafficking", "; 24 were adults"."""
    if previous not in _PART_BEFORE and not phrase.of:
        return False
    i = phrase.end
    while phrase.head is None and i < len(words) and (words[i] in _FORM_WORDS):
        i += 1
    following = words[i] if i < len(words) else "."
    if following in ("was", "were") and i + 1 < len(words):
        return words[i + 1] not in ("not", "still", "also")
    return following in _PART_AFTER


def _same_kind(figure: Figure, phrase: Phrase) -> bool:
    """Tell whether a number may belong to a figure: no other kind of thing."""
    if phrase.head is None:
        return True
    unit = _UNITS.get(phrase.head)
    if phrase.head in ("person", "victim") and figure.base.startswith("victims"):
        return True
    if phrase.head in ("official", "military") and not figure.base.startswith(
        ("officials", "peace")
    ):
        return False
    if phrase.head in ("victim",) and not figure.base.startswith("victims"):
        return False
    if phrase.head in ("accused", "case") and figure.base.startswith("victims"):
        return False
    return unit in ("persons", "cases") and figure.unit in ("persons", "cases", None)


def _fitting(
    events: tuple[Event, ...], head: str | None, near: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the figures of a verb for a class of head; an event that needs words near takes it from the others."""
    fit = [e for e in events if (head or "none") in e.figures]
    narrow = [e for e in fit if e.near and not e.near.isdisjoint(near)]
    return tuple(e.figures[head or "none"] for e in narrow or [e for e in fit if not e.near])


def _once(bases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(bases))


def _actor(
    words: list[str],
    clauses: list[int],
    number: Number,
    phrase: Phrase,
    found: _Found,
    known: FigureWords,
) -> str:
    """Return whose count it is: the subject before the verb, or the words after "by"."""
    at = min(found.at, number.first)
    clause = clauses[at]
    i = at - 1
    while i >= 0 and clauses[i] == clause:
        word = words[i]
        prior = words[i - 1] if i else ""
        outside = known.outside.get(word)
        if outside and word in known.only_before:
            following = words[i + 1] if i + 1 < len(words) else ""
            outside = outside if following in known.followers else None
        if outside and not _object_of(words, i):
            return outside
        if (
            word in known.government
            and not _object_of(words, i)
            and prior not in ("foreign", "non")
        ):
            break
        i -= 1
    for j in range(max(found.at, phrase.end), min(max(found.at, phrase.end) + 7, len(words) - 1)):
        if words[j] == "by" and words[j - 1] not in (
            "run",
            "operated",
            "led",
            "managed",
            "organized",
        ):
            for word in words[j + 1 : j + 5]:
                if word in known.outside and word != "foreign":
                    return known.outside[word]
                if word in known.government:
                    break
        if words[j] in (";", ","):
            break
    return "government"


def _object_of(words: list[str], i: int) -> bool:
    """Tell whether a noun stands behind a preposition: "in partnership with NGOs"."""
    if i and words[i - 1].endswith("ed") and words[i - 1] not in ("funded", "based", "owned"):
        return True
    return any(
        w in ("with", "to", "by", "from", "of", "for", "through", "and")
        for w in words[max(0, i - 4) : i]
    )


def _figure(
    tokens: Tokens,
    number: Number,
    phrase: Phrase,
    base: str,
    period: str,
    stretch: int | None,
    actor: str,
    made: list[Figure],
    before: list[Figure],
    found: _Found,
) -> Figure:
    parts = set(phrase.parts) | set(phrase.after) or set(found.parts)
    if base in _THINGS:
        parts = set()
    if phrase.head is None and base in _OFFICIAL and made and made[-1].base.startswith("officials"):
        base = _OFFICIAL[base]
    if base == "officials_trained":
        for name, marks in _TRAINED:
            if any(w in marks for w in tokens.words[number.last : phrase.end]):
                parts.add(name)
                break
    unit = _UNITS.get(phrase.head or "")
    if phrase.head is None and made and made[-1].unit == "persons":
        unit = "persons"
    whole = None
    peers = [f for f in made if f.base == base and f.period == period and f.stretch == stretch]
    words = tokens.words
    previous = words[number.first - 1] if number.first else ""
    listed = bool(peers) and peers[-1].whole is not None and found.at < peers[-1].number.first
    if (
        not found.own
        or phrase.of
        or previous == "including"
        or listed
        or _bound_part(words, number)
    ):
        top = [f for f in peers if f.whole is None and f.own] or [
            f
            for f in before
            if f.base == base and f.whole is None and f.stretch is None and f.period == CURRENT
        ]
        if top and stretch is None:
            lead = top[0] if phrase.head is None else top[-1]
            unit = unit if found.own and unit else lead.unit or unit
            if number.n <= lead.number.n:
                whole = lead.base
        elif top:
            unit = unit or top[-1].unit
        elif stretch is not None:
            lead = [f for f in made if f.base == base]
            unit = unit or (lead[-1].unit if lead else None)
    elif unit is None and base.startswith(("victims", "officials", "peacekeepers")):
        unit = "persons"
    return Figure(
        what=base,
        parts=tuple(sorted(parts)),
        number=number,
        unit=unit,
        period=period,
        actor=actor,
        start=tokens.starts[number.first],
        end=tokens.ends[max(phrase.end, number.last) - 1],
        own=found.own,
        whole=whole,
        stretch=stretch,
        base=base,
    )


def _bound_part(words: list[str], number: Number) -> bool:
    return "including" in words[max(0, number.first - 4) : number.first]


def _compare(made: list[Figure], before: list[Figure]) -> None:
    """Give each figure the earlier one it is compared with."""
    for old in made:
        if old.stretch is None and old.period == CURRENT:
            continue
        pool = [
            f
            for f in made
            if f.base == old.base
            and f.period == CURRENT
            and f.compared_with is None
            and f.stretch is None
        ]
        if not pool and not any(f.stretch is None for f in made):
            pool = [
                f
                for f in before
                if f.base == old.base and f.period == CURRENT and f.compared_with is None
            ]
        same = [f for f in pool if f.parts == old.parts and (f.whole is None or old.parts)]
        units = [f for f in (same or pool) if f.unit == old.unit or old.unit is None]
        if same or (
            pool
            and not old.parts
            and not any(
                f.parts == old.parts for f in made if f.base == old.base and f.stretch is None
            )
        ):
            (units or same or pool)[0].compared_with = old.number.n
