"""Speed of text repair on one core, beside the floor of coding and beside ftfy on whole texts, in the same run.

Three sets of texts are mended: as they are; with their encoding spoilt (every quotation mark and dash decoded
wrongly, which is the worst that a page brings); and pure ASCII. What the guarded repair of encodings gives is
compared with what ftfy gives for the whole text: a difference ends the run with an error.

The floor is the program that `bench/coding.py` names; without it there is no ratio and nothing to judge.

Usage: python bench/repair.py [TEXT...] [--floor PATH] [--repeat N]
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import ftfy

from tierbook.pages import read_bytes, sample_pages
from tierbook.pages.damage import examine
from tierbook.pages.lines import split_lines
from tierbook.pages.mending import mend
from tierbook.pages.mojibake import decoded_rightly, encoding_config

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TIERBOOK_SHARED") or REPOSITORY.parent / "shared")
TARGET = 1.0
ENCODING_ALONE = encoding_config()
TYPOGRAPHY = str.maketrans({"'": "’", "Š": "—", "ﬁ": "“", "ﬂ": "”"})


def main() -> None:
    """Measure the floor, our repair and ftfy in turns, and print what each costs in terms of the floor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--floor", type=Path, default=SHARED / "bench" / "floor.py")
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()

    paths = options.texts or sorted((SHARED / "data" / "narratives" / "2018").glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        if not paths:
            for name, data in sample_pages():
                (Path(folder) / Path(name).name).write_bytes(data)
            paths = sorted(Path(folder).iterdir())
        texts = [path.read_text("utf-8") for path in paths]
        sets = {
            "as they are": texts,
            "encoding spoilt": [spoilt(text) for text in texts],
            "ASCII alone": [text.encode("ascii", "ignore").decode() for text in texts],
        }
        for name, ours in sets.items():
            compare(name, ours)
        work = timed_work(sets, paths)
        mend_all(texts[:3])  # load lists and automaton before the clock runs
        code = floor_of(options.floor)
        floors: list[float] = []
        times: dict[str, list[float]] = {name: [] for name in work}
        for _ in range(options.repeat):
            if code is not None:
                floors.append(seconds_of(lambda: [code(str(i), t) for i, t in enumerate(texts)]))
            for name, run in work.items():
                times[name].append(seconds_of(run))

    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{len(texts)} texts, {size:.2f} MB, one core, median of {options.repeat} turns")
    floor = statistics.median(floors) if floors else None
    if floor:
        print(f"  {'the floor of coding':40}{len(texts) / floor:8.0f} texts/s")
    for name, turns in times.items():
        seconds = statistics.median(turns)
        share = f"  {seconds / floor:5.2f} x floor" if floor else ""
        print(f"  {name:40}{len(texts) / seconds:8.0f} texts/s{share}")
    if not floor:
        print(f"no floor at {options.floor}: no ratio, so nothing to judge")
        return
    ratio = statistics.median(times["mend, as they are"]) / floor
    verdict = "within" if ratio <= TARGET else "BEYOND"
    print(f"ratio: {ratio:.2f} x the floor's time (target {TARGET:g}): {verdict}")


def mend_all(texts: Sequence[str]) -> None:
    """Mend every line of every text as a block of its own."""
    for text in texts:
        damage = examine(text)
        for line in split_lines(text):
            mend(text, [(line.start, line.end)], damage)


def spoilt(text: str) -> str:
    """Return a text with curly quotation marks and dashes, its UTF-8 decoded as Windows-1252."""
    return text.translate(TYPOGRAPHY).encode().decode("sloppy-windows-1252")


def compare(name: str, texts: Sequence[str]) -> None:
    """End the run where our guarded repair differs from ftfy on the whole text."""
    for text in texts:
        ours = "\n".join(decoded_rightly(line) for line in text.split("\n"))
        if ours != ftfy.fix_text(text, ENCODING_ALONE):
            sys.exit(f"{name}: the guarded repair differs from ftfy's")


def timed_work(
    sets: dict[str, list[str]], paths: Sequence[Path]
) -> dict[str, Callable[[], object]]:
    """Return what is measured, by its name."""

    def mending(texts: list[str]) -> Callable[[], object]:
        return lambda: mend_all(texts)

    def fixing(texts: list[str], config: ftfy.TextFixerConfig | None) -> Callable[[], object]:
        return lambda: [ftfy.fix_text(text, config) for text in texts]

    as_they_are, spoilt_texts = sets["as they are"], sets["encoding spoilt"]
    return {
        **{f"mend, {name}": mending(texts) for name, texts in sets.items()},
        "ftfy on whole texts, encoding alone": fixing(as_they_are, ENCODING_ALONE),
        "ftfy on whole texts, all it does": fixing(as_they_are, None),
        "ftfy on whole texts, encoding spoilt": fixing(spoilt_texts, ENCODING_ALONE),
        "read: page to Document": lambda: [
            read_bytes(text.encode(), name=path.name)
            for text, path in zip(as_they_are, paths, strict=True)
        ],
    }


def seconds_of(run: Callable[[], object]) -> float:
    """Return the processor's seconds for one run: others on the machine don't count."""
    start = time.process_time()
    run()
    return time.process_time() - start


def floor_of(path: Path) -> Callable[[str, str], object] | None:
    """Return the floor's function that codes one text, or None where there is no floor."""
    spec = importlib.util.spec_from_file_location("floor", path)
    if not path.is_file() or spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    code: Callable[[str, str], object] = module.code
    return code


if __name__ == "__main__":
    main()
