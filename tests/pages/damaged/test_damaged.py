"""A damaged page is read as its undamaged original: the same blocks, with the same words."""

from __future__ import annotations

import pytest

from tests.pages.damaged.making import DAMAGES, PAGE
from tierbook.pages import Document, read_bytes

UNDONE = str.maketrans({"’": "'", "‘": "'"})


def read(data: bytes) -> Document:
    (document,) = read_bytes(data, name="page.txt").documents
    return document


@pytest.fixture(scope="module")
def original() -> Document:
    """The page before anything befell it."""
    return read(PAGE.encode())


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_page_is_read_as_the_original(damage: str, original: Document) -> None:
    document = read(DAMAGES[damage](PAGE))
    ours = [(block.kind, block.text.translate(UNDONE)) for block in document.blocks]
    assert ours == [(block.kind, block.text.translate(UNDONE)) for block in original.blocks]
    assert document.country == original.country == "CUW"
    assert not any("left as" in note or "lost" in note for note in document.notes)


def test_the_original_needs_no_repair(original: Document) -> None:
    assert original.repairs == ()
    assert "\n\n".join(block.text for block in original.blocks) == PAGE


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_block_displays_what_it_cites_or_a_listed_repair(damage: str) -> None:
    document = read(DAMAGES[damage](PAGE))
    taken = [range(repair.at, repair.at + len(repair.was)) for repair in document.repairs]
    for block in document.blocks:
        for target, at, length in block.offsets.segments:
            for n in range(length):
                was, now = document.source[at + n], block.text[target + n]
                listed = any(at + n in span for span in taken)
                assert was == now or listed or (was.isspace() and now == " ")
