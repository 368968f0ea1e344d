"""The pages of routes and figures in a browser: axe finds nothing, nothing runs over the edge, no script is needed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import served
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
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(browser, address, path, width, dark):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    page.goto(address + path)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


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
