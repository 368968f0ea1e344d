"""Drafts in a real browser: a briefing prints on one sheet, and both read well narrow and without a mouse."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import tierbook
from tests.release.making import narrative_coding, own_file, sample_coding
from tierbook.release import compose_briefing, compose_report, write_html

pytestmark = pytest.mark.chromium

SAMPLES = ("japan-2003", "aruba-2022", "mauritania-2018", "thailand-2018")
LONG_AND_SHORT = (
    "THA",
    "SEN",
    "VEN",
    "SSD",
    "PHL",
    "ECU",
    "BGR",
    "CMR",
    "KAZ",
    "MWI",
    "ABW",
    "ZAF",
)


def _sheets(page: Any, html: str) -> int:
    page.set_content(html)
    pdf = page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.fixture
def chromium_page(browser: Any) -> Any:
    """A page of the system's Chromium."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def test_a_briefing_prints_on_one_sheet(chromium_page: Any) -> None:
    codings = [narrative_coding(), *(sample_coding(name) for name in SAMPLES)]
    assert [_sheets(chromium_page, write_html(compose_briefing(c))) for c in codings] == [1] * len(
        codings
    )


@pytest.mark.shared
def test_briefings_on_real_narratives_long_and_short_print_on_one_sheet(
    chromium_page: Any, shared: Path
) -> None:
    pages = [shared / "data" / "narratives" / "2018" / f"{code}.txt" for code in LONG_AND_SHORT]
    pages.append(shared / "data" / "narratives" / "refworld-2003-japan.txt")
    sheets = {
        p.stem: _sheets(chromium_page, write_html(compose_briefing(tierbook.code(p))))
        for p in pages
    }
    assert sheets == dict.fromkeys(sheets, 1)


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_nothing_scrolls_sideways(chromium_page: Any, tmp_path: Path, width: int) -> None:
    report = compose_report(own_file(tmp_path), last=narrative_coding())
    chromium_page.set_viewport_size({"width": width, "height": 900})
    for draft in (report, compose_briefing(narrative_coding())):
        chromium_page.set_content(write_html(draft))
        assert chromium_page.evaluate("document.documentElement.scrollWidth") <= width


def test_machines_find_no_barrier(chromium_page: Any, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    report = compose_report(own_file(tmp_path), last=narrative_coding())
    for draft in (report, compose_briefing(sample_coding("thailand-2018"))):
        chromium_page.set_content(write_html(draft))
        found = Axe().run(chromium_page)
        assert [(v["id"], v["nodes"][0]["html"][:90]) for v in found.response["violations"]] == []
