"""Inputs with their containers opened: each member becomes an input of its own, one at a time."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from typing import BinaryIO

from tierbook.corpus.inputs import Input
from tierbook.errors import Problem
from tierbook.pages import ReadOptions, is_container, look_ahead, open_container

__all__ = ["Emptiness", "cannot_open", "open_input", "unpack_inputs"]


def unpack_inputs(inputs: Iterable[Input], options: ReadOptions) -> Iterator[Input]:
    """Yield inputs, and in the place of a container its members and their problems, then the container as `closed`.

    The stream of a member must be read before the next input is asked for.

    Args:
        inputs: what `expand_inputs` gave.
        options: how the pages will be read: the limit of a page.
    """
    for given in inputs:
        if given.problem is not None:
            yield given
            continue
        try:
            opened = open_input(given)
            with opened if given.path is not None else nullcontext(opened) as stream:
                yield from _unpack(given, stream, options)
        except OSError as error:
            yield replace(given, problem=cannot_open(given.name, error), data=None)


def open_input(given: Input) -> BinaryIO:
    """Return an input's bytes as a stream; only that of a path must be closed.

    Raises:
        OSError: the file cannot be read.
    """
    if given.stream is not None:
        return given.stream
    if given.data is not None:
        return io.BytesIO(given.data)
    if given.path is not None:
        return given.path.open("rb")
    return sys.stdin.buffer


def cannot_open(name: str, error: OSError) -> Problem:
    """Return the problem of a file that the system doesn't give."""
    what = f"the file cannot be read: {error.strerror or error}"
    return Problem(name, what, remedy="check its rights, or copy it elsewhere")


def _unpack(given: Input, stream: BinaryIO, options: ReadOptions) -> Iterator[Input]:
    options = given.options or options
    head, stream = look_ahead(stream)
    if not is_container(head):
        is_stream = given.path is None and given.data is None
        yield replace(given, stream=stream) if is_stream else given
        return
    single = False
    for found in open_container(stream, given.name, options):
        if isinstance(found, Problem):
            yield Input(found.where, named=given.named, problem=found, container=given.name)
            continue
        single = single or found.whole
        yield Input(
            found.name,
            stream=found.stream,
            named=found.whole and given.named,
            options=options.taken(found.address, found.captured),
            container=None if found.whole else given.name,
        )
    if not single:
        yield Input(given.name, named=given.named, container=given.name, closed=True)


class Emptiness:
    """Notices a container that gave nothing at all: no document, and nothing that was told as wrong."""

    def __init__(self) -> None:
        self._container: str | None = None
        self._gave = False

    def see(self, given: Input, *, gave: bool) -> Problem | None:
        """Take note of an input that is done; return the problem of the container that it closes, if any.

        Args:
            given: the input.
            gave: whether a document came of it, or a failure was told.
        """
        if given.container != self._container:
            self._container, self._gave = given.container, False
        self._gave = self._gave or gave
        if not given.closed or self._gave:
            return None
        what = "nothing in it is a page that tierbook reads"
        if not given.named:
            return Problem(given.name, f"passed over: {what}", failed=False)
        return Problem(given.name, what, remedy="give a container that holds narratives")
