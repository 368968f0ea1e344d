"""Series as rows of a table: a row for each point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tierbook.dossier.series.series import FigureSeries

__all__ = ["SERIES_COLUMNS", "series_rows"]

SERIES_COLUMNS = (
    "country",
    "text_kind",
    "what",
    "unit",
    "label",
    "part_of",
    "edition",
    "year",
    "state",
    "n",
    "n_max",
    "exactness",
    "joined",
    "told_by",
    "basis",
    "revised_to",
    "why",
    "document",
    "paragraph",
    "sentence",
    "words",
    "set_by_people",
)


def series_rows(series: Iterable[FigureSeries]) -> Iterator[dict[str, object]]:
    """Yield a row for each point, with its words.

    `joined` says whether a line may lead to it from the edition before; paragraph and sentence are those of its first
    words.
    """
    for one in series:
        joined = {point.edition for run in one.segments() for point in run[1:]}
        for point in one.points:
            first = point.quotes[0] if point.quotes else None
            yield {
                **{name: getattr(one, name) for name in SERIES_COLUMNS[:6]},
                **{
                    name: getattr(point, name)
                    for name in (
                        "edition", "year", "state", "n", "n_max", "exactness", "told_by", "basis",
                        "revised_to", "why",
                    )
                },
                "joined": point.edition in joined,
                "document": None if first is None else first.document,
                "paragraph": None if first is None else first.paragraph,
                "sentence": None if first is None else first.sentence,
                "words": " ".join(quote.text for quote in point.quotes),
                "set_by_people": point.set_by_people,
            }  # fmt: skip
