"""The words of drafts are data: each value that a variable can have can be said, and each rule names what there is."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tierbook.codebook import Variable, load_codebook
from tierbook.places import get_country
from tierbook.release.drafts.said import Said
from tierbook.release.drafts.wording import Wording, is_money, load_words

BOOK = load_codebook()
OFFICIAL = ("tier.", "recommendations", "effort.")
SAYABLE = [v for v in BOOK.variables.values() if not v.id.startswith(OFFICIAL)]
SENEGAL = Wording("SEN", 2018)
UNTOLD = "other_"  # figures of which the text says something else


def _said(variable: str, value: object, **special: Any) -> Said:
    return Said(id="x", variable=variable, value=value, grounds=(), **special)


def _values(variable: Variable) -> list[object]:
    if variable.type == "yes_no":
        return ["yes", "no", "not_reported"]
    if variable.type == "countries":
        return [["MLI", "GIN"]]
    if variable.type == "regions":
        return [["West Africa"]]
    codes = [c for c in BOOK.vocabularies[variable.vocabulary or ""] if not c.endswith(":")]
    return [[code] for code in codes] if variable.type == "categories" else list(codes)


@pytest.mark.parametrize(
    "variable",
    [v for v in SAYABLE if v.type not in ("counts", "edges", "cases", "integer")],
    ids=lambda v: v.id,
)
def test_every_value_of_a_variable_can_be_said(variable: Variable) -> None:
    for value in _values(variable):
        clause = SENEGAL.clause(_said(variable.id, value))
        assert clause, f"{variable.id}: nothing is written for {value!r}"
        assert "{" not in clause
        assert "_" not in clause
        assert variable.id not in clause


@pytest.mark.parametrize(
    "head", [f for f in BOOK.vocabularies["figures"] if not f.startswith(UNTOLD)]
)
def test_every_figure_can_be_said_in_its_own_unit(head: str) -> None:
    entry = load_words("figures")["heads"][head]
    units = ["currency:CFA francs"] if "amount" in entry else ["persons", "cases", None]
    said = [SENEGAL.figure({"what": head, "n": 24, "unit": unit}) for unit in units]
    assert any(said), head
    assert not [words for words in said if words and ("{" in words or "_" in words)]


def test_a_figure_is_said_with_what_it_is_compared_with() -> None:
    row = {"what": "prosecutions", "n": 638, "unit": "persons", "compared_with": 493}
    assert SENEGAL.figure(row) == "638 persons were prosecuted (493 the year before)"


def test_small_numbers_are_words_and_one_takes_the_singular() -> None:
    assert (
        SENEGAL.figure({"what": "convictions", "n": 1, "unit": "persons"})
        == "one person was convicted"
    )
    assert (
        SENEGAL.figure({"what": "convictions", "n": 7, "unit": "persons"})
        == "seven persons were convicted"
    )


def test_that_none_was_reported_does_not_say_that_there_was_none() -> None:
    row = {"what": "convictions", "n": 0, "unit": "persons", "exactness": "none_reported"}
    assert SENEGAL.figure(row) == "no convictions were reported"
    assert SENEGAL.figure({**row, "exactness": None}) == "no persons were convicted"


def test_a_number_keeps_its_vagueness() -> None:
    row = {"what": "victims_identified", "n": 40, "unit": "persons", "exactness": "at_least"}
    assert SENEGAL.figure(row) == "at least 40 victims were identified"
    assert (
        SENEGAL.figure({**row, "exactness": None, "n_max": 60})
        == "between 40 and 60 victims were identified"
    )


def test_whose_word_it_is_and_how_sure_stand_before_the_clause() -> None:
    said = _said("prosecution.complicity", "yes", said_by="ngo", certainty="alleged")
    assert SENEGAL.statement(said) == "NGOs alleged that officials were complicit"
    said = _said("protection.victims_deported", "yes", certainty="possible")
    assert SENEGAL.statement(said) == "it is possible that victims were deported"


def test_weakness_is_said() -> None:
    assert (
        SENEGAL.clause(_said("protection.shelter", "yes", quality="weak"))
        == "shelter for victims falls short"
    )


def test_boys_and_girls_are_children_once() -> None:
    said = _said("profile.victims", ["girls", "children", "men"])
    assert SENEGAL.clause(said) == "victims are men and children"


def test_countries_take_their_article_within_a_sentence() -> None:
    said = _said("profile.destinations", ["ARE", "KWT"])
    words = "people from Senegal are exploited in the United Arab Emirates and Kuwait"
    assert SENEGAL.clause(said) == words


def test_a_long_list_counts_its_rest() -> None:
    codes = ["MLI", "GIN", "GNB", "NGA", "GHA", "TGO", "BEN", "NER", "TCD", "CMR"]
    clause = SENEGAL.clause(_said("profile.origins", codes))
    assert clause is not None
    assert clause.endswith("Benin and three more")


def _conditions() -> list[str]:
    parts = load_words("briefing")["parts"].values()
    rules = [rule for part in parts for rule in part]
    return [c for rule in rules for choice in rule.get("say", ()) for c in choice["when"]]


@pytest.mark.parametrize("condition", _conditions())
def test_a_condition_of_the_briefing_names_a_variable_and_its_values(condition: str) -> None:
    match = re.fullmatch(r"([a-z_]+\.[a-z_]+) is ([a-z_]+(?: or [a-z_]+)*)( weak)?", condition)
    assert match is not None
    variable = BOOK.variables[match[1]]
    for value in match[2].split(" or "):
        assert value in BOOK.vocabularies[variable.vocabulary or "answers"], condition


def test_points_of_the_briefing_name_variables_and_figures_that_exist() -> None:
    for rules in load_words("briefing")["parts"].values():
        for rule in rules:
            for name in (*rule.get("quote", ()), *rule.get("clauses", ())):
                if name.endswith("*"):
                    assert any(v.startswith(name[:-1]) for v in BOOK.variables)
                else:
                    assert name in BOOK.variables
            assert not [f for f in rule.get("figures", ()) if f not in BOOK.vocabularies["figures"]]


def test_figures_that_are_due_are_figures_of_their_variable() -> None:
    from tierbook.codebook import check_value

    for due in load_words("figures")["due"]:
        check_value(BOOK, due["variable"], [{"what": due["what"], "n": 1}])


@pytest.mark.parametrize(
    ("unit", "usd", "words"),
    [
        ("USD", 9000, "9,000 U.S. dollars"),
        ("EUR", 11000, "9,000 euros ($11,000)"),
        ("GBP", None, "9,000 pounds sterling"),
        ("currency:yen", 80, "9,000 yen ($80)"),
        ("currency:CHF", None, "9,000 CHF"),
    ],
)
def test_a_sum_is_told_with_its_currency(unit: str, usd: int | None, words: str) -> None:
    row = {"what": "funding", "n": 9000, "unit": unit, "usd": usd}
    assert is_money(unit)
    assert words in (SENEGAL.figure(row) or "")


def test_persons_and_months_are_no_money() -> None:
    assert not any(is_money(u) for u in ("persons", "months", "calls", ""))


def test_countries_with_an_article_exist_and_carry_none_already() -> None:
    for code in load_words("clauses")["articles"]:
        assert not get_country(code).name.startswith("The ")
