"""Draw the figures that the tutorial shows, by the notebook of examples/release.

    python scripts/figure_pictures.py RELEASE [NAME [KIND]]

RELEASE is the folder of a release. Writes docs/pictures/NAME.png, `figure-in-a-paper` unless told, of texts of a KIND.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nbclient
import nbformat
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "examples" / "release" / "table-and-figure.ipynb"
COLOURS = 32  # enough for lines and letters, and a quarter of the bytes


def main(release: str, name: str = "figure-in-a-paper", kind: str = "") -> None:
    """Run the notebook on a release and keep its picture."""
    book = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    with TemporaryDirectory() as folder:
        told = {"TIERBOOK_RELEASE": str(Path(release).resolve()), "TIERBOOK_OUT": folder}
        client = nbclient.NotebookClient(book, kernel_name="python3")
        client.execute(env={**os.environ, **told, "TIERBOOK_KIND": kind})
        picture = Image.open(Path(folder) / "figure.png").convert("RGB")
        small = picture.quantize(COLOURS)
        small.save(ROOT / "docs" / "pictures" / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
