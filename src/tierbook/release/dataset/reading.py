"""What a release is told of a library: texts country by country, and what people decided, measured and corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tierbook.editions import History, load_placements

if TYPE_CHECKING:
    from tierbook.corpus import Corpus

__all__ = [
    "Decision",
    "Erratum",
    "LibraryContent",
    "Text",
    "cell_of_value",
    "read_corpus",
    "words_of_value",
]

Record = Mapping[str, Any]
Decision = Mapping[str, Any]
Erratum = Mapping[str, Any]
Text = tuple[Record, Record | None]


@dataclass(frozen=True)
class LibraryContent:
    """What a release is made of.

    Attributes:
        countries: codes in the order in which their texts come; an empty one stands for texts that name none.
        texts_of: for a country its texts, each the record of its coding and of its assessment (or None).
        history: official placements.
        decisions: of people, by document, the oldest first: records as `tierbook desk export --decisions` prints them.
        sample_lines: lines of the probability samples that people coded.
        errata: published values that changed, the oldest first: `erratum`, `date`, `kind`, `document`, `country`,
            `edition`, `variable`, `was`, `is`, `reasons` in words.
    """

    countries: Sequence[str]
    texts_of: Callable[[str], Iterable[Text]]
    history: History
    decisions: Mapping[str, Sequence[Decision]] = field(default_factory=dict)
    sample_lines: Sequence[Record] = ()
    errata: Sequence[Erratum] = ()

    def texts(self) -> Iterator[tuple[str, list[Text]]]:
        """Yield the texts country by country, so that one country alone is in memory."""
        for country in self.countries:
            yield country, list(self.texts_of(country))


def read_corpus(corpus: Corpus) -> LibraryContent:
    """Return the texts of a corpus folder and the official placements; nothing of what people decided."""
    by_country: dict[str, list[str]] = {}
    for document in corpus.documents():
        _, _, country, *_ = f"{document}---".split("-")
        code = country.upper() if len(country) == 3 else ""
        by_country.setdefault(code, []).append(document)

    def texts_of(country: str) -> Iterator[Text]:
        for document in by_country[country]:
            yield corpus.load_coding(document), corpus.load_assessment(document)

    return LibraryContent(sorted(by_country), texts_of, load_placements())


def words_of_value(value: object) -> str:
    """Return a value for a cell of words: a code, codes with semicolons, figures and ways in words.

    What the Report words itself (recommendations, cases) is counted here and quoted elsewhere.
    """
    if isinstance(value, (list, tuple)):
        return ";".join(cell_of_value(item) for item in value) or "none"
    return str(value)


def cell_of_value(item: object) -> str:
    """Return an element of a value: `VNM`, `VNM>JPN`, `convictions=12 persons`, `case`, `recommendation`."""
    if not isinstance(item, Mapping):
        return str(item)
    if "from" in item:
        return f"{item['from']}>{item['to']}"
    if "what" in item:
        n = "none" if item.get("exactness") == "none_reported" else item["n"]
        most = item.get("n_max")
        number = f"{n}" if most in (None, item["n"]) else f"{n}-{most}"
        return f"{item['what']}={number}{' ' if item.get('unit') else ''}{item.get('unit') or ''}"
    if "outcome" in item:
        return f"{item.get('role') or 'accused'}:{item['outcome'] or 'untold'}"
    return str(item.get("topic") or "recommendation")
