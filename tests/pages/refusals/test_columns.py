"""Two columns woven together are told from prose, and prose is never taken for them."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tests.pages.refusals.making import LEFT, RIGHT, weave
from tierbook.pages import read_bytes
from tierbook.pages.refusals.columns import count_seams

WIDTHS = (36, 45, 52, 60, 75)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("between", ["\n", " ", "      "])
def test_woven_columns_are_refused_with_what_to_do(width: int, between: str) -> None:
    left, right = (
        textwrap.wrap(" ".join([LEFT] * 5), width),
        textwrap.wrap(" ".join([RIGHT] * 5), width),
    )
    text = "KENYA: TIER 2\n\n" + weave(left, right, between)
    (problem,) = read_bytes(text.encode(), name="kenya.txt").problems
    assert "woven together line by line" in problem.what
    assert "PDF itself" in (problem.remedy or "")


@pytest.mark.parametrize("width", [0, *WIDTHS, 115])
def test_prose_in_wrapped_lines_is_read(width: int) -> None:
    prose = (
        "\n".join(textwrap.wrap(LEFT, width) + textwrap.wrap(RIGHT, width))
        if width
        else LEFT + RIGHT
    )
    (document,) = read_bytes(f"KENYA: TIER 2\n\n{prose}".encode(), name="kenya.txt").documents
    assert document.country == "KEN"


@pytest.mark.parametrize(
    "words",
    [
        "Officials of the The Gambia unit asked for approx. five rooms. In in all, the the cases rest.",
        "Police relied on what was said of of it. He was seen with with a bag.",
    ],
)
def test_single_slips_of_the_pen_are_no_columns(words: str) -> None:
    assert not count_seams(words + " " + LEFT).woven


@pytest.mark.shared
def test_real_narratives_woven_and_whole(shared: Path) -> None:
    """Countries at even places served to make the rules, those at odd places are measured here."""
    paths = sorted((shared / "data/narratives/2018").glob("*.txt"))[1::2]
    texts = [
        [p for p in path.read_text(encoding="utf-8").split("\n\n") if p.strip()] for path in paths
    ]
    woven = found = whole = alarms = 0
    for i, paragraphs in enumerate(texts):
        for width in WIDTHS:
            lines = [line for text in paragraphs for line in textwrap.wrap(text, width)]
            other = [line for text in texts[i - 1] for line in textwrap.wrap(text, width)]
            half, shorter = len(lines) // 2, min(len(lines), len(other))
            for left, right in ((lines[:half], lines[half:]), (lines[:shorter], other[:shorter])):
                woven += 1
                found += count_seams(weave(left, right, "\n")).woven
            whole += 1
            alarms += count_seams("\n".join(lines)).woven
    assert (woven, whole) == (550, 275)
    assert alarms == 0
    assert found >= 0.99 * woven
