"""Codes of a coding tool and what they stand for: `prosecution.law = yes` is a value, `prosecution.law` a variable.

A value that is a list is one code for each element. Values that are no code of a vocabulary (counts, routes, cases,
recommendations) are coded under their variable, and the value stands in the comment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from tierbook.codebook import Codebook, Variable, check_value
from tierbook.errors import CodebookInvalid, ExchangeInvalid, UnknownCountry
from tierbook.places import get_country, resolve_country
from tierbook.release.exchange.project import ABSENCES

__all__ = [
    "LEFT_OUT",
    "Code",
    "CodeMap",
    "Known",
    "code_name",
    "elements_of",
    "is_list",
    "variable_codes",
]

_LISTS = ("categories", "countries", "regions")
_CODED = ("yes_no", "category", "integer", *_LISTS)
_IS = " = "


@dataclass(frozen=True, slots=True)
class Code:
    """What a code stands for: a variable alone, or with one value, an element of its list, or an absence."""

    variable: str
    value: object | None = None
    absence: str | None = None
    level: str | None = None
    place: str | None = None


LEFT_OUT = Code("")  # a code that a map leaves out on purpose


def is_list(variable: Variable) -> bool:
    """Tell whether a value is a list of codes, each of which can be coded alone."""
    return variable.type in _LISTS


def code_name(variable: str, value: object | None = None) -> str:
    """Return the name of a code; it is unique in a codebook, as some tools need it."""
    return variable if value is None else f"{variable}{_IS}{value}"


def elements_of(variable: Variable, value: object) -> tuple[object, ...]:
    """Return the parts of a value that have a code each: none where it stands in the comment alone."""
    if variable.type not in _CODED:
        return ()
    return tuple(cast("Sequence[object]", value)) if is_list(variable) else (value,)


def variable_codes(
    codebook: Codebook, variable: Variable, used: Iterable[object] = ()
) -> Iterator[tuple[str, str]]:
    """Yield (value, label) of the codes below a variable: its vocabulary, what else is used, and silence."""
    labels: dict[str, str] = {}
    if variable.type == "yes_no":
        labels |= codebook.vocabularies["answers"]
    elif variable.vocabulary is not None and variable.type in ("category", "categories"):
        known = codebook.vocabularies.get(variable.vocabulary, {})
        labels |= {code: label for code, label in known.items() if not code.endswith(":")}
    more = sorted({str(value) for value in used} - labels.keys() - set(ABSENCES))
    labels |= {code: _label(variable, code) for code in more}
    labels["not_stated"] = codebook.vocabularies["absences"]["not_stated"]
    labels |= {str(value): "" for value in used if value in ABSENCES and str(value) not in labels}
    yield from labels.items()


def _label(variable: Variable, code: str) -> str:
    if variable.type == "countries":
        return get_country(code).name
    return code.partition(":")[2].replace("_", " ")


class CodeMap:
    """What foreign codes stand for, as a person wrote it: `Law exists: prosecution.law = yes`, or `-` to leave out.

    Args:
        entries: code, or its path with ` > ` between, to what it stands for.
    """

    def __init__(self, entries: Mapping[str, object] | None = None) -> None:
        self.entries = {
            " ".join(str(name).split()): value
            for name, value in (entries or {}).items()
            if value not in ("", None)
        }

    def find(self, path: Sequence[str]) -> object | None:
        """Return the entry of a code: by its path first, then by its name."""
        names = [" ".join(part.split()) for part in path]
        for at in range(len(names)):
            found = self.entries.get(" > ".join(names[at:]))
            if found is not None:
                return found
        return None


class Known:
    """What codes stand for under a codebook and a map.

    Args:
        codebook: the variables and vocabularies.
        codes: what a person wrote of codes that are not ours.

    Raises:
        ExchangeInvalid: the map names a variable or a value that isn't there.
    """

    def __init__(self, codebook: Codebook, codes: CodeMap | None = None) -> None:
        self.codebook = codebook
        self.codes = codes or CodeMap()
        self._labels = {v.label.casefold(): v.id for v in codebook.variables.values()}
        self._held: dict[tuple[str, ...], Code | None] = {}
        for name, entry in self.codes.entries.items():
            self._mapped(name, entry)

    def find(self, path: Sequence[str]) -> Code | None:
        """Return what a code stands for, or None; `LEFT_OUT` where the map says so.

        Args:
            path: names from the top of the tree to the code.
        """
        key = tuple(path)
        if key not in self._held:
            entry = self.codes.find(key)
            self._held[key] = self._mapped(key[-1], entry) if entry is not None else self._ours(key)
        return self._held[key]

    def _mapped(self, name: str, entry: object) -> Code:
        """Read one entry of the map."""
        if entry == "-":
            return LEFT_OUT
        rest: Mapping[str, object] = {}
        if isinstance(entry, Mapping):
            value = entry.get("value")
            words = str(entry.get("variable", ""))
            rest, entry = entry, words if value is None else code_name(words, value)
        code = self._named(str(entry))
        if code is None:
            raise ExchangeInvalid(
                f"{entry!r} is no variable, and no value of one",
                where=f"map, {name!r}",
                remedy="write prosecution.law, prosecution.law = yes, or - to leave the code out; tierbook codebook "
                "find names variables",
            )
        return Code(
            code.variable,
            code.value,
            code.absence,
            _text(rest.get("level")),
            _text(rest.get("place")),
        )

    def _ours(self, path: Sequence[str]) -> Code | None:
        """Read a code as we name it; or its label, or the label of a value below its variable."""
        name = " ".join(path[-1].split())
        code = self._named(name)
        if code is not None:
            return code
        for above in reversed(path[:-1]):
            variable = self._variable(" ".join(above.split()))
            if variable is not None:
                return self._value(variable, name)
        variable = self._variable(name)
        return None if variable is None else Code(variable.id)

    def _named(self, name: str) -> Code | None:
        head, sign, tail = name.partition("=")
        variable = self.codebook.variables.get(head.strip())
        if variable is None:
            return None
        return self._value(variable, tail.strip()) if sign else Code(variable.id)

    def _variable(self, name: str) -> Variable | None:
        return self.codebook.variables.get(name) or self.codebook.variables.get(
            self._labels.get(name.casefold(), "")
        )

    def _value(self, variable: Variable, name: str) -> Code | None:
        """Return the value of a variable that a name stands for: a code, its label, a number, a country."""
        if name in ABSENCES:
            return Code(variable.id, absence=name)
        vocabulary = "answers" if variable.type == "yes_no" else variable.vocabulary or ""
        labels = self.codebook.vocabularies.get(vocabulary, {})
        by_label = {label.casefold(): code for code, label in labels.items()}
        for value in (
            name,
            by_label.get(name.casefold()),
            name.casefold(),
            self._number_or_country(variable, name),
        ):
            if value is not None and self._fits(variable, [value] if is_list(variable) else value):
                return Code(variable.id, value)
        absences = self.codebook.vocabularies["absences"]
        absence = next(
            (code for code, label in absences.items() if label.casefold() == name.casefold()), None
        )
        return Code(variable.id, absence=absence) if absence else None

    def _number_or_country(self, variable: Variable, name: str) -> object | None:
        if variable.type == "integer":
            return int(name) if name.isascii() and name.isdigit() else None
        if variable.type == "countries":
            try:
                return resolve_country(name).code
            except UnknownCountry:
                return None
        return None

    def _fits(self, variable: Variable, value: object) -> bool:
        if variable.type not in _CODED:
            return False
        try:
            check_value(self.codebook, variable.id, value)
        except CodebookInvalid:
            return False
        return True


def _text(value: object) -> str | None:
    return None if value is None else str(value)
