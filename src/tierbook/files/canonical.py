"""Canonical JSON and content hashes: same value, same bytes, on every machine and under every hash seed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import orjson

__all__ = ["canonical_json", "content_hash", "hash_file", "json_line", "short_hash"]


def canonical_json(value: Any) -> bytes:
    """Serialise with sorted keys, no spaces, UTF-8: the form that is hashed."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def json_line(value: Any) -> bytes:
    """Serialise one record for a JSON-lines file, keys in the order given, newline at the end."""
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


def content_hash(data: bytes) -> str:
    """Return the SHA-256 of the bytes in hexadecimal (64 characters)."""
    return hashlib.sha256(data).hexdigest()


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, whatever its size.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def short_hash(value: Any, length: int = 16) -> str:
    """Return the first `length` hexadecimal characters of the hash of a value's canonical JSON."""
    return content_hash(canonical_json(value))[:length]
