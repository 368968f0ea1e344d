"""A country over the editions and an edition over all countries, as a browser shows and prints them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.browser.conftest import served
from tests.browser.looks import faultless
from tests.dossier.generator.country import make_country
from tests.dossier.making import hold
from tests.library.factories import KENYA, write_corpus

pytestmark = pytest.mark.chromium

ADDRESSES = (
    *("/NAM/", "/KEN/", "/digest/", "/digest/2018/", "/digest/2016/"),
    *("/NAM/recommendations/", "/recommendations/"),
)
PARTS = ("In short", "Holdings", "What changed", "Recommen", "Figures", "Routes", "Documents")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a library with ten editions of a country, one of them not held, and one text of another country."""
    home = tmp_path_factory.mktemp("home")
    texts = [*make_country("NAM", seed=1).hold(without=[2013]), hold("KEN:2018", KENYA)]
    write_corpus(home, *(dict(text.record) for text in texts), assessed=False)
    with served(home) as address:
        yield address


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page without script, as most of it must work."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_dossiers_and_digests_have_no_faults(browser, url, address):
    page = browser.new_page()
    page.goto(url + address)
    faultless(page)
    page.close()


def test_the_dossier_prints_whole_with_its_words_and_without_what_is_pressed(
    browser, url, tmp_path: Path
):
    page = browser.new_page()
    page.goto(f"{url}/NAM/")
    drawn = (
        "[...document.querySelectorAll('.chart img')].every(i => i.complete && i.naturalWidth > 0)"
    )
    assert page.locator(".chart img").count() > 2
    assert page.evaluate(drawn), "a chart that is drawn on scrolling alone is missing on paper"
    changed = page.locator("#changes .statements > li > p").first.inner_text()
    path = tmp_path / "dossier.pdf"
    page.pdf(path=str(path), prefer_css_page_size=True)
    page.close()
    pdf = pypdfium2.PdfDocument(path)
    text = " ".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    assert all(part in text for part in PARTS)
    assert changed in " ".join(text.split())
    assert "Not a publication of the U.S. government" in text
    assert "Search the library" not in text


def test_each_part_has_an_address_and_a_sentence_leads_to_its_words(page, url):
    page.goto(f"{url}/NAM/#changes")
    link = page.locator("#changes .quoted a").first
    words = page.locator("#changes .quoted q").first.inner_text()
    link.click()
    assert "/documents/" in page.url
    anchor = page.url.partition("#")[2]
    assert words in " ".join(page.locator("main").inner_text().split())
    assert page.locator(f"[id='{anchor}']").count() == 1


def test_an_edition_that_is_not_held_is_hatched_and_said(page, url):
    page.goto(f"{url}/NAM/#figures")
    row = page.locator("#figures tr", has_text="Convictions (persons)").first
    cell = row.locator("li.none", has_text="2013")
    assert cell.is_visible()
    assert "not held" in cell.inner_text()


def test_the_digest_leads_from_edition_to_edition_and_to_a_country(page, url):
    page.goto(f"{url}/digest/2018/")
    page.locator("a", has_text="Edition before").click()
    assert page.url.endswith("/digest/2017/")
    page.goto(f"{url}/digest/2018/")
    page.locator("#standing a[href='/NAM/']").first.click()
    assert page.url.endswith("/NAM/")
