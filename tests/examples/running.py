"""Runs what stands in examples/: notebooks by a kernel of their own, scripts by Rscript."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import nbclient
import nbformat

from tests.conftest import REPOSITORY, find_r

EXAMPLES = REPOSITORY / "examples"


def run_notebook(path: Path, **environment: str) -> list[Any]:
    """Run a notebook in its folder, as it stands, and return its cells with what they printed and drew."""
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    paths = f"{REPOSITORY / 'src'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    client = nbclient.NotebookClient(
        book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    )
    client.execute(env={**os.environ, "PYTHONPATH": paths, **environment})
    return list(book.cells)


def printed(cells: list[Any]) -> str:
    """Return everything that the cells printed or showed, as text."""
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return "\n".join(o.get("text") or o.get("data", {}).get("text/plain", "") for o in outputs)


def run_r(script: Path, *arguments: object, folder: Path | None = None) -> str:
    """Run a script of R in a folder, without anybody's own settings, and return what it printed."""
    rscript = find_r()
    assert rscript is not None, "a test that runs R carries @pytest.mark.r"
    run = subprocess.run(
        [rscript, "--vanilla", str(script), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert run.returncode == 0, run.stderr
    return run.stdout
