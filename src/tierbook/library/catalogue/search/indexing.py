"""Put texts into the index: their passages, the words that are new, and the stamp that tells readers of it.

All of it happens in the transaction of the caller, so a reader sees a text with its index or not at all. The stamp
is touched last, after all marks: who decides at the same time does the same, so neither waits for the other in a ring.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from django.db import connections

from tierbook.library.catalogue.models import Content, Passage, Stamp, Word
from tierbook.library.catalogue.search.passages import codes_of, passages_of, plain_words_of
from tierbook.library.catalogue.search.tables import VECTORS
from tierbook.library.catalogue.search.words import GAP, family_of
from tierbook.library.catalogue.writing import number_rows, write_records, write_rows

__all__ = ["fill_index", "index_texts", "recode_texts", "touch_index", "vector_of"]

BATCH = 50
_PASSAGES_A_QUERY = 100


def index_texts(texts: Iterable[tuple[str, Mapping[str, Any]]], using: str = "default") -> None:
    """Index texts whose documents have rows, and whose passages have none; the caller touches the index at its end.

    Args:
        texts: (document id, coding as the corpus has it).
        using: alias of the database.
    """
    passages: list[Passage] = []
    plain: set[str] = set()
    for document, coding in texts:
        plain |= plain_words_of(coding)
        passages += [
            Passage(
                document_id=document,
                paragraph=text.paragraph,
                first=text.first,
                last=text.last,
                pillar=text.pillar,
                words=text.words,
                evidence=text.evidence,
                coded=text.coded,
            )
            for text in passages_of(coding)
        ]
    if not passages:
        return
    if connections[using].vendor == "postgresql":
        number_rows(passages, using)
        write_rows(passages, using)
        _write_vectors(passages, using)
    else:
        write_rows(passages, using)
    _write_words(passages, plain, using)


def recode_texts(texts: Iterable[tuple[str, Mapping[str, Any]]], using: str = "default") -> None:
    """Tell the index what indexed texts are coded as now: filters and facets by variable and value go by it.

    Words and evidence stay as they were indexed, and so do the numbers of passages.

    Args:
        texts: (document id, coding with what people set over it).
        using: alias of the database.
    """
    changed = []
    codes = {document: codes_of(coding) for document, coding in texts}
    for passage in Passage.objects.using(using).filter(document_id__in=list(codes)):
        coded = codes[passage.document_id].get(passage.paragraph, "")
        if coded != passage.coded:
            passage.coded = coded
            changed.append(passage)
    if changed:
        Passage.objects.using(using).bulk_update(changed, ["coded"], batch_size=_PASSAGES_A_QUERY)
        touch_index(using)


def touch_index(using: str = "default") -> None:
    """Tell readers that the index is not what it was: after texts came, changed or went."""
    Stamp.objects.using(using).update_or_create(pk=1, defaults={"number": secrets.randbits(62)})


def fill_index(using: str = "default") -> None:
    """Index every text that is held and has no passage yet."""
    rows = Content.objects.using(using).exclude(document__passages__isnull=False)
    if not rows.exists():
        return
    batch: list[tuple[str, Mapping[str, Any]]] = []
    for name, coding in rows.values_list("document_id", "coding").iterator(chunk_size=BATCH):
        batch.append((name, orjson.loads(coding)))
        if len(batch) == BATCH:
            index_texts(batch, using)
            batch = []
    index_texts(batch, using)
    touch_index(using)


def vector_of(words: str) -> str:
    """Return the words of a passage as PostgreSQL writes a vector: each with its places, gaps left out."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(words.split(), 1):
        if word != GAP:
            places.setdefault(word, []).append(str(place))
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())


def _write_vectors(passages: Iterable[Passage], using: str) -> None:
    rows = ((p.pk, vector_of(p.words), vector_of(p.evidence)) for p in passages)
    write_records(VECTORS, ("passage_id", "words", "evidence"), rows, using)


def _write_words(passages: Iterable[Passage], plain: set[str], using: str) -> None:
    """Add the words that the index did not have; a word once seen in small letters stays so."""
    words = {word for passage in passages for word in passage.words.split()}
    table = Word.objects.using(using)
    known: dict[str, bool] = {}
    listed = sorted(words)
    for start in range(0, len(listed), 900):
        known.update(
            table.filter(text__in=listed[start : start + 900]).values_list("text", "plain")
        )
    table.bulk_create(
        [
            Word(text=word, family=family_of(word), plain=word in plain)
            for word in listed
            if word not in known
        ],
        batch_size=300,
        ignore_conflicts=True,
    )
    small = [word for word, was in known.items() if not was and word in plain]
    for start in range(0, len(small), 900):
        table.filter(text__in=small[start : start + 900]).update(plain=True)
