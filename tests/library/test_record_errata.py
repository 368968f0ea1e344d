"""Errata: every published value that changed, and nothing else."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.library.factories import coding, default_findings, finding
from tests.library.histories import (
    ID,
    NEXT,
    address,
    first,
    law,
    made,
    silent,
    without,
)
from tierbook.errors import WrongUse
from tierbook.library.record.asking import errata_asked
from tierbook.library.record.models import Erratum

ATOM = "{http://www.w3.org/2005/Atom}"


def change(load, **more):
    """Load two codings, the second with another value on the law; return both."""
    old = first(**more)
    new = made(law("yes", "Police opened cases"), versions=NEXT, **more)
    load(old)
    load(new)
    return old, new


def test_a_changed_value_is_listed_with_the_words_of_both_and_the_reason(load, page):
    old, new = change(load)
    text = page("/errata/")
    for words in (
        "Japan 2003",
        "No statute bans trafficking as such.",
        "Police opened cases, but few went to court.",
        "changed from 1 to 2",
        "changed from tierbook 0.1.0 to 0.2.0",
        f'href="{address(old, "prosecution.law")}/"',
        f'href="{address(new, "prosecution.law")}/"',
    ):
        assert words in text, words


def test_each_erratum_has_an_address(load, page, client):
    change(load)
    slug = Erratum.objects.get().slug
    text = page(f"/errata/{slug}/")
    assert "no (law) became yes (law)" in text
    told = client.get(f"/errata/{slug}.json").json()
    assert (told["was"]["value"], told["is"]["value"]) == ("no", "yes")
    assert told["erratum"].endswith(f"/errata/{slug}/")
    assert client.get("/errata/0000000000000000/").status_code == 404


def test_a_quality_that_changed_is_an_erratum_although_the_value_is_the_same(load, page):
    load(first())
    load(
        made(
            law("no", "No statute bans trafficking", certainty="alleged"),
            versions=NEXT,
        )
    )
    erratum = Erratum.objects.get()
    assert erratum.kind == "reading"
    assert "alleged" in page(f"/errata/{erratum.slug}/")


def test_a_value_that_fell_silent_and_a_silence_that_spoke_are_errata(load, page):
    old = silent(first(), "prevention.hotline")
    load(old)
    new = silent(made(without("prosecution.law"), versions=NEXT), "prosecution.law")
    spoken = made(
        [*without("prosecution.law"), finding("prevention.hotline", "yes", "Shelters are scarce")]
    )
    new["findings"] = spoken["findings"]
    load(new)
    kinds = dict(Erratum.objects.values_list("variable", "kind"))
    assert kinds == {"prosecution.law": "withdrawn", "prevention.hotline": "found"}
    assert page("/errata/").count("not stated") >= 2


def test_a_new_question_a_new_document_and_a_new_edition_are_no_errata(load):
    load(first())
    new = made(
        [*default_findings(), finding("prevention.hotline", "yes", "Shelters are scarce")],
        versions=NEXT,
    )
    load(new, coding(country="THA"), coding(edition=2004, tier_line="Japan (Tier 1)"))
    assert Erratum.objects.count() == 0


def test_a_removed_document_is_one_erratum_not_one_for_each_value(load, page, tmp_path: Path):
    load(first())
    (tmp_path / "corpus" / "codings" / f"{ID}.json").unlink()
    load()
    erratum = Erratum.objects.get()
    assert (erratum.kind, erratum.was["values"]) == ("removed", len(default_findings()))
    assert "7 values became not held" in page(f"/errata/{erratum.slug}/")
    assert "7 values" in page("/errata/")


def test_a_document_that_got_another_id_is_no_erratum_and_its_address_leads_on(
    load, client, tmp_path: Path
):
    old = first(id="tip-x-jpn-refworld-0a1b2c3d", edition=None)
    load(old)
    path = address(old, "prosecution.law")
    before = client.get(f"{path}.json").content
    (tmp_path / "corpus" / "codings" / "tip-x-jpn-refworld-0a1b2c3d.json").unlink()
    new = first()
    load(new)
    assert Erratum.objects.count() == 0
    answer = client.get("/documents/tip-x-jpn-refworld-0a1b2c3d/")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/documents/{ID}/")
    assert client.get(f"{path}.json").content == before
    assert client.get(f"{path}/standing.json").json()["newer"] == [
        f"{address(new, 'prosecution.law')}/"
    ]


def test_a_value_that_changed_because_the_edition_became_known_says_so(load, page, tmp_path: Path):
    load(first(id="tip-x-jpn-refworld-0a1b2c3d", edition=None))
    (tmp_path / "corpus" / "codings" / "tip-x-jpn-refworld-0a1b2c3d.json").unlink()
    load(made(law("yes", "No statute bans trafficking")))
    erratum = Erratum.objects.get()
    assert [reason["what"] for reason in erratum.reasons] == ["id", "about"]
    text = page(f"/errata/{erratum.slug}/")
    assert "The edition of the text became known: 2003." in text
    assert "No version changed" not in text


def test_a_country_that_was_corrected_and_one_that_is_lost_are_told_apart() -> None:
    from tierbook.library.record.reasons_in_words import reasons_in_words

    told = [
        {"what": "about", "field": "country", "was": "KEN", "now": "TZA"},
        {"what": "about", "field": "text_kind", "was": "narrative", "now": None},
    ]
    words = [reason.words for reason in reasons_in_words(told, "prosecution.law")]
    assert words[0].startswith("The country of the text was corrected from KEN to TZA.")
    assert words[1].startswith("The kind of the text is not known any more")


def test_the_codebooks_change_says_what_changed_in_the_variable(load, page, monkeypatch):
    from dataclasses import replace

    from tierbook.codebook import load_codebook
    from tierbook.library.record import books

    book = load_codebook()
    load(first())
    asked = replace(
        book.variables["prosecution.law"], question="Does a law name trafficking as a crime?"
    )
    changed = replace(book, version="2", variables={**book.variables, asked.id: asked})
    monkeypatch.setattr(books, "codebook", lambda: changed)
    new = made(law("yes", "Police opened cases"), versions={**NEXT, "codebook": "tip/2"})
    load(new)
    text = page(f"/errata/{Erratum.objects.get().slug}/")
    assert "changed from tip/1 to tip/2, and with it what this variable asks for" in text
    assert "Does a law name trafficking as a crime?" in text
    assert book.variables["prosecution.law"].question in text
    old = page(f"{address(first(), 'prosecution.law')}/")
    assert book.variables["prosecution.law"].rule in old


def test_the_changelog_of_cues_is_quoted(load, page, monkeypatch):
    from tierbook.library.record import changelog

    rows = (
        changelog.Version("cues", "1", "The first cues.", ()),
        changelog.Version("cues", "2", "A case opened shows a law.", ("prosecution.law",)),
    )
    monkeypatch.setattr(changelog, "_versions", lambda: rows)
    change(load)
    text = page(f"/errata/{Erratum.objects.get().slug}/")
    assert "2: A case opened shows a law." in text
    assert "The first cues." not in text


def test_filters_narrow_the_list_the_feed_and_the_files_alike(load, client, page):
    change(load)
    change(load, country="THA", id="tip-2003-tha-refworld-0a1b2c3d")
    assert page("/errata/?country=THA").count('<article class="erratum"') == 1
    assert (
        page("/errata/?country=Thailand&edition=2003&variable=prosecution.law&kind=value").count(
            '<article class="erratum"'
        )
        == 1
    )
    assert page("/errata/?edition=2018").count('<article class="erratum"') == 0
    assert len(client.get("/errata.json?country=THA").json()["errata"]) == 1
    rows = list(csv.DictReader(io.StringIO(client.get("/errata.csv?country=THA").content.decode())))
    assert [(r["country"], r["was"], r["is"]) for r in rows] == [("THA", "no", "yes")]
    assert rows[0]["was_words"] == "No statute bans trafficking as such."
    feed = ElementTree.fromstring(client.get("/errata.atom?country=THA").content)
    assert len(feed.findall(f"{ATOM}entry")) == 1
    assert feed.find(f"{ATOM}entry/{ATOM}title").text.startswith("Thailand 2003")


def test_dates_narrow_the_list(load, page):
    change(load)
    day = Erratum.objects.get().date
    later = (day + timedelta(days=1)).date().isoformat()
    assert page(f"/errata/?since={day.date()}&until={day.date()}").count('class="erratum"') == 1
    assert page("/errata/?until=9999-12-31").count('class="erratum"') >= 1
    assert page(f"/errata/?since={later}").count('class="erratum"') == 0


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("country=Atlantis", "no country 'Atlantis'"),
        ("edition=none", "no edition 'none'"),
        ("variable=prosecution.lawx", "perhaps prosecution.law"),
        ("kind=odd", "write one of value"),
        ("since=yesterday", "write a day"),
    ],
)
def test_a_bad_filter_is_named_with_the_remedy(load, client, query, words):
    change(load)
    for path in ("/errata/", "/errata.csv", "/errata.atom"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 400
        assert words in answer.content.decode().replace("&#x27;", "'"), path


def test_pages_of_the_list_keep_the_filters(load, page, monkeypatch):
    from tierbook.library.record.views import errata

    monkeypatch.setattr(errata, "_ON_A_PAGE", 1)
    change(load)
    change(load, edition=2004, id="tip-2004-jpn-refworld-00000002")
    text = page("/errata/?country=JPN")
    assert 'href="?country=JPN&amp;page=2"' in text
    assert "page 2 of 2" in page("/errata/?country=JPN&page=2")


def test_a_library_without_errata_says_so(load, page, client):
    load(first())
    assert "No published value has changed" in page("/errata/")
    feed = ElementTree.fromstring(client.get("/errata.atom").content)
    assert feed.findall(f"{ATOM}entry") == []


def test_errata_of_a_sample_are_marked(load, page):
    change(load, text_kind="sample", publisher="tierbook sample")
    assert "(sample)" in page(f"/errata/{Erratum.objects.get().slug}/")
    assert "sample" in page("/errata/")


def test_a_list_asks_a_fixed_number_of_queries(load, client, django_assert_max_num_queries):
    for n in range(6):
        change(load, edition=2003 + n, id=f"tip-{2003 + n}-jpn-refworld-00000002")
    with django_assert_max_num_queries(9):
        client.get("/errata/")


def test_asking_takes_names_and_codes(db):
    assert errata_asked({"country": "jpn"}).country == "JPN"
    assert errata_asked({"country": "Japan"}).query() == "country=JPN"
    with pytest.raises(WrongUse):
        errata_asked({"edition": "18"})


def test_the_feed_goes_on_with_older_errata(load, client, monkeypatch):
    from tierbook.library.record.views import errata as views

    for n in range(2):
        change(load, edition=2003 + n, id=f"tip-{2003 + n}-jpn-refworld-00000002")
    monkeypatch.setattr(views, "_IN_A_FEED", Erratum.objects.count() - 1)
    feeds = [
        ElementTree.fromstring(client.get(f"/errata.atom{query}").content)
        for query in ("?country=JPN", "?country=JPN&page=2")
    ]
    links = [{x.get("rel"): x.get("href") for x in f.findall(f"{ATOM}link")} for f in feeds]
    assert (
        links[0]["next"] == links[1]["self"] == "http://testserver/errata.atom?country=JPN&page=2"
    )
    assert links[1]["previous"] == links[0]["self"] == "http://testserver/errata.atom?country=JPN"
    assert "next" not in links[1]
    ids = [x.text for f in feeds for x in f.findall(f"{ATOM}entry/{ATOM}id")]
    assert len(ids) == len(set(ids)) == Erratum.objects.count()
