"""Signs that templates draw: shapes of values and tiers, chips, addresses of the site's own files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tierbook.editions import TIERS, split_unit
from tierbook.files import content_hash
from tierbook.library.reading.by_people import MARKS, PeopleMark
from tierbook.library.reading.chips import Chip
from tierbook.library.reading.fates import FATES
from tierbook.library.reading.markup import format_html, format_html_join
from tierbook.library.reading.places_in_text import short_place
from tierbook.library.reading.values import (
    ABSENCES,
    ValueInWords,
    country_or_unknown,
    value_in_words,
)
from tierbook.library.reading.variables import describe_variable
from tierbook.release import anchor_of
from tierbook.text import in_sentence
from tierbook.text import long_date as in_long_form

register = template.Library()

_QUOTED = re.compile(r"(“[^”]*”)")
_PLACE = re.compile(r"\[(\d+)\] s\. (\d+)(?:-\d+)?")


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw one sign of the sprite; its word always stands beside it."""
    return format_html(
        '<svg class="ic" aria-hidden="true" focusable="false"><use href="#{}"/></svg>', name
    )


@register.simple_tag
def tier_sign(tier: str | None) -> SafeString:
    """Draw a tier's shape, or the empty place where none is known."""
    return icon(f"t-{tier.lower()}" if tier in TIERS else "t-none")


@register.filter
def tier_name(tier: str | None) -> str:
    """Return `Tier 2 Watch List` for 2WL."""
    return TIERS.get(tier or "", "no tier stated")


@register.filter
def tier_code(tier: str) -> str:
    """Return the code that a tile prints."""
    return "S" if tier == "special" else tier


@register.simple_tag
def value(view: ValueInWords, form: str = "long") -> SafeString:
    """Draw a value: shape and word, a tier's shape and name, or words alone."""
    if view.tier:
        return format_html('<span class="tier">{} {}</span>', tier_sign(view.tier), view.word)
    if view.shape:
        return format_html(
            '<span class="v {}">{}{}</span>', view.shape, icon(f"v-{view.shape}"), view.word
        )
    return format_html("<b>{}</b>", view.word if form == "long" else view.brief)


@register.simple_tag
def value_of(variable: str, raw: Any, form: str = "long") -> SafeString:
    """Draw the value of a catalogue row."""
    return value(value_in_words(variable, raw), form)


@register.simple_tag
def chip_list(chips: Iterable[Chip | list[str]]) -> SafeString:
    """Draw chips as a list, nothing where there are none."""
    pairs = [(c.word, c.kind) if isinstance(c, Chip) else (c[0], c[1]) for c in chips]
    if not pairs:
        return mark_safe("")
    items = format_html_join(
        " ", "<li{}>{}</li>", ((_chip_class(kind), word) for word, kind in pairs)
    )
    return format_html('<ul class="chips">{}</ul>', items)


def _chip_class(kind: str) -> SafeString:
    return mark_safe("") if kind == "plain" else format_html(' class="{}"', kind)


_FATES = {fate: (sign, words) for fate, sign, words in FATES}


@register.filter
def variable_words(variable: str) -> str:
    """Return the label of a variable in running text."""
    return in_sentence(describe_variable(variable).label)


@register.filter
def quote_anchor(quote: dict[str, Any]) -> str:
    """Return the anchor of quoted words on the page of their document."""
    return anchor_of(quote["paragraph"], quote["sentence"])


@register.filter
def fate_sign(fate: str) -> str:
    """Return the sign of what became of a recommendation in an edition."""
    return _FATES[fate][0]


@register.filter
def fate_words(fate: str) -> str:
    """Return what became of a recommendation in an edition, in words."""
    return _FATES[fate][1]


@register.filter
def newest_quote(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the sentence of the last edition that makes a recommendation."""
    asked = [cell["items"][0] for cell in entry["cells"] if cell["items"]]
    quote: dict[str, Any] = asked[-1]["quotes"][0]
    return quote


@register.filter
def spaced(code: str) -> str:
    """Return a code as words: `not_repeated` as `not repeated`."""
    return code.replace("_", " ")


@register.filter
def unit_year(unit: str) -> str:
    """Return the edition of a unit: `JPN:2018` gives `2018`."""
    return str(split_unit(unit)[1] or unit)


@register.filter
def short_year(year: int) -> str:
    """Return `’18`."""
    return f"’{year % 100:02d}"


@register.filter
def absence_words(absence: str | None) -> str:
    """Return a named absence in words."""
    return ABSENCES.get(absence or "", "not stated")


@register.filter
def variable_label(variable: str) -> str:
    """Return what a variable is called."""
    return describe_variable(variable).label


@register.simple_tag
def quote_place(quote: Any) -> SafeString:
    """Draw where quoted words stand, as a link to their sentence; the kind of text where it is no narrative.

    Args:
        quote: a `Quote`, or what its `to_dict` gave.
    """
    row = quote if isinstance(quote, dict) else quote.to_dict()
    edition, kind = row["edition"] or "no edition", row["text_kind"]
    words = f"{edition}, " if kind == "narrative" else f"{edition}, {kind}, "
    return format_html(
        '<a class="at" href="/documents/{}/#{}">{}{}</a>{}',
        row["document"],
        anchor_of(row["paragraph"], row["sentence"]),
        words,
        short_place(row["paragraph"], row["sentence"]),
        by_people(row.get("set_by_people")),
    )


@register.simple_tag
def by_people(mark: PeopleMark | str | None) -> SafeString:
    """Draw the mark of what people set; nothing where nobody decided.

    Args:
        mark: a mark, or a state alone: set, confirmed, contested, stale.
    """
    if not mark:
        return SafeString("")
    if isinstance(mark, str):
        return format_html(' <span class="by-people {}">{}</span>', mark, MARKS[mark])
    more = format_html(' <span class="by-people-more">{}</span>', mark.more) if mark.more else ""
    words = ' <span class="by-people {}">{}</span>{}'
    return format_html(words, mark.state, mark.words, more)


@register.filter
def reason(words: str) -> SafeString:
    """Draw a reason: the document's own words in the voice of the document, places as links to their sentences."""
    parts = []
    for piece in _QUOTED.split(words):
        if piece.startswith("“"):
            parts.append((format_html('<span class="words">{}</span>', piece),))
        else:
            parts.append((_with_places(piece),))
    return format_html_join("", "{}", parts)


def _with_places(words: str) -> SafeString:
    parts: list[tuple[object]] = []
    place = 0
    for match in _PLACE.finditer(words):
        parts.append((words[place : match.start()],))
        link = anchor_of(int(match[1]), int(match[2]))
        parts.append((format_html('<a href="#{}">{}</a>', link, match[0]),))
        place = match.end()
    parts.append((words[place:],))
    return format_html_join("", "{}", parts)


_SECTION = re.compile(r"section 110(?P<paragraph>\(b\)\(2\)\([DF]\)(?:\(i{1,2}\))?)")
_ENTRIES = {
    "(b)(2)(D)(i)": "clock.downgrade",
    "(b)(2)(D)(ii)": "clock.waiver",
    "(b)(2)(D)": "clock.longest_run",
    "(b)(2)(F)": "clock.one_year",
}


@register.filter
def cited(words: str) -> SafeString:
    """Draw a sentence of the clock: sections of the Act as links to their entry in the law."""
    parts: list[tuple[object]] = []
    place = 0
    for match in _SECTION.finditer(words):
        entry = _ENTRIES.get(match["paragraph"])
        if entry is None:
            continue
        parts.append((words[place : match.start()],))
        parts.append((format_html('<a href="/law/entries/{}/">{}</a>', entry, match[0]),))
        place = match.end()
    parts.append((words[place:],))
    return format_html_join("", "{}", parts)


@register.filter
def marked(words: str) -> SafeString:
    """Draw words of the codebook: `*words*` as words spoken of, and backquotes around a code, as its YAML has them."""
    parts = re.split(r"\*([^*\n]+)\*|`([^`\n]+)`", words)
    drawn = []
    for plain, spoken, code in zip(
        parts[::3], [*parts[1::3], None], [*parts[2::3], None], strict=True
    ):
        drawn.append(escape(plain))
        if spoken:
            drawn.append(format_html("<i>{}</i>", spoken))
        elif code:
            drawn.append(format_html("<code>{}</code>", code))
    return mark_safe("".join(drawn))


@register.filter
@lru_cache(maxsize=4096)
def breakable(name: str) -> SafeString:
    """Draw an id so that a narrow place breaks it behind its dots and lines, not anywhere."""
    pieces = re.findall(r"[^._]*[._]?", name)
    return format_html_join(mark_safe("<wbr>"), "{}", ((piece,) for piece in pieces if piece))


@register.filter
def long_date(iso: str) -> str:
    """Return `2003-06-11` as `11 June 2003`."""
    return in_long_form(iso)


@register.filter
def country(code: str | None, edition: int | None = None) -> str:
    """Return a country's name in an edition."""
    return country_or_unknown(code, edition)


@register.simple_tag
@cache
def own_file(path: str) -> str:
    """Return the address of one of the site's files, with its hash so that a new one is fetched."""
    found = finders.find(path)
    named = content_hash(Path(str(found)).read_bytes())[:10] if found else "0"
    return f"{static(path)}?v={named}"


@register.filter
def count_of(counts: Mapping[str, int], kind: str) -> int:
    """Return a number of a table that is kept by name, nought where there is none."""
    return counts.get(kind, 0)
