"""From a held text to the cells of one variable: the value, why there is none, and the facts beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from tierbook.codebook import Variable
from tierbook.dossier.held import HeldText, Row
from tierbook.dossier.panel.table import Missing, TableCell, TableColumn

__all__ = ["cells_of", "missing_cells"]

_CURRENT, _NOT_REPORTED = "current", "not_reported"
_COUNTED = ("cases", "recommendations")


def cells_of(
    text: HeldText, variable: Variable, columns: Collection[TableColumn]
) -> Iterator[TableCell]:
    """Yield the cells of one variable, in the order of its columns.

    Of several findings of a variable the one of practice is read before that of law, the one at home before that
    abroad, as everywhere in tierbook; the columns of level and place say which it was.
    """
    finding = text.get(variable.id)
    silence = Missing.not_stated if text.whole else Missing.not_in_summary
    if finding is None:
        why = text.absence(variable.id) or silence
        yield from missing_cells(columns, Missing(why))
        return
    stated = _stated(text, variable, finding)
    for column in columns:
        if column.facet == "evidence":
            yield len(text.quotes(finding))
        elif column.facet == "absence":
            yield stated.why.value if stated.why else "stated"
        elif column.facet.startswith("element:"):
            code = column.facet.removeprefix("element:")
            named = any(_is_element(item, code) for item in stated.items)
            yield stated.why or ("named" if named else silence)
        elif column.facet in ("value", "count", "most", "unit"):
            cell = getattr(stated, column.facet)
            yield stated.why if stated.why and cell is None else cell
        else:
            yield finding[column.facet] or silence


def missing_cells(columns: Collection[TableColumn], why: Missing) -> Iterator[TableCell]:
    """Yield the cells of a variable that has no value, all with the same reason.

    In a text that is held no sentence speaks of it, and 0 is the number of these; without a text there is no number.
    """
    silent = why in (Missing.not_stated, Missing.not_in_summary)
    for column in columns:
        if column.facet == "absence":
            yield why.value
        else:
            yield 0 if column.facet == "evidence" and silent else why


class _Stated:
    """What a finding gives to the columns of its value."""

    def __init__(
        self,
        value: TableCell = None,
        *,
        why: Missing | None = None,
        items: Collection[str] = (),
        most: TableCell = None,
        unit: TableCell = None,
    ) -> None:
        self.value, self.why, self.items = value, why, items
        self.count: TableCell = len(items) if items else None
        self.most, self.unit = most, unit


def _stated(text: HeldText, variable: Variable, finding: Row) -> _Stated:
    value = finding["value"]
    if value == _NOT_REPORTED:
        return _Stated(why=Missing.not_reported)
    if variable.type == "counts":
        return _figure(variable, value)
    if variable.type in _COUNTED:
        return _Stated(sum(1 for _ in text.rows(variable.id)))
    if variable.type == "edges":
        routes = [f"{row['from']}>{row['to']}" for row, _ in text.rows(variable.id)]
        return _Stated(";".join(routes), items=routes)
    if isinstance(value, list | tuple):
        return _Stated(";".join(value), items=value)
    return _Stated(value)


def _figure(variable: Variable, rows: Collection[Mapping[str, Any]]) -> _Stated:
    """Return the figure of the reporting period under the variable's own name.

    Parts, other periods and figures under one law are left out. Of several figures the one stands that the edition
    compares with the year before, as it does with the total; without such a one none is chosen.
    """
    stem = variable.id.rpartition(".")[2]
    own = [
        row
        for row in rows
        if row["what"] == stem
        and (row.get("period") or _CURRENT) == _CURRENT
        and not row.get("law")
        and not row.get("part_of")
    ]
    if not own:
        return _Stated(why=Missing.other_figures)
    own = [row for row in own if row.get("compared_with") is not None] or own
    if len({(row["n"], row.get("n_max"), row.get("unit")) for row in own}) > 1:
        return _Stated(why=Missing.conflict)
    row = own[0]
    return _Stated(row["n"], most=row.get("n_max"), unit=row.get("unit"))


def _is_element(item: str, code: str) -> bool:
    return item == code or (code.endswith(":") and item.startswith(code))
