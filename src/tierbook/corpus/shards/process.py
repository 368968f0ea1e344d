"""The inside of a process that codes partitions: tasks come by standard input, what is done goes to standard output.

It ends when its standard input does, so it doesn't outlive who started it, and after a time without work.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
from typing import IO, Any

__all__ = ["main"]

_IDLE = 120.0  # seconds without work after which it goes; who needs it starts another


def main() -> None:
    """Take tasks until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints on the way must not come between the answers
    sys.path[:] = pickle.load(sys.stdin.buffer)
    from tierbook.corpus.shards.coding import code_partition
    from tierbook.errors import TierbookError
    from tierbook.files import collect_seldom

    collect_seldom()
    tasks: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_take, args=(sys.stdin.buffer, tasks), daemon=True).start()

    def say(kind: str, what: object) -> None:
        pickle.dump((kind, what), out)
        out.flush()

    while True:
        try:
            task = tasks.get(timeout=_IDLE)
        except queue.Empty:
            os._exit(0)  # not by the end of the interpreter: a thread waits on standard input
        try:
            if isinstance(task, Exception):
                raise task
            say("done", code_partition(task, lambda place: say("at", place)))
        except TierbookError as error:
            say("error", error)
        except Exception as error:  # noqa: BLE001 - a fault of ours: told where the run is, as what it is
            said = f"tierbook itself failed: {type(error).__name__}: {error}"
            say("error", TierbookError(said, remedy="please report it"))


def _take(stream: IO[bytes], tasks: queue.SimpleQueue[Any]) -> None:
    """Put tasks into a queue; at their end the process goes at once, whatever it is doing."""
    while True:
        try:
            tasks.put(pickle.load(stream))
        except (EOFError, OSError, pickle.UnpicklingError):
            os._exit(0)
        except Exception as error:  # noqa: BLE001 - what the task names cannot be found here
            tasks.put(error)
