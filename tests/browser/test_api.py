"""The page of the interface for programs: without script, and without a word to the console."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import served
from tests.library.factories import coding, write_corpus

pytestmark = pytest.mark.chromium

ADDRESSES = ("/api/", "/api/problems/", "/api/problems/bad-cursor/")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a library with one narrative."""
    home = tmp_path_factory.mktemp("home")
    write_corpus(home, coding())
    with served(home) as address:
        yield address


def open_at(browser: Any, address: str, **options: Any) -> tuple[Any, list[str]]:
    """Open an address; returns the page and what its console said."""
    context = browser.new_context(**options)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    return page, said


def test_its_pages_say_nothing_to_the_console(browser, url):
    for address in ADDRESSES:
        page, said = open_at(browser, url + address)
        page.context.close()
        assert not said


def test_an_operation_is_found_and_its_example_opened_without_script(browser, url):
    page, _ = open_at(browser, f"{url}/api/", java_script_enabled=False)
    page.click("#contents a[href='#list_findings']")
    part = page.locator("#list_findings")
    part.locator("summary").click()
    assert '"quote"' in part.locator("pre").inner_text()
    part.locator("a[href='#shape-VariableId']").first.click()
    assert page.url.endswith("#shape-VariableId")
    page.context.close()


def test_a_block_of_data_is_let_stand_by_the_policy_of_the_site(browser, url):
    page, said = open_at(browser, f"{url}/JPN/")
    assert page.locator("script[type='application/ld+json']").count() == 1
    page.context.close()
    assert not said
