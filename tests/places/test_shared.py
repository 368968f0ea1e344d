"""The names in the real tables and texts that stand beside the checkout."""

import csv
import json

import pytest

from tierbook.places import find_country, find_mentions

pytestmark = pytest.mark.shared

AMBIGUOUS = {"Congo", "Korea"}
TABLES = {
    "tiers-2001-2015.csv": "country",
    "tiers-2018.csv": "country",
    "tiers-2020-2025.csv": "country",
    "hti-2001-2011.csv": "country",
    "htc-2008.csv": "country",
    "three-p-index-2000-2013.csv": "country",
    "kelley-simmons-2000-2011.csv": "name",
    "palermo-protocol-dates-to-2011.csv": "country",
    "relations-2018-peer.csv": "base_country",
    "places/factbook-names-nationality-2001-2025.csv": "country",
    "places/country-codes.csv": "CLDR display name",
}
# Misspelled in one table, or a mere fragment.
NOT_NAMES = {
    "",
    "Equatorial Quinea",
    "Mozambiqu",
    "The Dominican",
    "Democratic",
    "Laos&nbsp;",
    "none",
    "World",
}
# Seas, and uninhabited or disputed places that no edition ranks and ISO has no code for.
NO_COUNTRIES = {
    "Akrotiri",
    "Dhekelia",
    "Arctic Ocean",
    "Ashmore and Cartier Islands",
    "Atlantic Ocean",
    "Clipperton Island",
    "Coral Sea Islands",
    "Indian Ocean",
    "Pacific Ocean",
    "Paracel Islands",
    "Southern Ocean",
    "Spratly Islands",
}


@pytest.mark.parametrize(("file", "column"), TABLES.items())
def test_every_name_of_the_tables_is_known(shared, file, column):
    missing = set()
    with (shared / "data" / file).open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            name = (row[column] or "").strip()
            code = row.get("iso3") or row.get("ISO3166-1-Alpha-3") or ""
            found = find_country(name)
            known = found is not None and (
                code in {"", found.code} or (code, found.code) == ("KOS", "XKX")
            )
            if not known and name not in AMBIGUOUS | NOT_NAMES | NO_COUNTRIES:
                missing.add((name, code))
    assert missing == set()


@pytest.mark.parametrize(
    "file",
    [
        "factbook-trafficking.jsonl",
        "factbook-trafficking-2007-2025.jsonl",
        "factbook-json-2014-2026.jsonl",
    ],
)
def test_every_country_of_the_factbook_texts_is_known(shared, file):
    lines = (shared / "data" / file).read_text(encoding="utf-8").splitlines()
    names = {(json.loads(line)["country"] or "").strip() for line in lines}
    assert {name for name in names if find_country(name) is None} <= NOT_NAMES


def test_every_narrative_begins_with_its_own_country(shared):
    for path in sorted((shared / "data" / "narratives" / "2018").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        first = find_mentions(text, edition=2018, home=path.stem)[0]
        assert (first.start, first.codes) in {(0, (path.stem,)), (4, (path.stem,))}, path.stem
        assert find_country(text.partition(":")[0]).code == path.stem


PLACES = ("origins", "destinations", "transit_from", "transit_to")
# Told by a part of a country alone (Sinai), by a misspelling (neighboring counties), or by a phrase of the coder's own.
EXCEPTIONS = {
    ("ERI", "EGY"),
    ("ZMB", "neighboring countries"),
    ("VNM", "Pacific maritime industries"),
}


@pytest.mark.parametrize("file", ["development.jsonl", "narratives-2018.jsonl"])
def test_every_place_that_people_coded_is_among_the_mentions(shared, file):
    missing = set()
    for line in (shared / "gold" / file).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        home = record["country"]
        mentions = find_mentions(record["text"], edition=record["edition"], home=home)
        codes = {code for mention in mentions for code in mention.codes}
        labels = {mention.label for mention in mentions if mention.kind == "region"}
        for place in PLACES:
            missing |= {
                (home, c) for c in record["values"].get(f"profile.{place}", []) if c not in codes
            }
            for region in record["values"].get(f"profile.{place.removesuffix('s')}_regions", []):
                if not {mention.label for mention in find_mentions(region)} & labels:
                    missing.add((home, region))
    assert {(home, what) for home, what in missing if what != "region"} <= EXCEPTIONS
