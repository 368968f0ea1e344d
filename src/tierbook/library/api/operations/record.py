"""What was published and changed: errata."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router

from tierbook.library.api.answers import Answer
from tierbook.library.api.door import operation
from tierbook.library.api.paging import after_of, next_of
from tierbook.library.api.parameters import CountryCode, Paged, VariableId, Year
from tierbook.library.operating.address import site_of
from tierbook.library.record.asking import KINDS, errata_asked
from tierbook.library.record.errata import ERRATA_COLUMNS, view_errata

__all__ = ["router"]

router = Router()


class ErrataAsked(Paged):
    """Which errata."""

    country: CountryCode | None = Field(default=None, description="Of one country.")
    edition: Year | None = Field(default=None, description="Of one edition.")
    variable: VariableId | None = Field(default=None, description="Of one variable.")
    kind: Literal[*KINDS] | None = Field(default=None, description="Of one kind of change.")  # type: ignore[valid-type]
    since: date | None = Field(default=None, description="From this day on, as `2026-01-31`.")
    until: date | None = Field(default=None, description="Up to this day.")


@operation(
    router, "", shape="Erratum", listing=True, columns=ERRATA_COLUMNS, tag="Record", problems=("bad-cursor",),
    example="/errata",
)  # fmt: skip
def list_errata(request: HttpRequest, asked: Query[ErrataAsked]) -> Answer:
    """List every published value that changed, with what it was, what it is, and why; the newest first.

    A value that was published keeps its address; an erratum says that another one stands now. `/errata.atom` tells of
    new ones.
    """
    given = {name: str(value) for name, value in asked.model_dump().items() if value is not None}
    rows = errata_asked(given).rows().order_by("-date", "-slug")
    site = site_of(request)
    kept = {k: v for k, v in given.items() if k not in ("cursor", "limit", "fields", "format")}
    after = after_of(asked.cursor, ["errata", kept])
    going_on = rows
    if after:
        from django.db.models import Q

        going_on = rows.filter(Q(date__lt=after[0]) | Q(date=after[0], slug__lt=after[1]))
    limit = asked.limit or 50

    def table() -> Any:
        chosen = going_on if asked.limit is None else going_on[:limit]
        for view in view_errata(chosen):
            yield view.to_row(site)

    if asked.format == "csv":
        return Answer({"items": []}, table, ERRATA_COLUMNS, "errata")
    found = list(going_on[: limit + 1])
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    key = None if last is None else [last.date.isoformat(), last.slug]
    cursor, following = next_of(request, key, ["errata", kept], site)
    record = {
        "items": [view.to_dict(site) for view in view_errata(shown)],
        "total": rows.count(),
        "next_cursor": cursor,
        "next": following,
    }
    return Answer(record, table, ERRATA_COLUMNS, "errata", {"next": following} if following else {})
