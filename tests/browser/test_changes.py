"""What changed between editions, as a reader meets it: without fault for axe, at every width, without script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import served
from tests.dossier.generator.country import make_country
from tests.dossier.making import hold
from tests.library.factories import write_corpus

pytestmark = pytest.mark.chromium

ADDRESSES = ("/NAM/changes/", "/NAM/2016/2018/", "/NAM/2018/2019/")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a library with three narratives of a country and a summary of the edition after."""
    home = tmp_path_factory.mktemp("home")
    made = make_country("NAM", first=2016, editions=3, seed=1)
    texts = [*made.hold(), hold("NAM:2019", made[2018].text, "summary")]
    write_corpus(home, *(dict(text.record) for text in texts), assessed=False)
    with served(home) as address:
        yield address


def open_at(browser: Any, address: str, *, width: int = 1280, dark: bool = False) -> Any:
    """Open an address with all that is folded unfolded."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    return page


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (360, False)])
def test_axe_finds_nothing_to_object_to(address, width, dark, browser, url):
    from axe_playwright_python.sync_playwright import Axe

    page = open_at(browser, url + address, width=width, dark=dark)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    page.context.close()
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_scrolls_sideways(address, browser, url):
    page = open_at(browser, url + address)
    for width in (320, 360, 640, 820, 1040):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
    page.context.close()


def test_two_editions_are_chosen_and_lead_to_the_words_without_script(browser, url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/NAM/changes/")
    page.select_option("#one", "2016")
    page.select_option("#other", "2018")
    page.click(".pick button")
    assert page.url == f"{url}/NAM/2016/2018/"
    words = page.locator("#short .quoted").first.locator("q").inner_text()
    page.locator("#short .quoted a").first.click()
    assert "/documents/" in page.url
    assert words in page.locator("#main").inner_text()
    context.close()
