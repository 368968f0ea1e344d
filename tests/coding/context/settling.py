"""The test set of who, when and whether: rows of our own sentences, and how many the component settles rightly.

`python -m tests.coding.context.settling [cases|held_out] [question]` prints accuracy for each question and the errors.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tierbook.coding.context import settle
from tierbook.files import load_yaml_folder

HERE = Path(__file__).parent
QUESTIONS = ("actor", "period", "whether", "certainty", "said_by")
SHAPES = ("quality", "place", "extent")
_USUAL = {
    "actor": "government",
    "period": "current",
    "whether": "asserted",
    "certainty": "stated",
    "said_by": "department",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence with the words asked about, and what a careful reader says of them."""

    sentence: str
    start: int
    end: int
    country: str
    edition: int
    wanted: dict[str, str]

    @property
    def label(self) -> str:
        """The sentence with the words asked about in brackets, and where it is from."""
        marked = f"{self.sentence[: self.start]}[{self.sentence[self.start : self.end]}]{self.sentence[self.end :]}"
        return f"{self.country}:{self.edition} {marked}"


def rows(part: str) -> list[Row]:
    """Return the rows of a part of the set: `cases` or `held_out`."""
    found: list[Row] = []
    for _, content in load_yaml_folder(HERE / part):
        found.extend(_row(entry) for entry in content)
    return found


def _row(entry: dict[str, Any]) -> Row:
    text = entry["text"]
    start, end = text.index("["), text.index("]") - 1
    country, edition = entry["in"].split()
    stated = {k: v for k, v in entry.items() if k not in ("in", "text")}
    unknown = set(stated) - {*QUESTIONS, *SHAPES}
    assert not unknown, f"unknown keys {unknown}: {text}"
    usual = {k: v for k, v in _USUAL.items() if k != "period" or stated.get("whether") != "needed"}
    return Row(
        text.replace("[", "", 1).replace("]", "", 1),
        start,
        end,
        country,
        int(edition),
        {**usual, **stated},  # what is only asked for has no time
    )


def got(row: Row) -> dict[str, str]:
    """Return what the component settles for a row."""
    settled = settle(row.sentence, row.start, row.end, edition=row.edition, country=row.country)
    return {name: getattr(settled, name) or "none" for name in (*QUESTIONS, *SHAPES)}


def accuracy(some: Iterable[Row]) -> dict[str, tuple[int, int]]:
    """Return for each question how many rows are right, and of how many."""
    table: dict[str, list[int]] = {name: [0, 0] for name in (*QUESTIONS, *SHAPES)}
    for row in some:
        have = got(row)
        for name, wanted in row.wanted.items():
            table[name][0] += have[name] == wanted
            table[name][1] += 1
    return {name: (right, of) for name, (right, of) in table.items()}


def main(part: str = "cases", question: str = "") -> None:
    """Print accuracy, and for the part that may be read the errors."""
    some = rows(part)
    for name, (right, of) in accuracy(some).items():
        print(f"{name:10} {right:4}/{of:<4} {right / max(of, 1):.3f}")
    for row in some if part == "cases" or question else ():
        have = got(row)
        for name, wanted in row.wanted.items():
            if have[name] != wanted and question in ("", name):
                print(f"{name:9} wanted {wanted:16} got {have[name]:16} {row.label}")


if __name__ == "__main__":
    main(*sys.argv[1:])
