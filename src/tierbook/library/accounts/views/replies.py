"""Replies: the public page of each, its signature to check, and the rooms of those who sign and publish."""

from __future__ import annotations

from typing import Any

import orjson
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tierbook.errors import WrongUse
from tierbook.library.accounts.forms import number_told
from tierbook.library.accounts.models import Institution, Reply, ReplyVersion
from tierbook.library.accounts.replying import (
    LONGEST_REPLY,
    correct,
    may_sign,
    publish,
    reply_to,
    view_reply,
    view_version,
    withdraw,
)
from tierbook.library.accounts.roles import may, needs, role_of
from tierbook.library.accounts.signing import public_key
from tierbook.library.catalogue.models import Document

__all__ = ["edit", "mine", "new", "public_keys", "reply", "reply_json", "with_versions"]


def with_versions() -> Any:
    """Return replies with their institutions and versions at hand: two queries, however many there are."""
    return Reply.objects.select_related("institution").prefetch_related(
        Prefetch("versions", ReplyVersion.objects.order_by("n"))
    )


@require_safe
def reply(request: HttpRequest, number: str) -> HttpResponse:
    """Show a reply with every version that was published."""
    view = _public(number)
    document = Document.objects.filter(pk=view.reply.document).first()
    sample = document is not None and document.is_sample
    context = {"view": view, "document": document, "samples": sample}
    return render(request, "replies/reply.html", context)


@require_safe
def reply_json(request: HttpRequest, number: str) -> JsonResponse:
    """Give what is needed to check the signatures of a reply without this program."""
    view = _public(number)
    versions = [] if view.withdrawn else [view.newest, *view.earlier]
    return JsonResponse(
        {
            "reply": view.reply.number,
            "institution": view.reply.institution.name,
            "kind": view.reply.institution.kind,
            "withdrawn": view.reply.withdrawn.date().isoformat() if view.withdrawn else None,
            "versions": [
                {
                    "version": v.row.n,
                    "text": v.row.text,
                    "message": v.row.message,
                    "says": orjson.loads(v.row.message),
                    "signature": v.row.signature,
                    "key": v.row.key,
                }
                for v in versions
            ],
        }
    )


@require_safe
def public_keys(request: HttpRequest) -> JsonResponse:
    """Give the public keys under replies: the one of today, and those of replies that are published."""
    used = (
        ReplyVersion.objects.exclude(published=None)
        .order_by("key")
        .values_list("key", flat=True)
        .distinct()
    )
    return JsonResponse({"algorithm": "Ed25519", "key": public_key(), "used": list(used)})


@require_safe
@needs("reader")
def mine(request: HttpRequest) -> HttpResponse:
    """List the replies of a person's institutions, and to editors what waits for them."""
    editor = may(role_of(request), "editor")
    own = list(with_versions().filter(institution__members=request.user))
    waiting = ReplyVersion.objects.filter(published=None, reply__withdrawn=None)
    context = {
        "institutions": request.user.institutions.all(),
        "own": own,
        "waiting": waiting.select_related("reply__institution") if editor else [],
        "editor": editor,
    }
    return render(request, "replies/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("reader")
def new(request: HttpRequest) -> HttpResponse:
    """Sign a reply to a finding or a recommendation."""
    told = request.POST if request.method == "POST" else request.GET
    document = Document.objects.filter(pk=told.get("document", "")).first()
    if document is None:
        raise Http404("No such document is held. Open the finding, and reply from there.")
    fault = ""
    if request.method == "POST":
        try:
            made = reply_to(
                _institution(request), request.user, told.get("text", ""), **_place(told)
            )
        except WrongUse as error:
            fault = str(error)
        else:
            return HttpResponseRedirect(reverse("reply-edit", args=[made.number]))
    context = {
        "institutions": request.user.institutions.all(),
        "document": document,
        "told": told,
        "fault": fault,
        "longest": LONGEST_REPLY,
        "this_is_sample": document.is_sample,
        "samples": document.is_sample,
    }
    return render(request, "replies/new.html", context, status=400 if fault else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("reader")
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Correct or withdraw a reply of one's institution; as an editor, publish it."""
    row = with_versions().filter(pk=number).first()
    editor = may(role_of(request), "editor")
    if row is None or not (editor or may_sign(request.user, row.institution)):
        raise Http404("You have no such reply.")
    fault = ""
    if request.method == "POST":
        try:
            _act(request, row)
        except WrongUse as error:
            fault = str(error)
        else:
            return HttpResponseRedirect(reverse("reply-edit", args=[number]))
    context = {
        "reply": row,
        "versions": [view_version(v) for v in row.versions.all()],
        "signs": may_sign(request.user, row.institution),
        "editor": editor,
        "fault": fault,
        "told": request.POST,
        "longest": LONGEST_REPLY,
    }
    return render(request, "replies/edit.html", context, status=400 if fault else 200)


def _act(request: HttpRequest, row: Reply) -> None:
    wanted = request.POST.get("do", "")
    if wanted == "correct":
        correct(row, request.user, request.POST.get("text", ""))
    elif wanted == "withdraw":
        withdraw(row, request.user)
    elif wanted == "publish":
        version = row.versions.filter(n=number_told(request.POST.get("n", ""))).first()
        if version is None:
            raise WrongUse("there is no such version", remedy="open the page again")
        publish(version, request.user)
    else:
        raise WrongUse("nothing was asked for", remedy="choose one of the buttons")


def _public(number: str) -> Any:
    row = with_versions().filter(pk=number).first()
    view = view_reply(row) if row is not None else None
    if view is None:
        raise Http404("No reply is published at this address.")
    return view


def _institution(request: HttpRequest) -> Institution:
    slug = request.POST.get("institution", "")
    found = Institution.objects.filter(Q(slug=slug), members=request.user).first()
    if found is None:
        raise WrongUse(
            "you sign for no such institution", remedy="ask an editor to make you a member"
        )
    return found


def _place(told: Any) -> dict[str, Any]:
    if told.get("finding"):
        return {"document": told.get("document", ""), "finding": told["finding"]}
    paragraph, _, sentence = told.get("place", "").partition(".")
    return {
        "document": told.get("document", ""),
        "paragraph": number_told(paragraph),
        "sentence": number_told(sentence),
    }
