"""Reports of wrong codings: the one thing that a program may write, with a key."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from pydantic import ConfigDict, StringConstraints

from tierbook.errors import WrongUse
from tierbook.library.accounts.keys import key_of
from tierbook.library.api.answers import JSON, Answer, render
from tierbook.library.api.door import OPERATIONS, Operation
from tierbook.library.api.limits import limiter
from tierbook.library.api.parameters import MOST_PARAGRAPHS, MOST_SENTENCES
from tierbook.library.api.problems import Problem, problem_of
from tierbook.library.desk.reports import LONGEST, WHAT_IS_WRONG, report
from tierbook.library.operating.address import site_of

__all__ = ["router"]

router = Router()
_AN_HOUR, _MOST = 3600, 100
_DOCUMENT = "tip-2018-jpn-sample-f4a0320b"


class _WriteKey:
    """Lets in whoever sends a key that may write."""

    openapi_security_schema = {
        "type": "http",
        "scheme": "bearer",
        "description": "A key of your account page, `tb_…`, with the scope `write`.",
    }

    def __call__(self, request: HttpRequest) -> Any:
        key = key_of(request)
        if key is None:
            raise Problem("no-key", "A report by a program carries a key.")
        if not key.may("write"):
            raise Problem("not-allowed", f"The key {key.shown}… may read alone.")
        if request.content_type != JSON:
            raise Problem(
                "wrong-media-type", f"The body is {request.content_type or 'of no media type'}."
            )
        allowed = limiter.ask(f"reports of key {key.pk}", _MOST, _AN_HOUR)
        if not allowed.ok:
            raise Problem(
                "too-many-requests",
                f"A key reports {_MOST} times an hour at most.",
                wait=allowed.seconds,
            )
        return key


def _words(longest: int) -> Any:
    return Annotated[str, StringConstraints(max_length=longest, pattern=r"^[^\x00]*$")]


class Reported(Schema):
    """What is wrong, and where."""

    model_config = ConfigDict(extra="forbid")

    document: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(
        description="Id of the text."
    )
    what: Literal[*WHAT_IS_WRONG] = Field(  # type: ignore[valid-type]
        description="; ".join(f"`{code}`: {words}" for code, words in WHAT_IS_WRONG.items()) + "."
    )
    finding: Annotated[str, StringConstraints(max_length=64)] = Field(
        default="", description="Id of the finding that it is about, where there is one."
    )
    variable: Annotated[str, StringConstraints(max_length=80)] = Field(
        default="", description="Id of the variable, for what was not read; a finding has its own."
    )
    paragraph: Annotated[int, Field(ge=0, le=MOST_PARAGRAPHS)] | None = Field(
        default=None, description="Number of the paragraph that says it."
    )
    sentence: Annotated[int, Field(ge=1, le=MOST_SENTENCES)] | None = Field(
        default=None, description="Number of the sentence in it."
    )
    words: _words(LONGEST["words"]) = Field(  # type: ignore[valid-type]
        default="", description="Words of the text that say it, as they stand there."
    )
    value: _words(LONGEST["value"]) = Field(default="", description="What is right.")  # type: ignore[valid-type]
    text: _words(LONGEST["text"]) = Field(default="", description="What is wrong, in your words.")  # type: ignore[valid-type]


OPERATIONS["send_report"] = Operation(
    "send_report", "", "Report", listing=False, media=(JSON,), example="/reports", columns=(),
    problems=("no-key", "not-allowed", "wrong-media-type", "too-large", "cannot-be-asked"),
    body={
        "document": _DOCUMENT, "what": "missing", "variable": "protection.victims_deported", "paragraph": 4,
        "sentence": 8, "text": "The sentence speaks of removal.",
    },
)  # fmt: skip


@router.post(
    "",
    operation_id="send_report",
    auth=_WriteKey(),
    tags=["Reports"],
    summary="Report that something is coded wrongly",
    description="A report changes nothing by itself: people decide on it, and what they decide stands beside the "
    "finding. It needs a key with the scope `write`. Say what is wrong by a sentence, a value, or in words.",
)
def send_report(request: HttpRequest, told: Reported) -> HttpResponse:
    """Take in a report of a wrong coding."""
    given = told.model_dump(exclude={"document", "what"})
    try:
        event = report(told.document, told.what, by=request.auth.person, via="api", **given)  # type: ignore[attr-defined]
    except WrongUse as error:
        raise problem_of(error) from error
    page = f"{site_of(request)}/desk/reports/{event.number}/"
    record = {
        "number": event.number,
        "state": "open",
        "document": event.document,
        "finding": event.finding,
        "variable": event.variable,
        "page": page,
    }
    response = render(Answer(record), JSON, (), listing=False)
    response.status_code = 201
    response["Location"] = page
    response["Cache-Control"] = "no-store"
    assert isinstance(response, HttpResponse)
    return response
