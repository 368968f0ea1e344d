"""A place that one run makes at a time, and a lock that stays behind and harms nobody."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tierbook.errors import CorpusError
from tierbook.files import alone_at

HOLD = """
import sys
from pathlib import Path
from tierbook.errors import CorpusError
from tierbook.files import alone_at
with alone_at(Path(sys.argv[1]), kind=CorpusError):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_run_is_refused_and_told_what_to_do(tmp_path: Path) -> None:
    with alone_at(tmp_path / "copy", kind=CorpusError):
        with (
            pytest.raises(CorpusError, match="another run is writing here") as told,
            alone_at(tmp_path / "copy", kind=CorpusError),
        ):
            pass
        assert told.value.where == str(tmp_path / "copy")
        assert "give another place" in str(told.value.remedy)
        with alone_at(tmp_path / "other", kind=CorpusError):
            pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_a_killed_run_left_is_taken_and_goes(tmp_path: Path) -> None:
    place = tmp_path / "copy"
    command = [sys.executable, "-c", HOLD, str(place)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"held\n"
        with pytest.raises(CorpusError, match="another run"), alone_at(place, kind=CorpusError):
            pass
        os.kill(run.pid, signal.SIGKILL)
    assert [path.name for path in tmp_path.iterdir()] == [".copy.lock"]
    with alone_at(place, kind=CorpusError):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_its_holder_takes_away_meanwhile_is_asked_for_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else two runs could hold two files of one name, one of which is there no more."""
    from tierbook.files import locking

    path, real, gone = tmp_path / ".copy.lock", locking.take_lock, []

    def after_the_other(descriptor: int) -> None:
        if not gone:
            gone.append(path.unlink())
        real(descriptor)

    monkeypatch.setattr(locking, "take_lock", after_the_other)
    with alone_at(tmp_path / "copy", kind=CorpusError):
        assert path.is_file()
        with (
            pytest.raises(CorpusError, match="another run"),
            alone_at(tmp_path / "copy", kind=CorpusError),
        ):
            pass
    assert not path.exists()


def test_a_disk_without_locks_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with (
        pytest.raises(CorpusError, match="the place cannot be locked") as told,
        alone_at(tmp_path / "copy", kind=CorpusError),
    ):
        pass
    assert "locks" in str(told.value.remedy)
