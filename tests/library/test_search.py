"""Search as a reader meets it: hits and where they lead, filters, help when nothing is found, files and feeds."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.library.factories import coding, finding
from tierbook.library.catalogue.models import Document
from tierbook.library.catalogue.search import Asked, BadQuery, asked_from, find, query_string
from tierbook.library.catalogue.search.helping import advise, in_the_countries_named

FEES = (
    ("profile", "Agents charge high fees. The debts of workers grow. They cannot leave."),
    ("prosecution", "Police arrested two brokers. A court fined them."),
    ("recommendations", "Stop agents from charging fees that end in debt bondage."),
)


def fees(country="THA", edition=2018, **more):
    found = [
        finding("profile.forms", ["debt_bondage", "forced_labor"], "debts of workers"),
        finding("prosecution.law", "no", "arrested two brokers"),
    ]
    return coding(country=country, edition=edition, paragraphs=FEES, findings=found, **more)


def state(text):
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(text)).split())


def test_a_hit_leads_to_the_sentence_with_the_words_marked_and_says_what_rests_on_it(load, page):
    record = fees()
    load(record)
    text = page("/search/?q=debt+workers")
    name = record["document"]["id"]
    assert f'href="/documents/{name}/#p1s2"' in text
    assert "The <mark>debts</mark> of <mark>workers</mark> grow." in text
    assert f"/findings/{name}/" in text or f"/documents/{name}/findings/" in text
    assert 'id="p1s2"' in page(f"/documents/{name}/")


def test_a_sentence_that_leans_back_is_shown_with_the_one_before(load):
    load(fees())
    hit = find(Asked("leave")).hits[0]
    assert hit.snippet == "The debts of workers grow. They cannot leave."
    assert hit.snippet[hit.begins :] == "They cannot leave."
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["leave"]


def test_all_words_must_stand_in_one_paragraph(load):
    load(fees())
    assert find(Asked("fees debts")).total == 2
    assert find(Asked("debts brokers")).total == 0
    assert find(Asked("debts OR brokers", thesaurus=False)).total == 3


def test_filters_of_one_facet_are_joined_by_or_and_facets_by_and(load):
    load(fees("THA", 2018), fees("THA", 2010), fees("JPN", 2018), fees("KEN", 2003))
    assert find(Asked("brokers", {"country": ("THA", "JPN")})).total == 3
    assert find(Asked("brokers", {"country": ("THA", "JPN"), "edition": ("2018",)})).total == 2
    assert find(Asked("brokers", {"country": ("Thailand",), "edition": ("2003-2010",)})).total == 1
    assert find(Asked("brokers country:Japan")).total == 1
    assert find(Asked("", {"form": ("debt_bondage",)})).total == 4
    assert find(Asked("", {"variable": ("prosecution.law",), "value": ("no",)})).total == 4
    assert find(Asked("", {"variable": ("prosecution.law",), "value": ("yes",)})).total == 0


def test_a_filter_on_what_is_coded_shows_the_sentence_that_proves_it(load):
    load(fees())
    hit = find(Asked("", {"form": ("debt_bondage",)})).hits[0]
    assert (hit.paragraph, hit.sentence) == (1, 2)
    assert hit.finding.variable == "profile.forms"


@pytest.mark.parametrize(
    ("facet", "value"),
    [("country", "Narnia"), ("edition", "1850"), ("tier", "9"), ("pillar", "x"), ("value", "x=y")],
)
def test_a_value_that_no_facet_has_is_refused_with_what_to_do(load, page, facet, value):
    load(fees())
    with pytest.raises(BadQuery) as caught:
        find(Asked("fees", {facet: (value,)}))
    assert value in caught.value.what
    assert caught.value.remedy
    assert value in unescape(page(f"/search/?q=fees&{facet}={value}"))


def test_the_page_says_what_narrows_it_and_each_part_can_be_taken_out(load, page):
    load(fees("THA", 2018), fees("JPN", 2018), fees("JPN", 2010))
    text = page("/search/?q=fees&country=JPN&country=THA&edition=2018")
    shown = state(text)
    assert "edition 2018" in shown
    assert "country Japan or Thailand" in shown
    assert 'href="?q=fees&amp;edition=2018"' in text
    assert 'href="?q=fees&amp;country=JPN&amp;edition=2018"' in text  # takes Thailand out
    assert "4 paragraphs in 2 texts" in shown
    assert "Read as fees" in shown


def test_editions_beside_the_chosen_one_show_what_they_would_add(load):
    load(fees("THA", 2018), fees("JPN", 2010))
    found = find(Asked("brokers", {"edition": ("2018",)}))
    assert [(value, n) for value, _, n in found.facets["edition"]] == [("2018", 1), ("2010", 1)]
    assert [(value, n) for value, _, n in found.facets["country"]] == [("THA", 1)]


def test_what_the_thesaurus_added_is_named_and_one_link_switches_it_off(load, page):
    load(coding(paragraphs=(("profile", "Bonded labor is common."),), findings=[]))
    text = page("/search/?q=debt+bondage")
    assert "Also searched for" in text
    assert 'href="/search/thesaurus/debt-bondage/"' in text
    assert 'href="?q=debt+bondage&amp;exact=1"' in text
    assert find(Asked("debt bondage", thesaurus=False)).total == 0
    assert "The thesaurus is off" in page("/search/?q=debt+bondage&exact=1")
    assert find(Asked('"debt bondage"')).total == 0
    assert "22 USC 7102(7)" in page("/search/thesaurus/debt-bondage/")


def test_a_query_that_cannot_be_read_is_mended_said_and_undone(load, page):
    load(fees())
    text = page('/search/?q="high fees')
    shown = state(text)
    assert "A quotation mark is open" in shown
    assert 'was read as "high fees" : 1 paragraph' in shown
    assert 'href="?q=high+fees"' in text


def test_nothing_found_tells_which_word_no_text_has_and_what_is_written_almost_so(load, page):
    load(fees())
    shown = state(page("/search/?q=fees+brokrs"))
    assert "No text has the word brokrs. Written almost so: brokers." in shown
    assert "Without brokrs : 2 paragraphs" in shown
    assert "not evidence that it does not occur" in shown


def test_nothing_found_tells_which_filter_to_take_out_and_what_is_held(load, page):
    load(fees("THA", 2018), coding(country="JPN"))
    shown = state(page("/search/?q=brokers&country=JPN"))
    assert "Without country: Japan : 1 paragraph" in shown
    assert "Held for Japan : 2003" in shown


def test_no_name_is_ever_suggested(load):
    load(coding(paragraphs=(("profile", "A court convicted Hagiwari of it."),), findings=[]))
    asked = Asked("hagiwara", thesaurus=False)
    words = " ".join(row.words for row in advise(asked, find(asked)))
    assert "hagiwari" not in words
    assert "No text has the word hagiwara." in words


def test_a_country_among_the_words_is_offered_as_a_filter(load):
    load(fees("THA"), fees("JPN"))
    rows = in_the_countries_named(Asked("thailand brokers"))
    assert [(row.asked.text, row.asked.filters, row.total) for row in rows] == [
        ("brokers", {"country": ("THA",)}, 1)
    ]


def test_the_newest_edition_and_the_newest_page_come_first_where_asked(load):
    load(fees("THA", 2010), fees("JPN", 2018), fees("KEN", 2003, accessed="2020-05-01"))
    Document.objects.filter(country="THA").update(acquired=dt.date(2019, 1, 1))
    Document.objects.filter(country="JPN").update(acquired=dt.date(2018, 1, 1))
    load(fees("FJI", 2001))  # the index changes, so the days are read again

    def order(sort):
        return [hit.document.country for hit in find(Asked("brokers", sort=sort)).hits]

    assert order("edition") == ["JPN", "THA", "KEN", "FJI"]
    assert order("acquired")[0] == "FJI"


def test_a_page_is_acquired_on_the_day_it_was_taken_else_on_the_day_it_came_in(load, tmp_path):
    taken, came = fees("THA", captured="2017-03-02"), fees("JPN")
    load(taken, came)
    days = dict(Document.objects.values_list("country", "acquired"))
    assert days == {"THA": dt.date(2017, 3, 2), "JPN": timezone.localdate()}


def test_a_change_of_a_text_changes_what_is_found(load):
    record = fees()
    load(record)
    assert find(Asked("brokers")).total == 1
    changed = fees()
    changed["document"]["id"] = record["document"]["id"]
    old, new = "brokers", "dealers"
    changed["narrative"]["text"] = changed["narrative"]["text"].replace(old, new)
    changed["findings"] = []
    load(changed)
    assert find(Asked("brokers")).total == 0
    assert find(Asked("dealers")).total == 1
    assert find(Asked("dealers")).facets["variable"] == []


def test_parameters_of_an_address_are_those_of_the_search():
    asked = asked_from(
        {"q": " debt  bondage ", "country": ["JPN", "THA"], "exact": "1", "sort": "edition"}
    )
    assert asked == Asked("debt bondage", {"country": ("JPN", "THA")}, "all", False, "edition")
    assert query_string(asked) == "q=debt+bondage&country=JPN&country=THA&exact=1&sort=edition"
    assert asked_from({"q": "x", "scope": "titles"}).scope == "titles"
    for wrong in ({"sort": "newest"}, {"scope": "x"}, {"exact": "yes"}, {"q": "x" * 700}):
        with pytest.raises(BadQuery):
            asked_from(wrong)


def test_the_list_can_be_taken_away_as_csv_and_json(load, client):
    load(fees("THA"), fees("NOR", text_kind="sample", publisher="tierbook sample"))
    answer = b"".join(client.get("/search.csv?q=brokers").streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(answer)))
    assert [(row["country"], row["sample"]) for row in rows] == [("THA", "false"), ("NOR", "true")]
    assert rows[0]["snippet"] == "Police arrested two brokers."
    assert rows[0]["permalink"].endswith("/#p2s1")
    record = json.loads(client.get("/search.json?q=brokers&country=THA").content)
    assert [item["sentence"] for item in record["items"]] == [1]
    refused = client.get('/search.csv?q="x')
    assert 400 <= refused.status_code < 500
    assert b"quotation mark is open" in refused.content


def test_the_list_can_be_taken_away_as_ris_and_a_sample_is_no_source(load, client):
    load(fees("THA"), fees("NOR", text_kind="sample", publisher="tierbook sample"))
    text = client.get("/search.ris?q=brokers").content.decode()
    assert text.count("TY  - ") == text.count("ER  - ") == 1
    assert "Thailand" in text
    assert "#p2s1" in text


def test_any_search_is_a_feed_with_the_newest_acquired_first(load, client):
    load(fees("THA", captured="2017-03-02"), fees("JPN", captured="2019-03-02"))
    answer = client.get("/search.atom?q=brokers")
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert text.index("Japan 2018") < text.index("Thailand 2018")
    assert "<updated>2019-03-02" in text
    again = client.get("/search.atom?q=brokers", headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert client.get("/search.atom?q=(").status_code == 400


def upload(client, content, **more):
    file = SimpleUploadedFile("queries.csv", content)
    return client.post("/search/batch/", {"file": file, "form": "csv", **more})


def test_a_file_of_queries_gives_a_file_of_hits_with_errors_by_line(load, client):
    load(fees("THA"), fees("JPN"))
    content = b'id,query,country\na,brokers,JPN;THA\nb,"""open",\nc,"police, court",JPN\nd,zebra,\n'
    answer = upload(client, content)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(r["line"], r["id"], r["total"], r["country"]) for r in rows] == [
        ("2", "a", "2", "JPN"), ("2", "a", "2", "THA"), ("3", "b", "", ""), ("4", "c", "1", "JPN"), ("5", "d", "0", ""),
    ]  # fmt: skip
    assert "quotation mark is open" in rows[2]["error"]
    assert rows[3]["text"].startswith("Police arrested")
    assert "csrftoken" not in answer.cookies


def test_a_list_of_queries_without_a_header_is_asked_line_by_line(load, client):
    load(fees())
    answer = client.post("/search/batch/", {"queries": "brokers\n\nfees debts\n(x", "form": "page"})
    shown = state(answer.content.decode())
    assert "1 brokers 1 1" in shown
    assert "3 fees debts 2 1" in shown
    assert "4 (x Not understood" in shown


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no query"),
        (b"query\n", "no query"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b"query,colour\nx,y\n", "colour"),
        (b"query,query\nx,y\n", "twice"),
        (b"x\n" * 501, "501 queries, more than 500"),
        (b"x" * 1_000_001, "1,000,001 bytes, more than 1,000,000"),
    ],
)
def test_a_file_that_is_no_list_of_queries_is_refused_with_the_reason(db, client, content, words):
    answer = upload(client, content)
    assert answer.status_code == 400
    assert words in state(answer.content.decode())


@pytest.mark.parametrize(
    "address", ["/search/language/", "/search/thesaurus/", "/search/batch/", "/search/"]
)
def test_every_page_of_search_is_there_without_any_text(db, page, address):
    assert "<h1" in page(address)


def test_a_page_number_beyond_the_last_leads_back(load, page):
    load(fees())
    assert "beyond the last hit" in page("/search/?q=brokers&page=9")


def test_a_search_asks_a_fixed_number_of_questions(load, client, django_assert_max_num_queries):
    load(*(fees(country) for country in ("THA", "JPN", "KEN", "FJI", "NOR", "PER")))
    client.get("/search/?q=brokers+police")
    with django_assert_max_num_queries(12):
        client.get("/search/?q=brokers+police")


def test_words_that_stand_side_by_side_as_typed_come_first(load):
    apart = "Protection grew. A witness spoke. The protection of the witness and protection by a witness failed."
    beside = "The country has no witness protection."
    load(
        coding(country="JPN", paragraphs=(("profile", apart),), findings=[]),
        coding(
            country="THA",
            paragraphs=(("profile", f"A witness wants protection. {beside}"),),
            findings=[],
        ),
    )
    hits = find(Asked("witness protection")).hits
    assert [hit.document.country for hit in hits] == ["THA", "JPN"]
    assert hits[0].snippet == beside


def test_small_words_are_not_marked_where_there_are_others(load):
    load(fees())
    hit = find(Asked("the debts of workers")).hits[0]
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["debts", "workers"]


def test_a_word_for_two_peoples_adds_neither_country(load):
    load(coding(paragraphs=(("profile", "South Korean agents came."),), findings=[]))
    assert find(Asked("north korean agents")).total == 0
