"""Where a text names the matter of a variable of which no value was read: it isn't silent, and its cell says so.

The table is `naming.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from tierbook.dossier.held import HeldText, Quote
from tierbook.files import load_yaml

__all__ = ["naming_quotes"]


def naming_quotes(text: HeldText, variable: str) -> tuple[Quote, ...]:
    """Return the sentences, read for other variables, whose words name the matter of this one, in text order.

    Args:
        text: a text of which no value of the variable was read.
        variable: its id.
    """
    beside, words = _naming().get(variable, ((), None))
    found = {
        (quote.start, quote.end): quote
        for other in beside
        for finding in text.all_of(other)
        for quote in text.quotes(finding)
        if words is not None and words.search(quote.text)
    }
    return tuple(found[span] for span in sorted(found))


@cache
def _naming() -> Mapping[str, tuple[tuple[str, ...], re.Pattern[str]]]:
    content = load_yaml(resources.files("tierbook.dossier") / "comparing" / "naming.yaml")
    return {
        row["variable"]: (tuple(row["beside"]), re.compile(row["words"], re.IGNORECASE))
        for row in content
    }
