"""What changed in the measure: law, variables not asked, words that shifted, length, kind of text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.dossier.making import hold
from tierbook.dossier import HeldText, compare_units, shifted_words

THEN = """JAPAN (Tier 2)

The government does not fully comply with the minimum standards; however, it is making significant efforts to do so. Women are trafficked for commercial sexual exploitation. Police arrested three traffickers.
"""  # noqa: E501 - a paragraph of a page is one line
NOW = """JAPAN: Tier 1

The government fully meets the minimum standards. Traffickers subjected women to sex trafficking. Courts convicted three traffickers. The government opened a shelter. It ran a hotline. It trained prosecutors.
"""  # noqa: E501


def _measure(*texts: HeldText, variables: tuple[str, ...]) -> dict[str, str]:
    said = compare_units(texts, variables).measure
    return {s.text.partition(":")[0]: s.text for s in said}


def _two() -> tuple[HeldText, HeldText]:
    return hold("JPN:2003", THEN), hold("JPN:2018", NOW)


def test_the_law_tells_which_criteria_of_the_variables_are_new() -> None:
    measure = _measure(*_two(), variables=("prosecution.lenient_sentences",))
    assert "Public Law 108-193" in measure["Statute"]
    assert "Suspended and much reduced sentences (added)" in measure["Statute"]


def test_within_one_edition_the_law_and_the_words_are_one() -> None:
    texts = hold("JPN:2018", NOW), hold("NOR:2018", NOW.replace("JAPAN", "NORWAY"))
    measure = _measure(*texts, variables=("prosecution.lenient_sentences", "profile.forms"))
    assert set(measure) == {"Length", "Kind of text"}


def test_variables_that_an_edition_does_not_ask_are_named() -> None:
    measure = _measure(*_two(), variables=("tier.watch_list_year", "tier.stated"))
    assert measure["Not asked in JPN"].startswith("Not asked in JPN:2003: ")
    assert "2004" in measure["Not asked in JPN"]


def test_words_that_shifted_are_counted_in_the_texts_and_quoted() -> None:
    comparison = compare_units(_two(), ["profile.forms"])
    shift = next(s for s in comparison.measure if "“sex trafficking”" in s.text)
    assert "JPN:2003 1 and 0 and JPN:2018 0 and 1" in shift.text
    assert {quote.edition for quote in shift.quotes} == {2003, 2018}
    assert "summaries" in shift.basis


def test_words_that_no_chosen_variable_rests_on_are_left_out() -> None:
    said = compare_units(_two(), ["prevention.hotline"]).measure
    assert not [s for s in said if s.text.startswith("Words")]


def test_words_that_are_the_same_in_both_texts_are_no_shift() -> None:
    said = compare_units(_two(), ["prosecution.convicted"]).measure
    assert not [s for s in said if "trafficking offender" in s.text]


def test_the_length_says_what_silence_is_worth() -> None:
    measure = _measure(*_two(), variables=("tier.stated",))
    assert "silence in a shorter text says less" in measure["Length"]


def test_kinds_of_text_are_told_apart() -> None:
    texts = hold("JPN:2018", NOW), hold("NOR:2018", NOW.replace("JAPAN", "NORWAY"), "summary")
    measure = _measure(*texts, variables=("tier.stated",))
    assert "cannot be compared" in measure["Kind of text"]


def test_each_entry_changes_hands_in_the_edition_that_it_names() -> None:
    for entry in shifted_words():
        assert entry.means.endswith(".")
        for year, counted in entry.counted.items():
            assert counted.was <= counted.of
            assert counted.now <= counted.of
            assert (counted.now > counted.was) == (year >= entry.around), (entry.id, year)


@pytest.mark.shared
def test_the_counts_of_the_table_are_those_of_the_texts(shared: Path) -> None:
    data = shared / "data"
    texts: dict[int, set[str]] = {}
    for name in ("factbook-trafficking-2007-2025.jsonl", "factbook-json-2014-2026.jsonl"):
        for line in (data / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            if row.get("tip_edition"):
                texts.setdefault(int(row["tip_edition"]), set()).add(row["text"])
    whole = [
        path.read_text("utf-8", "replace") for path in (data / "narratives" / "2018").glob("*.txt")
    ]
    texts[2018] = set(whole)
    for entry in shifted_words():
        was, now = entry.pattern(after=False), entry.pattern(after=True)
        for year, counted in entry.counted.items():
            found = texts[year]
            assert counted.of == len(found)
            assert counted.was == sum(was.search(text) is not None for text in found)
            assert counted.now == sum(now.search(text) is not None for text in found)


def test_over_many_editions_of_a_country_the_editions_are_named() -> None:
    years = (2003, 2008, 2010, 2012, 2015, 2017, 2018)
    texts = [hold(f"JPN:{year}", THEN if year < 2012 else NOW) for year in years]
    said = compare_units(texts, ["profile.forms"]).measure
    shift = next(s.text for s in said if "“sex trafficking”" in s.text)
    assert (
        "words before stand in 2003, 2008 and 2010, those after in 2012, 2015, 2017 and 2018"
        in shift
    )
