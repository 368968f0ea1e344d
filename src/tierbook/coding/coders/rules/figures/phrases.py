"""What a number counts: the noun phrase after it, its head, and the part of the whole that its words mark."""

from __future__ import annotations

from typing import NamedTuple

from tierbook.coding.coders.rules.figures.tokens import NUMBER_WORDS, Number, Tokens
from tierbook.coding.coders.rules.figures.words import FigureWords

__all__ = ["OTHER", "Phrase", "read_phrase"]

_REACH = 9
_LINKS = ("and", "or", "/", "-")
_DETERMINERS = frozenset("the these those its their his her all an a other".split())
_PRONOUNS = frozenset("them whom which".split())
_ENDS = frozenset(";.():—–")
_TAKES_PARTS = frozenset(
    "for of in to into from involving involved were was with as under reported".split()
)
_FORMS = frozenset(
    "sex labor domestic_servitude forced_begging child_soldiers criminality slavery".split()
)
_PARTS_AFTER = 14
_AFTER_HEAD = frozenset((",", "accused"))
_EXPLOITED = frozenset("victims exploited subjected who that".split())
_CARING = frozenset(
    "social health healthcare care aid outreach community protection welfare case hotline shelter legal ngo".split()
)
_PLAIN_VERBS = frozenset(
    "got get return leave obtain find escape flee reach access receive".split()
)
_HOME = ["returned", "home"]
_TEACHING = frozenset("training trainings".split())
_ALONE = frozenset(", and or forced trafficking".split())
OTHER = "other"  # the head of a phrase whose noun is none of the known ones


class Phrase(NamedTuple):
    """The noun phrase of a number.

    `head` is the class of its head (None where the number stands alone), `end` the token after it, `parts` the parts
    that its words mark, `after` those that the words after it mark ("35 for sex trafficking"), `of` tells that the
    number is some of a whole named before ("12 of these victims").
    """

    head: str | None
    word: str
    end: int
    parts: frozenset[str]
    after: frozenset[str]
    of: bool
    whole: bool = False  # the 15 of "13 of the 15 convicted traffickers"


def read_phrase(tokens: Tokens, number: Number, stop: int, known: FigureWords) -> Phrase:
    """Read the noun phrase of a number; `stop` is the token at which the next number starts."""
    words = tokens.words
    i, of = number.last, False
    if i < stop and words[i] == "of":
        of, i = True, i + 1
        while i < stop and words[i] in _DETERMINERS:
            i += 1
        if i < stop and words[i] in _PRONOUNS:
            after = _after(tokens, i + 1, stop, known)
            return Phrase(None, words[i], i + 1, frozenset(), after, of)
    if i < stop and words[i] == "such":
        i += 1
    done = _done(words, i, stop, known) if of else None
    if done is not None:
        return done
    head, word, end, parts = _head(words, i, stop, known)
    if head is None and not of:
        told = _before_bracket(words, number, stop, known)
        if told is not None:
            return told
    if head is None:
        return _alone(tokens, number, stop, known, of=of)
    if word == "workers" and end - 2 >= i and words[end - 2] in _CARING:
        head = "official"  # social workers, health workers
    elif head == "campaign" and _TEACHING.intersection(words[i : end - 1]):
        head = "training"  # training programs, training events
    if word in ("member", "members"):
        near = [words[end - 2], *words[end : end + 5]]
        head = next((known.members[w] for w in near if w in known.members), "person")
    return Phrase(head, word, end, _one_form(parts), _after(tokens, end, stop, known), of)


def _head(
    words: list[str], first: int, stop: int, known: FigureWords
) -> tuple[str | None, str, int, list[str]]:
    """Return class and word of the head, the token after it, and the parts marked up to there."""
    head, word, end = None, "", first
    parts: list[str] = []
    limit = min(first + _REACH, stop)
    for i in range(first, limit):
        token = words[i]
        if token in known.stops or token in _ENDS or (head is not None and token in _AFTER_HEAD):
            break
        if i > first and (_does(words[i - 1], token, known) or words[i - 1 : i + 1] == _HOME):
            break
        if token == ",":
            following = words[i + 1] if i + 1 < limit else "and"
            if following in _LINKS or following in known.stops:
                break
            continue
        part, found = known.parts.get(token), known.heads.get(token)
        if part is not None:
            parts.append(part)
        if found == "military" and "children" in parts:
            found = "victim"
            parts.append("child_soldiers")
        if found is not None:
            head, word, end = found, token, i + 1
            if not _goes_on(words, i + 1, limit, known):
                head = OTHER if _compound(words, i + 1, stop, known) else head
                break
        elif (head is not None and part is None and not _goes_on(words, i, limit, known)) or (
            token in _LINKS and (i + 1 >= limit or words[i + 1] in NUMBER_WORDS)
        ):
            break
    return head, word, end, parts


def _done(words: list[str], i: int, stop: int, known: FigureWords) -> Phrase | None:
    """Read those to whom something was done as a noun: "three of those convicted", "five of them arrested"."""
    if i < stop and words[i - 1] in ("those", "them") and words[i] in known.verbs:
        heads = {h for event in known.verbs[words[i]] for h in event.figures}
        head = "victim" if "victim" in heads else "accused"
        return Phrase(head, words[i], i + 1, frozenset(), frozenset(), of=True)
    return None


def _does(before: str, token: str, known: FigureWords) -> bool:
    """Tell whether a word says what those named before it do: "calls reporting", "homes caring for"."""
    return (
        ((token.endswith(("ing", "ed")) and "-" not in token) or token in _PLAIN_VERBS)
        and token not in known.parts
        and token not in known.heads
        and token not in known.nominal
        and (
            before in known.plurals or (before[-1] == "s" and before[-2:] not in ("ss", "us", "is"))
        )
    )


def _before_bracket(
    words: list[str], number: Number, stop: int, known: FigureWords
) -> Phrase | None:
    """Read a number in brackets after what it counts: "kyrgyz (31), moroccans (25)", "sex trafficking (40)"."""
    i = number.first - 1
    if (
        i < 1
        or words[i] != "("
        or number.last >= len(words)
        or words[number.last] not in (")", ",")
    ):
        return None
    begin = i
    while begin > 0 and i - begin < 5:
        token = words[begin - 1]
        if token[0].isdigit() or token in NUMBER_WORDS:
            return None
        if token in known.stops or token in _ENDS or token in ("and", "or", ","):
            break
        begin -= 1
    told = words[begin:i]
    word = words[i - 1]
    parts = _one_form([known.parts[w] for w in told if w in known.parts])
    if not parts and word in known.countries:
        parts = frozenset(("foreign",))
    head = known.heads.get(word)
    if head is None and not parts:
        return None
    return Phrase(head, word, number.last, parts, frozenset(), of=False)


def _alone(tokens: Tokens, number: Number, stop: int, known: FigureWords, *, of: bool) -> Phrase:
    """Read a number without a known noun: "21 for sex trafficking", "26 were female", or of a thing not known."""
    words, i = tokens.words, number.last
    token = words[i] if i < len(words) else "."
    after = _after(tokens, i, stop, known)
    plain = token in known.stops or (token in known.verbs and (token == "went" or token.endswith("ed")))
    plain = plain or token in _ENDS or token in _ALONE or token in known.parts
    listed = token == ")" and number.first > 0 and words[number.first - 1] == "("
    previous = words[max(0, number.first - 1)]
    plain = plain or previous in ("whom", "which") or (previous == "," and token[-2:] == "ed")
    if (plain or i >= stop) and not listed and (not of or after or token in _ALONE):
        return Phrase(None, "", i, frozenset(), after, of=False)
    return Phrase(OTHER, token, i, frozenset(), after, of)


def _compound(words: list[str], i: int, stop: int, known: FigureWords) -> bool:
    """Tell whether a plural noun follows, of which the words so far are only a part: "eight worker source regions"."""
    for k in range(i, min(i + 3, stop)):
        word = words[k]
        if _does(words[k - 1], word, known):
            return False
        plain = word[0].isalpha() and word not in known.stops and word not in known.verbs
        if (
            not plain
            or word in _LINKS
            or word in known.parts
            or word.endswith(("ed", "ing", "ly", "'s", "’s", "ss"))
        ):
            return False
        if word.endswith("s"):
            return True
    return False


def _goes_on(words: list[str], i: int, limit: int, known: FigureWords) -> bool:
    """Tell whether a head is only a modifier of a later one: "male forced labor victims"."""
    for k in range(i, min(i + 4, limit)):
        word = words[k]
        verb = word in known.verbs and word.endswith("ed")
        if verb or word in known.stops or word in _ENDS or word == "," or word in _LINKS:
            return False
        if _does(words[k - 1], word, known):
            return False
        if word in known.heads:
            return True
    return False


def _after(tokens: Tokens, i: int, stop: int, known: FigureWords) -> frozenset[str]:
    """Return the parts marked by the words that follow, up to the next number, clause or bracket."""
    words = tokens.words
    parts: list[str] = []
    begin, limit = i, min(i + _PARTS_AFTER, stop)
    opening = words[i] if i < limit else ""
    if opening not in _TAKES_PARTS and opening not in known.parts and opening not in _EXPLOITED:
        return frozenset()
    while i < limit:
        token = words[i]
        if token in _ENDS or token in (",", "compared", "including", "during", "almost", "most"):
            break
        part = known.parts.get(token)
        if part is not None:
            parts.append(part)
        i += 1
    return _one_form(parts, both="both" in words[begin:i])


def _one_form(parts: list[str], *, both: bool = False) -> frozenset[str]:
    """Drop the forms where several are named: the number is of all of them together."""
    if len(parts) < 2:
        return frozenset(parts)
    kept = set(parts)
    if both and {"sex", "labor"} <= kept:
        return frozenset((kept - {"sex", "labor"}) | {"sex_and_labor"})
    forms = kept & _FORMS
    if (
        forms == {"labor", "forced_begging"}
        or forms == {"labor", "domestic_servitude"}
        or forms == {"sex", "slavery"}
    ):
        kept.discard("labor")
        kept.discard("slavery")
    elif len(forms) > 1:
        kept -= forms
    if "boys" in kept or "girls" in kept:
        kept.discard("children")
    for pair in (
        ("women", "men"),
        ("girls", "boys"),
        ("adults", "children"),
        ("women", "children"),
        ("female", "male"),
        ("women", "girls"),
        ("men", "boys"),
    ):
        if kept.issuperset(pair):
            kept -= set(pair)
    return frozenset(kept)
