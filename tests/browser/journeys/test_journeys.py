"""Ten things that people do here, each from the first page on, with script and without."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import zipfile

import pytest

from tests.browser.looks import faultless

pytestmark = pytest.mark.chromium


def search(reader, words):
    reader.page.fill("#q", words)
    reader.page.click("form.ask button")
    reader.page.wait_for_url("**/search/**")


def test_a_researcher_finds_a_paragraph_and_cites_it(reader, library):
    page = reader.page
    search(reader, "state shelters")
    reader.stop("hits")
    page.click(".hit h3 a >> nth=0")
    page.wait_for_url("**/documents/**#p*")
    anchor = page.url.partition("#")[2]
    assert "state shelters" in page.locator(f"#{anchor}").inner_text().replace("\n", " ")
    reader.stop("sentence")
    paragraph = page.locator(f".para:has(#{anchor})")
    paragraph.locator("a.cite-it").click()
    page.wait_for_url("**/cite/**")
    if (
        not reader.script
    ):  # script knows the sentence that the address names; without, it is chosen here
        page.locator("#other a:has-text('s. 2')").click()
    page.wait_for_url("**s=2**")
    assert "under the heading “PROTECTION”" in page.locator("#pinpoint").inner_text()
    assert "sentence 2" in page.locator("#pinpoint").inner_text()
    reader.stop("citation")
    ris = reader.take(lambda: page.click("a:has-text('RIS')")).read_text(encoding="utf-8")
    assert ris.startswith("TY  - ")


def test_an_analyst_asks_what_changed_and_what_is_undone(reader, library):
    page = reader.page
    page.click("#start a:has-text('digests')")
    page.click("#rooms a:has-text('Countries')")
    page.click("#africa a:has-text('Kenya')")
    page.wait_for_url("**/KEN/")
    assert "Moved from Tier 2 to Tier 2 Watch List" in page.locator("#changes").inner_text()
    reader.stop("country")
    page.click("#documents a:has-text('2018')")
    page.wait_for_url("**/documents/**")
    assert "Since 2017:" in page.locator(".since").inner_text()
    page.click(".since a:has-text('Side by side')")
    page.wait_for_url("**/beside/**")
    marked = page.locator(".aligned mark").all_inner_texts()
    assert any("14" in words for words in marked)
    assert any("21" in words for words in marked)
    reader.stop("side by side")
    reader.open("/KEN/recommendations/")
    asks = page.locator("main").inner_text()
    assert "Open a shelter for adult victims" in asks
    assert "Fund the hotline" in asks
    reader.stop("undone")


def test_a_rapporteur_compares_own_country_with_the_law(reader, library):
    page = reader.page
    reader.open("/KEN/2018/")
    page.click(".contents a:has-text('Assessment')")
    demand = page.locator("[id='c-demand.commercial_sex']")
    assert "failure" in demand.inner_text()
    demand.locator("summary").click()
    assert "took no steps to reduce demand" in demand.inner_text()
    reader.stop("judgement")
    page.locator(".meta a[href^='/law/2018']").click()
    page.wait_for_url("**/law/2018/")
    page.click("a[href$='/entries/demand.commercial_sex/']")
    page.wait_for_url("**/law/entries/demand.commercial_sex/")
    reader.stop("law")


def test_a_social_scientist_downloads_a_panel(reader, library):
    page = reader.page
    page.click("#start a:has-text('variables')")
    page.wait_for_url("**/variables/")
    page.click("a[href='/variables/prosecution.convicted/']")
    page.wait_for_url("**/prosecution.convicted/")
    assert "n" in page.locator("#accuracy table.accuracy thead").inner_text()
    assert page.locator("#countries tbody th").all_inner_texts() == ["Kenya", "Norway"]
    reader.stop("variable")
    file = reader.take(lambda: page.click("#countries .take a:has-text('CSV')"))
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    assert {(r["country"], r["edition"]) for r in rows} == {
        ("KEN", "2017"),
        ("KEN", "2018"),
        ("NOR", "2018"),
    }
    page.click("a:has-text('A panel of it')")
    page.wait_for_url("**/panel/**")
    reader.stop("panel")
    panel = reader.take(lambda: page.click("main a[href^='/panel.csv']"))
    head = panel.read_text(encoding="utf-8-sig").splitlines()[0]
    assert "edition" in head
    assert "conv" in head


def test_a_country_information_officer_answers_a_query_for_and_against(reader, library):
    page = reader.page
    page.click("#start a:has-text('query pack')")
    page.wait_for_url("**/packs/")
    page.select_option("#country", "KEN")
    page.select_option("#theme", "punishment-of-victims")
    reader.stop("query")
    page.click("section#query button")
    page.wait_for_url("**/packs/query/**")
    text = page.locator("main").inner_text()
    assert "Kenya" in text
    assert "not held" in text.lower()
    reader.stop("answer")
    file = reader.take(lambda: page.click("header a:has-text('MD')"))
    assert "Kenya" in file.read_text(encoding="utf-8")


def test_a_lawyer_takes_an_exhibit_and_checks_it(reader, library, tmp_path):
    page = reader.page
    search(reader, "suspended sentences")
    page.click(".hit h3 a >> nth=0")
    page.wait_for_url("**/documents/**#p*")
    anchor = page.url.partition("#")[2]
    paragraph = page.locator(f".para:has(#{anchor})")
    paragraph.locator(".notes a.var").first.click()
    page.wait_for_url("**/findings/**")
    reader.stop("finding")
    page.click("#cite-it a:has-text('the exhibit')")
    page.wait_for_url("**/cite/**")
    file = reader.take(lambda: page.click("a:has-text('Exhibit, ZIP')"))
    reader.stop("exhibit")
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path)
    verifier = next(tmp_path.rglob("*.py"))
    checked = subprocess.run(
        [sys.executable, "-I", verifier.name], cwd=verifier.parent, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_somebody_reports_a_wrong_coding(reader, library):
    page = reader.page
    reader.open(f"/documents/{library.later}/")
    page.click(".notes a.var >> nth=3")
    page.wait_for_url("**/findings/**")
    page.click("a[data-wrong]")
    page.wait_for_url("**/desk/reports/new/**")
    page.check("input[name=what][value=wrong_sentence]")
    form = page.locator("form.report")
    if form.locator("textarea").count():
        form.locator("textarea").first.fill("The sentence speaks of another year.")
    reader.stop("report")
    form.locator("button").last.click()
    page.wait_for_url(lambda url: "/new/" not in url)
    assert page.locator("h1").count() == 1
    reader.stop("received")


def test_a_reader_follows_a_route(reader, library):
    page = reader.page
    page.click("#rooms a:has-text('Routes')")
    page.wait_for_url("**/flows/**")
    if "2018" not in page.url:
        reader.open("/flows/2018/")
    row = page.locator("#routes tr:has-text('Saudi Arabia')").first
    assert "Kenya" in row.inner_text()
    reader.stop("routes")
    row.locator("a[href*='#p']").first.click()
    page.wait_for_url("**/documents/**#p*")
    anchor = page.url.partition("#")[2]
    assert "Saudi Arabia" in page.locator(f"#{anchor}").inner_text()
    reader.stop("words")


def test_a_journalist_reads_a_digest(reader, library):
    page = reader.page
    page.get_by_role("heading", name="Digest of 2018").wait_for()
    reader.stop("home")
    page.click("#digest a:has-text('Whole digest')")
    page.wait_for_url("**/digest/2018/")
    firsts = page.locator("#firsts")
    assert "Kenya" in firsts.inner_text()
    assert "trained labor inspectors" in firsts.inner_text().replace("\n", " ")
    reader.stop("digest")
    firsts.locator("a[href*='#p']").first.click()
    page.wait_for_url("**/documents/**#p*")
    anchor = page.url.partition("#")[2]
    assert "For the first time" in page.locator(f"#{anchor}").inner_text()
    reader.stop("its words")


def test_a_librarian_checks_an_address_from_years_ago(reader, library):
    page = reader.page
    answer = page.goto(f"{library.url}/findings/{library.later}/{library.withdrawn}/")
    assert answer.status in (200, 410)
    assert page.url.endswith(f"/documents/{library.later}/findings/{library.withdrawn}/")
    text = page.locator("main").inner_text()
    assert "kept a hotline" in text.replace("\n", " ")
    assert "ithdrawn" in text
    reader.stop("tombstone")
    if reader.script:
        faultless(page)
    reader.open("/errata/")
    reader.stop("errata")
    assert "Kenya" in page.locator("main").inner_text()
    page.locator("main a[href^='/errata/']:not([href='/errata/']):not([href*='?'])").first.click()
    page.wait_for_url("**/errata/*/")
    reader.stop("erratum")
    if reader.script:
        faultless(page)
