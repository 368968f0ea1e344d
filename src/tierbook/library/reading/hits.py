"""Hits of a search: never less than the whole sentence, the words that were searched for marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tierbook.library.catalogue.models import Paragraph
from tierbook.library.reading.places_in_text import sentence_anchor, short_place
from tierbook.library.reading.references import PILLAR_NAMES
from tierbook.library.reading.values import country_name

__all__ = ["Hit", "draw_hits"]

_WORD = re.compile(r"\w+")
SENTENCES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One paragraph that was found, with its sentences that hold the words."""

    title: str
    link: str
    place: str
    kind: str
    html: SafeString
    sample: bool


def draw_hits(paragraphs: Iterable[Paragraph], words: list[str]) -> list[Hit]:
    """Return hits for the page."""
    wanted = {_fold(word) for word in words}
    hits = []
    for row in paragraphs:
        document = row.document
        chosen = _choose(row, wanted)
        number = chosen[0][0] if chosen else 1
        where = f"/documents/{document.pk}/#{sentence_anchor(row.number, number)}"
        name = (
            country_name(document.country, document.edition)
            if document.country
            else "Country not known"
        )
        hits.append(
            Hit(
                f"{name}, {document.edition or 'edition not known'}",
                where,
                f"{PILLAR_NAMES.get(row.pillar, row.pillar)}, {short_place(row.number, number)}",
                document.text_kind,
                format_html_join(
                    " … ", "{}", ((_mark(row.text[s:e], wanted),) for _, s, e in chosen)
                ),
                document.is_sample,
            )
        )
    return hits


def _choose(row: Paragraph, wanted: set[str]) -> list[list[int]]:
    """Return the sentences that hold most of the words, in order; the first where none holds any."""
    sentences = row.sentences or [[1, 0, len(row.text)]]
    counts = [
        (len(wanted & {_fold(w) for w in _WORD.findall(row.text[s:e])}), -n)
        for n, s, e in sentences
    ]
    best = sorted(range(len(sentences)), key=lambda i: counts[i], reverse=True)
    kept = [i for i in best[:SENTENCES_SHOWN] if counts[i][0]] or best[:1]
    if counts[kept[0]][0] == len(wanted):
        kept = kept[:1]
    return [sentences[i] for i in sorted(kept)]


def _mark(sentence: str, wanted: set[str]) -> SafeString:
    parts: list[tuple[object]] = []
    place = 0
    for match in _WORD.finditer(sentence):
        if _fold(match[0]) in wanted:
            parts.append((sentence[place : match.start()],))
            parts.append((format_html("<mark>{}</mark>", match[0]),))
            place = match.end()
    parts.append((sentence[place:],))
    return format_html_join("", "{}", parts)


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
