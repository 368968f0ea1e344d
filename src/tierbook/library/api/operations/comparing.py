"""Units side by side, and panels for statistics programs."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router

from tierbook.dossier import COMPARISON_COLUMNS, comparison_rows, variable_sets
from tierbook.errors import WrongUse
from tierbook.library.api.answers import Answer
from tierbook.library.api.door import operation
from tierbook.library.api.parameters import TextKind, WithPeople, Words, Year
from tierbook.library.api.problems import Problem, problem_of
from tierbook.library.reading.comparing_page import AskedPage, build_compare_page
from tierbook.library.reading.panel_page import AskedPanel, whole_panel

__all__ = ["compare", "panel"]

compare = Router()
panel = Router()
_TAG = "Comparison"
_SETS = tuple(variable_sets())


class CompareAsked(WithPeople):
    """Which units, on which variables."""

    units: Words = Field(
        description="Units with spaces or commas between: `JPN:2018`, `JPN` (its editions), `2018`, `Africa:2018`, or "
        "the id of a text."
    )
    variables: Words | None = Field(
        default=None, description="Ids or patterns (`prosecution.*`) with spaces or commas between."
    )
    set: Literal[*_SETS] | None = Field(  # type: ignore[valid-type]
        default=None,
        description="A set of variables by its name, where none are named; `core` unless told.",
    )
    sort: Words | None = Field(
        default=None,
        description="`named`, `country`, `edition`, `tier`, `length` or a variable; `-` before it turns the order.",
    )
    last_year: Literal["1"] | None = Field(
        default=None, description="`1` sets beside each unit its edition of the year before."
    )


@operation(
    compare, "", shape="Comparison", columns=COMPARISON_COLUMNS, tag=_TAG, problems=("cannot-be-asked",),
    example="/compare?units=JPN:2017,JPN:2018&variables=tier.stated&fields=note,variables,unlike",
)  # fmt: skip
def compare_units(request: HttpRequest, asked: Query[CompareAsked]) -> Answer:
    """Set units side by side on some variables, with the words behind every cell.

    Equal values are never the same alone: `same_value_different_facts` names the facts in which they differ. Above the
    rows stands what changed in the measure between the editions.
    """
    page = build_compare_page(AskedPage.of(request.GET))
    if page.errors or page.comparison is None:
        raise Problem(
            "cannot-be-asked",
            " ".join(page.errors) or f"{asked.units} is not held.",
            remedy="Name units as `JPN:2018`, `JPN`, `2018` or by the id of a text; `/api/v1/documents` lists them.",
        )
    comparison = page.comparison
    return Answer(
        comparison.to_dict(), lambda: comparison_rows(comparison), COMPARISON_COLUMNS, "comparison"
    )


class PanelAsked(WithPeople):
    """Which rows and columns."""

    set: Literal[*_SETS] | None = Field(  # type: ignore[valid-type]
        default=None,
        description="A set of variables by its name, where none are named; `core` unless told.",
    )
    variables: Words | None = Field(
        default=None, description="Ids or patterns (`prosecution.*`) with commas between."
    )
    edition_from: Year | None = Field(default=None, alias="from", description="The first edition.")
    edition_to: Year | None = Field(default=None, alias="to", description="The last edition.")
    countries: Words | None = Field(
        default=None, description="Countries or regions with commas between; else all."
    )
    kind: TextKind | None = Field(default=None, description="One kind of text alone.")
    sides: Literal["all", "values"] | None = Field(
        default=None,
        description="`values` leaves out level, place, quality and other facts beside the values.",
    )
    balanced: Literal["1"] | None = Field(
        default=None,
        description="`1` gives editions that are not held a row, with that as the reason.",
    )
    indices: Literal["1"] | None = Field(
        default=None, description="`1` adds scores after the 3P rules."
    )
    elements: Literal["1"] | None = Field(
        default=None, description="`1` gives each code of a list a column."
    )


@operation(
    panel, "", shape="Panel", columns=("…",), tag=_TAG, problems=("cannot-be-asked",),
    example="/panel?variables=tier.stated&countries=JPN&from=2017&to=2018&fields=title,balanced,editions,variables",
)  # fmt: skip
def get_panel(request: HttpRequest, asked: Query[PanelAsked]) -> Answer:
    """Give one row for each country and edition, with the keys of other country systems.

    An empty cell is never silence: the column that ends in `_abs` names the reason. That in `_ppl` says whether people
    set the value; with `people=beside` theirs stands in a column in `_pv`. The same panel as Stata, SPSS and
    Parquet stands at `/panel.dta`, `.sav`, `.parquet` with these parameters.
    """
    query = request.GET.copy()
    if not asked.set and not asked.variables:
        query["set"] = "core"
    try:
        made = whole_panel(AskedPanel.of(query))
    except WrongUse as error:
        raise problem_of(error) from error
    names = made.table.names

    def rows() -> Any:
        for row in made.table.rows:
            yield dict(zip(names, map(_plain, row), strict=True))

    return Answer(made.to_dict(), rows, names, "panel")


def _plain(cell: Any) -> Any:
    return cell if cell is None or isinstance(cell, str | int | float) else str(cell)
