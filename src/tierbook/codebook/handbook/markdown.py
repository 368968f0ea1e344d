"""The handbook as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

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

__all__ = ["handbook_markdown"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


def handbook_markdown(
    codebook: Codebook, beside: Beside | None = None, facts: CaseFacts | None = None
) -> str:
    """Return the whole handbook: contents, one entry a variable, the tables of other codebooks, facts of a case.

    Args:
        codebook: what is printed.
        beside: accuracy and labels of criteria; without it every variable is printed as untested.
        facts: the codebook of screening, printed after the other.
    """
    beside = beside or Beside()
    parts = chapters(codebook, beside)
    lines = [*_front(codebook, beside, parts), *_body(parts), *_tables(codebook)]
    return "\n".join([*lines, *(_facts(facts) if facts else ())]) + "\n"


def _front(codebook: Codebook, beside: Beside, parts: tuple[Chapter, ...]) -> Iterator[str]:
    yield f"# Handbook of the codebook {codebook.name}"
    yield ""
    yield f"{sum(len(p.entries) for p in parts)} variables in {len(parts)} groups."
    for words in (*ABOUT, HOW_EXAMPLES, beside.about_accuracy):
        if words:
            yield ""
            yield _plain(words)
    yield ""
    yield "## Contents"
    for part in parts:
        yield ""
        yield f"**{part.label}**"
        yield ""
        for entry in part.entries:
            yield f"- [{_plain(entry.variable.label)}](#{_anchor(entry.variable.id)})"


def _body(parts: tuple[Chapter, ...]) -> Iterator[str]:
    for part in parts:
        yield ""
        yield f"## {part.label}"
        for entry in part.entries:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    variable = entry.variable
    yield ""
    yield f'<a id="{_anchor(variable.id)}"></a>'
    yield ""
    yield f"### {_plain(variable.label)}"
    yield ""
    yield f"`{variable.id}`"
    for title, words in entry.facts:
        shown = _plain(words)
        if title == "Reference" and variable.reference_href:
            shown = f"[{shown}]({variable.reference_href})"
        yield ""
        yield f"**{title}.** {shown}"
    yield ""
    yield "**Accuracy.** " + " ".join(_plain(words) for words in entry.accuracy)
    yield ""
    yield "**Examples**"
    yield ""
    for example in variable.examples:
        yield _example(example)


def _example(example: Example) -> str:
    text = _plain(example.text)
    for words in sorted(example.evidence, key=len, reverse=True):
        marked = _plain(words)
        if f"**{marked}" not in text:
            text = text.replace(marked, f"**{marked}**", 1)
    where = ", ".join(str(w) for w in (example.country, example.edition) if w)
    why = f" ({_plain(example.why)})" if example.why else ""
    kind = KINDS[example.kind]
    return f"- {text} {f'[{where}] ' if where else ''}→ {kind}: `{value_in_words(example)}`{why}"


def _tables(codebook: Codebook) -> Iterator[str]:
    rows = coverage(codebook)
    if not rows:
        return
    yield ""
    yield f"## {INDICES['htc']}: where its variables are"
    yield ""
    yield "| name | what it codes | ours, or why not |"
    yield "|---|---|---|"
    for row in rows:
        ours = ", ".join(f"`{i}`" for i in row.variables) or _plain(row.reason) or "not yet mapped"
        yield f"| `{row.name}` | {_plain(row.label)} | {ours} |"


def _facts(facts: CaseFacts) -> Iterator[str]:
    yield ""
    yield f"## {_plain(facts.label)}"
    yield ""
    yield ABOUT_FACTS.format(name=f"`{facts.name}`")
    for group in facts.groups:
        yield ""
        yield f"### {_plain(group.label)}"
        if group.help:
            yield ""
            yield _plain(group.help)
        for fact in group.facts:
            yield ""
            yield f"#### {_plain(fact.label)}"
            yield ""
            yield f"`{fact.id}`"
            for title, words in describe_fact(fact):
                yield ""
                yield f"**{title}.** {_plain(words)}"


def _plain(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))


def _anchor(variable: str) -> str:
    return variable.replace(".", "-").replace("_", "-")
