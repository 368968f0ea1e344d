"""Official placements and the clock on the page of a country: the table's, the texts' held here, never mixed."""

import re

import pytest

from tests.library.factories import coding


def section(text, name):
    return text.partition(f'id="{name}"')[2].partition("</section>")[0]


def row(text, year):
    table = section(text, "tiers").partition("<tbody>")[2]
    return next(r for r in table.split("<tr>") if f'<td class="num">{year}</td>' in r)


def test_the_staff_has_a_place_for_every_edition_and_says_each_in_words(db, page):
    staff = section(page("/DZA/"), "tiers").partition("</figure>")[0]
    said = re.findall(r"<span class=\"vh\">(\d{4}): ([^<]*)</span>", staff)
    assert [int(year) for year, _ in said] == list(range(2001, 2026))
    words = dict(said)
    assert words["2001"] == "not held"
    assert words["2016"] == "not held; off the Watch List"
    assert words["2019"] == "Tier 2 Watch List, by a waiver (verified)"
    assert words["2025"] == "Tier 2 Watch List"


def test_a_sentence_tells_the_placements_and_what_is_not_held(db, page):
    text = section(page("/JPN/"), "tiers")
    assert (
        "Tier 2 in 2001 to 2003; Tier 2 Watch List in 2004; Tier 2 in 2005 to 2015; Tier 1 in 2018"
        in text
    )
    assert "Not held: 2016, 2017, 2019, 2022, 2024 and 2025." in text
    assert "In 2022, 2024 and 2025 the country was on neither the Watch List nor Tier 3." in text


def test_a_gap_is_hatched_and_only_as_far_as_it_is_one(db, page):
    staff = section(page("/JPN/"), "tiers").partition("</figure>")[0]
    assert staff.count("hatched-all") == 3
    assert staff.count("hatched-upper") == 3


def test_every_row_names_its_source_and_every_source_stands_below(db, page):
    text = section(page("/DZA/"), "tiers")
    cited = set(re.findall(r'href="#(placed-\d+)"', text))
    assert cited == set(re.findall(r'id="(placed-\d+)"', text))
    assert "memorandum of justification on the waivers of 2019" in text
    assert "implies it: remained, Tier 2 Watch List, year 2" in row(page("/DZA/"), 2017)


def test_a_private_list_is_called_a_secondary_source_and_the_report_is_not(load, page):
    load(coding(edition=2003))
    text = page("/JPN/")
    sources = dict(
        re.findall(r'<li id="placed-\d+">.*?<a [^>]*>([^<]*)</a>(.*?)</span></li>', text)
    )
    assert any(name.startswith("gvnet.com") for name in sources)
    for name, more in sources.items():
        own = name.startswith("U.S. Department of State")
        assert ("a secondary source" in more) is not own, name
    short = section(text, "short")
    assert "Rests on placement as listed by gvnet.com" in short
    assert "official placements: gvnet" not in text


def test_a_waiver_is_verified_or_implied_or_not_known(db, page):
    assert "yes, verified" in row(page("/DZA/"), 2019)
    assert "yes, implied" in row(page("/THA/"), 2012)
    assert "not known; by the count none was needed" in row(page("/THA/"), 2011)


def test_a_reassessment_stands_beside_the_published_tier(db, page):
    text = page("/SWZ/")
    assert "2009: Tier 3, re-assessed as Tier 2 Watch List" in text
    assert "Re-assessed (2009-09)" in row(text, 2009)
    assert "small: after a re-assessment in that year" in text


def test_where_sources_disagree_both_stand_with_the_reason_for_the_one_shown(db, page):
    found = row(page("/DZA/"), 2011)
    assert "<b>Tier 3</b>" in found
    assert "<b>Tier 2 Watch List</b>" in found
    assert "Why this tier" in found
    assert "the Department&#x27;s count of that list is 41" in found


def test_a_text_held_here_fills_what_the_table_lacks_with_itself_as_source(load, page):
    record = coding(edition=2016, tier_line="Japan (Tier 2)")
    load(record)
    text = page("/JPN/")
    assert "2016: Tier 2<" in text
    assert (
        f'href="/documents/{record["document"]["id"]}/">Refworld, edition of 2016, held here'
        in text
    )


def test_texts_that_disagree_fill_an_edition_with_both_and_no_tier(load, page):
    load(
        coding(edition=2016, tier_line="Japan (Tier 2)"),
        coding(edition=2016, publisher="ecoi.net", tier_line="Japan (Tier 1)"),
    )
    text = page("/JPN/")
    assert "2016: sources disagree, Tier" in text
    assert "disputed" in row(text, 2016)


def test_a_text_that_states_another_tier_than_the_table_stands_beside_it(load, page):
    load(coding(edition=2018, tier_line="Japan (Tier 3)"))
    text = page("/JPN/")
    assert "2018: Tier 1<" in text
    assert "<b>differs</b>" in row(text, 2018)
    assert "A text held here states another tier than the table has" in text


def test_the_clock_is_told_in_cited_sentences_and_its_flags_in_words(db, page):
    text = section(page("/DZA/"), "clock")
    assert (
        "The clock stands at 2 years; 2024 was the last edition in which it might stand there."
        in text
    )
    assert 'href="/law/entries/clock.one_year/">section 110(b)(2)(F)</a>' in text
    assert "longer than our reading of the one-year rule allows" in text
    assert "must leave the list" in text
    assert not re.search(r"[a-z]+_[a-z]+_[a-z]+", text.replace("clock.one_year", ""))


def test_every_flag_of_the_clock_has_words(db):
    from tierbook.dossier import FLAGS
    from tierbook.editions import load_placements
    from tierbook.standards import watch_list_clock

    history = load_placements()
    found = {
        flag
        for code in history.countries
        for year in range(2009, 2026, 2)
        for flag in watch_list_clock(history, year, code).flags
    }
    assert found
    assert found <= set(FLAGS)


def test_a_country_never_on_the_list_has_one_quiet_sentence(db, page):
    text = section(page("/NOR/"), "clock")
    assert "Norway was never on the Watch List, so no clock has run." in text
    assert "section 110" not in text


def test_a_country_without_placements_is_not_called_unranked(db, page):
    text = page("/TUV/")
    assert "It may have been ranked all the same" in text
    assert "That does not say that it was never ranked" in text


@pytest.mark.parametrize("years", [[2001], [2001, 2003], [2001, 2002, 2003, 2005, 2006]])
def test_years_are_listed_as_a_reader_writes_them(years):
    from tierbook.dossier import years_listed

    listed = {1: "2001", 2: "2001 and 2003", 5: "2001 to 2003, 2005 and 2006"}
    assert years_listed(years) == listed[len(years)]


def test_nothing_computed_stands_on_the_page_of_a_country(load, page, settings):
    settings.TIERBOOK_SHOW_COMPUTED = True
    load(coding(edition=2018))
    for address in ("/JPN/", "/editions/2018/", "/?edition=2018", "/clock/2018/"):
        main = page(address).partition("<main")[2].partition("</main>")[0]
        assert "omputed" not in re.sub("[Nn]one is computed", "", main)
