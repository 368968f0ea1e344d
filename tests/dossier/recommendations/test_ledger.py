"""The ledger of a country: no bridge over an edition that is not held, and each cell with its words."""

from __future__ import annotations

import itertools

import pytest

from tests.dossier.generator.country import make_country
from tests.dossier.making import hold
from tests.dossier.recommendations.test_matching import page
from tierbook.dossier import CELLS, Ledger, build_ledger, hold_texts, longest_standing
from tierbook.pages import TextKind
from tierbook.places import get_country

SHELTER = "open a shelter for male victims"
FINES = "amend the law to remove fines as an alternative to prison"
POLICE = "train police to identify victims"


def ledger(
    lists: dict[int, tuple[str, ...]], country: str = "JPN", kind: TextKind = "narrative"
) -> Ledger:
    """Build a ledger of lists by edition."""
    name = get_country(country).name.upper()
    texts = [
        hold(f"{country}:{year}", page(*items).replace("JAPAN", name), kind)
        for year, items in lists.items()
    ]
    return build_ledger(hold_texts(texts))


def test_an_entry_follows_its_demand_and_says_how_long_it_stands() -> None:
    found = ledger(
        {
            2015: (SHELTER, FINES),
            2016: (SHELTER, POLICE),
            2017: ("establish a shelter for men who are victims", POLICE),
        }
    )
    shelter, police, fines = found.entries
    assert dict(shelter.cells) == {2015: "asked", 2016: "repeated", 2017: "reworded"}
    assert (shelter.standing, shelter.stands, shelter.in_editions) == (3, True, (3, 3))
    assert shelter.at_least  # 2014 is not held
    assert dict(police.cells) == {2016: "new", 2017: "repeated"}
    assert (police.standing, police.at_least) == (2, False)
    assert dict(fines.cells) == {2015: "asked", 2016: "not_repeated", 2017: "not_repeated"}
    assert not fines.stands


def test_nothing_bridges_an_edition_that_is_not_held() -> None:
    found = ledger({2013: (SHELTER,), 2014: (SHELTER,), 2016: (SHELTER, FINES), 2017: (SHELTER,)})
    shelter = found.entries[0]
    assert dict(shelter.cells) == {
        2013: "asked",
        2014: "repeated",
        2015: "unknown",
        2016: "asked",
        2017: "repeated",
    }
    assert shelter.standing == 2
    assert shelter.at_least
    assert shelter.in_editions == (4, 4)
    assert "2014" in shelter.notes[2016]
    assert shelter.notes[2015] == "the edition is not held"
    fines = next(entry for entry in found.entries if entry.first == 2016)
    assert fines.cells[2016] == "asked"  # 2015 may have asked for it


def test_a_summary_between_two_narratives_is_unknown_and_not_silence() -> None:
    texts = [
        hold("JPN:2016", page(SHELTER)),
        hold("JPN:2017", page(SHELTER), "summary"),
        hold("JPN:2018", page(SHELTER)),
    ]
    (entry,) = build_ledger(hold_texts(texts)).entries
    assert entry.cells[2017] == "unknown"
    assert "summary" in entry.notes[2017]
    assert entry.standing == 1


def test_a_demand_that_comes_back_is_not_new() -> None:
    found = ledger({2015: (SHELTER, POLICE), 2016: (POLICE,), 2017: (POLICE, SHELTER)})
    back = next(entry for entry in found.entries if "shelter" in entry.text)
    assert dict(back.cells) == {2015: "asked", 2016: "not_repeated", 2017: "asked"}
    assert back.notes[2017] == "asked before, last in 2015"
    assert (back.standing, back.at_least, back.in_editions) == (1, False, (2, 3))


def test_both_parts_of_a_split_keep_its_past() -> None:
    found = ledger(
        {
            2016: ("open a shelter for male victims, and train police to identify victims",),
            2017: (SHELTER, POLICE),
        }
    )
    assert [entry.cells for entry in found.entries] == [{2016: "asked", 2017: "split"}] * 2
    assert {entry.text.lower() for entry in found.entries} == {SHELTER, POLICE}
    assert len({entry.id for entry in found.entries}) == 2


BOTH = "open a shelter for male victims, and train police to identify victims"


def test_what_was_merged_and_then_dropped_is_dropped() -> None:
    found = ledger({2015: (SHELTER, POLICE), 2016: (BOTH,), 2017: (BOTH,), 2018: (SHELTER,)})
    shelter, police = found.entries
    assert (shelter.text.lower(), police.text.lower()) == (SHELTER, POLICE)
    assert list(shelter.cells.values()) == ["asked", "merged", "repeated", "reworded"]
    assert list(police.cells.values()) == ["asked", "merged", "repeated", "not_repeated"]
    assert (shelter.stands, police.stands) == (True, False)
    assert police.notes[2018] == "what it was merged with in 2017 goes on"


def test_demands_that_are_merged_keep_their_own_words_while_they_are() -> None:
    found = ledger({2015: (SHELTER, POLICE), 2016: (BOTH,)})
    assert {entry.text.lower() for entry in found.entries} == {SHELTER, POLICE}
    assert len(longest_standing([found])) == 1  # one item asks for both


def test_what_was_merged_and_parted_again_is_two_demands_and_not_four() -> None:
    found = ledger({2015: (SHELTER, POLICE), 2016: (BOTH,), 2017: (POLICE, SHELTER)})
    assert {entry.text.lower() for entry in found.entries} == {SHELTER, POLICE}
    assert [list(entry.cells.values()) for entry in found.entries] == [
        ["asked", "merged", "split"]
    ] * 2


def test_what_was_merged_dropped_and_asked_again_comes_back() -> None:
    found = ledger(
        {2015: (SHELTER, POLICE), 2016: (BOTH,), 2017: (SHELTER,), 2018: (SHELTER, POLICE)}
    )
    assert len(found.entries) == 2
    police = next(entry for entry in found.entries if "police" in entry.text)
    assert list(police.cells.values()) == ["asked", "merged", "not_repeated", "asked"]


def test_samples_make_a_ledger_that_says_so_and_enter_no_list_of_the_longest() -> None:
    found = ledger({2016: (SHELTER,), 2017: (SHELTER,)}, kind="sample")
    assert found.samples
    assert longest_standing([found]) == ()


def test_the_longest_standing_of_several_countries_are_in_order() -> None:
    japan = ledger({2016: (SHELTER,), 2017: (SHELTER,), 2018: (SHELTER, POLICE)})
    kenya = ledger({2017: (FINES,), 2018: (FINES,)}, "KEN")
    found = longest_standing([kenya, japan])
    assert [(entry.country, entry.standing) for entry in found] == [("JPN", 3), ("KEN", 2)]
    assert longest_standing([kenya, japan], 1) == found[:1]


def test_what_prose_needs_enters_no_entry() -> None:
    text = "JAPAN: Tier 2\n\nPROSECUTION\n\nThe government should open shelters for male victims.\n"
    found = build_ledger(hold_texts([hold("JPN:2004", text)]))
    assert found.entries == ()
    assert [item.edition for items in found.needs.values() for item in items] == [2004]


@pytest.mark.parametrize("missing", [(), (2012,), (2011, 2015)])
def test_cells_of_a_made_country_are_whole(missing: tuple[int, ...]) -> None:
    held = hold_texts(make_country(seed=3).hold(without=missing))
    found = build_ledger(held)
    assert found.lists == tuple(year for year in range(2009, 2019) if year not in missing)
    for entry in found.entries:
        years = range(entry.first, 2019)
        assert list(entry.cells) == list(years)
        assert set(entry.cells.values()) <= set(CELLS)
        for year in years:
            assert (entry.cells[year] == "unknown") == (year in missing)
            asks = entry.cells[year] not in ("unknown", "not_repeated")
            assert asks == (year in entry.items)
        run = range(entry.last - entry.standing + 1, entry.last + 1)
        assert all(year in entry.items for year in run)
        for item in itertools.chain.from_iterable(entry.items.values()):
            text = held.texts[item.edition].text
            assert all(text[q.start : q.end] == q.text for q in item.quotes)


def test_every_statement_has_its_words() -> None:
    found = build_ledger(hold_texts(make_country(seed=1).hold()))
    said = found.statements()
    assert said
    assert all(statement.quotes for statement in said)
