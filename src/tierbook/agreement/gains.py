"""Two runs over the same documents: what the second has gained, lost and changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import orjson

from tierbook.errors import CorpusError, WrongUse

__all__ = ["Difference", "GainsAndLosses", "diff_codings"]

Kind = Literal["gain", "loss", "change"]
_Key = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """One variable at one level and place whose value differs. `words` are those of the newer value, else the older."""

    document: str
    variable: str
    level: str | None
    place: str | None
    kind: Kind
    before: object
    after: object
    words: str

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class GainsAndLosses:
    """All differences, and the documents that only one run has."""

    documents: int
    differences: tuple[Difference, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    def totals(self) -> dict[str, int]:
        """Return how many gains, losses and changes there are."""
        counts = Counter(d.kind for d in self.differences)
        return {kind: counts[kind] for kind in ("gain", "loss", "change")}

    def by_variable(self) -> dict[str, dict[str, int]]:
        """Return the same for each variable, those with most losses first."""
        rows: dict[str, dict[str, int]] = {}
        for difference in self.differences:
            row = rows.setdefault(difference.variable, {"gain": 0, "loss": 0, "change": 0})
            row[difference.kind] += 1
        order = sorted(rows, key=lambda v: (-rows[v]["loss"], -sum(rows[v].values()), v))
        return {variable: rows[variable] for variable in order}

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain values."""
        return {
            "documents": self.documents,
            "totals": self.totals(),
            "variables": self.by_variable(),
            "differences": [d.to_dict() for d in self.differences],
            "only_before": list(self.only_before),
            "only_after": list(self.only_after),
        }


def diff_codings(before: Path, after: Path) -> GainsAndLosses:
    """Compare two files of codings (`tierbook code --format jsonl`), by document and variable.

    Raises:
        CorpusError: a file cannot be read, or a line of it is no coding.
        WrongUse: the two have no document in common.
    """
    old, new = _load(before), _load(after)
    shared = [document for document in old if document in new]
    if not shared and (old or new):
        raise WrongUse(
            "the two runs have no document in common",
            where=f"{before}, {after}",
            why="documents are matched by their ids",
            remedy="run `tierbook code --format jsonl` twice over the same pages",
        )
    return GainsAndLosses(
        documents=len(shared),
        differences=tuple(d for document in shared for d in _differ(document, old, new)),
        only_before=tuple(document for document in old if document not in new),
        only_after=tuple(document for document in new if document not in old),
    )


def _differ(
    document: str, old: Mapping[str, dict[_Key, Any]], new: Mapping[str, dict[_Key, Any]]
) -> Iterator[Difference]:
    before, after = old[document], new[document]
    for key in sorted(before.keys() | after.keys(), key=lambda k: (k[0], k[1] or "", k[2] or "")):
        was, now = before.get(key), after.get(key)
        if was is not None and now is not None and _same(was[0], now[0]):
            continue
        kind: Kind = "gain" if was is None else "loss" if now is None else "change"
        yield Difference(
            document, *key, kind, was and was[0], now and now[0], (now or was or (None, ""))[1]
        )


def _same(was: object, now: object) -> bool:
    """Tell whether two values are the same; a list of codes is a set, its order is no change."""
    if (
        isinstance(was, list)
        and isinstance(now, list)
        and all(isinstance(x, str) for x in was + now)
    ):
        return set(was) == set(now)
    return was == now


def _load(path: Path) -> dict[str, dict[_Key, Any]]:
    codings: dict[str, dict[_Key, Any]] = {}
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    document, findings = _read(line, f"{path}:{number}")
                    codings[document] = findings
    except OSError as error:
        raise CorpusError(
            f"the codings cannot be read: {error.strerror}",
            where=str(path),
            remedy="check the path",
        ) from error
    return codings


def _read(line: bytes, where: str) -> tuple[str, dict[_Key, Any]]:
    try:
        record = orjson.loads(line)
        findings = {
            (f["variable"], f["level"], f["place"]): (
                f["value"],
                f["evidence"][0]["text"] if f["evidence"] else "",
            )
            for f in record["findings"]
        }
        return str(record["document"]["id"]), findings
    except (orjson.JSONDecodeError, KeyError, TypeError, IndexError) as error:
        raise CorpusError(
            f"this line is no coding: {type(error).__name__}: {error}",
            where=where,
            remedy="give two files that `tierbook code --format jsonl` has written",
        ) from error
