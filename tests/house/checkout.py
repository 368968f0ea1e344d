"""The files of this checkout, as the house tests look at them."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = REPOSITORY / "src" / "tierbook"
_TEXT = set(".py .md .yaml .yml .toml .cff .json .jsonl .csv .txt .html .css .js .svg".split())


@cache
def repository_files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, part of the repository (git's ignore rules applied)."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("left out: house tests that list the repository (run them in a git checkout)")
    paths = (REPOSITORY / name for name in listed.stdout.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


@cache
def text_files() -> tuple[Path, ...]:
    """Those of them that hold text (a file without a suffix does)."""
    return tuple(p for p in repository_files() if not p.suffix or p.suffix in _TEXT)


def modules(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    """Yield every Python file below a folder with its syntax tree; trees are large, so none is kept."""
    for path in text_files():
        if path.suffix == ".py" and path.is_relative_to(folder):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


@cache
def rooms() -> dict[str, Path]:
    """Name of each room to the file with its docstring and its public names."""
    found: dict[str, Path] = {}
    for entry in sorted(SOURCE.iterdir()):
        if entry.suffix == ".py" and not entry.name.startswith("__"):
            found[entry.stem] = entry
        elif entry.is_dir() and any(entry.glob("*.py")):
            found[entry.name] = entry / "__init__.py"
    return found


def place(path: Path, line: int | None = None) -> str:
    """Name a file, and a line, as a person would look for it."""
    name = path.relative_to(REPOSITORY).as_posix()
    return f"{name}:{line}" if line else name


def run_python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run this Python in a fresh process that sees this checkout's source first."""
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        check=False,
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), **environment},
    )
