"""Write docs/reference/release.md: every table and column of a data release, from the files that describe them.

Usage: python scripts/release_page.py [--check]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tierbook.release import (
    CHANGE_REASONS,
    DataColumn,
    DataTable,
    describe_changes,
    describe_tables,
)

REPOSITORY = Path(__file__).resolve().parents[1]
PAGE = REPOSITORY / "docs" / "reference" / "release.md"
HEAD = """# Tables of a data release

[Make a release](../how-to/make-a-release.md) says how one is made. Its tables are written below by
`scripts/release_page.py` from `src/tierbook/release/dataset/described/`, which schema, codebook and DDI of every
release read too.

| in the folder | what it is |
|---|---|
| `csv/`, `parquet/`, `stata/`, `spss/` | the tables |
| `tierbook.sqlite`, `metadata.json` | the same as a database with its keys, and what Datasette shows of it |
| `tierbook.R` | opens the CSV files in R with nothing but R |
| `datapackage.json` | a Frictionless data package: schema, keys, references, rights, size and hash of each CSV |
| `codebook.html`, `codebook.pdf`, `ddi-codebook.xml` | the codebook for people and archives (DDI-Codebook 2.5) |
| `CITATION.cff`, `datacite.json` | how it is cited, for programs and for registries of DOIs |
| `CHANGES.md`, `changes.csv` | what is otherwise than in the release before, and [cell by cell](#changescsv) |
| `README.md`, `SHA256SUMS` | what it is and cannot carry; the hash of every file |

Lists are words with semicolons. An empty cell is a missing one; why it is missing stands in the column of the absence.
In Stata and SPSS each reason has a missing value of its own:

| reason | Stata | SPSS |
|---|---|---|
| `not_stated` | `.a` | -91 |
| `not_reported` | `.b` | -92 |
| `not_asked` | `.c` | -93 |
| `not_held` | `.d` | -94 |
| `not_in_summary` | `.e` | -95 |
| `conflict` | `.f` | -96 |
| `other_figures` | `.g` | -97 |

A kind of column: *text*, *number* (whole), *decimal*, *date*, *code* (words in CSV, Parquet and SQLite; labelled
numbers in Stata and SPSS; the table `codes` has both).
"""
PANEL = """Its columns are those of [a panel](../how-to/make-a-panel.md) of every variable, with people's decisions laid
over the texts: keys and dates, the published tier, and for each variable its value, `_abs` (why there is none) and
`_ev` (sentences that it rests on). The table `variables` names the first column of each.
"""


def main() -> int:
    """Write the page, or with --check tell whether it is up to date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true")
    text = "".join(page())
    if not parser.parse_args().check:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print(f"{PAGE.relative_to(REPOSITORY)} is not what the files say: run {Path(__file__).name}")
    return 1


def page() -> Iterator[str]:
    """Yield the page in parts."""
    yield HEAD
    tables = describe_tables()
    yield "\n| table | a row is | rights |\n|---|---|---|\n"
    for table in tables.values():
        yield f"| [`{table.name}`](#{table.name}) | {table.grain} | {table.rights.label} |\n"
    for table in tables.values():
        yield from _table(table)
    yield from _changes()


def _table(table: DataTable) -> Iterator[str]:
    yield f"\n## {table.name}\n\n{table.title}. A row is {table.grain}.\n\n"
    key = ", ".join(f"`{name}`" for name in table.key)
    rights = f"{table.rights.label}: {table.rights.licence_title}. {table.mixed}".strip()
    yield f"Key: {key}. {rights}\n\n"
    for reference in table.refers:
        names = ", ".join(f"`{name}`" for name in reference.columns)
        yield f"{names} together are the key of a row of [{reference.table}](#{reference.table}).\n\n"
    if table.panel:
        yield PANEL
        return
    yield from _columns(table)


def _changes() -> Iterator[str]:
    """Yield the columns and reasons of what `--previous` writes."""
    table = describe_changes()
    yield f"\n## changes.csv\n\n{table.title}: written where a release is compared with one, and listed in\n"
    yield f"`datapackage.json` as `{table.name}`. A row is {table.grain}.\n\n"
    yield from _columns(table)
    yield "\n| reason | what it means |\n|---|---|\n"
    for name, words in CHANGE_REASONS.items():
        yield f"| `{name}` | {words} |\n"


def _columns(table: DataTable) -> Iterator[str]:
    yield "| column | kind | what it holds |\n|---|---|---|\n"
    for column in table.columns:
        yield f"| `{column.name}` | {column.shape.kind} | {_meaning(column)} |\n"


def _meaning(column: DataColumn) -> str:
    words = column.shape.label
    codes = ", ".join(f"`{code.code}`" for code in column.shape.codes)
    if codes:
        words += f" ({codes})"
    if column.missing:
        words += f"; or a reason: {', '.join(f'`{why.value}`' for why in column.missing)}"
    if column.refers:
        words += f" → [{column.refers}](#{column.refers})"
    return words.replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main())
