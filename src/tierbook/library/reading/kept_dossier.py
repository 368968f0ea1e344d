"""The dossier of a country, kept until one of its texts changes: whole for its files, and what its page shows of it.

Apart from `kept`, which the charts in it need.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from tierbook.dossier import HeldText, Ledger, build_dossier
from tierbook.library.catalogue.derived import derived
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.dossier_figures import figures_of, images_of
from tierbook.library.reading.held import held_of
from tierbook.library.reading.placements import official_history

__all__ = ["kept_dossier", "kept_dossier_page"]

_ENTRIES = 8  # recommendations that the page shows
_OF_CHANGES = ("before", "after", "why_not", "between", "headline")


def kept_dossier(
    code: str,
    documents: Iterable[Document],
    texts: Sequence[HeldText] | None = None,
    ledger: Ledger | None = None,
) -> dict[str, Any]:
    """Return the dossier of a country as plain values, `whole`, and as `rows`: more than a megabyte of many texts."""

    def make() -> dict[str, Any]:
        found = held_of([code]) if texts is None else texts
        dossier = build_dossier(found, history=official_history(documents), ledger=ledger)
        return {"whole": dossier.to_dict(), "rows": list(dossier.rows())}

    kept: dict[str, Any] = derived(f"dossier/{code}", make, of=[code])
    return kept


def kept_dossier_page(code: str, documents: Iterable[Document]) -> dict[str, Any]:
    """Return what the page of a country shows of its dossier: parts of it, figures by edition, charts."""

    def make() -> dict[str, Any]:
        whole = kept_dossier(code, documents)["whole"]
        asked = whole["recommendations"]
        return {
            **{
                name: whole[name] for name in ("summary", "gaps", "routes_note", "routes", "scores")
            },
            "changes": [{name: pair[name] for name in _OF_CHANGES} for pair in whole["changes"]],
            "recommendations": {
                "lists": asked["lists"],
                "entries": asked["entries"][:_ENTRIES],
                "count": len(asked["entries"]),
            },
            "figures": [asdict(row) for row in figures_of(whole)],
            "images": images_of(whole),
        }

    kept: dict[str, Any] = derived(f"dossier/{code}/page", make, of=[code])
    return kept
