"""A value explained: rule, words, words against it, what did not count, paragraphs read, accuracy, people."""

from __future__ import annotations

from pathlib import Path

import pytest

import tierbook
from tierbook.agreement import (
    Why,
    explain_value,
    find_variable,
    load_measured,
    load_people,
)
from tierbook.agreement.measure import measure
from tierbook.agreement.measured import Measured
from tierbook.errors import GoldInvalid, WrongUse

TEXT = """\
KENYA: TIER 2

Kenya does not fully meet the minimum standards but is making significant efforts to do so.

Prosecution

Courts convicted 14 traffickers. In 2005 courts had convicted nine traffickers. \
The government should convict more traffickers.

Protection

An NGO gave shelter to 30 victims. The police did not detain any victims. \
In some cases, officials detained trafficking victims for immigration offenses.
"""


def why(variable: str, **more: object) -> Why:
    coding = tierbook.code(TEXT, country="KEN", edition=2018)
    return explain_value(coding.to_dict(everything=True), variable, **more)  # type: ignore[arg-type]


def test_the_value_its_words_and_its_rule() -> None:
    one = why("prosecution.convicted")
    assert one.value == "yes"
    assert one.findings[0]["evidence"][0]["text"] == "Courts convicted 14 traffickers."
    (rule,) = one.rules()
    assert one.findings[0]["cue"] in rule
    words = one.explain()
    assert words.startswith("KEN:2018  prosecution.convicted: yes")
    assert find_variable("prosecution.convicted").question in words
    assert "“Courts convicted 14 traffickers.”" in words
    assert one.absence is None


def test_what_did_not_count_stands_with_place_and_reason() -> None:
    one = why("prosecution.convicted")
    kinds = {row.kind: row for row in one.others}
    assert kinds["earlier"].text == "In 2005 courts had convicted nine traffickers."
    assert kinds["need"].text.startswith("The government should")
    assert (kinds["earlier"].paragraph, kinds["earlier"].sentence) == (2, 2)
    assert kinds["earlier"].why in one.explain()


def test_silence_is_shown_by_the_paragraphs_read() -> None:
    one = why("prevention.hotline")
    assert (one.value, one.absence) == (None, "not_stated")
    assert [part.n for part in one.read] == [1, 2, 3]
    assert "[2] prosecution: “Courts convicted" in one.explain()
    assert "Read:" not in why("prosecution.convicted").explain()


def test_words_against_a_value_are_told_from_the_rest() -> None:
    record = tierbook.code(TEXT, country="KEN", edition=2018).to_dict(everything=True)
    start = TEXT.index("An NGO")
    for text, kind in (
        ("says no of a part; other words say yes", "against"),
        ("says yes too, more weakly than the words that count", "told elsewhere"),
        ("another place says 2WL", "against"),
        ("the act of an organisation outside the state", "other actor"),
        ("planned, not done", "planned"),
        ("the figure counts something else", "other sense"),
    ):
        row = {
            "variable": "prosecution.convicted",
            "start": start,
            "end": start + 6,
            "cue": "c",
            "why": text,
        }
        one = explain_value({**record, "rejected": [row]}, "prosecution.convicted")
        assert [r.kind for r in (*one.against, *one.others)] == [kind]
        assert bool(one.against) == (kind == "against")


def test_a_variable_that_was_not_asked_says_so() -> None:
    record = tierbook.code(TEXT, country="KEN", edition=2018).to_dict(everything=True)
    record["not_asked"] = ["prevention.hotline"]
    record["absences"] = []
    one = explain_value(record, "prevention.hotline")
    assert one.absence == "not_asked"
    assert "does not exist in this edition" in one.explain()
    assert "Read:" not in one.explain()


def test_an_unknown_variable_names_the_nearest_and_a_bare_coding_is_refused() -> None:
    with pytest.raises(WrongUse, match=r"protection\.shelter"):
        why("shelter")
    record = tierbook.code(TEXT, country="KEN", edition=2018).to_dict()
    with pytest.raises(WrongUse, match="--all"):
        explain_value(record, "protection.shelter")


def test_accuracy_is_that_of_kind_and_era(tmp_path: Path) -> None:
    row = {"precision": 0.9, "recall": 0.8, "f1": 0.85, "n": 12, "low": 0.7, "high": 0.95}
    kind = {
        "texts": 20,
        "editions": [2018],
        "labels": "somebody",
        "variables": {"a.b": row, "a.c": {**row, "n": 0}},
    }
    passages = {
        "editions": [2003, 2004, 2005, 2006, 2010],
        "labels": "people",
        "variables": {"a.b": {"recall": 0.5, "n_code": 4, "specificity": None, "n_do_not_code": 0}},
    }
    measured = Measured({"date": "2026-01-31", "kinds": {"narrative": kind}, "passages": passages})
    here = measured.accuracy("a.b", "narrative", 2018)
    assert here is not None
    assert "0.85 (0.70 to 0.95)" in here.explain()
    assert "somebody" in here.explain()
    assert "untested" not in here.explain()
    older = measured.accuracy("a.b", "narrative", 2003)
    assert older is not None
    assert "untested here" in older.explain()
    assert measured.accuracy("a.b", "summary", 2018) is None
    assert measured.accuracy("a.c", "narrative", 2018) is None
    assert measured.variables == {"a.b"}
    on_passages = measured.on_passages("a.b")
    assert on_passages is not None
    assert "2 of 4 passages to code" in on_passages.explain()
    assert "2003 to 2010" in on_passages.explain()
    assert Measured({}).accuracy("a.b", "narrative") is None


def test_the_packaged_record_fits_the_codebook() -> None:
    from tierbook.codebook import load_codebook

    known = set(load_codebook().variables) | {"counts"}
    assert load_measured().variables <= known
    row = load_measured().accuracy("tier.stated", "narrative", 2018)
    assert row is not None
    assert row.f1 == 1.0
    assert "language models" in row.labels


def test_measuring_gives_scores_by_kind_of_text(tmp_path: Path) -> None:
    from tests.agreement.making import gold, write_gold

    counts = [{"what": "convictions", "n": 14}]
    path = write_gold(tmp_path / "g.jsonl", gold(counts=counts))
    record = measure([path], date="2026-01-31")
    scores = record["kinds"]["narrative"]["variables"]
    assert scores["tier.stated"]["f1"] == 1.0
    assert scores["figures.convictions"]["n"] == 1
    assert record["passages"] is None


def test_texts_of_countries_that_no_rule_was_tuned_on_are_scored_once_more_apart(
    tmp_path: Path,
) -> None:
    from tests.agreement.making import gold, write_gold

    variable = "prosecution.convicted"
    path = write_gold(
        tmp_path / "g.jsonl",
        gold("one", values={variable: "yes"}),
        gold("two", values={variable: "no"}, country="UGA"),
    )
    record = measure([path], date="2026-01-31", held_out=["UGA"])
    assert record["held_out"]["countries"] == ["UGA"]
    found = Measured(record).accuracy(variable, "narrative")
    assert found is not None
    assert found.held_out is not None
    assert (found.n, found.held_out.score.n, found.held_out.texts) == (2, 1, 1)
    assert (found.recall, found.held_out.score.recall) == (0.5, 0.0)
    assert "n = 1, on the 1 of countries that no rule was tuned on" in found.explain()
    never = Measured(record).held_out("prosecution.law", "narrative")
    assert never is not None
    assert (never.score.n, never.score.f1) == (0, None)
    plain = Measured(measure([path], date="2026-01-31"))
    assert plain.held_out(variable, "narrative") is None
    assert "tuned on" not in plain.accuracy(variable, "narrative").explain()  # type: ignore[union-attr]


def test_measuring_keeps_which_answer_was_taken_for_which(tmp_path: Path) -> None:
    from tests.agreement.making import gold, write_gold

    path = write_gold(tmp_path / "g.jsonl", gold(values={"prosecution.convicted": "no"}))
    record = Measured(measure([path], date="2026-01-31"))
    assert record.confusion("prosecution.convicted", "narrative") == {"no": {"yes": 1.0}}
    assert record.confusion("prosecution.convicted", "summary") == {}
    assert record.confusion("tier.stated", "narrative") == {}  # neither yes nor no


HTI = "iso3,year,minstand,victimpunish,domesticlaws\nKEN,2008,No,Yes,Some\n"
THREE_P = "iso3,country,year,prosecution,prevention,protection,overall\nKEN,Kenya,2007,2,3,2,7\n"


def test_people_are_looked_up_in_the_same_country_and_edition(tmp_path: Path) -> None:
    hti, index = tmp_path / "hti.csv", tmp_path / "index.csv"
    hti.write_text(HTI, encoding="utf-8")
    index.write_text(THREE_P, encoding="utf-8")
    law = find_variable("prosecution.law")
    (cell,) = load_people(hti).cells(law, "KEN", 2008)
    assert (cell.variable, cell.value) == ("domesticlaws", "Some")
    (score,) = load_people(index).cells(
        law, "KEN", 2008
    )  # the index of 2007 reads the edition of 2008
    assert (score.variable, score.value) == ("prosecution", "2")
    assert load_people(index).cells(law, "KEN", 2007) == []
    assert "KEN is not in it" in str(load_people(hti).nothing(law, "KEN", 2009))
    assert "corresponds" in str(load_people(hti).nothing(find_variable("tier.change"), "KEN", 2008))
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    for path in (other, tmp_path / "nowhere.csv"):
        with pytest.raises(GoldInvalid):
            load_people(path)


def test_an_explanation_carries_what_people_coded(tmp_path: Path) -> None:
    path = tmp_path / "hti.csv"
    path.write_text(HTI.replace("2008", "2018"), encoding="utf-8")
    words = why("prosecution.law", people=[load_people(path)]).explain()
    assert "People (Human Trafficking Indicators): domesticlaws is Some" in words


def test_an_explanation_prints_short_and_shows_itself_escaped() -> None:
    one = why("prosecution.convicted")
    assert repr(one) == "<Why KEN:2018 prosecution.convicted: yes>"
    assert "not_stated" in repr(why("prevention.hotline"))
    coding = tierbook.code(
        "Courts convicted 14 traffickers <b>today</b>.\n\nNothing else.",
        country="KEN",
        edition=2018,
    )
    html = tierbook.why(coding, "prosecution.convicted")._repr_html_()
    assert "&lt;b&gt;today" in html


def test_a_sentence_that_carries_several_elements_is_shown_once() -> None:
    words = why("figures.convictions").explain()
    assert words.count("“Courts convicted 14 traffickers.”") == 1
