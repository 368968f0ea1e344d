"""Codings as W3C Web Annotations (JSON-LD): a code as body, words as target, by quotation and by position.

Positions count code points, as the model says. Every key is a term of the model's own context, so nothing is lost when
an annotation is read as linked data.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tierbook.codebook import Codebook
from tierbook.errors import ExchangeInvalid
from tierbook.files import VERSION
from tierbook.release.exchange.assembling import Contents
from tierbook.release.exchange.guarding import parse_json
from tierbook.release.exchange.heads import about_facts, known_about, project_facts
from tierbook.release.exchange.pieces import PIECE_FACTS, Piece, Source, pieces_of
from tierbook.release.exchange.project import PERSON, Project, Text, is_person
from tierbook.release.exchange.qdpx.codebooks import guid

__all__ = ["ANNOTATION_CONTEXT", "read_annotations", "selectors_of", "write_annotations"]

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 40
_URN = "urn:tierbook:document:"
_JSON = "application/json"
_RIGHTS = "https://spdx.org/licenses/MIT"


def selectors_of(text: str, start: int, end: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the selectors of words in a text: by quotation with what stands around, and by position."""
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(start - _AROUND, 0) : start].lstrip(" "),
        "suffix": text[end : end + _AROUND].rstrip(" "),
    }
    return quote, {"type": "TextPositionSelector", "start": start, "end": end}


def write_annotations(project: Project, codebook: Codebook, *, version: str = VERSION) -> bytes:
    """Return a project as one collection with one page."""
    texts = {text.id: text for text in project.texts}
    items = [
        _annotation(piece, texts[piece.source], codebook, version)
        for piece in pieces_of(project, codebook)
    ]
    here = f"urn:uuid:{guid('annotations', project.name, *texts).lower()}"
    collection = {
        "@context": ANNOTATION_CONTEXT,
        "id": here,
        "type": "AnnotationCollection",
        "label": f"{project.name}: codings of {len(texts)} texts",
        "generator": {"type": "Software", "name": f"tierbook {version}".strip()},
        "rights": _RIGHTS,
        "total": len(items),
        "first": {
            "id": f"{here}#page",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": [_of_project(project, texts.values(), here), *items],
        },
    }
    collection["total"] = len(items) + 1
    return (
        json.dumps(collection, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
        + b"\n"
    )


def _of_project(project: Project, texts: Any, here: str) -> dict[str, Any]:
    """Return what is said of the project and its texts, as an annotation that describes the collection."""
    told = {"project": project_facts(project), "texts": [about_facts(text) for text in texts]}
    return {
        "id": f"{here}#project",
        "type": "Annotation",
        "motivation": "describing",
        "body": [_textual(json.dumps(told, ensure_ascii=False), "describing", _JSON)],
        "target": here,
    }


def _annotation(piece: Piece, text: Text, codebook: Codebook, version: str) -> dict[str, Any]:
    variable = codebook.variables[piece.code[0]]
    coder = {"type": "Person" if is_person(piece.coder) else "Software", "name": piece.coder}
    sample = " (sample, not a quotation)" if text.about.get("text_kind") == "sample" else ""
    body = [
        _textual(piece.code[-1], "tagging"),
        _textual(f"{variable.label}{sample}", "describing"),
        _textual(json.dumps(dict(piece.facts), ensure_ascii=False), "identifying", _JSON),
    ]
    if piece.facts.get("note"):
        body.append(_textual(str(piece.facts["note"]), "commenting"))
    key = guid(
        "annotation",
        text.id,
        piece.coder,
        piece.start,
        piece.end,
        piece.code[-1],
        piece.facts.get("finding"),
    )
    target: dict[str, Any] = {
        "source": {"id": _URN + text.id, "type": "Text", "format": "text/plain"}
    }
    if piece.facts.get("words") != "none":
        quote, position = selectors_of(text.text, piece.start or 0, piece.end or 0)
        target = {"type": "SpecificResource", **target, "selector": [quote, position]}
    else:
        target = target["source"]
    made = {
        "id": f"urn:uuid:{key.lower()}",
        "type": "Annotation",
        "motivation": "classifying",
        "creator": coder,
        "generator": {"type": "Software", "name": f"tierbook {version}".strip()},
        "body": body,
        "target": target,
    }
    return {**made, "created": piece.at} if piece.at else made


def _textual(value: str, purpose: str, form: str = "text/plain") -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": form, "purpose": purpose}


def read_annotations(data: bytes, where: str) -> Contents:
    """Return what stands in annotations: a collection, a page, a list, or one alone.

    Raises:
        ExchangeInvalid: it is no JSON, or holds none.
    """
    found = parse_json(data, where, "give Web Annotations as JSON-LD")
    about: Mapping[str, Any] = {}
    texts: dict[str, Mapping[str, Any]] = {}
    sources: dict[str, Source] = {}
    pieces: list[Piece] = []
    refused: list[str] = []
    for number, row in enumerate(_annotations(found), 1):
        if row.get("motivation") == "describing" and str(row.get("id")).endswith("#project"):
            told = _told(_bodies(row), "describing") or {}
            about = told.get("project") or {}
            rows = [one for one in told.get("texts") or () if isinstance(one, Mapping)]
            texts = {str(one.get("id")): known_about(one) for one in rows}
            continue
        try:
            found_pieces = list(_pieces(row))
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            refused.append(f"{where}, annotation {number}: it cannot be read: {error}")
            continue
        if not found_pieces:
            refused.append(f"{where}, annotation {number}: it has no tag, or no target")
        for piece in found_pieces:
            pieces.append(piece)
            name = piece.source
            sources.setdefault(name, Source(name, name, None, texts.get(name, {})))
    for name, known in texts.items():
        sources.setdefault(name, Source(name, name, None, known))
    if not sources:
        raise ExchangeInvalid(
            "there is no annotation in it",
            where=where,
            remedy="give an AnnotationCollection, a page, or a list",
        )
    return Contents(tuple(sources.values()), tuple(pieces), about, refused=tuple(refused))


def _annotations(found: object, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if isinstance(found, list) and depth < 4:
        for one in found:
            yield from _annotations(one, depth + 1)
    elif isinstance(found, Mapping) and depth < 4:
        if found.get("type") == "Annotation" or "target" in found:
            yield found
        else:
            for name in ("first", "items", "rows"):
                yield from _annotations(found.get(name), depth + 1)


def _bodies(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    body = row.get("body") or ()
    rows = [body] if isinstance(body, Mapping | str) else body
    return [
        one if isinstance(one, Mapping) else {"type": "TextualBody", "value": one} for one in rows
    ]


def _told(bodies: Sequence[Mapping[str, Any]], purpose: str) -> dict[str, Any] | None:
    for one in bodies:
        if one.get("format") == _JSON and one.get("purpose") == purpose and "value" in one:
            told = json.loads(one["value"])
            return told if isinstance(told, dict) else None
    return None


def _pieces(row: Mapping[str, Any]) -> Iterator[Piece]:
    """Yield a piece for each tag and target of an annotation."""
    bodies = _bodies(row)
    facts = {k: v for k, v in (_told(bodies, "identifying") or {}).items() if k in PIECE_FACTS}
    for one in bodies:
        if one.get("purpose") == "commenting" and "note" not in facts:
            facts["note"] = str(one.get("value") or "")
    tags = [
        str(one["value"])
        for one in bodies
        if "value" in one
        and one.get("purpose", "tagging") == "tagging"
        and one.get("format") != _JSON
    ]
    targets = row.get("target")
    for target in targets if isinstance(targets, list) else [targets]:
        source, start, end, quote, prefix, suffix = _target(target)
        for tag in tags:
            yield Piece(
                source, _coder(row.get("creator")), (tag,), start, end, quote, prefix, suffix, facts,
                str(row.get("created") or ""),
            )  # fmt: skip


def _coder(creator: object) -> str:
    if isinstance(creator, list):
        return _coder(creator[0] if creator else None)
    if isinstance(creator, Mapping):
        name = str(creator.get("name") or creator.get("nickname") or creator.get("id") or "unnamed")
        return name if is_person(name) or creator.get("type") == "Software" else PERSON + name
    return PERSON + str(creator or "unnamed")


def _target(target: Any) -> tuple[str, int | None, int | None, str | None, str, str]:
    if isinstance(target, str):
        return target.removeprefix(_URN), None, None, None, "", ""
    source = target.get("source", target)
    name = source.get("id") if isinstance(source, Mapping) else source
    start = end = quote = None
    prefix = suffix = ""
    selectors = target.get("selector") or ()
    for one in [selectors] if isinstance(selectors, Mapping) else selectors:
        if one.get("type") == "TextPositionSelector":
            start, end = int(one["start"]), int(one["end"])
        elif one.get("type") == "TextQuoteSelector":
            quote, prefix, suffix = one["exact"], one.get("prefix") or "", one.get("suffix") or ""
    return str(name).removeprefix(_URN), start, end, quote, prefix, suffix
