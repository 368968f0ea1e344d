"""What a draft holds, as plain values: entries by their keys, their order, what a scenario makes otherwise.

Nothing here asks the database. A content is that of an own file: `author`, `about` and three lists. What a scenario
makes otherwise is a difference: laid over the content that it was taken of it gives the scenario back, and laid over a
later content of the base it gives the scenario of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = [
    "LISTS",
    "Content",
    "EntryChange",
    "changes_between",
    "difference",
    "drop",
    "entry_at",
    "keyed",
    "moved",
    "overlaid",
    "put",
    "with_ids",
]

Content = dict[str, Any]
LISTS = ("findings", "judgements", "withdraw")
_NAMES = {
    "findings": ("id",),
    "judgements": ("criterion",),
    "withdraw": ("finding", "variable"),
}


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry that differs between two contents: `how` is added, changed or withdrawn."""

    kind: str
    key: str
    how: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def keyed(content: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return the entries of a list by their keys, in their order.

    A finding is known by its id, a judgement by its criterion, a withdrawal by what it leaves out. Where an entry has
    none, or the same as one before it, its place among these is added.
    """
    found: dict[str, Any] = {}
    for entry in content.get(kind) or ():
        known = entry if isinstance(entry, dict) else {}
        name = next((str(known[n]) for n in _NAMES[kind] if known.get(n)), "")
        name = " ".join(name.split())[:80]
        key, n = name or "~1", 1
        while key in found:
            n += 1
            key = f"{name}~{n}"
        found[key] = entry
    return found


def entry_at(content: Mapping[str, Any], kind: str, key: str) -> dict[str, Any] | None:
    """Return one entry, None where there is none."""
    found = keyed(content, kind).get(key)
    return found if isinstance(found, dict) else None


def put(content: Content, kind: str, key: str | None, entry: dict[str, Any]) -> Content:
    """Return a content with an entry in the place of another one, or at the end."""
    entries = keyed(content, kind)
    rows = [entry if key == k else e for k, e in entries.items()]
    return {**content, kind: rows if key in entries else [*rows, entry]}


def drop(content: Content, kind: str, key: str) -> Content:
    """Return a content without an entry."""
    return {**content, kind: [e for k, e in keyed(content, kind).items() if k != key]}


def moved(content: Content, kind: str, key: str, step: int, among: Iterable[str]) -> Content:
    """Return a content in which an entry has changed places with its neighbour among some entries."""
    entries = keyed(content, kind)
    shown = [k for k in entries if k in set(among)]
    if key not in shown:
        return content
    there = shown.index(key) + (1 if step > 0 else -1)
    if not 0 <= there < len(shown):
        return content
    other = shown[there]
    keys = [{key: other, other: key}.get(k, k) for k in entries]
    return {**content, kind: [entries[k] for k in keys]}


def with_ids(content: Content) -> Content:
    """Return a content in which every finding has an id, so that it can be named and found again."""
    rows = [e for e in content.get("findings") or () if isinstance(e, dict)]
    taken = {str(e["id"]) for e in rows if e.get("id")}
    named = []
    for entry in rows:
        if entry.get("id"):
            named.append(entry)
            continue
        stem = str(entry.get("variable") or "finding").rpartition(".")[2].replace("_", "-")[:50]
        name, n = stem or "finding", 1
        while name in taken:
            n += 1
            name = f"{stem}-{n}"
        taken.add(name)
        named.append({"id": name, **{k: v for k, v in entry.items() if k != "id"}})
    return {**content, "findings": named} if named else content


def difference(base: Mapping[str, Any], other: Mapping[str, Any]) -> Content:
    """Return what another content makes otherwise than the base; `overlaid` undoes it."""
    made: Content = {}
    for kind in LISTS:
        was, now = keyed(base, kind), keyed(other, kind)
        entries = {k: e for k, e in now.items() if k not in was or was[k] != e}
        gone = [k for k in was if k not in now]
        plain = [*(k for k in was if k in now), *(k for k in now if k not in was)]
        row: Content = {}
        if entries:
            row["put"] = entries
        if gone:
            row["drop"] = gone
        if list(now) != plain:
            row["order"] = list(now)
        if row:
            made[kind] = row
    for key in ("author", "about"):
        if other.get(key) != base.get(key):
            made[key] = other.get(key)
    return made


def overlaid(base: Mapping[str, Any], made: Mapping[str, Any]) -> Content:
    """Return a base with what a scenario makes otherwise."""
    content: Content = dict(base)
    for kind in LISTS:
        row = made.get(kind) or {}
        if not row:
            continue
        entries = keyed(base, kind)
        for key in row.get("drop") or ():
            entries.pop(key, None)
        entries.update(row.get("put") or {})
        content[kind] = [entries[k] for k in _ordered(entries, row.get("order") or ())]
    for key in ("author", "about"):
        if key in made:
            content[key] = made[key]
    return {k: v for k, v in content.items() if v}


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[EntryChange, ...]:
    """Return the entries that differ, list by list: first what is there now, then what is no longer."""
    found = []
    for kind in LISTS:
        was, now = keyed(before, kind), keyed(after, kind)
        for key, entry in now.items():
            if key not in was:
                found.append(EntryChange(kind, key, "added", None, entry))
            elif was[key] != entry:
                found.append(EntryChange(kind, key, "changed", was[key], entry))
        found += [
            EntryChange(kind, key, "withdrawn", entry, None)
            for key, entry in was.items()
            if key not in now
        ]
    return tuple(found)


def _ordered(entries: Mapping[str, Any], order: Sequence[str]) -> list[str]:
    """Return keys in an order that was kept; entries that came later stand at the end."""
    known = [k for k in dict.fromkeys(order) if k in entries]
    return [*known, *(k for k in entries if k not in set(known))]
