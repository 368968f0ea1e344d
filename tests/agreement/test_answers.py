"""Which answers count, how files are read, and what is told of the coders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.agreement.answering import table
from tierbook.agreement import (
    Answer,
    agreement_over_time,
    agreement_paragraph,
    answers_of_coding,
    answers_of_decisions,
    compare_pairs,
    find_divided,
    measure_agreement,
    overall_paragraph,
    read_answers,
    scale_named,
    scale_of,
)
from tierbook.codebook import load_codebook
from tierbook.errors import GoldInvalid, WrongUse
from tierbook.files import VERSION


def _decision(coder: str, value: object, **more: object) -> dict[str, object]:
    return {
        "at": "2026-11-02T10:00:00Z", "coder": coder, "document": "d1", "unit": "JPN:2003", "page": "00",
        "codebook": "tip/1", "variable": "protection.shelter", "level": None, "place": None, "action": "accept",
        "value": value, "evidence": [{"start": 3, "end": 9, "text": "places", "paragraph": 1, "sentence": 1}],
        "note": "", "shown": "blind", "drawn": {"how": "queue"}, "undoes": None, **more,
    }  # fmt: skip


def test_only_blind_answers_count_and_the_others_are_counted() -> None:
    answers = [
        Answer("a", "u1", "x", "yes"),
        Answer("b", "u1", "x", "no"),
        Answer("b", "u1", "x", "yes"),
        Answer("c", "u1", "x", "no", shown="proposal"),
        Answer("d", "u1", "x", "no", adjudicated=True),
        Answer("e", "u1", "x", None),
    ]
    found = measure_agreement(answers, resamples=0)
    x = found.variables["x"]
    assert x.coders == ("a", "b")
    assert x.values["percent"] == 1
    assert x.left_out == {"primed": 1, "adjudicated": 1, "missing": 1, "replaced": 1}
    assert found.overall.left_out == x.left_out
    assert found.laid.total_left_out() == x.left_out


def test_a_variable_whose_answers_were_all_primed_stays_in_the_table() -> None:
    answers = [Answer(c, "u1", "x", "yes", shown="proposal") for c in "ab"]
    x = measure_agreement(answers, resamples=0).variables["x"]
    assert x.values["percent"] is None
    assert x.undefined["percent"] == "undefined: no answer counts"
    assert x.left_out["primed"] == 2


def test_levels_are_compared_with_themselves() -> None:
    answers = [
        Answer("a", "u1", "x", "yes", level="law"),
        Answer("a", "u1", "x", "no", level="practice"),
        Answer("b", "u1", "x", "yes", level="law"),
        Answer("b", "u1", "x", "yes", level="practice"),
        Answer("c", "u1", "x", "not_stated"),
    ]
    items = measure_agreement(answers, resamples=0).laid.items["x"]
    assert [(i.level, dict(i.labels)) for i in items] == [
        ("law", {"a": "yes", "b": "yes", "c": "not_stated"}),
        ("practice", {"a": "no", "b": "yes", "c": "not_stated"}),
    ]


def test_figures_are_compared_by_their_names() -> None:
    book = load_codebook()
    rows = {
        "a": [{"what": "convictions", "n": 12}, {"what": "convictions_labor", "n": 3}],
        "b": [{"what": "convictions", "n": 12}],
    }
    answers = [Answer(c, "u1", "figures.convictions", value) for c, value in rows.items()]
    items = measure_agreement(answers, codebook=book, resamples=0).laid.items["figures.convictions"]
    assert [(i.figure, dict(i.labels)) for i in items] == [
        ("convictions", {"a": 12.0, "b": 12.0}),
        ("convictions_labor", {"a": 3.0, "b": "not_listed"}),
    ]


@pytest.mark.parametrize(
    ("variable", "words"),
    [
        ("protection.shelter", "nominal"),
        ("tier.stated", "ordinal (3 < 2WL < 2 < 1)"),
        ("profile.origins", "set-valued, MASI distance"),
        ("figures.convictions", "interval on log(1 + n)"),
        ("no.such_variable", "nominal"),
    ],
)
def test_the_codebook_says_on_which_scale(variable: str, words: str) -> None:
    assert scale_of(variable, load_codebook()).explain() == words


def test_a_ratio_scale_is_called_one() -> None:
    assert scale_named("ratio").explain() == "ratio"


def test_every_type_of_the_codebook_has_a_scale_that_is_written_down() -> None:
    from tierbook.agreement.reliability.scales import _rules

    rules = _rules()
    book = load_codebook()
    assert {v.type for v in book.variables.values()} <= rules["types"].keys()
    for vocabulary, order in rules["orders"].items():
        assert set(order) <= book.vocabularies[vocabulary].keys()


def test_a_special_case_has_no_place_among_the_tiers() -> None:
    answers = table(["1 2 3 special", "1 2WL 3 special"], "tier.stated")
    x = measure_agreement(answers, codebook=load_codebook(), resamples=0).variables["tier.stated"]
    assert x.values["percent"] == 0.75
    assert x.values["krippendorff_alpha"] > x.values["nominal_alpha"]


def test_decisions_give_answers_and_what_was_undone_is_gone() -> None:
    history = [
        _decision("p1", "yes"),
        _decision("p2", "no", action="change", shown="proposal"),
        _decision("p1", None, action="undo"),
        _decision("p1", None, action="not_stated", evidence=[]),
        _decision("p3", "yes", action="adjudicate"),
        _decision("p4", "yes", action="reject"),
        _decision("p5", "yes", drawn={"how": "sample", "sample": "s-1", "probability": 0.25, "stratum": "era=1"}),
    ]  # fmt: skip
    answers = answers_of_decisions(history)
    assert [(a.coder, a.value) for a in answers] == [
        ("p2", "no"), ("p1", "not_stated"), ("p3", "yes"), ("p4", None), ("p5", "yes"),
    ]  # fmt: skip
    assert answers[0].shown == "proposal"
    assert answers[0].spans == ((3, 9),)
    assert answers[2].adjudicated
    assert (answers[4].probability, answers[4].stratum, answers[4].sample) == (0.25, "era=1", "s-1")


def test_an_undo_may_name_what_it_undoes() -> None:
    history = [
        _decision("p1", "yes", event="e1"),
        _decision("p1", "no", event="e2"),
        _decision("p1", None, action="undo", undoes="e1"),
    ]
    assert [a.value for a in answers_of_decisions(history)] == ["no"]


def test_a_coding_answers_what_it_is_silent_about() -> None:
    book = load_codebook()
    record = {
        "coder": "rules",
        "document": {"id": "d1", "country": "JPN", "edition": 2003},
        "narrative": {"text": "The government ran a shelter."},
        "not_asked": ["tier.automatic_downgrade"],
        "findings": [
            {"variable": "protection.shelter", "value": "yes", "level": "practice", "place": None,
             "evidence": [{"start": 0, "end": 29}]},
        ],
    }  # fmt: skip
    coder, unit, answers = answers_of_coding(record, book)
    by = {a.variable: a for a in answers}
    assert (coder, unit) == ("rules", "JPN:2003")
    assert by["protection.shelter"].spans == ((0, 29),)
    assert by["protection.referral"].value == "not_stated"
    assert "tier.automatic_downgrade" not in by


def test_files_of_decisions_and_codings_are_read_together(tmp_path: Path) -> None:
    decisions = tmp_path / "decisions.jsonl"
    lines = [_decision("p1", "yes"), _decision("p2", "no"), {"action": "accept"}]
    decisions.write_text("".join(json.dumps(line) + "\n" for line in lines) + "not json\n")
    coding = tmp_path / "rules.jsonl"
    record = {
        "coder": "rules", "document": {"id": "d1", "country": "JPN", "edition": 2003},
        "narrative": {"text": "A shelter was run."}, "not_asked": [], "absences": [],
        "findings": [{"variable": "protection.shelter", "value": "yes", "evidence": []}],
    }  # fmt: skip
    coding.write_text(json.dumps(record) + "\n")
    read = read_answers([decisions, coding], load_codebook())
    assert [a.coder for a in read.answers] == ["p1", "p2", "rules"]
    assert read.programs == ("rules",)
    assert read.lengths == {"JPN:2003": 18, "d1": 18}
    assert [p.where.rpartition(":")[2] for p in read.problems] == ["4", "3"]
    found = measure_agreement(read.answers, programs=read.programs, resamples=0)
    assert found.overall.coders == ("p1", "p2")
    pairs = compare_pairs(read.answers, programs=read.programs)
    assert [(r.first, r.second) for r in pairs if r.variable == "_all"] == [
        ("p1", "p2"), ("p1", "rules"), ("p2", "rules"),
    ]  # fmt: skip
    assert read_answers([coding], load_codebook()).programs == ()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("coder,unit,value\na,u,yes\n", GoldInvalid),
        ("coder,unit,variable,value\n", GoldInvalid),
        ("", GoldInvalid),
        ('[{"coder": "a",', GoldInvalid),
    ],
)
def test_files_that_are_no_answers(tmp_path: Path, content: str, error: type[Exception]) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(content)
    with pytest.raises(error):
        read_answers([path])
    with pytest.raises(WrongUse):
        read_answers([tmp_path / "absent.csv"])


def test_fields_that_are_no_words_become_words(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    row = {"unit": "u", "variable": "x", "level": 3, "at": 20260105}
    action = {"action": "accept", **row}
    path.write_text(
        "".join(
            json.dumps({**one, "coder": coder, "value": coder}) + "\n"
            for coder, one in (("a", row), ("b", row), ("c", action))
        )
    )
    read = read_answers([path])
    assert {(a.level, a.at) for a in read.answers} == {("3", "20260105")}
    assert not read.problems
    assert agreement_over_time(read.answers, resamples=0)


def test_cells_of_lists(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(
        "coder,unit,variable,value,probability,drawn\n"
        "a,u,profile.origins,PHL;CHN,0.5,sample\n"
        'a,u,profile.forms,"[""forced_labor""]",,\n'
        "a,u,profile.destinations,not_stated,,\n"
        "a,u,protection.shelter,,,\n"
        "a,u,x,yes,2,sample\n"
        ",u,x,yes,,\n"
    )
    read = read_answers([path], load_codebook())
    assert [a.value for a in read.answers] == [
        ["PHL", "CHN"], ["forced_labor"], "not_stated", None,
    ]  # fmt: skip
    assert read.answers[0].probability == 0.5
    assert len(read.problems) == 2


def test_what_divides_coders_comes_with_their_words() -> None:
    answers = [
        Answer("a", "u1", "x", "yes", ((1, 5),), "d1"),
        Answer("b", "u1", "x", "no", ((7, 9),), "d1"),
        Answer("a", "u2", "x", "yes"),
        Answer("b", "u2", "x", "yes"),
    ]
    (row,) = find_divided(answers)
    assert (row.unit, row.document, row.apart) == ("u1", "d1", 1)
    assert row.values == {"a": "yes", "b": "no"}
    assert row.spans == {"a": ((1, 5),), "b": ((7, 9),)}


def test_over_time_a_unit_belongs_to_its_last_answer() -> None:
    answers = [
        Answer("a", "u1", "x", "yes", at="2026-01-30"),
        Answer("b", "u1", "x", "yes", at="2026-02-02"),
        Answer("a", "u2", "x", "yes", at="2026-01-05"),
        Answer("b", "u2", "x", "no", at="2026-01-06"),
        Answer("a", "u3", "x", "no", at="2026-03-06"),
    ]
    found = agreement_over_time(answers, resamples=0)
    assert {month: rows["x"].values["percent"] for month, rows in found.items()} == {
        "2026-01": 0, "2026-02": 1,
    }  # fmt: skip


def test_the_paragraph_has_the_numbers_of_the_record() -> None:
    answers = table(["a b a a b *", "a b b a b a", "a a b a b a"])
    found = measure_agreement(answers, resamples=100, seed=4)
    record = found.to_dict()["x"]
    words = agreement_paragraph(found.variables["x"], "shelter", "tip/1")
    low, high = record["intervals"]["krippendorff_alpha"]
    for part in (
        "shelter, codebook tip/1", "3 coders answered 6 units", f"{record['krippendorff_alpha']:.3f}",
        f"95% {low:.3f} to {high:.3f}", f"Light's kappa (mean over pairs of coders), {record['light_kappa']:.3f}",
        f"AC1, {record['gwet_ac1']:.3f}", "100 bootstrap resamples of units (seed 4)", "1 without a value",
        f"tierbook {VERSION}",
    ):  # fmt: skip
        assert part in words, part
    assert "all variables together" in overall_paragraph(found)
    alone = measure_agreement(table(["a a", "a a"]), resamples=0)
    assert "undefined: no variation, every answer is a" in agreement_paragraph(alone.variables["x"])


def test_a_narrative_and_a_summary_of_one_unit_are_never_compared() -> None:
    answers = [
        Answer("a", "JPN:2003", "x", "yes", document="narrative"),
        Answer("b", "JPN:2003", "x", "yes", document="narrative"),
        Answer("a", "JPN:2003", "x", "no", document="summary"),
        Answer("b", "JPN:2003", "x", "no", document="summary"),
    ]
    x = measure_agreement(answers, resamples=0).variables["x"]
    assert (x.n_units, x.values["percent"], x.left_out["replaced"]) == (2, 1, 0)
