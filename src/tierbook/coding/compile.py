"""Compile the cues: from YAML that people write to the JSON that every start reads.

`python -m tierbook.coding.compile` renews the file of the package; `--check` only tells whether it is up to date.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tierbook.coding.coders.rules import load_patterns
from tierbook.coding.compiled import COMPILED, FORMAT, hash_sources, sources
from tierbook.coding.patterns import Guarded, derive, known
from tierbook.errors import TierbookError
from tierbook.files import json_line, load_yaml

__all__ = ["compile_cues", "main"]


def compile_cues() -> bytes:
    """Return the JSON of all cues, and of the guards of every pattern of the rules coder.

    Keys keep the order of the YAML, which counts where the first of several words decides.

    Raises:
        TierbookError: a file is no YAML, or a cue breaks its own rules.
    """
    load_patterns()
    expressions = [p.pattern for p in known() if isinstance(p, Guarded)]
    return json_line(
        {
            "format": FORMAT,
            "sources": hash_sources(),
            "files": {name: load_yaml(Path(path)) for name, path in sources()},
            "guards": {expression: derive(expression) for expression in sorted(expressions)},
        }
    )


def main(arguments: list[str] | None = None) -> int:
    """Compile the cues of the package; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tierbook.coding.compile", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if the file is stale"
    )
    check = parser.parse_args(arguments).check
    try:
        data = compile_cues()
    except TierbookError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if COMPILED.is_file() and COMPILED.read_bytes() == data:
        return 0
    if check:
        sys.stderr.write(f"{COMPILED} is stale: run python -m tierbook.coding.compile\n")
        return 1
    COMPILED.parent.mkdir(exist_ok=True)
    COMPILED.write_bytes(data)
    sys.stderr.write(f"wrote {COMPILED}: {len(sources())} files of cues\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
