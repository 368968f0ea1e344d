"""From a sentence to a copied citation, and to an exhibit that its own program passes."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import served
from tests.browser.looks import faultless
from tests.release.citations.making import REFWORLD, body
from tierbook.pages import sample_pages

pytestmark = pytest.mark.chromium

ADDRESS = "https://www.refworld.org/docid/4680d7b3c.html "


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, str]]:
    """A library that was filled from pages: its address, a narrative of it and a sample."""
    home = tmp_path_factory.mktemp("library")
    page = home / "kenya.txt"
    page.write_text(REFWORLD.format(address=ADDRESS) + body(headed=False), encoding="utf-8")
    name, data = sample_pages()[1]
    (home / name).write_bytes(data)
    command = [
        sys.executable,
        "-m",
        "tierbook",
        "ingest",
        str(page),
        str(home / name),
        "--home",
        str(home),
    ]
    subprocess.run(command, check=True, capture_output=True)
    names = sorted(path.stem for path in (home / "corpus" / "codings").glob("*.json"))
    narrative = next(n for n in names if "refworld" in n)
    with served(home) as url:
        yield url, narrative, next(n for n in names if n != narrative)


@pytest.fixture
def visit(browser: Any, library: tuple[str, str, str]) -> Iterator[Any]:
    contexts = []

    def at(path: str, *, script: bool = True) -> Any:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900},
            java_script_enabled=script,
            permissions=["clipboard-read", "clipboard-write"],
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        answer = page.goto(library[0] + path)
        assert answer is not None
        assert answer.status == 200, path
        return page

    yield at
    for context in contexts:
        context.close()


def test_from_a_sentence_to_a_copied_citation_and_a_verified_exhibit(
    visit: Any, library: tuple[str, str, str], tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    page = visit(f"/documents/{library[1]}/")
    page.locator("#p3 a.cite-it").click()
    page.locator("#other a", has_text="Police opened 20 cases").click()
    page.wait_for_url("**/cite/?p=3&s=2")
    row = page.locator(".citations > div", has_text="OSCOLA")
    row.locator("button.copy").click()
    expect(page.locator("#cite-oscola + button")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == row.locator(".cite").inner_text()
    assert re.search(
        r"para 3, sentence 2 \(beginning ‘Police opened 20 cases, and seven …’\)", copied
    )

    with page.expect_download() as started:
        page.locator("#exhibit a", has_text="Exhibit").click()
    download = started.value
    assert download.suggested_filename == f"exhibit-{library[1]}-p3s2.zip"
    download.save_as(tmp_path / "exhibit.zip")
    with zipfile.ZipFile(tmp_path / "exhibit.zip") as packed:
        packed.extractall(tmp_path / "exhibit")
    check = [sys.executable, "-I", "-S", str(tmp_path / "exhibit" / "verify.py")]
    ran = subprocess.run(check, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    rendered = page.context.new_page()
    rendered.goto((tmp_path / "exhibit" / "rendered.html").as_uri())
    assert (
        rendered.locator("#marked").inner_text()
        == "Police opened 20 cases, and seven of them came to court."
    )


def test_a_sentence_that_is_selected_or_opened_by_its_address_is_the_one_that_is_cited(
    visit: Any, library: tuple[str, str, str]
) -> None:
    page = visit(f"/documents/{library[1]}/#p3s2")
    page.locator("#p3 a.cite-it").click()
    page.wait_for_url("**/cite/?p=3&s=2")
    page = visit(f"/documents/{library[1]}/")
    page.evaluate("document.getSelection().selectAllChildren(document.getElementById('p3s3'))")
    page.locator("#p3 a.cite-it").click()
    page.wait_for_url("**/cite/?p=3&s=3")
    page = visit(f"/documents/{library[1]}/#p3s2")
    page.locator("#p4 a.cite-it").click()
    page.wait_for_url("**/cite/?p=4")


def test_every_form_and_file_is_reached_without_script(
    visit: Any, library: tuple[str, str, str]
) -> None:
    page = visit(f"/documents/{library[1]}/cite/?p=3&s=2", script=False)
    assert page.locator("button.copy:visible").count() == 0
    page.fill("#accessed", "2020-02-29")
    page.locator("#forms form button").click()
    assert "accessed 29 February 2020" in page.locator("#cite-oscola").inner_text()
    with page.expect_download() as started:
        page.locator("a[href^='citation.ris']").click()
    said = Path(started.value.path()).read_text(encoding="utf-8")
    assert "Y2  - 2020/02/29/" in said


@pytest.mark.parametrize("kind", ["sentence", "text", "sample"])
def test_forms_of_citation_have_no_faults(
    visit: Any, library: tuple[str, str, str], kind: str
) -> None:
    path = {
        "sentence": f"/documents/{library[1]}/cite/?p=3&s=2",
        "text": f"/documents/{library[1]}/cite/",
        "sample": f"/documents/{library[2]}/cite/?p=1&s=1",
    }[kind]
    faultless(visit(path))


def test_print_has_the_forms_and_leaves_out_what_cannot_be_pressed(
    visit: Any, library: tuple[str, str, str]
) -> None:
    page = visit(f"/documents/{library[1]}/cite/?p=3&s=2")
    page.emulate_media(media="print")
    assert page.locator("#cite-bluebook").is_visible()
    assert page.locator("button.copy:visible").count() == 0
    assert not page.locator("#exhibit").is_visible()


def test_the_rendered_page_of_an_exhibit_is_accessible(
    visit: Any, library: tuple[str, str, str], tmp_path: Path
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(f"/documents/{library[1]}/cite/?p=3&s=2")
    with page.expect_download() as started:
        page.locator("#exhibit a", has_text="Exhibit").click()
    with zipfile.ZipFile(started.value.path()) as packed:
        (tmp_path / "rendered.html").write_bytes(packed.read("rendered.html"))
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto((tmp_path / "rendered.html").as_uri())
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
