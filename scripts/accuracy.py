"""Write the measured part of docs/explanation/accuracy.md: labelled texts, passages, and tables that people coded.

Usage: python scripts/accuracy.py --date DAY --tuned GOLD... --others GOLD... [--tables TABLE... --texts PAGE...]

GOLD are files of labelled texts and of labelled passages, in any order: those that cues were tuned on, and those of
other countries. TABLE are the Human Trafficking Indicators and the 3P index, PAGE the texts that they are set beside.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from tierbook.agreement import (
    Evaluation,
    Part,
    Proportion,
    ViewName,
    compare_views,
    evaluate,
    evaluate_passages,
    load_people,
    looks_like_passages,
    view_coding,
)
from tierbook.coding import Coding, code_narrative
from tierbook.corpus import expand_inputs, run_batch
from tierbook.errors import Problem
from tierbook.narrative import parse_document
from tierbook.pages import Document, ReadOptions

REPOSITORY = Path(__file__).resolve().parents[1]
PAGE = REPOSITORY / "docs" / "explanation" / "accuracy.md"
START, END = "<!-- measured: written by scripts/accuracy.py -->", "<!-- end -->"
KINDS = {"summary": "short forms", "narrative": "whole narratives"}
SETS = ("tuned on", "others")


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--date", required=True, help="day of the measurement, YYYY-MM-DD")
    parser.add_argument("--tuned", nargs="+", type=Path, required=True)
    parser.add_argument("--others", nargs="+", type=Path, required=True)
    parser.add_argument("--tables", nargs="*", type=Path, default=[])
    parser.add_argument("--texts", nargs="*", default=[])
    parser.add_argument("--dry", action="store_true", help="print, write nothing")
    options = parser.parse_args()
    lines = [f"Measured on {options.date}.", ""]
    sets = [options.tuned, options.others]
    gold = [[path for path in some if not looks_like_passages(path)] for some in sets]
    passages = [[path for path in some if looks_like_passages(path)] for some in sets]
    if all(gold):
        lines += list(_texts([evaluate(some, by=["kind"]) for some in gold]))
    if all(passages):
        lines += list(_passages(passages))
    if options.tables and options.texts:
        lines += list(_people(options.tables, options.texts))
    text = "\n".join(lines).rstrip()
    print(text)
    if options.dry:
        return
    page = PAGE.read_text(encoding="utf-8")
    head, rest = page.split(START)
    PAGE.write_text(f"{head}{START}\n{text}\n{END}{rest.split(END)[1]}", encoding="utf-8")


def _texts(results: Sequence[Evaluation]) -> Iterator[str]:
    yield "### Labelled texts"
    yield ""
    yield (
        "| texts | units | precision | recall | F1 (95 %) | mean F1, yes/no of the government | with ten units "
        "| figures found: by name; alike | same words |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, result in zip(SETS, results, strict=True):
        for kind, part in result.by["kind"].items():
            yield _part(f"{part.texts} {KINDS.get(kind, kind)}, {name}", part)
    yield ""
    weak = [(n, v) for n, r in zip(SETS, results, strict=True) for v in r.whole.macro.weak]
    said = ", ".join(f"{variable} ({name})" for name, variable in weak)
    yield f"Yes/no variables of the government below 0.70 with ten units or more: {said or 'none'}."
    yield ""
    yield "### By variable"
    yield ""
    yield "F1 and the units it rests on."
    yield ""
    columns = [(kind, i) for kind in KINDS for i in range(len(SETS))]
    heads = " | ".join(f"{KINDS[kind]}, {SETS[i]}" for kind, i in columns)
    yield f"| variable | {heads} |"
    yield f"|---|{'---|' * len(columns)}"
    names = sorted({name for result in results for name in result.variables})
    for name in names:
        cells = [_cell(results[i].by["kind"].get(kind), name) for kind, i in columns]
        yield f"| {name} | {' | '.join(cells)} |"
    yield ""


def _part(name: str, part: Part) -> str:
    total, macro = part.total, part.macro
    figures = part.figures.to_dict() if part.figures else {}
    cells = [
        f"{total.n:g}",
        _share(total.precision),
        _share(total.recall),
        f"{_share(total.f1)} ({_share(total.low)} to {_share(total.high)})",
        f"{_share(macro.f1)} over {macro.variables}",
        f"{_share(macro.f1_enough)} over {macro.variables_enough}",
        f"{_share(figures.get('found'))}; {_share(figures.get('found_alike'))}",
        _share(part.evidence["share"]),
    ]
    return f"| {name} | {' | '.join(cells)} |"


def _cell(part: Part | None, variable: str) -> str:
    score = part.variables.get(variable) if part else None
    return "" if score is None or score.f1 is None else f"{score.f1:.2f} ({score.n:g})"


def _passages(sets: Sequence[Sequence[Path]]) -> Iterator[str]:
    results = [[evaluate_passages(path) for path in paths] for paths in sets]
    yield "### Passages that people decided"
    yield ""
    yield (
        "Recall of passages to code, specificity of those not to code (95 %; passages that it rests on); editions 2003 "
        "to 2017."
    )
    yield ""
    heads = " | ".join(f"recall, {name} | specificity, {name}" for name in SETS)
    yield f"| group | {heads} |"
    yield f"|---|{'---|' * (2 * len(SETS))}"
    groups = dict.fromkeys(g for some in results for r in some for g in r.groups)
    for group in [*groups, "all"]:
        cells = []
        for some in results:
            rows = [
                r.total if group == "all" else r.groups[group]
                for r in some
                if group == "all" or group in r.groups
            ]
            cells += [
                _proportion([row.recall for row in rows]),
                _proportion([row.specificity for row in rows]),
            ]
        yield f"| {group} | {' | '.join(cells)} |"
    yield ""


def _proportion(parts: Sequence[Proportion]) -> str:
    whole = Proportion(sum(p.k for p in parts), sum(p.n for p in parts))
    if whole.share is None or whole.interval is None:
        return ""
    low, high = whole.interval
    return f"{whole.share:.2f} ({low:.2f} to {high:.2f}; {whole.n})"


def _people(tables: Sequence[Path], texts: Sequence[str]) -> Iterator[str]:
    codings = [
        c
        for c in run_batch(expand_inputs(texts), _code, options=ReadOptions())
        if not isinstance(c, Problem)
    ]
    for path in tables:
        table = load_people(path)
        name: ViewName = "three-p" if table.kind == "three-p" else "hti"
        result = compare_views([view_coding(c, name) for c in codings], table)
        kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(result.kinds.items()))
        yield f"### {table.name}"
        yield ""
        yield f"{result.pairs} texts of the same country and edition ({kinds}). Kappa and rho with 95 %."
        yield ""
        yield "| column | pairs | exact | within one | kappa | rho | both state: exact |"
        yield "|---|---|---|---|---|---|---|"
        for column, row in result.columns.items():
            both = result.stated.get(column)
            cells = [
                str(row.n),
                _share(row.exact),
                _share(row.within_one),
                _interval(row.kappa, row.low, row.high),
                _interval(row.rho, row.rho_low, row.rho_high),
                f"{_share(both.share)} of {both.n}" if both else "",
            ]
            yield f"| {column} | {' | '.join(cells)} |"
        yield ""


def _code(document: Document) -> Coding:
    return code_narrative(parse_document(document))


def _interval(value: float | None, low: float | None, high: float | None) -> str:
    return "" if value is None else f"{value:.2f} ({_share(low, 2)} to {_share(high, 2)})"


def _share(value: object, digits: int = 3) -> str:
    return f"{value:.{digits}f}" if isinstance(value, int | float) else ""


if __name__ == "__main__":
    main()
