"""A draft as one HTML file: no script, no address but those of the evidence, its own print style.

Quoted words are set in the serif of the report, ours in sans. It is never set like a page of the Department: no seal,
no tier beside the country's name in a heading. The author's line and the standing notes are on the page and in print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib import resources

from tierbook.release.drafts import Block, Draft, Ground, Points, Prose, Sentence, Table
from tierbook.release.writers.notes import Notes

__all__ = ["write_html"]


def write_html(draft: Draft) -> str:
    """Return the draft as a whole HTML document."""
    notes = Notes(draft)
    kind = "brief" if draft.brief else "report"
    lines = [
        "<!doctype html>",
        f'<html lang="{draft.language}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="generator" content="tierbook">',
        f'<meta name="description" content="{escape(draft.notice)}">',
        f"<title>{escape(draft.title)}</title>",
        f"<style>\n{_style()}</style>",
        "</head>",
        f'<body class="{kind}">',
    ]
    lines.append("<main>")
    if draft.sample:
        lines.append(f'<p class="sample">{escape(draft.sample_words)}</p>')
    lines += ["<header>", f"<h1>{escape(draft.title)}</h1>"]
    lines.append(f'<p class="under">{escape(draft.under)}</p>')
    by = [escape(words) for words in (draft.author, draft.date) if words]
    if by:
        lines.append(f'<p class="by">{" · ".join(by)}</p>')
    lines.append("</header>")
    for n, part in enumerate(draft.parts, 1):
        # A landmark needs a name of its own; parts within a section share theirs.
        named = f' aria-labelledby="part-{n}"' if part.level == 2 else ""
        tag = "section" if part.level == 2 else "div"
        lines.append(f'<{tag} class="level-{part.level}"{named}>')
        lines.append(f'<h{part.level} id="part-{n}">{escape(part.heading)}</h{part.level}>')
        lines.append('<div class="matter">')
        for block in part.blocks:
            lines += _block(block, notes, brief=draft.brief)
        lines += ["</div>", f"</{tag}>"]
    if notes.rows:
        lines += _notes(notes)
    lines.append("</main>")
    lines.append('<footer class="standing">')
    lines += [f"<p>{escape(words)}</p>" for words in draft.standing]
    lines += ["</footer>", "</body>", "</html>"]
    return "\n".join(lines) + "\n"


def _block(block: Block, notes: Notes, *, brief: bool) -> Iterator[str]:
    if isinstance(block, Prose):
        yield f"<p>{_sentences(block.sentences, notes, brief=brief)}</p>"
    elif isinstance(block, Points):
        yield "<ul>"
        for point in block.points:
            yield f"<li>{_sentences(point, notes, brief=brief)}</li>"
        yield "</ul>"
    elif isinstance(block, Table):
        label = escape(block.caption)
        yield f'<div class="wide" role="region" tabindex="0" aria-label="{label}">'
        yield f"<table><caption>{escape(block.caption)}</caption><thead><tr>"
        yield "".join(f'<th scope="col">{escape(head)}</th>' for head in block.heads)
        yield "</tr></thead><tbody>"
        for row in block.rows:
            cells = [escape(c.text) + _marks(c.grounds, notes, brief=brief) for c in row]
            heads = zip(block.heads[1:], cells[1:], strict=True)
            rest = "".join(f'<td data-head="{escape(h)}">{c}</td>' for h, c in heads)
            yield f'<tr><th scope="row">{cells[0]}</th>{rest}</tr>'
        yield "</tbody></table></div>"
    else:
        yield f'<p class="remark">{escape(block.text)}</p>'


def _sentences(sentences: Iterable[Sentence], notes: Notes, *, brief: bool) -> str:
    shown = []
    for one in sentences:
        words = "".join(
            f"<q>{escape(run.text)}</q>" if run.quoted else escape(run.text) for run in one.runs
        )
        shown.append(words + _marks(one.grounds, notes, brief=brief))
    return " ".join(shown)


def _marks(grounds: Iterable[Ground], notes: Notes, *, brief: bool) -> str:
    if brief:
        places = [
            f'<a href="{escape(g.href)}">{escape(g.short)}</a>' if g.href else escape(g.short)
            for g in grounds
        ]
        return f' <span class="place">{", ".join(places)}</span>' if places else ""
    marks = [f'<a href="#note-{n}" aria-label="note {n}">{n}</a>' for n in notes.numbers(grounds)]
    return f'<sup class="notes">{", ".join(marks)}</sup>' if marks else ""


def _notes(notes: Notes) -> Iterator[str]:
    yield '<section class="level-2 endnotes" aria-labelledby="notes"><h2 id="notes">Notes</h2>'
    yield '<div class="matter"><ol>'
    for n, ground in enumerate(notes.rows, 1):
        link = f' <a href="{escape(ground.href)}">the words on the page</a>' if ground.href else ""
        yield f'<li id="note-{n}">{escape(ground.note)}{link}</li>'
    yield "</ol></div></section>"


@cache
def _style() -> str:
    return (resources.files("tierbook.release") / "writers" / "draft.css").read_text("utf-8")
