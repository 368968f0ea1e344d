"""On made countries, whose truth is known: every change is found, and nothing that did not change is told."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.dossier.generator.country import MadeCountry, MadeEdition, make_country
from tierbook.dossier import Changes, build_ledger, compare_editions, hold_texts

SEEDS = range(5)
_SIDES = {"up": 1, "down": -1, "same": 0}


@pytest.fixture(scope="module")
def compared() -> list[tuple[MadeEdition, MadeEdition, Changes]]:
    """Each edition of some made countries beside the one before."""
    found = []
    for seed in SEEDS:
        made: MadeCountry = make_country("KEN", first=2011, editions=8, seed=seed)
        texts = {text.edition: text for text in made.hold()}
        found += [
            (one, two, compare_editions(texts[one.edition], texts[two.edition]))
            for one, two in pairwise(made)
        ]
    return found


Compared = list[tuple[MadeEdition, MadeEdition, Changes]]


def test_the_answers_that_turned_are_those_that_were_turned(compared: Compared) -> None:
    turned = 0
    for one, two, changes in compared:
        both = {name for name in one.values if name in two.values}
        expected = {
            (name, one.values[name], two.values[name])
            for name in both
            if one.values[name] != two.values[name]
        }
        found = {
            (c.variable, c.before.value, c.after.value)
            for c in changes.variables
            if c.variable in both and c.kind == "changed" and c.before and c.after
        }
        assert found == expected, (one.edition, two.edition)
        turned += len(expected)
    assert turned >= 35


def test_origins_are_told_as_added_and_no_longer_named(compared: Compared) -> None:
    for one, two, changes in compared:
        added = set(two.origins) - set(one.origins)
        dropped = set(one.origins) - set(two.origins)
        found = next((c for c in changes.variables if c.variable == "profile.origins"), None)
        assert (
            (set(found.added), set(found.dropped)) if found else (set(), set()) == (added, dropped)
        )


def test_figures_go_where_they_went_and_nothing_else_is_told(compared: Compared) -> None:
    given = 0
    for one, two, changes in compared:
        by_name = {f.what: f for f in changes.figures}
        for what, figure in two.figures.items():
            earlier = one.figures[what]
            change = by_name.get(what)
            if earlier.n is None or figure.n is None:
                assert change is None or change.direction is None
            elif earlier.unit != figure.unit:
                assert change is not None
                assert change.direction is None
                assert "counts" in (change.cannot or "")
            else:
                assert change is not None
                assert change.before is not None
                assert change.after is not None
                assert (change.before.n, change.after.n) == (earlier.n, figure.n)
                sign = (figure.n > earlier.n) - (figure.n < earlier.n)
                assert _SIDES[str(change.direction)] == sign
                given += 1
    assert given >= 25


def test_a_figure_that_was_not_reported_is_told_as_that_and_never_as_nought(
    compared: Compared,
) -> None:
    seen = 0
    for one, two, changes in compared:
        for what, figure in two.figures.items():
            if figure.state == "not_reported" and one.figures[what].state == "given":
                change = next(f for f in changes.figures if f.what == what)
                assert change.after is None
                assert change.cannot == f"{two.edition} says that no figure was given"
                seen += 1
    assert seen >= 3


def test_every_quote_is_the_very_words_of_its_text(compared: Compared) -> None:
    for _, _, changes in compared:
        texts = {text.document: text.text for text in changes.texts}
        for statement in changes.statements():
            assert statement.quotes or statement.basis
            for quote in statement.quotes:
                assert texts[quote.document][quote.start : quote.end] == quote.text
        for variable in changes.variables:
            assert variable.quotes
        for side in (s for p in changes.paragraphs for s in (p.before, p.after) if s is not None):
            assert any(text[side.start : side.end] == side.text for text in texts.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_recommendation_is_said_to_stand_as_long_as_it_was_asked_in_a_row(seed: int) -> None:
    made = make_country("KEN", first=2011, editions=8, seed=seed)
    held = hold_texts(made.hold())
    ledger = build_ledger(held)
    before, after = held.texts[2017], held.texts[2018]
    changes = compare_editions(before, after, ledger=ledger)
    asked = {ask.words.lower() for ask in made[2018].asks}
    assert {row.text.lower() for row in changes.standing if row.in_a_row} == asked
    new = {
        ask.words.lower() for fate in made[2018].fates if fate.fate == "new" for ask in fate.after
    }
    repeated = {a.words.lower() for f in made[2018].fates if f.fate == "repeated" for a in f.after}
    for row in changes.standing:
        if row.text.lower() in new:
            assert row.in_a_row <= 1
        if row.text.lower() in repeated:
            assert row.in_a_row >= 2
    for row in changes.standing:
        for acted in row.acted:
            assert acted.edition == 2018
            assert acted.quotes
    fates = {m.fate for m in changes.recommendations}
    assert any(s.text.startswith("Recommendations: ") for s in changes.statements()) == bool(fates)
