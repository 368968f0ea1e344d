"""A person's saved searches: named, run, watched by a feed at a private address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tierbook.errors import WrongUse
from tierbook.library.accounts.alerting import look_at, news_of, open_alert, params_of, save_search
from tierbook.library.accounts.models import SavedSearch
from tierbook.library.accounts.roles import needs
from tierbook.library.catalogue.search import BadQuery
from tierbook.library.operating.address import site_of

__all__ = ["new", "one", "run", "searches"]


@require_safe
@needs("reader")
def searches(request: HttpRequest) -> HttpResponse:
    """List the searches of a person with what is new in each."""
    rows = [(row, news_of(row)) for row in request.user.searches.all()]
    return render(request, "searches/searches.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("reader")
def new(request: HttpRequest) -> HttpResponse:
    """Name the search that an address asks for, and keep it."""
    given = request.POST.get("params", "") if request.method == "POST" else request.GET.urlencode()
    fault, params = "", ""
    try:
        params = params_of(QueryDict(given))
        if request.method == "POST":
            save_search(request.user, request.POST.get("name", ""), QueryDict(params))
            return HttpResponseRedirect(reverse("searches"))
    except WrongUse as error:
        fault = f"{error.what}: {error.remedy}"
    context = {
        "params": params,
        "words": QueryDict(params).get("q", "") if params else "",
        "filters": [
            (name, value)
            for name, values in QueryDict(params).lists()
            for value in values
            if name != "q"
        ],
        "fault": fault,
    }
    return render(request, "searches/new.html", context, status=400 if fault else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("reader")
def one(request: HttpRequest, search_id: int) -> HttpResponse:
    """Rename or delete a search; open or close its feed."""
    row = _own(request, search_id)
    if request.method == "POST":
        if _act(request, row):
            return HttpResponseRedirect(reverse("saved-search", args=[row.pk]))
        return HttpResponseRedirect(reverse("searches"))
    address = f"{site_of(request)}{reverse('alert', args=[row.token])}" if row.token else ""
    context = {"row": row, "news": news_of(row), "address": address}
    return render(request, "searches/one.html", context)


@require_POST
@needs("reader")
def run(request: HttpRequest, search_id: int) -> HttpResponse:
    """Note that the person looks, and lead to the results, the newest acquired first where something is new."""
    row = _own(request, search_id)
    newly = news_of(row).count > 0
    try:
        look_at(row)
    except BadQuery:
        newly = False  # the page of the search says what it does not understand
    told = QueryDict(row.params, mutable=True)
    if newly:
        told["sort"] = "acquired"
    return HttpResponseRedirect(f"{reverse('search')}?{told.urlencode()}")


def _own(request: HttpRequest, search_id: int) -> SavedSearch:
    row = request.user.searches.filter(pk=search_id).first()
    if row is None:
        raise Http404("You keep no such search.")
    return row


def _act(request: HttpRequest, row: SavedSearch) -> bool:
    """Do what the form asks for; tells whether the search is still there."""
    wanted = request.POST.get("do", "")
    if wanted == "delete":
        row.delete()
        return False
    if wanted in {"open", "close"}:
        open_alert(row, wanted=wanted == "open")
    elif wanted == "name":
        row.name = " ".join(request.POST.get("name", "").split())[:120] or row.name
        row.save(update_fields=["name"])
    return True
