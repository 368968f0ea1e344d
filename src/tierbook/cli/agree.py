"""`tierbook agree FILE...`: how far coders agree, per variable and over all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from tierbook.cli.guard import say
from tierbook.cli.options import Format, FormatOption
from tierbook.errors import WrongUse

if TYPE_CHECKING:
    from tierbook.agreement import (
        Agreement,
        Agreements,
        Divided,
        PairRow,
        ReadAnswers,
        Scale,
        TeachAndMeasure,
    )

__all__ = ["agree"]

_PAIRS = ("first", "second", "variable", "n_units", "percent", "cohen_kappa", "krippendorff_alpha")
_DIVIDED = (
    "variable", "unit", "level", "place", "figure", "apart", "values", "spans", "document",
)  # fmt: skip
_TIMES = (
    "period", "variable", "percent", "krippendorff_alpha", "low", "high", "gwet_ac1", "n_units",
    "n_pairable", "n_coders",
)  # fmt: skip


_ESTIMATES = (
    "variable", "group", "share", "low", "high", "unweighted", "n_units", "n_answers", "effective", "strata",
    "n_measure", "n_teach", "reason",
)  # fmt: skip


class _Asked(NamedTuple):
    matrix: bool
    pairs: bool
    dividing: bool
    paragraph: bool
    over_time: bool


class _Found(NamedTuple):
    agreements: Agreements
    pairs: list[PairRow]
    divided: list[Divided]
    times: Mapping[str, Mapping[str, Agreement]]
    accuracy: TeachAndMeasure | None
    read: ReadAnswers
    codebook: str


def agree(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="A table (CSV) of coder,unit,variable,value, an empty value being missing; or JSON lines of decisions "
            "or of codings; several files together.",
        ),
    ],
    form: FormatOption = Format.table,
    matrix: Annotated[
        bool,
        typer.Option(
            "--matrix", help="Add which values met: coincidences, and for two coders who said what."
        ),
    ] = False,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="Add coder by coder, programs among them.")
    ] = False,
    dividing: Annotated[
        bool,
        typer.Option("--dividing", help="Add the units on which coders differ, with their words."),
    ] = False,
    paragraph: Annotated[
        bool,
        typer.Option(
            "--paragraph", help="Add a paragraph with the numbers that a journal asks for."
        ),
    ] = False,
    over_time: Annotated[bool, typer.Option("--over-time", help="Add agreement by month.")] = False,
    accuracy: Annotated[
        str | None,
        typer.Option(
            "--accuracy",
            metavar="CODER",
            help="Add how often a program is right, from blind answers on probability samples, weighted: rules.",
        ),
    ] = None,
    sample: Annotated[
        list[Path] | None,
        typer.Option(
            "--sample",
            metavar="FILE",
            help="With --accuracy: the sample as tierbook sample wrote it, so that texts drawn and not coded count as "
            "such. May be repeated.",
        ),
    ] = None,
    scale: Annotated[
        list[str] | None,
        typer.Option(
            "--scale",
            metavar="[ID=]SCALE",
            help="Compare a variable, or all, as nominal, ordinal, interval, ratio, log, masi, jaccard or "
            "low<middle<high; else by its type in the codebook. May be repeated.",
        ),
    ] = None,
    program: Annotated[
        list[str] | None,
        typer.Option(
            "--program",
            metavar="CODER",
            help="A coder that is a program: stands coder by coder and in no coefficient. May be repeated.",
        ),
    ] = None,
    resamples: Annotated[
        int, typer.Option("--resamples", metavar="N", min=0, help="Resamples of the bootstrap.")
    ] = 1000,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Seed of the resamples.")] = 0,
) -> None:
    """Measure agreement between coders: percent, kappas, Krippendorff's alpha, AC1, each with a 95 % interval.

    Only blind answers count. What was answered with a proposal in view, or to settle a difference, is left out and
    counted.
    """
    from tierbook.agreement import (
        agreement_over_time,
        compare_pairs,
        estimate_accuracy,
        find_divided,
        measure_agreement,
        read_answers,
    )
    from tierbook.cli.guard import Messages
    from tierbook.codebook import load_codebook

    if sample and not accuracy:
        raise WrongUse(
            "a sample says how to weigh answers for --accuracy, and none is asked for",
            remedy="add --accuracy rules, or leave --sample away",
        )
    book = load_codebook()
    scales = _scales(scale or [])
    messages = Messages()
    read = read_answers(files, book)
    for problem in read.problems:
        messages.tell(problem)
    coders = {answer.coder for answer in read.answers}
    measured = _coder(accuracy, coders) if accuracy else None
    programs = [*read.programs, *(_coder(name, coders) for name in program or [])]
    programs += [measured] if measured else []
    asked = _Asked(matrix, pairs, dividing, paragraph, over_time)
    known: dict[str, Any] = {"codebook": book, "scales": scales, "programs": programs}
    found = _Found(
        agreements=measure_agreement(
            read.answers, **known, lengths=read.lengths, resamples=resamples, seed=seed
        ),
        pairs=compare_pairs(read.answers, **known) if pairs else [],
        divided=find_divided(read.answers, **known) if dividing else [],
        times=agreement_over_time(read.answers, **known, resamples=resamples, seed=seed)
        if over_time
        else {},
        accuracy=estimate_accuracy(
            read.answers, measured, codebook=book, scales=scales, drawn=_drawn(sample or [])
        )
        if measured
        else None,
        read=read,
        codebook=book.name,
    )
    _print(found, form, asked)
    if read.programs:
        say(f"programs stand coder by coder alone (--pairs): {', '.join(read.programs)}")
    messages.done = len(read.answers)
    messages.finish("answer")


def _drawn(samples: Sequence[Path]) -> dict[tuple[str, str], int]:
    """Return how many units the sample files drew of each stratum."""
    from tierbook.agreement import count_drawn
    from tierbook.cli.exchange_inputs import read_lines

    lines = []
    for path in samples:
        for line in read_lines(path):
            if not isinstance(line.get("sample"), str):
                raise WrongUse(
                    "this is no sample",
                    where=str(path),
                    why="a line of it names none",
                    remedy="give a file that `tierbook sample` made",
                )
            lines.append(line)
    return count_drawn(lines)


def _coder(name: str, coders: Collection[str]) -> str:
    """Return the coder that a user names, with its version or without: `rules` for `rules/1`."""
    found = [one for one in sorted(coders) if name in (one, one.partition("/")[0])]
    if len(found) == 1 or name in found:
        return name if name in found else found[0]
    raise WrongUse(
        f"{len(found)} coders are called {name}" if found else f"no coder is called {name}",
        remedy=f"give one of {', '.join(sorted(coders))}",
    )


def _scales(given: Sequence[str]) -> dict[str, Scale]:
    from tierbook.agreement import OVERALL, scale_named

    scales = {}
    for words in given:
        variable, equals, name = words.partition("=")
        scales[variable.strip() if equals else OVERALL] = scale_named(
            (name if equals else words).strip()
        )
    return scales


def _print(found: _Found, form: Format, asked: _Asked) -> None:
    from tierbook.cli.printing import CsvTable, JsonRecords, print_json

    if form is Format.table:
        _print_tables(found, asked)
    elif form is Format.csv:
        columns, rows = _csv(found, asked)
        table = CsvTable(columns)
        for row in rows:
            table.write(row)
    else:
        records = _records(found, asked)
        if form is Format.json:
            print_json(records)
            return
        with JsonRecords(form) as out:
            for variable, record in records.items():
                out.write({"variable": variable, **record})


def _records(found: _Found, asked: _Asked) -> dict[str, dict[str, Any]]:
    records = found.agreements.to_dict(matrix=asked.matrix)
    for variable, record in records.items():
        if asked.paragraph:
            record["paragraph"] = _paragraph(found, variable)
        if asked.pairs:
            record["pairs"] = [row.to_dict() for row in found.pairs if row.variable == variable]
        if asked.dividing:
            record["dividing"] = [
                row.to_dict() for row in found.divided if row.variable == variable
            ]
        if asked.over_time:
            record["over_time"] = {
                period: rows[variable].to_dict()
                for period, rows in found.times.items()
                if variable in rows
            }
        if found.accuracy:
            rows = found.accuracy.to_dict()["estimates"]
            record["accuracy"] = [row for row in rows if row["variable"] == variable]
    return records


def _csv(found: _Found, asked: _Asked) -> tuple[Sequence[str], list[dict[str, Any]]]:
    """Return one table: the last that was asked for, or the coefficients."""
    if found.accuracy:
        return _ESTIMATES, found.accuracy.to_dict()["estimates"]
    if asked.over_time:
        rows = [
            {"period": period, "variable": name, **one.to_dict()}
            for period, by in found.times.items()
            for name, one in by.items()
        ]
        return _TIMES, rows
    if asked.dividing:
        return _DIVIDED, [row.to_dict() for row in found.divided]
    if asked.pairs:
        return _PAIRS, [row.to_dict() for row in found.pairs]
    from tierbook.agreement import AGREEMENT_COLUMNS

    return AGREEMENT_COLUMNS, found.agreements.table()


def _print_tables(found: _Found, asked: _Asked) -> None:
    from tierbook.agreement import OVERALL
    from tierbook.cli.printing import print_line, print_table

    rows = [_row(one) for one in found.agreements.rows()]
    print_table(
        (
            "variable",
            "percent",
            "kappa",
            "fleiss",
            "alpha",
            "95%",
            "AC1",
            "units",
            "pairable",
            "coders",
        ),
        rows,
        numbers=9,
    )
    left = {why: n for why, n in found.agreements.overall.left_out.items() if n}
    if left:
        print_line()
        print_line("left out: " + ", ".join(f"{n:,} {why}" for why, n in left.items()))
    _print_reasons(found.agreements)
    if asked.matrix:
        for one in found.agreements.rows():
            _print_matrices(one)
    if asked.pairs:
        print_line()
        print_table(
            _PAIRS, [[getattr(row, name) for name in _PAIRS] for row in found.pairs], numbers=4
        )
    if found.accuracy:
        print_line()
        _print_accuracy(found.accuracy)
    if asked.over_time:
        print_line()
        print_table(("period", "variable", *_HEADS), _time_rows(found), numbers=len(_HEADS))
    if asked.dividing:
        for row in found.divided:
            _print_divided(row, found.read)
    if asked.paragraph:
        for name in (*found.agreements.variables, OVERALL):
            print_line()
            print_line(_paragraph(found, name))


_HEADS = ("percent", "alpha", "AC1", "units")


def _time_rows(found: _Found) -> list[tuple[object, ...]]:
    return [
        (
            period, name, _number(one.values["percent"]), _number(one.values["krippendorff_alpha"]),
            _number(one.values["gwet_ac1"]), one.n_units,
        )
        for period, by in found.times.items()
        for name, one in by.items()
    ]  # fmt: skip


def _row(one: Agreement) -> tuple[object, ...]:
    low, high = one.intervals["krippendorff_alpha"]
    bounds = "" if low is None or high is None else f"{low:.3f} to {high:.3f}"
    return (
        one.variable,
        *(_number(one.values[name]) for name in ("percent", one.kappa, "fleiss_kappa", "krippendorff_alpha")),
        bounds, _number(one.values["gwet_ac1"]), one.n_units, one.n_pairable, len(one.coders),
    )  # fmt: skip


def _number(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.3f}"


def _print_reasons(agreements: Agreements) -> None:
    from tierbook.agreement import COEFFICIENT_NAMES
    from tierbook.cli.printing import print_line

    for one in agreements.rows():
        by_reason: dict[str, list[str]] = {}
        for name, reason in one.undefined.items():
            if name != "cohen_kappa" or len(one.coders) == 2:
                by_reason.setdefault(reason, []).append(COEFFICIENT_NAMES[name])
        for reason, names in by_reason.items():
            print_line(f"{one.variable}: {', '.join(names)}: {reason}")


def _print_matrices(one: Agreement) -> None:
    from tierbook.cli.printing import print_line, print_table

    for matrix in (one.matrix, one.confusion):
        if matrix is None or not matrix.labels:
            continue
        title = (
            f"{matrix.rows} (rows), {matrix.columns} (columns)" if matrix.rows else "coincidences"
        )
        print_line()
        print_line(f"{one.variable}: {title}")
        rows = [
            (label, *(f"{cell:g}" for cell in cells))
            for label, cells in zip(matrix.labels, matrix.cells, strict=True)
        ]
        print_table(("", *matrix.labels), rows, numbers=len(matrix.labels))


def _print_divided(row: Divided, read: ReadAnswers) -> None:
    from tierbook.cli.printing import print_line

    facet = " ".join(part for part in (row.level, row.place, row.figure) if part)
    print_line()
    print_line(f"{row.variable} {row.unit}{f' ({facet})' if facet else ''}, {row.apart:.2f} apart")
    text = read.texts.get(row.unit, "")
    for coder, value in row.values.items():
        spans = row.spans.get(coder, ())
        words = " … ".join(text[start:end] for start, end in spans)
        places = ", ".join(f"{start}-{end}" for start, end in spans)
        said = f": {words}" if words else (f" [{places}]" if places else "")
        print_line(f"    {coder}: {value}{said}")


def _print_accuracy(accuracy: TeachAndMeasure) -> None:
    from tierbook.agreement import OVERALL
    from tierbook.cli.printing import print_line, print_table

    measure, teach = accuracy.measure.get(OVERALL, 0), accuracy.teach.get(OVERALL, 0)
    print_line(
        f"{accuracy.coder}: {measure:,} answers measure it (blind, on a probability sample); "
        f"{teach:,} others may teach it"
    )
    rows = [
        (
            e.variable, "" if e.group == OVERALL else e.group, _number(e.share) if e.share is not None else "untested",
            "" if e.low is None or e.high is None else f"{e.low:.3f} to {e.high:.3f}", e.n_units,
            accuracy.measure.get(e.variable, 0), accuracy.teach.get(e.variable, 0),
        )
        for e in accuracy.estimates
    ]  # fmt: skip
    print_table(("variable", "group", "right", "95%", "units", "measure", "teach"), rows, numbers=5)


def _paragraph(found: _Found, variable: str) -> str:
    from tierbook.agreement import OVERALL, agreement_paragraph, overall_paragraph

    if variable == OVERALL:
        return overall_paragraph(found.agreements, found.codebook)
    return agreement_paragraph(found.agreements.variables[variable], codebook=found.codebook)
