"""Two columns woven together are told from prose, and prose is never taken for them."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tierbook.pages import read_bytes
from tierbook.pages.refusals.columns import count_seams

WIDTHS = (36, 45, 52, 60, 75)
LEFT = (
    "Kenya is a country from which traffickers take girls, who are sold into domestic servitude by relatives that"
    " they trusted. The police and the labor office share a list of agencies whose owners were fined in the last"
    " year, and the list is open to the public. Shelters for women exist in two towns, although none of them takes"
    " in men or boys. In the north a charity runs the only house for boys, with money from a church. Prosecutors"
    " said that cases fail because witnesses are sent home before the trial begins, and that the courts wait for the"
    " translations of statements. The ministry promised to pay for the journey of witnesses, but the promise was not"
    " kept by the end of the year."
)
RIGHT = (
    "Courts heard nine cases of forced labor on fishing boats and closed four of them with prison terms of up to"
    " six years. Judges were taught by a visiting prosecutor how the new act differs from the old one on smuggling."
    " The office for victims gave out leaflets in five languages at the border, while the radio warned of false"
    " offers of work in the Gulf. Teachers asked for a hotline that answers at night. Inspectors visited brick kilns"
    " and quarries for the first time since the act was passed, and they found children in one of them. Their report"
    " went to the parliament, which has not yet debated it, and to a union of workers that printed a part of it in"
    " its paper."
)


def weave(left: list[str], right: list[str], between: str) -> str:
    longest = max(len(left), len(right))
    rows = zip(
        left + [""] * (longest - len(left)), right + [""] * (longest - len(right)), strict=True
    )
    return "\n".join(between.join(part for part in row if part) for row in rows)


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
