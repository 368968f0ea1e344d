"""What is asked: words, filters, scope, order, thesaurus; and how it stands in an address.

The names of parameters are the same on the page, in the interface for programs, in feeds and in files:
`q`, `scope`, `sort`, `exact` (1 switches the thesaurus off), and each facet as often as it has values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from tierbook.library.catalogue.search.filters import FACETS
from tierbook.library.catalogue.search.language import BadQuery
from tierbook.library.catalogue.search.parsing import LONGEST_QUERY
from tierbook.library.catalogue.search.planning import SCOPES

__all__ = ["SORTS", "Asked", "asked_from", "query_string"]

SORTS = ("relevance", "edition", "acquired")
MOST_VALUES = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """One search.

    Attributes:
        text: the query in the language of `parsing`; empty for all passages that the filters let through.
        filters: values by facet.
        scope: all, titles, paragraphs or evidence.
        thesaurus: whether what the thesaurus gives is searched too.
        sort: relevance, edition (newest first) or acquired (newest first).
    """

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scope: str = "all"
    thesaurus: bool = True
    sort: str = "relevance"

    @property
    def empty(self) -> bool:
        """Whether nothing is asked at all."""
        return not self.text.strip() and not any(self.filters.values())

    def only(self, facet: str, values: Iterable[str]) -> Asked:
        """Return the search with these values of a facet."""
        return replace(self, filters={**self.filters, facet: tuple(values)})

    def without(self, facet: str) -> Asked:
        """Return the search without a facet."""
        return replace(
            self, filters={name: values for name, values in self.filters.items() if name != facet}
        )


def asked_from(params: Any) -> Asked:
    """Return the search that the parameters of an address ask for.

    Args:
        params: a QueryDict, or a mapping of names to a value or to several.

    Raises:
        BadQuery: a parameter has a value that it cannot have.
    """
    text = " ".join(_last(params, "q").split())
    if len(text) > LONGEST_QUERY:
        raise BadQuery(
            "q", "ask in parts, or send the queries as a file",
            f"the query has {len(text)} characters, more than {LONGEST_QUERY}",
        )  # fmt: skip
    filters = {}
    for facet in FACETS:
        values = tuple(dict.fromkeys(v.strip() for v in _all(params, facet) if v.strip()))
        if len(values) > MOST_VALUES:
            raise BadQuery(facet, f"give at most {MOST_VALUES} values", "too many values")
        if values:
            filters[facet] = values
    return Asked(
        text=text,
        filters=filters,
        scope=_choice(params, "scope", SCOPES),
        thesaurus=_choice(params, "exact", ("0", "1")) == "0",
        sort=_choice(params, "sort", SORTS),
    )


def query_string(asked: Asked, **more: object) -> str:
    """Return the parameters of an address that asks for a search; what is as it would be without is left out."""
    pairs: list[tuple[str, object]] = [("q", asked.text)] if asked.text else []
    pairs += [(facet, value) for facet in FACETS for value in asked.filters.get(facet, ())]
    if asked.scope != SCOPES[0]:
        pairs.append(("scope", asked.scope))
    if not asked.thesaurus:
        pairs.append(("exact", "1"))
    if asked.sort != SORTS[0]:
        pairs.append(("sort", asked.sort))
    pairs += [(name, value) for name, value in more.items() if value is not None]
    return urlencode(pairs)


def _choice(params: Any, name: str, choices: tuple[str, ...]) -> str:
    said = _last(params, name).strip()
    if not said:
        return choices[0]
    if said not in choices:
        raise BadQuery(
            f"{name}={said[:40]}", f"give one of {', '.join(choices)}", f"{name} is none of these"
        )
    return said


def _last(params: Any, name: str) -> str:
    values = _all(params, name)
    return values[-1] if values else ""


def _all(params: Any, name: str) -> list[str]:
    if hasattr(params, "getlist"):
        return [str(v) for v in params.getlist(name)]
    value = params.get(name)
    if value is None:
        return []
    if isinstance(value, bool):
        return ["1" if value else "0"]
    return [str(value)] if isinstance(value, str | int) else [str(v) for v in value]
