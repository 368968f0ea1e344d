"""The parts of a Digest in their order, each with its items: what every form of it prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tierbook.dossier.held import Statement
from tierbook.places import country_name
from tierbook.text import in_sentence, join_words, ordinal

if TYPE_CHECKING:
    from tierbook.dossier.digest.digest import Digest
    from tierbook.dossier.recommendations import Entry
    from tierbook.dossier.watch_list import OnList

__all__ = ["DigestItem", "DigestPart", "digest_parts"]


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One line of a digest.

    Attributes:
        id: lasting within its part: the country, and the place of the sentence where a country has several.
        country: ISO 3166 alpha-3, None for a line on many.
        statement: the sentence, with its words or its basis.
    """

    id: str
    country: str | None
    statement: Statement


@dataclass(frozen=True, slots=True)
class DigestPart:
    """One part of a digest: its heading, what the heading needs said, and its items."""

    id: str
    heading: str
    note: str
    items: tuple[DigestItem, ...]


def digest_parts(digest: Digest) -> tuple[DigestPart, ...]:
    """Return the parts of a digest, empty ones left out.

    Args:
        digest: what `build_digest` gave.
    """
    return tuple(part for part in _parts(digest) if part.items)


def _parts(digest: Digest) -> Iterator[DigestPart]:
    moves = (
        ("up", "Moved up", digest.moves.up),
        ("down", "Moved down", digest.moves.down),
        ("other", "To or from a special case", digest.moves.other),
    )
    against = (
        f"Against the edition of {digest.year - 1}, by the placements held; where that one is not held, "
        "by what the text of this edition says."
    )
    for name, heading, found in moves:
        items = tuple(
            DigestItem(m.country, m.country, Statement(m.text, m.quotes, m.basis)) for m in found
        )
        yield DigestPart(name, heading, against, items)
    law = "By the placements held and TVPA section 110(b)(2)(D). The law counts; the Department decides."
    for words, rows in digest.running_out:
        name = "must-leave" if words == "Cannot stay" else "waiver"
        heading = f"Clocks running out: {in_sentence(words)}"
        items = tuple(DigestItem(r.code, r.code, _clock(digest.year, words, r)) for r in rows)
        yield DigestPart(
            name,
            heading,
            law,
            items,
        )
    yield DigestPart(
        "firsts",
        "Firsts, by the texts' own words",
        "What was a first, the sentence says.",
        tuple(
            DigestItem(
                f"{first.country}-p{first.quote.paragraph}-s{first.quote.sentence}",
                first.country,
                Statement(first.text, (first.quote,)),
            )
            for first in digest.firsts
        ),
    )
    yield DigestPart(
        "standing",
        "Recommendations that stand longest",
        "In the words of the Report. Counted over editions in a row, never across one whose list is not held.",
        tuple(
            DigestItem(
                f"{entry.country}-{entry.newest.n}", entry.country, _standing(entry, digest.year)
            )
            for entry in digest.standing
        ),
    )
    names = join_words([country_name(code, digest.year) for code in digest.not_held])
    missing = (
        (DigestItem("all", None, Statement(f"{names}.", basis="the holdings")),) if names else ()
    )
    yield DigestPart(
        "not-held", "Not held", "Placed in this edition, and no text of it is held.", missing
    )


def _clock(year: int, words: str, row: OnList) -> Statement:
    """Say of one country that its clock runs out, and what came of it so far as that is known."""
    text = f"{row.name}: {in_sentence(words)} in {year + 1}; {row.years} by the count, waivers: {row.waivers}"
    if row.became_words:
        text += f"; in {year + 1}: {row.became_words}"
    if row.doubtful:
        text += f". Uncertain: {in_sentence(row.doubtful[0])}"
    return Statement(text, basis="placements, each with its source; TVPA section 110(b)(2)(D)")


def _standing(entry: Entry, year: int) -> Statement:
    least = "at least " if entry.at_least else ""
    return Statement(
        f"{country_name(entry.country, year)}: for {least}the {ordinal(entry.standing)} year in a row, “{entry.text}”",
        entry.newest.quotes,
    )
