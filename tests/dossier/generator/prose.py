"""The page of a made country's edition: our sentences, in the order and under the headings of the Report of that era.

No sentence is taken from a report; the formulas are short restatements of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tierbook.text import join_words

__all__ = ["MadeFigure", "Plan", "lay_out"]


@dataclass(frozen=True, slots=True)
class MadeFigure:
    """A figure of an edition's own period.

    Attributes:
        n: the number; None where the edition gives none.
        state: `given`, `not_reported` (the words say that none was given) or `not_stated` (nothing is said).
        unit: `cases` where cases and not people are counted.
        before: the figure of the year before that the edition prints beside it.
    """

    n: int | None
    state: str
    unit: str | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a page is to say."""

    name: str
    edition: int
    tier: str
    asks: tuple[str, ...]
    acted: tuple[tuple[str, str], ...]
    figures: Mapping[str, MadeFigure]
    values: Mapping[str, str]
    origins: tuple[str, ...]


_TIERS = {"2": "Tier 2", "2WL": "Tier 2 Watch List", "3": "Tier 3", "1": "Tier 1"}
_SAID = {
    ("prevention.hotline", "yes"): "The government operated a trafficking hotline.",
    ("prevention.hotline", "no"): "The government did not operate a trafficking hotline.",
    ("prevention.action_plan", "yes"): "The government had a national action plan against trafficking.",
    ("prevention.action_plan", "no"): "The government did not have a national action plan.",
    ("prevention.campaigns", "yes"): "The government conducted public awareness campaigns on trafficking.",
    ("prevention.campaigns", "no"): "The government did not conduct any anti-trafficking awareness campaigns.",
    ("protection.shelter", "yes"): "The government operated shelters for trafficking victims.",
    ("protection.shelter", "no"): "The government did not operate any shelters for trafficking victims.",
    ("protection.residency", "yes"): "The government granted foreign victims temporary residence permits.",
    ("protection.residency", "no"): "The government did not grant foreign victims residence permits.",
    ("protection.victims_penalised", "yes"): "Authorities detained and fined victims for immigration offenses.",
    ("protection.victims_penalised", "no"): "There were no reports that officials penalized trafficking victims.",
    ("prosecution.officials_held", "yes"): "Courts convicted a police officer for complicity in trafficking.",
    ("prosecution.officials_held", "no"): "The government did not investigate or prosecute any complicit officials.",
}  # fmt: skip
_COUNTED = {
    "investigations": ("The government investigated {n} trafficking cases", "investigations"),
    "prosecutions": ("The government prosecuted {n} suspected traffickers", "prosecutions"),
    "convictions": ("Courts convicted {n} traffickers", "convictions"),
    "victims_identified": ("Officials identified {n} trafficking victims", "the victims identified"),
}  # fmt: skip
_FIGURES_OF = {
    "prosecution": ("investigations", "prosecutions", "convictions"),
    "protection": ("victims_identified",),
}
_PILLARS = ("prosecution", "protection", "prevention")


def lay_out(plan: Plan) -> str:
    """Return the page of an edition as text, in the layout of its era."""
    body = {pillar: " ".join(_pillar(plan, pillar)) for pillar in _PILLARS}
    tier = _TIERS[plan.tier]
    parts = [f"{plan.name} ({tier})" if plan.edition < 2011 else f"{plan.name.upper()}: {tier}"]
    if plan.edition < 2018:
        parts += [_profile(plan)]
    parts += [_standards(plan)]
    parts += _recommendations(plan)
    for pillar in _PILLARS:
        if plan.edition >= 2004:
            parts.append(pillar.capitalize() if plan.edition < 2011 else pillar.upper())
        parts.append(body[pillar])
    if plan.edition >= 2018:
        parts += ["TRAFFICKING PROFILE", _profile(plan)]
    return "\n\n".join(parts) + "\n"


def _recommendations(plan: Plan) -> list[str]:
    if not plan.asks:
        return []
    first, *rest = plan.asks
    items = [first[0].upper() + first[1:], *rest]
    if plan.edition >= 2020:
        return [
            "PRIORITIZED RECOMMENDATIONS:",
            *(f"{item[0].upper()}{item[1:]}." for item in items),
        ]
    if len(items) > 1:
        items[-1] = f"and {items[-1]}"
    listed = "; ".join(items) + "."
    if plan.edition < 2018:
        return [f"Recommendations for {plan.name}: {listed}"]
    if plan.edition == 2019:
        return ["PRIORITIZED RECOMMENDATIONS", listed]
    return [f"RECOMMENDATIONS FOR {plan.name.upper()}", listed]


def _profile(plan: Plan) -> str:
    return (
        f"{plan.name} is a destination country for women subjected to sex trafficking. "
        f"Women from {join_words(list(plan.origins))} are subjected to sex trafficking in {plan.name}. "
        "Men from rural districts are exploited in forced labor on farms."
    )


def _standards(plan: Plan) -> str:
    return (
        f"The Government of {plan.name} does not fully meet the minimum standards; however, "
        f"it is making significant efforts to meet them. {plan.name} is placed on {_TIERS[plan.tier]}."
    )


def _pillar(plan: Plan, pillar: str) -> Iterator[str]:
    yield f"The government maintained {'law enforcement' if pillar == 'prosecution' else pillar} efforts."
    for what in _FIGURES_OF.get(pillar, ()):
        yield from _figure(what, plan.figures[what])
    for variable, value in plan.values.items():
        if variable.startswith(pillar):
            yield _SAID[variable, value]
    for place, words in plan.acted:
        if place == pillar:
            yield words


def _figure(what: str, figure: MadeFigure) -> Iterator[str]:
    words, name = _COUNTED[what]
    if figure.state == "not_reported":
        yield f"The government did not report the number of {name}."
    elif figure.n is not None:
        if figure.unit == "cases":
            words = "The government prosecuted {n} trafficking cases"
        compared = (
            "" if figure.before is None else f", compared with {figure.before} in the previous year"
        )
        yield f"{words.format(n=figure.n)}{compared}."
