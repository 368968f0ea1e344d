"""Pages on what changed: two editions of a country in words first, then values, figures, sentences, paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString

from tierbook.codebook import figure_label
from tierbook.dossier import (
    Changes,
    Fact,
    Figure,
    Gap,
    GapInText,
    GapSide,
    Holdings,
    ParagraphChange,
    ParagraphSide,
    ValueSide,
    VariableChange,
    build_ledger,
    compare_editions,
    fact_words,
    fate_words,
    figure_words,
    gap_side_words,
    hold_texts,
    items_in_words,
    pair_of,
    variable_label,
)
from tierbook.errors import TextTooLong
from tierbook.library.reading.held import held_of
from tierbook.library.reading.kept import kept_stock
from tierbook.library.reading.markup import format_html, format_html_join
from tierbook.library.reading.references import PILLAR_NAMES
from tierbook.library.reading.variables import describe_variable
from tierbook.release import anchor_of
from tierbook.text import in_sentence, join_words

__all__ = [
    "ChangesPage",
    "ParagraphRow",
    "build_changes_page",
    "find_changes",
    "held_country",
    "paragraph_rows",
]

_KINDS = {
    "same": "As it was",
    "changed": "Words differ",
    "moved": "Moved",
    "new": "New",
    "gone": "Gone",
}
_FACTS = {
    "quality": "how good",
    "extent": "how far",
    "certainty": "how sure",
    "said_by": "who says it",
    "acts": "acts",
    "whom": "of whom",
}
_NOT_READ = "not read in this text"
_NAMED = 12  # elements of a list in a cell


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a row: words, more of them below, quotes; hatched where the text is silent.

    `people` is what people decided of it: set, contested or stale; empty where nobody did.
    """

    words: str
    more: tuple[str, ...] = ()
    quotes: tuple[Any, ...] = ()
    silent: bool = False
    people: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in both texts: what it is, what became of it, and both sides."""

    label: str
    note: str
    before: Cell
    after: Cell
    variable: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphRow:
    """A paragraph of both texts, as the list of two copies draws it."""

    label: str
    note: str
    sides: tuple[Any, Any]
    same: bool


@dataclass(frozen=True, slots=True)
class WordsOfSide:
    """One text's side of a paragraph; without words where the text has nothing there."""

    name: str
    words: SafeString | str
    link: str
    place: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Two editions, ready to be drawn."""

    changes: Changes
    headline: tuple[Any, ...]
    paper: tuple[Row, ...]
    abroad: tuple[Row, ...]
    changed: tuple[Row, ...]
    facts: tuple[Row, ...]
    new: tuple[Row, ...]
    gone: tuple[Row, ...]
    not_asked: tuple[str, ...]
    figures: tuple[Row, ...]
    silent_figures: tuple[str, ...]
    recommendations: tuple[Row, ...]
    stock: int
    paragraphs: tuple[ParagraphRow, ...]


def held_country(code: str, people: str = "over") -> Holdings | None:
    """Return what the library holds of a country, None where it holds nothing.

    Args:
        code: the country.
        people: how values that people set are shown: over, beside or none.
    """
    texts = list(held_of([code], people=people))
    return hold_texts(texts) if texts else None


def find_changes(held: Holdings, before: int, after: int) -> Changes:
    """Compare two editions, with the stock sentences of all countries and the country's ledger.

    Raises:
        WrongUse: one of them is not held.
    """
    pair = pair_of(held, before, after)
    return compare_editions(*pair, stock=kept_stock(held.country), ledger=build_ledger(held))


def build_changes_page(changes: Changes) -> ChangesPage:
    """Lay out what changed for the page."""
    kinds: dict[str, list[Row]] = {}
    not_asked: list[str] = []
    for change in changes.variables:
        if change.absence == "not_asked":
            not_asked.append(variable_label(change))
        else:
            kinds.setdefault(change.kind, []).append(_variable(change))
    gaps: dict[str, list[Row]] = {"paper": [], "abroad": []}
    for gap in changes.gaps:
        gaps[gap.kind].append(_gap(gap, changes))
    both = [f for f in changes.figures if f.before is not None and f.after is not None]
    return ChangesPage(
        changes=changes,
        headline=changes.headline(),
        paper=tuple(gaps["paper"]),
        abroad=tuple(gaps["abroad"]),
        changed=tuple(kinds.get("changed", ())),
        facts=tuple(kinds.get("same_value_other_facts", ())),
        new=tuple(kinds.get("new", ())),
        gone=tuple(kinds.get("gone", ())),
        not_asked=tuple(not_asked),
        figures=tuple(
            Row(
                figure_label(f.what),
                f.direction or f"cannot be told: {f.cannot}",
                _figure(f.before, f.note),
                _figure(
                    f.after, f"it gives {f.revised:,} for the year before" if f.revised else ""
                ),
            )
            for f in both
        ),
        silent_figures=tuple(
            f"{figure_label(f.what)}: {f.cannot}" for f in changes.figures if f not in both
        ),
        recommendations=tuple(_recommendations(changes)),
        stock=sum(bool(c.stock) for c in changes.carried) + len(changes.shared),
        paragraphs=paragraph_rows(changes),
    )


def paragraph_rows(changes: Changes) -> tuple[ParagraphRow, ...]:
    """Lay the paragraphs of both texts beside each other, in the order of the later one.

    None are given where a paragraph is too long to be compared word by word.
    """
    try:
        return tuple(_paragraph(paragraph, changes) for paragraph in changes.paragraphs)
    except TextTooLong:
        return ()


def _variable(change: VariableChange) -> Row:
    listed = bool(change.added or change.dropped)
    note = "" if listed else "; ".join(_FACTS[fact.name] for fact in change.facts)
    return Row(
        variable_label(change),
        f"differs in {note}" if note else "",
        replace(
            _value(change, change.before, change.dropped, "only here: ", change.facts, "before"),
            people=change.people_before or "",
        ),
        replace(
            _value(change, change.after, change.added, "only here: ", change.facts, "after"),
            people=change.people_after or "",
        ),
        change.variable,
    )


def _value(
    change: VariableChange,
    side: ValueSide | None,
    alone: Sequence[str],
    sign: str,
    facts: Iterable[Fact],
    when: str,
) -> Cell:
    if side is None:
        return Cell(_NOT_READ, silent=True)
    items = items_in_words(change.variable, side.value)
    if change.added or change.dropped:
        words = join_words(items_in_words(change.variable, alone), _NAMED) if alone else ""
        kept = [item for item in items if item not in items_in_words(change.variable, alone)]
        both = f"in both: {join_words(kept, _NAMED)}" if kept else ""
        named = [one for one in change.elsewhere if one.item in alone]
        too = join_words(items_in_words(change.variable, [n.item for n in named]), _NAMED)
        more = (both, f"the other text names {too} too, and was not read so" if named else "")
        quotes = (*side.quotes, *(one.quote for one in named))
        if not words:
            return Cell(both, quotes=side.quotes)
        return Cell(f"{sign}{words}", tuple(filter(None, more)), quotes)
    more = tuple(
        f"{_FACTS[fact.name]}: {fact_words(fact.name, getattr(fact, when))}" for fact in facts
    )
    return Cell(join_words(items, _NAMED), more, side.quotes)


def _gap(gap: Gap, changes: Changes) -> Row:
    note = fate_words(gap.fate, changes.before.edition, changes.after.edition)
    return Row(gap.label, note, _gap_in(gap.before, gap.kind), _gap_in(gap.after, gap.kind))


def _gap_in(gap: GapInText | None, kind: str) -> Cell:
    if gap is None:
        return Cell("no such gap read in it", silent=True)
    sides = ("on paper", "in practice") if kind == "paper" else ("abroad", "at home")
    named = gap.on.variable != gap.but.variable
    first, second = (
        _side(side, place, named=named)
        for side, place in zip((gap.on, gap.but), sides, strict=True)
    )
    quotes = {(q.start, q.end): q for side in (gap.on, gap.but) for q in side.quotes}
    return Cell(first, (second,), tuple(quotes.values()))


def _side(side: GapSide, place: str, *, named: bool) -> str:
    """Return one side of a gap in words; of two variables each with its name."""
    if not named:
        return f"{place}: {gap_side_words(side)}"
    label = in_sentence(describe_variable(side.variable).label)
    return f"{place}: {label}, {gap_side_words(side)}"


def _figure(figure: Figure | None, note: str) -> Cell:
    more = tuple(filter(None, ("" if figure is None else figure.over, note)))
    return Cell(figure_words(figure), more, () if figure is None else figure.quotes)


def _recommendations(changes: Changes) -> Iterable[Row]:
    runs = {row.text: row for row in changes.standing if row.in_a_row > 1}
    for match in changes.recommendations:
        row = next((runs[item.text] for item in match.after if item.text in runs), None)
        note = match.fate.replace("_", " ")
        if row is not None:
            note += f"; {'at least ' if row.at_least else ''}{row.in_a_row} editions in a row"
        sides = [
            Cell(
                " / ".join(item.text for item in items) or "not asked for",
                quotes=tuple(dict.fromkeys(q for item in items for q in item.quotes)),
                silent=not items,
            )
            for items in (match.before, match.after)
        ]
        yield Row("", note, *sides)


def _paragraph(change: ParagraphChange, changes: Changes) -> ParagraphRow:
    shown = change.after or change.before
    pillar = "" if shown is None or shown.pillar is None else PILLAR_NAMES.get(shown.pillar, "")
    kind = _KINDS[change.kind]
    if change.rewritten:
        kind = "Moved and rewritten" if change.kind == "moved" else "Rewritten"
    elif change.kind == "moved" and change.altered:
        kind = "Moved, words differ"
    marked = change.kind not in ("new", "gone") and not change.rewritten
    sides = (
        _words_of(change.before, changes.before, marked=marked),
        _words_of(change.after, changes.after, marked=marked),
    )
    return ParagraphRow(kind, pillar, sides, change.kind == "same")


def _words_of(side: ParagraphSide | None, text: Any, *, marked: bool) -> WordsOfSide:
    if side is None:
        return WordsOfSide(str(text.edition), "", "", "")
    link = f"/documents/{text.document}/#{anchor_of(side.number)}"
    parts = []
    for passage in side.passages:
        if passage.state == "changed" and marked:
            parts.append((format_html('<mark class="only">{}</mark>', passage.words),))
        elif passage.state == "elsewhere":
            note = format_html(' <span class="elsewhere">in [{}]</span>', passage.paragraph)
            parts.append((format_html("<ins>{}</ins>{}", passage.words, note),))
        else:
            parts.append((format_html("{}", passage.words),))
    return WordsOfSide(
        str(text.edition), format_html_join("", "{}", parts), link, f"[{side.number}]"
    )
