"""What search keeps in memory of the index: which passages each value of each facet has, as sets of bits.

It is read once for a process and kept in step by the stamp of the index: a change reads the texts that came, changed or
went, and nothing else. A shelf is never changed once it is made, so threads share it.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import connections
from django.db.models import Max, Min

from tierbook.library.catalogue.derived import marks_of_people
from tierbook.library.catalogue.models import Document, Passage, Stamp
from tierbook.library.catalogue.search.bits import bits_joined, bits_of
from tierbook.library.catalogue.search.engines import Engine, engine_of
from tierbook.library.catalogue.search.passages import HEAD
from tierbook.places import country_name, get_country

__all__ = ["CODED_FACETS", "Shelf", "Standing", "has_texts", "open_shelf"]

NOT_KNOWN = "unknown"
OF_DOCUMENTS = ("country", "region", "edition", "tier", "publisher", "kind")
CODED_FACETS = {"form": "profile.forms", "sector": "profile.sectors"}
_ALWAYS = (*OF_DOCUMENTS, "pillar", "variable", "value", "")
_AT_ONCE = 500
_LEAVES_KEPT = 400


@dataclass(frozen=True, slots=True)
class Standing:
    """One text on the shelf: what lists are ordered by, and its passages.

    Attributes:
        people: the mark of what people decided of it, which is another one after each decision.
        begin: first byte of the row of bits that its passages stand in.
        end: byte after the last.
        within: its passages, counted from that byte.
    """

    id: str
    digest: str
    numbers: tuple[int, int]
    country: str
    name: str
    edition: int
    kind_order: int
    acquired: int
    people: str
    begin: int
    end: int
    within: int

    @property
    def state(self) -> tuple[object, ...]:
        """What tells one state of the text from another: its words, their places, its day, what people decided."""
        return (self.digest, self.numbers, self.acquired, self.people)


@dataclass(frozen=True)
class Shelf:
    """The index as it stood at one stamp."""

    stamp: int
    engine: Engine
    texts: Mapping[str, Standing]
    masks: Mapping[str, Mapping[str, int]]
    leaves: dict[object, int] = field(default_factory=dict)

    @cached_property
    def everything(self) -> int:
        """All passages."""
        return self.masks[""].get("all", 0)

    @cached_property
    def heads(self) -> int:
        """The heads of texts."""
        return self.masks["pillar"].get(HEAD, 0)

    @cached_property
    def proving(self) -> int:
        """Passages that hold evidence."""
        return self.masks[""].get("evidence", 0)

    @cached_property
    def by_passage(self) -> dict[int, Standing]:
        """The text of each passage that is a head: enough to lead from heads to texts."""
        return {text.numbers[0]: text for text in self.texts.values()}

    @cached_property
    def coded(self) -> Mapping[str, Mapping[str, int]]:
        """The facets that are values of one variable each, by code."""
        found: dict[str, dict[str, int]] = {facet: {} for facet in CODED_FACETS}
        facets = {variable: facet for facet, variable in CODED_FACETS.items()}
        for key, mask in self.masks["value"].items():
            variable, _, code = key.partition("=")
            if variable in facets:
                found[facets[variable]][code] = mask
        return found

    def values(self, facet: str) -> Mapping[str, int]:
        """Return the values of a facet, each with its passages."""
        return self.coded[facet] if facet in CODED_FACETS else self.masks[facet]

    def ask(self, question: Any, column: str) -> int:
        """Return the passages that answer a question, and remember them as long as the index stays."""
        key = (question, column)
        known = self.leaves.get(key)
        if known is None:
            known = bits_of(self.engine.ask(question, column)) & self.everything
            if len(self.leaves) >= _LEAVES_KEPT:
                self.leaves.clear()
            self.leaves[key] = known
        return known


_open: dict[object, Shelf] = {}
_lock = threading.Lock()


def has_texts(using: str = "default") -> bool:
    """Tell whether there is a text to search."""
    return Passage.objects.using(using).exists()


def open_shelf(using: str = "default") -> Shelf:
    """Return the shelf as the index stands."""
    settings = connections[using].settings_dict
    key = (using, str(settings["NAME"]), settings["HOST"], settings["PORT"])
    stamp = _stamp(using)
    shelf = _open.get(key)
    if shelf is not None and shelf.stamp == stamp:
        return shelf
    with _lock:
        shelf = _open.get(key)
        stamp = _stamp(using)
        if shelf is None or shelf.stamp != stamp:
            shelf = _open[key] = _read(using, stamp, shelf)
        return shelf


def _stamp(using: str) -> int:
    found = Stamp.objects.using(using).filter(pk=1).values_list("number", flat=True).first()
    return 0 if found is None else int(found)


def _read(using: str, stamp: int, old: Shelf | None) -> Shelf:
    engine = engine_of(using)
    texts = dict(old.texts) if old else {}
    rows = _held(using)
    gone = [n for n, text in texts.items() if rows.get(n, (None,))[0] != text.state]
    lost = bits_joined((text.begin, text.within) for text in map(texts.pop, gone))
    masks: dict[str, dict[str, int]] = {
        facet: {
            value: rest
            for value, mask in (old.masks[facet] if old else {}).items()
            if (rest := mask & ~lost)
        }
        for facet in _ALWAYS
    }
    fresh = [name for name in rows if name not in texts]
    _add(using, fresh if texts else None, rows, texts, masks)
    return Shelf(stamp, engine, texts, masks)


def _held(using: str) -> dict[str, tuple[tuple[object, ...], tuple[Any, ...]]]:
    """Return what tells one state of a text from another, and its row, by id."""
    numbers = {
        name: (first, last)
        for name, first, last in Passage.objects.using(using)
        .order_by()
        .values_list("document_id")
        .annotate(Min("id"), Max("id"))
    }
    rows = Document.objects.using(using).order_by().values_list(
        "id", "digest", "country", "edition", "stated_tier", "publisher", "text_kind", "kind_order",
        "acquired",
    )  # fmt: skip
    people = marks_of_people(using)
    return {
        row[0]: (
            (row[1], numbers[row[0]], _day(row[-1]), people.get(row[0], "")),
            (*row, people.get(row[0], "")),
        )
        for row in rows
        if row[0] in numbers
    }


def _day(acquired: dt.date | None) -> int:
    return acquired.toordinal() if isinstance(acquired, dt.date) else 0


def _add(
    using: str,
    names: list[str] | None,
    rows: Mapping[str, Any],
    texts: dict[str, Standing],
    masks: dict[str, dict[str, int]],
) -> None:
    """Put texts on the shelf; None for all of them."""
    found: dict[str, dict[str, list[int]]] = {facet: {} for facet in _ALWAYS}
    of_text: dict[str, list[int]] = {}
    for number, name, pillar, coded, proves in _passages(using, names):
        if name not in rows:
            continue
        of_text.setdefault(name, []).append(number)
        found["pillar"].setdefault(pillar, []).append(number)
        if proves:
            found[""].setdefault("evidence", []).append(number)
        keys = coded.split()
        for key in keys:
            if "=" in key:
                found["value"].setdefault(key, []).append(number)
        for variable in dict.fromkeys(key.partition("=")[0] for key in keys):
            found["variable"].setdefault(variable, []).append(number)
    for name, numbers in of_text.items():
        facts = _facts(rows[name][1])
        for facet in OF_DOCUMENTS:
            found[facet].setdefault(facts[facet], []).extend(numbers)
        found[""].setdefault("all", []).extend(numbers)
        texts[name] = _standing(rows[name][1], numbers)
    for facet, values in found.items():
        for value, numbers in values.items():
            masks[facet][value] = masks[facet].get(value, 0) | bits_of(numbers)


def _passages(using: str, names: list[str] | None) -> Iterable[tuple[int, str, str, str, bool]]:
    table = Passage.objects.using(using).order_by("id").extra(select={"proves": "evidence <> ''"})
    columns = ("id", "document_id", "pillar", "coded", "proves")
    if names is None:
        yield from table.values_list(*columns).iterator(chunk_size=5_000)
        return
    for start in range(0, len(names), _AT_ONCE):
        chosen = table.filter(document_id__in=names[start : start + _AT_ONCE])
        yield from chosen.values_list(*columns)


def _facts(row: tuple[Any, ...]) -> dict[str, str]:
    _, _, country, edition, tier, publisher, kind, *_ = row
    return {
        "country": country or NOT_KNOWN,
        "region": (get_country(country).region if country else "") or NOT_KNOWN,
        "edition": str(edition or NOT_KNOWN),
        "tier": tier or NOT_KNOWN,
        "publisher": publisher,
        "kind": kind,
    }


def _standing(row: tuple[Any, ...], numbers: list[int]) -> Standing:
    name, digest, country, edition, _, _, _, kind_order, acquired, people = row
    begin = min(numbers) >> 3
    return Standing(
        id=name,
        digest=digest,
        numbers=(min(numbers), max(numbers)),
        country=country or "",
        name=country_name(country, edition) if country else "",
        edition=edition or 0,
        kind_order=kind_order,
        acquired=_day(acquired),
        people=people,
        begin=begin,
        end=(max(numbers) >> 3) + 1,
        within=bits_of(number - (begin << 3) for number in numbers),
    )
