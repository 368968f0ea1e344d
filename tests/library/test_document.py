"""The page of a document: metadata, text with marks, notes, tables, silences, assessment, the rules of samples."""

from __future__ import annotations

import re

from tests.library.factories import PARAGRAPHS, coding, finding, rejection


def at(record):
    return f"/documents/{record['document']['id']}/"


def plain(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


def test_metadata_says_what_the_page_says_and_what_it_leaves_out(load, page):
    record = coding()
    load(record)
    text = page(at(record))
    for words in (
        "Refworld",
        "11 June 2003",
        "2003, third of the series",
        "An author, A report (2003)",
    ):
        assert words in text
    assert "the page gives none, and none is filled in" in text
    assert "TVPA 2000" in text
    assert "4 paragraphs, 8 sentences" in text


def test_an_address_is_a_link_only_where_it_is_one(load, page):
    good = coding(address="https://www.refworld.org/x")
    bad = coding(country="THA", address="javascript:alert(1)")
    load(good, bad)
    assert 'href="https://www.refworld.org/x"' in page(at(good))
    assert 'href="javascript' not in page(at(bad))


def test_printed_pages_stand_beside_their_paragraphs(load, page):
    record = coding()
    for row in record["narrative"]["sentences"]:
        row["page"] = "214" if row["paragraph"] < 3 else "PDF page 9"
    load(record)
    text = page(at(record))
    assert text.count("<span>p. 214</span>") == 3
    assert text.count("<span>PDF page 9</span>") == 2


def test_two_tiers_in_one_text_are_both_told(load, page):
    clean, disputed = coding(), coding(country="THA")
    start, end = (disputed["narrative"]["paragraphs"][1][key] for key in ("start", "end"))
    disputed["narrative"]["flags"] = [
        {
            "kind": "tier_conflict",
            "message": "the tier line says Tier 2; a sentence says Tier 3",
            "spans": [{"start": start, "end": end}],
        }
    ]
    load(clean, disputed)
    text = page(at(disputed))
    assert "stated in one place; another says otherwise" in text
    assert re.search(r'href="#p2s\d">the tier line says Tier 2; a sentence says Tier 3', text)
    assert "says otherwise" not in page(at(clean))


def test_paragraphs_and_sentences_have_anchors(load, page):
    record = coding()
    load(record)
    text = page(at(record))
    for anchor in ("p0", "p0s1", "p1", "p1s1", "p1s2", "p4", "p4s2"):
        assert f'id="{anchor}"' in text
    assert len(re.findall(r'id="p\ds\d"', text)) == 9


def test_every_reference_leads_to_a_note_and_every_note_back_to_its_words(load, page):
    record = coding()
    load(record)
    text = page(at(record))
    ids = set(re.findall(r' id="([^"]+)"', text))
    assert len(ids) == len(re.findall(r' id="([^"]+)"', text))
    targets = set(re.findall(r'href="#([^"]+)"', text)) - {"main"}
    assert targets <= ids, targets - ids
    for reference in ("A1", "A2", "B1", "B2", "C1", "C2", "D1"):
        assert f'href="#f-{reference}"' in text
        assert f'id="f-{reference}"' in text
        assert f'href="#e-{reference}"' in text


def test_marks_say_the_pillar_by_letter_and_line(load, page):
    record = coding()
    load(record)
    text = page(at(record))
    assert '<mark class="m-c" id="e-C1">No statute bans trafficking</mark>' in text
    assert '<mark class="m-d" id="e-D1">may grant a short stay</mark>' in text
    assert 'id="k-c" checked' in text


def test_the_whole_text_stands_on_the_page(load, page):
    record = coding()
    load(record)
    text = re.sub(r'<a class="ref.*?</a>', "", page(at(record)))
    for _, words in PARAGRAPHS:
        assert words in plain(text)


def test_text_of_a_page_is_never_markup(load, page):
    nasty = "<script>alert('x')</script> Police & judges met \"often\"."
    record = coding(
        paragraphs=(("profile", nasty),),
        findings=[finding("profile.destination", "yes", "<script>alert", note="<b>bold</b>")],
        title="<img src=x>",
        cite_as="<i>cite</i>",
        notes=["<u>note</u>"],
        tier_line=None,
    )
    load(record, assessed=False)
    for address in (
        at(record),
        "/JPN/",
        "/search/?q=police",
        "/variables/profile.destination/",
        "/",
    ):
        text = page(address)
        for tag in ("<script>alert", "<img src=x>", "<i>cite", "<u>note", "<b>bold"):
            assert tag not in text, (address, tag)
    assert "&lt;script&gt;" in page(at(record))


def test_findings_stand_in_a_table_by_pillar_with_reasons(load, page):
    record = coding()
    load(record)
    text = page(at(record))
    ids = {f["variable"]: f["id"] for f in record["findings"]}
    assert f"/documents/{record['document']['id']}/findings/{ids['prosecution.law']}/" in text
    for words in ("C. Prosecution", "prosecution.law.rule", "[3] s. 1", "untested here"):
        assert words in text
    assert '<li class="odd">possible</li>' in text


def test_silence_is_printed_with_what_was_read(load, page):
    record = coding()
    load(record)
    text = plain(page(at(record)))
    assert "not stated 4 paragraphs read" in text


def test_what_did_not_count_is_there_with_the_reason(load, page):
    absent = {
        "variable": "prevention.demand",
        "value": None,
        "absence": "not_stated",
        "rejected": [rejection("Shelters are scarce", "no act of the government")],
    }
    record = coding(
        absences=[absent],
        rejected=[
            rejection("few went to court", "another court is meant", variable="prosecution.law")
        ],
    )
    load(record)
    text = page(at(record))
    assert "2 places" in text
    assert "no act of the government" in text
    assert "another court is meant" in text
    assert 'href="#p4s2"' in text


def test_the_assessment_shows_judgement_sign_and_references(load, page):
    record = coding()
    load(record)
    text = page(at(record))
    section = text[text.index('id="assessment"') :]
    assert "mixed" in section
    assert "±" in section
    assert 'href="#f-C2"' in section
    assert 'href="#f-C1"' in section
    assert "</span>1 silent</span>" in section
    assert "computed" in section


def test_without_an_assessment_the_page_says_so(load, page):
    record = coding()
    load(record, assessed=False)
    assert "Not assessed." in page(at(record))


def test_many_findings_in_a_short_paragraph_are_folded(load, page):
    words = "Women are brought to Japan and sold for sex"
    many = [finding(f"profile.thing_{n}", "yes", words) for n in range(30)]
    record = coding(findings=many)
    load(record, assessed=False)
    text = page(at(record))
    assert re.search(r"<summary>2\d more</summary>", text)
    assert len(set(re.findall(r'id="f-A(\d+)"', text))) == 30


def test_further_evidence_in_another_paragraph_points_to_the_finding(load, page):
    record = coding(
        findings=[finding("profile.destination", "yes", "brought to Japan", "Shelters are scarce")]
    )
    load(record, assessed=False)
    text = page(at(record))
    assert "also here" in text
    assert 'id="e-A1-2"' in text
    assert text.count('id="f-A1"') == 1


def test_a_unit_shows_the_narrative_first_and_links_the_others(load, page):
    narrative, other = coding(), coding(text_kind="summary", publisher="CIA", tier_line=None)
    load(other, narrative)
    text = page("/JPN/2003/")
    assert f'rel="canonical" href="{at(narrative)}"' in text
    assert f'href="{at(other)}"' in text


def test_a_sample_says_so_and_is_never_a_source(load, page):
    record = coding(
        text_kind="sample", publisher="tierbook sample", address="https://www.state.gov/x"
    )
    load(record)
    text = page(at(record))
    assert "Sample, not a quotation." in text
    assert "data-sample>" in text
    assert "(sample)" in text[: text.index("</title>")]
    assert "https://www.state.gov/x" not in text
    assert "no citation file" in text


def test_a_real_text_has_no_strip(load, page):
    record = coding()
    load(record)
    assert "Sample, not a quotation" not in page(at(record))


def test_a_summary_says_that_its_silence_means_nothing(load, page):
    absent = {
        "variable": "prevention.demand",
        "value": None,
        "absence": "not_in_summary",
        "rejected": [],
    }
    record = coding(text_kind="summary", tier_line=None, text_author="CIA", absences=[absent])
    load(record)
    text = page(at(record))
    assert "silence in it means nothing" in text
    assert "not in the summary" in text


def test_the_record_is_given_as_json(load, client):
    record = coding()
    load(record)
    answer = client.get(f"/documents/{record['document']['id']}.json")
    assert answer.headers["Content-Type"].startswith("application/json")
    given = answer.json()
    assert given["assessment"]["law_version"] == "tvpa2000"
    assert given["findings"] == record["findings"]


def test_the_page_asks_the_database_a_fixed_number_of_times(
    load, client, django_assert_max_num_queries
):
    record = coding()
    load(record, coding(text_kind="summary", publisher="CIA", tier_line=None))
    client.get(
        at(record)
    )  # draws the text and keeps it, and reads the other one to see whether it is a copy
    for address in (at(record), "/JPN/2003/"):
        with django_assert_max_num_queries(5):
            client.get(address)


def test_a_need_stands_in_the_margin_as_a_need_and_not_among_the_findings(load, page):
    absent = {
        "variable": "prevention.demand",
        "value": None,
        "absence": "not_stated",
        "rejected": [rejection("Shelters are scarce", "a need: asked for, not told")],
    }
    record = coding(absences=[absent])
    load(record)
    text = page(at(record))
    assert '<mark class="m-f" id="e-F1">Shelters are scarce</mark>' in text
    assert "A need proves neither yes nor no." in text
    assert "F. Needs" not in text
    assert "7 findings." in text


def test_reasons_give_the_documents_words_in_its_own_voice_and_link_their_place():
    from tierbook.library.reading.templatetags.signs import reason

    drawn = reason("It counts that cases were opened: “Police <b>opened</b> cases.” ([3] s. 2).")
    assert '<span class="words">“Police &lt;b&gt;opened&lt;/b&gt; cases.”</span>' in drawn
    assert '<a href="#p3s2">[3] s. 2</a>' in drawn
