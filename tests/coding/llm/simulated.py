"""A model that answers as another coder would: every finding of a Coding, put as a model puts it.

What is judged, put together and scored must then come out as that coder's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from tests.coding.llm.server import Reply, completion
from tierbook.codebook import load_codebook
from tierbook.coding import Coding, Finding
from tierbook.coding.coders.llm.prompting import Question, load_prompt, write_messages
from tierbook.coding.items import item_label
from tierbook.narrative import Narrative


def answer_as(coding: Coding, asked: set[str]) -> str:
    """Return the text of an answer to a question on some variables."""
    rows = [row for f in coding.findings if f.variable in asked for row in _rows(coding, f)]
    return json.dumps({"findings": rows})


def asked_in(message: str) -> set[str]:
    """Return the ids of the variables that a prompt asks for."""
    return set(re.findall(r"^([a-z_]+(?:\.[a-z_]+)?): .*\?$", message, re.MULTILINE))


def _rows(coding: Coding, finding: Finding) -> list[dict[str, object]]:
    beside = {
        key: getattr(finding, key)
        for key in ("period", "certainty", "said_by", "level", "place", "quality", "extent")
    }
    base = {
        "variable": finding.variable,
        "actor": finding.actor,
        **beside,
        "acts": list(finding.acts),
        "whom": list(finding.whom),
    }
    if not isinstance(finding.value, list):
        return [{**base, "value": finding.value, "evidence": _words(coding, finding, None)}]
    return [
        {**base, "value": item, "evidence": _words(coding, finding, item_label(item))}
        for item in finding.value
    ]


def _words(coding: Coding, finding: Finding, label: str | None) -> list[dict[str, object]]:
    rows = [e for e in finding.evidence if label is None or e.supports == label]
    text = coding.narrative.text
    return [
        {
            "sentence": f"p{e.paragraph}s{e.sentence}",
            "quote": text[slice(*e.mark)] if e.mark else e.text,
            "supports": e.supports if label is None else None,
        }
        for e in rows
    ]


class SimulatedModel:
    """Answers questions on some narratives, each as it was coded; it knows a narrative by the sentences it is shown."""

    def __init__(self, codings: Iterable[Coding]) -> None:
        self._codings = {_shown(coding.narrative): coding for coding in codings}

    def __call__(self, request: dict[str, Any], _: int) -> Reply:
        prompt = request["messages"][1]["content"]
        coding = self._codings[_between_fences(prompt)]
        return completion(answer_as(coding, asked_in(prompt)))


def _shown(narrative: Narrative) -> str:
    book = load_codebook()
    question = Question(tuple(book.variables.values())[:1])
    messages = write_messages(load_prompt(), book, narrative, question, {})
    return _between_fences(messages[1]["content"])


def _between_fences(prompt: str) -> str:
    return re.split(r"^=== [0-9a-f]{32} ===$", prompt, flags=re.MULTILINE)[1]
