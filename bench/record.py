"""What keeping a record costs a load, and how much the journal grows when codings change.

    python bench/record.py HOME [--rounds 3]

HOME is a home that `tierbook ingest` filled; it is copied and not touched. Loads into a new database with and without
the record take turns, so that the figure is a ratio within one run. Then every coding is changed in three ways, each
from the first state: other versions alone, another codebook alone, and some findings.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from tierbook.corpus import Corpus
from tierbook.files import canonical_json, content_hash, short_hash

_LOAD = """
import sys, time
from pathlib import Path
from tierbook.library import load_corpus, migrate_home
home = Path(sys.argv[1])
migrate_home(home)
if sys.argv[2] == "without":
    from tierbook.library import record
    class Nothing:
        def __init__(self, corpus): pass
        def note_replaced(self, *told, **more): pass
        def write(self): pass
        def finish(self, held): pass
    record.Noting = Nothing
start = time.process_time()
load_corpus(home)
print(time.process_time() - start)
"""
Change = Callable[[dict[str, Any], random.Random], None]


def main() -> None:
    """Measure, and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "home"
        shutil.copytree(asked.home / "corpus", first / "corpus")
        for name in ("published", "replaced"):
            shutil.rmtree(first / "corpus" / name, ignore_errors=True)
        ratios = []
        for number in range(asked.rounds):
            taken = {}
            for way in ("without", "with") if number % 2 else ("with", "without"):
                _forget(first)
                taken[way] = _load(first, way)
            ratios.append(taken["with"] / taken["without"])
        print(f"first load, with the record: {statistics.median(ratios):.2f} times without it")
        _forget(first)
        _load(first, "with")
        codings = sum(path.stat().st_size for path in (first / "corpus" / "codings").iterdir())
        size = _journal(first)
        print(f"codings: {codings / 1e6:.1f} MB; journal when published: {size / 1e6:.2f} MB")
        for name, change in CHANGES.items():
            home = Path(folder) / name.replace(" ", "-")
            shutil.copytree(first, home)
            _change(home, change)
            _load(home, "with")
            grown = _journal(home) - size
            print(
                f"{name}: the journal grows by {grown / 1e6:.2f} MB, {grown / codings:.1%} of the codings"
            )


def _forget(home: Path) -> None:
    for path in home.glob("library.sqlite3*"):
        path.unlink()
    shutil.rmtree(home / "corpus" / "published", ignore_errors=True)


def _load(home: Path, way: str) -> float:
    done = subprocess.run(
        [sys.executable, "-c", _LOAD, str(home), way], check=True, capture_output=True, text=True
    )
    return float(done.stdout.split()[-1])


def _journal(home: Path) -> int:
    return (home / "corpus" / "published" / "journal.jsonl").stat().st_size


def _change(home: Path, change: Change) -> None:
    chance = random.Random(7)
    corpus = Corpus(home / "corpus")
    manifest = corpus.manifest()
    for path in sorted(corpus.codings.glob("*.json")):
        record = orjson.loads(path.read_bytes())
        record["versions"] |= {"tierbook": "0.2.0", "cues": "2"}
        change(record, chance)
        data = canonical_json(record)
        corpus.keep_replaced(path.stem, data)
        path.write_bytes(data)
        manifest.documents[path.stem].coding = content_hash(data)
    corpus.manifest_path.write_bytes(manifest.to_bytes())


def _nothing(record: dict[str, Any], chance: random.Random) -> None:
    """Change versions alone."""


def _codebook(record: dict[str, Any], chance: random.Random) -> None:
    record["versions"]["codebook"] = "tip/2"
    for finding in record["findings"]:
        finding["id"] = short_hash([finding["id"], "tip/2"])


def _some(record: dict[str, Any], chance: random.Random) -> None:
    """Withdraw 2 % of the findings, change 3 % in value or certainty each, find 4 % by another rule."""
    kept = []
    for finding in record["findings"]:
        drawn = chance.random()
        if drawn < 0.02:
            silent: dict[str, Any] = {"value": None, "absence": "not_stated", "rejected": []}
            record["absences"].append({"variable": finding["variable"], **silent})
            continue
        if drawn < 0.08:
            turned = {"yes": "no", "no": "yes"}.get(str(finding["value"])) if drawn < 0.05 else None
            finding["value"] = turned or finding["value"]
            if turned is None:
                finding["certainty"] = "stated" if finding["certainty"] == "alleged" else "alleged"
            finding["id"] = short_hash([finding["id"], drawn])
        elif drawn < 0.12:
            finding["cue"] += "-2"
        kept.append(finding)
    record["findings"] = kept


CHANGES: dict[str, Change] = {
    "other versions": _nothing,
    "another codebook": _codebook,
    "some findings": _some,
}

if __name__ == "__main__":
    main()
