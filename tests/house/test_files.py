"""Files stay short and say what they hold; the repository speaks of nothing but the project."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.checkout import REPOSITORY, SOURCE, modules, place, text_files

LONGEST = 600
DRAWERS = {"utils", "util", "helpers", "helper", "common", "lib", "misc", "core", "base"}
WRITTEN_LIKE_CODE = {".py", ".html", ".css", ".js"}
# A letter in brackets, so that no pattern is found in this file.
FOREIGN_WORDS = {
    "paths of one machine": r"/wor[k]/(?:main|shared)|/tm[p]/\w|/roo[t]/|/home/[a]|/User[s]/",
    "hosts of package registries": r"pyp[i]\.org|pythonhoste[d]\.org|npmj[s]\.|crate[s]\.io",
    "how the project is developed": r"(?i)\bsub[a]gent|\bcl[a]ude\b|\bchat[g]pt\b|\bcopi[l]ot\b|\bissu[e] #?\d",
}
NAMED_BY_DJANGO = {"src/tierbook/library/postgres/base.py"}  # where it looks for an engine
RUN = 12


def test_no_file_is_longer_than_600_lines() -> None:
    long = {}
    for path in text_files():
        inside = path.is_relative_to(SOURCE) or path.is_relative_to(REPOSITORY / "tests")
        if path.suffix in WRITTEN_LIKE_CODE and inside and "vendor" not in path.parts:
            lines = path.read_text(encoding="utf-8").count("\n")
            if lines > LONGEST:
                long[place(path)] = lines
    assert not long, f"cut these at a type that passes between the halves: {long}"


def test_no_file_is_a_drawer() -> None:
    drawers = {place(p) for p in text_files() if p.suffix == ".py" and p.stem in DRAWERS}
    drawers -= NAMED_BY_DJANGO
    assert not drawers, f"name these after what they hold: {drawers}"


def test_no_relative_and_no_star_imports() -> None:
    faults = [
        place(path, node.lineno)
        for path, tree in (*modules(SOURCE), *modules(REPOSITORY / "tests"))
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.level or node.names[0].name == "*")
    ]
    assert not faults


@pytest.mark.parametrize("kind", FOREIGN_WORDS)
def test_the_repository_speaks_of_the_project_alone(kind: str) -> None:
    pattern = re.compile(FOREIGN_WORDS[kind])
    faults = [
        f"{place(path, number)}: {line.strip()[:90]}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not faults, "\n".join(faults)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", text.lower())
    return zip(*(words[i:] for i in range(RUN)), strict=False)


def _real_texts(shared: Path) -> Iterator[str]:
    narratives = shared / "data" / "narratives"
    for path in sorted([*narratives.glob("*.txt"), *narratives.glob("2018/*.txt")]):
        text = path.read_text(encoding="utf-8", errors="replace")
        yield text[max(text.find("(Tier"), 0) :]
    for path in sorted(
        [*(shared / "data").glob("factbook*.jsonl"), shared / "gold" / "passages.jsonl"]
    ):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            parts = [record.get("text", ""), *record.get("fields", {}).values()]
            yield " ".join(p if isinstance(p, str) else json.dumps(p) for p in parts)


@pytest.mark.shared
def test_no_sentence_of_the_real_texts_stands_in_the_repository(shared: Path) -> None:
    # Stock formulas too: what a test needs of one can be said in fewer of its words.
    real = {run for text in _real_texts(shared) for run in _runs(text)}
    copied = {}
    for path in text_files():
        for run in _runs(path.read_text(encoding="utf-8")):
            if run in real:
                copied.setdefault(place(path), " ".join(run))
    assert not copied, f"say these in our own words: {json.dumps(copied, indent=1)}"
