"""The computed tier for the pages: tierbook's own, unofficial, and off unless a library asks for it.

Takes the assessment as the corpus holds it, and the packaged record. Nothing is computed here. It stands on the page
of its document alone: never in a title, a list, a tile, a feed, and never without its record beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.editions import TIERS
from tierbook.standards import load_fitted, record_words

__all__ = [
    "CardRow",
    "ChangeView",
    "ComputedView",
    "RecordRow",
    "RecordView",
    "SignView",
    "view_computed",
    "view_record",
    "without_computed",
]

_MEASURES = (
    ("computed", "computed, country held out"),
    ("commonest", "always the commonest tier"),
    ("last_known", "the last tier known before"),
)
_OFF = "No computed tier is shown: {why}."


@dataclass(frozen=True, slots=True)
class SignView:
    """A sign that the text gives on a line of the card: what it says, its points, where its words stand."""

    says: str
    points: str
    words: str
    place: str
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardRow:
    """A line of the score card: what the text gives times its weight is its points."""

    label: str
    net: str
    weight: str
    points: str
    above: str
    note: str
    signs: tuple[SignView, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """The fewest findings without which another tier would be the most probable."""

    tier: str
    findings: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ComputedView:
    """What stands of a computed tier on a page. Where `tier` is empty `note` says why none is shown."""

    tier: str
    shares: tuple[tuple[str, str], ...]
    record: str
    compared: str
    note: str
    linked: bool
    notes: tuple[str, ...]
    card: tuple[CardRow, ...]
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One way of naming a tier, and how often it was the stated one: value and interval, in words."""

    name: str
    exact: str
    within_one: str
    kappa: str


@dataclass(frozen=True, slots=True)
class RecordView:
    """The record of the computed tier on narratives held out."""

    n: int
    editions: str
    tiers: str
    rows: tuple[RecordRow, ...]
    words: str
    beats_last_known: bool


def view_record() -> RecordView:
    """Return the packaged record: how often the card gave the stated tier, beside two ways that read nothing."""
    record = load_fitted().record
    row = record["narratives"]
    return RecordView(
        n=row["n"],
        editions=row["editions"],
        tiers=", ".join(f"{n} with {TIERS[tier]}" for tier, n in row["tiers"].items()),
        rows=tuple(
            RecordRow(
                name,
                _share(row["measures"][key]["exact"]),
                _share(row["measures"][key]["within_one"]),
                _number(row["measures"][key]["kappa"]),
            )
            for key, name in _MEASURES
        ),
        words=record_words(record),
        beats_last_known=bool(row["beats"]["last_known"]),
    )


def view_computed(
    assessment: Mapping[str, Any], references: Mapping[str, str], *, kind: str, show: bool
) -> ComputedView:
    """Return the computed tier of an assessment, or the line that stands in its place.

    Args:
        assessment: the record of the corpus.
        references: finding id -> the reference that the page prints.
        kind: what kind of text was assessed; a tier is computed of whole narratives alone.
        show: whether this library shows computed tiers.
    """
    computed = assessment.get("computed") or {}
    if kind != "narrative":
        return _none(str(assessment.get("computed_note") or ""))
    if not show:
        why = (
            "this library leaves it out"
            if view_record().beats_last_known
            else "on narratives held out it did not beat the last tier known before"
        )
        return _none(_OFF.format(why=why), linked=True)
    if computed.get("withheld"):
        return _none(str(computed["withheld"]), linked=True)
    if not computed.get("tier"):
        return _none(_OFF.format(why="the corpus was filled without it"), linked=True)
    return ComputedView(
        tier=computed["tier"],
        shares=tuple(
            (TIERS.get(tier, tier), f"{share:.0%}")
            for tier, share in (computed.get("probabilities") or {}).items()
        ),
        record=record_words(computed["record"]),
        compared=_compared(computed),
        note="",
        linked=True,
        notes=tuple(computed.get("notes") or ()),
        card=tuple(_card(row) for row in computed.get("card") or ()),
        changes=tuple(
            ChangeView(
                change["tier"],
                tuple(
                    (references.get(q["finding"], ""), q["variable"], q["place"])
                    for q in change["findings"]
                ),
            )
            for change in computed.get("changes") or ()
        ),
    )


def without_computed(assessment: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return an assessment as a library gives it that shows no computed tier."""
    if assessment is None or not assessment.get("computed"):
        return assessment
    note = "No computed tier is given by this library."
    return {**assessment, "computed": None, "computed_tier": None, "computed_note": note}


def _none(note: str, *, linked: bool = False) -> ComputedView:
    return ComputedView("", (), "", "", note, linked, (), (), ())


def _compared(computed: Mapping[str, Any]) -> str:
    compared = computed.get("compared") or {}
    stated, same = compared.get("stated_tier"), compared.get("same")
    if stated is None or same is None:
        return "The text states no tier to compare it with."
    words = "the same" if same else "another one"
    row = (computed["record"]["narratives"].get("by_tier") or {}).get(stated)
    often = (
        f" Of {row['n']} narratives with that tier stated, {row['n'] - row['same']} were computed otherwise when "
        "held out."
        if row
        else ""
    )
    return f"The tier stated in the text, which was not read for this, is {words}: {TIERS.get(stated, stated)}.{often}"


def _card(row: Mapping[str, Any]) -> CardRow:
    if not row["asked"]:
        note = "not asked in this edition"
    elif not row["signs"]:
        note = "nothing is coded"
    else:
        note = ""
    return CardRow(
        label=row["label"],
        net=f"{row['net']:+d}",
        weight=f"{row['weight']:.2f}",
        points=f"{row['points']:+.2f}",
        above=f"{row['above_average']:+.2f}",
        note=note,
        signs=tuple(_sign(sign) for sign in row["signs"]),
    )


def _sign(sign: Mapping[str, Any]) -> SignView:
    first, *others = sign["quotes"]
    more = tuple(dict.fromkeys(q["place"] for q in others if q["place"] != first["place"]))
    return SignView(sign["says"], f"{sign['points']:+.2f}", first["text"], first["place"], more)


def _share(value: Mapping[str, float]) -> str:
    return f"{value['value']:.0%} ({value['low']:.0%} to {value['high']:.0%})"


def _number(value: Mapping[str, float]) -> str:
    return f"{value['value']:.2f} ({value['low']:.2f} to {value['high']:.2f})"
