"""The page that a document was read from, out of the corpus of this home."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tierbook.corpus import Corpus, Served, load_served
from tierbook.errors import TierbookError
from tierbook.narrative import Narrative, parse_document
from tierbook.release import pinpoint_at

__all__ = ["link_to", "served_of"]

_LARGEST = 3_000_000  # bytes of a page that is read again for a link alone


def served_of(document_id: str, *, largest: int | None = None) -> Served | None:
    """Return what a document was read from, None where no corpus is at hand or its page is larger than asked.

    Raises:
        CorpusError: the page is lost, changed, or read otherwise today.
    """
    if not settings.TIERBOOK_HOME:
        return None
    corpus = Corpus(Path(settings.TIERBOOK_HOME) / "corpus")
    if not corpus.manifest_path.is_file():
        return None
    return load_served(corpus, document_id, **({} if largest is None else {"largest": largest}))


@lru_cache(maxsize=32)
def _narrative(document_id: str, digest: str, home: str) -> Narrative | None:
    """Read a document again, for links to its words; the digest and the home make the memory forget what changed."""
    try:
        served = served_of(document_id, largest=_LARGEST)
    except TierbookError:  # a page without a link is still a page
        return None
    return None if served is None else parse_document(served.document)


def link_to(record: dict, digest: str, paragraph: int | None, sentence: int | None) -> str | None:
    """Return a link to the very words on the publisher's page, None where none can be made."""
    head = record["document"]
    if paragraph is None or not head.get("address") or head["text_kind"] == "sample":
        return None
    narrative = _narrative(head["id"], digest, str(settings.TIERBOOK_HOME))
    if narrative is None or narrative.text != record["narrative"]["text"]:
        return None
    try:
        place = pinpoint_at(record, paragraph, sentence)
    except TierbookError:  # there is no such place; the citation says so
        return None
    return narrative.link(place.start, place.end)
