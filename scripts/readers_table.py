"""Write docs/reference/readers.md: publisher by era, and what is read, from the rows that the tests check.

Usage: python scripts/readers_table.py [--check]
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
PAGE = REPOSITORY / "docs" / "reference" / "readers.md"
HEAD = """# Pages that tierbook reads

One row for each layout of a publisher's pages. Each row is checked by `tests/pages/test_layouts.py` on a page in that
layout, with words of our own; `scripts/readers_table.py` writes this table from the same rows.

*Metadata* are the fields that the page of the test gives; a page that leaves one empty leaves it empty here, and a note
says so. *Tier* is that of the tier line. *Headings* are those printed, in their order: paragraphs without one get their
section by their words. *Countries* are those on one page: each becomes a document of its own.

| publisher | era and layout | form | metadata | tier | headings | paragraphs | items | countries |
|---|---|---|---|---|---|---|---|---|
"""
FOOT = """
Pages that are refused, each with its reason and what to do instead:

"""
FIELDS = (
    "title",
    "author",
    "published",
    "edition",
    "country",
    "address",
    "cite_as",
    "disclaimer",
    "last_updated",
    "accessed",
    "captured",
)


def main() -> int:
    """Write the table, or with --check tell whether it is up to date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true")
    text = table()
    if not parser.parse_args().check:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print(f"{PAGE.relative_to(REPOSITORY)} is not what the tests check: run {Path(__file__).name}")
    return 1


def table() -> str:
    """Return the page as Markdown."""
    if str(REPOSITORY) not in sys.path:
        sys.path.insert(0, str(REPOSITORY))
    fixtures: Any = importlib.import_module("tests.pages.fixtures")
    every = fixtures.all_fixtures()
    rows = [_row(fixture) for fixture in every if fixture.row is not None]
    refused = [f"- {fixture.refused}" for fixture in every if fixture.refused is not None]
    lines = sorted(rows, key=str.lower)
    return HEAD + "\n".join(lines) + "\n" + FOOT + "\n".join(sorted(set(refused))) + "\n"


def _row(fixture: Any) -> str:
    pages = importlib.import_module("tierbook.pages")
    row = fixture.row
    result = pages.read_bytes(fixture.data, name=fixture.file, options=fixture.options)
    first = result.documents[0].to_dict()
    given = ", ".join(name.replace("_", " ") for name in FIELDS if first.get(name) is not None)
    cells = (
        row.publisher,
        row.era,
        fixture.form,
        given or "none",
        row.tier or "none printed",
        ", ".join(section for section in row.sections if section) or "none printed",
        str(row.paragraphs),
        str(row.items),
        str(len(row.countries)),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.exit(main())
