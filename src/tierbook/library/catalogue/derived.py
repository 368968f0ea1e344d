"""What takes long to work out of all texts: made on the first visit, kept in the database until a text changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
from django.db import DatabaseError, transaction

from tierbook.files import VERSION, content_hash
from tierbook.library.catalogue.models import Derived

__all__ = ["derived", "forget_derived"]

_SUFFIXES = frozenset({".csv", ".json", ".py", ".yaml"})


def derived(key: str, make: Callable[[], Any]) -> Any:
    """Return a result as it was kept, or make it and keep it.

    Args:
        key: what it is, with whatever it depends on besides the texts: `digest/2018`.
        make: makes it, of plain values alone; called where nothing is kept, or other code or data of tierbook made it.

    Returns:
        The result as JSON gives it back, the first time too.
    """
    kept = Derived.objects.filter(key=key, made_by=_made_by()).first()
    if kept is not None:
        return orjson.loads(kept.content)
    content = orjson.dumps(make(), option=orjson.OPT_NON_STR_KEYS)
    try:
        with transaction.atomic():
            Derived.objects.update_or_create(
                key=key, defaults={"made_by": _made_by(), "content": content.decode()}
            )
    except DatabaseError:  # locked, or not to be written: it is made again next time
        pass
    return orjson.loads(content)


def forget_derived() -> None:
    """Forget all results: what they were made of has changed."""
    Derived.objects.all().delete()


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
