"""Sentences of legal English prose, and clauses of texts that are strung together with semicolons.

Rules over one scan: a full stop ends a sentence when white space and a capital, digit, quote or bracket follow, unless
what stands before it is an abbreviation, an initial, or the word before a number. A stop that closes both an
abbreviation and a sentence (`in the U.S. The police ...`) is told by the word that follows. Where PDF text has lost
the space between two sentences they are parted all the same. Spans carry no white space at either end.
"""

from __future__ import annotations

import re

__all__ = ["clause_spans", "sentence_spans"]

_BREAK = re.compile(
    r"[.!?…][\"”’')\]]*(?:\s+(?=[A-Z0-9À-Þ“‘\"'(\[$€£•●▪])|(?<=[a-z0-9)\]”\"][.!?])(?=[A-Z][a-z]+[ ,]))"
    r"|(?<=\S)\s+(?=[•●▪]\s)"
)
# The last word before a stop, dots inside it too, read backwards from the stop.
_LAST = re.compile(r"(?<![\w.])[(\[“\"'‘]?((?:[A-Za-z]\.)*[A-Za-z]+)$")
_BEFORE_NUMBER = frozenset(
    "no nos art arts sec secs para paras p pp ch fig vol jan feb mar apr jun jul aug sept sep oct nov dec §".split()
)
_BEFORE_NAME = frozenset(
    "dr mr mrs ms st ste sts gen col lt sgt cpl capt maj gov sen rep rev prof hon fr sr pub vs v cf approx ca e.g i.e"
    " mt ft".split()
)
_EITHER = frozenset(
    "u.s u.n u.k u.a.e e.u d.c a.m p.m etc inc ltd co corp jr ph.d m.d b.a u.s.a".split()
)
_STARTERS = re.compile(
    r"(?:The|This|That|These|Those|In|It|They|There|Their|However|Although|While|When|Where|A|An|Authorities|During|As"
    r"|For|From|Some|Many|Most|Several|NGOs|Traffickers|Victims|Women|Men|Boys|Girls|According|On|At|No|Not|With|Since"
    r"|After|Before|By|If|Both|All|Each|One|Two|Three|Other|Others|Despite|Under|Of|To|He|She|Its|His|Her|But|And|Such"
    r"|Through|Courts|Observers|Media|Civil|Additionally|Moreover|Furthermore|Also|Because|Once|Until|Few|Officials)\b"
)
_CLAUSE = re.compile(r";\s+|\n+")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the sentences in `text[start:end]`, in order, without outer white space."""
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    at = start
    for match in _BREAK.finditer(text, start, stop):
        if text[match.start()] == "." and not _is_end(text, match, at):
            continue
        _add(spans, text, at, match.end())
        at = match.end()
    _add(spans, text, at, stop)
    return spans


def clause_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans between semicolons and sentence ends: the units of a text that is one long list.

    A semicolon inside brackets does not divide.
    """
    spans: list[tuple[int, int]] = []
    for low, high in sentence_spans(text, start, end):
        at = low
        for match in _CLAUSE.finditer(text, low, high):
            if text.count("(", at, match.start()) > text.count(")", at, match.start()):
                continue
            _add(spans, text, at, match.start() + 1)
            at = match.end()
        _add(spans, text, at, high)
    return spans


def _is_end(text: str, match: re.Match[str], at: int) -> bool:
    """Tell whether a full stop ends its sentence."""
    dot = match.start()
    found = _LAST.search(text, max(at, dot - 12), dot)
    if found is None:
        return True
    word = found[1].lower()
    after = match.end()
    if word in _BEFORE_NAME:
        return False
    if word in _BEFORE_NUMBER:
        return not text[after].isdigit()
    if word in _EITHER or len(word) == 1 or ("." in word and word.replace(".", "").isalpha()):
        return _STARTERS.match(text, after) is not None
    return True


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
