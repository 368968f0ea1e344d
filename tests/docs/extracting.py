"""The commands that the documents show, and what they say is printed; the Python that they show.

A fenced block shows commands in one of two ways: after `$ `, with what is printed below; or line by line, each line
that begins with a known program. A comment after two spaces and a `#` is part of neither. A block that lists
verbs with what they do is a table and shows no command.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = (
    "tierbook", "make", "python", "python3", "pip", "curl", "uv", "git", "cd", "source", "Rscript",
    ".venv/bin/python", ".venv/bin/tierbook", "as_tierbook", "apt-get", "useradd", "install", "sudo",
    "systemctl", "nginx", "grep", "/opt/tierbook/bin/pip", "/opt/tierbook/bin/tierbook", "pre-commit",
)  # fmt: skip
_FENCE = re.compile(
    r"^(?P<in> *)(?P<ticks>```+)(?P<kind>[\w+-]*|[^\n]+)\n(?P<body>.*?)^(?P=in)(?P=ticks)\s*$",
    re.S | re.M,
)
_COMMENT = re.compile(r"\s{2,}#\s.*$")
_SYNOPSIS = re.compile(r"tierbook [a-z-]+(?: \[?[A-Z]\S*)* {2,}[^#\s]")  # a table of verbs
_SET = re.compile(r"^(?:[A-Z][A-Z0-9_]*=(?:'[^']*'|\S*)\s+)+(?=\S)")


@dataclass(frozen=True)
class Command:
    """One command of a document, as it stands there."""

    page: str
    line: int
    text: str
    printed: tuple[str, ...]

    @property
    def program(self) -> str:
        """The program that it starts."""
        return _SET.sub("", self.text).split()[0]

    @property
    def place(self) -> str:
        """Where it stands, as a person would look for it."""
        return f"{self.page}:{self.line}"


def commands_of(path: Path, root: Path) -> list[Command]:
    """Return the commands of one document, in its order."""
    words = path.read_text(encoding="utf-8")
    found: list[Command] = []
    for fence in _FENCE.finditer(words):
        if fence["kind"] not in ("", "sh", "bash", "console", "shell"):
            continue
        first = words.count("\n", 0, fence.start("body")) + 1
        indent = len(fence["in"])
        lines = [line[indent:] for line in fence["body"].split("\n")[:-1]]
        found += _commands(lines, first, path.relative_to(root).as_posix())
    return found


def python_of(path: Path) -> str:
    """Return the Python of one document, each line where it stands there: an error then names the document's line."""
    words = path.read_text(encoding="utf-8")
    lines = [""] * (words.count("\n") + 1)
    for fence in _FENCE.finditer(words):
        if fence["kind"] == "python":
            first = words.count("\n", 0, fence.start("body"))
            body = fence["body"].split("\n")[:-1]
            lines[first : first + len(body)] = [line[len(fence["in"]) :] for line in body]
    return "\n".join(lines) if any(lines) else ""


def _commands(lines: list[str], first: int, page: str) -> list[Command]:
    if sum(bool(_SYNOPSIS.match(line)) for line in lines) * 2 > len(lines):
        return []
    shown = any(line.startswith("$ ") for line in lines)
    found: list[Command] = []
    at = 0
    while at < len(lines):
        line, begin = lines[at], at
        at += 1
        if not (line.startswith("$ ") or (not shown and _starts(line))):
            if shown and found:
                found[-1] = _printing(found[-1], line)
            continue
        line = _COMMENT.sub("", line)
        while line.endswith("\\") and at < len(lines):
            line = f"{line[:-1].rstrip()} {lines[at].strip()}"
            at += 1
        while line.count("'") % 2 and at < len(lines):
            line = f"{line}\n{lines[at]}"
            at += 1
        found.append(Command(page, first + begin, line.removeprefix("$ ").strip(), ()))
    return found


def _starts(line: str) -> bool:
    words = _SET.sub("", line).split()
    return bool(words) and words[0] in PROGRAMS


def _printing(command: Command, line: str) -> Command:
    return Command(command.page, command.line, command.text, (*command.printed, line))
