"""What a reader should look at before trusting a narrative: tiers that disagree, and words about another country.

Nothing is changed or left out for a flag. It gives the words on both sides and says why they stand together badly:

- `tier_conflict`: two places of one text put the country in different tiers;
- `other_narrative`: a second tier line, or the stock sentence that opens another country's narrative;
- `other_government`: a sentence whose subject is another country's government and which doesn't name this one, or a
  paragraph that speaks of another country throughout. A neighbour's text may have got in, as happens on pages that
  hold many countries. How often this is right stands in `docs/explanation/flags.md`.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from tierbook.editions import (
    TIERS,
    Tier,
    TierStatement,
    find_tier_statements,
    read_tier,
    read_tier_line,
)
from tierbook.narrative.narrative import Flag, FlagKind, Narrative, Paragraph
from tierbook.places import find_country, find_mentions, get_country, home_words
from tierbook.text import late

__all__ = ["find_flags"]

_NAME = (
    r"[A-ZÀ-Þ][\w.’'-]*(?:(?:,?\s+(?:and|of|the|e|d[eo])(?:\s+the)?)?\s+[A-ZÀ-Þ(][\w.’'()-]*){0,5}"
)
# A government, or a body or law of the state, by its country: `the Government of X`, `Xish authorities`, `X’s courts`.
_OWNED = (
    r"(?:['’]s?)?\s(?:(?:\d{4}|national|anti-trafficking|central|federal|regional|labor|immigration|military|border|local"
    r"|interim|transitional|security|consular|government)\s){0,2}"
    r"(?:[Gg]overnment|authorities|officials|[Pp]olice|law\senforcement|laws?|legislation|(?:penal|criminal|labor)\scode"
    r"|constitution|courts?|parliament|legislature|prosecutors|[Mm]inist(?:er|ers|ry|ries)|embass(?:y|ies)|army|armed\sforces"
    r"|coast\sguard|security\sforces)\b"
)
_ACTORS = (
    late(rf"overnment of (?:the )?(?P<name>{_NAME})"),
    late(rf"(?P<name>[A-Z][\w.-]*){_OWNED}"),
)
_EARLIER = late(r"(?:[A-ZÀ-Þ][\w.’'-]*[ -]){1,3}$")
_NO_OWNER = frozenset(
    "The This These Those Local Federal State National Interim Some Many Most Other All No Law".split()
)
# Words before another government that make it a partner, a source or a goal of what this one does.
_PARTNER = late(
    r"\b(?:with|by|from|to|between|among|and|or|of|for|against|via|through|including|fellow|foreign|both|joint|alongside"
    r"|than|visiting|former|as|on|at|into|their|informed|assisted|asked|requested|urged|notified|trained|funded|supported"
    r"|helped|joined|sent|gave|provided|told|like|two|three|four|five|six|seven|eight|nine|ten|several|\d+)\s+(?:[a-z-]+\s+)?(?:the\s+)?(?:[a-z-]+\s+)?$",
    re.I,
)
_NO_SUBJECT = late(
    r"\s*(?:(?:and|or)\s+(?:the\s+)?[A-Z]|-|(?:support|assistance|funding|counterparts|abroad)\b)"
)
_STANDARDS = late("minimum standards")
_SUBJECT = late(
    rf"(?:The\s+)?(?:(?:Interim\s+|Transitional\s+)?[Gg]overnment\s+of\s+(?:the\s+)?(?P<of>{_NAME})"
    rf"|(?P<name>{_NAME}))\s+(?:does|do|has|have)?\s*(?:not\s+)?(?:yet\s+)?(?:fully\s+)?(?:meets?|met|compl(?:y|ies|ied))\b"
)
_COUNTRY = late(" country")
_ROLE = late(
    rf"(?:As\s+reported\s+[^,]{{0,60}},\s+)?(?:[Tt]he\s+)?(?P<name>{_NAME})\s+is\s+(?:primarily\s+|mainly\s+|also\s+)?an?\s+"
    r"(?:(?:source|transit|destination|origin)\b[^.;]{0,60}\bcountry|country\s+of\s+(?:origin|transit|destination))"
)
_PLACED_NAME = late(rf"(?:^|\s)(?P<name>{_NAME})\s+$")
_LEAST_WORDS = 150
# How often a paragraph names another country, and with what share of all it names, to be about that country.
# Less is enough where the paragraph also names a law or a body of that country.
_THROUGHOUT, _THROUGHOUT_OWNED = (3, 0.4), (2, 0.5)
_OWNED_AFTER = late(_OWNED)


def find_flags(narrative: Narrative) -> tuple[Flag, ...]:
    """Return the flags of a narrative in the order of their first words."""
    placements = [
        found
        for paragraph in narrative.paragraphs
        for found in find_tier_statements(
            narrative.text, paragraph.start, paragraph.end, edition=narrative.document.edition
        )
    ]
    found = [*_tier_conflict(narrative, placements)]
    country = narrative.document.country
    if country is not None:
        reader = _Reader(narrative, country)
        taken = [*_other_narratives(reader, narrative.paragraphs, placements)]
        found += taken
        found += _other_governments(reader, narrative.paragraphs, {f.spans[0] for f in taken})
    return tuple(sorted(found, key=lambda flag: flag.spans[0]))


def _tier_conflict(narrative: Narrative, placements: Sequence[TierStatement]) -> Iterator[Flag]:
    """Yield one flag where the places that put the country in a tier don't agree."""
    text, tier_line, paragraphs = narrative.text, narrative.tier_line, narrative.paragraphs
    stated: list[tuple[tuple[int, int], tuple[Tier, ...], str]] = []
    if tier_line is not None and (tier := read_tier(text[slice(*tier_line)])) is not None:
        stated.append((tier_line, (tier,), "the tier line says"))
    heads = [(p.start, p.end) for p in paragraphs if p.pillar in ("standards", "profile")]
    if tier_line is not None:  # a note after it may name another tier
        heads.append(tier_line)
        placements = [
            *find_tier_statements(text, *tier_line, edition=narrative.document.edition),
            *placements,
        ]
    stated += [
        ((found.start, found.end), found.tiers, _SAYS[found.kind])
        for found in placements
        if any(start <= found.start < end for start, end in heads)
    ]
    titled = _titled(narrative.document.title)
    allowed = [set(tiers) for _, tiers, _ in stated] + ([{titled}] if titled else [])
    if len(allowed) < 2 or not stated or set.intersection(*allowed):
        return
    # The formula of significant efforts agrees with Tier 2 and Watch List alike: no side in a quarrel of these two.
    odd = [one for one in stated if not all(set(one[1]) & other for other in allowed)] or stated
    says = list(dict.fromkeys(f"{who} {_either(tiers)}" for _, tiers, who in odd))
    if titled:
        says.insert(0, f"the title says {TIERS[titled]}")
    spans = tuple(span for span, _, _ in odd)
    words = tuple(text[start:end] for start, end in spans)
    message = "; ".join(says)
    if any(text.startswith("WATCH LIST", paragraph.start) for paragraph in paragraphs):
        message += "; the words WATCH LIST open a paragraph, so the tier line may be broken in two"
    yield Flag("tier_conflict", spans, words, message)


_SAYS = {
    "opening": "the summary opens with",
    "sentence": "a sentence says",
    "formula": "the sentence on the minimum standards is that of",
}


def _either(tiers: Sequence[Tier]) -> str:
    return " or ".join(TIERS[tier] for tier in tiers)


def _titled(title: str | None) -> Tier | None:
    """Return the tier that a page's title names after the country, as some sites print it."""
    if title is None:
        return None
    found = read_tier_line(title.rpartition(" - ")[2]) or read_tier_line(title)
    return found[1] if found else None


class _Reader:
    """The text with what is asked of it again and again: which country words name, and whether they name home."""

    def __init__(self, narrative: Narrative, home: str) -> None:
        self.narrative = narrative
        self.text = narrative.text
        self.home = home
        self.edition = narrative.document.edition
        self.bound = _normal_governments(home)
        self.names_home = _home_pattern(home)

    def other(self, words: str) -> str | None:
        """Return the one other country that words name, else None."""
        codes = _countries(words, self.edition, self.home)
        if len(codes) != 1 or self.home in codes:
            return None
        (code,) = codes
        return code

    def sentence(self, offset: int) -> tuple[int, int]:
        """Return the span of the sentence that holds an offset, from the last semicolon on."""
        sentence = self.narrative.sentence_at(offset)
        clause = self.text.rfind("; ", sentence.start, offset)
        return max(sentence.start, clause + 1), sentence.end

    def sentence_start(self, offset: int) -> int:
        """Return where the sentence that holds an offset begins, list signs left aside."""
        start = self.sentence(offset)[0]
        while start < offset and not self.text[start].isalnum():
            start += 1
        return start

    def speaks_of_home(self, start: int, end: int) -> bool:
        """Tell whether the country of the narrative, or its people, is named."""
        return self.names_home.search(self.text, start, end) is not None


@cache
def _normal_governments(home: str) -> frozenset[str]:
    """Return the governments that act in a country's narrative in the normal course: donor, sovereign, neighbour."""
    text = (files("tierbook.narrative") / "normal_governments.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return frozenset(row["other"] for row in rows if row["country"] in ("*", home))


@lru_cache(maxsize=4096)
def _countries(words: str, edition: int | None, home: str) -> tuple[str, ...]:
    mentions = find_mentions(words, edition=edition, home=home)
    return tuple(dict.fromkeys(code for mention in mentions for code in mention.codes))


@lru_cache(maxsize=512)
def _home_pattern(home: str) -> re.Pattern[str]:
    words = sorted(home_words(home), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})(?!\w)", re.I)


def _other_narratives(
    reader: _Reader, paragraphs: Sequence[Paragraph], placements: Sequence[TierStatement]
) -> Iterator[Flag]:
    """Yield the places where another country's narrative seems to begin."""
    seen: set[int] = set()
    for paragraph in paragraphs:
        start, end = paragraph.start, paragraph.end
        line = read_tier_line(reader.text[start:end]) if end - start < 120 else None
        if line is not None:
            country = find_country(line[0], edition=reader.edition)
            if country is not None and country.code != reader.home:
                yield _flag(
                    reader, "other_narrative", start, end, country.code, "a tier line of {}"
                )
            continue
        for match in _STANDARDS.finditer(reader.text, start, end):
            low = reader.sentence_start(match.start())
            subject = _SUBJECT.match(reader.text, low, match.start())
            code = reader.other(subject["of"] or subject["name"]) if subject else None
            if code is not None:
                what = "the sentence on the minimum standards of {}"
                yield _flag(reader, "other_narrative", low, match.end(), code, what)
        for match in _COUNTRY.finditer(reader.text, start, end):
            low = reader.sentence_start(match.start())
            subject = _ROLE.match(reader.text, low, end)
            code = reader.other(subject["name"]) if subject and low not in seen else None
            if subject is not None and code is not None:
                seen.add(low)
                what = "a sentence that opens the profile of {}"
                yield _flag(reader, "other_narrative", low, subject.end(), code, what)
    for placed in placements:
        if placed.kind == "sentence":
            low = reader.sentence_start(placed.start)
            subject = _PLACED_NAME.search(reader.text, low, placed.start)
            code = reader.other(subject["name"]) if subject else None
            if code is not None:
                what = "a sentence that places {} in a tier"
                yield _flag(reader, "other_narrative", low, placed.end, code, what)


def _other_governments(
    reader: _Reader, paragraphs: Sequence[Paragraph], taken: set[tuple[int, int]]
) -> Iterator[Flag]:
    """Yield sentences about another government, and paragraphs about another country."""
    for paragraph in paragraphs:
        low, high = paragraph.start, paragraph.end
        found = False
        for start, end, code in _subjects(reader, low, high):
            found = True
            what = "a sentence about the government of {}"
            yield _flag(reader, "other_government", start, end, code, what)
        if found or high - low < _LEAST_WORDS or any(low <= a < high for a, _ in taken):
            continue
        country = _throughout(reader, low, high)
        if country is not None:
            yield _flag(reader, "other_government", low, high, country, "a paragraph about {}")


def _subjects(reader: _Reader, low: int, high: int) -> Iterator[tuple[int, int, str]]:
    """Yield the sentences whose subject is another country's government and which don't name home."""
    text = reader.text
    seen: set[int] = set()
    matches = [match for pattern in _ACTORS for match in pattern.finditer(text, low, high)]
    for match in matches:
        name: str = match["name"]
        if name in _NO_OWNER:
            continue
        begin = match.start()
        start, end = reader.sentence(begin)
        if text[begin].isupper():
            earlier = _EARLIER.search(text, start, begin)
            if earlier is not None and earlier[0].strip() not in _NO_OWNER:
                begin, name = earlier.start(), f"{earlier[0]}{name}"
        else:
            begin -= 1
        if _NO_SUBJECT.match(text, match.end(), end) or _PARTNER.search(text, start, begin):
            continue
        code = reader.other(name) if start not in seen else None
        if code is None or code in reader.bound or reader.speaks_of_home(start, end):
            continue
        seen.add(start)
        yield start, end, code


def _throughout(reader: _Reader, start: int, end: int) -> str | None:
    """Return the country that a paragraph speaks of throughout, where it never names its own."""
    if reader.speaks_of_home(start, end):
        return None
    counts: Counter[str] = Counter()
    owners: set[str] = set()
    for mention in find_mentions(reader.text[start:end], edition=reader.edition, home=reader.home):
        counts.update(code for code in mention.codes if code not in reader.bound)
        if _OWNED_AFTER.match(reader.text, start + mention.end, end):
            owners.update(mention.codes)
    if not counts:
        return None
    code, times = counts.most_common(1)[0]
    least, part = _THROUGHOUT_OWNED if code in owners else _THROUGHOUT
    return code if times >= least and times / counts.total() >= part else None


def _flag(reader: _Reader, kind: FlagKind, start: int, end: int, code: str, what: str) -> Flag:
    while start < end and not reader.text[start].isalnum():
        start += 1
    year = reader.edition
    other, home = (
        country.name if year is None else country.name_in(year)
        for country in (get_country(code), get_country(reader.home))
    )
    message = f"{what.format(other)} stands in the narrative of {home}"
    return Flag(kind, ((start, end),), (reader.text[start:end],), message)
