"""*This is wrong*: the form that anybody may send, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tierbook.errors import WrongUse
from tierbook.library.accounts.forms import number_told
from tierbook.library.accounts.roles import needs, person_of
from tierbook.library.catalogue.models import Content
from tierbook.library.desk.reports import LONGEST, WHAT_IS_WRONG, report
from tierbook.library.reading.places_in_text import Layout, short_place
from tierbook.library.reading.values import value_in_words
from tierbook.library.reading.variables import describe_variable

__all__ = ["TRAP", "new"]

# A field that no person sees and that programs fill in.
TRAP = "homepage"
RATES = {"nobody": "10/h/ip", "person": "100/h/user"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence to choose: where it stands, its words, whether it is chosen already."""

    place: str
    short: str
    words: str
    chosen: bool


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form for a document, a paragraph, a finding or a silence; take in what was sent."""
    if person_of(request) is None and not settings.TIERBOOK_ANONYMOUS_REPORTS:
        return _only_people(request)
    told = request.POST if request.method == "POST" else request.GET
    content = Content.objects.select_related("document").filter(pk=told.get("document", "")).first()
    if content is None:
        raise Http404(
            "No such document is held. Open the page that is wrong, and report from there."
        )
    fault, status = "", 200
    if request.method == "POST":
        answer, fault, status = _take_in(request)
        if answer is not None:
            return answer
    coding = orjson.loads(content.coding)
    context = {**_about(coding, told), "document": content.document, "fault": fault, "told": told}
    return render(
        request,
        "desk/new.html",
        {
            **context,
            "kinds": WHAT_IS_WRONG.items(),
            "longest": LONGEST,
            "trap": TRAP,
            "samples": content.document.is_sample,
            "this_is_sample": content.document.is_sample,
        },
        status=status,
    )


@needs("reader")
def _only_people(request: HttpRequest) -> HttpResponse:
    raise AssertionError("nobody comes here")  # pragma: no cover


def _take_in(request: HttpRequest) -> tuple[HttpResponse | None, str, int]:
    """Return the answer to a good report, or what is wrong with it and the status that says so."""
    told, person = request.POST, person_of(request)
    if told.get(TRAP):
        return HttpResponseRedirect("/"), "", 302
    kind = "nobody" if person is None else "person"
    if not ratelimit.consume(
        request, app="tierbook.library.desk", action=kind, config=RATES, user=person
    ):
        return None, "Too many reports came from here within an hour. Send it later.", 429
    try:
        event = report(
            told.get("document", ""),
            told.get("what", ""),
            text=told.get("text", ""),
            finding=told.get("finding", ""),
            variable=told.get("variable", ""),
            words=told.get("words", ""),
            value=told.get("value", ""),
            contact=told.get("contact", ""),
            by=person,
            **_numbers(told.get("place", "")),
        )
    except WrongUse as error:
        return None, str(error), 400
    return HttpResponseRedirect(reverse("desk-report", args=[event.number])), "", 302


def _numbers(place: str) -> dict[str, int | None]:
    """Return paragraph and sentence of `4.2`, of `4`, or of nothing."""
    paragraph, _, sentence = place.partition(".")
    if not place:
        return {"paragraph": None, "sentence": None}
    if not paragraph.isdecimal() or (sentence and not sentence.isdecimal()) or len(place) > 12:
        raise WrongUse(f"{place!r} is no place", remedy="choose a sentence of the list")
    return {"paragraph": int(paragraph), "sentence": int(sentence) if sentence else None}


def _about(coding: dict[str, Any], told: Any) -> dict[str, Any]:
    """Return what the form is about: a finding, a silence, a paragraph; and the sentences to choose from."""
    layout = Layout(coding["narrative"])
    finding = next((f for f in coding["findings"] if f["id"] == told.get("finding", "")), None)
    if told.get("finding") and finding is None:
        raise Http404("The coding has no such finding. It may have been coded anew since.")
    silent = [row["variable"] for row in coding.get("absences") or ()]
    variable = finding["variable"] if finding else told.get("variable", "")
    place = told.get("place", "")
    if not place and finding and finding["evidence"]:
        place = f"{finding['evidence'][0]['paragraph']}.{finding['evidence'][0]['sentence']}"
    return {
        "finding": finding,
        "value": value_in_words(finding["variable"], finding["value"]) if finding else None,
        "variable": describe_variable(variable) if variable else None,
        "silences": [describe_variable(v) for v in silent] if not finding else [],
        "choices": _choices(layout, _paragraphs(layout, finding, place), place),
        "everything": _everything(layout) if _far(finding, place) else [],
        "words": told.get("words", "")[: LONGEST["words"]],
        "place": place,
    }


def _far(finding: dict[str, Any] | None, place: str) -> bool:
    """Tell whether the sentence may stand anywhere: nothing was chosen that it could stand in."""
    return finding is None and not place


def _paragraphs(layout: Layout, finding: dict[str, Any] | None, place: str) -> list[int]:
    if finding is not None:
        return sorted({e["paragraph"] for e in finding["evidence"]})
    number = number_told(place.partition(".")[0])
    return [number] if number is not None and number in layout.sentences else []


def _choices(layout: Layout, paragraphs: list[int], place: str) -> list[Choice]:
    found = []
    for number in paragraphs:
        for row in layout.sentences.get(number, ()):
            here = f"{number}.{row['sentence']}"
            words = layout.text[row["start"] : row["end"]]
            found.append(Choice(here, short_place(number, row["sentence"]), words, here == place))
    return found


def _everything(layout: Layout) -> list[tuple[str, list[Choice]]]:
    """Return every sentence by its opening words, in groups by paragraph."""
    groups = []
    for number in sorted(layout.sentences):
        rows = [
            Choice(
                f"{number}.{row['sentence']}",
                short_place(number, row["sentence"]),
                _opening(layout.text[row["start"] : row["end"]]),
                chosen=False,
            )
            for row in layout.sentences[number]
        ]
        groups.append((f"Paragraph {number}" if number else "Tier line", rows))
    return groups


def _opening(sentence: str, count: int = 12) -> str:
    words = sentence.split()
    return " ".join(words[:count]) + (" …" if len(words) > count else "")
