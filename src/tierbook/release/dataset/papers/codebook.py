"""`codebook.html`: every table and column with its codes, every variable with its question and rule."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tierbook.codebook import Variable, load_codebook
from tierbook.dossier import Missing, column_stem
from tierbook.release.dataset.about import SAMPLE_LINE, About
from tierbook.release.dataset.described import DataColumn, DataTable, load_rights

__all__ = ["missing_in_words", "write_codebook_html"]

_FEW = 8  # codes that are told beside a column; longer lists stand once, at the end
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 2.5rem; } code { font-size: .95em; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #8886; }
.sample { border: 2px solid; padding: .6rem 1rem; font-weight: 600; } dt { font-weight: 600; margin-top: .6rem; }
@media print { body { max-width: none; font-size: 9.5pt; } h2 { break-after: avoid; } }
"""


def write_codebook_html(about: About) -> bytes:
    """Return the codebook as one page that needs nothing else."""
    return ("\n".join(_lines(about)) + "\n").encode()


def missing_in_words() -> Iterator[tuple[str, str, str, str]]:
    """Yield each reason why there is no value: code, in Stata, in SPSS, in words."""
    for n, why in enumerate(Missing, 1):
        yield why.value, f".{why.letter}", str(-90 - n), why.label


def _lines(about: About) -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Codebook: {escape(about.title)}</title><style>{_STYLE}</style></head><body>"
    yield f"<h1>Codebook: {escape(about.title)}</h1>"
    if about.samples:
        yield f'<p class="sample">{escape(SAMPLE_LINE)}</p>'
    yield f"<p>{escape(about.dated)}. {escape(about.description)}</p>"
    yield "<nav><h2>Tables</h2><div class=wide><table><thead><tr><th>table<th>a row is<th>rows</tr></thead><tbody>"
    for table in about.tables:
        yield (
            f'<tr><td><a href="#table-{table.name}"><code>{table.name}</code></a>'
            f"<td>{escape(table.grain)}<td>{about.counts[table.name]:,}</tr>"
        )
    yield "</tbody></table></div></nav>"
    yield "<h2>Why a cell has no value</h2><div class=wide><table>"
    yield "<thead><tr><th>reason<th>Stata<th>SPSS<th>what it means</tr></thead><tbody>"
    for code, stata, spss, words in missing_in_words():
        yield f"<tr><td><code>{code}</code><td><code>{stata}</code><td><code>{spss}</code><td>{escape(words)}</tr>"
    yield "</tbody></table></div><p>None of these is <em>no</em>, and none is 0.</p>"
    for table in about.tables:
        yield from _table(table)
    yield "<h2>Variables</h2>"
    for variable in load_codebook().variables.values():
        yield from _variable(variable)
    yield "<h2>What it cannot carry</h2><ul>"
    yield from (f"<li>{escape(note)}" for note in about.limits)
    yield "</ul><h2>Rights</h2>"
    own = load_rights()["tierbook"]
    yield f'<p>{escape(own.label)}: <a href="{own.licence_href}">{own.licence_title}</a>. {escape(own.statement)}</p>'
    yield "</body></html>"


def _table(table: DataTable) -> Iterator[str]:
    yield f'<section id="table-{table.name}"><h2><code>{table.name}</code>: {escape(table.title)}</h2>'
    key = ", ".join(f"<code>{name}</code>" for name in table.key)
    rights = f"{table.rights.label}; {table.rights.licence_title}. {table.mixed}".strip()
    yield f"<p>A row is {escape(table.grain)}. Key: {key}. {escape(rights)}</p>"
    yield "<div class=wide><table><thead><tr><th>column<th>kind<th>what it holds</tr></thead><tbody>"
    for column in table.columns:
        yield f"<tr><td><code>{column.name}</code><td>{column.shape.kind}<td>{_meaning(column)}</tr>"
    yield "</tbody></table></div></section>"


def _meaning(column: DataColumn) -> str:
    words = escape(column.shape.label)
    codes = column.shape.codes
    if column.shape.facet == "absence":
        words += "<br><small><code>stated</code>, or a reason as above</small>"
    elif codes and len(codes) <= _FEW:
        told = "; ".join(
            f"<code>{escape(c.code)}</code> ({c.number}) {escape(c.label)}" for c in codes
        )
        words += f"<br><small>{told}</small>"
    elif codes:
        told = "; ".join(f"<code>{escape(c.code)}</code>" for c in codes)
        words += f"<br><small>{len(codes)} codes, in the table codes: {told}</small>"
    if column.refers:
        words += f'<br><small>a row of <a href="#table-{column.refers}">{column.refers}</a></small>'
    return words


def _variable(variable: Variable) -> Iterator[str]:
    yield f'<section id="variable-{variable.id}"><h3><code>{variable.id}</code> {escape(variable.label)}</h3>'
    last = f" to {variable.last_edition}" if variable.last_edition else " on"
    yield f"<p>{escape(variable.question)}</p><dl><dt>Values<dd>{variable.type.replace('_', ' or ')}"
    if variable.vocabulary:
        yield f", codes of <code>{variable.vocabulary}</code>"
    yield f"<dt>Rule<dd>{escape(variable.rule)}"
    if variable.not_this:
        yield f"<dt>Not this<dd>{escape(variable.not_this)}"
    yield f"<dt>Editions<dd>{variable.first_edition}{last}"
    yield f"<dt>In country_edition<dd><code>{column_stem(variable.id)}</code></dl></section>"
