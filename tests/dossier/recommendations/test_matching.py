"""Which recommendations of two editions are one demand: in words of our own, on pairs, and on made countries."""

from __future__ import annotations

from collections import Counter

import pytest

from scripts.matcher import (
    KEPT_SEEDS,
    SAME,
    is_kept,
    load_pairs,
    overlap,
    score_made,
    score_pairs,
)
from tests.dossier.making import hold
from tierbook.dossier import (
    Item,
    Match,
    compare_items,
    items_of,
    match_items,
    match_recommendations,
)
from tierbook.dossier.recommendations.demands import demands_of

PAGE = """JAPAN: Tier 2

The government does not fully meet the minimum standards; however, it is making significant efforts to meet them.

RECOMMENDATIONS FOR JAPAN

{items}

PROSECUTION

The government maintained law enforcement efforts.
"""


def page(*items: str) -> str:
    """Return a page with a list of recommendations."""
    listed = "; ".join([*items[:-1], f"and {items[-1]}"]) if len(items) > 1 else items[0]
    return PAGE.format(items=listed[0].upper() + listed[1:] + ".")


def listed(edition: int, *texts: str) -> tuple[Item, ...]:
    """Return a list of recommendations without a page."""
    return tuple(Item(edition, n, text, None, (), None, ()) for n, text in enumerate(texts, 1))


def told(matches: tuple[Match, ...]) -> list[tuple[str, list[str], list[str]]]:
    """Return fates with the words of both sides."""
    return [(m.fate, [i.text for i in m.before], [i.text for i in m.after]) for m in matches]


def test_each_fate_is_told_from_the_words_of_two_lists() -> None:
    before = listed(
        2016,
        "open a shelter for male victims",
        "amend the law to remove fines as an alternative to prison",
        "adopt procedures to identify victims, and fund a hotline",
        "train judges on the trafficking law",
        "ratify the UN protocol on trafficking",
        "enact a law that bans recruitment fees",
    )
    after = listed(
        2017,
        "Open a shelter for male victims;",
        "revise the statute to end fines in place of imprisonment",
        "adopt procedures to identify victims",
        "allocate funds to a hotline",
        "train judges on the trafficking law, and ratify the UN protocol on trafficking",
        "register the births of children in camps",
    )
    fates = told(match_items(before, after))
    assert [fate for fate, _, _ in fates] == [
        "repeated",
        "reworded",
        "split",
        "merged",
        "new",
        "not_repeated",
    ]
    assert fates[2][2] == [after[2].text, after[3].text]
    assert fates[3][1] == [before[3].text, before[4].text]
    assert fates[-1][1] == [before[5].text]


def test_every_item_of_both_lists_is_in_one_match() -> None:
    before = listed(2016, "train police", "open shelters", "train police to find victims")
    after = listed(2017, "train police", "train the police to find victims of forced labor")
    matches = match_items(before, after)
    assert Counter(i.id for m in matches for i in m.before) == Counter(i.id for i in before)
    assert Counter(i.id for m in matches for i in m.after) == Counter(i.id for i in after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("open a shelter for men", "open a shelter for children"),
        ("train police on the law", "enforce the law"),
        ("set up a hotline", "tell migrant workers of the hotline through advertisements"),
        ("prosecute recruiters who charge fees", "prosecute officials who take bribes"),
    ],
)
def test_another_act_or_other_people_are_another_demand(before: str, after: str) -> None:
    assert not compare_items(before, after).same


def test_an_item_is_cut_where_a_second_act_is_asked_for() -> None:
    words = "adopt procedures to identify victims and refer them to care, and fund shelters for men"
    demands = demands_of(words)
    assert [words[d.start : d.end] for d in demands] == [
        "adopt procedures to identify victims and refer them to care",
        "fund shelters for men",
    ]
    assert [sorted(d.acts) for d in demands] == [["create"], ["fund"]]


def test_verbs_in_a_row_are_one_demand() -> None:
    (demand,) = demands_of("Vigorously investigate, prosecute, and convict traffickers")
    assert demand.acts == {"punish"}


def test_items_carry_their_sentences() -> None:
    text = hold("JPN:2018", page("open shelters for victims", "train judges on the law"))
    items = items_of(text)
    assert [item.n for item in items] == [1, 2]
    for item in items:
        assert all(text.text[q.start : q.end] == q.text for q in item.quotes)
        assert item.text in item.quotes[0].text


def test_texts_of_unlike_kinds_have_no_fates() -> None:
    narrative = hold("JPN:2018", page("open shelters for victims"))
    summary = hold("JPN:2019", page("open shelters for victims"), "summary")
    assert match_recommendations(narrative, summary) == ()


def test_a_text_without_a_list_has_no_fates() -> None:
    narrative = hold("JPN:2018", page("open shelters for victims"))
    silent = hold("JPN:2017", page("x").partition("RECOMMENDATIONS")[0] + "PROSECUTION\n\nNone.\n")
    assert match_recommendations(silent, narrative) == ()


def test_there_are_pairs_enough_of_every_kind() -> None:
    kinds = Counter(how for how, _, _ in load_pairs())
    assert sum(kinds.values()) >= 150
    assert set(kinds) == {*SAME, "act", "group", "other"}
    assert len({(before, after) for _, before, after in load_pairs()}) == sum(kinds.values())


def test_the_matcher_holds_on_the_pairs_kept_apart_and_beats_plain_overlap() -> None:
    kept = [pair for pair in load_pairs() if is_kept(pair[1], pair[2])]
    ours = score_pairs(lambda before, after: compare_items(before, after).same, kept)
    plain = score_pairs(overlap(0.15), kept)
    assert ours.precision >= 0.9
    assert ours.recall >= 0.85
    assert ours.f1 > plain.f1 + 0.1


def test_the_fates_of_made_countries_are_told() -> None:
    scores = score_made(KEPT_SEEDS[:15])
    assert scores["repeated"].f1 == 1.0
    assert scores["reworded"].precision >= 0.9
    assert min(scores[fate].f1 for fate in ("split", "merged", "new", "not_repeated")) >= 0.8
