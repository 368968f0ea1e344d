"""The pages as a reader meets them: with and without script, by keyboard; how they look is in `test_every_page`."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.chromium

KINDS = (
    "home",
    "country",
    "document",
    "crowded",
    "sample",
    "copy",
    "beside",
    "finding",
    "edition",
    "variable",
    "law",
    "laws",
    "laws beside",
    "law entry",
    "treaty",
    "judged",
    "placements",
    "clock",
    "clock edition",
    "search",
    "method",
)


def address(kind, site):
    return {
        "home": "/?edition=2003",
        "country": "/JPN/",
        "document": f"/documents/{site.document}/",
        "crowded": f"/documents/{site.crowded}/",
        "sample": f"/documents/{site.sample}/",
        "copy": f"/documents/{site.copy}/",
        "beside": f"/documents/{site.document}/beside/{site.copy}/",
        "finding": f"/documents/{site.document}/findings/{site.finding}/",
        "edition": "/editions/2003/",
        "variable": "/variables/prosecution.law/",
        "law": "/law/2009/",
        "laws": "/law/",
        "laws beside": "/law/2003/2009/",
        "law entry": "/law/entries/demand.commercial_sex/",
        "treaty": "/law/palermo/2018/",
        "judged": f"/documents/{site.judged}/",
        "placements": "/DZA/",
        "clock": "/clock/",
        "clock edition": "/clock/2018/",
        "search": "/search/?q=japan",
        "method": "/method/",
    }[kind]


def test_reasons_unfold_by_keyboard_and_lead_to_the_sentence_without_script(open_page, site):
    page = open_page(address("judged", site), script=False)
    item = page.locator("[id='c-demand.commercial_sex']")
    words = item.locator("details .words")
    assert not words.is_visible()
    item.locator("summary").focus()
    page.keyboard.press("Enter")
    assert words.is_visible()
    item.locator("details a[href^='#p']").first.click()
    anchor = page.url.partition("#")[2]
    assert page.locator(f"#{anchor}").is_visible()


def test_the_table_of_placements_unfolds_and_a_source_is_reached_without_script(open_page, site):
    page = open_page(address("placements", site), script=False)
    page.locator("#tiers summary").focus()
    page.keyboard.press("Enter")
    page.locator("#tiers td a.ref").first.click()
    assert page.url.endswith("#placed-1")
    assert page.locator("#placed-1").is_visible()


def test_an_edition_of_the_clock_is_chosen_by_keyboard_without_script(open_page, site):
    page = open_page(address("clock", site), script=False)
    page.select_option("#edition-of", "2018")
    page.locator(".pick button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/clock/2018/")
    assert "42 countries" in page.locator(".under").inner_text()


def test_a_computed_tier_is_dashed_and_takes_no_colour_of_a_tier(open_page, site):
    page = open_page(address("judged", site))
    block = page.locator("#computed")
    assert block.evaluate("e => getComputedStyle(e).borderTopStyle") == "dashed"
    assert block.inner_text().startswith("Computed, unofficial:")
    shapes = block.locator("use").evaluate_all("found => found.map(u => u.getAttribute('href'))")
    assert shapes == ["#t-none"]


def test_a_reference_leads_to_its_note_and_the_note_back(open_page, site):
    page = open_page(address("document", site), script=False)
    page.click("a.ref.up[href='#f-C1']")
    assert page.url.endswith("#f-C1")
    assert page.locator("#f-C1").is_visible()
    page.click("#f-C1 a.ref")
    assert page.url.endswith("#e-C1")
    assert page.locator("#e-C1").inner_text() == "No statute bans trafficking"


def test_a_note_leads_to_the_findings_page_and_that_to_the_sentence(open_page, site):
    page = open_page(address("document", site), script=False)
    page.click("#f-C1 a.var")
    assert page.url.endswith(f"/documents/{site.document}/findings/{site.finding}/")
    page.click("#words figcaption a")
    assert page.url.endswith(f"/documents/{site.document}/#p3s1")


def test_switching_a_pillar_off_takes_its_line_references_and_notes_without_script(open_page, site):
    page = open_page(address("document", site), script=False)
    page.uncheck("#k-c")
    assert not page.locator("#f-C1").is_visible()
    assert not page.locator("a.ref.up[href='#f-C1']").is_visible()
    assert page.locator("#e-C1").is_visible()
    assert page.locator("#f-A1").is_visible()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#e-C1')).textDecorationLine")
        == "none"
    )


def test_a_reference_into_folded_notes_opens_them(open_page, site):
    page = open_page(address("crowded", site))
    last = page.locator(".notes details li").last
    assert not last.is_visible()
    name = last.get_attribute("id")
    page.click(f"a.ref.up[href='#{name}']")
    assert page.locator(f"#{name}").is_visible()


def test_the_citation_is_copied_at_a_click_and_a_sample_says_what_it_is(open_page, site):
    from playwright.sync_api import expect

    for kind, begins in (("document", "An author"), ("sample", "Sample, not a quotation.")):
        page = open_page(address(kind, site))
        page.click("button.copy")
        expect(page.locator("button.copy").first).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()").startswith(begins)


def test_words_copied_from_a_sample_begin_with_what_it_is(open_page, site):
    page = open_page(address("sample", site))
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#p3s1'))")
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Sample, not a quotation.")
    assert "No statute" in copied


def test_two_copies_are_compared_without_script_and_lead_to_the_text(open_page, site):
    page = open_page(address("document", site), script=False)
    page.click(".copy-of a:last-child")
    assert page.url.endswith(address("beside", site))
    assert page.locator("#differences mark.only").all_inner_texts()[0] == "Japan"
    assert page.locator("#differences .none").first.inner_text() == "not in this copy"
    page.click("#differences .side a >> nth=-1")
    assert "#p" in page.url


def test_without_script_there_is_no_button_that_does_nothing(open_page, site):
    page = open_page(address("document", site), script=False)
    assert not page.locator("button.copy").is_visible()
    assert page.locator("#cite").is_visible()


def test_the_keyboard_comes_first_to_the_text(open_page, site):
    page = open_page(address("document", site))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")


def test_the_switch_of_the_display_works_without_script(open_page, site):
    page = open_page(address("document", site), script=False)
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    with page.expect_navigation():
        page.click("button[value=dark]")
    assert page.url.endswith(address("document", site))
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_fetched_from_elsewhere_and_nothing_is_refused(kind, browser, site):
    context = browser.new_context()
    page = context.new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(site.url + address(kind, site))
    context.close()
    assert [url for url in asked if not url.startswith(site.url)] == []
    assert complaints == []


def test_the_rooms_stand_in_one_row_on_a_wide_screen(open_page, site):
    page = open_page("/panel/", width=1280)
    tops = page.locator(".masthead nav a").evaluate_all("all => all.map(a => a.offsetTop)")
    assert len(tops) > 10
    assert len(set(tops)) == 1
    assert page.locator('.masthead nav [aria-current="true"]').inner_text() == "Panel"


def test_the_strip_of_a_sample_is_printed(open_page, site):
    page = open_page(address("sample", site))
    page.emulate_media(media="print")
    assert page.locator("aside.sample").is_visible()
    assert not page.locator(".masthead nav").is_visible()
    assert page.locator(".foot").is_visible()
