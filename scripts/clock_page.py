"""Write `docs/reference/clock-exceptions.md`: the run of the clock over every country that is held.

    python scripts/clock_page.py [--check]

Takes the package's own placements and rules. Touches that page alone; `--check` compares and writes nothing.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from tierbook.editions import load_placements
from tierbook.places import get_country
from tierbook.standards import clock_exceptions, exception_classes

_PAGE = Path(__file__).resolve().parents[1] / "docs/reference/clock-exceptions.md"
_KINDS = {
    "over": "beyond the most that the law allows",
    "one_year": "beyond the one-year rule",
    "no_waiver": "a waiver was needed, and the record has none",
    "unknown_waiver": "a waiver was needed, and none is on record",
    "early_waiver": "a waiver was granted, and by the count none was needed",
}


def main() -> None:
    """Write the page, or with `--check` say whether it is current."""
    made = make_page()
    if "--check" not in sys.argv:
        _PAGE.write_text(made, encoding="utf-8")
    elif _PAGE.read_text(encoding="utf-8") != made:
        sys.exit("docs/reference/clock-exceptions.md is not current: run scripts/clock_page.py")


def make_page() -> str:
    """Return the page."""
    history = load_placements()
    found = clock_exceptions(history)
    totals = Counter(e.cause for e in found)
    lines = [
        "# Exceptions of the clock",
        "",
        "Written by `scripts/clock_page.py`; `tierbook clock --all` prints the same. "
        "[The clock of the Watch List](../explanation/clock.md) says how it counts.",
        "",
        f"The clock was run over {len(history)} placements of {len(history.countries)} countries. Listed is every "
        "place on the Watch List that it did not allow, every stay without a waiver on record where one was needed, "
        f"and every waiver that by its count was not needed: {len(found)} in all.",
        "",
        "| class | number | meaning |",
        "|---|---|---|",
    ]
    lines += [f"| {name} | {totals[name]} | {text} |" for name, text in exception_classes().items()]
    for name in exception_classes():
        rows = [e for e in found if e.cause == name]
        if not rows:
            continue
        lines += [
            "",
            f"## {name}",
            "",
            "| edition | country | what | why it is here |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| {e.edition} | {get_country(e.country).name} | {_KINDS[e.kind]} | {e.line} |"
            for e in rows
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
