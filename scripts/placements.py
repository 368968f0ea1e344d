"""Make the package's table of official placements from the tables and texts it was collected from.

    python scripts/placements.py [SHARED] [--check]

Takes the folder of real data (`../shared`). Gives `placements.csv` and `told_off.csv` in
`editions/placements/data/`: one row for each country, edition, tier and source; and the editions in
which a later text shows a country off the Watch List. Touches these two alone; `--check` compares and
writes nothing. The other tables there are written by hand.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tierbook.places import all_countries, get_country, resolve_country

_HERE = Path(__file__).resolve().parents[1]
_TABLE = _HERE / "src/tierbook/editions/placements/data/placements.csv"
_OFF_COLUMNS = ("country", "edition", "source", "document", "words")
_FIRST_COUNTING = 2018  # since then texts count each edition of a run, and only those
_COLUMNS = ("country", "edition", "tier", "waiver", "support", "source", "document", "words")
_CODES = {"KOS": "XKX"}
_UNION = ("SRB", "MNE")  # the table gives the union's tier under both heirs
_UNION_EDITIONS = range(2003, 2007)
_SOURCES = {
    "World Factbook": "factbook",
    "http://www.gvnet.com": "gvnet_2020",
    "https://gvnet.com": "gvnet_2023",
    "https://discerning-islam.org": "list_2021",
    "https://knowyourcountry.com": "list_2024",
}
_ORDINALS = {word: n for n, word in enumerate("second third fourth fifth sixth seventh".split(), 2)}
_TIER = r"(?:the\s+)?Tier\s*(?P<tier>2\s*Watch\s*List|[123])"
_SAME = re.compile(
    rf"\bremain(?:ed|s)\s+(?:on|in|at)\s+{_TIER}(?:\s+for\s+(?:the|a)\s+(?P<nth>\w+)\s+consecutive\s+year)?",
    re.I,
)
_MOVED = re.compile(rf"\b(?P<way>up|down)graded\s+(?:to|from\s.{{3,40}}?\sto)\s+{_TIER}", re.I)
_WAIVED = re.compile(r"\bgranted\s+a\s+waiver\b", re.I)
_LIST = re.compile(
    r"Tier (?P<tier>2 Watch List|3):[^()]{0,150}\((?P<n>\d+) countries\) (?P<names>[^()|:]+?)(?=Tier|\(|\||$)"
)
_ABBREVIATED = {
    "Congo (Brazzaville; Rep)": "Republic of the Congo",
    "SolomanIs": "Solomon Islands",
    "YemenAR": "Yemen",
}
_MISPRINTS = {"Cura ao": "Curaçao", "Barbardos": "Barbados"}
_RATING = re.compile(r"tier.rating:?(?P<text>.*)", re.I | re.S)
# The only tier that a move can have started from; other moves leave more than one open.
_ORIGIN = {("up", "2WL"): "3", ("down", "2"): "1"}


class Row(NamedTuple):
    """One row of the table."""

    country: str
    edition: int
    tier: str
    waiver: str
    support: str
    source: str
    document: str
    words: str


def main() -> None:
    """Write the tables, or with `--check` say whether they are current."""
    arguments = [a for a in sys.argv[1:] if a != "--check"]
    made = make_tables(Path(arguments[0]) if arguments else _HERE.parent / "shared")
    for name, text in made.items():
        path = _TABLE.with_name(name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
            print(f"{name}: {text.count(chr(10)) - 1} rows")
        elif path.read_text(encoding="utf-8") != text:
            sys.exit(f"{name} is not what this script makes; run it without --check")


def make_tables(shared: Path) -> dict[str, str]:
    """Return name -> CSV of the tables that the shared data support."""
    data = shared / "data"
    rows = {*_early(data), *_special(data), *_of_2018(data), *_since_2020(data)}
    known = {(r.country, r.edition, r.tier) for r in rows}
    rows.update(r for r in _from_lists(data) if (r.country, r.edition, r.tier) not in known)
    tiers: dict[tuple[str, int], set[str]] = {}
    for row in rows:
        tiers.setdefault((row.country, row.edition), set()).add(row.tier)
    texts = sorted({*_from_narratives(data), *_from_factbook(data)})
    waived = {(r.country, r.edition, r.source): r for _, r in texts if r.waiver == "yes"}
    rows = {_with_waiver(row, waived) for row in rows}
    rows.update(waived.values())  # those whose row came from the same source are taken up by it
    # A text whose own edition is in doubt proves nothing of the edition before.
    doubted = {unit for unit, found in tiers.items() if len(found) > 1}
    off: dict[tuple[str, int], Row] = {}
    for told_in, row in [*texts, *_from_grants()]:
        if row.support != "derived" or (row.country, told_in) in doubted:
            continue
        held = tiers.setdefault((row.country, row.edition), set())
        if row.tier == "off":
            off.setdefault((row.country, row.edition), row)
        elif row.tier not in held:
            held.add(row.tier)
            rows.add(row)
    told_off = [r for unit, r in sorted(off.items()) if not tiers.get(unit)]
    return {
        "placements.csv": _csv(_COLUMNS, sorted(rows)),
        "told_off.csv": _csv(
            _OFF_COLUMNS, [(r.country, r.edition, r.source, r.document, r.words) for r in told_off]
        ),
    }


def _csv(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _with_waiver(row: Row, waived: dict[tuple[str, int, str], Row]) -> Row:
    found = waived.get((row.country, row.edition, row.source))
    if found is None or row.tier != "2WL":
        return row
    del waived[row.country, row.edition, row.source]
    return row._replace(waiver="yes", support="stated", document=found.document, words=found.words)


def _from_grants() -> Iterator[tuple[int, Row]]:
    """Yield the places on the list that a memorandum's waiver presupposes."""
    for row in _rows(_TABLE.with_name("waivers.csv")):
        if row["status"] == "verified":
            code, edition = row["country"], int(row["edition"])
            yield (
                edition,
                Row(code, edition, "2WL", "", "derived", row["source"], "", "waiver granted"),
            )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _early(data: Path) -> Iterator[Row]:
    for row in _rows(data / "tiers-2001-2015.csv"):
        code, edition = _CODES.get(row["iso3"], row["iso3"]), int(row["edition"])
        words = ""
        if code in _UNION and edition in _UNION_EDITIONS:
            code, words = "SCG", "listed under Serbia and under Montenegro"
        get_country(code)
        yield Row(code, edition, row["tier"], "", "listed", "heiss_kelley", "", words)


def _special(data: Path) -> Iterator[Row]:
    """Yield the special cases that Kelley and Simmons coded (666, as their own scripts say)."""
    with (data / "kelley-simmons-2000-2011.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["tier"] == "666.0":
                name = row["name"].replace("\x92", "'").replace("\xc2", "")
                code = resolve_country(_ABBREVIATED.get(name, name), edition=int(row["year"])).code
                words = "coded as a special case"
                yield Row(
                    code, int(row["year"]), "special", "", "listed", "kelley_simmons", "", words
                )


def _of_2018(data: Path) -> Iterator[Row]:
    for row in _rows(data / "tiers-2018.csv"):
        document = f"Trafficking in Persons Report 2018, {get_country(row['iso3']).name}"
        yield Row(row["iso3"], 2018, row["tier"], "", "stated", "tip_2018", document, "")


def _since_2020(data: Path) -> Iterator[Row]:
    for row in _rows(data / "tiers-2020-2025.csv"):
        source = next(s for start, s in _SOURCES.items() if row["source"].startswith(start))
        get_country(row["iso3"])
        support = "stated" if source == "factbook" else "listed"
        yield Row(row["iso3"], int(row["edition"]), row["tier"], "", support, source, "", "")


def _from_narratives(data: Path) -> Iterator[tuple[int, Row]]:
    for path in sorted((data / "narratives/2018").glob("*.txt")):
        code = path.stem
        document = f"Trafficking in Persons Report 2018, {get_country(code).name}"
        # The placing sentence stands in the opening paragraphs; what comes later tells of other things.
        text = path.read_text(encoding="utf-8")[:8000]
        yield from ((2018, row) for row in _told(code, 2018, text, "tip_2018", document))


def _from_factbook(data: Path) -> Iterator[tuple[int, Row]]:
    fips = {
        c.fips.lower(): c.code
        for c in all_countries()
        if c.fips and c.code not in ("SCG", "YUG", "ANT")
    }
    for name in ("factbook-trafficking-2007-2025.jsonl", "factbook-json-2014-2026.jsonl"):
        for line in (data / name).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            edition, text = record["tip_edition"], record["text"]
            code = fips.get((record["fips"] or "").lower())
            if edition is None or code is None:
                continue
            rating = _RATING.search(text)
            document = (
                f"World Factbook, {get_country(code).name}, text after the edition of {edition}"
            )
            told = _told(code, edition, rating["text"] if rating else text, "factbook", document)
            yield from ((edition, row) for row in told)


def _from_lists(data: Path) -> Iterator[Row]:
    """Yield the Watch List and Tier 3 as the Factbook lists them under *World*, where its own count is met."""
    for line in (
        (data / "factbook-trafficking-2007-2025.jsonl").read_text(encoding="utf-8").splitlines()
    ):
        record = json.loads(line)
        if record["country"] != "World" or record["tip_edition"] is None:
            continue
        text = " ".join(record["text"].split())
        found = list(_LIST.finditer(text))
        if len({m["tier"] for m in found}) < len(found):
            continue  # lists of two editions in one text, with one date
        edition = int(record["tip_edition"])
        for match in found:
            tier = _tier(match["tier"])
            names = [_MISPRINTS.get(n, n) for n in match["names"].strip(" ,;").split(", ")]
            if len(names) != int(match["n"]):
                print(
                    f"{edition}, {tier}: {match['n']} countries announced, {len(names)} named",
                    file=sys.stderr,
                )
                continue
            for name in names:
                code = resolve_country(name, edition=edition).code
                document = f"World Factbook, World, list of the edition of {edition}"
                yield Row(code, edition, tier, "", "listed", "factbook", document, "")


def _told(code: str, edition: int, text: str, source: str, document: str) -> Iterator[Row]:
    """Yield what a text says of its own edition's waiver, and of the tiers of editions before it."""
    words = " ".join(text.split())
    if _WAIVED.search(words) and (f"in {edition - 1}, " not in words or edition <= 2015):
        yield Row(code, edition, "2WL", "yes", "stated", source, document, "granted a waiver")
    for match in _SAME.finditer(words):
        tier = _tier(match["tier"])
        years = _ORDINALS.get((match["nth"] or "").lower(), 2)
        if tier != "2WL":
            years = 2
        for back in range(1, years):
            told = f"remained: {tier}" + (f", year {years}" if match["nth"] else "")
            yield Row(code, edition - back, tier, "", "derived", source, document, told)
        if tier == "2WL" and match["nth"] and edition >= _FIRST_COUNTING:
            yield Row(code, edition - years, "off", "", "derived", source, document, told)
    for match in _MOVED.finditer(words):
        origin = _ORIGIN.get((match["way"].lower(), _tier(match["tier"])))
        told = f"{match['way'].lower()}graded: {_tier(match['tier'])}"
        if origin is not None:
            yield Row(code, edition - 1, origin, "", "derived", source, document, told)
        if _tier(match["tier"]) == "2WL":
            yield Row(code, edition - 1, "off", "", "derived", source, document, told)


def _tier(words: str) -> str:
    return "2WL" if len(words) > 1 else words


if __name__ == "__main__":
    main()
