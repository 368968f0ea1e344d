"""A library is grown from size to size, goes on where it was, and is visited at each."""

from __future__ import annotations

import json
from pathlib import Path

from tests.corpus.making import write_narratives
from tests.house.checkout import run_python

LEAST = 20  # below it an edition that is visited has no text


def grow(state: Path, pages: Path, *sizes: int) -> str:
    asked = ("--state", str(state), "--sizes", ",".join(map(str, sizes)))
    done = run_python("-m", "bench.library_growth", *asked, "--narratives", str(pages))
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_a_library_grows_from_size_to_size_and_goes_on_where_it_was(tmp_path: Path) -> None:
    write_narratives(tmp_path / "2018", 4)
    first = grow(tmp_path / "state", tmp_path / "2018", LEAST)
    told = json.loads((tmp_path / "state" / "sqlite.json").read_text())["sizes"]
    assert told[str(LEAST)]["rows"]["Document"] == LEAST
    both = grow(tmp_path / "state", tmp_path / "2018", LEAST, 2 * LEAST)
    again = json.loads((tmp_path / "state" / "sqlite.json").read_text())["sizes"]
    assert again[str(LEAST)] == told[str(LEAST)], "what was measured is not measured again"
    assert again[str(2 * LEAST)]["rows"]["Document"] == 2 * LEAST
    assert again[str(2 * LEAST)]["loading"] > told[str(LEAST)]["loading"]
    assert first.splitlines()[-1] in both
    assert len(both.splitlines()) == len(first.splitlines()) + 1
