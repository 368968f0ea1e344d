"""Make ready what pages show of many texts, so that no reader waits for a first visit after a load.

One pass over the library: the texts of a country are read once, everything about it is made and kept, and what it adds
to the digests, routes, stock sentences and longest-standing recommendations is gathered. A run that is cut off leaves
what it has made; what is not made then is made on its first visit.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tierbook.dossier import (
    DigestGathering,
    HeldText,
    Ledger,
    RouteGathering,
    StockGathering,
    build_ledger,
    hold_texts,
)
from tierbook.editions import EDITIONS
from tierbook.errors import TierbookError
from tierbook.places import get_country

if TYPE_CHECKING:
    from tierbook.library.catalogue.models import Document

__all__ = ["prepare_pages"]

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
_KEY = "prepared"


def prepare_pages(*, progress: Progress | None = None) -> int:
    """Make what is not kept yet, or is kept of other texts.

    Args:
        progress: called with the number of countries done and of all.

    Returns:
        How many countries were gone through: none where nothing has changed since the last time.
    """
    from tierbook.library.catalogue.derived import derived

    done: list[int] = []
    derived(_KEY, lambda: done.append(_Preparing(progress).run()), people=())
    return sum(done)


class _Preparing:
    """One pass over all countries."""

    def __init__(self, progress: Progress | None) -> None:
        from tierbook.library.catalogue.models import Document

        self.progress = progress
        self.documents: dict[str, list[Document]] = {}
        for document in Document.objects.exclude(country=None):
            self.documents.setdefault(str(document.country), []).append(document)
        years = {d.edition for found in self.documents.values() for d in found}
        self.years = [edition.year for edition in EDITIONS if edition.year in years]
        self.digests = {year: DigestGathering(year) for year in self.years}
        self.routes = {year: RouteGathering() for year in self.years}
        self.all_routes, self.stock = RouteGathering(), StockGathering()
        self.ledgers: list[Ledger] = []

    def run(self) -> int:
        """Go through the countries, then keep what is of all of them; return their number."""
        for number, code in enumerate(sorted(self.documents), 1):
            try:
                self._take(code)
            except (TierbookError, ArithmeticError, LookupError, TypeError, ValueError) as error:
                log.warning("pages on %s are made on their first visit: %s", code, error)
            if self.progress is not None:
                self.progress(number, len(self.documents))
        self._keep_of_all()
        return len(self.documents)

    def _take(self, code: str) -> None:
        from tierbook.library.reading import kept
        from tierbook.library.reading.document_around import keep_headlines
        from tierbook.library.reading.drawn import draw_text
        from tierbook.library.reading.drawn_country import draw_country
        from tierbook.library.reading.held import held_of
        from tierbook.library.reading.kept_dossier import kept_dossier
        from tierbook.library.reading.views.recommendations import kept_ledger_page
        from tierbook.library.reading.views.series import kept_series_page

        texts: list[HeldText] = list(held_of([code]))
        held = hold_texts(texts)
        kept.kept_series(code, held)
        ledger = build_ledger(held)
        kept_dossier(code, self.documents[code], texts, ledger)
        kept.kept_ledger(code, ledger)
        kept.kept_scores(code, texts)
        kept.kept_changes(code, held, ledger)
        keep_headlines(self.documents[code], texts)
        draw_country(code, self.documents[code])
        kept_ledger_page(code)
        kept_series_page(get_country(code))
        for document in self.documents[code]:
            draw_text(document, self.documents[code])
        self.ledgers.append(ledger)
        for gathering in self.digests.values():
            gathering.add(held)
        for text in texts:
            self.stock.add(text)
            self.all_routes.add(text)
            if text.edition in self.routes:
                self.routes[text.edition].add(text)

    def _keep_of_all(self) -> None:
        from tierbook.library.reading import kept
        from tierbook.library.reading.kept_digest import kept_digest
        from tierbook.library.reading.placements import official_history
        from tierbook.library.reading.views.editions import kept_edition

        history = official_history(d for found in self.documents.values() for d in found)
        kept.kept_longest(lambda: self.ledgers)
        kept.kept_routes_over_time(self.all_routes.network())
        for code, stock in self.stock.found().by_country().items():
            kept.kept_stock(code, stock)
        for year in self.years:
            kept.kept_routes(year, self.routes[year].network())
            digest = kept_digest(year, partial(self.digests[year].digest, history))
            kept_edition(year, told=bool(digest["whole"]["summary"]))
