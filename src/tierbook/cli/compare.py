"""`tierbook compare UNIT... --variables V`: units side by side, with the words behind each cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.held import FromOption
from tierbook.cli.options import Format, FormatOption, HomeOption, Reading, reads_pages

if TYPE_CHECKING:
    from tierbook.cli.guard import Messages
    from tierbook.dossier import Across, Cell, Comparison, HeldText, Quote

__all__ = ["Wanted", "compare", "parse_wanted", "texts_of_units"]

_COLUMNS = (
    "unit", "country", "edition", "text_kind", "document", "variable", "value", "level", "place", "quality", "extent",
    "certainty", "said_by", "acts", "whom", "absence", "same_value_different_facts", "paragraph", "sentence", "start",
    "end", "text",
)  # fmt: skip
_BESIDE = 4  # units that stand as columns; more stand as rows
_ITEMS = 2
_QUOTED_UNITS = 6
_KINDS = {
    "same_value_different_facts": "same value, different facts",
    "same_value": "same value, read the words",
    "different_values": "different",
    "cannot_be_compared": "cannot be compared",
    "one_value": "said in one",
    "no_value": "said in none",
}


@reads_pages
def compare(
    units: Annotated[
        list[str],
        typer.Argument(
            metavar="UNIT",
            help="JPN:2018, JPN (its editions), 2018, a region (Africa:2018), or the id of a text.",
        ),
    ],
    variables: Annotated[
        list[str] | None,
        typer.Option(
            "--variables",
            metavar="ID,...",
            help="Ids, patterns (prosecution.*) or sets (core, penalised, figures ...); may be given again.",
        ),
    ] = None,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar="KEY",
            help="named, country, edition, tier, length or a variable; -KEY the other way round.",
        ),
    ] = "named",
    last_year: Annotated[
        bool,
        typer.Option("--last-year", help="Put each unit's edition of the year before beside it."),
    ] = False,
    evidence: Annotated[
        bool,
        typer.Option(
            "--evidence", help="Print the words behind every cell, not of odd pairs alone."
        ),
    ] = False,
    form: FormatOption = Format.table,
    pages: FromOption = None,
    home: HomeOption = None,
    *,
    reading: Reading,
) -> None:
    """Compare units on a set of variables; above them, what changed in the measure between their editions.

    Equal values are never the same alone: where acts, extent or certainty differ, both quotations are printed.
    """
    from tierbook.cli.guard import Messages
    from tierbook.cli.printing import print_data
    from tierbook.dossier import choose_variables, compare_units

    chosen = choose_variables(part for names in variables or ["core"] for part in names.split(","))
    wanted = parse_wanted(units)
    messages = Messages()
    texts, asked = texts_of_units(
        messages, wanted, last_year=last_year, pages=pages, home=home, reading=reading
    )
    comparison = compare_units(texts, chosen, asked=asked).sorted_by(sort)
    rows = (row.to_dict() for row in comparison.rows)
    if not print_data(form, comparison.to_dict, rows, _COLUMNS, _cells(comparison)):
        _print(comparison, evidence=evidence)
    messages.finish()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What units ask for.

    Attributes:
        units: in their order `(countries, edition, document)`: no countries stand for all, no edition for all held.
    """

    units: tuple[tuple[tuple[str, ...], int | None, str | None], ...]

    @property
    def countries(self) -> tuple[str, ...]:
        """Return the countries to look for, none where some unit wants all."""
        if any(not countries for countries, _, _ in self.units):
            return ()
        return tuple(sorted({code for countries, _, _ in self.units for code in countries}))

    def editions(self, *, last_year: bool) -> tuple[int, ...]:
        """Return the editions to look for, none where some unit wants all."""
        if any(edition is None for _, edition, _ in self.units):
            return ()
        found = {edition for _, edition, _ in self.units if edition is not None}
        return tuple(sorted(found | ({year - 1 for year in found} if last_year else set())))


def parse_wanted(words: Iterable[str]) -> Wanted:
    """Return what units ask for; a region stands for its countries.

    Raises:
        WrongUse: a unit is none.
    """
    from tierbook.cli.units import parse_unit
    from tierbook.dossier import countries_of_region

    found: list[tuple[tuple[str, ...], int | None, str | None]] = []
    for word in words:
        name, _, year = word.partition(":")
        region = countries_of_region(name)
        if region and (not year or year.isdigit()):
            found.append((region, int(year) if year else None, None))
            continue
        unit = parse_unit(word)
        found.append(((unit.country,) if unit.country else (), unit.edition, unit.document))
    return Wanted(tuple(found))


def texts_of_units(
    messages: Messages,
    wanted: Wanted,
    *,
    last_year: bool = False,
    pages: Sequence[str] | None = None,
    home: Path | None = None,
    reading: Reading | None = None,
) -> tuple[list[HeldText], list[str]]:
    """Return the text to read of each unit, and the units in order, those that are not held among them.

    Args:
        messages: told of pages that cannot be read.
        wanted: what is asked for.
        last_year: whether the edition before stands beside each unit.
        pages: where to look; the library is asked where there are none.
        home: home of the library.
        reading: options by which pages are read.

    Raises:
        WrongUse: nothing is held of what is asked for.
    """
    from tierbook.cli.held import held_texts
    from tierbook.dossier import hold_texts, texts_by_country

    held = held_texts(
        messages,
        pages=pages,
        home=home,
        countries=wanted.countries,
        editions=wanted.editions(last_year=last_year),
        reading=reading,
    )
    by_country = {code: hold_texts(t) for code, t in texts_by_country(held).items()}
    chosen: dict[str, HeldText] = {}
    asked: list[str] = []
    for countries, edition, document in wanted.units:
        if document is not None:
            asked += _named(document, held, chosen)
            continue
        for code in countries or tuple(by_country):
            found = by_country[code].texts if code in by_country else {}
            years = [edition] if edition else list(found)
            if (
                len(countries) != 1
            ):  # of a region or an edition only what is held stands in the matrix
                years = [year for year in years if year in found]
            for year in years:
                pair = (year - 1, year) if last_year else (year,)
                asked += [f"{code}:{each}" for each in pair]
                chosen.update({found[each].document: found[each] for each in pair if each in found})
    if not chosen:
        _refuse(asked, given=bool(pages))
    return list(chosen.values()), list(dict.fromkeys(asked))


def _named(document: str, held: list[HeldText], chosen: dict[str, HeldText]) -> list[str]:
    from tierbook.errors import WrongUse

    found = next((text for text in held if text.document == document), None)
    if found is None:
        raise WrongUse(
            f"there is no text with the id {document}",
            remedy="`tierbook read PAGE...` and the library print the ids of texts",
        )
    chosen[found.document] = found
    return [found.unit]


def _refuse(asked: Sequence[str], *, given: bool) -> None:
    from tierbook.errors import WrongUse
    from tierbook.text import join_words

    raise WrongUse(
        f"{join_words(asked, 6) or 'what is asked for'} is not held",
        where="these pages" if given else "the library",
        remedy="give pages with --from, or ingest them" if not given else "check the pages",
    )


def _cells(comparison: Comparison) -> Iterator[dict[str, object]]:
    """Yield a row for each value of each cell, and one for each silence."""
    for row in comparison.rows:
        head = {
            "unit": row.unit,
            "country": row.country,
            "edition": row.edition,
            "text_kind": row.text_kind,
            "document": row.document,
        }
        for cell in row.cells:
            beside = {
                "variable": cell.variable,
                "absence": cell.absence,
                "same_value_different_facts": list(cell.same_value_different_facts),
            }
            if not cell.values:
                yield {**head, **beside}
            for value in cell.values:
                first = value.quotes[0].to_dict() if value.quotes else {}
                places = {
                    k: first.get(k) for k in ("paragraph", "sentence", "start", "end", "text")
                }
                yield {**head, **value.to_dict(), **beside, **places}


def _print(comparison: Comparison, *, evidence: bool) -> None:
    from tierbook.cli.printing import print_line
    from tierbook.text import fold_paragraph

    if comparison.samples:
        print_line(comparison.sample_words)
        print_line()
    if comparison.measure:
        print_line("What changed in the measure")
        for statement in comparison.measure:
            for line in fold_paragraph(statement.text, "  "):
                print_line(line)
        print_line()
    for words in comparison.unlike:
        for line in fold_paragraph(words):
            print_line(line)
        print_line()
    _print_matrix(comparison)
    odd = [a for a in comparison.across if evidence or any(g.differing for g in a.alike)]
    for across in odd:
        print_line()
        for line in fold_paragraph(across.statement.text):
            print_line(line)
        _print_words(comparison, across, evidence=evidence)


def _print_matrix(comparison: Comparison) -> None:
    from tierbook.cli.printing import print_table

    rows = comparison.rows
    if len(rows) <= _BESIDE:
        print_table(
            ["variable", *(row.unit for row in rows), "across"],
            [
                [across.label, *(_short(row.cells[i]) for row in rows), _KINDS[across.kind]]
                for i, across in enumerate(comparison.across)
            ],
        )
        return
    labels = [across.variable.rpartition(".")[2] for across in comparison.across]
    print_table(
        ["unit", "tier", *labels],
        [[row.unit, row.tier or "", *(_short(cell) for cell in row.cells)] for row in rows],
    )


def _short(cell: Cell) -> str:
    """Return a cell in few words: value, extent, certainty, acts; `≠` where others have the same value otherwise."""
    first = cell.first
    if first is None:
        return f"({cell.words})"
    more = len(first.items) - _ITEMS
    shown = list(first.items) if more <= 1 else [*first.items[:_ITEMS], f"{more} more"]
    facts = [first.level and f"in {first.level}", first.extent, *first.acts]
    if first.certainty != "stated":
        facts.append(first.certainty)
    if cell.values[1:]:
        facts.append(f"+{len(cell.values) - 1}")
    mark = " ≠" if cell.same_value_different_facts else ""
    said = ", ".join(str(fact).replace("_", " ") for fact in facts if fact)
    return f"{', '.join(shown)}{mark}" + (f" ({said})" if said else "")


def _print_words(comparison: Comparison, across: Across, *, evidence: bool) -> None:
    from tierbook.cli.printing import print_line
    from tierbook.text import fold_paragraph

    place = comparison.variables.index(across.variable)
    odd = {unit for group in across.alike if group.differing for unit in group.units}
    shown = [
        row.cells[place]
        for row in comparison.rows
        if row.cells[place].values and (evidence or row.unit in odd)
    ]
    for cell in shown if evidence else shown[:_QUOTED_UNITS]:
        for quote in cell.quotes:
            for line in fold_paragraph(_quoted(cell.unit, quote), "  "):
                print_line(line)
    if not evidence and len(shown) > _QUOTED_UNITS:
        print_line(f"  {len(shown) - _QUOTED_UNITS} units more: --evidence prints all words")


def _quoted(unit: str, quote: Quote) -> str:
    words = " ".join(quote.text.split())
    return f"{unit} [{quote.paragraph}] s. {quote.sentence} “{words}”"
