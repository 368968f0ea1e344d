"""Where a country stands on the Watch List in one edition."""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.editions import TIERS, Placement, Tier, unit_name
from tierbook.places import country_name
from tierbook.text import fold_paragraph

__all__ = ["ClockPosition", "country_name", "years_in_words"]


@dataclass(frozen=True, slots=True)
class ClockPosition:
    """The clock of one country in one edition.

    Attributes:
        placement: the placement in this edition, None where it is not held.
        on_list: whether it is on Tier 2 Watch List in this edition.
        consecutive_years: editions in a row on the list as the law counts them, this one included; 0 off the list. An
            edition that is not held or is a special case adds none and ends no count.
        years_at_least, years_at_most: the same if no edition that is not held had been on the list, or all of them.
        editions_on_list: editions in a row on the list, those before 2009 too; texts count so ("for the third year").
        listed_at_least, listed_at_most: the same with the editions that are not held.
        began: first edition of the run.
        waivers_used: waivers of the run, recorded and inferred.
        waivers_inferred: how many of them no record shows, the law allowing the stay by a waiver alone.
        waivers_left: how many the law leaves for the next edition; None where the law knows no waiver.
        waiver_needed: whether a place on the list in this edition needs a waiver.
        permitted: whether the law allowed the place on the list; True off the list.
        last_permitted_edition: the last edition in which it may be on the list, with every waiver there is; None off
            the list and where there is no limit.
        allowed_next: the tiers that the law leaves open for the next edition.
        waiver_needed_next: whether 2WL among them needs a waiver.
        gaps: editions before or within the run that are not held.
        specials: editions within the run as a special case.
        flags: what is odd or open, in fixed words (`clock_uncertain`, `one_year_rule_conflict`, ...).
        reasons: the sentences that explain it, each with its citation.
    """

    country: str
    edition: int
    placement: Placement | None
    on_list: bool
    consecutive_years: int
    years_at_least: int
    years_at_most: int
    editions_on_list: int
    listed_at_least: int
    listed_at_most: int
    began: int | None
    waivers_used: int
    waivers_inferred: int
    waivers_left: int | None
    waiver_needed: bool
    permitted: bool
    last_permitted_edition: int | None
    allowed_next: tuple[Tier, ...]
    waiver_needed_next: bool
    gaps: tuple[int, ...]
    specials: tuple[int, ...]
    flags: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def tier(self) -> Tier | None:
        """Return the tier in this edition, None where it is not held or disputed."""
        return None if self.placement is None else self.placement.tier

    @property
    def tier_in_words(self) -> str:
        """Return the tier as printed, `disputed`, `not held`, or what else is known."""
        if self.placement is not None:
            return self.placement.label
        off = "off_list_by_inference" in self.flags
        return "not held (off the Watch List)" if off else "not held"

    @property
    def name(self) -> str:
        """Return the country's name."""
        return country_name(self.country, self.edition)

    def to_dict(self) -> dict[str, object]:
        """Return the contract's object, then ours."""
        return {
            "country": self.country,
            "edition": self.edition,
            "consecutive_years": self.consecutive_years,
            "waivers_used": self.waivers_used,
            "waivers_inferred": self.waivers_inferred,
            "waiver_needed": self.waiver_needed,
            "last_permitted_edition": self.last_permitted_edition,
            "allowed_next": list(self.allowed_next),
            "reasons": list(self.reasons),
            "tier": self.tier,
            "on_list": self.on_list,
            "permitted": self.permitted,
            "waivers_left": self.waivers_left,
            "waiver_needed_next": self.waiver_needed_next,
            "years_at_least": self.years_at_least,
            "years_at_most": self.years_at_most,
            "editions_on_list": self.editions_on_list,
            "began": self.began,
            "gaps": list(self.gaps),
            "special_cases": list(self.specials),
            "flags": list(self.flags),
        }

    def explain(self) -> str:
        """Return the position as prose for a terminal."""
        title = f"{self.name}, edition of {self.edition}"
        lines = [title, "=" * len(title)]
        lines.append(f"tier                    {self.tier_in_words}")
        lines.append(f"consecutive years       {self._years()}")
        lines.append(f"waivers                 {self._waivers()}")
        last = self.last_permitted_edition
        lines.append(f"last permitted edition  {'none set' if last is None else last}")
        nexts = [TIERS[t] for t in self.allowed_next]
        if self.waiver_needed_next:
            nexts = [f"{n} (by waiver)" if n == TIERS["2WL"] else n for n in nexts]
        lines += [f"allowed in {self.edition + 1}         {', '.join(nexts)}", ""]
        for reason in self.reasons:
            lines += fold_paragraph(reason, mark="- ")
        if self.flags:
            lines += ["", f"flags: {', '.join(self.flags)}"]
        return "\n".join(lines) + "\n"

    def _years(self) -> str:
        low, high = self.years_at_least, self.years_at_most
        between = f" (between {low} and {high}: see below)" if low != high else ""
        return f"{self.consecutive_years}{between}"

    def _waivers(self) -> str:
        needed = "needed" if self.waiver_needed else "not needed"
        left = "" if self.waivers_left is None else f", {self.waivers_left} left"
        inferred = f" ({self.waivers_inferred} inferred)" if self.waivers_inferred else ""
        return f"{needed} in {self.edition}; {self.waivers_used} used{inferred}{left}"

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre>{escape(self.explain())}</pre>"

    def __str__(self) -> str:
        years = years_in_words(self.consecutive_years)
        return f"{unit_name(self.country, self.edition)} {self.tier_in_words}, {years} on the Watch List"


def years_in_words(years: int) -> str:
    """Return `1 year`, `2 years`."""
    return f"{years} year" if years == 1 else f"{years} years"
