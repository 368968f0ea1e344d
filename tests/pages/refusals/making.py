"""Papers and walls that are no narrative, each a page of its shape in our own words: what must be refused, by name."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Literal

from tests.pages.fixtures import Fixture
from tierbook.files import load_yaml
from tierbook.pages.refusals.not_ours import papers, walls

__all__ = ["FIXTURES", "LEFT", "PAGES", "PROSE", "RIGHT", "TRANSLATIONS", "html", "weave"]

PROSE = (
    "The government opened a house for victims of trafficking in the capital and paid for its nurse, but the house"
    " takes in women only, and prosecutors say that the men who were freed from the farms had to sleep at the police"
    " station."
)


LEFT = (
    "Kenya is a country from which traffickers take girls, who are sold into domestic servitude by relatives that"
    " they trusted. The police and the labor office share a list of agencies whose owners were fined in the last"
    " year, and the list is open to the public. Shelters for women exist in two towns, although none of them takes"
    " in men or boys. In the north a charity runs the only house for boys, with money from a church. Prosecutors"
    " said that cases fail because witnesses are sent home before the trial begins, and that the courts wait for the"
    " translations of statements. The ministry promised to pay for the journey of witnesses, but the promise was not"
    " kept by the end of the year."
)
RIGHT = (
    "Courts heard nine cases of forced labor on fishing boats and closed four of them with prison terms of up to"
    " six years. Judges were taught by a visiting prosecutor how the new act differs from the old one on smuggling."
    " The office for victims gave out leaflets in five languages at the border, while the radio warned of false"
    " offers of work in the Gulf. Teachers asked for a hotline that answers at night. Inspectors visited brick kilns"
    " and quarries for the first time since the act was passed, and they found children in one of them. Their report"
    " went to the parliament, which has not yet debated it, and to a union of workers that printed a part of it in"
    " its paper."
)


def weave(left: list[str], right: list[str], between: str) -> str:
    longest = max(len(left), len(right))
    rows = zip(
        left + [""] * (longest - len(left)), right + [""] * (longest - len(right)), strict=True
    )
    return "\n".join(between.join(part for part in row if part) for row in rows)


def html(title: str, *body: str) -> str:
    return f"<html><head><title>{title}</title></head><body>{''.join(f'<p>{p}</p>' for p in body)}</body></html>"


PAGES = {
    "Interim Assessment": html(
        "Refworld | 2013 Trafficking in Persons Interim Assessment - Chad",
        "Publisher United States Department of State",
        "Cite as United States Department of State, Interim Assessment - Chad, 19 February 2014",
        "Since the release of the report, Chad has drafted an act. " + PROSE,
    ),
    "Memorandum of Justification": html(
        "Memorandum of Justification Regarding Determinations With Respect to Foreign Governments",
        "The President has decided under section 110 of the Act that funds to Chad may go on. "
        + PROSE,
    ),
    "Human Rights Practices": html(
        "Country Reports on Human Rights Practices for 2016: Kenya",
        "Section 7. Worker Rights",
        PROSE,
    ),
    "International Religious Freedom": html(
        "2017 Report on International Religious Freedom - Kenya", PROSE
    ),
    "Worst Forms of Child Labor": html(
        "2015 Findings on the Worst Forms of Child Labor - Kenya", PROSE
    ),
    "Reports on Terrorism": html("Country Reports on Terrorism 2014 - Kenya", PROSE),
    "Narcotics Control": html(
        "2014 International Narcotics Control Strategy Report (INCSR) - Kenya", PROSE
    ),
    "Freedom in the World": html("Freedom in the World 2018 - Kenya", PROSE),
    "United Nations": html("Global Report on Trafficking in Persons 2020: Kenya", PROSE),
    "GRETA": html("GRETA(2019)07: Evaluation of Freedonia, second round", PROSE),
    "human rights organisation": html("World Report 2019 - Kenya", PROSE),
    "World Factbook": html("Kenya - The World Factbook", "Trafficking in persons", PROSE),
    "library's entry": html(
        "A Report on Bondage", "NCJ Number", "900100", "Page Count", "40", "Abstract", PROSE
    ),
    "Federal Register": html(
        "Request for Information for the 2016 Trafficking in Persons Report",
        "Federal Register / Vol. 80, No. 9 / Notices",
        PROSE,
    ),
    "encyclopaedia": html(
        "Human trafficking in Kenya - Wikipedia", "In 2018 Kenya stood on Tier 2.", PROSE, PROSE
    ),
    "cable": "WikiLeaks\nReference ID 09NAIROBI0000\nClassification UNCLASSIFIED//FOR OFFICIAL USE ONLY\n"
    "E.O. 12958: N/A\nTAGS: PHUM, KCRM, KE\nSUBJECT: KENYA: THE REPORT ON TRAFFICKING\nREF: STATE 0000\n\n"
    f"KENYA (Tier 2)\n\n1. Post handed over the following text.\n\n{PROSE}",
    "search results": html(
        "Search | Refworld",
        *(f"200{n} Trafficking in Persons Report - Kenya ... women and girls" for n in range(9)),
    ),
    "briefing or speech": html(
        "Special Briefing on the 2014 Trafficking in Persons Report",
        "MODERATOR: Good morning. " + PROSE,
        "QUESTION: Why has Kenya moved up? " + PROSE,
    ),
    "press release": html(
        "Embassy Statement: 2016 Trafficking in Persons Report Released",
        "For immediate release",
        "The embassy thanks the country's partners in the fight against trafficking. " + PROSE,
    ),
    "tier placements": html(
        "2014 Trafficking in Persons Report",
        "Tier Placements",
        "Tier 1",
        "Kenya",
        "Uganda",
        "Tier 2",
        "Chad",
    ),
    "index of an edition": html(
        "2014 Trafficking in Persons Report",
        *"Albania,Algeria,Angola,Armenia,Austria,Bahrain,Belgium,Benin,Bolivia,Brazil,Canada,Chad".split(
            ","
        ),
    ),
    "introduction": html(
        "2014 Trafficking in Persons Report: Introduction",
        "Dear Reader:",
        "Every country has victims of trafficking, and every government can do more. " + PROSE,
    ),
}


TRANSLATIONS = load_yaml(Path(__file__).with_name("translations.yaml"))


def refused(name: str, page: str, what: str) -> Fixture:
    form: Literal["html", "text"] = "html" if page.startswith("<html>") else "text"
    return Fixture(f"refused-{name}", form, page.encode(), refused=what)


FIXTURES = (
    *(
        refused(kind.id, PAGES[name], f"this is {kind.what}")
        for kind, name in zip(papers(), PAGES, strict=True)
    ),
    *(
        refused(wall.id, html(wall.examples[0], "One moment."), f"this is {wall.what}")
        for wall in walls()
    ),
    refused(
        "language", "\n\n".join(TRANSLATIONS["Spanish"]), "this page is in Spanish, not in English"
    ),
    refused(
        "scripts", html("2019 Trafficking in Persons Report: Kenya"), "this HTML holds no text"
    ),
    refused(
        "columns",
        "KENYA: TIER 2\n\n"
        + weave(*(textwrap.wrap(" ".join([column] * 5), 52) for column in (LEFT, RIGHT)), "\n"),
        "two columns of print are woven together line by line in this text",
    ),
)
