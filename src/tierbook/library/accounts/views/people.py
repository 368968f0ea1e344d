"""Who has an account: for admins; and the page that an invitation leads to."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tierbook.errors import WrongUse
from tierbook.library.accounts.forms import InviteForm, NewPasswordForm
from tierbook.library.accounts.inviting import (
    add_person,
    change_role,
    disable_person,
    drop_factors,
    end_sessions,
    invited_by,
    link_for,
)
from tierbook.library.accounts.models import Person
from tierbook.library.accounts.roles import ROLES, WHAT_ROLES_DO, needs
from tierbook.library.operating.address import site_of
from tierbook.library.screening.people import allow_screening, leave_of, revoke_screening

__all__ = ["invitation", "one", "people"]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("admin")
def people(request: HttpRequest) -> HttpResponse:
    """List everybody; invite a person and show her link this once."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    invited, fault = None, ""
    if request.method == "POST":
        if form.is_valid():
            told = form.cleaned_data
            try:
                invited = add_person(
                    told["username"], told["role"], name=told["name"], email=told["email"]
                )
            except WrongUse as error:
                fault = f"{error.what}: {error.remedy}"
        else:
            fault = "; ".join(e for errors in form.errors.values() for e in errors)
    context = {
        "everybody": Person.objects.order_by("username"),
        "invited": invited,
        "link": link_for(invited, site_of(request)) if invited else "",
        "fault": fault,
        "roles": WHAT_ROLES_DO.items(),
        "asked": request.POST if fault else {},
    }
    return render(request, "people/people.html", context, status=400 if fault else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("admin")
def one(request: HttpRequest, username: str) -> HttpResponse:
    """Change a person's role, shut her out, end her sessions, make her a new link, let her screen."""
    somebody = Person.objects.filter(username=username).first()
    if somebody is None:
        raise Http404(f"There is no account {username}.")
    fault, link = "", ""
    if request.method == "POST":
        try:
            link = _act(request, somebody)
        except WrongUse as error:
            fault = f"{error.what}: {error.remedy}"
        if not link and not fault:
            if somebody.pk == request.user.pk:
                return HttpResponseRedirect("/")
            return HttpResponseRedirect(reverse("account-person", args=[username]))
        somebody.refresh_from_db()
    context = {
        "somebody": somebody,
        "roles": ROLES,
        "fault": fault,
        "link": link,
        "leave": leave_of(somebody),
    }
    return render(request, "people/person.html", context, status=400 if fault else 200)


def _act(request: HttpRequest, somebody: Person) -> str:
    """Do what the form asks for; returns a link where one was asked for."""
    wanted = request.POST.get("do", "")
    if wanted == "role":
        change_role(somebody, request.POST.get("role", ""))
    elif wanted in {"disable", "enable"}:
        disable_person(somebody, active=wanted == "enable")
    elif wanted == "sessions":
        end_sessions(somebody)
    elif wanted == "factors":
        drop_factors(somebody)
    elif wanted == "allow-screening":
        allow_screening(somebody, by=request.user.pseudonym)
    elif wanted == "revoke-screening":
        revoke_screening(somebody, by=request.user.pseudonym)
    elif wanted == "link":
        return link_for(somebody, site_of(request))
    else:
        raise WrongUse("nothing was asked for", remedy="choose one of the buttons")
    return ""


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, who: str, token: str) -> HttpResponse:
    """Let an invited person set her password."""
    person = invited_by(who, token)
    if person is None:
        return render(request, "people/invitation_over.html", status=410)
    form = NewPasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        end_sessions(person)
        return HttpResponseRedirect(reverse("account_login"))
    context = {"form": form, "invited": person, "what": WHAT_ROLES_DO[person.role]}
    return render(request, "people/invitation.html", context, status=400 if form.is_bound else 200)
