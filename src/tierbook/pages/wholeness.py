"""Whether a narrative came whole: a text that breaks off, or lacks sections that its edition prints, is noted.

It is read all the same and keeps its kind: what is there is the Department's text. The note tells why it is silent on
much. A page that prints no heading of a pillar at all says nothing about its sections: several sites lost them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tierbook.editions import read_heading
from tierbook.pages.document import Block
from tierbook.text import late

__all__ = ["partial_notes", "wholeness_notes"]

_PILLARS = ("prosecution", "protection", "prevention")
_NAMES = {"profile": "Trafficking Profile"}
_PROFILE_LAST_FROM, _PROFILE_LAST_TO = 2019, 2025
_ENDED = late(r"[.!?;:][\"”’'ﬂ»)\]\d*†]*$")
_LEFT_OFF = late(
    r"(?:\.{3}|…|\[\.{3}\])[\"”’)\]]*$|\b(?:read more|continue reading|more)\s*[»>…\]).]*$", re.I
)
_BREAKS, _LACKS = "the text breaks off", "no heading "  # how the notes begin
_LONG = 25
_TAIL = 120  # more than the words and signs that a text can end with


def wholeness_notes(blocks: Sequence[Block], edition: int | None) -> tuple[str, ...]:
    """Return what is to be said of a narrative that seems to be cut."""
    notes = []
    if blocks and blocks[-1].kind in ("paragraph", "item"):
        last = blocks[-1].text
        tail = last[-_TAIL:]
        if _LEFT_OFF.search(tail):
            notes.append(f"{_BREAKS} where the page leaves out the rest")
        elif blocks[-1].kind == "paragraph" and len(last) >= _LONG and not _ENDED.search(tail):
            end = " ".join(last.split()[-6:])
            notes.append(f"{_BREAKS} in the middle of a sentence: {end!r}")
    missing = _missing(blocks, edition)
    if missing:
        notes.append(
            f"{_LACKS}{' or '.join(missing)} stands on the page, which prints others:"
            " it may hold a part of the narrative"
        )
    return tuple(notes)


def partial_notes(notes: Iterable[str]) -> tuple[str, ...]:
    """Return those notes of a Document that say that it may hold a part of its narrative only."""
    return tuple(note for note in notes if note.startswith((_BREAKS, _LACKS)))


def _missing(blocks: Sequence[Block], edition: int | None) -> list[str]:
    """Return the names of headings that the page lacks, where it prints one of a pillar at least."""
    printed = {read_heading(block.text) for block in blocks if block.kind == "heading"}
    if not printed & set(_PILLARS):
        return []
    expected = list(_PILLARS)
    if edition is not None and _PROFILE_LAST_FROM <= edition <= _PROFILE_LAST_TO:
        expected.append("profile")
    return [_NAMES.get(name, name.capitalize()) for name in expected if name not in printed]
