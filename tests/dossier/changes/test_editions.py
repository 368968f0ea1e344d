"""Two editions of a country beside each other: what is told first, what cannot be compared, what silence is."""

from __future__ import annotations

import json

import pytest

from tests.dossier.making import hold
from tierbook.dossier import (
    build_ledger,
    change_rows,
    compare_editions,
    hold_texts,
    pairs_over,
)
from tierbook.errors import WrongUse

EARLIER = """KENYA: Tier 2 Watch List

Kenya does not fully meet the minimum standards; however, it is making significant efforts to meet them.

PROSECUTION

The government maintained law enforcement efforts. Courts convicted 36 traffickers, compared with 20 in the previous
year. The government investigated 14 cases.

PROTECTION

The government operated shelters for trafficking victims. Victims may ask for a permit to stay in the country.

PREVENTION

The government did not have a national action plan. It ran a hotline by telephone for victims in four languages.
"""
LATER = """KENYA: Tier 2

Kenya does not fully meet the minimum standards; however, it is making significant efforts to meet them.

PROSECUTION

The government maintained law enforcement efforts. Courts convicted 12 traffickers, compared with 36 in the previous
year. The government did not report how many trafficking cases it investigated.

PROTECTION

The government operated shelters for trafficking victims.

PREVENTION

The government adopted its first national action plan against trafficking. It trained labor inspectors.
"""


def test_what_is_told_first_is_the_tier_the_first_plan_and_the_figures() -> None:
    changes = compare_editions(hold("KEN:2017", EARLIER), hold("KEN:2018", LATER))
    told = [statement.text for statement in changes.headline()]
    assert told[0] == "Moved from Tier 2 Watch List to Tier 2"
    assert told[1] == "First national plan of action"
    assert "Convictions fell from 36 to 12" in told
    for statement in changes.headline():
        assert {quote.edition for quote in statement.quotes} == {2017, 2018}


def test_nothing_is_called_the_first_because_the_year_before_is_silent() -> None:
    silent = EARLIER.replace("The government did not have a national action plan. ", "")
    later = LATER.replace("its first national", "a national")
    changes = compare_editions(hold("KEN:2017", silent), hold("KEN:2018", later))
    plan = next(c for c in changes.variables if c.variable == "prevention.action_plan")
    assert (plan.kind, plan.absence, plan.before) == ("new", "not_stated", None)
    assert not any("First" in s.text for s in changes.statements())


@pytest.mark.parametrize("words", ["since 2011", "in over ten years", "under the law of 2016"])
def test_the_first_in_a_time_or_under_a_law_is_not_the_first(words: str) -> None:
    later = LATER.replace(
        "traffickers, compared", f"traffickers, its first convictions {words}, compared"
    )
    none = EARLIER.replace(
        "Courts convicted 36 traffickers, compared with 20 in the previous\nyear.", ""
    )
    changes = compare_editions(hold("KEN:2017", none), hold("KEN:2018", later))
    assert any(c.variable == "prosecution.convicted" for c in changes.variables)
    assert not any(s.text == "First conviction for trafficking" for s in changes.statements())


def test_no_reports_of_a_thing_is_never_told_as_its_not_being_so() -> None:
    earlier = EARLIER.replace(
        "Courts convicted 36 traffickers, compared with 20 in the previous\nyear.",
        "Courts convicted traffickers.",
    )
    later = LATER.replace(
        "Courts convicted 12 traffickers, compared with 36 in the previous\nyear.",
        "There were no reports of convictions of traffickers.",
    )
    changes = compare_editions(hold("KEN:2017", earlier), hold("KEN:2018", later))
    told = [s.text for s in changes.statements()]
    assert "Convictions: yes in 2017; no reports of it in 2018" in told
    assert not any("No trafficker was convicted" in words for words in told)


def test_unlike_kinds_cannot_be_compared_and_nothing_else_is_told() -> None:
    changes = compare_editions(hold("KEN:2017", EARLIER), hold("KEN:2018", LATER, "summary"))
    assert changes.why_not is not None
    assert not changes.variables
    assert not changes.figures
    assert not changes.carried
    assert not changes.paragraphs
    (statement,) = changes.statements()
    assert "cannot be compared" in statement.text
    assert statement.basis
    assert [row["change"] for row in change_rows(changes)] == ["cannot be compared"]


def test_silence_of_a_summary_has_its_own_name() -> None:
    one, two = hold("KEN:2017", EARLIER, "summary"), hold("KEN:2018", LATER, "summary")
    gone = [c for c in compare_editions(one, two).variables if c.kind == "gone"]
    assert gone
    assert {c.absence for c in gone} == {"not_in_summary"}


def test_equal_values_on_other_facts_are_never_the_same_alone() -> None:
    words = "\n\nPROTECTION\n\n"
    one = hold("KEN:2017", f"KENYA: Tier 2{words}Authorities deported foreign victims.\n")
    two = hold(
        "KEN:2018", f"KENYA: Tier 2{words}NGOs alleged that police arrested child victims.\n"
    )
    changes = compare_editions(one, two)
    change = next(c for c in changes.variables if c.variable == "protection.victims_penalised")
    assert change.kind == "same_value_other_facts"
    assert {fact.name for fact in change.facts} >= {"acts"}
    assert {quote.edition for quote in change.quotes} == {2017, 2018}
    assert any("on different facts" in s.text for s in changes.statements())


def test_the_later_edition_may_revise_the_figure_of_the_year_before() -> None:
    later = LATER.replace("compared with 36", "compared with 31")
    changes = compare_editions(hold("KEN:2017", EARLIER), hold("KEN:2018", later))
    change = next(f for f in changes.figures if f.what == "convictions")
    assert (change.direction, change.revised) == ("down", 31)


def test_a_later_edition_may_tell_both_figures_where_the_earlier_is_silent() -> None:
    silent = EARLIER.replace(
        "Courts convicted 36 traffickers, compared with 20 in the previous\nyear. ", ""
    )
    one, two = hold("KEN:2017", silent), hold("KEN:2018", LATER)
    change = next(f for f in compare_editions(one, two).figures if f.what == "convictions")
    assert change.direction == "down"
    assert change.before is not None
    assert (change.before.n, change.before.period) == (36, ("2016-04-01", "2017-03-31"))
    assert change.note == "both by the word of 2018: no figure was read in 2017"
    assert {quote.edition for quote in change.quotes} == {2018}
    apart = compare_editions(hold("KEN:2016", silent), two)
    assert next(f for f in apart.figures if f.what == "convictions").direction is None


def test_editions_that_lie_between_are_named() -> None:
    changes = compare_editions(hold("KEN:2015", EARLIER), hold("KEN:2018", LATER))
    assert changes.between == (2016, 2017)
    assert "Two editions lie between them (2016 to 2017)" in changes.statements()[-1].text


def test_a_text_that_did_not_change_says_so() -> None:
    changes = compare_editions(hold("KEN:2017", EARLIER), hold("KEN:2018", EARLIER))
    assert not [c for c in changes.variables if c.kind != "same_value_other_facts"]
    assert len(changes.carried) == changes.sentences
    assert changes.statements()[0].text == "Every sentence stands word for word as in 2017"
    assert {p.kind for p in changes.paragraphs} == {"same"}


@pytest.mark.parametrize(
    ("one", "two"), [("KEN:2018", "KEN:2017"), ("KEN:2017", "KEN:2017"), ("KEN:2017", "UGA:2018")]
)
def test_two_editions_of_one_country_are_asked_for_in_their_order(one: str, two: str) -> None:
    ugandan = EARLIER.replace("KENYA", "UGANDA").replace("Kenya", "Uganda")
    other = hold(two, ugandan if two[:3] == "UGA" else EARLIER)
    with pytest.raises(WrongUse):
        compare_editions(hold(one, EARLIER), other)


def test_pairs_are_like_with_like_and_unlike_neighbours_are_named() -> None:
    texts = [
        hold("KEN:2015", EARLIER),
        hold("KEN:2016", LATER, "summary"),
        hold("KEN:2017", EARLIER, "summary"),
        hold("KEN:2018", LATER, "summary"),
        hold("KEN:2018", EARLIER),
    ]
    pairs = [
        (one.edition, one.text_kind, two.edition, two.text_kind)
        for one, two in pairs_over(hold_texts(texts))
    ]
    assert pairs == [
        (2015, "narrative", 2016, "summary"),
        (2016, "summary", 2017, "summary"),
        (2015, "narrative", 2018, "narrative"),
        (2017, "summary", 2018, "summary"),
    ]


def test_a_comparison_of_samples_says_what_they_are() -> None:
    one, two = hold("KEN:2017", EARLIER, "sample"), hold("KEN:2018", LATER, "sample")
    record = compare_editions(one, two).to_dict()
    assert next(iter(record.items())) == ("sample", "Sample, not a quotation")


def test_the_record_is_plain_and_the_same_each_time() -> None:
    one, two = hold("KEN:2017", EARLIER), hold("KEN:2018", LATER)
    records = [
        json.dumps(compare_editions(one, two).to_dict(paragraphs=True), sort_keys=True)
        for _ in range(2)
    ]
    assert records[0] == records[1]
    rows = list(change_rows(compare_editions(one, two)))
    assert {row["part"] for row in rows} >= {"variable", "figure", "sentence"}
    assert all(row["words_before"] or row["words_after"] for row in rows)


def test_a_country_that_a_list_lacks_and_the_text_names_is_not_said_to_have_gone() -> None:
    page = """KENYA: Tier 2

TRAFFICKING PROFILE

Women and girls from Uganda and Burundi are subjected to sex trafficking in Kenya. {}
"""
    before = hold(
        "KEN:2017", page.format("Men from Somalia are subjected to forced labor in Kenya.")
    )
    after = hold("KEN:2018", page.format("Police from Somalia visited."))
    (change,) = [
        c for c in compare_editions(before, after).variables if c.variable == "profile.origins"
    ]
    assert change.dropped == ("SOM",)
    assert [one.item for one in change.elsewhere] == ["SOM"]
    assert change.elsewhere[0].quote.text == "Police from Somalia visited."
    told = " ".join(s.text for s in compare_editions(before, after).statements())
    assert "Somalia too, and was not read so" in told
    assert "no longer" not in told


STUB = """KENYA: {}

Kenya does not fully meet the minimum standards; for more details, go to:
https://example.org/kenya/
"""


def test_a_tier_line_and_an_address_is_compared_by_its_tier_alone() -> None:
    before = hold("KEN:2017", LATER, "summary")
    moved = compare_editions(before, hold("KEN:2018", STUB.format("Tier 2 Watch List"), "summary"))
    assert [s.text for s in moved.headline()] == [
        "Moved from Tier 2 to Tier 2 Watch List",
        "Nothing but the tier can be compared: KEN:2018 is a tier line and an address",
    ]
    assert {c.variable for c in moved.variables} == {"tier.stated"}
    assert (moved.figures, moved.gaps, moved.carried, moved.paragraphs) == ((), (), (), ())
    (same,) = compare_editions(
        before, hold("KEN:2018", STUB.format("Tier 2"), "summary")
    ).headline()
    assert same.text.startswith("Tier 2 in both. Nothing but the tier")
    assert {quote.edition for quote in same.quotes} == {2017, 2018}
    rows = list(change_rows(moved))
    assert [(row["part"], row["change"]) for row in rows] == [
        ("text", "tier alone"),
        ("variable", "changed"),
    ]


def test_an_address_in_a_text_that_tells_more_makes_it_no_tier_line() -> None:
    assert hold("KEN:2018", STUB.format("Tier 2"), "summary").tier_only
    more = STUB.format("Tier 2") + "\nThe government convicted three traffickers.\n"
    assert not hold("KEN:2018", more, "summary").tier_only
    assert not hold("KEN:2018", LATER, "summary").tier_only


def test_what_was_read_in_one_text_alone_is_said_so_and_is_no_headline() -> None:
    page = "KENYA: Tier 2\n\n{}\n"
    before = hold("KEN:2017", page.format("The government convicted four traffickers."), "summary")
    after = hold(
        "KEN:2018",
        page.format("The government convicted four traffickers and trained police officers."),
        "summary",
    )
    changes = compare_editions(before, after)
    told = [s.text for s in changes.statements() if s.text.startswith("Read in 2018 alone")]
    assert len(told) == 1
    assert "2017 may say it in words that were not read" in told[0]
    # One rule reads the training of officials under two ids.
    assert [c.variable for c in changes.variables if c.variable.endswith(".training")] == [
        "prosecution.training"
    ]
    assert told[0].count("training") == 1
    assert [s.text for s in changes.headline()] == ["Convictions stood at 4 in both"]
    why = {row["id"]: row["why"] for row in change_rows(changes) if row["part"] == "variable"}
    assert why["prosecution.training"] == "read in 2018 alone"


def test_whom_two_texts_name_is_no_headline() -> None:
    page = "KENYA: Tier 2\n\nTRAFFICKING PROFILE\n\nKenyan {} are subjected to sex trafficking in Oman.\n"
    one, two = (
        hold(f"KEN:{year}", page.format(who))
        for year, who in ((2017, "boys and girls"), (2018, "girls"))
    )
    changes = compare_editions(one, two)
    assert "profile.child_sex_victims" in {c.variable for c in changes.variables}
    assert [s.text for s in changes.headline()] == [
        "No answer that was read in both KEN:2017 and KEN:2018 turned"
    ]
    assert any(s.text.startswith("Girls or boys") for s in changes.statements())


@pytest.mark.parametrize(
    ("variable", "one", "two", "item", "words"),
    [
        (
            "profile.destination_forms",
            "Kenya is a destination country for foreign women subjected to sex trafficking and men from Chad in forced "
            "labor.",
            "Kenya is a destination country for men from Chad subjected to forced labor. Kenyan girls are subjected to "
            "sex trafficking.",
            "sex_trafficking",
            "Kenyan girls",
        ),
        (
            "flows.edges",
            "Kenyan women are subjected to sex trafficking in Oman and Jordan.",
            "Kenyan women are subjected to sex trafficking in Oman. A delegation from Jordan came.",
            "KEN>JOR",
            "A delegation",
        ),
        (
            "profile.destination_regions",
            "Kenyan women are subjected to sex trafficking in Europe and the Middle East.",
            "Kenyan women are subjected to sex trafficking in Europe. Envoys toured the Middle East.",
            "Middle East",
            "Envoys",
        ),
    ],
)
def test_a_form_a_region_or_a_route_that_a_list_lacks_and_the_text_names_is_said_to_be_named(
    variable: str, one: str, two: str, item: str, words: str
) -> None:
    page = "KENYA: Tier 2\n\nTRAFFICKING PROFILE\n\n{}\n"
    changes = compare_editions(
        hold("KEN:2017", page.format(one)), hold("KEN:2018", page.format(two))
    )
    (change,) = [c for c in changes.variables if c.variable == variable]
    assert item in change.dropped
    named = {one.item: one.quote.text for one in change.elsewhere}
    assert named[item].startswith(words)
    label = next(s.text for s in changes.statements() if "2018 names" in s.text)
    assert "too, and was not read so" in label


def test_what_another_edition_asked_for_has_no_place_in_a_comparison() -> None:
    asks = (
        "KENYA: Tier 2\n\nRECOMMENDATIONS FOR KENYA\n\nEnact a law that prohibits all forms of trafficking; train "
        "police to identify victims.\n\nPROTECTION\n\nThe government ran one shelter.\n"
    )
    plain = "KENYA: Tier 2\n\nPROTECTION\n\nThe government ran one shelter.\n"
    done = "KENYA: Tier 2\n\nPROSECUTION\n\nThe government enacted a law that prohibits all forms of trafficking.\n"
    texts = [hold("KEN:2016", asks), hold("KEN:2017", plain), hold("KEN:2018", done)]
    ledger = build_ledger(hold_texts(texts))
    assert any(a.edition == 2018 for entry in ledger.entries for a in entry.acted)
    apart = compare_editions(texts[1], texts[2], ledger=ledger)
    assert not any("acted upon" in s.text for s in apart.statements())
    beside = compare_editions(texts[0], texts[2], ledger=ledger)
    assert any("The recommendation of 2016" in s.text for s in beside.headline())
