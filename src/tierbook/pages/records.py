"""Files of many records, one JSON object a line: texts with their country and edition, and Factbook fields.

The World Factbook prints another agency's summary of a narrative: semicolons instead of sentences, the edition in
the closing parentheses. Its files are named by FIPS codes, which are never read as ISO: the country is found by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any, BinaryIO, cast

import orjson

from tierbook.editions import read_tier_line
from tierbook.errors import PageUnreadable, Problem, TierbookError
from tierbook.files import canonical_json, content_hash
from tierbook.pages.assembly import Facts, build_document, is_edition
from tierbook.pages.body import Piece
from tierbook.pages.country import country_by_code, country_by_name
from tierbook.pages.decoding import decode_page
from tierbook.pages.document import KIND_ORDER, Document, TextKind
from tierbook.pages.lines import split_lines
from tierbook.pages.options import ReadOptions
from tierbook.pages.page import Page
from tierbook.pages.publishers.claims import year_of_address
from tierbook.pages.publishers.plain import read_plain
from tierbook.pages.tables import TableKind, table_kind, table_rows
from tierbook.pages.tier_lines import legible_lines
from tierbook.text import late

__all__ = ["looks_like_records", "read_records", "read_table"]

_CLOSING_YEAR = late(r"\((20\d\d)\)\s*(?:\||$|tier[ _]rating)", re.I | re.M)
_SUBJECT = late(
    r"Tier\s[123](?:\sWatch\s?List)?\s*[–—-]\s*(?:the\s+government\s+of\s+)?(?P<name>[A-Z][^;:,.]{3,50}?|the\s[A-Z][^;:,.]{3,50}?)"
    r"\s(?:does|do|fully|is|was|remains|did)\b"
)
_LABEL = late(
    r"(?:^|\s\|\s|\s)(?P<label>current[ _]situation|currrent situation|trafficking[ _]profile|tier[ _]rating"
    r"|note|count)\s*:\s*(?:\|\s*)?",
    re.I,
)
_HEAD = 1 << 16
_FACTBOOK_KEYS = frozenset({"fields", "fips", "factbook_year", "first_snapshot", "snapshot"})


def looks_like_records(name: str, text: str) -> bool:
    """Tell whether a file holds JSON records."""
    return table_kind(name, text[:_HEAD].encode("utf-8", "replace"), ReadOptions()) == "jsonl"


def read_records(name: str, text: str, options: ReadOptions) -> Iterator[Document | Problem]:
    """Yield the Document of each record, or the Problem it has; one broken record never stops the rest."""
    for row, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{name}:{row}"
        try:
            yield _read_record(where, line, row, options)
        except TierbookError as error:
            yield Problem.of(error, where)


def read_table(
    kind: TableKind, stream: BinaryIO, name: str, options: ReadOptions
) -> Iterator[Document | Problem]:
    """Yield the Document of each record of a table, or the Problem it has; see `tierbook.pages.tables`."""
    for row, line in table_rows(kind, stream, name, options):
        if isinstance(line, Problem):
            yield line
            continue
        where = f"{name}:{row}"
        try:
            text = decode_page(line)[0] if kind == "jsonl" else line
            yield _read_record(where, text, row, options)
        except TierbookError as error:
            yield Problem.of(error, where)


def _read_record(where: str, line: str | bytes, row: int, options: ReadOptions) -> Document:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise PageUnreadable(
            f"this record is no JSON: {error.msg} at character {error.colno}",
            why="a file of JSON lines holds one object a line, a JSON file an array of objects",
            remedy="mend or remove the record",
        ) from error
    if not isinstance(record, dict):
        raise PageUnreadable(
            "this record is no JSON object",
            why=f"it is a {type(record).__name__}",
            remedy="write an object for each text, with the text under its key",
        )
    sha256 = content_hash(canonical_json(record))
    if "fields" in record or (_FACTBOOK_KEYS & record.keys() and _text(record, options)):
        return _read_factbook(record, row, sha256, options)
    return _read_text(where, record, row, sha256, options)


def _text(record: dict[str, Any], options: ReadOptions) -> str | None:
    text = record.get(options.text_column)
    return text if isinstance(text, str) and text.strip() else None


def _read_factbook(record: dict[str, Any], row: int, sha256: str, options: ReadOptions) -> Document:
    source, spans = _factbook_spans(record, options)
    notes: list[str] = []
    edition = _factbook_edition(record, source, options, notes)
    country = _factbook_country(record, source, edition, options, notes)
    facts = Facts(
        publisher="World Factbook",
        edition=edition,
        country=country,
        text_kind=_kind(record) or options.text_kind or "summary",
        text_author="Central Intelligence Agency",
        row=row,
        notes=tuple(notes),
        reader="factbook",
    )
    pieces = [Piece("paragraph", (span,), 0) for span in spans]
    return build_document(facts, _page(source, sha256, options, row), pieces)


def _factbook_country(
    record: dict[str, Any], source: str, edition: int | None, options: ReadOptions, notes: list[str]
) -> str | None:
    """Return the country by its name, else by a column of alpha-3 codes, else by the subject of the tier sentence."""
    name = record.get(options.country_column)
    if isinstance(name, str) and name.strip():
        found = country_by_name(unescape(name), edition)
        if found is not None:
            return found
    iso3 = record.get("iso3")
    found = country_by_code(iso3) if isinstance(iso3, str) else None
    if found is not None:
        notes.append(
            f"the record's name {name!r} is not known here; the country is that of its iso3 column"
        )
        return found
    subject = _SUBJECT.search(source)
    found = country_by_name(subject["name"], edition) if subject else None
    if found is not None:
        notes.append(
            f"the record's name {name!r} is not known here; the country is the subject of its text"
        )
        return found
    notes.append(f"the record names no single country: {name!r}")
    return None


def _factbook_spans(
    record: dict[str, Any], options: ReadOptions
) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a Factbook record and the spans of its fields, labels left out."""
    fields = record.get("fields")
    if isinstance(fields, dict):
        known = ("current situation", "trafficking profile", "tier rating")
        texts = [fields[key].strip() for key in known if isinstance(fields.get(key), str)]
        texts += [
            text.strip() if key == "note" else f"{key}: {text.strip()}"
            for key, text in fields.items()
            if key not in known and isinstance(text, str)
        ]
        texts = [text for text in texts if text]
        if not texts:
            raise PageUnreadable("the record's fields hold no text", remedy="leave the record out")
        spans, at = [], 0
        for text in texts:
            spans.append((at, at + len(text)))
            at += len(text) + 2
        return "\n\n".join(texts), spans
    source = _text(record, options) or ""
    labels = list(_LABEL.finditer(source))
    starts = [0] + [match.end() for match in labels]
    ends = [match.start() for match in labels] + [len(source)]
    spans = []
    for i, (low, high) in enumerate(zip(starts, ends, strict=True)):
        if i and labels[i - 1]["label"].lower() == "count":
            continue
        while low < high and source[low] in " \t\r\n|":
            low += 1
        while high > low and source[high - 1] in " \t\r\n|":
            high -= 1
        if low < high:
            spans.append((low, high))
    if not spans:
        raise PageUnreadable("the record holds labels and no text", remedy="leave the record out")
    return source, spans


def _factbook_edition(
    record: dict[str, Any], source: str, options: ReadOptions, notes: list[str]
) -> int | None:
    closing = [int(match[1]) for match in _CLOSING_YEAR.finditer(source)]
    said = record.get("tip_edition")
    if closing:
        if isinstance(said, int) and said != closing[-1]:
            notes.append(
                f"the text closes with ({closing[-1]}), its column says {said}; the text's was taken"
            )
        return closing[-1]
    if isinstance(said, int) and is_edition(said):
        return said
    linked = year_of_address(None, source)
    if linked is not None:
        notes.append(f"the edition is that of the Report's address in the text, {linked}")
        return linked
    if options.edition is not None:
        return options.edition
    notes.append("the record names no edition: no year stands in closing parentheses")
    return None


def _read_text(
    where: str, record: dict[str, Any], row: int, sha256: str, options: ReadOptions
) -> Document:
    text = _text(record, options)
    if text is None:
        raise PageUnreadable(
            f"the record has no text under {options.text_column!r}",
            why=f"its keys are {', '.join(list(record)[:8])}",
            remedy="name the key that holds the text with --text-column",
        )
    notes: list[str] = []
    edition = _edition(record.get(options.edition_column), notes)
    edition = edition if edition is not None else options.edition
    country = _country(record.get(options.country_column), edition, notes)
    kind = _kind(record) or options.text_kind or _guess_kind(text)
    if kind == "summary":
        pieces = [
            Piece("paragraph", ((line.start, line.end),), line.gap) for line in split_lines(text)
        ]
        facts = Facts(
            edition=edition,
            country=country,
            text_kind=kind,
            row=row,
            notes=tuple(notes),
            reader="records",
        )
        return build_document(facts, _page(text, sha256, options, row), pieces)
    given = replace(options, edition=edition, country=country or options.country, text_kind=kind)
    (document,) = read_plain(_page(text, sha256, given, row))
    kept = tuple(
        note for note in document.notes if "edition is not known" not in note or edition is None
    )
    if country is not None and document.country != country:
        kept = (
            *kept,
            f"the record says {country}, its text {document.country}; the record's was taken",
        )
        old = (document.country or "x").lower()
        document = replace(
            document,
            country=country,
            id=document.id.replace(f"-{old}-", f"-{country.lower()}-", 1),
            work=document.work.removesuffix(old) + country.lower(),
        )
    return replace(document, notes=(*notes, *kept), reader="records")


def _page(source: str, sha256: str, options: ReadOptions, row: int) -> Page:
    lines = legible_lines(split_lines(source), source)
    return Page(name="", source=source, lines=lines, sha256=sha256, options=options, row=row)


def _edition(value: object, notes: list[str]) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, str) and value.strip().isdigit():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and is_edition(value):
        return value
    notes.append(f"the record's edition, {value!r}, is no year of the Report")
    return None


def _country(value: object, edition: int | None, notes: list[str]) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    value = value.strip()
    if len(value) == 2:
        notes.append(
            f"{value!r} is a two-letter code: FIPS and ISO differ, so it is not read; give alpha-3 or a name"
        )
        return None
    found = country_by_code(value) or country_by_name(value, edition)
    if found is None:
        notes.append(f"the record's country, {value!r}, is no country known here")
    return found


def _kind(record: dict[str, Any]) -> TextKind | None:
    kind = record.get("text_kind")
    return cast(TextKind, kind) if kind in KIND_ORDER else None


def _guess_kind(text: str) -> TextKind:
    """Tell a summary by its form: clauses strung with semicolons, and no tier line at its head."""
    head = next(iter(split_lines(text, 0, 400)), None)
    if head is not None and read_tier_line(head.text):
        return "narrative"
    return (
        "summary" if text.count("; ") > 2 * len(re.findall(r"[a-z)][.]\s", text)) else "narrative"
    )
