"""`CHANGES.md`: how a release differs from the one before, table by table, and why."""

from __future__ import annotations

from collections.abc import Iterator

from tierbook.release.dataset.about import About
from tierbook.release.dataset.previous import Changes
from tierbook.release.dataset.reasons import ASKED, REASONS
from tierbook.text import join_words

__all__ = ["write_changes"]


def write_changes(about: About, changes: Changes | None) -> bytes:
    """Return the text; without a release before it says that this is the first one that is compared with none."""
    return ("\n".join(_lines(about, changes)) + "\n").encode()


def _lines(about: About, changes: Changes | None) -> Iterator[str]:
    yield f"# Changes of version {about.version}"
    yield ""
    if changes is None:
        yield "This release was compared with none before it. `tierbook release DIR --previous FOLDER` compares one."
        return
    before = changes.previous
    yield f"Against: {before.get('title')}, version {before.get('version')}, {str(before.get('created'))[:10]}."
    yield ""
    if changes.nothing:
        yield "Every cell is the same."
        return
    yield from _counts(changes)
    yield from _shapes(changes)
    if changes.why:
        yield from _reasons(changes)


def _counts(changes: Changes) -> Iterator[str]:
    """Yield how many rows and cells are otherwise, table by table."""
    if changes.lines:
        yield "Each line of `changes.csv` is a cell that changed, or a row that was added or removed, with its reason."
        yield "Passages of the Report are named there, and their words stand in `quotes` alone."
        yield ""
        yield "| table | rows added | rows removed | rows changed | cells changed |"
        yield "|---|---|---|---|---|"
    else:
        yield "Every cell that both have is the same."
    for name, table in changes.tables.items():
        if table.in_rows:
            yield f"| `{name}` | {table.added:,} | {table.removed:,} | {table.changed:,} | {table.cells:,} |"
    same = [f"`{name}`" for name, table in changes.tables.items() if table.nothing]
    if same:
        yield ""
        yield f"Unchanged: {join_words(same)}."


def _reasons(changes: Changes) -> Iterator[str]:
    """Yield how many lines have each reason."""
    yield ""
    yield "## Why"
    yield ""
    yield "A line may have several reasons."
    yield ""
    yield "| reason | lines | what it means |"
    yield "|---|---|---|"
    for name, words in REASONS.items():
        if changes.why[name]:
            yield f"| `{name}` | {changes.why[name]:,} | {words} |"
    yield from _untold(changes)


def _untold(changes: Changes) -> Iterator[str]:
    """Yield which reasons cannot be told, and why not."""
    if changes.lacking:
        tables = join_words([f"`{name}`" for name in changes.lacking])
        some = "table" if len(changes.lacking) == 1 else "tables"
        reasons = join_words(
            [f"`{one}`" for name in changes.lacking for one in ASKED[name]], conjunction="or"
        )
        yield ""
        yield f"The release before has not the {some} {tables}, so no line says that {reasons} is the reason;"
        yield "what has no other reason is `unknown`."
    if changes.undated:
        yield ""
        yield "The release before does not say by which version of tierbook it was made, so `software` is a reason of"
        yield "texts that another version coded, and of nothing else."


def _shapes(changes: Changes) -> Iterator[str]:
    """Yield what tables and columns came and went."""
    for words, names in (("New", changes.tables_added), ("Gone", changes.tables_removed)):
        if names:
            yield ""
            yield f"{words} tables: {join_words([f'`{name}`' for name in names])}."
    for name, table in changes.tables.items():
        for words, columns in (("new", table.columns_added), ("gone", table.columns_removed)):
            if columns:
                yield ""
                shown = join_words([f"`{column}`" for column in columns], 12)
                yield f"Columns of `{name}` that are {words}: {shown}."
