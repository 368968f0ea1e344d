"""`tierbook mcp`: the library as a read-only tool for a language model, over standard input and output."""

from __future__ import annotations

from typing import Annotated

import typer

from tierbook.cli.options import HomeOption

__all__ = ["mcp"]


def mcp(
    home: HomeOption = None,
    site: Annotated[
        str,
        typer.Option(
            "--site", metavar="URL", help="Address of the library's pages, for permalinks."
        ),
    ] = "",
) -> None:
    """Answer a language model with quotations and permalinks; the program that runs the model starts it."""
    from tierbook.cli.homes import find_home
    from tierbook.library import serve_tools

    serve_tools(find_home(home), site)
