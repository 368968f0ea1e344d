"""What a change of the codebook breaks: variables that go, come, or ask for another value, and codes that go.

A change lands on answers that were given under the old codebook. Those that the new one would refuse are found before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from tierbook.codebook.loading import FORMAT, compile_codebook, load_codebook, read_compiled
from tierbook.codebook.values import check_value
from tierbook.codebook.variable import Codebook, Variable
from tierbook.editions import split_unit
from tierbook.errors import CodebookInvalid, WrongUse

__all__ = [
    "BookChanges",
    "BrokenAnswer",
    "VariableChange",
    "broken_answers",
    "diff_codebooks",
    "read_codebook",
]

ABSENT = ("not_stated", "not_in_summary", "not_asked", "not_reported")
_ASKED = ("type", "vocabulary", "unit", "first_edition", "last_edition", "government", "pillar")
_SAID = ("question", "rule", "not_this", "label")


@dataclass(frozen=True, slots=True)
class VariableChange:
    """One variable that is in both: what it asks for (`shape`), which codes came and went, and words that changed."""

    variable: str
    shape: Mapping[str, tuple[object, object]]
    codes_gone: tuple[str, ...]
    codes_new: tuple[str, ...]
    words: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "variable": self.variable,
            "shape": {name: list(both) for name, both in self.shape.items()},
            "codes_gone": list(self.codes_gone),
            "codes_new": list(self.codes_new),
            "words": list(self.words),
        }


@dataclass(frozen=True, slots=True)
class BookChanges:
    """What differs between two codebooks."""

    old: str
    new: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[VariableChange, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "old": self.old,
            "new": self.new,
            "added": list(self.added),
            "removed": list(self.removed),
            "changed": [change.to_dict() for change in self.changed],
        }


@dataclass(frozen=True, slots=True)
class BrokenAnswer:
    """An answer that the new codebook would refuse, or would not have asked for, with the reason."""

    unit: str
    coder: str
    variable: str
    value: object
    why: str

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


def read_codebook(source: str) -> Codebook:
    """Return a codebook by its id in the package, its folder of YAML, or the JSON that was compiled of it.

    Raises:
        WrongUse: there is none.
        CodebookInvalid: it breaks the rules.
    """
    path = Path(source)
    if path.is_dir():
        return read_compiled(orjson.loads(compile_codebook(path)))
    if path.is_file():
        try:
            record = orjson.loads(path.read_bytes())
            if record["format"] != FORMAT:
                raise CodebookInvalid(
                    f"the compiled codebook has the format {record['format']}",
                    where=source,
                    remedy=f"this version reads {FORMAT}; give the folder of YAML",
                )
            return read_compiled(record)
        except (orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise CodebookInvalid(
                "the file is no compiled codebook",
                where=source,
                remedy="give a folder with codebook.yaml",
            ) from error
    if not source.isidentifier():
        raise WrongUse(f"{source} does not exist", remedy="give a folder, a compiled file, or tip")
    return load_codebook(source)


def diff_codebooks(old: Codebook, new: Codebook) -> BookChanges:
    """Return what differs."""
    changed = []
    for name, after in new.variables.items():
        before = old.variables.get(name)
        if before is not None:
            change = _change(old, before, new, after)
            if change.shape or change.codes_gone or change.codes_new or change.words:
                changed.append(change)
    return BookChanges(
        old=old.name,
        new=new.name,
        added=tuple(name for name in new.variables if name not in old.variables),
        removed=tuple(name for name in old.variables if name not in new.variables),
        changed=tuple(changed),
    )


def broken_answers(
    answers: Iterable[tuple[str, str, str, object]], new: Codebook
) -> list[BrokenAnswer]:
    """Return the answers that a codebook would refuse.

    Args:
        answers: (unit, coder, variable, value); a unit `JPN:2003` says its edition. Missing values are passed over.
        new: the codebook.
    """
    broken = []
    for unit, coder, variable, value in answers:
        if value is None:
            continue
        why = _why_not(new, unit, variable, value)
        if why:
            broken.append(BrokenAnswer(unit, coder, variable, value, why))
    return broken


def _why_not(new: Codebook, unit: str, variable: str, value: object) -> str | None:
    found = new.variables.get(variable)
    if found is None:
        return "the variable is gone"
    edition = split_unit(unit)[1]
    if edition is not None and not found.asked_in(edition):
        return f"the variable is not asked in {edition}"
    if isinstance(value, str) and value in ABSENT:
        return None
    try:
        check_value(new, variable, value)
    except CodebookInvalid as fault:
        return fault.what
    return None


def _change(old: Codebook, before: Variable, new: Codebook, after: Variable) -> VariableChange:
    codes_before, codes_after = _codes(old, before), _codes(new, after)
    return VariableChange(
        variable=after.id,
        shape={
            name: (getattr(before, name), getattr(after, name))
            for name in _ASKED
            if getattr(before, name) != getattr(after, name)
        },
        codes_gone=tuple(code for code in codes_before if code not in codes_after),
        codes_new=tuple(code for code in codes_after if code not in codes_before),
        words=tuple(name for name in _SAID if getattr(before, name) != getattr(after, name)),
    )


def _codes(book: Codebook, variable: Variable) -> Mapping[str, str]:
    name = "answers" if variable.type == "yes_no" else variable.vocabulary
    return book.vocabularies.get(name, {}) if name else {}
