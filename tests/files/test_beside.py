"""A file that has its name once it is whole, and never the name of another."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierbook.files import written_once


@given(st.binary(max_size=200), st.booleans())
def test_what_was_written_stands_under_its_name_and_nothing_beside_it(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, apart: bool
) -> None:
    folder = tmp_path_factory.mktemp("once")
    within = folder / "room"
    within.mkdir()
    with written_once(folder / "a", within=within if apart else None) as stream:
        stream.write(content)
        assert not (folder / "a").exists()
    assert (folder / "a").read_bytes() == content
    assert stat.S_IMODE((folder / "a").stat().st_mode) == 0o600
    assert sorted(path.name for path in folder.rglob("*")) == ["a", "room"]


def refuse_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))

    monkeypatch.setattr(os, "link", link)


@pytest.mark.parametrize("knows_links", [True, False])
def test_what_has_the_name_by_then_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, knows_links: bool
) -> None:
    if not knows_links:
        refuse_links(monkeypatch)
    path = tmp_path / "a"
    one = written_once(path)
    one.__enter__().write(b"one")
    with written_once(path) as other:
        other.write(b"other")
    with pytest.raises(FileExistsError):
        one.__exit__(None, None, None)
    assert path.read_bytes() == b"other"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_block_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with suppress(ZeroDivisionError), written_once(tmp_path / "a") as stream:
        stream.write(b"half")
        raise ZeroDivisionError
    assert not list(tmp_path.iterdir())
