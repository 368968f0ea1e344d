"""`README.md` of a release: what it is, how to cite it, how to open it, what it cannot carry."""

from __future__ import annotations

from collections.abc import Iterator

from tierbook.release.dataset.about import SAMPLE_LINE, About
from tierbook.release.dataset.described import load_rights
from tierbook.release.dataset.formats import DATABASE, FOLDERS

__all__ = ["write_readme"]

_USUAL = "findings_consensus"
_TABULATED = 'tabulate answer if variable == "prosecution.law", missing'
_ASKED = "SELECT iso3, value FROM findings_consensus WHERE variable = 'tier.stated'"
_NAMES = {
    "csv": "CSV (UTF-8)",
    "parquet": "Parquet",
    "dta": "Stata 14 and later",
    "sav": "SPSS",
}


def write_readme(about: About) -> bytes:
    """Return the text."""
    return ("\n".join(_lines(about)) + "\n").encode()


def _lines(about: About) -> Iterator[str]:
    yield f"# {about.title}"
    yield ""
    if about.samples:
        yield f"**{SAMPLE_LINE}.**"
        yield ""
    yield f"{about.dated}."
    yield ""
    yield about.description
    yield ""
    yield from _citing(about)
    yield from _opening(about)
    yield from _tables(about)
    yield "## What it cannot carry"
    yield ""
    for note in about.limits:
        yield f"- {note}"
    yield ""
    if about.methods:
        yield "## How the panel was made"
        yield ""
        yield about.methods
        yield ""
    yield "## Rights"
    yield ""
    for rights in load_rights().values():
        names = ", ".join(f"`{t.name}`" for t in about.tables if t.rights.id == rights.id)
        if names or rights.notice:
            where = f" ({rights.licence_href})" if rights.licence_href else ""
            tables = f" Tables: {names}." if names else ""
            yield f"- {rights.label}: {rights.licence_title}{where}. {rights.statement}{tables}"
    yield from (f"- In `{table.name}`: {table.mixed}" for table in about.tables if table.mixed)
    yield ""
    for rights in load_rights().values():
        if rights.notice:
            yield f"### {rights.licence_title}: {rights.label[:1].lower()}{rights.label[1:]}"
            yield ""
            yield rights.notice
    yield "## Check it"
    yield ""
    yield "`SHA256SUMS` has the hash of every file: `sha256sum -c SHA256SUMS`, or `tierbook release --check FOLDER`."
    yield "`datapackage.json` says what each column may hold: `frictionless validate datapackage.json`."
    yield "The same library and the same version of tierbook give the same bytes."


def _citing(about: About) -> Iterator[str]:
    if about.samples:
        return
    yield "## How to cite"
    yield ""
    yield f"> {about.citation}"
    yield ""
    yield "`CITATION.cff` and `datacite.json` have the same for programs. Where you rest on a value, cite the document"
    yield "of the Report too: `citation` in the table `documents`, and the passage in `quotes`."
    yield ""


def _opening(about: About) -> Iterator[str]:
    yield "## How to open it"
    yield ""
    names = [table.name for table in about.tables]
    shown = _USUAL if _USUAL in names else names[0]
    name = "consensus" if shown == _USUAL else "rows"
    yield "Python:"
    yield ""
    yield "```python"
    yield "import pandas"
    if "parquet" in about.formats:
        yield f'{name} = pandas.read_parquet("parquet/{shown}.parquet")'
    else:
        yield f'{name} = pandas.read_csv("csv/{shown}.csv", keep_default_na=False, na_values=[""])'
    yield "```"
    yield ""
    yield 'With `read_csv`, write `keep_default_na=False, na_values=[""]`: an empty cell is the only missing one.'
    yield ""
    yield "R, with nothing but R:"
    yield ""
    yield "```r"
    yield 'source("tierbook.R")'
    yield f'{name} <- read_tierbook("{shown}")'
    yield "```"
    yield ""
    if "dta" in about.formats:
        yield "Stata, where `.a` is not stated, `.b` not reported, `.c` not asked, `.d` not held,"
        yield "`.e` not in the summary, `.f` several figures and none chosen, `.g` only parts or other periods:"
        yield ""
        yield "```stata"
        yield f"use stata/{shown}.dta"
        yield _TABULATED if shown == _USUAL else "codebook, compact"
        yield "```"
        yield ""
    if "sqlite" in about.formats:
        query = _ASKED if shown == _USUAL else f"SELECT * FROM {shown} LIMIT 10"
        yield "SQL, and Datasette:"
        yield ""
        yield "```"
        yield f'sqlite3 {DATABASE} "{query}"'
        yield f"datasette {DATABASE} -m metadata.json"
        yield "```"
        yield ""
    yield "| format | where |"
    yield "|---|---|"
    for form in ("csv", *(f for f in about.formats if f != "csv")):
        if form in FOLDERS:
            yield f"| {_NAMES[form]} | `{FOLDERS[form]}/` |"
    if "sqlite" in about.formats:
        yield f"| SQLite | `{DATABASE}` |"
    yield ""
    yield "In CSV, Parquet and SQLite a code stands in words and a cell without a value is empty. In Stata and SPSS a"
    yield "code is a labelled number, and each reason why there is none has a missing value of its own."
    yield ""


def _tables(about: About) -> Iterator[str]:
    yield "## Tables"
    yield ""
    yield "`codebook.html` and `codebook.pdf` have every column, code and question; `ddi-codebook.xml` is for archives."
    yield ""
    yield "| table | a row is | rows | key |"
    yield "|---|---|---|---|"
    for table in about.tables:
        key = ", ".join(f"`{name}`" for name in table.key)
        yield f"| `{table.name}` | {table.grain} | {about.counts[table.name]:,} | {key} |"
    yield ""
