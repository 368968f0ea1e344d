"""The Department's pages of every generation, as fixtures and as rows of the table of readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.pages import prose
from tests.pages.fixtures import Fixture, Row
from tests.pages.publishers.state_gov import frames
from tierbook.pages import ReadOptions

__all__ = ["FIXTURES"]

PUBLISHER = "U.S. Department of State"
OFFICE = frames.OFFICE


def _p(*paragraphs: str) -> str:
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def _list(items: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _today(name: str, tier: str, *, heads: str = "h3", items: str = "list") -> str:
    """Return a narrative in the order used since 2017."""
    advice = prose.recommendations()
    asked = {
        "list": f"<{heads}>PRIORITIZED RECOMMENDATIONS:</{heads}>" + _list(advice),
        "inline": "<p>PRIORITIZED RECOMMENDATIONS:</p><p> • " + " • ".join(advice) + "</p>",
        "stars": "<p>PRIORITIZED RECOMMENDATIONS:</p><p> * " + " * ".join(advice) + "</p>",
        "dashes": f"<{heads}>PRIORITIZED RECOMMENDATIONS:</{heads}>"
        + _p(*(f"- {a}" for a in advice)),
        "glued": f"<{heads}>PRIORITIZED RECOMMENDATIONS:</{heads}><p>" + "".join(advice) + "</p>",
        "clauses": "<p><strong>RECOMMENDATIONS FOR "
        + name.upper()
        + "</strong></p><p>"
        + "; ".join(one[0].lower() + one[1:-1] for one in advice)
        + ".</p>",
        "lost": _p(*(f"• {one}" for one in advice)),
    }[items]
    return "".join(
        [
            f"<h2>{tier}</h2>" if heads == "h3" else f"<p><strong>{tier}</strong></p>",
            _p(prose.standards(name)),
            asked,
            f"<{heads}>PROSECUTION</{heads}>",
            _p(prose.prosecution(name)),
            f"<{heads}>PROTECTION</{heads}>",
            _p(prose.protection(name)),
            f"<{heads}>PREVENTION</{heads}>",
            _p(prose.prevention(name)),
            f"<{heads}>TRAFFICKING PROFILE:</{heads}>",
            _p(prose.profile(name) + "<sup>1</sup>"),
        ]
    )


def _early(name: str, head: str, *, by_section: bool = True, role: str = "source") -> str:
    """Return a narrative in the order used before 2017."""
    heads = ("<b>Prosecution</b><br>", "<b>Protection</b><br>", "<b>Prevention</b><br>")
    paragraphs = [prose.prosecution(name), prose.protection(name), prose.prevention(name)]
    if by_section:
        paragraphs = [h + p for h, p in zip(heads, paragraphs, strict=True)]
    return (f"<p><b>{head}</b></p>" if head else "") + _p(
        prose.opening(name, role), prose.standards(name, verb="comply"), *paragraphs
    )


_SINCE_2017 = ("recommendations", "prosecution", "protection", "prevention", "profile")
_PILLARS = ("prosecution", "protection", "prevention")


def _reports(
    name: str,
    title: str,
    slug: str,
    body: str,
    row: Row,
    *,
    host: str = "www.state.gov",
    current: str = "Kenya",
    published: str = "",
    classic: bool = False,
) -> Fixture:
    address = f"https://{host}/reports/{slug}/"
    page = frames.reports(
        title, address, body, current=current, published=published, classic=classic
    )
    return Fixture(name, "html", page, row)


def _fixtures() -> list[Fixture]:
    base = Row(PUBLISHER, "", ("KEN",), "2", _SINCE_2017, 5, items=3, author=OFFICE)
    found = [
        _reports(
            "state-2024",
            "2024 Trafficking in Persons Report: Kenya",
            "2024-trafficking-in-persons-report/kenya",
            _today("Kenya", "KENYA (Tier 2)"),
            _row(
                base,
                "2022-2025, www.state.gov/reports",
                edition=2024,
                published="2024-06-24",
                address="https://www.state.gov/reports/2024-trafficking-in-persons-report/kenya/",
            ),
            published="2024-06-24T14:00:00+00:00",
        ),
        _reports(
            "state-2021",
            "2021 Trafficking in Persons Report: Kenya",
            "2021-trafficking-in-persons-report/kenya",
            _today("Kenya", "KENYA: Tier 2", heads="p", items="inline"),
            _row(base, "2021, bullets in one line", edition=2021),
        ),
        _reports(
            "state-2023",
            "2023 Trafficking in Persons Report: Kenya",
            "2023-trafficking-in-persons-report/kenya__trashed",
            _today("Kenya", "KENYA (Tier 2 Watch List)", heads="p", items="stars"),
            _row(
                base,
                "2023, stars, withdrawn address",
                tier="2WL",
                edition=2023,
                notes=("the site had withdrawn the page",),
            ),
        ),
        _reports(
            "state-2020",
            "2020 Trafficking in Persons Report: Kenya",
            "2020-trafficking-in-persons-report-2/kenya",
            _today("Kenya", "KENYA: Tier 2", items="glued"),
            _row(base, "2020, items without bullets", edition=2020),
        ),
        _reports(
            "state-2019",
            "2019 Trafficking in Persons Report: Kenya",
            "2019-trafficking-in-persons-report/kenya",
            _today("Kenya", "KENYA: Tier 2", items="lost"),
            _row(base, "2019, heading of the list lost", sections=_SINCE_2017[1:], edition=2019),
        ),
        _reports(
            "state-2017",
            "2017 Trafficking in Persons Report: Kenya",
            "2017-trafficking-in-persons-report/kenya",
            _today("Kenya", "KENYA: Tier 2", heads="p", items="clauses"),
            _row(
                base,
                "2017-2018, list of clauses",
                items=0,
                paragraphs=6,
                edition=2017,
                notes=("the site dates the page 2018-12-01",),
            ),
            published="2018-12-01T00:00:00+00:00",
        ),
        _reports(
            "state-preview",
            "2022 Trafficking in Persons Report: Côte d’Ivoire",
            "2022-trafficking-in-persons-report/cote-divoire",
            _today("Côte d’Ivoire", "CÔTE D’IVOIRE (Tier 2)", items="dashes"),
            _row(base, "2022, preview.state.gov", countries=("CIV",), edition=2022),
            host="preview.state.gov",
            current="Côte d’Ivoire",
        ),
        _reports(
            "state-no-tier",
            "2022 Trafficking in Persons Report: Somalia",
            "2022-trafficking-in-persons-report/somalia",
            "<h2>SOMALIA (Special Case)</h2>"
            + _p(prose.standards("Somalia"), prose.prosecution("Somalia")),
            Row(
                PUBLISHER,
                "2022, special case",
                ("SOM",),
                "special",
                (),
                2,
                edition=2022,
                author=OFFICE,
            ),
            current="Somalia",
            classic=True,
        ),
    ]
    address = "https://2017-2021.state.gov/reports/2020-trafficking-in-persons-report/kenya/"
    found.append(
        Fixture(
            "state-archive-2017",
            "html",
            frames.archived(
                "2020 Trafficking in Persons Report: Kenya",
                address,
                _today("Kenya", "KENYA: Tier 2"),
                current="Kenya",
            ),
            _row(
                base,
                "2017-2021, 2017-2021.state.gov",
                edition=2020,
                address=address,
                notes=("a page of an archive of the site",),
            ),
        )
    )
    return [*found, *_of_2009(), *_of_2001(), *_elsewhere()]


def _of_2009() -> list[Fixture]:
    address = "https://2009-2017.state.gov/j/tip/rls/tiprpt/countries/2016/258798.htm"
    recommended = "<p><strong>RECOMMENDATIONS FOR KENYA:</strong></p>" + _p(
        "; ".join(one[0].lower() + one[1:-1] for one in prose.recommendations()) + "."
    )
    one = site = _early("Kenya", "KENYA: Tier 2 Watch List").replace("Prosecution", "PROSECUTION")
    one = site.replace("<p><b>PROSECUTION</b>", recommended + "<p><b>PROSECUTION</b>")
    many = "".join(
        [
            "<table align='right' width='200'><tr><td><img src='p.jpg' alt='A harbour'></td></tr>"
            "<tr><td>Boys mend nets on the quay of a town that pays them in fish.</td></tr></table>",
            _early("Nepal", "NEPAL (Tier 2)"),
            _early("Niger", "NIGER (Tier 2 Watch List)"),
            f"<table align='left'><tr><td><b>VICTIM STORY</b></td></tr><tr><td>{prose.story()}</td></tr></table>",
            _early("Uzbekistan", "UZBEKISTAN (Tier 3*)"),
        ]
    )
    return [
        Fixture(
            "state-2016",
            "html",
            frames.site_2009(
                "Kenya", one, series="2016 Trafficking in Persons Report", address=address
            ),
            Row(
                PUBLISHER,
                "2011-2016, 2009-2017.state.gov, one country",
                ("KEN",),
                "2WL",
                ("recommendations", *_PILLARS),
                6,
                edition=2016,
                address=address,
                author="Office To Monitor and Combat Trafficking in Persons",
            ),
        ),
        Fixture(
            "state-2009",
            "html",
            frames.site_2009(
                "Country Narratives: Countries N Through Z",
                many,
                series="Trafficking in Persons Report 2009",
                date="June 16, 2009",
            ),
            Row(
                PUBLISHER,
                "2009-2010, 2009-2017.state.gov, by letter",
                ("NPL", "NER", "UZB"),
                "2",
                _PILLARS,
                5,
                edition=2009,
                published="2009-06-16",
                title="Trafficking in Persons Report 2009 - Country Narratives: Countries N Through Z",
            ),
        ),
    ]


def _of_2001() -> list[Fixture]:
    def heading(words: str) -> str:
        return f"<p><b>{words}</b></p>"

    by_tier = "".join(
        [
            heading("TIER 2"),
            heading("Austria"),
            _p(prose.opening("Austria", "transit"), prose.standards("Austria")),
            heading("Bulgaria"),
            _p(prose.opening("Bulgaria"), prose.standards("Bulgaria")),
            heading("TIER 3"),
            heading("Sudan"),
            _p(prose.opening("Sudan"), prose.standards("Sudan", tier="3")),
        ]
    )
    by_region = "".join(
        [
            heading("BAHRAIN (TIER 2)"),
            _p(
                prose.opening("Bahrain", "destination"),
                prose.story(),
                prose.standards("Bahrain", verb="comply"),
                prose.prosecution("Bahrain"),
            ),
            '<p><a href="#top">Back to top</a></p>',
            heading("EGYPT (TIER 2 - WATCH LIST)"),
            _p(
                "Map of Near East" + prose.opening("Egypt", "transit"),
                prose.standards("Egypt"),
                "VICTIM STORY",
                prose.story(),
                prose.prevention("Egypt"),
            ),
            heading("MOLDOVA (Republic of) (Tier 2)"),
            _p(prose.opening("Moldova"), prose.standards("Moldova")),
        ]
    )
    by_letter = "".join(
        f"{heading(head)}{_early(name, '', role=role)}<hr>"
        for name, head, role in (
            ("Haiti", "HAITI (TIER 2 - WATCH LIST)", "source"),
            ("Honduras", "HONDURAS (Tier 2)", "transit"),
            ("Hungary", "HUNGARY (Tier 2)", "source"),
        )
    )
    return [
        Fixture(
            "state-2001",
            "html",
            frames.site_2001(
                "III. Country Narratives",
                by_tier,
                year=2001,
                date="July 2001",
                released="the U.S. Department of State",
            ),
            Row(
                PUBLISHER,
                "2001, by tier",
                ("AUT", "BGR", "SDN"),
                "2",
                (),
                2,
                edition=2001,
                author="U.S. Department of State",
                notes=("above all its countries: 'TIER 2'", "month and year of publication only"),
            ),
        ),
        Fixture(
            "state-2004",
            "html",
            frames.site_2001(
                "IV. Country Narratives: Near East", by_region, year=2004, date="June 14, 2004"
            ),
            Row(
                PUBLISHER,
                "2004, by region",
                ("BHR", "EGY", "MDA"),
                "2",
                (),
                3,
                edition=2004,
                published="2004-06-14",
                author=OFFICE,
            ),
        ),
        Fixture(
            "state-2005",
            "html",
            frames.site_2001(
                "VI. Country Narratives -- Countries H through P",
                by_letter,
                year=2005,
                date="June 3, 2005",
            ),
            Row(
                PUBLISHER,
                "2002-2008, by letter",
                ("HTI", "HND", "HUN"),
                "2WL",
                _PILLARS,
                5,
                edition=2005,
                published="2005-06-03",
                author=OFFICE,
                title="Trafficking in Persons Report - VI. Country Narratives -- Countries H through P",
            ),
        ),
    ]


def _elsewhere() -> list[Fixture]:
    near_east = _early("Qatar", "", role="destination") + _early("Kuwait", "", role="destination")
    old = _of_2001()[2]
    assert old.row is not None
    capture = "https://webarchive.library.unt.edu/eot2008/20080921124532/http://www.state.gov/g/tip/rls/tiprpt/2005/46614.htm"
    text = "\n\n".join(
        [
            "printable banner",
            "U.S. Department of State - Great Seal",
            "U.S. Department of State",
            "Diplomacy in Action",
            "Kenya",
            "Office To Monitor and Combat Trafficking in Persons",
            "2016 Trafficking in Persons Report",
            "Report",
            "Share",
            "KENYA: Tier 2",
            prose.opening("Kenya"),
            prose.standards("Kenya"),
            "PROSECUTION",
            prose.prosecution("Kenya"),
        ]
    )
    return [
        Fixture(
            "state-mobile-2003",
            "html",
            frames.mobile(
                "Near East", "<p>[*Please note: Kuwait was moved later that year.]</p>" + near_east
            ),
            Row(
                PUBLISHER,
                "2003, mobile site, headings lost",
                ("QAT", "KWT"),
                None,
                _PILLARS,
                5,
                edition=2003,
                notes=("the country's heading is lost", "the page notes: Kuwait was moved"),
            ),
            options=ReadOptions(address="http://m.state.gov/md21277.htm", edition=2003),
        ),
        Fixture(
            "state-unt",
            "html",
            frames.unt(old.data),
            _row(
                old.row,
                "2001-2009 in a web archive (UNT, CyberCemetery, Wayback)",
                captured="2008-09-21",
                notes=("kept by the UNT Web Archive",),
                address="http://www.state.gov/g/tip/rls/tiprpt/2005/46614.htm",
            ),
            options=ReadOptions(address=capture),
        ),
        Fixture(
            "state-text-2016",
            "text",
            text.encode(),
            Row(
                PUBLISHER,
                "2009-2017, text copied from the page",
                ("KEN",),
                "2",
                ("prosecution",),
                3,
                edition=2016,
                author="Office To Monitor and Combat Trafficking in Persons",
            ),
            file="page.txt",
        ),
        Fixture(
            "state-parts-unknown",
            "html",
            frames.mobile(
                "Country Narratives: Near East",
                _p(
                    prose.prosecution("the north"),
                    prose.standards("the coast"),
                    prose.protection("the town"),
                ),
            ),
            options=ReadOptions(address="http://m.state.gov/md21278.htm", edition=2003),
            refused="the parts of this page cannot be told apart",
        ),
        Fixture(
            "state-human-rights",
            "html",
            frames.reports(
                "2021 Country Reports on Human Rights Practices: Kenya",
                "https://www.state.gov/reports/2021-country-reports-on-human-rights-practices/kenya/",
                _p(prose.opening("Kenya"), prose.protection("Kenya")),
                current="Kenya",
            ),
            refused="Country Reports on Human Rights Practices",
        ),
    ]


def _row(row: Row, era: str, **changes: object) -> Row:
    return replace(row, era=era, **changes)  # type: ignore[arg-type]


FIXTURES = tuple(_fixtures())
