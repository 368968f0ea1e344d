"""Since when the library has a page: the day on which it was taken from its site, else on which it came in.

The day it was taken stands in the page or its container. The day it came in is that of its file in the corpus, so a
database made anew from the corpus has the same days. A text whose page is not there came in today.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate

from tierbook.corpus import Corpus
from tierbook.errors import CorpusError

__all__ = ["Acquired"]


class Acquired:
    """The days of one corpus folder.

    Args:
        corpus: the folder.
        known: the days that the library gave documents before, by id.
    """

    def __init__(self, corpus: Path, known: Mapping[str, dt.date | None]) -> None:
        self.corpus, self.known = Corpus(corpus), known

    def day_of(self, head: Mapping[str, Any]) -> dt.date:
        """Return the day of one document; `head` is that of its coding."""
        for said in (head.get("captured"), head.get("accessed")):
            day = _read_day(said)
            if day is not None:
                return day
        page = self._pages.get(head["id"], head["sha256"])
        try:
            stamp = self.corpus.page_path(page).stat().st_mtime
        except OSError:
            return self.known.get(head["id"]) or localdate()
        return dt.datetime.fromtimestamp(stamp, tz=dt.UTC).date()

    @cached_property
    def _pages(self) -> dict[str, str]:
        """Pages by document; those of a table of texts have hashes of their own beside that of the file."""
        try:
            return {name: entry.page for name, entry in self.corpus.manifest().documents.items()}
        except CorpusError:
            return {}


def _read_day(said: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(said)[:10]) if said else None
    except ValueError:
        return None
