"""HTML put together in Python: as Django's functions of the same names do it, without their care for lazy texts.

A page of a document has some three thousand such pieces, and looking for translations that may still change, of which
this site has none, was a quarter of its time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString

__all__ = ["escaped", "format_html", "format_html_join"]


def format_html(template: str, *values: object) -> SafeString:
    """Return a template with its values, each escaped unless it is HTML already."""
    return SafeString(template.format(*map(escaped, values)))


def format_html_join(between: str, template: str, rows: Iterable[Sequence[object]]) -> SafeString:
    """Return a template for each row of values, joined."""
    if template == "{}":
        return SafeString(escaped(between).join([escaped(row[0]) for row in rows]))
    return SafeString(escaped(between).join([template.format(*map(escaped, row)) for row in rows]))


def escaped(value: object) -> str:
    """Return a value as HTML: as it is where it is HTML already, else with its signs escaped."""
    kind = type(value)
    if kind is SafeString:
        return value  # type: ignore[return-value]
    if kind is str:
        return escape(value)  # type: ignore[arg-type]
    html = getattr(value, "__html__", None)
    return SafeString(html()) if html is not None else SafeString(escape(str(value)))
