"""Which texts of a country are set beside each other: like with like, each kind for itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from tierbook.dossier.held import HeldText
from tierbook.dossier.holdings import KIND_ORDER, Holdings
from tierbook.errors import WrongUse
from tierbook.text import join_words

__all__ = ["Pair", "pair_of", "pairs_over"]

Pair = tuple[HeldText, HeldText]


def pairs_over(held: Holdings) -> tuple[Pair, ...]:
    """Return the pairs of a country's texts that follow each other: like with like, each kind for itself.

    Two editions that follow each other and are held only as unlike kinds are a pair too: `compare_editions` then says
    that they cannot be compared.

    Args:
        held: what is held of the country.

    Returns:
        The pairs by the later edition, then the earlier one.
    """
    pairs = [
        pair for texts in (held.of_kind(kind) for kind in KIND_ORDER) for pair in _following(texts)
    ]
    like = {(one.edition, other.edition) for one, other in pairs}
    pairs += [
        pair
        for pair in _following(held.texts)
        if (pair[0].edition, pair[1].edition) not in like and pair[0].text_kind != pair[1].text_kind
    ]
    return tuple(sorted(pairs, key=lambda pair: (pair[1].edition or 0, pair[0].edition or 0)))


def pair_of(held: Holdings, before: int, after: int) -> Pair:
    """Return the texts of two editions: of one kind where both are held as that, else those that are read.

    Args:
        held: what is held of the country.
        before: the earlier edition.
        after: the later one.

    Raises:
        WrongUse: one of them is not held.
    """
    for year in (before, after):
        if year not in held.texts:
            years = join_words([str(edition) for edition in held.editions]) or "no edition"
            raise WrongUse(f"{held.country}:{year} is not held", remedy=f"held are {years}")
    for texts in (held.of_kind(kind) for kind in KIND_ORDER):
        if before in texts and after in texts:
            return texts[before], texts[after]
    return held.texts[before], held.texts[after]


def _following(texts: Mapping[int, HeldText]) -> Iterable[Pair]:
    return pairwise(texts[edition] for edition in sorted(texts))
