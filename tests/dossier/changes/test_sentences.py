"""Sentences carried over, stock sentences of many countries, and paragraphs that moved."""

from __future__ import annotations

import json

import pytest

from tests.dossier.making import hold
from tierbook.dossier import StockSentences, compare_editions, stock_sentences
from tierbook.errors import WrongUse

STOCK = "The Government of {name} maintained efforts to protect {adjective} victims."
OWN = "Its coast guard screened fishermen at sea for signs of forced labor."


def page(name: str, *paragraphs: str) -> str:
    """Return a page with a paragraph under each heading."""
    headings = ("PROSECUTION", "PROTECTION", "PREVENTION")
    parts = [f"{name.upper()}: Tier 2"]
    for heading, words in zip(headings, paragraphs, strict=False):
        parts += [heading, words]
    return "\n\n".join(parts) + "\n"


KENYA = page("Kenya", STOCK.format(name="Kenya", adjective="Kenyan") + " " + OWN)
UGANDA = page("Uganda", STOCK.format(name="Uganda", adjective="Ugandan"))
GHANA = page("Ghana", STOCK.format(name="Ghana", adjective="Ghanaian"))


def test_a_formula_is_one_sentence_in_all_countries_and_a_sentence_of_its_own_is_not() -> None:
    texts = [hold("KEN:2018", KENYA), hold("UGA:2018", UGANDA), hold("GHA:2017", GHANA)]
    stock = stock_sentences(texts)
    assert stock.countries == ("GHA", "KEN", "UGA")
    assert len(stock) == 1
    changes = compare_editions(hold("KEN:2017", KENYA), hold("KEN:2018", KENYA), stock=stock)
    assert [carried.stock for carried in changes.carried] == [2, 0]


def test_a_countrys_own_editions_do_not_make_a_sentence_stock() -> None:
    stock = stock_sentences([hold("KEN:2017", KENYA), hold("KEN:2018", KENYA)])
    assert len(stock) == 0


def test_a_new_sentence_that_others_have_is_marked_as_stock() -> None:
    stock = stock_sentences([hold("UGA:2018", UGANDA), hold("GHA:2018", GHANA)])
    earlier = hold("KEN:2017", page("Kenya", OWN))
    changes = compare_editions(earlier, hold("KEN:2018", KENYA), stock=stock)
    assert [(shared.after.sentence, shared.stock) for shared in changes.shared] == [(1, 2)]
    assert any("in other countries' texts too" in s.text for s in changes.statements())


def test_without_stock_nothing_is_said_of_other_countries() -> None:
    changes = compare_editions(hold("KEN:2017", KENYA), hold("KEN:2018", KENYA))
    assert {carried.stock for carried in changes.carried} == {None}
    assert not any("other countries" in s.text for s in changes.statements())


def test_stock_sentences_are_written_and_read_back() -> None:
    stock = stock_sentences([hold("UGA:2018", UGANDA), hold("GHA:2018", GHANA)])
    record = json.loads(json.dumps(stock.to_dict()))
    assert StockSentences.from_dict(record) == stock
    with pytest.raises(WrongUse):
        StockSentences.from_dict({"countries": ["KEN"]})


def test_samples_make_no_stock() -> None:
    samples = [hold("UGA:2018", UGANDA, "sample"), hold("GHA:2018", GHANA, "sample")]
    assert len(stock_sentences(samples)) == 0


def test_a_sentence_is_carried_over_whatever_its_typography() -> None:
    straight = page("Kenya", 'Officials say "no victim" was held - and none was. ' + OWN)
    curly = page("Kenya", "Officials say “no victim” was held — and none was. " + OWN)
    changes = compare_editions(hold("KEN:2017", straight), hold("KEN:2018", curly))
    assert len(changes.carried) == 2


PROSECUTION = (
    "Police opened inquiries in ports. Judges learned how to hear witnesses behind a screen."
)
SHELTER = "The ministry of welfare runs two houses for women. A nurse visits them weekly. " + OWN
SCHOOLS = "Teachers spoke with pupils about false offers of work. Radio plays told the same tale."


def test_a_paragraph_that_moved_is_followed() -> None:
    earlier = hold("KEN:2017", page("Kenya", PROSECUTION, SHELTER, SCHOOLS))
    later = hold("KEN:2018", page("Kenya", SCHOOLS, PROSECUTION, SHELTER))
    paragraphs = compare_editions(earlier, later).paragraphs
    found = [(p.kind, p.before and p.before.number, p.after and p.after.number) for p in paragraphs]
    assert found == [("moved", 3, 1), ("same", 1, 2), ("same", 2, 3)]
    assert not paragraphs[0].altered


def test_words_that_differ_are_marked_on_both_sides_of_a_paragraph() -> None:
    earlier = hold("KEN:2017", page("Kenya", PROSECUTION, SHELTER))
    later = hold(
        "KEN:2018", page("Kenya", PROSECUTION, SHELTER.replace("two houses", "nine homes"))
    )
    changed = compare_editions(earlier, later).paragraphs[1]
    assert changed.kind == "changed"
    assert changed.before is not None
    assert changed.after is not None
    marked = [
        "".join(p.words for p in side.passages if p.state == "changed").strip()
        for side in (changed.before, changed.after)
    ]
    assert marked == ["two houses", "nine homes"]


def test_a_sentence_that_went_to_another_paragraph_is_followed_there() -> None:
    earlier = hold("KEN:2017", page("Kenya", PROSECUTION, SHELTER, SCHOOLS))
    moved = page("Kenya", f"{PROSECUTION} {OWN}", SHELTER.replace(OWN, "").strip(), SCHOOLS)
    paragraphs = compare_editions(earlier, hold("KEN:2018", moved)).paragraphs
    sides = [(p.before, p.after) for p in paragraphs]
    elsewhere = [
        (name, passage.paragraph)
        for pair in sides
        for name, side in zip(("before", "after"), pair, strict=True)
        if side is not None
        for passage in side.passages
        if passage.state == "elsewhere"
    ]
    assert elsewhere == [("after", 2), ("before", 1)]


def test_a_paragraph_without_a_fellow_is_new_or_gone() -> None:
    earlier = hold("KEN:2017", page("Kenya", PROSECUTION, SHELTER))
    later = hold("KEN:2018", page("Kenya", PROSECUTION, SCHOOLS))
    found = [
        (p.kind, p.before and p.before.number, p.after and p.after.number)
        for p in compare_editions(earlier, later).paragraphs
    ]
    assert found == [("same", 1, 1), ("gone", 2, None), ("new", None, 2)]
