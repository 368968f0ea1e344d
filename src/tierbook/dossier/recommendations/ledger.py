"""The recommendations of one country over its editions: which go on, which are dropped, how long each has stood.

An entry follows one demand through the editions that are held. Nothing is said of an edition that is not held, or whose
text has no list: its cell is `unknown`, and what follows after it is `asked`, neither new nor repeated. `standing`
counts editions in a row alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tierbook.dossier.held import Statement
from tierbook.dossier.holdings import Holdings
from tierbook.dossier.recommendations.acted import Acted, acted_upon
from tierbook.dossier.recommendations.items import Item, items_of, needs_of, why_no_list
from tierbook.dossier.recommendations.lines import CellFate, Line, follow_items
from tierbook.editions import EDITIONS
from tierbook.text import counted, number_in_words, ordinal

__all__ = ["Entry", "Ledger", "build_ledger", "longest_first", "longest_standing"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One demand through the editions.

    Attributes:
        id: country, first edition, place in its list: `JPN:2009.3`; a part of a split has `/2` behind it.
        country: alpha-3.
        text: the newest words that ask for it, as the Report has them; where it was merged with another demand, those
            of the edition before, which ask for it alone.
        topic: the variable that it would change first, None where no variable does.
        act: the verb of what is asked for, None where none is named.
        first: the first edition held that asks.
        last: the last one.
        cells: by edition, from the first to the newest that is held, what became of it. `asked` where the edition asks
            and it cannot be told whether it is new: the edition before is not held, or an earlier one asked and the one
            before did not.
        items: by edition, the items that ask; two where the demand was split in that edition.
        notes: by edition, what a cell needs said.
        standing: in how many editions in a row, up to `last`, it is asked; an edition that is not held ends the count.
        at_least: whether it may have been asked in the edition before these too, whose list is not held.
        stands: whether the newest list that is held asks for it.
        in_editions: in how many editions it is asked, of how many whose lists are held.
        acted: what later editions say was done; empty where no finding says so, which is no claim that nothing was.
    """

    id: str
    country: str
    text: str
    topic: str | None
    act: str | None
    first: int
    last: int
    cells: Mapping[int, CellFate]
    items: Mapping[int, tuple[Item, ...]]
    notes: Mapping[int, str]
    standing: int
    at_least: bool
    stands: bool
    in_editions: tuple[int, int]
    acted: tuple[Acted, ...] = ()

    @property
    def newest(self) -> Item:
        """Return the item of the last edition that asks."""
        return self.items[self.last][0]

    def __repr__(self) -> str:
        """Return its id and how long it has been asked."""
        return f"<Entry {self.id}: {self.in_words()}>"

    def in_words(self) -> str:
        """Return how long it has been asked: `asked in 6 of 8 editions held, 2009 to 2018, the last four in a row`."""
        n, m = self.in_editions
        if m == 1:
            return f"asked in the one list held, {self.first}"
        years = f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"
        row = (
            f", the last {number_in_words(self.standing)} in a row" if 1 < self.standing < n else ""
        )
        return f"asked in {n} of {counted(m, 'edition')} held, {years}{row}"

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order; cells as a list of editions."""
        return {
            "id": self.id,
            "country": self.country,
            "text": self.text,
            "topic": self.topic,
            "act": self.act,
            "first": self.first,
            "last": self.last,
            "standing": self.standing,
            "at_least": self.at_least,
            "stands": self.stands,
            "in_editions": {"n": self.in_editions[0], "held": self.in_editions[1]},
            "cells": [
                {
                    "edition": edition,
                    "fate": fate,
                    "note": self.notes.get(edition),
                    "items": [item.to_dict() for item in self.items.get(edition, ())],
                }
                for edition, fate in self.cells.items()
            ],
            "acted": [acted.to_dict() for acted in self.acted],
        }


@dataclass(frozen=True, slots=True)
class Ledger:
    """The recommendations of one country.

    Attributes:
        country: alpha-3.
        editions: from the first edition with a list that is held to the newest one held, why nothing is known of its
            list; None where it is held.
        entries: those that stand first, the longest-standing of them first; then those that are dropped.
        needs: by edition, what texts without a list say is needed; these enter no entry.
        samples: whether the texts are samples, our own restatements.
    """

    country: str
    editions: Mapping[int, str | None]
    entries: tuple[Entry, ...]
    needs: Mapping[int, tuple[Item, ...]] = field(default_factory=dict)
    samples: bool = False

    @property
    def lists(self) -> tuple[int, ...]:
        """Return the editions whose lists are held."""
        return tuple(edition for edition, why in self.editions.items() if why is None)

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "country": self.country,
            "samples": self.samples,
            "editions": [{"edition": e, "unknown": why} for e, why in self.editions.items()],
            "lists": list(self.lists),
            "entries": [entry.to_dict() for entry in self.entries],
            "needs": [item.to_dict() for items in self.needs.values() for item in items],
        }

    def __repr__(self) -> str:
        """Return the country, the number of demands and of lists."""
        return (
            f"<Ledger {self.country}: {len(self.entries)} demands in {len(self.lists)} lists held>"
        )

    def statements(self, most: int = 3) -> tuple[Statement, ...]:
        """Return the longest-standing demands and what was acted upon, in words, each with its quotes.

        Args:
            most: how many of each.
        """
        long = [entry for entry in self.entries if entry.stands and entry.standing > 1][:most]
        said = [_standing_in_words(entry) for entry in long]
        acted = [pair for entry in self.entries for pair in ((entry, a) for a in entry.acted)]
        said.extend(_acted_in_words(entry, found) for entry, found in acted[:most])
        return tuple(said)


def build_ledger(held: Holdings) -> Ledger:
    """Follow the recommendations of a country through the editions that are held.

    Args:
        held: the texts of the country; narratives alone hold lists (samples where nothing else is held).
    """
    lists = {year: items_of(text) for year, text in held.texts.items() if not why_no_list(text)}
    needs = {year: needs_of(text) for year, text in held.texts.items() if year not in lists}
    needs = {year: items for year, items in needs.items() if items}
    if not lists:
        return Ledger(held.country, {}, (), needs, held.samples)
    last = held.editions[-1]
    years = [edition.year for edition in EDITIONS if min(lists) <= edition.year <= last]
    why = {year: why_no_list(held.texts.get(year)) for year in years}
    entries = [_entry(held, line, why) for line in follow_items(lists)]
    return Ledger(held.country, why, tuple(sorted(entries, key=_order)), needs, held.samples)


def longest_standing(ledgers: Iterable[Ledger], most: int | None = None) -> tuple[Entry, ...]:
    """Return the demands that stand in two lists at least and still stand, the longest first; each item once.

    Args:
        ledgers: of any countries; those of samples are left out.
        most: how many, all where it is None.
    """
    entries = [
        entry
        for ledger in ledgers
        if not ledger.samples
        for entry in ledger.entries
        if entry.stands and len(entry.items) > 1
    ]
    found: dict[tuple[str, str], Entry] = {}
    for entry in longest_first(entries):
        found.setdefault((entry.country, entry.newest.id), entry)
    return tuple(found.values())[:most]


def longest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Return demands of any countries in the order in which they are listed."""
    return sorted(entries, key=_order)


def _entry(held: Holdings, line: Line, why: Mapping[int, str | None]) -> Entry:
    lists = [year for year, reason in why.items() if reason is None]
    cells: dict[int, CellFate] = {}
    notes = dict(line.notes)
    for year, reason in why.items():
        if year >= line.first:
            cells[year] = line.cells.get(year, "not_repeated" if reason is None else "unknown")
            if reason is not None:
                notes[year] = reason
    items = {year: line.items[year] for year in sorted(line.items)}
    newest = items[line.last][0]
    standing = _in_a_row(line)
    return Entry(
        id=f"{held.country}:{line.first}.{items[line.first][0].n}{line.part}",
        country=held.country,
        text=line.own,
        topic=newest.topic,
        act=newest.act,
        first=line.first,
        last=line.last,
        cells=cells,
        items=items,
        notes={year: notes[year] for year in sorted(notes)},
        standing=standing,
        at_least=why.get(line.last - standing, "not held") is not None,
        stands=line.last == lists[-1],
        in_editions=(len(items), len(lists)),
        acted=acted_upon(items, held),
    )


def _in_a_row(line: Line) -> int:
    """Return how many editions in a row ask, up to the last that does."""
    year = line.last
    while year in line.items:
        year -= 1
    return line.last - year


def _order(entry: Entry) -> tuple[bool, int, int, int, str, int, str]:
    n, _ = entry.in_editions
    return (
        not entry.stands,
        -entry.standing,
        -n,
        entry.first,
        entry.country,
        entry.newest.n,
        entry.id,
    )


def _standing_in_words(entry: Entry) -> Statement:
    first = entry.items[entry.last - entry.standing + 1][0]
    year = f"{'at least ' if entry.at_least else ''}the {ordinal(entry.standing)} year in a row"
    return Statement(
        f"A recommendation stands for {year}: “{entry.text}” ({entry.in_words()}).",
        (*first.quotes, *entry.newest.quotes),
    )


def _acted_in_words(entry: Entry, acted: Acted) -> Statement:
    return Statement(
        f"The recommendation “{entry.items[acted.asked][0].text}” of {acted.asked} was {acted.in_words}, "
        f"by a finding of {acted.edition}.",
        acted.quotes,
    )
