"""The fields for what stands beside a value: at which level and place it holds, whose act, when, whose word, how, whom.

Their codes are the vocabularies of the codebook. What a form sends is judged where the decision is made.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from tierbook.coding import QUALITIES, default_qualities
from tierbook.errors import WrongUse
from tierbook.library.reading.chips import Chip, chips_of
from tierbook.library.reading.variables import codebook
from tierbook.text import in_sentence

__all__ = [
    "LABELS",
    "Beside",
    "Group",
    "Select",
    "chips_at",
    "fields_beside",
    "named_slot",
    "qualities_from",
    "slot_from",
]

LABELS = {
    "level": "Level",
    "place": "Place",
    "actor": "Whose act",
    "period": "When",
    "said_by": "Said by",
    "certainty": "Certainty",
    "quality": "Quality",
    "extent": "Extent",
    "acts": "Acts",
    "whom": "Whom",
}
_SLOT = ("level", "place")
_LISTS = ("acts", "whom")
_OPTIONAL = (*_SLOT, "quality", "extent")
_SENT = "qualities"  # a form that has these fields says so: a box that is not ticked is not sent

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Select:
    """One field with one code: its name, its label, and each code with its words and whether it is chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]

    @property
    def chosen(self) -> str:
        """The words of the code that is chosen."""
        return next((words for _, words, chosen in self.options if chosen), "")


@dataclass(frozen=True, slots=True)
class Group:
    """One field with any number of codes."""

    name: str
    label: str
    choices: tuple[tuple[str, str, bool], ...]

    @property
    def chosen(self) -> str:
        """The words of the codes that are chosen."""
        return ", ".join(words for _, words, chosen in self.choices if chosen)


@dataclass(frozen=True, slots=True)
class Beside:
    """The fields beside a value; `unusual` tells whether one of the qualities says more than is usual."""

    slot: tuple[Select, ...]
    selects: tuple[Select, ...]
    groups: tuple[Group, ...]
    unusual: bool

    @property
    def words(self) -> str:
        """What is chosen, in a line."""
        said = [field.chosen for field in (*self.selects, *self.groups)]
        return "; ".join(in_sentence(word) for word in said if word and word != "not said")


def fields_beside(
    *,
    level: str | None = None,
    place: str | None = None,
    qualities: Mapping[str, Any] | None = None,
    government: bool = False,
    told: QueryDict | None = None,
) -> Beside:
    """Return the fields with what stands in them.

    Args:
        level: of the proposal, or that is asked for.
        place: of the proposal, or that is asked for.
        qualities: of the proposal; what is missing is as usual.
        government: whether the variable asks for acts of this government.
        told: what a form has sent that was not taken; it wins, so that nothing is lost.
    """
    usual = default_qualities(government=government)
    held = {"level": level, "place": place, **usual, **(qualities or {})}
    if told is not None:
        held |= {name: told.get(name) for name in held if name in told and name not in _LISTS}
        if _SENT in told:
            held |= {name: told.getlist(name) for name in _LISTS}
    singles = [name for name in QUALITIES if name not in _LISTS]
    return Beside(
        slot=tuple(_select(name, held[name]) for name in _SLOT),
        selects=tuple(_select(name, held[name]) for name in singles),
        groups=tuple(_group(name, held[name]) for name in _LISTS),
        unusual=any((held[name] or None) != (usual[name] or None) for name in QUALITIES),
    )


def slot_from(told: QueryDict) -> tuple[str | None, str | None]:
    """Return the level and place that a form or an address gives."""
    return told.get("level") or None, told.get("place") or None


def named_slot(told: QueryDict) -> tuple[str | None, str | None]:
    """Return the level and place at which a form says that nothing stands.

    Raises:
        WrongUse: it names neither.
    """
    slot = slot_from(told)
    if slot == (None, None):
        raise WrongUse(
            "it is not said where nothing stands",
            remedy="choose a level or a place, or say that it is not stated",
        )
    return slot


def qualities_from(told: QueryDict) -> Record | None:
    """Return the qualities that a form gives; None where it has no fields for them."""
    if _SENT not in told:
        return None
    singles = {n: told.get(n) or None for n in QUALITIES if n in told and n not in _LISTS}
    return singles | {name: told.getlist(name) for name in _LISTS}


def chips_at(content: Mapping[str, Any], *, whose: bool = False) -> list[Chip]:
    """Return the chips of what a person decided: level, place, and what she said beside the value.

    Args:
        content: of her decision.
        whose: add whose act it is, which no chip tells otherwise.
    """
    said = content.get("qualities") or {}
    slot = {"level": content.get("level"), "place": content.get("place")}
    chips = chips_of({**said, **slot})
    if whose and "actor" in said:
        actor = codebook().vocabularies["actor"].get(said["actor"], said["actor"])
        chips.append(Chip(f"act of: {in_sentence(actor)}"))
    return chips


def _select(name: str, chosen: object) -> Select:
    known = [("", "not said")] if name in _OPTIONAL else []
    codes = codebook().vocabularies[name]
    # Level and place are named by their codes, as everywhere beside a value.
    known += [(code, code if name in _SLOT else words) for code, words in codes.items()]
    options = tuple((code, words, code == (chosen or "")) for code, words in known)
    return Select(name, LABELS[name], options)


def _group(name: str, chosen: Collection[str]) -> Group:
    known = codebook().vocabularies[name].items()
    return Group(name, LABELS[name], tuple((code, words, code in chosen) for code, words in known))
