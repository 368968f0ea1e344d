"""Start-up time, as ratios between fresh processes of the same run.

All modules, ours and others', have their bytecode before the clock runs, as after an installation.

Usage: python bench/start.py [--repeat N]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tierbook.pages import sample_pages

CORE = "import re, json, dataclasses, pathlib, enum, ahocorasick_rs, orjson, yaml"
DOOR = "import typer"
IMPORT, START = 2.0, 2.5  # targets


def main() -> None:
    """Print what importing tierbook and coding one page cost, against what their packages cost alone."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--repeat", type=int, default=7)
    repeat = parser.parse_args().repeat
    with tempfile.TemporaryDirectory() as folder:
        name, data = sample_pages()[0]
        page = Path(folder) / Path(name).name
        page.write_bytes(data)
        commands = {
            "bare Python": ["-c", "pass"],
            "the packages a small core needs": ["-c", CORE],
            "import tierbook": ["-c", "import tierbook"],
            "those and the command line's": ["-c", f"{CORE}\n{DOOR}"],
            "tierbook code, one page": ["-m", "tierbook", "code", str(page), "--format", "jsonl"],
        }
        taken: dict[str, list[float]] = {label: [] for label in commands}
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path(folder) / "bytecode")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for turn in range(repeat + 1):
            for label, arguments in commands.items():
                start = time.perf_counter()
                subprocess.run(
                    [sys.executable, *arguments], check=True, capture_output=True, env=environment
                )
                if turn:  # the first compiles
                    taken[label].append(time.perf_counter() - start)
    median = {label: statistics.median(seconds) for label, seconds in taken.items()}
    print(f"start of a fresh process, median of {repeat}")
    for label, seconds in median.items():
        print(f"  {label:34}{seconds * 1000:8.0f} ms")
    core, door = median["the packages a small core needs"], median["those and the command line's"]
    _print("import tierbook", median["import tierbook"] / core, IMPORT)
    _print("tierbook code, one page", median["tierbook code, one page"] / door, START)


def _print(label: str, ratio: float, target: float) -> None:
    verdict = "within" if ratio <= target else "BEYOND"
    print(f"ratio: {label} {ratio:.2f} x its packages (target {target:g}): {verdict}")


if __name__ == "__main__":
    main()
