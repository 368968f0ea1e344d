"""Parts of a page that are exchanged: what changes and what stays, the address, the back button, errors, focus."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.chromium

SLIDER = "#slide"


def stamp(page):
    """Mark the window, so that a whole new page is told from an exchanged part."""
    page.evaluate("window.stamped = true")


def stayed(page):
    return page.evaluate("window.stamped === true")


def complaints(page):
    found = []
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def test_the_slider_swaps_tiers_map_and_digest_by_keyboard_and_keeps_the_address(open_page, site):
    page = open_page("/?edition=2018")
    wrong = complaints(page)
    stamp(page)
    assert page.locator(SLIDER).is_visible()
    page.focus(SLIDER)
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/?edition=2015")
    page.get_by_role("heading", name="Tiers stated in 2015").wait_for()
    assert stayed(page)
    assert page.evaluate("document.activeElement.id") == "slide"
    assert page.locator("#boxes [aria-current] b").inner_text() == "2015"
    assert page.locator("output").inner_text() == "2015"
    assert "2015" in page.locator("#said").inner_text()
    assert wrong == []


def test_without_script_there_is_no_slider_and_each_year_is_a_link(open_page, site):
    page = open_page("/?edition=2018", script=False)
    assert not page.locator(SLIDER).is_visible()
    page.click("#boxes a:has-text('2003')")
    assert page.url.endswith("/?edition=2003")
    assert page.get_by_role("heading", name="Tiers stated in 2003").is_visible()


def test_a_year_that_is_clicked_leaves_the_rest_of_the_page_and_back_is_right(open_page, site):
    page = open_page("/?edition=2018")
    stamp(page)
    page.click("#boxes a:has-text('2003')")
    page.get_by_role("heading", name="Tiers stated in 2003").wait_for()
    assert stayed(page)
    page.go_back()
    page.get_by_role("heading", name="Tiers stated in 2018").wait_for()
    assert page.url.endswith("/?edition=2018")
    page.go_forward()
    page.get_by_role("heading", name="Tiers stated in 2003").wait_for()


def test_a_room_is_entered_without_a_new_page_with_its_title_mark_and_focus(open_page, site):
    page = open_page("/")
    stamp(page)
    page.click("#rooms a:has-text('Countries')")
    page.wait_for_url("**/countries/")
    page.get_by_role("heading", name="Countries", exact=True).wait_for()
    assert stayed(page)
    assert page.title().startswith("Countries")
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.locator("#rooms [aria-current=true]").inner_text() == "Countries"
    assert page.locator("#said").inner_text() == page.title()
    assert page.locator("#display input[name=next]").get_attribute("value") == "/countries/"
    page.go_back()
    page.get_by_role("heading", name="sentence by sentence").wait_for()
    assert page.title().startswith("Editions")


def test_what_a_page_says_of_itself_changes_with_it(open_page, site):
    from playwright.sync_api import expect

    page = open_page(f"/documents/{site.later}/")
    first = page.locator("link[rel=canonical]").get_attribute("href")
    page.click(".around a[rel=prev]")
    page.wait_for_url(lambda url: site.later not in url)
    page.locator("#room h1").wait_for()
    expect(page.locator("link[rel=canonical]")).not_to_have_attribute("href", first)


@pytest.mark.parametrize("script", [True, False])
def test_filters_leave_the_same_countries_with_and_without_script(script, open_page, site):
    page = open_page("/variables/prosecution.law/", script=script)
    if script:
        stamp(page)
    page.focus("#by-region")
    page.select_option("#by-region", "Africa")
    if not script:
        page.click("#chosen form button")
    page.wait_for_url("**region=Africa*")
    page.wait_for_selector("#countries:has-text('1 country')")
    assert page.locator("#countries tbody th").all_inner_texts() == ["Kenya"]
    assert page.locator("#by-region").input_value() == "Africa"
    if script:
        assert stayed(page)
        assert page.evaluate("document.activeElement.id") == "by-region"
        assert "1 country" in page.locator("#said").inner_text()
        page.go_back()
        page.wait_for_selector("#countries tbody th:has-text('Japan')")


ADD_LINK = """href => {
    const link = document.createElement('a');
    link.id = 'added'; link.href = href; link.textContent = 'on';
    document.querySelector('.around').append(link);
    htmx.process(link);
}"""


def test_an_error_is_shown_as_its_own_page_would(open_page, site):
    page = open_page("/editions/2018/")
    page.evaluate(ADD_LINK, "/editions/2525/")
    page.click("#added")
    page.wait_for_url("**/editions/2525/")
    page.get_by_role("heading", name="Nothing stands at this address").wait_for()
    assert page.locator(".masthead").count() == 1


def test_an_answer_that_is_no_page_or_that_never_comes_is_asked_for_by_the_browser_itself(
    open_page, site
):
    for fault in ("abort", "no page"):
        page = open_page("/editions/2018/")
        stamp(page)

        def refuse(route, fault=fault):
            if "hx-request" not in route.request.headers:
                route.continue_()
            elif fault == "abort":
                route.abort()
            else:
                route.fulfill(status=200, content_type="text/csv", body="a,b")

        page.route("**/editions/2019/", refuse)
        page.click(".around a[rel=next]")
        page.wait_for_url("**/editions/2019/")
        page.get_by_role("heading", name="2019", exact=True).wait_for()
        assert not stayed(page), fault


def test_a_part_that_is_waited_for_is_busy_and_shows_what_it_had(open_page, site):
    page = open_page("/?edition=2018")
    held = []
    page.route("**/?edition=2003", lambda route: held.append(route))
    page.click("#boxes a:has-text('2003')", no_wait_after=True)
    page.wait_for_selector("#edition-view[aria-busy=true]")
    assert page.get_by_role("heading", name="Tiers stated in 2018").is_visible()
    page.wait_for_timeout(50)
    held[0].continue_()
    page.get_by_role("heading", name="Tiers stated in 2003").wait_for()
    assert page.locator("[aria-busy]").count() == 0


def test_no_style_and_no_script_is_put_into_the_page(open_page, site):
    page = open_page("/")
    page.click("#rooms a:has-text('Countries')")
    page.get_by_role("heading", name="Countries", exact=True).wait_for()
    assert page.locator("style, [style]").count() == 0
    inline = "all => all.filter(one => !one.src && one.type !== 'application/ld+json').length"
    assert page.locator("script").evaluate_all(inline) == 0


def test_keys_go_through_paragraphs_and_findings_and_never_while_somebody_types(open_page, site):
    page = open_page(f"/documents/{site.document}/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "p0"
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "p1"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "p0"
    page.keyboard.press("n")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    assert first.startswith("#f-")
    page.keyboard.press("n")
    second = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.getAttribute('href')") == first != second
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q0"
    page.keyboard.type("jackpot?")
    assert page.locator("#q0").input_value() == "jackpot?"
    assert page.url.endswith(f"/documents/{site.document}/")


def test_keys_leave_the_browsers_own_alone_and_can_be_switched_off(open_page, site):
    page = open_page(f"/documents/{site.document}/")
    for key in ("Control+j", "Alt+n", "Meta+k"):
        prevented = page.evaluate(
            """key => {
                const [mod, letter] = key.split('+');
                const press = new KeyboardEvent('keydown', {key: letter, bubbles: true, cancelable: true,
                    ctrlKey: mod === 'Control', altKey: mod === 'Alt', metaKey: mod === 'Meta'});
                return !document.body.dispatchEvent(press);
            }""",
            key,
        )
        assert not prevented, key
    page.keyboard.press("?")
    page.wait_for_url("**/help/")
    page.click("button:has-text('Switch the keys off')")
    page.wait_for_selector("html[data-keys=off]")
    page.goto(f"{site.url}/documents/{site.document}/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")


def test_from_search_to_document_to_finding_by_keyboard_alone(open_page, site):
    page = open_page("/")
    page.keyboard.press("/")
    page.keyboard.type("statute bans")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.closest('.hit') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**#p3s1")
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    page.wait_for_url("**#f-*")
    page.keyboard.press("Tab")
    while not page.evaluate("document.activeElement.classList.contains('var')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/findings/**")
    assert page.get_by_role("heading", name="How it was read").is_visible()
