"""What changed between two editions of a country, like with like, and the words on both sides."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tierbook.dossier.changes.carried import (
    Carried,
    Shared,
    StockSentences,
    find_carried,
    sentence_keys,
)
from tierbook.dossier.changes.figures import FigureChange, compare_figures
from tierbook.dossier.changes.gaps import Gap, compare_gaps
from tierbook.dossier.changes.paragraphs import ParagraphChange, compare_paragraphs
from tierbook.dossier.changes.standing import Standing, find_standing
from tierbook.dossier.changes.variables import VariableChange, compare_variables, in_turn
from tierbook.dossier.changes.wording import say_changes
from tierbook.dossier.held import HeldText, Statement, why_unlike
from tierbook.dossier.recommendations import Match, match_recommendations
from tierbook.editions import EDITIONS, TIERS
from tierbook.errors import WrongUse
from tierbook.text import join_words, long_date, number_in_words

if TYPE_CHECKING:
    from tierbook.dossier.recommendations import Ledger

__all__ = ["Changes", "ComparedText", "compare_editions"]

_MOST = 6  # sentences of a headline
_OF_EACH = {"tier": 1, "variables": 2, "figures": 2, "recommendations": 1, "gaps": 1}
_SAMPLE = "sample"
_TIER = "tier.stated"
# What was read in one text alone is told, and is no headline: the other may say it in words that were not read. Facts
# beside a value that did not turn are none either.
_NO_HEADLINES = ("facts", "lists", "alone")
# Read by one reader beside the texts, drawn by seed from 472 pairs of summaries of 2008 to 2025.
_ACCURACY = {
    "summary": (
        "Of 40 turned answers on summaries that were read beside the texts, 14 rest on a wrong value on one side at "
        "least: the words decide."
    ),
}
_UNTESTED = (
    "How often a turned answer is right is untested for this kind of text: the words decide."
)


@dataclass(frozen=True, slots=True)
class ComparedText:
    """Which text stands on one side: country, edition, kind of text, id."""

    unit: str
    document: str
    edition: int | None
    text_kind: str

    @classmethod
    def of(cls, text: HeldText) -> ComparedText:
        """Name a held text."""
        return cls(text.unit, text.document, text.edition, text.text_kind)

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True)
class Changes:
    """Two texts of a country beside each other.

    Attributes:
        before: the earlier text.
        after: the later text.
        why_not: why they cannot be compared, None where they can; everything else is then empty.
        tier_alone: why their tier is compared and nothing else, one of them or both being a tier line and an address;
            empty where everything is compared.
        between: editions that lie between the two: in which of them something changed is not told.
        variables: values that are not alike, in the order of the codebook.
        figures: what both or one of them count.
        carried: sentences of the later text that stand word for word in the earlier one.
        shared: new sentences that stand in other countries' texts too.
        gaps: where paper and practice part, and acts abroad and at home.
        recommendations: what became of each demand.
        standing: where a ledger was given, how long what the later text asks for has stood, and what it says was
            acted upon.
        sentences: how many sentences of the later text could have been carried over.
    """

    before: ComparedText
    after: ComparedText
    why_not: str | None = None
    tier_alone: str = ""
    between: tuple[int, ...] = ()
    variables: tuple[VariableChange, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    carried: tuple[Carried, ...] = ()
    shared: tuple[Shared, ...] = ()
    gaps: tuple[Gap, ...] = ()
    recommendations: tuple[Match, ...] = ()
    standing: tuple[Standing, ...] = ()
    sentences: int = 0
    texts: tuple[HeldText, ...] = field(default=(), repr=False, compare=False)

    @property
    def is_sample(self) -> bool:
        """Tell whether the texts are samples, our own restatements."""
        return _SAMPLE in (self.before.text_kind, self.after.text_kind)

    @cached_property
    def paragraphs(self) -> tuple[ParagraphChange, ...]:
        """Return the texts paragraph by paragraph; worked out on first use, since it takes longest.

        Raises:
            TextTooLong: a paragraph is too long to be compared word by word.
        """
        if self.why_not is not None or self.tier_alone or len(self.texts) != 2:
            return ()
        return compare_paragraphs(*self.texts)

    def groups(self) -> dict[str, tuple[Statement, ...]]:
        """Return what changed in words by group, as tier, variables, figures, gaps, recommendations, alone, text."""
        if self.why_not is not None:
            return {}
        found: dict[str, tuple[Statement, ...]] = {}
        for group, statement in say_changes(self):
            found[group] = (*found.get(group, ()), statement)
        return found

    def statements(self) -> tuple[Statement, ...]:
        """Say what changed, the most telling first, each sentence with the words of both texts."""
        if self.why_not is not None:
            words = f"{self.before.unit} and {self.after.unit} cannot be compared: {self.why_not}"
            return (Statement(words, basis="the kinds of text held"),)
        said = [statement for group in self.groups().values() for statement in group]
        said += self._tier_alone()
        if self.between:
            said.append(Statement(self.between_words, basis="the editions of the Report"))
        return tuple(said)

    def headline(self) -> tuple[Statement, ...]:
        """Return up to six of the statements that say most, of several groups.

        What was read in one text alone is none of them, nor are facts beside a value that did not turn.
        """
        if self.why_not is not None:
            return self.statements()
        every = self.groups()
        groups = {name: said for name, said in every.items() if name not in _NO_HEADLINES}
        if self.tier_alone:
            return (*groups.get("tier", ())[:1], *self._tier_alone())
        if next(iter(every), "") == "text":
            return groups["text"][:1]
        chosen = [s for group, most in _OF_EACH.items() for s in groups.get(group, ())[:most]]
        if not chosen:
            chosen = list(groups.get("others", ())[:2])
        if not chosen:
            words = (
                f"No answer that was read in both {self.before.unit} and {self.after.unit} turned"
            )
            unturned = Statement(words, basis="the codings of both texts")
            return (unturned, *groups.get("text", ())[:1])
        return tuple(chosen[:_MOST])

    def _tier_alone(self) -> tuple[Statement, ...]:
        """Say that the tier alone is compared, and that it is the same where it is."""
        if not self.tier_alone:
            return ()
        said = [text.get(_TIER) for text in self.texts]
        tiers = {str(row["value"]) for row in said if row is not None}
        same = len(tiers) == 1 and None not in said
        words = f"{TIERS.get(tiers.pop())} in both. " if same else ""
        quotes = in_turn(
            *(
                text.quotes(row)
                for text, row in zip(self.texts, said, strict=True)
                if row is not None
            )
        )
        return (
            Statement(
                f"{words}Nothing but the tier can be compared: {self.tier_alone}",
                quotes if same else (),
                "the kinds of text held",
            ),
        )

    @property
    def between_words(self) -> str:
        """Return which editions lie between the two, and what that means; empty where none does."""
        if not self.between:
            return ""
        first, last = self.between[0], self.between[-1]
        years = f"{first}" if first == last else f"{first} to {last}"
        lie = "edition lies" if len(self.between) == 1 else "editions lie"
        return (
            f"{number_in_words(len(self.between)).capitalize()} {lie} between them ({years}): "
            "in which of them something changed is not told here"
        )

    @property
    def accuracy(self) -> str:
        """Return how often a turned answer was found right on texts of this kind."""
        return _ACCURACY.get(self.after.text_kind, _UNTESTED)

    @property
    def periods(self) -> str:
        """Return which periods both editions cover, in words; a figure whose words name another is of that."""
        spans = {e.year: tuple(map(long_date, e.period)) for e in EDITIONS}
        found = [spans.get(side.edition or 0) for side in (self.before, self.after)]
        return ", and ".join(f"{span[0]} to {span[1]}" for span in found if span is not None)

    def to_dict(self, *, paragraphs: bool = False) -> dict[str, Any]:
        """Return everything as plain values.

        Args:
            paragraphs: add the texts paragraph by paragraph.
        """
        record: dict[str, Any] = {
            "sample": "Sample, not a quotation" if self.is_sample else None,
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "why_not": self.why_not,
            "tier_alone": self.tier_alone or None,
            "between": list(self.between),
            "accuracy": self.accuracy,
            "headline": [statement.to_dict() for statement in self.headline()],
            "statements": [statement.to_dict() for statement in self.statements()],
        }
        for name in (
            "variables",
            "figures",
            "gaps",
            "recommendations",
            "standing",
            "carried",
            "shared",
        ):
            record[name] = [row.to_dict() for row in getattr(self, name)]
        record["sentences"] = self.sentences
        if paragraphs:
            record["paragraphs"] = [row.to_dict() for row in self.paragraphs]
        return record


def compare_editions(
    before: HeldText,
    after: HeldText,
    *,
    stock: StockSentences | None = None,
    ledger: Ledger | None = None,
) -> Changes:
    """Say what changed between two texts of a country.

    Args:
        before: the text of the earlier edition.
        after: that of the later one.
        stock: what `stock_sentences` finds in several countries' texts; without it no sentence is marked as stock.
        ledger: the country's recommendations over all editions held; with it the changes say how long a recommendation
            has stood and which was acted upon.

    Returns:
        The changes; with `why_not` alone where the texts are of unlike kinds, with the tier and `tier_alone` where one
        of them is a tier line and an address.

    Raises:
        WrongUse: the texts are of two countries, or an edition is unknown or the same.
    """
    _check(before, after)
    sides = ComparedText.of(before), ComparedText.of(after)
    why_not = why_unlike(before, after)
    if why_not is not None:
        return Changes(*sides, why_not=why_not)
    low, high = before.edition or 0, after.edition or 0
    between = tuple(e.year for e in EDITIONS if low < e.year < high)
    if before.tier_only or after.tier_only:
        moved = (c for c in compare_variables(before, after) if c.variable == _TIER)
        return Changes(
            *sides,
            tier_alone=_tier_alone(before, after),
            between=between,
            variables=tuple(c for c in moved if c.kind == "changed"),
            texts=(before, after),
        )
    carried, shared = find_carried(before, after, stock)
    return Changes(
        *sides,
        between=between,
        variables=compare_variables(before, after),
        figures=compare_figures(before, after),
        carried=carried,
        shared=shared,
        gaps=compare_gaps(before, after),
        recommendations=match_recommendations(before, after),
        standing=() if ledger is None else find_standing(ledger, before, after),
        sentences=len(sentence_keys(after)),
        texts=(before, after),
    )


def _tier_alone(before: HeldText, after: HeldText) -> str:
    stubs = [text.unit for text in (before, after) if text.tier_only]
    what = "each a tier line and an address" if len(stubs) > 1 else "a tier line and an address"
    return f"{join_words(stubs)} {'are' if len(stubs) > 1 else 'is'} {what}"


def _check(before: HeldText, after: HeldText) -> None:
    if before.country != after.country or before.country is None:
        raise WrongUse(
            f"{before.unit} and {after.unit} are not two editions of one country",
            remedy="tierbook compare sets countries beside each other",
        )
    if before.edition is None or after.edition is None or before.edition >= after.edition:
        raise WrongUse(
            f"{before.unit} is no earlier edition than {after.unit}",
            remedy="give the earlier edition first, each with its edition known",
        )
