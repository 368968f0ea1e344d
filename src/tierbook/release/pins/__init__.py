"""Pinned passages of many texts, and their export with citations as DOCX, PDF, HTML, Markdown and CSV."""

from tierbook.release.pins.passages import (
    PIN_COLUMNS,
    PinnedPassage,
    compose_pins,
    find_pins,
    write_pins_csv,
)
from tierbook.release.pins.pin import Pin, parse_pin, pins_of_comparison

__all__ = [
    "PIN_COLUMNS",
    "Pin",
    "PinnedPassage",
    "compose_pins",
    "find_pins",
    "parse_pin",
    "pins_of_comparison",
    "write_pins_csv",
]
