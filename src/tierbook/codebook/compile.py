"""Compile a codebook: from YAML that people write to the JSON that every start reads.

`python -m tierbook.codebook.compile` renews the files of the package; `--check` only tells whether they are up to date.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict, replace
from pathlib import Path

from tierbook.codebook.lint import read_folder
from tierbook.codebook.loading import FORMAT, PACKAGED, hash_sources
from tierbook.codebook.variable import Codebook, Variable
from tierbook.errors import CodebookInvalid
from tierbook.files import canonical_json

__all__ = ["compile_folder", "main"]


def compile_folder(folder: Path) -> bytes:
    """Return the canonical JSON of a folder of YAML.

    Raises:
        CodebookInvalid: the first fault of the folder; its remedy says how many more there are.
    """
    codebook, faults = read_folder(folder)
    if codebook is None or faults:
        raise _first(faults)
    return _json(codebook, hash_sources(folder))


def _first(faults: tuple[CodebookInvalid, ...]) -> CodebookInvalid:
    first, more = faults[0], len(faults) - 1
    if not more:
        return first
    counted = f"{more} more {'fault' if more == 1 else 'faults'} in this codebook"
    remedy = f"{first.remedy}; {counted}" if first.remedy else counted
    return CodebookInvalid(first.what, where=first.where, why=first.why, remedy=remedy)


def _json(codebook: Codebook, sources: str) -> bytes:
    # Lists keep the order of variables and codes, which sorted keys would lose.
    return canonical_json(
        {
            "format": FORMAT,
            "sources": sources,
            "id": codebook.id,
            "version": codebook.version,
            "variables": [_variable(variable) for variable in codebook.variables.values()],
            "vocabularies": [
                [name, [list(pair) for pair in codes.items()]]
                for name, codes in codebook.vocabularies.items()
            ],
            "indices": [
                [name, [list(pair) for pair in codes.items()]]
                for name, codes in codebook.indices.items()
            ],
            "uncovered": codebook.uncovered,
        }
    )


def _variable(variable: Variable) -> dict[str, object]:
    """Return a variable's record; its examples are JSON in JSON, which is read only where they are looked at."""
    examples = [asdict(example) for example in variable.examples]
    record = asdict(replace(variable, examples=()))
    return {**record, "examples": canonical_json(examples).decode()}


def main(arguments: list[str] | None = None) -> int:
    """Compile every codebook of the package; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tierbook.codebook.compile", description=__doc__
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if a file is stale"
    )
    check = parser.parse_args(arguments).check
    status = 0
    for source in sorted(PACKAGED.glob("*/codebook.yaml")):
        codebook, faults = read_folder(source.parent)
        for fault in faults:
            sys.stderr.write(f"{fault}\n")
        if codebook is None or faults:
            status = 1
            continue
        target = PACKAGED / "compiled" / f"{codebook.id}-{codebook.version}.json"
        data = _json(codebook, hash_sources(source.parent))
        if target.is_file() and target.read_bytes() == data:
            continue
        if check:
            sys.stderr.write(f"{target} is stale: run python -m tierbook.codebook.compile\n")
            status = 1
            continue
        target.parent.mkdir(exist_ok=True)
        for old in target.parent.glob(f"{codebook.id}-*.json"):
            old.unlink()
        target.write_bytes(data)
        sys.stderr.write(f"wrote {target}: {len(codebook.variables)} variables\n")
    return status


if __name__ == "__main__":
    raise SystemExit(main())
