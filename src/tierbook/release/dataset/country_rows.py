"""Rows of one country over its editions: the value to use of each variable, figures as series, recommendations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tierbook.codebook import Codebook, Variable, load_codebook
from tierbook.dossier import (
    CellReader,
    HeldText,
    Holdings,
    Missing,
    TableColumn,
    build_ledger,
    build_series,
    ledger_rows,
    variable_columns,
)
from tierbook.dossier import TableCell as Cell
from tierbook.release.dataset.reading import words_of_value
from tierbook.release.dataset.text_rows import Put, TextRows, yes_no

__all__ = ["CountryRows"]

_NUMBERS = ("integer", "counts", "cases", "recommendations")


class CountryRows:
    """Makes the rows of one country after another.

    Args:
        put: takes a row of a table by its name.
        rows: of the texts, which keep the passages that rows here point at.
    """

    def __init__(self, put: Put, rows: TextRows) -> None:
        self._put, self._rows = put, rows
        book = load_codebook()
        self._asked = [(v, _columns(v, book)) for v in book.variables.values()]

    def add(self, plain: Holdings, decided: Holdings) -> None:
        """Make the rows of a country.

        Args:
            plain: its texts as the program coded them.
            decided: the same with people's decisions laid over.
        """
        for year, text in decided.texts.items():
            for row in self._consensus(text, plain.texts[year]):
                self._put("findings_consensus", row)
        self._series(decided)
        self._recommendations(decided)

    def _consensus(self, text: HeldText, program: HeldText) -> Iterator[Mapping[str, Cell]]:
        reader = CellReader(text)
        laid: dict[str, int] = {}
        for told in text.record.get("people", ()):
            if told["state"] == "laid":
                laid[told["variable"]] = laid.get(told["variable"], 0) + 1
        head = {
            "iso3": text.country,
            "edition": text.edition,
            "document": text.document,
            "text_kind": text.text_kind,
        }
        for variable, columns in self._asked:
            cells = dict(
                zip((c.facet for c in columns), reader.cells(variable, columns), strict=True)
            )
            finding = text.get(variable.id)
            yield {
                **head,
                "variable": variable.id,
                **_value(variable, cells, finding),
                **_whose(variable.id, laid.get(variable.id, 0), text, program),
            }

    def _series(self, held: Holdings) -> None:
        for one in build_series(held):
            joined = {point.edition for run in one.segments() for point in run[1:]}
            for point in one.points:
                first = point.quotes[0] if point.quotes else None
                self._put(
                    "series",
                    {
                        "iso3": one.country,
                        "edition": point.edition,
                        "text_kind": one.text_kind,
                        "what": one.what,
                        "unit": one.unit or "untold",
                        "part_of": one.part_of,
                        "year": point.year,
                        "state": point.state,
                        "count": point.n,
                        "count_max": point.n_max,
                        "exactness": point.exactness,
                        "joined": yes_no(point.edition in joined),
                        "told_by": point.told_by,
                        "basis": point.basis,
                        "revised_to": point.revised_to,
                        "document": None if first is None else first.document,
                        "quote": self._rows.quote(first),
                    },
                )

    def _recommendations(self, held: Holdings) -> None:
        entries = build_ledger(held).entries
        quoted = {
            (entry.id, year, n): item.quotes[0]
            for entry in entries
            for year, items in entry.items.items()
            for n, item in enumerate(items, 1)
            if item.quotes
        }
        count: dict[tuple[object, object], int] = {}
        for row in ledger_rows(entries):
            place = (row["id"], row["edition"])
            count[place] = n = count.get(place, 0) + 1
            quote = quoted.get((str(row["id"]), int(str(row["edition"])), n))
            self._put(
                "recommendations",
                {
                    "entry": str(row["id"]),
                    "iso3": str(row["country"]),
                    "edition": int(str(row["edition"])),
                    "item": n,
                    "fate": str(row["fate"]),
                    "note": _words(row["note"]),
                    "topic": _words(row["topic"]),
                    "standing": int(str(row["standing"])),
                    "at_least": yes_no(row["at_least"]),
                    "stands": yes_no(row["stands"]),
                    "asked_in": int(str(row["n"])),
                    "lists_held": int(str(row["held"])),
                    "acted": _words(row["acted"]),
                    "document": None if quote is None else quote.document,
                    "quote": self._rows.quote(quote),
                },
            )


def _columns(variable: Variable, book: Codebook) -> tuple[TableColumn, ...]:
    """Return one column for each side that is read; of a figure the number alone."""
    return variable_columns(variable, book, ("value", "absence", "level", "place", "evidence"))


def _value(
    variable: Variable, cells: Mapping[str, Cell], finding: Mapping[str, object] | None
) -> dict[str, Cell]:
    """Return value, answer, number, absence, level, place, sentences and finding of one variable."""
    value = cells["value"]
    why = value if isinstance(value, Missing) else None
    plain = None if finding is None or finding["value"] == "not_reported" else finding["value"]
    numbers = variable.type in _NUMBERS
    level, place = cells["level"], cells["place"]
    return {
        "level": None if isinstance(level, Missing) else level,
        "place": None if isinstance(place, Missing) else place,
        "value": None if plain is None else words_of_value(plain),
        "answer": value if variable.type == "yes_no" else None,
        "number": value if numbers else None,
        "items": len(plain) if isinstance(plain, list) else None,
        "absence": "stated" if why is None or plain is not None else why.value,
        "sentences": None if isinstance(cells["evidence"], Missing) else cells["evidence"],
        "finding": None if finding is None else str(finding["id"]),
    }


def _whose(variable: str, laid: int, text: HeldText, program: HeldText) -> dict[str, Cell]:
    """Return whose value it is, how many decisions count, and what the program said where the value is people's.

    People confirm a value at the place that is read, or a silence of the whole variable.
    """
    if not laid:
        return {"origin": "program", "decisions": 0}
    own, theirs = program.get(variable), text.get(variable)
    said = text.people_on(variable)
    stands = said is not None and said.state == "set"
    silent = own is None and theirs is None
    kept = silent or (said is not None and said.confirmed)
    if _value_of(own) != _value_of(theirs) or (stands and not kept):
        told = "not_stated" if own is None else words_of_value(own["value"])
        return {"origin": "person", "decisions": laid, "program_value": told}
    return {"origin": "confirmed" if stands else "program", "decisions": laid}


def _value_of(finding: Mapping[str, object] | None) -> object:
    return None if finding is None else finding["value"]


def _words(value: object) -> str | None:
    return None if value is None else str(value)
