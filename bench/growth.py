"""How coding grows: with documents, with a second process, with variables; each as a ratio within one run.

Documents are the package's samples or the texts given, each made another by its digits, so that nothing read before
helps. Variables grow from some real ones to all, and from there by copies that ask the same with other words.

Usage: python bench/growth.py [TEXT...] [--few N] [--many N] [--variables N]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tierbook.codebook import Codebook, load_codebook
from tierbook.coding.coders.rules import code_by_rules
from tierbook.coding.cues import Cue, CueSet, load_cues
from tierbook.coding.patterns import any_of, guarded
from tierbook.narrative import Narrative, parse_document
from tierbook.pages import read_bytes, sample_pages

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TIERBOOK_SHARED") or REPOSITORY.parent / "shared")
FEW_VARIABLES = 30
# Targets: processor time for each document where there are 20 times as many, peak memory, a second process, ten times
# the variables, and the time of the floor on two cores.
DOCUMENTS, MEMORY, SECOND, VARIABLES, FLOOR = 22 / 20, 1.2, 1.7, 2.0, 10.0


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--few", type=int, default=1000)
    parser.add_argument("--many", type=int, default=20_000)
    parser.add_argument("--floor", type=Path, default=SHARED / "bench" / "floor.py")
    parser.add_argument("--variables", type=int, default=300)
    options = parser.parse_args()
    texts = options.texts or sorted((SHARED / "data" / "narratives" / "2018").glob("*.txt"))
    base = [path.read_text(encoding="utf-8") for path in texts]
    base = base or [data.decode() for name, data in sample_pages() if name.endswith(".txt")]
    with tempfile.TemporaryDirectory() as folder:
        two = _print_documents(Path(folder), base, options.few, options.many)
    if options.floor.is_file() and texts:
        _print_floor(options.floor, texts, two)
    _print_variables(base, options.variables)


def _print_documents(folder: Path, base: Sequence[str], few: int, many: int) -> float:
    """Code few and many documents in fresh processes, less the time of the start; return seconds a document in two."""
    start = _coded(_write(folder / "one.jsonl", base, 1))
    short, long = (_coded(_write(folder / f"{n}.jsonl", base, n)) for n in (few, many))
    two = _coded(folder / f"{many}.jsonl", "--jobs", "2")
    print(f"{few} and {many} documents, `tierbook code --format jsonl`")
    growth = (long.processor - start.processor) / (short.processor - start.processor)
    _print(f"processor time, {many / few:g} x the documents", growth, DOCUMENTS * many / few)
    _print("peak memory", long.peak / short.peak, MEMORY)
    print(f"  documents a second: one process {many / long.wall:.0f}, two {many / two.wall:.0f}")
    speed_up = (long.wall - start.wall) / (two.wall - start.wall)
    _print("speed-up by a second process", speed_up, SECOND, least=True)
    return two.wall / many


def _print_floor(floor: Path, texts: Sequence[Path], two: float) -> None:
    """Set two processes against the floor as it would run on two cores."""
    command = [sys.executable, str(floor), *map(str, texts), "--copies", "4"]
    printed = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    ideal = printed["seconds"] / printed["documents"] / 2
    _print("two processes, in times of the floor on two cores", two / ideal, FLOOR)


def _write(path: Path, base: Sequence[str], count: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for i in range(count):
            text = _other_digits(base[i % len(base)], random.Random(i))
            row = {"text": text, "country": "JPN", "edition": 2018, "text_kind": "narrative"}
            file.write(json.dumps(row) + "\n")
    return path


def _other_digits(text: str, digits: random.Random) -> str:
    return re.sub(r"\d", lambda _: str(digits.randint(0, 9)), text)


class _Run(NamedTuple):
    """Seconds on the clock and of the processor, and the peak memory in MB."""

    wall: float
    processor: float
    peak: float


def _coded(path: Path, *arguments: str) -> _Run:
    child = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True);"
        " used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        " print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1e3)"
    )
    command = [sys.executable, "-m", "tierbook", "code", str(path), "--format", "jsonl", *arguments]
    begin = time.perf_counter()
    run = subprocess.run([sys.executable, "-c", child, *command], capture_output=True, check=True)
    processor, peak = map(float, run.stdout.split())
    return _Run(time.perf_counter() - begin, processor, peak)


def _print_variables(base: Sequence[str], most: int) -> None:
    narratives = list(_narratives(base[:40]))
    book, cues = load_codebook(), load_cues()
    asked = list(dict.fromkeys(cue.variable for cue in cues.cues))
    sizes = {
        f"{FEW_VARIABLES} variables": _part(book, cues, asked[:FEW_VARIABLES]),
        f"{len(asked)} variables": (book, cues),
        f"{most} variables": _more(book, cues, most),
    }
    times = {label: _seconds(narratives, *given) for label, given in sizes.items()}
    first = next(iter(times.values()))
    print(f"variables of the cues, {len(narratives)} documents in this process")
    for label, seconds in times.items():
        print(f"  {label:34}{len(narratives) / seconds:8.0f} documents/s  {seconds / first:5.2f} x")
    _print(
        f"time, {FEW_VARIABLES} to {most} variables", list(times.values())[-1] / first, VARIABLES
    )


def _narratives(base: Sequence[str]) -> Iterator[Narrative]:
    for i, text in enumerate(base):
        for document in read_bytes(text.encode(), name=f"{i}.txt").documents:
            yield parse_document(document)


def _part(book: Codebook, cues: CueSet, kept: Sequence[str]) -> tuple[Codebook, CueSet]:
    few = CueSet(tuple(cue for cue in cues.cues if cue.variable in kept), cues.both)
    asked_by_cues = {cue.variable for cue in cues.cues}
    variables = {
        name: variable
        for name, variable in book.variables.items()
        if name in kept or name not in asked_by_cues
    }
    return replace(book, variables=variables), few


def _more(book: Codebook, cues: CueSet, count: int) -> tuple[Codebook, CueSet]:
    """Add copies of variables whose cues look for other words, as a new question does."""
    variables, more = dict(book.variables), list(cues.cues)
    asked = list(dict.fromkeys(cue.variable for cue in cues.cues))
    for i in range(count - len(asked)):
        name, copy = asked[i % len(asked)], f"copy.{i}"
        variables[copy] = replace(book.variables[name], id=copy)
        more.extend(_other_words(cue, copy) for cue in cues.cues if cue.variable == name)
    return replace(book, variables=variables), CueSet(tuple(more), cues.both)


def _other_words(cue: Cue, variable: str) -> Cue:
    literals = any_of(_changed(atom) for atom in cue.literals.guards[0])
    pattern = guarded(_changed(cue.pattern.pattern))
    return cue._replace(
        id=f"{variable}.{cue.id}", variable=variable, literals=literals, pattern=pattern
    )


def _changed(words: str) -> str:
    """Put other letters in words of four letters and more; what makes an expression of them stays."""
    return re.sub(r"(?<![\\<a-z])[a-z]{4,}", lambda m: m.group().translate(_OTHER), words)


_OTHER = str.maketrans("eiou", "oeui")


def _seconds(narratives: Sequence[Narrative], book: Codebook, cues: CueSet) -> float:
    """Return the least of three turns; a first one loads and compiles what they need."""
    code_by_rules(narratives[0], book, cues)
    taken = []
    for _ in range(4):
        begin = time.process_time()
        for narrative in narratives:
            code_by_rules(narrative, book, cues)
        taken.append(time.process_time() - begin)
    return min(taken[1:])


def _print(label: str, ratio: float, target: float, *, least: bool = False) -> None:
    good = ratio >= target if least else ratio <= target
    word = "at least" if least else "at most"
    print(
        f"ratio: {label} {ratio:.2f} (target {word} {target:g}): {'within' if good else 'BEYOND'}"
    )


if __name__ == "__main__":
    main()
