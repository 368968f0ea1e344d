"""Hold a corpus still while it is copied: nobody brings pages into it or loads it meanwhile; readers go on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tierbook.corpus import Corpus, is_written_to
from tierbook.errors import CorpusError

__all__ = ["held_still", "locks_of"]

_PATIENCE = 20.0
_PAUSE = 0.1


def locks_of(corpus: Path) -> dict[Path, str]:
    """Return the files of a corpus that are locks, each with what its holder does."""
    folder = Corpus(corpus)
    return {
        folder.lock_path: "an ingest is writing to the corpus",
        folder.loading_path: "a run is loading the corpus",
    }


@contextmanager
def held_still(corpus: Path, *, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the locks of a corpus, beside whoever else copies it.

    Args:
        corpus: the folder; where there is none, nothing is held.
        patience: seconds to wait for whoever writes.

    Raises:
        CorpusError: somebody writes for longer than that.
    """
    deadline = time.monotonic() + patience
    with ExitStack() as held:
        for path, what in locks_of(corpus).items() if corpus.is_dir() else ():
            _hold(held, path, what, deadline)
        yield


def _hold(held: ExitStack, path: Path, what: str, deadline: float) -> None:
    try:
        import fcntl
    except ImportError:  # Windows, where one person serves herself
        if is_written_to(Corpus(path.parent)):
            raise _refusal(path, what) from None
        return
    try:
        stream = held.enter_context(path.open("rb" if path.exists() else "a+b"))
    except OSError:  # who cannot write here is not alone in that
        return
    while True:
        try:
            # Shared: two copies at once are no harm, and a look at the lock finds nobody writing.
            fcntl.flock(stream.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise _refusal(path, what) from None
            time.sleep(_PAUSE)
        except OSError:  # a disk that knows no locks: no ingest gets one there either
            return
        else:
            return


def _refusal(path: Path, what: str) -> CorpusError:
    from tierbook.library.catalogue.derived import who_loads

    who = who_loads() if path == Corpus(path.parent).loading_path else None
    known = f"it is the {who}; " if who else ""
    return CorpusError(
        what,
        where=str(path.parent),
        why=f"{known}a copy made beside it would hold half of its work",
        remedy="wait until it has ended, then run the same command again",
    )
