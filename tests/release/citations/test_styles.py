"""A text of each era in each style, as the guides want it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

import tierbook
from tests.release.citations.making import (
    ERAS,
    changed,
    of_capture,
    of_ecoi,
    of_print,
    of_refworld,
    of_state,
    of_summary,
    without_page,
)
from tierbook.errors import WrongUse
from tierbook.pages import sample_pages
from tierbook.release import STYLES, citation_of

Make = Callable[[], dict[str, Any]]
ADDRESS = "https://www.refworld.org/docid/4680d7b3c.html"
ADDED = "[paragraph numbering added]"


def test_the_publishers_own_line_takes_the_date_of_access_and_the_place() -> None:
    assert citation_of(of_refworld(), 3, 2, accessed="2026-11-26").text("publisher") == (
        "United States Department of State, U.S. Department of State 2003 Trafficking in Persons Report - Kenya, "
        f"11 June 2003, available at: {ADDRESS} [accessed 26 November 2026]; paragraph 3 of the text, sentence 2, "
        "beginning “Police opened 20 cases, and seven …” (paragraph numbering added)."
    )


def test_an_address_that_the_page_left_empty_is_left_out_with_the_words_that_announce_it() -> None:
    said = citation_of(of_refworld("")).text("publisher")
    assert said.endswith("Report - Kenya, 11 June 2003, [accessed 6 May 2016].")
    assert "available at" not in said


def test_ecoi_is_cited_as_it_asks() -> None:
    assert citation_of(of_ecoi(), accessed="2026-11-26").text("publisher") == (
        "USDOS – US Department of State (Author): 2019 Trafficking in Persons Report: Kenya, 20 June 2019 "
        "https://www.ecoi.net/en/document/2010824.html (accessed on 26 November 2026)."
    )
    silent = changed(of_ecoi(), cite_as=None)
    assert citation_of(silent).text("publisher") == citation_of(of_ecoi()).text("publisher")


@pytest.mark.parametrize(
    ("style", "said"),
    [
        (
            "chicago",
            "U.S. Department of State, Office to Monitor and Combat Trafficking in Persons, “Kenya,” in <i>Trafficking "
            "in Persons Report</i> (June 11, 2003), para. 3, sentence 2 (beginning “Police opened 20 cases, and seven "
            f"…”) {ADDED}, Refworld, accessed May 6, 2016, LINK.",
        ),
        (
            "chicago-bibliography",
            "U.S. Department of State. Office to Monitor and Combat Trafficking in Persons. “Kenya.” In <i>Trafficking "
            "in Persons Report</i>. June 11, 2003. Refworld. Accessed May 6, 2016. LINK.",
        ),
        (
            "apa",
            "Office to Monitor and Combat Trafficking in Persons. (2003, June 11). <i>Trafficking in persons report: "
            "Kenya</i>. U.S. Department of State. Refworld. LINK",
        ),
        (
            "apa-in-text",
            "(Office to Monitor and Combat Trafficking in Persons, 2003, para. 3)",
        ),
        (
            "harvard",
            "U.S. Department of State (2003) ‘Kenya’, in <i>Trafficking in Persons Report</i>. Refworld. Available at: "
            "LINK (Accessed: 6 May 2016).",
        ),
        ("harvard-in-text", "(U.S. Department of State, 2003, para. 3)"),
        (
            "oscola",
            "US Department of State, Office to Monitor and Combat Trafficking in Persons, ‘Trafficking in Persons "
            "Report: Kenya’ (Refworld, 11 June 2003) para 3, sentence 2 (beginning ‘Police opened 20 cases, and seven "
            f"…’) {ADDED} &lt;LINK&gt; accessed 6 May 2016.",
        ),
        (
            "bluebook",
            "Off. to Monitor &amp; Combat Trafficking in Persons, U.S. Dep’t of State, <i>Kenya</i>, <i>in</i> "
            "<i>Trafficking in Persons Report</i>, para. 3, sentence 2 (June 11, 2003), LINK (beginning “Police opened "
            "20 cases, and seven”) (paragraph numbering added) (republished by Refworld).",
        ),
    ],
)
def test_a_page_of_2003_in_each_style(style: str, said: str) -> None:
    link = f'<a href="{ADDRESS}" rel="noreferrer">{ADDRESS}</a>'
    assert citation_of(of_refworld(), 3, 2).html(style) == said.replace("LINK", link)


def test_a_printed_edition_is_cited_by_its_page_and_the_heading_over_the_words() -> None:
    cited = citation_of(of_print(), 3, 1)
    assert str(cited.pinpoint).startswith("page 231, under the heading “PROSECUTION”, paragraph 1")
    assert "(June 2014), 231, under “Prosecution,” para. 1, sentence 1" in cited.text("chicago")
    assert ", p. 231, Prosecution section, para. 1)" in cited.text("apa-in-text")
    assert "(June 2014) 231, under ‘Prosecution’, para 1" in cited.text("oscola")
    assert "Report 231, under “Prosecution,” para. 1, sentence 1 (June 2014)" in cited.text(
        "bluebook"
    )


def test_the_department_is_the_author_and_its_office_stands_where_the_page_names_it() -> None:
    assert citation_of(of_state()).text("apa") == (
        "U.S. Department of State. (2021, July 1). Trafficking in persons report: Kenya. "
        "https://www.state.gov/reports/2021-trafficking-in-persons-report/kenya/"
    )
    named = changed(of_state(), author="Office To Monitor and Combat Trafficking in Persons")
    assert citation_of(named).text("apa").startswith("Office to Monitor and Combat Trafficking")


def test_the_day_of_an_edition_is_given_as_far_as_it_is_known() -> None:
    assert "(July 1, 2021)" in citation_of(of_state()).text("bluebook")
    unsure = citation_of(of_state(2023))
    assert "(June 2023)" in unsure.text("bluebook")
    assert "(2023, June)" in unsure.text("apa")


def test_a_summary_is_its_own_authors_and_not_the_departments() -> None:
    cited = citation_of(of_summary())
    assert cited.text("apa") == (
        "Central Intelligence Agency. (n.d.). Kenya: Trafficking in persons. In The World Factbook."
    )
    assert all("Department of State" not in cited.text(style) for style in STYLES)
    assert any("not the Report" in note for note in cited.notes)
    assert cited.text("oscola") == (
        "Central Intelligence Agency, ‘Kenya: Trafficking in Persons’ (The World Factbook)."
    )
    assert cited.text("bluebook").startswith(
        "Cent. Intel. Agency, Kenya: Trafficking in Persons, in "
    )
    assert "issued" not in cited.csl_json(), "the year of the edition is not that of the summary"


def test_an_excerpt_says_so_in_the_forms_that_notes_use() -> None:
    record = changed(of_state(2010), text_kind="excerpt", publisher="gvnet")
    cited = citation_of(record)
    assert ", gvnet (excerpt)," in cited.text("chicago")
    assert "(gvnet (excerpt), June 2010)" in cited.text("oscola")
    assert "(republished in part by gvnet)" in cited.text("bluebook")
    assert "[Excerpt]" in cited.text("apa")


def test_a_page_of_many_countries_is_cited_with_the_one_that_is_meant() -> None:
    assert "Countries H through P: Kenya, 3 June 2005" in citation_of(of_capture()).text(
        "publisher"
    )


def test_a_date_that_the_page_does_not_give_is_said_to_be_the_editions() -> None:
    assert any("the page gives none" in note for note in citation_of(of_state()).notes)
    assert not any("The date is" in note for note in citation_of(of_refworld()).notes)


def test_words_without_a_page_have_no_address_and_no_date_of_access() -> None:
    cited = citation_of(without_page(), 3, 2, accessed="2026-11-26")
    assert all("2026" not in cited.text(style) for style in STYLES)
    assert any("no address" in note for note in cited.notes)


def test_a_capture_says_when_it_was_taken_and_who_keeps_it() -> None:
    cited = citation_of(of_capture())
    assert "taken from the web on 17 February 2007, kept by the Internet Archive" in cited.archived
    assert cited.accessed == "2007-02-17"
    assert cited.archived.endswith(
        "https://web.archive.org/web/20070217/http://www.state.gov/g/tip/rls/tiprpt/2005/46614.htm"
    )


@pytest.mark.parametrize("era", ERAS)
@pytest.mark.parametrize("style", STYLES)
def test_a_citation_has_no_hole_in_it(era: str, style: str) -> None:
    record = ERAS[era]()
    for place in ((), (0,), (3,), (3, 2)):
        said = citation_of(record, *place).text(style)
        assert not re.search(r"\s\s|\(\)|,,|\.\.|, ,|\. \.|“”|‘’|None|: \.| \.|\s,|\[\]", said), (
            said
        )
        assert said == said.strip()
        assert said.endswith((".", ")")) or style == "apa", said


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("era", ERAS)
@pytest.mark.parametrize("style", STYLES)
def test_html_says_the_words_of_the_text_and_no_more(era: str, style: str) -> None:
    odd = "<b>A & B</b> {x}\n“é”"
    cited = citation_of(changed(ERAS[era](), title=odd, country=None), 3, 2)
    read = _Words()
    read.feed(cited.html(style))
    assert read.words == cited.text(style)
    assert read.tags <= {"i", "a"}


@pytest.mark.parametrize("style", STYLES)
def test_a_sample_says_that_it_is_one_in_every_style_and_has_no_export(style: str) -> None:
    data = dict(sample_pages())["japan-2003.txt"]
    record = tierbook.code(data).to_dict(everything=True, links=True)
    cited = citation_of(record, 2, 1)
    assert cited.sample
    assert cited.text(style).startswith("Sample, not a quotation. Sample text, tierbook ")
    assert cited.text_fragment is None
    for export in (cited.ris, cited.bibtex, cited.csl_json, cited.coins, cited.meta):
        with pytest.raises(WrongUse, match="sample"):
            export()


def test_an_unknown_style_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(WrongUse, match="oscola and bluebook"):
        citation_of(of_refworld()).text("vancouver")
