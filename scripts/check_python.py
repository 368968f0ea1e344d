"""Say in one sentence what is missing before an environment can be made; runs under any Python 3."""

import sys


def main() -> None:
    """Exit with a message if this Python cannot make tierbook's environment."""
    if sys.version_info < (3, 11):  # noqa: UP036  (this file runs under older Pythons too)
        found = ".".join(str(n) for n in sys.version_info[:3])
        sys.exit(
            "tierbook needs Python 3.11 or newer; "
            + sys.executable
            + " is "
            + found
            + ". Name another one: make PYTHON=python3.12 demo"
        )
    try:
        import ensurepip  # noqa: F401  (asked for, not used)
        import venv  # noqa: F401
    except ImportError:
        sys.exit(
            "This Python cannot make environments. On Debian and Ubuntu: "
            "sudo apt-get install python3-venv; or install uv, which `make` then uses."
        )


main()
