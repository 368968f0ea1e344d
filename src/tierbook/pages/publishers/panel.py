"""Labels and values that a library prints around a text: above it, in a panel beside it, or below it.

A value stands after its label on the line (`Author Office to ...`, `Author: ...`), glued to it (`DisclaimerThis is`),
on the next line, or on one line with others (`Publisher ... | Author ...`). Which labels there are says
`labels.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tierbook.files import load_yaml
from tierbook.pages.lines import Line
from tierbook.pages.page import Page

__all__ = ["Panel", "beside_text", "read_panel", "split_labels"]

_LONGEST = 300
_LONG_FIELDS = frozenset(("cite_as", "disclaimer"))
_SEVERAL = 3
_AT_LEAST = 2


class Panel(NamedTuple):
    """The values found, and the lines that hold them or their labels."""

    values: Mapping[str, str]
    used: frozenset[int]


class _Labels(NamedTuple):
    field_of: Mapping[str, str]
    at_head: re.Pattern[str]
    bare: re.Pattern[str]
    anywhere: re.Pattern[str]


def read_panel(publisher: str, lines: Sequence[Line], *, loose: bool = False) -> Panel:
    """Read labels and values from lines that are a header or a panel; the first value of a field counts.

    Args:
        publisher: the key in `labels.yaml`.
        lines: the lines to look at.
        loose: whether a label may stand before its value with a space alone between them.

    Returns:
        The values by field, and the indexes of the lines that were used.
    """
    labels = _labels(publisher)
    values: dict[str, str] = {}
    used: set[int] = set()
    for i, line in enumerate(lines):
        if i in used:
            continue
        if labels.bare.fullmatch(line.text):
            field = labels.field_of[line.text.rstrip(" :").casefold()]
            after = lines[i + 1].text if i + 1 < len(lines) else ""
            if after and not labels.bare.fullmatch(after) and _fits(field, after):
                used |= {i, i + 1}
                values.setdefault(field, after)
            continue
        match = labels.at_head.match(line.text)
        if match is None:
            continue
        field = labels.field_of[match["label"].casefold()]
        marked = bool(match["mark"]) or field in _LONG_FIELDS
        value = line.text[match.end() :].strip()
        if value and (marked or loose) and _fits(field, value):
            used.add(i)
            values.setdefault(field, value)
    return Panel(_tidy(values), frozenset(used))


def split_labels(publisher: str, texts: Iterable[str]) -> dict[str, str]:
    """Read labels and values from lines that hold a whole panel each, as furniture is kept: three labels or more."""
    labels = _labels(publisher)
    values: dict[str, str] = {}
    for text in texts:
        found = list(labels.anywhere.finditer(text))
        if len(found) < _SEVERAL:
            continue
        ends = [match.start() for match in found[1:]] + [len(text)]
        for match, end in zip(found, ends, strict=True):
            field = labels.field_of[match["label"].casefold()]
            value = text[match.end() : end].strip(" |:•·")
            if value and _fits(field, value):
                values.setdefault(field, value)
    return _tidy(values)


def beside_text(publisher: str, page: Page) -> dict[str, str]:
    """Read labels and values from what stands on an HTML page beside its body: two fields or more, else nothing."""
    lines = [Line(0, 0, 0, text.strip()) for text in page.furniture if text.strip()]
    values = dict(read_panel(publisher, lines, loose=True).values)
    if len(values) < _AT_LEAST:
        values = {}
    return {**split_labels(publisher, (line.text for line in lines)), **values}


def _tidy(values: dict[str, str]) -> dict[str, str]:
    return {field: " ".join(value.split()) for field, value in values.items() if field != "other"}


def _fits(field: str, value: str) -> bool:
    return len(value) <= _LONGEST or field in _LONG_FIELDS


@cache
def _labels(publisher: str) -> _Labels:
    table: dict[str, list[str]] = load_yaml(files("tierbook.pages.publishers") / "labels.yaml")[
        publisher
    ]
    field_of = {label.casefold(): field for field, labels in table.items() for label in labels}
    words = sorted((label for labels in table.values() for label in labels), key=len, reverse=True)
    names = "|".join(re.escape(word) for word in words)
    return _Labels(
        field_of,
        re.compile(rf"(?P<label>{names})(?:\s*(?P<mark>[:|])\s*|\s+|(?=This is not))"),
        re.compile(rf"(?:{names})\s*:?"),
        re.compile(rf"(?:^|(?<=[\s|]))(?P<label>{names})(?:\s*:|\s+(?=\S))"),
    )
