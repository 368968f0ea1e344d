"""How far people agree, as the desk shows it: their answers, those of the program beside them, measured once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any

from tierbook.agreement import (
    Agreement,
    Agreements,
    Answer,
    Divided,
    PairRow,
    TeachAndMeasure,
    agreement_over_time,
    compare_pairs,
    count_drawn,
    estimate_accuracy,
    find_divided,
    measure_agreement,
)
from tierbook.files import short_hash
from tierbook.library.catalogue.models import Document, Finding
from tierbook.library.desk.answers import answers
from tierbook.library.desk.models import Decided, Item, Unit
from tierbook.library.reading.variables import codebook

__all__ = [
    "accuracy_of",
    "answers_by_text",
    "divided_for",
    "months_of",
    "pairs_among",
    "people_agree",
    "program_answers",
    "words_of",
]

RESAMPLES, FEWER, MANY = 1000, 200, 4000


def answers_by_text(variable: str | None = None) -> tuple[Answer, ...]:
    """Return the answers of people that stand; the unit of each is its text, so that copies of a text are not mixed."""
    rows = answers(variables=[variable] if variable else None)
    return tuple(replace(row, unit=row.document or row.unit) for row in rows)


def program_answers(given: Collection[Answer]) -> tuple[Answer, ...]:
    """Return what the program says where people answered: its values, and its silence."""
    texts = {row.document for row in given}
    variables = {row.variable for row in given}
    documents = {d.id: d for d in Document.objects.filter(id__in=texts)}
    facets = {
        (i.document_id, i.finding): (i.level or None, i.place or None)
        for i in Item.objects.filter(document__in=texts, variable__in=variables)
    }
    said: dict[tuple[str, str], list[Answer]] = {}
    for row in Finding.objects.filter(document__in=texts, variable__in=variables).order_by(
        "position"
    ):
        coder = documents[row.document_id].coder
        level, place = facets.get((row.document_id, row.finding), (None, None))
        one = Answer(
            coder,
            row.document_id,
            row.variable,
            row.value,
            (),
            row.document_id,
            level=level,
            place=place,
        )
        said.setdefault((row.document_id, row.variable), []).append(one)
    made: list[Answer] = []
    for document, variable in sorted({(row.document, row.variable) for row in given}):
        held = documents.get(document)
        if held is not None:
            silent = [Answer(held.coder, document, variable, "not_stated", (), document)]
            made += said.get((document, variable), silent)
    return tuple(made)


def people_agree(given: tuple[Answer, ...]) -> Agreements:
    """Return the agreement of people; measured once for the same answers."""
    return _measured(_Given(given))


def months_of(given: tuple[Answer, ...]) -> dict[str, dict[str, Agreement]]:
    """Return the agreement of people by month."""
    return agreement_over_time(given, codebook=codebook(), resamples=0)


def pairs_among(given: tuple[Answer, ...], program: tuple[Answer, ...]) -> list[PairRow]:
    """Return coder by coder, the program as one of them."""
    programs = sorted({row.coder for row in program})
    return compare_pairs([*given, *program], codebook=codebook(), programs=programs)


def accuracy_of(given: tuple[Answer, ...], program: tuple[Answer, ...]) -> TeachAndMeasure | None:
    """Return how often the program is right by blind answers on probability samples."""
    programs = sorted({row.coder for row in program})
    if not programs:
        return None
    alike = [
        replace(row, coder=programs[-1]) for row in program
    ]  # what stands of each text is the newest coding
    drawn = count_drawn(Unit.objects.values_list("line", flat=True))
    return estimate_accuracy([*given, *alike], programs[-1], codebook=codebook(), drawn=drawn)


def divided_for(given: tuple[Answer, ...], coder: str | None) -> list[Divided]:
    """Return what divides people.

    Args:
        given: their answers.
        coder: who looks; she is shown only what she has answered, so that she stays blind to the rest. None sees all.
    """
    rows = find_divided(given, codebook=codebook())
    return [row for row in rows if coder is None or coder in row.values]


def words_of(variable: str) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Return the words that people marked for a variable, by coder and text."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in Decided.objects.filter(variable=variable).exclude(state="stale"):
        if row.action != "adjudicate":
            found.setdefault((row.coder, row.document), []).extend(row.content["evidence"])
    return found


class _Given:
    """Answers that are known by what they hold."""

    def __init__(self, given: tuple[Answer, ...]) -> None:
        self.answers = given
        self.name = short_hash([asdict(row) for row in given])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Given) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


@lru_cache(maxsize=16)
def _measured(given: _Given) -> Agreements:
    resamples = RESAMPLES if len(given.answers) <= MANY else FEWER
    return measure_agreement(given.answers, codebook=codebook(), resamples=resamples)
