"""A process at work ends with the one that started it, also where that one was killed.

A killed process ends none of those that it started. They would wait for work for ever, and hold the lock of the corpus
that they were born with, so that no later run could write there.
"""

from __future__ import annotations

import os
from threading import Thread

__all__ = ["end_with_parent"]


def end_with_parent() -> None:
    """Watch the process that started this one, and end when it has ended."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        from multiprocessing.connection import wait

        wait([parent.sentinel])
        os._exit(1)

    Thread(target=watch, name="watch of the parent", daemon=True).start()
