"""From a held text to the cells of one variable: the value, why there is none, and the facts beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from tierbook.codebook import Variable
from tierbook.dossier.held import HeldText, Quote, Row
from tierbook.dossier.panel.table import Missing, TableCell, TableColumn
from tierbook.dossier.series import Telling, Told, read_tellings
from tierbook.dossier.set_by_people import PeopleSaid, people_cells
from tierbook.files import json_line

__all__ = ["CellReader", "missing_cells"]

_NOT_REPORTED = "not_reported"
_COUNTED = ("cases", "recommendations")
_OF_PEOPLE = ("people", "people_value")
_UNITS = (
    "persons",
    "cases",
)  # where a text counts both, persons are read: trials and sentences are of persons


class CellReader:
    """Reads the cells of one text.

    Args:
        text: a text whose edition is known.
    """

    def __init__(self, text: HeldText) -> None:
        self.text = text
        self.silence = Missing.not_stated if text.whole else Missing.not_in_summary

    @cached_property
    def tellings(self) -> Telling:
        """Return what the text says of figures, as series read it."""
        return read_tellings(self.text, int(self.text.edition or 0))

    def cells(self, variable: Variable, columns: Collection[TableColumn]) -> Iterator[TableCell]:
        """Yield the cells of one variable, in the order of its columns.

        Of several findings of a variable the one of practice is read before that of law, the one at home before that
        abroad, as everywhere in tierbook; the columns of level and place say which it was.
        """
        finding = self.text.get(variable.id)
        people = self.text.people_on(variable.id)
        if finding is None:
            why = self.text.absence(variable.id) or self.silence
            yield from missing_cells(columns, Missing(why), people)
            return
        stated = self._stated(variable, finding)
        for column in columns:
            if column.facet == "evidence":
                quotes = stated.quotes or self.text.quotes(finding)
                yield len({(quote.start, quote.end) for quote in quotes})
            elif column.facet == "absence":
                yield stated.why.value if stated.why else "stated"
            elif column.facet in _OF_PEOPLE:
                yield _people_cell(column.facet, people)
            elif column.facet.startswith("element:"):
                code = column.facet.removeprefix("element:")
                named = any(_is_element(item, code) for item in stated.items)
                yield stated.why or ("named" if named else self.silence)
            elif column.facet in ("value", "count", "most", "exactness", "unit"):
                cell = getattr(stated, column.facet)
                yield stated.why if stated.why and cell is None else cell
            else:
                yield finding[column.facet] or self.silence

    def _stated(self, variable: Variable, finding: Row) -> _Stated:
        value = finding["value"]
        if value == _NOT_REPORTED:
            return _Stated(why=Missing.not_reported)
        if variable.type == "counts":
            return self._figure(variable)
        if variable.type in _COUNTED:
            return _Stated(sum(1 for _ in self.text.rows(variable.id)))
        if variable.type == "edges":
            routes = [f"{row['from']}>{row['to']}" for row, _ in self.text.rows(variable.id)]
            return _Stated(";".join(routes), items=routes)
        if isinstance(value, list | tuple):
            return _Stated(";".join(value), items=value)
        return _Stated(value)

    def _figure(self, variable: Variable) -> _Stated:
        """Return the figure of the edition's own period under the variable's own name, as its series has it.

        Parts and other periods are left out. Of several figures in one unit the one stands that the text compares with
        the year before and tells of the country as a whole; without such a one none is chosen.
        """
        stem = variable.id.rpartition(".")[2]
        year = int(self.text.edition or 0) - 1
        units: dict[str | None, list[Told]] = {}
        for (what, unit), of, told in self.tellings.told:
            if what == stem and of == year and told.own:
                units.setdefault(unit, []).append(told)
        if not units:
            quotes = self.tellings.unreported.get(stem, ())
            why = Missing.not_reported if quotes else Missing.other_figures
            return _Stated(why=why, quotes=quotes)
        known = [unit for unit in _UNITS if unit in units]
        unit = known[0] if known else next(iter(units))
        led = [told for told in units[unit] if told.headline] or units[unit]
        told = led[0]
        one = len({(each.n, each.n_max) for each in led}) == 1
        larger = any(
            each.n > told.n for each in units.get(None, ())
        )  # a total whose unit is not told
        if not one or larger or (not known and len(units) > 1):
            return _Stated(why=Missing.conflict)
        return _Stated(
            told.n, most=told.n_max, exactness=told.exactness, unit=unit, quotes=told.quotes
        )


def missing_cells(
    columns: Collection[TableColumn], why: Missing, people: PeopleSaid | None = None
) -> Iterator[TableCell]:
    """Yield the cells of a variable that has no value, all with the same reason.

    In a text that is held no sentence speaks of it, and 0 is the number of these; without a text there is no number.

    Args:
        columns: those of the variable.
        why: the reason.
        people: what people decided of it.
    """
    silent = why in (Missing.not_stated, Missing.not_in_summary)
    for column in columns:
        if column.facet == "absence":
            yield why.value
        elif column.facet in _OF_PEOPLE:
            yield why if why is Missing.not_held else _people_cell(column.facet, people)
        else:
            yield 0 if column.facet == "evidence" and silent else why


def _people_cell(facet: str, people: PeopleSaid | None) -> TableCell:
    """Return the state of what people decided, or their value in one cell; None where nobody decided."""
    if facet == "people":
        return "machine" if people is None else people.state
    said = people_cells(people)["people_value"]
    if said is None or isinstance(said, str | int):
        return said
    if isinstance(said, list) and all(isinstance(item, str) for item in said):
        return ";".join(said)
    return json_line(said).decode().rstrip("\n")


class _Stated:
    """What a finding gives to the columns of its value."""

    def __init__(
        self,
        value: TableCell = None,
        *,
        why: Missing | None = None,
        items: Sequence[str] = (),
        most: TableCell = None,
        exactness: TableCell = None,
        unit: TableCell = None,
        quotes: Sequence[Quote] = (),
    ) -> None:
        self.value, self.why, self.items = value, why, items
        self.count: TableCell = len(items) if items else None
        self.most, self.exactness, self.unit = most, exactness, unit
        self.quotes = quotes  # of the one figure that is given; else all words of the finding count


def _is_element(item: str, code: str) -> bool:
    return item == code or (code.endswith(":") and item.startswith(code))
