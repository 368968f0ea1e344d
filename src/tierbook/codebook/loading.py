"""Load a codebook quickly: from the compiled JSON where it is of the YAML beside it, else from the YAML.

Every file of YAML is read and hashed on each start (about two milliseconds for eighty files); none is parsed unless the
hash differs. Nothing is ever written here.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from tierbook.codebook.variable import Codebook, Examples, Maps, Variable
from tierbook.errors import CodebookInvalid, WrongUse

__all__ = [
    "FORMAT",
    "INDICES",
    "PACKAGED",
    "UNCOVERED",
    "VOCABULARIES",
    "compile_codebook",
    "compiled_file",
    "hash_sources",
    "lint_codebook",
    "load_codebook",
    "read_compiled",
]

FORMAT = 3  # of the compiled file; raised when its shape changes
PACKAGED = Path(__file__).parent
VOCABULARIES = "vocabularies.yaml"
INDICES = "indices.yaml"
UNCOVERED = "uncovered.yaml"


@cache
def load_codebook(codebook_id: str = "tip") -> Codebook:
    """Return a codebook of the package.

    Raises:
        WrongUse: the package has no such codebook.
        CodebookInvalid: its YAML was changed and breaks the rules; file and line are named.
    """
    folder = PACKAGED / codebook_id
    if not codebook_id.isidentifier() or not (folder / "codebook.yaml").is_file():
        known = sorted(p.parent.name for p in PACKAGED.glob("*/codebook.yaml"))
        raise WrongUse(
            f"there is no codebook {codebook_id!r}", remedy=f"choose one of: {', '.join(known)}"
        )
    compiled = compiled_file(codebook_id)
    if compiled is not None:
        record = orjson.loads(compiled.read_bytes())
        if record.get("format") == FORMAT and record.get("sources") == hash_sources(folder):
            return read_compiled(record)
    return read_compiled(orjson.loads(compile_codebook(folder)))


def compile_codebook(folder: Path) -> bytes:
    """Return the canonical JSON of a folder of YAML: what the wheel carries.

    Raises:
        CodebookInvalid: the folder breaks the rules; the first fault, and how many there are.
    """
    from tierbook.codebook.compile import compile_folder

    return compile_folder(folder)


def lint_codebook(folder: Path | None = None) -> tuple[CodebookInvalid, ...]:
    """Return every fault of a folder of YAML, each with file, line and remedy; of `tip` where none is given."""
    from tierbook.codebook.lint import read_folder

    return read_folder(PACKAGED / "tip" if folder is None else folder)[1]


def compiled_file(codebook_id: str) -> Path | None:
    """Return the compiled JSON that the package carries for a codebook, or None."""
    return max((PACKAGED / "compiled").glob(f"{codebook_id}-*.json"), default=None)


def hash_sources(folder: Path) -> str:
    """Return the hash of a codebook's YAML: names and contents, whatever the machine's ends of line."""
    digest = hashlib.sha256()
    for name, path in sorted(_sources(folder)):
        content = Path(path).read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _sources(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (name, path) of each file; os.scandir, because this runs on every start."""
    heads = (folder / name for name in ("codebook.yaml", INDICES, UNCOVERED))
    for path in (folder.parent / VOCABULARIES, *heads):
        if path.is_file():
            yield path.name, str(path)
    if not (folder / "variables").is_dir():
        return
    with os.scandir(folder / "variables") as pillars:
        for pillar in pillars:
            if pillar.is_dir():
                with os.scandir(pillar.path) as entries:
                    for entry in entries:
                        if entry.name.endswith(".yaml"):
                            yield f"{pillar.name}/{entry.name}", entry.path


def read_compiled(record: dict[str, Any]) -> Codebook:
    """Turn the compiled record into the codebook."""
    return Codebook(
        id=record["id"],
        version=record["version"],
        variables={row["id"]: _variable(row) for row in record["variables"]},
        vocabularies={name: dict(codes) for name, codes in record["vocabularies"]},
        indices={name: dict(codes) for name, codes in record["indices"]},
        uncovered=record["uncovered"],
    )


def _variable(row: dict[str, Any]) -> Variable:
    maps = Maps(
        hti={name: tuple(values) for name, values in row["maps"]["hti"].items()},
        three_p=row["maps"]["three_p"],
        htc={name: tuple(values) for name, values in row["maps"]["htc"].items()},
    )
    made = {"criteria": tuple(row["criteria"]), "maps": maps, "examples": Examples(row["examples"])}
    return Variable(**{**row, **made})
