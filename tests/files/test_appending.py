"""A file that grows: each piece whole and on the disk, whatever the system takes at a time."""

from __future__ import annotations

import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tierbook.files import append_piece


class _Hesitant(io.FileIO):
    """A file that takes a few bytes at a time, as a pipe or a disk that is nearly full does."""

    most = 1

    def write(self, data: object) -> int:
        return super().write(memoryview(data)[: self.most])  # type: ignore[call-overload]


@given(st.lists(st.binary(max_size=40), max_size=5), st.integers(1, 50))
def test_pieces_stand_one_after_another_however_few_bytes_are_taken_at_a_time(
    tmp_path_factory: object, pieces: list[bytes], most: int
) -> None:
    path: Path = tmp_path_factory.mktemp("pieces") / "file"  # type: ignore[attr-defined]
    with _Hesitant(path, "ab") as file:
        file.most = most
        for piece in pieces:
            append_piece(file, piece)
    assert path.read_bytes() == b"".join(pieces)
