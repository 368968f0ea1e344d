"""A column of long text that the database holds packed: codings and assessments come to a sixth of their bytes."""

from __future__ import annotations

import zlib
from contextlib import suppress
from typing import Any

from django.db import models
from django.db.models.functions import Cast

from tierbook.errors import CorpusError

__all__ = ["DamagedText", "PackedTextField", "pack_text", "read_whole", "unpack_text"]

# Level 1 packs a coding in 2 ms to 0.17 of its bytes; level 6 takes 7 ms to reach 0.14. Both are opened in 1 ms.
_LEVEL = 1


class DamagedText(CorpusError, ValueError):
    """What the database holds of a text is not what was packed; the corpus has it still."""


def pack_text(text: str) -> bytes:
    """Return the UTF-8 of a text as a zlib stream (RFC 1950)."""
    return zlib.compress(text.encode(), _LEVEL)


def unpack_text(packed: bytes | memoryview | str) -> str:
    """Return the text of what `pack_text` gave; a string is a text that was never packed.

    Raises:
        DamagedText: the bytes are not a whole stream, or not of UTF-8.
    """
    if isinstance(packed, str):
        return packed
    try:
        return zlib.decompress(packed).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise DamagedText(
            "the library's copy of a text is damaged",
            why=str(error),
            remedy="run `tierbook check --mend`, which names the text, then `tierbook ingest`, which loads it again "
            "from the corpus",
        ) from error


def read_whole(rows: models.QuerySet[Any], column: str) -> dict[Any, str]:
    """Return a packed column of rows by their keys, in the order of the rows; those that are damaged are left out."""
    found = {}
    for name, packed in rows.values_list("pk", Cast(column, models.BinaryField())):
        with suppress(DamagedText):
            found[name] = unpack_text(packed)
    return found


class PackedTextField(models.BinaryField):
    """A text in Python, a zlib stream in the database: nothing can be sought in it there."""

    def get_prep_value(self, value: Any) -> Any:
        """Pack a text; bytes are packed already."""
        return pack_text(value) if isinstance(value, str) else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        """Open what the database has.

        Raises:
            DamagedText: it is not what was packed.
        """
        try:
            return None if value is None else unpack_text(value)
        except DamagedText as error:
            error.at(
                f"{connection.settings_dict['NAME']}: {self.model._meta.db_table}.{self.column}"
            )
            raise

    def to_python(self, value: Any) -> Any:
        """Return a text as it is."""
        return value if value is None or isinstance(value, str) else unpack_text(value)

    def value_to_string(self, obj: models.Model) -> str:
        """Return the text."""
        return str(self.value_from_object(obj))
