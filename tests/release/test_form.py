"""The form: it loads back as it is, tells what is due and what was said, and is empty until someone fills it in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.release.making import narrative_coding, sample_coding
from tierbook.errors import NotInForce
from tierbook.release import compose_form
from tierbook.standards import law_in_force, load_own


def _loaded(folder: Path, text: str):  # type: ignore[no-untyped-def]
    path = folder / "form.yaml"
    path.write_text(text, encoding="utf-8")
    return load_own(path)


@pytest.mark.parametrize("edition", [2003, 2009, 2018, 2025])
def test_an_empty_form_loads_back_as_an_empty_file(tmp_path: Path, edition: int) -> None:
    own = _loaded(tmp_path, compose_form("SEN", edition))
    assert (own.country, own.edition) == ("SEN", edition)
    assert not own.findings
    assert not own.judgements
    assert not own.problems
    assert own.unfilled >= len(law_in_force(edition).criteria)


def test_a_form_beside_a_text_loads_back_too(tmp_path: Path) -> None:
    own = _loaded(tmp_path, compose_form("SEN", 2018, last=narrative_coding()))
    assert not own.findings
    assert not own.problems


def test_what_is_filled_in_comes_back(tmp_path: Path) -> None:
    text = compose_form("SEN", 2018, last=narrative_coding())
    text = text.replace("  institution:", "  institution: Coalition for Children", 1)
    head = text.index("what: convictions")
    body = text[head:]
    for was, now in (
        ("n:", "n: 7"), ("quote:", "quote: Seven persons were found guilty."), ("title:", "title: Registry"),
        ("held_by:", "held_by: Coalition for Children"),
    ):  # fmt: skip
        body = body.replace(was, now, 1)
    judged = body.index("criterion: prosecution.vigorous")
    body = body[:judged] + body[judged:].replace("judgement:", "judgement: not_enough", 1).replace(
        "reason:", "reason: one source alone", 1
    )
    own = _loaded(tmp_path, text[:head] + body)
    assert own.author.institution == "Coalition for Children"
    assert [(f.variable, f.value) for f in own.findings] == [
        (
            "figures.convictions",
            [{"what": "convictions", "n": 7, "unit": "persons", "period": "current"}],
        )
    ]
    assert own.findings[0].source.held_by == "Coalition for Children"
    assert [(j.criterion, j.judgement) for j in own.judgements] == [
        ("prosecution.vigorous", "not_enough")
    ]
    assert not own.problems


def test_every_criterion_in_force_stands_in_it_with_what_it_asks_and_room_for_a_judgement() -> None:
    law = law_in_force(2018)
    text = compose_form("SEN", 2018)
    plain = " ".join(text.replace("\n  # ", " ").split())
    for entry in (*law.standards, *law.criteria):
        assert f"  - criterion: {entry.id}\n    judgement:\n    reason:\n" in text
        assert f"{entry.paragraph} {entry.criterion.label}: {entry.id}" in text
        assert entry.criterion.asks in plain


def test_what_the_department_last_said_stands_beside_each_criterion_with_its_place() -> None:
    plain = _plain(compose_form("SEN", 2018, last=narrative_coding()))
    assert (
        "For: “Authorities identified 75 victims, compared with 90 in the previous reporting period.” [4] s. 2"
        in plain
    )
    assert "Against: “Police arrested some trafficking victims for begging.” [4] s. 4" in plain


def test_figures_due_carry_unit_period_and_the_last_known_value() -> None:
    text = compose_form("SEN", 2018, last=narrative_coding())
    assert "FIGURES DUE for 1 April 2017 to 31 March 2018" in text
    assert (
        "  # Investigations\n  # The edition of 2018: 20 cases, compared with 16 ([3] s. 4)\n"
        in text
    )
    assert (
        "      - what: investigations\n        n:\n        unit: cases\n        period: current\n"
        in text
    )


def test_figures_are_due_by_the_law_of_the_edition() -> None:
    assert "what: suspended_sentences" in compose_form("SEN", 2018)
    assert "what: suspended_sentences" not in compose_form("SEN", 2003)


def test_recommendations_still_open_stand_in_it_and_one_that_the_text_calls_done_is_marked() -> (
    None
):
    plain = _plain(compose_form("SEN", 2018, last=narrative_coding()))
    assert "1. “Prosecute and convict traffickers with adequate prison terms” [2] s. 1" in plain
    asked = "2. “establish a national hotline” [2] s. 2; prevention.hotline DONE? A hotline is asked for"
    assert asked in plain
    assert (
        "“The ministry held awareness campaigns on the radio and ran a hotline.” [5] s. 3" in plain
    )
    assert "3. “adopt a national action plan” [2] s. 3; prevention.action_plan 4." in plain


def test_an_edition_still_to_come_is_measured_by_the_newest_law_and_says_so() -> None:
    text = compose_form("SEN", 2026, last=sample_coding("mauritania-2018"))
    assert "edition: 2026" in text
    assert "1 April 2025 to 31 March 2026" in text
    assert "is an assumption" in _plain(text)
    assert "criterion: complicity.enable" in text


def test_without_a_text_the_form_says_that_nothing_is_known_of_the_last_one() -> None:
    text = compose_form("SEN", 2018)
    assert "No text of the Department was given" in text
    assert "The edition of" not in text


def test_a_form_beside_a_sample_says_so_first() -> None:
    text = compose_form("MRT", 2018, last=sample_coding("mauritania-2018"))
    assert text.startswith("# Sample, not a quotation")


def test_an_edition_before_the_first_is_refused() -> None:
    with pytest.raises(NotInForce):
        compose_form("SEN", 1999)


def test_the_same_text_gives_the_same_form() -> None:
    assert compose_form("SEN", 2018, last=narrative_coding()) == compose_form(
        "SEN", 2018, last=narrative_coding()
    )


def _plain(text: str) -> str:
    lines = (line.strip().removeprefix("#").strip() for line in text.splitlines())
    return " ".join(lines)
