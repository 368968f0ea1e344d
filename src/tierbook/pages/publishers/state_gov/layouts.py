"""The layouts of the Department's sites, newest first, and the addresses under which they stand.

| layout | where | from |
|---|---|---|
| `state.gov/reports` | www.state.gov/reports/, preview.state.gov, 2017-2021.state.gov | edition 2017 |
| `state.gov/2009` | www.state.gov/j/tip and /g/tip, now 2009-2017.state.gov | 2009 to 2017 |
| `state.gov/2001` | www.state.gov/g/tip, now 2001-2009.state.gov | 2001 to 2009 |
| `state.gov/mobile` | m.state.gov/mdN.htm | 2003 to 2016 |
"""

from __future__ import annotations

import re

from tierbook.pages.layout import Layout
from tierbook.text import late

__all__ = ["ADDRESS", "LAYOUTS"]

ADDRESS = late(
    r"^https?://(?:(?:www|preview|m|(?:1997-2001|2001-2009|2009-2017|2017-2021))\.)?state\.gov(?::\d+)?/",
    re.I,
)
_FLOATS = "table[align=right], table[align=left]"
_PICTURES = (
    "figure, figcaption, .wp-caption, .wp-caption-text, .wp-block-image, .caption, .photo-caption"
)
_LINKS = (
    ".share, .addthis_toolbox, #share, .social-share, .share-buttons, .skip-link, #skip, #skiplinks"
)

LAYOUTS = (
    Layout(
        name="state.gov/reports",
        marks=("article.state_report",),
        body=(
            "#report_content",
            ".report__content",
            ".report__main",
            "article.state_report .entry-content",
            "article.state_report",
        ),
        drop=(
            ".report__tags, .report-toc, #breadcrumb__wrapper, .report-header, .report-meta, .report-appendices__nav",
            _PICTURES,
            _LINKS,
        ),
        fields=(
            ("title", "h1.report-header__headline, h1.featured-content__headline"),
            ("title", "article.state_report h1"),
            ("author", ".article-meta__author-bureau, .report-header__author"),
            ("date", ".article-meta__publish-date"),
            ("dated", "meta[property='article:published_time']@content"),
            ("current", "#breadcrumbs .bc_current"),
            ("bureaus", "article.state_report@class"),
        ),
    ),
    Layout(
        name="state.gov/2009",
        marks=("#centerblock",),
        address=ADDRESS,
        body=("#centerblock",),
        drop=(
            "#breadcrumbs, .breadcrumbs, #tier3-local-nav, #left-nav, #local-nav, #sharebar, #related, .related-links",
            _FLOATS,
            _PICTURES,
            _LINKS,
        ),
        fields=(("date", "#date_long"), ("title", "#centerblock h1"), ("title", "#centerblock h2")),
    ),
    Layout(
        name="state.gov/mobile",
        address=late(r"^https?://m\.state\.gov/", re.I),
        drop=(_FLOATS, _PICTURES, _LINKS),
        fields=(("title", "h1"), ("title", "h2")),
    ),
    Layout(
        name="state.gov/2001",
        address=late(
            r"^https?://(?:(?:www|2001-2009|2009-2017)\.)?state\.gov(?::\d+)?/(?:g|j|documents)/",
            re.I,
        ),
        body=("#main-content", "#content", "main"),
        drop=(_FLOATS, _PICTURES, _LINKS),
    ),
    Layout(
        name="state.gov/page",
        address=ADDRESS,
        body=("article", "#main-content", "#content", "main"),
        drop=(_FLOATS, _PICTURES, _LINKS),
        fields=(("title", "h1"), ("date", ".article-meta__publish-date")),
    ),
)
