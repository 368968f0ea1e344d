"""A layout: where one generation of a publisher's site puts the text, and what around it is furniture.

Readers declare the layouts they know; `html.py` chooses one by the page's address and marks and leaves the rest to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

__all__ = ["Layout"]


@dataclass(frozen=True, slots=True)
class Layout:
    """One generation of one site.

    Args:
        name: `<publisher>/<generation>`, such as `state.gov/2017`; it becomes `Document.reader`.
        marks: CSS selectors that a page of this layout has, every one of them.
        address: a pattern that the page's address must meet, where the page or its container tells one; None takes
            any. A page that tells none is taken by its marks alone.
        body: CSS selectors of what holds the text; the first that matches counts. Without a match it is the whole page.
        drop: CSS selectors of what inside the body is furniture: share buttons, captions, menus.
        fields: name to CSS selector (or `selector@attribute`) of what the page says about itself; read into
            `Page.fields`. Usual names: title, date, author, publisher, address, source.
    """

    name: str
    marks: tuple[str, ...] = ()
    address: re.Pattern[str] | None = None
    body: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = field(default=())
