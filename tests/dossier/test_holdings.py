"""Which text of an edition is read, and what a held text answers."""

from __future__ import annotations

import pytest

from tests.dossier.making import hold
from tierbook.dossier import hold_texts, texts_by_country, why_unlike
from tierbook.editions import EDITIONS
from tierbook.errors import WrongUse

FIRST = """JAPAN: Tier 2

PROSECUTION

The government maintained law enforcement efforts. Courts convicted 12 traffickers in 2017, compared with 36 in 2016.

PROTECTION

The government gave victims shelter. Officials may grant a residence permit, but did not grant one.
"""
SECOND = (
    FIRST.replace("12 traffickers in 2017", "nine traffickers in 2017") + "It trained judges.\n"
)


def test_a_narrative_is_read_before_a_longer_summary() -> None:
    narrative = hold("JPN:2018", FIRST)
    summary = hold("JPN:2018", SECOND, "summary")
    held = hold_texts([summary, narrative])
    assert held.texts[2018] is narrative
    assert held.beside == (summary,)


def test_samples_are_read_only_where_nothing_else_is_held() -> None:
    sample, narrative = hold("JPN:2017", FIRST, "sample"), hold("JPN:2018", SECOND)
    assert hold_texts([sample, narrative]).editions == (2018,)
    alone = hold_texts([sample])
    assert alone.samples
    assert alone.editions == (2017,)


def test_every_edition_of_the_report_has_a_row() -> None:
    held = hold_texts([hold("JPN:2018", FIRST)]).to_dict()
    rows = held["editions"]
    assert isinstance(rows, list)
    assert [row["edition"] for row in rows] == [edition.year for edition in EDITIONS]
    assert {row["edition"] for row in rows if row["kind"] != "not_held"} == {2018}


def test_texts_of_two_countries_are_refused() -> None:
    texts = [hold("JPN:2018", FIRST), hold("KEN:2018", FIRST.replace("JAPAN", "KENYA"))]
    with pytest.raises(WrongUse, match="JPN, KEN"):
        hold_texts(texts)
    assert list(texts_by_country(texts)) == ["JPN", "KEN"]


def test_silence_has_the_name_of_its_kind_of_text() -> None:
    assert hold("JPN:2018", FIRST).absence("prevention.hotline") == "not_stated"
    assert hold("JPN:2018", FIRST, "summary").absence("prevention.hotline") == "not_in_summary"
    assert hold("JPN:2018", FIRST).absence("prosecution.convicted") is None


def test_a_figure_is_quoted_with_the_sentence_that_gives_it() -> None:
    text = hold("JPN:2018", FIRST)
    row, finding = next(text.rows("figures.convictions"))
    quotes = text.quotes_of_row(row, finding)
    assert row["n"] == 12
    assert [text.text[q.start : q.end] for q in quotes] == [q.text for q in quotes]
    assert "12 traffickers" in quotes[0].text
    assert quotes[0].short.startswith("2018, [1]")


def test_unlike_kinds_are_not_compared() -> None:
    assert why_unlike(hold("JPN:2018", FIRST), hold("JPN:2017", FIRST)) is None
    assert "a summary" in str(
        why_unlike(hold("JPN:2018", FIRST), hold("JPN:2017", FIRST, "summary"))
    )


def test_a_sentence_that_leans_on_the_one_before_is_quoted_with_it() -> None:
    page = """JAPAN: Tier 2

PROTECTION

The government opened two shelters. These shelters assisted 16 victims. Police trained judges.
"""
    text = hold("JPN:2018", page)
    row, finding = next(text.rows("figures.victims_assisted"))
    (quote,) = text.quotes_of_row(row, finding)
    assert quote.text == "The government opened two shelters. These shelters assisted 16 victims."
    assert text.text[quote.start : quote.end] == quote.text
    assert quote.sentence == 2
    alone = text.quote_sentence(text.sentences[-2])
    assert alone.text == "These shelters assisted 16 victims."
