"""What stands around a document: sections, editions and countries beside it, the last edition's text, the keys."""

from __future__ import annotations

import re

from tests.library.factories import coding, finding

LATER = (
    ("profile", "Women are brought to Japan and sold for sex. Most of them are Thai or Filipino."),
    ("standards", "The government falls short of the standards. Its efforts are significant."),
    (
        "prosecution",
        "A statute bans trafficking as such. Police opened cases, but few went to court.",
    ),
    ("prevention", "The ministry ran a campaign on the radio."),
)


def later(**more):
    found = [
        finding("tier.stated", "1", "Japan (Tier 1)"),
        finding("prosecution.law", "yes", "A statute bans trafficking", level="law"),
    ]
    more.setdefault("edition", 2004)
    return coding(tier_line="Japan (Tier 1)", paragraphs=LATER, findings=found, **more)


def at(record):
    return f"/documents/{record['document']['id']}/"


def beside(one, other):
    return f"{at(one)}beside/{other['document']['id']}/"


def test_a_text_says_in_a_line_what_changed_since_the_last_edition_of_its_kind(load, page):
    before, after = coding(), later()
    load(before, after, coding(edition=2002, text_kind="summary", publisher="CIA"))
    text = page(at(after))
    line = text.partition('<p class="since">')[2].partition("</p>")[0]
    assert "Since 2003:" in line
    assert "Moved from Tier 2 to Tier 1" in line
    assert f'href="{beside(after, before)}"' in line
    first = page(at(before))
    assert "no earlier narrative of the country is held" in first
    assert "texts of another kind, as of 2002, are not compared with it" in first


def test_what_changed_is_said_anew_of_a_new_coding_and_the_old_words_are_gone(load, page):
    from tierbook.library.catalogue.models import Derived

    before, after = coding(), later()
    load(before, after)
    assert "Moved from Tier 2 to Tier 1" in page(at(after))
    after["findings"] = [f for f in after["findings"] if f["variable"] != "tier.stated"]
    load(before, after)
    assert "Moved from Tier 2 to Tier 1" not in page(at(after))
    assert Derived.objects.filter(key__startswith="since/").count() == 1


def test_a_sample_is_set_beside_nothing(load, page):
    sample = coding(text_kind="sample", publisher="tierbook sample", edition=2004)
    load(coding(), sample)
    assert "a sample stands in no series" in page(at(sample))


def test_editions_and_countries_before_and_after_are_one_step_away(load, page):
    before, after = coding(), later()
    load(before, after, coding(country="ITA"), coding(country="KAZ"), coding(country="PER"))
    text = page(at(before))
    around = text.partition('<nav class="around"')[2].partition("</nav>")[0]
    assert f'rel="next" href="{at(after)}"' in around
    assert 'rel="prev"' not in around
    assert re.findall(r'href="(/[A-Z]{3}/2003/)"', around) == ["/ITA/2003/", "/KAZ/2003/"]


def test_the_sections_of_a_text_are_listed_and_lead_to_its_paragraphs(load, page):
    record = coding()
    load(record)
    text = page(at(record))
    contents = text.partition('<nav class="contents"')[2].partition("</nav>")[0]
    named = re.findall(r'href="#(p\d)">([^<]+)</a>', contents)
    assert named == [
        ("p0", "Tier line"),
        ("p1", "Profile"),
        ("p2", "Standards"),
        ("p3", "Prosecution"),
        ("p4", "Protection"),
    ]
    for anchor, _ in named:
        assert f'id="{anchor}"' in text


def test_two_editions_stand_beside_each_other_as_whole_texts_with_their_differences_marked(
    load, page
):
    before, after = coding(), later()
    load(before, after)
    text = page(beside(after, before))
    assert text.index("the text of 2003 beside that of 2004") < text.index('class="aligned"')
    rows = text.partition('class="aligned"')[2].partition("</ol>")[0].split("<li>")[1:]
    assert len(rows) == 5
    prosecution = next(row for row in rows if "few went to court" in row)
    assert prosecution.count("few went to court") == 2
    assert re.search(r'<mark class="only">[^<]*No', prosecution)
    assert "no such paragraph in 2003" in next(row for row in rows if "campaign" in row)
    assert "no such paragraph in 2004" in next(row for row in rows if "short stay" in row)


def test_the_earlier_text_first_leads_to_the_one_address(load, client):
    before, after = coding(), later()
    load(before, after)
    answer = client.get(beside(before, after))
    assert (answer.status_code, answer.headers["Location"]) == (301, beside(after, before))


def test_texts_of_unlike_kinds_are_not_set_beside_each_other(load, client):
    before = coding(text_kind="summary", publisher="CIA")
    after = later()
    load(before, after)
    answer = client.get(beside(after, before))
    assert answer.status_code == 404
    text = answer.content.decode()
    assert "Cannot be compared:" in text
    assert 'class="aligned"' not in text


def test_a_paragraph_too_long_to_be_compared_is_said_and_breaks_no_page(load, client, monkeypatch):
    from tierbook.dossier import Changes
    from tierbook.errors import TextTooLong

    def too_long(self):
        raise TextTooLong("the text is too long", why="it has too many words")

    monkeypatch.setattr(Changes, "paragraphs", property(too_long))
    before, after = coding(edition=2005), later(edition=2006)
    load(before, after)
    answer = client.get(beside(after, before))
    assert "a paragraph is too long to be compared" in answer.content.decode()
    assert client.get("/JPN/2005/2006/").status_code == 200


def test_texts_of_two_countries_are_not_found_beside_each_other(load, client):
    paragraphs = (("prevention", "The ministry ran a campaign on the radio."),)
    japan, kenya = coding(), coding(country="KEN", paragraphs=paragraphs, findings=[])
    load(japan, kenya)
    answer = client.get(beside(japan, kenya))
    assert answer.status_code == 404
    assert b"neither two copies of one text nor two editions" in answer.content


def test_single_keys_are_listed_and_can_be_switched_off_and_on(client, db):
    from tierbook.library.reading.views.helping import KEYS

    text = client.get("/help/").content.decode()
    for key in KEYS:
        assert f"<kbd>{key.key}</kbd>" in text
    assert 'data-keys="off"' not in text
    assert client.post("/help/keys/", {"keys": "off"}).headers["Location"] == "/help/"
    assert 'data-keys="off"' in client.get("/").content.decode()
    client.post("/help/keys/", {"keys": "on"})
    assert 'data-keys="off"' not in client.get("/").content.decode()


def test_the_switch_of_keys_is_refused_to_the_form_of_another_site_and_sets_no_cookie_on_readers(
    client, db
):
    away = client.post("/help/keys/", {"keys": "off"}, headers={"Origin": "https://evil.example"})
    assert away.status_code == 403
    assert client.get("/help/keys/").status_code == 405
    assert not client.get("/help/").cookies
