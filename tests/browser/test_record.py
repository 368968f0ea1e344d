"""What was published stays, as a reader meets it: an old address, the newer coding above it, errata, why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.browser.conftest import served
from tests.browser.looks import faultless
from tests.library.factories import KENYA, engine_record, write_corpus
from tests.library.histories import ID, NEXT, address, first, law, made, silent, without

pytestmark = pytest.mark.chromium

LOAD = "import sys; from tierbook.library import load_corpus; load_corpus(sys.argv[1])"


@dataclass(frozen=True)
class Record:
    """A library in which one value changed, one was withdrawn and one document was removed."""

    url: str
    replaced: str
    withdrawn: str
    removed: str
    silence: str
    newer: str


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """Serve a library that was loaded twice."""
    import subprocess
    import sys

    home = tmp_path_factory.mktemp("record")
    old = first(address="https://www.refworld.org/docid/4a4214b32d.html")
    gone = first(id="tip-2003-tha-refworld-11111111", country="THA", sha256="1" * 64)
    judged, _ = engine_record(KENYA, country="KEN", edition=2018)
    write_corpus(home, old, gone, judged, assessed=False)
    subprocess.run([sys.executable, "-c", LOAD, str(home)], check=True, capture_output=True)
    rows = [
        row for row in law("yes", "Police opened cases") if row["variable"] != "profile.origins"
    ]
    new = silent(
        made(rows, versions=NEXT, address="https://www.refworld.org/docid/4a4214b32d.html"),
        "profile.origins",
    )
    write_corpus(home, new, assessed=False)
    (home / "corpus" / "codings" / f"{gone['document']['id']}.json").unlink()
    assert without("prosecution.law")
    with served(home) as url:
        yield Record(
            url,
            f"{address(old, 'prosecution.law')}/",
            f"{address(old, 'profile.origins')}/",
            f"{address(gone, 'prosecution.law')}/",
            f"/documents/{ID}/why/profile.origins/",
            f"{address(new, 'prosecution.law')}/",
        )


@pytest.fixture
def open_at(browser: Any, record: Record) -> Iterator[Any]:
    """Open an address: `open_at("/errata/")`."""
    contexts = []

    def opened(path: str, *, status: int = 200) -> Any:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900},
            java_script_enabled=True,
        )
        contexts.append(context)
        page = context.new_page()
        answer = page.goto(record.url + path)
        assert answer is not None
        assert answer.status == status, path
        return page

    yield opened
    for context in contexts:
        context.close()


def paths(record: Record) -> dict[str, tuple[str, int]]:
    return {
        "replaced": (record.replaced, 200),
        "withdrawn": (record.withdrawn, 200),
        "removed": (record.removed, 200),
        "tombstone": ("/documents/tip-2003-tha-refworld-11111111/", 410),
        "history": (f"/documents/{ID}/history/", 200),
        "errata": ("/errata/", 200),
        "errata, none": ("/errata/?edition=1999", 200),
        "errata, a bad filter": ("/errata/?kind=odd", 400),
        "why": (f"/documents/{ID}/why/prosecution.law/", 200),
        "why of a silence": (record.silence, 200),
        "why of much": ("/KEN/2018/why/prosecution.convicted/", 200),
        "releases": ("/releases/", 200),
        "at": ("/at/", 200),
        "at, unknown": (
            "/at/?address=https://www.state.gov/reports/2018-trafficking-in-persons-report/kenya/",
            404,
        ),
        "work": ("/works/tip-2003-jpn/", 200),
    }


KINDS = (
    "replaced",
    "withdrawn",
    "removed",
    "tombstone",
    "history",
    "errata",
    "errata, none",
    "errata, a bad filter",
    "why",
    "why of a silence",
    "why of much",
    "releases",
    "at",
    "at, unknown",
    "work",
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_published_is_shown_without_faults(kind, open_at, record):
    path, status = paths(record)[kind]
    faultless(open_at(path, status=status))


def test_an_old_address_shows_the_newer_coding_above_what_was_published(open_at, record):
    page = open_at(record.replaced)
    box = page.locator("#standing")
    assert box.locator("h2").inner_text() == "Coded anew: this text now has another value here."
    assert box.bounding_box()["y"] < page.locator("p.big").bounding_box()["y"]
    assert "No statute bans trafficking as such." in page.locator("#words").inner_text()
    box.locator(".now a").first.click()
    page.wait_for_url(f"**{record.newer}")
    assert page.locator("#standing").count() == 0


def test_a_withdrawn_finding_is_a_tombstone_that_leads_to_what_was_read(open_at, record):
    page = open_at(record.withdrawn)
    box = page.locator("#standing")
    assert box.locator("h2").inner_text().startswith("Withdrawn")
    assert "changed from 1 to 2" in box.inner_text()
    assert "China" not in box.inner_text()
    box.locator("a", has_text="Which paragraphs were read").click()
    page.wait_for_url(f"**{record.silence}")
    assert page.locator("#read li").count() == 4


def test_a_finding_of_a_removed_document_answers_with_its_paragraph(open_at, record):
    page = open_at(record.removed)
    assert "the library no longer holds this document" in page.locator("#standing").inner_text()
    assert "Police opened cases, but few went to court." in page.locator("#words").inner_text()
    page.click("text=History of the document")
    assert page.locator("h1").inner_text() == "This document is held no more"


def test_errata_are_narrowed_and_each_leads_to_both_findings(open_at, record):
    page = open_at("/errata/")
    page.select_option("#variable", "prosecution.law")
    page.click("form.filters button")
    page.wait_for_url("**variable=prosecution.law**")
    assert page.locator("article.erratum").count() == 1
    links = page.locator(".erratum-sides a").evaluate_all("all => all.map(a => a.pathname)")
    assert links == [record.replaced, record.newer]


def test_an_old_address_typed_into_the_search_opens_the_document(open_at, record):
    page = open_at("/")
    page.fill("header [name=q]", "http://www.unhcr.org/refworld/docid/4a4214b32d.html")
    page.press("header [name=q]", "Enter")
    page.wait_for_url(f"**/documents/{ID}/")


def test_a_silence_on_the_document_leads_to_why(open_at, record):
    page = open_at(f"/documents/{ID}/")
    page.locator('a[href$="/why/profile.origins/"]').first.click()
    page.wait_for_url(f"**{record.silence}")
