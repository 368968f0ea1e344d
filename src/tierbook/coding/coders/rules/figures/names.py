"""Names of figures: the base that is the variable's, then the part, then whose count it is where it is not the state's."""

from __future__ import annotations

from tierbook.coding.coders.rules.figures.figure import Figure

__all__ = ["name_parts", "variable_of"]

_PARTS = "sex_and_labor sex labor forced_begging domestic_servitude child_soldiers criminality slavery children girls boys adults women men".split()
_ORDER = {name: i for i, name in enumerate(_PARTS)}
_OUTSIDE = {"ngo": "by_ngo", "international": "by_io", "other_government": "by_other_government"}
_ALWAYS = frozenset(("ongoing", "continuing", "suspects"))
_SENTENCES = frozenset(
    "sentences_prison suspended_sentences sentences_fine sentences_other".split()
)


def variable_of(base: str) -> str:
    """Return the variable that a figure belongs to."""
    if base in _SENTENCES:
        return "figures.sentences"
    if base.startswith("other_"):
        return "figures.other"
    return f"figures.{base}"


def name_parts(figures: list[Figure]) -> None:
    """Name the figures of one sentence.

    A part is named where the sentence counts it beside others or out of a whole (`victims_identified_children`), told
    there or in a sentence before; a figure that stands alone keeps the plain name, whatever its noun phrase says of it.
    """
    for figure in figures:
        peers = [f for f in figures if f.base == figure.base and f.number is not figure.number]
        split = any(f.parts != figure.parts and f.period == figure.period for f in peers)
        name = figure.base
        apart = figure.whole is not None or split or figure.stretch is not None or not figure.own
        apart = apart or figure.base == "officials_trained" or not _ALWAYS.isdisjoint(figure.parts)
        if figure.parts and (apart or figure.number.n == 0):
            name += "".join(f"_{p}" for p in sorted(figure.parts, key=_place))
        if figure.actor != "government":
            name += f"_{_OUTSIDE[figure.actor]}"
        figure.what = name


def _place(part: str) -> tuple[int, str]:
    return _ORDER.get(part, 99), part
