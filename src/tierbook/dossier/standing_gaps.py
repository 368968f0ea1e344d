"""The gaps that the text to read shows, and since which edition each has stood in texts of its kind."""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.dossier.changes import GapInText, gap_side_words, gaps_of
from tierbook.dossier.held import HeldText, Quote, Statement
from tierbook.dossier.holdings import KIND_ORDER, Holdings

__all__ = ["StandingGap", "standing_gaps", "text_to_read"]

_SIDES = {"paper": ("on paper", "in practice"), "abroad": ("abroad", "at home")}


@dataclass(frozen=True, slots=True)
class StandingGap:
    """A gap of the text to read, over the editions.

    Attributes:
        gap: as the text shows it.
        edition: the edition of that text.
        editions: the editions that show it, of texts of that kind.
        held: the editions of which a text of that kind is held.
    """

    gap: GapInText
    edition: int
    editions: tuple[int, ...]
    held: tuple[int, ...]

    @property
    def since(self) -> int:
        """Return the first of the editions held that show it without one between that does not."""
        first = self.edition
        for edition in reversed([e for e in self.held if e <= self.edition]):
            if edition not in self.editions:
                break
            first = edition
        return first

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Return the words of both sides, each sentence once."""
        quotes = (*self.gap.on.quotes, *self.gap.but.quotes)
        return tuple({(quote.start, quote.end): quote for quote in quotes}.values())

    def statement(self) -> Statement:
        """Say the gap in a sentence, with the words of both sides."""
        on, but = (gap_side_words(side) for side in (self.gap.on, self.gap.but))
        paper, practice = _SIDES[self.gap.kind]
        shown = f"shown in {len(self.editions)} of {len(self.held)} editions held of this kind"
        since = (
            f"since {self.since}, {shown}" if self.since < self.edition else f"in {self.edition}"
        )
        if self.gap.on.variable != self.gap.but.variable:
            return Statement(f"{self.gap.label} ({since}).", self.quotes)
        return Statement(
            f"{self.gap.label}: {on} {paper}, {but} {practice} ({since}).", self.quotes
        )

    def to_dict(self) -> dict[str, object]:
        """Return the gap, the editions and the sentence."""
        return {
            **self.gap.to_dict(),
            "edition": self.edition,
            "since": self.since,
            "editions": list(self.editions),
            "held": list(self.held),
            "statement": self.statement().to_dict(),
        }


def text_to_read(held: Holdings) -> HeldText | None:
    """Return the newest whole narrative; where there is none, the newest text of the best kind held."""
    for kind in KIND_ORDER:
        texts = held.like(kind)
        if texts:
            return texts[-1]
    return None


def standing_gaps(held: Holdings) -> tuple[StandingGap, ...]:
    """Return the gaps of the text to read, those that stand longest first.

    Args:
        held: what is held of the country. Texts of other kinds than that of the text to read are left out: what a
            summary leaves out, a narrative may hold.
    """
    newest = text_to_read(held)
    if newest is None or newest.edition is None:
        return ()
    like = held.like(newest.text_kind)
    shown = {text.edition: gaps_of(text) for text in like}
    years = tuple(edition for edition in shown if edition is not None)
    found = [
        StandingGap(
            gap=gap,
            edition=newest.edition,
            editions=tuple(
                e for e in years if any((g.kind, g.id) == (gap.kind, gap.id) for g in shown[e])
            ),
            held=years,
        )
        for gap in shown[newest.edition]
    ]
    return tuple(sorted(found, key=lambda g: g.since))
