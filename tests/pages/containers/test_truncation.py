"""Cut anywhere, a container gives the members before the cut as they are, names the loss, and raises nothing else."""

from __future__ import annotations

import gzip
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pages.containers.making import Opened, make_mhtml, make_warc, make_zip, open_bytes

BODIES = [
    b"<html>%s</html>" % random.Random(n).randbytes(150 + 40 * n).hex().encode() for n in range(6)
]
SITE = "https://www.example.org"


def _zip() -> tuple[bytes, list[int], str]:
    data = make_zip({f"{n}.html": body for n, body in enumerate(BODIES)})
    starts = [data.index(f"{n}.html".encode()) - 30 for n in range(6)]
    return data, [*starts[1:], data.index(b"PK\x01\x02")], "a.zip"


def _warc(*, packed: bool) -> tuple[bytes, list[int], str]:
    parts = [make_warc([(f"{SITE}/{n}", body)], packed=packed) for n, body in enumerate(BODIES)]
    # The last bytes of a record are two empty lines, which it does not need.
    short = 0 if packed else 4
    return b"".join(parts), [sum(map(len, parts[: n + 1])) - short for n in range(6)], "a.warc"


CONTAINERS = {
    "zip": _zip(),
    "warc": _warc(packed=False),
    "warc.gz": _warc(packed=True),
}
WHOLE = {kind: open_bytes(data, name) for kind, (data, _, name) in CONTAINERS.items()}


def check(opened: Opened, whole: Opened) -> None:
    """What is given is as it was, and every problem says what and what to do."""
    for name, data in opened.members.items():
        assert whole.members.get(name) == data, name
    for problem in opened.failed:
        assert problem.what
        assert problem.remedy


@pytest.mark.parametrize("kind", CONTAINERS)
def test_whole_it_gives_all(kind: str) -> None:
    assert list(WHOLE[kind].members.values()) == BODIES
    assert not WHOLE[kind].problems


@pytest.mark.parametrize("kind", CONTAINERS)
@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(share=st.floats(0, 1, exclude_max=True))
def test_cut_at_any_byte_the_members_before_it_are_given(kind: str, share: float) -> None:
    data, ends, name = CONTAINERS[kind]
    cut = int(share * len(data))
    opened = open_bytes(data[:cut], name)
    if cut < 20:  # too little to be known as a container
        return
    check(opened, WHOLE[kind])
    whole = sum(end <= cut for end in ends)
    assert len(opened.members) >= whole
    at_an_end = (
        cut in ends or cut - 4 in ends or (kind == "warc" and min(abs(cut - e) for e in ends) <= 4)
    )
    if not (at_an_end and kind != "zip"):
        assert opened.failed, cut


@pytest.mark.parametrize("kind", CONTAINERS)
@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(share=st.floats(0, 1, exclude_max=True), garbage=st.binary(min_size=1, max_size=9))
def test_garbage_at_any_byte_spoils_no_other_member(
    kind: str, share: float, garbage: bytes
) -> None:
    data, ends, name = CONTAINERS[kind]
    at = 4 + int(share * (len(data) - 4))  # behind the mark by which it is known
    broken = data[:at] + garbage + data[at + len(garbage) :]
    opened = open_bytes(broken, name)
    hit = sum(end <= at for end in ends)
    kept = set(WHOLE[kind].names[: max(hit - 1, 0)])
    assert kept <= set(opened.names) or (kind == "zip" and opened.failed)
    if kind != "warc":  # a plain file has no checksum that must be there
        check(opened, WHOLE[kind])


@settings(max_examples=100, derandomize=True, deadline=None, database=None)
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_message_cut_anywhere_is_whole_or_named(share: float) -> None:
    data = make_mhtml(
        [(SITE, "text/html", BODIES[0]), (f"{SITE}/p", "image/png", b"\x89PNG" * 200)]
    )
    cut = int(share * len(data))
    opened = open_bytes(data[:cut], "a.mht")
    if (
        "multipart/related" not in data[:cut].decode("ascii", "replace")
        or "a.mht" not in opened.facts
    ):
        return
    if opened.facts["a.mht"].whole and opened.facts["a.mht"].address:
        assert opened.members["a.mht"].strip() == BODIES[0]


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(share=st.floats(0, 1, exclude_max=True))
def test_gzip_cut_anywhere_is_named(share: float) -> None:
    data = gzip.compress(BODIES[0])
    opened = open_bytes(data[: int(share * len(data))], "a.html.gz")
    assert b"</html>" not in b"".join(opened.members.values())
    if share * len(data) >= 3:
        assert opened.failed
