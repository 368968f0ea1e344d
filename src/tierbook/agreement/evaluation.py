"""A coder against labelled texts: every unit counted, the wrong ones listed with their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tierbook.agreement.gold import GoldText, load_gold, variable_id
from tierbook.agreement.scoring import Score, Tally, score_tallies
from tierbook.agreement.units import COUNTS, Units, gold_units, our_units
from tierbook.coding import Coding, code_narrative
from tierbook.errors import GoldInvalid, TierbookError, WrongUse
from tierbook.files import canonical_json
from tierbook.narrative import parse_document
from tierbook.pages import ReadOptions, read_bytes

__all__ = ["CODERS", "Evaluation", "WrongUnit", "evaluate"]

CODERS: Mapping[str, Callable[..., Coding]] = {"rules": code_narrative}
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class WrongUnit:
    """Where coder and reader differ on one variable of one text.

    `gold` and `ours` are the values that the other does not have; `words` what carries them, the reader's first.
    """

    text: str
    reader: str
    country: str | None
    edition: int | None
    variable: str
    gold: tuple[str, ...]
    ours: tuple[str, ...]
    gold_words: tuple[str, ...]
    our_words: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came out: the total, a score for each variable, agreement of evidence, and the differences."""

    gold: str
    coder: str
    readers: tuple[str, ...]
    texts: int
    total: Score
    variables: Mapping[str, Score]
    evidence: Mapping[str, float | None]
    wrong: tuple[WrongUnit, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the contract's object; `evidence` and `texts` beside it."""
        return {
            "total": self.total.to_dict(),
            "variables": {name: score.to_dict() for name, score in self.variables.items()},
            "evidence": dict(self.evidence),
            "texts": self.texts,
            "readers": list(self.readers),
            "coder": self.coder,
        }


def evaluate(
    gold: Path, coder: str = "rules", *, variables: Collection[str] | None = None
) -> Evaluation:
    """Measure a coder against a file of labelled texts.

    A unit is (text, variable, value), lists by element; a wrong value is one error of each kind. Variables that the
    file never states, and those a reader doubted in a text, are not scored. `not_reported` equals `no`. Figures
    match on (what, n) among the kinds that the reader lists for the text, edges on (from, to).

    Args:
        gold: the file.
        coder: `rules`.
        variables: score these alone.

    Raises:
        GoldInvalid: the file is of another format, or a text of it cannot be coded.
        WrongUse: no such coder, or a variable that the file never states.
    """
    if coder not in CODERS:
        raise WrongUse(
            f"there is no coder {coder!r}", remedy=f"give --coder {' or '.join(sorted(CODERS))}"
        )
    texts = load_gold(gold)
    units = [gold_units(text) for text in texts]
    wanted = None if variables is None else [variable_id(name) for name in variables]
    scored = _scored(units, wanted, str(gold))
    codings = _code_texts(texts, CODERS[coder], str(gold))
    readings: list[tuple[str, Mapping[str, Tally]]] = []
    wrong: list[WrongUnit] = []
    pairs: list[tuple[str, bool]] = []
    for text, stated in zip(texts, units, strict=True):
        coding = codings[text.id]
        ours = our_units(coding)
        tallies = {}
        for variable in scored:
            if variable in text.doubt:
                continue
            theirs, mine = _comparable(variable, stated, ours)
            tallies[variable] = Tally(len(theirs & mine), len(mine - theirs), len(theirs - mine))
            if theirs != mine:
                wrong.append(_wrong(text, coding, variable, theirs - mine, mine - theirs))
            if theirs & mine and text.evidence.get(variable):
                pairs.append((variable, _evidence_meets(text, coding, variable, theirs & mine)))
        readings.append((text.id, tallies))
    total, scores = score_tallies(readings)
    met = sum(1 for _, agrees in pairs if agrees)
    return Evaluation(
        gold=str(gold),
        coder=coder,
        readers=tuple(sorted({text.reader for text in texts})),
        texts=len(codings),
        total=total,
        variables=scores,
        evidence={"share": round(met / len(pairs), 4) if pairs else None, "n": len(pairs)},
        wrong=tuple(wrong),
    )


def _scored(units: Sequence[Units], wanted: Collection[str] | None, where: str) -> list[str]:
    """Return the variables that occur in the file, or those asked for among them."""
    occur = sorted({variable for stated in units for variable, value in stated.items() if value})
    if wanted is None:
        return occur
    absent = [name for name in wanted if name not in occur]
    if absent:
        raise WrongUse(
            f"the labelled texts never state {', '.join(absent)}",
            where=where,
            remedy=f"give --variables from: {', '.join(occur)}",
        )
    return [name for name in occur if name in set(wanted)]


def _code_texts(
    texts: Sequence[GoldText], coder: Callable[..., Coding], where: str
) -> dict[str, Coding]:
    """Code each text once, read as a record of a file would be."""
    codings: dict[str, Coding] = {}
    for text in texts:
        if text.id in codings:
            continue
        record = {"text": text.text, "country": text.country, "edition": text.edition}
        read = read_bytes(canonical_json(record), name="gold.jsonl", options=ReadOptions())
        place = f"{where}:{text.line}"
        if not read.documents:
            raise GoldInvalid(
                f"the text cannot be read: {read.problems[0].what}",
                where=place,
                remedy="mend the line",
            )
        try:
            codings[text.id] = coder(parse_document(read.documents[0]))
        except TierbookError as error:
            raise GoldInvalid(
                f"the text cannot be coded: {error.what}",
                where=place,
                why=error.why,
                remedy=error.remedy,
            ) from error
    return codings


def _comparable(
    variable: str, stated: Units, ours: Units
) -> tuple[frozenset[object], frozenset[object]]:
    theirs, mine = stated.get(variable, frozenset()), ours.get(variable, frozenset())
    if variable == COUNTS:
        kinds = {what for what, _ in _as_pairs(theirs)}
        mine = frozenset(pair for pair in _as_pairs(mine) if pair[0] in kinds)
    return theirs, mine


def _as_pairs(units: frozenset[object]) -> Iterator[tuple[object, object]]:
    return (unit for unit in units if isinstance(unit, tuple))


def _wrong(
    text: GoldText,
    coding: Coding,
    variable: str,
    missed: frozenset[object],
    extra: frozenset[object],
) -> WrongUnit:
    spans = text.evidence.get(variable, ())
    return WrongUnit(
        text=text.id,
        reader=text.reader,
        country=text.country,
        edition=text.edition,
        variable=variable,
        gold=tuple(sorted(map(_show, missed))),
        ours=tuple(sorted(map(_show, extra))),
        gold_words=tuple(text.text[low:high] for low, high in spans) if missed else (),
        our_words=tuple(dict.fromkeys(_words(coding, variable, extra))) if extra else (),
    )


def _words(coding: Coding, variable: str, extra: frozenset[object]) -> Iterator[str]:
    shown = {_show(unit) for unit in extra}
    for finding in coding.findings:
        figure = variable == COUNTS and finding.variable.startswith("figures.")
        if variable_id(finding.variable) == variable or figure:
            some = [e.text for e in finding.evidence if e.supports is None or e.supports in shown]
            yield from some or [e.text for e in finding.evidence]


def _evidence_meets(
    text: GoldText, coding: Coding, variable: str, agreed: frozenset[object]
) -> bool:
    """Tell whether our words and the reader's share a word, their offsets led through the map."""
    narrative = coding.narrative
    theirs = [narrative.offsets.to_target(low, high) for low, high in text.evidence[variable]]
    shown = {_show(unit) for unit in agreed}
    for finding in coding.findings:
        if variable_id(finding.variable) != variable:
            continue
        for evidence in finding.evidence:
            if evidence.supports is not None and len(shown) > 1 and evidence.supports not in shown:
                continue
            for span in theirs:
                if span is None:
                    continue
                low, high = max(evidence.start, span[0]), min(evidence.end, span[1])
                if low < high and _WORD.search(narrative.text, low, high):
                    return True
    return False


def _show(unit: object) -> str:
    return " ".join(map(str, unit)) if isinstance(unit, tuple) else str(unit)
