"""What the search page shows: hits drawn, facets as links, the state of the search in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote_plus

from django.utils.safestring import SafeString

from tierbook.library.catalogue.models import Document, Finding
from tierbook.library.catalogue.search import (
    FACETS,
    SCOPES,
    SORTS,
    Asked,
    Found,
    Hit,
    label_of,
    query_string,
)
from tierbook.library.catalogue.search.facets import joined_values
from tierbook.library.catalogue.search.filters import clean_value
from tierbook.library.catalogue.search.shelves import Shelf, open_shelf
from tierbook.library.reading.markup import format_html, format_html_join
from tierbook.library.reading.places_in_text import short_place
from tierbook.library.reading.references import PILLAR_NAMES
from tierbook.library.reading.templatetags.signs import tier_sign
from tierbook.library.reading.values import country_name, country_or_unknown
from tierbook.places import all_countries
from tierbook.text import join_words

__all__ = [
    "Choice",
    "DrawnFacet",
    "DrawnHit",
    "countries_named",
    "draw_facets",
    "draw_hits",
    "draw_scopes",
    "draw_sorts",
    "draw_state",
    "editions_held",
]

VALUES_SHOWN = 6
FINDINGS_SHOWN = 3
_SHOWN = (
    "edition", "country", "tier", "pillar", "form", "sector", "value", "variable", "region", "publisher",
    "kind",
)  # fmt: skip
_SCOPE_NAMES = {
    "all": "everywhere",
    "titles": "in titles",
    "paragraphs": "in paragraphs",
    "evidence": "in evidence",
}
_PLACE = "\0"
_OPEN = (
    '<li><a href="{}"><span class="tick" aria-hidden="true"></span><span>{}{}</span></a> '
    '<span class="num">{}<span class="vh"> paragraph{}</span></span></li>'
)
_CHOSEN = _OPEN.replace("<li>", '<li class="chosen">').replace('"{}"', '"{}" aria-current="true"')
_CHOSEN = _CHOSEN.replace("<span>{}", '<span><span class="vh">Take out </span>{}', 1)
_SORT_NAMES = {"relevance": "by relevance", "edition": "by edition", "acquired": "by date acquired"}


@dataclass(frozen=True, slots=True)
class DrawnHit:
    """One passage that was found, with its sentence and what rests on it."""

    title: str
    edition: str
    link: str
    place: str
    tier: str | None
    kind: str
    html: SafeString
    findings: Sequence[Finding]
    more: int
    need: bool
    sample: bool
    acquired: object


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, or one of several ways to search: a link, or what holds now."""

    words: str
    link: str
    count: int = 0
    chosen: bool = False
    value: str = ""


@dataclass(frozen=True, slots=True)
class DrawnFacet:
    """One facet: its name, the first values as lines of a list, and the rest of them with their number."""

    name: str
    title: str
    choices: SafeString
    rest: SafeString
    more: int


def draw_hits(hits: Iterable[Hit]) -> list[DrawnHit]:
    """Return hits for the page."""
    return [_draw(hit) for hit in hits]


def _draw(hit: Hit) -> DrawnHit:
    document = hit.document
    name = country_or_unknown(document.country, document.edition)
    if hit.paragraph:
        place = f"{short_place(hit.paragraph, hit.sentence)}, {PILLAR_NAMES.get(hit.pillar, hit.pillar)}"
    else:
        place = "title and tier line"
    return DrawnHit(
        name,
        str(document.edition or "edition not known"),
        hit.address,
        place,
        document.stated_tier,
        document.text_kind,
        _marked(hit),
        hit.findings[:FINDINGS_SHOWN],
        max(0, len(hit.findings) - FINDINGS_SHOWN),
        hit.pillar == "recommendations",
        document.is_sample,
        document.acquired,
    )


def _marked(hit: Hit) -> SafeString:
    parts: list[tuple[object]] = []
    place = 0
    for start, end in hit.marks:
        parts += [
            (hit.snippet[place:start],),
            (format_html("<mark>{}</mark>", hit.snippet[start:end]),),
        ]
        place = end
    parts.append((hit.snippet[place:],))
    if not hit.begins or any(start < hit.begins for start, _ in hit.marks):
        return format_html_join("", "{}", parts)
    before = hit.snippet[: hit.begins]
    first = parts[0][0]
    parts[0] = (str(first)[len(before) :],)
    return format_html('<span class="ctx">{}</span>{}', before, format_html_join("", "{}", parts))


def draw_facets(asked: Asked, found: Found) -> list[DrawnFacet]:
    """Return the facets that part the result, each value a link that narrows or widens it."""
    drawn = []
    shelf = open_shelf()
    for name in _SHOWN:
        rows = found.facets.get(name, [])
        values = asked.filters.get(name, ())
        chosen_codes = _chosen(name, joined_values(name, values, asked.filters), shelf)
        if len(rows) < 2 and not values:
            continue
        link = _link_of(asked, name, chosen_codes)
        choices = [
            Choice(_label(name, label), link(value), count, value in chosen_codes, value)
            for value, label, count in rows
        ]
        first = [c for n, c in enumerate(choices) if n < VALUES_SHOWN or c.chosen]
        rest = [c for n, c in enumerate(choices) if n >= VALUES_SHOWN and not c.chosen]
        if len(rest) == 1:
            first, rest = choices, []
        drawn.append(
            DrawnFacet(name, FACETS[name], _lines(name, first), _lines(name, rest), len(rest))
        )
    return drawn


def _lines(facet: str, choices: Iterable[Choice]) -> SafeString:
    """Draw the values of a facet: a broad search has nine hundred, too many for a template."""
    return format_html_join("", "{}", ([_line(facet, choice)] for choice in choices))


def _line(facet: str, choice: Choice) -> SafeString:
    sign = format_html("{} ", tier_sign(choice.value)) if facet == "tier" else ""
    return format_html(
        _CHOSEN if choice.chosen else _OPEN,
        choice.link,
        sign,
        choice.words,
        choice.count,
        "" if choice.count == 1 else "s",
    )


def _label(name: str, label: str) -> str:
    return label[:1].upper() + label[1:] if name in {"form", "sector", "kind"} else label


def _chosen(name: str, values: Sequence[str], shelf: Shelf) -> tuple[str, ...]:
    """Return the codes that are chosen."""
    return tuple(
        dict.fromkeys(code for value in values for code in clean_value(name, value, shelf))
    )


def _link_of(asked: Asked, name: str, chosen: tuple[str, ...]) -> Callable[[str], str]:
    """Return what gives the search with a value put in or taken out; what stood for several is written out first."""
    # The place stands in one parameter alone: in a query its sign would be quoted, and the sign for equal before it.
    before, _, after = query_string(asked.only(name, (*chosen, _PLACE))).partition(
        f"{name}={quote_plus(_PLACE)}"
    )

    def link(value: str) -> str:
        if value not in chosen:
            return f"?{before}{name}={quote_plus(value)}{after}"
        left = tuple(code for code in chosen if code != value)
        return "?" + query_string(asked.only(name, left) if left else asked.without(name))

    return link


def draw_scopes(asked: Asked) -> list[Choice]:
    """Return where can be searched."""
    return [
        Choice(
            _SCOPE_NAMES[scope],
            "?" + query_string(replace(asked, scope=scope)),
            chosen=scope == asked.scope,
            value=scope,
        )
        for scope in SCOPES
    ]


def draw_sorts(asked: Asked) -> list[Choice]:
    """Return the orders that hits can have."""
    return [
        Choice(
            _SORT_NAMES[sort],
            "?" + query_string(replace(asked, sort=sort)),
            chosen=sort == asked.sort,
        )
        for sort in SORTS
    ]


def draw_state(asked: Asked) -> list[tuple[str, str, str]]:
    """Return (facet, its values in words, link without it) of each filter in force."""
    rows = []
    shelf = open_shelf()
    for name in _SHOWN:
        values = asked.filters.get(name, ())
        if values:
            words = join_words([_value_words(name, v, shelf) for v in values], conjunction="or")
            rows.append((FACETS[name], words, "?" + query_string(asked.without(name))))
    return rows


def _value_words(name: str, value: str, shelf: Shelf) -> str:
    codes = clean_value(name, value, shelf)
    return label_of(name, codes[0]) if len(codes) == 1 else value.replace("_", " ")


def countries_named(query: str, using: str = "default") -> list[tuple[str, str, int]]:
    """Return (code, name, texts held) of the countries that a query names, now or in another year."""
    wanted = query.casefold().strip('"“” ')
    if not wanted:
        return []
    found = [
        c.code
        for c in all_countries()
        if c.code.casefold() == wanted
        or any(wanted in name.casefold() for name in (c.name, *(n.text for n in c.names)))
    ]
    counts: dict[str, int] = {}
    rows = Document.objects.using(using).filter(country__in=found[:60]).order_by()
    for code in rows.values_list("country", flat=True):
        counts[code or ""] = counts.get(code or "", 0) + 1
    named = [(code, country_name(code), counts[code]) for code in found if code in counts]
    return sorted(named, key=lambda row: row[1])[:12]


def editions_held(asked: Asked) -> list[tuple[str, str, str]]:
    """Return (code, name, editions held in words) of each country that a search is narrowed to."""
    shelf = open_shelf()
    rows = []
    for value in asked.filters.get("country", ()):
        for code in clean_value("country", value, shelf):
            years = sorted({t.edition for t in shelf.texts.values() if t.country == code})
            words = ", ".join(str(year) if year else "edition not known" for year in years)
            rows.append((code, country_name(code), words or "no edition"))
    return rows
