"""Why a variable has its value in a narrative, or none: the rule, the words, and what did not count.

Made from a coding's record (`Coding.to_dict(everything=True)`), so that a coding just made and one read back from a
library are explained alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from tierbook.agreement.measured import Accuracy, PassageAccuracy, load_measured
from tierbook.agreement.people import PeopleCell, PeopleTable
from tierbook.agreement.why_words import explanation_lines, rule_sentence
from tierbook.codebook import Codebook, Variable, load_codebook
from tierbook.coding import is_against
from tierbook.editions import unit_name
from tierbook.errors import WrongUse

__all__ = ["Nominee", "ReadParagraph", "Why", "explain_value", "find_variable"]

_OPENING = 8
# Why words did not count, by what the reason speaks of; the first that is met.
_KINDS = (
    ("need", re.compile(r"\bneed\b|\brecommend|\basked for\b")),
    ("planned", re.compile(r"\bplanned\b|\bplans?, not\b")),
    ("earlier", re.compile(r"\bearlier\b")),
    ("other actor", re.compile(r"^the act of|outside the state|\banother's\b|\bNGO'?s?'s\b")),
    ("at risk", re.compile(r"\bat risk\b")),
    ("negated", re.compile(r"^denied")),
    (
        "told elsewhere",
        re.compile(r"^the same sentence says more exactly|given elsewhere|too, more weakly"),
    ),
)


@dataclass(frozen=True, slots=True)
class Nominee:
    """A sentence that a cue nominated and that did not count: its place, its words, the cue, the reason and its kind.

    `kind`: need, planned, earlier, other actor, at risk, negated, told elsewhere, against, other sense.
    """

    paragraph: int
    sentence: int
    start: int
    end: int
    text: str
    cue: str
    why: str
    kind: str

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph that was read: its number, pillar and first words."""

    n: int
    pillar: str
    opening: str

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, repr=False)
class Why:
    """One variable in one narrative, explained.

    `findings` are the coding's records, one a level and place; `absence` is set where there are none. `against` are
    sentences that say otherwise than the value, `others` those nominated in vain, `read` the paragraphs of the
    narrative, which are the evidence of silence. `accuracy` is None where the variable is untested on such texts.
    `tables` are the tables that people coded, each with the reason where it says nothing of this. `decided` is what
    people decided of it at a desk, as `people` of the record has it: a laid decision stands over the machine's value.
    """

    document: Mapping[str, Any]
    variable: Variable
    findings: tuple[Mapping[str, Any], ...]
    absence: str | None
    against: tuple[Nominee, ...]
    others: tuple[Nominee, ...]
    read: tuple[ReadParagraph, ...]
    accuracy: Accuracy | None
    passages: PassageAccuracy | None
    people: tuple[PeopleCell, ...]
    tables: tuple[tuple[str, str | None], ...] = ()
    decided: tuple[Mapping[str, Any], ...] = ()

    @property
    def value(self) -> object:
        """Return the value to read where one is wanted: practice before law, home before abroad; None for silence."""
        order = {None: 1, "practice": 0, "home": 0}
        rows = sorted(
            self.findings, key=lambda f: (order.get(f["level"], 2), order.get(f["place"], 2))
        )
        return rows[0]["value"] if rows else None

    def rules(self) -> Iterator[str]:
        """Yield for each finding the rule in a sentence."""
        for finding in self.findings:
            yield rule_sentence(finding)

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain values."""
        keys = ("id", "country", "edition", "text_kind", "publisher", "cite_as")
        return {
            "document": {key: self.document[key] for key in keys},
            "variable": self.variable.id,
            "label": self.variable.label,
            "question": self.variable.question,
            "codebook_rule": self.variable.rule,
            "not_this": self.variable.not_this,
            "value": self.value,
            "absence": self.absence,
            "rules": list(self.rules()),
            "findings": [dict(finding) for finding in self.findings],
            "against": [row.to_dict() for row in self.against],
            "rejected": [row.to_dict() for row in self.others],
            "read": [row.to_dict() for row in self.read],
            "accuracy": self.accuracy.to_dict() if self.accuracy else None,
            "accuracy_on_passages": self.passages.to_dict() if self.passages else None,
            "people": [cell.to_dict() for cell in self.people],
            "decided": [dict(row) for row in self.decided],
        }

    def explain(self) -> str:
        """Return the explanation as text, a paragraph for each part."""
        return "\n".join(explanation_lines(self))

    def __str__(self) -> str:
        return self.explain()

    def __repr__(self) -> str:
        unit = unit_name(self.document["country"], self.document["edition"])
        return f"<Why {unit} {self.variable.id}: {self.value if self.findings else self.absence}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the explanation, its lines folded."""
        return f'<div style="white-space:pre-wrap;max-width:60rem">{escape(self.explain())}</div>'


def explain_value(
    record: Mapping[str, Any],
    variable: str,
    *,
    people: Iterable[PeopleTable] = (),
    codebook: Codebook | None = None,
) -> Why:
    """Explain the value of a variable, or its absence.

    Args:
        record: a coding as `Coding.to_dict(everything=True)` gives it; with `people` where people decided on it.
        variable: its id.
        people: tables that people coded, to look up the same country and edition.
        codebook: the codebook it was coded under; `tip` where none is given.

    Raises:
        WrongUse: no such variable, or the record was made without `everything`.
    """
    book = codebook or load_codebook()
    asked = find_variable(variable, book)
    if "absences" not in record:
        raise WrongUse(
            "this coding does not hold what did not count",
            why="absences and rejected candidates were left out when it was written",
            remedy="code the page again with --all, or to_dict(everything=True)",
        )
    document = record["document"]
    silences = [row for row in record["absences"] if row["variable"] == asked.id]
    out = [row for silence in silences for row in silence["rejected"]]
    out += [row for row in record["rejected"] if row["variable"] == asked.id]
    nominees = [_nominee(record["narrative"], row) for row in out]
    tables = list(people)
    country, edition = document["country"], document["edition"]
    absence = silences[0]["absence"] if silences else None
    if asked.id in record["not_asked"]:
        absence = "not_asked"
    return Why(
        document=document,
        variable=asked,
        findings=tuple(f for f in record["findings"] if f["variable"] == asked.id),
        absence=absence,
        against=tuple(row for row in nominees if row.kind == "against"),
        others=tuple(row for row in nominees if row.kind != "against"),
        read=_read(record),
        accuracy=load_measured().accuracy(asked.id, document["text_kind"], edition),
        passages=load_measured().on_passages(asked.id)
        if document["text_kind"] == "narrative"
        else None,
        people=tuple(cell for table in tables for cell in table.cells(asked, country, edition)),
        tables=tuple((table.name, table.nothing(asked, country, edition)) for table in tables),
        decided=tuple(row for row in record.get("people") or () if row["variable"] == asked.id),
    )


def find_variable(name: str, codebook: Codebook | None = None) -> Variable:
    """Return the variable of an id.

    Raises:
        WrongUse: there is none; the nearest are named.
    """
    import difflib

    known = (codebook or load_codebook()).variables
    if name in known:
        return known[name]
    ends = [v for v in known if v.partition(".")[2] == name]
    near = ends or difflib.get_close_matches(name, known, n=4, cutoff=0.5)
    raise WrongUse(
        f"there is no variable {name!r}",
        remedy=f"perhaps {' or '.join(near)}"
        if near
        else "tierbook codebook find WORDS lists them",
    )


def _nominee(narrative: Mapping[str, Any], row: Mapping[str, Any]) -> Nominee:
    start, end, why = row["start"], row["end"], row["why"]
    place = next(
        (s for s in narrative["sentences"] if s["start"] <= start < s["end"]),
        {"paragraph": 0, "sentence": 1},
    )
    return Nominee(
        paragraph=place["paragraph"],
        sentence=place["sentence"],
        start=start,
        end=end,
        text=narrative["text"][start:end],
        cue=row["cue"],
        why=why,
        kind=_kind(why),
    )


def _kind(why: str) -> str:
    if is_against(why):
        return "against"
    return next((kind for kind, pattern in _KINDS if pattern.search(why)), "other sense")


def _read(record: Mapping[str, Any]) -> tuple[ReadParagraph, ...]:
    text = record["narrative"]["text"]
    rows = {row["n"]: row for row in record["narrative"]["paragraphs"]}
    return tuple(
        ReadParagraph(
            n,
            rows[n]["pillar"],
            " ".join(text[rows[n]["start"] : rows[n]["end"]].split()[:_OPENING]),
        )
        for n in record["read"]
        if n in rows
    )
