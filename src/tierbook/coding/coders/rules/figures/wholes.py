"""Numbers without a verb of their own: parts of a whole that was counted, and earlier figures set against one."""

from __future__ import annotations

from tierbook.coding.coders.rules.figures.figure import Figure
from tierbook.coding.coders.rules.figures.periods import CURRENT
from tierbook.coding.coders.rules.figures.phrases import Phrase
from tierbook.coding.coders.rules.figures.tokens import Number
from tierbook.coding.coders.rules.figures.verbs import Found
from tierbook.coding.coders.rules.figures.words import FigureWords

__all__ = ["UNITS", "inherit", "is_victim_alone"]

_PART_BEFORE = frozenset(
    ", ( — – : ; and or but which whom including included of plus with".split()
)
_PART_AFTER = frozenset(
    ", ) . ; : — – ( and or for in of to from under with into against who involving involved by compared as reported".split()
)
_FORM_WORDS = frozenset(
    "sex labor labour forced trafficking child adult sexual exploitation begging domestic servitude other".split()
)
UNITS = {
    "case": "cases",
    "investigation": "cases",
    "call": "calls",
    "inspection": "inspections",
    **dict.fromkeys(("accused", "victim", "person", "official", "military"), "persons"),
}


def inherit(
    words: list[str],
    number: Number,
    phrase: Phrase,
    made: list[Figure],
    before: list[Figure],
    stretch: int | None,
    known: FigureWords,
) -> Found | None:
    """The event of the figure that this one is a part of, or is compared with."""
    previous = words[number.first - 1] if number.first else ""
    there = words[max(0, number.first - 2) : number.first] == ["there", "were"]
    if (
        stretch is None
        and made
        and not (there or _beside(words, made[-1].number.last, number.first, phrase, known))
    ):
        return None
    if made:
        some = previous in ("including", "which")
        wholes = [f for f in made if _same_kind(f, phrase) or (some and _is_some(f, phrase))]
        if not wholes:
            return None
        if stretch is not None:
            return _compared_base(phrase, made, stretch, bracket=words[stretch] == "(")
        last = wholes[-1]
        names = tuple(dict.fromkeys(f.base for f in made if f.number is last.number))
        return Found(names, number.first, own=False)
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
            alike = [f for f in wholes if _same_kind(f, phrase)]
            lead = next((f for f in alike if f.whole is None), alike[0] if alike else None)
            return None if lead is None else Found((lead.base,), number.first, own=False)
    return _of_those(words, known)


def _of_those(words: list[str], known: FigureWords) -> Found | None:
    """The event that opens a sentence: "of those identified, 20 were boys"."""
    for i in range(2, min(5, len(words) - 1)) if words[0] in ("of", "among") else ():
        if words[i + 1] == "," and words[i][-2:] == "ed":
            bases = (e.figures.get("none") for e in known.verbs.get(words[i], ()) if not e.near)
            names = tuple(dict.fromkeys(base for base in bases if base))
            return Found(names, i, own=False, named=True) if names else None
    return None


def _compared_base(
    phrase: Phrase, made: list[Figure], stretch: int, *, bracket: bool
) -> Found | None:
    """Return the figure that an earlier number is set against: of its own noun, in the same order, or the headline."""
    earlier = [f for f in made if f.stretch == stretch]
    current = [f for f in made if f.stretch is None] or earlier
    if not current:
        return None
    marks = phrase.parts | phrase.after
    if marks:
        same = [f for f in current if set(f.parts) == marks]
        if same:
            return Found((same[-1].base,), 0, own=False)
    heads = [f for f in current if f.whole is None] or current
    unit = UNITS.get(phrase.head or "")
    if unit is not None:
        heads = [f for f in heads if f.unit == unit] or heads
    if earlier:
        place = len({id(f.number) for f in earlier})
        bases = list(dict.fromkeys(f.base for f in heads))
        return Found((bases[min(place, len(bases) - 1)],), 0, own=False)
    beside = [f for f in current if f.number.last <= stretch <= f.number.last + 12]
    # The first of several earlier numbers is set against the first of its unit, a single one against the last.
    lead = beside[-1] if bracket and beside else heads[0 if phrase.head == "case" else -1]
    names = tuple(dict.fromkeys(f.base for f in current if f.number is lead.number))
    return Found(names, 0, own=False, parts=lead.parts)


def _beside(words: list[str], told: int, first: int, phrase: Phrase, known: FigureWords) -> bool:
    """Tell whether a number stands as a part beside its whole: ", 21 for sex trafficking", "; 24 were adults"."""
    previous = words[first - 1] if first else ""
    while previous in ("at", "least", "approximately", "about") and first > 1:
        first -= 1
        previous = words[first - 1]
    if previous in ("whom", "which") or phrase.word in ("whom", "which"):
        return True  # "of which 65 concerned trafficking"
    if previous == "," and words[0] in ("of", "among"):
        return words[phrase.end : phrase.end + 1] not in (["ended"], ["resulted"], ["led"])
    between = words[told:first]
    shared = previous in ("to", "for") and phrase.head is None and "," in between
    shared = shared and not any(w[-3:] == "ing" and w not in known.nominal for w in between)
    if previous not in _PART_BEFORE and not phrase.of and not shared:
        return False
    i = phrase.end
    while (
        phrase.head is None
        and i < len(words)
        and (words[i] in _FORM_WORDS or words[i] in known.parts)
    ):
        i += 1
    following = words[i] if i < len(words) else "."
    if following in ("was", "were") and i + 1 < len(words):
        return words[i + 1] not in ("not", "still", "also")
    return following in _PART_AFTER


def _same_kind(figure: Figure, phrase: Phrase) -> bool:
    """Tell whether a number may belong to a figure: no other kind of thing."""
    if phrase.head is None:
        return True
    unit = UNITS.get(phrase.head)
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


def _is_some(figure: Figure, phrase: Phrase) -> bool:
    """Tell whether things of another noun are some of those counted: "900 calls, including 40 cases"."""
    if figure.base == "hotline_calls":
        return phrase.head == "case"
    return figure.head in ("company", "inspection") and phrase.head == "company"


def is_victim_alone(phrase: Phrase, found: Found, made: list[Figure], before: list[Figure]) -> bool:
    """Tell whether a number without a noun would be of victims of whom nothing was said."""
    if phrase.head is not None or found.named or not found.bases[0].startswith("victims"):
        return False
    return not any(f.base.startswith("victims") or f.head == "victim" for f in (*made, *before))
