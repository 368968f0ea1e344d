"""Partitions are bounded, and stay what they are where other pages come and go."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierbook.corpus import Input
from tierbook.corpus.shards.cutting import cut_partitions
from tierbook.corpus.shards.items import Item
from tierbook.files import content_hash
from tierbook.pages import ReadOptions

LEAST = 10


def items(numbers: list[int], size: int = 10) -> list[Item]:
    return [
        Item(source, Input(f"{n}.txt"), content_hash(str(n).encode()), size=size)
        for source, n in enumerate(numbers)
    ]


@settings(max_examples=30)
@given(st.lists(st.integers(0, 10_000), max_size=300, unique=True))
def test_every_item_is_in_one_partition_of_bounded_length(numbers: list[int]) -> None:
    found = list(cut_partitions(items(numbers), {}, least=LEAST))
    assert [item for partition in found for item in partition.items] == items(numbers)
    assert all(LEAST <= len(p.items) <= 3 * LEAST for p in found[:-1])
    assert all(1 <= len(p.items) <= 3 * LEAST for p in found)


@settings(max_examples=30)
@given(st.integers(0, 399), st.integers(20_000, 30_000))
def test_a_page_more_leaves_most_partitions_as_they_are(place: int, number: int) -> None:
    numbers = list(range(400))
    before = {p.key for p in cut_partitions(items(numbers), {}, least=LEAST)}
    numbers.insert(place, number)
    after = {p.key for p in cut_partitions(items(numbers), {}, least=LEAST)}
    assert len(before - after) <= 4
    assert len(before) > 15


def test_long_pages_make_short_partitions() -> None:
    found = list(cut_partitions(items(list(range(30)), size=6_000_000), {}, least=LEAST))
    assert [len(p.items) for p in found] == [3] * 10


def test_the_way_of_reading_is_part_of_the_key() -> None:
    (one,) = cut_partitions(items([1, 2]), {}, least=LEAST)
    (two,) = cut_partitions(items([1, 2]), {"edition": 2018}, least=LEAST)
    assert one.key != two.key
    assert one.items == two.items


@pytest.mark.parametrize(
    "other", [{"captured": "2026-02-02"}, {"address": "https://example.org/b"}, {"edition": 2019}]
)
def test_what_a_container_says_of_a_page_is_part_of_the_key(other: dict[str, object]) -> None:
    """The same bytes taken on another day are another document."""
    taken = {"captured": "2026-01-01", "address": "https://example.org/a"}
    keys = []
    for said in (taken, {**taken, **other}):
        page = Input("a.warc.gz/1", options=ReadOptions(**said))  # type: ignore[arg-type]
        (partition,) = cut_partitions([Item(0, page, content_hash(b"page"))], {}, least=LEAST)
        keys.append(partition.key)
    assert keys[0] != keys[1]
