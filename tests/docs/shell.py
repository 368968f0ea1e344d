"""Run the commands of one document, one after another, as a reader's shell would."""

from __future__ import annotations

import fnmatch
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.docs.extracting import Command, commands_of

REPOSITORY = Path(__file__).resolve().parents[2]
EXEMPT = Path(__file__).with_name("exempt.yaml")
LONGEST = 120  # seconds that one command may take on a machine at work


@dataclass(frozen=True)
class Rules:
    """What `exempt.yaml` says: what is not run, what is not compared, and what a page needs beforehand."""

    exempt: tuple[dict[str, str], ...]
    printed: tuple[dict[str, str], ...]
    fails: tuple[dict[str, Any], ...]
    unrun: dict[str, str]
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)

    @staticmethod
    def matching(rows: tuple[dict[str, Any], ...], command: Command) -> dict[str, Any] | None:
        """Return the row for a command: by its pattern, and by its page where the row names one."""
        for row in rows:
            same_page = row.get("page", command.page) == command.page
            if same_page and fnmatch.fnmatchcase(command.text, row["command"]):
                return row
        return None


def load_rules() -> Rules:
    """Read `exempt.yaml`."""
    data = yaml.safe_load(EXEMPT.read_text(encoding="utf-8"))
    return Rules(
        tuple(data["exempt"]),
        tuple(data["printed"]),
        tuple(data["fails"]),
        data["unrun"],
        data["pages"],
    )


def documents() -> list[Path]:
    """Return every document that is shown to readers."""
    docs = sorted((REPOSITORY / "docs").rglob("*.md"))
    return [*docs, REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md"]


def all_commands() -> list[Command]:
    """Return the commands of every document."""
    return [command for page in documents() for command in commands_of(page, REPOSITORY)]


class Shell:
    """A folder and a library of their own, with `tierbook` and `python` on the path."""

    def __init__(self, world: Path, folder: Path, socket: Path) -> None:
        shutil.copytree(world, folder, symlinks=True, dirs_exist_ok=True)
        self.folder = folder
        self.tools = folder / ".tools"
        self.tools.mkdir()
        forking = Path(__file__).with_name("forking.py")
        self._tool("tierbook", f'exec {sys.executable} -I -S {forking} call {socket} "$@"')
        self._tool("python", f'exec {sys.executable} "$@"')
        (folder / ".venv" / "bin").mkdir(parents=True)
        for name in ("tierbook", "python"):
            (folder / ".venv" / "bin" / name).symlink_to(self.tools / name)
        kept = {k: v for k, v in os.environ.items() if not k.startswith("TIERBOOK_")}
        self.environment = {
            **kept,
            "PATH": f"{self.tools}:{os.environ['PATH']}",
            "PYTHONPATH": str(REPOSITORY / "src"),
            "TIERBOOK_HOME": str(folder / "home"),
            "TIERBOOK_JOBS": "1",
            "COLUMNS": "100",
        }

    def _tool(self, name: str, body: str) -> None:
        path = self.tools / name
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def run(self, text: str) -> tuple[int, str]:
        """Run a line; its status and all that it printed."""
        done = subprocess.run(
            ["bash", "-c", text],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=LONGEST,
            check=False,
        )
        return done.returncode, done.stdout.decode("utf-8", "replace")


def missing_lines(shown: tuple[str, ...], printed: str) -> list[str]:
    """Return the lines that a document shows and the program does not print, in this order.

    `…` stands for anything within a line, and a line of points for lines that are left out.
    """
    rows = [" ".join(line.split()) for line in printed.splitlines()]
    at, missing = 0, []
    for line in shown:
        wanted = " ".join(line.split())
        if not wanted or re.fullmatch(r"[.…]+", wanted):
            continue
        like = re.compile(".*".join(re.escape(part) for part in wanted.split("…")))
        place = next((n for n in range(at, len(rows)) if like.search(rows[n])), None)
        if place is None:
            missing.append(line)
        else:
            at = place
    return missing
