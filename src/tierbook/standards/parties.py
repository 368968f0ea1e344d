"""Whom a treaty binds, and since when.

Takes: the parties of a statute, a country, an edition. Gives: a sentence. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tierbook.standards.facts import Source

__all__ = ["Parties", "Party"]


@dataclass(frozen=True, slots=True)
class Party:
    """One State: when it signed, and when which instrument was deposited; a date nobody has is None."""

    signed: str | None
    deposited: str | None
    how: str


@dataclass(frozen=True, slots=True)
class Parties:
    """The States of a treaty as far as a list goes, which ends on `complete_until`.

    `in_force_after` are the days from a State's own instrument until it is bound, never before `effective`.
    """

    states: Mapping[str, Party]
    effective: str
    in_force_after: int
    complete_until: str
    sources: tuple[Source, ...]

    def bound_since(self, country: str) -> str | None:
        """Return the day from which a State is bound, or None where no instrument is on file."""
        party = self.states.get(country)
        if party is None or party.deposited is None:
            return None
        day = date.fromisoformat(party.deposited) + timedelta(days=self.in_force_after)
        return max(day.isoformat(), self.effective)

    def says(self, country: str, name: str, short: str, period: tuple[str, str]) -> str:
        """Return whether a State was bound in a period, as a sentence or two.

        Args:
            country: its alpha-3 code.
            name: its name, for the sentence.
            short: the treaty's name, for the sentence.
            period: first and last day.
        """
        party = self.states.get(country, Party(None, None, ""))
        signed = f"{name} signed the {short} on {party.signed}" if party.signed else ""
        since = self.bound_since(country)
        if since is None:
            what = f"{signed}; no later instrument" if signed else f"No instrument of {name}"
            return (
                f"{what} is on file, and the list ends in {self.complete_until[:4]}. Whether it was bound is not known "
                f"here; the {short} is laid beside the text as a measure alone."
            )
        opening = f"{signed}, and" if signed else f"For {name}"
        bound = f"{opening} its {party.how} was deposited on {party.deposited}; it is bound since {since}"
        if since <= period[0]:
            return f"{bound}."
        if since <= period[1]:
            return f"{bound}, within the period of this edition."
        return f"{bound}, after the period of this edition; the {short} is laid beside the text as a measure alone."
