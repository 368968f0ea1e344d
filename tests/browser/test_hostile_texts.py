"""Texts with everything in them that could run are opened in a real browser whose policy is switched off.

What keeps them harmless here is that their words are written as words. The policy, which would stop them a second time,
is looked at in `tests/library/operating/test_hostile_pages.py`, and switched on in the last test.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import served
from tests.library.operating.hostile import ATTACKS, write_hostile_pages
from tierbook.corpus import Corpus, expand_inputs
from tierbook.pages import ReadOptions

PAGES = (
    "/",
    "/countries/",
    "/JPN/",
    "/JPN/2018/",
    "/JPN/changes/",
    "/JPN/2017/2018/",
    "/editions/2018/",
    "/digest/2018/",
    "/compare/?unit=JPN:2018&unit=KEN:2018",
    "/search/?q=trafficking",
    "/search/?q=%22%3E%3Csvg+onload%3Dran(1)%3E",
    "/variables/protection.victims_identified/",
    "/flows/2018/",
    "/recommendations/",
    "/packs/query/?country=JPN",
    "/errata/",
    "/releases/",
)


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    home = tmp_path_factory.mktemp("hostile")
    paths = write_hostile_pages(home / "pages")
    corpus = Corpus(home / "corpus")
    assert (
        corpus.ingest(expand_inputs([str(p) for p in paths]), options=ReadOptions()).documents == 6
    )
    documents = sorted(path.stem for path in (home / "corpus" / "codings").glob("*.json"))
    with served(home) as url:
        yield url, documents


@pytest.fixture
def watched(browser: Any) -> Iterator[Any]:
    """A page without a policy, and the list of what ran in it."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    ran: list[str] = []
    page.expose_function("ran", lambda *what: ran.append(str(what)))
    page.on("dialog", lambda dialog: (ran.append("dialog"), dialog.dismiss()))
    page.on("request", lambda r: "evil.example" in r.url and ran.append(r.url))
    yield page, ran
    context.close()


def test_no_word_of_a_text_runs_in_any_page(
    hostile_site: tuple[str, list[str]], watched: Any
) -> None:
    url, documents = hostile_site
    page, ran = watched
    addresses = [*PAGES]
    for name in documents[:2] + documents[-1:]:
        addresses += [
            f"/documents/{name}/",
            f"/documents/{name}/cite/",
            f"/documents/{name}/why/protection.services/",
        ]
    japan = [name for name in documents if "-jpn-" in name]
    addresses.append(f"/documents/{japan[0]}/beside/{japan[1]}/")
    seen = []
    for address in addresses:
        answer = page.goto(url + address)
        assert answer is not None
        assert answer.status < 500, address
        if answer.status == 200:
            seen.append(address)
        assert not ran, f"{address}: {ran}"
        own = "[...document.scripts].every(s => s.src || /json/.test(s.type))"
        assert page.evaluate(own), address
    assert len(seen) >= 20, seen
    page.goto(f"{url}/documents/{documents[0]}/")
    text = page.inner_text("main")
    assert sum(attack in text for attack in ATTACKS) >= 5  # the words are there, to be read
    for link in page.query_selector_all("main a[href*='/findings/']")[:3]:
        page.request.get(url + link.get_attribute("href"))
    finding = page.get_attribute("main a[href*='/findings/']", "href")
    page.goto(url + finding)
    assert not ran


def test_a_file_that_is_taken_home_runs_nothing(
    hostile_site: tuple[str, list[str]], watched: Any, tmp_path: Path
) -> None:
    """A saved file has no policy of ours: it is opened as from a disk."""
    url, _ = hostile_site
    page, ran = watched
    files = (
        "/packs/advocacy/JPN.html",
        "/charts/flows/2018.html",
        "/charts/flows/2018.svg",
        "/packs/query.html?country=JPN",
    )
    opened = 0
    for address in files:
        answer = page.request.get(url + address)
        if answer.status != 200:
            continue
        path = tmp_path / f"file-{opened}.{'svg' if '.svg' in address else 'html'}"
        path.write_bytes(answer.body())
        page.goto(path.as_uri())
        page.wait_for_timeout(200)
        assert not ran, f"{address}: {ran}"
        opened += 1
    assert opened >= 3


def test_the_policy_stops_what_would_run(hostile_site: tuple[str, list[str]], browser: Any) -> None:
    url, _ = hostile_site
    context = browser.new_context()
    page = context.new_page()
    ran: list[str] = []
    page.expose_function("ran", lambda *what: ran.append(str(what)))
    page.goto(url + "/method/")
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', `<img src=x onerror=\"ran('img')\">"
        "<a id=run href=\"javascript:ran('link')\">x</a>`)"
    )
    page.evaluate(
        "{ const s = document.createElement('script'); s.textContent = \"ran('script')\";"
        " document.body.append(s) }"
    )
    page.click("#run", no_wait_after=True)
    page.wait_for_timeout(300)
    context.close()
    assert ran == []
