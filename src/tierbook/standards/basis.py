"""What an automatic result rests on: the facts of the law behind it, and how sure each one is.

The rule of the house: nothing automatic rests on a fact from memory alone. `basis_of` makes that a question that a
test, a clock or a judge can ask.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tierbook.errors import NotInForce
from tierbook.standards.facts import Confidence, least_sure
from tierbook.standards.law import Law

__all__ = ["Basis", "Fact", "basis_of"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the law: what it says, and how surely it is known."""

    id: str
    says: str
    confidence: Confidence

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {"id": self.id, "says": self.says, "confidence": self.confidence}


@dataclass(frozen=True, slots=True)
class Basis:
    """The facts behind a result."""

    facts: tuple[Fact, ...]

    @property
    def confidence(self) -> Confidence:
        """Return that of the least sure fact."""
        return least_sure(fact.confidence for fact in self.facts)

    @property
    def memory_alone(self) -> bool:
        """Tell whether every fact is from memory; an automatic result may not be."""
        return all(fact.confidence == "memory" for fact in self.facts)

    @property
    def to_check(self) -> tuple[Fact, ...]:
        """Return the facts from memory."""
        return tuple(fact for fact in self.facts if fact.confidence == "memory")

    def to_dict(self) -> dict[str, object]:
        """Return the facts and what follows for them together."""
        return {
            "confidence": self.confidence,
            "memory_alone": self.memory_alone,
            "facts": [fact.to_dict() for fact in self.facts],
        }


def basis_of(law: Law, ids: Iterable[str]) -> Basis:
    """Return what a result rests on that uses these entries of a law.

    Args:
        law: the law of one edition.
        ids: standards, criteria, lists (`tier.2WL`), grounds, factors, rules of the clock; `presumption` for that of
            the form.

    Returns:
        For each entry the fact that it stood so in the edition. For standards, criteria and the presumption also the
        fact that the form judges the edition; further parts carry dates of their own.

    Raises:
        NotInForce: one of them did not stand in that edition.
    """
    form = Fact(
        law.version, f"{law.title} judges the edition of {law.edition}", law.form.confidence
    )
    facts: dict[str, Fact] = {}
    for entry_id in ids:
        facts |= {fact.id: fact for fact in _facts(law, entry_id, form)}
    return Basis(tuple(facts.values()))


def _facts(law: Law, entry_id: str, form: Fact) -> tuple[Fact, ...]:
    if entry_id == "presumption" and law.presumption is not None:
        stood = Fact(entry_id, law.presumption.text, law.presumption.confidence)
        return form, stood
    if entry_id.startswith("tier.") and entry_id.removeprefix("tier.") in law.tiers:
        test = law.tiers[entry_id.removeprefix("tier.")]
        if test.test is not None:
            return (Fact(entry_id, test.test, test.confidence),)
    provision = law.provision(entry_id)
    if provision is not None:
        return (Fact(entry_id, provision.text, provision.confidence),)
    entry = next((e for e in (*law.standards, *law.criteria) if e.id == entry_id), None)
    if entry is None:
        raise NotInForce(
            f"{entry_id!r} stands in no part of the law of the edition of {law.edition}",
            remedy=f"see `tierbook law {law.edition}` for the ids",
        )
    says = f"{entry.paragraph} {entry.criterion.label} stood in the {law.title}"
    return form, Fact(entry_id, says, entry.confidence)
