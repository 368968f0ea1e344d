"""Pages of what people write here: each is made through its form, and then held to WCAG 2.2 AA as every page is."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Site, signed_in
from tests.browser.looks import faultless

pytestmark = pytest.mark.chromium


def keeper(open_page: Any, site: Site) -> Any:
    """Return a page of somebody who keeps the library."""
    page = open_page("/account/login/")
    signed_in(page, site)
    return page


def follow(page: Any, selector: str, pattern: str) -> None:
    """Follow the first such link to an address of a pattern."""
    page.locator(selector).first.click()
    page.wait_for_url(pattern)


def test_a_report_as_the_desk_sees_it(open_page, site):
    page = open_page(f"/desk/reports/new/?document={site.document}&place=3")
    page.check("input[name=what][value=other]")
    page.locator("form.report textarea").first.fill("The sentence speaks of another year.")
    page.locator("form.report button").last.click()
    page.wait_for_url(lambda url: "/new/" not in url)
    faultless(page)
    page = keeper(open_page, site)
    page.goto(f"{site.url}/desk/reports/")
    follow(page, "main a[href^='/desk/reports/']:not([href*='new'])", "**/desk/reports/*/")
    faultless(page)


def test_a_saved_search(open_page, site):
    page = keeper(open_page, site)
    page.goto(f"{site.url}/account/searches/new/?q=statute")
    page.locator("main form button.main").click()
    page.wait_for_url(lambda url: "/new/" not in url)
    faultless(page)
    page.goto(f"{site.url}/account/searches/")
    follow(
        page,
        "main a[href^='/account/searches/']:not([href$='/searches/']):not([href*='run'])",
        "**/account/searches/*/",
    )
    faultless(page)


def test_a_draft(open_page, site):
    page = keeper(open_page, site)
    page.goto(f"{site.url}/account/drafts/new/")
    page.select_option("#country", "KEN")
    page.fill("#edition", "2018")
    page.locator("main form button").last.click()
    page.wait_for_url("**/account/drafts/*/")
    faultless(page)


def test_an_institution_and_its_reply(open_page, site):
    page = keeper(open_page, site)
    page.goto(f"{site.url}/account/institutions/")
    page.fill("#name", "Ministry of Labour")
    page.locator("main form button.main").last.click()
    page.wait_for_load_state()
    page.goto(f"{site.url}/account/institutions/")
    follow(
        page,
        "main a[href^='/account/institutions/']:not([href$='/institutions/'])",
        "**/account/institutions/*/",
    )
    page.fill("#username", "ada")
    page.click("button[value=add]")
    page.wait_for_load_state()
    faultless(page)
    about = f"document={site.document}&finding={site.finding}"
    page.goto(f"{site.url}/account/replies/new/?{about}")
    faultless(page)
    page.fill("#text", "A statute was passed after the edition had closed.")
    page.locator("main form button.main").last.click()
    page.wait_for_url(lambda url: "/new/" not in url)
    faultless(page)


def test_an_invitation(open_page, site):
    page = keeper(open_page, site)
    page.goto(f"{site.url}/account/people/")
    page.fill("#username", "rosa")
    page.locator("main form:has(#username) button.main").click()
    page.wait_for_load_state()
    faultless(page)
    invitation = page.locator("#link").inner_text().strip()
    stranger = open_page(invitation.removeprefix(site.url))
    faultless(stranger)
