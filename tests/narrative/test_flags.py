"""Flags: tiers that disagree, another country's narrative, another government; and texts that must get none."""

from __future__ import annotations

import csv
import json
from importlib.resources import files
from pathlib import Path

import pytest

from tests.narrative import contaminate
from tests.narrative.test_parsing import parse
from tierbook.narrative import Flag, Narrative, parse_document
from tierbook.pages import read_bytes
from tierbook.places import get_country

CLEAN = (
    "KENYA: TIER 2\n\n"
    "The Government of Kenya does not fully meet the minimum standards on trafficking, but it is making significant "
    "efforts. It did more than before; therefore Kenya remained on Tier 2.\n\n"
    "RECOMMENDATIONS FOR KENYA\n\nTrain police; work with the Government of Uganda; and report.\n\n"
    "PROSECUTION\n\nKenyan police opened nine cases. {inserted}Officials took part in a course "
    "with Ugandan authorities.\n\n"
    "PROTECTION\n\nShelters took in women from Uganda and Burundi.\n\n"
    "TRAFFICKING PROFILE\n\nKenya is a source and destination country for men and women. Girls are sent to Uganda."
)


def flags(text: str, **options: object) -> list[Flag]:
    narrative = parse(text, **options)
    for flag in narrative.flags:
        check(narrative, flag)
    return list(narrative.flags)


def check(narrative: Narrative, flag: Flag) -> None:
    """Assert what holds of every flag."""
    assert flag.spans
    assert [narrative.text[start:end] for start, end in flag.spans] == [*flag.words]
    assert all(words.strip() == words and words for words in flag.words)
    assert flag.message == flag.message.strip()


def kinds(found: list[Flag]) -> list[str]:
    return [flag.kind for flag in found]


def put(words: str) -> str:
    return CLEAN.format(inserted=f"{words} ")


def test_a_clean_narrative_has_none() -> None:
    assert flags(CLEAN.format(inserted=""), edition=2018) == []


@pytest.mark.parametrize(
    ("home", "other", "told"),
    [
        ("Aruba", "the Netherlands", False),
        ("Kenya", "the Netherlands", True),
        ("Kenya", "the United States", False),
    ],
)
def test_a_sovereign_and_a_donor_act_in_the_normal_course(
    home: str, other: str, told: bool
) -> None:
    text = put(f"The Government of {other} arrested nine men.").replace("Kenyan police", "Police")
    text = text.replace("KENYA", home.upper()).replace("Kenya", home)
    assert kinds(flags(text, edition=2018)) == ["other_government"] * told


def test_the_table_of_normal_governments_names_countries_and_reasons() -> None:
    table = files("tierbook.narrative") / "normal_governments.csv"
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        assert row["country"] == "*" or get_country(row["country"])
        assert get_country(row["other"])
        assert row["because"]


def test_two_tiers_in_one_text_are_both_kept() -> None:
    (flag,) = flags(
        CLEAN.format(inserted="").replace("remained on Tier 2", "remained on Tier 2 Watch List"),
        edition=2018,
    )
    assert flag.kind == "tier_conflict"
    assert flag.words == ("KENYA: TIER 2", "remained on Tier 2 Watch List")
    assert flag.message == "the tier line says Tier 2; a sentence says Tier 2 Watch List"


def test_the_formula_speaks_against_a_tier_too() -> None:
    (flag,) = flags(
        CLEAN.format(inserted="").replace("it is making", "it is not making"), edition=2018
    )
    assert flag.kind == "tier_conflict"
    assert "the sentence on the minimum standards is that of Tier 3" in flag.message
    assert len(flag.spans) == 3


def test_the_formula_of_efforts_agrees_with_tier_2_and_watch_list() -> None:
    text = CLEAN.format(inserted="").replace("TIER 2", "TIER 2 WATCH LIST")
    assert flags(text.replace("on Tier 2.", "on Tier 2 Watch List."), edition=2018) == []


def test_a_placement_of_an_earlier_year_is_no_conflict() -> None:
    assert flags(put("In 2014 Kenya was downgraded to Tier 3."), edition=2018) == []


def test_a_waiver_is_no_conflict() -> None:
    text = CLEAN.format(inserted="").replace(
        "therefore",
        "a waiver spared it an otherwise required downgrade to Tier 3; therefore",
    )
    assert flags(text, edition=2018) == []


def test_a_note_after_the_tier_line_that_names_another_tier_is_a_conflict() -> None:
    text = (
        "HAITI (TIER 3) [*Please note: Haiti was updated to Tier 2 by a later decision]\n\n"
        "Haiti is a source country for women.\n\nThe ministry warned the public of trafficking."
    )
    (flag,) = flags(text, edition=2003)
    assert flag.kind == "tier_conflict"
    assert "Tier 3" in flag.message
    assert "Tier 2" in flag.message


def test_a_summary_that_opens_with_a_tier_against_its_words() -> None:
    record = {
        "country": "Kenya",
        "fields": {
            "current situation": "men are forced to fish (2015)",
            "tier rating": "Tier 2 Watch List - Kenya does not meet the minimum standards and is not making "
            "significant efforts to do so; it jailed nobody (2015)",
        },
    }
    result = read_bytes(json.dumps(record).encode(), name="x.jsonl")
    (flag,) = parse_document(result.documents[0]).flags
    assert flag.kind == "tier_conflict"
    assert flag.words[0] == "Tier 2 Watch List"


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("The Government of Laos does not fully meet the minimum standards for ending trafficking.", "Laos"),
        ("Laos is a source country for women and girls.", "Laos"),
        ("As reported over the past five years, Laos is a destination country for men.", "Laos"),
        ("The government did more; therefore Laos was upgraded to Tier 2.", "Laos"),
    ],
)  # fmt: skip
def test_the_opening_of_another_narrative(words: str, country: str) -> None:
    found = flags(put(words), edition=2018)
    assert "other_narrative" in kinds(found)
    assert country in found[0].message
    assert found[0].message.endswith(" stands in the narrative of Kenya")


def test_a_second_tier_line_of_another_country() -> None:
    found = flags(
        f"{CLEAN.format(inserted='')}\n\nLAOS (Tier 3)\n\nWomen are sold abroad.", edition=2018
    )
    assert kinds(found) == ["other_narrative"]
    assert found[0].words == ("LAOS (Tier 3)",)


@pytest.mark.parametrize(
    "words",
    [
        "The Government of Laos charged nine men.",
        "The Lao government charged nine men.",
        "In May, Lao authorities closed a bar.",
        "Thailand's parliament passed a law.",
        "South African police searched two farms.",
        "Corrupt Thai officials warned the owners.",
        "Thai law bans the sale of children.",
        "Under the 2008 act, Thailand’s courts jailed six men.",
    ],
)
def test_a_sentence_about_another_government(words: str) -> None:
    (flag,) = flags(put(words), edition=2018)
    assert flag.kind == "other_government"
    assert flag.words == (words,)


@pytest.mark.parametrize(
    "words",
    [
        "The government worked with the Government of Laos on nine cases.",
        "With help from Thai authorities, police closed a bar.",
        "Thai authorities asked the Kenyan government for files.",
        "Lao and Thai victims went home.",
        "A man was extradited to the Thai police.",
        "The U.S. Government paid for a course.",
        "U.S. authorities trained nine judges.",
        "The Government of Kenya charged nine men.",
        "Local authorities closed a bar.",
        "National police closed a bar.",
        "The Federal Police closed a bar.",
        "Courts convicted two Thai officials.",
        "It did not coordinate with the Government of Laos.",
    ],
)
def test_governments_that_act_in_the_normal_course(words: str) -> None:
    assert flags(put(words), edition=2018) == []


def test_a_paragraph_about_another_country() -> None:
    words = (
        "Police searched two farms near the border, and found nine boys who had been sold by an uncle. The ministry of "
        "labor in Laos has four inspectors, none of them trained. Courts in Laos heard one case. Most boys come from "
        "Laos."
    )
    text = CLEAN.format(inserted="").replace(
        "TRAFFICKING PROFILE", f"PREVENTION\n\n{words}\n\nTRAFFICKING PROFILE"
    )
    (flag,) = flags(text, edition=2018)
    assert flag.kind == "other_government"
    assert flag.words == (words,)
    assert flag.message == "a paragraph about Laos stands in the narrative of Kenya"


def test_without_a_country_only_tiers_are_compared() -> None:
    record = {
        "text": "Tier 3 - The Government of Laos charged nine men; it is on Tier 2 now.",
        "edition": 2015,
    }
    result = read_bytes(json.dumps(record).encode(), name="x.jsonl")
    for document in result.documents:
        assert set(kinds([*parse_document(document).flags])) <= {"tier_conflict"}


def test_flags_stand_in_the_plain_values() -> None:
    narrative = parse(put("The Lao government charged nine men."), edition=2018)
    (plain,) = narrative.to_dict()["flags"]  # type: ignore[misc]
    (flag,) = narrative.flags
    assert plain == {
        "kind": "other_government",
        "spans": [{"start": flag.spans[0][0], "end": flag.spans[0][1]}],
        "words": [*flag.words],
        "message": flag.message,
    }


BROKEN = (
    "GNB",
    "SAU",
    "SLE",
    "ZAF",
)  # the tier line of the page ends after `TIER 2`; `WATCH LIST` opens the text


@pytest.mark.shared
def test_the_narratives_of_2018_get_no_flag_once_their_broken_tier_lines_are_joined(
    shared: Path,
) -> None:
    narratives = contaminate.load(shared / "data/narratives/2018")
    assert {code: n.flags for code, n in narratives.items() if n.flags} == {}
    for code in BROKEN:
        narrative = narratives[code]
        assert narrative.tier_line is not None
        assert narrative.words(*narrative.tier_line).endswith("TIER 2 WATCH LIST")


@pytest.mark.shared
@pytest.mark.parametrize("code", BROKEN)
def test_a_tier_line_that_has_lost_its_watch_list_is_a_conflict(shared: Path, code: str) -> None:
    path = shared / "data/narratives/2018" / f"{code}.txt"
    text = path.read_text(encoding="utf-8").replace("WATCH LISTThe", "The", 1)
    (document,) = read_bytes(text.encode(), name=f"2018/{code}.txt").documents
    narrative = parse_document(document)
    assert kinds([*narrative.flags]) == ["tier_conflict"]
    check(narrative, narrative.flags[0])


@pytest.mark.shared
def test_words_of_another_narrative_are_told_and_clean_ones_left(shared: Path) -> None:
    narratives = contaminate.load(shared / "data/narratives/2018")
    testing = {c: n for c, n in narratives.items() if contaminate.is_testing(c)}
    some = dict(list(testing.items())[:20])
    false, count = contaminate.false_flags(some)
    assert false / count <= 0.01
    least = (0.95, 0.95, 0.4, 0.35, 0.1, 0.5)
    for (what, choose), share in zip(contaminate.ways(some), least, strict=True):
        rate = contaminate.insert(some, choose)
        assert rate.told / rate.tries >= share, (what, str(rate))


@pytest.mark.shared
def test_a_summary_of_2015_that_contradicts_itself(shared: Path) -> None:
    path = shared / "data/factbook-trafficking.jsonl"
    flagged = [
        (document.country, document.edition, flag.kind)
        for document in read_bytes(path.read_bytes(), name=str(path)).documents
        for flag in parse_document(document).flags
    ]
    assert set(flagged) == {("THA", 2015, "tier_conflict")}
