"""Texts of every era and publisher for the tests of citations, in our own words."""

from __future__ import annotations

from typing import Any

import tierbook

_BODY = """{tier}

Kenya is a place of origin for women who are forced to work abroad. Girls are also made to beg in its towns.

The government does not fully meet the minimum standards; however, it is making significant efforts to do so. It opened a shelter.

{prosecution}The courts convicted 14 traffickers. Police opened 20 cases, and seven of them came to court. No official was tried.

{protection}The state ran two shelters. It sent 12 victims home.

Officers were told how to find victims. Few were found.
"""  # noqa: E501 - a paragraph of a page is one line
REFWORLD = """Last Updated: Friday, 6 May 2016, 10:02 GMT

U.S. Department of State 2003 Trafficking in Persons Report - Kenya

Publisher United States Department of State
Author Office to Monitor and Combat Trafficking in Persons
Publication Date 11 June 2003
Cite as United States Department of State, U.S. Department of State 2003 Trafficking in Persons Report - Kenya, 11 June 2003, available at: {address}[accessed 6 May 2016]
DisclaimerThis is not a UNHCR publication.

"""  # noqa: E501 - a line of a page is one line


def body(*, headed: bool, tier: str = "Kenya (Tier 2)") -> str:
    """Return a narrative, with headings over its sections or without any."""
    over = {name: f"{name.upper()}\n\n" if headed else "" for name in ("prosecution", "protection")}
    return _BODY.format(tier=tier, **over)


def coded(text: str, **known: Any) -> dict[str, Any]:
    """Return the record of a coding as the corpus keeps it."""
    return tierbook.code(text, **known).to_dict(everything=True, links=True)


def of_refworld(address: str = "https://www.refworld.org/docid/4680d7b3c.html ") -> dict[str, Any]:
    """Return an old page of Refworld; without an address where `address` is empty."""
    return coded(REFWORLD.format(address=address) + body(headed=False))


def without_page() -> dict[str, Any]:
    """Return words that somebody copied, of which no page is known."""
    return coded(body(headed=True, tier="KENYA: TIER 2"), country="KEN", edition=2018)


def changed(record: dict[str, Any], **document: Any) -> dict[str, Any]:
    """Return a record with other words about its page."""
    return {**record, "document": {**record["document"], **document}}


def of_state(edition: int = 2021, **more: Any) -> dict[str, Any]:
    """Return a page of the Department's own site."""
    return changed(
        without_page(),
        **{
            "publisher": "U.S. Department of State",
            "title": f"{edition} Trafficking in Persons Report: Kenya",
            "author": None,
            "published": None,
            "edition": edition,
            "address": f"https://www.state.gov/reports/{edition}-trafficking-in-persons-report/kenya/",
            **more,
        },
    )


def of_ecoi() -> dict[str, Any]:
    """Return a page of ecoi.net, which says how it wants to be cited."""
    line = (
        "USDOS – US Department of State (Author): 2019 Trafficking in Persons Report: Kenya, 20 June 2019 "
        "https://www.ecoi.net/en/document/2010824.html (accessed on 2 March 2020)"
    )
    return changed(
        without_page(),
        publisher="ecoi.net",
        title="2019 Trafficking in Persons Report: Kenya",
        published="2019-06-20",
        edition=2019,
        address="https://www.ecoi.net/en/document/2010824.html",
        accessed="2020-03-02",
        cite_as=line,
    )


def of_capture() -> dict[str, Any]:
    """Return a page of the Department's old site as a web archive kept it."""
    return of_state(
        2005,
        title="Country Narratives: Countries H through P",
        published="2005-06-03",
        address="http://www.state.gov/g/tip/rls/tiprpt/2005/46614.htm",
        captured="2007-02-17",
        notes=["a capture of the page of 2007-02-17, kept by the Internet Archive"],
    )


def of_summary() -> dict[str, Any]:
    """Return another agency's summary after the Report."""
    return changed(
        without_page(),
        publisher="World Factbook",
        text_kind="summary",
        text_author="Central Intelligence Agency",
        edition=2015,
    )


def of_print() -> dict[str, Any]:
    """Return a text of a printed edition: its sentences know their pages."""
    record = of_state(
        2014,
        title=None,
        published="2014-06",
        address="https://2009-2017.state.gov/documents/organization/226847.pdf",
    )
    rows = [{**row, "page": "231"} for row in record["narrative"]["sentences"]]
    return {**record, "narrative": {**record["narrative"], "sentences": rows}}


ERAS = {
    "Refworld 2003": of_refworld,
    "Refworld 2003 without an address": lambda: of_refworld(""),
    "state.gov 2005, archived": of_capture,
    "PDF 2014": of_print,
    "Factbook 2015": of_summary,
    "copied words 2018": without_page,
    "ecoi.net 2019": of_ecoi,
    "state.gov 2021": of_state,
    "state.gov 2025": lambda: of_state(2025),
}
