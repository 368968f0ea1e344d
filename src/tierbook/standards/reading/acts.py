"""What the statute is called, where facts were read, and its versions: `statute`, `sources`, `versions`."""

from __future__ import annotations

from tierbook.standards.contents import Bill
from tierbook.standards.facts import Source
from tierbook.standards.law import Act, Head, Identity, Version
from tierbook.standards.reading.rows import Files, Keys, Row

__all__ = ["read_bills", "read_identity", "read_other_acts", "read_sources", "read_versions"]

_STATUTE = Keys.of(
    "id version title short citation act_number checked standards criteria",
    "summed words_of parts tiers",
    whole_file=True,
)
_CHECKED = Keys.of("edition on ahead")
_HEAD = Keys.of("title section about numbered cite")
_SOURCE = Keys.of("title href")
_FILE = Keys.of("verified_on rule versions", "other_acts bills", whole_file=True)
_RULE = Keys.of("text sources")
_VERSION = Keys.of(
    "act public_law signed effective first_edition confidence sources note",
    "last_edition reservations rest_from",
)
_ACT = Keys.of("act public_law signed first_edition sources note")
_BILL = Keys.of("text sources")


def read_identity(files: Files) -> Identity:
    """Read what the statute is called and how its parts are cited."""
    row = files.top("statute.yaml", _STATUTE)
    checked = row.down("checked").check(_CHECKED)
    ahead = str(checked["ahead"])
    if not ahead.isdecimal():
        raise checked.wrong(f"{ahead!r} is no number of editions", "ahead")
    return Identity(
        id=row["id"],
        version=row["version"],
        title=row["title"],
        short=row["short"],
        citation=_template(row, "citation", "public_law"),
        act_number=_template(row, "act_number", "public_law"),
        standards=_head(row.down("standards")),
        criteria=_head(row.down("criteria")),
        tiers=_head(row.down("tiers")) if "tiers" in row.value else None,
        summed=row.get("summed"),
        words_of=row.get("words_of"),
        checked_edition=checked.edition("edition"),
        checked_on=checked.day("on"),
        ahead=int(ahead),
    )


def _head(row: Row) -> Head:
    row.check(_HEAD)
    return Head(
        title=row["title"],
        section=row["section"],
        about=row["about"],
        numbered=_template(row, "numbered", "n"),
        cite=_template(row, "cite", "paragraph"),
    )


def _template(row: Row, key: str, slot: str) -> str:
    text: str = row[key]
    try:
        text.format(**{slot: ""})
    except (IndexError, KeyError, ValueError):
        raise row.wrong(f"{text!r}: the only slot here is {{{slot}}}", key) from None
    return text


def read_sources(files: Files) -> dict[str, Source]:
    """Read where facts were read."""
    return {s.id: s for s in files.collect(_source, files.top("sources.yaml").entries())}


def _source(row: Row) -> Source:
    row.check(_SOURCE)
    if not row["href"].startswith(("https://", "http://")):
        raise row.wrong(f"{row.key}: {row['href']!r} is no address", "href")
    return Source(row.key, row["title"], row["href"])


def read_versions(files: Files) -> tuple[tuple[Version, ...], str]:
    """Read the forms of the statute in their order, and the rule by which a form judges an edition."""
    file = files.top("versions.yaml", _FILE)
    rule = file.down("rule").check(_RULE)
    rule.cited()
    found: list[Version] = []

    def version(row: Row) -> Version:
        row.check(_VERSION)
        first, last = row.range()
        if found and found[-1].last_edition != first - 1:
            raise row.wrong(
                f"{row.key} begins with {first}, and the form before ends with {found[-1].last_edition}",
                "first_edition",
            )
        made = Version(
            id=row.key,
            act=row["act"],
            public_law=row["public_law"],
            signed=row.day("signed"),
            effective=row.day("effective"),
            first_edition=first,
            last_edition=last,
            confidence=row.confidence(),
            sources=row.cited(),
            note=row["note"],
            reservations=tuple(doubt.doubt() for doubt in row.listed("reservations")),
            rest_from=row.edition("rest_from") if "rest_from" in row.value else None,
        )
        found.append(made)
        return made

    files.collect(version, file.entries("versions"))
    return tuple(found), rule["text"]


def read_other_acts(files: Files) -> tuple[Act, ...]:
    """Read the Acts that left standards and criteria as they were."""
    file = files.top("versions.yaml", _FILE)
    return (
        tuple(files.collect(_act, file.entries("other_acts"))) if "other_acts" in file.value else ()
    )


def _act(row: Row) -> Act:
    row.check(_ACT)
    return Act(
        id=row.key,
        act=row["act"],
        public_law=row["public_law"],
        signed=row.day("signed"),
        first_edition=row.edition("first_edition"),
        sources=row.cited(),
        note=row["note"],
    )


def read_bills(files: Files) -> tuple[Bill, ...]:
    """Read the proposals that are no law."""
    file = files.top("versions.yaml", _FILE)
    return tuple(files.collect(_bill, file.entries("bills"))) if "bills" in file.value else ()


def _bill(row: Row) -> Bill:
    row.check(_BILL)
    return Bill(row.key, row["text"], row.cited())
