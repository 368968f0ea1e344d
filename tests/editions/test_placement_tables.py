"""Tables of placements that people wrote: what is read, what is refused and how, and how two are laid together."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierbook.editions import (
    HISTORY_COLUMNS,
    TIERS,
    History,
    Placement,
    history_rows,
    load_placements,
    merge_histories,
    parse_tier,
    read_placements,
)
from tierbook.errors import Problem, WrongUse
from tierbook.places import resolve_country


def _code(words: str, edition: int) -> str:
    return resolve_country(words, edition=edition).code


def _read(text: str) -> tuple[History, list[Problem]]:
    return read_placements(text, name="mine.csv", country_of=_code)


def _table(history: History) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, HISTORY_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in history_rows(history):
        writer.writerow({k: "" if v is None else v for k, v in row.items()})
    return out.getvalue()


@pytest.mark.parametrize(
    ("cell", "tier"),
    [
        ("1", "1"),
        ("2", "2"),
        ("2WL", "2WL"),
        ("2 WL", "2WL"),
        ("2wl", "2WL"),
        ("T2WL", "2WL"),
        ("Tier 2 WL", "2WL"),
        ("Tier 2 Watch List", "2WL"),
        ("TIER 2 - WATCH LIST", "2WL"),
        ("Tier 2 (Watch List)", "2WL"),
        ("Tier 2 Watchlist", "2WL"),
        ("Watch List", "2WL"),
        ("Tier II", "2"),
        ("Tier 3", "3"),
        ("3.0", "3"),
        ("Special Case", "special"),
        ("special", "special"),
        ("2.5", None),
        ("4", None),
        ("", None),
        ("Tier 2 or 3", None),
        ("not ranked", None),
    ],
)
def test_a_tier_is_read_as_people_write_it_or_not_at_all(cell: str, tier: str | None) -> None:
    assert parse_tier(cell) == tier


def test_a_plain_table_is_read() -> None:
    history, problems = _read("iso3,edition,tier,waiver\nSEN,2018,2WL,yes\nSEN,2019,2,\n")
    assert not problems
    placement = history.get("SEN", 2018)
    assert placement is not None
    assert (placement.tier, placement.waiver, placement.waiver_status) == ("2WL", "yes", "verified")
    assert "mine.csv" in placement.source


def test_names_years_and_other_separators_are_read() -> None:
    history, problems = _read("\ufeffcountry;year;tier\nSenegal;2018;Tier 2 Watch List\n")
    assert not problems
    assert history.get("SEN", 2018) is not None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("JA,2018,2", "FIPS"),
        ("XYZ,2018,2", "XYZ"),
        (",2018,2", "no country"),
        ("JPN,18,2", "18"),
        ("JPN,2018,2.5", "2.5"),
        ("JPN,2003,2WL", "2004"),
        ("JPN,2050,2", "2050"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_the_others_are_kept(row: str, words: str) -> None:
    history, problems = _read(f"iso3,edition,tier\nSEN,2018,2WL\n{row}\nFRA,2018,1\n")
    assert [p.country for p in history] == ["FRA", "SEN"]
    (problem,) = problems
    assert problem.failed
    assert problem.where == "mine.csv:3"
    assert words in str(problem)
    assert problem.remedy


def test_a_row_that_stands_twice_is_told_and_the_first_is_kept() -> None:
    history, problems = _read(
        "iso3,edition,tier\nSEN,2018,2WL\nSEN,2018,3\nFRA,2018,1\nFRA,2018,1\n"
    )
    placement = history.get("SEN", 2018)
    assert placement is not None
    assert placement.tier == "2WL"
    assert [p.failed for p in problems] == [True, False]
    assert "line 2" in str(problems[0])


def test_a_code_of_another_system_gives_way_to_the_name_beside_it_and_is_told_once() -> None:
    text = "iso3,country,edition,tier\nKOS,Kosovo,2014,2\nKOS,Kosovo,2015,2\n"
    history, problems = _read(text)
    assert history.of("XKX").editions == (2014, 2015)
    (problem,) = problems
    assert not problem.failed


def test_a_waiver_beside_another_tier_is_left_aside_and_told() -> None:
    history, problems = _read("iso3,edition,tier,waiver\nSEN,2019,2,yes\nHTI,2023,2WL,perhaps\n")
    assert {p.waiver for p in history} == {"unknown"}
    assert [p.failed for p in problems] == [False, False]


@pytest.mark.parametrize(
    "text", ["", "iso3,tier\nSEN,2\n", "a,b,c\n1,2,3\n", "iso3,edition,tier\n"]
)
def test_what_is_no_table_of_placements_is_refused(text: str) -> None:
    with pytest.raises(WrongUse):
        _read(text)


def test_our_own_table_written_out_is_read_back_as_it_was() -> None:
    ours = load_placements()
    again, problems = _read(_table(ours))
    assert not problems
    assert again.whole_lists == ours.whole_lists
    assert set(again.told_off) == {u for u in ours.told_off if ours.get(*u) is None}
    for placement in ours:
        other = again.get(placement.country, placement.edition)
        assert other is not None
        for name in ("tier", "waiver", "waiver_status"):
            assert getattr(other, name) == getattr(placement, name)


def test_a_merge_names_each_conflict_with_both_sources_and_overwrites_nothing() -> None:
    ours, _ = _read("iso3,edition,tier,source\nSEN,2018,2WL,Atlas\nFRA,2018,1,Atlas\n")
    theirs, _ = read_placements(
        "iso3,edition,tier\nSEN,2018,3\nFRA,2018,1\nSEN,2019,2\n", name="new.csv", country_of=_code
    )
    merged, conflicts = merge_histories(ours, theirs)
    (conflict,) = conflicts
    assert (conflict.country, conflict.edition, conflict.field) == ("SEN", 2018, "tier")
    assert "Atlas" in conflict.our_source
    assert "new.csv" in conflict.their_source
    kept = merged.get("SEN", 2018)
    assert kept is not None
    assert kept.tier == "2WL"
    assert {c.tier for c in kept.claims} == {"2WL", "3"}
    assert merged.get("SEN", 2019) is not None
    turned, again = merge_histories(ours, theirs, prefer_other=True)
    taken = turned.get("SEN", 2018)
    assert taken is not None
    assert taken.tier == "3"
    assert again[0].kept == "Tier 3"


def test_a_waiver_that_was_only_implied_gives_way_to_one_that_somebody_names() -> None:
    ours = History((Placement("SEN", 2014, "2WL", waiver="yes", waiver_status="implied"),))
    theirs, _ = _read("iso3,edition,tier,waiver\nSEN,2014,2WL,no\n")
    merged, conflicts = merge_histories(ours, theirs)
    placement = merged.get("SEN", 2014)
    assert placement is not None
    assert (placement.waiver, placement.waiver_status) == ("no", "verified")
    assert not conflicts


def test_two_waivers_on_record_that_differ_are_a_conflict() -> None:
    ours = History((Placement("SEN", 2022, "2WL", waiver="yes", waiver_status="verified"),))
    theirs, _ = _read("iso3,edition,tier,waiver\nSEN,2022,2WL,no\n")
    merged, conflicts = merge_histories(ours, theirs)
    assert [c.field for c in conflicts] == ["waiver"]
    placement = merged.get("SEN", 2022)
    assert placement is not None
    assert placement.waiver == "yes"


_HISTORIES = st.dictionaries(
    st.tuples(st.sampled_from(["SEN", "FRA", "THA"]), st.integers(2004, 2026)),
    st.tuples(st.sampled_from(list(TIERS)), st.sampled_from(["yes", "no", "unknown"])),
).map(
    lambda rows: History(
        tuple(
            Placement(
                *unit,
                tier=tier,
                waiver=waiver if tier == "2WL" else "unknown",
                waiver_status=None if waiver == "unknown" or tier != "2WL" else "verified",
            )
            for unit, (tier, waiver) in rows.items()
        )
    )
)


def test_our_own_table_laid_over_itself_changes_nothing() -> None:
    ours = load_placements()
    theirs, problems = _read(_table(ours))
    assert problems == []
    merged, conflicts = merge_histories(ours, theirs)
    assert conflicts == ()
    assert _table(merged) == _table(ours)


@given(_HISTORIES, _HISTORIES)
def test_a_merge_keeps_every_placement_and_tells_every_difference(
    ours: History, theirs: History
) -> None:
    merged, conflicts = merge_histories(ours, theirs)
    units = {(p.country, p.edition) for p in (*ours, *theirs)}
    assert {(p.country, p.edition) for p in merged} == units
    told = {(c.country, c.edition) for c in conflicts if c.field == "tier"}
    for unit in units:
        mine, other = ours.get(*unit), theirs.get(*unit)
        kept = merged.get(*unit)
        assert kept is not None
        if mine is not None and other is not None:
            assert (unit in told) == (mine.tier != other.tier)
            assert kept.tier == mine.tier
        else:
            assert unit not in told
