"""Sentences of legal English prose, and clauses of texts that are strung together with semicolons.

One scan finds the stops that may end a sentence: white space and a capital, digit, quotation mark or bracket follow,
or a word glued to the stop where the page has lost the space. Each is then judged by the word before it (`Art.`,
`Gen.`, `U.S.`, an initial, the number of a list) and, where a stop may close an abbreviation and a sentence at once
(`in the U.S. The police ...`), by the word after it. Spans carry no white space at either end.

How often this is right, and how often other splitters are, stands in `docs/explanation/sentences.md`.
"""

from __future__ import annotations

import re

from tierbook.text.compiling import late

__all__ = ["clause_spans", "sentence_spans"]

_BULLETS = "•●▪◦■"
_STOP = (
    rf"[.!?…][\"”’')\]]*(?:\s+(?=[A-Z0-9À-Þ“‘’\"'(\[$€£†‡{_BULLETS}]|[a-z]{{1,3}}-?[A-Z]|https?://)|(?=[“(]?[A-Z0-9])"
    rf"|(?=[{_BULLETS}]\s))"
)
# A text without bullets is searched for stops alone: a search for one set of signs is several times quicker.
_BREAK = late(_STOP)
_BREAK_OR_BULLET = late(rf"{_STOP}|(?<=\S)\s+(?=[{_BULLETS}]\s)")
# The last word before a stop, dots inside it too, read backwards from the stop.
_LAST = late(r"(?<![\w.’'])[(\[“\"'‘]?((?:[A-Za-z]\.)*[A-Za-z]+)$")
# A word that opens a sentence without a space before it; what stands before the stop is judged apart.
_GLUED = late(r"[“(]?(?:A|[A-Z][a-z]+|[A-Z]{2,}s?)[ ,]")
_GLUED_NUMBER = late(r"\d[\d,]* [a-z]")
_TOKEN = late(r"\S*$")
_LIST_NUMBER = late(rf"(?:[{_BULLETS}] )?\(?(?:\d{{1,2}}|[a-z])$")

# Followed by a number (or the Roman or lettered number of a law), the stop is the abbreviation's own.
_BEFORE_NUMBER = frozenset(
    "no nos art arts sec secs sect ss para paras pp ch chap fig vol vols approx ca est u.s.c jan feb mar apr jun jul "
    "aug sep sept oct nov dec".split()
) | frozenset("p Cap Mon Tue Tues Wed Thu Thurs Fri Sat Sun".split())
_NUMBER = late(r"[\d§]|[IVXLC]+\b|[A-Z]{1,3}[-/]\d")
# The stop never ends a sentence: a name or an explanation follows.
_BEFORE_NAME = frozenset(
    "dr mr mrs ms messrs gen brig col lt sgt cpl capt maj adm cmdr supt insp gov sen rep rev prof hon fr sr atty pres "
    "amb st ste sta sto mt ft pt pub pty vs cf e.g i.e viz incl excl intl max temp".split()
) | frozenset("v".split())
_STATES = frozenset("u.s u.s.a u.n u.k u.a.e e.u d.c p.r.c d.r.c r.o.k".split())
_HOURS = frozenset("a.m p.m".split())
_EITHER = (
    frozenset(
        "etc al inc ltd co corp bros plc bhd llc jr ph.d m.d b.a s.a dept govt assn dist min rd ave blvd".split()
    )
    | _STATES
    | _HOURS
)
_LONG = 8
# Words that open sentences, and are no part of a name.
_STARTERS = late(
    r"[“\"(\[]?(?:The|This|That|These|Those|In|It|They|There|Their|However|Although|While|When|Where|A(?= [a-z])|An"
    r"|Authorities|During|As|For|From|Some|Many|Most|Several|NGOs|Traffickers|Victims|Women|Men|Boys|Girls|Children"
    r"|According|On|At|No(?![.\w])|Not|Nobody|None|With|Without|Since|After|Before|By|If|Both|All|Each|Every|One|Two"
    r"|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Other|Others|Another|Despite|Under|Of|To|He|She|We|You|Its|His|Her|Our"
    r"|But|And|Or|Nor|Yet|So|Such|Through|Throughout|Courts|Judges|Prosecutors|Police|Observers|Media|Civil"
    r"|Additionally|Moreover|Furthermore|Also|Because|Once|Until|Few|Fewer|Officials|Then|Here|Now|What|Who|Why|How"
    r"|Which|Within|Upon|Unlike|Like|Only|Any|Anyone|Even|Still|Thus|Therefore|Instead|Between|Among|Against|Over"
    r"|Foreign|Local|Public|Similarly|Separately|Finally|Recently)\b"
)
# What follows a state's shortened name as part of a body's name: `the U.S. Embassy`.
_BODIES = late(
    r"(?:Government|Department|Embassy|Consul|Mission|Ambassador|Secretary|President|Congress|Senate|House|Constitution"
    r"|Code|Attorney|Agency|Bureau|Office|Federal|Supreme|District|State|States|Justice|Treasury|Labor|Trade|Customs"
    r"|Border|Coast|Marine|Army|Navy|Naval|Air|Armed|Forces|Military|Special|Security|General|Human|High|Peace"
    r"|Virgin|Citizen|Immigration|Homeland|Child|Convention|Protocol|Visa|Dollar|Compact|Global|Programme|Program)"
)
_DAYS = late(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Eastern|Central|Pacific")
_NAMED_OF = late(r"[A-Z]\w+ of\b")
_NEW_WORD = late(r"[A-ZÀ-Þ][\w’'-]+ [a-z]|\d[\d,]* [a-z]")
# Words after which a single letter is a name of its own (`Annex A.`), not somebody's initial.
_LETTERED = late(
    r"(?i:\b(?:annex|appendix|categor(?:y|ies)|class|group|type|exhibit|part|title|schedule|phase|grade|hepatitis"
    r"|vitamin|list|section|chapter|article|level|zone|area|block|form|flat|room|king|pope)(?: \d+)?) [A-Z]$"
    r"|(?: and| than| do) I$"
)
_NO_AS_WORD = late(
    r"(?:\b(?:is|was|had|has|have|were|are|said|say|says|answered|replied)|[,:“\"])\s?no$"
)
_STREET = late(r"[A-Z][a-z]+ St$")
_ENCLOSED = late(
    r"\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\]|“[^“”]{0,200}”|(?<!\w)\"[^\"]{0,100}\"(?!\w)"
)
_CLAUSE = late(r";\s+|(?<!&[a-z]{2})(?<!&[a-z]{3})(?<!&[a-z]{4});(?=[A-Za-z][a-z]+ )|\n+")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the sentences in `text[start:end]`, in order, without outer white space."""
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    at = start
    listed = any(text.find(sign, start, stop) >= 0 for sign in _BULLETS)
    for match in (_BREAK_OR_BULLET if listed else _BREAK).finditer(text, start, stop):
        if match.end() < stop and _is_end(text, match, at):
            _add(spans, text, at, match.end())
            at = match.end()
    _add(spans, text, at, stop)
    return spans


def clause_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans between semicolons and sentence ends: the units of a text that is one long list.

    A semicolon inside brackets or a quotation does not divide, unless these are never closed.
    """
    spans: list[tuple[int, int]] = []
    for low, high in sentence_spans(text, start, end):
        at = low
        closed = [m.span() for m in _ENCLOSED.finditer(text, low, high)]
        for match in _CLAUSE.finditer(text, low, high):
            if any(first < match.start() < last for first, last in closed):
                continue
            _add(spans, text, at, match.start() + 1)
            at = match.end()
        _add(spans, text, at, high)
    return spans


def _is_end(text: str, match: re.Match[str], at: int) -> bool:
    """Tell whether the stop that a match begins with ends the sentence that began at `at`."""
    dot, after = match.start(), match.end()
    sign = text[dot]
    if sign.isspace() or text[after] in _BULLETS:
        return True
    if not text[after - 1].isspace() and not _parts_glued(text, at, dot, after):
        return False
    if sign == ".":
        if (dot - at < 6 and _LIST_NUMBER.match(text, at, dot)) or text.startswith("..]", dot - 1):
            return False
        word = text[dot - _LONG : dot] if dot - at > _LONG else ""
        if word.isalpha() and word.islower():  # no shortened word is so long
            return not _is_enclosed(text, at, dot, after)
        found = _LAST.search(text, max(at, dot - 14), dot)
        if found is not None and _is_shortened(text, found[1], dot, after):
            return False
    elif sign == "!" and text.endswith("Yahoo", at, dot):
        return False
    return not _is_enclosed(text, at, dot, after)


def _parts_glued(text: str, at: int, dot: int, after: int) -> bool:
    """Tell whether a stop with no space after it has lost it, rather than standing inside a name, number or address."""
    before = text[dot - 1] if dot > at else ""
    if _GLUED.match(text, after) is None:
        return before.islower() and _GLUED_NUMBER.match(text, after) is not None
    if text[after - 1] in "”\"’')]" or before in ')]”"’%' or before.isspace():
        return True
    found = _TOKEN.search(text, at, dot)
    token = found[0].lstrip("(“\"'‘[") if found else ""
    if not token or "@" in token or "/" in token:
        return False
    if token[0].islower() and "." not in token:
        return len(token) > 1
    if token[0].isdigit() or token.isupper():
        if before.isdigit():
            return True
        if len(token) < 3:
            return False
    return _NEW_WORD.match(text, after) is not None or _STARTERS.match(text, after) is not None


def _is_shortened(text: str, raw: str, dot: int, after: int) -> bool:
    """Tell whether the stop belongs to the shortened word before it and the sentence goes on."""
    word = raw if len(raw) == 1 and raw.islower() else raw.lower()
    if raw in _BEFORE_NUMBER or (word in _BEFORE_NUMBER and len(raw) > 1):
        if word == "no" and raw == "no" and _NO_AS_WORD.search(text, max(dot - 12, 0), dot):
            return False
        return _NUMBER.match(text, after) is not None
    if word in _BEFORE_NAME and (len(raw) > 1 or raw.islower()):
        return not (
            raw == "St"
            and _STREET.search(text, max(dot - 30, 0), dot)
            and _STARTERS.match(text, after)
        )
    dotted = "." in word
    if word not in _EITHER and len(raw) > 1 and not (dotted and word.replace(".", "").isalpha()):
        return False
    if len(raw) == 1:
        if text.endswith("Pub. ", 0, dot - 1):
            return True
        if _LETTERED.search(text, max(dot - 20, 0), dot):
            return False
    if _STARTERS.match(text, after):
        return False
    if word not in _EITHER or (word == "al" and text[after].isdigit()):
        return True
    if word in _STATES and (_BODIES.match(text, after) or _NAMED_OF.match(text, after)):
        return True
    if word in _HOURS and _DAYS.match(text, after):
        return True
    return _NEW_WORD.match(text, after) is None


def _is_enclosed(text: str, at: int, dot: int, after: int) -> bool:
    """Tell whether the stop stands in a quotation or bracket that closes later while the sentence goes on."""
    if text.rfind("“", at, dot) > text.rfind("”", at, after):
        close = text.find("”", after, after + 100)
        if close > 0 and "“" not in text[after:close] and _goes_on(text, close):
            return True
    elif '"' in text[at:dot] and text.count('"', at, after) % 2:
        close = text.find('"', after, after + 100)
        if close > 0 and _goes_on(text, close):
            return True
    opened = text.rfind("(", at + 1, dot)
    if opened > text.rfind(")", at, after):
        close = text.find(")", after, after + 200)
        return close > 0 and "(" not in text[after:close]
    return False


def _goes_on(text: str, close: int) -> bool:
    """Tell whether a quotation that ends in a stop is followed by more of the sentence it stands in."""
    tail = text[close + 1 : close + 3]
    return text[close - 1] in ".!?…" and (tail[:1] in (",", ";") or tail[1:].islower())


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
