"""Pages that are no narrative of the Report, told apart so that the message can say what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tierbook.editions import read_heading
from tierbook.errors import PageUnreadable
from tierbook.pages.country import country_by_name
from tierbook.pages.lines import Line
from tierbook.pages.page import Page
from tierbook.pages.refusals.columns import count_seams, may_be_woven
from tierbook.pages.refusals.languages import foreign_language
from tierbook.pages.refusals.narrative_signs import Signs, is_on_trafficking, read_signs
from tierbook.pages.refusals.not_ours import paper, papers, refusal_of, walls
from tierbook.text import late

__all__ = ["is_on_trafficking", "refuse_bare_page", "refuse_other_pages", "refuse_other_texts"]

_SHORT = 6000
_NO_TEXT = 150
_LIST_AT_LEAST = 10
_RESULTS_AT_LEAST = 5
_SPOKEN_OF_AT_LEAST = 2
_CHAPTERS_AT_LEAST = 2
_CHAPTER = late(
    r"(?:[IVX]{1,5}[a-d]?\.\s+)?country\s+narratives?\s*[-–—:]+\s*countries\s+"
    r"[A-Z]\s*(?:through|to|[-–])\s*[A-Z]\b.{0,20}",
    re.I,
)
_LOADS = late(r"\bloading\b|\bjavascript\b", re.I)
_SPEAKS = late(
    r"\b(?:the|this|its|annual|latest|yearly|year[’']s|State Department[’']?s?|U\.?S\.?|20\d\d)\s+"
    r"(?:annual\s+)?(?:TIP|Trafficking in Persons|human trafficking)\s+(?:\(TIP\)\s+)?report\b"
    r"|\b(?:the|this) report,? (?:also )?(?:says|said|not(?:es|ed)|stat(?:es|ed)|f(?:ound|inds)|add(?:s|ed)"
    r"|conclude[sd]|emphasi[sz]e[sd]|highlight(?:s|ed)|point(?:s|ed) out|place[sd]|rank(?:s|ed))\b"
    r"|\b(?:according to|in) the report\b|\b(?:this|last) year[’']s report\b"
    r"|\bthe (?:(?:TIP|20\d\d) )?report(?:[’']s (?:recommendations|ranking)"
    r"| (?:covers|covered|assess(?:es|ed)|suggest(?:s|ed)|recommend(?:s|ed)|ranks|ranked|uses))\b",
    re.I,
)


def refuse_other_pages(page: Page) -> None:
    """Do nothing for a page that may hold a narrative.

    Raises:
        PageUnreadable: a wall, a missing page, a page without text, another language, columns woven together,
            another report or paper, a list, another site.
    """
    signs = read_signs(page)
    if not signs.tier_lines:
        _refuse_walls(page, signs)
    refuse_other_texts(page)
    _refuse_papers(page, signs)
    if page.html and _is_hollow(page, signs):
        raise PageUnreadable(
            "this HTML holds no text",
            why="its text is put there by scripts in the browser, or was left out when it was saved",
            remedy="save the page from a browser after it has loaded, or take it from another publisher",
        )
    if page.html and not signs.ours and not signs.tier_lines:
        said = f" ({page.title})" if page.title else ""
        raise PageUnreadable(
            f"this is HTML of another kind of page{said}",
            why="nothing on it says Trafficking in Persons Report, and no tier line stands in it",
            remedy="save the country's own page of the Report",
        )


def refuse_other_texts(page: Page) -> None:
    """Do nothing for a text that its words allow to be a narrative, whatever page it stands on.

    Raises:
        PageUnreadable: the text is in another language, or two columns of print are woven together in it.
    """
    language = foreign_language(line.text for line in page.lines)
    if language is not None:
        raise PageUnreadable(
            f"this page is in {language}, not in English",
            why="the rules read the English of the Report; a translation has other words and no standing of its own",
            remedy="give the English page of the same narrative: the Department publishes every one in English",
        )
    if page.layout is not None:  # a site that is known weaves no columns together
        return
    text = _running_text(page)
    seams = count_seams(text) if may_be_woven(text) else None
    if seams is not None and seams.woven:
        raise PageUnreadable(
            "two columns of print are woven together line by line in this text",
            why=f"in {seams.words:,} words, {seams.total} times a line runs on into one of another column",
            remedy="give the PDF itself, or the narrative's web page",
        )


def refuse_bare_page(kind: str, lines: Iterable[Line]) -> None:
    """Do nothing for lines without country and tier line that hold a heading of a narrative.

    Args:
        kind: what page they are of, for the message.
        lines: the lines of the body.

    Raises:
        PageUnreadable: nothing shows that a narrative stands there.
    """
    if any(read_heading(line.text) for line in lines):
        return
    raise PageUnreadable(
        f"no narrative was found on {kind}",
        why="it names no country, and has neither a tier line nor a heading of a narrative",
        remedy="save the country's own page of the Report, or name the country with --country",
    )


def _running_text(page: Page) -> str:
    """Return the text of the body with an empty line where the page has one."""
    return "".join(("\n\n" if line.gap else "\n") + line.text for line in page.lines)


def _refuse_walls(page: Page, signs: Signs) -> None:
    if signs.on_trafficking or sum(len(line.text) for line in page.lines) >= _SHORT:
        return
    for wall in walls():
        asked = wall.by_password and page.asks_password
        if asked or wall.words.search(signs.head):
            raise refusal_of(wall)


def _is_hollow(page: Page, signs: Signs) -> bool:
    """Tell whether HTML came without its text: nothing, a word on loading, or the Report's title alone."""
    if signs.headings or len(page.source) >= _NO_TEXT:
        return False
    return not page.source.strip() or signs.calls_itself_report or bool(_LOADS.search(page.source))


def _refuse_papers(page: Page, signs: Signs) -> None:
    if signs.tier_lines and (signs.formula or signs.headings >= 2) and signs.prose:
        _refuse_lists(page, signs)
        found = next(
            (kind for kind in papers() if not kind.unless and kind.is_told_by(signs)), None
        )
    else:
        found = next((kind for kind in papers() if kind.is_told_by(signs)), None)
        if found is None:
            _refuse_lists(page, signs)
    if found is not None:
        raise refusal_of(found)
    if not signs.tier_lines and signs.headings < 2 and _speaks_of_the_report(page):
        raise refusal_of(paper("press_release"))


def _refuse_lists(page: Page, signs: Signs) -> None:
    """Refuse what is a list of chapters, of countries or of results, with hardly any prose."""
    if signs.ours and not signs.tier_lines and not signs.formula:
        chapters = sum(1 for line in page.lines if _CHAPTER.fullmatch(line.text))
        if chapters >= _CHAPTERS_AT_LEAST:
            raise refusal_of(paper("index"))
    if signs.prose > max(signs.tier_lines, signs.report_lines) // 2:
        return
    if signs.tier_lines >= _LIST_AT_LEAST:
        raise refusal_of(paper("placements"))
    if signs.report_lines >= _RESULTS_AT_LEAST:
        raise refusal_of(paper("search_results"))
    if signs.prose or not signs.ours:
        return
    names = sum(
        1 for line in page.lines if len(line.text) < 60 and country_by_name(line.text, None)
    )
    if names >= _LIST_AT_LEAST:
        by_tier = re.search(
            r"^tier [123]\b", "\n".join(line.text for line in page.lines), re.I | re.M
        )
        raise refusal_of(paper("placements" if by_tier else "index"))


def _speaks_of_the_report(page: Page) -> bool:
    """Tell whether a text speaks of the Report, as a narrative never does: an article or a release about it."""
    if page.row is not None or page.options.text_kind is not None:
        return False
    return sum(len(_SPEAKS.findall(line.text)) for line in page.lines if len(line.text) > 80) >= (
        _SPOKEN_OF_AT_LEAST
    )
