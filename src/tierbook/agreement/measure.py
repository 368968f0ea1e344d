"""Write the packaged record of accuracy: `python -m tierbook.agreement.measure --date DAY GOLD...`.

GOLD are files of labelled texts, and files of labelled passages, in any order. Texts are scored by kind (short form,
whole narratives), passages by the codebook's variable. The record is `measured.json` beside this module; nothing in it
is typed by hand.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Container, Iterable, Sequence
from pathlib import Path
from typing import Any

import orjson

from tierbook.agreement.calibration import figures_right
from tierbook.agreement.confusion import Confusion, yes_no_variables
from tierbook.agreement.evaluation import CODERS, score_readings
from tierbook.agreement.figure_names import same_figure, same_number
from tierbook.agreement.gold import variable_id
from tierbook.agreement.passages import decide_by_variable, load_passages, looks_like_passages
from tierbook.agreement.reading import FACETS, GoldReading, read_gold
from tierbook.agreement.scoring import Score, Tally, score_tallies
from tierbook.agreement.units import COUNTS, FIGURES, our_figures
from tierbook.codebook import Codebook, load_codebook
from tierbook.coding import CUES_VERSION

__all__ = ["main", "measure"]

OUT = Path(__file__).with_name("measured.json")
LABELS = "language models, each reading a text whole under one rule sheet, not by people"
PEOPLE = "people, the coding team of the Human Trafficking Index (University of Denver)"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description="Write the packaged record of accuracy.")
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--date", required=True, help="day of the measurement, YYYY-MM-DD")
    parser.add_argument("--labels", default=LABELS, help="who labelled the texts")
    parser.add_argument(
        "--held-out", default="", help="countries on which no cue was tuned: COL,ECU"
    )
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args(arguments)
    record = measure(
        options.gold,
        date=options.date,
        labels=options.labels,
        held_out=options.held_out.split(",") if options.held_out else (),
    )
    options.out.write_bytes(
        orjson.dumps(
            record, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
        )
    )
    for kind, part in record["kinds"].items():
        total = part["total"]
        print(f"{kind}: {part['texts']} texts, F1 {total['f1']}, n {total['n']}")  # noqa: T201
    print(f"written: {options.out.name}")  # noqa: T201


def measure(
    gold: Sequence[Path], *, date: str, labels: str = LABELS, held_out: Collection[str] = ()
) -> dict[str, Any]:
    """Return the record.

    Args:
        gold: files of labelled texts and of labelled passages.
        date: the day.
        labels: who labelled the texts.
        held_out: alpha-3 codes of countries on whose texts no cue was tuned; their texts are scored once more apart.
    """
    passages = [path for path in gold if looks_like_passages(path)]
    texts = [path for path in gold if path not in passages]
    kinds: dict[str, list[GoldReading]] = {}
    for reading in read_gold(texts, CODERS["rules"], None) if texts else ():
        kinds.setdefault(FACETS["kind"](reading), []).append(reading)
    apart = {
        kind: [row for row in rows if row.text.country in held_out] for kind, rows in kinds.items()
    }
    book = load_codebook()
    return {
        "coder": "rules",
        "codebook": book.name,
        "cues": CUES_VERSION,
        "date": date,
        "kinds": {
            kind: {**_part(rows, labels, book), "confusion": _confusion(rows, book.variables)}
            for kind, rows in sorted(kinds.items())
        },
        "held_out": {
            "countries": sorted(held_out),
            "kinds": {
                kind: _part(rows, labels, book) for kind, rows in sorted(apart.items()) if rows
            },
        },
        "passages": _measure_passages(passages) if passages else None,
    }


def _part(rows: Sequence[GoldReading], labels: str, book: Codebook) -> dict[str, Any]:
    """Return the scores of texts of one kind."""
    part = score_readings(rows)
    return {
        "texts": len({r.text.id for r in rows}),
        "editions": sorted({r.text.edition for r in rows if r.text.edition}),
        "labels": labels,
        "total": part.total.to_dict(),
        "macro": part.macro.to_dict(),
        "variables": {
            **{
                name: score.to_dict()
                for variable, score in part.variables.items()
                for name in _names(variable, book.variables)
            },
            **{name: score.to_dict() for name, score in _figures(rows, book.variables).items()},
        },
    }


def _figures(readings: Sequence[GoldReading], known: Iterable[str]) -> dict[str, Score]:
    """Return the score of each variable of figures.

    A listed figure belongs to the variable whose name it begins with; ours has it where a name says the same and the
    number is the same. Ours is extra where the labels list figures of its kind, none with its number.
    """
    names = sorted((n for n in known if n.startswith(FIGURES)), key=len, reverse=True)
    rows: list[tuple[str, dict[str, Tally]]] = []
    for reading in readings:
        if COUNTS not in reading.scored:
            continue
        counts: dict[str, list[int]] = {}
        for figure in reading.text.counts or ():
            name = next((n for n in names if f"{FIGURES}{figure['what']}".startswith(n)), None)
            if name is not None:
                ours = our_figures(f for f in reading.coding.findings if f.variable == name)
                found = any(
                    same_figure(row["what"], figure["what"]) and same_number(row, figure["n"])
                    for row in ours
                )
                counts.setdefault(name, [0, 0, 0])[0 if found else 2] += 1
        for finding in reading.coding.findings:
            if finding.variable.startswith(FIGURES):
                wrong = sum(not right for right in figures_right(reading, finding))
                counts.setdefault(finding.variable, [0, 0, 0])[1] += wrong
        rows.append((reading.text.id, {name: Tally(*n) for name, n in counts.items()}))
    return score_tallies(rows)[1]


def _confusion(
    readings: Sequence[GoldReading], known: Container[str]
) -> dict[str, dict[str, dict[str, float]]]:
    """Return variable -> label -> our value -> texts, for every yes/no variable that some text states."""
    scored = {variable for reading in readings for variable in reading.scored}
    return {
        name: Confusion.of(readings, variable).to_dict()
        for variable in sorted(scored & yes_no_variables())
        for name in _names(variable, known)
    }


def _names(variable: str, known: Container[str]) -> list[str]:
    """Return the codebook's ids of a variable: labels call training by two, and both are read by one rule."""
    pair = ("prevention.training", "prosecution.training")
    names = [variable_id(variable)]
    if variable in pair:
        names += [name for name in pair if name != variable and name in known]
    return names


def _measure_passages(paths: Sequence[Path]) -> dict[str, Any]:
    passages = [passage for path in paths for passage in load_passages(path)]
    return {
        "passages": len(passages),
        "editions": sorted({p.edition for p in passages if p.edition}),
        "labels": PEOPLE,
        "variables": {
            name: {
                "recall": row.recall.share,
                "n_code": row.recall.n,
                "specificity": row.specificity.share,
                "n_do_not_code": row.specificity.n,
            }
            for name, row in decide_by_variable(passages).items()
        },
    }


if __name__ == "__main__":
    main()
