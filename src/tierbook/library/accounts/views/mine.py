"""A person's own page: what is stored about her, what she may change, how she takes it along or away."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tierbook.errors import WrongUse
from tierbook.library.accounts.forms import MineForm
from tierbook.library.accounts.inviting import keep_email
from tierbook.library.accounts.records import export_person, forget_person, kept_about
from tierbook.library.accounts.roles import WHAT_ROLES_DO, acting_role, needs

__all__ = ["delete", "export", "mine", "second_factor"]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("reader")
def mine(request: HttpRequest) -> HttpResponse:
    """Show what is stored about a person; change her name and address."""
    person = request.user
    form = MineForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        keep_email(form.save(), verified=False)
        return HttpResponseRedirect(reverse("account-mine"))
    status = 400 if form.is_bound else 200
    if form.is_bound:
        person.refresh_from_db()
    context = {
        "form": form,
        "kept": kept_about(person),
        "what": WHAT_ROLES_DO[person.role],
        "acts_as": acting_role(person),
    }
    return render(request, "people/mine.html", context, status=status)


@require_safe
@needs("reader")
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Give everything that is stored about a person as JSON lines."""
    response = StreamingHttpResponse(
        export_person(request.user), content_type="application/x-ndjson; charset=utf-8"
    )
    name = f"tierbook-{request.user.username}.jsonl"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@needs("reader")
@reauthentication_required(allow_get=True)
def delete(request: HttpRequest) -> HttpResponse:
    """Delete a person's account when she writes its name."""
    person, fault = request.user, ""
    if request.method == "POST":
        if request.POST.get("username", "").strip() == person.username:
            try:
                forget_person(person._wrapped if hasattr(person, "_wrapped") else person)
            except WrongUse as error:
                fault = f"{error.what}: {error.remedy}"
            else:
                logout(request)
                return HttpResponseRedirect("/")
        else:
            fault = "This is not the name of your account."
    context = {"kept": kept_about(person), "fault": fault}
    return render(request, "people/delete.html", context, status=400 if fault else 200)


@require_safe
@needs("reader")
def second_factor(request: HttpRequest) -> HttpResponse:
    """Say that a duty needs a second factor, and where to set one up."""
    return render(request, "people/second_factor.html", {"acts_as": acting_role(request.user)})
