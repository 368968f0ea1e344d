"""The reference of the interface as Markdown, made from its document: `docs/reference/api.md`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tierbook.library.api.problems import PROBLEMS

__all__ = ["reference_markdown"]

_HEAD = """\
# The interface for programs

Made from `src/tierbook/library/api/openapi.json` by `python -m tierbook.library.api.make`; change the operations, not
this page. [Use the interface](../how-to/use-the-api.md) shows it at work. A library serves the same as `/api/`.

{about}

## The contract

`openapi.json` is committed, and a test compares it with what the operations are. A change that only adds (an
operation, a parameter that may be left out, a field, a code) raises the second number of `API_VERSION`. A change that
breaks a program (something taken away or renamed, a kind of value changed, a parameter that must be given) is a new
version at a new address, `/api/v2/`, and this one stays for a year. `make` refuses to write it otherwise, and names
what breaks.

## Limits and headers

An asker is the address that a request comes from, or the key that it carries. Each has an allowance for a window of
time, `TIERBOOK_API_LIMIT` requests in `TIERBOOK_API_WINDOW` seconds (600 in 60 unless set; 0 is no limit). Workers
share it through the library's database, a twentieth at a time, so nobody gets more, and a worker that stops loses at
most a twentieth. Where the database cannot be written a worker counts alone. What is stored is a keyed hash that
changes with every window. Behind a proxy, `TIERBOOK_PROXIES` says how many proxies are trusted to name the asker.

| header | says |
|---|---|
| `RateLimit`, `RateLimit-Policy` | what is left, in how many seconds it is whole again; the allowance and its window |
| `Retry-After` | with 429 and 503: seconds to wait |
| `ETag` | a weak validator of the answer; `If-None-Match` with it gives 304 |
| `Last-Modified` | when what the library holds last changed, for answers that rest on all of it |
| `Link` | `rel="next"`: the next page |
| `Access-Control-Allow-Origin` | `*` for reading, never with credentials |

In a table a list is its words with semicolons between, a record is JSON, and before words that a spreadsheet would take
for a formula stands an apostrophe. The tables of pages are written the same way.

## What can go wrong

| kind | status | |
|---|---|---|
{problems}

## Operations
"""


def reference_markdown(document: Mapping[str, Any]) -> str:
    """Return the page."""
    problems = "\n".join(
        f"| `{kind.id}` | {kind.status} | {kind.title}. {kind.remedy} |"
        for kind in PROBLEMS.values()
    )
    head = _HEAD.format(about=document["info"]["description"], problems=problems)
    groups = [tag["name"] for tag in document["tags"]]
    return head + "\n".join(line for name in groups for line in _group(name, document)) + "\n"


def _group(name: str, document: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield f"### {name}"
    for path, methods in document["paths"].items():
        for method, one in methods.items():
            if one["tags"][0] == name:
                yield from _operation(path, method, one)


def _operation(path: str, method: str, one: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield f"#### `{method.upper()} {path}`"
    yield ""
    summary = f"{one['summary']}."
    yield summary if one["description"] == summary else f"{summary} {one['description']}"
    if one.get("parameters"):
        yield ""
        yield "| parameter | |"
        yield "|---|---|"
        for parameter in one["parameters"]:
            must = (
                " (must be given)" if parameter["required"] and parameter["in"] == "query" else ""
            )
            yield f"| `{parameter['name']}`{must} | {parameter['description']} |"
    if one.get("x-example-request"):
        yield ""
        yield f"Example: `{one['x-example-request']}`"
