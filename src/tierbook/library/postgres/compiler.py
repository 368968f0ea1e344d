"""Rows without a value come first, as in SQLite; PostgreSQL by itself puts them last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.backends.postgresql import compiler
from django.db.models.expressions import Col, OrderBy

__all__ = [
    "SQLAggregateCompiler",
    "SQLCompiler",
    "SQLDeleteCompiler",
    "SQLInsertCompiler",
    "SQLUpdateCompiler",
]

SQLAggregateCompiler = compiler.SQLAggregateCompiler
SQLDeleteCompiler = compiler.SQLDeleteCompiler
SQLInsertCompiler = compiler.SQLInsertCompiler
SQLUpdateCompiler = compiler.SQLUpdateCompiler


class SQLCompiler(compiler.SQLCompiler):
    """Django's own, which says where rows without a value go unless the query does."""

    def _order_by_pairs(self) -> Iterator[tuple[OrderBy, Any]]:
        for order, reference in super()._order_by_pairs():
            yield (_like_sqlite(order) if _is_open(order) else order), reference


def _is_open(order: OrderBy) -> bool:
    """Tell whether the place of empty rows is left to the engine; a column that is never empty has none."""
    if order.nulls_first is not None or order.nulls_last is not None:
        return False
    inner = getattr(order.expression, "source", order.expression)
    return not (isinstance(inner, Col) and not inner.target.null)


def _like_sqlite(order: OrderBy) -> OrderBy:
    order = order.copy()
    if order.descending:
        order.nulls_last = True
    else:
        order.nulls_first = True
    return order
