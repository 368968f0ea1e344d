"""Django's own commands on a library: `python -m tierbook.library.manage check --deploy`.

The home is the one that TIERBOOK_HOME names. Tables are made by `tierbook migrate`, which copies SQLite first.
"""

from __future__ import annotations

import os
import sys

from tierbook.errors import TierbookError
from tierbook.files import find_home
from tierbook.library.configure import configure

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> None:
    """Run one command."""
    try:
        configure(find_home(None, os.environ))
    except TierbookError as error:
        sys.exit(f"tierbook: {error}")
    from django.core.management import execute_from_command_line

    execute_from_command_line(
        ["tierbook.library.manage", *(sys.argv[1:] if arguments is None else arguments)]
    )


if __name__ == "__main__":
    main()
