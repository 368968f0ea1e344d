"""A plain view beside the library's own: ten queries of the ORM, a template that loops to a number of bytes.

It is the address list that `bench.library` serves, and prints nothing of its own.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine, Template
from django.urls import include, path

TEMPLATE = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body>
{% for p in rows %}<p id="p{{ p.number }}"><a href="#p{{ p.number }}">{{ p.number }}</a> {{ p.text }}</p>
{% for link in p.links %}<a href="/x/{{ link.n }}/" title="{{ link.name }}">{{ link.name }}</a> {% endfor %}{% endfor %}
</body></html>"""
_TEXT = "A sentence of a paragraph that says what was done & what was <not> done in the year. "
_LINKS, _SENTENCES, _QUERIES, _OBJECTS = 3, 31, 10, 16
_drawn: dict[str, Template] = {}


def plain(request: HttpRequest, size: int) -> HttpResponse:
    """Answer with as many bytes as are asked for: 3,000 a paragraph with three links, as in the floor."""
    from tierbook.library.catalogue.models import Finding

    found: list[Any] = []
    for n in range(_QUERIES):
        found += list(Finding.objects.order_by("pk").filter(pk__gt=n * 100)[:_OBJECTS])
    rows = [
        {
            "number": n,
            "text": _TEXT * _SENTENCES,
            "links": [{"n": k, "name": found[k % len(found)].variable} for k in range(_LINKS)],
        }
        for n in range(max(1, size // 3000))
    ]
    if "plain" not in _drawn:
        _drawn["plain"] = Engine().from_string(TEMPLATE)
    return HttpResponse(_drawn["plain"].render(Context({"rows": rows, "title": "plain"})))


urlpatterns = [path("plain/<int:size>/", plain), path("", include("tierbook.library.urls"))]
