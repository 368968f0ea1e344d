"""Countries, peoples and regions in running text.

One automaton holds every name, demonym, region and trap of the tables. Of the matches that stand as whole words and in
the right case, the leftmost longest win, so that *Papua New Guinea* hides *Guinea* and the trap *Gulf of Guinea* hides
both. Words with two owners (*Congolese*) go to the narrative's own country, else to the default in `ambiguous.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tierbook.places.context import is_currency, is_language, is_negated
from tierbook.places.country import get_country
from tierbook.places.entries import Entry, Kind, load_automaton, shared_heads
from tierbook.places.folding import Folded, fold
from tierbook.text import late

__all__ = ["Mention", "find_mentions"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A country, a people or a region in a text; `text[start:end] == surface` always holds.

    Attributes:
        start: offset of the first character, in code points.
        end: offset after the last character.
        kind: `country`, `demonym` or `region`.
        codes: the country's ISO 3166 alpha-3 code; empty for a region.
        label: the country's current name, or the region's label (*West Africa* for *West African*).
        surface: the words as they stand in the text.
    """

    start: int
    end: int
    kind: Kind
    codes: tuple[str, ...]
    label: str
    surface: str


def find_mentions(
    text: str, *, edition: int | None = None, home: str | None = None
) -> tuple[Mention, ...]:
    """Return the countries, peoples and regions that a text names, in its order, none overlapping.

    Args:
        text: any text; offsets count its code points.
        edition: the edition that the text comes from; with it a union that existed then is one country (*Serbia and
            Montenegro* in 2004), without it the parts are.
        home: alpha-3 code of the narrative's country, used only for words that two countries share (*Dominican*).

    Returns:
        The mentions. Languages, currencies, seas, organisations, cities and states named like a country are none.

    Raises:
        UnknownCountry: `home` is no code.
    """
    if home is not None:
        get_country(home)
    folded = fold(text)
    chosen = _choose(text, folded, edition)
    mentions: list[Mention] = []
    for start, end, entry in chosen:
        if entry.kind is None:
            continue
        if _is_something_else(folded.text, start, end, entry):
            continue
        if _is_running_head(text, folded.start(start), folded.end(end)):
            continue
        mentions.extend(_shared_heads(text, folded, start, end, entry))
        mentions.append(_mention(text, folded, start, end, _settle(entry, home)))
    return tuple(mentions)


def _choose(text: str, folded: Folded, edition: int | None) -> list[tuple[int, int, Entry]]:
    """Return the leftmost longest whole-word matches in the right case."""
    automaton, entries = load_automaton()
    low = folded.text
    size = len(low)
    found: list[tuple[int, int, Entry]] = []
    for index, start, end in automaton.find_matches_as_indexes(low, overlapping=True):
        if (start and (low[start - 1].isalnum() or low[start - 1] == "_")) or (
            end < size and low[end - 1] != "." and (low[end].isalnum() or low[end] == "_")
        ):
            continue
        entry = entries[index]
        if entry.capital >= 0 and not text[folded.start(start + entry.capital)].isupper():
            continue
        if entry.exact and text[folded.start(start) : folded.end(end)] != entry.exact:
            continue
        if edition is None:
            if entry.first is not None:
                continue
        elif (entry.first is not None and edition < entry.first) or (
            entry.last is not None and edition > entry.last
        ):
            continue
        found.append((start, end, entry))
    found.sort(key=lambda item: (item[0], -item[1]))
    chosen: list[tuple[int, int, Entry]] = []
    reach = 0
    for item in found:
        if item[0] >= reach:
            chosen.append(item)
            reach = item[1]
    return chosen


def _is_something_else(low: str, start: int, end: int, entry: Entry) -> bool:
    if entry.kind == "demonym" or entry.kind == "country" or entry.label in _MONEY_REGIONS:
        if is_currency(low, end) or is_negated(low, start):
            return True
        if entry.code == "USA" and low.startswith("$", end):
            return True
    return entry.language and is_language(low, start, end)


def _is_running_head(text: str, start: int, end: int) -> bool:
    """Tell whether the word is part of a running head glued to a page number or to text (*84THE BAHAMAS*)."""
    if not text[start:end].isupper():
        return False
    before, after = text[max(0, start - 20) : start], text[end : end + 20]
    return _GLUED_BEFORE.search(before) is not None or _GLUED_AFTER.match(after) is not None


_GLUED_BEFORE = late(r"\d[A-Z]{2,}(?: [A-Z]+)* $")
_GLUED_AFTER = late(r"(?: [A-Z]+)* (?:[A-Z]{3,}\d|[A-Z]{4,}[a-z])")
_MONEY_REGIONS = frozenset({"Caribbean", "Central Africa", "West Africa"})


def _settle(entry: Entry, home: str | None) -> Entry:
    """Give a word that two countries share to the narrative's own country."""
    if home is None or home not in entry.home.split():
        return entry
    kind: Kind = "country" if entry.kind == "country" else "demonym"
    return replace(entry, kind=kind, code=home, label=get_country(home).name)


def _mention(text: str, folded: Folded, start: int, end: int, entry: Entry) -> Mention:
    assert entry.kind is not None  # traps make no mention
    begin, stop = folded.start(start), folded.end(end)
    codes = (entry.code,) if entry.code else ()
    return Mention(begin, stop, entry.kind, codes, entry.label, text[begin:stop])


def _shared_heads(text: str, folded: Folded, start: int, end: int, entry: Entry) -> list[Mention]:
    """Return the mentions whose head stands in a later one: *Eastern* of *Eastern and Western Europe*."""
    if entry.kind != "region" and entry.code not in {"KOR", "PRK"}:
        return []
    low = folded.text
    head = low[start:end].rpartition(" ")[2]
    if head == low[start:end] and entry.label != "Sub-Saharan Africa":
        return []
    heads = shared_heads()
    before: list[Mention] = []
    at = start
    while (found := _SHARED.search(low, max(0, at - 40), at)) is not None:
        other = heads.get(f"{found['word']} {head}")
        if other is None:
            break
        before.append(_mention(text, folded, found.start("word"), found.end("word"), other))
        at = found.start("word")
    return before[::-1]


_SHARED = late(
    r"(?<![\w-])(?P<word>north|south|east|west|central|latin|northern|southern|eastern|western|southeast|southeastern"
    r"|northeast|southwest|south-east|north-east|sub-saharan)"
    r"(?:, and |, or |, as well as |, | and | or | as well as |/|-|- and )(?:in |from |to |the )?$"
)
