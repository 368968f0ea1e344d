"""The law: its forms, as it stood for an edition, between two, and one entry over all editions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from django.http import HttpRequest
from ninja import Field, Query, Router

from tierbook.editions import EDITIONS
from tierbook.errors import NotInForce
from tierbook.files import VERSION
from tierbook.library.api.answers import Answer
from tierbook.library.api.door import operation
from tierbook.library.api.paging import whole
from tierbook.library.api.parameters import Common, Tables, Year
from tierbook.library.api.problems import Problem, problem_of
from tierbook.library.operating.address import site_of
from tierbook.library.reading.law_page import law_versions
from tierbook.standards import (
    all_histories,
    law_diff,
    law_history,
    law_in_force,
    load_statutes,
    statute_ids,
)

__all__ = ["LAWS_COLUMNS", "LAW_COLUMNS", "law_rows", "router"]

router = Router()
_TAG = "Law"
LAWS_COLUMNS = ("statute", "title", "citation", "criteria", "editions")
LAW_COLUMNS = (
    "part", "id", "paragraph", "label", "asks", "confidence", "in_force", "first_edition", "last_edition", "citation",
    "verified_on", "note",
)  # fmt: skip
_PARTS = (
    "standards", "criteria", "tiers", "grounds", "clock", "efforts", "reporting", "consequences", "lists",
    "definitions", "readings", "special_cases", "notes",
)  # fmt: skip
_STATUTES = tuple(statute_ids())
T = TypeVar("T")


def _package(**_: Any) -> str:
    """Return what answers on the law rest on: the data of this version of tierbook."""
    return VERSION


class OfStatute(Common):
    """Of which statute."""

    statute: Literal[*_STATUTES] = Field(
        default="tvpa", description="The statute; the Report goes by `tvpa`."
    )  # type: ignore[valid-type]


class OfStatuteTable(Tables):
    """Of which statute, as a table too."""

    statute: Literal[*_STATUTES] = Field(
        default="tvpa", description="The statute; the Report goes by `tvpa`."
    )  # type: ignore[valid-type]


@operation(
    router, "", shape="LawVersion", listing=True, columns=LAWS_COLUMNS, digest=_package, tag=_TAG,
    example="/law?fields=title,citation,criteria",
)  # fmt: skip
def list_laws(request: HttpRequest, asked: Query[OfStatuteTable]) -> Answer:
    """List the forms of a statute with the editions that each judges."""
    api = f"{site_of(request)}/api/v1/law"
    items = [
        {
            "statute": asked.statute,
            "title": version.title,
            "citation": version.citation,
            "criteria": version.criteria,
            "editions": list(version.years),
            "links": {"newest": f"{api}/{version.years[-1]}?statute={asked.statute}"},
        }
        for version in law_versions([edition.year for edition in EDITIONS], asked.statute)
    ]
    return whole(items, LAWS_COLUMNS, "laws")


@operation(
    router, "/entries/{entry_id}", shape="LawEntry", digest=_package, tag=_TAG,
    example="/law/entries/prosecution.vigorous?fields=id,label,part,asks,verified_on",
)  # fmt: skip
def get_law_entry(request: HttpRequest, entry_id: str, asked: Query[OfStatute]) -> Answer:
    """Follow one entry of a statute over all editions: where it stood, and each change with its Act."""
    known = [history.id for history in all_histories(load_statutes(asked.statute))]
    if entry_id not in known:
        raise Problem(
            "not-found",
            f"The statute {asked.statute} has no entry {entry_id[:100]}.",
            remedy="`/api/v1/law/{year}` lists the entries of an edition with their ids.",
        )
    return Answer(law_history(entry_id, asked.statute).to_dict())


@operation(
    router, "/{year}", shape="Law", columns=LAW_COLUMNS, digest=_package, tag=_TAG,
    example="/law/2018?fields=statute,version,title,citation,edition,confidence",
)  # fmt: skip
def get_law(request: HttpRequest, year: Year, asked: Query[OfStatuteTable]) -> Answer:
    """Give a statute as it stood for an edition, entry by entry, with citation and confidence."""
    law = _of(lambda: law_in_force(year, asked.statute))
    record = law.to_dict(everything=True)
    return Answer(record, lambda: law_rows(record), LAW_COLUMNS, f"law-{asked.statute}-{year}")


def law_rows(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the entries of a law as rows."""
    return [row for part in _PARTS for row in record.get(part, ())]


@operation(
    router, "/{before}/{after}", shape="LawDiff", digest=_package, tag=_TAG, problems=("cannot-be-asked",),
    example="/law/2003/2018?fields=statute,before,after,counts",
)  # fmt: skip
def get_law_diff(
    request: HttpRequest, before: Year, after: Year, asked: Query[OfStatute]
) -> Answer:
    """Set the laws of two editions side by side: what was added, widened, narrowed, dropped, and by which Act."""
    if before > after:
        raise Problem(
            "cannot-be-asked",
            f"The edition before, {before}, is after {after}.",
            remedy="Give the earlier edition first.",
        )
    return Answer(_of(lambda: law_diff(before, after, asked.statute)).to_dict())


def _of(make: Callable[[], T]) -> T:
    try:
        return make()
    except NotInForce as error:
        raise problem_of(error, "not-found") from error
