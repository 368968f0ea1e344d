"""How many queries a page makes: few, and as many for a large library as for a small one."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.library.factories import coding
from tierbook.library.preparing import prepare_pages

MOST = 12
COUNTRIES = "KEN GHA TGO BEN NER MLI SEN GMB".split()
KINDS = (
    "/", "/countries/", "/editions/2018/", "/JPN/", "/JPN/2018/", "/documents/{id}/", "/documents/{id}.json",
    "/documents/{id}/findings/{finding}/", "/variables/", "/variables/prosecution.law/", "/digest/", "/digest/2018/",
    "/recommendations/", "/JPN/recommendations/", "/flows/2018/", "/JPN/series/", "/JPN/indices/", "/JPN/changes/",
    "/JPN/2017/2018/", "/compare/", "/compare/?units=JPN:2018&units=KEN:2018", "/panel/", "/search/?q=statute",
    "/clock/", "/clock/2018/", "/law/2018/", "/charts/", "/charts/map/2018/", "/packs/", "/packs/advocacy/JPN/",
    "/method/", "/help/", "/errata/", "/releases/",
)  # fmt: skip


@pytest.fixture
def library(load: Any) -> Any:
    first = [coding(edition=year) for year in (2017, 2018)]
    load(*first, assessed=False)
    return load, first


def count(client: Any, address: str, record: dict[str, Any]) -> int:
    address = address.format(id=record["document"]["id"], finding=record["findings"][0]["id"])
    client.get(address)  # what a first visit makes is kept
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code in (200, 302), f"{address}: {answer.status_code}"
    return len(queries)


@pytest.mark.only_on("sqlite")
def test_a_page_makes_few_queries_and_as_many_when_the_library_has_grown(library: Any, client: Any):
    load, first = library
    prepare_pages()
    small = {kind: count(client, kind, first[1]) for kind in KINDS}
    more = (coding(country=code, edition=year) for code in COUNTRIES for year in (2016, 2017, 2018))
    load(*more, assessed=False)
    prepare_pages()
    large = {kind: count(client, kind, first[1]) for kind in KINDS}
    assert {kind: n for kind, n in large.items() if n > MOST} == {}
    assert {k: (small[k], n) for k, n in large.items() if n != small[k]} == {}


def test_pieces_of_pages_are_escaped_as_django_escapes_them():
    from django.utils import html
    from django.utils.safestring import mark_safe

    from tierbook.library.reading import markup

    for values in (("<b>", 1), (mark_safe("<b>"), None), ("\"'&", 2.5), ("“é”", mark_safe(""))):
        ours = markup.format_html("<i a='{}'>{}</i>", *values)
        assert ours == html.format_html("<i a='{}'>{}</i>", *values)
        assert markup.format_html("{}", ours) == ours, "what is HTML stays as it is"
        rows = [values, values]
        for between in (" & ", mark_safe("<br>")):
            for template in ("{}", "{}-{}"):
                ours = markup.format_html_join(between, template, rows)
                assert ours == html.format_html_join(between, template, rows)
        assert markup.escaped(values[0]) == html.conditional_escape(values[0])
