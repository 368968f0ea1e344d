"""The documents as a site: every page is in it, and it asks nobody for anything."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.conftest import Built

# Fonts, pictures and programs that a reader's browser would load from elsewhere.
LOADED = re.compile(
    r"""<(?:link|script|img|iframe|source|video|audio|object)\b[^>]*?(?:href|src|data)=["'](?:https?:)?//[^"']+"""
)
FROM_ELSEWHERE = re.compile(r"@import|url\(\s*[\"']?(?:https?:)?//")
KINDS = ("tutorial", "how-to", "reference", "explanation")


def test_the_site_builds_without_a_warning(built: Built) -> None:
    assert built.code == 0, built.said[-3000:]


def test_every_document_is_a_page_of_the_site(built: Built, repository: Path) -> None:
    docs = repository / "docs"
    wanted = {page.relative_to(docs).with_suffix(".html") for page in docs.rglob("*.md")}
    assert not sorted(str(p) for p in wanted if not (built.folder / p).is_file())


def test_every_page_of_the_four_kinds_is_led_to_from_the_first(
    built: Built, repository: Path
) -> None:
    menu = (built.folder / "index.html").read_text(encoding="utf-8")
    led = set(re.findall(r'class="reference internal" href="([^"#]+)"', menu))
    docs = repository / "docs"
    pages = {
        page.relative_to(docs).with_suffix(".html").as_posix()
        for kind in KINDS
        for page in (docs / kind).glob("*.md")
    }
    assert not sorted(pages - led)


def test_no_page_loads_anything_from_elsewhere(built: Built) -> None:
    faults = []
    for page in built.folder.rglob("*"):
        if page.suffix == ".html":
            faults += [f"{page.name}: {found}" for found in LOADED.findall(page.read_text("utf-8"))]
        elif page.suffix == ".css" and FROM_ELSEWHERE.search(page.read_text("utf-8")):
            faults.append(page.name)
    assert not [fault for fault in faults if 'rel="canonical"' not in fault]


def test_no_link_between_pages_leads_nowhere(built: Built) -> None:
    ids: dict[Path, set[str]] = {}
    faults = []
    for page in sorted(built.folder.rglob("*.html")):
        words = page.read_text(encoding="utf-8")
        for target, place in re.findall(r'href="(?![a-z]+:|//)([^"#]*)(?:#([^"]*))?"', words):
            path = (page.parent / target.split("?")[0]).resolve() if target else page
            if not path.exists():
                faults.append(f"{page.relative_to(built.folder)}: {target}")
            elif place and path.suffix == ".html":
                if path not in ids:
                    ids[path] = set(re.findall(r'\bid="([^"]+)"', path.read_text("utf-8")))
                if place not in ids[path]:
                    faults.append(f"{page.relative_to(built.folder)}: {target}#{place}")
    assert not faults, "\n".join(faults[:20])


def test_the_index_of_the_search_is_a_file_beside_the_pages(built: Built) -> None:
    words = (built.folder / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(words.removeprefix("Search.setIndex(").removesuffix(")"))
    assert "explanation/limits" in index["docnames"]
    assert "silenc" in index["terms"]


def test_the_pages_of_reference_are_what_the_program_says(repository: Path) -> None:
    command = [sys.executable, str(repository / "scripts" / "site_reference.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=repository)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.chromium
def test_readers_of_every_kind_can_read_the_site(
    built: Built, repository: Path, chromium_executable: str
) -> None:
    command = [sys.executable, "-m", "tests.docs.looking", chromium_executable, str(built.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=repository)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout) == []
