"""Every command and all Python that the documents show does what they say; each document is a test."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.docs.extracting import PROGRAMS, Command, commands_of, python_of
from tests.docs.shell import (
    REPOSITORY,
    Shell,
    all_commands,
    documents,
    load_rules,
    missing_lines,
)

RULES = load_rules()


def _pages() -> Iterator[object]:
    for path in documents():
        name = path.relative_to(REPOSITORY).as_posix()
        runs = any(RULES.matching(RULES.exempt, c) is None for c in commands_of(path, REPOSITORY))
        if runs or (python_of(path) and name not in RULES.unrun):
            marks = [pytest.mark.shared] if RULES.pages.get(name, {}).get("shared") else []
            yield pytest.param(path, id=name, marks=marks)


@pytest.mark.parametrize("page", list(_pages()))
def test_the_commands_and_the_python_of_a_document_do_what_it_says(
    page: Path, warm: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    commands = commands_of(page, REPOSITORY)
    needs = RULES.pages.get(page.relative_to(REPOSITORY).as_posix(), {})
    if any(c.program == "curl" for c in commands) and shutil.which("curl") is None:
        pytest.skip("left out: commands that run curl (Debian: apt-get install curl)")
    world = request.getfixturevalue("whole" if needs.get("shared") else "world")
    shell = Shell(world, tmp_path / "there", warm)
    if needs.get("shared"):
        shell.environment["SHARED"] = str(request.getfixturevalue("shared"))
    for line in needs.get("before", []):
        code, said = shell.run(line)
        assert code == 0, f"before {page.name}: {line}\n{said}"
    with _answering(shell, served_too=bool(needs.get("served"))) as fit:
        faults = [fault for command in commands for fault in _faults(command, shell, needs, fit)]
        faults += _faults_of_python(page, shell, needs, fit)
    assert not faults, "\n\n".join(faults)


def _faults(
    command: Command, shell: Shell, needs: dict[str, dict[str, str]], fit: Callable[[str], str]
) -> Iterator[str]:
    if RULES.matching(RULES.exempt, command):
        return
    text = command.text
    for words, instead in needs.get("put", {}).items():
        text = text.replace(words, instead)
    code, said = shell.run(fit(text))
    said = said.replace(fit("http://127.0.0.1:8000"), "http://127.0.0.1:8000")
    wanted = RULES.matching(RULES.fails, command)
    if code != (wanted["status"] if wanted else 0):
        yield f"{command.place}: {text}\nended with {code}\n{said[-1500:]}"
    elif RULES.matching(RULES.printed, command) is None:
        missing = missing_lines(command.printed, said)
        if missing:
            shown = "\n".join(missing)
            yield f"{command.place}: {text}\ndoes not print\n{shown}\nbut\n{said[:3000]}"


def _faults_of_python(
    page: Path, shell: Shell, needs: dict[str, dict[str, str]], fit: Callable[[str], str]
) -> Iterator[str]:
    """Run all Python of a page in one go, after its commands, as a reader of the page would."""
    name = page.relative_to(REPOSITORY).as_posix()
    text = python_of(page)
    if not text or name in RULES.unrun:
        return
    for words, instead in needs.get("put", {}).items():
        text = text.replace(words, instead)
    (shell.folder / f"{page.stem}.md.py").write_text(fit(text), encoding="utf-8")
    code, said = shell.run(f"python {page.stem}.md.py")
    if code:
        yield f"{name}: its Python ended with {code}\n{said[-2500:]}"


@contextmanager
def _answering(shell: Shell, *, served_too: bool) -> Iterator[Callable[[str], str]]:
    """Serve the library of the shell, if a page wants it; what leads commands to its address."""
    if not served_too:
        yield lambda text: text
        return
    process = subprocess.Popen(
        [sys.executable, "-m", "tierbook", "serve", "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env=shell.environment,
    )
    try:
        assert process.stderr is not None
        line = next(line for line in process.stderr if "http://" in line)
        url = next(word for word in line.split() if word.startswith("http://")).rstrip("/")
        yield lambda text: text.replace("http://127.0.0.1:8000", url)
    finally:
        process.terminate()
        process.communicate(timeout=60)


def test_every_program_that_is_shown_is_a_known_one() -> None:
    shown = {command.program for command in all_commands()}
    assert not shown - set(PROGRAMS)
    assert {"tierbook", "make", "python", "pip", "curl"} <= shown


def test_each_exemption_still_matches_a_command() -> None:
    commands = all_commands()
    for rows in (RULES.exempt, RULES.printed, RULES.fails):
        idle = [
            row for row in rows if not any(RULES.matching((row,), command) for command in commands)
        ]
        assert not idle, idle


def test_each_exemption_has_a_reason() -> None:
    rows = [*RULES.exempt, *RULES.printed]
    assert not [row for row in rows if len(row.get("reason", "").split()) < 3]


def test_each_preparation_belongs_to_a_page_that_is_run() -> None:
    pages = {command.page for command in all_commands()}
    shown = {p.relative_to(REPOSITORY).as_posix() for p in documents() if python_of(p)}
    assert not set(RULES.pages) - pages - shown
    assert not set(RULES.unrun) - shown
    assert not [why for why in RULES.unrun.values() if len(why.split()) < 3]
    for name, needs in RULES.pages.items():
        words = (REPOSITORY / name).read_text(encoding="utf-8")
        assert not [put for put in needs.get("put", {}) if put not in words], name


def test_nine_of_ten_commands_of_the_program_itself_are_run() -> None:
    own = [c for c in all_commands() if c.program in ("tierbook", ".venv/bin/tierbook")]
    run = [c for c in own if RULES.matching(RULES.exempt, c) is None]
    assert len(run) > 0.9 * len(own) > 100, (len(run), len(own))


def test_a_command_ends_where_its_comment_begins(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```\ntierbook law 2003     # the law\n```\n", encoding="utf-8")
    assert [c.text for c in commands_of(page, tmp_path)] == ["tierbook law 2003"]


def test_what_is_printed_belongs_to_the_command_above_it(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "```\n$ tierbook clock A \\\n    --all\none\n$ tierbook clock B\ntwo\n```\n", "utf-8"
    )
    assert [(c.text, c.printed) for c in commands_of(page, tmp_path)] == [
        ("tierbook clock A --all", ("one",)),
        ("tierbook clock B", ("two",)),
    ]


def test_a_line_that_is_not_printed_is_noticed() -> None:
    assert missing_lines(("a  b", "...", "c"), "x\na b\ny\n") == ["c"]
    assert missing_lines(("a", "b"), "b\na\n") == ["b"]
    assert missing_lines(("a/…/b", "c…d"), "a/x/b\nc\n") == ["c…d"]


def test_an_option_that_does_not_exist_is_noticed(world: Path, warm: Path, tmp_path: Path) -> None:
    shell = Shell(world, tmp_path / "there", warm)
    code, said = shell.run("tierbook law 2003 --no-such-option")
    assert code == 2
    assert re.search("no-such-option", said)
