"""A report from a form: every sentence with its evidence, own figures beside the Report's, and nothing unsupported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.release.making import FORM, narrative_coding, own_file, sample_coding, without
from tierbook.editions import History, Tier
from tierbook.errors import WrongUse
from tierbook.release import Draft, Sentence, Unsupported, compose_report, grounds_of, sentences_of
from tierbook.release.drafts.figures_table import Beside, difference
from tierbook.release.drafts.model import Remark, Table, sentence
from tierbook.release.drafts.said import Said

FINDINGS = ("convicted", "looked-into", "lenient", "line", "warned", "whence")


def _report(folder: Path, text: str = FORM, **special: object) -> Draft:
    return compose_report(own_file(folder, text), last=narrative_coding(), **special)  # type: ignore[arg-type]


def _text(draft: Draft, heading: str | None = None) -> str:
    parts = tuple(p for p in draft.parts if heading in (None, p.heading))
    return "\n".join(s.text for s in sentences_of(replace(draft, parts=parts)))


def _remarks(draft: Draft) -> str:
    blocks = [block for part in draft.parts for block in part.blocks]
    return "\n".join(block.text for block in blocks if isinstance(block, Remark))


def _figures(draft: Draft) -> dict[str, list[str]]:
    part = next(p for p in draft.parts if p.heading == "Figures")
    table = next(block for block in part.blocks if isinstance(block, Table))
    return {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}


def test_a_sentence_without_evidence_cannot_be_made() -> None:
    with pytest.raises(Unsupported, match="rests on nothing"):
        sentence("Nobody was convicted.", grounds=[])
    with pytest.raises(Unsupported):
        Sentence((), ())


def test_every_sentence_has_at_least_one_note(tmp_path: Path) -> None:
    sentences = list(sentences_of(_report(tmp_path)))
    assert len(sentences) > 40
    assert all(s.grounds and all(g.note.strip() for g in s.grounds) for s in sentences)


def test_the_parts_stand_in_the_classic_order(tmp_path: Path) -> None:
    headings = [p.heading for p in _report(tmp_path).parts if p.level == 2]
    assert headings == [
        "In short", "Profile", "Prosecution", "Protection", "Prevention", "What the law asks",
        "Recommendations still open", "Figures", "Texts and sources", "About this report",
    ]  # fmt: skip


@pytest.mark.parametrize("finding", FINDINGS)
def test_a_finding_taken_out_takes_its_sentences_with_it(tmp_path: Path, finding: str) -> None:
    whole, less = _report(tmp_path), _report(tmp_path, without(finding))
    key = f"own#{finding}"
    assert key in {g.key for g in grounds_of(whole)}
    assert key not in {g.key for g in grounds_of(less)}
    alone = [s.text for s in sentences_of(whole) if {g.key for g in s.grounds} == {key}]
    assert alone
    assert not set(alone) & {s.text for s in sentences_of(less)}


def test_a_finding_is_said_with_its_source_and_noted_with_words_file_hash_and_holder(
    tmp_path: Path,
) -> None:
    draft = _report(tmp_path)
    words = "According to the Ministry of Justice, seven persons were convicted from 1 April 2017 to 31 March 2018."
    found = next(s for s in sentences_of(draft) if s.text == words)
    assert [g.note for g in found.grounds] == [
        "“Seven persons were found guilty from April 2017 to March 2018.” Registry of the courts, Ministry of Justice, "
        f"10 April 2018, table 2. File registry.pdf, SHA-256 {'a' * 64} (not beside the form, so not checked). Held by "
        "Coalition for Children. Own finding convicted."
    ]


def test_what_the_department_said_of_the_same_stands_beside_it_in_its_own_words(
    tmp_path: Path,
) -> None:
    words = _text(_report(tmp_path), "Prevention")
    assert (
        "The edition of 2018 said: “The ministry held awareness campaigns on the radio and ran a hotline.”"
        in words
    )
    assert "On this the two differ." in words


def test_where_the_two_agree_no_difference_is_claimed(tmp_path: Path) -> None:
    assert "differ" not in _text(
        _report(tmp_path, FORM.replace("value: no", "value: yes")), "Prevention"
    )


def test_the_notes_of_the_department_name_section_paragraph_sentence_and_our_numbers(
    tmp_path: Path,
) -> None:
    notes = [g.note for g in grounds_of(_report(tmp_path)) if g.kind == "department"]
    assert (
        "“The ministry held awareness campaigns on the radio and ran a hotline.” U.S. Department of State, Trafficking "
        "in Persons Report 2018, Senegal, under the heading “PREVENTION”, paragraph 1, sentence 3 (paragraph "
        "numbering added; [5] s. 3 in tierbook’s numbers)."
    ) in notes


def test_figures_stand_side_by_side_and_are_subtracted_only_where_unit_and_period_agree(
    tmp_path: Path,
) -> None:
    rows = _figures(_report(tmp_path))
    assert rows["Convictions"][0] == "7"
    assert rows["Convictions"][2] == "5"
    assert rows["Convictions"][-1] == "own is 2 more"
    assert rows["Investigations"][-1] == "other unit (persons; cases), other period: not subtracted"
    assert rows["Investigations"][1] == "persons; in 2017"


@pytest.mark.parametrize(
    ("own", "theirs", "editions", "expected"),
    [
        ({"n": 5}, {"n": 5}, (2018, 2018), "the same number"),
        ({"n": 3}, {"n": 5}, (2018, 2018), "own is 2 less"),
        ({"n": 3}, {"n": 5}, (2019, 2018), "other period: not subtracted"),
        ({"n": 3, "period": "2016"}, {"n": 5, "period": "2016"}, (2019, 2018), "own is 2 less"),
        (
            {"n": 3, "unit": "cases"},
            {"n": 5},
            (2018, 2018),
            "other unit (cases; persons): not subtracted",
        ),
        ({"n": 3}, {"n": 5, "exactness": "about"}, (2018, 2018), "not exact, not subtracted"),
        ({"n": 3, "n_max": 4}, {"n": 5}, (2018, 2018), "not exact, not subtracted"),
    ],
)
def test_differences(
    own: dict[str, object], theirs: dict[str, object], editions: tuple[int, int], expected: str
) -> None:
    base = {"what": "convictions", "unit": "persons", "period": "current"}
    said = Said(id="x", variable="figures.convictions", value=[], grounds=())
    row = Beside("convictions", (said, {**base, **own}), (said, {**base, **theirs}))
    assert difference(row, *editions) == expected


def test_words_that_name_a_year_are_no_reporting_period() -> None:
    from tierbook.release.drafts.model import Ground

    ground = Ground("department", "k", "[1] s. 1", "“In 2017 the courts convicted five.” Document.")
    base = {"what": "convictions", "unit": "persons", "period": "current", "n": 5}
    own = Said(id="x", variable="figures.convictions", value=[], grounds=())
    theirs = Said(id="y", variable="figures.convictions", value=[], grounds=((None, ground),))
    row = Beside("convictions", (own, base), (theirs, base))
    assert difference(row, 2018, 2018) == "its words name a period of their own: not subtracted"


def test_a_judgement_stands_with_its_reason_and_the_findings_it_rests_on(tmp_path: Path) -> None:
    words = _text(_report(tmp_path), "(b)(1) Suspended and much reduced sentences")
    assert "The law asks: Are sentences of principal actors suspended or much reduced?" in words
    assert "The Coalition for Children judges that the government fell short." in words
    assert "Its reason: Five of seven sentences were suspended." in words
    assert (
        "By the findings entered here, it speaks against the government that sentences were lenient."
        in words
    )


def test_not_enough_to_judge_is_a_valid_judgement(tmp_path: Path) -> None:
    words = _text(_report(tmp_path), "(b)(7) Complicit officials")
    assert "The Coalition for Children judges that what it has is not enough to judge." in words


def test_a_judgement_that_no_finding_bears_on_is_left_out_and_named(tmp_path: Path) -> None:
    draft = _report(tmp_path)
    assert "meetings took place" not in _text(draft).lower()
    assert "left out: (b)(9)(B) Partnership with the United States." in _remarks(draft)


def test_recommendations_carry_the_answers_that_the_form_gives(tmp_path: Path) -> None:
    words = _text(_report(tmp_path), "Recommendations still open")
    assert (
        "“Prosecute and convict traffickers with adequate prison terms”\nAccording to the Ministry of Justice,"
        in words
    )


def test_a_recommendation_that_the_text_calls_done_says_so_unless_a_finding_answers_it(
    tmp_path: Path,
) -> None:
    asked = "“establish a national hotline”\n"
    answered = _text(_report(tmp_path), "Recommendations still open")
    assert f"{asked}According to the Coalition for Children, there is no hotline:" in answered
    words = _text(_report(tmp_path, without("line")), "Recommendations still open")
    assert (
        f"{asked}A hotline is asked for, and the text says that the government runs one. “The ministry held"
        in words
    )


def test_a_changed_file_is_named_in_its_note(tmp_path: Path) -> None:
    draft = _report(tmp_path, files={"registry.pdf": "b" * 64})
    note = next(g.note for g in grounds_of(draft) if g.key == "own#convicted")
    assert f"the file beside the form is another: its SHA-256 is {'b' * 64}" in note


def test_an_unchanged_file_is_said_to_be_checked(tmp_path: Path) -> None:
    draft = _report(tmp_path, files={"registry.pdf": "a" * 64})
    note = next(g.note for g in grounds_of(draft) if g.key == "own#convicted")
    assert "checked: the file beside the form has this hash" in note


def test_the_author_is_the_institution_and_the_department_is_refused(tmp_path: Path) -> None:
    assert _report(tmp_path).author == "Coalition for Children"
    for name in ("U.S. Department of State", "Office to Monitor and Combat Trafficking in Persons"):
        with pytest.raises(WrongUse, match="author"):
            _report(
                tmp_path,
                FORM.replace("institution: Coalition for Children", f"institution: {name}"),
            )


def test_another_statute_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="statute"):
        _report(tmp_path, FORM.replace("edition: 2018", "edition: 2018\nstatute: palermo"))


def test_the_summary_counts_what_was_judged_and_what_was_not(tmp_path: Path) -> None:
    words = _text(_report(tmp_path), "In short")
    assert "The Coalition for Children enters six findings from five sources." in words
    counted = "falling short on one, not enough to judge on one and no judgement of its own on 36."
    assert counted in words


def test_without_a_text_of_the_department_the_report_stands_on_own_findings_alone(
    tmp_path: Path,
) -> None:
    draft = compose_report(own_file(tmp_path))
    assert "The edition of" not in _text(draft)
    assert {g.kind for g in grounds_of(draft)} == {"own", "judgement", "law", "document"}
    assert "nothing here compares with one" in _remarks(draft)


def test_the_clock_of_the_last_edition_stands_in_the_summary(tmp_path: Path) -> None:
    history = History.of_tiers("SEN", {2016: "2", 2017: "2WL", 2018: "2WL"})
    words = _text(_report(tmp_path, history=history), "In short")
    assert "the edition of 2018 is the second in a row on the Watch List as the law counts" in words


def test_a_newer_placement_than_that_of_the_text_is_told_and_the_clock_is_that_of_the_newest(
    tmp_path: Path,
) -> None:
    tiers: dict[int, Tier] = {2017: "2WL", 2018: "2WL", 2019: "2"}
    form = FORM.replace("edition: 2018", "edition: 2020")
    words = _text(_report(tmp_path, form, history=History.of_tiers("SEN", tiers)), "In short")
    assert "The edition of 2018 placed Senegal on the Tier 2 Watch List." in words
    newest = "The newest placement of Senegal that tierbook holds is that of the edition of 2019: Tier 2 ("
    assert newest in words
    assert "in a row on the Watch List" not in words
    tiers[2019] = "2WL"
    again = _text(_report(tmp_path, form, history=History.of_tiers("SEN", tiers)), "In short")
    assert "the edition of 2019 is the third in a row on the Watch List as the law counts" in again


def test_a_report_beside_a_sample_says_so_first(tmp_path: Path) -> None:
    text = FORM.replace("country: SEN", "country: JPN").replace("edition: 2018", "edition: 2003")
    kept = text.split("judgements:")[0]
    draft = compose_report(own_file(tmp_path, kept), last=sample_coding("japan-2003"))
    assert draft.sample


def test_silence_is_never_a_no(tmp_path: Path) -> None:
    draft = _report(tmp_path, FORM.split("findings:")[0])
    assert "entered no finding here" in _remarks(draft)
    assert not [g for g in grounds_of(draft) if g.kind == "own"]
    assert "On the 38" not in _text(draft)


def test_the_same_form_gives_the_same_report(tmp_path: Path) -> None:
    assert _report(tmp_path) == _report(tmp_path)
