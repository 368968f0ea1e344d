"""The command line: a file per verb.

Takes: arguments. Gives: data on standard output, messages on standard error, an exit status (0 done, 1 some inputs
failed, 2 wrong use). Touches: the terminal; through the rooms below, the files it is given and the home folder.
"""

from tierbook.cli.app import main

__all__ = ["main"]
