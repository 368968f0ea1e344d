"""The language of queries: what is read, what is refused and how it is mended, what the thesaurus adds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierbook.library.catalogue.search import BadQuery, load_thesaurus, parse_query
from tierbook.library.catalogue.search.helping import mend, words_as_typed
from tierbook.library.catalogue.search.language import Widened, walk, write_query
from tierbook.library.catalogue.search.thesaurus import widen
from tierbook.library.catalogue.search.words import family_of, fold_words


def read(text):
    return write_query(parse_query(text).node)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("debt bondage", "debt AND bondage"),
        ("Debt AND Bondage", "debt AND bondage"),
        ("a1 OR b1 c1", "a1 OR b1 AND c1"),
        ("(a1 OR b1) c1", "(a1 OR b1) AND c1"),
        ('Title:"trafficking victims"', 'title:"trafficking victims"'),
        ("fees -employers", "fees AND NOT employers"),
        ("NOT (fees OR costs)", "NOT (fees OR costs)"),
        ("“debt bondage” fees", '"debt bondage" AND fees'),
        ("traffick* fees", "traffick* AND fees"),
        ('"debt bond*"', '"debt bond*"'),
        ("passport NEAR withheld", "passport NEAR/10 withheld"),
        ('"debt bondage" NEAR/3 fee*', '"debt bondage" NEAR/3 fee*'),
        ("a1 NEAR/2 b1 NEAR/3 c1", "a1 NEAR/2 b1 AND b1 NEAR/3 c1"),
        ("NOT a1 NEAR b1", "NOT a1 NEAR/10 b1"),
        ("re-trafficked", '"re trafficked" OR retrafficked'),
        ("U.S.", '"u s"'),
        ("Côte d’Ivoire's 1,200", 'cote AND "d ivoire" AND 1200'),
        ("country:Japan fees", "country:Japan AND fees"),
        ('country:"South Korea" fees', 'country:"South Korea" AND fees'),
        ("evidence:shelter title:japan", "evidence:shelter AND title:japan"),
        ("near and or not", "near AND and AND or AND not"),
        ("", "everything"),
    ],
)
def test_a_query_is_read_so(typed, meant):
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "place", "mended"),
    [
        ('fees "debt bondage', "character 6", 'fees "debt bondage"'),
        ("(fees OR costs", "character 1", "(fees OR costs)"),
        ("fees)", "character 5", "fees"),
        ("AND fees", "character 1", "fees"),
        ("fees OR", "character 6", "fees"),
        ("fees NEAR/99 costs", "character 6", "fees NEAR/30 costs"),
        ("fees NEAR/x costs", "character 6", "fees NEAR/10 costs"),
        ("fees | costs", "character 6", "fees OR costs"),
        ("traff*ing", "character 1", "traff ing"),
        ("police:beating", "character 1", "police beating"),
        ("(a1 OR b1) NEAR c1", "character 12", ""),
        ("title:(fees)", "character 1", ""),
        ("f*", "character 1", ""),
        ("*", "character 1", ""),
        ('""', "character 1", ""),
        ("()", "character 2", ""),
        ("NOT", "character 1", ""),
    ],
)
def test_a_query_that_cannot_be_read_says_where_and_what_to_do(typed, place, mended):
    with pytest.raises(BadQuery) as caught:
        parse_query(typed)
    error = caught.value
    assert error.place.startswith(place), error.place
    assert error.what
    assert error.remedy
    assert mend(error) == mended


def test_what_was_read_before_the_place_is_said():
    with pytest.raises(BadQuery) as caught:
        parse_query("debt bondage NEAR/x fees")
    assert caught.value.read == "debt bondage"


@pytest.mark.parametrize(
    ("typed", "signs"), [("what?", ["?"]), ("fees, costs!", [",", "!"]), ("a1 + b1", ["+"])]
)
def test_a_sign_that_stands_for_nothing_is_named(typed, signs):
    assert list(parse_query(typed).passed_over) == signs


@given(st.text(alphabet='ab "“()-*:ANDORNEAR/0123 é’?|~.', max_size=40))
def test_any_text_is_read_or_refused_and_what_is_mended_can_be_read(text):
    try:
        parse_query(text)
    except BadQuery as error:
        mended = mend(error)
        if mended:
            parse_query(mended)
        parse_query(words_as_typed(text))


@pytest.mark.parametrize(
    "forms",
    [
        "victim victims", "labor labour labouring", "investigate investigated investigating", "country countries",
        "child children", "traffic trafficked trafficking", "organise organized organizing", "center centres",
        "program programmes", "offence offenses", "identify identified identifies",
    ],
)  # fmt: skip
def test_forms_of_a_word_are_one_family(forms):
    assert len({family_of(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "organ organization", "intern internal international internship", "minor minority", "police policy",
        "exploit exploitation", "employ employer employee employment", "human humane", "its it", "prison prisoner",
        "victim victimize", "state statement stateless", "penal penalty penalize",
    ],
)  # fmt: skip
def test_words_of_one_stem_are_not_one_word(words):
    families = [family_of(word) for word in words.split()]
    assert len(set(families)) == len(families)


def test_the_thesaurus_has_a_reason_and_a_source_for_each_entry_and_no_term_twice_in_one():
    for entry in load_thesaurus().entries:
        assert entry.reason.endswith("."), entry.id
        assert entry.source, entry.id
        keys = [tuple(family_of(w) for w in fold_words(term)) for term in entry.terms]
        assert len(set(keys)) == len(keys) > 1, entry.id


def added(text):
    node = widen(parse_query(text).node, load_thesaurus())
    return {
        write_query(leaf).strip('"')
        for part in walk(node)
        if isinstance(part, Widened)
        for leaf in part.also
    }


def test_terms_of_one_meaning_are_added():
    assert "bonded labor" in added("debt bondage")
    assert "debt bondage" in added("bonded labour fees")
    assert "t nonimmigrant status" in added("T-visa")
    assert "commercial sexual exploitation" in added("sex trafficking")


def test_a_country_is_found_by_the_names_it_had():
    assert "myanmar" in added("Burma")
    assert "turkiye" in added("Turkey")
    assert "swaziland" in added("Eswatini")


@pytest.mark.parametrize(
    "text", ['"debt bondage"', "bond*", "NOT burma", "burma NEAR fees", "title:burma"]
)
def test_quoted_words_beginnings_near_not_and_titles_are_never_widened(text):
    assert added(text) == set()


def test_a_word_that_is_part_of_a_longer_term_is_widened_once():
    node = widen(parse_query("child sex trafficking").node, load_thesaurus())
    assert [part.entry for part in walk(node) if isinstance(part, Widened)] == [
        "child-sex-trafficking"
    ]
