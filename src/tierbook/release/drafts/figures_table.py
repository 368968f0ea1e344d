"""Own figures beside the Report's: unit and period of each, and the difference where both are the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tierbook.release.drafts.due import reporting_period
from tierbook.release.drafts.model import Cell, Table
from tierbook.release.drafts.own import period_in_words
from tierbook.release.drafts.points import head_figure
from tierbook.release.drafts.said import Said
from tierbook.release.drafts.wording import Wording, figure_in_words, load_words
from tierbook.text import long_date

__all__ = ["Beside", "beside_each_other", "table_of_figures"]


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure by each side; either may be missing."""

    what: str
    own: tuple[Said, Mapping[str, Any]] | None
    report: tuple[Said, Mapping[str, Any]] | None


def beside_each_other(own: Sequence[Said], report: Sequence[Said]) -> tuple[Beside, ...]:
    """Return every own figure with the Report's head figure of the same name, in the order of the form."""
    theirs = [(one, row) for one in report for row in one.rows if "what" in row]
    rows: list[Beside] = []
    for one in own:
        for row in one.rows:
            if "what" in row:
                what = str(row["what"])
                found = head_figure([r for r in theirs if r[1]["what"] == what], what)
                rows.append(Beside(what, (one, row), found))
    return tuple(rows)


def table_of_figures(
    rows: Sequence[Beside], wording: Wording, *, edition: int, report_edition: int | None
) -> Table:
    """Return the table: nothing is subtracted where unit or period differ.

    Args:
        rows: from `beside_each_other`.
        wording: the names of figures.
        edition: the edition that the own figures are for.
        report_edition: that of the Department's text; None where there is none.
    """
    words = load_words("remarks")["figures"]
    heads = tuple(words["heads"])
    if report_edition is None:
        # Without a text of the Department there is nothing to stand beside.
        return Table(
            words["caption_alone"],
            heads[:3],
            tuple((Cell(wording.label(r.what)), *_own(r, edition)) for r in rows),
        )
    made = []
    for row in rows:
        theirs = _report(row, report_edition)
        made.append(
            (
                Cell(wording.label(row.what)),
                *_own(row, edition),
                *theirs,
                Cell(difference(row, edition, report_edition)),
            )
        )
    return Table(words["caption"].format(edition=report_edition), heads, tuple(made))


def difference(row: Beside, edition: int, report_edition: int) -> str:
    """Return what separates two figures: a number where unit and period are the same, else what differs."""
    words = load_words("remarks")["figures"]
    if row.own is None or row.report is None:
        return ""
    own, theirs = row.own[1], row.report[1]
    unlike = []
    units = (str(own.get("unit") or ""), str(theirs.get("unit") or ""))
    if units[0] != units[1]:
        named = [unit.removeprefix("currency:") or words["no_unit"] for unit in units]
        unlike.append(words["other_unit"].format(own=named[0], report=named[1]))
    if _years_named(row.report, report_edition):
        unlike.append(words["named_period"])
    elif not _same_period(own, theirs, edition, report_edition):
        unlike.append(words["other_period"])
    if unlike:
        return str(words["not_subtracted"].format(what=", ".join(unlike)))
    vague = ("at_least", "at_most", "about")
    if any(r.get("n_max") is not None or r.get("exactness") in vague for r in (own, theirs)):
        return str(words["range"])
    apart = own["n"] - theirs["n"]
    if apart == 0:
        return str(words["same"])
    return str(words["more" if apart > 0 else "less"].format(n=f"{abs(apart):,}"))


def _same_period(
    own: Mapping[str, Any], theirs: Mapping[str, Any], edition: int, report_edition: int
) -> bool:
    """Tell whether two figures are of one period: that of the same edition, or the same named one."""
    mine, other = str(own.get("period") or "current"), str(theirs.get("period") or "current")
    if mine != other:
        return False
    return edition == report_edition or mine not in ("current", "previous")


def _own(row: Beside, edition: int) -> tuple[Cell, Cell]:
    assert row.own is not None
    one, figure = row.own
    period = period_in_words(str(figure.get("period") or "current"), reporting_period(edition))
    return Cell(figure_in_words(figure), one.carry()), Cell(f"{_unit(figure)}; {period}")


def _report(row: Beside, edition: int) -> tuple[Cell, Cell]:
    words = load_words("remarks")["figures"]
    if row.report is None:
        return Cell(words["none"]), Cell("")
    one, figure = row.report
    first, last = reporting_period(edition)
    years = _years_named(row.report, edition)
    period = (
        words["period_words"].format(years=" and ".join(years))
        if years
        else words["period_edition"].format(
            edition=edition, first=long_date(first), last=long_date(last)
        )
    )
    return Cell(figure_in_words(figure), one.carry_row(figure)[:2]), Cell(
        f"{_unit(figure)}; {period}"
    )


def _years_named(pair: tuple[Said, Mapping[str, Any]], edition: int) -> list[str]:
    """Return the years of the period that the words of a figure name: `in 2017` is no reporting period."""
    one, figure = pair
    note = " ".join(ground.note.partition("”")[0] for ground in one.carry_row(figure)[:1])
    return [year for year in (str(edition - 1), str(edition)) if _names(note, year)]


def _names(words: str, year: str) -> bool:
    return any(word.strip("(),.;:“”") == year for word in words.split())


def _unit(figure: Mapping[str, Any]) -> str:
    unit = str(figure.get("unit") or "").removeprefix("currency:")
    return unit or str(load_words("remarks")["figures"]["no_unit"])
