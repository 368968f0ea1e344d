"""One reader's labels of one text beside our coding of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tierbook.agreement.coding_labelled import LabelledCoder
from tierbook.agreement.gold import GoldText, load_gold, variable_id
from tierbook.agreement.scoring import Tally
from tierbook.agreement.units import COUNTS, Units, gold_units, our_figures, our_units
from tierbook.coding import Coding
from tierbook.errors import GoldInvalid, Problem, WrongUse
from tierbook.places import get_country

__all__ = ["FACETS", "GoldReading", "read_gold", "weighed"]

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class GoldReading:
    """A labelled text, our coding of it, and the units of both for each variable that is scored in it.

    `scored` leaves out what the file never states and what the reader doubted.
    """

    text: GoldText
    coding: Coding
    scored: Mapping[str, tuple[frozenset[object], frozenset[object]]]

    def tallies(self) -> dict[str, Tally]:
        """Return agreements and errors of each scored variable."""
        return {
            variable: Tally(len(theirs & mine), len(mine - theirs), len(theirs - mine))
            for variable, (theirs, mine) in self.scored.items()
        }


def weighed(readings: Sequence[GoldReading]) -> list[tuple[GoldReading, float]]:
    """Return readings with their weights: those of one text share the weight of one."""
    often = Counter(reading.text.id for reading in readings)
    return [(reading, 1 / often[reading.text.id]) for reading in readings]


def _edition(reading: GoldReading) -> str:
    return str(reading.coding.narrative.document.edition or _UNKNOWN)


def _publisher(reading: GoldReading) -> str:
    return reading.text.publisher or reading.coding.narrative.document.publisher


def _region(reading: GoldReading) -> str:
    code = reading.coding.narrative.document.country
    return (get_country(code).region if code else None) or _UNKNOWN


def _kind(reading: GoldReading) -> str:
    return reading.coding.narrative.document.text_kind


# What `--by` splits the texts by: the kind of text is `summary` for the short form and `narrative` for whole ones.
FACETS: Mapping[str, Callable[[GoldReading], str]] = {
    "edition": _edition,
    "publisher": _publisher,
    "region": _region,
    "kind": _kind,
}


def read_gold(
    paths: Sequence[Path],
    code: Callable[..., Coding],
    variables: Collection[str] | None,
    *,
    leave_out: Collection[str] = (),
    failed: list[Problem] | None = None,
) -> list[GoldReading]:
    """Load labelled texts and code each text once, but for those whose words are in `leave_out`.

    Texts on which a model fails are added to `failed`, and give no reading.

    Raises:
        GoldInvalid: a file is of another format, a text of it cannot be coded, or none is left.
        ModelFailed: a model failed on every text.
        WrongUse: a variable that no file states.
    """
    wanted = None if variables is None else {variable_id(name) for name in variables}
    files = [(path, [t for t in load_gold(path) if t.text not in leave_out]) for path in paths]
    if not any(texts for _, texts in files):
        raise GoldInvalid(
            "every text was shown to the coder as an example",
            where=", ".join(map(str, paths)),
            why="what a coder has seen doesn't measure it",
            remedy="give other labelled texts, or other --examples",
        )
    units = {id(text): gold_units(text) for _, texts in files for text in texts}
    occur = {path: _stated(units[id(text)] for text in texts) for path, texts in files}
    if wanted is not None:
        _refuse_absent(wanted, set().union(*occur.values()), paths)
    coder = LabelledCoder(code, "text")
    codings: dict[tuple[str, str], Coding | None] = {}
    readings = []
    for path, texts in files:
        scored = sorted(occur[path] if wanted is None else occur[path] & wanted)
        for text in texts:
            key = (text.id, text.text)
            if key not in codings:
                where = f"{path}:{text.line}"
                codings[key] = coder.code(text.text, text.country, text.edition, where)
            coding = codings[key]
            if coding is None:
                continue
            ours = our_units(coding)
            pairs = {
                variable: (
                    _match_figures(text.counts, our_figures(coding.findings))
                    if variable == COUNTS and text.counts is not None
                    else _pair(variable, units[id(text)], ours)
                )
                for variable in scored
                if variable not in text.doubt
            }
            readings.append(GoldReading(text, coding, pairs))
    coder.refuse_nothing()
    if failed is not None:
        failed += coder.failed
    return readings


def _stated(units: object) -> set[str]:
    return {variable for stated in units for variable, value in stated.items() if value}  # type: ignore[attr-defined]


def _refuse_absent(wanted: set[str], occur: set[str], paths: Sequence[Path]) -> None:
    absent = sorted(wanted - occur)
    if absent:
        raise WrongUse(
            f"the labelled texts never state {', '.join(absent)}",
            where=", ".join(map(str, paths)),
            remedy=f"give --variables from: {', '.join(sorted(occur))}",
        )


def _pair(variable: str, stated: Units, ours: Units) -> tuple[frozenset[object], frozenset[object]]:
    return stated.get(variable, frozenset()), ours.get(variable, frozenset())


def _match_figures(
    listed: Sequence[Mapping[str, Any]], ours: Sequence[Mapping[str, Any]]
) -> tuple[frozenset[object], frozenset[object]]:
    """Return the listed figures as (what, n), and ours of the kinds that are listed.

    A figure of an earlier period that no label lists is the comparison of another, and no error.
    """
    theirs = frozenset((row["what"], row["n"]) for row in listed)
    kinds = {what for what, _ in theirs}
    mine = frozenset(
        unit
        for row in ours
        if (unit := (row["what"], row.get("n")))[0] in kinds
        and (unit in theirs or row.get("period") in (None, "current"))
    )
    return theirs, mine
