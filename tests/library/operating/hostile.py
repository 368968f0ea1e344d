"""Pages of publishers with everything in them that could run in a reader's browser, in our own words.

Each attack calls `ran`, which a browser test defines, or leaves an element that no page of ours has.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

__all__ = ["ATTACKS", "hostile_page", "hostile_record", "write_hostile_pages"]

ATTACKS = (
    "<script>ran('script')</script>",
    '"><img src=x onerror="ran(\'quote\')">',
    "'><svg onload='ran(1)'></svg>",
    "</title></style></script><script>ran('closing')</script>",
    "--><script>ran('comment')</script><!--",
    "]]><script>ran('cdata')</script>",
    "<iframe srcdoc=\"<script>parent.ran('frame')</script>\"></iframe>",
    "<a href=\"javascript:ran('link')\">a link</a>",
    "{{ 7|add:7 }} {% debug %} ${ran('template')}",
    "<base href='https://evil.example/'><form action='https://evil.example/'>",
    "<math><mtext></p><mglyph><style><img src=x onerror=ran('math')>",
)
SENTENCES = (
    "The government of {country} falls short of the standards for getting rid of trafficking {a}.",
    "It identified 12 victims {a} and referred nine of them to shelters.",
    "The police investigated 14 cases of trafficking {a}, and courts convicted three traffickers.",
    "The law criminalizes sex trafficking {a} and sets penalties of up to 20 years in prison.",
    "Women from Nepal {a} are exploited in sex trafficking, and men from Peru {a} in forced labor.",
    "The government ran campaigns {a} and operated a hotline, but it did not train judges {a}.",
)


def _words(start: int, country: str) -> list[str]:
    return [
        sentence.format(country=country, a=ATTACKS[(start + place) % len(ATTACKS)])
        for place, sentence in enumerate(SENTENCES)
    ]


def hostile_page(country: str, edition: int, start: int) -> str:
    """Return a page in the shape of a publisher's: attacks as markup, as attributes and as words to be read."""
    shown = [escape(a) for a in ATTACKS]
    body = "\n".join(
        f"<p onclick=\"ran('attribute')\" style='x'>{escape(' '.join(_words(start + n, country)))}"
        f"{ATTACKS[n % len(ATTACKS)]}</p>"
        for n in range(6)
    )
    rows = {
        "Publisher": f"United States Department of State {shown[0]}",
        "Author": f"Office {shown[1]}",
        "Publication Date": f"28 June {edition}",
        "Cite as": f"Somebody {shown[2]}, Trafficking in Persons Report {edition} - {country}, available at: "
        f"https://www.refworld.org/docid/{start:08x}.html{escape(ATTACKS[1])} [accessed 3 May 2021]",
        "Disclaimer": f"Not ours {shown[3]}",
    }
    table = "".join(f"<tr><td>{k}</td><td>{v}</td></tr>" for k, v in rows.items())
    return f"""<!doctype html><html><head>
<title>Refworld | {edition} Trafficking in Persons Report - {country} {escape(ATTACKS[3])}</title>
<link rel="canonical" href="https://www.refworld.org/docid/{start:08x}.html&quot; onclick=&quot;ran(1)">
<script>ran('head')</script></head><body onload="ran('body')"><div id="rwmain">
<h1>{edition} Trafficking in Persons Report - {country} {shown[0]}</h1><table>{table}</table>
<p>{country.upper()} (Tier 2)</p>{body}</div></body></html>"""


def hostile_record(country: str, edition: int, start: int) -> str:
    """Return one line of a table of texts, every field of it an attack."""
    text = " ".join(_words(start, country)) + "\n\n" + " ".join(_words(start + 5, country))
    return json.dumps(
        {
            "text": text,
            "country": country,
            "edition": edition,
            "address": "javascript:ran('address')",
            "title": ATTACKS[0],
            "publisher": ATTACKS[1],
            "author": ATTACKS[2],
            "cite_as": ATTACKS[3],
            "source_url": "javascript:ran('source')",
        }
    )


def write_hostile_pages(folder: Path) -> list[Path]:
    """Write pages and records that tell of three countries over two editions; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for start, (country, edition) in enumerate(
        [("Japan", 2017), ("Japan", 2018), ("Kenya", 2018), ("Norway", 2018)]
    ):
        path = folder / f"{country}-{edition}-{ATTACKS[2].split('/')[0]}.html"
        path.write_text(hostile_page(country, edition, start * 3), encoding="utf-8")
        paths.append(path)
    path = folder / "records.jsonl"
    rows = (hostile_record("Peru", 2018, 1), hostile_record("Nepal", 2018, 4))
    path.write_text("\n".join(rows), encoding="utf-8")
    return [*paths, path]
