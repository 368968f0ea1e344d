"""What came back from a model, read as findings: plain JSON, JSON in a fence or after a preamble; anything else is unusable.

Only the shape is settled here. Whether a finding holds is judged against codebook and narrative (`judging.py`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

__all__ = ["AnsweredFinding", "Answers", "QuotedWords", "UnusableAnswer", "read_answer"]

MOST_FINDINGS = 400
_LONGEST_QUOTE = 4_000
_LONGEST_ANSWER = 1_000_000
_MOST_STARTS = (
    100  # places at which the JSON of an answer may begin; a heap of brackets has no end of them
)
_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)


class UnusableAnswer(Exception):
    """An answer that holds no findings: not even an empty list of them. `cut` says that it broke off for its length."""

    def __init__(self, why: str, *, cut: bool = False) -> None:
        super().__init__(why)
        self.why, self.cut = why, cut


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class QuotedWords(_Part):
    """One quotation: the id of a sentence, words of it, and what they support."""

    sentence: str = Field(min_length=1, max_length=40)
    quote: str = Field(min_length=1, max_length=_LONGEST_QUOTE)
    supports: str | None = None

    @field_validator("sentence")
    @classmethod
    def _plain(cls, value: str) -> str:
        return value.strip().strip("[]").lower()


class AnsweredFinding(_Part):
    """One finding as a model gives it; what stands beside the value may be left out."""

    variable: str = Field(max_length=80)
    value: Any
    evidence: tuple[QuotedWords, ...] = Field(max_length=40)
    actor: str | None = None
    period: str | None = None
    certainty: str | None = None
    said_by: str | None = None
    level: str | None = None
    place: str | None = None
    quality: str | None = None
    extent: str | None = None
    acts: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()

    @field_validator("acts", "whom", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return () if value is None else value


@dataclass(frozen=True, slots=True)
class Answers:
    """The findings of one answer; `misshapen` tells why others were none, `more` how many stood beyond the most."""

    findings: tuple[AnsweredFinding, ...]
    misshapen: tuple[str, ...] = ()
    more: int = 0


def read_answer(text: str | None, *, finish: str | None = None) -> Answers:
    """Read the text of an answer.

    Args:
        text: what the model wrote; None or empty where it wrote nothing.
        finish: why it stopped, as the server says: `length` where it broke off.

    Raises:
        UnusableAnswer: there are no findings in it to be judged.
    """
    if finish == "length":
        raise UnusableAnswer("the answer broke off for its length", cut=True)
    if finish == "content_filter":
        raise UnusableAnswer("the server's filter withheld the answer")
    if text is None or not text.strip():
        raise UnusableAnswer("the answer is empty")
    if len(text) > _LONGEST_ANSWER:
        raise UnusableAnswer(f"the answer is longer than {_LONGEST_ANSWER:,} characters")
    rows = _rows(text)
    findings: list[AnsweredFinding] = []
    misshapen: list[str] = []
    for row in rows[:MOST_FINDINGS]:
        try:
            findings.append(AnsweredFinding.model_validate(row))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"])) or "finding"
            misshapen.append(f"{place}: {first['msg']}")
    return Answers(tuple(findings), tuple(misshapen), max(0, len(rows) - MOST_FINDINGS))


def _rows(text: str) -> list[object]:
    """Return the list of findings that the text holds, wherever it begins."""
    words = _THOUGHT.sub("", text)
    decoder = json.JSONDecoder()
    broken = False
    at = 0
    for _ in range(_MOST_STARTS):
        starts = [place for sign in "{[" if (place := words.find(sign, at)) >= 0]
        if not starts:
            break
        start = min(starts)
        try:
            found, end = decoder.raw_decode(words, start)
        except (ValueError, RecursionError):
            if _opens_answer(words, start):
                broken = True
                break
            at = start + 1
            continue
        rows = _as_rows(found)
        if rows is not None:
            return rows
        at = end
    if broken:
        raise UnusableAnswer("the answer is JSON that is broken")
    raise UnusableAnswer("the answer holds no JSON object with findings")


def _opens_answer(words: str, start: int) -> bool:
    return (
        re.match(r'[{\[]\s*(?:\{\s*)?"(?:findings|variable)"', words[start : start + 80])
        is not None
    )


def _as_rows(found: object) -> list[object] | None:
    if isinstance(found, dict) and isinstance(found.get("findings"), list):
        rows: list[object] = found["findings"]
        return rows
    if isinstance(found, list) and found and all(isinstance(row, dict) for row in found):
        return found if all("variable" in row for row in found) else None
    return None
