"""A coder against labelled texts: every unit counted, the wrong ones listed with their words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tierbook.agreement.confusion import Confusion, yes_no_variables
from tierbook.agreement.differences import WrongUnit, evidence_meets, list_wrong
from tierbook.agreement.edges import EdgesFound, find_edges
from tierbook.agreement.figures import FiguresFound, find_figures
from tierbook.agreement.gold import load_gold
from tierbook.agreement.macro import Macro, average_f1
from tierbook.agreement.reading import FACETS, GoldReading, read_gold
from tierbook.agreement.recommended import RecommendationsFound, find_recommendations
from tierbook.agreement.scoring import Score, score_tallies
from tierbook.coding import Coder, Coding, code_narrative
from tierbook.errors import Problem, WrongUse

__all__ = ["CODERS", "Evaluation", "Part", "evaluate"]

CODERS: Mapping[str, Callable[..., Coding]] = {"rules": code_narrative}


@dataclass(frozen=True, slots=True)
class Part:
    """Scores over some of the texts: the micro total, each variable, the mean over yes/no government variables.

    `evidence` is the share of agreed values whose words share a word with the reader's, and of how many.
    """

    texts: int
    total: Score
    variables: Mapping[str, Score]
    macro: Macro
    evidence: Mapping[str, float | None]
    figures: FiguresFound | None
    recommendations: RecommendationsFound | None
    edges: EdgesFound | None

    def to_dict(self) -> dict[str, object]:
        """Return the contract's object; ours beside it."""
        return {
            "total": self.total.to_dict(),
            "variables": {name: score.to_dict() for name, score in self.variables.items()},
            "evidence": dict(self.evidence),
            "macro": self.macro.to_dict(),
            "figures": self.figures.to_dict() if self.figures else None,
            "edges": self.edges.to_dict() if self.edges else None,
            "recommendations": self.recommendations.to_dict() if self.recommendations else None,
            "texts": self.texts,
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came out over all texts, by facet if asked for, the answers confused, and the differences.

    `left_out` are texts whose labels the coder was shown as examples: they measure nothing and are not among the rest.
    Nor are those of `failed`, on which a model gave no usable answer.
    """

    gold: str
    coder: str
    readers: tuple[str, ...]
    whole: Part
    by: Mapping[str, Mapping[str, Part]]
    confusion: Mapping[str, Confusion]
    wrong: tuple[WrongUnit, ...]
    left_out: tuple[str, ...] = ()
    failed: tuple[Problem, ...] = ()

    @property
    def texts(self) -> int:
        """Return the number of texts."""
        return self.whole.texts

    @property
    def total(self) -> Score:
        """Return the micro total over all variables and texts."""
        return self.whole.total

    @property
    def variables(self) -> Mapping[str, Score]:
        """Return the score of each variable over all texts."""
        return self.whole.variables

    @property
    def evidence(self) -> Mapping[str, float | None]:
        """Return how often agreed values rest on the same words, over all texts."""
        return self.whole.evidence

    def to_dict(self) -> dict[str, object]:
        """Return the contract's object; confusion, facets, readers and coder beside it."""
        record = self.whole.to_dict()
        record["confusion"] = {name: table.to_dict() for name, table in self.confusion.items()}
        if self.by:
            record["by"] = {
                facet: {value: part.to_dict() for value, part in parts.items()}
                for facet, parts in self.by.items()
            }
        if self.left_out:
            record["left_out"] = list(self.left_out)
        if self.failed:
            record["failed"] = [problem.to_dict() for problem in self.failed]
        return {**record, "readers": list(self.readers), "coder": self.coder}


def evaluate(
    gold: Path | Sequence[Path],
    coder: str | Coder = "rules",
    *,
    variables: Collection[str] | None = None,
    by: Collection[str] = (),
) -> Evaluation:
    """Measure a coder against labelled texts.

    A unit is (text, variable, value), lists by element; a wrong value is one error of each kind. Variables that a
    file never states, and those a reader doubted in a text, are not scored. `not_reported` equals `no`. Figures
    match on (what, n) among the kinds that the reader lists for the text, edges on (from, to).

    Args:
        gold: the file, or several.
        coder: `rules`, or a coder that is ready; texts whose labels it was shown as examples are left out.
        variables: score these alone.
        by: facets to split the texts by: edition, publisher, region, kind.

    Raises:
        GoldInvalid: a file is of another format, or a text of it cannot be coded.
        ModelFailed: a model failed on every text; where it fails on some, they are in `failed`.
        WrongUse: no such coder or facet, or a variable that no file states.
    """
    if isinstance(coder, str) and coder not in CODERS:
        raise WrongUse(
            f"there is no coder {coder!r}", remedy=f"give --coder {' or '.join(sorted(CODERS))}"
        )
    unknown = [facet for facet in by if facet not in FACETS]
    if unknown:
        raise WrongUse(
            f"texts are not split by {', '.join(unknown)}", remedy=f"give --by {'|'.join(FACETS)}"
        )
    paths = [gold] if isinstance(gold, Path) else list(gold)
    code = CODERS[coder] if isinstance(coder, str) else coder.code
    shown = () if isinstance(coder, str) else _shown_texts(paths, coder)
    failed: list[Problem] = []
    leave_out = dict(shown).values()
    readings = read_gold(paths, code, variables, leave_out=leave_out, failed=failed)
    scored = sorted({variable for reading in readings for variable in reading.scored})
    yes_no = yes_no_variables()
    return Evaluation(
        gold=", ".join(map(str, paths)),
        coder=coder if isinstance(coder, str) else coder.name,
        readers=tuple(sorted({reading.text.reader for reading in readings})),
        whole=score_readings(readings),
        by={facet: _split(readings, FACETS[facet]) for facet in by},
        confusion={v: Confusion.of(readings, v) for v in scored if v in yes_no},
        wrong=tuple(wrong for reading in readings for wrong in list_wrong(reading)),
        left_out=tuple(dict(shown)),
        failed=tuple(failed),
    )


def _shown_texts(paths: Sequence[Path], coder: Coder) -> tuple[tuple[str, str], ...]:
    """Return the ids and the words of texts that measure nothing, since the coder was shown labels of them."""
    texts = (text for path in paths for text in load_gold(path))
    return tuple((text.id, text.text) for text in texts if coder.was_shown(text.text))


def score_readings(readings: Sequence[GoldReading]) -> Part:
    """Score some texts together."""
    total, variables = score_tallies([(r.text.id, r.tallies()) for r in readings])
    met = [m for r in readings for v in r.scored if (m := evidence_meets(r, v)) is not None]
    return Part(
        texts=len({reading.text.id for reading in readings}),
        total=total,
        variables=variables,
        macro=average_f1(variables, yes_no_variables(government=True)),
        evidence={"share": round(sum(met) / len(met), 4) if met else None, "n": len(met)},
        figures=find_figures(readings),
        recommendations=find_recommendations(readings),
        edges=find_edges(readings),
    )


def _split(readings: Sequence[GoldReading], facet: Callable[[GoldReading], str]) -> dict[str, Part]:
    parts: dict[str, list[GoldReading]] = {}
    for reading in readings:
        parts.setdefault(facet(reading), []).append(reading)
    return {value: score_readings(parts[value]) for value in sorted(parts)}
