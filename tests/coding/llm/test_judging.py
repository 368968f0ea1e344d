"""Every finding is judged: known ids, known values, words that stand in the text, this government's act."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coding.llm.asking import LAW, finding, sample, told
from tierbook.codebook import check_value, load_codebook
from tierbook.coding import MODEL_REFUSALS
from tierbook.coding.coders.llm.answers import UnusableAnswer, read_answer
from tierbook.coding.coders.llm.assembling import assemble_coding
from tierbook.coding.coders.llm.judging import Accepted, Judge, Refused
from tierbook.coding.coders.llm.prompting import cut_questions, load_prompt, write_messages
from tierbook.coding.coders.llm.quotes import QuoteFinder
from tierbook.coding.coding import Coding, check_evidence

BOOK = load_codebook()
ALL = tuple(BOOK.variables.values())


def judged(*findings: object, asked: Any = ALL) -> list[Accepted | Refused]:
    answers = read_answer(told(*findings))
    return list(Judge(sample(), BOOK).judge(answers, asked))


def coding_of(*findings: object) -> Coding:
    rows = judged(*findings)
    coding, _ = assemble_coding(
        sample(),
        BOOK,
        [r for r in rows if isinstance(r, Accepted)],
        [r for r in rows if isinstance(r, Refused)],
        coder="llm/test/1",
        versions=(("codebook", BOOK.name),),
    )
    for made in coding.findings:
        for words in made.evidence:
            check_evidence(coding.narrative, words)
    return coding


CONVICTED = "Courts convicted 12 traffickers"
COUNT = {"what": "convictions", "n": 12, "unit": "persons", "period": "current"}
REFUSED = [
    ("unknown_variable", {**LAW, "variable": "prosecution.lwa"}),
    ("unknown_variable", {**LAW, "variable": ""}),
    ("unknown_value", {**LAW, "value": "maybe"}),
    ("unknown_value", {**LAW, "value": True}),
    ("unknown_value", {**LAW, "value": {"yes": 1}}),
    ("unknown_value", {**LAW, "value": ["yes"]}),
    ("unknown_value", {**LAW, "said_by": "police"}),
    ("unknown_value", finding("profile.origin_regions", "Eastern Europe", "p1s1", "Thailand")),
    ("unknown_value", finding("profile.sectors", "other:karaoke", "p1s1", "exploited in bars")),
    ("unknown_value", {**LAW, "level": "paper"}),
    ("unknown_value", {**LAW, "whom": ["everybody"]}),
    ("unknown_value", finding("profile.origins", "Thailand", "p1s1", "Thailand")),
    ("unknown_value", finding("profile.origin_regions", "x" * 500, "p1s1", "Thailand")),
    ("unknown_value", finding("figures.convictions", {**COUNT, "n": "12"}, "p2s2", CONVICTED)),
    ("unknown_value", finding("figures.convictions", {**COUNT, "law": {"a": 1}}, "p2s2", CONVICTED)),
    ("unknown_value", finding("figures.convictions", {"what": "convictions"}, "p2s2", CONVICTED)),
    ("unknown_value", finding("flows.edges", {"from": "THA", "to": "JPN", "via": [1]}, "p1s1", "Thailand")),
    ("unknown_sentence", finding("prosecution.law", "yes", "p9s9", "prohibits all forms")),
    ("unknown_sentence", finding("prosecution.law", "yes", "2.1", "prohibits all forms")),
    ("no_evidence", {**LAW, "evidence": []}),
    ("quote_not_found", finding("prosecution.law", "yes", "p2s1", "prohibits every form")),
    ("quote_not_found", finding("prosecution.law", "yes", "p2s1", "PROHIBITS ALL FORMS")),
    ("quote_not_found", finding("prosecution.law", "yes", "p2s1", "hibits all forms")),
    ("quote_not_found", finding("prosecution.law", "yes", "p2s1", "la loi interdit toutes les formes")),
    ("quote_not_found", finding("prosecution.law", "yes", "p2s1", "officials. No shelter")),
    ("quote_too_short", finding("prosecution.law", "yes", "p2s1", "of")),
    ("quote_too_short", finding("prosecution.law", "yes", "p2s1", "...")),
    ("not_this_government", {**LAW, "actor": "ngo"}),
    ("not_this_period", {**LAW, "period": "planned"}),
    ("not_this_period", {**LAW, "period": "earlier"}),
    ("wrong_shape", {"variable": "prosecution.law"}),
    ("wrong_shape", {**LAW, "evidence": "prohibits all forms"}),
    ("wrong_shape", "yes"),
    ("wrong_shape", None),
    ("wrong_shape", {**LAW, "evidence": [{"sentence": 2.1, "quote": "prohibits"}]}),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "row"), REFUSED)
def test_what_does_not_hold_is_refused_with_its_reason(reason: str, row: object) -> None:
    (no,) = judged(row)
    assert isinstance(no, Refused)
    assert no.reason == reason
    assert no.why
    assert reason in MODEL_REFUSALS


def test_every_reason_is_met_by_a_test() -> None:
    here = {reason for reason, _ in REFUSED}
    elsewhere = {
        "too_many", "not_asked_here", "quote_ambiguous", "speaks_to_model", "called_for", "duplicate",
    }  # fmt: skip
    assert here | elsewhere == set(MODEL_REFUSALS)


def test_a_variable_that_was_not_asked_for_is_refused() -> None:
    others = [v for v in ALL if v.id != "prosecution.law"]
    (no,) = judged(LAW, asked=others)
    assert isinstance(no, Refused)
    assert no.reason == "not_asked_here"


def test_one_invented_quotation_refuses_the_whole_finding() -> None:
    row = {
        **LAW,
        "evidence": [*LAW["evidence"], {"sentence": "p2s2", "quote": "a new law of 2017"}],
    }
    (no,) = judged(row)
    assert isinstance(no, Refused)
    assert no.reason == "quote_not_found"


def test_findings_beyond_any_narrative_are_refused() -> None:
    rows = judged(*[LAW] * 405)
    assert sum(isinstance(r, Accepted) for r in rows) == 400
    assert [r.reason for r in rows if isinstance(r, Refused)] == ["too_many"] * 5


def test_silence_said_aloud_is_no_finding() -> None:
    assert judged({**LAW, "value": "not_stated"}, {**LAW, "value": "not_in_summary"}) == []


def test_words_in_another_sentence_are_taken_where_they_stand() -> None:
    (row,) = judged(finding("prosecution.law", "yes", "p3s1", "prohibits all forms of trafficking"))
    assert isinstance(row, Accepted)
    assert (row.places[0].sentence.paragraph, row.places[0].sentence.n) == (2, 1)
    assert row.places[0].moved


def test_words_over_two_sentences_are_evidence_of_both() -> None:
    words = "all forms of trafficking. Courts convicted 12"
    (row,) = judged(finding("prosecution.law", "yes", "p2s1", words))
    assert isinstance(row, Accepted)
    assert [p.sentence.n for p in row.places] == [1, 2]


@pytest.mark.parametrize(
    "drawn", ["women  from\nThailand", "women\u00a0from Thailand", "wo\u00admen from Thailand"]
)
def test_white_space_and_what_shows_nothing_may_differ(drawn: str) -> None:
    (row,) = judged(finding("profile.origins", "THA", "p1s1", drawn))
    assert isinstance(row, Accepted)
    coding = coding_of(finding("profile.origins", "THA", "p1s1", drawn))
    assert "women from Thailand" in coding.findings[0].evidence[0].text


def test_a_recommendation_is_in_the_words_of_the_text() -> None:
    value = {"text": "An NGO ran a telephone line", "topic": "prosecution.training", "topics": []}
    (good,) = judged(finding("recommendations", value, "p3s2", "An NGO ran"))
    assert isinstance(good, Accepted)
    assert good.value == {
        "text": "An NGO ran a telephone line", "topic": "prosecution.training",
        "criterion": BOOK.variables["prosecution.training"].criteria[0], "act": None,
        "topics": ["prosecution.training"], "parts": [],
    }  # fmt: skip
    (bad,) = judged(
        finding("recommendations", {**value, "text": "Train all judges"}, "p3s2", "An NGO ran")
    )
    assert isinstance(bad, Refused)
    assert bad.reason == "quote_not_found"


def test_yes_and_no_of_one_thing_are_mixed_with_words_for_each() -> None:
    coding = coding_of(
        finding("prosecution.investigated", "yes", "p2s2", CONVICTED),
        finding("prosecution.investigated", "no", "p2s3", "did not investigate complaints"),
    )
    (made,) = coding.findings
    assert made.value == "mixed"
    assert [(e.sentence, e.supports) for e in made.evidence] == [(2, "yes"), (3, "no")]


def test_law_and_practice_are_two_findings() -> None:
    coding = coding_of({**LAW, "level": "law"}, {**LAW, "level": "practice", "quality": "weak"})
    assert [(f.level, f.quality) for f in coding.findings] == [("law", None), ("practice", "weak")]


def test_the_mark_takes_in_the_negation_that_governs_it() -> None:
    coding = coding_of(finding("prosecution.investigated", "no", "p2s3", "investigate complaints"))
    mark = coding.findings[0].evidence[0].mark
    assert mark is not None
    assert coding.narrative.words(*mark).startswith("did not investigate")


def test_a_list_given_as_a_whole_is_parted_by_what_its_words_support() -> None:
    row = {
        **finding("profile.victims", ["women", "men"], "p1s1", "women"),
        "evidence": [
            {"sentence": "p1s1", "quote": "women from Thailand", "supports": "women"},
            {"sentence": "p3s1", "quote": "No shelter took in men", "supports": "men"},
        ],
    }
    (made,) = coding_of(row).findings
    assert made.value == ["women", "men"]
    assert [(e.paragraph, e.supports) for e in made.evidence] == [(1, "women"), (3, "men")]


def test_a_figure_has_all_keys_of_the_contract_and_a_currency_is_taken() -> None:
    sum_of = {"what": "fines", "n": 12, "unit": "EUR", "part_of": None, "usd": None}
    coding = coding_of(
        finding("figures.convictions", {"what": "convictions", "n": 12}, "p2s2", CONVICTED),
        finding("figures.fines", sum_of, "p2s2", CONVICTED),
    )
    convictions, fines = (f.value for f in coding.findings)
    empty = dict.fromkeys(("n_max", "unit", "period", "compared_with", "actor", "law"))
    assert convictions == [{"what": "convictions", "n": 12, **empty}]
    assert fines == [{"what": "fines", "n": 12, **empty, "unit": "EUR"}]


def test_the_name_of_a_figure_that_a_question_shows_is_one() -> None:
    question = next(q for q in cut_questions(BOOK, 2018, 16) if q.variables[0].type == "counts")
    words = write_messages(load_prompt(), BOOK, sample(), question, {})[1]["content"]
    shown = re.search(r"may be followed by _ and codes of figure_parts: (\w+)\.", words)
    assert shown
    check_value(BOOK, "figures.convictions", [{"what": shown[1], "n": 12}])


@pytest.mark.parametrize(
    ("unit", "written"),
    [("EUR", "EUR"), ("currency:EUR", "EUR"), ("CHF", "currency:CHF")],
)
def test_a_currency_is_written_as_the_codebook_knows_it(unit: str, written: str) -> None:
    said = {"what": "fines", "n": 12, "unit": unit}
    (row,) = judged(finding("figures.fines", said, "p2s2", CONVICTED))
    assert isinstance(row, Accepted)
    assert isinstance(row.value, dict)
    assert row.value["unit"] == written
    check_value(BOOK, "figures.fines", [row.value])


def test_what_was_refused_stands_with_the_silence_and_its_reason() -> None:
    coding = coding_of({**LAW, "actor": "ngo"})
    (silence,) = [s for s in coding.silences if s.variable == "prosecution.law"]
    assert silence.absence == "not_stated"
    (no,) = silence.rejected
    assert coding.narrative.words(no.start, no.end).startswith("The penal code")
    assert no.why == MODEL_REFUSALS["not_this_government"]


def test_questions_ask_each_variable_of_the_edition_once_and_no_other() -> None:
    for edition in (2001, 2010, 2018, None):
        parts = [v.id for q in cut_questions(BOOK, edition, 16) for v in q.variables]
        assert sorted(parts) == sorted(v.id for v in ALL if v.asked_in(edition))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
rows = st.fixed_dictionaries(
    {"variable": st.sampled_from([v.id for v in ALL]), "value": json_values},
    optional={
        "evidence": st.lists(
            st.fixed_dictionaries(
                {"sentence": st.sampled_from(["p0s1", "p1s1", "p2s1", "p7s1"]), "quote": st.text(max_size=9)
                 | st.sampled_from(["women from Thailand", "prohibits all forms", "12 traffickers"])}
            ), max_size=2),
        "actor": json_values, "level": json_values, "whom": json_values,
    },
)  # fmt: skip


@given(st.lists(rows | json_values, max_size=6))
def test_whatever_a_model_answers_what_stands_in_the_coding_holds(answer: list[object]) -> None:
    coding = coding_of(*answer)
    for made in coding.findings:
        assert made.evidence
        assert made.variable in BOOK.variables
    json.dumps(coding.to_dict(everything=True))


@given(st.text(max_size=200))
def test_any_text_is_an_answer_or_unusable(text: str) -> None:
    try:
        answers = read_answer(text)
    except UnusableAnswer:
        return
    assert isinstance(answers.findings, tuple)


@given(st.data())
def test_any_whole_words_of_a_sentence_are_found_in_it(data: st.DataObject) -> None:
    narrative = sample()
    sentence = data.draw(st.sampled_from(narrative.sentences))
    words = narrative.words(sentence.start, sentence.end).split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quote = " ".join(words[first : last + 1])
    if not any(len(word.strip(".,")) > 4 for word in quote.split()):
        return  # words that show nothing are refused: tested above
    (place,) = QuoteFinder(narrative).find(quote, sentence)
    assert place.sentence == sentence
    assert narrative.words(place.start, place.end) == quote


def test_a_change_of_the_prompt_needs_a_new_version() -> None:
    # Codings name the version: the same version must have told the model the same words.
    assert load_prompt().name == "1-fd468a37f84a"
