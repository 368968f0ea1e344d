"""No document of tierbook passes for one of the Department of State."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.checkout import SOURCE
from tests.release.making import narrative_coding, own_file, sample_coding
from tierbook.errors import WrongUse
from tierbook.release import (
    Draft,
    compose_briefing,
    compose_report,
    write_docx,
    write_html,
    write_markdown,
)

ROOM = SOURCE / "release"
# Titles as the Department's own pages bear them.
OFFICIAL_TITLE = re.compile(
    r"^(?:\d{4} )?trafficking in persons report|^[^:]+(?: \(tier|: tier)|country narrative", re.I
)


@pytest.fixture
def drafts(tmp_path: Path) -> list[Draft]:
    own = own_file(tmp_path)
    return [
        compose_report(own),
        compose_report(own, last=narrative_coding()),
        compose_briefing(narrative_coding()),
        compose_briefing(sample_coding("japan-2003")),
    ]


def test_no_title_is_one_of_the_departments(drafts: list[Draft]) -> None:
    assert not [d.title for d in drafts if OFFICIAL_TITLE.search(d.title)]
    assert OFFICIAL_TITLE.search("2018 Trafficking in Persons Report: Senegal")
    assert OFFICIAL_TITLE.search("SENEGAL: TIER 2")


def test_no_heading_carries_a_tier(drafts: list[Draft]) -> None:
    headings = [part.heading for draft in drafts for part in draft.parts]
    assert not [
        words
        for words in (*headings, *(d.title for d in drafts))
        if re.search(r"\btier\b", words, re.I)
    ]


def test_the_department_is_never_the_author(drafts: list[Draft], tmp_path: Path) -> None:
    for draft in drafts:
        assert "state" not in f"{draft.author} {draft.under}".lower()
    from tests.release.making import FORM

    for name in ("Department of State", "US Department of State, J/TIP", "The State Department"):
        with pytest.raises(WrongUse):
            compose_report(
                own_file(
                    tmp_path,
                    FORM.replace("institution: Coalition for Children", f"institution: {name}"),
                )
            )


def test_every_document_says_that_it_is_none_of_the_united_states(drafts: list[Draft]) -> None:
    for draft in drafts:
        for text in (write_markdown(draft), write_html(draft)):
            assert "no publication of the United States Government" in text
        assert write_docx(draft).startswith(b"PK")
        assert any(
            "no publication of the United States Government" in words for words in draft.standing
        )


def test_an_own_report_states_no_tier_of_its_own(drafts: list[Draft]) -> None:
    report = drafts[1]
    assert "states no tier" in " ".join(report.standing)
    from tierbook.release import sentences_of

    for said in sentences_of(report):
        for run in said.runs:
            if "Tier" in run.text and not run.quoted:
                assert run.text.startswith("The edition of")


def test_the_style_has_neither_seal_nor_picture() -> None:
    for path in ROOM.rglob("*"):
        assert path.suffix in {".py", ".yaml", ".css", ".md", ".pyc", ".xsd", ""}, path.name
    style = (ROOM / "writers" / "draft.css").read_text(encoding="utf-8").lower()
    assert not re.search(r"url\(|seal|background-image|@import", style)
