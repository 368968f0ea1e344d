"""Refworld's pages of every layout, as HTML and as text copied from them, in words of our own."""

from __future__ import annotations

from tests.pages import prose
from tests.pages.fixtures import Fixture, Row
from tierbook.pages import ReadOptions

__all__ = ["FIXTURES"]

PUBLISHER = "Refworld"
OFFICE = "Office to Monitor and Combat Trafficking in Persons"
DEPARTMENT = "United States Department of State"
DISCLAIMER = (
    "This is not a publication of the library. The library keeps a copy and answers for none of it."
)
PILLARS = ("prosecution", "protection", "prevention")
OLD = "http://www.refworld.org/cgi-bin/texis/vtx/rwmain?page=topic&tocid=1&coi=KEN&docid="


def _three(name: str) -> tuple[str, str, str]:
    return prose.prosecution(name), prose.protection(name), prose.prevention(name)


def _header(title: str, published: str, *, address: str = "", glue: str = "\n") -> str:
    cite = f"{DEPARTMENT}, {title}, {published}, available at: {address + ' ' if address else ''}[accessed 25 May 2016]"
    pairs = [
        f"Publisher {DEPARTMENT}",
        f"Author {OFFICE}",
        f"Publication Date {published}",
        f"Cite as {cite}",
        f"Disclaimer{DISCLAIMER}",
    ]
    return glue.join(pairs)


def _copied_a() -> str:
    """Return the text of a page of the old site with its header: no headings, two empty lines in their place."""
    title = "U.S. Department of State 2004 Trafficking in Persons Report - Kenya"
    first, second, third = _three("Kenya")
    return (
        f"Last Updated: Wednesday, 25 May 2016, 08:28 GMT\n\n{title}\n\n{_header(title, '14 June 2004')}\n\n"
        f"Kenya (Tier 2 Watch List)\n\n{prose.opening('Kenya')}\n\n{prose.standards('Kenya', verb='comply')} Crews came"
        f" from the P. R. C. , and the U. A. E. , by sea.\n\n\n{first}\n\n\n{second}\n\n\n{third}\n\nSearch Refworld\n"
    )


def _copied_b() -> str:
    """Return the same of the agency's web archive: one line of labels and values with bars between."""
    title = "Trafficking in Persons Report 2009 - Kenya"
    address = "http://www.unhcr.org/refworld/docid/4a4214a0c.html"
    first, second, third = _three("Kenya")
    return (
        f"Last Updated: Friday, 1 November 2019, 12:47 GMT\n\n{title}\n\n"
        f"{_header(title, '16 June 2009', address=address, glue=' | ')}\n\n"
        f"KENYA (Tier 2)\n\n{prose.opening('Kenya')}\n\n{prose.standards('Kenya', verb='comply')}\n\n"
        f"Recommendations for Kenya: {'; '.join(prose.recommendations())}\n\nProsecution\n{first}\n\n"
        f"Protection\n{second}\n\nPrevention\n{third}\n"
    )


def _copied_c(head: str, edition: int) -> str:
    """Return a text without any header: it begins at the title or at the tier line."""
    first, second, third = _three("Kenya")
    title = f"Trafficking in Persons Report {edition} - Kenya\n\n" if edition < 2010 else ""
    return (
        f"{title}{head}\n\n{prose.opening('Kenya')}\n\n{prose.standards('Kenya', verb='comply')}\n\n\n{first}\n\n\n"
        f"{second}\n\n\n{third}\n"
    )


def _rwmain() -> str:
    """Return the HTML of the old site."""
    title = "2013 Trafficking in Persons Report - Kenya"
    address = "https://www.refworld.org/docid/51c2f3ac0.html"
    rows = "".join(
        f"<tr><td class='label'><strong>{label}</strong></td><td>{value}</td></tr>"
        for label, value in (
            ("Publisher", f"<a href='/publisher/USDOS.html'>{DEPARTMENT}</a>"),
            ("Author", OFFICE),
            ("Publication Date", "19 June 2013"),
            (
                "Cite as",
                f"{DEPARTMENT}, <i>{title}</i>, 19 June 2013, available at: {address} [accessed 2 May 2020]",
            ),
            ("Disclaimer", DISCLAIMER),
        )
    )
    first, second, third = _three("Kenya")
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Refworld | {title}</title>
<link rel="canonical" href="{address}"><script>var page = {{"publisher": "none"}};</script></head><body>
<div id="header"><ul><li><a href="/">Home</a></li><li>Topics</li><li>Countries</li></ul>
<form action="/search"><input name="q"><button>Search</button></form></div>
<div id="rwmain"><p>Last Updated: Friday, 01 November 2019, 12:00 GMT</p><h1>{title}</h1><table>{rows}</table>
<p><b>KENYA (Tier 1)</b></p><p>{prose.opening("Kenya")}</p><p>{prose.standards("Kenya", tier="1", verb="complie")}</p>
<p><b>Recommendations for Kenya:</b> {"; ".join(prose.recommendations())}</p>
<p><b>Prosecution</b><br>{first}</p><p><b>Protection</b><br>{second}</p><p><b>Prevention</b><br>{third}</p></div>
<div id="footer">Search Refworld</div></body></html>"""


def _reference() -> str:
    """Return the HTML of the site of 2023: the three headings are gone, a panel stands beside the text."""
    first, second, third = _three("Kenya")
    gap = "<p></p><p></p>"
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Trafficking in Persons Report 2010 - Kenya | Refworld</title><link rel="canonical" href="https://www.refworld.org/reference/annualreport/usdos/2010/en/70001">
</head><body><a href="#main">Skip to main content</a><nav><ul><li>Browse</li><li>Search</li></ul></nav>
<main id="main"><article><h1>Trafficking in Persons Report 2010 - Kenya</h1><div class="text"><p>KENYA (Tier 2)</p>
<p>{prose.opening("Kenya")}</p><p>{prose.standards("Kenya", verb="comply")}</p>{gap}<p>{first}</p>{gap}<p>{second}</p>
{gap}<p>{third}</p></div></article><aside><h2>Document details</h2><dl><dt>Document source</dt><dd>US Department of
 State</dd><dt>Date</dt><dd>14 June 2010</dd><dt>Country</dt><dd>Kenya</dd><dt>Topics</dt><dd>Trafficking in
 persons</dd></dl></aside></main><footer>About Refworld</footer></body></html>"""


def _reference_copied() -> str:
    """Return the whole of a page of 2023 as copied: the panel's labels and values stand on lines of their own below."""
    first, second, third = _three("Kenya")
    return (
        "Skip to main content\n\nRefworld - Global Law & Policy Database\n\nTrafficking in Persons Report 2012 - Kenya"
        f"\n\nDocument source\nUS Department of State\nDate\n19 June 2012\n\nKENYA (Tier 2)\n\n"
        f"{prose.opening('Kenya')}\n\n{prose.standards('Kenya', verb='comply')}\n\n\n{first}\n\n\n{second}\n\n\n"
        f"{third}\n\nCountry\nKenya\nTopics\nTrafficking in persons\nDisclaimer\n"
        + DISCLAIMER
        + "\n"
    )


def _text(name: str, text: str, row: Row | None, **given: object) -> Fixture:
    refused = given.pop("refused", None)
    assert refused is None or isinstance(refused, str)
    options = ReadOptions(**given)  # type: ignore[arg-type]
    return Fixture(
        name, "text", text.encode(), row, options=options, refused=refused, file="page.txt"
    )


_BASE = Row(PUBLISHER, "", ("KEN",), "2", (), 5)


def _row(era: str, **said: object) -> Row:
    from dataclasses import replace

    return replace(_BASE, era=era, **said)  # type: ignore[arg-type]


FIXTURES = (
    _text(
        "refworld-a-2004",
        _copied_a(),
        _row(
            "2001-2007, header of lines, headings lost",
            tier="2WL",
            edition=2004,
            published="2004-06-14",
            author=OFFICE,
            title="U.S. Department of State 2004 Trafficking in Persons Report - Kenya",
            notes=("gives no address", "headings are lost", "P. R. C., U. A. E."),
        ),
    ),
    _text(
        "refworld-b-2009",
        _copied_b(),
        _row(
            "web archive of the agency, header with bars",
            sections=PILLARS,
            paragraphs=6,
            edition=2009,
            published="2009-06-16",
            author=OFFICE,
            address="http://www.unhcr.org/refworld/docid/4a4214a0c.html",
        ),
    ),
    _text(
        "refworld-c-2008",
        _copied_c("KENYA (Tier 2)", 2008),
        _row(
            "old addresses without header, from the title",
            edition=2008,
            title="Trafficking in Persons Report 2008 - Kenya",
            address="http://www.refworld.org/docid/484f9a2b1.html",
        ),
        address="http://www.refworld.org/docid/484f9a2b1.html",
    ),
    _text(
        "refworld-c-2015",
        _copied_c("KENYA: Tier 2", 2015),
        _row(
            "old addresses without header, from the tier line",
            edition=2015,
            notes=("edition 2015 is that of its address",),
        ),
        address="http://www.refworld.org/country,,USDOS,ANNUALREPORT,KEN,,55b73c1e3,0.html",
    ),
    Fixture(
        "refworld-rwmain-2013",
        "html",
        _rwmain().encode(),
        _row(
            "2008-2018, HTML of the old site",
            tier="1",
            sections=("recommendations", *PILLARS),
            paragraphs=6,
            edition=2013,
            published="2013-06-19",
            author=OFFICE,
            address="https://www.refworld.org/docid/51c2f3ac0.html",
        ),
    ),
    Fixture(
        "refworld-reference-2010",
        "html",
        _reference().encode(),
        _row(
            "site of 2023, HTML with a panel",
            edition=2010,
            published="2010-06-14",
            address="https://www.refworld.org/reference/annualreport/usdos/2010/en/70001",
            notes=("headings are lost",),
        ),
    ),
    _text(
        "refworld-reference-copied-2012",
        _reference_copied(),
        _row("site of 2023, copied with its panel", edition=2012, published="2012-06-19"),
    ),
    _text(
        "refworld-interim-2013",
        _copied_a()
        .replace(
            "2004 Trafficking in Persons Report", "2013 Trafficking in Persons Interim Assessment"
        )
        .replace("Kenya (Tier 2 Watch List)\n\n", ""),
        None,
        refused="this is a page of another report, the Interim Assessment",
    ),
)
