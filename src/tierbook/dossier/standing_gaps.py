"""The gaps between paper and practice, abroad and at home, over the editions, and since when each has stood."""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.dossier.changes import GapInText, gap_side_words, gaps_of
from tierbook.dossier.held import HeldText, Quote, Statement
from tierbook.dossier.holdings import KIND_ORDER, Holdings

__all__ = ["StandingGap", "standing_gaps", "text_to_read"]

_SIDES = {"paper": ("on paper", "in practice"), "abroad": ("abroad", "at home")}


@dataclass(frozen=True, slots=True)
class StandingGap:
    """A gap over the editions, as the last text that shows it has it.

    Attributes:
        gap: as that text shows it.
        edition: the edition of that text.
        newest: the edition of the text to read, the newest of its kind.
        editions: the editions that show it, of texts of that kind.
        held: the editions of which a text of that kind is held.
    """

    gap: GapInText
    edition: int
    newest: int
    editions: tuple[int, ...]
    held: tuple[int, ...]

    @property
    def stands(self) -> bool:
        """Tell whether the text to read shows it. That it does not, answers nothing: it may be silent."""
        return self.edition == self.newest

    @property
    def since(self) -> int:
        """Return the first of the editions held that show it, up to the last one, without one between that does not."""
        first = self.edition
        for edition in reversed([e for e in self.held if e <= self.edition]):
            if edition not in self.editions:
                break
            first = edition
        return first

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Return the words of both sides, each sentence once, the first of each side before the others."""
        on, but = self.gap.on.quotes, self.gap.but.quotes
        quotes = (*on[:1], *but[:1], *on[1:], *but[1:])
        return tuple({(quote.start, quote.end): quote for quote in quotes}.values())

    @property
    def when(self) -> str:
        """Return in which of the editions held it is shown, in words."""
        shown = f"shown in {len(self.editions)} of {len(self.held)} editions held of this kind"
        if not self.stands:
            return f"in {self.edition}; the text of {self.newest} does not show it"
        return f"since {self.since}, {shown}" if self.since < self.edition else f"in {self.edition}"

    def statement(self) -> Statement:
        """Say the gap in a sentence, with the words of both sides."""
        on, but = (gap_side_words(side) for side in (self.gap.on, self.gap.but))
        paper, practice = _SIDES[self.gap.kind]
        if self.gap.on.variable != self.gap.but.variable:
            silent = f"{practice}: {but}; " if self.gap.but.value is None else ""
            return Statement(f"{self.gap.label} ({silent}{self.when}).", self.quotes)
        return Statement(
            f"{self.gap.label}: {on} {paper}, {but} {practice} ({self.when}).", self.quotes
        )

    def to_dict(self) -> dict[str, object]:
        """Return the gap, the editions and the sentence."""
        return {
            **self.gap.to_dict(),
            "edition": self.edition,
            "stands": self.stands,
            "since": self.since,
            "editions": list(self.editions),
            "held": list(self.held),
            "when": self.when,
            "statement": self.statement().to_dict(),
        }


def text_to_read(held: Holdings) -> HeldText | None:
    """Return the newest whole narrative; where there is none, the newest text of the best kind held.

    A tier line and an address is read only where nothing else is held.
    """
    for kind in KIND_ORDER:
        texts = held.like(kind)
        if texts:
            return next((text for text in reversed(texts) if not text.tier_only), texts[-1])
    return None


def standing_gaps(held: Holdings) -> tuple[StandingGap, ...]:
    """Return the gaps over the editions: those of the text to read first, of these the longest-standing.

    Args:
        held: what is held of the country. Texts of other kinds than that of the text to read are left out: what a
            summary leaves out, a narrative may hold.
    """
    newest = text_to_read(held)
    if newest is None or newest.edition is None:
        return ()
    years: list[int] = []
    last: dict[tuple[str, str], tuple[int, GapInText]] = {}
    shown: dict[tuple[str, str], list[int]] = {}
    for text in held.like(newest.text_kind):
        if text.tier_only:
            continue
        year = text.edition or 0
        years.append(year)
        for gap in gaps_of(text):
            last[gap.kind, gap.id] = (year, gap)
            shown.setdefault((gap.kind, gap.id), []).append(year)
    found = [
        StandingGap(gap, year, newest.edition, tuple(dict.fromkeys(shown[key])), tuple(years))
        for key, (year, gap) in last.items()
    ]
    return tuple(sorted(found, key=lambda g: (not g.stands, -g.edition, g.since)))
