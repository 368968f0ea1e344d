"""How every verb ends: an exit status, one message a problem, and silence when the reader has gone."""

from __future__ import annotations

import errno
import functools
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, ParamSpec, TypeVar

import typer

from tierbook.errors import Problem, TierbookError, WrongUse

__all__ = ["Messages", "guarded", "maker_for", "open_out", "say", "write_out", "written_out"]

P = ParamSpec("P")
T = TypeVar("T")
_FAILED, _WRONG_USE, _INTERRUPTED = 1, 2, 130
_WHILE_WRITING = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS}


def guarded(verb: Callable[P, None]) -> Callable[P, None]:
    """Return the verb with its errors turned into messages and exit statuses."""

    @functools.wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            verb(*args, **kwargs)
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read our output has closed it (`| head`): nothing is wrong, and nobody is left to be told.
            _leave_output()
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            say("stopped")
            raise typer.Exit(_INTERRUPTED) from None
        except WrongUse as error:
            say(str(error))
            raise typer.Exit(_WRONG_USE) from None
        except TierbookError as error:
            say(str(error))
            raise typer.Exit(_FAILED) from None
        except Exception as error:
            told = _refusal_in(error)
            if told is None:
                raise
            say(str(told))
            raise typer.Exit(_FAILED) from None

    return run


def _leave_output() -> None:
    """Let what was not written go, so that the end of the process does not try once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refusal_in(error: Exception) -> TierbookError | None:
    """Return what a disk or a database refused, in words; None where the fault is of another kind."""
    from tierbook.files import disk_refusal, is_refusal

    if "django.db" in sys.modules:
        from tierbook.library import fault_of

        fault = fault_of(error)
        if fault is not None:
            return fault.for_command()
    if not isinstance(error, OSError) or not is_refusal(error):
        return None
    if error.filename is None and error.errno in _WHILE_WRITING:
        _leave_output()  # what was being printed
        return disk_refusal("the output cannot be written", None, error)
    return disk_refusal("a file cannot be read or written", None, error)


def open_out(path: Path) -> BinaryIO:
    """Return a file to write a result to.

    Raises:
        WrongUse: it cannot be written.
    """
    try:
        return path.open("wb")
    except OSError as error:
        raise _unwritable(path, error) from error


@contextmanager
def written_out(path: Path) -> Iterator[BinaryIO]:
    """Give a stream to write a result to, which stands under the path only when it is whole and on the disk.

    Raises:
        WrongUse: there is no such folder, or it is not ours to write to.
        DiskRefused: the disk is full or faulty; what stood there is as it was.
    """
    from tierbook.files import written_beside

    try:
        with written_beside(path) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> TierbookError:
    from tierbook.files import disk_refusal

    if error.errno in _WHILE_WRITING:
        return disk_refusal("the file cannot be written", path, error)
    return WrongUse(
        f"the file cannot be written: {error.strerror}",
        where=str(path),
        remedy="give another --out",
    )


def maker_for(path: Path, makers: Mapping[str, T], what: str) -> T:
    """Return what makes the format that a file's name ends in.

    Args:
        path: the file that `--out` names.
        makers: by suffix, `.csv`.
        what: what is written, for the message: `a chart`.

    Raises:
        WrongUse: the name ends in none of them.
    """
    maker = makers.get(path.suffix.lower())
    if maker is None:
        raise WrongUse(
            f"{path.suffix or 'no suffix'!r} names no format of {what}",
            where="--out",
            remedy=f"end the name in {', '.join(makers)}",
        )
    return maker


def write_out(path: Path, content: bytes) -> None:
    """Write a result to the file that `--out` names, and say so.

    Raises:
        WrongUse: there is no such folder, or it is not ours to write to.
        DiskRefused: the disk is full or faulty; what stood there is as it was.
    """
    with written_out(path) as stream:
        stream.write(content)
    say(f"wrote {path}")


def say(message: str) -> None:
    """Print one message on standard error."""
    print(f"tierbook: {message}", file=sys.stderr, flush=True)


class Messages:
    """The problems of a run, told as they come; at the end the exit status."""

    def __init__(self) -> None:
        self.failed = 0
        self.done = 0

    def tell(self, problem: Problem) -> None:
        """Print a problem; one that is no failure changes no exit status."""
        self.failed += problem.failed
        say(str(problem))

    def told(self, outcomes: Iterable[Any]) -> Iterator[Any]:
        """Yield what the pages gave, counted; tell the problems between."""
        for outcome in outcomes:
            if isinstance(outcome, Problem):
                self.tell(outcome)
            else:
                self.done += 1
                yield outcome

    def finish(self, noun: str = "document") -> None:
        """End the verb: exit status 1 where an input has failed."""
        if self.failed:
            others = (
                f"; {self.done} {noun}{'' if self.done == 1 else 's'} done" if self.done else ""
            )
            say(f"{self.failed} input{'' if self.failed == 1 else 's'} failed{others}")
            raise typer.Exit(_FAILED)
        if not self.done:
            say(f"no {noun} was found")
