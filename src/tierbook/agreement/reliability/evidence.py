"""Whether coders who say the same rest it on the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tierbook.agreement.reliability.items import Item
from tierbook.agreement.reliability.resampling import draw_counts, interval_of
from tierbook.agreement.reliability.unitising import Continuum, merge_spans, unitised_alpha

__all__ = ["EvidenceAgreement", "measure_evidence"]

_DIGITS = 4
_NO_WORDS = ("not_stated", "not_in_summary")  # answers that rest on no words


@dataclass(frozen=True, slots=True)
class EvidenceAgreement:
    """Agreement on the words, apart from the values.

    `alpha_u` is Krippendorff's alpha for unitising; `reason` says why there is none. `share` is the share of `n_pairs`
    of coders with the same value and words of their own whose words overlap. `known_lengths` tells whether the lengths
    of all texts were known; else a text was taken to end with the last word that anybody marked.
    """

    alpha_u: float | None
    low: float | None
    high: float | None
    reason: str | None
    share: float | None
    n_pairs: int
    n_units: int
    known_lengths: bool

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


def measure_evidence(
    items: Sequence[Item], lengths: Mapping[str, int], resamples: int, seed: int
) -> EvidenceAgreement | None:
    """Measure agreement on the words of one variable; None where nobody marked any.

    Args:
        items: of the variable.
        lengths: unit to length of its text.
        resamples: for the interval; all that was marked in a unit, at whatever level or place, is drawn together.
        seed: of the draws.
    """
    texts: list[tuple[str, Continuum]] = []
    known = True
    for item in _first_figures(items):
        # Who answers that something is stated and marks nothing has not been asked for words.
        asked = {
            coder: answer.spans
            for coder, answer in item.answers.items()
            if answer.spans or answer.value in _NO_WORDS
        }
        if len(asked) < 2 or not any(asked.values()):
            continue
        length = lengths.get(item.unit)
        known = known and length is not None
        last = length or max(end for spans in asked.values() for _, end in spans)
        marks = {coder: merge_spans(spans, last) for coder, spans in asked.items()}
        texts.append((item.unit, Continuum(last, marks)))
    pairs = [
        _overlap(item.answers[one].spans, item.answers[other].spans)
        for item in _first_figures(items)
        for one, other in combinations(sorted(item.labels), 2)
        if item.labels[one] == item.labels[other]
        and item.answers[one].spans
        and item.answers[other].spans
    ]
    if not texts and not any(a.spans for item in items for a in item.answers.values()):
        return None
    alpha = unitised_alpha([text for _, text in texts])
    low = high = None
    units = {unit: at for at, unit in enumerate(dict.fromkeys(unit for unit, _ in texts))}
    if alpha is not None:
        drawn = [
            unitised_alpha([text for unit, text in texts for _ in range(counts[units[unit]])])
            for counts in draw_counts(range(len(units)), resamples=resamples, seed=seed)
        ]
        low, high = interval_of(drawn)
    return EvidenceAgreement(
        alpha_u=None if alpha is None else round(alpha, _DIGITS),
        low=low,
        high=high,
        reason=None
        if alpha is not None
        else "undefined: no unit in which two coders were asked for words",
        share=round(sum(pairs) / len(pairs), _DIGITS) if pairs else None,
        n_pairs=len(pairs),
        n_units=len(units),
        known_lengths=known,
    )


def _first_figures(items: Sequence[Item]) -> list[Item]:
    """Return one item for each answer: the figures of an answer share its words."""
    seen: dict[tuple[str, str | None, str | None], Item] = {}
    for item in items:
        seen.setdefault((item.unit, item.level, item.place), item)
    return list(seen.values())


def _overlap(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)
