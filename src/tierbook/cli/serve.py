"""`tierbook serve`: the library as a website on this machine."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from tierbook.cli.options import HomeOption

__all__ = ["PortOption", "serve", "serve_home"]

PortOption = Annotated[
    int | None,
    typer.Option(
        "--port",
        metavar="N",
        min=0,
        max=65535,
        help="Port: 8000 unless told; the next free one if taken.",
    ),
]


def serve(
    home: HomeOption = None,
    port: PortOption = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Serve the library on 127.0.0.1; Ctrl-C ends it."""
    from tierbook.cli.guard import say
    from tierbook.cli.homes import find_home, open_library

    where = find_home(home)
    if not open_library(where):
        say(f"the library in {where} is empty: fill it with `tierbook ingest PATH...`")
    serve_home(where, port, open_browser=open_browser)


def serve_home(home: Path, port: int | None, *, open_browser: bool = False) -> None:
    """Serve one home until Ctrl-C."""
    from tierbook.cli.homes import flag_setting, number_setting
    from tierbook.library import serve as run

    number = number_setting("port", port, home, 8000)
    computed = flag_setting("show_computed", home)
    with suppress(KeyboardInterrupt):  # Ctrl-C is how a reader closes the library
        run(home, number, open_browser=open_browser, show_computed=computed)
