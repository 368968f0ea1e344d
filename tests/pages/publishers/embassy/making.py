"""Copies on the sites of embassies, in words of our own."""

from __future__ import annotations

from dataclasses import replace

from tests.pages import prose
from tests.pages.fixtures import Fixture, Row
from tierbook.pages import ReadOptions

__all__ = ["FIXTURES"]

PUBLISHER = "U.S. embassy"
SINCE_2017 = ("recommendations", "prosecution", "protection", "prevention", "profile")


def _sections(mark: str) -> str:
    name = "Kenya"
    advice = "\n".join(mark + one for one in prose.recommendations())
    return (
        f"PRIORITIZED RECOMMENDATIONS:\n\n{advice}\n\nPROSECUTION\n\n{prose.prosecution(name)}\n\nPROTECTION\n\n"
        f"{prose.protection(name)}\n\nPREVENTION\n\n{prose.prevention(name)}\n\nTRAFFICKING PROFILE\n\n"
        f"{prose.profile(name)}\n"
    )


def _twice() -> str:
    """Return a copy with its title twice and the embassy's line within the text."""
    return (
        f"KENYA: TIER 2\n\nKENYA: TIER 2\n\n{prose.standards('Kenya')}\n\nRead the full 2018 Trafficking in Persons"
        " Report here: https://www.example.org/reports/2018/\n\n" + _sections("• ")
    )


def _html() -> str:
    advice = "<br>".join("- " + one for one in prose.recommendations())
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>2023 Trafficking in Persons Report: Kenya - U.S.
 Embassy in Kenya</title><link rel="canonical" href="https://ke.usembassy.gov/2023-trafficking-in-persons-report-kenya/">
</head><body><header><nav>Visas | News</nav></header><main><article><h1>2023 Trafficking in Persons Report: Kenya</h1>
<p>By U.S. Embassy Nairobi</p><time datetime="2023-06-16">16 June, 2023</time><div class="entry-content">
<p>KENYA (Tier 2)</p><p>{prose.standards("Kenya")}</p><p>PRIORITIZED RECOMMENDATIONS:</p><p>{advice}</p>
<p>PROSECUTION</p><p>{prose.prosecution("Kenya")}</p><p>PROTECTION</p><p>{prose.protection("Kenya")}</p>
<p>PREVENTION</p><p>{prose.prevention("Kenya")}</p><p>TRAFFICKING PROFILE</p><p>{prose.profile("Kenya")}</p></div>
</article></main><footer>U.S. Embassy</footer></body></html>"""


_BASE = Row(PUBLISHER, "", ("KEN",), "2", SINCE_2017, 5, items=3)

FIXTURES = (
    Fixture(
        "embassy-2018",
        "text",
        _twice().encode(),
        replace(
            _BASE,
            era="2018, title twice, a line of its own within",
            edition=2018,
            address="https://ke.usembassy.gov/kenya-tier-2/",
            notes=("a line of the embassy's own was left out",),
        ),
        ReadOptions(address="https://ke.usembassy.gov/kenya-tier-2/"),
        file="page.txt",
    ),
    Fixture(
        "embassy-copied-2018",
        "text",
        _twice().encode(),
        replace(_BASE, era="2018, copied without an address", edition=2018),
        file="page.txt",
    ),
    Fixture(
        "embassy-2023",
        "html",
        _html().encode(),
        replace(
            _BASE,
            era="2023, HTML, dashes for bullets",
            edition=2023,
            published="2023-06-16",
            address="https://ke.usembassy.gov/2023-trafficking-in-persons-report-kenya/",
        ),
    ),
    Fixture(
        "embassy-2017",
        "text",
        f"2017 Trafficking in Persons Report\n\n{prose.standards('Kenya')} (More)\n".encode(),
        replace(
            _BASE,
            era="2017, first lines and a link",
            tier=None,
            sections=(),
            paragraphs=1,
            items=0,
            edition=2017,
            notes=("first lines alone", "KEN is the one that the text speaks of"),
        ),
        ReadOptions(address="https://ke.usembassy.gov/2017-trafficking-persons-report/"),
        file="page.txt",
    ),
    Fixture(
        "embassy-release-2009",
        "text",
        b"Skip Global Navigation to Main Content\nSkip Breadcrumb Navigation\nReports on Kenya\n\n"
        b"Release of the 2009 Trafficking in Persons Report\n\nThe ambassador handed the ninth yearly paper on"
        b" trafficking to the ministry on Tuesday and spoke of what the two countries do together against it.\n",
        options=ReadOptions(address="http://kenya.usembassy.gov/tip_2009.html"),
        refused="this is a press release or summary about the Report, not the Report",
        file="page.txt",
    ),
)
