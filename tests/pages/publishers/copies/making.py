"""Copies at places that are no library, in words of our own."""

from __future__ import annotations

import textwrap
from dataclasses import replace

from tests.pages import prose
from tests.pages.fixtures import Fixture, Row
from tierbook.pages import ReadOptions

__all__ = ["FIXTURES"]

PILLARS = ("prosecution", "protection", "prevention")
SINCE_2017 = ("recommendations", *PILLARS, "profile")
WIRE = "https://statenewswire.com/stories/640000000-2023-trafficking-in-persons-report-kenya"


def _excerpt(between: str = " ") -> str:
    """Return an excerpt as such pages print it: what it is from stands on the tier line."""
    advice = "\n\n".join(prose.recommendations())
    return (
        "[ Human Trafficking, Country-by-Country ]\n\n"
        f"KENYA (Tier 2){between}Extracted in part{between} from the U.S. State Dept{between}2023 TIP Report\n\n"
        f"{prose.standards('Kenya')}\n\nPrioritized Recommendations\n\n{advice}\n"
    )


def _run_in() -> str:
    """Return the same with hard line ends, the text running on behind the words on its source."""
    head = (
        "[ Human Trafficking, Country-by-Country ] KENYA\n(Tier 2)\n–\nExtracted\nin part from the U.S. State Dept\n"
        "2023 TIP Report "
    )
    return head + "\n".join(textwrap.wrap(prose.standards("Kenya"), 70)) + "\n"


def _wire() -> str:
    advice = "\n\n".join(f"* {one}" for one in prose.recommendations())
    return (
        "Webp 23edited\n\n2023 Trafficking in Persons Report: Kenya\n\nRegional Affairs\n\nORGANIZATIONS IN THIS STORY"
        "\n\nLETTER TO THE EDITOR\n\nHave something to say about this story? Write to us.\nSend a Letter\n\n"
        "The following Report was published by the U.S. Department of State, Bureau of African Affairs on June 15. It"
        f" is reproduced in full below.\n\nKENYA (Tier 2)\n\n{prose.standards('Kenya')}\n\nPRIORITIZED RECOMMENDATIONS:"
        f"\n\n{advice}\n\nPROSECUTION\n\n{prose.prosecution('Kenya')}\n\nPROTECTION\n\n{prose.protection('Kenya')}\n\n"
        f"PREVENTION\n\n{prose.prevention('Kenya')}\n\nTRAFFICKING PROFILE:\n\n{prose.profile('Kenya')}\n"
    )


def _book() -> str:
    """Return a page of a book: the end of one narrative and the beginning of the next, hard line ends, a pager."""
    wrapped = ["\n".join(textwrap.wrap(words, 115)) for words in (
        prose.protection("Chad"), prose.prevention("Chad"), prose.opening("Kenya"),
        prose.standards("Kenya", verb="comply"),
    )]  # fmt: skip
    return (
        f"2015 Trafficking in Persons Report\n\nPROTECTION\n{wrapped[0]}\nPREVENTION\n{wrapped[1]}\n\n"
        f"KENYA: Tier 2\n{wrapped[2]}\n{wrapped[3]}\n\n111 112 [113] 114 115\n"
    )


_BASE = Row("unknown", "", ("KEN",), "2", ("recommendations",), 4)


def _fixture(name: str, text: str, row: Row, address: str | None = None) -> Fixture:
    return Fixture(name, "text", text.encode(), row, ReadOptions(address=address), file="page.txt")


FIXTURES = (
    _fixture(
        "copy-excerpt-2023",
        _excerpt(),
        replace(
            _BASE,
            era="excerpt that names its edition",
            edition=2023,
            notes=("a part of the narrative",),
        ),
        "http://copies.example/humantrafficking/Kenya-2.htm",
    ),
    _fixture(
        "copy-excerpt-wrapped-2023",
        _run_in(),
        replace(_BASE, era="excerpt with hard line ends", sections=(), paragraphs=1, edition=2023),
    ),
    _fixture(
        "copy-wire-2023",
        _wire(),
        Row(
            "State Newswire",
            "2021-2023, news wire",
            ("KEN",),
            "2",
            SINCE_2017,
            5,
            items=3,
            edition=2023,
            published="2023-06-15",
            title="2023 Trafficking in Persons Report: Kenya",
            address=WIRE,
        ),
        WIRE,
    ),
    _fixture(
        "copy-section-2019",
        "Prosecution of human trafficking in Kenya (TIP 2019)\n\nPhoto by a friend\n\n"
        + prose.prosecution("Kenya"),
        replace(
            _BASE,
            era="2018-2023, a page for each section",
            tier=None,
            sections=("prosecution",),
            paragraphs=1,
            edition=2019,
            notes=("one section of the narrative",),
        ),
    ),
    _fixture(
        "copy-whole-2018",
        f"Trafficking in Kenya (TIP2018)\n\n{prose.standards('Kenya')}\n\n{prose.prosecution('Kenya')}\n",
        replace(
            _BASE,
            era="2018, whole, under a title of its own",
            tier=None,
            sections=(),
            paragraphs=2,
            edition=2018,
        ),
    ),
    _fixture(
        "copy-book-2015",
        _book(),
        Row(
            "unknown",
            "pages of a book, cut anywhere",
            (None, "KEN"),
            None,
            PILLARS[1:],
            2,
            edition=2015,
        ),  # type: ignore[arg-type]
    ),
)
