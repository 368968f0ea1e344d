"""The texts on a country that a corpus holds, read again from their pages; and which of several is the newest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tierbook.corpus.folder import Corpus
from tierbook.corpus.served import load_whole
from tierbook.pages import KIND_ORDER

if TYPE_CHECKING:
    from tierbook.pages import Document

__all__ = ["newest_of", "read_held"]


def read_held(folder: Path, country: str) -> Iterator[Document]:
    """Yield the texts on a country, by document id.

    Args:
        folder: the corpus folder; nothing is held where there is none.
        country: alpha-3 code.

    Raises:
        CorpusError: a page is lost or changed, or is read otherwise today.
    """
    corpus = Corpus(folder)
    if not corpus.folder.is_dir():
        return
    manifest = corpus.manifest()
    for name in sorted(manifest.documents):
        # The third part of an id is the country: `tip-2018-sen-refworld-1a2b3c4d`.
        if country.lower() in name.split("-")[2:3]:
            yield load_whole(corpus, name, manifest).document


def newest_of(documents: Iterable[Document], country: str, edition: int) -> Document | None:
    """Return the newest text on a country up to an edition, a whole narrative before any other kind of it."""
    fitting = [
        d
        for d in documents
        if d.country == country and d.edition is not None and d.edition <= edition
    ]
    return max(
        fitting,
        key=lambda d: (d.edition or 0, -KIND_ORDER.index(d.text_kind), d.id),
        default=None,
    )
