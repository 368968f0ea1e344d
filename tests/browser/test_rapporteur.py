"""The desk of whoever writes a report of her own: from the law to the file, with a second person and a scenario."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from tests.browser.conftest import PASSWORD, served
from tests.browser.looks import faultless

pytestmark = pytest.mark.chromium

BEGIN = """
import sys
from pathlib import Path
from tierbook.corpus import Corpus, Input
from tierbook.library.loading import migrate_home
from tierbook.pages import sample_pages
home = Path(sys.argv[1])
pages = [Input(name, data=data) for name, data in sample_pages() if "mauritania" in name]
Corpus(home / "corpus").ingest(pages)
migrate_home(home)
from tierbook.library.accounts.models import Person
for name, role in (("rosa", "reader"), ("kofi", "reader"), ("ines", "editor")):
    person = Person(username=name, role=role, name=name.title())
    person.set_password(sys.argv[2])
    person.save()
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Serve a library with one sample in it and two readers."""
    home = tmp_path_factory.mktemp("desk")
    subprocess.run([sys.executable, "-c", BEGIN, str(home), PASSWORD], check=True)
    with served(home) as url:
        yield url


@pytest.fixture
def sign_in(browser: Any, desk: str) -> Any:
    """Open the library as somebody: a page of her own browser."""
    contexts = []

    def opened(name: str, *, script: bool = True) -> Any:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{desk}/account/login/")
        page.fill("main input[name=login]", name)
        page.fill("main input[name=password]", PASSWORD)
        page.click("main form button[type=submit], main form button:not([type])")
        page.wait_for_url(lambda url: "/login/" not in url)
        return page

    yield opened
    for context in contexts:
        context.close()


def begun(page: Any, desk: str) -> str:
    """Begin a draft; returns its address."""
    page.goto(f"{desk}/account/drafts/new/")
    page.select_option("#country", "MRT")
    page.fill("#edition", "2018")
    page.locator("main form button.main").click()
    page.wait_for_url(lambda url: "/drafts/new/" not in url)
    return str(page.url)


def told(page: Any, value: str = "no") -> None:
    """Fill in the form of a finding that is open."""
    page.check(f"input[name=value][value={value}]")
    page.fill("#f-quote", "No house in the country takes in adult victims.")
    page.fill("#f-source-title", "Visits to seven centers")
    page.fill("#f-source-date", "2018-02-20")


def test_a_report_is_drafted_by_two_people_without_script(sign_in, desk, tmp_path):
    from playwright.sync_api import expect

    rosa = sign_in("rosa", script=False)
    draft = begun(rosa, desk)
    # at a criterion: what the Report said stands there, a finding is added beside it
    rosa.locator("#law a", has_text="Protection of victims").click()
    rosa.wait_for_url("**/criteria/protection.victims/")
    expect(rosa.locator("#said q").first).to_be_visible()
    rosa.locator("#findings a", has_text="Shelter for victims").click()
    rosa.wait_for_url("**/findings/?criterion=*")
    told(rosa)
    rosa.fill("#f-source-date", "in spring")
    rosa.locator("button.main", has_text="Add the finding").click()
    expect(rosa.locator("#f-source-date-wrong")).to_contain_text("2026-03-31")
    expect(rosa.locator("#f-quote")).to_have_value(
        "No house in the country takes in adult victims."
    )
    rosa.fill("#f-source-date", "2018-02-20")
    rosa.locator("button.main", has_text="Add the finding").click()
    rosa.wait_for_url("**/criteria/protection.victims/#findings")
    expect(rosa.locator("#finding-shelter")).to_contain_text("counts against the government")
    # a scenario is saved by name, and changes what it is about
    rosa.goto(draft)
    rosa.fill("#s-name", "If the shelter law passes")
    rosa.click("button[value=scenario]")
    rosa.locator("#scenarios a", has_text="If the shelter law passes").click()
    expect(rosa.locator("h1")).to_have_text("If the shelter law passes")
    rosa.locator("a[aria-label='Edit the finding shelter']").click()
    rosa.wait_for_url("**/findings/shelter/")
    rosa.check("input[name=value][value=yes]")
    rosa.locator("button.main").last.click()
    rosa.wait_for_url("**/account/drafts/*/#findings")
    expect(rosa.locator("#finding-shelter .state")).to_have_text("changed here")
    rosa.locator("nav[aria-label='This draft'] a", has_text="Beside the draft").click()
    expect(rosa.locator("#entries")).to_contain_text("protection.shelter (shelter)")
    # a second person comments, and the first one sees it as new
    rosa.goto(draft)
    rosa.fill("#username", "kofi")
    rosa.click("button[value=reader]")
    expect(rosa.locator("#people")).to_contain_text("Kofi, comments")
    kofi = sign_in("kofi", script=False)
    kofi.goto(f"{draft}criteria/protection.victims/")
    kofi.fill("#n-text", "Is the center in the north counted?")
    kofi.click("button[value=note]")
    kofi.wait_for_url("**#note-*")
    rosa.goto(f"{draft}criteria/protection.victims/")
    expect(rosa.locator(".thread .new")).to_have_text("new")
    rosa.click("button[value=resolve]")
    expect(rosa.locator(".thread")).to_contain_text("Resolved by Rosa")
    # the file is taken along, and the program says the same as the page
    rosa.goto(draft)
    with rosa.expect_download() as taken:
        rosa.locator("nav[aria-label='This draft'] a", has_text="own.yaml").click()
    file = tmp_path / "own.yaml"
    taken.value.save_as(file)
    from tierbook.pages import sample_pages
    from tierbook.standards import load_own

    page = tmp_path / "mauritania-2018.txt"
    page.write_bytes(next(data for name, data in sample_pages() if "mauritania" in name))
    import tierbook

    assessment = tierbook.assess(page, own=load_own(file))
    said = rosa.locator("#changes li").all_inner_texts()
    assert [" ".join(words.split()) for words in said] == [
        " ".join(change.says.split()) for change in assessment.changes
    ]


def test_what_is_typed_is_kept_while_it_is_typed(sign_in, desk):
    from playwright.sync_api import expect

    rosa = sign_in("rosa")
    draft = begun(rosa, desk)
    form = f"{draft}findings/?criterion=protection.victims&variable=protection.shelter"
    rosa.goto(form)
    rosa.locator("#f-quote").press_sequentially("Half a sentence")
    expect(rosa.locator("#kept")).to_contain_text("Kept unfinished")
    rosa.goto(draft)
    expect(rosa.locator("#unfinished")).to_contain_text("protection.shelter")
    rosa.locator("#unfinished a").click()
    expect(rosa.locator("#f-quote")).to_have_value("Half a sentence")
    told(rosa)
    rosa.locator("button.main", has_text="Add the finding").click()
    rosa.wait_for_url("**/criteria/protection.victims/#findings")
    rosa.goto(draft)
    expect(rosa.locator("#unfinished")).to_have_count(0)


def test_machines_find_no_barrier_on_any_page_of_a_draft(sign_in, desk):
    page = sign_in("rosa")
    draft = begun(page, desk)
    page.goto(f"{draft}findings/")
    faultless(page)
    page.goto(f"{draft}findings/?criterion=protection.victims&variable=protection.shelter")
    told(page)
    page.locator("button.main", has_text="Add the finding").click()
    page.wait_for_url("**/criteria/protection.victims/#findings")
    page.fill("#n-text", "A comment.")
    page.click("button[value=note]")
    page.wait_for_url("**#note-*")
    faultless(page)
    page.goto(draft)
    page.fill("#s-name", "If")
    page.click("button[value=scenario]")
    page.locator("#scenarios a").first.click()
    page.wait_for_url(lambda url: url.rstrip("/") != draft.rstrip("/"))
    page.locator("nav[aria-label='This draft'] a", has_text="Beside the draft").click()
    page.wait_for_url("**/beside/")
    faultless(page)
    for address in ("", "history/", "history/1/", "report/", "findings/shelter/"):
        page.goto(f"{draft}{address}")
        faultless(page)
    figures = "?criterion=prosecution.data&variable=figures.convictions"
    page.goto(f"{draft}findings/{figures}")
    page.locator("button.main").last.click()
    faultless(page)


def test_a_form_that_was_overtaken_says_so_and_keeps_her_words(sign_in, desk):
    from playwright.sync_api import expect

    one = sign_in("rosa", script=False)
    draft = begun(one, desk)
    one.goto(f"{draft}findings/?variable=protection.shelter")
    told(one)
    one.locator("button.main").last.click()
    one.wait_for_url("**#findings")
    other = sign_in("rosa", script=False)
    for page in (one, other):
        page.goto(f"{draft}findings/shelter/")
    one.fill("#f-quote", "One house takes them in.")
    one.locator("button.main").last.click()
    one.wait_for_url("**#findings")
    other.fill("#f-quote", "Two houses take them in.")
    other.locator("button.main").last.click()
    expect(other.locator("#theirs")).to_contain_text("One house takes them in.")
    expect(other.locator("#f-quote")).to_have_value("Two houses take them in.")
    other.locator("button.main", has_text="Keep mine in its place").click()
    other.wait_for_url("**#findings")
    expect(other.locator("#finding-shelter")).to_contain_text("Two houses take them in.")


def test_machines_find_no_barrier_on_a_page_that_an_editor_has_published(sign_in, desk):
    rosa = sign_in("rosa", script=False)
    draft = begun(rosa, desk)
    rosa.goto(f"{draft}findings/?variable=protection.shelter")
    told(rosa)
    rosa.locator("button.main").last.click()
    rosa.wait_for_url("**#findings")
    rosa.click("#keep button[value=publish]")
    rosa.wait_for_url("**#keep")
    ines = sign_in("ines")
    ines.goto(draft)
    faultless(ines)
    ines.click("#keep button[value=publish]")
    ines.wait_for_url("**#keep")
    ines.goto(draft.replace("/account/", "/"))
    faultless(ines)
