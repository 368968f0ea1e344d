"""The metadata block of a document: what the page says of itself, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tierbook.editions import FIRST_EDITION, LAST_EDITION
from tierbook.library.reading.places_in_text import Layout, short_place
from tierbook.release import anchor_of
from tierbook.text import long_date, ordinal

__all__ = ["MetaRow", "describe_document", "kind_in_words"]

KINDS = {
    "narrative": "narrative, the whole text on one country",
    "excerpt": "excerpt; silence in it means nothing",
    "summary": "summary by another agency; silence in it means nothing",
    "sample": "sample, restated in our own words; not a source",
}


@dataclass(frozen=True, slots=True)
class MetaRow:
    """One line of the block; `kind` is plain, wide, cite, link or hash."""

    label: str
    words: str
    kind: str = "plain"
    link: str = ""


def kind_in_words(text_kind: str, text_author: str | None = None) -> str:
    """Return the kind of text with what follows from it."""
    words = KINDS.get(text_kind, text_kind)
    return f"{words}; written by {text_author}" if text_author and text_kind == "summary" else words


def describe_document(
    coding: dict[str, Any], assessment: dict[str, Any] | None, layout: Layout
) -> list[MetaRow]:
    """Return the lines of the metadata block in their order."""
    head = coding["document"]
    sample = head["text_kind"] == "sample"
    rows = [MetaRow("Publisher", head["publisher"])]
    if head.get("issuer"):
        rows.append(MetaRow("Restates" if sample else "Issued by", head["issuer"]))
    for label, given in (
        ("Author", head.get("author")),
        ("Published", long_date(head.get("published"))),
    ):
        if given or not sample:
            rows.append(MetaRow(label, given or "not given on the page"))
    rows.append(MetaRow("Edition", _edition(head.get("edition"))))
    rows.append(MetaRow("Kind of text", kind_in_words(head["text_kind"], head.get("text_author"))))
    rows.append(_law(head.get("edition"), assessment))
    paragraphs = len(layout.paragraphs)
    sentences = sum(len(s) for n, s in layout.sentences.items() if n)
    rows.append(
        MetaRow(
            "Read", f"{paragraphs} paragraph{_s(paragraphs)}, {sentences} sentence{_s(sentences)}"
        )
    )
    if head.get("last_updated"):
        rows.append(MetaRow("Last updated", long_date(head["last_updated"])))
    if head.get("accessed"):
        rows.append(MetaRow("Accessed", long_date(head["accessed"])))
    if head.get("row") is not None:
        rows.append(MetaRow("Record", f"line {head['row']} of a file of many"))
    rows += [_flag(flag, layout) for flag in coding["narrative"].get("flags", ())]
    rows.append(MetaRow("Page", head["sha256"], "hash"))
    rows.append(
        MetaRow("Cite as", head.get("cite_as") or "the page gives no line to cite it by", "cite")
    )
    rows.append(_address(head, sample=sample))
    if head.get("title"):
        rows.append(MetaRow("Title", head["title"], "wide"))
    if head.get("disclaimer"):
        rows.append(MetaRow("Disclaimer", head["disclaimer"], "quoted"))
    return rows


def _flag(flag: dict[str, Any], layout: Layout) -> MetaRow:
    """Return what a reader should look at before trusting the text, with a link to its last place."""
    span = flag["spans"][-1]
    touched = layout.sentences_over(span["start"], span["end"])
    if not touched:
        return MetaRow("Look at", flag["message"])
    place = touched[0]["paragraph"], touched[0]["sentence"]
    words = f"{flag['message']} ({short_place(*place)})"
    return MetaRow("Look at", words, "link", f"#{anchor_of(*place)}")


def _s(number: int) -> str:
    return "" if number == 1 else "s"


def _edition(edition: int | None) -> str:
    if edition is None:
        return "not known"
    if FIRST_EDITION <= edition <= LAST_EDITION:
        return f"{edition}, {ordinal(edition - FIRST_EDITION + 1)} of the series"
    return str(edition)


def _law(edition: int | None, assessment: dict[str, Any] | None) -> MetaRow:
    law = (assessment or {}).get("law") or {}
    title = law.get("title") or (assessment or {}).get("law_version")
    if not title:
        why = "the edition is not known" if edition is None else "not assessed"
        return MetaRow("Law in force", f"not settled: {why}")
    return MetaRow("Law in force", title, "link", f"/law/{edition}/")


def _address(head: dict[str, Any], *, sample: bool) -> MetaRow:
    if sample:
        return MetaRow(
            "Address",
            "none: a sample has no link to the official page, and no citation file",
            "wide",
        )
    address = head.get("address")
    if not address:
        return MetaRow(
            "Address",
            "the page gives none, and none is filled in; so no link leads to its words",
            "wide",
        )
    if address.startswith(("https://", "http://")):
        return MetaRow("Address", address, "away", address)
    return MetaRow("Address", address, "wide")
