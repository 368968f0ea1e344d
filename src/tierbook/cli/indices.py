"""`tierbook indices UNIT...`: scores after the 3P rules, with the rule shown, and beside those that people gave."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.held import FromOption, PeopleMode, PeopleOption
from tierbook.cli.options import Format, FormatOption, HomeOption, Reading, reads_pages

if TYPE_CHECKING:
    from tierbook.dossier import HeldText, IndexComparison, PillarScores, Statement

__all__ = ["indices"]

_FEW = 3


@reads_pages
def indices(
    units: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="UNIT",
            help="JPN:2018, JPN, 2018, a region (Africa:2018); all texts unless told.",
        ),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            "--compare",
            metavar="FILE",
            help="The 3P index as CSV, to compare with; it is not shipped.",
        ),
    ] = None,
    form: FormatOption = Format.table,
    people: PeopleOption = PeopleMode.over,
    pages: FromOption = None,
    home: HomeOption = None,
    *,
    reading: Reading,
) -> None:
    """Score prosecution, protection and prevention from our codings; the rule that gave each score is shown.

    These are tierbook's own scores, made by rules from what the texts tell. They are no tier and no official rating.
    """
    from tierbook.cli.guard import Messages
    from tierbook.cli.held import held_texts
    from tierbook.dossier import ask_units
    from tierbook.errors import WrongUse

    messages = Messages()
    wanted = ask_units(units or ())
    held = held_texts(
        messages,
        pages=pages,
        home=home,
        countries=wanted.countries,
        editions=wanted.editions if units else (),
        reading=reading,
        people=people,
    )
    # Samples are no source where anything else is held.
    texts = (
        wanted.choose(held)[0] if units else [t for t in held if t.text_kind != "sample"] or held
    )
    if units and not texts:
        raise WrongUse(
            f"{' '.join(units)} is not held",
            remedy="`tierbook indices` has every text that is held",
        )
    if compare is None:
        _print_scores(texts, form)
    else:
        _print_comparison(texts, compare, form)
    messages.finish()


def _print_scores(texts: Sequence[HeldText], form: Format) -> None:
    from tierbook.cli.printing import print_data, print_line, print_table
    from tierbook.dossier import INDEX_COLUMNS, index_rows, score_pillars

    found = [score_pillars(text) for text in texts]
    records = [scores.to_dict() for scores in found]
    rows = (row for scores in found for row in index_rows(scores))
    if print_data(form, lambda: {"scores": records}, records, INDEX_COLUMNS, rows):
        return
    if len(found) <= _FEW:
        for scores in found:
            _print_one(scores)
        return
    head = ("unit", "kind", "prosecution", "protection", "prevention", "overall")
    print_table(head, [(s.unit, s.text_kind, *s.scores.values()) for s in found], numbers=4)
    print_line()
    print_line(
        "1 no effort told, 5 full effort; give one unit to see the rule and the words behind each score"
    )
    for caution in dict.fromkeys(s.caution for s in found if s.caution):
        print_line(caution)


def _print_one(scores: PillarScores) -> None:
    from tierbook.cli.printing import print_line
    from tierbook.text import fold_paragraph

    print_line(
        f"{scores.unit}, {scores.text_kind}: {scores.overall} of 15, after the 3P rules; tierbook's own, unofficial"
    )
    if scores.caution:
        for line in fold_paragraph(scores.caution, hang=""):
            print_line(line)
    for pillar in scores.pillars:
        print_line()
        for line in fold_paragraph(f"{pillar.pillar} {pillar.score}: {pillar.rule}", hang="  "):
            print_line(line)
        for statement in pillar.grounds:
            _print_statement(statement, "+")
        if pillar.next_rule is not None:
            for line in fold_paragraph(f"not {pillar.score + 1} ({pillar.next_rule}):", "  "):
                print_line(line)
            for statement in pillar.short_of:
                _print_statement(statement, "-")
    print_line()
    print_line(f"silence: {scores.silence}")
    print_line()


def _print_statement(statement: Statement, mark: str) -> None:
    from tierbook.cli.printing import print_line
    from tierbook.text import fold_paragraph

    for line in fold_paragraph(statement.text, "  ", mark=f"{mark} "):
        print_line(line)
    for quote in statement.quotes[:1]:
        words = f"[{quote.paragraph}] s. {quote.sentence} “{quote.text}”"
        for line in fold_paragraph(words, "      ", hang=""):
            print_line(line)
    if len(statement.quotes) > 1:
        print_line(f"      and {len(statement.quotes) - 1} more: --format json")


def _print_comparison(texts: Sequence[HeldText], path: Path, form: Format) -> None:
    from tierbook.agreement import load_people
    from tierbook.cli.printing import print_data
    from tierbook.dossier import DIFFERENCE_COLUMNS, compare_index, difference_rows

    found = compare_index(texts, load_people(path))
    records = [comparison.to_dict() for comparison in found]
    rows = (
        row
        for comparison in found
        for d in comparison.differences
        for row in difference_rows(comparison, d)
    )
    if not print_data(form, lambda: {"comparisons": records}, records, DIFFERENCE_COLUMNS, rows):
        for comparison in found:
            _print_agreement(comparison)


def _print_agreement(comparison: IndexComparison) -> None:
    from tierbook.cli.printing import print_line, print_table
    from tierbook.editions import unit_name
    from tierbook.text import counted

    years = (
        f"{comparison.editions[0]} to {comparison.editions[-1]}" if comparison.editions else "none"
    )
    print_line(
        f"{comparison.text_kind}: {counted(comparison.pairs, 'text')} of a country and edition that the "
        f"{comparison.table} has (editions {years}); {comparison.alone} it does not have"
    )
    rows = [
        (
            name,
            row.n,
            *(
                _number(value)
                for value in (row.rho, row.rho_low, row.rho_high, row.exact, row.within_one)
            ),
        )
        for name, row in comparison.pillars.items()
    ]
    if rows:
        print_table(("pillar", "pairs", "rho", "low", "high", "exact", "within 1"), rows, numbers=6)
    if comparison.differences:
        print_line()
        print_line("Largest differences:")
        for difference in comparison.differences:
            print_line(
                f"{unit_name(difference.country, difference.edition)} {difference.pillar}: ours {difference.ours} "
                f"({difference.rule}), theirs {difference.theirs}"
            )
            for statement in difference.grounds[:_FEW]:
                _print_statement(statement, "+")
            for statement in difference.short_of[:_FEW]:
                _print_statement(statement, "-")
        print_line()
        if comparison.silent:
            print_line(
                f"{counted(comparison.silent, 'more pillar')} differ although no words count: the text is silent."
            )
        if comparison.text_kind != "narrative":
            print_line(
                "People scored whole narratives; this kind of text leaves out most of what they read."
            )
        print_line("low, high: the middle 95 % of Spearman's rho over 2,000 resamples, seed 0.")
    elif rows:
        print_line("Under 30 pairs only their number is given.")
    print_line()


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
