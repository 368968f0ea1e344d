"""Pages that are no narrative of the Report, told apart so that the message can say what to do."""

from __future__ import annotations

import re

from tierbook.editions import read_tier_line
from tierbook.errors import PageUnreadable
from tierbook.pages.page import Page

__all__ = ["refuse_other_pages"]

_HEAD = 40
_SHORT = 6000
_WALL = re.compile(
    r"just a moment\b|checking your browser|enable javascript and cookies|attention required.{0,5}cloudflare"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|incapsula incident|request unsuccessful"
    r"|access denied|you have been blocked|unusual traffic|complete the captcha|bot detection|ddos protection by",
    re.I,
)
_LOGIN = re.compile(
    r"\b(?:log ?in|sign ?in|log on|single sign-on|forgot(?:ten)? (?:your )?password)\b", re.I
)
_PASSWORD = re.compile(r"\bpass ?word\b|\bsingle sign-on\b", re.I)
_MISSING = re.compile(
    r"\b(?:404|page not found|page (?:you requested )?(?:cannot|could not) be found|410 gone)\b",
    re.I,
)
_OTHER = (
    (
        re.compile(r"country reports? on human rights practices", re.I),
        "the Country Reports on Human Rights Practices",
    ),
    (
        re.compile(r"international religious freedom", re.I),
        "the report on International Religious Freedom",
    ),
    (
        re.compile(r"trafficking in persons interim assessment|interim assessment", re.I),
        "the Interim Assessment",
    ),
    (
        re.compile(r"findings on the worst forms of child labor", re.I),
        "the Findings on the Worst Forms of Child Labor",
    ),
    (re.compile(r"country reports? on terrorism", re.I), "the Country Reports on Terrorism"),
    (re.compile(r"freedom in the world", re.I), "Freedom in the World"),
    (re.compile(r"memorandum of justification", re.I), "a Memorandum of Justification"),
)
_OURS = re.compile(
    r"trafficking\s+in\s+persons\s+report|minimum\s+standards\s+for\s+the\s+elimination", re.I
)


def refuse_other_pages(page: Page) -> None:
    """Do nothing for a page that may hold a narrative.

    Raises:
        PageUnreadable: a bot wall, a form to log in, a missing page, another report, another site.
    """
    if any(read_tier_line(line.text) for line in page.lines):
        return
    head = " \n ".join(
        [page.title or "", page.address or "", *(line.text for line in page.lines[:_HEAD])]
    )
    is_ours = bool(_OURS.search(page.source)) or bool(_OURS.search(page.title or ""))
    is_short = sum(len(line.text) for line in page.lines) < _SHORT
    if is_short and not is_ours:
        if _WALL.search(head):
            raise PageUnreadable(
                "this is a bot wall, not the page behind it",
                why="the site asked the program that saved it to prove it is no robot",
                remedy="open the address in a browser and save the page from there",
            )
        if page.asks_password or (_LOGIN.search(head) and _PASSWORD.search(page.source)):
            raise PageUnreadable(
                "this is a form to log in, not the page behind it",
                why="the session had ended when the page was saved",
                remedy="log in and save the page again, or take it from another publisher",
            )
        if _MISSING.search(head):
            raise PageUnreadable(
                "this is a site's message that a page is missing",
                why="the address no longer leads to the narrative",
                remedy="look for the narrative at another publisher or in a web archive",
            )
    title = _title_words(page)
    for pattern, name in _OTHER:
        if pattern.search(title) and not re.search(r"trafficking in persons report", title, re.I):
            raise PageUnreadable(
                f"this is a page of another report: {name}",
                why="only narratives of the Trafficking in Persons Report are read",
                remedy="save the country's page of the Trafficking in Persons Report",
            )
    if page.html and not is_ours:
        said = f" ({page.title})" if page.title else ""
        raise PageUnreadable(
            f"this is HTML of another kind of page{said}",
            why="nothing on it says Trafficking in Persons Report, and no tier line stands in it",
            remedy="save the country's own page of the Report",
        )


def _title_words(page: Page) -> str:
    """Return what the page calls itself: title, address with its dashes as spaces, and its first short lines."""
    short = [line.text for line in page.lines[:12] if len(line.text) < 200]
    return "\n".join([page.title or "", (page.address or "").replace("-", " "), *short])
