"""Held texts for tests, coded from a few sentences of our own: `hold("JPN:2018", "JAPAN: Tier 1 ...")`."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import get_args

from tierbook import code, read
from tierbook.dossier import HeldText
from tierbook.pages import TextKind


@cache
def hold(unit: str, text: str, kind: TextKind = "narrative") -> HeldText:
    """Code a text as that of a country and edition.

    Args:
        unit: `JPN:2018`.
        text: a tier line, a blank line, then headings and paragraphs as the Report prints them.
        kind: narrative, summary, excerpt or sample.
    """
    assert kind in get_args(TextKind)
    country, _, edition = unit.partition(":")
    document = read(text.encode(), country=country, edition=int(edition))
    assert not isinstance(document, list)
    return HeldText.of(code(replace(document, text_kind=kind)))
