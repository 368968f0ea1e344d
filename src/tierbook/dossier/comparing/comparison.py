"""Units beside each other on a set of variables, and above them what changed in the measure itself.

Two equal values are never called the same alone: where what is said beside them differs, the comparison says *same
value, different facts* and has the words of both. Texts of unlike kinds stand beside each other and are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tierbook.codebook import load_codebook
from tierbook.dossier.comparing.cells import (
    ABSENCES,
    Cell,
    cell_of,
    not_held_cell,
    place_name,
    same_key,
)
from tierbook.dossier.comparing.facts import DifferingFact, differing_facts, units_in_words
from tierbook.dossier.comparing.measure import measure_of
from tierbook.dossier.held import HeldText, Quote, Statement, why_unlike
from tierbook.editions import split_unit
from tierbook.errors import WrongUse
from tierbook.text import counted, join_words, number_in_words

__all__ = ["SORTS", "Across", "Alike", "Comparison", "Row", "compare_units"]

SORTS = ("named", "country", "edition", "tier", "length")
_TIERS = ("1", "2", "2WL", "3", "special")
_ANSWERS = ("yes", "mixed", "no", "not_reported")
_MANY_UNITS = 6
_MANY_MISSING = 60
_SAMPLE = "Sample, not a quotation"


@dataclass(frozen=True, slots=True)
class Row:
    """One unit.

    Attributes:
        unit: `JPN:2018`, with the kind of its text where two of one unit are compared.
        country: ISO 3166 alpha-3, None where it is not known.
        edition: its year.
        name: the country as that edition names it.
        document: id of the text, None where none is held.
        text_kind: narrative, excerpt, summary, sample or not_held.
        tier: the tier that the text states, None where it states none.
        sentences: how many sentences the text has.
        cells: one for each variable.
    """

    unit: str
    country: str | None
    edition: int | None
    name: str
    document: str | None
    text_kind: str
    tier: str | None
    sentences: int
    cells: tuple[Cell, ...]

    @property
    def held(self) -> bool:
        """Tell whether a text of this unit is held."""
        return self.document is not None

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "unit": self.unit,
            "country": self.country,
            "edition": self.edition,
            "name": self.name,
            "document": self.document,
            "text_kind": self.text_kind,
            "stated_tier": self.tier,
            "sentences": self.sentences,
            "cells": [cell.to_dict() for cell in self.cells],
        }


@dataclass(frozen=True, slots=True)
class Alike:
    """Units whose texts are of one kind and that have the same value of a variable.

    Attributes:
        value: the value in words.
        units: two or more.
        differing: the facts in which they differ; where there are none, nothing that is coded tells them apart, which
            still doesn't make them the same.
    """

    value: str
    units: tuple[str, ...]
    differing: tuple[DifferingFact, ...]

    @property
    def words(self) -> str:
        """Say it in a sentence without its full stop."""
        units = units_in_words(self.units)
        if not self.differing:
            return f"{self.value} in {units}, alike in every fact that is coded: read the words"
        facts = "; ".join(fact.words for fact in self.differing)
        return f"{self.value} in {units}, same value, different facts: {facts}"

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        differing = [fact.to_dict() for fact in self.differing]
        return {"value": self.value, "units": list(self.units), "differing": differing}


@dataclass(frozen=True, slots=True)
class Across:
    """One variable across the units.

    Attributes:
        variable: its id.
        label: its name.
        kind: same_value_different_facts, same_value, different_values, cannot_be_compared (the units with a value have
            texts of unlike kinds), one_value or no_value.
        alike: units that have the same value.
        statement: the variable across the units in a sentence, with the first words of each unit.
    """

    variable: str
    label: str
    kind: str
    alike: tuple[Alike, ...]
    statement: Statement

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "variable": self.variable,
            "label": self.label,
            "kind": self.kind,
            "alike": [alike.to_dict() for alike in self.alike],
            "statement": self.statement.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """A matrix of units and variables.

    Attributes:
        variables: ids, in the order asked for.
        rows: one for each unit.
        across: one for each variable.
        measure: what changed in the measure: statute, variables not asked, words, length, kind of text.
        unlike: why some of the texts cannot be compared with others, empty where all are of one kind.
        samples: whether a text is a sample; everything that is made of the comparison then begins with saying so.
        missing: units of regions and editions that were placed by the Department and are not held.
    """

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    across: tuple[Across, ...]
    measure: tuple[Statement, ...]
    unlike: tuple[str, ...]
    samples: bool
    missing: tuple[str, ...] = ()

    @property
    def sample_words(self) -> str:
        """Return what stands first where a text is a sample, else nothing."""
        return _SAMPLE if self.samples else ""

    @property
    def labels(self) -> Mapping[str, str]:
        """Return the names of the variables."""
        return {across.variable: across.label for across in self.across}

    def cell(self, unit: str, variable: str) -> Cell:
        """Return one cell.

        Raises:
            KeyError: the comparison has no such unit or variable.
        """
        for row in self.rows:
            if row.unit == unit:
                return row.cells[self.variables.index(variable)]
        raise KeyError(unit)

    def sorted_by(self, key: str) -> Comparison:
        """Return it with its rows in another order; a silence comes last, whichever way.

        Args:
            key: named, country, edition, tier, length or a variable; with `-` before it, the other way round.

        Raises:
            WrongUse: nothing of this comparison has such a name.
        """
        name = key.removeprefix("-")
        if name not in SORTS and name not in self.variables:
            raise WrongUse(
                f"rows cannot be sorted by {name!r}",
                remedy=f"sort by {join_words([*SORTS, 'a variable that is compared'], conjunction='or')}",
            )
        back = key.startswith("-")
        if name == "named":
            return replace(self, rows=self.rows[::-1]) if back else self
        said = [(row, self._sort_value(row, name)) for row in self.rows]
        known = sorted(
            ((r, v) for r, v in said if v is not None), key=lambda pair: pair[1], reverse=back
        )
        silent = [row for row, value in said if value is None]
        return replace(self, rows=(*(row for row, _ in known), *silent))

    def _sort_value(self, row: Row, name: str) -> tuple[float, str] | None:
        if name == "country":
            return (0, f"{row.name} {row.edition or ''}")
        if name == "edition":
            return None if row.edition is None else (row.edition, row.name)
        if name == "tier":
            return (_TIERS.index(row.tier), row.name) if row.tier in _TIERS else None
        if name == "length":
            return (row.sentences, row.name) if row.held else None
        cell = row.cells[self.variables.index(name)]
        return _cell_order(cell, row.name)

    def _repr_html_(self) -> str:
        from tierbook.dossier.comparing.showing import show_comparison

        return show_comparison(self)

    def __str__(self) -> str:
        from tierbook.dossier.comparing.showing import comparison_in_words

        return comparison_in_words(self)

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            **({"note": _SAMPLE} if self.samples else {}),
            "variables": list(self.variables),
            "measure": [statement.to_dict() for statement in self.measure],
            "unlike": list(self.unlike),
            "placed_and_not_held": list(self.missing),
            "across": [across.to_dict() for across in self.across],
            "rows": [row.to_dict() for row in self.rows],
        }


def compare_units(
    texts: Sequence[HeldText],
    variables: Sequence[str],
    *,
    asked: Sequence[str] = (),
    missing: Sequence[str] = (),
) -> Comparison:
    """Put units side by side.

    Args:
        texts: one for each unit that is held, in any order; two of one unit are two rows.
        variables: ids of variables; `choose_variables` finds them by pattern.
        asked: units as they were asked for, `JPN:2003`: they give the order of rows, and those of which no text is
            among `texts` are rows of *not held*. Without them, the order of the texts.
        missing: units of a region or an edition that were placed and are not held; they are no rows, and are told.

    Raises:
        WrongUse: there is no unit, or no variable.
    """
    if not variables or not (texts or asked):
        raise WrongUse(
            f"there is no {'variable' if texts or asked else 'unit'} to compare",
            remedy="name units as JPN:2018, and variables as prosecution.*",
        )
    kept = tuple(dict.fromkeys(variables))
    rows = tuple(_rows(texts, kept, asked))
    held = [text for _, text in _ordered(texts, asked) if text is not None]
    across, rows = _across(rows, kept)
    return Comparison(
        variables=kept,
        rows=rows,
        across=across,
        measure=(*_holdings(rows, missing), *measure_of(held, kept)),
        unlike=tuple(_unlike(held)),
        samples=any(text.text_kind == "sample" for text in held),
        missing=tuple(missing),
    )


def _holdings(rows: Sequence[Row], missing: Sequence[str]) -> Iterator[Statement]:
    if not missing:
        return
    by_edition: dict[str, list[str]] = {}
    for unit in missing:
        code, edition = split_unit(unit)
        by_edition.setdefault(str(edition or "?"), []).append(code)
    parts = [
        f"{number_in_words(len(codes))} of {edition}: {join_words(codes, _MANY_MISSING)}"
        for edition, codes in sorted(by_edition.items())
    ]
    held = sum(row.held for row in rows)
    yield Statement(
        f"Holdings: {counted(held, 'text')} held; placed by the Department and not held here, {'; '.join(parts)}.",
        basis="official placements",
    )


def _ordered(
    texts: Sequence[HeldText], asked: Sequence[str]
) -> Iterator[tuple[str, HeldText | None]]:
    """Yield each unit with its text: those asked for in their order, then what else is given."""
    left = list(texts)
    for unit in dict.fromkeys(asked):
        found = [text for text in left if text.unit == unit]
        yield from ((unit, text) for text in found)
        left = [text for text in left if text.unit != unit]
        if not found:
            yield unit, None
    yield from ((text.unit, text) for text in left)


def _rows(
    texts: Sequence[HeldText], variables: tuple[str, ...], asked: Sequence[str]
) -> Iterator[Row]:
    pairs = list(_ordered(texts, asked))
    times = [unit for unit, _ in pairs]
    seen: set[str] = set()
    for unit, text in pairs:
        if text is None:
            country, year = split_unit(unit)
            cells = tuple(not_held_cell(unit, variable) for variable in variables)
            yield Row(
                unit, country, year, place_name(country, year), None, "not_held", None, 0, cells
            )
            continue
        label = unit if times.count(unit) == 1 else f"{unit} {text.text_kind}"
        label = label if label not in seen else f"{unit} {text.document}"
        seen.add(label)
        tier = text.get("tier.stated")
        yield Row(
            unit=label,
            country=text.country,
            edition=text.edition,
            name=place_name(text.country, text.edition),
            document=text.document,
            text_kind=text.text_kind,
            tier=None if tier is None else str(tier["value"]),
            sentences=len(text.sentences),
            cells=tuple(cell_of(text, variable, label) for variable in variables),
        )


def _across(
    rows: tuple[Row, ...], variables: tuple[str, ...]
) -> tuple[tuple[Across, ...], tuple[Row, ...]]:
    """Return each variable across the units, and the rows with what that shows of their cells."""
    kinds = {row.unit: row.text_kind for row in rows}
    found, columns = [], []
    for i, variable in enumerate(variables):
        column = [row.cells[i] for row in rows]
        alike = tuple(_alike(column, kinds))
        odd = {
            unit: tuple(fact.fact for fact in group.differing)
            for group in alike
            for unit in group.units
        }
        column = [
            replace(cell, same_value_different_facts=odd.get(cell.unit, ())) for cell in column
        ]
        columns.append(column)
        found.append(_one_across(variable, column, alike, kinds))
    marked = tuple(
        replace(row, cells=tuple(column[n] for column in columns)) for n, row in enumerate(rows)
    )
    return tuple(found), marked


def _alike(column: list[Cell], kinds: Mapping[str, str]) -> Iterator[Alike]:
    groups: dict[object, list[Cell]] = {}
    for cell in column:
        if cell.values:
            groups.setdefault((kinds[cell.unit], same_key(cell.value)), []).append(cell)
    for cells in groups.values():
        if len(cells) > 1:
            units = tuple(cell.unit for cell in cells)
            yield Alike(cells[0].words, units, differing_facts(cells))


def _one_across(
    variable: str, column: list[Cell], alike: tuple[Alike, ...], kinds: Mapping[str, str]
) -> Across:
    valued = [cell for cell in column if cell.values]
    by_kind: dict[str, list[Cell]] = {}
    for cell in valued:
        by_kind.setdefault(kinds[cell.unit], []).append(cell)
    label = _label(variable)
    quotes = [cell.quotes[0] for cell in column if cell.quotes]
    return Across(
        variable,
        label,
        _kind(valued, by_kind, alike),
        alike,
        Statement(
            f"{label}: {_in_words(column, alike, by_kind)}.", _unique(quotes), _basis(quotes)
        ),
    )


def _kind(valued: list[Cell], by_kind: Mapping[str, list[Cell]], alike: tuple[Alike, ...]) -> str:
    if len(valued) < 2:
        return "one_value" if valued else "no_value"
    if all(len(cells) == 1 for cells in by_kind.values()):
        return "cannot_be_compared"
    if any(len({same_key(c.value) for c in cells}) > 1 for cells in by_kind.values()):
        return "different_values"
    odd = any(group.differing for group in alike)
    return "same_value_different_facts" if odd else "same_value"


def _in_words(
    column: list[Cell], alike: tuple[Alike, ...], by_kind: Mapping[str, list[Cell]]
) -> str:
    parts = [group.words for group in alike]
    grouped = {unit for group in alike for unit in group.units}
    single: dict[str, list[str]] = {}
    for cell in column:
        if cell.unit not in grouped:
            single.setdefault(cell.words, []).append(cell.unit)
    silences = set(ABSENCES.values())
    ordered = sorted(single.items(), key=lambda item: item[0] in silences)
    parts += [f"{words} in {units_in_words(units)}" for words, units in ordered]
    parts += _elements(by_kind)
    if len(by_kind) > 1:
        parts.append("values of unlike kinds of text cannot be compared")
    return "; ".join(parts)


def _elements(by_kind: Mapping[str, list[Cell]]) -> Iterator[str]:
    """Say of two lists what only one of them has."""
    for cells in by_kind.values():
        if len(cells) != 2 or not all(isinstance(cell.value, list) for cell in cells):
            continue
        one, other = (cell.first.items for cell in cells if cell.first is not None)
        for cell, mine, theirs in ((cells[0], one, other), (cells[1], other, one)):
            alone = [item for item in mine if item not in theirs]
            if alone and len(alone) < len(mine):
                yield f"only in {cell.unit}: {join_words(alone, _MANY_UNITS)}"


def _unlike(held: Sequence[HeldText]) -> Iterator[str]:
    """Say once for each pair of kinds why they are not compared."""
    first: dict[str, HeldText] = {}
    for text in held:
        first.setdefault(text.text_kind, text)
    kinds = list(first.values())
    for text in kinds[1:]:
        why = why_unlike(kinds[0], text)
        if why is not None:
            yield f"Cannot be compared: {why}."


def _cell_order(cell: Cell, name: str) -> tuple[float, str] | None:
    value = cell.value
    if value is None:
        return None
    if value in _ANSWERS if isinstance(value, str) else False:
        return (_ANSWERS.index(value), name)
    if isinstance(value, int):
        return (value, name)
    if isinstance(value, list) and value and isinstance(value[0], Mapping) and "n" in value[0]:
        number = value[0]["n"]
        return None if number is None else (float(number), name)
    return (0, f"{cell.words} {name}")


def _label(variable: str) -> str:
    found = load_codebook("tip").variables.get(variable)
    return variable if found is None else found.label


def _unique(quotes: list[Quote]) -> tuple[Quote, ...]:
    return tuple({(q.document, q.start, q.end): q for q in quotes}.values())


def _basis(quotes: list[Quote]) -> str:
    return "" if quotes else "the texts as read: no value was read in any"
