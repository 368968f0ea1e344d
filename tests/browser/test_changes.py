"""What changed between editions, as a reader meets it: without fault for axe, at every width, without script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import served
from tests.browser.looks import faultless
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


def open_at(browser: Any, address: str) -> Any:
    """Open an address with all that is folded unfolded."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    return page


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_of_changes_have_no_faults(address, browser, url):
    page = open_at(browser, url + address)
    faultless(page)
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
