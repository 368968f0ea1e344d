"""Coding speed on one core, as a ratio to a floor measured in the same run.

The floor is a program that does the least a coder could do with a text: find sentences, run one automaton of cues,
make three checks on each nomination, write JSON lines. It isn't part of this repository; `--floor` names it. Without
it only documents per second are printed, which mean nothing on another machine.

Usage: python bench/coding.py [TEXT...] [--floor PATH] [--repeat N]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tierbook.coding import Coding, code_narrative
from tierbook.files import collect_seldom, json_line
from tierbook.narrative import Narrative, parse_document
from tierbook.pages import Document, read_bytes, sample_pages

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TIERBOOK_SHARED") or REPOSITORY.parent / "shared")
TARGET, GOAL = 8.0, 4.0


def main() -> None:
    """Measure floor and coder in turns, and print what one costs in terms of the other."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--floor", type=Path, default=SHARED / "bench" / "floor.py")
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    collect_seldom()  # as the program does

    texts = options.texts or sorted((SHARED / "data" / "narratives" / "2018").glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        texts = texts or _write_samples(Path(folder))
        pages = [(path.name, path.read_bytes()) for path in texts]
        code_pages(pages[:3])  # load the codebook and the cues before the clock runs
        floors: list[float] = []
        ours: list[dict[str, float]] = []
        for _ in range(options.repeat):
            if options.floor.is_file():
                floors.append(_run_floor(options.floor, texts))
            ours.append(code_pages(pages))

    size = sum(len(data) for _, data in pages) / 1e6
    print(f"{len(pages)} documents, {size:.2f} MB, one core, median of {options.repeat} turns")
    total = statistics.median(sum(stages.values()) for stages in ours)
    floor = statistics.median(floors) if floors else None
    if floor:
        print(f"  {'the floor':34}{len(pages) / floor:8.0f} documents/s")
    print(f"  {'page to coded JSON line':34}{len(pages) / total:8.0f} documents/s")
    for stage in ours[0]:
        seconds = statistics.median(stages[stage] for stages in ours)
        share = f"  {seconds / floor:5.2f} x floor" if floor else ""
        print(f"    {stage:32}{len(pages) / seconds:8.0f} documents/s{share}")
    if not floor:
        print(f"no floor at {options.floor}: no ratio, so nothing to judge")
        return
    ratio = total / floor
    verdict = "within the goal" if ratio <= GOAL else "within" if ratio <= TARGET else "BEYOND"
    print(f"ratio: {ratio:.2f} x the floor's time (target {TARGET:g}, goal {GOAL:g}): {verdict}")


def code_pages(pages: Sequence[tuple[str, bytes]]) -> dict[str, float]:
    """Take every page to its JSON line; return the seconds of each stage."""
    times = [time.perf_counter()]
    documents: list[Document] = []
    for name, data in pages:
        documents += read_bytes(data, name=name).documents
    times.append(time.perf_counter())
    narratives: list[Narrative] = [parse_document(document) for document in documents]
    times.append(time.perf_counter())
    codings: list[Coding] = [code_narrative(narrative) for narrative in narratives]
    times.append(time.perf_counter())
    for coding in codings:
        json_line(coding.to_dict())
    times.append(time.perf_counter())
    stages = ("read", "parse", "code", "write JSON")
    return {stage: times[i + 1] - times[i] for i, stage in enumerate(stages)}


def _write_samples(folder: Path) -> list[Path]:
    paths = []
    for name, data in sample_pages():
        path = folder / Path(name).name
        path.write_bytes(data)
        paths.append(path)
    return paths


def _run_floor(floor: Path, texts: Sequence[Path]) -> float:
    command = [sys.executable, str(floor), *map(str, texts), "--repeat", "3"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(json.loads(printed)["seconds"])


if __name__ == "__main__":
    main()
