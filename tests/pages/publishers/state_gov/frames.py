"""What the Department's sites print around a text, generation by generation; where it is prose, in our words."""

from __future__ import annotations

from html import escape

__all__ = ["archived", "mobile", "reports", "site_2001", "site_2009", "unt"]

OFFICE = "Office to Monitor and Combat Trafficking in Persons"
COUNTRIES = "Afghanistan Albania Algeria Angola Argentina Armenia Australia Austria Azerbaijan Bahrain".split()


def reports(
    title: str,
    address: str,
    body: str,
    *,
    current: str,
    published: str = "",
    banner: str = "",
    classic: bool = False,
) -> bytes:
    """Return a page of the template in use since 2018: www.state.gov/reports/ and its archive."""
    options = "".join(f'<option value="{n}">{name}</option>' for n, name in enumerate(COUNTRIES))
    dated = f'<meta property="article:published_time" content="{published}" />' if published else ""
    hero = f"""<section class="wp-block-reports-hero module featured-content page-header report-header">
<div class="row bc_row"><div id="breadcrumb__wrapper"><div id="breadcrumbs" class="ltr"><div class="bc_content">
<a class="bc_home" href="/">Home</a><span class="bc_carat"></span><span class="bc_middle collapse">
<a href="/bureaus-offices/tip/">{OFFICE}</a><span class="bc_carat"></span></span>
<span class="bc_ellipse">&#8230;</span><span class="bc_carat"></span><span class="bc_current">{current}</span></div>
<div class="bc_hide">hide</div></div></div>
<script type="text/javascript"> const bcHide = document.querySelector(".bc_hide"); </script></div>
<div class="row"><div class="report-header__copy">
<h1 class="featured-content__headline report-header__headline stars-above"> {escape(title)} </h1>
<div class="article-meta report-meta"><div class="report-meta__resources">
<div class="report-meta__link report-meta__link--download-pdf"><h5><a href="x.pdf"><span class="icon"></span>
Download Report</a></h5></div></div></div></div></div></section>"""
    toc = """<nav role="navigation" class="report-toc" data-component="reporttoc">
<input type="checkbox" id="report-toc__toggle" class="report-toc__toggle"><div class="report-toc__container">
<label for="report-toc__toggle" class="report-toc__header"><p class="report-toc__header-label">In this section /</p>
</label><div class="report-toc__content"><ol class="report-toc__sections"><li class="report-toc__section">
<a href="#prosecution" class="report-toc__section-link">Prosecution</a></li></ol></div></div></nav>"""
    inner = (
        f'<div class="entry-content">{body}</div>'
        if classic
        else f"""<section class="report__main js-backtotop"><div id="report_content" class="report__content">
<section class="report__content__inner entry-content">{body}</section>
<div class="report__tags"><h5>Tags</h5><a href="/tag/1">{OFFICE}</a><a href="/tag/2">Reports</a></div>
</div></section>"""
    )
    return f"""<!doctype html>
<html lang="en-US"><head><meta charset="UTF-8"><title>{current} - United States Department of State</title>
<link rel="canonical" href="{address}" />{dated}
<meta property="og:site_name" content="United States Department of State" />
<style>.report__content {{ margin: 0 }}</style><script>var page = "Country Reports on Human Rights Practices";</script>
</head><body class="state_report-template-default single single-state_report">
<a class="skip-link" href="#content">Skip to content</a>{banner}
<section class="usa-banner"><p>An official website of the United States Government</p>
<p>Here's how you know</p></section>
<header class="site-header"><nav><ul><li><a href="/policy/">Policy Issues</a></li><li>Travel</li></ul></nav></header>
<div id="content"><main>
<article id="post-1" class="post-1 state_report type-state_report status-publish hentry
 state_bureaus-office-to-monitor-and-combat-trafficking-in-persons">
<div class="row gutenberg-content"><div class="entry-content">{hero}
<div class="wp-block-report-content report row">{toc}{inner}</div></div></div></article>
<div class="report-builder"><form><h2>Build a Custom Report</h2><select>{options}</select>
<button type="submit">Build Your Custom Report</button></form></div></main></div>
<footer class="site-footer footer"><ul><li>White House</li><li>USA.gov</li><li>Contact Us</li></ul></footer>
<script>window.tagged = true;</script></body></html>""".encode()


def archived(title: str, address: str, body: str, *, current: str) -> bytes:
    """Return a page of 2017-2021.state.gov: the same template below a banner."""
    banner = (
        '<div class="archive-banner"><p>This is an archive site of pages that were online from January 20, 2017 to'
        " January 20, 2021; its content is not updated.</p></div>"
    )
    return reports(title, address, body, current=current, banner=banner)


def site_2009(title: str, body: str, *, series: str, date: str = "", address: str = "") -> bytes:
    """Return a page of the site of 2009 to 2017: printable banner, title, office, date, the word Report."""
    link = f'<link rel="canonical" href="{address}">' if address else ""
    long_date = f'<div id="date_long">{date}</div>' if date else ""
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}</title>{link}
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><script>var s_account = "site";</script></head>
<body><div id="printable-banner"><img src="b.gif" alt="printable banner"></div>
<div id="header"><img src="s.gif" alt="U.S. Department of State - Great Seal"><h1>U.S. Department of State</h1>
<p>Diplomacy in Action</p></div>
<div id="left-nav"><ul><li>Under Secretary</li><li>Human Rights</li></ul></div>
<div id="centerblock"><div id="breadcrumbs">Home &gt; Bureaus &gt; Report</div>
<h2 id="doctitle">{title}</h2><div id="templateFields"><div>{series}</div>
<div>Office To Monitor and Combat Trafficking in Persons</div>{long_date}<div>Report</div>
<div id="sharebar"><a href="#">Share</a></div></div>
<div id="doctext">{body}</div><p><a href="#top">Back to Top</a></p></div>
<div id="footer"><p>The Office of Website Management, Bureau of Public Affairs, manages this site as a place for what
the Department tells the public. External links to other Internet sites should not be construed as an endorsement of
what they hold.</p></div></body></html>""".encode()


def site_2001(
    title: str, body: str, *, year: int, date: str, released: str = f"the {OFFICE}"
) -> bytes:
    """Return a page of the site of 2001 to 2009: tables, the way to the page, who released it and when."""
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<HTML><HEAD><TITLE>{title}</TITLE><META http-equiv="Content-Type" content="text/html; charset=windows-1252">
<SCRIPT language="JavaScript">document.write("Search");</SCRIPT></HEAD>
<BODY bgColor="#ffffff"><A href="#skip">Skip Links</A>
<TABLE width="100%" border="0"><TR><TD>U.S. Department of State</TD></TR>
<TR><TD>A visit to the coast... &nbsp;|&nbsp; Daily Press Briefing | What's New</TD></TR>
<TR><TD>SEARCH</TD></TR><TR><TD>Subject Index</TD></TR></TABLE>
<TABLE width="100%"><TR><TD>Home</TD><TD>passports, visas, hotline, business support, trade, and more</TD></TR></TABLE>
<TABLE width="100%"><TR><TD>&nbsp;You are in: Under Secretary for Democracy and Global Affairs &gt; {OFFICE} &gt;
Releases and Remarks &gt; Trafficking in Persons Report &gt; {year} Report</TD></TR></TABLE>
<A name="skip"></A><TABLE width="100%"><TR><TD><B>Trafficking in Persons Report</B> &nbsp; -Report Home Page</TD></TR>
<TR><TD><FONT size="1">Released by {released}<BR>{date}</FONT></TD></TR>
<TR><TD><H2>{title}</H2>{body}</TD></TR></TABLE>
<TABLE width="100%"><TR><TD>The Bureau of Public Affairs manages this site as a gate to what the Department says.
External links to other Internet sites should not be construed as an endorsement of what they hold.<BR>
Copyright Information | Privacy</TD></TR></TABLE></BODY></HTML>""".encode("cp1252")


def mobile(title: str, body: str) -> bytes:
    """Return a page of the mobile site."""
    return f"""<!DOCTYPE html><html><head><title>{title}</title>
<meta name="viewport" content="width=device-width"></head>
<body><div id="head"><a href="/">U.S. Department of State</a></div><h2>{title}</h2>
<p>If a scroll bar appears below the following table, swipe the table to move it.</p>
<div class="body">{body}</div><div id="foot"><a href="/">Home</a> | <a href="/x">Full site</a></div>
</body></html>""".encode()


def unt(page: bytes) -> bytes:
    """Return a page as a web archive serves it: a toolbar after the body's tag."""
    toolbar = (
        b'<div id="wm-ipp-base"><div id="wm-ipp"><p>Captured pages of this address: 12</p><form><input name="url">'
        b"</form></div></div><!-- END TOOLBAR -->"
    )
    at = page.lower().index(b"<body")
    at = page.index(b">", at) + 1
    return page[:at] + toolbar + page[at:]
