"""Compile the cues: from YAML that people write to the JSON that every start reads.

`python -m tierbook.coding.compile` renews the files of the package; `--check` only tells whether they are up to date.
One file is for every Python. The other, with the programs of the patterns, is for the Python that runs this; a package
without it codes the same, and starts more slowly.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from tierbook.coding.coders.rules import load_patterns
from tierbook.coding.compiled import (
    COMPILED,
    FORMAT,
    hash_sources,
    known_programs,
    programs_file,
    sources,
)
from tierbook.coding.patterns import Guarded, derive, known
from tierbook.errors import TierbookError
from tierbook.files import json_line, load_yaml
from tierbook.text import Program, pattern_of, program_of

__all__ = ["compile_cues", "compile_programs", "main"]


def compile_cues() -> bytes:
    """Return the JSON of all cues, and of the guards of every pattern of the rules coder.

    Keys keep the order of the YAML, which counts where the first of several words decides.

    Raises:
        TierbookError: a file is no YAML, or a cue breaks its own rules.
    """
    return json_line(
        {
            "format": FORMAT,
            "sources": hash_sources(),
            "files": {name: load_yaml(Path(path)) for name, path in sources()},
            "guards": {expression: derive(expression) for expression in _expressions()},
        }
    )


def compile_programs() -> bytes:
    """Return the JSON of the programs of every pattern of the rules coder, for this Python."""
    return json_line({expression: program_of(expression) for expression in _expressions()})


def _are_ours(programs: dict[str, Program]) -> bool:
    """Tell whether programs are those of all patterns; their bytes may differ, as zlib does from machine to machine."""
    return list(programs) == _expressions() and all(
        pattern_of(expression, program) == re.compile(expression)
        for expression, program in programs.items()
    )


def _expressions() -> list[str]:
    load_patterns()
    return sorted(p.pattern for p in known() if isinstance(p, Guarded))


def main(arguments: list[str] | None = None) -> int:
    """Compile the cues of the package; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tierbook.coding.compile", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if the file is stale"
    )
    check = parser.parse_args(arguments).check
    try:
        cues = compile_cues()
    except TierbookError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    stale = {}
    if not COMPILED.is_file() or COMPILED.read_bytes() != cues:
        stale[COMPILED] = cues
    programs = programs_file()
    if (programs.is_file() or not check) and not _are_ours(known_programs()):
        stale[programs] = compile_programs()
    for path, data in stale.items():
        if check:
            sys.stderr.write(f"{path} is stale: run python -m tierbook.coding.compile\n")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            sys.stderr.write(f"wrote {path}: {len(sources())} files of cues\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
