"""Errata asked for: by country, edition, variable, kind and date, under the same names everywhere."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from urllib.parse import urlencode

from django.db.models import QuerySet

from tierbook.errors import WrongUse
from tierbook.library.reading.variables import codebook
from tierbook.library.record.models import Erratum
from tierbook.places import find_country

__all__ = ["KINDS", "Errata", "errata_asked"]

KINDS = {
    "value": "another value",
    "reading": "the same value, said otherwise",
    "withdrawn": "no longer found",
    "found": "silent before",
    "removed": "document removed",
}


@dataclass(frozen=True, slots=True)
class Errata:
    """A question to the errata; empty fields ask for all."""

    country: str = ""
    edition: str = ""
    variable: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""

    def rows(self) -> QuerySet[Erratum]:
        """Return the errata asked for, the newest first."""
        rows = Erratum.objects.all()
        if self.country:
            rows = rows.filter(country=self.country)
        if self.edition:
            rows = rows.filter(edition=int(self.edition))
        if self.variable:
            rows = rows.filter(variable=self.variable)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.since:
            rows = rows.filter(date__gte=_day(self.since))
        if self.until:
            rows = rows.filter(date__lte=_day(self.until, time.max))
        return rows

    def query(self) -> str:
        """Return the fields that are set, as the query of an address."""
        return urlencode({f.name: v for f in fields(self) if (v := getattr(self, f.name))})


def errata_asked(given: Mapping[str, str]) -> Errata:
    """Return the question that parameters ask.

    Args:
        given: parameters of an address, or options; what errata don't know is passed over.

    Raises:
        WrongUse: a value is none that errata can have; parameter, reason and remedy are named.
    """
    asked = {f.name: str(given.get(f.name) or "").strip() for f in fields(Errata)}
    if asked["country"]:
        asked["country"] = _country(asked["country"])
    if asked["edition"] and not (asked["edition"].isdecimal() and len(asked["edition"]) == 4):
        raise _refusal("edition", asked["edition"], "write a year, as 2018")
    if asked["variable"]:
        asked["variable"] = _variable(asked["variable"])
    if asked["kind"] and asked["kind"] not in KINDS:
        raise _refusal("kind", asked["kind"], f"write one of {', '.join(KINDS)}")
    for name in ("since", "until"):
        if asked[name]:
            try:
                date.fromisoformat(asked[name])
            except ValueError:
                raise _refusal(name, asked[name], "write a day, as 2026-11-26") from None
    return Errata(**asked)


def _country(words: str) -> str:
    known = words.upper() if len(words) == 3 else words
    found = find_country(known)
    if found is None:
        raise _refusal(
            "country", words, "write a code of three letters, as JPN, or the country's name"
        )
    return found.code


def _variable(name: str) -> str:
    known = {
        *codebook().variables,
        *Erratum.objects.order_by().values_list("variable", flat=True).distinct(),
    }
    if name in known:
        return name
    near = difflib.get_close_matches(name, sorted(known), n=3, cutoff=0.5)
    remedy = f"perhaps {' or '.join(near)}" if near else "/variables/ lists the ids"
    raise _refusal("variable", name, remedy)


def _day(words: str, at: time = time.min) -> datetime:
    return datetime.combine(date.fromisoformat(words), at, tzinfo=UTC)


def _refusal(name: str, value: str, remedy: str) -> WrongUse:
    return WrongUse(f"errata have no {name} {value!r}", where=name, remedy=remedy)
