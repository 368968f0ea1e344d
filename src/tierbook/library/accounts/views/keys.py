"""Keys for programs: make one, see it once, end it."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tierbook.errors import WrongUse
from tierbook.library.accounts.forms import KeyForm
from tierbook.library.accounts.keys import SCOPES, make_key
from tierbook.library.accounts.roles import needs

__all__ = ["keys", "revoke"]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("reader")
@reauthentication_required(allow_get=True)
def keys(request: HttpRequest) -> HttpResponse:
    """List a person's keys; make a new one and show it this once."""
    made, secret, fault, status = None, "", "", 200
    if request.method == "POST":
        form = KeyForm(request.POST)
        if form.is_valid():
            try:
                made, secret = make_key(request.user, **form.cleaned_data)
            except WrongUse as error:
                fault = f"{error.what}: {error.remedy}"
        else:
            fault = "A key needs a name, and at least one of: read, write."
        status = 400 if fault else 200
    context = {
        "keys": request.user.keys.all(),
        "made": made,
        "secret": secret,
        "fault": fault,
        "scopes": SCOPES,
    }
    return render(request, "people/keys.html", context, status=status)


@require_POST
@needs("reader")
def revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    """End one of a person's keys."""
    key = request.user.keys.filter(pk=key_id).first()
    if key is None:
        raise Http404("You have no such key.")
    key.revoke()
    return HttpResponseRedirect(reverse("account-keys"))
