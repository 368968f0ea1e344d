"""What goes to other tools and comes back: texts, and what coders said of them, whatever the format."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from tierbook.editions import unit_or_id

__all__ = [
    "ABSENCES", "DEFAULTS", "FACTS", "PERSON", "Imported", "Project", "Said", "Text", "Words", "is_person", "unit_of",
]  # fmt: skip

PERSON = "person/"
ABSENCES = ("not_stated", "not_in_summary", "not_asked")

# What a finding or a decision says beside its value, in the order in which it is written out, with what is left unsaid.
DEFAULTS: Mapping[str, object] = {
    "level": None,
    "place": None,
    "quality": None,
    "extent": None,
    "actor": "none",
    "period": "current",
    "said_by": "department",
    "certainty": "stated",
    "acts": [],
    "whom": [],
    "confidence": None,
    "cue": "",
    "note": "",
    "action": "",
    "at": "",
    "shown": "",
    "drawn": None,
    "codebook": "",
}
FACTS = tuple(DEFAULTS)


@dataclass(frozen=True, slots=True)
class Words:
    """Evidence: a span of the text in code points, end exclusive, and exactly the words that stand there."""

    start: int
    end: int
    text: str
    paragraph: int | None = None
    sentence: int | None = None
    supports: str | None = None
    mark: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What one coder says of one variable in one text.

    `coder` is `person/<name>` for people, else the name of a program. Where the value is absent it is None, and
    `absence` has the name of it. `facts` holds what differs from `DEFAULTS`.
    """

    document: str
    coder: str
    variable: str
    value: object | None
    absence: str | None = None
    words: tuple[Words, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    id: str = ""

    def fact(self, name: str) -> object:
        """Return a fact, or what is left unsaid."""
        return self.facts.get(name, DEFAULTS[name])


@dataclass(frozen=True, slots=True)
class Text:
    """A narrative in a project: its characters, what is known about the document, and where its sentences are.

    `sentences` are (start, end, paragraph, sentence), rising; empty where the file alone is known. `narrative` is the
    contract's object, for those who write codings again.
    """

    id: str
    text: str
    about: Mapping[str, object] = field(default_factory=dict)
    sentences: tuple[tuple[int, int, int, int], ...] = ()
    narrative: Mapping[str, object] | None = None

    def place(self, offset: int) -> tuple[int | None, int | None]:
        """Return paragraph and sentence at an offset, or the ones before it; None where sentences aren't known."""
        if not self.sentences:
            return None, None
        at = max(bisect_right(self.sentences, offset, key=lambda one: one[0]) - 1, 0)
        return self.sentences[at][2], self.sentences[at][3]


@dataclass(frozen=True, slots=True)
class Project:
    """Texts and what was said of them.

    `variables` are those that people are asked for, all where empty. `coders` are people who are still to code.
    `shown` is what they see before they code: `blind`, or `proposal` where the project holds a program's values.
    """

    texts: tuple[Text, ...]
    said: tuple[Said, ...] = ()
    codebook: str = ""
    name: str = "tierbook"
    variables: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    shown: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file gave.

    `unknown` are codes that stand for nothing here, with how often each was used. `refused` are single codings that
    could not be taken, each with the reason; `notices` what was taken and should be looked at. `exact` and `moved`
    count the codings whose words stand where the file says, and those that were found again at another place; `lost`
    those that were refused, of which one reason may tell many.
    """

    project: Project
    unknown: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    exact: int = 0
    moved: int = 0
    lost: int = 0


def is_person(coder: str) -> bool:
    """Tell a person from a program."""
    return coder.startswith(PERSON)


def unit_of(about: Mapping[str, object], document: str) -> str:
    """Return `JPN:2003`, or the id of the document where country or edition isn't known."""
    return unit_or_id(about.get("country"), about.get("edition"), document)
