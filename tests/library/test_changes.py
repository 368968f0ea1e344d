"""Pages on what changed: editions pair by pair, and two beside each other with the words of both."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.dossier.changes.test_editions import EARLIER, LATER
from tests.dossier.making import hold


def records(kind="narrative"):
    return [
        dict(hold(f"KEN:{y}", text, kind).record) for y, text in ((2017, EARLIER), (2018, LATER))
    ]


@pytest.fixture
def kenya(load):
    """Two narratives of Kenya, a summary of the year after, and a text of another country."""
    ugandan = EARLIER.replace("KENYA", "UGANDA").replace("Kenya", "Uganda")
    summary = hold("KEN:2019", LATER, "summary")
    load(*records(), dict(summary.record), dict(hold("UGA:2018", ugandan).record), assessed=False)


def test_a_country_shows_each_pair_with_its_words_and_what_cannot_be_compared(kenya, page):
    text = page("/KEN/changes/")
    assert "Convictions fell from 36 to 12" in text
    assert "Courts convicted 36 traffickers" in text
    assert "Cannot be compared." in text
    assert '<a href="/KEN/2017/2018/">' in text


def test_two_editions_are_told_in_words_before_tables_and_paragraphs(kenya, page):
    text = page("/KEN/2017/2018/")
    order = [
        text.index(f'id="{part}"')
        for part in ("short", "figures", "values", "sentences", "paragraphs")
    ]
    assert order == sorted(order)
    assert "First national plan of action" in text
    document = hold("KEN:2018", LATER).document
    assert f'href="/documents/{document}/#p' in text


def test_the_page_marks_words_that_the_other_text_lacks_and_stock(kenya, page):
    text = page("/KEN/2017/2018/")
    assert '<mark class="only">12</mark>' in text
    assert "Stock: also in the texts of 1 other country." in text


def test_words_of_a_text_are_escaped(load, page):
    later = LATER.replace("labor inspectors", "labor <b>inspectors</b>")
    load(
        dict(hold("KEN:2017", EARLIER).record), dict(hold("KEN:2018", later).record), assessed=False
    )
    text = page("/KEN/2017/2018/")
    assert "<b>inspectors" not in text
    assert "&lt;b&gt;inspectors" in text


def test_two_editions_are_given_as_json_and_csv(kenya, client):
    record = json.loads(client.get("/KEN/2017/2018.json").content)
    assert record["paragraphs"]
    assert record["headline"][0]["quotes"]
    rows = list(csv.DictReader(io.StringIO(client.get("/KEN/2017/2018.csv").content.decode())))
    assert {row["part"] for row in rows} >= {"variable", "figure", "sentence"}


def test_the_later_edition_first_leads_to_their_order_and_the_form_to_the_page(kenya, client):
    assert client.get("/KEN/2018/2017/").headers["Location"] == "/KEN/2017/2018/"
    asked = client.get("/KEN/changes/?one=2018&other=2017")
    assert asked.headers["Location"] == "/KEN/2017/2018/"


def test_unlike_kinds_are_refused_by_name_and_have_no_tables(kenya, page):
    text = page("/KEN/2018/2019/")
    assert "Cannot be compared." in text
    assert 'id="values"' not in text


@pytest.mark.parametrize(
    "address",
    ["/KEN/2016/2018/", "/KEN/2017/2017/", "/NOR/changes/", "/QQQ/changes/", "/KEN/2016/2018.csv"],
)
def test_what_is_not_held_is_not_found(kenya, client, address):
    assert client.get(address).status_code == 404


def test_a_single_edition_has_nothing_to_be_compared_with(kenya, page):
    assert "Only the edition of 2018 is held" in page("/UGA/changes/")


def test_pages_of_samples_say_so_first(load, page):
    load(*records("sample"), assessed=False)
    text = page("/KEN/2017/2018/")
    assert text.index("Sample, not a quotation") < text.index("In short")
