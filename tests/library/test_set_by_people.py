"""What people set, in tables, panels, series and files: over the machine's values, beside them, or left out."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest

from tests.library.deciding import decide, take_back
from tests.library.factories import coding, finding

TEXT = (
    ("prosecution", "The law bans all forms. Courts convicted two traffickers last year."),
    ("protection", "Officials fined some victims. Shelters were open to men and women."),
    ("profile", "Women from Thailand and Laos are sold."),
)
CONVICTED = [
    {
        "n": 2, "n_max": None, "exactness": None, "unit": "persons", "what": "convictions", "period": "current",
        "part_of": None, "compared_with": None,
    }
]  # fmt: skip
COMPARE = "?units=JPN:2017+JPN:2018&variables=prosecution.law"
PANEL = "?variables=prosecution.law,protection.shelter,prevention.hotline"


def record(edition: int = 2018, **more: Any) -> dict[str, Any]:
    return coding(
        edition=edition,
        tier_line=None,
        paragraphs=TEXT,
        findings=[
            finding("prosecution.law", "yes", "The law bans all forms.", level="law"),
            finding(
                "figures.convictions", CONVICTED, "Courts convicted two traffickers last year."
            ),
            finding("protection.victims_penalised", "yes", "Officials fined some victims."),
            finding("profile.origins", ["THA", "LAO"], "Thailand", "Laos"),
        ],
        absences=[],
        **more,
    )


@pytest.fixture
def held(load: Any) -> dict[int, dict[str, Any]]:
    """Two editions of one country."""
    records = {year: record(year) for year in (2017, 2018)}
    load(*records.values(), assessed=False)
    return records


def rows(client: Any, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:300]
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def said(client: Any, edition: str, query: str = "") -> tuple[str, ...]:
    """Return value and what people decided, in the table of a comparison."""
    found = [r for r in rows(client, f"/compare.csv{COMPARE}{query}") if r["edition"] == edition]
    names = ("value", "absence", "set_by_people", "people_value", "machine_value")
    return tuple(found[0][name] for name in names)


def test_a_comparison_has_peoples_value_over_the_machines_or_beside_it_or_not_at_all(
    held: Any, client: Any, page: Any
) -> None:
    assert said(client, "2018") == ("yes", "", "", "", "")
    decide(held[2018], "prosecution.law", "no", "The law bans all forms.", level="law")
    assert said(client, "2018") == ("no", "", "set", "no", "yes")
    assert said(client, "2018", "&people=over") == ("no", "", "set", "no", "yes")
    assert said(client, "2018", "&people=beside") == ("yes", "", "set", "no", "yes")
    assert said(client, "2018", "&people=none") == ("yes", "", "", "", "")
    assert said(client, "2017") == ("yes", "", "", "", ""), "the other edition is as it was"
    text = page(f"/compare/{COMPARE}")
    assert "set by people" in text
    assert "the machine: yes" in text
    assert "people: no" in page(f"/compare/{COMPARE}&people=beside")
    assert "by-people" not in page(f"/compare/{COMPARE}&people=none").partition("people-way")[0]


def test_what_a_person_corrected_keeps_its_words_and_their_place(held: Any, client: Any) -> None:
    chosen = "Courts convicted"
    decide(held[2018], "prosecution.law", "no", chosen, level="law")
    found = next(r for r in rows(client, f"/compare.csv{COMPARE}") if r["edition"] == "2018")
    text = held[2018]["narrative"]["text"]
    assert found["text"] == "Courts convicted two traffickers last year."
    assert text[int(found["start"]) : int(found["end"])] == found["text"]
    assert (found["paragraph"], found["sentence"]) == ("1", "2")


def test_a_silence_that_people_set_has_no_value_and_says_who_set_it(
    held: Any, client: Any, page: Any
) -> None:
    decide(held[2018], "prosecution.law", "not_stated")
    assert said(client, "2018") == ("", "not_stated", "set", "not_stated", "yes")
    decide(held[2017], "prosecution.law", None, level="law")
    assert said(client, "2017") == ("", "not_stated", "set", "nothing", "yes")
    text = page(f"/compare/{COMPARE}")
    assert text.count("the machine: yes") == 2


def test_a_value_where_the_machine_was_silent_is_told_as_peoples(held: Any, client: Any) -> None:
    decide(held[2018], "protection.shelter", "yes", "Shelters were open")
    found = rows(client, f"/panel.csv{PANEL}")
    cells = [(r["edition"], r["prot_shelter"], r["prot_shelter_ppl"]) for r in found]
    assert cells == [("2017", "", "machine"), ("2018", "yes", "set")]
    found = rows(client, f"/panel.csv{PANEL}&people=beside")
    cells = [(r["prot_shelter"], r["prot_shelter_ppl"], r["prot_shelter_pv"]) for r in found]
    assert cells == [("", "machine", ""), ("", "set", "yes")]
    assert "prot_shelter_pv" not in rows(client, f"/panel.csv{PANEL}")[0]
    assert "></a>" not in client.get(f"/panel/{PANEL}&people=beside").content.decode()
    methods = client.get(f"/panel.md{PANEL}").content.decode()
    assert "People who looked at the text set 1 value; columns in _ppl say which" in methods
    methods = client.get(f"/panel.md{PANEL}&people=none").content.decode()
    assert "People who looked" not in methods


def test_people_who_differ_leave_the_machines_value_and_are_told(
    held: Any, client: Any, page: Any
) -> None:
    decide(held[2018], "prosecution.law", "no", "The law bans", level="law")
    decide(held[2018], "prosecution.law", "mixed", "The law bans", level="law", coder="coder-0008")
    value, _, state, people, machine = said(client, "2018")
    assert (value, state, machine) == ("yes", "contested", "yes")
    assert set(people.split(";")) == {"no", "mixed"}
    assert "people differ" in page(f"/panel/{PANEL}")


def test_a_decision_on_another_page_is_stale_in_every_table(
    held: Any, load: Any, client: Any, page: Any
) -> None:
    decide(held[2018], "prosecution.law", "no", "The law bans all forms.", level="law")
    load(record(2017), record(2018, sha256="f" * 64), assessed=False)
    assert said(client, "2018") == ("yes", "", "stale", "no", "yes")
    assert "set before a change" in page(f"/compare/{COMPARE}")
    found = rows(client, f"/panel.csv{PANEL}")
    assert [r["pros_law_ppl"] for r in found] == ["machine", "stale"]


def test_no_page_or_file_tells_who_decided_or_why(held: Any, client: Any) -> None:
    decide(held[2018], "prosecution.law", "no", "The law bans all forms.", level="law")
    addresses = [f"/compare/{COMPARE}", f"/compare.json{COMPARE}", f"/panel.json{PANEL}"]
    addresses += ["/JPN/2017/2018.json", "/JPN/2017/2018/", "/JPN/dossier.json", "/JPN/series.json"]
    for address in addresses:
        text = client.get(address).content.decode()
        assert not re.search("coder-0007|stays at the desk", text), address


def test_the_figures_of_a_country_are_drawn_anew_when_people_decide(
    held: Any, client: Any, page: Any
) -> None:
    def given() -> list[tuple[str, str]]:
        found = rows(client, "/JPN/series.csv")
        return [(r["n"], r["set_by_people"]) for r in found if r["edition"] == "2018"]

    assert given() == [("2", "")]
    assert "by-people" not in page("/JPN/series/")
    more = [{**CONVICTED[0], "n": 3}]
    event = decide(held[2018], "figures.convictions", more, "convicted two traffickers")
    assert given() == [("3", "set")]
    assert 'class="by-people set"' in page("/JPN/series/")
    take_back(held[2018], event)
    assert given() == [("2", "")]
    assert "by-people" not in page("/JPN/series/")


def test_what_changed_between_editions_is_of_what_people_set(
    held: Any, client: Any, page: Any
) -> None:
    page("/JPN/2017/2018/")
    page("/JPN/changes/")
    decide(held[2018], "prosecution.law", "no", "The law bans all forms.", level="law")
    found = [r for r in rows(client, "/JPN/2017/2018.csv") if r["id"] == "prosecution.law"]
    assert [(r["change"], r["value_before"], r["value_after"]) for r in found] == [
        ("changed", "yes", "no")
    ]
    assert [(r["people_before"], r["people_after"]) for r in found] == [("", "set")]
    assert "by-people set" in page("/JPN/2017/2018/")
    found = [
        r for r in rows(client, "/JPN/2017/2018.csv?people=none") if r["id"] == "prosecution.law"
    ]
    assert found == []


def test_a_decision_makes_kept_pages_of_its_country_alone_anew(
    held: Any, load: Any, page: Any
) -> None:
    from tierbook.library.catalogue.models import Derived

    load(*held.values(), record(country="KEN"), assessed=False)
    for address in ("/JPN/series/", "/KEN/series/", "/JPN/", "/KEN/"):
        page(address)

    def kept(code: str) -> dict[str, str]:
        found = Derived.objects.filter(key__contains=code).exclude(key__startswith="mark/")
        return dict(found.values_list("key", "made_by"))

    before = kept("JPN"), kept("KEN")
    decide(held[2018], "prosecution.law", "no", "The law bans all forms.", level="law")
    for address in ("/JPN/series/", "/KEN/series/", "/JPN/", "/KEN/"):
        page(address)
    after = kept("JPN"), kept("KEN")
    assert after[1] == before[1]
    assert after[0].keys() == before[0].keys()
    assert after[0] != before[0]


@pytest.mark.only_on("sqlite")
def test_what_people_set_costs_a_page_one_query(held: Any, client: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for address in (f"/compare/{COMPARE}", f"/panel/{PANEL}", "/JPN/2017/2018/"):
        counts = []
        for way in ("none", "over"):
            asked = f"{address}{'&' if '?' in address else '?'}people={way}"
            client.get(asked)
            with CaptureQueriesContext(connection) as queries:
                client.get(asked)
            counts.append(len(queries))
        assert counts[1] <= counts[0] + 1, (address, counts)
        assert max(counts) <= 12, (address, counts)


def test_why_explains_the_value_that_people_set_with_the_machines_beside_it(
    held: Any, client: Any, page: Any
) -> None:
    name = held[2018]["document"]["id"]
    decide(held[2018], "prosecution.law", "no", "The law bans all forms.", level="law")
    text = page(f"/documents/{name}/why/prosecution.law/")
    assert "set by people, who read these words" in text
    assert "the machine: yes" in text
    assert "at its lasting address" not in text
    assert "at its lasting address" in page(f"/documents/{name}/why/prosecution.law/?people=beside")
    record = client.get(f"/documents/{name}/why/prosecution.law.json").json()
    assert (record["value"], record["decided"][0]["state"]) == ("no", "laid")
    assert record["decided"][0]["machine"][0]["value"] == "yes"
    record = client.get(f"/documents/{name}/why/prosecution.law.json?people=none").json()
    assert (record["value"], record["decided"]) == ("yes", [])


def test_the_id_of_a_value_that_people_set_leads_to_why(held: Any, client: Any) -> None:
    name = held[2018]["document"]["id"]
    decide(held[2018], "prosecution.law", "no", "The law bans all forms.", level="law")
    found = client.get("/api/v1/compare?units=JPN:2018&variables=prosecution.law").json()
    one = found["rows"][0]["cells"][0]["finding"]
    answer = client.get(f"/documents/{name}/findings/{one}/")
    assert answer.status_code == 302
    assert answer["Location"] == f"/documents/{name}/why/prosecution.law/"
    answer = client.get(f"/api/v1/documents/{name}/findings/{one}")
    assert answer.status_code == 404
    assert "/why/VARIABLE" in answer.json()["remedy"]
    assert client.get(f"/documents/{name}/findings/{'0' * 12}/").status_code == 404


def test_the_interface_takes_the_same_switch_and_its_answers_go_stale(
    held: Any, client: Any
) -> None:
    address = "/api/v1/compare?units=JPN:2018&variables=prosecution.law"

    def value(query: str = "") -> tuple[object, ...]:
        cell = client.get(address + query).json()["rows"][0]["cells"][0]
        return cell["value"], cell["set_by_people"]

    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    decide(held[2018], "prosecution.law", "no", "The law bans all forms.", level="law")
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200
    assert [value(), value("&people=beside"), value("&people=none")] == [
        ("no", "set"),
        ("yes", "set"),
        ("yes", None),
    ]
    assert client.get(f"{address}&people=under").status_code == 422


def test_search_finds_texts_by_the_value_that_people_set(
    held: Any, load: Any, client: Any, page: Any
) -> None:
    def editions(value: str) -> list[int]:
        address = f"/api/v1/search?q=law&variable=prosecution.law&value={value}"
        return sorted(hit["edition"] for hit in client.get(address).json()["items"])

    assert (editions("yes"), editions("no")) == ([2017, 2018], [])
    event = decide(held[2018], "prosecution.law", "no", "The law bans all forms.", level="law")
    assert (editions("yes"), editions("no")) == ([2017], [2018])
    take_back(held[2018], event)
    assert (editions("yes"), editions("no")) == ([2017, 2018], [])
    decide(held[2018], "prosecution.law", "mixed", "The law bans all forms.", level="law")
    other = record(2018, title="Another title")
    assert other["document"]["id"] == held[2018]["document"]["id"]
    load(held[2017], other, assessed=False)
    assert editions("mixed") == [2018], "a load keeps it"


def test_the_values_of_a_variable_over_all_texts_take_what_people_set(
    held: Any, client: Any, page: Any
) -> None:
    def values(query: str = "") -> list[tuple[str, ...]]:
        names = ("edition", "value", "absence", "set_by_people", "machine_value")
        found = rows(client, f"/variables/prosecution.law/values.csv{query}")
        return sorted(tuple(row[name] for name in names) for row in found)

    decide(held[2018], "prosecution.law", "no", "The law bans all forms.", level="law")
    decide(held[2017], "prosecution.law", "not_stated")
    assert values() == [("2017", "", "not_stated", "set", "yes"), ("2018", "no", "", "set", "yes")]
    assert values("?people=none") == [("2017", "yes", "", "", ""), ("2018", "yes", "", "", "")]
    assert values("?people=beside") == [
        ("2017", "yes", "", "set", "yes"),
        ("2018", "yes", "", "set", "yes"),
    ]
    text = page("/variables/prosecution.law/")
    assert text.count("set by people") >= 2
    assert f"/documents/{held[2018]['document']['id']}/why/prosecution.law/" in text
    assert 'class="by-people' not in page("/variables/prosecution.law/?people=none")
    decide(held[2018], "protection.shelter", "yes", "Shelters were open")
    found = rows(client, "/variables/protection.shelter/values.csv")
    assert [r["set_by_people"] for r in found if r["value"] == "yes"] == ["set"]


def test_the_page_of_a_country_says_what_people_set(held: Any, page: Any) -> None:
    assert "by-people" not in page("/JPN/")
    decide(held[2018], "prosecution.law", "no", "The law bans all forms.", level="law")
    text = page("/JPN/")
    assert 'class="by-people set"' in text
