"""The way in and out of every operation: its parameters checked, its conditions met, its answer rendered.

An operation is a function of a request and its parameters that gives an `Answer`. What it is called, says and takes in
the document comes from the function itself: its name, its docstring, its signature.
"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router, Schema

from tierbook.files import VERSION
from tierbook.library.api import API_VERSION
from tierbook.library.api.answers import CSV, JSON, Answer, choose_format, render
from tierbook.library.api.problems import Problem
from tierbook.library.api.shapes import field_names
from tierbook.library.api.state import State, etag_of, library_state, matches

__all__ = ["OPERATIONS", "Operation", "operation"]

OPERATIONS: dict[str, Operation] = {}


@dataclass(frozen=True, slots=True)
class Operation:
    """What the document says of an operation besides its signature.

    Attributes:
        name: its id, the name of its function.
        path: of the address, below `/api/v1`.
        shape: name of the shape of its answer; of a list, of its items.
        listing: whether the answer is a list.
        media: what it gives, the first where nothing is asked.
        example: the request whose answer stands as example, below `/api/v1`.
        columns: of its table.
        problems: kinds of problem besides those that every operation has.
        more: a shape whose fields a list has beside its items.
        body: the example of a body, where the operation takes one.
    """

    name: str
    path: str
    shape: str
    listing: bool
    media: tuple[str, ...]
    example: str
    columns: tuple[str, ...]
    problems: tuple[str, ...]
    more: str = ""
    body: Mapping[str, Any] | None = None


def operation(  # noqa: PLR0913 - each names a thing that the document says
    router: Router,
    path: str,
    *,
    shape: str,
    example: str,
    listing: bool = False,
    media: Sequence[str] = (JSON,),
    columns: Iterable[str] = (),
    problems: Sequence[str] = (),
    tag: str = "",
    more: str = "",
    digest: Callable[..., str] | None = None,
) -> Callable[[Callable[..., Answer]], Callable[..., HttpResponseBase]]:
    """Make a function an operation that is read with GET.

    Args:
        router: to add it to.
        path: below the router, as ninja writes it.
        shape: name of the shape of its answer.
        example: the request of its example.
        listing: whether it gives a list of the shape.
        media: the media types that it gives.
        columns: of its table; where there are some it gives CSV too.
        problems: ids of problems that are its own.
        tag: group in the document.
        more: a shape whose fields a list has beside its items.
        digest: what the answer rests on, of the same arguments; the state of the library where none is given.
    """
    columns = tuple(columns)
    offered = (*media, CSV) if columns else tuple(media)

    def register(function: Callable[..., Answer]) -> Callable[..., HttpResponseBase]:
        known = inspect.signature(function, eval_str=True)
        one = Operation(
            function.__name__,
            path,
            shape,
            listing,
            offered,
            example,
            columns,
            tuple(problems),
            more,
        )
        OPERATIONS[one.name] = one
        names = _parameters(known)

        @wraps(function)
        def view(request: HttpRequest, **given: Any) -> HttpResponseBase:
            _check_names(request, names)
            asked = given.get("asked")
            fields = _fields(one, getattr(asked, "fields", []))
            chosen = choose_format(request, offered, getattr(asked, "format", None))
            state = library_state()
            rests_on = digest(**given) if digest else state.digest
            etag = etag_of(
                rests_on, chosen, request.get_full_path(), request.get_host(), VERSION, API_VERSION
            )
            headers = {"ETag": etag, "Vary": "Accept"}
            if digest is None:
                headers["Last-Modified"] = state.http_date
            if _still_good(request, etag, state, dated=digest is None):
                return HttpResponse(status=304, headers=headers)
            answer = function(request, **given)
            response = render(answer, chosen, fields, listing=listing)
            for name, value in headers.items():
                response[name] = value
            if answer.links:
                response["Link"] = ", ".join(
                    f'<{to}>; rel="{rel}"' for rel, to in answer.links.items()
                )
            return response

        view.__signature__ = known  # type: ignore[attr-defined]
        summary, _, rest = inspect.cleandoc(function.__doc__ or "").partition("\n\n")
        router.get(
            path,
            operation_id=one.name,
            summary=" ".join(summary.split()).rstrip("."),
            description=_description(rest),
            tags=[tag] if tag else None,
        )(view)
        return view

    return register


def _description(rest: str) -> str:
    """Return the words of a docstring after its first line, without its list of arguments."""
    return " ".join(rest.partition("Args:")[0].partition("Raises:")[0].split()) or " "


def _parameters(known: inspect.Signature) -> frozenset[str]:
    """Return the names that the query of an operation may have."""
    asked = known.parameters.get("asked")
    if asked is None:
        return frozenset()
    model = next(
        (
            one
            for one in (asked.annotation, *getattr(asked.annotation, "__args__", ()))
            if _is_schema(one)
        ),
        None,
    )
    return frozenset(
        field.alias or name for name, field in (model.model_fields if model else {}).items()
    )


def _is_schema(one: object) -> bool:
    return isinstance(one, type) and issubclass(one, Schema)


def _check_names(request: HttpRequest, names: frozenset[str]) -> None:
    errors = []
    for name in request.GET:
        if name not in names:
            near = difflib.get_close_matches(name, names, n=1)
            words = f"no such parameter; perhaps {near[0]}" if near else "no such parameter"
            errors.append({"in": "query", "name": name[:100], "fault": words})
    if errors:
        known = ", ".join(sorted(names)) or "none"
        raise Problem(
            "wrong-parameter",
            "The address has parameters that the operation does not know.",
            remedy=f"Leave them out. It knows: {known}.",
            errors=errors,
        )


def _fields(one: Operation, fields: Sequence[str]) -> Sequence[str]:
    known = {*field_names(one.shape), *one.columns}
    wrong = [name for name in fields if name not in known]
    if wrong:
        raise Problem(
            "wrong-parameter",
            f"The answer has no field {', '.join(wrong)}.",
            remedy=f"It has: {', '.join(sorted(known))}.",
            errors=[
                {"in": "query", "name": "fields", "fault": f"no field {name}"} for name in wrong
            ],
        )
    return fields


def _still_good(request: HttpRequest, etag: str, state: State, *, dated: bool) -> bool:
    headers: Mapping[str, str] = request.headers
    since = headers.get("If-Modified-Since", "") if dated else ""
    return matches(headers.get("If-None-Match", ""), since, etag, state.since)
