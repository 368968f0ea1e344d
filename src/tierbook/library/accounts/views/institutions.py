"""Institutions and their members: kept by editors."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from tierbook.errors import WrongUse
from tierbook.library.accounts.inviting import find_person
from tierbook.library.accounts.models import Institution
from tierbook.library.accounts.roles import needs

__all__ = ["institutions", "one"]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("editor")
def institutions(request: HttpRequest) -> HttpResponse:
    """List institutions; add one."""
    fault = ""
    if request.method == "POST":
        try:
            made = _add(request.POST.get("name", ""), request.POST.get("kind", ""))
        except WrongUse as error:
            fault = str(error)
        else:
            return HttpResponseRedirect(reverse("institution", args=[made.slug]))
    context = {
        "everybody": Institution.objects.prefetch_related("members"),
        "kinds": Institution.KINDS.items(),
        "fault": fault,
        "told": request.POST,
    }
    return render(request, "replies/institutions.html", context, status=400 if fault else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("editor")
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """Add and remove members; say whether replies are published as they are signed."""
    found = Institution.objects.filter(slug=slug).first()
    if found is None:
        raise Http404("There is no such institution.")
    fault = ""
    if request.method == "POST":
        try:
            _act(found, request.POST)
        except WrongUse as error:
            fault = str(error)
        else:
            return HttpResponseRedirect(reverse("institution", args=[slug]))
    context = {"institution": found, "members": found.members.order_by("username"), "fault": fault}
    return render(request, "replies/institution.html", context, status=400 if fault else 200)


def _add(name: str, kind: str) -> Institution:
    name = " ".join(name.split())[:160]
    slug = slugify(name)[:60]
    if not slug:
        raise WrongUse("an institution needs a name with letters in it", remedy="write it")
    if kind not in Institution.KINDS:
        raise WrongUse(
            f"there is no kind {kind!r}", remedy=f"choose from {', '.join(Institution.KINDS)}"
        )
    if Institution.objects.filter(slug=slug).exists():
        raise WrongUse(f"there is {name!r} already, or a name much like it", remedy="open it")
    return Institution.objects.create(slug=slug, name=name, kind=kind)


def _act(found: Institution, told: dict[str, str]) -> None:
    wanted = told.get("do", "")
    if wanted == "add":
        found.members.add(find_person(told.get("username", "").strip()))
    elif wanted == "remove":
        found.members.remove(find_person(told.get("username", "")))
    elif wanted in {"trust", "distrust"}:
        found.trusted = wanted == "trust"
        found.save(update_fields=["trusted"])
    else:
        raise WrongUse("nothing was asked for", remedy="choose one of the buttons")
