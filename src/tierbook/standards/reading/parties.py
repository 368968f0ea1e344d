"""The States of a treaty: `parties.yaml`, which only a statute that is a treaty has."""

from __future__ import annotations

from tierbook.errors import UnknownCountry
from tierbook.places import get_country
from tierbook.standards.parties import Parties, Party
from tierbook.standards.reading.rows import Files, Keys, Row

__all__ = ["read_parties"]

_FILE = Keys.of("verified_on complete_until in_force_after sources parties", whole_file=True)
_PARTY = Keys.of("", "signed deposited how")
_HOW = ("ratification", "accession", "acceptance", "approval", "succession")


def read_parties(files: Files, effective: str) -> Parties | None:
    """Read whom the treaty binds; None for a statute that has no such file.

    Args:
        files: the folder.
        effective: the day on which the treaty itself took effect.
    """
    if not files.has("parties.yaml"):
        return None
    file = files.top("parties.yaml", _FILE)
    days = str(file["in_force_after"])
    if not days.isdecimal():
        raise file.wrong(f"{days!r} is no number of days", "in_force_after")
    return Parties(
        states=dict(files.collect(_party, file.entries("parties"))),
        effective=effective,
        in_force_after=int(days),
        complete_until=file.day("complete_until"),
        sources=file.cited(),
    )


def _party(row: Row) -> tuple[str, Party]:
    row.check(_PARTY)
    try:
        get_country(row.key)
    except UnknownCountry as error:
        raise row.wrong(f"{row.key!r} is no country") from error
    how = row.get("how", "")
    if ("deposited" in row.value) is not (how in _HOW):
        raise row.wrong(
            f"{row.key}: an instrument needs its day and its kind",
            "how",
            why=f"the kinds are {', '.join(_HOW)}",
        )
    return row.key, Party(
        signed=row.day("signed") if "signed" in row.value else None,
        deposited=row.day("deposited") if "deposited" in row.value else None,
        how=how,
    )
