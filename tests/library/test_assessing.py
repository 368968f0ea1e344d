"""The assessment on the page of a document, from a record as the engine makes it."""

import re

import pytest

from tests.library.factories import KENYA, coding, engine_record


def section(text, name):
    return text.partition(f'id="{name}"')[2].partition("</section>")[0]


def item(text, criterion):
    return text.partition(f'<li id="c-{criterion}">')[2].partition("</li>")[0]


@pytest.fixture(scope="module")
def kenya():
    return engine_record(KENYA, country="KEN", edition=2018)


@pytest.fixture
def text(load, page, kenya):
    return load_and_fetch(load, page, kenya)


def load_and_fetch(load, page, records):
    record, judged = records
    load(record, judged={record["document"]["id"]: judged})
    return page(f"/documents/{record['document']['id']}/")


def test_a_judgement_tells_its_leaning_and_the_measure_of_each_side(text):
    found = item(text, "prosecution.incarceration")
    assert "<b>mixed</b>" in found
    assert "leans to no side" in found
    assert re.search(r"For: \d findings? in \d sentences?", found)
    assert re.search(r"Against: \d findings? in \d sentences?", found)
    assert 'href="/law/entries/prosecution.incarceration/"' in found
    assert re.search(r'href="#f-C\d+"', found)


def test_the_gist_stands_open_and_the_words_are_folded(text):
    found = item(text, "demand.commercial_sex")
    gist, _, folded = found.partition("<details>")
    assert "Against the government it counts that no steps were taken against demand." in gist
    assert "“" not in gist
    assert '<span class="words">“' in folded
    assert re.search(r'<a href="#p\d+s\d+">\[\d+\] s\. \d+</a>', folded)


def test_a_presumption_of_the_statute_is_named(text):
    found = item(text, "complicity.officials")
    assert "by presumption of the statute" in found
    assert "The statute presumes a lack of vigor" in found


def test_a_standard_that_is_summed_up_points_to_its_criteria(text):
    assert "Judged by its criteria, below" in item(text, "std.serious_sustained")


def test_what_the_text_is_plainly_silent_on_stands_together_with_what_was_read(text):
    silence = section(text, "assessment").partition('<div class="silence">')[2]
    assert "Silence is not a failure" in silence
    assert 'id="c-cooperation.extradition"' in silence
    assert '<li id="c-cooperation.extradition">' not in text


def test_what_the_law_does_not_ask_stands_apart_and_is_counted_nowhere(text):
    assessed = section(text, "assessment")
    apart = assessed.partition('id="not-asked"')[2]
    assert "Not yet asked" in apart
    assert "/law/entries/complicity.enable/" in apart
    assert "Asked from the edition of 2019 on" in apart
    assert "complicity.enable" not in assessed.partition('id="not-asked"')[0]


def test_a_contradiction_has_its_kind_and_both_quotes_linked(text):
    found = section(text, "assessment").partition('id="contradictions"')[2].partition("</ol>")[0]
    assert "Both cannot be right" in found
    assert '<a href="#p0s1">tier line</a>' in found
    assert "<blockquote>KENYA: Tier 2 Watch List</blockquote>" in found
    assert '<a href="/KEN/#tiers">official placements</a>' in found
    assert "2017: Tier 2, 2018: Tier 2" in found


def test_every_place_of_a_contradiction_leads_to_a_sentence_of_the_page(text):
    found = section(text, "assessment").partition('id="contradictions"')[2].partition("</ol>")[0]
    links = re.findall(r'href="#([^"]+)"', found)
    assert links
    for link in links:
        assert f'id="{link}"' in text


def test_the_clock_of_the_edition_stands_beside_what_the_text_says(text):
    found = section(text, "clock")
    tier = found.partition("<td>Tier</td>")[2].partition("</tr>")[0]
    assert "Tier 2 Watch List (" in tier
    assert '<td data-h="clock">Tier 2</td>' in tier
    years = found.partition("<td>Years on the Watch List</td>")[2].partition("</tr>")[0]
    assert "2 years" in years
    assert "not on the list; 0 years" in years


def test_a_sample_is_held_against_no_clock(load, page):
    record = coding(text_kind="sample", publisher="tierbook sample")
    load(record)
    assert "A sample is no source" in page(f"/documents/{record['document']['id']}/")


def test_off_by_default_no_computed_tier_is_in_page_or_json(load, page, client, kenya):
    text = load_and_fetch(load, page, kenya)
    assert (
        "No computed tier is shown: on narratives held out it did not beat the last tier known before."
        in text
    )
    assert 'href="/method/#computed"' in text
    assert 'class="computed"' not in text
    given = client.get(f"/documents/{kenya[0]['document']['id']}.json").json()["assessment"]
    assert given["computed"] is None
    assert given["computed_tier"] is None
    assert "score card" not in given["computed_note"]


def test_turned_on_it_begins_with_what_it_is_and_carries_its_record_and_card(
    load, page, client, kenya, settings
):
    settings.TIERBOOK_SHOW_COMPUTED = True
    text = load_and_fetch(load, page, kenya)
    block = text.partition('<div class="computed"')[2].partition("</div>")[0]
    words = re.sub(r"<[^>]+>", "", block.partition(">")[2])
    assert words.startswith("Computed, unofficial:")
    assert "is what the published text alone would suggest" in words
    assert words.index("Its record:") < words.index("Score card")
    assert "on 110 narratives of 2018, each held out" in words
    assert re.search(r"which was not read for this, is (another one|the same): Tier 2 Watch List", words)
    assert "ts-2" not in block
    assert "omputed" not in text.partition("</title>")[0]
    given = client.get(f"/documents/{kenya[0]['document']['id']}.json").json()["assessment"]
    assert given["computed"]["tier"] == given["computed_tier"]


def test_turned_on_over_a_corpus_without_it_the_page_says_so(load, page, kenya, settings):
    settings.TIERBOOK_SHOW_COMPUTED = True
    record, judged = kenya
    without = {**judged, "computed": None, "computed_tier": None}
    text = load_and_fetch(load, page, (record, without))
    assert "the corpus was filled without it" in text


def test_a_summary_has_no_computed_tier_whatever_the_setting_and_the_corpus_say(
    load, page, kenya, settings
):
    settings.TIERBOOK_SHOW_COMPUTED = True
    record, judged = kenya
    summary = {**record, "document": {**record["document"], "text_kind": "summary"}}
    note = "No tier is computed for a summary, because what it leaves out cannot be weighed."
    text = load_and_fetch(load, page, (summary, {**judged, "computed_note": note}))
    assert note in text
    assert 'class="computed"' not in text


def test_nothing_is_assessed_again_on_a_request(load, page, kenya, monkeypatch):
    import tierbook.standards.judging as judging

    def never(*_args, **_more):
        raise AssertionError("a page judged again")

    monkeypatch.setattr(judging, "_assess", never)
    assert "Assessment by criterion" in load_and_fetch(load, page, kenya)


def test_the_method_page_takes_its_figures_from_the_packaged_record(db, page):
    from tierbook.standards import load_fitted

    text = section(page("/method/"), "computed")
    row = load_fitted().record["narratives"]
    for name in ("computed", "commonest", "last_known"):
        value = row["measures"][name]["exact"]
        assert f"{value['value']:.0%} ({value['low']:.0%} to {value['high']:.0%})" in text
    assert f"on {row['n']} narratives of {row['editions']}" in text
    assert "Not shown in this library" in text
    assert 'id="judgements"' in page("/method/")
    assert 'id="clock"' in page("/method/")
