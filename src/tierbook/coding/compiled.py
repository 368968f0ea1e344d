"""The cues as data, quickly: from the compiled JSON where it is of the YAML beside it, else from the YAML.

The JSON also keeps the guards of every pattern of the coder (`coding.patterns`), by expression. They follow from the
expression alone, so they hold even where other files have changed since; a pattern that is not among them has its guards
worked out when they are first needed. Nothing is ever written here: `python -m tierbook.coding.compile` does that.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from tierbook.files import load_yaml

__all__ = [
    "COMPILED",
    "FORMAT",
    "cue_file",
    "cue_files",
    "hash_cues",
    "hash_sources",
    "known_guards",
    "sources",
]

FORMAT = 2  # of the compiled file; raised when its shape, or what guards promise, changes
CUES = Path(__file__).parent / "cues"
COMPILED = CUES / "compiled" / "cues.json"


def cue_file(name: str) -> Any:
    """Return the content of one file of cues, such as `profile/grammar.yaml`; its scalars are text.

    Raises:
        YamlProblem: the file was changed and is no YAML.
    """
    compiled = _files()
    if compiled is not None:
        return compiled[name]
    return load_yaml(CUES / name)


def cue_files(folder: str) -> Iterator[tuple[str, Any]]:
    """Yield name and content of every file below a folder of cues, in the order of their names.

    Raises:
        YamlProblem: a file was changed and is no YAML.
    """
    for name, _ in sources():
        if name.startswith(f"{folder}/"):
            yield name, cue_file(name)


def known_guards() -> dict[str, tuple[list[list[str]], list[str], bool]]:
    """Return what `patterns.derive` says of patterns, by expression, as it was when they were compiled."""
    guards: dict[str, tuple[list[list[str]], list[str], bool]] = _record().get("guards", {})
    return guards


@cache
def sources() -> tuple[tuple[str, str], ...]:
    """Return name and path of every file of cues, sorted by name."""
    return tuple(sorted(_below(str(CUES), "")))


def _below(folder: str, prefix: str) -> Iterator[tuple[str, str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".yaml"):
                yield prefix + entry.name, entry.path
            elif entry.is_dir():
                yield from _below(entry.path, f"{prefix}{entry.name}/")


def hash_cues() -> str:
    """Return 12 characters that are others whenever a cue is another one, also where the version was left alone."""
    return hash_sources()[:12]


def hash_sources() -> str:
    """Return the hash of the cues' YAML: names and contents, whatever the machine's ends of line."""
    digest = hashlib.sha256()
    for name, path in sources():
        with open(path, "rb") as file:  # noqa: PTH123 - runs for every file on every start
            content = file.read().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


@cache
def _record() -> dict[str, Any]:
    if not COMPILED.is_file():
        return {}
    record: dict[str, Any] = orjson.loads(COMPILED.read_bytes())
    return record if record.get("format") == FORMAT else {}


@cache
def _files() -> dict[str, Any] | None:
    record = _record()
    return record["files"] if record and record["sources"] == hash_sources() else None
