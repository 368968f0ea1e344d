"""The dictionary behind `find_mentions`: every way of writing a country, a people, a region or a trap."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import ahocorasick_rs

from tierbook.places.country import all_countries, get_country
from tierbook.places.folding import fold
from tierbook.places.tables import read_table

__all__ = ["Entry", "Kind", "load_automaton", "shared_heads"]

Kind = Literal["country", "demonym", "region"]

_DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central northeast southeast northwest southwest "
    "north-east south-east northeastern southeastern sub-saharan sub saharan subsaharan former newly new the greater "
    "neighboring neighbouring".split()
)
_BEFORE_NAMES = frozenset({"former", "occupied", "mainland"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a key of the automaton stands for.

    Attributes:
        kind: what a mention of it is; None for a trap, which makes no mention.
        code: alpha-3 code, empty for a region.
        label: name of the country or label of the region.
        capital: offset in the key of the letter that must be a capital; -1 if none must.
        exact: the only spelling allowed (an acronym), or empty.
        language: whether it is also the name of a language.
        home: codes of the countries that claim the word in their own narrative, with blanks between.
        first: first edition in which the entry holds in running text, or None.
        last: last edition in which it does, or None.
    """

    kind: Kind | None
    code: str
    label: str
    capital: int
    exact: str
    language: bool = False
    home: str = ""
    first: int | None = None
    last: int | None = None


@cache
def load_automaton() -> tuple[ahocorasick_rs.AhoCorasick, tuple[Entry, ...]]:
    """Return the automaton of all keys and, by the same index, what they stand for."""
    table = _table()
    automaton = ahocorasick_rs.AhoCorasick(
        list(table), matchkind=ahocorasick_rs.MatchKind.Standard, store_patterns=False
    )
    return automaton, tuple(table.values())


@cache
def shared_heads() -> dict[str, Entry]:
    """Return the entries whose first word can stand alone before a shared head: regions and the two Koreas."""
    return {
        key: entry
        for key, entry in _table().items()
        if entry.kind == "region" or entry.code in {"KOR", "PRK"}
    }


@cache
def _table() -> dict[str, Entry]:
    """Return key -> entry; later tables win: names, demonyms, regions, shared words, traps."""
    table: dict[str, Entry] = {}
    _add_names(table)
    _add_demonyms(table)
    for row in read_table("regions"):
        written = row["name"].removeprefix("the ")
        capital = _capital(written, skip=_DIRECTIONS)
        _add(table, written, Entry("region", "", row["label"], capital, _exact(written)))
    for row in read_table("ambiguous"):
        _share(table, row)
    for row in read_table("traps"):
        phrase, code = row["phrase"], row["code"]
        label = get_country(code).name if code else ""
        kind: Kind | None = "country" if code else None
        _add(table, phrase, Entry(kind, code, label, _capital(phrase), ""))
    return table


def _add_names(table: dict[str, Entry]) -> None:
    for country in all_countries():
        for name in country.names:
            if name.use == "lookup":
                continue
            dated = name.use == "dated"
            for written in _spellings(name.text.removeprefix("The ")):
                entry = Entry(
                    "country",
                    country.code,
                    country.name,
                    _capital(written, skip=_BEFORE_NAMES),
                    _exact(written),
                    first=name.first if dated else None,
                    last=name.last if dated else None,
                )
                _add(table, written, entry)


def _add_demonyms(table: dict[str, Entry]) -> None:
    for country in all_countries():
        for demonym in country.demonyms:
            for word in demonym.words:
                language = demonym.language and word == demonym.adjective
                for written in _spellings(word):
                    entry = Entry(
                        "demonym", country.code, country.name, _capital(written), "", language
                    )
                    _add(table, written, entry)


def _add(table: dict[str, Entry], written: str, entry: Entry) -> None:
    key = fold(written).text
    known = table.get(key)
    if known is not None and known.code == entry.code and known.capital != entry.capital:
        # Eswatini and eSwatini: either letter may be the capital
        entry = Entry(entry.kind, entry.code, entry.label, -1, entry.exact, entry.language)
    table[key] = entry


def _share(table: dict[str, Entry], row: dict[str, str]) -> None:
    """Enter a word with two owners: its default, and the homes that claim it."""
    default, word = row["default"], row["word"]
    kind: Kind = "country" if row["kind"] == "country" else "demonym"
    label = get_country(default).name if default else ""
    if not default:
        kind = "region"
        label = next(r["label"] for r in read_table("regions") if r["name"] == word)
    for written in _spellings(word):
        known = table.get(fold(written).text)
        language = known is not None and known.language
        table[fold(written).text] = Entry(kind, default, label, 0, "", language, row["home"])


def _exact(written: str) -> str:
    """Return an acronym, which must stand exactly so; nothing for other names."""
    letters = written.replace(".", "")
    return written if len(letters) <= 5 and letters.isalpha() and letters.isupper() else ""


def _spellings(written: str) -> tuple[str, ...]:
    """Return a name with *Saint* written out and short."""
    for saint in ("Saint ", "St. "):
        if written.startswith(saint):
            tail = written.removeprefix(saint)
            return (f"Saint {tail}", f"St. {tail}", f"St {tail}", f"St.{tail}")
    return (written,)


def _capital(written: str, *, skip: frozenset[str] = frozenset()) -> int:
    """Return the offset of the letter that must be a capital, -1 if none must.

    It is the first capital of a country's name; of a region's the first in a word that is no direction, because
    *southern Africa* is written both ways and *south Sudan* is no country.
    """
    offset = 0
    for word in written.split(" "):
        if word.lower() not in skip:
            for index, letter in enumerate(word):
                if letter.isupper():
                    return offset + index
        offset += len(word) + 1
    return -1
