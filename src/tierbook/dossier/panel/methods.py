"""The paragraph that a panel carries: how it was made, of what, and what it cannot carry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierbook.dossier.kinds import counted_kind
from tierbook.text import counted, join_words

if TYPE_CHECKING:
    from tierbook.dossier.panel.panel import Panel, PanelHoldings

__all__ = ["describe_columns", "describe_panel"]

_FEW = 6


def describe_panel(
    holdings: PanelHoldings,
    variables: Sequence[str],
    editions: Sequence[int],
    *,
    rows: int,
    balanced: bool,
    placed: bool,
    beside: bool = False,
) -> str:
    """Return the methods paragraph of a panel.

    Args:
        holdings: what it was made of.
        variables: ids of the variables.
        editions: the editions that have rows.
        rows: number of rows.
        balanced: whether editions that are not held have rows.
        placed: whether it has a column of the published tier.
        beside: whether values that people set stand in columns of their own.
    """
    sentences = [
        _what(holdings, editions, rows, balanced=balanced),
        _of_what(holdings),
        _asked(holdings, variables),
        "Where a text says different things of law and practice, or of home and abroad, practice stands before law and "
        "home before abroad; the columns of level and place say which was read.",
        "A cell without a value says why: not stated (the text is silent), not reported (the text says that nothing "
        "was given), not asked in that edition, not held, or not in the summary. None of these is no, and none is 0. "
        "A figure is that of the reporting period; where several of one name stand side by side, none is chosen.",
        _people(holdings, beside=beside),
        _dates(placed=placed),
        "The values are made by rules from the published words and are no statement of the Department of State, the "
        "United Nations or any government; how far the rules agree with labels that language models made, and with "
        "passages that people coded, is told for each variable by tierbook's own record of accuracy.",
    ]
    if holdings.samples:
        sentences.insert(
            0, "Sample, not a quotation: all texts are tierbook's own restatements, and no source."
        )
    return " ".join(sentence for sentence in sentences if sentence)


def describe_columns(panel: Panel) -> str:
    """Return the methods paragraph and every column, as Markdown to be kept beside the file."""
    lines = [f"# {panel.table.title}", "", panel.methods, "", "## Columns", ""]
    lines += ["| column | holds | codes |", "|---|---|---|"]
    for column in panel.table.columns:
        codes = "; ".join(f"{code.number} {code.code}" for code in column.codes)
        about = f"{column.label} (`{column.variable}`)" if column.variable else column.label
        lines.append(f"| `{column.name}` | {about} | {codes} |")
    return "\n".join(lines) + "\n"


def _what(holdings: PanelHoldings, editions: Sequence[int], rows: int, *, balanced: bool) -> str:
    span = f"edition {editions[0]}" if len(editions) == 1 else f"editions {_ranges(editions)}"
    shape = (
        "each country has a row for each of these editions in which it existed, whether a text is held or not"
        if balanced
        else "a country has a row for the editions of which a text is held"
    )
    countries = (
        "one country" if len(holdings.countries) == 1 else f"{len(holdings.countries)} countries"
    )
    return (
        f"This panel has {counted(rows, 'row')}, one for each country and edition of the Trafficking in Persons "
        f"Report ({span}, {countries}); {shape}."
    )


def _asked(holdings: PanelHoldings, variables: Sequence[str]) -> str:
    many = counted(len(variables), "variable").capitalize()
    were = "was" if len(variables) == 1 else "were"
    coder = f"coded from the text by {join_words(holdings.versions)}"
    how = coder if holdings.versions else "asked for"
    return f"{many} {were} {how}: {join_words(list(variables), _FEW)}."


def _people(holdings: PanelHoldings, *, beside: bool) -> str:
    if not holdings.set_by_people:
        return ""
    how = (
        "those in _pv what they set, and the values are the coder's"
        if beside
        else "theirs stand in the place of the coder's"
    )
    many = counted(holdings.set_by_people, "value")
    return f"People who looked at the text set {many}; columns in _ppl say which, {how}."


def _of_what(holdings: PanelHoldings) -> str:
    kinds = [counted_kind(kind, n) for kind, n in holdings.kinds if kind != "not_held"]
    parts = [f"It was read from {join_words(kinds) or 'no text'}."]
    missing = dict(holdings.kinds).get("not_held", 0)
    if missing:
        parts.append(f"For {counted(missing, 'row')} no text is held.")
    if sum(kind != "not_held" for kind, _ in holdings.kinds) > 1:
        parts.append(
            "Unlike kinds of text are not comparable: what a summary leaves out the Report may say."
        )
    if holdings.undated:
        parts.append(
            f"{counted(holdings.undated, 'text').capitalize()} without a known country or edition had no place in it."
        )
    if holdings.samples_left_out:
        parts.append(
            f"{counted(holdings.samples_left_out, 'sample').capitalize()} of our own are left out."
        )
    return " ".join(parts)


def _dates(*, placed: bool) -> str:
    tier = " The published tier is from official placements, not from the text." if placed else ""
    return (
        "An edition covers the year from 1 April before it to 31 March, by the Department's practice, so the 3P index "
        "of year t (year_3p) reads the edition of t + 1. Keys of other systems are those of the year of the edition."
        + tier
    )


def _ranges(years: Sequence[int]) -> str:
    """Return `2008-2011, 2013`."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)
