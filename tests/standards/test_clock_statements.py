"""What texts say of tier, years, waiver and downgrade, held against table and clock."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import tierbook
from tierbook.editions import History, Placement, Tier, load_placements
from tierbook.errors import WrongUse
from tierbook.places import all_countries
from tierbook.standards import Disagreement, hold_against_clock

# Of the Factbook's texts; docs/explanation/clock.md says of each what it comes from.
_KNOWN = {
    ("clock.tier", "CAF", 2008),
    ("clock.tier", "DOM", 2008),
    ("clock.tier", "FJI", 2009),
    ("clock.tier", "GNQ", 2008),
    ("clock.tier", "LBY", 2008),
    ("clock.tier", "MYS", 2009),
    ("clock.tier", "NER", 2009),
    ("clock.tier", "SDN", 2014),
    ("clock.tier", "SYR", 2008),
    ("clock.tier", "TCD", 2009),
    ("clock.tier", "THA", 2014),
    ("clock.tier", "THA", 2015),
    ("clock.tier", "VEN", 2008),
    ("clock.year", "ARG", 2009),
    ("clock.year", "GNB", 2008),
    ("clock.year", "LKA", 2008),
}


def _history(first: int, *tiers: Tier, **waivers: str) -> History:
    return History(
        tuple(
            Placement(
                "SEN",
                first + n,
                tier,
                waiver=waivers.get(f"w{first + n}", "unknown"),  # type: ignore[arg-type]
                waiver_status="verified" if f"w{first + n}" in waivers else None,
            )
            for n, tier in enumerate(tiers)
        )
    )


def _held(text: str, history: History, edition: int) -> list[Disagreement]:
    page = f"SENEGAL: {text}\n\nThe police opened two cases.\n"
    coding = tierbook.code(page.encode(), country="SEN", edition=edition)
    return list(hold_against_clock(coding, history))


def _ids(text: str, history: History, edition: int) -> list[str]:
    return [d.id for d in _held(text, history, edition)]


_THIRD = "TIER 2 WATCH LIST\n\nSenegal stays on Tier 2 Watch List for the third consecutive year."
_WAIVED = (
    "TIER 2 WATCH LIST\n\nA waiver was granted, and so Senegal was spared the downgrade to Tier 3 that was "
    "otherwise required."
)
_DOWN = "TIER 3\n\nSenegal was downgraded to Tier 3 after the maximum of two consecutive waivers."


def test_a_year_that_the_placements_bear_out_is_no_disagreement() -> None:
    assert _ids(_THIRD, _history(2016, "2WL", "2WL", "2WL"), 2018) == []


def test_a_year_that_they_do_not_bear_out_is_shown_with_both_sides() -> None:
    (found,) = _held(_THIRD, _history(2016, "2", "2WL", "2WL"), 2018)
    assert (found.id, found.said, found.held) == ("clock.year", "3", "2 years")
    assert "third consecutive year" in found.quote
    assert "3 years" in found.says
    assert "2 years" in found.says
    assert found.reasons
    assert list(found.to_dict())[:3] == ["id", "country", "edition"]


def test_a_gap_that_could_explain_a_year_is_given_the_benefit_of_the_doubt() -> None:
    history = History((Placement("SEN", 2016, "2WL"), Placement("SEN", 2018, "2WL")))
    assert _ids(_THIRD, history, 2018) == []


def test_the_text_of_an_edition_that_is_not_held_is_counted_on() -> None:
    assert _ids(_THIRD, _history(2016, "2WL", "2WL"), 2018) == []
    assert _ids(_THIRD, _history(2016, "2", "2WL"), 2018) == ["clock.year"]


def test_a_waiver_in_a_year_that_needs_none_is_a_disagreement() -> None:
    assert _ids(_WAIVED, _history(2016, "2WL", "2WL", "2WL"), 2018) == []
    assert _ids(_WAIVED, _history(2016, "2", "2WL", "2WL"), 2018) == ["clock.waiver"]


def test_a_waiver_that_the_record_does_not_name_is_a_disagreement() -> None:
    history = _history(2021, "2", "2WL", "2WL", "2WL", w2024="no")
    (found,) = _held(_WAIVED, history, 2024)
    assert found.id == "clock.waiver"
    assert "does not name" in found.says


def test_a_downgrade_by_the_time_limit_needs_years_that_ran_out() -> None:
    assert _ids(_DOWN, _history(2009, "2WL", "2WL", "2WL", "2WL", "3"), 2013) == []
    assert _ids(_DOWN, _history(2010, "2", "2", "2WL", "3"), 2013) == ["clock.downgrade"]


def test_a_tier_against_the_table_is_shown_and_a_reassessed_one_is_not() -> None:
    assert _ids("TIER 3", _history(2017, "2", "2"), 2018) == ["clock.tier"]
    again = History((Placement("SEN", 2003, "3", reassessed="2", reassessed_on="2003-09-09"),))
    assert _ids("TIER 2", again, 2003) == []


def test_a_move_against_the_table_is_shown() -> None:
    text = "TIER 2\n\nTherefore Senegal was upgraded to Tier 2."
    assert _ids(text, _history(2017, "2WL", "2"), 2018) == []
    (found,) = _held(text, _history(2017, "2", "2"), 2018)
    assert found.id == "clock.change"
    assert "upgraded" in found.says


def test_findings_alone_need_country_and_edition() -> None:
    coding = tierbook.code(f"SENEGAL: {_THIRD}".encode(), country="SEN", edition=2018)
    history = _history(2016, "2", "2WL", "2WL")
    with pytest.raises(WrongUse):
        hold_against_clock(coding.findings, history)
    alone = hold_against_clock(coding.findings, history, country="SEN", edition=2018)
    assert alone == hold_against_clock(coding, history)


@pytest.mark.shared
def test_no_narrative_of_2018_disagrees_with_table_or_clock(shared: Path) -> None:
    history = load_placements()
    paths = sorted((shared / "data" / "narratives" / "2018").glob("*.txt"))
    assert len(paths) == 111
    for path in paths:
        coding = tierbook.code(path.read_bytes(), country=path.stem, edition=2018)
        assert hold_against_clock(coding, history) == (), path.stem


@pytest.mark.shared
def test_what_the_factbook_says_otherwise_is_known(shared: Path) -> None:
    fips = {
        c.fips.lower(): c.code
        for c in all_countries()
        if c.fips and c.code not in ("ANT", "SCG", "YUG")
    }
    history, found, held = load_placements(), set(), 0
    path = shared / "data" / "factbook-trafficking-2007-2025.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        code = fips.get(record["fips"].lower())
        if code is None or record["tip_edition"] is None:
            continue
        coding = tierbook.code(record["text"].encode(), country=code, edition=record["tip_edition"])
        held += any(f.variable == "tier.watch_list_year" for f in coding.findings)
        found |= {(d.id, d.country, d.edition) for d in hold_against_clock(coding, history)}
    assert held > 40
    assert found == _KNOWN
