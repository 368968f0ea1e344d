"""What takes long to work out of many texts: kept in the database until a text that it was made of changes.

Each country and each edition has a mark, a number that goes up whenever a text of it comes, changes or goes, in the
transaction in which that happens. A result is kept with the marks of what it was made of, read before it was made.
So what was worked out while a load was under way is made again afterwards, and nothing has to be thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
from django.db import DatabaseError, transaction

from tierbook.files import VERSION, content_hash, short_hash
from tierbook.library.catalogue.models import Derived

__all__ = ["derived", "forget_derived", "held_state", "touch_derived"]

_SUFFIXES = frozenset({".csv", ".json", ".py", ".yaml"})
_MARK = "mark/"
_ALL, _ANY = f"{_MARK}all", f"{_MARK}any"


def derived(key: str, make: Callable[[], Any], *, of: Collection[str | int] | None = None) -> Any:
    """Return a result as it was kept, or make it and keep it.

    Args:
        key: what it is, with whatever it depends on besides the texts: `digest/2018`.
        make: makes it, of plain values alone; called where nothing is kept, or other code or data of tierbook made it.
        of: the countries and editions whose texts it is made of; None for all texts.

    Returns:
        The result as JSON gives it back, the first time too.
    """
    rows = {
        row.key: row for row in Derived.objects.filter(key__in=[key, *_marks_of(of)]).iterator()
    }
    stamp = _stamp(rows, of)
    kept = rows.get(key)
    if kept is not None and kept.made_by == stamp:
        return orjson.loads(kept.content)
    content = orjson.dumps(make(), option=orjson.OPT_NON_STR_KEYS)
    try:
        with transaction.atomic():
            Derived.objects.update_or_create(
                key=key, defaults={"made_by": stamp, "content": content.decode()}
            )
    except DatabaseError:  # locked, or not to be written: it is made again next time
        pass
    return orjson.loads(content)


def held_state() -> str:
    """Return a word that is another one whenever any text has come, changed or gone, or tierbook is another one."""
    rows = {row.key: row for row in Derived.objects.filter(key__in=_marks_of(None))}
    return _stamp(rows, None)


def touch_derived(countries: Iterable[str | None], editions: Iterable[int | None]) -> None:
    """Tell that texts of some countries and editions are others now, in the transaction that changes them."""
    named = {f"{_MARK}{name}" for name in (*countries, *editions) if name is not None}
    _raise_marks({_ANY, *named})


def forget_derived() -> None:
    """Tell that all results are old: what they were made of has changed in a way that no mark tells."""
    _raise_marks({_ALL})


def _raise_marks(names: Collection[str]) -> None:
    known = dict(Derived.objects.filter(key__in=names).values_list("key", "content"))
    Derived.objects.bulk_create(
        [
            Derived(key=name, made_by="", content=str(int(known.get(name, 0)) + 1))
            for name in sorted(names)
        ],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["content"],
    )


def _marks_of(of: Collection[str | int] | None) -> list[str]:
    """Return the marks that a result hangs on."""
    return [_ALL, _ANY] if of is None else [_ALL, *(f"{_MARK}{name}" for name in of)]


def _stamp(rows: dict[str, Derived], of: Collection[str | int] | None) -> str:
    marks = [[name, rows[name].content if name in rows else ""] for name in _marks_of(of)]
    return f"{_made_by()} {short_hash(marks, 12)}"


@cache
def _made_by() -> str:
    """Name the code and data at work: the version, and the sizes and times of the package's files."""
    root = Path(str(files("tierbook")))
    stamps = [
        f"{path.relative_to(root)} {stat.st_size} {stat.st_mtime_ns}"
        for path in sorted(root.rglob("*"))
        if path.suffix in _SUFFIXES and (stat := path.stat())
    ]
    return f"{VERSION} {content_hash(chr(10).join(stamps).encode())[:12]}"
