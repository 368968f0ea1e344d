"""Index pages of each era, in their shape: which of their links lead to narratives."""

from __future__ import annotations

import pytest

from tierbook.pages import load_table
from tierbook.pages.fetching.links import Link, read_links
from tierbook.places import get_country

TABLE = load_table()
ARCHIVE = "https://2009-2017.state.gov/j/tip/rls/tiprpt"
TODAY = "https://www.state.gov/reports/2021-trafficking-in-persons-report/"


def _archive(edition: int, rows: list[tuple[str, str]], *more: str) -> tuple[Link, ...]:
    """An index of the archive: a crumb line, a list of parts, links of the whole site around it."""
    items = "".join(f'<li><a href="{target}">{words}</a></li>' for target, words in rows)
    page = (
        '<html><body><div id="crumbs"><a href="/j/tip/">Home</a> <a href="/p/">Regions</a></div>'
        f"<div id='centerblock'><p>Parts of this edition:</p><ul>{items}</ul></div>{''.join(more)}"
        '<a href="/r/pa/">Africa</a><a href="/misc/415.htm">Countries A to Z</a></body></html>'
    )
    under = [f"/j/tip/rls/tiprpt/{edition}/", f"/j/tip/rls/tiprpt/countries/{edition}/"]
    return read_links(
        page.encode(), f"{ARCHIVE}/{edition}/index.htm", edition, under=under, table=TABLE
    )


def _holding(links: tuple[Link, ...], code: str, edition: int) -> list[str]:
    country = get_country(code)
    return [link.address.rpartition("/")[2] for link in links if link.may_hold(country, edition)]


def test_ranges_of_letters() -> None:
    links = _archive(
        2002,
        [
            ("/j/tip/rls/tiprpt/2002/1.htm", "I. Introduction"),
            ("/j/tip/rls/tiprpt/2002/2.htm", "II. Trafficking in Persons Lists"),
            (f"http{ARCHIVE[5:]}/2002/3.htm", "IIIa. Country Narratives - Countries A through G"),
            ("4.htm", "IIIb. Country Narratives -- Countries H through R"),
            ("5.htm", "IIIc. Country Narratives: Countries S to Z"),
        ],
    )  # fmt: skip
    assert [link.kind for link in links] == ["range"] * 3
    assert _holding(links, "JPN", 2002) == ["4.htm"]
    assert _holding(links, "ALB", 2002) == ["3.htm"]
    assert _holding(links, "GMB", 2002) == ["3.htm"]
    assert _holding(links, "ZMB", 2002) == ["5.htm"]
    assert _holding(links, "COD", 2002) == [
        "3.htm",
        "5.htm",
    ]  # Congo, Democratic Republic of; Zaire
    assert all(link.address.startswith(f"{ARCHIVE}/2002/") for link in links)


def test_short_ranges_and_special_cases_without_pdf() -> None:
    links = _archive(
        2013,
        [
            ("/documents/organization/1.pdf", "Country Narratives: A-C (PDF)"),
            ("210548.htm", "Country Narratives: A-C"),
            ("210549.htm", "Country Narratives: D–I"),
            ("210550.htm", "Country Narratives: J — M"),
            ("210552.htm", "T-Z and Special Case"),
        ],
    )  # fmt: skip
    assert [link.kind for link in links] == ["range"] * 4
    assert _holding(links, "BRA", 2013) == ["210548.htm"]
    assert _holding(links, "ITA", 2013) == ["210549.htm"]
    assert _holding(links, "JPN", 2013) == ["210550.htm"]
    assert _holding(links, "TUR", 2013) == ["210552.htm"]


def test_regions() -> None:
    rows = [
        (f"{n}.htm", words)
        for n, words in enumerate(
            [
                "Africa",
                "East Asia and Pacific",
                "Europe & Eurasia",
                "Near East",
                "South Asia",
                "Western Hemisphere",
            ]
        )
    ]
    links = _archive(2004, rows)
    assert [link.kind for link in links] == ["region"] * 6
    assert _holding(links, "JPN", 2004) == ["1.htm"]
    assert _holding(links, "KEN", 2004) == ["0.htm"]
    assert _holding(links, "KAZ", 2004) == ["2.htm", "4.htm"]  # Central Asia stood with Europe then


def test_tiers_may_hold_any_country() -> None:
    links = _archive(
        2001,
        [("1.htm", "Tier 1 Countries"), ("2.htm", "Tier 2 Countries"), ("3.htm", "Tier Three")],
    )
    assert _holding(links, "JPN", 2001) == ["1.htm", "2.htm", "3.htm"]


def test_pages_of_one_country() -> None:
    links = _archive(
        2016,
        [
            ("../countries/2016/258757.htm", "Japan"),
            ("../countries/2016/258758.htm", "Congo, Republic of the"),
            ("/j/tip/rls/tiprpt/countries/2016/258759.htm", "Cote d&rsquo;Ivoire"),
            ("/j/tip/rls/tiprpt/countries/2016/258760.htm", "Korea, South"),
            ("/j/tip/rls/tiprpt/2015/1.htm", "Kenya"),
        ],
        '<form><select><option value="">Country</option>'
        '<option value="/j/tip/rls/tiprpt/countries/2016/258761.htm">Bahamas, The</option></select></form>',
    )
    assert [(link.country, link.kind) for link in links] == [
        ("JPN", "country"),
        ("COG", "country"),
        ("CIV", "country"),
        ("KOR", "country"),
        ("BHS", "country"),
    ]


def test_a_further_index_is_known() -> None:
    (link,) = _archive(2010, [("142757.htm", "Country Narratives")])
    assert link.kind == "index"


def test_the_index_of_today() -> None:
    anchors = [
        ("https://www.state.gov/reports/2021-trafficking-in-persons-report/japan/", "Japan"),
        ("/reports/2021-trafficking-in-persons-report/burma__trashed/", "Burma (Tier 3)"),
        ("/reports/2021-trafficking-in-persons-report-174/", "Tunisia"),
        ("/reports/2021-trafficking-in-persons-report/cote-divoire/", "Read more"),
        (
            "/reports/2021-trafficking-in-persons-report/turkey/",
            "2021 Trafficking in Persons Report: Turkey",
        ),
        ("/reports/2021-trafficking-in-persons-report/", "2021 Trafficking in Persons Report"),
        ("/reports/2021-country-reports-on-human-rights-practices/kenya/", "Kenya"),
        ("/countries-areas/ghana/", "Ghana"),
        (
            "https://www.state.gov/reports/2021-trafficking-in-persons-report/japan/#report-toc",
            "Japan",
        ),
        ("https://evil.example/reports/2021-trafficking-in-persons-report/peru/", "Peru"),
        ("/wp-content/uploads/2021/07/report.pdf", "Peru (PDF)"),
        ("mailto:someone@state.gov", "Chad"),
        ("http://[broken", "Mali"),
    ]
    page = "<html><body>" + "".join(f'<a href="{a}">{w}</a>' for a, w in anchors) + "</body></html>"
    links = read_links(
        page.encode(),
        TODAY,
        2021,
        under=["/reports/2021-trafficking-in-persons-report"],
        table=TABLE,
    )
    assert [link.country for link in links] == ["JPN", "MMR", "TUN", "CIV", "TUR"]


@pytest.mark.parametrize(
    "page", [b"", b"\x00\xff garbage", b"<a href>", b"<a href='//'>Japan</a>", b"%PDF-1.4"]
)
def test_what_is_no_index_holds_no_links(page: bytes) -> None:
    assert read_links(page, TODAY, 2021, under=["/"], table=TABLE) == ()
