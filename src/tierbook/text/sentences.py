"""Sentences of legal English prose, and clauses of texts that are strung together with semicolons.

Rules over one scan: a full stop ends a sentence when white space and a capital, digit, quote or bracket follow, and
what stands before it is no abbreviation, initial or article number. Spans carry no white space at either end.
"""

from __future__ import annotations

import re

__all__ = ["clause_spans", "sentence_spans"]

_BREAK = re.compile(
    r"[.!?][\"”’')\]]*(?:\s+(?=[A-Z0-9À-Þ“‘\"'(\[$€£•])|(?<=[a-z)\]”\"][.])(?=[A-Z][a-z]+[ ,]))"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:U\.S|U\.N|U\.K|U\.A\.E|E\.U|D\.C|e\.g|i\.e|a\.m|p\.m|approx|Art|Arts|art|No|Nos|no|Sec|sec|para|Dr|Mr"
    r"|Mrs|Ms|St|Ste|Sts|Gen|Col|Lt|Sgt|Gov|Sen|Rep|Rev|Prof|Jr|Sr|vs|v|cf|etc|ca|Inc|Ltd|Co|Corp|Pub|L|P|R|Ch|Fig"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)|\b[A-Z](?:\. ?[A-Z])*)$"
)
_ENDS_SENTENCE_TOO = re.compile(r"(?:U\.S|U\.N|U\.K|U\.A\.E|E\.U|D\.C|a\.m|p\.m|etc|Inc|Ltd|Co|Corp)$")
_STARTERS = re.compile(
    r"(?:The|This|These|In|It|They|There|However|Although|While|A|An|Government|Authorities|Officials|Police|During|As"
    r"|For|Some|Many|Most|NGOs?|Traffickers|Victims|Women|Men|Children|According|On|At|No|With|Foreign|Since)\b"
)
_CLAUSE = re.compile(r";\s+|\n+")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the sentences in `text[start:end]`, in order, without outer white space."""
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    at = start
    for match in _BREAK.finditer(text, start, stop):
        if match.start() < at or not _is_end(text, match, at):
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
    if text[match.start()] != ".":
        return True
    before = text[max(at, match.start() - 24) : match.start()]
    if not _ABBREVIATION.search(before):
        return True
    if _ENDS_SENTENCE_TOO.search(before):
        return _STARTERS.match(text, match.end()) is not None
    return False


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
