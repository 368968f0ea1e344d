"""What stands around a document: its sections, editions and countries beside it, and what changed since the last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tierbook.dossier import HeldText, compare_editions
from tierbook.library.catalogue.derived import derived
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.document_page import ParagraphView
from tierbook.library.reading.held import held_of
from tierbook.library.reading.holdings import best_of_units, sorting_name
from tierbook.library.reading.values import country_name

__all__ = ["Around", "Section", "Since", "build_around", "sections_of"]

_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Section:
    """A run of paragraphs under one heading or of one pillar: what it is called, where it begins, its numbers."""

    name: str
    anchor: str
    numbers: str


@dataclass(frozen=True, slots=True)
class Since:
    """The last edition held of the same kind: its document, what changed in words, or why that can't be said."""

    document: Document | None
    sentences: tuple[str, ...]
    why_not: str


@dataclass(frozen=True, slots=True)
class Around:
    """Editions before and after, countries before and after in the same edition, and what changed."""

    before: Document | None
    after: Document | None
    country_before: tuple[str, str] | None
    country_after: tuple[str, str] | None
    since: Since | None


def sections_of(paragraphs: Iterable[ParagraphView]) -> list[Section]:
    """Return the contents of a text in its order, by pillar: a heading begins a section, and so does another pillar."""
    runs: list[tuple[str, str, list[int]]] = []
    last = ""
    for paragraph in paragraphs:
        if paragraph.headings or not runs or paragraph.pillar != last:
            runs.append((paragraph.pillar.replace("\u00ad", ""), paragraph.anchor, []))
        if paragraph.number:
            runs[-1][2].append(paragraph.number)
        last = paragraph.pillar
    return [Section(name, anchor, _numbers(numbers)) for name, anchor, numbers in runs]


def _numbers(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    return f"[{numbers[0]}]" if len(numbers) == 1 else f"[{numbers[0]}] to [{numbers[-1]}]"


def build_around(held: Document, of_country: Sequence[Document]) -> Around:
    """Return what stands around a document.

    Args:
        held: the document.
        of_country: all documents of its country.
    """
    if not held.country or not held.edition:
        return Around(None, None, None, None, None)
    best = {edition: d for (_, edition), d in best_of_units(of_country).items()}
    earlier = [year for year in best if year < held.edition]
    later = [year for year in best if year > held.edition]
    before, after = _neighbours(held.country, held.edition)
    return Around(
        best[max(earlier)] if earlier else None,
        best[min(later)] if later else None,
        before,
        after,
        _since(held, of_country),
    )


def _neighbours(
    country: str, edition: int
) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """Return (code, name) of the countries before and after one, in the order of their names in that edition."""
    held = Document.objects.filter(edition=edition, country__isnull=False).order_by()
    codes = held.values_list("country", flat=True).distinct()
    rows = sorted(
        ((code, country_name(code, edition)) for code in codes),
        key=lambda row: sorting_name(row[1]),
    )
    at = next(n for n, row in enumerate(rows) if row[0] == country)
    return rows[at - 1] if at else None, rows[at + 1] if at + 1 < len(rows) else None


def keep_headlines(of_country: Sequence[Document], texts: Iterable[HeldText]) -> None:
    """Make what the pages of a country's documents say of the edition before, from texts that are at hand.

    Args:
        of_country: all documents of the country.
        texts: their texts.
    """
    at_hand = {text.document: text for text in texts}
    for held in of_country:
        if held.country and held.edition:
            _since(held, of_country, at_hand)


def _since(
    held: Document, of_country: Sequence[Document], at_hand: Mapping[str, HeldText] | None = None
) -> Since:
    earlier = [d for d in of_country if d.edition and d.edition < (held.edition or 0) and d.country]
    if held.is_sample:
        return Since(None, (), "a sample stands in no series")
    alike = [d for d in earlier if d.text_kind == held.text_kind]
    if not alike:
        others = sorted({d.edition for d in earlier if not d.is_sample and d.edition})
        why = f"no earlier {held.text_kind} of the country is held"
        if others:
            why += f"; texts of another kind, as of {others[-1]}, are not compared with it"
        return Since(None, (), why)
    last = max(alike, key=lambda d: (d.edition or 0, d.id))
    return Since(last, tuple(_headline(last, held, at_hand)), "")


def _headline(
    before: Document, after: Document, at_hand: Mapping[str, HeldText] | None
) -> list[str]:
    """Return the first sentences on what changed, as they were kept or made now."""

    def make() -> list[str]:
        found = held_of(documents=[before.pk, after.pk])
        texts = at_hand or {text.document: text for text in found}
        changes = compare_editions(texts[before.pk], texts[after.pk])
        if changes.why_not:
            return [f"Cannot be compared: {changes.why_not}"]
        return [statement.text for statement in changes.headline()[:_SENTENCES]]

    of = [after.country or ""]
    kept: list[str] = derived(f"since/{before.pk}/{after.pk}", make, of=of)
    return kept
