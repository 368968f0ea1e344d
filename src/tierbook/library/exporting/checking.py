"""Tell whether an exported library is whole: every file of its manifest is there with its bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import orjson

from tierbook.errors import CorpusError

__all__ = ["check_export"]


def check_export(folder: Path) -> tuple[int, list[str]]:
    """Compare an export with its manifest.

    Returns:
        The number of files, and what is wrong: each file that is lost, changed or unknown to the manifest.

    Raises:
        CorpusError: the folder is no whole export.
    """
    folder = Path(folder)
    try:
        manifest = orjson.loads((folder / "manifest.json").read_bytes())
        files: dict[str, str] = manifest["files"]
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise CorpusError(
            "this is no whole copy of a library",
            where=str(folder),
            why="it has no manifest, which is written last",
            remedy="give the folder that `tierbook export` wrote, or write it again",
        ) from error
    faults = []
    for name, wanted in files.items():
        path = folder / name
        if not path.is_file():
            faults.append(f"{name}: lost")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != wanted:
            faults.append(f"{name}: changed")
    known = {*files, "manifest.json"}
    here = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    faults += [f"{name}: not in the manifest" for name in sorted(set(here) - known)]
    return len(files), faults
