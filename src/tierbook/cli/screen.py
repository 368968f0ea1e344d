"""`tierbook screen CASE`: the facts of one case against every definition; pure, and nothing is kept."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tierbook.standards import Case, Vignette

__all__ = ["screen"]


class SheetFormat(StrEnum):
    """What is printed on standard output."""

    text = "text"
    json = "json"


def screen(
    case: Annotated[
        Path | None,
        typer.Argument(metavar="CASE", help="A file of YAML or JSON: a code and facts, no names."),
    ] = None,
    form: Annotated[
        SheetFormat, typer.Option("--format", metavar="text|json", help="How it is printed.")
    ] = SheetFormat.text,
    with_narrow: Annotated[
        bool,
        typer.Option(
            "--with-narrow", help="Readings that the reports criticise too, for comparison."
        ),
    ] = False,
    vignette: Annotated[
        int | None,
        typer.Option(
            "--vignette",
            metavar="N",
            help="An invented case to practise with; with CASE, your facts beside those agreed.",
        ),
    ] = None,
    facts: Annotated[
        bool, typer.Option("--facts", help="An empty form: every fact, its question, its answers.")
    ] = False,
) -> None:
    """Show which definitions the facts of a case meet, what each rests on, and what to ask."""
    from tierbook.errors import WrongUse
    from tierbook.standards import read_case

    if facts:
        _print_form()
    elif vignette is not None:
        _print_vignette(vignette, None if case is None else read_case(case), form)
    elif case is None:
        raise WrongUse("no case is given", remedy="name a file, or give --vignette 1, or --facts")
    else:
        _print_case(read_case(case), form, with_narrow)


def _print_case(case: Case, form: SheetFormat, with_narrow: bool) -> None:
    from tierbook.cli.printing import print_json, print_line
    from tierbook.standards import explain_screened
    from tierbook.standards import screen as hold

    screened = hold(case)
    if form is SheetFormat.json:
        print_json(screened.to_dict(with_narrow=with_narrow))
    else:
        print_line(explain_screened(screened, with_narrow=with_narrow).rstrip("\n"))


def _print_form() -> None:
    from tierbook.cli.printing import print_line
    from tierbook.codebook import load_case_facts

    print_line("# A case: a code, never a name. Leave open what is not known.\ncase: K-01\nfacts:")
    answers = {"country": "a country, such as KEN", "month": "a month, such as 2026-03"}
    for group in load_case_facts().groups:
        print_line(f"  # {group.label}. {group.help}")
        for fact in group.facts:
            codes = ", ".join(fact.codes) or answers[fact.type]
            print_line(f"  {fact.id}: unknown  # {fact.question} ({codes})")


def _print_vignette(number: int, own: Case | None, form: SheetFormat) -> None:
    from tierbook.cli.printing import print_json, print_line
    from tierbook.errors import WrongUse
    from tierbook.standards import load_vignettes

    vignettes = load_vignettes()
    if number not in vignettes:
        raise WrongUse(f"there is no vignette {number}", remedy=f"choose 1 to {len(vignettes)}")
    found = vignettes[number]
    if form is SheetFormat.json:
        print_json(_record(found, own))
        return
    print_line(f"Invented case {number}: {found.title}\n\n{found.text}\n")
    if own is None:
        print_line("Fill in the facts (tierbook screen --facts > case.yaml), then compare:")
        print_line(f"tierbook screen case.yaml --vignette {number}")
        return
    _print_compared(found, own)


def _record(found: Vignette, own: Case | None) -> dict[str, object]:
    row: dict[str, object] = {
        "vignette": found.number,
        "invented": True,
        "title": found.title,
        "text": found.text,
    }
    if own is None:
        return row
    from tierbook.standards import compare_to_agreed

    return {**row, "compared": compare_to_agreed(found, own).to_dict(), "why": found.why}


def _print_compared(found: Vignette, own: Case) -> None:
    from tierbook.cli.printing import print_line, print_table
    from tierbook.standards import compare_to_agreed

    compared = compare_to_agreed(found, own)
    print_line(f"Facts: {compared.same} of {compared.asked} as agreed")
    if compared.facts:
        print_table(
            ("fact", "yours", "agreed"),
            [
                (r.fact.label, r.fact.in_words(r.own), r.fact.in_words(r.agreed))
                for r in compared.facts
            ],
        )
    print_line()
    print_table(
        ("definition", "on your facts", "agreed"),
        [(r.definition.label, r.own_in_words, r.agreed_in_words) for r in compared.outcomes],
    )
    print_line(f"\n{found.why}")
