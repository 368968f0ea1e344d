"""Links to words, opened in a real browser: what it highlights on the publisher's page are those words and no others.

The page is ours, with the structure of a publisher's: menus, entities, bold words inside a sentence, line breaks, a
table, lists, sentences that stand twice. Every sentence is wrapped in a `span`, which changes nothing for the search
and says where the highlight belongs.
"""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tierbook.narrative import Narrative, parse_document
from tierbook.pages import ReadOptions, read_bytes

pytestmark = pytest.mark.chromium

STYLE = """
::target-text { background: rgb(255, 0, 0); color: rgb(255, 0, 0); }
body { font: 16px/24px monospace; margin: 8px; } p, li, td, h1, h2 { padding-bottom: 900px; }
"""
BODY = """
<nav><a href="/">Home</a> <a href="/tip">The courts convicted nobody</a></nav>
<h1>Freedonia</h1>
<p><span>FREEDONIA: TIER 2</span></p>
<p><span>The Government of Freedonia keeps few of its promises, though it has begun to try.</span>
<span>It opened &ldquo;two&rdquo; shelters near the harbor &amp; a third inland.</span></p>
<h2>PROSECUTION</h2>
<p><span>Police <b>arrested 14&nbsp;men</b> for forced la\u00adbor on tea estates &ndash; the first such ar<i>rests</i>
in a decade, by one count.</span> <span>The courts convicted nobody.</span>
<span>A draft law&mdash;its third&mdash;stayed with the committee.</span></p>
<p><span>Officials posted to Sylvania&rsquo;s border sold visas, passports, and work permits to brokers.</span>
<span>The courts convicted nobody.</span></p>
<h2>PROTECTION</h2>
<p><span>Officials found 31 victims, most of them children from the delta, and sent 12 to a well-kept, church-run
shelter.</span><br><span>The courts convicted nobody.</span><br><span>Nurses gave the children care.</span></p>
<table><tr><td><p><span>Nurses gave the children care.</span> <span>No caf\u00e9 owner (of the 40 that inspectors met)
paid a fine.</span></p></td></tr></table>
<h2>PREVENTION</h2>
<ul><li><span>Train judges.</span></li><li><span>Train judges in the provinces.</span></li>
<li><span>Charge officials, including those who &#8220;only&#8221; take gifts.</span></li></ul>
<p><span>The ministry\u2019s \ufb01nal campaign reached every port between the delta and the hills, where girls are sold
into domestic work, boys break stones in quarries that officers own, and fishermen from abroad work
without pay.</span></p>
<footer>The courts convicted nobody. All rights reserved.</footer>
"""
HEAD = f'<meta charset="utf-8"><title>Freedonia</title><style>{STYLE}</style>'
PAGE = f'<!doctype html><html lang="en"><head>{HEAD}</head><body>{BODY}</body></html>'

# The box of the highlighted pixels, found by their colour on a canvas.
FIND_RED = """async shot => {
  const image = new Image(); image.src = 'data:image/png;base64,' + shot; await image.decode();
  const canvas = document.createElement('canvas'); canvas.width = image.width; canvas.height = image.height;
  const context = canvas.getContext('2d'); context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, image.width, image.height).data;
  let box = null;
  for (let i = 0, k = 0; i < pixels.length; i += 4, k++) {
    if (pixels[i] < 250 || pixels[i + 1] > 5 || pixels[i + 2] > 5) continue;
    const x = k % image.width, y = Math.floor(k / image.width);
    if (!box) box = [x, y, x, y];
    box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
  }
  return box;
}"""
BOXES = """() => [...document.querySelectorAll('span')].map(span => {
  const all = [...span.getClientRects()].filter(r => r.width > 1);
  const first = all[0], last = all[all.length - 1];
  return [Math.min(...all.map(r => r.left)), first.top, Math.max(...all.map(r => r.right)), last.bottom];
})"""


@pytest.fixture(scope="module")
def publisher() -> Iterator[str]:
    """Serve the page; return its address."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = PAGE.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/tip/freedonia.html"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def narrative(publisher: str) -> Narrative:
    options = ReadOptions(country="THA", edition=2018)
    (document,) = read_bytes(PAGE.encode(), name="page.html", options=options).documents
    return parse_document(replace(document, address=publisher))


@pytest.fixture
def window(browser: Any) -> Iterator[Any]:
    """A window of the browser."""
    context = browser.new_context(viewport={"width": 900, "height": 800})
    yield context.new_page()
    context.close()


def highlighted(window: Any, link: str) -> tuple[list[float] | None, list[list[float]]]:
    """Open a link; return the box of the highlight, and the boxes of all sentences, in the window."""
    window.goto("about:blank")
    window.goto(link)
    box = None
    for _ in range(8):
        shot = base64.b64encode(window.screenshot()).decode()
        box = window.evaluate(FIND_RED, shot)
        if box:
            break
        window.wait_for_timeout(50)
    return box, window.evaluate(BOXES)


def test_each_sentence_is_highlighted_where_it_stands(window, narrative):
    assert len(narrative.sentences) == BODY.count("<span>")
    for number, sentence in enumerate(narrative.sentences):
        words = narrative.words(sentence.start, sentence.end)
        link = narrative.link(sentence.start, sentence.end)
        assert link is not None, words
        box, sentences = highlighted(window, link)
        assert box is not None, f"nothing highlighted: {link}"
        left, top, right, bottom = sentences[number]
        assert abs(box[0] - left) <= 12, (words, link)  # a quotation mark at the head is left out
        assert abs(box[1] - top) <= 4, (words, link)
        assert right - 24 <= box[2] <= right + 1, (words, link)  # and the full stop
        assert abs(box[3] - bottom) <= 4, (words, link)


def test_each_paragraph_is_highlighted_from_its_first_word_on(window, narrative):
    for paragraph in narrative.paragraphs:
        link = narrative.link(paragraph.start, paragraph.end)
        assert link is not None
        box, sentences = highlighted(window, link)
        assert box is not None, f"nothing highlighted: {link}"
        first = next(n for n, s in enumerate(narrative.sentences) if s.paragraph == paragraph.n)
        assert abs(box[1] - sentences[first][1]) <= 4, link
        assert 0 <= box[1] < 800


def test_words_that_are_not_on_the_page_highlight_nothing(window, publisher):
    box, _ = highlighted(window, f"{publisher}#:~:text=The%20courts%20convicted%20everybody")
    assert box is None
