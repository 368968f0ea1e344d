"""Lists page by page: the rows after a key, how many there are, and where to go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from tierbook.library.api.answers import Answer
from tierbook.library.api.cursors import read_cursor, write_cursor
from tierbook.library.api.parameters import Paged
from tierbook.library.operating.address import site_of

__all__ = ["after_of", "next_of", "page_of", "whole"]

_A_PAGE = 50
_READ_AT_ONCE = 500
_NOT_FILTERS = ("cursor", "limit", "fields", "format")


def page_of(
    request: HttpRequest,
    asked: Paged,
    rows: QuerySet[Any],
    *,
    keys: Sequence[str],
    make: Callable[[Any, str], dict[str, Any]],
    columns: Sequence[str],
    name: str,
) -> Answer:
    """Return a page of rows.

    Args:
        request: what is asked.
        asked: its parameters; those that are no filters are left out of the cursor.
        rows: the rows that fit the filters, in no order.
        keys: fields whose values together are the place of a row, and are unlike for any two.
        make: makes plain values of a row, given the address of the site.
        columns: of the table.
        name: of the table's file.
    """
    site = site_of(request)
    filters = {k: v for k, v in asked.model_dump().items() if k not in _NOT_FILTERS}
    ordered = rows.order_by(*keys)
    after = read_cursor(asked.cursor, [name, filters]) if asked.cursor else None
    going_on = ordered if after is None else ordered.filter(_after(keys, after))
    limit = asked.limit or _A_PAGE

    def table() -> Any:
        whole_table = going_on if asked.limit is None else going_on[:limit]
        for row in whole_table.iterator(chunk_size=_READ_AT_ONCE):
            yield make(row, site)

    if asked.format == "csv":  # a table is read row by row, when it is sent
        return Answer({"items": []}, table, columns, name)
    found = list(going_on[: limit + 1])
    more = len(found) > limit
    shown = found[:limit]
    key = [_value(shown[-1], field) for field in keys] if more else None
    cursor, following = next_of(request, key, [name, filters], site)
    return Answer(
        {
            "items": [make(row, site) for row in shown],
            "total": rows.count(),
            "next_cursor": cursor,
            "next": following,
        },
        table,
        columns,
        name,
        {"next": following} if following else {},
    )


def whole(
    items: list[dict[str, Any]], columns: Sequence[str] = (), name: str = "table", **more: Any
) -> Answer:
    """Return a list that is given whole."""
    record = {"items": items, "total": len(items), "next_cursor": None, "next": None, **more}
    return Answer(record, (lambda: items) if columns else None, columns, name)


def _after(keys: Sequence[str], after: Sequence[Any]) -> Q:
    """Return what holds for rows whose keys come after some values, compared from left to right."""
    condition = Q()
    for n, key in enumerate(keys):
        same = dict(zip(keys[:n], after, strict=False))
        condition |= Q(**same, **{f"{key}__gt": after[n]})
    # The first key alone bounds the search, so that an index on it is used.
    return Q(**{f"{keys[0]}__gte": after[0]}) & condition


def _value(row: Model, key: str) -> Any:
    return getattr(row, key)


def after_of(cursor: str | None, asked: object) -> list[Any] | None:
    """Return the key after which to go on, None to begin."""
    return read_cursor(cursor, asked) if cursor else None


def next_of(
    request: HttpRequest, key: list[Any] | None, asked: object, site: str
) -> tuple[str | None, str | None]:
    """Return cursor and address of the page after a row, None for both where there is none."""
    if key is None:
        return None, None
    cursor = write_cursor(key, asked)
    query = request.GET.copy()
    query["cursor"] = cursor
    return cursor, f"{site}{request.path}?{query.urlencode()}"
