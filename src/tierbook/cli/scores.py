"""How `tierbook evaluate` prints scores against labelled texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tierbook.cli.options import Format

if TYPE_CHECKING:
    from tierbook.agreement import Confusion, Evaluation, Part, Score, WrongUnit

__all__ = ["print_evaluation"]

_SCORES = ("precision", "recall", "f1", "n", "low", "high")
_KINDS_SHOWN = 12
_WRAP = "    "


def print_evaluation(
    result: Evaluation, form: Format, wrong: Sequence[WrongUnit], *, confusion: bool
) -> None:
    """Print an evaluation.

    Args:
        result: the evaluation.
        form: table, json, jsonl or csv.
        wrong: the differences to list.
        confusion: add which answer was taken for which, variable by variable (JSON always has it).
    """
    from tierbook.cli.printing import CsvTable, JsonRecords, print_json

    if form is Format.json:
        record = result.to_dict()
        if wrong:
            record["errors"] = [unit.to_dict() for unit in wrong]
        print_json(record)
    elif form is Format.jsonl:
        with JsonRecords(form) as out:
            for row in _records(result):
                out.write(row)
    elif form is Format.csv:
        facets = ("by", "value") if result.by else ()
        table = CsvTable((*facets, "variable", *_SCORES))
        for row in _records(result):
            table.write(row)
    else:
        _print_variables(result)
        for facet, parts in result.by.items():
            _print_parts(facet, parts)
        _print_confusion(result.confusion, each=confusion)
        _print_summary(result)
        _print_errors(wrong)


def _records(result: Evaluation) -> Iterator[dict[str, object]]:
    parts = [("", "", result.whole)]
    parts += [
        (facet, value, part) for facet in result.by for value, part in result.by[facet].items()
    ]
    for facet, value, part in parts:
        head = {"by": facet or None, "value": value or None} if result.by else {}
        for name, score in [*part.variables.items(), ("_all", part.total)]:
            yield {**head, "variable": name, **score.to_dict()}


def _print_variables(result: Evaluation) -> None:
    """Print each variable's scores, the worst first; beside them F1 (n) in each part of the texts."""
    from tierbook.cli.printing import print_line, print_table

    parts = [part for facet in result.by.values() for part in facet.values()]
    names = [value for facet in result.by.values() for value in facet]
    order = sorted(
        result.variables.items(), key=lambda item: (item[1].f1 is None, item[1].f1 or 0.0, item[0])
    )
    rows = [
        (name, *_cells(score), *(_short(part.variables.get(name)) for part in parts))
        for name, score in order
    ]
    rows.append(("all", *_cells(result.total), *(_short(part.total) for part in parts)))
    print_table(("variable", *_SCORES, *names), rows, numbers=len(_SCORES) + len(names))
    print_line()


def _print_parts(facet: str, parts: Mapping[str, Part]) -> None:
    from tierbook.cli.printing import print_line, print_table

    rows = [
        (
            value,
            str(part.texts),
            *_cells(part.total),
            _share(part.macro.f1),
            _share(part.figures.to_dict()["found_alike"] if part.figures else None),
        )
        for value, part in parts.items()
    ]
    columns = (facet, "texts", *_SCORES, "macro f1", "figures found")
    print_table(columns, rows, numbers=len(columns) - 1)
    print_line()


def _print_confusion(tables: Mapping[str, Confusion], *, each: bool) -> None:
    from tierbook.agreement import ANSWERS
    from tierbook.cli.printing import print_line, print_table

    if not tables:
        return
    chosen = list(tables.items()) if each else []
    sums: dict[tuple[str, str], float] = {}
    for table in tables.values():
        for pair, n in table.cells.items():
            sums[pair] = sums.get(pair, 0.0) + n
    rows = []
    for name, cells in [*((n, t.cells) for n, t in chosen), ("all yes/no variables", sums)]:
        for answer in ANSWERS:
            if any(pair[0] == answer for pair in cells):
                counts = [_number(cells.get((answer, ours), 0.0)) for ours in ANSWERS]
                rows.append((name, answer.replace("_", " "), *counts))
    print_table(
        ("variable", "labelled", *(f"ours {a.replace('_', ' ')}" for a in ANSWERS)),
        rows,
        numbers=len(ANSWERS),
    )
    print_line()


def _print_summary(result: Evaluation) -> None:
    from tierbook.cli.printing import print_line

    readers = ", ".join(result.readers)
    print_line(
        f"{result.texts} texts of {result.gold}, labelled by: {readers}. Coder: {result.coder}."
    )
    macro = result.whole.macro
    if macro.variables:
        print_line(
            f"Yes/no variables of the government, mean F1: {_share(macro.f1)} over {macro.variables}; "
            f"{_share(macro.f1_enough)} over the {macro.variables_enough} with ten units or more"
            + (f", of which below 0.70: {', '.join(macro.weak)}." if macro.weak else ".")
        )
    share = result.evidence["share"]
    if share is not None:
        print_line(
            f"Evidence: where values agree, the words share a word in {share:.3f} of {result.evidence['n']}."
        )
    if result.whole.figures:
        _print_figures(result.whole)
    edges = result.whole.edges
    if edges:
        row = edges.to_dict()
        print_line(
            f"Edges: {row['listed']:g} listed, found {_share(row['found'])}, the wrong way round "
            f"{_share(row['reversed'])}, {row['extra']:g} of ours not listed; along those found, forms F1 "
            f"{_share(row['forms'])}, victims F1 {_share(row['victims'])}."
        )
    found = result.whole.recommendations
    if found:
        print_line(
            f"Recommendations: as many as labelled in {_share(found.same_number)} of {found.texts:g} texts; of "
            f"{found.topics:g} topics, precision {_share(found.precision)}, recall {_share(found.recall)}, "
            f"F1 {_share(found.f1)}."
        )
    print_line(
        "low, high: 95 % of F1 over 2,000 resamples of the texts. Who made the labels stands with the file."
    )
    if result.by:
        print_line("Under each part of the texts: F1 (units).")


def _print_figures(part: Part) -> None:
    from tierbook.cli.printing import print_line

    assert part.figures is not None
    row = part.figures.to_dict()
    print_line(
        f"Figures: {row['listed']} listed. Found by name and number {_share(row['found'])}; by number and a name that "
        f"says the same {_share(row['found_alike'])} ({_share(row['found_in_unit'])} of {row['unit_listed']} in the "
        f"same unit too); near {_share(row['near'])}; the number itself anywhere {_share(row['number'])}."
    )
    short = [(k, x - y) for k, (x, y) in part.figures.kinds.items() if x > y][:_KINDS_SHOWN]
    if short:
        print_line(f"Most missed: {', '.join(f'{kind} {_number(n)}' for kind, n in short)}.")


def _cells(score: Score) -> list[str]:
    record = score.to_dict()
    return [f"{record[k]}" if k == "n" else _share(record[k]) for k in _SCORES]


def _short(score: Score | None) -> str:
    if score is None or score.f1 is None:
        return "-"
    return f"{score.f1:.3f} ({_number(score.n)})"


def _share(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, int | float) else "-"


def _number(n: float) -> str:
    return f"{n:g}" if n == int(n) else f"{n:.1f}"


def _print_errors(wrong: Sequence[WrongUnit]) -> None:
    from tierbook.cli.printing import print_line

    for unit in wrong:
        print_line()
        print_line(
            f"{unit.variable}  {unit.country or '?'}:{unit.edition or '?'}  {unit.text} "
            f"({unit.reader}, {unit.text_kind})"
        )
        if unit.gold:
            print_line(f"  labelled: {'; '.join(unit.gold)}")
            for sentence in unit.gold_sentences or unit.gold_words:
                print_line(f"{_WRAP}“{' '.join(sentence.split())}”")
            words = [w for w in unit.gold_words if w not in unit.gold_sentences]
            if words and unit.gold_sentences:
                print_line(f"{_WRAP}the words: {' … '.join(' '.join(w.split()) for w in words)}")
        if unit.ours:
            print_line(
                f"  ours: {'; '.join(unit.ours)}  by {', '.join(unit.our_cues) or 'no rule'}"
            )
            for sentence in unit.our_words:
                print_line(f"{_WRAP}“{' '.join(sentence.split())}”")
        for row in unit.rejected:
            print_line(f"  did not count ({row.cue}): {row.why}")
            print_line(f"{_WRAP}“{' '.join(row.text.split())}”")
