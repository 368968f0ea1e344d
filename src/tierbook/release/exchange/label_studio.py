"""Label Studio: tasks with predictions and annotations, and the labelling configuration made from the codebook.

Label Studio counts as a browser does, in units of UTF-16. What programs say are predictions, what people say are
annotations; level, place and note are asked for each region, so that people can choose them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from tierbook.codebook import Codebook
from tierbook.errors import ExchangeInvalid
from tierbook.release.exchange.assembling import Contents
from tierbook.release.exchange.codes import code_name, variable_codes
from tierbook.release.exchange.guarding import parse_json
from tierbook.release.exchange.heads import about_facts, known_about, project_facts
from tierbook.release.exchange.memo import read_memo, write_memo
from tierbook.release.exchange.pieces import PIECE_FACTS, Piece, Source, pieces_of
from tierbook.release.exchange.placing import to_utf16
from tierbook.release.exchange.project import PERSON, Project, Text, is_person, unit_of
from tierbook.release.exchange.qdpx.codebooks import clean, guid

__all__ = ["read_tasks", "write_config", "write_tasks"]

_CODE, _TEXT, _NOTE = "code", "text", "note"
_CHOICES = {"level": ("law", "practice"), "place": ("home", "abroad")}
_COLOURS = ("#4477AA", "#AA3377", "#228833", "#CCBB44", "#66CCEE", "#EE6677")
_SAMPLE = " (sample, not a quotation)"
_ORIGINS = {"prediction": "accept", "prediction-changed": "change"}


def write_config(
    codebook: Codebook,
    variables: Collection[str] = (),
    used: Mapping[str, Iterable[object]] | None = None,
) -> bytes:
    """Return the labelling configuration: a label for each code, and what is asked of each region.

    Args:
        codebook: the variables.
        variables: those that get labels; all where empty.
        used: values that were coded, by variable, beside those of the vocabularies.
    """
    view = etree.Element("View")
    etree.SubElement(view, "Header", value="$unit")
    etree.SubElement(
        view, "Filter", name="find", toName=_CODE, minlength="0", placeholder="Find a code"
    )
    labels = etree.SubElement(view, "Labels", name=_CODE, toName=_TEXT, showInline="false")
    pillars = list(dict.fromkeys(v.pillar for v in codebook.variables.values()))
    for variable in codebook.variables.values():
        if variables and variable.id not in variables:
            continue
        colour = _COLOURS[pillars.index(variable.pillar) % len(_COLOURS)]
        hint = " ".join(f"{variable.label}: {variable.question}".split())
        values = variable_codes(codebook, variable, (used or {}).get(variable.id, ()))
        names = [variable.id, *(code_name(variable.id, value) for value, _ in values)]
        for name in names:
            etree.SubElement(labels, "Label", value=clean(name), background=colour, hint=hint)
    etree.SubElement(view, "Text", name=_TEXT, value="$text", granularity="symbol")
    for name, choices in _CHOICES.items():
        asked = etree.SubElement(
            view, "Choices", name=name, toName=_TEXT, perRegion="true", choice="single-radio"
        )
        for choice in choices:
            etree.SubElement(asked, "Choice", value=choice)
    etree.SubElement(
        view, "TextArea", name=_NOTE, toName=_TEXT, perRegion="true", placeholder="Note"
    )
    etree.indent(view)
    content: bytes = etree.tostring(view, encoding="utf-8")
    return content + b"\n"


def write_tasks(project: Project, codebook: Codebook) -> bytes:
    """Return a project as tasks, one a text."""
    by_text: dict[str, list[Piece]] = {}
    for piece in pieces_of(project, codebook):
        by_text.setdefault(piece.source, []).append(piece)
    head = project_facts(project)
    tasks = [
        _task(n, text, by_text.get(text.id, []), head) for n, text in enumerate(project.texts, 1)
    ]
    return (
        json.dumps(tasks, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n"
    )


def _task(
    number: int, text: Text, pieces: list[Piece], head: Mapping[str, object]
) -> dict[str, Any]:
    by_coder: dict[str, list[Piece]] = {}
    for piece in pieces:
        by_coder.setdefault(piece.coder, []).append(piece)
    units = to_utf16(text.text)
    results = {
        coder: [row for p in found for row in _results(p, text, units)]
        for coder, found in by_coder.items()
    }
    return {
        "id": number,
        "data": {
            "text": text.text,
            "document": text.id,
            "unit": unit_of(text.about, text.id)
            + (_SAMPLE if text.about.get("text_kind") == "sample" else ""),
            "about": about_facts(text),
            "project": dict(head),
        },
        "annotations": [
            {
                "unique_id": guid("annotation", text.id, coder).lower(),
                "coder": coder,
                "result": rows,
            }
            for coder, rows in results.items()
            if is_person(coder)
        ],
        "predictions": [
            {"model_version": coder, "result": rows}
            for coder, rows in results.items()
            if not is_person(coder)
        ],
    }


def _results(piece: Piece, text: Text, units: list[int]) -> Iterator[dict[str, Any]]:
    start, end = piece.start or 0, piece.end or 0
    key = guid(
        "region", text.id, piece.coder, start, end, piece.code[-1], piece.facts.get("finding")
    )[:13]
    place = {"start": units[start], "end": units[end], "text": text.text[start:end]}
    region = {
        "id": key,
        "to_name": _TEXT,
        "origin": "manual" if is_person(piece.coder) else "prediction",
    }
    yield {
        **region,
        "from_name": _CODE,
        "type": "labels",
        "value": {**place, "labels": [piece.code[-1]]},
        "meta": {"text": [write_memo(piece.facts)], "coder": piece.coder},
    }
    for name in _CHOICES:
        if piece.facts.get(name):
            yield {
                **region,
                "from_name": name,
                "type": "choices",
                "value": {**place, "choices": [piece.facts[name]]},
            }
    if piece.facts.get("note"):
        yield {
            **region,
            "from_name": _NOTE,
            "type": "textarea",
            "value": {**place, "text": [write_memo({"note": piece.facts["note"]})]},
        }


def read_tasks(data: bytes, where: str) -> Contents:
    """Return what stands in an export of tasks.

    Raises:
        ExchangeInvalid: it is no list of tasks.
    """
    tasks = parse_json(data, where, "export as JSON, not JSON-MIN")
    tasks = [tasks] if isinstance(tasks, dict) else tasks
    if not isinstance(tasks, list):
        raise ExchangeInvalid(
            "it is no list of tasks", where=where, remedy="export as JSON, not JSON-MIN"
        )
    sources: list[Source] = []
    pieces: list[Piece] = []
    refused: list[str] = []
    about: Mapping[str, Any] = {}
    for number, task in enumerate(tasks, 1):
        held = task.get("data") if isinstance(task, dict) else None
        text = held.get("text") if isinstance(held, dict) else None
        if not isinstance(held, dict) or not isinstance(text, str):
            refused.append(f"{where}, task {number}: it has no data.text")
            continue
        known = held.get("about")
        about = about or (held["project"] if isinstance(held.get("project"), dict) else {})
        key = str(number)
        name = str(held.get("document") or f"task {task.get('id', number)}")
        sources.append(Source(key, name, text, known_about(known)))
        for kind in ("annotations", "completions", "predictions"):
            rows = task.get(kind)
            for row in rows if isinstance(rows, list) else ():
                try:
                    if not row.get("was_cancelled"):
                        pieces += _pieces(key, row, _who(row, kind))
                except (TypeError, ValueError, KeyError, AttributeError) as error:
                    refused.append(f"{where}, task {number}: a result cannot be read: {error}")
    if not sources:
        raise ExchangeInvalid(
            "no task in it has a text",
            where=where,
            remedy="export as JSON; the text stands under data.text",
        )
    return Contents(
        tuple(sources), tuple(pieces), about,
        counting="units of UTF-16", refused=tuple(refused),
    )  # fmt: skip


def _who(row: Mapping[str, Any], kind: str) -> str:
    """Return whose the results are; a program's where nobody has looked at them."""
    if kind == "predictions":
        return str(row.get("model_version") or "rules/unknown")
    by = row.get("completed_by")
    if isinstance(by, Mapping):
        by = by.get("email") or by.get("username") or by.get("id")
    if by is not None:
        return PERSON + (f"user-{by}" if isinstance(by, int) else str(by))
    return str(row.get("coder") or "unnamed")


def _pieces(key: str, row: Mapping[str, Any], coder: str) -> Iterator[Piece]:
    chosen: dict[str, dict[str, object]] = {}
    results = [one for one in row.get("result") or () if isinstance(one, Mapping)]
    for one in results:
        value, name = one["value"], one.get("from_name")
        if name in _CHOICES and value.get("choices"):
            chosen.setdefault(str(one.get("id")), {})[str(name)] = value["choices"][0]
        elif one.get("type") == "textarea" and isinstance(value.get("text"), list):
            words = "\n".join(map(str, value["text"]))
            chosen.setdefault(str(one.get("id")), {}).update(read_memo(words, PIECE_FACTS))
    at = str(row.get("updated_at") or row.get("created_at") or "")
    for one in results:
        value = one["value"]
        labels = value.get("labels") or value.get("hypertextlabels") or ()
        meta = one.get("meta") or {}
        memo = meta.get("text") or ()
        facts = read_memo(
            "\n".join([memo] if isinstance(memo, str) else map(str, memo)), PIECE_FACTS
        )
        facts |= chosen.get(str(one.get("id")), {})
        if is_person(coder) and _ORIGINS.get(str(one.get("origin"))) and "action" not in facts:
            facts |= {"action": _ORIGINS[str(one["origin"])], "shown": "proposal"}
        for label in labels:
            quote = value.get("text")
            yield Piece(
                key, coder, (str(label),), int(value["start"]), int(value["end"]),
                quote if isinstance(quote, str) else None, facts=facts, at=at,
            )  # fmt: skip
