"""The lines that stand over what is printed of a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tierbook.cli.printing import print_line

__all__ = ["SAMPLE", "print_flags", "print_title"]

SAMPLE = "Sample, not a quotation"


def print_title(record: dict[str, Any]) -> None:
    """Print country, edition, kind of text and publisher, then the id; a sample says first that it is one."""
    from tierbook.editions import unit_name

    if record["text_kind"] == "sample":
        print_line(SAMPLE)
    unit = unit_name(record["country"], record["edition"])
    print_line(f"{unit}  {record['text_kind']}, {record['publisher']}  {record['id']}")


def print_flags(flags: Sequence[dict[str, Any]]) -> None:
    """Print what a reader should look at before trusting the text, and the first words of each place."""
    from tierbook.cli.printing import print_table, shorten

    if flags:
        rows = [
            (flag["kind"].replace("_", " "), flag["message"], shorten(words, 12))
            for flag in flags
            for words in flag["words"][-1:]
        ]
        print_table(("look at", "because", "words"), rows, cut_last=True)
        print_line()
