"""The Digest of one edition over all countries: who moved, clocks running out, firsts, what is not held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tierbook.dossier.digest.firsts import First, find_firsts
from tierbook.dossier.digest.moves import Moves, change_said, find_moves
from tierbook.dossier.held import HeldText, Quote, Statement
from tierbook.dossier.holdings import KIND_ORDER, Holdings
from tierbook.dossier.kinds import counted_kind
from tierbook.dossier.placements import StatedTier, complete_history, stated_tier
from tierbook.dossier.recommendations import (
    Entry,
    Ledger,
    build_ledger,
    longest_first,
    longest_standing,
    why_no_list,
)
from tierbook.dossier.watch_list import FIRST_LIST, OnList, on_list, running_out
from tierbook.editions import Edition, History, get_edition
from tierbook.places import country_name
from tierbook.text import counted, join_words

__all__ = ["DIGEST_COLUMNS", "Digest", "DigestGathering", "build_digest"]

DIGEST_COLUMNS = (
    "part",
    "country",
    "text",
    "quote",
    "place",
    "document",
    "basis",
    "set_by_people",
)  # of `rows`

_STANDING = 40  # recommendations that a digest lists


@dataclass(frozen=True, slots=True)
class Digest:
    """One edition over all countries.

    Attributes:
        edition: the edition, with its date and period.
        held: kind of text to the countries of which one is read.
        moves: who moved up or down.
        whole_list: whether the Watch List of this edition and its Tier 3 are held whole.
        on_list: who stands on the Watch List, by name, with what the clock allows next.
        firsts: sentences that call an act of a government a first.
        standing: recommendations of this edition that stand for two editions or more in a row, the longest first.
        lists: how many countries' lists of this edition can be followed, one of the edition before being held.
        not_held: countries placed in this edition of which no text of it is held.
    """

    edition: Edition
    held: dict[str, tuple[str, ...]]
    moves: Moves
    whole_list: bool
    on_list: tuple[OnList, ...]
    firsts: tuple[First, ...]
    standing: tuple[Entry, ...]
    lists: int
    not_held: tuple[str, ...]

    @property
    def year(self) -> int:
        """Return the year of the edition."""
        return self.edition.year

    @property
    def title(self) -> str:
        """Return the title, as it heads a page, a document and a feed."""
        return f"Trafficking in Persons Report, edition of {self.year}: a digest"

    @property
    def running_out(self) -> list[tuple[str, list[OnList]]]:
        """Return who cannot stay on the Watch List in the next edition, and who can by a waiver alone."""
        return running_out(self.on_list)

    def summary(self) -> tuple[Statement, ...]:
        """Say the edition in a few sentences."""
        return tuple(_summary(self))

    def to_dict(self) -> dict[str, object]:
        """Return everything, as plain values."""
        return {
            "edition": self.year,
            "title": self.title,
            "published": self.edition.published,
            "date_checked": self.edition.date_checked,
            "summary": [statement.to_dict() for statement in self.summary()],
            "held": {kind: list(countries) for kind, countries in self.held.items()},
            "up": [move.to_dict() for move in self.moves.up],
            "down": [move.to_dict() for move in self.moves.down],
            "other_moves": [move.to_dict() for move in self.moves.other],
            "same": self.moves.same,
            "moves_not_known": list(self.moves.unknown),
            "watch_list_held_whole": self.whole_list,
            "watch_list": [row.to_dict() for row in self.on_list],
            "firsts": [first.to_dict() for first in self.firsts],
            "standing": [entry.to_dict() for entry in self.standing],
            "lists_followed": self.lists,
            "not_held": list(self.not_held),
        }

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield every item as rows, one for each of its quotes."""
        from tierbook.dossier.digest.parts import digest_parts

        for part in digest_parts(self):
            for item in part.items:
                row = {
                    "part": part.id,
                    "country": item.country,
                    "text": item.statement.text,
                    "basis": item.statement.basis or None,
                }
                if not item.statement.quotes:
                    yield row
                for quote in item.statement.quotes:
                    place = {"place": quote.short, "document": quote.document}
                    people = {"set_by_people": quote.set_by_people}
                    yield {**row, "quote": quote.text, **place, **people}


def build_digest(
    edition: int, by_country: Iterable[Holdings], history: History | None = None
) -> Digest:
    """Go through an edition over all countries.

    Args:
        edition: the year.
        by_country: what is held of each country, all editions; each is looked at once and let go.
        history: official placements; those of the package where none are given.

    Returns:
        A Digest. Samples have no part in it.

    Raises:
        WrongUse: there is no such edition.
    """
    gathering = DigestGathering(edition)
    for holdings in by_country:
        gathering.add(holdings)
    return gathering.digest(history)


class DigestGathering:
    """What an edition tells, gathered country by country, so that many editions are gathered in one pass.

    Args:
        edition: the year.

    Raises:
        WrongUse: there is no such edition.
    """

    def __init__(self, edition: int) -> None:
        self._facts = get_edition(edition)
        self._held: dict[str, list[str]] = {}
        self._stated: list[StatedTier] = []
        self._firsts: list[First] = []
        self._said: dict[str, tuple[str, tuple[Quote, ...]]] = {}
        self._standing: list[Entry] = []
        self._lists = 0

    def add(self, holdings: Holdings) -> None:
        """Take what one country adds; what is not told of it is let go."""
        if holdings.samples:
            return
        texts = _all_texts(holdings)
        self._stated += [tier for text in texts if (tier := stated_tier(text)) is not None]
        edition = self._facts.year
        text = holdings.texts.get(edition)
        if text is None:
            return
        self._held.setdefault(text.text_kind, []).append(holdings.country)
        self._firsts += find_firsts(text)
        self._said |= change_said([text])
        for ledger in _ledger_up_to(edition, holdings):
            self._lists += 1
            found = (e for e in longest_standing([ledger]) if e.last == edition and e.standing > 1)
            self._standing = longest_first([*self._standing, *found])[:_STANDING]

    def digest(self, history: History | None = None) -> Digest:
        """Return the digest of what was gathered.

        Args:
            history: official placements; those of the package where none are given.
        """
        edition = self._facts.year
        placed = complete_history(self._stated, history)
        texts = {country for countries in self._held.values() for country in countries}
        return Digest(
            edition=self._facts,
            held={k: tuple(sorted(self._held[k])) for k in KIND_ORDER if k in self._held},
            moves=find_moves(placed, edition, self._said),
            whole_list=edition in placed.whole_lists,
            on_list=tuple(on_list(placed, edition)) if edition >= FIRST_LIST else (),
            firsts=tuple(
                sorted(self._firsts, key=lambda f: (country_name(f.country), f.quote.start))
            ),
            standing=tuple(self._standing),
            lists=self._lists,
            not_held=tuple(
                c
                for c in sorted(placed.countries, key=country_name)
                if placed.get(c, edition) and c not in texts
            ),
        )


def _ledger_up_to(edition: int, holdings: Holdings) -> list[Ledger]:
    """Return the ledger of a country as of an edition, if its list can be followed from the edition before."""
    if any(why_no_list(holdings.texts.get(year)) for year in (edition - 1, edition)):
        return []
    texts = {year: text for year, text in holdings.texts.items() if year <= edition}
    return [build_ledger(replace(holdings, texts=texts, beside=(), undated=()))]


def _all_texts(holdings: Holdings) -> Iterator[HeldText]:
    yield from holdings
    yield from holdings.beside


def _summary(digest: Digest) -> Iterator[Statement]:
    moves = digest.moves
    sources = "placements, and texts of the edition where the placement before is not held"
    words = f"{_countries(len(moves.up))} moved up, {len(moves.down)} down; {moves.same} stayed"
    if moves.other:
        words += f"; {len(moves.other)} to or from a special case"
    if moves.unknown:
        words += f"; of {len(moves.unknown)} the placement before is not held"
    yield Statement(f"{words}.", basis=sources)
    if digest.year >= FIRST_LIST:
        yield from _clock_summary(digest)
    if digest.firsts:
        told = len({first.country for first in digest.firsts})
        yield Statement(
            f"{counted(len(digest.firsts), 'sentence')} on {_countries(told)} "
            f"{'calls' if len(digest.firsts) == 1 else 'call'} an act of the government a first.",
            quotes=tuple(first.quote for first in digest.firsts),
        )
    yield _standing_summary(digest)
    kinds = [counted_kind(kind, len(countries)) for kind, countries in digest.held.items()]
    held = join_words(kinds) if kinds else "no text"
    words = f"Held of this edition: {held}"
    if digest.not_held:
        more = " more" if kinds else ""
        words += f"; of {_countries(len(digest.not_held))}{more} the placement alone"
    yield Statement(f"{words}.", basis="the holdings")


def _standing_summary(digest: Digest) -> Statement:
    """Say which recommendation stands longest, or why that cannot be told."""
    if not digest.lists:
        words = (
            f"No list of recommendations of {digest.year} can be followed: "
            "of no country are two editions in a row held."
        )
        return Statement(words, basis="the holdings")
    if not digest.standing:
        words = f"In the lists of {_countries(digest.lists)} no recommendation stands for a second year."
        return Statement(words, basis="the holdings")
    longest = digest.standing[0]
    name = country_name(longest.country, digest.year)
    return Statement(
        f"The recommendation that stands longest is one to {name}, in {longest.standing} editions in a row.",
        longest.newest.quotes,
    )


def _clock_summary(digest: Digest) -> Iterator[Statement]:
    part = "" if digest.whole_list else ", as far as placements are held"
    words = f"{_countries(len(digest.on_list))} on Tier 2 Watch List{part}"
    ends = [f"{len(rows)} {name[0].lower()}{name[1:]}" for name, rows in digest.running_out]
    if ends:
        words += f"; in {digest.year + 1}, {join_words(ends)}"
    yield Statement(
        f"{words}.", basis="placements, each with its source; TVPA section 110(b)(2)(D)"
    )


def _countries(number: int) -> str:
    return "1 country" if number == 1 else f"{number} countries"
