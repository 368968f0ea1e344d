"""The dossier of a country, kept until one of its texts changes. Apart from `kept`, which the charts in it need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tierbook.dossier import HeldText, build_dossier
from tierbook.library.catalogue.derived import derived
from tierbook.library.catalogue.models import Document
from tierbook.library.reading.dossier_figures import images_of
from tierbook.library.reading.held import held_of
from tierbook.library.reading.placements import official_history

__all__ = ["kept_dossier"]


def kept_dossier(
    code: str, documents: Iterable[Document], texts: Sequence[HeldText] | None = None
) -> dict[str, Any]:
    """Return the dossier of a country as plain values, as rows, and the charts of its page."""

    def make() -> dict[str, Any]:
        found = held_of([code]) if texts is None else texts
        dossier = build_dossier(found, history=official_history(documents))
        return {
            "whole": dossier.to_dict(),
            "rows": list(dossier.rows()),
            "images": images_of(dossier),
        }

    kept: dict[str, Any] = derived(f"dossier/{code}", make, of=[code])
    return kept
