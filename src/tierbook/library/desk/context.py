"""The text as the desk shows it: paragraphs whose sentences can be chosen, and the words that were chosen in them.

A paragraph's words on the page are the words of the narrative and no others, so a selection made there counts in the
narrative's own characters. Whoever has no script chooses whole sentences.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString

from tierbook.errors import WrongUse
from tierbook.library.reading.markup import format_html, format_html_join
from tierbook.library.reading.places_in_text import Layout, short_place
from tierbook.library.reading.references import PILLAR_NAMES
from tierbook.release import anchor_of

__all__ = ["TextParagraph", "around", "evidence_from", "paragraphs_of", "places_of"]

Spans = Sequence[tuple[int, int]]
MOST = 100  # places that one answer may point at
_WORDS = re.compile(r"(\d{1,9})-(\d{1,9}):(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """A paragraph to read and to choose from."""

    number: int
    name: str
    pillar: str
    html: SafeString
    chosen: bool


def around(layout: Layout, numbers: Collection[int]) -> tuple[list[int], list[int], list[int]]:
    """Return the paragraphs before, of and after some evidence: what stands next to it."""
    known = sorted(layout.sentences)
    here = [n for n in known if n in numbers] or known[:1]
    before = [n for n in known if n == here[0] - 1]
    after = [n for n in known if n == here[-1] + 1]
    return before, here, after


def paragraphs_of(
    layout: Layout,
    numbers: Iterable[int] | None = None,
    *,
    chosen: Collection[str] = (),
    marks: Spans = (),
    form: str = "",
) -> list[TextParagraph]:
    """Return paragraphs with their sentences to choose.

    Args:
        layout: of the narrative.
        numbers: which paragraphs; None for all, the tier line as paragraph 0.
        chosen: places (`5.4`) that are chosen.
        marks: spans to underline.
        form: id of the form that the sentences belong to, where they stand outside it.
    """
    wanted = sorted(layout.sentences) if numbers is None else list(numbers)
    made = []
    for number in wanted:
        row = layout.paragraphs[number - 1] if number else None
        made.append(
            TextParagraph(
                number=number,
                name=f"[{number}]" if number else "Tier line",
                pillar=PILLAR_NAMES.get(row["pillar"], "") if row else "",
                html=_draw(layout, number, chosen, marks, form),
                chosen=any(place.startswith(f"{number}.") for place in chosen),
            )
        )
    return made


def places_of(evidence: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the places of evidence (`5.4`), each once."""
    return list(dict.fromkeys(f"{e['paragraph']}.{e['sentence']}" for e in evidence))


def evidence_from(layout: Layout, told: QueryDict) -> list[dict[str, Any]]:
    """Return the evidence that a form gives: marked words, and chosen sentences in which no words are marked.

    Raises:
        WrongUse: the words do not stand where they are said to, or a sentence is none of the text.
    """
    spans = [_span_of(layout, raw) for raw in told.getlist("words")[: MOST + 1] if raw.strip()]
    for place in told.getlist("sentence")[: MOST + 1]:
        start, end = _sentence_at(layout, place)
        if not any(start <= left and right <= end for left, right in spans):
            spans.append((start, end))
    if len(spans) > MOST:
        raise WrongUse(f"more than {MOST} places are chosen", remedy="choose those that decide")
    return [_evidence(layout, *span) for span in sorted(set(spans))]


def _span_of(layout: Layout, raw: str) -> tuple[int, int]:
    """Return the span of `120-145:words`, held to the text."""
    found = _WORDS.fullmatch(raw.replace("\r\n", "\n"))
    if found is None:
        raise WrongUse("the marked words cannot be read", remedy="mark them again")
    start, end, quote = int(found[1]), int(found[2]), found[3]
    if start >= end or layout.text[start:end] != quote:
        raise WrongUse(
            f"the marked words {quote[:60]!r} do not stand there in the text",
            remedy="mark them again, or choose the sentence",
        )
    return start, end


def _sentence_at(layout: Layout, place: str) -> tuple[int, int]:
    number, _, sentence = place.partition(".")
    if number.isdecimal() and sentence.isdecimal() and len(place) < 12:
        for row in layout.sentences.get(int(number), ()):
            if row["sentence"] == int(sentence):
                return row["start"], row["end"]
    raise WrongUse(f"the text has no sentence {place[:20]!r}", remedy="choose one of the page")


def _evidence(layout: Layout, start: int, end: int) -> dict[str, Any]:
    touched = layout.sentences_over(start, end)
    if not touched:
        raise WrongUse("the marked words stand in no sentence", remedy="mark words of a sentence")
    return {
        "start": start,
        "end": end,
        "text": layout.text[start:end],
        "paragraph": touched[0]["paragraph"],
        "sentence": touched[0]["sentence"],
    }


def _draw(
    layout: Layout, number: int, chosen: Collection[str], marks: Spans, form: str
) -> SafeString:
    start, end = layout.span_of(number)
    parts: list[tuple[object]] = []
    place = start
    of = format_html(' form="{}"', form) if form else ""
    for row in layout.sentences.get(number, ()):
        here = f"{number}.{row['sentence']}"
        parts.append((layout.text[place : row["start"]],))
        parts.append(
            (
                format_html(
                    '<input type="checkbox" name="sentence" value="{}" aria-label="{}"{}{}>'
                    '<span id="{}"{}>{}</span>',
                    here,
                    f"{short_place(number, row['sentence'])} carries the answer",
                    SafeString(" checked") if here in chosen else "",
                    of,
                    anchor_of(number, row["sentence"]),
                    SafeString(' class="s"') if here in chosen else "",
                    _underlined(layout.text, row["start"], row["end"], marks),
                ),
            )
        )
        place = row["end"]
    parts.append((layout.text[place:end],))
    return format_html('<p data-start="{}">{}</p>', start, format_html_join("", "{}", parts))


def _underlined(text: str, start: int, end: int, marks: Spans) -> SafeString:
    parts: list[tuple[object]] = []
    place = start
    for left, right in sorted((max(a, start), min(b, end)) for a, b in marks):
        if left >= right or left < place:
            continue
        parts.append((text[place:left],))
        parts.append((format_html('<mark class="m-c">{}</mark>', text[left:right]),))
        place = right
    parts.append((text[place:end],))
    return format_html_join("", "{}", parts)
