"""Standards, criteria and lists: `standards`, `criteria`, `tiers`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, cast

from tierbook.standards.facts import Confidence, Dated, Source
from tierbook.standards.law import Change, Criterion, Version
from tierbook.standards.provisions import HOW, Wording
from tierbook.standards.reading.rows import Files, Keys, Row

__all__ = ["read_criteria", "read_standards", "read_tiers", "read_wordings"]

_STANDARDS = Keys.of("verified_on standards scope", whole_file=True)
_STANDARD = Keys.of(
    "label asks paragraph first_edition confidence sources",
    "last_edition note changes doubts verified_on",
)
_SCOPE = Keys.of("first_edition text sources", "last_edition how brought_by ended_by")
_CRITERIA = Keys.of("verified_on criteria", whole_file=True)
_CRITERION = Keys.of(
    "label asks paragraph first_edition confidence sources",
    "last_edition sign presumption note changes doubts verified_on standard",
)
_CHANGE = Keys.of("first_edition how text brought_by confidence")
_TIERS = Keys.of("verified_on tiers", whole_file=True)
_TIER = Keys.of("label list first_edition goes_with tests sources", "may_go_with confidence kind")
_TEST = Keys.of("first_edition text", "last_edition how brought_by ended_by")
_EXCEPTION = Keys.of("formula first_edition why", "last_edition")


def read_standards(
    files: Files, versions: tuple[Version, ...]
) -> tuple[tuple[Criterion, ...], tuple[Wording, ...], tuple[Source, ...]]:
    """Read the standards, and whom they bind."""
    file = files.top("standards.yaml", _STANDARDS)

    def standard(row: Row) -> Criterion:
        row.check(_STANDARD)
        return _criterion(row, file.day("verified_on"), versions)

    cited = [s for row in file.listed("scope") for s in row.check(_SCOPE).cited()]
    standards = tuple(files.collect(standard, file.entries("standards")))
    scope = read_wordings(file, "scope", _SCOPE)
    _check_scope(file, scope, versions)
    return standards, scope, tuple(dict.fromkeys(cited))


def _check_scope(file: Row, scope: tuple[Wording, ...], versions: tuple[Version, ...]) -> None:
    """Refuse a scope that leaves an edition without an answer."""
    begins = versions[0].first_edition
    for i, wording in enumerate(scope):
        if wording.first_edition != begins:
            raise file.wrong(f"nothing says whom the standards bind in {begins}", "scope", i)
        begins = (wording.last_edition or begins) + 1
    if not scope or scope[-1].last_edition != versions[-1].last_edition:
        raise file.wrong("the last scope ends before the last form of the statute does", "scope")


def read_criteria(
    files: Files,
    versions: tuple[Version, ...],
    standards: Collection[str],
    summed: str | None,
) -> tuple[Criterion, ...]:
    """Read the criteria, in the order in which they are shown; one that names no standard is a sign of `summed`."""
    file = files.top("criteria.yaml", _CRITERIA)

    def criterion(row: Row) -> Criterion:
        row.check(_CRITERION)
        standard = row.get("standard", summed)
        if "standard" in row.value and standard not in standards:
            raise row.wrong(f"{standard!r} is no standard", "standard")
        made = _criterion(row, file.day("verified_on"), versions)
        return replace(made, standard=standard)

    return tuple(files.collect(criterion, file.entries("criteria")))


def _criterion(row: Row, verified_on: str, versions: tuple[Version, ...]) -> Criterion:
    paragraphs = row.spread("paragraph")
    confidences = row.spread("confidence")
    for step, word in row["confidence"].items():
        row.as_confidence(word, "confidence", step)
    if paragraphs.keys() != confidences.keys():
        raise row.wrong(f"{row.key}: paragraph and confidence begin apart", "confidence")
    if row.get("sign", "positive") not in ("positive", "negative"):
        raise row.wrong(f"{row.key}: {row['sign']!r} is no sign", "sign")
    first, last = row.range()
    begins = {v.id: v.first_edition for v in versions}[next(iter(paragraphs))]
    if first != begins:
        raise row.wrong(
            f"{row.key} begins with {first}, and its first form with {begins}", "first_edition"
        )
    if last is not None:
        ended = [v.id for v in versions if v.first_edition > last]
        if not ended or any(v.last_edition == last for v in versions) is False:
            raise row.wrong(
                f"{row.key} ends with {last}, and no form of the statute does", "last_edition"
            )
        paragraphs = {v: n for v, n in paragraphs.items() if v not in ended}
        confidences = {v: c for v, c in confidences.items() if v not in ended}
    return Criterion(
        id=row.key,
        label=row["label"],
        asks=row["asks"],
        paragraphs=paragraphs,
        confidences=cast("dict[str, Confidence]", confidences),
        first_edition=first,
        last_edition=last,
        negative=row.get("sign") == "negative",
        presumption=row.get("presumption") == "true",
        doubts=tuple(doubt.doubt() for doubt in row.listed("doubts")),
        sources=row.cited(),
        verified_on=row.day("verified_on") if "verified_on" in row.value else verified_on,
        note=row.get("note"),
        changes=tuple(_change(change, first) for change in row.listed("changes")),
    )


def _change(row: Row, first: int) -> Change:
    row.check(_CHANGE)
    since = row.edition("first_edition")
    if since <= first:
        raise row.wrong(f"a change of {since}, and the entry begins with {first}", "first_edition")
    return Change(since, _how(row), row["text"], row.act("brought_by"), row.confidence())


def _how(row: Row) -> str:
    word: str = row["how"]
    if word not in HOW:
        raise row.wrong(f"{word!r} is no way to change", "how", why=f"it is {', '.join(HOW)}")
    return word


def read_tiers(files: Files) -> dict[str, Mapping[str, Any]]:
    """Read the lists, each with the formula sentences that agree with it; a statute may have none."""
    if not files.has("tiers.yaml"):
        return {}
    file = files.top("tiers.yaml", _TIERS)
    verified_on = file.day("verified_on")

    def tier(row: Row) -> tuple[str, Mapping[str, Any]]:
        row.check(_TIER)
        return row.key, {
            "label": row["label"],
            "list": row["list"],
            "first_edition": row.range()[0],
            "goes_with": tuple(row["goes_with"]),
            "may_go_with": tuple(_exception(odd) for odd in row.listed("may_go_with")),
            "tests": read_wordings(row, "tests", _TEST),
            "sources": row.cited(),
            "confidence": row.confidence() if "confidence" in row.value else "verified",
            "verified_on": verified_on,
            "kind": row.get("kind", "law"),
        }

    return dict(files.collect(tier, file.entries("tiers")))


def read_wordings(row: Row, key: str, keys: Keys) -> tuple[Wording, ...]:
    """Read the dated wordings of an entry; each later one says how it differs from the one before."""
    made: list[Wording] = []
    for each in row.listed(key):
        each.check(keys)
        first, last = each.range()
        if made and (made[-1].last_edition is None or made[-1].last_edition >= first):
            raise each.wrong(
                f"this wording begins with {first}, and the one before has not ended",
                "first_edition",
            )
        if made and "how" not in each.value:
            raise each.wrong("a later wording says how it differs from the one before")
        word = _how(each) if made else "added"
        act = each.act("brought_by") if "brought_by" in each.value else None
        ended = each.act("ended_by") if "ended_by" in each.value else None
        if ended is not None and last is None:
            raise each.wrong("an Act that ended it, and no last edition", "ended_by")
        made.append(Wording(first, last, each["text"], word, act, ended))
    return tuple(made)


def _exception(row: Row) -> tuple[str, Dated]:
    row.check(_EXCEPTION)
    first, last = row.range()
    return row["formula"], Dated(first, last, row["why"])
