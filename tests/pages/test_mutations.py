"""Whatever happens to a page, reading and parsing raise nothing but our own errors.

Each page is cut, its parts swapped, repeated and turned to garbage, always in the same way: 300 times a page in text
or HTML, 20 a PDF. `make fuzz` asks for 10,000 of each (200 of each PDF); TIERBOOK_MUTATIONS sets the number.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pages.fixtures import Fixture, all_fixtures
from tierbook.errors import TierbookError
from tierbook.narrative import parse_document
from tierbook.pages import read_bytes

ASKED = int(os.environ.get("TIERBOOK_MUTATIONS", "300"))
PDF_SHARE = 15 if ASKED <= 300 else 50
GARBAGE = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3\x28", b"<", b"<!--", b"<p", b"</", b"<script>", b"<table><table>",
    b"&#x110000;", b"&nbsp;" * 9, b"\r\n\r", b"(Tier 2)", b"KENYA (Tier 3)\n", b"Recommendations for ", b"\xe2\x80\xa8",
    b"<div hidden>", b"<li>", b"]]>", b"\x1b", b"PROSECUTION", b"1 Kenya 2", b"<select><option>", b"\xef\xbf\xbe",
)  # fmt: skip


KINDS = ("cut", "drop", "swap", "replace", "insert", "repeat", "flip")
PLACE = st.floats(0, 1, exclude_max=True, width=32)
STEP = st.tuples(
    st.sampled_from(KINDS),
    PLACE,
    PLACE,
    st.one_of(st.sampled_from(GARBAGE), st.binary(min_size=1, max_size=12)),
)


def mutated(data: bytes, steps: list[tuple[str, float, float, bytes]]) -> bytes:
    """Return a page with things done to it; places are shares of its length."""
    for kind, first, second, garbage in steps:
        at, to = sorted((int(first * len(data)), int(second * len(data))))
        if kind == "cut":
            data = data[:to]
        elif kind == "drop":
            data = data[:at] + data[to:]
        elif kind == "swap":
            middle = (at + to) // 2
            data = data[:at] + data[middle:to] + data[at:middle] + data[to:]
        elif kind == "replace":
            data = data[:at] + garbage + data[at + len(garbage) :]
        elif kind == "insert":
            data = data[:at] + garbage + data[at:]
        elif kind == "repeat":
            data = data[:at] + data[at:to][:2000] * 2 + data[to:]
        elif data:
            flipped = bytearray(data)
            for n, byte in enumerate(garbage):
                flipped[(at + n * 97) % len(flipped)] ^= byte
            data = bytes(flipped)
    return data


def trial(fixture: Fixture, data: bytes) -> None:
    result = read_bytes(data, name=fixture.file, options=fixture.options)
    assert result.documents or result.problems
    for problem in result.problems:
        assert problem.what
    for document in result.documents:
        for block in document.blocks:
            assert block.text == block.text.strip()
            if block.offsets.segments:
                target, start, length = block.offsets.segments[-1]
                assert target + length <= len(block.text)
                assert start + length <= len(document.source)
        try:
            narrative = parse_document(document)
        except TierbookError:
            continue
        for sentence in narrative.sentences:
            assert 0 <= sentence.start < sentence.end <= len(narrative.text)


@pytest.mark.parametrize("fixture", all_fixtures(), ids=lambda fixture: fixture.name)
def test_a_mutated_page_raises_nothing_but_our_own_errors(fixture: Fixture) -> None:
    times = max(ASKED // PDF_SHARE, 1) if fixture.form == "pdf" else ASKED

    @settings(
        max_examples=times,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(STEP, min_size=1, max_size=4))
    def check(steps: list[tuple[str, float, float, bytes]]) -> None:
        trial(fixture, mutated(fixture.data, steps))

    check()
