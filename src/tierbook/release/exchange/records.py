"""Codings and decisions, as tierbook writes them, to a project and back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from tierbook.agreement import Answer
from tierbook.codebook import Codebook
from tierbook.coding import CUES_VERSION, QUALITIES, Evidence, Finding, finding_id
from tierbook.errors import WrongUse
from tierbook.files import VERSION
from tierbook.release.exchange.project import (
    ABSENCES,
    DEFAULTS,
    PERSON,
    Project,
    Said,
    Text,
    Words,
    is_person,
    unit_of,
)

__all__ = ["answers_of", "answers_table", "codings_of", "decisions_of", "project_of", "text_of"]

Record = Mapping[str, Any]
_FREE = {"how": "free", "sample": "", "probability": None, "stratum": ""}


def text_of(record: Record) -> Text:
    """Return the text of a coding."""
    head, narrative = record["document"], record["narrative"]
    sentences = sorted(
        (s["start"], s["end"], s["paragraph"], s["sentence"])
        for s in narrative.get("sentences") or ()
    )
    return Text(head["id"], narrative["text"], dict(head), tuple(sentences), dict(narrative))


def project_of(  # noqa: PLR0913 (one line for each option of the command)
    codings: Iterable[Record],
    decisions: Iterable[Record] = (),
    *,
    codebook: Codebook,
    name: str = "tierbook",
    everything: bool = False,
    blank: bool = False,
    variables: Collection[str] = (),
    coders: Collection[str] = (),
    sample: Collection[Record] = (),
) -> Project:
    """Return a project of codings and of what people decided.

    Args:
        codings: records of `tierbook code`; a document may have one of each coder.
        decisions: records of the desk; those on other documents are left out.
        codebook: of the variables.
        name: of the project.
        everything: take in the variables on which a text is silent.
        blank: leave all that was said out, for people who are to code without seeing it.
        variables: those alone.
        coders: people who are to code.
        sample: lines of a sample: they say of each text how it was drawn.
    """
    texts: dict[str, Text] = {}
    said: list[Said] = []
    drawn = {row["document"]: row for row in sample}
    books: list[str] = []
    for record in codings:
        text = text_of(record)
        if sample and text.id not in drawn:
            continue
        if text.id in drawn:
            text = replace(text, about={**text.about, "drawn": _drawn(drawn[text.id])})
        held = texts.setdefault(text.id, text)
        if held.text != text.text:
            raise WrongUse(
                f"two codings of {text.id} have different texts",
                remedy="code the page again, and give codings of one text only",
            )
        books.append(str(record["versions"].get("codebook") or ""))
        said += _said_of(record, everything=everything)
    standing = [d for d in _standing(decisions) if d["document"] in texts]
    said += [_said_in(decision) for decision in standing]
    books += [str(decision.get("codebook") or "") for decision in standing]
    book = next(filter(None, books), codebook.name)
    wanted = tuple(v for v in codebook.variables if v in set(variables))
    said = [
        replace(one, facts={k: v for k, v in one.facts.items() if k != "codebook" or v != book})
        for one in said
        if one.variable in codebook.variables and (not variables or one.variable in wanted)
    ]
    return Project(
        texts=tuple(texts.values()),
        said=() if blank else tuple(said),
        codebook=book,
        name=name,
        variables=wanted,
        coders=tuple(c if is_person(c) else PERSON + c for c in coders),
        shown="blind" if blank else "proposal" if any(not is_person(s.coder) for s in said) else "",
        sample=next((str(row.get("sample") or "") for row in sample), ""),
    )


def _drawn(row: Record) -> dict[str, object]:
    return {
        "how": "sample",
        "sample": row.get("sample") or "",
        "probability": row.get("probability"),
        "stratum": row.get("stratum") or "",
    }


def _said_of(record: Record, *, everything: bool) -> Iterator[Said]:
    document, coder = record["document"]["id"], record["coder"]
    book = {"codebook": record["versions"].get("codebook") or ""}
    for finding in record["findings"]:
        facts = {
            k: v for k, v in finding.items() if k in DEFAULTS and v is not None and v != DEFAULTS[k]
        } | book
        words = tuple(_words(row) for row in finding["evidence"])
        yield Said(
            document,
            coder,
            finding["variable"],
            finding["value"],
            None,
            words,
            facts,
            finding["id"],
        )
    if everything:
        for row in record.get("absences") or ():
            if row["absence"] != "not_asked":
                yield Said(document, coder, row["variable"], None, row["absence"], (), dict(book))


def _words(row: Record) -> Words:
    mark = row.get("mark")
    return Words(
        row["start"],
        row["end"],
        row["text"],
        row.get("paragraph"),
        row.get("sentence"),
        row.get("supports"),
        (mark[0], mark[1]) if mark else None,
    )


def _standing(decisions: Iterable[Record]) -> list[Record]:
    """Return the decisions that stand: not taken back, and the newest of its coder on variable, level and place."""
    gone: set[tuple[str, object]] = set()
    kept: dict[tuple[object, ...], Record] = {}
    for decision in reversed(list(decisions)):
        if (decision["coder"], decision.get("event")) in gone:
            continue
        if decision["action"] == "undo":
            gone.add((decision["coder"], decision.get("undoes")))
            continue
        judged = decision["action"] == "adjudicate"
        slot = (decision["coder"], decision["document"], decision["variable"], judged)
        if any(
            key[:4] == slot and "not_stated" in (decision["value"], kept[key]["value"])
            for key in kept
        ):
            continue
        kept.setdefault((*slot, decision.get("level"), decision.get("place")), decision)
    return list(kept.values())[::-1]


def _said_in(decision: Record) -> Said:
    value = decision.get("value")
    absence = str(value) if value in ABSENCES else None
    told = {**decision, **(decision.get("qualities") or {})}
    facts = {k: v for k, v in told.items() if k in DEFAULTS and v is not None and v != DEFAULTS[k]}
    return Said(
        decision["document"],
        PERSON + str(decision["coder"]),
        decision["variable"],
        None if absence else value,
        absence,
        tuple(_words(row) for row in decision.get("evidence") or ()),
        facts,
    )


def decisions_of(project: Project) -> Iterator[dict[str, Any]]:
    """Yield what people say as decisions, in the shape of the desk; what programs say is left out.

    How a person came to the text is taken from the coding, else from the text; else it was assigned to those for whom
    the file was made, and free to others.
    """
    texts = {text.id: text for text in project.texts}
    for said in project.said:
        how = {**_FREE, "how": "assigned"} if said.coder in project.coders else dict(_FREE)
        if not is_person(said.coder):
            continue
        about = texts[said.document].about
        silent = said.absence is not None
        yield {
            "at": str(said.fact("at")),
            "coder": said.coder.removeprefix(PERSON),
            "document": said.document,
            "unit": unit_of(about, said.document),
            "page": str(about.get("sha256") or ""),
            "codebook": str(said.fact("codebook") or project.codebook),
            "variable": said.variable,
            "level": None if silent else said.fact("level"),
            "place": None if silent else said.fact("place"),
            "action": str(said.fact("action")) or ("not_stated" if silent else "change"),
            "value": "not_stated" if silent else said.value,
            "qualities": {n: said.facts[n] for n in QUALITIES if n in said.facts} or None,
            "evidence": [] if silent else [_place(words) for words in said.words],
            "note": str(said.fact("note")),
            "shown": str(said.fact("shown") or project.shown or "blind"),
            "drawn": said.fact("drawn") or about.get("drawn") or how,
            "undoes": None,
        }


def _place(words: Words) -> dict[str, object]:
    return {
        name: getattr(words, name) for name in ("start", "end", "text", "paragraph", "sentence")
    }


def codings_of(project: Project, codebook: Codebook) -> Iterator[dict[str, Any]]:
    """Yield a coding of each text and coder, in the shape of `tierbook code`.

    Raises:
        WrongUse: the narratives aren't known.
    """
    for text in project.texts:
        said = [one for one in project.said if one.document == text.id]
        for coder in sorted({one.coder for one in said}):
            yield _coding(
                project, text, coder, [one for one in said if one.coder == coder], codebook
            )


def _coding(
    project: Project, text: Text, coder: str, said: Sequence[Said], codebook: Codebook
) -> dict[str, Any]:
    narrative = text.narrative
    if narrative is None:
        raise WrongUse(
            f"the paragraphs of {text.id} are not known",
            why="a coding names paragraph and sentence, and the file holds the text alone",
            remedy="give its page or its coding: --onto PAGE",
        )
    book = str(
        next((one.facts["codebook"] for one in said if one.facts.get("codebook")), project.codebook)
    )
    edition = cast("int | None", text.about.get("edition"))
    about = {k: v for k, v in text.about.items() if k not in ("drawn", "unit")}
    findings = [_finding(one, text, book) for one in said if one.value is not None and one.words]
    return {
        "versions": {"tierbook": VERSION, "codebook": book, "cues": CUES_VERSION},
        "coder": coder,
        "document": about,
        "narrative": dict(narrative),
        "not_asked": [v.id for v in codebook.variables.values() if not v.asked_in(edition)],
        "read": [p["n"] for p in cast("Sequence[Record]", narrative["paragraphs"])],
        "findings": findings,
        "absences": [
            {"variable": one.variable, "value": None, "absence": one.absence, "rejected": []}
            for one in said
            if one.absence is not None
        ],
        "rejected": [],
    }


def _finding(said: Said, text: Text, book: str) -> dict[str, object]:
    facts = {k: v for k, v in said.facts.items() if k in Finding.__dataclass_fields__}
    for name in ("acts", "whom"):
        if name in facts:
            facts[name] = tuple(cast("Sequence[str]", facts[name]))
    made = Finding(
        id=said.id,
        variable=said.variable,
        value=said.value,
        evidence=tuple(_whole(text, words) for words in said.words),
        cue=str(facts.pop("cue", "")) or "person",
        **cast("dict[str, Any]", facts),
    )
    name = finding_id(made, coder=said.coder, codebook=book, document=said.document)
    return {**made.to_dict(), "id": name}


def _whole(text: Text, words: Words) -> Evidence:
    """Return words as evidence: whole sentences, with the words that a person chose as the mark in them."""
    start, end, mark = words.start, words.end, words.mark
    touched = [s for s in text.sentences if s[0] < end and start < s[1]]
    paragraph, sentence = words.paragraph or 0, words.sentence or 1
    if touched and mark is None:
        left, right = min(start, touched[0][0]), max(end, touched[-1][1])
        mark = None if (left, right) == (start, end) else (start, end)
        start, end = left, right
    if touched:
        paragraph, sentence = touched[0][2], touched[0][3]
    return Evidence(start, end, paragraph, sentence, text.text[start:end], words.supports, mark)


def answers_of(project: Project) -> tuple[Answer, ...]:
    """Return what everybody says as answers, from which agreement is counted; silence is an answer."""
    texts = {text.id: text for text in project.texts}
    found = []
    for said in project.said:
        about = texts[said.document].about
        how = {"how": "assigned"} if said.coder in project.coders else _FREE
        drawn = cast("Mapping[str, Any]", said.fact("drawn") or about.get("drawn") or how)
        found.append(
            Answer(
                coder=said.coder.removeprefix(PERSON),
                unit=unit_of(about, said.document),
                variable=said.variable,
                value=said.absence or said.value,
                spans=tuple((words.start, words.end) for words in said.words),
                document=said.document,
                shown=str(said.fact("shown") or project.shown or "blind"),
                drawn=str(drawn.get("how") or "free"),
                probability=drawn.get("probability"),
                stratum=str(drawn.get("stratum") or ""),
                at=str(said.fact("at")),
                adjudicated=said.fact("action") == "adjudicate",
                level=cast("str | None", said.fact("level")),
                place=cast("str | None", said.fact("place")),
                sample=str(drawn.get("sample") or ""),
            )
        )
    return tuple(found)


def answers_table(answers: Iterable[Answer]) -> Iterator[dict[str, str]]:
    """Yield rows `coder, unit, variable, value` of people's answers for `tierbook agree`.

    An adjudication is no answer of its own. A value that holds at one level or place alone has them in its unit.
    """
    for answer in answers:
        if answer.adjudicated or answer.value is None:
            continue
        at = "/".join(filter(None, (answer.level, answer.place)))
        value = (
            answer.value
            if isinstance(answer.value, str)
            else json.dumps(answer.value, ensure_ascii=False)
        )
        yield {
            "coder": answer.coder,
            "unit": f"{answer.unit} {at}".strip(),
            "variable": answer.variable,
            "value": value,
        }
