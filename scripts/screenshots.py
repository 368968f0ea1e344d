"""Make the pictures of the documents, docs/pictures/*.png, from a library of the samples.

Usage: python scripts/screenshots.py [NAME...]

Needs the packages of `dev` and the system's Chromium (or TIERBOOK_CHROMIUM). The samples are tierbook's own words and
say so on every picture. The same program, samples, fonts and browser give the same pictures.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
PICTURES = REPOSITORY / "docs" / "pictures"
SAMPLES = REPOSITORY / "src" / "tierbook" / "pages" / "samples"
WIDTH, COLOURS = 1280, 128
# Name of the picture: the address, and how high it is; `SIGNED_IN` are those of people.
PAGES = {
    "document": ("/JPN/2003/", 1300),
    "home": ("/", 900),
    "country": ("/JPN/", 900),
    "compare": ("/compare/?units=JPN:2018+THA:2018+MRT:2018&set=core", 1000),
    "search": ("/search/?q=shelter", 900),
    "law": ("/law/2018/", 900),
    "clock": ("/clock/2018/", 900),
    "panel": ("/panel/?set=core&from=2017&to=2018", 1500),
    "desk": ("/desk/queue/", 900),
}
SIGNED_IN = {"desk"}


def main() -> int:
    """Take the pictures that are named, or all."""
    if str(REPOSITORY) not in sys.path:
        sys.path.insert(0, str(REPOSITORY))
    wanted = sys.argv[1:] or list(PAGES)
    chromium = os.environ.get("TIERBOOK_CHROMIUM") or shutil.which("chromium")
    if chromium is None or set(wanted) - set(PAGES):
        print(f"needs the system's Chromium, and names among {', '.join(PAGES)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder, _library(Path(folder)) as (url, sign_in):
        api: Any = import_module("playwright.sync_api")
        with api.sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for name in wanted:
                address, height = PAGES[name]
                context = browser.new_context(
                    viewport={"width": WIDTH, "height": height},
                    color_scheme="light",
                    reduced_motion="reduce",
                )
                page = context.new_page()
                if name in SIGNED_IN:
                    sign_in(page, url)
                page.goto(url + address, wait_until="load", timeout=120_000)
                path = PICTURES / f"{name}.png"
                path.write_bytes(_small(page.screenshot()))
                print(f"{path.relative_to(REPOSITORY)}: {path.stat().st_size} bytes")
                context.close()
            browser.close()
    return 0


@contextmanager
def _library(home: Path) -> Iterator[tuple[str, Any]]:
    """Serve the samples, with a keeper who can sign in."""
    helpers: Any = import_module("tests.browser.conftest")
    program = [sys.executable, "-m", "tierbook"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TIERBOOK_")}
    environment["PYTHONPATH"] = str(REPOSITORY / "src")
    subprocess.run(
        [*program, "ingest", "--home", str(home), str(SAMPLES)],
        check=True,
        env=environment,
        stdout=sys.stderr,
    )
    helpers.add_person(home)
    served = subprocess.Popen(
        [*program, "serve", "--home", str(home), "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        assert served.stderr is not None
        said = served.stderr.readline()
        url = next(word for word in said.split() if word.startswith("http://")).rstrip("/")

        def sign_in(page: Any, url: str) -> None:
            helpers.signed_in(page, helpers.Site(url, *[""] * 7))

        yield url, sign_in
    finally:
        served.terminate()
        served.communicate(timeout=20)


def _small(data: bytes) -> bytes:
    """Return a picture with a palette: text and hairlines need few colours."""
    image: Any = import_module("PIL.Image")
    picture = image.open(io.BytesIO(data)).convert("RGB").quantize(COLOURS, dither=0)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
