"""What a person names on the command line, as a list of inputs: files, folders, patterns, standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tierbook.errors import Problem
from tierbook.pages import ReadOptions, passed_by_name

__all__ = ["STDIN", "Input", "expand_inputs", "walk_inputs"]

STDIN = "-"
_LOOK = 4096
_ADDRESSES = ("http://", "https://", "ftp://")


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read.

    `named` tells whether the person named it, so that being no page is a failure; a file that was met in a folder is
    passed over instead. `problem` is set where the input cannot be read at all, or is passed over by its name.
    `options` are set where more is known of this input than of the others. A member of a container has its bytes in
    `stream` and the container's name in `container`; `closed` marks the end of that container. Without path, data or
    stream it is standard input.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    named: bool = True
    problem: Problem | None = None
    options: ReadOptions | None = None
    stream: BinaryIO | None = None
    container: str | None = None
    closed: bool = False


def expand_inputs(arguments: Iterable[str]) -> list[Input]:
    """Return the inputs that arguments stand for, each file once, in the order given; folders by name.

    Args:
        arguments: paths, folders, patterns that the shell left alone (`2018/*.txt`), and `-` for standard input.
    """
    inputs: list[Input] = []
    seen: set[str] = set()
    for found in walk_inputs(arguments):
        key = STDIN if found.path is None else os.path.realpath(found.path)
        if found.problem is None and key in seen:
            continue
        seen.add(key)
        inputs.append(found)
    return inputs


def walk_inputs(arguments: Iterable[str]) -> Iterator[Input]:
    """Yield what `expand_inputs` lists, one by one and nothing kept: a file that is named twice comes twice.

    Args:
        arguments: paths, folders, patterns, and `-`.
    """
    for argument in arguments:
        if argument == STDIN:
            yield Input("standard input")
            continue
        path = Path(argument)
        if os.path.lexists(path):
            yield from _existing(argument, path)
            continue
        matches: list[str] = []
        if glob.has_magic(argument):
            matches = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 (it may be absolute)
        for match in matches:
            yield from _existing(match, Path(match))
        if not matches:
            yield Input(argument, path, problem=_missing(argument))


def _existing(name: str, path: Path) -> Iterator[Input]:
    if path.is_dir():
        yield from _walk(path)
    elif path.exists():
        yield Input(name, path)
    else:
        problem = Problem(name, "this link leads nowhere", remedy="mend the link, or name the file")
        yield Input(name, path, problem=problem)


def _walk(folder: Path) -> Iterator[Input]:
    """Yield the files below a folder by name; hidden ones are left out, other kinds are passed over."""
    problems: list[Problem] = []

    def note(error: OSError) -> None:
        where = str(error.filename or folder)
        remedy = "mend the rights of the folder"
        problems.append(
            Problem(where, f"the folder cannot be read: {error.strerror}", remedy=remedy)
        )

    empty = True
    for here, folders, files in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(name for name in files if not name.startswith(".")):
            empty = False
            path = Path(here) / file
            problem = None
            kind = passed_by_name(file, b"") and passed_by_name(file, _look_at(path))
            if kind:
                problem = Problem(str(path), f"passed over: {kind}", failed=False)
            yield Input(str(path), path, named=False, problem=problem)
    for problem in problems:
        yield Input(problem.where, problem=problem)
    if empty and not problems:
        remedy = "name a folder with pages"
        problem = Problem(str(folder), "the folder holds no files", remedy=remedy)
        yield Input(str(folder), folder, problem=problem)


def _look_at(path: Path) -> bytes:
    """Return the first bytes of a file whose name says nothing."""
    try:
        with path.open("rb") as stream:
            return stream.read(_LOOK)
    except OSError:
        return b""


def _missing(argument: str) -> Problem:
    if argument.lower().startswith(_ADDRESSES):
        return Problem(
            argument,
            "this is an address, and pages are read from files",
            remedy="save the page from the browser and give the file, or use `tierbook fetch` for whole editions",
        )
    if glob.has_magic(argument):
        return Problem(
            argument, "no file fits this pattern", remedy="check the folder and the pattern"
        )
    return Problem(argument, "there is no such file or folder", remedy="check the path")
