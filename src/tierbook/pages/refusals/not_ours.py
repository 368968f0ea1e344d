"""Papers that are no narrative of the Report, and walls in front of pages, as `not_ours.yaml` and `walls.yaml` say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from tierbook.errors import PageUnreadable
from tierbook.files import load_yaml
from tierbook.pages.refusals.narrative_signs import Signs
from tierbook.text import late

__all__ = ["Paper", "Wall", "paper", "papers", "refusal_of", "walls"]

_WHY = "only narratives of the Trafficking in Persons Report are read"
_REMEDY = "save the country's page of the Trafficking in Persons Report"


class Paper(NamedTuple):
    """A kind of paper that isn't read: how it is told, and what the message says.

    `least` of the `lines` tell it. `needs` are words of which one stands wherever they do: without any of them the
    lines are not looked for.
    """

    id: str
    what: str
    why: str
    remedy: str
    title: re.Pattern[str] | None
    lines: tuple[re.Pattern[str], ...]
    least: int
    needs: tuple[str, ...]
    unless: frozenset[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]

    def is_told_by(self, signs: Signs) -> bool:
        """Tell whether a page with these signs is such a paper."""
        saved = {
            "report": signs.calls_itself_report,
            "tier_line": signs.tier_lines > 0,
            "headings": signs.headings >= 2,
            "formula": signs.formula,
        }
        if any(saved[sign] for sign in self.unless):
            return False
        if self.title is not None and self.title.search(signs.title):
            return True
        if self.needs and not any(words in signs.head for words in self.needs):
            return False
        left, missing = len(self.lines), self.least
        for pattern in self.lines:
            if not 0 < missing <= left:
                break
            missing -= pattern.search(signs.head) is not None
            left -= 1
        return bool(self.lines) and missing <= 0


class Wall(NamedTuple):
    """What stands in front of a page, or in its place."""

    id: str
    what: str
    why: str
    remedy: str
    words: re.Pattern[str]
    by_password: bool
    examples: tuple[str, ...]


def refusal_of(kind: Paper | Wall) -> PageUnreadable:
    """Return the error that refuses a page of this kind."""
    return PageUnreadable(f"this is {kind.what}", why=kind.why, remedy=kind.remedy)


def paper(name: str) -> Paper:
    """Return the paper of an id."""
    return next(kind for kind in papers() if kind.id == name)


@cache
def papers() -> tuple[Paper, ...]:
    """Return the papers in the order in which they are looked for."""
    return tuple(
        Paper(
            id=entry["id"],
            what=entry["is"],
            why=entry.get("why", _WHY),
            remedy=entry.get("remedy", _REMEDY),
            title=_any_of(entry["title"]) if "title" in entry else None,
            lines=tuple(late(words, re.M) for words in entry.get("lines", ())),
            least=int(entry.get("least", "1")),
            needs=tuple(entry.get("needs", ())),
            unless=frozenset(entry["unless"]),
            yes=tuple(entry.get("yes", ())),
            no=tuple(entry.get("no", ())),
        )
        for entry in _entries("not_ours.yaml")
    )


@cache
def walls() -> tuple[Wall, ...]:
    """Return the walls in the order in which they are looked for."""
    return tuple(
        Wall(
            id=entry["id"],
            what=entry["is"],
            why=entry["why"],
            remedy=entry["remedy"],
            words=_any_of(entry["words"]),
            by_password=entry.get("password") == "yes",
            examples=tuple(entry["examples"]),
        )
        for entry in _entries("walls.yaml")
    )


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return late("|".join(f"(?:{pattern})" for pattern in words), re.I | re.M)


def _entries(name: str) -> Sequence[Mapping[str, Any]]:
    entries: Sequence[Mapping[str, Any]] = load_yaml(files("tierbook.pages.refusals") / name)
    return entries
