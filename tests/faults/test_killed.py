"""`tierbook ingest` is killed with SIGKILL, alone and with processes at work for it; the next run ends the work.

The server that is killed among decisions is in `tests/library/test_desk_killed.py`.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.corpus.making import write_narratives
from tests.faults.making import whole
from tierbook.corpus import Corpus, check_corpus, expand_inputs
from tierbook.errors import CorpusError

INGEST = """
import sys
from pathlib import Path
from tierbook.corpus import Corpus, expand_inputs
Corpus(Path(sys.argv[1])).ingest(expand_inputs([sys.argv[2]]), jobs=2)
"""


def test_processes_at_work_end_with_a_killed_run_and_hold_no_lock(tmp_path: Path) -> None:
    """They were born with its lock, and held it until the machine was started anew."""
    write_narratives(tmp_path / "2018", 150)
    corpus = Corpus(tmp_path / "corpus")
    process = subprocess.Popen(
        [sys.executable, "-c", INGEST, str(corpus.folder), str(tmp_path / "2018")]
    )
    deadline = time.monotonic() + 120
    while not (corpus.codings.is_dir() and any(corpus.codings.glob("*.json"))):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    for path in corpus.folder.rglob("*.json"):
        if not path.name.startswith("."):
            json.loads(path.read_bytes())  # every file is whole
    deadline = time.monotonic() + 60
    while True:
        try:
            with corpus.writing():
                break
        except CorpusError:  # another run is writing
            assert time.monotonic() < deadline, "a process of the killed run holds the lock"
            time.sleep(0.05)
    corpus.ingest(expand_inputs([str(tmp_path / "2018")]))
    fresh = Corpus(tmp_path / "fresh")
    fresh.ingest(expand_inputs([str(tmp_path / "2018")]))
    assert whole(corpus.folder) == whole(fresh.folder)
    assert check_corpus(corpus).faults == ()


@pytest.mark.parametrize("left", [".page.1.part", ".manifest.json.1.part"])
def test_what_a_killed_run_left_half_written_is_swept_away(tmp_path: Path, left: str) -> None:
    write_narratives(tmp_path / "2018", 1)
    corpus = Corpus(tmp_path / "corpus")
    corpus.ingest(expand_inputs([str(tmp_path / "2018")]))
    folder = corpus.pages if left.startswith(".page") else corpus.folder
    (folder / left).write_bytes(b"{half")
    corpus.ingest([])
    assert not (folder / left).exists()
