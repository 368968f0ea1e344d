"""What takes long to work out of many texts: kept in the database until a text that it was made of changes.

Each country and each edition has a mark, a number that is another one whenever a text of it comes, changes or goes, in
the transaction in which that happens. A result is kept with the marks of what it was made of, read before it was made.
So what was worked out while a load was under way is made again afterwards, and nothing has to be thrown away.
While a load is under way, what was made of all texts before it stands until it ends; its worker is named meanwhile.
What people decide has marks of its own, of the text, its country, its edition and all texts.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import RLock, local
from typing import Any
from weakref import WeakValueDictionary
from zlib import crc32

import orjson
from django.core.signals import request_finished, request_started
from django.db import DatabaseError, transaction
from django.dispatch import receiver
from django.utils import timezone

from tierbook.files import VERSION, content_hash, short_hash
from tierbook.library.catalogue.models import Derived

__all__ = [
    "derived",
    "forget_texts",
    "held_since",
    "held_state",
    "loading_begins",
    "loading_ends",
    "marks_of_people",
    "touch_answers",
    "touch_derived",
    "touch_people_of",
    "who_loads",
]

_SUFFIXES = frozenset({".csv", ".html", ".json", ".py", ".yaml"})
_MARK = "mark/"
_ANY, _LOADING = f"{_MARK}any", f"{_MARK}loading"
_PEOPLE = "people/"
_ANY_PEOPLE = f"{_MARK}{_PEOPLE}any"
_PATIENCE = timedelta(minutes=5)  # a load that has written nothing for so long was cut off
_SEAL = 8  # characters of the checksum before a result
_BRIEFLY = 100  # milliseconds that keeping a result may wait for another writer
_GUARD = RLock()
_REQUEST = local()
# By key, while a thread holds it: an address may name any two years.
_LOCKS: WeakValueDictionary[str, Any] = WeakValueDictionary()


def derived(
    key: str,
    make: Callable[[], Any],
    *,
    of: Collection[str | int] | None = None,
    people: Collection[str | int] | None = None,
    version: str = "",
) -> Any:
    """Return a result as it was kept, or make it and keep it.

    Args:
        key: what it is, with whatever it depends on besides the texts: `digest/2018`.
        make: makes it, of plain values alone; called where nothing is kept, or other code or data of tierbook made it.
        of: the countries and editions whose texts it is made of; None for all texts.
        people: the countries and editions of which it shows what people decided; None for those of `of`, nothing
            where no value of a text stands in it. `any/flows` stands for decisions on variables of that pillar alone.
        version: what else it is made of, such as the digest of one text: made again where this is another one.

    Returns:
        The result as JSON gives it back, the first time too.
    """
    seen: dict[str, bytes] | None = getattr(_REQUEST, "kept", None)
    if seen is not None and key in seen:
        return orjson.loads(seen[key])
    content = _content_of(key, make, of, _decided(of, people), version)
    if seen is not None:
        seen[key] = content
    return orjson.loads(content)


@receiver(request_started)
def _begin_request(**_: Any) -> None:
    """Remember what one page asks for more than once, so that it is read once and is the same all over the page."""
    _REQUEST.kept = {}


@receiver(request_finished)
def _end_request(**_: Any) -> None:
    _REQUEST.kept = None


def _content_of(
    key: str,
    make: Callable[[], Any],
    of: Collection[str | int] | None,
    decided: list[str],
    version: str,
) -> bytes:
    with _one_at_a_time(key):
        asked = [key, *_marks_of(of), *decided]
        rows = {row.key: row for row in Derived.objects.filter(key__in=asked)}
        stamp = _stamp(rows, of, decided, version)
        kept = rows.get(key)
        if kept is not None and (kept.made_by == stamp or (of is None and _may_wait(kept, rows))):
            whole = _unsealed(kept.content)
            if whole is not None:
                return whole
        content = orjson.dumps(make(), option=orjson.OPT_NON_STR_KEYS)
        _keep(key, stamp, _sealed(content))
    return content


def _sealed(content: bytes) -> str:
    """Return a result with its checksum before it: one that a disk has changed is made again, not shown."""
    return f"{crc32(content):08x}{content.decode()}"


def _unsealed(kept: str) -> bytes | None:
    """Return a result as it was kept; None where it is another one now."""
    content = kept[_SEAL:].encode()
    return content if kept[:_SEAL] == f"{crc32(content):08x}" else None


@contextmanager
def _one_at_a_time(key: str) -> Iterator[None]:
    """Let one thread make a result while others wait for it; a result that needs another one asks for it inside."""
    with _GUARD:
        lock = _LOCKS.setdefault(key, RLock())
    with lock:
        yield


def _may_wait(kept: Derived, rows: dict[str, Derived]) -> bool:
    """Tell whether a load is at work, so that a result over all texts may stay until it has ended."""
    loading = rows.get(_LOADING)
    if loading is None or not kept.made_by.startswith(_made_by()):
        return False
    last = datetime.fromisoformat(loading.content.split(" ", 1)[0])
    # Where the clock has been set back since, a worker that was cut off would seem to be at work for as long.
    return abs(timezone.now() - last) < _PATIENCE


def _keep(key: str, stamp: str, content: str) -> None:
    """Keep a result; where somebody else is writing, let it go: it is made again next time."""
    connection = transaction.get_connection()
    waits = connection.vendor == "sqlite" and not connection.in_atomic_block
    with suppress(DatabaseError):
        if waits:
            _wait_for_writers(connection, _BRIEFLY)
        try:
            with transaction.atomic():
                Derived.objects.bulk_create(
                    [Derived(key=key, made_by=stamp, content=content)],
                    update_conflicts=True,
                    unique_fields=["key"],
                    update_fields=["made_by", "content"],
                )
        finally:
            if waits:
                usual = connection.settings_dict.get("OPTIONS", {}).get("timeout", 5)
                _wait_for_writers(connection, int(usual * 1000))


def _wait_for_writers(connection: Any, milliseconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")


def loading_begins(worker: str) -> None:
    """Tell that a worker is loading; called again in the transaction of every batch, which shows that it lives."""
    said = f"{timezone.now().isoformat()} {worker}"
    Derived.objects.update_or_create(key=_LOADING, defaults={"made_by": "", "content": said})


def loading_ends() -> None:
    """Tell that a load has ended: from now on what was made of all texts before or during it is made again."""
    if Derived.objects.filter(key=_LOADING).delete()[0]:
        mark = Derived.objects.filter(key=_ANY)
        mark.update(made_by=_after(mark.values_list("made_by", flat=True).first()))


def who_loads() -> str | None:
    """Return the worker that is loading, or that was cut off while it did; None where the last load has ended."""
    row = Derived.objects.filter(key=_LOADING).first()
    return None if row is None else row.content.split(" ", 1)[1]


def held_state() -> str:
    """Return a word that is another one whenever any text has come, changed or gone, or tierbook is another one.

    It is another one after a decision of people, too.
    """
    return _stamp(_rows_of_all(), None, [_ANY_PEOPLE])


def held_since() -> tuple[str, datetime]:
    """Return what every answer over many texts rests on, as a word, and since when.

    The word is that of `held_state`, and another one while a load is at work: what was made before it stands then, and
    is made again when it ends.
    """
    rows = _rows_of_all()
    stamp = _stamp(rows, None, [_ANY_PEOPLE])
    changed = [rows[mark].made_by for mark in (_ANY, _ANY_PEOPLE) if mark in rows]
    since = max([_made_at(), *(datetime.fromisoformat(time) for time in changed if time)])
    return (f"{stamp} loading" if _LOADING in rows else stamp), since


def _rows_of_all() -> dict[str, Derived]:
    wanted = [*_marks_of(None), _ANY_PEOPLE]
    return {row.key: row for row in Derived.objects.filter(key__in=wanted)}


def touch_derived(countries: Iterable[str | None], editions: Iterable[int | None]) -> None:
    """Tell that texts of some countries and editions are others now, in the transaction that changes them."""
    named = {f"{_MARK}{name}" for name in (*countries, *editions) if name is not None}
    _raise_marks({_ANY, *named})


def forget_texts(names: Collection[str]) -> None:
    """Throw away what was made of texts that are held no more, in the transaction that removes them.

    Such a result has the id of its text as a part of its key; marks stay, as one that is gone says nothing.
    """
    gone = set(names)
    keys = Derived.objects.exclude(key__startswith=_MARK).values_list("key", flat=True)
    Derived.objects.filter(pk__in=[key for key in keys if gone & {*key.split("/")}]).delete()


def touch_people_of(
    texts: Iterable[tuple[str, str | None, int | None, Iterable[str]]],
) -> None:
    """Tell the same of many texts at once: of each its id, country, edition, and the variables."""
    marks = set()
    for document, country, edition, variables in texts:
        named = {document, "any", *(f"any/{name.partition('.')[0]}" for name in variables)}
        named |= {str(name) for name in (country, edition) if name is not None}
        marks |= {f"{_MARK}{_PEOPLE}{name}" for name in named}
    if marks:
        _raise_marks(marks)


def marks_of_people(using: str = "default") -> dict[str, str]:
    """Return by text, country and edition a number that is another one after each decision on it."""
    start = f"{_MARK}{_PEOPLE}"
    rows = Derived.objects.using(using).filter(key__startswith=start)
    return {key.removeprefix(start): number for key, number in rows.values_list("key", "content")}


def touch_answers() -> None:
    """Tell that people have answered, whatever became of it; a result that counts answers names `any/answers`."""
    _raise_marks({f"{_ANY_PEOPLE}/answers"})


def _raise_marks(names: Collection[str]) -> None:
    """Give marks other numbers, drawn so that two who do it at once never leave one and the same."""
    known = dict(Derived.objects.filter(key__in=names).values_list("key", "made_by"))
    # The marks that most take come first, so that of two who hold others none waits for the other.
    order = sorted(names, key=lambda name: (not name.startswith(_ANY_PEOPLE), name))
    Derived.objects.bulk_create(
        [
            Derived(key=name, made_by=_after(known.get(name)), content=str(secrets.randbits(62)))
            for name in order
        ],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["content", "made_by"],
    )


def _after(before: str | None) -> str:
    """Return the time of a change: where the clock was set back, a second after the change before.

    Answers tell it as `Last-Modified`, by which others know that what they keep is old.
    """
    now = timezone.now()
    if before:
        last = datetime.fromisoformat(before)
        if now <= last:
            now = last + timedelta(seconds=1)
    return now.isoformat()


def _marks_of(of: Collection[str | int] | None) -> list[str]:
    """Return the marks that a result hangs on."""
    return [_ANY, _LOADING] if of is None else [f"{_MARK}{name}" for name in of]


def _decided(of: Collection[str | int] | None, people: Collection[str | int] | None) -> list[str]:
    """Return the marks of decisions that a result hangs on."""
    if people is None:
        people = ["any"] if of is None else [n for n in of if not str(n).startswith(_PEOPLE)]
    return [f"{_MARK}{_PEOPLE}{name}" for name in people]


def _stamp(
    rows: dict[str, Derived],
    of: Collection[str | int] | None,
    decided: Collection[str],
    version: str = "",
) -> str:
    names = [*(name for name in _marks_of(of) if name != _LOADING), *decided]
    marks = [[name, rows[name].content if name in rows else ""] for name in names]
    return f"{_made_by()} {short_hash([version, *marks], 12)}"


@cache
def _made_by() -> str:
    """Name the code and data at work: the version, and the sizes and times of the package's files."""
    stamps = [f"{name} {size} {time}" for name, size, time in _files_at_work()]
    return f"{VERSION} {content_hash(chr(10).join(stamps).encode())[:12]}"


@cache
def _made_at() -> datetime:
    """Return since when this code and data are at work: the newest time of the package's files."""
    newest = max(time for _, _, time in _files_at_work())
    return datetime.fromtimestamp(newest / 1e9, UTC)


@cache
def _files_at_work() -> tuple[tuple[str, int, int], ...]:
    root = Path(str(files("tierbook")))
    return tuple(
        (str(path.relative_to(root)), stat.st_size, stat.st_mtime_ns)
        for path in sorted(root.rglob("*"))
        if path.suffix in _SUFFIXES and (stat := path.stat())
    )
