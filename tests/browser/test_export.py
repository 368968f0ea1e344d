"""A copy of a library opened from files: pages, styles and search without a server."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.library.exporting.test_export import RUN
from tests.library.factories import coding, write_corpus

pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    write_corpus(home, coding(), coding(edition=2018), assessed=False)
    folder = home / "a stick" / "library"  # with a blank, as on other people's disks
    folder.parent.mkdir()
    subprocess.run([sys.executable, "-c", RUN, str(home), str(folder), "0"], check=True)
    return folder


def _lost(request: Any) -> list[str]:
    """Return what could not be had; what the browser gave up because the page was left is not lost."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


@pytest.fixture
def sheet(browser: Any, copy: Path) -> Iterator[Any]:
    """A page of the copy, opened as a file; whatever it asks of a network or cannot find is an error."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.problems = []
    page.on("requestfailed", lambda request: page.problems.extend(_lost(request)))
    page.on("request", lambda r: None if r.url.startswith("file:") else page.problems.append(r.url))
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on(
        "console", lambda said: page.problems.append(said.text) if said.type == "error" else None
    )
    page.goto((copy / "start.html").as_uri())
    yield page
    assert page.problems == []
    context.close()


def test_a_reader_comes_from_the_start_to_a_document_with_its_styles(sheet: Any):
    sheet.get_by_role("link", name="Countries", exact=True).first.click()
    sheet.get_by_role("link", name="Japan").first.click()
    assert sheet.title().startswith("Japan")
    assert (
        sheet.evaluate("getComputedStyle(document.querySelector('.masthead')).position") is not None
    )
    sheets = "[...document.styleSheets].filter(s => s.href && s.href.endsWith('tokens.css')).length"
    assert sheet.evaluate(sheets) == 1
    sheet.go_back()
    sheet.goto(sheet.url)


def test_the_search_finds_a_sentence_and_lands_on_it(sheet: Any):
    sheet.locator("header form input").fill("shelters scarce")
    sheet.keyboard.press("Enter")
    sheet.wait_for_selector("html[data-searched]")
    assert "2 sentences hold all words" in sheet.locator("#found").inner_text()
    hits = sheet.locator("#hits li")
    assert hits.count() == 2
    assert hits.first.inner_text().startswith("Japan 2018")
    assert hits.first.locator("mark").all_inner_texts() == ["Shelters", "scarce"]
    hits.first.get_by_role("link").click()
    assert sheet.url.endswith("index.html#p4s2")
    assert sheet.locator(":target").inner_text().startswith("Shelters are scarce.")
    box = sheet.locator(":target").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900


def test_the_search_knows_beginnings_of_words_and_says_when_it_finds_nothing(sheet: Any):
    sheet.goto(sheet.url.replace("start.html", "search.html?q=polic*"))
    sheet.wait_for_selector("html[data-searched]")
    assert sheet.locator("#hits mark").first.inner_text() == "Police"
    sheet.goto(sheet.url.split("?")[0] + "?q=zebra")
    sheet.wait_for_selector("html[data-searched]")
    assert sheet.locator("#found").inner_text().startswith("0 sentences")


def test_without_scripts_the_list_of_words_leads_to_the_sentence(browser: Any, copy: Path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((copy / "search.html").as_uri())
    page.get_by_role("link", name="list of words").click()
    page.get_by_role("link", name="sc", exact=True).click()
    page.locator("dt:has-text('scarce') + dd a").first.click()
    assert page.url.endswith("#p4s2")
    context.close()


def test_pages_of_the_copy_have_no_faults_that_axe_can_see(sheet: Any):
    from axe_playwright_python.sync_playwright import Axe

    for name in ("start", "left-out", "words", "words/sc", "search"):
        for width in (1280, 320):
            sheet.set_viewport_size({"width": width, "height": 900})
            sheet.goto(_of(sheet, name))
            found = Axe().run(sheet).response["violations"]
            assert [row["id"] for row in found] == [], (name, width)
            wide = "document.documentElement.scrollWidth <= innerWidth"
            assert sheet.evaluate(wide), (name, width)
    sheet.problems.clear()  # axe asks for the styles itself, which a page of a file may not


def _of(sheet: Any, name: str) -> str:
    return f"{sheet.url.split('/library/')[0]}/library/{name}.html"
