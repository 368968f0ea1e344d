"""A library served in its own process, and the system's Chromium to read it with."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.library.factories import (
    KENYA,
    PARAGRAPHS,
    coding,
    engine_record,
    finding,
    write_corpus,
)

SERVE = """
import sys
from tierbook.library import load_corpus, serve
load_corpus(sys.argv[1])
serve(sys.argv[1], 0, show_computed=True)
"""


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Serve the corpus of a home in a process of its own; the address of the site."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(home)], stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        assert "http://" in line, line
        yield next(word for word in line.split() if word.startswith("http://")).rstrip("/")
    finally:
        process.terminate()
        process.communicate(timeout=20)


PERSON, PASSWORD = "ada", "nine quiet herons stand"
ADD = """
import sys
from pathlib import Path
from tierbook.library.loading import migrate_home
migrate_home(Path(sys.argv[1]))
from tierbook.library.accounts.models import Person
person = Person(username=sys.argv[2], role="admin", name="Ada")
person.set_password(sys.argv[3])
person.save()
from tierbook.library import allow_screening
allow_screening(person)
"""


def add_person(home: Path) -> None:
    """Add somebody who keeps the library, with a password."""
    subprocess.run([sys.executable, "-c", ADD, str(home), PERSON, PASSWORD], check=True)


def signed_in(page: Any, site: Site) -> None:
    """Sign the keeper of the library in, through the form."""
    page.goto(f"{site.url}/account/login/")
    page.fill("main input[name=login]", PERSON)
    page.fill("main input[name=password]", PASSWORD)
    page.click("main form button[type=submit], main form button:not([type])")
    page.wait_for_url(lambda url: "/login/" not in url)


@dataclass(frozen=True)
class Site:
    """Where the library is served, and the documents in it."""

    url: str
    document: str
    finding: str
    crowded: str
    sample: str
    copy: str
    judged: str
    later: str


def _copy_of(record: dict[str, Any]) -> dict[str, Any]:
    """Return the same text from another publisher: words changed, a sentence lost, quotation marks set otherwise."""
    changes = (("few went", "some went"), (" Shelters are scarce.", ""), ("such.", "“such”."))
    paragraphs = []
    for pillar, words in PARAGRAPHS:
        for was, now in changes:
            words = words.replace(was, now)
        paragraphs.append((pillar, words))
    words = "Women are brought to Japan and sold for sex"
    copy = coding(
        publisher="ecoi.net",
        tier_line="JAPAN (Tier 2)",
        paragraphs=tuple(paragraphs),
        findings=[finding("profile.destination", "yes", words)],
        address="https://www.example.org/japan.html",
    )
    for row in (*copy["narrative"]["paragraphs"], *copy["findings"][0]["evidence"]):
        row["link"] = "https://www.example.org/japan.html#:~:text=Women%20are,for%20sex"
    return copy


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a small library: a narrative and a copy of it, a summary, a sample, a text with more notes than lines."""
    home = tmp_path_factory.mktemp("home")
    record = coding()
    words = "Women are brought to Japan and sold for sex"
    crowded = coding(
        country="THA",
        edition=2018,
        findings=[finding(f"profile.thing_{n}", "yes", words) for n in range(30)],
    )
    sample = coding(country="NOR", text_kind="sample", publisher="tierbook sample")
    summary = coding(edition=2015, text_kind="summary", publisher="CIA", tier_line=None)
    copy = _copy_of(record)
    later = coding(
        edition=2004,
        tier_line="Japan (Tier 1)",
        paragraphs=(*PARAGRAPHS[:2], ("prosecution", "A statute bans trafficking as such.")),
        findings=[finding("prosecution.law", "yes", "A statute bans trafficking", level="law")],
    )
    judged, assessment = engine_record(KENYA, country="KEN", edition=2018)
    known = {judged["document"]["id"]: assessment}
    write_corpus(home, record, crowded, sample, summary, copy, judged, later, judged=known)
    add_person(home)
    with served(home) as url:
        law = next(f for f in record["findings"] if f["variable"] == "prosecution.law")
        names = [r["document"]["id"] for r in (record, crowded, sample, copy, judged, later)]
        yield Site(url, names[0], law["id"], *names[1:])


@pytest.fixture(scope="session")
def browser(chromium_executable: str) -> Iterator[Any]:
    """The system's Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_executable, args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Any, site: Site) -> Iterator[Any]:
    """Open an address of the site: `open_page("/JPN/", width=360, dark=True, script=False)`."""
    contexts = []

    def open_at(address: str, *, width: int = 1280, dark: bool = False, script: bool = True) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        page = context.new_page()
        answer = page.goto(site.url + address)
        assert answer is not None
        assert answer.status == 200, address
        return page

    yield open_at
    for context in contexts:
        context.close()
