"""Works: copies come together, neighbours and stock phrases don't, and nothing unknown is filled in."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import replace

import pytest

from tests.narrative.copies import FIRST, other_setting, parse, without
from tierbook.narrative import describe_manifestation, find_works


def described(text, name, **facts):
    return replace(describe_manifestation(parse(text, **facts)), document=name)


WHO = "Police|The ministry|Courts|Nurses|Inspectors|Officials|Two groups|Judges|The mayor|Teachers".split(
    "|"
)
DID = "found|met|helped|fined|trained|sent home|counted|wrote about|paid|housed".split("|")
WHOM = "girls|boys|men|women|brokers|owners|guards|cooks|drivers|widows|miners|fishermen".split("|")
WHERE = "in the delta|near the port|in the hills|at the border|on farms|in brick kilns|by the river".split(
    "|"
)


def long_text(seed, sentences=60):
    """Return English of a kind, every text of a seed in sentences of its own."""
    source = random.Random(seed)
    made = [
        f"{source.choice(WHO)} {source.choice(DID)} {source.randrange(900)} {source.choice(WHOM)} "
        f"{source.choice(WHERE)} and {source.randrange(90)} {source.choice(WHOM)} {source.choice(WHERE)}."
        for _ in range(sentences)
    ]
    rows = [" ".join(made[k : k + 6]) for k in range(0, sentences, 6)]
    return "FREEDONIA: TIER 2\n\n" + "\n\n".join(rows) + "\n"


def test_two_settings_of_one_narrative_are_one_work():
    found = find_works([described(FIRST, "a"), described(other_setting(), "b")])
    (work,) = found.works
    assert work.id == "tip-2018-tha"
    assert [m.document for m in work.manifestations] == ["a", "b"]
    assert work.shares[0] == 1.0
    assert work.shares[1] > 0.95


def test_a_copy_without_its_last_paragraph_is_the_same_work_and_says_how_much_it_has():
    last = FIRST.strip().rpartition("\n\n")[2]
    (work,) = find_works([described(FIRST, "a"), described(without(FIRST, last), "b")]).works
    assert work.manifestations[0].document == "a"
    assert 0.6 < work.shares[1] < 0.95


def test_the_same_words_in_the_next_edition_are_another_work():
    found = find_works([described(FIRST, "a"), described(FIRST, "b", edition=2019)])
    assert [w.id for w in found.works] == ["tip-2018-tha", "tip-2019-tha"]
    assert [(s.first, s.second) for s in found.same_words] == [("a", "b")]


def test_another_text_on_the_same_country_and_edition_is_another_work():
    texts = [described(FIRST, "a"), described(long_text(1), "b")]
    texts[1] = replace(texts[1], text_kind="summary")
    assert [w.id for w in find_works(texts).works] == ["tip-2018-tha", "tip-2018-tha-summary"]


def test_two_works_of_one_kind_have_names_of_their_own():
    works = find_works([described(FIRST, "a"), described(long_text(1), "b")]).works
    assert len({w.id for w in works}) == 2
    assert all(w.id.startswith("tip-2018-tha-") for w in works)


def test_a_missing_edition_is_suggested_and_not_filled_in():
    texts = [described(long_text(1), "a"), described(long_text(1), "b", edition=None)]
    found = find_works(texts)
    assert [w.edition for w in found.works] == [2018, None]
    (suggestion,) = found.suggestions
    assert (suggestion.document, suggestion.works) == ("b", ("tip-2018-tha",))
    assert (suggestion.country, suggestion.edition) == (None, 2018)


def test_where_two_editions_have_the_words_neither_is_suggested():
    texts = [
        described(long_text(1), "a"),
        described(long_text(1), "b", edition=2019),
        described(long_text(1), "c", edition=None),
    ]
    (suggestion,) = find_works(texts).suggestions
    assert suggestion.works == ("tip-2018-tha", "tip-2019-tha")
    assert suggestion.edition is None
    assert "suggest nothing" in str(suggestion)


def test_a_known_country_is_never_overruled():
    texts = [
        described(long_text(1), "a"),
        described(long_text(1), "b", country="JPN", edition=None),
    ]
    assert find_works(texts).suggestions == ()


def test_the_order_of_the_texts_makes_no_difference():
    texts = [
        described(long_text(k // 2), f"d{k}", edition=2018 + k % 3 if k % 5 else None)
        for k in range(16)
    ]
    mixed = list(texts)
    random.Random(4).shuffle(mixed)
    one, two = find_works(texts), find_works(mixed)
    assert one == two


def test_a_text_given_twice_counts_once():
    (work,) = find_works([described(FIRST, "a")] * 2).works
    assert len(work.manifestations) == 1


@pytest.mark.shared
def test_neighbouring_editions_of_real_summaries_never_come_together(shared):
    path = shared / "data" / "factbook-trafficking-2007-2025.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    codes = {
        name: f"{chr(65 + n // 26)}{chr(65 + n % 26)}X"
        for n, name in enumerate(sorted({r["country"] for r in rows}))
    }
    known = [r for r in rows if r["tip_edition"]]
    given = defaultdict(list)
    for n, row in enumerate(known):
        facts = describe_manifestation(parse(row["text"] + "\n", country="JPN", edition=2018))
        m = replace(
            facts, document=f"d{n}", country=codes[row["country"]], edition=row["tip_edition"]
        )
        given[m.unit].append(m)
    found = find_works([m for rows in given.values() for m in rows])
    assert all(len({m.unit for m in work.manifestations}) == 1 for work in found.works)
    assert len(found.works) >= len(given)
    assert len(found.same_words) > 20
