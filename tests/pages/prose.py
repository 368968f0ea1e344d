"""Sentences of our own, in the order and with the formulas of narratives of each era."""

from __future__ import annotations

__all__ = [
    "opening",
    "prevention",
    "profile",
    "prosecution",
    "protection",
    "recommendations",
    "standards",
    "story",
]


def opening(name: str, role: str = "source") -> str:
    """Return a paragraph that opens a narrative before 2017."""
    return (
        f"{name} is a {role} country for women and boys whom agents lure with talk of hotel work near the harbour. "
        "Debts for the passage are written down twice, and few ever see the end of them."
    )


def standards(name: str, *, tier: str = "2", verb: str = "meet") -> str:
    """Return the paragraph on the minimum standards."""
    if tier == "1":
        return (
            f"The Government of {name} fully {verb}s the minimum standards for the elimination of trafficking. "
            "It spent more on its shelters and opened a second desk for such cases at the high court."
        )
    effort = "and is not making" if tier == "3" else "but is making"
    return (
        f"The Government of {name} does not fully {verb} the minimum standards for the elimination of trafficking "
        f"{effort} significant efforts to do so. A new bench of judges heard its first cases in spring."
    )


def prosecution(name: str) -> str:
    """Return a paragraph on law enforcement."""
    return (
        f"Police in {name} opened 14 inquiries and took nine recruiters to court, two more than the year before. "
        "Judges handed down four sentences of between three and seven years; none was suspended."
    )


def protection(name: str) -> str:
    """Return a paragraph on victims."""
    return (
        "Social workers met 31 victims at the border and brought them to a house that the state rents from a charity. "
        f"No written procedure tells officers in {name} how to recognise such a person."
    )


def prevention(name: str) -> str:
    """Return a paragraph on prevention."""
    return (
        f"Radio stations across {name} warned of false offers in three languages, paid by the interior ministry. "
        "Inspectors closed two agencies that had kept the passports of sailors."
    )


def profile(name: str) -> str:
    """Return a paragraph that closes a narrative since 2017."""
    return (
        f"As reported over the past five years, traffickers exploit men from {name} on boats far from any coast. "
        "Girls from the highlands are taken to town as maids and kept from school."
    )


def recommendations() -> tuple[str, ...]:
    """Return three recommendations."""
    return (
        "Bring more recruiters before the courts and ask for prison terms that deter others.",
        "Write a procedure by which border guards recognise victims, and teach it.",
        "Pay for a second shelter, open to men.",
    )


def story() -> str:
    """Return a box on a victim, such as stand between narratives."""
    return (
        "Mirela was a seamstress of nineteen who answered a notice for waitresses abroad. When she arrived, her papers "
        "were taken from her, and she was told that she owed the price of the bus."
    )
