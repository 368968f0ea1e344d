"""Look at the site in a browser, as a process of its own: `python -m tests.docs.looking CHROMIUM FOLDER`.

A browser leaves an event loop running in its process. Prints what is wrong as a JSON list.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.browser.looks import complaints_of, unseen_focus

PAGES = (
    "index.html",
    "how-to/draw-a-chart.html",
    "explanation/ethics.html",
    "reference/settings.html",
)


def look(chromium: str, folder: Path) -> list[str]:
    """Return what axe, a narrow window, the keyboard and the search object to, without a network."""
    from playwright.sync_api import sync_playwright

    faults: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for name in PAGES:
            page.goto((folder / name).as_uri())
            faults += [f"{name}: {fault}" for fault in complaints_of(page)]
            page.goto((folder / name).as_uri())
            faults += [f"{name}: focus is not seen: {node}" for node in unseen_focus(page, 12)]
        faults += _search(page, folder)
        faults += [f"asks {url}" for url in asked if not url.startswith(("file:", "data:"))]
        browser.close()
    return faults


def _search(page: Any, folder: Path) -> list[str]:
    page.goto((folder / "search.html").as_uri() + "?q=waiver")
    page.wait_for_selector("#search-results li a", timeout=20_000)
    page.wait_for_function("document.querySelectorAll('#search-results li').length > 3")
    found = page.eval_on_selector_all("#search-results li a", "all => all.map(a => a.textContent)")
    return [] if any("Watch List" in words for words in found) else [f"search finds {found[:5]}"]


if __name__ == "__main__":
    print(json.dumps(look(sys.argv[1], Path(sys.argv[2])), indent=1))
