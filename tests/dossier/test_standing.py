"""What stands over the editions: gaps since when, routes told, figures with breaks, recommendations in a digest."""

import pytest

import tierbook
from tests.dossier.generator.country import make_country
from tests.dossier.making import hold
from tierbook.dossier import HeldText, build_digest, build_dossier, hold_texts
from tierbook.dossier.routes_told import routes_told
from tierbook.dossier.standing_gaps import standing_gaps, text_to_read

GAP = """KENYA: Tier 2

The government does not fully meet the minimum standards; however, it is making significant efforts to meet them.

PROSECUTION

Penalties for sex trafficking are sufficiently stringent. Courts gave two convicted traffickers suspended sentences.

TRAFFICKING PROFILE

Women from Uganda and Ethiopia are subjected to sex trafficking in Kenya. Kenyan women are subjected to forced labor in
Saudi Arabia.
"""
NO_GAP = GAP.replace(
    "Courts gave two convicted traffickers suspended sentences.", "The hotline was busy."
)
MADE = make_country("NAM", first=2009, editions=10, seed=1)


def test_a_gap_stands_since_the_first_edition_in_a_row_that_shows_it():
    held = hold_texts(
        [
            hold("KEN:2014", GAP),
            hold("KEN:2015", NO_GAP),
            hold("KEN:2016", GAP),
            hold("KEN:2018", GAP),
        ]
    )
    (gap,) = standing_gaps(held)
    assert gap.since == 2016
    assert gap.editions == (2014, 2016, 2018)
    assert "since 2016, shown in 3 of 4 editions held of this kind" in gap.statement().text
    assert {quote.edition for quote in gap.quotes} == {2018}


def test_a_gap_of_a_summary_is_no_part_of_that_of_narratives():
    held = hold_texts([hold("KEN:2016", GAP, "summary"), hold("KEN:2018", GAP)])
    (gap,) = standing_gaps(held)
    assert gap.since == 2018
    assert gap.held == (2018,)


def test_the_text_to_read_is_the_newest_narrative_even_where_a_summary_is_newer():
    held = hold_texts([hold("KEN:2016", GAP), hold("KEN:2018", NO_GAP, "summary")])
    assert text_to_read(held).edition == 2016


def test_routes_are_told_by_direction_with_the_sentences_that_name_them():
    dossier = build_dossier([hold("KEN:2018", GAP)])
    told = {routes.direction: routes for routes in dossier.routes_told}
    assert set(told["to"].countries) == {"UGA", "ETH"}
    assert told["from"].countries == ("SAU",)
    assert told["to"].statement().text == "To Kenya, edition of 2018: Ethiopia and Uganda."
    assert all(quote.text in GAP.replace("\n", " ") for quote in told["to"].quotes)
    assert routes_told(dossier.routes, "UGA") == ()


def test_a_figure_is_never_told_across_an_edition_that_is_not_held():
    dossier = build_dossier(MADE.hold(without=[2013]))
    for series in dossier.figures:
        for run in series.segments():
            years = [point.edition for point in run]
            assert years == list(range(years[0], years[-1] + 1))
    lines = dossier.show().splitlines()
    convictions = next(line for line in lines if line.lstrip().startswith("Convictions"))
    assert "|" in convictions


def test_the_dossier_is_the_same_in_whatever_order_the_texts_come():
    texts = MADE.hold(without=[2013])
    assert build_dossier(texts).to_dict() == build_dossier(texts[::-1]).to_dict()


def test_every_line_of_a_full_dossier_fits_a_terminal_and_every_row_has_words_or_a_basis():
    dossier = build_dossier(MADE.hold(without=[2013]))
    assert max(map(len, dossier.show().splitlines())) <= 92
    assert all(row.get("quote") or row["basis"] for row in dossier.rows())
    assert {row["part"] for row in dossier.rows()} >= {
        "summary",
        "changes",
        "recommendations",
        "figures",
        "routes",
    }


def test_two_kinds_of_text_alone_are_said_not_to_be_comparable():
    dossier = build_dossier([hold("KEN:2016", GAP), hold("KEN:2018", GAP, "summary")])
    (changes,) = dossier.changes
    assert changes.why_not is not None
    assert "cannot be compared" in dossier.show()


def test_a_digest_lists_what_stands_longest_and_counts_from_the_edition_itself():
    held = [hold_texts(MADE.hold())]
    digest = build_digest(2014, held)
    assert digest.lists == 1
    assert digest.standing
    assert all(entry.last == 2014 and entry.standing <= 6 for entry in digest.standing)
    standing = [entry.standing for entry in digest.standing]
    assert standing == sorted(standing, reverse=True)


@pytest.mark.parametrize("missing", [2013, 2014])
def test_a_list_that_cannot_be_followed_from_the_edition_before_is_not_counted(missing):
    digest = build_digest(2014, [hold_texts(MADE.hold(without=[missing]))])
    assert digest.standing == ()
    assert "can be followed" in " ".join(s.text for s in digest.summary())


def test_a_way_that_only_may_be_is_no_route_of_a_dossier():
    head, _, _ = GAP.partition("Women from Uganda")
    text = f"{head}Some migrants from Yemen who enter Kenya may be trafficking victims.\n"
    assert build_dossier([hold("KEN:2018", text)]).routes_told == ()


def test_a_gap_on_whose_other_side_the_seed_is_silent_names_the_silence(shared):
    page = shared / "data" / "narratives" / "refworld-2003-japan.txt"
    held = hold_texts([HeldText.of(tierbook.code(page))])
    said = {gap.gap.id: gap.statement() for gap in standing_gaps(held)}
    assert "at home: not stated" in said["aid"].text
    assert {quote.edition for quote in said["aid"].quotes} == {2003}


def test_what_was_read_in_one_text_alone_is_no_opening_and_makes_no_text_silent():
    more = f"{NO_GAP}\nPREVENTION\n\nThe government opened a hotline for victims and ran a campaign on the radio.\n"
    for kind in ("summary", "narrative"):
        said = build_dossier([hold("KEN:2016", NO_GAP, kind), hold("KEN:2018", more, kind)])
        (changes,) = said.changes
        assert any(s.text.startswith("Read in 2018 alone") for s in changes.statements())
        assert not any("alone" in s.text for s in (*changes.headline(), *said.summary()[1:-1]))
        every = " ".join(s.text for s in (*changes.statements(), *said.summary()))
        assert "says nothing of" not in every


def test_a_tier_line_and_an_address_is_not_the_text_to_read():
    stub = (
        "KENYA: Tier 2 Watch List\n\nKenya does not fully meet the minimum standards; "
        "for more details, go to: https://example.org/kenya/\n"
    )
    texts = [hold("KEN:2016", GAP, "summary"), hold("KEN:2018", GAP, "summary")]
    said = build_dossier([*texts, hold("KEN:2020", stub, "summary")])
    assert [(c.before.edition, c.after.edition) for c in said.changes] == [(2016, 2018)]
    assert said.gaps
    assert all(gap.stands for gap in said.gaps)
    assert said.routes_note == "" or "2020" not in said.routes_note
