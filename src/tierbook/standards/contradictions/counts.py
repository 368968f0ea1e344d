"""A count against its parts: `27 victims: 20 women and nine men`.

Only a list that stands right beside its total is added up: in brackets, between dashes, after a colon or a comma, or
after `of the 27 victims`. Parts of one kind (sexes, ages, forms) that come to more than the total contradict it. Parts
that come to less are a tension, and only where the list is whole and no sentence after it tells of the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tierbook.standards.contradictions.quoting import Contradiction, say
from tierbook.text import NUMBER_WORDS, late, read_number

if TYPE_CHECKING:
    from tierbook.coding import Finding
    from tierbook.narrative import Narrative, Sentence

__all__ = ["NUMBER", "check_counts"]

NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})(?![\w.%-]*\w)"
_NOUNS = {
    "people": r"victims?|persons?|people|individuals|men|women|boys|girls|child(?:ren)?|adults?|minors?|males?|females?"
    r"|nationals?|foreigners|workers?|citizens|migrants",
    "accused": r"traffickers?|suspects?|defendants?|offenders?|perpetrators?|criminals?|officials?",
    "cases": r"cases?|investigations?|incidents?|complaints?|prosecutions?|convictions?|indictments?|trials?|arrests?",
}
_KINDS = {
    "sexes": r"(?:wo)?m[ae]n|girls?|boys?|(?:fe)?males?",
    "ages": r"adults?|child(?:ren)?|minors?|underage|juveniles?|girls?|boys?|women|men",
    "forms": r"sex(?:ual)?|labou?r|exploitation|servitude|begging|criminal\w*|slavery|marriage|organs?|bondage",
    "origins": r"foreign\w*|nationals?|citizens|domestic|from [A-Z]\w+|[A-Z]\w+(?:an|ese|ish|i|is|ans)\b",
}
_FAMILIES = {name: late(rf"\b(?:{words})\b", re.I) for name, words in _NOUNS.items()}
_CLASSES = {
    name: late(rf"\b(?:{words})\b", re.I if name != "origins" else 0)
    for name, words in _KINDS.items()
}
_LESS = late(
    r"\b(?:at least|more than|over|about|approximately|nearly|almost|up to|some|around|fewer than|less than|another"
    r"|additional|an estimated)\s*$",
    re.I,
)
_OPEN = late(
    r"\s*(?:including|of (?:whom|which|these|those|them)|among (?:them|whom|which)|such as|mostly|mainly|comprising)\b",
    re.I,
)
_ELSEWHERE = late(
    r"\b(?:in|from|since) (?:19|20)\d\d|\bprevious|\blast year|percent|%|\b(?:years?|months?|days?)\b|million|-year-old"
    r"|\bprior\b|\bcompared\b|\bonly\b|\balso\b|\bboth\b|\beach\b|\bof them\b",
    re.I,
)
_BRACKET = late(
    rf"\b(?P<n>{NUMBER})\s(?P<noun>[^,;:()—\d]{{1,80}}?)(?:\s(?:in|during)\s(?:19|20)\d\d)?\s?"
    r"(?:\((?P<bracket>[^()]*(?:\([^()]*\)[^()]*)*)\)|—(?P<dash>[^—;]*)(?:—|;|$)|:\s(?P<colon>[^.;]*))",
    re.I,
)
_OF_THEM = late(
    rf"\bof (?:the|these|those|all)?\s?(?P<n>{NUMBER})\s(?P<noun>[^,;:()—\d]{{1,60}}),\s(?P<list>[^;]*)",
    re.I,
)
_COMMA = late(
    rf"\b(?P<n>{NUMBER})\s(?P<noun>[^,;:()—\d]{{1,60}}),\s(?P<list>(?:including\s|comprising\s)?[^;]*)",
    re.I,
)
_NESTED = late(r"\s?\([^()]*\)")
_CUT = late(rf",\s+and\s+|,\s+|;\s+(?:and\s+)?|\s+and\s+(?={NUMBER})", re.I)
_ITEM = late(rf"(?:and\s+)?(?P<n>{NUMBER})\b\s*(?P<rest>.*)", re.I | re.S)
_ITEM_OF_LIST = late(r"(?:[,;(—]|\band|\bor|\bof those,?|\bof them,?)\s*$", re.I)
_HAS_NUMBER = late(rf"\b(?!one\b){NUMBER}", re.I)
_STOPS = late(
    r"\b(?:compared|an increase|a decrease|up from|down from|while|but|which|who|whose"
    r"|and (?:was|were|the|it|they|also))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _List:
    """A total and the parts printed beside it; `whole` where nothing says that others are left out."""

    total: int
    noun: str
    parts: tuple[tuple[int, str], ...]
    whole: bool


def check_counts(narrative: Narrative, findings: Sequence[Finding]) -> Iterator[Contradiction]:
    """Yield each total whose own parts do not come to it, of totals that a figure was coded from."""
    figures = _figures(findings)
    sentences = narrative.sentences
    for place, sentence in enumerate(sentences):
        counted = figures.get((sentence.start, sentence.end))
        if counted is None:
            continue
        text = narrative.text[sentence.start : sentence.end]
        seen: set[int] = set()
        for found in _lists(text):
            if found.total in seen or found.total not in counted:
                continue
            seen.add(found.total)
            come_to = _come_to(found)
            if come_to is None or come_to == found.total:
                continue
            more = come_to > found.total
            after = sentences[place + 1 : place + 4]
            if not more and (not found.whole or _told(narrative, after, found, come_to)):
                continue
            yield _contradiction(narrative, sentence, found, come_to, counted[found.total])


def _figures(findings: Sequence[Finding]) -> dict[tuple[int, int], dict[int, str]]:
    """Return for each sentence the numbers that a figure was coded from, with the finding."""
    figures: dict[tuple[int, int], dict[int, str]] = {}
    for finding in findings:
        if not finding.variable.startswith("figures.") or not isinstance(finding.value, list):
            continue
        for evidence in finding.evidence:
            n = (evidence.supports or "").rpartition(":")[2]
            if n.isdecimal():
                row = figures.setdefault((evidence.start, evidence.end), {})
                row.setdefault(int(n), finding.id)
    return figures


def _lists(text: str) -> Iterator[_List]:
    for pattern in (_BRACKET, _OF_THEM, _COMMA):
        for match in pattern.finditer(text):
            total = read_number(match["n"])
            noun = match["noun"]
            before = text[: match.start()]
            if total is None or total < 2 or _HAS_NUMBER.search(noun):
                continue
            if _LESS.search(before) or _ITEM_OF_LIST.search(before):
                continue
            groups = match.groupdict()
            listed = next(v for k, v in groups.items() if k not in ("n", "noun") and v is not None)
            made = _read_list(total, noun, listed, running=pattern is not _BRACKET)
            if made is not None:
                yield made


def _read_list(total: int, noun: str, listed: str, *, running: bool) -> _List | None:
    """Read the parts; None where it is no list of parts of this total."""
    family = _family(noun)
    if family is None:
        return None
    opening = _OPEN.match(listed)
    whole = opening is None
    body = _NESTED.sub("", listed[opening.end() :] if opening else listed)
    if running:
        stop = _STOPS.search(body)
        body = body[: stop.start()] if stop else body
    parts: list[tuple[int, str]] = []
    for words in _CUT.split(body.strip(" .,")):
        item = _ITEM.fullmatch(words.strip(" .,"))
        if item is None:
            if running and len(parts) > 1:
                whole = False
                break
            return None
        n, rest = read_number(item["n"]), item["rest"]
        own = _family(rest)
        if (
            n is None
            or _ELSEWHERE.search(rest)
            or _HAS_NUMBER.search(rest)
            or own not in (None, family)
        ):
            return None
        parts.append((n, rest))
    if len(parts) < 2:
        return None
    return _List(total, noun, tuple(parts), whole)


def _family(words: str) -> str | None:
    """Return what kind of thing the last known noun of some words names."""
    best: tuple[int, str] | None = None
    for name, pattern in _FAMILIES.items():
        for match in pattern.finditer(words):
            best = max(best or (-1, ""), (match.start(), name))
    return best[1] if best else None


def _come_to(found: _List) -> int | None:
    """Return what the parts come to; the total where they are several divisions of it; None where kinds are mixed."""
    running = 0
    for n, _ in found.parts:
        running += n
        if running == found.total:
            running = 0
        elif running > found.total:
            break
    if running == 0:
        return found.total
    if sum(n for n, _ in found.parts) != running and running < found.total:
        return found.total  # a first division was whole, and the rest begins another
    # Parts of one kind, into which the total is not divided already: not `325 for servitude, 945 for sex trafficking`.
    common = set.intersection(*(_kinds(rest) for _, rest in found.parts))
    if not common - _kinds(found.noun):
        return None
    return sum(n for n, _ in found.parts)


def _kinds(words: str) -> set[str]:
    return {kind for kind, pattern in _CLASSES.items() if pattern.search(words)}


def _told(narrative: Narrative, after: Sequence[Sentence], found: _List, come_to: int) -> bool:
    """Tell whether a sentence after the list speaks of those who are missing from it."""
    missing = found.total - come_to
    names = _FAMILIES[_family(found.noun) or "people"]
    for sentence in after:
        text = narrative.text[sentence.start : sentence.end]
        for match in re.finditer(rf"\b{NUMBER}", text, re.I):
            n = read_number(match[0])
            near = names.search(text, match.end(), match.end() + 30)
            if n == found.total or (n == missing and near is not None):
                return True
    return False


def _contradiction(
    narrative: Narrative, sentence: Sentence, found: _List, come_to: int, finding: str
) -> Contradiction:
    shown = " and ".join(str(n) for n, _ in found.parts)
    if come_to > found.total:
        says = f"{found.total} are counted, and the parts given beside them ({shown}) come to {come_to}, which is more."
    else:
        says = (
            f"{found.total} are counted, and the parts given beside them ({shown}) come to {come_to}; "
            f"{found.total - come_to} {'is' if found.total - come_to == 1 else 'are'} not told of."
        )
    both = say(narrative, sentence.start, sentence.end, finding)
    return Contradiction(
        id="count.parts",
        kind="contradiction" if come_to > found.total else "tension",
        says=says,
        findings=(finding,),
        quotes=(both, both),
    )
