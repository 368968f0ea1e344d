"""Two runs over the same documents: what the second has gained, lost and changed, and why.

Values are compared by unit: lists by element, figures by what and number, edges by from and to; a single value that
differs is a change. Only one document of each run is held at a time, so the size of the runs does not matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

import orjson

from tierbook.errors import CorpusError, WrongUse

__all__ = ["Difference", "GainsAndLosses", "diff_codings"]

Kind = Literal["gain", "loss", "change"]
_Key = tuple[str, str | None, str | None]
_Units = dict[
    str, tuple[object, tuple[str, ...]]
]  # unit to the value it stands for and its sentences
_UNEXPLAINED = "nothing nominates it"
_NO_VARIABLE = "no such variable in that run"
_UNKNOWN = "not known: code --all tells why"


@dataclass(frozen=True, slots=True)
class Difference:
    """One unit at one level and place that only one run has, or a single value that differs.

    `words` are those of the newer value, else the older. `why` is the kind of loss, gain or change: what the run
    without the unit says of it (for a loss the second, for a gain the first).
    """

    document: str
    variable: str
    level: str | None
    place: str | None
    kind: Kind
    before: object
    after: object
    words: str
    why: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class GainsAndLosses:
    """All differences, the documents that only one run has, and how many values rest on other words than before."""

    documents: int
    differences: tuple[Difference, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    reworded: int = 0

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

    def by_why(self) -> dict[Kind, dict[str, int]]:
        """Return for losses, changes and gains how many there are of each kind, the most frequent first."""
        counts = Counter((d.kind, d.why) for d in self.differences)
        kinds: tuple[Kind, ...] = ("loss", "change", "gain")
        return {
            kind: {
                why: n
                for (k, why), n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
                if k == kind
            }
            for kind in kinds
        }

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain values."""
        return {
            "documents": self.documents,
            "totals": self.totals(),
            "variables": self.by_variable(),
            "kinds": self.by_why(),
            "reworded": self.reworded,
            "differences": [d.to_dict() for d in self.differences],
            "only_before": list(self.only_before),
            "only_after": list(self.only_after),
        }


def diff_codings(before: Path, after: Path) -> GainsAndLosses:
    """Compare two files of codings (`tierbook code --format jsonl`), by document and variable.

    Codings with absences and rejected candidates (`--all`) let the kinds of loss be told.

    Raises:
        CorpusError: a file cannot be read, or a line of it is no coding.
        WrongUse: the two have no document in common.
    """
    differences: list[Difference] = []
    only_after: list[str] = []
    shared, reworded = 0, 0
    with _open(before) as first, _open(after) as second:
        places = _index(first, before)
        unmet = dict.fromkeys(places)
        for number, line in enumerate(second, 1):
            if not line.strip():
                continue
            new = _Run.read(line, f"{after}:{number}")
            if new.document not in places:
                only_after.append(new.document)
                continue
            offset, at = places[new.document]
            first.seek(offset)
            old = _Run.read(first.readline(), f"{before}:{at}")
            unmet.pop(new.document, None)
            shared += 1
            found, moved = _differ(old, new)
            differences += found
            reworded += moved
    if not shared and (places or only_after):
        raise WrongUse(
            "the two runs have no document in common",
            where=f"{before}, {after}",
            why="documents are matched by their ids",
            remedy="run `tierbook code --format jsonl` twice over the same pages",
        )
    return GainsAndLosses(
        documents=shared,
        differences=tuple(differences),
        only_before=tuple(unmet),
        only_after=tuple(only_after),
        reworded=reworded,
    )


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise CorpusError(
            f"the codings cannot be read: {error.strerror}",
            where=str(path),
            remedy="check the path",
        ) from error


def _index(stream: BinaryIO, path: Path) -> dict[str, tuple[int, int]]:
    """Return where the line of each document begins, and its number."""
    places: dict[str, tuple[int, int]] = {}
    offset = 0
    for number, line in enumerate(stream, 1):
        if line.strip():
            places[_Run.read(line, f"{path}:{number}").document] = (offset, number)
        offset += len(line)
    return places


@dataclass(frozen=True, slots=True)
class _Run:
    """One document in one run: its findings by variable, level and place, and what did not count.

    `asked` are the variables of its codebook, None where the run did not keep what is not stated.
    """

    document: str
    findings: Mapping[_Key, Mapping[str, Any]]
    rejected: Mapping[str, tuple[tuple[str, str], ...]]  # variable to (sentence, why)
    asked: frozenset[str] | None

    @classmethod
    def read(cls, line: bytes, where: str) -> _Run:
        try:
            record = orjson.loads(line)
            text = record.get("narrative", {}).get("text", "")
            findings = {(f["variable"], f["level"], f["place"]): f for f in record["findings"]}
            rejected: dict[str, tuple[tuple[str, str], ...]] = {}
            rows = [(a["variable"], r) for a in record.get("absences", ()) for r in a["rejected"]]
            rows += [(r["variable"], r) for r in record.get("rejected", ())]
            for variable, row in rows:
                pair = (text[row["start"] : row["end"]], row["why"])
                rejected[variable] = (*rejected.get(variable, ()), pair)
            for finding in findings.values():
                _ = [e["text"] for e in finding["evidence"]], finding["value"]
            asked = None
            if "absences" in record:
                silent = (a["variable"] for a in record["absences"])
                asked = frozenset(
                    [*silent, *record.get("not_asked", ()), *(k[0] for k in findings)]
                )
            return cls(str(record["document"]["id"]), findings, rejected, asked)
        except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
            raise CorpusError(
                f"this line is no coding: {type(error).__name__}: {error}",
                where=where,
                remedy="give two files that `tierbook code --format jsonl` has written",
            ) from error


def _differ(old: _Run, new: _Run) -> tuple[list[Difference], int]:
    """Return the differences of one document, and how many equal values rest on other words."""
    keys = old.findings.keys() | new.findings.keys()
    made: list[Difference] = []
    reworded = 0
    for key in sorted(keys, key=lambda k: (k[0], k[1] or "", k[2] or "")):
        was, now = _units(old.findings.get(key)), _units(new.findings.get(key))
        lost = [unit for unit in was if unit not in now]
        gained = [unit for unit in now if unit not in was]
        single = not _is_list(old.findings.get(key)) and not _is_list(new.findings.get(key))
        if single and lost and gained:
            (before, _), (after, words) = was[lost[0]], now[gained[0]]
            why = f"{before} is now {after}"
            made.append(Difference(new.document, *key, "change", before, after, _first(words), why))
            continue
        for unit in lost:
            value, words = was[unit]
            why = _explain(new, key, unit, words)
            made.append(Difference(new.document, *key, "loss", value, None, _first(words), why))
        for unit in gained:
            value, words = now[unit]
            why = _explain(old, key, unit, words)
            made.append(Difference(new.document, *key, "gain", None, value, _first(words), why))
        reworded += sum(1 for unit in was if unit in now and set(was[unit][1]) != set(now[unit][1]))
    return made, reworded


def _is_list(finding: Mapping[str, Any] | None) -> bool:
    return finding is not None and isinstance(finding["value"], list)


def _units(finding: Mapping[str, Any] | None) -> _Units:
    """Cut a finding's value into units, each with the sentences that carry it."""
    if finding is None:
        return {}
    value, evidence = finding["value"], finding["evidence"]
    everything = tuple(dict.fromkeys(e["text"] for e in evidence))
    units: _Units = {}
    for item in value if isinstance(value, list) else [value]:
        name, label = _name(item)
        some = tuple(dict.fromkeys(e["text"] for e in evidence if e.get("supports") == label))
        units[name] = (item, some or everything)
    return units


def _name(item: object) -> tuple[str, str]:
    """Return what makes an element the same in both runs, and how evidence names it."""
    if not isinstance(item, dict):
        return str(item), str(item)
    if "from" in item:
        label = f"{item['from']}>{item['to']}"
        return label, label
    if "what" in item:
        label = f"{item['what']}:{item.get('n')}"
        return f"{label} {item.get('period') or ''}".strip(), label
    text = str(item.get("text", item))
    return text, text[:60]


def _explain(other: _Run, key: _Key, unit: str, words: tuple[str, ...]) -> str:
    """Say what the run without a unit makes of it."""
    variable, level, place = key
    if other.asked is not None and variable not in other.asked:
        return _NO_VARIABLE
    for (name, its_level, its_place), finding in other.findings.items():
        if (
            name == variable
            and (its_level, its_place) != (level, place)
            and unit in _units(finding)
        ):
            at = " ".join(x for x in (its_level, its_place) if x) or "no level"
            return f"stands at {at}"
    for sentence, why in other.rejected.get(variable, ()):
        if any(sentence in w or w in sentence for w in words):
            return f"did not count: {why}"
    there = other.findings.get(key)
    if there is not None and any(e["text"] in words for e in there["evidence"]):
        return "the sentence gives other values"
    if there is not None and not isinstance(there["value"], list):
        return f"the value is {there['value']}"
    if unit in ("yes", "no", "mixed", "not_reported"):  # half of all variables have it
        return _UNKNOWN if other.asked is None else _UNEXPLAINED
    elsewhere = sorted(
        name
        for (name, _, _), row in other.findings.items()
        if name.split(".")[0] == variable.split(".")[0]
        and name != variable
        and unit in _units(row)
        and any(e["text"] in words for e in row["evidence"])
    )
    if elsewhere:
        return f"coded as {elsewhere[0]}"
    return _UNKNOWN if other.asked is None else _UNEXPLAINED


def _first(words: tuple[str, ...]) -> str:
    return words[0] if words else ""
