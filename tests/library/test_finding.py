"""The page of one finding: question, words in context, reasons, how to cite it."""

from __future__ import annotations

from tests.library.factories import coding, finding, rejection


def at(record, variable):
    found = next(f for f in record["findings"] if f["variable"] == variable)
    return f"/documents/{record['document']['id']}/findings/{found['id']}/"


def test_the_words_stand_in_their_paragraph_with_the_sentence_set_off(load, page):
    record = coding()
    load(record)
    text = page(at(record, "prosecution.prosecuted"))
    assert "No statute bans trafficking as such." in text
    assert '<span class="s">Police opened cases, but <mark' in text
    assert "[3] s. 2" in text


def test_who_when_and_whether_are_said_in_words(load, page):
    record = coding()
    load(record)
    text = page(at(record, "protection.residency"))
    for words in (
        "this government",
        "the period that the edition covers",
        "possible",
        "untested here",
    ):
        assert words in text
    assert "1, 2, 3, 4" in text
    assert "rules/1" in text


def test_what_else_was_nominated_is_shown_in_whole_sentences(load, page):
    record = coding(
        rejected=[rejection("few went", "too weak a word", variable="prosecution.law")],
    )
    load(record)
    text = page(at(record, "prosecution.law"))
    assert "too weak a word" in text
    assert "Police opened cases, but <mark" in text


def test_the_criteria_that_use_it_are_named_with_the_side(load, page):
    record = coding()
    load(record)
    text = page(at(record, "prosecution.law"))
    assert "prosecution.vigorous" in text
    assert "<b>against</b>" in text
    assert "No criterion uses it" in page(at(record, "profile.origins"))


def test_the_citation_says_paragraph_as_counted_on_the_page_sentence_and_opening_words(load, page):
    record = coding()
    load(record)
    text = page(at(record, "prosecution.prosecuted"))
    assert "An author, A report (2003); paragraph 3 of the text, sentence 2" in text
    assert "beginning “Police opened cases, but few went …”" in text
    assert "(paragraph numbering added)." in text


def test_other_levels_of_the_same_question_are_linked(load, page):
    record = coding(
        findings=[
            finding("protection.residency", "yes", "may grant a short stay", level="law"),
            finding(
                "protection.residency", "yes", "seldom do so", level="practice", quality="weak"
            ),
        ]
    )
    load(record, assessed=False)
    text = page(at(record, "protection.residency"))
    assert "Same question, same text" in text
    assert "practice" in text


def test_a_finding_that_is_not_there_is_not_found(load, client):
    record = coding()
    load(record)
    for ending in ("/", ".json"):
        assert (
            client.get(f"/documents/{record['document']['id']}/findings/0000{ending}").status_code
            == 404
        )


def test_the_finding_is_given_as_json(load, client):
    record = coding()
    load(record)
    given = client.get(at(record, "prosecution.law").rstrip("/") + ".json").json()
    assert given["finding"]["variable"] == "prosecution.law"
    assert given["document"]["id"] == record["document"]["id"]
    assert given["versions"] == record["versions"]


def test_a_fixed_number_of_queries(load, client, django_assert_max_num_queries):
    record = coding()
    load(record)
    with django_assert_max_num_queries(10):
        client.get(at(record, "prosecution.law"))
