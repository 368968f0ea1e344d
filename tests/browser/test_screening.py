"""A case from the empty form to the comparison, without script, as an officer goes; each page held to WCAG 2.2 AA."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Site, signed_in
from tests.browser.looks import faultless

pytestmark = pytest.mark.chromium


def officer(open_page: Any, site: Site, *, script: bool = True) -> Any:
    """Return a page of somebody who may screen, at the list of cases."""
    page = open_page("/account/login/", script=script)
    signed_in(page, site)
    page.goto(f"{site.url}/screening/")
    return page


def enter(page: Any, note: str = "") -> None:
    """Fill in a few facts and send the form."""
    for name, value in (
        ("case.gender", "female"),
        ("act.recruit", "yes"),
        ("means.deception", "yes"),
        ("purp.debt_bondage", "yes"),
        ("case.cross_border", "no"),
        ("verdict", "met"),
    ):
        page.check(f'input[name="{name}"][value="{value}"]')
    page.fill("#note", note)
    page.click("form.screening button.main")


def test_a_case_from_the_form_to_the_comparison(open_page, site):
    page = officer(open_page, site)
    page.click("main form button.main")
    page.wait_for_url("**/screening/*/facts/")
    faultless(page)
    enter(page)
    page.wait_for_url(lambda url: not url.endswith("/facts/"))
    sheet = page.url
    assert page.locator(".opening p").first.inner_text().startswith("Safety first")
    assert "met on the facts entered" in page.locator("#outcomes").inner_text()
    page.locator(".outcome details summary").first.click()
    faultless(page)
    page.goto(f"{sheet}readings/")
    faultless(page)
    page.goto(sheet)
    page.click("button[value=done]")
    page.wait_for_url(sheet)
    page.locator("a[href^='/screening/'][href$='/compare/']").wait_for()
    page.goto(f"{sheet}compare/")
    faultless(page)


def test_without_script_a_refused_note_keeps_every_answer(open_page, site):
    page = officer(open_page, site, script=False)
    page.click("main form button.main")
    page.wait_for_url("**/screening/*/facts/")
    enter(page, note="call +44 7700 900123")
    page.locator(".box.fault").wait_for()
    assert page.is_checked('input[name="means.deception"][value="yes"]')
    page.fill("#note", "A debt that grows.")
    page.click("form.screening button.main")
    page.wait_for_url(lambda url: not url.endswith("/facts/"))


def test_a_printed_sheet_has_the_notices_and_no_narrow_reading(open_page, site):
    page = officer(open_page, site)
    page.click("main form button.main")
    page.wait_for_url("**/screening/*/facts/")
    enter(page)
    page.wait_for_url(lambda url: not url.endswith("/facts/"))
    sheet = page.url
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text()
    for words in ("Safety first", "No punishment", "may not be used to refuse protection"):
        assert words in printed
    assert "Give a seat" not in printed
    assert "for comparison" not in printed
    page.goto(f"{sheet}readings/")
    assert "Palermo Protocol" in page.locator("body").inner_text()
    assert not page.locator("#narrow").is_visible()
