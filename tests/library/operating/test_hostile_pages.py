"""Pages that hold everything which could run are read, coded and shown; every answer of the site is looked at.

The same texts go through a real browser, with its policy switched off, in `tests/browser/test_hostile_texts.py`.
"""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.library.operating.hostile import ATTACKS, write_hostile_pages
from tierbook.corpus import Corpus, expand_inputs
from tierbook.pages import ReadOptions

EACH = 2  # addresses looked at of each route and ending
NO_PAGES = {
    "png",
    "pdf",
    "docx",
    "parquet",
    "dta",
    "sav",
    "zip",
}  # one of each: nothing in them runs in a browser
STARTS = (
    "/",
    "/search/?q=trafficking",
    "/search/?q=%3Cscript%3E",
    "/errata/",
    "/releases/",
    "/api/v1/",
    "/account/",
)
DATA = {"application/ld+json", "application/json"}
FOREIGN = {
    "iframe",
    "object",
    "embed",
    "base",
    "math",
    "mglyph",
    "frame",
    "frameset",
    "applet",
    "template",
}
LEADING = {"href", "src", "action", "formaction", "srcdoc", "xlink:href"}
RUNNING = re.compile(r"^\s*(javascript|vbscript|data:text/html)", re.I)
POLICY = (
    ("Content-Security-Policy", r"default-src 'self'"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=()"),
    ("X-Request-ID", r"^[0-9a-f]{16}$"),
)


def faults_of_html(content: str, *, own_file: bool = False) -> Iterator[str]:
    """Yield what a page of ours never has: running code, foreign elements, addresses that run."""
    tree = LexborHTMLParser(content)
    for node in tree.css("*"):
        attributes = node.attributes
        if node.tag in FOREIGN:
            yield f"<{node.tag}>"
        if node.tag == "script" and not attributes.get("src"):
            yield from _faults_of_data(node, attributes)
        if node.tag == "style" and not own_file:
            yield "<style>"
        for name, value in attributes.items():
            if name.startswith("on") and not name.startswith("on:"):
                yield f"{name} on <{node.tag}>"
            if name == "style" and not own_file:
                yield f"style on <{node.tag}>"
            if name in LEADING and RUNNING.match(value or ""):
                yield f"{name}={(value or '')[:40]!r} on <{node.tag}>"


def _faults_of_data(node: Any, attributes: dict[str, str | None]) -> Iterator[str]:
    if attributes.get("type") not in DATA:
        yield "<script> with words in it"
        return
    try:
        json.loads(node.text())
    except ValueError:
        yield "<script> whose data was broken open"


class Crawl:
    """Follows the links of the site, a few of each kind, and keeps what is wrong."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.waiting = deque(STARTS)
        self.seen: set[str] = set()
        self.kinds: Counter[tuple[str, str]] = Counter()
        self.routes: Counter[str] = Counter()
        self.faults: list[str] = []

    def run(self) -> None:
        while self.waiting:
            address = self.waiting.popleft()
            if address not in self.seen and self._is_wanted(address):
                self.seen.add(address)
                self._look(address)

    def _is_wanted(self, address: str) -> bool:
        """Tell whether few enough of its kind have been seen; count it."""
        from django.urls import Resolver404, resolve

        parts = urlsplit(address)
        try:
            name = resolve(parts.path).view_name
        except Resolver404:
            name = "none"
        ending = parts.path.rpartition(".")[2] if "." in parts.path else ""
        self.kinds[name, ending] += 1
        if self.kinds[name, ending] > (1 if ending in NO_PAGES else EACH):
            return False
        self.routes[name] += 1
        return True

    def _look(self, address: str) -> None:
        response = self.client.get(address)
        kind = response.headers.get("Content-Type", "").split(";")[0]
        if response.status_code >= 500:
            self._fault(address, f"status {response.status_code}")
        for name, pattern in POLICY:
            if not re.search(pattern, response.headers.get(name, "")):
                self._fault(address, f"{name}: {response.headers.get(name)}")
        if "unsafe" in response.headers.get("Content-Security-Policy", ""):
            self._fault(address, "the policy allows what is unsafe")
        if "sessionid" in response.cookies:
            self._fault(address, "a session was begun")
        if 300 <= response.status_code < 400:
            self.waiting.append(response.headers["Location"])
            return
        content = b"".join(response.streaming_content) if response.streaming else response.content
        if kind in {"text/html", "image/svg+xml", "application/xhtml+xml"}:
            text = content.decode()
            a_file = kind != "text/html" or "attachment" in response.headers.get(
                "Content-Disposition", ""
            )
            for fault in faults_of_html(
                text, own_file=a_file or address.partition("?")[0].endswith(".html")
            ):
                self._fault(address, fault)
            if kind == "text/html":
                self._follow(address, text)

    def _follow(self, address: str, text: str) -> None:
        for node in LexborHTMLParser(text).css("a[href], link[href], img[src], source[srcset]"):
            attributes = node.attributes
            target = attributes.get("href") or attributes.get("src") or attributes.get("srcset")
            parts = urlsplit(urljoin("http://testserver" + address, target or ""))
            if parts.netloc == "testserver" and not parts.path.startswith("/static/"):
                self.waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))

    def _fault(self, address: str, words: str) -> None:
        self.faults.append(f"{address}: {words}")


@pytest.fixture(scope="module")
def hostile_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    paths = write_hostile_pages(folder / "pages")
    corpus = Corpus(folder / "corpus")
    report = corpus.ingest(expand_inputs([str(p) for p in paths]), options=ReadOptions())
    assert (report.documents, list(report.problems)) == (6, [])
    return folder / "corpus"


@pytest.mark.only_on("sqlite")
def test_nothing_of_a_hostile_text_becomes_part_of_a_page(
    db: None, client: Any, hostile_corpus: Path, settings: Any
) -> None:
    from django.db import connection

    from tierbook.library.catalogue.models import Paragraph
    from tierbook.library.loading import load_folder

    load_folder(hostile_corpus)
    shown = " ".join(Paragraph.objects.values_list("text", flat=True))
    assert all(attack in shown for attack in ATTACKS), (
        "the texts no longer hold what they are to prove"
    )
    crawl = Crawl(client)
    of_people: list[str] = []

    def listen(execute: Any, sql: str, *rest: Any) -> Any:
        if re.search("django_session|accounts_person", sql):
            of_people.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(listen):
        crawl.run()
    assert not crawl.faults, "\n".join(crawl.faults[:40])
    wanted = {
        "home",
        "country",
        "edition",
        "document",
        "document-json",
        "finding",
        "variable",
        "search",
        "compare",
    }
    assert wanted <= set(crawl.routes), wanted - set(crawl.routes)
    assert len(crawl.seen) > 100
    assert not of_people, "a page for an anonymous reader asked for people"


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("<p onclick='x'>", "onclick on <p>"),
        ("<a href=' JavaScript:x'>", "href=' JavaScript:x' on <a>"),
        ("<script>x</script>", "<script> with words in it"),
        ("<script type='application/ld+json'>{</script>", "<script> whose data was broken open"),
        ("<base href='/'>", "<base>"),
        ("<p style='x'>", "style on <p>"),
    ],
)
def test_the_look_at_a_page_finds_what_it_looks_for(page: str, fault: str) -> None:
    assert fault in list(faults_of_html(page))
    assert not list(faults_of_html("<p>text</p><script src='/a.js'></script>"))


@pytest.mark.parametrize("status", [404, 405, 400])
def test_an_answer_that_refuses_has_the_same_headers(client: Any, db: None, status: int) -> None:
    asked = {404: ("/nowhere/", {}), 405: ("/display/", {}), 400: ("/", {"host": "evil.example"})}
    address, headers = asked[status]
    response = client.get(address, headers=headers)
    assert response.status_code == status
    for name, pattern in POLICY:
        assert re.search(pattern, response.headers.get(name, "")), name
