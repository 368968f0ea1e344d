"""How findings become judgements: `judgements`, `mapping`, `words`."""

from __future__ import annotations

from collections.abc import Collection

from tierbook.errors import StatuteInvalid
from tierbook.standards.contents import Bearing, Judging
from tierbook.standards.law import Presumption
from tierbook.standards.reading.rows import Files, Keys, Row
from tierbook.standards.rules import Rule, parse_rule

__all__ = ["read_judging", "read_mapping", "read_words"]

_JUDGEMENTS = Keys.of(
    "combine words set_aside presumption no_presumption silence unmapped computed", whole_file=True
)
_SET_ASIDE = Keys.of("field value why")
_PRESUMPTION = Keys.of("first_edition text confidence sources", "last_edition")
_MAPPING = Keys.of("standards criteria no_bearing", whole_file=True)
_BEARING = Keys.of("for against", "presumed caveat")


def read_judging(files: Files) -> tuple[Judging, tuple[Presumption, ...]]:
    """Read how findings combine, and what the statute presumes of data not given."""
    file = files.top("judgements.yaml", _JUDGEMENTS)
    aside = files.collect(lambda row: row.check(_SET_ASIDE), file.listed("set_aside"))
    presumptions = tuple(files.collect(_presumption, file.listed("presumption")))
    judging = Judging(
        combine=file["combine"],
        words=file["words"],
        set_aside=tuple((r["field"], r["value"], r["why"]) for r in aside),
        no_presumption=file["no_presumption"],
        silence=file["silence"],
        unmapped=file["unmapped"],
        computed=file["computed"],
    )
    return judging, presumptions


def _presumption(row: Row) -> Presumption:
    row.check(_PRESUMPTION)
    first, last = row.range()
    return Presumption(first, last, row["text"], row.confidence(), row.cited())


def read_mapping(files: Files, known: Collection[str]) -> tuple[dict[str, Bearing], dict[str, str]]:
    """Read which findings count for or against which standard or criterion."""
    file = files.top("mapping.yaml", _MAPPING)

    def bearing(row: Row) -> tuple[str, Bearing]:
        if row.key not in known:
            raise row.wrong(f"{row.key!r} is no standard or criterion")
        row.check(_BEARING)
        return row.key, Bearing(
            in_favor=_rules(row, "for"),
            against=_rules(row, "against"),
            presumed=_rules(row, "presumed"),
            caveat=row.get("caveat"),
        )

    bearings: dict[str, Bearing] = {}
    for part in ("standards", "criteria"):
        bearings |= files.collect(bearing, file.entries(part))
    return bearings, file["no_bearing"]


def _rules(row: Row, key: str) -> tuple[Rule, ...]:
    made = []
    for line in row.listed(key):
        try:
            made.append(parse_rule(line.value, where=""))
        except StatuteInvalid as error:
            error.where = line.where()
            raise
    return tuple(made)


def read_words(files: Files) -> dict[str, dict[str, str]]:
    """Read how findings are put into words."""
    words: dict[str, dict[str, str]] = {}
    for row in files.top("words.yaml").entries():
        if not isinstance(row.value, dict):
            raise row.wrong(f"{row.key}: this should be values and their words")
        for value, phrase in row.value.items():
            if not phrase or not isinstance(phrase, str):
                raise row.wrong(
                    f"{row.key}: {value!r} has no words",
                    value,
                    why="a comma ends the words unless they are quoted",
                )
        words[row.key] = row.value
    return words
