"""The long parts of a page drawn in Python: paragraphs with their notes, findings in tables and as sayings.

A page has thousands of such pieces, which a template prints ten times as slowly. Whatever stands once on a page stays
in its template.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from tierbook.library.reading.apparatus import FindingRow, Nomination, Note, Place
from tierbook.library.reading.markup import escaped, format_html
from tierbook.library.reading.templatetags.signs import breakable, by_people, chip_list, value

if TYPE_CHECKING:
    from tierbook.library.reading.document_page import ParagraphView

__all__ = ["draw_findings", "draw_nominations", "draw_paragraph_row", "draw_sayings"]

Groups = Iterable[tuple[str, str, Sequence[FindingRow]]]

_HEADING = '<div class="para printed"><h3>{}</h3></div>\n'
_NUMBER = '<a href="#{0}" aria-label="Paragraph {1}, numbering ours">[{1}]</a> '
_AWAY = (
    ' <a class="away" href="{}" rel="noreferrer" aria-label="Paragraph {} on the publisher’s page">'
    "publisher’s page</a>"
)
_TOOLS = (
    ' <a class="cite-it" rel="nofollow" href="/documents/{0}/cite/?p={1}" aria-label="cite {2}{3}">cite</a>'
    ' <a class="wrong" rel="nofollow" data-wrong href="/desk/reports/new/?document={0}&amp;place={1}"'
    ' aria-label="wrong? Report what is wrong in {2}">wrong?</a>'
)
_ROW = (
    '<div class="para{}" id="{}">\n<div class="pn">{}<b>{}</b>{}{}</div>\n<p>{}</p>\n{}\n</div>\n'
)
_FIRST_NOTE = (
    '<li class="n n-{0}" id="f-{1}"><a class="ref" href="#{2}" aria-label="{1}: to the words">{1}</a>'
    '<div><a class="var" href="{3}">{4}</a> {5} {6}{7}</div></li>\n'
)
_NOTE_AGAIN = (
    '<li class="n n-{0}"><a class="ref" href="#f-{1}" aria-label="{1}: to the finding">{1}</a>'
    '<div><span class="quiet">{2}, also here{3}</span></div></li>\n'
)
_FINDINGS_HEAD = (
    '<table class="rows"><caption>{}</caption>\n'
    '<thead><tr><th scope="col"><span class="vh">Reference</span></th><th scope="col">Variable</th>'
    '<th scope="col">Value</th><th scope="col">As the words say</th><th scope="col">Sentence</th>'
    '<th scope="col">Rule</th><th scope="col"><span class="vh">Reasons</span></th></tr></thead>\n'
)
_GROUP = '<tbody><tr><th scope="rowgroup" colspan="7">{}. {}</th></tr>\n'
_FINDING = (
    '<tr><td><a class="ref" href="#f-{0}">{0}</a></td><td>{1} <span class="id">{2}</span></td><td>{3}</td>'
    '<td>{4}</td><td data-h="at">{5}{6}</td><td data-h="rule"><span class="id">{7}</span></td>'
    '<td><a href="/documents/{8}/findings/{9}/" aria-label="Finding {0}, to cite">cite</a>'
    ' <a href="/documents/{8}/why/{10}/" aria-label="Why {0}">why</a></td></tr>\n'
)
_NOMINATIONS_HEAD = (
    "<details><summary>{} place{}</summary>\n"
    '<table class="rows noref"><caption class="vh">Nominated, did not count</caption><thead><tr>'
    '<th scope="col">Variable</th><th scope="col">Sentence</th><th scope="col">Why it did not count</th>'
    '<th scope="col">Rule</th></tr></thead><tbody>'
)
_NOMINATION = (
    '<tr><td>{}</td><td data-h="at">{}</td><td>{}</td>'
    '<td data-h="rule"><span class="id">{}</span></td></tr>'
)
_SAYINGS = '<section aria-labelledby="g-{0}"><h3 id="g-{0}">{0}. {1}</h3><ul>'
_SAYING = (
    '<li><span class="var">{0}</span> <span class="said">{1} {2} {3}{4}'
    '<a class="at" href="/documents/{5}/findings/{6}/" aria-label="Finding {7}, {0}, to cite">cite</a>'
    ' <a class="at" href="/documents/{5}/why/{8}/" aria-label="Why {7}, {0}">why</a></span></li>'
)


def draw_paragraph_row(paragraph: ParagraphView, document: str) -> SafeString:
    """Draw one row of the reading page: headings above it, number and pillar, text with marks, notes beside it."""
    number = paragraph.number
    words = f"paragraph {number}" if number else "the tier line"
    parts = [format_html(_HEADING, heading) for heading in paragraph.headings]
    about = "".join(
        format_html(" <span>{}</span>", said) for said in (paragraph.basis, paragraph.page) if said
    )
    if paragraph.link:
        about += format_html(_AWAY, paragraph.link, number)
    parts.append(
        format_html(
            _ROW,
            "" if number else " tierline",
            paragraph.anchor,
            format_html(_NUMBER, paragraph.anchor, number) if number else "",
            paragraph.pillar,
            SafeString(about),
            format_html(
                _TOOLS, document, number, words, " or one of its sentences" if number else ""
            ),
            paragraph.html,
            _draw_notes(paragraph, words, document),
        )
    )
    return SafeString("".join(parts))


def _draw_notes(paragraph: ParagraphView, words: str, document: str) -> SafeString:
    if not paragraph.notes:
        return SafeString("")
    notes, more = (
        SafeString("".join([_draw_note(note, document) for note in found]))
        for found in (paragraph.notes, paragraph.more_notes)
    )
    folded = SafeString("")
    if more:
        folded = format_html(
            '<details><summary>{} more</summary><ol aria-label="More findings beside paragraph {}">'
            "{}</ol></details>",
            len(paragraph.more_notes),
            paragraph.number,
            more,
        )
    return format_html(
        '<div class="notes"><ol aria-label="Findings beside {}">{}</ol>{}</div>',
        words,
        notes,
        folded,
    )


def _draw_note(note: Note, document: str) -> SafeString:
    row = note.row
    letter = row.letter.lower()
    if not note.first:
        supports = format_html(": <b>{}</b>", note.supports) if note.supports else ""
        return format_html(_NOTE_AGAIN, letter, row.reference, row.variable.label, supports)
    finding = row.finding.get("id")
    said = row.finding.get("note")
    return format_html(
        _FIRST_NOTE,
        letter,
        row.reference,
        note.anchor,
        f"/documents/{document}/findings/{finding}/"
        if finding
        else f"/variables/{row.variable.id}/",
        row.variable.label,
        value(row.value, "brief"),
        chip_list(row.margin_chips),
        SafeString(
            "".join(format_html("<p>{}</p>", w) for w in (said, row.finding.get("people")) if w)
        ),
    )


def draw_findings(groups: Groups, document: str, caption: str) -> SafeString:
    """Draw the findings of a document as a table by pillar.

    Args:
        groups: what `pillar_groups` gave.
        document: its id.
        caption: the caption of the table.
    """
    parts = [format_html(_FINDINGS_HEAD, caption)]
    for letter, name, rows in groups:
        parts.append(format_html(_GROUP, letter, name))
        parts += [_draw_finding(row, document) for row in rows]
        parts.append(SafeString("</tbody>"))
    return SafeString("".join([*parts, "</table>\n"]))


def _draw_finding(row: FindingRow, document: str) -> SafeString:
    more = format_html(' <span class="quiet">and {} more</span>', row.more_places)
    return format_html(
        _FINDING,
        row.reference,
        row.variable.label,
        breakable(row.variable.id),
        value(row.value),
        chip_list(row.chips),
        _draw_places(row.first_places),
        more if row.more_places else "",
        breakable(row.finding.get("cue") or ""),
        document,
        row.finding["id"],
        row.variable.id,
    )


def _draw_places(places: Iterable[Place]) -> SafeString:
    links = [format_html('<a href="#{}">{}</a>', place.anchor, place.words) for place in places]
    return SafeString(", ".join(links))


def draw_nominations(nominations: Sequence[Nomination]) -> SafeString:
    """Draw what was nominated and did not count, folded."""
    parts = [
        format_html(
            _NOMINATION,
            row.variable.label,
            _draw_places(row.places),
            row.why,
            breakable(row.cue),
        )
        for row in nominations
    ]
    count = len(nominations)
    head = format_html(_NOMINATIONS_HEAD, count, "" if count == 1 else "s")
    return SafeString("".join([head, *parts, "</tbody></table></details>\n"]))


def draw_sayings(groups: Groups, document: str) -> SafeString:
    """Draw the findings of a document as what it says, by pillar, for the page of its country."""
    parts = ['<div class="sayings">']
    for letter, name, rows in groups:
        parts.append(format_html(_SAYINGS, letter, name))
        parts += [_draw_saying(row, document) for row in rows]
        parts.append("</ul></section>")
    return SafeString("".join([*parts, "</div>\n"]))


def _draw_saying(row: FindingRow, document: str) -> SafeString:
    at = escaped(f"/documents/{document}/")
    places = [
        format_html('<a class="at" href="{}#{}">{}</a> ', SafeString(at), place.anchor, place.words)
        for place in row.first_places
    ]
    more = format_html('<span class="quiet">and {} more</span> ', row.more_places)
    return format_html(
        _SAYING,
        row.variable.label,
        value(row.value),
        chip_list(row.chips) + by_people(row.finding.get("mark")),
        SafeString("".join(places)),
        more if row.more_places else "",
        document,
        row.finding["id"],
        row.reference,
        row.variable.id,
    )
