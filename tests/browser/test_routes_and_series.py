"""The pages of routes and figures in a browser: axe finds nothing, nothing runs over the edge, no script is needed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import served
from tests.browser.looks import faultless
from tests.library.factories import write_corpus
from tests.library.routes_texts import route_records

pytestmark = pytest.mark.chromium
PAGES = ("/flows/2018/?hedged=1&at_risk=1", "/NOR/series/")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a library of three texts."""
    home = tmp_path_factory.mktemp("routes")
    write_corpus(home, *route_records(), assessed=False)
    with served(home) as address:
        yield address


@pytest.mark.parametrize("path", PAGES)
def test_routes_and_figures_have_no_faults(browser, address, path):
    page = browser.new_page()
    page.goto(address + path)
    faultless(page)
    page.close()


def test_routes_are_chosen_without_script(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/flows/")
    page.select_option("select[name=country]", "JPN")
    page.check("input[name=hedged]")
    page.click(".choose button")
    assert "country=JPN" in page.url
    assert "hedged=1" in page.url
    assert page.locator("table.routes tbody tr").count() == 1
    context.close()
