"""What tierbook and its peers cost over the same texts with the same cues, as ratios.

Usage: python bench/peers/run.py [TEXT...] [--repeat N] [--texts N] [--environments DIR] [--peer NAME]

Each peer runs in an environment of its own that its lock file pins, built on the first run outside this repository.
Turns alternate and the time is that of the processor, so that what else the machine does falls on all alike; medians
are compared.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from platformdirs import user_cache_path

from tierbook.coding import code_narrative
from tierbook.files import json_line, load_yaml_folder
from tierbook.narrative import parse_document
from tierbook.pages import read_bytes, sample_pages

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
SHARED = Path(os.environ.get("TIERBOOK_SHARED") or REPOSITORY.parent / "shared")
PILLARS = ("prosecution", "protection", "prevention")
TARGETS = {"medspacy": 4.0, "matcher": 20.0}  # tierbook at least so many times as fast


def main() -> int:
    """Build, run in turns, print ratios; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pages", nargs="*", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument(
        "--texts", type=int, default=24, help="so many of the texts: 24 unless told"
    )
    parser.add_argument("--environments", type=Path, default=user_cache_path("tierbook") / "peers")
    parser.add_argument("--peer", action="append", choices=sorted(TARGETS), dest="peers")
    options = parser.parse_args()
    peers = options.peers or list(TARGETS)
    interpreters = {name: build_environment(name, options.environments) for name in peers}
    cues = collect_cues()
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "cues.json"
        listed.write_text(json.dumps(cues), encoding="utf-8")
        pages = find_texts(options.pages, Path(folder))[: options.texts]
        code_texts(pages[:2])  # load cues and codebook before the clock runs
        ours: list[float] = []
        theirs: dict[str, list[float]] = {name: [] for name in peers}
        for _ in range(options.repeat):
            ours.append(code_texts(pages))
            for name in peers:
                theirs[name].append(run_peer(interpreters[name], name, listed, pages))
    size = sum(path.stat().st_size for path in pages) / 1e6
    print(
        f"{len(pages)} texts, {size:.2f} MB, {len(cues)} cues, processor time, median of {options.repeat} turns"
    )
    mine = statistics.median(ours)
    print(f"  tierbook  {len(pages) / mine:8.1f} texts/s  page to coded JSON line")
    missed = 0
    for name in peers:
        seconds = statistics.median(theirs[name])
        ratio, target = seconds / mine, TARGETS[name]
        missed += ratio < target
        verdict = "met" if ratio >= target else "MISSED"
        print(
            f"  {name:9} {len(pages) / seconds:8.1f} texts/s  tierbook is {ratio:.1f} x as fast "
            f"(target {target:g} x): {verdict}"
        )
    return int(missed > 0)


def collect_cues() -> list[str]:
    """Return the literals of every cue file, without outer space, each once."""
    folder = files("tierbook.coding.cues")
    found: dict[str, None] = {}
    for pillar in PILLARS:
        for _, blocks in load_yaml_folder(folder / pillar):
            for block in blocks:
                for cue in block["cues"]:
                    literals = cue["literals"]
                    words = [literals] if isinstance(literals, str) else literals
                    found.update(dict.fromkeys(word.strip() for word in words if word.strip()))
    return list(found)


def find_texts(given: Sequence[Path], folder: Path) -> list[Path]:
    """Return the texts to run over: those given, the shared narratives, or the package's samples."""
    texts = list(given) or sorted((SHARED / "data" / "narratives" / "2018").glob("*.txt"))
    for name, data in () if texts else sample_pages():
        path = folder / Path(name).name
        path.write_bytes(data)
        texts.append(path)
    return texts


def code_texts(pages: Sequence[Path]) -> float:
    """Take every page to its coded JSON line; return the seconds."""
    began = time.process_time()
    for path in pages:
        for document in read_bytes(path.read_bytes(), name=path.name).documents:
            json_line(code_narrative(parse_document(document)).to_dict())
    return time.process_time() - began


def build_environment(name: str, folder: Path) -> Path:
    """Return the interpreter of a peer's environment, built where its lock file has changed or it is new."""
    lock = HERE / name / "requirements.lock"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()[:12]
    place = folder / f"{name}-{digest}"
    interpreter = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = place / "built"
    if not done.is_file():
        print(f"building the environment of {name} in {place}", file=sys.stderr)
        venv.create(place, with_pip=True, clear=True)
        command = [interpreter, "-m", "pip", "install", "--quiet", "--no-deps", "-r", lock]
        run = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
        if run.returncode:
            sys.exit(f"the environment of {name} cannot be built:\n{run.stderr[-2000:]}")
        done.touch()
    return interpreter


def run_peer(interpreter: Path, name: str, cues: Path, pages: Sequence[Path]) -> float:
    """Run a peer over the texts in its own environment; return the seconds it took without its start."""
    command = [interpreter, HERE / name / "peer.py", cues, *pages]
    bare = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        [*map(str, command)], capture_output=True, text=True, env=bare, check=False
    )
    if done.returncode:
        sys.exit(f"{name} failed:\n{done.stderr[-2000:]}")
    return float(json.loads(done.stdout.splitlines()[-1])["seconds"])


if __name__ == "__main__":
    sys.exit(main())
