"""Recommendations that labels count, and their topics, beside ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.agreement.reading import GoldReading, weighed
from tierbook.agreement.scoring import share
from tierbook.coding import Coding

__all__ = ["RecommendationsFound", "find_recommendations"]


@dataclass(frozen=True, slots=True)
class RecommendationsFound:
    """Over the texts whose labels count recommendations; two readers of one text weigh half each.

    `same_number` is the share of texts in which we have as many. `precision` and `recall` are of topics (variables)
    that a text's recommendations speak of, each topic once a text.
    """

    texts: float
    same_number: float | None
    precision: float | None
    recall: float | None
    f1: float | None
    topics: float

    def to_dict(self) -> dict[str, float | None]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


def find_recommendations(readings: Iterable[GoldReading]) -> RecommendationsFound | None:
    """Compare number and topics; None where no text's labels count any."""
    rows = [r for r in readings if r.text.recommendations is not None]
    if not rows:
        return None
    same = right = ours_all = theirs_all = 0.0
    for row, weight in weighed(rows):
        labels = row.text.recommendations or {}
        items = list(_items(row.coding))
        theirs = set(labels.get("topics") or ())
        ours = {topic for item in items for topic in _topics(item)}
        same += weight * (len(items) == labels.get("n"))
        right += weight * len(theirs & ours)
        ours_all += weight * len(ours)
        theirs_all += weight * len(theirs)
    texts = sum(weight for _, weight in weighed(rows))
    return RecommendationsFound(
        texts=round(texts, 2),
        same_number=share(same, texts),
        precision=share(right, ours_all),
        recall=share(right, theirs_all),
        f1=share(2 * right, ours_all + theirs_all),
        topics=round(theirs_all, 2),
    )


def _items(coding: Coding) -> Iterator[Mapping[str, Any]]:
    finding = coding.get("recommendations")
    value = finding.value if finding else None
    yield from (row for row in value or () if isinstance(row, dict))  # type: ignore[attr-defined]


def _topics(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield the topics of an item and of its parts, wherever they stand."""
    for key, value in item.items():
        if key == "topic" and value:
            yield str(value)
        elif key == "topics":
            yield from map(str, value or ())
        elif isinstance(value, list | tuple):
            for part in value:
                if isinstance(part, dict):
                    yield from _topics(part)
