"""Old addresses lead to our page: `/at/?address=...`, and a work with all its copies. Never to another site."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tierbook.library.catalogue.models import Document
from tierbook.library.reading.values import country_name
from tierbook.library.record.aliases import Named, address_key, named_by
from tierbook.library.record.models import Address, Entry

__all__ = ["at", "work"]

_LONGEST = 2000


def at(request: HttpRequest, address: str | None = None) -> HttpResponse:
    """Lead an address of a publisher, in any of its forms, to the text that stood there; else say what is held.

    Args:
        request: the request; its parameter `address` is read where none is given.
        address: what a reader typed elsewhere.
    """
    request.room = "/search/"  # type: ignore[attr-defined]
    given = (address or request.GET.get("address", "")).strip()[:_LONGEST]
    key = address_key(given) if given else None
    names = _documents(given, key)
    if len(names) == 1:
        return HttpResponseRedirect(reverse("document", args=[names[0]]))
    named = named_by(key) if key else None
    context = {
        "address": given,
        "key": key,
        "states": _rows(names),
        "named": named,
        "named_country": _country(named),
        "held": _held(named),
        "count": Document.objects.count() if not names else 0,
    }
    status = 404 if given and not names else 200
    return render(request, "record/at.html", context, status=status)


def work(request: HttpRequest, work: str) -> HttpResponse:
    """List all copies of a text that are or were held, by publisher."""
    request.room = "/"  # type: ignore[attr-defined]
    held = list(Document.objects.filter(pk__startswith=f"{work}-").order_by("kind_order", "id"))
    known = {d.pk for d in held}
    gone = {
        entry.document: entry
        for entry in Entry.objects.filter(document__startswith=f"{work}-").order_by("number")
        if entry.document not in known
    }
    if not held and not gone:
        raise Http404(
            f"No text of the work {work} is held. A work is named by series, edition and country: tip-2018-jpn."
        )
    first = held[0] if held else None
    unit = next(iter(gone.values())).unit if first is None else {}
    return render(
        request,
        "record/work.html",
        {
            "work": work,
            "country": first.country if first else unit.get("country"),
            "edition": first.edition if first else unit.get("edition"),
            "held": held,
            "gone": sorted(gone.values(), key=lambda entry: entry.document),
            "samples": bool(held) and all(d.is_sample for d in held),
        },
    )


def _documents(given: str, key: str | None) -> list[str]:
    """Return the documents that stand, or stood, at an address; the newest state first."""
    if given and Entry.objects.filter(document=given).exists():
        return [given]
    if key is None:
        return []
    names = sorted(Address.objects.filter(key=key[:400]).values_list("document", flat=True))
    held = sorted(Document.objects.filter(pk__in=names).values_list("pk", flat=True))
    return held or names


def _rows(names: list[str]) -> list[Entry]:
    entries = Entry.objects.filter(document__in=names, kind__in=("published", "returned"))
    return list({entry.document: entry for entry in entries.order_by("date", "document")}.values())


def _held(named: Named | None) -> list[Document]:
    if named is None or named.country is None:
        return []
    rows = Document.objects.filter(country=named.country, edition=named.edition)
    return list(rows.order_by("kind_order", "id"))


def _country(named: Named | None) -> str:
    return country_name(named.country, named.edition) if named and named.country else ""
