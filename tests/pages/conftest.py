"""Pages in our own words, shaped like those of their publishers."""

from __future__ import annotations

import pytest

TITLE = "U.S. Department of State 2005 Trafficking in Persons Report - Kenya"
BODY = (
    "Kenya is a source and transit country for women trafficked for sexual exploitation.",
    "The Kenyan Government does not fully comply with the minimum standards; however, it is trying.",
    "Police arrested nine traffickers, and courts convicted two of them.",
    "Shelters took in 40 victims and gave them medical care.",
    "Radio campaigns warned the public of false offers.",
)


@pytest.fixture
def refworld_text() -> str:
    return "\n".join(
        [
            "Last Updated: Friday, 01 November 2019, 12:00 GMT",
            "",
            TITLE,
            "",
            "Publisher United States Department of State",
            "Author Office to Monitor and Combat Trafficking in Persons",
            "Publication Date 3 June 2005",
            "Cite as United States Department of State, Report - Kenya, 3 June 2005, available at:"
            " https://www.refworld.org/docid/4680d7c523.html [accessed 2 November 2019]",
            "DisclaimerThis is not a publication of the library. It only keeps a copy.",
            "",
            "Kenya (Tier 2)",
            "",
            BODY[0],
            "",
            BODY[1],
            "",
            "Prosecution",
            BODY[2],
            "",
            "Protection",
            BODY[3],
            "",
            "Prevention",
            BODY[4],
            "",
            "Search Refworld",
            "by keyword",
        ]
    )


@pytest.fixture
def refworld_html() -> str:
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Refworld | {TITLE}</title>
<link rel="canonical" href="https://www.refworld.org/docid/4680d7c523.html">
<style>p {{ margin: 0 }}</style><script>var publisher = "nobody";</script></head>
<body>
<div id="nav"><ul><li><a href="/">Home</a></li><li>Topics</li></ul></div>
<form><input name="query"><button>Search</button></form>
<div id="rwmain">
<p>Last Updated: Friday, 01 November 2019, 12:00 GMT</p>
<h2>{TITLE}</h2>
<table>
<tr><td><strong>Publisher</strong></td><td><a href="/p">United States Department of State</a></td></tr>
<tr><td><strong>Author</strong></td><td>Office to Monitor and Combat Trafficking in Persons</td></tr>
<tr><td><strong>Publication Date</strong></td><td>3 June 2005</td></tr>
<tr><td><strong>Cite as</strong></td><td>United States Department of State, <i>Report - Kenya</i>, 3 June 2005,
available at: https://www.refworld.org/docid/4680d7c523.html [accessed 2 November 2019]</td></tr>
<tr><td><strong>Disclaimer</strong></td><td>This is not a publication of the library. It only keeps a copy.</td></tr>
</table>
<p><strong>Kenya (Tier 2)</strong></p>
<p>{BODY[0]}</p>
<p>{BODY[1]}</p>
<p><strong>Prosecution</strong><br>{BODY[2]}</p>
<p><b>Protection</b> {BODY[3]}</p>
<h4>Prevention</h4><p>{BODY[4]}</p>
<p style="display: none">Hidden words about trafficking.</p>
</div>
<div>Search Refworld</div>
<footer>About this site</footer>
</body></html>"""


@pytest.fixture
def tier_text() -> str:
    return "\n\n".join(
        ["KENYA: TIER 2", BODY[1], "PROSECUTION", BODY[2], "TRAFFICKING PROFILE", BODY[0]]
    )
