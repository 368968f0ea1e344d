"""The criteria on which the newest narrative says nothing that is coded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tierbook.dossier import Holdings
from tierbook.release.drafts.model import Ground, Sentence, sentence
from tierbook.release.drafts.wording import capital
from tierbook.release.packs.words import load_pack_words

__all__ = ["silent_sentences"]


def silent_sentences(held: Holdings) -> tuple[Sentence, ...]:
    """Name the criteria in force on which the newest whole narrative is silent.

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
    silent = [c for c in found["criteria"] if c["judgement"] == "silent" and not c["presumed"]]
    if not silent:
        return ()
    by_paragraph: dict[str, list[str]] = {}
    for criterion in silent:
        by_paragraph.setdefault(criterion["paragraph"], []).append(_lower(criterion["label"]))
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
        all=len(found["criteria"]),
        kind=text.text_kind,
        edition=text.edition,
        labels=labels,
    )
    if any(c["confidence"] == "memory" for c in silent):
        said += words["check"]
    return (sentence(capital(said), grounds=(ground,)),)


def _lower(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
