"""Answers: plain values as JSON or CSV, in the format and with the fields that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from tierbook.library.api.problems import Problem
from tierbook.library.reading.downloads import csv_lines

__all__ = [
    "ANNOTATION",
    "CSV",
    "JSON",
    "PLAIN",
    "Answer",
    "choose_format",
    "render",
]

JSON = "application/json"
CSV = "text/csv"
ANNOTATION = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
PLAIN = "text/plain"
_NAMES = {JSON: "json", CSV: "csv", ANNOTATION: "json", PLAIN: "txt"}
_OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation gives: a record, and where it has one the table of the same.

    Attributes:
        record: plain values; of a list, `items` are its rows.
        rows: gives the rows of the table, when one is asked for.
        columns: of the table, in order.
        name: of the file that the table is saved under.
        links: relation to address, for the `Link` header.
        plain: the same as plain text, where there is one.
    """

    record: Mapping[str, Any]
    rows: Callable[[], Iterable[Mapping[str, Any]]] | None = None
    columns: Sequence[str] = ()
    name: str = "table"
    links: Mapping[str, str] = field(default_factory=dict)
    plain: str = ""


def choose_format(request: HttpRequest, offered: Sequence[str], named: str | None) -> str:
    """Return the media type to give: by name in the address, else by `Accept`, else the first.

    Raises:
        Problem: none of what is accepted is offered.
    """
    if named:
        return next(media for media in offered if _NAMES[media] == named)
    accepted = request.headers.get("Accept", "*/*")
    best, most = offered[0], 0.0
    for media in offered:
        quality = _quality(accepted, media.partition(";")[0])
        if quality > most:
            best, most = media, quality
    if most > 0:
        return best
    raise Problem(
        "no-such-format", f"Given is {' or '.join(offered)}; accepted is {accepted[:200]!r}."
    )


def _quality(accepted: str, media: str) -> float:
    """Return how much a media type is wanted: the closest range that fits it decides.

    Django's `get_preferred_type` is not asked: it gives nothing for `application/json;charset=utf-8`, which clients
    send, and takes a type that is refused (`q=0`) where a wider range lets it in.
    """
    found, closest = 0.0, -1
    for part in accepted.split(","):
        name, _, rest = part.strip().partition(";")
        name = name.strip().lower()
        same = (name == media, name == f"{media.partition('/')[0]}/*", name in ("*/*", "*"))
        # A profile of JSON is JSON to whoever asks for JSON.
        if media == "application/ld+json" and name == "application/json":
            same = (True, False, False)
        if not any(same):
            continue
        nearness = 2 - same.index(True)
        if nearness > closest:
            found, closest = _number(rest), nearness
    return found


def _number(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def render(answer: Answer, media: str, fields: Sequence[str], *, listing: bool) -> HttpResponseBase:
    """Return the response, without what conditions and limits add to it.

    Args:
        answer: what the operation gave.
        media: as `choose_format` chose it.
        fields: names to keep; all where there are none.
        listing: whether the fields are those of the items.
    """
    if media == CSV:
        assert answer.rows is not None
        columns = [c for c in answer.columns if not fields or c in fields]
        lines = csv_lines(columns, answer.rows())
        first = next(lines)  # what cannot be asked is told before anything is sent
        lines = chain([first], lines)
        return StreamingHttpResponse(
            lines,
            content_type="text/csv; charset=utf-8; header=present",
            headers={"Content-Disposition": f'attachment; filename="{answer.name}.csv"'},
        )
    if media == PLAIN:
        return HttpResponse(answer.plain, content_type="text/plain; charset=utf-8")
    record: Any = answer.record
    if fields and listing:
        record = {**record, "items": [_only(item, fields) for item in record["items"]]}
    elif fields:
        record = _only(record, fields)
    return HttpResponse(orjson.dumps(record, option=_OPTIONS), content_type=_content_type(media))


def _content_type(media: str) -> str:
    return media if media == ANNOTATION else f"{media}; charset=utf-8"


def _only(record: Mapping[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    return {name: record[name] for name in fields if name in record}
