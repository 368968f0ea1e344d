"""How `tierbook evaluate` prints decisions on labelled passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierbook.cli.options import Format

if TYPE_CHECKING:
    from tierbook.agreement import Decisions, PassageEvaluation, Proportion, WrongPassage

__all__ = ["print_passages"]

_COLUMNS = ("recall", "low", "high", "code", "specificity", "low", "high", "do not code")
_KEYS = ("recall", "recall_interval", "n_code")
_MORE = ("specificity", "specificity_interval", "n_do_not_code")


def print_passages(result: PassageEvaluation, form: Format, errors: int | None) -> None:
    """Print an evaluation on passages.

    Args:
        result: the evaluation.
        form: table, json, jsonl or csv.
        errors: how many of the passages that were decided otherwise to list; None for all.
    """
    from tierbook.cli.printing import CsvTable, JsonRecords, print_json

    wrong = result.wrong[:errors]
    rows = [("all", "_all", result.total), ("all", "_mapped", result.mapped)]
    rows += [("group", name, row) for name, row in result.groups.items()]
    rows += [("variable", name, row) for name, row in result.variables.items()]
    if form is Format.json:
        record = result.to_dict()
        if wrong:
            record["errors"] = [row.to_dict() for row in wrong]
        print_json(record)
    elif form is Format.jsonl:
        with JsonRecords(form) as out:
            for level, name, row in rows:
                out.write({"level": level, "name": name, **row.to_dict()})
    elif form is Format.csv:
        table = CsvTable(("level", "name", *_KEYS, *_MORE))
        for level, name, row in rows:
            table.write({"level": level, "name": name, **row.to_dict()})
    else:
        _print(result)
        for one in wrong:
            _print_wrong(one)


def _print(result: PassageEvaluation) -> None:
    from tierbook.cli.printing import print_line, print_table

    for head, part in (("variable", result.variables), ("group", result.groups)):
        rows = [(name, *_cells(row)) for name, row in part.items()]
        if head == "group":
            if result.unmapped:
                rows.append(("all that have a map", *_cells(result.mapped)))
            rows.append(("all", *_cells(result.total)))
        print_table((head, *_COLUMNS), rows, numbers=len(_COLUMNS))
        print_line()
    total = result.total.recall.n + result.total.specificity.n
    print_line(f"{total} passages of {result.gold}, decided by people. Coder: {result.coder}.")
    print_line(
        "recall: of the passages to code, how many are coded; specificity: of those not to code, how many are not."
    )
    print_line("low, high: Wilson's interval, 95 %.")
    if result.unmapped:
        print_line(
            f"{len(result.unmapped)} of the {len(result.variables)} variables here have no map in the codebook and "
            f"count as not coded: {', '.join(result.unmapped)}"
        )


def _cells(row: Decisions) -> list[str]:
    return [*_share(row.recall), *_share(row.specificity)]


def _share(part: Proportion) -> list[str]:
    low, high = part.interval or (None, None)
    return [*("-" if x is None else f"{x:.3f}" for x in (part.share, low, high)), str(part.n)]


def _print_wrong(wrong: WrongPassage) -> None:
    from tierbook.cli.printing import print_line

    passage = wrong.passage
    decision = "code" if passage.coded else "do not code"
    print_line()
    print_line(
        f"{passage.variable}  {passage.country or '?'}:{passage.edition or '?'}  line {passage.line}"
    )
    print_line(f"  labelled: {decision}")
    maps = "; ".join(f"{name} = {' or '.join(sorted(v))}" for name, v in wrong.maps.items())
    print_line(f"  means here: {maps or 'nothing: no variable maps to it'}")
    for variable, value, cue in wrong.ours:
        print_line(f"  ours: {variable} = {value} ({cue})")
    if wrong.maps and not wrong.ours:
        print_line("  ours: not stated")
    for variable, cue, why in wrong.rejected:
        print_line(f"  did not count: {variable} ({cue}): {why}")
    print_line(f"    “{' '.join(passage.text.split())}”")
