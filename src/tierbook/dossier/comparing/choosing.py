"""Which variables and countries a comparison is of: by id, by pattern, by the name of a set or of a region."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources

from tierbook.codebook import find_variables, load_codebook
from tierbook.errors import WrongUse
from tierbook.files import load_yaml
from tierbook.places import all_countries

__all__ = ["VariableSet", "choose_variables", "countries_of_region", "regions", "variable_sets"]

_FOUND = 3


@dataclass(frozen=True, slots=True)
class VariableSet:
    """Variables that answer one question together.

    Attributes:
        id: how a command names it.
        label: how a page names it.
        variables: ids or patterns.
        why: why they belong together.
    """

    id: str
    label: str
    variables: tuple[str, ...]
    why: str

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "id": self.id,
            "label": self.label,
            "variables": list(self.variables),
            "why": self.why,
        }


@cache
def variable_sets() -> Mapping[str, VariableSet]:
    """Return the sets that can be named, by id."""
    path = resources.files("tierbook.dossier.comparing") / "variable_sets.yaml"
    rows = load_yaml(path)
    return {
        name: VariableSet(name, row["label"], tuple(row["variables"]), row["why"])
        for name, row in rows.items()
    }


def choose_variables(names: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of variables in the order asked for, each once.

    Args:
        names: ids, patterns (`prosecution.*`), or names of sets (`penalised`).

    Raises:
        WrongUse: a name fits nothing.
    """
    return tuple(dict.fromkeys(variable for name in names for variable in _named(name.strip())))


def _named(name: str) -> Iterator[str]:
    known = load_codebook("tip").variables
    if name in known:
        yield name
        return
    chosen = variable_sets().get(name)
    if chosen is not None:
        for inner in chosen.variables:
            yield from _named(inner)
        return
    found = [variable for variable in known if fnmatchcase(variable, name)]
    if not found:
        raise WrongUse(
            f"no variable is called {name!r}, and no set of variables",
            remedy=_nearest(name, known),
        )
    yield from found


def _nearest(name: str, known: Iterable[str]) -> str:
    likely = difflib.get_close_matches(name, [*known, *variable_sets()], _FOUND)
    if not likely:
        words = name.replace(".", " ").replace("_", " ").replace("*", " ")
        likely = [f.variable.id for f in find_variables(load_codebook("tip"), words)[:_FOUND]]
    meant = f"did you mean {' or '.join(likely)}? " if likely else ""
    return f"{meant}sets are {', '.join(variable_sets())}; `tierbook codebook find WORDS` looks for variables"


@cache
def regions() -> tuple[str, ...]:
    """Return the regions of the world as the State Department groups them."""
    return tuple(sorted({country.region for country in all_countries() if country.region}))


def countries_of_region(words: str) -> tuple[str, ...]:
    """Return the codes of the countries of a region, empty where no region is called so.

    Args:
        words: its name or how it begins, in any letters, with spaces or hyphens: `east-asia`, `Africa`.
    """
    folded = _folded(words)
    named = [region for region in regions() if _folded(region) == folded]
    begun = [region for region in regions() if folded and _folded(region).startswith(folded)]
    chosen = named or (begun if len(begun) == 1 else [])
    return tuple(sorted(country.code for country in all_countries() if country.region in chosen))


def _folded(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").replace("&", "and").split())
