"""Lists, filters, pages, fields, formats, and conditions of the interface."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from tests.library.factories import coding, finding

Ask = Callable[..., Any]
JAPAN = "tip-2018-jpn-sample-f4a0320b"


def _ids(page: Any) -> list[str]:
    return [item["id"] for item in page["items"]]


def _walk(give: Ask, address: str) -> list[str]:
    found: list[str] = []
    page = give(address)
    while True:
        found += _ids(page)
        if page["next"] is None:
            return found
        page = give(page["next"].partition("/api/v1")[2])


def test_a_list_is_given_page_by_page_and_each_row_once(give: Ask) -> None:
    whole = _ids(give("/documents"))
    assert len(whole) == 6
    assert _walk(give, "/documents?limit=2") == whole
    rows = give("/findings?limit=500")
    assert rows["total"] == len(rows["items"]) > 100
    assert _walk(give, "/findings?limit=37") == _ids(rows)


def test_rows_that_come_in_between_neither_repeat_nor_hide_others(give: Ask, load: Any) -> None:
    first = give("/documents?limit=3")
    seen = _ids(first)
    from django.db.models import F

    from tierbook.library.catalogue.models import Document

    row = Document.objects.get(pk=seen[1])
    row.pk = "tip-2001-aaa-added-00000000"
    row.save(force_insert=True)
    rest = _walk(give, first["next"].partition("/api/v1")[2])
    assert not set(seen) & set(rest)
    assert len(seen) + len(rest) == 6
    assert Document.objects.filter(pk=F("pk")).count() == 7


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("country=JPN", 3), ("country=JPN,THA", 4), ("country=JPN&country=THA", 4), ("edition=2018", 3),
        ("edition_from=2004&edition_to=2017", 1), ("tier=1", 1), ("kind=narrative", 0), ("kind=sample", 6),
        ("region=East Asia and the Pacific", 4), ("region=Africa&country=JPN", 0), ("publisher=nobody", 0),
        ("country=JPN&edition=2003", 1),
    ],
)  # fmt: skip
def test_filters_choose_documents(give: Ask, query: str, expected: int) -> None:
    from tierbook.library.catalogue.models import Document

    page = give(f"/documents?{query}")
    assert page["total"] == len(page["items"])
    assert page["total"] == expected, list(Document.objects.values_list("id", "stated_tier"))


@pytest.fixture
def findings(load: Any, settings: Any) -> None:
    """Two documents whose findings are known."""
    settings.TIERBOOK_API_LIMIT = 0
    edges = [{"from": "THA", "to": "JPN", "forms": ["sex_trafficking"], "victims": ["women"]}]
    load(
        coding(),
        coding(
            country="NOR",
            text_kind="summary",
            tier_line=None,
            findings=[
                finding("flows.edges", edges, "Thai"),
                finding(
                    "protection.residency",
                    "yes",
                    "may grant a short stay",
                    level="practice",
                    place="abroad",
                ),
            ],
        ),
    )


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("variable=tier.stated", ["tier.stated"]),
        ("value=THA", ["flows.edges", "profile.origins"]),
        ("value=THA&variable=profile.origins", ["profile.origins"]),
        ("value=no", ["prosecution.law"]),
        ("value=sex_trafficking", ["flows.edges"]),
        ("value=forms", []),
        ("value=victims", []),
        ("level=practice&kind=summary", ["protection.residency"]),
        ("place=abroad", ["protection.residency"]),
        ("pillar=prosecution", ["prosecution.law", "prosecution.prosecuted"]),
        ("coder=nobody", []),
        ("country=NOR&coder=rules/1", ["flows.edges", "protection.residency"]),
        ("edition=2004", []),
    ],
)  # fmt: skip
def test_filters_choose_findings(
    client: Any, findings: None, query: str, variables: list[str]
) -> None:
    rows = client.get(f"/api/v1/findings?{query}").json()["items"]
    assert sorted(row["variable"] for row in rows) == variables


def test_a_finding_has_its_whole_sentence_and_leads_to_it(give: Ask, page: Any) -> None:
    row = give(f"/documents/{JAPAN}/findings?variable=tier.stated")["items"][0]
    assert row["sample"] is True
    assert row["quote"] == "JAPAN: TIER 1"
    whole = give(row["links"]["self"].partition("/api/v1")[2])
    assert whole["finding"]["id"] == row["id"]
    assert page(row["links"]["page"].partition("library.example")[2])
    anchor = row["links"]["sentence"].partition("#")[2]
    assert f'id="{anchor}"' in page(f"/documents/{JAPAN}/")


def test_every_link_of_a_document_leads_somewhere(give: Ask, client: Any) -> None:
    row = give("/documents?limit=1")["items"][0]
    for name, link in row["links"].items():
        address = link.removeprefix("https://library.example")
        assert client.get(address).status_code == 200, name


def test_the_words_of_a_text_are_those_of_its_offsets(give: Ask) -> None:
    text = give(f"/documents/{JAPAN}/coding?fields=narrative")["narrative"]["text"]
    given = give(f"/documents/{JAPAN}/text")
    sentences = [s for p in given["paragraphs"] for s in p["sentences"]]
    assert len(sentences) > 20
    assert all(text[s["start"] : s["end"]] == s["text"] for s in sentences)


def test_silence_names_the_paragraphs_that_were_read(give: Ask) -> None:
    rows = give(f"/documents/{JAPAN}/absences")["items"]
    silent = [row for row in rows if row["absence"] in ("not_stated", "not_in_summary")]
    assert silent
    assert all(row["read"] for row in silent)
    assert not {row["absence"] for row in rows} & {"no", "0", None}


def test_fields_give_those_alone(give: Ask) -> None:
    assert give("/documents?fields=id,edition&limit=1")["items"][0].keys() == {"id", "edition"}
    assert give(f"/documents/{JAPAN}?fields=id,sample") == {"id": JAPAN, "sample": True}


@pytest.mark.parametrize("way", ["format", "accept"])
def test_a_table_has_every_row_of_the_list(ask: Ask, give: Ask, way: str) -> None:
    rows = give("/findings?limit=500")["items"]
    response = (
        ask("/findings?format=csv") if way == "format" else ask("/findings", Accept="text/csv")
    )
    assert response["Content-Type"].startswith("text/csv")
    table = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert [row["id"] for row in table] == [row["id"] for row in rows]
    assert table[0]["quote"] == rows[0]["quote"]
    assert table[0]["sample"] == "true"


def test_a_table_keeps_to_its_limit_and_its_columns(ask: Ask) -> None:
    response = ask("/findings?format=csv&limit=3&fields=id,variable")
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert lines[0] == "id,variable"
    assert len(lines) == 4


def test_a_table_is_sent_as_it_is_read(ask: Ask) -> None:
    parts = list(ask("/findings?format=csv").streaming_content)
    assert len(parts) > 1


def test_a_cell_is_no_formula_of_a_spreadsheet() -> None:
    from tierbook.library.reading.downloads import csv_lines

    rows = [{"a": "=1+1", "b": -3}, {"a": ["x", "y"], "b": None}, {"a": ["=x", "y"], "b": True}]
    assert "".join(csv_lines(["a", "b"], rows)) == "a,b\n'=1+1,-3\nx;y,\n'=x;y,true\n"


def test_the_tables_of_pages_write_cells_as_the_interface_does() -> None:
    from tierbook.library.reading.downloads import csv_download

    rows = [{"a": "=1+1", "b": False, "more": 1}, {"a": {"n": 2}, "b": None}]
    assert csv_download(["a", "b"], rows, "x.csv").content == b'a,b\n\'=1+1,false\n"{""n"":2}",\n'


@pytest.mark.parametrize(
    ("accept", "gives"),
    [
        ("*/*", "application/json"), ("application/json", "application/json"), ("text/*", "text/csv"),
        ("text/csv;q=0.5, application/json", "application/json"), ("text/html, */*;q=0.1", "application/json"),
        ("application/json;q=0, text/csv", "text/csv"),
    ],
)  # fmt: skip
def test_what_is_accepted_decides_the_format(ask: Ask, accept: str, gives: str) -> None:
    response = ask("/documents", Accept=accept)
    assert response["Content-Type"].startswith(gives)
    assert response["Vary"] == "Accept"


@pytest.mark.parametrize(
    "address", ["/documents", f"/documents/{JAPAN}", "/countries/JPN", "/law/2018", "/variables"]
)
def test_what_has_not_changed_is_not_sent_again(ask: Ask, address: str) -> None:
    first = ask(address)
    again = ask(address, If_None_Match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert ask(address, If_None_Match='"another"').status_code == 200


def test_an_answer_that_rests_on_all_that_is_held_has_a_date(ask: Ask) -> None:
    first = ask("/documents")
    assert ask("/documents", If_Modified_Since=first["Last-Modified"]).status_code == 304
    assert ask("/documents", If_Modified_Since="Mon, 01 Jan 2001 00:00:00 GMT").status_code == 200
    assert "Last-Modified" not in ask(f"/documents/{JAPAN}")


def test_what_is_loaded_changes_the_validators_of_what_rests_on_it(ask: Ask, load: Any) -> None:
    every, one = ask("/documents")["ETag"], ask(f"/documents/{JAPAN}")["ETag"]
    from django.db import connection

    from tierbook.library.catalogue.derived import touch_derived
    from tierbook.library.catalogue.models import Document

    Document.objects.filter(country="THA").update(digest="other")
    touch_derived({"THA"}, {})
    assert connection.vendor
    assert ask("/documents")["ETag"] != every
    assert ask(f"/documents/{JAPAN}")["ETag"] == one


def test_formats_and_fields_have_validators_of_their_own(ask: Ask) -> None:
    tags = {
        ask(a)["ETag"]
        for a in (
            "/documents",
            "/documents?fields=id",
            "/documents?format=csv",
            "/documents?limit=2",
        )
    }
    assert len(tags) == 4


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/", 4), ("/documents", 3), ("/documents?limit=2", 3), ("/findings", 3), ("/findings?value=THA", 3),
        (f"/documents/{JAPAN}", 3), (f"/documents/{JAPAN}/text", 3), (f"/documents/{JAPAN}/findings", 3),
        (f"/documents/{JAPAN}/absences", 3), (f"/documents/{JAPAN}/assessment", 3), (f"/documents/{JAPAN}/coding", 3),
        (f"/documents/{JAPAN}/why/tier.stated", 5), ("/variables", 3), ("/variables/tier.stated", 3),
        ("/countries", 2), ("/countries/JPN", 3), ("/countries/JPN/ledger", 3), ("/countries/JPN/series", 4),
        ("/countries/JPN/indices", 2), ("/countries/JPN/clock", 2), ("/countries/JPN/placements", 2),
        ("/countries/JPN/changes", 3), ("/countries/JPN/changes/2017/2018", 4), ("/editions", 2), ("/editions/2018", 2),
        ("/digests/2018", 2), ("/flows/2018", 2), ("/recommendations", 2), ("/compare?units=JPN:2017,JPN:2018", 4),
        ("/panel?variables=tier.stated", 4), ("/law", 1), ("/law/2018", 1), ("/versions", 2), ("/accuracy", 1),
    ],
)  # fmt: skip
def test_an_operation_asks_the_database_a_fixed_number_of_times(
    ask: Ask, django_assert_max_num_queries: Any, address: str, most: int
) -> None:
    assert (
        ask(address).status_code == 200
    )  # what is worked out of all texts is made on the first visit
    with django_assert_max_num_queries(most):
        response = ask(address)
    assert response.status_code == 200


def test_no_answer_gives_a_computed_tier_unless_the_library_shows_it(
    give: Ask, settings: Any
) -> None:
    record = give(f"/documents/{JAPAN}/assessment")
    assert record["computed_tier"] is None
    assert record["computed"] is None
