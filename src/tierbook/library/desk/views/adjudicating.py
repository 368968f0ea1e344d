"""Adjudication: the texts that wait for it, and the answers on one text side by side."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tierbook.errors import TierbookError, WrongUse
from tierbook.library.accounts.roles import needs, role_of
from tierbook.library.catalogue.models import Document
from tierbook.library.desk.adjudicating import (
    Pair,
    adjudicate,
    agree_on_the_rest,
    pairs_of,
    take_answer,
    texts_to_adjudicate,
)
from tierbook.library.desk.circumstances import (
    LABELS,
    fields_beside,
    named_slot,
    qualities_from,
    slot_from,
)
from tierbook.library.desk.context import evidence_from, paragraphs_of, places_of
from tierbook.library.desk.deciding import Said, take_back
from tierbook.library.desk.fields import fields_of, value_from
from tierbook.library.desk.models import Decided
from tierbook.library.desk.standing import read_coding
from tierbook.library.desk.views.reviewing import last_own
from tierbook.library.reading.places_in_text import Layout
from tierbook.library.reading.variables import describe_variable

__all__ = ["adjudication", "texts"]

Record = dict[str, Any]


@require_safe
@needs("adjudicator")
def texts(request: HttpRequest) -> HttpResponse:
    """List the texts on which answers wait for an adjudication."""
    rows = texts_to_adjudicate()
    held = Document.objects.in_bulk([row["document"] for row in rows])
    shown = [(held.get(row["document"]), row) for row in rows]
    return render(request, "desk/adjudication.html", {"rows": shown})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("adjudicator")
def adjudication(request: HttpRequest, document_id: str) -> HttpResponse:
    """Show the answers on one text, those that differ first; take in what is decided."""
    coding = read_coding(document_id)
    if coding is None:
        raise Http404("No such text is held.")
    pairs = pairs_of(document_id)
    if request.method == "POST":
        return _take_in(request, coding, pairs)
    return _show(request, coding, pairs)


def _take_in(request: HttpRequest, coding: Record, pairs: list[Pair]) -> HttpResponse:
    told, role = request.POST, role_of(request)
    person: Any = request.user
    here = reverse("desk-adjudicate", args=[coding["document"]["id"]])
    action, note = told.get("action", ""), told.get("note", "")
    try:
        if action == "undo":
            take_back(person, role, told.get("event", ""))
        elif action == "agreed":
            agree_on_the_rest(person, role, coding, pairs)
        else:
            pair = _pair(pairs, told.get("variable", ""))
            _refuse_newer(pair, told.get("seen", ""))
            if action == "take":
                take_answer(person, role, coding, pair, told.get("answer", ""), note)
            elif action == "not_stated":
                adjudicate(
                    person, role, coding, pair, [Said("adjudicate", "not_stated", note=note)]
                )
            elif action == "nothing":
                slot = named_slot(told)
                adjudicate(person, role, coding, pair, [Said("adjudicate", None, (), note, *slot)])
            elif action == "other":
                evidence = evidence_from(Layout(coding["narrative"]), told)
                value = value_from(pair.facts.id, told)
                qualities = qualities_from(told)
                said = Said(
                    "adjudicate", value, evidence, note, *slot_from(told), qualities=qualities
                )
                adjudicate(person, role, coding, pair, [said])
            else:
                raise WrongUse(
                    f"there is no decision {action!r}", remedy="press one of the buttons"
                )
    except TierbookError as error:
        return _show(request, coding, pairs_of(coding["document"]["id"]), fault=str(error))
    return HttpResponseRedirect(here)


def _pair(pairs: list[Pair], variable: str) -> Pair:
    pair = next((p for p in pairs if p.facts.id == variable), None)
    if pair is None:
        raise WrongUse("nobody answered this question", remedy="choose one of the list")
    return pair


def _refuse_newer(pair: Pair, seen: str) -> None:
    """Tell of answers or adjudications that came while the page was open."""
    if seen != seen_of(pair):
        raise WrongUse(
            "the answers on this question changed while the page was open",
            remedy="look at them again below, and decide if it still holds",
        )


def seen_of(pair: Pair) -> str:
    """Return a word for all the answers on a question that a page shows."""
    rows = [row.event for given in pair.given for row in given.rows]
    return "-".join(sorted([*rows, *(row.event for row in pair.judged)]))


def _show(
    request: HttpRequest, coding: Record, pairs: list[Pair], *, fault: str = ""
) -> HttpResponse:
    told = request.POST if request.method == "POST" else None
    variable = (told or request.GET).get("variable", "")
    chosen = next((p for p in pairs if p.facts.id == variable), None)
    head = coding["document"]
    context: Record = {
        "document": head,
        "samples": head["text_kind"] == "sample",
        "this_is_sample": head["text_kind"] == "sample",
        "rows": [
            (pair, seen_of(pair), [LABELS[name].lower() for name in pair.differing])
            for pair in pairs
        ],
        "counts": {
            s: sum(p.state == s for p in pairs) for s in ("differ", "alone", "agree", "settled")
        },
        "chosen": chosen,
        "fault": fault,
        "last": last_own(request.user),  # type: ignore[arg-type]
    }
    if chosen is not None:
        context |= _one(coding, chosen, told)
    return render(request, "desk/adjudicate.html", context, status=400 if fault else 200)


def _one(coding: Record, pair: Pair, told: Any) -> Record:
    """Return what the page of one question prints beside the answers: the text, and fields for another value."""
    rows: list[Decided] = [row for given in pair.given for row in given.rows]
    evidence = [e for row in rows for e in row.content["evidence"]]
    layout = Layout(coding["narrative"])
    numbers = sorted({e["paragraph"] for e in evidence}) or None
    held = told.getlist("sentence") if told is not None else places_of(evidence)
    return {
        "seen": seen_of(pair),
        "facts": describe_variable(pair.facts.id),
        "paragraphs": paragraphs_of(
            layout, numbers, chosen=held, marks=[(e["start"], e["end"]) for e in evidence]
        ),
        "fields": fields_of(pair.facts.id, None, told),
        "beside": fields_beside(
            qualities=pair.agreed_qualities,
            government=bool(pair.facts.variable and pair.facts.variable.government),
            told=told,
        ),
        "note": told.get("note", "") if told else "",
        "words": told.getlist("words") if told else [],
        "codebook_of": coding["versions"].get("codebook", ""),
    }
