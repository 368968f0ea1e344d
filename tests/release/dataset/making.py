"""A library for releases, made of sentences of our own: four texts, decisions of people, a sample, an erratum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from tests.dossier.making import hold
from tierbook import code, read
from tierbook.codebook import load_codebook
from tierbook.coding import check_decision, decision_id
from tierbook.dossier import HeldText
from tierbook.editions import load_placements
from tierbook.release import LibraryContent
from tierbook.standards import assess_coding

JAPAN = """JAPAN: Tier 2

RECOMMENDATIONS FOR JAPAN: Train judges on trafficking; open shelters for men.

PROSECUTION

The government maintained law enforcement efforts. The law criminalizes all forms of trafficking. Courts convicted 12
traffickers, compared with 36 the previous year. The government did not report how many traffickers it prosecuted.

PROTECTION

The government gave victims shelter. Officials may grant a residence permit, but did not grant one.

TRAFFICKING PROFILE

Women from Vietnam and Thailand are exploited in sex trafficking in Japan. “Brokers” keep their passports – always.
"""
LATER = JAPAN.replace("12\ntraffickers, compared with 36", "9\ntraffickers, compared with 12")
BAHAMAS = """The Bahamas is a destination country for men from Haiti subjected to forced labor. The government has no
law against trafficking.
"""
ANNA, BEN, OUTSIDE = "person-00000000000000aa", "person-00000000000000bb", "Anna Miller"
SAMPLE = "s-11112222"


@cache
def texts() -> dict[str, list[tuple[Mapping[str, Any], Mapping[str, Any] | None]]]:
    """Return the texts of the library by country, a sample among them."""
    held = {
        "BHS": [hold("BHS:2005", BAHAMAS, "summary")],
        "JPN": [hold("JPN:2017", JAPAN), hold("JPN:2018", LATER)],
        "NOR": [
            hold("NOR:2018", JAPAN.replace("JAPAN", "NORWAY").replace("Japan", "Norway"), "sample")
        ],
    }
    return {code: [(text.record, _assessed(text)) for text in some] for code, some in held.items()}


def _assessed(text: HeldText) -> Mapping[str, Any]:
    document = read(text.text.encode(), country=text.country, edition=text.edition)
    assert not isinstance(document, list)
    return assess_coding(code(document)).to_dict()


def record_of(unit: str) -> Mapping[str, Any]:
    """Return the coding of `JPN:2018`."""
    country, _, edition = unit.partition(":")
    return next(r for r, _ in texts()[country] if str(r["document"]["edition"]) == edition)


def decide(
    unit: str, variable: str, action: str, value: object, coder: str, **more: Any
) -> dict[str, Any]:
    """Return a decision as the desk exports one."""
    record = record_of(unit)
    found = next((f for f in record["findings"] if f["variable"] == variable), None)
    given = {
        "at": more.get("at", "2026-03-01T10:00:00+00:00"),
        "coder": coder,
        "document": record["document"]["id"],
        "unit": unit,
        "page": record["document"]["sha256"],
        "codebook": record["versions"]["codebook"],
        "variable": variable,
        "level": more.get("level", found["level"] if found else None),
        "place": found["place"] if found else None,
        "action": action,
        "value": value,
        "evidence": [],
        "note": "the minister's nephew told me",
        "shown": more.get("shown", "proposal"),
        "drawn": more.get("drawn", {"how": "queue"}),
    }
    made = check_decision(given, load_codebook())
    return {"event": decision_id(made), **made, "role": "coder"}


def decisions() -> dict[str, list[dict[str, Any]]]:
    """Return what people decided: two with the proposal in view, four blind ones on a sample, one from elsewhere."""
    drawn = {"how": "sample", "sample": SAMPLE, "probability": 0.5, "stratum": "era=2018"}
    blind = {"shown": "blind", "drawn": drawn}
    made = [
        decide("JPN:2017", "prosecution.law", "accept", "yes", ANNA),
        decide(
            "JPN:2017",
            "prevention.hotline",
            "change",
            "yes",
            OUTSIDE,
            at="2026-02-01T08:00:00+00:00",
        ),
        decide("JPN:2018", "prosecution.law", "change", "yes", ANNA, **blind),
        decide("JPN:2018", "prosecution.law", "change", "mixed", BEN, **blind),
        decide("JPN:2018", "protection.shelter", "change", "yes", ANNA, **blind),
        decide("JPN:2018", "protection.shelter", "change", "yes", BEN, **blind),
    ]
    found: dict[str, list[dict[str, Any]]] = {}
    for one in sorted(made, key=lambda row: (row["at"], row["event"])):
        found.setdefault(one["document"], []).append(one)
    return found


def library(
    countries: Sequence[str] = ("BHS", "JPN", "NOR"), *, people: bool = True
) -> LibraryContent:
    """Return the library, or a part of it."""

    def texts_of(country: str) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any] | None]]:
        yield from texts()[country]

    document = record_of("JPN:2018")["document"]["id"]
    line = {
        "sample": SAMPLE,
        "document": document,
        "n": 1,
        "seed": 7,
        "stratum": "era=2018",
        "probability": 0.5,
    }
    erratum = {
        "erratum": "/errata/abc/",
        "date": "2026-01-05T00:00:00+00:00",
        "kind": "value",
        "country": "JPN",
        "edition": 2018,
        "document": document,
        "variable": "figures.convictions",
        "was": "8",
        "is": "9",
        "reasons": "The cues changed.",
    }
    told: dict[str, Any] = (
        {"decisions": decisions(), "sample_lines": [line], "errata": [erratum]} if people else {}
    )
    return LibraryContent(list(countries), texts_of, load_placements(), **told)
