"""SQLite and PostgreSQL find what a query means, and count it: held against a plain evaluator at random."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.library.factories import coding, finding
from tests.library.search_oracle import holds, plain_of, put
from tierbook.library.catalogue.search import Asked, find, parse_query
from tierbook.library.catalogue.search.language import (
    And,
    Exact,
    Field,
    In,
    Near,
    Not,
    Or,
    Prefix,
    Word,
    write_query,
)
from tierbook.library.catalogue.search.words import fold_words

SHORT = settings(
    max_examples=int(os.environ.get("TIERBOOK_QUERIES", "12")),
    phases=(Phase.explicit, Phase.generate),  # shrinking asks the database for minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
LONG = settings(SHORT, max_examples=100)
# Few words, so that they meet; forms of one word, accents, capitals, hyphens, apostrophes, commas, a word in a word.
WORDS = (
    "fee fees broker brokers Brokers' debt debts bond bonded bondage labor labour laborers d'Ivoire Café cafe "
    "officer officers the of in 1,200 1200 re-sold resold intern internal victims victim victim's ¶ ½ naïve"
).split()
SIGNS = st.sampled_from((" ", " ", " ", ", ", "; ", " – ", "/"))
FOLDED = sorted({word for raw in WORDS for word in fold_words(raw)})

word = st.sampled_from(WORDS)
sentence = st.lists(st.tuples(word, SIGNS), min_size=1, max_size=9).map(
    lambda pairs: "".join(part for pair in pairs for part in pair).strip(" ,;–/") + "."
)
paragraph = st.lists(sentence, min_size=1, max_size=4).map(" ".join)
pillar = st.sampled_from(("profile", "prosecution", "protection"))
COUNTRIES = ("JPN", "THA", "CIV")
EDITIONS = (2003, 2018)


@st.composite
def records(draw):
    paragraphs = tuple(draw(st.lists(st.tuples(pillar, paragraph), min_size=1, max_size=3)))
    sentences = [s for _, text in paragraphs for s in text.rstrip(".").split(". ")]
    proofs = draw(st.lists(st.sampled_from(sentences), max_size=3, unique=True))
    values = st.sampled_from(("yes", "no", "mixed"))
    return coding(
        country=draw(st.sampled_from(COUNTRIES)),
        edition=draw(st.sampled_from(EDITIONS)),
        paragraphs=paragraphs,
        findings=[
            finding(
                draw(st.sampled_from(("prosecution.law", "protection.shelter"))), draw(values), s
            )
            for s in proofs
        ],
        title=draw(sentence),
    )


texts = st.lists(records(), min_size=1, max_size=5, unique_by=lambda r: r["document"]["id"])
one_word = st.sampled_from(FOLDED).map(Word)
prefix = st.sampled_from([w[:n] for w in FOLDED for n in (2, 3, 4) if len(w) >= n]).map(Prefix)
exact = st.builds(
    Exact, st.lists(st.sampled_from(FOLDED), min_size=1, max_size=3).map(tuple), st.just(False)
)
open_end = st.builds(
    lambda words, end: Exact((*words, end.text), open_end=True),
    st.lists(st.sampled_from(FOLDED), max_size=2).map(tuple),
    prefix,
)
single = one_word | prefix | exact | open_end
near = st.builds(Near, single, single, st.integers(0, 6))
leaf = single | near
fields = st.sampled_from(COUNTRIES).map(
    lambda c: Field("country", (c,), f"country:{c}")
) | st.sampled_from(EDITIONS).map(lambda y: Field("edition", (str(y),), f"edition:{y}"))
part = st.builds(In, st.sampled_from(("title", "evidence")), single)
ORDER = """
JPN2003.2 JPN2003.3 JPN2003.1 KEN2010.1 KEN2010.3 KEN2010.2 JPN2018.2 JPN2018.1 JPN2018.3
THA2010.2 THA2010.1 KEN2003.1 KEN2003.2 KEN2018.1 KEN2018.2 THA2018.1 THA2003.1 JPN2010.1
"""
query = st.recursive(
    leaf | part | fields,
    lambda inner: (
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple))
        | st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple))
        | st.builds(Not, inner)
    ),
    max_leaves=5,
)


def hits(asked: Asked) -> set[tuple[str, int]]:
    return {(hit.document.pk, hit.paragraph) for hit in find(asked, count=1000, facets=False).hits}


@SHORT
@given(texts=texts, nodes=st.lists(query, min_size=8, max_size=20))
def test_an_engine_finds_what_a_query_means(db, texts, nodes):
    with transaction.atomic():
        put(*texts)
        rows = [row for record in texts for row in plain_of(record)]
        for node in nodes:
            text = write_query(node)
            expected = {(row.document, row.paragraph) for row in rows if holds(node, row)}
            found = find(Asked(text, thesaurus=False), count=1000, facets=False)
            assert {(h.document.pk, h.paragraph) for h in found.hits} == expected, text
            assert found.total == len(expected), text
        transaction.set_rollback(True)


@SHORT
@given(texts=texts, leaves=st.lists(leaf, min_size=4, max_size=8))
def test_each_scope_finds_its_own_part(db, texts, leaves):
    with transaction.atomic():
        put(*texts)
        rows = [row for record in texts for row in plain_of(record)]
        for node in leaves:
            asked = Asked(write_query(node), thesaurus=False)
            everywhere = {(r.document, r.paragraph) for r in rows if holds(node, r)}
            proving = {(r.document, r.paragraph) for r in rows if holds(In("evidence", node), r)}
            assert hits(Asked(asked.text, scope="titles", thesaurus=False)) == {
                place for place in everywhere if place[1] == 0
            }
            assert hits(Asked(asked.text, scope="paragraphs", thesaurus=False)) == {
                place for place in everywhere if place[1]
            }
            assert hits(Asked(asked.text, scope="evidence", thesaurus=False)) == proving
        transaction.set_rollback(True)


@SHORT
@given(
    texts=texts,
    node=query,
    countries=st.lists(st.sampled_from(COUNTRIES), max_size=2, unique=True),
    editions=st.lists(st.sampled_from(EDITIONS).map(str), max_size=1),
    values=st.lists(
        st.sampled_from(("prosecution.law=no", "prosecution.law=yes")), max_size=2, unique=True
    ),
)
def test_facets_count_what_is_there(db, texts, node, countries, editions, values):
    filters = {"country": tuple(countries), "edition": tuple(editions), "value": tuple(values)}
    with transaction.atomic():
        put(*texts)
        found = find(Asked(write_query(node), filters, thesaurus=False), count=1000)
        coded = {
            (record["document"]["id"], e["paragraph"], f"{f['variable']}={f['value']}")
            for record in texts
            for f in record["findings"]
            for e in f["evidence"]
        }
        rows = [r for record in texts for r in plain_of(record) if holds(node, r)]

        def facts(row, facet):
            if facet == "country":
                return {row.country}
            if facet == "edition":
                return {str(row.edition)}
            return {key for d, p, key in coded if (d, p) == (row.document, row.paragraph)}

        for facet in filters:
            others = {name: chosen for name, chosen in filters.items() if chosen and name != facet}
            kept = [r for r in rows if all(facts(r, name) & set(v) for name, v in others.items())]
            counts = Counter(value for row in kept for value in facts(row, facet))
            shown = {value: count for value, _, count in found.facets[facet] if count}
            if facet == "value":
                counts = {k: n for k, n in counts.items() if k in shown or not values}
            assert shown == dict(counts), facet
        kept = [r for r in rows if all(facts(r, name) & set(v) for name, v in filters.items() if v)]
        assert found.total == len(kept)
        transaction.set_rollback(True)


@LONG
@given(node=query)
def test_a_query_written_out_is_read_as_it_was(node):
    text = write_query(node)
    assert write_query(parse_query(text).node) == text


def test_a_paragraph_longer_than_any_engine_bears_is_found_at_both_ends(db):
    words = [f"w{n}" for n in range(20_000)]
    for n in range(0, 20_000, 10):
        words[n] = "the"
    text = "Opening words here. " + " ".join(words) + ". Closing words there."
    put(
        coding(
            paragraphs=(("profile", text),),
            findings=[finding("profile.source", "yes", "Opening words")],
        )
    )
    for query, expected in (
        ('"opening words here"', 1),
        ('"w19998 w19999 closing words there"', 1),
        ("opening closing", 0),
        ("evidence:opening", 1),
        ("evidence:closing", 0),
        ("w1 NEAR/1 w3", 1),
        ("w16001", 1),
    ):
        assert find(Asked(query, thesaurus=False)).total == expected, query
    assert find(Asked("the", thesaurus=False)).total > 1


def test_the_order_is_the_same_on_both_engines(db):
    many = [
        coding(
            country=country,
            edition=edition,
            paragraphs=tuple(
                (
                    "profile",
                    " ".join(
                        ["Brokers take fees."] * (1 + (n * edition + i) % 4) + ["So it goes."] * n
                    ),
                )
                for n in range(1 + (edition + i) % 3)
            ),
            findings=[],
        )
        for i, country in enumerate(("JPN", "THA", "KEN"))
        for edition in (2003, 2010, 2018)
    ]
    put(*many)
    found = find(Asked("brokers fees"), count=100)
    order = [f"{h.document.country}{h.document.edition}.{h.paragraph}" for h in found.hits]
    assert order == ORDER.split()


def test_words_at_one_place_are_looked_for_at_one_place(db):
    put(
        coding(
            paragraphs=(("profile", "Brokers come. " + "So it goes. " * 9 + "Laborers go."),),
            findings=[],
        )
    )
    assert find(Asked("broker NEAR/5 laborer")).total == 0
    assert find(Asked("broker NEAR/30 laborer")).total == 1
    assert find(Asked("labor* NEAR/0 laborers")).total == 1


@pytest.mark.parametrize("sort", ["relevance", "edition", "acquired"])
def test_pages_of_a_list_are_the_list(db, sort):
    put(*(coding(country=c, edition=y) for c in ("JPN", "THA", "KEN") for y in (2003, 2010, 2018)))
    whole = find(Asked("the OR of", sort=sort), count=1000)
    assert whole.total == len(whole.hits) > 10
    pages = [
        hit
        for start in range(0, whole.total, 4)
        for hit in find(Asked("the OR of", sort=sort), start, 4).hits
    ]
    assert [(h.document.pk, h.paragraph) for h in pages] == [
        (h.document.pk, h.paragraph) for h in whole.hits
    ]
