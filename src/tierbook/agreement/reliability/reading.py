"""Answers from files: tables of answers, decisions of people, codings of programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import orjson

from tierbook.agreement.answers import BLIND, DRAWN, SHOWN, Answer
from tierbook.codebook import Codebook
from tierbook.editions import unit_or_id
from tierbook.errors import GoldInvalid, Problem, WrongUse
from tierbook.files import bare_cell

__all__ = [
    "ReadAnswers",
    "answers_of_coding",
    "answers_of_decisions",
    "read_answers",
    "read_table",
]

_NEEDED = ("coder", "unit", "variable", "value")
_OPTIONAL = tuple(f.name for f in fields(Answer) if f.name not in (*_NEEDED, "spans"))
_LISTS = ("categories", "countries", "regions", "counts", "edges", "cases", "recommendations")
_PERSON = "person/"
_SILENT = ("not_stated", "not_in_summary")
_TRUE = ("true", "yes", "1")


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """What files held: answers in their order, lengths of texts where known, programs among the coders, problems.

    `texts` are the narratives of codings by unit, so that words can be shown.
    """

    answers: tuple[Answer, ...]
    lengths: Mapping[str, int]
    programs: tuple[str, ...]
    texts: Mapping[str, str]
    problems: tuple[Problem, ...]


def read_answers(paths: Iterable[Path], codebook: Codebook | None = None) -> ReadAnswers:
    """Read answers from files: CSV with `coder,unit,variable,value`, or JSON lines of answers, decisions or codings.

    A line that is none of these is a problem and stops nothing.

    Args:
        paths: the files.
        codebook: whose types say which cells are lists, and what a coding that is silent was asked.

    Raises:
        WrongUse: a file does not exist.
        GoldInvalid: a table lacks a column, a list in JSON breaks off, or a file holds no answer.
    """
    answers: list[Answer] = []
    lengths: dict[str, int] = {}
    texts: dict[str, str] = {}
    programs: dict[str, None] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise WrongUse(
                f"the file cannot be read: {error.strerror}", where=str(path), remedy="name a file"
            ) from error
        before = len(answers)
        head = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
        if head in (b"{", b"["):
            decisions: list[dict[str, Any]] = []
            for number, line in _records(data, str(path)):
                where = f"{path}:{number}"
                try:
                    record = orjson.loads(line) if isinstance(line, bytes) else line
                    if "findings" in record:
                        coder, unit, found = answers_of_coding(record, codebook)
                        answers += found
                        text = str(record["narrative"].get("text", ""))
                        if text:
                            for name in (unit, str(record["document"].get("id") or unit)):
                                lengths[name], texts[name] = len(text), text
                        if not coder.startswith(_PERSON):
                            programs[coder] = None
                    elif "action" in record:
                        decisions.append({**record, "where": where})
                    else:
                        answers.append(_answer(record, codebook))
                except (
                    orjson.JSONDecodeError,
                    KeyError,
                    TypeError,
                    ValueError,
                    AttributeError,
                ) as error:
                    problems.append(_problem(where, error))
            answers += answers_of_decisions(decisions, problems)
        else:
            rows, wrong = read_table(data, str(path), codebook)
            answers += rows
            problems += wrong
        if len(answers) == before and not problems:
            raise GoldInvalid(
                "the file holds no answer",
                where=str(path),
                remedy="give rows of coder,unit,variable,value, or JSON lines of decisions or codings",
            )
    people = any(answer.coder not in programs for answer in answers)
    return ReadAnswers(
        tuple(answers), lengths, tuple(programs) if people else (), texts, tuple(problems)
    )


def read_table(
    data: bytes, where: str, codebook: Codebook | None = None
) -> tuple[list[Answer], list[Problem]]:
    """Read a table of answers; further columns may be named as the fields of `Answer` are.

    Raises:
        GoldInvalid: a column is missing, or the table is no text.
    """
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        columns = reader.fieldnames or ()
    except (UnicodeDecodeError, csv.Error) as error:
        raise GoldInvalid("the table is no text in UTF-8", where=where, why=str(error)) from error
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        raise GoldInvalid(
            f"the table has no column {', '.join(missing)}",
            where=where,
            why=f"it has {', '.join(columns) or 'none'}",
            remedy="the columns are coder,unit,variable,value; an empty value is a missing one",
        )
    answers: list[Answer] = []
    problems: list[Problem] = []
    try:
        for row in reader:
            try:
                cells = {k: bare_cell(v) if isinstance(v, str) else v for k, v in row.items()}
                answers.append(_answer(cells, codebook))
            except (ValueError, TypeError) as error:
                problems.append(_problem(f"{where}:{reader.line_num}", error))
    except csv.Error as error:
        raise GoldInvalid("the table breaks off", where=where, why=str(error)) from error
    return answers, problems


def answers_of_coding(
    record: Mapping[str, Any], codebook: Codebook | None = None
) -> tuple[str, str, list[Answer]]:
    """Return the coder, the unit and the answers of a line that `tierbook code` wrote.

    What it is silent about it was asked all the same: `not_stated`, for each variable that the edition has.
    """
    coder, document = str(record["coder"]), record["document"]
    unit = _unit(document)
    found = [
        Answer(
            coder=coder,
            unit=unit,
            variable=row["variable"],
            value=row["value"],
            spans=tuple((e["start"], e["end"]) for e in row.get("evidence") or ()),
            document=str(document.get("id") or ""),
            level=row.get("level"),
            place=row.get("place"),
        )
        for row in record["findings"]
    ]
    stated = {answer.variable for answer in found}
    asked = [row["variable"] for row in record.get("absences") or () if row["absence"] in _SILENT]
    if codebook and "absences" not in record:
        not_asked = set(record.get("not_asked") or ())
        asked = [name for name in codebook.variables if name not in not_asked]
    found += [
        Answer(coder, unit, name, "not_stated", document=str(document.get("id") or ""))
        for name in asked
        if name not in stated
    ]
    return coder, unit, found


def answers_of_decisions(
    decisions: Iterable[Mapping[str, Any]], problems: list[Problem] | None = None
) -> list[Answer]:
    """Return the answers that a history of decisions leaves: what was undone is gone.

    Args:
        decisions: in their order; `undo` takes away the decision that it names, or else the last one of the same
            coder on the same question. A `reject` says what is wrong and not what is right: it has no value, but where
            nothing was shown it says that the text is silent at that level or place.
        problems: those that are no decisions are told here, or raised where None.
    """
    kept: dict[int, tuple[object, Answer]] = {}
    for at, row in enumerate(decisions):
        try:
            if row["action"] == "undo":
                _undo(row, kept)
                continue
            drawn = row.get("drawn") or {}
            kept[at] = (row.get("event") or row.get("id"), _decided(row, drawn))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            if problems is None:
                raise
            problems.append(_problem(str(row.get("where", "")), error))
    return [answer for _, answer in kept.values()]


def _decided(row: Mapping[str, Any], drawn: Mapping[str, Any]) -> Answer:
    action = row["action"]
    value = None if action == "reject" else row.get("value")
    nothing = action == "reject" and row.get("shown") == BLIND
    silent = action == "not_stated" or (nothing and bool(row.get("level") or row.get("place")))
    return Answer(
        coder=str(row["coder"]),
        unit=str(row["unit"]),
        variable=str(row["variable"]),
        value="not_stated" if silent else value,
        spans=tuple((int(e["start"]), int(e["end"])) for e in row.get("evidence") or ()),
        document=str(row.get("document") or ""),
        shown=_one_of(row.get("shown") or BLIND, SHOWN),
        drawn=_one_of(drawn.get("how") or "free", DRAWN),
        probability=_probability(drawn.get("probability")),
        stratum=str(drawn.get("stratum") or ""),
        at=str(row.get("at") or ""),
        adjudicated=action == "adjudicate",
        level=str(row.get("level") or "") or None,
        place=str(row.get("place") or "") or None,
        sample=str(drawn.get("sample") or ""),
    )


def _undo(row: Mapping[str, Any], kept: dict[int, tuple[object, Answer]]) -> None:
    named = row.get("undoes")
    question = (
        row["coder"],
        row.get("unit"),
        row.get("variable"),
        row.get("level"),
        row.get("place"),
    )
    for at in reversed(list(kept)):
        event, answer = kept[at]
        mine = (answer.coder, answer.unit, answer.variable, answer.level, answer.place)
        if (named is not None and event == named) or (
            (named is None or event is None) and mine == question
        ):
            del kept[at]
            return


def _answer(row: Mapping[str, Any], codebook: Codebook | None) -> Answer:
    for name in ("coder", "unit", "variable"):
        if not str(row.get(name) or "").strip():
            raise ValueError(f"it names no {name}")
    variable = str(row["variable"]).strip()
    known: dict[str, Any] = {name: str(row[name]) for name in _OPTIONAL if row.get(name)}
    if "probability" in known:
        known["probability"] = _probability(known["probability"])
    known["shown"] = _one_of(known.get("shown", BLIND), SHOWN)
    known["drawn"] = _one_of(known.get("drawn", "free"), DRAWN)
    known["adjudicated"] = known.get("adjudicated", "").lower() in _TRUE
    value = row.get("value")
    if isinstance(value, str):
        value = _cell(value.strip(), variable, codebook)
    spans = tuple((int(start), int(end)) for start, end in row.get("spans") or ())
    return Answer(
        str(row["coder"]).strip(), str(row["unit"]).strip(), variable, value, spans, **known
    )


def _cell(words: str, variable: str, codebook: Codebook | None) -> object:
    """Return the value that a cell stands for: a list where the variable has lists, as `a;b` or as JSON."""
    if not words:
        return None
    found = codebook.variables.get(variable) if codebook else None
    if words[0] == "[" and words[-1] == "]":
        try:
            return list(orjson.loads(words))
        except orjson.JSONDecodeError:
            return words
    if found is None or found.type not in _LISTS or words in (*_SILENT, "not_reported"):
        return words
    return [part.strip() for part in words.split(";") if part.strip()]


def _records(data: bytes, where: str) -> Iterator[tuple[int, Any]]:
    data = data.removeprefix(b"\xef\xbb\xbf")
    if data.lstrip()[:1] == b"[":
        try:
            rows = orjson.loads(data)
        except orjson.JSONDecodeError as error:
            raise GoldInvalid("the list is no JSON", where=where, why=str(error)) from error
        yield from enumerate(rows, 1)
        return
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            yield number, line


def _unit(document: Mapping[str, Any]) -> str:
    return unit_or_id(document.get("country"), document.get("edition"), document["id"])


def _probability(value: object) -> float | None:
    if value in (None, ""):
        return None
    number = float(str(value))
    if not 0 < number <= 1:
        raise ValueError(f"{value!r} is no probability")
    return number


def _one_of(value: object, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
    return str(value)


def _problem(where: str, error: Exception) -> Problem:
    lacks = f"it has no {error}" if isinstance(error, KeyError) else str(error)
    return Problem(
        where=where,
        what="the line is no answer",
        why=lacks,
        remedy="mend the line; the others were read",
    )
