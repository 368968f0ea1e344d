"""HTML page to Narrative, as a ratio to what selectolax alone needs for the page, in one run.

The floor parses the page with selectolax and collects the texts of its blocks, without layout, furniture or offsets.
Ours is the whole way: bytes to Document to Narrative, with the map that leads each character back to the page. The
pages are real ones of the Department's site beside the checkout, or pages of our own in the same template. In the
first kind the text is a narrative of the Report, of its usual length; in the second it is as long as the sample's own.

Usage: python bench/html_pages.py [--repeat N]
"""

from __future__ import annotations

import argparse
import gc
import gzip
import importlib
import importlib.util
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from tierbook.narrative import parse_document
from tierbook.pages import read_bytes
from tierbook.pages.html import read_html
from tierbook.pages.publishers import READERS

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TIERBOOK_SHARED") or REPOSITORY.parent / "shared")
TARGET = 3.0
LAYOUTS = tuple(layout for reader in READERS for layout in reader.layouts)
PARAGRAPHS = 20
FORMULA = "The Government of {} does not fully meet the minimum standards on trafficking."
HEADINGS = (
    "PRIORITIZED RECOMMENDATIONS:",
    "PROSECUTION",
    "PROTECTION",
    "PREVENTION",
    "TRAFFICKING PROFILE:",
)
BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, td, th"
OTHER, OURS = "Country Reports on Human Rights Practices", "Trafficking in Persons Report"


def main() -> None:
    """Measure floor and ours in turns, and print what one costs in terms of the other."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--repeat", type=int, default=9)
    repeat = parser.parse_args().repeat
    samples = _samples()
    kinds = {
        "cut to the length of a narrative": _narratives(samples),
        "as long as the samples are": [
            _shaped(data.decode(), None).encode() for _, data in samples
        ],
    }
    for label, pages in kinds.items():
        measure(label, pages, repeat)


def measure(label: str, pages: Sequence[bytes], repeat: int) -> None:
    """Print the times of one kind of page."""
    documents = [document for data in pages for document in read(data)]
    ways: dict[str, Callable[[bytes], object]] = {
        "selectolax alone": floor,
        "page to text, its layout and furniture": lambda data: read_html(
            data.decode(), LAYOUTS, data=data
        ),
        "page to Document": read,
        "page to Narrative": lambda data: [parse_document(document) for document in read(data)],
        "page to Narrative and its flags": lambda data: [
            parse_document(document).flags for document in read(data)
        ],
    }
    if importlib.util.find_spec("trafilatura"):
        extract: Any = importlib.import_module("trafilatura").extract
        ways["trafilatura, without offsets"] = lambda data: extract(data.decode())
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(repeat):
        for way, run in ways.items():
            gc.collect()
            start = time.process_time()
            for data in pages:
                run(data)
            taken[way].append(time.process_time() - start)
    size = statistics.mean(len(data) for data in pages) / 1000
    text = statistics.mean(
        sum(len(block.text) for block in document.blocks) for document in documents
    )
    print(
        f"{label}: {len(pages)} pages of {size:.0f} kB, {text / 1000:.1f} kB of text, best of {repeat}"
    )
    least = min(taken["selectolax alone"])
    for way, times in taken.items():
        ratio = min(times) / least
        print(f"  {way:40}{min(times) / len(pages) * 1000:8.2f} ms  {ratio:6.2f} x")
    ratio = min(taken["page to Narrative"]) / least
    print(
        f"ratio: {ratio:.2f} x selectolax alone (target {TARGET:g}): {'within' if ratio <= TARGET else 'BEYOND'}"
    )


def floor(data: bytes) -> list[str]:
    """Return the texts of a page's blocks, as little as can be done with a page."""
    tree = LexborHTMLParser(data)
    return [node.text() for node in tree.css(BLOCKS)]


def read(data: bytes) -> Sequence[Any]:
    """Return the Documents of a page."""
    result = read_bytes(data, name="page.html")
    assert result.documents, result.problems
    return result.documents


def _samples() -> list[tuple[str, bytes]]:
    """Return pages of the site, made pages of the Report by their titles alone; else our own, as heavy."""
    folder = SHARED / "data" / "hr-reports" / "html-samples"
    found = [
        (path.name, gzip.decompress(path.read_bytes())) for path in sorted(folder.glob("*.gz"))
    ]
    if found:
        slug, ours = (re.sub(r"\s", "-", words.lower()).encode() for words in (OTHER, OURS))
        return [
            (name, data.replace(OTHER.encode(), OURS.encode()).replace(slug, ours))
            for name, data in found
        ]
    sys.path.insert(0, str(REPOSITORY))
    made: Any = importlib.import_module("tests.pages.publishers.state_gov.making")
    weight = (
        b"<style>"
        + b".menu a { margin: 0 } " * 5000
        + b"</style><ul>"
        + b"<li><a>Menu</a></li>" * 1500
        + b"</ul>"
    )
    pages = [
        fixture for fixture in made.FIXTURES if fixture.name.startswith("state-20") and fixture.row
    ]
    return [
        (page.name, page.data.replace(b"<footer", weight + b"<footer"))
        for page in pages
        if b"state_report" in page.data
    ]


def _narratives(samples: Sequence[tuple[str, bytes]]) -> list[bytes]:
    """Return the samples cut to the length and shape of a narrative: a tier line, paragraphs, the Report's headings."""
    return [_shaped(data.decode(), PARAGRAPHS).encode() for _, data in samples]


def _shaped(page: str, count: int | None) -> str:
    """Return a page with its text in the shape of a narrative: `count` of its paragraphs, or all."""
    at = page.find('<div id="report_content"')
    end = page.find('<div class="report__tags"', at)
    start = page.find(">", at) + 1
    paragraphs = re.findall(r"<p>.*?</p>", page[start:end], re.S)
    if at < 0 or len(paragraphs) < PARAGRAPHS:
        return page
    count = count or len(paragraphs)
    share, each = len(paragraphs) // count, -(-count // len(HEADINGS))
    named = re.search(r"<title>([^<-]+?) - ", page)
    name = named[1] if named else "Kenya"
    body = [f"<h2>{name.upper()} (Tier 2)</h2>", f"<p>{FORMULA.format(name)}</p>"]
    for n, paragraph in enumerate(paragraphs[::share][:count]):
        if n % each == 0:
            body.append(f"<h3>{HEADINGS[n // each]}</h3>")
        body.append(paragraph)
    section = '<section class="report__content__inner entry-content">'
    return f"{page[:start]}{section}{''.join(body)}</section>{page[end:]}"


if __name__ == "__main__":
    main()
