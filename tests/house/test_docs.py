"""The README keeps its promises, and no link in the docs leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.checkout import REPOSITORY, place, rooms, run_python, text_files

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
WEAK_WORDS = re.compile(r"\b(?:simply|easily|powerful|seamless(?:ly)?)\b", re.IGNORECASE)


def _pages() -> list[Path]:
    return [path for path in text_files() if path.suffix == ".md"]


def test_the_readme_names_both_commands() -> None:
    words = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert "make demo" in words
    assert "make test" in words


def test_links_between_pages_lead_somewhere() -> None:
    faults = [
        f"{place(page)}: {target}"
        for page in _pages()
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not faults, "\n".join(faults)


def test_prose_is_plain() -> None:
    faults = [
        f"{place(page, number)}: {line.strip()[:80]}"
        for page in _pages()
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1)
        if WEAK_WORDS.search(line)
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("room", sorted(rooms()))
def test_the_architecture_page_names_every_room(room: str) -> None:
    words = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert f"`{room}" in words


def test_every_command_is_in_the_readme() -> None:
    shown = run_python("-m", "tierbook", "--help", COLUMNS="200", TERM="dumb")
    assert shown.returncode == 0, shown.stderr.decode()
    commands = set(
        re.findall(r"^[│|]?\s*([a-z][a-z-]+)\s{2,}\S", shown.stdout.decode(), re.MULTILINE)
    )
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert commands, "tierbook --help lists no command"
    assert not [c for c in sorted(commands) if f"tierbook {c}" not in readme]


def _rows(printed: str) -> set[str]:
    rows = (" ".join(line.split()) for line in printed.splitlines())
    return {row for row in rows if re.match(r"[a-z]+\.[a-z_]+ ", row)}


def test_the_example_in_the_readme_is_what_the_program_prints() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    example = re.search(r"^\$ tierbook (code \S+)\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert example is not None
    printed = run_python("-m", "tierbook", *example[1].split())
    assert printed.returncode == 0, printed.stderr.decode()
    assert not _rows(example[2]) - _rows(printed.stdout.decode())
    assert len(_rows(example[2])) >= 5
