"""`tierbook sample [SOURCE...] --n N`: a seeded stratified sample to be coded blind, and how many units it needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.guard import say
from tierbook.cli.options import Format, FormatOption, HomeOption
from tierbook.errors import WrongUse

if TYPE_CHECKING:
    from tierbook.agreement import Needed, Sample, SampleUnit
    from tierbook.cli.guard import Messages
    from tierbook.pages import Document

__all__ = ["sample"]

_COLUMNS = (
    "sample", "seed", "n", "document", "country", "edition", "stratum", "probability", "variables",
)  # fmt: skip


def sample(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[SOURCE]...",
            help="A home, a corpus folder, or pages as read takes them; else the library of --home.",
        ),
    ] = None,
    n: Annotated[
        int | None, typer.Option("--n", metavar="N", min=1, help="How many units to draw.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Seed of the draw.")] = 0,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="NAMES",
            help="What strata are made of: era, tier, text_kind, edition, country, publisher; '' for none.",
        ),
    ] = "era,tier,text_kind",
    variables: Annotated[
        list[str] | None,
        typer.Option(
            "--variables",
            metavar="ID,...",
            help="Ids, patterns or sets that are to be coded; else all. May be given again.",
        ),
    ] = None,
    floor: Annotated[
        int, typer.Option("--floor", metavar="N", min=1, help="Units of each stratum at least.")
    ] = 2,
    half_width: Annotated[
        float | None,
        typer.Option(
            "--half-width", metavar="W", help="Say how many units an interval of ±W needs: 0.05."
        ),
    ] = None,
    expected: Annotated[
        float, typer.Option("--expected", metavar="P", help="The share that is expected: 0.85.")
    ] = 0.85,
    practice: Annotated[
        bool,
        typer.Option(
            "--practice", help="Draw from tierbook's own sample texts too; they measure nothing."
        ),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Where the sample is written, as JSON lines; else printed.",
        ),
    ] = None,
    form: FormatOption = Format.jsonl,
    home: HomeOption = None,
) -> None:
    """Draw a sample for blind coding: by era, tier and kind of text, each unit with its chance of being drawn.

    With --half-width and without --n nothing is drawn: it says how many units an interval of that width needs.
    """
    from tierbook.agreement import draw_sample, units_needed
    from tierbook.cli.guard import Messages

    if n is None and half_width is None:
        raise WrongUse("it is not said how many units to draw", remedy="give --n, or --half-width")
    messages = Messages()
    held = _frame(messages, sources or [], home)
    frame = [unit for unit in held if practice or unit.text_kind != "sample"]
    if held and not frame:
        say("tierbook's own sample texts are left out; --practice takes them in")
    needed = None if half_width is None else units_needed(half_width, expected, len(frame))
    if n is None and needed is not None:
        if frame:
            _print_needed(needed, form)
        messages.done = len(frame)
        messages.finish("unit")
        return
    if needed is not None:
        say(needed.explain())
    chosen = None
    if variables:
        from tierbook.dossier import choose_variables

        chosen = list(choose_variables(part for names in variables for part in names.split(",")))
    names = [name.strip() for name in by.split(",") if name.strip()]
    drawn = draw_sample(frame, n or 0, seed=seed, by=names, variables=chosen, floor=floor)
    _write(drawn, out, form)
    for stratum in drawn.strata:
        say(
            f"{stratum.name or 'all'}: {stratum.drawn} of {stratum.held} (probability {stratum.probability:.4f})"
        )
    say(
        f"{drawn.id}: {len(drawn.lines)} of {drawn.held} units, seed {seed}; nothing proposed is in it"
    )
    if out is not None:
        say(f"to have it coded blind: tierbook desk sample {out}")
    messages.done = len(drawn.lines)
    messages.finish("unit")


def _print_needed(needed: Needed, form: Format) -> None:
    from tierbook.cli.printing import print_data, print_line

    row = needed.to_dict()
    # Lines are for units, and none was drawn: the answer is a sentence unless an object is asked for.
    if form is Format.jsonl or not print_data(form, lambda: row, [row], list(row)):
        print_line(needed.explain())
        say(f"draw them with --n {needed.units}")


def _write(drawn: Sample, out: Path | None, form: Format) -> None:
    from tierbook.cli.printing import print_data, print_table

    if out is not None:
        from tierbook.cli.guard import write_out
        from tierbook.files import json_line

        write_out(out, b"".join(json_line(line) for line in drawn.lines))
    elif not print_data(form, lambda: list(drawn.lines), drawn.lines, _COLUMNS):
        rows = [
            (
                r["n"],
                r["document"],
                r["country"],
                r["edition"],
                r["stratum"],
                f"{r['probability']:.4f}",
            )
            for r in drawn.lines
        ]
        print_table(("n", "document", "country", "edition", "stratum", "probability"), rows)


def _frame(messages: Messages, sources: Sequence[Path], home: Path | None) -> list[SampleUnit]:
    from tierbook.cli.homes import find_home

    folders, pages = [], []
    for source in sources:
        corpus = next(
            (f for f in (source / "corpus", source) if (f / "manifest.json").is_file()), None
        )
        if corpus is None:
            pages.append(str(source))
        else:
            folders.append(corpus)
    if not sources:
        folders.append(find_home(home) / "corpus")
    units: list[SampleUnit] = []
    if folders:
        from tierbook.corpus import Corpus

        for folder in folders:
            units += [_unit(record["document"]) for record in Corpus(folder).select()]
    if pages:
        from tierbook.corpus import expand_inputs, run_batch
        from tierbook.pages import ReadOptions

        batch = run_batch(expand_inputs(pages), _metadata, options=ReadOptions(), jobs=1)
        units += [_unit(row) for row in messages.told(batch)]
    return units


def _metadata(document: Document) -> dict[str, object]:
    return document.metadata()


def _unit(row: dict[str, object]) -> SampleUnit:
    from tierbook.agreement import SampleUnit
    from tierbook.editions import load_placements

    country, edition = row.get("country"), row.get("edition")
    placed = (
        load_placements().get(country, edition)
        if isinstance(country, str) and isinstance(edition, int)
        else None
    )
    return SampleUnit(
        document=str(row["id"]),
        country=country if isinstance(country, str) else None,
        edition=edition if isinstance(edition, int) else None,
        text_kind=str(row.get("text_kind") or "unknown"),
        tier=str(placed.tier) if placed else None,
        publisher=str(row["publisher"]) if row.get("publisher") else None,
    )
