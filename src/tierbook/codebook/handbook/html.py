"""The handbook as one HTML page that prints well: no scripts, no files beside it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tierbook.codebook.case_facts import CaseFacts
from tierbook.codebook.handbook.entries import (
    INDICES,
    Beside,
    Chapter,
    Entry,
    chapters,
    coverage,
    describe_fact,
    value_in_words,
)
from tierbook.codebook.handbook.words import ABOUT, ABOUT_FACTS, HOW_EXAMPLES, KINDS
from tierbook.codebook.variable import Codebook, Example

__all__ = ["handbook_html"]

_STYLE = """
:root { color-scheme: light dark; --quiet: #595959; --rule: #bbb; --mark: #fff3bf; }
@media (prefers-color-scheme: dark) { :root { --quiet: #b0b0b0; --rule: #555; --mark: #5a4b00; } }
body { font: 1.05rem/1.5 Georgia, 'Times New Roman', serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3, h4 { line-height: 1.2; } h2 { margin-top: 3rem; border-bottom: 1px solid var(--rule); }
section.variable { margin: 2.5rem 0; break-inside: avoid-page; }
code { font-size: .9em; } dt { font-variant: small-caps; color: var(--quiet); } dd { margin: 0 0 .5rem 1.5rem; }
mark { background: var(--mark); color: inherit; } li { margin: .4rem 0; } .of { color: var(--quiet); }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .2rem .5rem; border-top: 1px solid var(--rule); }
@page { margin: 2cm; }
@media print { body { max-width: none; font-size: 10.5pt; } h2 { break-before: page; } a { color: inherit; } }
"""


def handbook_html(
    codebook: Codebook, beside: Beside | None = None, facts: CaseFacts | None = None
) -> str:
    """Return the whole handbook as one page.

    Args:
        codebook: what is printed.
        beside: accuracy and labels of criteria; without it every variable is printed as untested.
        facts: the codebook of screening, printed after the other.
    """
    beside = beside or Beside()
    parts = chapters(codebook, beside)
    title = escape(f"Handbook of the codebook {codebook.name}")
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        f'<head><meta charset="utf-8"><title>{title}</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{_STYLE}</style></head>",
        f"<body><main><h1>{title}</h1>",
        *_front(beside, parts),
        *(line for part in parts for line in _chapter(part)),
        *_tables(codebook),
        *(_facts(facts) if facts else ()),
        "</main></body></html>",
    ]
    return "\n".join(lines) + "\n"


def _front(beside: Beside, parts: tuple[Chapter, ...]) -> Iterator[str]:
    count = sum(len(part.entries) for part in parts)
    yield f"<p>{count} variables in {len(parts)} groups.</p>"
    for words in (*ABOUT, HOW_EXAMPLES.replace("in bold", "marked"), beside.about_accuracy):
        if words:
            yield f"<p>{escape(words)}</p>"
    yield '<nav aria-label="Contents">'
    for part in parts:
        yield f'<p><a href="#part-{part.pillar}"><b>{escape(part.label)}</b></a></p><ul>'
        for entry in part.entries:
            variable = entry.variable
            yield f'<li><a href="#{variable.id}">{escape(variable.label)}</a></li>'
        yield "</ul>"
    yield "</nav>"


def _chapter(part: Chapter) -> Iterator[str]:
    yield f'<h2 id="part-{part.pillar}">{escape(part.label)}</h2>'
    for entry in part.entries:
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    variable = entry.variable
    yield f'<section class="variable" id="{variable.id}">'
    yield f"<h3>{escape(variable.label)}</h3><p><code>{variable.id}</code></p><dl>"
    for title, words in entry.facts:
        shown = escape(words)
        if title == "Reference" and variable.reference_href:
            shown = f'<a href="{escape(variable.reference_href)}">{shown}</a>'
        yield f"<dt>{escape(title)}</dt><dd>{shown}</dd>"
    yield "<dt>Accuracy</dt>" + "".join(f"<dd>{escape(words)}</dd>" for words in entry.accuracy)
    yield "<dt>Examples</dt><dd><ul>"
    for example in variable.examples:
        yield f"<li>{_example(example)}</li>"
    yield "</ul></dd></dl></section>"


def _example(example: Example) -> str:
    text = escape(" ".join(example.text.split()))
    for words in sorted(example.evidence, key=len, reverse=True):
        marked = escape(" ".join(words.split()))
        if f"<mark>{marked}" not in text:
            text = text.replace(marked, f"<mark>{marked}</mark>", 1)
    where = ", ".join(str(w) for w in (example.country, example.edition) if w)
    why = f" ({escape(example.why)})" if example.why else ""
    value = escape(value_in_words(example))
    return (
        f'{text} <span class="of">{where}</span> → {KINDS[example.kind]}: <code>{value}</code>{why}'
    )


def _tables(codebook: Codebook) -> Iterator[str]:
    rows = coverage(codebook)
    if not rows:
        return
    yield f'<h2 id="htc">{INDICES["htc"]}: where its variables are</h2>'
    yield "<table><thead><tr><th>name</th><th>what it codes</th><th>ours, or why not</th></tr></thead><tbody>"
    for row in rows:
        ours = ", ".join(f'<a href="#{i}"><code>{i}</code></a>' for i in row.variables)
        ours = ours or escape(row.reason) or "not yet mapped"
        yield f"<tr><td><code>{row.name}</code></td><td>{escape(row.label)}</td><td>{ours}</td></tr>"
    yield "</tbody></table>"


def _facts(facts: CaseFacts) -> Iterator[str]:
    yield f'<h2 id="facts">{escape(facts.label)}</h2>'
    yield f"<p>{escape(ABOUT_FACTS.format(name=facts.name))}</p>"
    for group in facts.groups:
        yield f"<h3>{escape(group.label)}</h3>" + (
            f"<p>{escape(group.help)}</p>" if group.help else ""
        )
        for fact in group.facts:
            yield f'<section class="variable" id="{fact.id}">'
            yield f"<h4>{escape(fact.label)}</h4><p><code>{fact.id}</code></p><dl>"
            for title, words in describe_fact(fact):
                yield f"<dt>{title}</dt><dd>{escape(words)}</dd>"
            yield "</dl></section>"
