"""One entry of a statute file: its keys, its values, and the line that a message names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml

from tierbook.editions import FIRST_EDITION
from tierbook.errors import StatuteInvalid
from tierbook.files import YamlProblem, load_yaml
from tierbook.standards.facts import CONFIDENCES, Confidence, Doubt, Source

__all__ = ["Files", "Keys", "Row"]

T = TypeVar("T")
_LAST_YEAR = 2100
_SHAPES: dict[str, tuple[type, ...]] = {  # what stands under a key where it is not a text
    **dict.fromkeys(
        (
            "against",
            "changes",
            "countries",
            "doubts",
            "for",
            "goes_with",
            "may_go_with",
            "named",
            "presumed",
            "reservations",
            "see",
            "sources",
            "tests",
            "wordings",
        ),
        (list,),
    ),
    "items": (dict,),
    "paragraph": (str, dict),
    "confidence": (str, dict),
}


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that an entry must have, and those that it may have."""

    must: frozenset[str]
    may: frozenset[str] = frozenset()
    whole_file: bool = False  # its values are entries and lists; they are checked one by one

    @classmethod
    def of(cls, must: str, may: str = "", *, whole_file: bool = False) -> Keys:
        """Make them from words."""
        return cls(frozenset(must.split()), frozenset(may.split()), whole_file)


DOUBT = Keys.of("first_edition text", "last_edition fallback_edition")


@dataclass(slots=True)
class Files:
    """The folder that is read, what was read of it so far, and the faults found on the way."""

    folder: Traversable | Path
    sources: dict[str, Source] = field(default_factory=dict)
    acts: list[str] = field(default_factory=list)  # every Act
    forms: list[str] = field(default_factory=list)  # those that are a form of the statute, in order
    faults: list[StatuteInvalid] = field(default_factory=list)
    _read: dict[str, Any] = field(default_factory=dict)

    def top(self, name: str, keys: Keys | None = None) -> Row:
        """Return a whole file.

        Raises:
            StatuteInvalid: it is missing, no YAML, or has other keys.
        """
        try:
            content = self._read[name] if name in self._read else load_yaml(self.path(name))
        except YamlProblem as error:
            raise StatuteInvalid(
                error.what, where=error.where, why=error.why, remedy=error.remedy
            ) from error
        except FileNotFoundError as error:
            raise StatuteInvalid(
                f"{name} is missing", where=str(self.folder), remedy="put it back"
            ) from error
        if not isinstance(content, dict):
            raise StatuteInvalid(
                f"{name} holds no entries", where=str(self.path(name)), remedy="put them back"
            )
        self._read[name] = content
        row = Row(self, name, (), content)
        return row if keys is None else row.check(keys)

    def has(self, name: str) -> bool:
        """Tell whether a file is there; a statute without lists or further parts has none of it."""
        return self.path(name).is_file()

    def path(self, name: str) -> Traversable | Path:
        """Return the path of a file of the folder."""
        found: Traversable | Path = self.folder
        for part in name.split("/"):
            found = found / part
        return found

    def collect(self, make: Callable[[Row], T], rows: Iterable[Row]) -> list[T]:
        """Return what `make` gives of each row; a fault is kept, and the next row is read."""
        made = []
        for row in rows:
            try:
                made.append(make(row))
            except StatuteInvalid as fault:
                self.faults.append(fault)
        return made


@dataclass(frozen=True, slots=True)
class Row:
    """One entry, and where it stands."""

    files: Files
    name: str
    path: tuple[str | int, ...]
    value: Any

    @property
    def key(self) -> str:
        """Return the key it stands under."""
        return str(self.path[-1])

    def __getitem__(self, key: str) -> Any:
        return self.value[key]

    def get(self, key: str, otherwise: Any = None) -> Any:
        """Return the value of a key, or the other where the key is not given."""
        return self.value.get(key, otherwise)

    def down(self, key: str | int) -> Row:
        """Return the entry under a key."""
        return Row(self.files, self.name, (*self.path, key), self.value[key])

    def entries(self, key: str | None = None) -> Iterator[Row]:
        """Yield the entries of a mapping, or of the mapping under a key, in their order."""
        holder = self if key is None else self.down(key)
        if not isinstance(holder.value, dict):
            raise holder.wrong(f"{holder.label}: this should be an entry with keys")
        for name in holder.value:
            yield holder.down(name)

    def listed(self, key: str) -> Iterator[Row]:
        """Yield the rows of a list; none where the key is not given."""
        if key not in self.value:
            return
        holder = self.down(key)
        if not isinstance(holder.value, list):
            raise holder.wrong(f"{holder.label}: this should be a list")
        for i in range(len(holder.value)):
            yield holder.down(i)

    def check(self, keys: Keys) -> Row:
        """Return the row when it has the keys it must have and no others, each with a value of its shape."""
        if not isinstance(self.value, dict):
            raise self.wrong(f"{self.label}: this should be an entry with keys")
        known = keys.must | keys.may
        unknown = [key for key in self.value if key not in known]
        if unknown:
            raise self.wrong(
                f"{self.label}: unknown key {unknown[0]!r}",
                unknown[0],
                why=f"the keys are {', '.join(sorted(known))}",
            )
        missing = sorted(keys.must - self.value.keys())
        if missing:
            raise self.wrong(f"{self.label}: the key {missing[0]!r} is missing")
        if keys.whole_file:
            return self
        for key, value in self.value.items():
            if value in ("", [], {}) and key != "goes_with" and key not in ("for", "against"):
                what = "an entry without a source" if key == "sources" else f"{key} holds nothing"
                raise self.wrong(f"{self.label}: {what}", key)
            if not isinstance(value, _SHAPES.get(key, (str,))):
                raise self.wrong(f"{self.label}: {key} has another shape", key)
        return self

    def range(self) -> tuple[int, int | None]:
        """Return first and last edition; an open end is None."""
        first = self.edition("first_edition")
        last = self.edition("last_edition") if "last_edition" in self.value else None
        if last is not None and last < first:
            raise self.wrong("the range of editions ends before it begins", "last_edition")
        return first, last

    def edition(self, key: str) -> int:
        """Return the edition under a key."""
        return self.as_edition(str(self.value[key]), key)

    def as_edition(self, text: str, *path: str | int) -> int:
        """Return the edition that a text names."""
        if not (text.isdecimal() and FIRST_EDITION <= int(text) <= _LAST_YEAR):
            raise self.wrong(f"{text!r} is no edition", *path, why="an edition is a year: 2009")
        return int(text)

    def day(self, key: str) -> str:
        """Return the day under a key."""
        text = str(self.value[key])
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise self.wrong(f"{text!r} is no day", key, why="a day is written 2000-10-28")
        return text

    def confidence(self, key: str = "confidence") -> Confidence:
        """Return the confidence under a key."""
        return self.as_confidence(self.value[key], key)

    def as_confidence(self, word: Any, *path: str | int) -> Confidence:
        """Return the confidence that a word names."""
        if word not in CONFIDENCES:
            raise self.wrong(
                f"{word!r} is no confidence", *path, why=f"the words are {', '.join(CONFIDENCES)}"
            )
        return cast("Confidence", word)

    def cited(self) -> tuple[Source, ...]:
        """Return the sources of the entry."""
        ids = self.value.get("sources")
        if not isinstance(ids, list) or not ids:
            raise self.wrong("an entry without a source", "sources")
        for i, name in enumerate(ids):
            if name not in self.files.sources:
                raise self.wrong(f"there is no source {name!r} in sources.yaml", "sources", i)
        return tuple(self.files.sources[name] for name in ids)

    def act(self, key: str) -> str:
        """Return the id of an Act under a key."""
        name = str(self.value[key])
        if name not in self.files.acts:
            raise self.wrong(f"there is no Act {name!r} in versions.yaml", key)
        return name

    def doubt(self) -> Doubt:
        """Return what is open about a date."""
        self.check(DOUBT)
        first, last = self.range()
        fallback = self.edition("fallback_edition") if "fallback_edition" in self.value else None
        return Doubt(first, last, self.value["text"], fallback)

    def spread(self, key: str) -> dict[str, str]:
        """Return the value in each form of the statute, each step holding until the next one named."""
        steps, forms = self.value[key], self.files.forms
        if not isinstance(steps, dict) or not steps:
            raise self.wrong("this names the version from which each value holds", key)
        places = []
        for step in steps:
            if step not in forms:
                raise self.wrong(f"there is no version {step!r}", key, step)
            places.append(forms.index(step))
        if places != sorted(places):
            raise self.wrong("the versions stand out of their order", key)
        spread: dict[str, str] = {}
        for step, start in zip(steps, places, strict=True):
            spread |= dict.fromkeys(forms[start:], str(steps[step]))
        return spread

    @property
    def label(self) -> str:
        """Return where it stands, for a message."""
        return ".".join(map(str, self.path)) or self.name

    def wrong(self, what: str, *path: str | int, why: str | None = None) -> StatuteInvalid:
        """Return the fault, with file and line of the innermost key that stands there."""
        return StatuteInvalid(what, where=self.where(*path), why=why, remedy="mend the line named")

    def where(self, *path: str | int) -> str:
        """Return file and line."""
        file = self.files.path(self.name)
        line = _line_of(file.read_text(encoding="utf-8"), (*self.path, *path))
        return f"{file}:{line}"


def _line_of(text: str, path: tuple[str | int, ...]) -> int:
    """Return the line of the innermost key of a path that stands in the file; read only when something is wrong."""
    node, line = yaml.compose(text, Loader=yaml.BaseLoader), 1
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == step), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif (
            isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value)
        ):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line
