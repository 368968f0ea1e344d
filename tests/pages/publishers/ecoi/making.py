"""Pages of ecoi.net of every era, with English and German furniture, in words of our own."""

from __future__ import annotations

from dataclasses import replace

from tests.pages import prose
from tests.pages.fixtures import Fixture, Row
from tierbook.pages import ReadOptions

__all__ = ["FIXTURES"]

PUBLISHER = "ecoi.net"
SINCE_2017 = ("recommendations", "prosecution", "protection", "prevention", "profile")
SOURCE = "USDOS – US Department of State (Author)"
QUELLE = "USDOS – US Department of State (Autor)"
NAMES = (
    "AfghanistanAlbaniaAlgeriaAndorraAngolaArmeniaAustriaBahamas, TheBahrainBangladeshBelgiumBelizeBhutan"
    * 3
)


def _body(tier: str, *, items: str, name: str = "Kenya") -> str:
    """Return a narrative in the order used since 2017, its recommendations as one page or another prints them."""
    advice = prose.recommendations()
    asked = {
        "clauses": f"RECOMMENDATIONS FOR {name.upper()}\n\n" + "; ".join(advice),
        "inline": "PRIORITIZED RECOMMENDATIONS\n\n" + " • ".join(advice),
        "glued": "PRIORITIZED RECOMMENDATIONS:\n\n" + "".join(advice),
        "bullets": "PRIORITIZED RECOMMENDATIONS:\n\n" + "\n".join(f"  • {one}" for one in advice),
    }[items]
    return (
        f"{tier}\n\n{prose.standards(name)}\n\n{asked}\n\nPROSECUTION\n\n{prose.prosecution(name)}\n\nPROTECTION\n\n"
        f"{prose.protection(name)}\n\nPREVENTION\n\n{prose.prevention(name)}\n\nTRAFFICKING PROFILE\n\n"
        f"{prose.profile(name)}\n"
    )


def _bare() -> str:
    """Return a page that prints neither title nor tier line nor headings, below German furniture."""
    return (
        f"Dokument #2111643\n{QUELLE}\n{prose.standards('Kenya')}\n{' * '.join(prose.recommendations())}\n"
        f"{prose.prosecution('Kenya')}\n{prose.protection('Kenya')}\n{prose.prevention('Kenya')}\n{prose.profile('Kenya')}\n"
    )


def _html(title: str, tier: str, *, german: bool) -> str:
    """Return the HTML of a page of the present site."""
    labels = (
        ("Quelle:", "Dokumentart:", "Sprache:", "Veröffentlicht:", "Land:", "Dokument-ID:")
        if german
        else ("Source:", "Document type:", "Language:", "Published:", "Country:", "Document ID:")
    )
    values = (
        QUELLE if german else SOURCE,
        "Periodical Report",
        "English",
        "1 July 2021",
        "Kenya",
        "2055232",
    )
    panel = "".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in zip(labels, values, strict=True))
    advice = "".join(f"<li>{one}</li>" for one in prose.recommendations())
    address = f"https://www.ecoi.net/{'de/dokument' if german else 'en/document'}/2055232.html"
    return f"""<!DOCTYPE html><html lang="{"de" if german else "en"}"><head><meta charset="utf-8">
<title>ecoi.net - {title}</title><link rel="canonical" href="{address}"></head><body>
<header><nav><a>{"Suche" if german else "Search"}</a></nav>
</header><main><p>{"Dokument" if german else "Document"} #2055232</p><p>{values[0]}</p><article><h1>{title}</h1>
<p><strong>{tier}</strong></p><p>{prose.standards("Kenya")}</p><p><strong>PRIORITIZED RECOMMENDATIONS:</strong></p>
<ul>{advice}</ul><h2>PROSECUTION</h2><p>{prose.prosecution("Kenya")}</p><h2>PROTECTION</h2><p>{prose.protection("Kenya")}
</p><h2>PREVENTION</h2><p>{prose.prevention("Kenya")}</p><h2>TRAFFICKING PROFILE</h2><p>{prose.profile("Kenya")}</p>
</article><aside><dl>{panel}</dl></aside></main><footer>ecoi.net</footer></body></html>"""


def _drop_down() -> str:
    """Return a page of 2010 as copied: the Department's page within, its menu of countries in one run of words."""
    pillars = (
        f"Prosecution\n{prose.prosecution('Kenya')}\n\nProtection\n{prose.protection('Kenya')}\n\nPrevention\n"
        f"{prose.prevention('Kenya')}"
    )
    return (
        "ecoi.net\n\nTrafficking in Persons Report 2010\n\nprintbanner950_2010.jpg\n\nSearch the Site\n\nSearch"
        f"\n#country_ab\n#topic_a\n\nCountry Profiles\n\nSelect a Country or Other Area{NAMES}\n\n"
        f"Stay Connected with State.gov\n\nSubscribe to Updates\n\nKENYA (Tier 2)\n\n{prose.opening('Kenya')}\n\n"
        f"{prose.standards('Kenya', verb='comply')}\n\n{pillars}\n"
    )


_BASE = Row(PUBLISHER, "", ("KEN",), "2", SINCE_2017, 5, items=3)


def _copied(name: str, text: str, row: Row, address: str | None = None) -> Fixture:
    return Fixture(name, "text", text.encode(), row, ReadOptions(address=address), file="page.txt")


FIXTURES = (
    _copied(
        "ecoi-2015",
        "Trafficking in Persons Report 2015 - Country Narratives - Kenya\n\nKENYA: Tier 2\n\n"
        f"{prose.opening('Kenya')}\n\n{prose.standards('Kenya', verb='comply')}\n\nRECOMMENDATIONS FOR KENYA:\n\n"
        f"{'; '.join(prose.recommendations())}\n\nPROSECUTION\n\n{prose.prosecution('Kenya')}\n\nPROTECTION\n\n"
        f"{prose.protection('Kenya')}\n\nPREVENTION\n\n{prose.prevention('Kenya')}\n",
        replace(
            _BASE,
            era="2015, local_link",
            sections=SINCE_2017[:4],
            paragraphs=6,
            items=0,
            edition=2015,
            title="Trafficking in Persons Report 2015 - Country Narratives - Kenya",
            address="http://www.ecoi.net/local_link/308000/443001_en.html",
        ),
        "http://www.ecoi.net/local_link/308000/443001_en.html",
    ),
    _copied(
        "ecoi-2018",
        "Trafficking in Persons Report 2018 - Country Narratives - Kenya\n\n"
        + _body("KENYA: Tier 2", items="clauses"),
        replace(
            _BASE,
            era="2016-2018, recommendations in one sentence",
            paragraphs=6,
            items=0,
            edition=2018,
        ),
        "https://www.ecoi.net/de/dokument/1437401.html",
    ),
    _copied(
        "ecoi-2019",
        "2019 Trafficking in Persons Report: Kenya\n\n" + _body("KENYA: Tier 2", items="inline"),
        replace(_BASE, era="2019, bullets in one line", edition=2019),
        "https://www.ecoi.net/en/document/2010886.html",
    ),
    _copied(
        "ecoi-2020",
        "2020 Trafficking in Persons Report: Kenya\n\n" + _body("KENYA: Tier 2", items="glued"),
        replace(_BASE, era="2020, bullets lost and glued", edition=2020),
        "https://www.ecoi.net/en/document/2036291.html",
    ),
    _copied(
        "ecoi-2022",
        "2022 Trafficking in Persons Report: Kenya\n\n" + _body("Kenya (Tier 2)", items="bullets"),
        replace(_BASE, era="2022, bullets on lines", edition=2022),
        "https://www.ecoi.net/de/dokument/2077605.html",
    ),
    _copied(
        "ecoi-bare-2024",
        _bare(),
        replace(
            _BASE,
            era="2024, neither title nor tier line nor headings",
            tier=None,
            sections=(),
            paragraphs=6,
            items=2,
            edition=2024,
            notes=(
                "document 2111643 of ecoi.net",
                "KEN is the one that the text speaks of",
                "is that of its address",
            ),
        ),
    ),
    Fixture(
        "ecoi-en-2021",
        "html",
        _html("2021 Trafficking in Persons Report: Kenya", "KENYA: Tier 2", german=False).encode(),
        replace(
            _BASE,
            era="2019-2024, HTML with a panel",
            edition=2021,
            published="2021-07-01",
            title="2021 Trafficking in Persons Report: Kenya",
            address="https://www.ecoi.net/en/document/2055232.html",
        ),
    ),
    Fixture(
        "ecoi-de-2021",
        "html",
        _html("2021 Trafficking in Persons Report: Kenya", "KENYA: Tier 2", german=True).encode(),
        replace(
            _BASE,
            era="2019-2024, HTML with a German panel",
            edition=2021,
            published="2021-07-01",
            address="https://www.ecoi.net/de/dokument/2055232.html",
        ),
    ),
    _copied(
        "ecoi-2010",
        _drop_down(),
        replace(
            _BASE,
            era="2010, a menu of countries before the text",
            sections=SINCE_2017[1:4],
            paragraphs=5,
            items=0,
            edition=2010,
        ),
        "https://www.ecoi.net/de/dokument/1044506.html",
    ),
)
