"""What a dossier of 25 editions costs, as a ratio to loading the codings that it is made of.

Each country is a narrative (of those given, or the package's samples) over 25 editions: from one to the next figures
change, and over all of them a tenth of its sentences goes, so that changes, recommendations and series have something
to follow.
Loading is reading the records from their files; the dossier is built from them, and given as plain values.

Usage: python bench/dossier.py [TEXT...] [--countries N] [--repeat N]
"""

from __future__ import annotations

import argparse
import os
import random
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import orjson

from tierbook.coding import code_narrative
from tierbook.dossier import HeldText, build_dossier
from tierbook.editions import EDITIONS
from tierbook.files import canonical_json
from tierbook.narrative import parse_document
from tierbook.pages import ReadOptions, read_bytes, sample_pages

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TIERBOOK_SHARED") or REPOSITORY.parent / "shared")
TARGET = 10.0
LEFT_OUT = 0.1
NUMBER = re.compile(r"(?<![\d,.$-])\d{1,3}(?![\d,.-])")
SENTENCE = re.compile(r"(?<=[.;])\s+")


def main() -> None:
    """Print the ratio of each country, and the largest."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--countries", type=int, default=5)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    texts = options.texts or sorted((SHARED / "data" / "narratives" / "2018").glob("*.txt"))
    base = [path.read_text(encoding="utf-8") for path in texts]
    base = base or [data.decode() for name, data in sample_pages() if name.endswith(".txt")]
    longest = sorted(base, key=len)[:: max(1, len(base) // options.countries)][: options.countries]
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(longest):
            paths = list(_write(Path(folder), number, text))
            loading, building = _time(paths, options.repeat)
            ratios.append(building / loading)
            print(
                f"{len(text):>7} characters: 25 codings loaded in {loading * 1000:6.1f} ms, "
                f"dossier in {building * 1000:6.1f} ms, {building / loading:.1f} x"
            )
    met = "met" if max(ratios) <= TARGET else "missed"
    print(f"largest ratio {max(ratios):.1f} x, target {TARGET:.0f} x: {met}")


def _write(folder: Path, number: int, text: str) -> Iterator[Path]:
    """Write the codings of a text over all editions, and return their paths."""
    chance = random.Random(number)
    for edition in EDITIONS:
        text = _next(text, chance)
        options = ReadOptions(edition=edition.year, country="JPN")
        (document,) = read_bytes(text.encode(), name="bench", options=options).documents
        kept = replace(document, text_kind="narrative", country="JPN", edition=edition.year)
        record = code_narrative(parse_document(kept)).to_dict(everything=True)
        path = folder / f"{number}-{edition.year}.json"
        path.write_bytes(canonical_json(record))
        yield path


def _next(text: str, chance: random.Random) -> str:
    """Return the text of the edition after: some sentences gone, some figures other."""
    paragraphs = []
    for paragraph in text.split("\n\n"):
        sentences = SENTENCE.split(paragraph)
        kept = [
            s for s in sentences if len(sentences) < 3 or chance.random() > LEFT_OUT / len(EDITIONS)
        ]
        paragraphs.append(" ".join(kept))
    changed = "\n\n".join(paragraphs)
    return NUMBER.sub(lambda m: str(max(1, int(m[0]) + chance.randint(-2, 3))), changed)


def _time(paths: Sequence[Path], repeat: int) -> tuple[float, float]:
    """Return the least seconds of loading, and of building with its plain values."""
    loading, building = [], []
    for _ in range(repeat):
        start = time.perf_counter()
        texts = [HeldText.of(orjson.loads(path.read_bytes())) for path in paths]
        loading.append(time.perf_counter() - start)
        start = time.perf_counter()
        build_dossier(texts).to_dict()
        building.append(time.perf_counter() - start)
    return min(loading), min(building)


if __name__ == "__main__":
    main()
