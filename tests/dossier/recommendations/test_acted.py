"""Whether a recommendation was acted upon: by the words of a later edition, or no claim."""

from __future__ import annotations

import pytest

from tests.dossier.making import hold
from tests.dossier.recommendations.test_matching import page
from tierbook.dossier import Acted, build_ledger, hold_texts


def acted(ask: str, said: str, *, again: bool = False) -> tuple[Acted, ...]:
    """Return what an edition says of a demand of the one before."""
    asks = (ask, "publish reports") if again else ("publish reports",)
    later = page(*asks).replace("The government maintained law enforcement efforts.", said)
    texts = [hold("JPN:2016", page(ask, "publish reports")), hold("JPN:2017", later)]
    entries = build_ledger(hold_texts(texts)).entries
    return next(
        entry.acted for entry in entries if ask in entry.items.get(2016, ())[0].text.lower()
    )


@pytest.mark.parametrize(
    ("ask", "said", "verdict"),
    [
        ("adopt a national action plan", "The government adopted a national action plan.", "fully"),
        (
            "adopt a national action plan and fund shelters",
            "The government adopted a national action plan.",
            "partly",
        ),
        ("open shelters for victims", "The government began to build a shelter for victims.", "partly"),
        (
            "increase training for judges on trafficking",
            "The government trained more judges on trafficking.",
            "partly",
        ),
        (
            "adopt procedures to identify victims",
            "The government adopted procedures to identify victims, but officials did not use them.",
            "enacted_not_used",
        ),
    ],
)  # fmt: skip
def test_a_finding_says_how_far(ask: str, said: str, verdict: str) -> None:
    (found,) = acted(ask, said)
    assert found.verdict == verdict
    assert (found.asked, found.edition) == (2016, 2017)
    assert found.quotes[0].text.rstrip(".") == said.rstrip(".")


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        ("adopt a national action plan", "The government maintained law enforcement efforts."),
        ("adopt a national action plan", "The government did not adopt a national action plan."),
        ("adopt a national action plan", "In 2009, the government adopted a national action plan."),
        ("adopt a national action plan", "The government plans to adopt a national action plan."),
        ("adopt a national action plan", "The government adopted a national referral mechanism."),
        ("open shelters for male victims", "The government opened a shelter for child victims."),
        ("increase prosecutions of traffickers", "The government prosecuted 12 traffickers."),
        ("open shelters for victims", "NGOs opened a shelter for victims."),
        ("increase funding for shelters", "The government funded shelters."),
    ],
)
def test_without_a_finding_there_is_no_claim(ask: str, said: str) -> None:
    assert acted(ask, said) == ()


LAW = "enact a comprehensive anti-trafficking law"
ENACTED = "The government enacted a comprehensive anti-trafficking law"


@pytest.mark.parametrize(
    "said",
    [
        f"{ENACTED}. The government did not yet use the law to prosecute traffickers.",
        f"{ENACTED}. The new law was not yet in force.",
        f"{ENACTED}. It remained unused.",
        f"{ENACTED}. No one had been prosecuted under it.",
        f"{ENACTED}, but no one had been prosecuted under it.",
        f"{ENACTED}, which was not yet in use.",
    ],
)
def test_what_nobody_uses_is_enacted_and_not_used(said: str) -> None:
    (found,) = acted(LAW, said)
    assert found.verdict == "enacted_not_used"
    assert " ".join(quote.text.rstrip(".") for quote in found.quotes) == said.rstrip(".").replace(
        ". ", " "
    )


@pytest.mark.parametrize(
    "said",
    [
        f"{ENACTED}. The government used the law to prosecute traffickers.",
        f"{ENACTED}. The government did not use the hotline of the police.",
        f"{ENACTED}. It did not issue residence permits to foreign victims.",
        f"{ENACTED}. Officials did not use the procedures for the identification of victims.",
    ],
)
def test_that_another_thing_is_not_used_says_nothing_of_this_one(said: str) -> None:
    (found,) = acted(LAW, said)
    assert found.verdict == "fully"


def test_what_is_asked_for_again_was_not_done_in_full() -> None:
    (found,) = acted(
        "adopt a national action plan", "The government adopted a national action plan.", again=True
    )
    assert found.verdict == "partly"


def test_that_an_item_is_gone_proves_nothing() -> None:
    texts = [
        hold("JPN:2016", page("open shelters for victims")),
        hold("JPN:2017", page("publish reports")),
    ]
    assert all(not entry.acted for entry in build_ledger(hold_texts(texts)).entries)


SUMMARY = """JAPAN: TIER 2

Japan does not fully meet the minimum standards; however, it is making significant efforts to do so. {said}
"""


def told_in_summary(ask: str, said: str, year: int = 2017) -> tuple[Acted, ...]:
    """Return what a summary of a later edition says of a demand of 2016."""
    texts = [
        hold("JPN:2016", page(ask, "publish reports")),
        hold(f"JPN:{year}", SUMMARY.format(said=said), "summary"),
    ]
    entries = build_ledger(hold_texts(texts)).entries
    return next(entry.acted for entry in entries if ask in entry.items[2016][0].text.lower())


def test_a_summary_proves_the_very_act_that_was_asked_for() -> None:
    said = "The government adopted a national action plan."
    (found,) = told_in_summary("adopt a national action plan", said)
    assert found.quotes[0].text_kind == "summary"
    assert found.edition == 2017


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        ("adopt a national action plan", "The government implemented its national action plan."),
        ("provide shelter to victims", "The government assisted migrant workers at its shelter."),
        ("open a shelter for victims", "The government began to build a shelter for victims."),
        (
            "adopt a law on forced labor, child soldiers, begging, and domestic servitude",
            "The government adopted a law on begging.",
        ),
    ],
)
def test_a_summary_proves_no_other_act_nor_one_begun_nor_one_for_others(
    ask: str, said: str
) -> None:
    assert told_in_summary(ask, said) == ()


def test_what_a_summary_does_not_prove_a_narrative_may() -> None:
    said = "The government began to build a shelter for victims."
    assert acted("open a shelter for victims", said)


@pytest.mark.parametrize(
    ("ask", "said", "proved"),
    [
        ("award compensation to victims", "Courts ordered restitution for nine victims.", False),
        ("award restitution to victims", "The government awarded compensation to victims.", False),
        ("award restitution to victims", "Courts ordered restitution for nine victims.", True),
        (
            "award compensation to victims from convicted traffickers",
            "Courts ordered restitution for nine victims.",
            True,
        ),
    ],
)
def test_restitution_by_offenders_is_not_compensation_by_the_state(
    ask: str, said: str, proved: bool
) -> None:
    assert bool(acted(ask, said)) is proved


def test_a_finding_more_than_three_editions_after_the_last_list_proves_nothing() -> None:
    said = "The government adopted a national action plan."
    assert told_in_summary("adopt a national action plan", said, 2019)
    assert told_in_summary("adopt a national action plan", said, 2020) == ()
