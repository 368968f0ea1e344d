"""The criteria that the codebook asks about and on which nothing is read in the newest narrative."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tierbook.dossier import HeldText, Holdings
from tierbook.release.drafts.model import Ground, Sentence, sentence
from tierbook.release.drafts.wording import capital
from tierbook.release.packs.words import load_pack_words
from tierbook.standards import load_statutes
from tierbook.text import in_sentence

__all__ = ["silent_sentences"]


def silent_sentences(held: Holdings) -> tuple[Sentence, ...]:
    """Name the criteria in force on which nothing is read in the newest whole narrative.

    A criterion that no variable of the codebook asks about is left out: the silence would not be the narrative's. So is
    one on whose variables anything is read, be it a sign from the side or a figure that was not reported.

    Args:
        held: the texts of a country; the newest narrative that has an assessment is read.

    Returns:
        One sentence; none where every criterion is spoken of, or no narrative has an assessment.
    """
    words = load_pack_words("advocacy/words")["silent"]
    assessed = [text for text in held.like("narrative", "sample") if text.assessment is not None]
    if not assessed:
        return ()
    text = assessed[-1]
    found: Mapping[str, Any] = text.assessment or {}
    asked = [c for c in found["criteria"] if _variables(c)]
    silent = [c for c in asked if _is_silent(text, c)]
    if not silent:
        return ()
    by_paragraph: dict[str, list[str]] = {}
    for criterion in silent:
        by_paragraph.setdefault(criterion["paragraph"], []).append(in_sentence(criterion["label"]))
    labels = "; ".join(
        words["label"].format(paragraph=paragraph, labels=", ".join(found_there))
        for paragraph, found_there in by_paragraph.items()
    )
    law, read = found["law"], len(text.record["read"])
    ground = Ground(
        kind="law",
        key=f"law#{law['version']}",
        short=words["short"].format(edition=text.edition, paragraphs=read),
        note=words["note"].format(law=law["title"], citation=law["citation"], paragraphs=read),
    )
    said = words["said"].format(
        n=len(silent),
        asked=len(asked),
        kind=text.text_kind,
        edition=text.edition,
        labels=labels,
    )
    unchecked = sum(c["confidence"] == "memory" for c in silent)
    if unchecked:
        said += words["check"]["all" if unchecked == len(silent) else "some"].format(n=unchecked)
    return (sentence(capital(said), grounds=(ground,)),)


def _variables(criterion: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the variables that bear on a criterion; none where the codebook asks nothing about it."""
    bearing = load_statutes().bearings.get(criterion["id"])
    return () if bearing is None else bearing.variables


def _is_silent(text: HeldText, criterion: Mapping[str, Any]) -> bool:
    """Tell whether nothing at all is read on a criterion."""
    if criterion["judgement"] != "silent" or criterion["presumed"]:
        return False
    return not any(text.all_of(variable) for variable in _variables(criterion))
