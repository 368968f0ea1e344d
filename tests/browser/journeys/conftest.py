"""A library for the journeys, a reader who goes through it with or without script, and pictures of what she saw."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import served
from tests.browser.journeys.texts import TEXTS
from tierbook.files import canonical_json, content_hash

ROOT = Path(__file__).parents[3]
ARTEFACTS = Path(os.environ.get("TIERBOOK_ARTEFACTS") or ROOT / "build" / "journeys")
_LOOKS = (("wide", 1280, "light"), ("narrow", 360, "light"), ("dark", 1280, "dark"))


@dataclass(frozen=True)
class Library:
    """Where the library is served; its documents, and a finding that a later coding no longer has."""

    url: str
    earlier: str
    later: str
    withdrawn: str


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Serve Kenya 2017 and 2018 and Norway 2018; a finding on Kenya was published and then coded away."""
    home = tmp_path_factory.mktemp("journeys")
    for (country, edition), text in TEXTS.items():
        page = home / f"{country}-{edition}.txt"
        page.write_text(text, encoding="utf-8")
        asked = ["--country", country, "--edition", str(edition), "--home", str(home)]
        command = [sys.executable, "-m", "tierbook", "ingest", str(page), *asked]
        subprocess.run(command, check=True, capture_output=True)
    ids = {}
    for path in (home / "corpus" / "codings").glob("*.json"):
        head = json.loads(path.read_bytes())["document"]
        ids[head["country"], head["edition"]] = head["id"]
    withdrawn = _code_away(home, ids["KEN", 2018], "prevention.hotline")
    with served(home) as url:
        yield Library(url, ids["KEN", 2017], ids["KEN", 2018], withdrawn)


def _code_away(home: Path, document: str, variable: str) -> str:
    """Take a finding out of a coding, as a change of rules would; return its id."""
    path = home / "corpus" / "codings" / f"{document}.json"
    record = json.loads(path.read_bytes())
    gone = next(f for f in record["findings"] if f["variable"] == variable)
    record["findings"].remove(gone)
    path.write_bytes(canonical_json(record))
    listed = home / "corpus" / "manifest.json"
    manifest = json.loads(listed.read_bytes())
    manifest["documents"][document]["coding"] = content_hash(path.read_bytes())
    listed.write_bytes(canonical_json(manifest))
    return str(gone["id"])


@dataclass
class Reader:
    """Somebody who reads: a page of the browser, and pictures of the places where she stopped."""

    page: Any
    url: str
    script: bool
    name: str
    steps: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """Go to an address of the library."""
        answer = self.page.goto(self.url + address)
        assert answer.status == 200, address

    def see(self, words: str) -> None:
        """Wait until words stand on the page."""
        self.page.get_by_text(words, exact=False).first.wait_for()

    def stop(self, step: str) -> None:
        """Keep pictures of the page as it is: wide, narrow, dark. With script only; without, it looks the same."""
        self.steps.append(step)
        if not self.script:
            return
        folder = ARTEFACTS / self.name
        folder.mkdir(parents=True, exist_ok=True)
        for look, width, scheme in _LOOKS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.emulate_media(color_scheme=scheme)
            self.page.screenshot(path=folder / f"{len(self.steps)}-{step}-{look}.png")
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.page.emulate_media(color_scheme="light")

    def take(self, click: Callable[[], None]) -> Path:
        """Return the file that a click gives."""
        with self.page.expect_download() as waiting:
            click()
        path = waiting.value.path()
        assert path is not None
        return Path(path)


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def reader(request: pytest.FixtureRequest, browser: Any, library: Library) -> Iterator[Reader]:
    """A reader with script, and one without, on the first page; nothing may be said in the console."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        java_script_enabled=request.param,
        accept_downloads=True,
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    name = request.node.originalname.removeprefix("test_")
    somebody = Reader(page, library.url, request.param, name)
    somebody.open("/")
    yield somebody
    context.close()
    assert said == []


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say where the pictures are."""
    if ARTEFACTS.is_dir():
        terminalreporter.write_line(f"pictures of the journeys: {ARTEFACTS}")
