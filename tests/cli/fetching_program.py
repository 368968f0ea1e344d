"""The program in a process of its own, its every fetch led to a server of a test: PORT STOP_AT ARGUMENT...

`STOP_AT` is the number of the request at which Ctrl-C is pressed, or 0.
"""

from __future__ import annotations

import functools
import importlib
import sys

from tests.pages.fetching.server import Server, TestClock
from tierbook.cli import main as run
from tierbook.pages import Asker


def main(port: int, stop_at: int) -> None:
    """Run the program with what is left of the command line."""
    network = Server(port=port).network()
    asked = 0
    ask = Asker.ask

    def asking(self: Asker, address: str, **known: object) -> object:
        nonlocal asked
        asked += 1
        if asked == stop_at:
            raise KeyboardInterrupt
        return ask(self, address, **known)  # type: ignore[arg-type]

    Asker.ask = asking
    local = functools.partial(Asker, network=network)
    importlib.import_module("tierbook.pages.fetching").Asker = local
    importlib.import_module("tierbook.cli.fetch").SystemClock = TestClock
    run()


if __name__ == "__main__":
    port, stop_at = int(sys.argv.pop(1)), int(sys.argv.pop(1))
    main(port, stop_at)
