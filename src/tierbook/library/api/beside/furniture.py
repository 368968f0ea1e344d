"""What every page gets: the files of its table, its description for machines, the library's own search."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from tierbook.library.api.beside.describing import as_block, describe_page
from tierbook.library.api.beside.tables import beside_of
from tierbook.library.operating.address import site_of

__all__ = ["machine_furniture"]

_FORMS = (("csv", "CSV"), ("json", "JSON"), ("metadata.json", "what the columns are"))


def machine_furniture(request: HttpRequest) -> dict[str, Any]:
    """Return `beside_files`, (address, words) of the table of a page, and `described`, its block of data."""
    empty = getattr(
        request, "nothing_beside", False
    )  # a view says so of a page whose table has nothing in it
    beside = None if empty else beside_of(request.path, request.GET.urlencode())
    files = [(beside.address(ending), words) for ending, words in _FORMS] if beside else []

    def described() -> SafeString:
        return as_block(describe_page(beside, site_of(request), request.path))

    return {"beside_files": files, "described": SimpleLazyObject(described)}
