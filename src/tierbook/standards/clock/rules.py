"""The rules of the clock as data: `clock_rules.yaml`, read and checked.

Source: TVPA section 110(b)(2)(D) to (F), 22 U.S.C. 7107(b)(2)(D) to (F). A lawyer reads and mends the YAML; each period
and each doubt names its sources and how far they were checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from tierbook.errors import StatuteInvalid
from tierbook.files import load_yaml
from tierbook.standards.law import Confidence, Source

__all__ = ["ClockRules", "Doubt", "Period", "clock_rules", "read_clock_rules"]

_PERIOD = {"first_edition", "counts", "one_year_rule", "confidence", "sources", "note"}
_OPTIONAL = {"last_edition", "limit", "waivers"}


@dataclass(frozen=True, slots=True)
class Period:
    """What the law allows in a range of editions.

    Attributes:
        limit: editions in a row on the list that need no waiver; None where there is no limit.
        waivers: how many editions more, each by a waiver.
        counts: whether an edition of this period counts towards the limit.
        one_year_rule: whether a country that used its years up and came back from Tier 3 may stay one edition only.
    """

    id: str
    first_edition: int
    last_edition: int | None
    counts: bool
    limit: int | None
    waivers: int
    one_year_rule: bool
    confidence: Confidence
    sources: tuple[Source, ...]
    note: str

    @property
    def most(self) -> int | None:
        """Return how many editions in a row are allowed with every waiver, None where there is no limit."""
        return None if self.limit is None else self.limit + self.waivers


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is open in the law of the clock, and how it is read here."""

    id: str
    text: str
    confidence: Confidence
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class ClockRules:
    """All of `clock_rules.yaml`."""

    verified_on: str
    periods: tuple[Period, ...]
    doubts: Mapping[str, Doubt]
    sentences: Mapping[str, str]
    cites: Mapping[str, str]
    statements: Mapping[str, str]

    def of(self, edition: int) -> Period | None:
        """Return the period of an edition, None before the Watch List existed."""
        for period in self.periods:
            if period.first_edition <= edition and (
                period.last_edition is None or edition <= period.last_edition
            ):
                return period
        return None

    def say(self, sentence: str, **words: object) -> str:
        """Return a sentence on a position, with its words filled in."""
        return self.sentences[sentence].format(**self._cites(), **words)

    def state(self, sentence: str, **words: object) -> str:
        """Return a sentence on a disagreement, with its words filled in."""
        return self.statements[sentence].format(**self._cites(), **words)

    def _cites(self) -> dict[str, str]:
        return {f"cite_{name}": text for name, text in self.cites.items()}


@cache
def clock_rules() -> ClockRules:
    """Return the rules that come with tierbook."""
    return read_clock_rules(files("tierbook.standards") / "clock" / "clock_rules.yaml")


def read_clock_rules(path: Traversable | Path) -> ClockRules:
    """Read and check a file of rules.

    Raises:
        StatuteInvalid: the file breaks its own rules.
    """
    raw = load_yaml(path)
    name = Path(str(path)).name
    sources = {key: Source(key, row["title"], row["href"]) for key, row in raw["sources"].items()}

    def cited(row: Mapping[str, Any], where: str) -> tuple[Source, ...]:
        unknown = [s for s in row["sources"] if s not in sources]
        if unknown or not row["sources"]:
            raise _wrong(f"{where} cites {', '.join(unknown) or 'nothing'}", name)
        return tuple(sources[s] for s in row["sources"])

    periods = []
    for key, row in raw["periods"].items():
        if not set(row) >= _PERIOD or set(row) - _PERIOD - _OPTIONAL:
            raise _wrong(f"{key} has the keys {', '.join(row)}", name)
        periods.append(
            Period(
                key,
                int(row["first_edition"]),
                int(row["last_edition"]) if "last_edition" in row else None,
                counts=row["counts"] == "yes",
                limit=int(row["limit"]) if "limit" in row else None,
                waivers=int(row.get("waivers", "0")),
                one_year_rule=row["one_year_rule"] == "yes",
                confidence=_confidence(row["confidence"], key, name),
                sources=cited(row, key),
                note=row["note"],
            )
        )
    for before, after in pairwise(periods):
        if before.last_edition is None or before.last_edition + 1 != after.first_edition:
            raise _wrong(f"{after.id} does not follow {before.id}", name)
    doubts = {
        key: Doubt(key, row["text"], _confidence(row["confidence"], key, name), cited(row, key))
        for key, row in raw["doubts"].items()
    }
    return ClockRules(
        raw["verified_on"],
        tuple(periods),
        doubts,
        raw["sentences"],
        raw["cites"],
        raw["statements"],
    )


def _confidence(word: str, key: str, name: str) -> Confidence:
    # What is from memory alone may not drive the clock.
    if word not in ("verified", "derived"):
        raise _wrong(f"{key} has the confidence {word!r}", name)
    return cast(Confidence, word)


def _wrong(what: str, name: str) -> StatuteInvalid:
    return StatuteInvalid(
        what, where=f"standards/clock/{name}", remedy="write it like its neighbours"
    )
