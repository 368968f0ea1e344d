"""Texts of our own for the journeys: Kenya in two editions, Norway beside it."""

from __future__ import annotations

from tests.library.routes_texts import NORWAY

KENYA = """KENYA: {tier}

Kenya falls short of the minimum standards, though its efforts are significant. {formula}

PRIORITIZED RECOMMENDATIONS:
Open a shelter for adult victims.
Investigate and prosecute complicit officials.
{more}

PROSECUTION

The government maintained law enforcement efforts. The law criminalizes sex trafficking and labor trafficking. The
government investigated {cases} trafficking cases, prosecuted nine suspects, and convicted {convicted} traffickers.
Courts gave two convicted traffickers suspended sentences.

PROTECTION

The government increased efforts to protect victims. It identified 20 victims and referred 12 of them to state
shelters. Police arrested and fined some victims for acts that traffickers had forced them to commit.

PREVENTION

The government maintained efforts to prevent trafficking. It ran campaigns on the radio and kept a hotline. It
took no steps to reduce demand for commercial sex. {first}

TRAFFICKING PROFILE

Kenyan women are subjected to forced labor in Saudi Arabia. Ugandan children are subjected to forced begging in Kenya.
"""
EARLIER = KENYA.format(
    tier="Tier 2",
    formula="The government made new efforts.",
    more="Train police on the coast.",
    first="",
    cases="21",
    convicted="seven",
)
LATER = KENYA.format(
    tier="Tier 2 Watch List",
    formula="Kenya was downgraded to Tier 2 Watch List.",
    more="Fund the hotline.",
    first="For the first time, the government trained labor inspectors.",
    cases="14",
    convicted="three",
)

TEXTS = {
    ("KEN", 2017): EARLIER,
    ("KEN", 2018): LATER,
    ("NOR", 2018): NORWAY.format(figures="14 traffickers, compared with 11 in 2016"),
}
