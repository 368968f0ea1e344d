"""An edition over all countries: who moved, whose clock runs out, what is called a first, what is not held."""

from xml.etree import ElementTree

import pytest

from tests.dossier.making import hold
from tierbook.dossier import build_digest, digest_feed, digest_markdown, hold_texts, show_digest
from tierbook.editions import History, Placement
from tierbook.errors import WrongUse

UP = """NAMIBIA: Tier 1

The Government of Namibia fully meets the minimum standards. Namibia was upgraded to Tier 1.

PROSECUTION

The government convicted two traffickers, the first convictions since 2012.
"""
STAYS = """GHANA: Tier 2

The Government of Ghana does not fully meet the minimum standards; however, it is making significant efforts to meet
them.
"""
ATOM = "{http://www.w3.org/2005/Atom}"


def history(*rows: tuple[str, int, str]) -> History:
    return History(tuple(Placement(country, year, tier) for country, year, tier in rows), "a test")  # type: ignore[arg-type]


def held(*texts):
    return [hold_texts([text]) for text in texts]


def test_placements_tell_who_moved_and_in_which_direction():
    placed = history(
        ("NAM", 2017, "2"),
        ("NAM", 2018, "1"),
        ("GHA", 2017, "2WL"),
        ("GHA", 2018, "3"),
        ("KEN", 2017, "2"),
        ("KEN", 2018, "2"),
        ("SOM", 2017, "special"),
        ("SOM", 2018, "3"),
    )
    digest = build_digest(2018, [], placed)
    assert [(m.country, m.before, m.after) for m in digest.moves.up] == [("NAM", "2", "1")]
    assert [m.country for m in digest.moves.down] == ["GHA"]
    assert [m.country for m in digest.moves.other] == ["SOM"]
    assert digest.moves.same == 1


def test_a_text_tells_the_move_where_the_placement_before_is_not_held():
    digest = build_digest(2018, held(hold("NAM:2018", UP)), history(("NAM", 2018, "1")))
    (move,) = digest.moves.up
    assert move.before is None
    assert "the tier before is not held" in move.text
    assert [q.text for q in move.quotes] == ["Namibia was upgraded to Tier 1."]


def test_a_country_whose_tier_before_nobody_tells_has_neither_moved_nor_stayed():
    digest = build_digest(2018, held(hold("GHA:2018", STAYS)), history(("GHA", 2018, "2")))
    assert digest.moves.unknown == ("GHA",)
    assert digest.moves.same == 0
    assert "of 1 the placement before is not held" in digest.summary()[0].text


def test_a_placement_that_the_table_lacks_is_taken_from_the_text_held():
    digest = build_digest(2018, held(hold("NAM:2018", UP)), history(("NAM", 2017, "2")))
    assert [m.text for m in digest.moves.up] == ["Namibia: from Tier 2 to Tier 1"]


def test_who_is_placed_and_of_whom_no_text_is_held_is_named():
    digest = build_digest(
        2018, held(hold("NAM:2018", UP)), history(("NAM", 2018, "1"), ("KEN", 2018, "2"))
    )
    assert digest.not_held == ("KEN",)
    assert digest.held == {"narrative": ("NAM",)}


def test_a_sample_has_no_part_in_a_digest():
    digest = build_digest(2018, held(hold("NAM:2018", UP, "sample")), history(("NAM", 2018, "1")))
    assert digest.firsts == ()
    assert digest.held == {}
    assert digest.moves.up == ()


def test_clocks_that_run_out_are_told_with_what_came_of_them():
    rows = [("NAM", year, "2WL") for year in (2012, 2013, 2014, 2015)]
    digest = build_digest(2015, [], history(*rows, ("NAM", 2016, "3")))
    text = show_digest(digest)
    assert "cannot stay in 2016" in text
    assert "in 2016: Tier 3" in " ".join(text.split())


def test_every_item_has_words_or_names_what_it_rests_on():
    placed = history(("NAM", 2017, "2"), ("NAM", 2018, "1"), ("KEN", 2018, "2"))
    digest = build_digest(2018, held(hold("NAM:2018", UP)), placed)
    rows = list(digest.rows())
    assert {row["part"] for row in rows} == {"up", "firsts", "not-held"}
    assert all(row.get("quote") or row["basis"] for row in rows)


def test_the_feed_is_atom_dated_as_the_edition_and_every_entry_has_its_own_id():
    digest = build_digest(2018, held(hold("NAM:2018", UP)), history(("NAM", 2018, "1")))
    root = ElementTree.fromstring(digest_feed(digest, "https://example.org/digest/2018/"))
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids)) > 2
    assert {entry.findtext(f"{ATOM}updated") for entry in entries} == {"2018-06-28T00:00:00Z"}
    links = [entry.find(f"{ATOM}link").get("href") for entry in entries]
    assert "https://example.org/digest/2018/#up" in links


def test_the_same_holdings_give_the_same_bytes_in_whatever_order_they_come():
    placed = history(("NAM", 2018, "1"), ("GHA", 2018, "2"))
    texts = held(hold("NAM:2018", UP), hold("GHA:2018", STAYS))
    one, other = (build_digest(2018, order, placed) for order in (texts, texts[::-1]))
    assert digest_feed(one) == digest_feed(other)
    assert digest_markdown(one) == digest_markdown(other)


def test_markdown_shows_marks_of_a_text_as_they_are():
    text = UP.replace(
        "convicted two traffickers,", "convicted two *cartel* members for trafficking,"
    )
    digest = build_digest(2018, held(hold("NAM:2018", text)), history(("NAM", 2018, "1")))
    assert r"\*cartel\*" in digest_markdown(digest)


def test_an_edition_that_was_never_published_is_refused():
    with pytest.raises(WrongUse, match="no edition of 1999"):
        build_digest(1999, [])
