"""From accepted findings to a Coding: one finding per variable, level and place; evidence whole sentences with a mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tierbook.codebook import Codebook, Variable
from tierbook.coding.coders.llm.judging import Accepted, Refused
from tierbook.coding.coders.llm.shapes import LISTS
from tierbook.coding.coding import Coding, Evidence, Finding, Rejected, Silence, with_id
from tierbook.coding.context import Context
from tierbook.coding.items import item_identity, item_label
from tierbook.coding.patterns import mark
from tierbook.files import canonical_json
from tierbook.narrative import Narrative, Sentence

__all__ = ["CUE", "assemble_coding"]

CUE = "llm.answer"  # what stands where other codings name the rule that found the words
_CERTAINTY = ("stated", "reported", "alleged", "possible", "no_reports")


def assemble_coding(
    narrative: Narrative,
    codebook: Codebook,
    accepted: Iterable[Accepted],
    refused: Iterable[Refused],
    *,
    coder: str,
    versions: tuple[tuple[str, str], ...],
) -> tuple[Coding, int]:
    """Put accepted findings together, and say how many only repeated others.

    Args:
        narrative: what was coded.
        codebook: decides which variables exist, and their order.
        accepted: findings that hold.
        refused: findings that don't; those with a variable and a sentence stand in the coding as rejected.
        coder: name of the coder.
        versions: what the coding rests on.
    """
    rows: dict[str, list[Accepted]] = {}
    repeated = 0
    for row in accepted:
        mine = rows.setdefault(row.variable.id, [])
        if row in mine:
            repeated += 1
        else:
            mine.append(row)
    out: dict[str, list[Rejected]] = {}
    for no in refused:
        if no.variable in codebook.variables:
            low, high = (no.sentence.start, no.sentence.end) if no.sentence else (0, 0)
            out.setdefault(no.variable, []).append(Rejected(no.variable, low, high, CUE, no.why))
    document = narrative.document
    absence = "not_in_summary" if document.text_kind in ("summary", "excerpt") else "not_stated"
    findings: list[Finding] = []
    silences: list[Silence] = []
    rejected: list[Rejected] = []
    not_asked: list[str] = []
    maker = _Maker(narrative)
    for variable in codebook.variables.values():
        if not variable.asked_in(document.edition):
            not_asked.append(variable.id)
            continue
        lost = out.setdefault(variable.id, [])
        made = maker.findings(variable, rows.get(variable.id, []), lost)
        lost = list(dict.fromkeys(lost))
        if made:
            findings += [
                with_id(f, coder=coder, codebook=codebook.name, document=document.id) for f in made
            ]
            rejected += lost
        else:
            silences.append(Silence(variable.id, absence, tuple(lost)))
    coding = Coding(
        versions=versions,
        coder=coder,
        narrative=narrative,
        not_asked=tuple(not_asked),
        read=tuple(p.n for p in narrative.paragraphs),
        findings=tuple(findings),
        silences=tuple(silences),
        rejected=tuple(rejected),
    )
    return coding, repeated


class _Maker:
    """Makes the findings of one narrative."""

    def __init__(self, narrative: Narrative) -> None:
        self._narrative = narrative
        self._contexts: dict[Sentence, Context] = {}

    def findings(
        self, variable: Variable, rows: list[Accepted], lost: list[Rejected]
    ) -> list[Finding]:
        """Return the findings of one variable; `lost` takes what other words outweigh."""
        rows = sorted(rows, key=lambda r: (r.places[0].start, r.places[0].end))
        if not rows:
            return []
        if variable.type in LISTS:
            return self._list(variable, rows, lost)
        if variable.type == "yes_no":
            groups: dict[tuple[str | None, bool], list[Accepted]] = {}
            for row in rows:
                groups.setdefault((row.level, row.place == "abroad"), []).append(row)
            return [self._yes_no(variable, group) for group in groups.values()]
        first = rows[0]
        lost += [
            _lost(r, f"another place says {first.value}") for r in rows if r.value != first.value
        ]
        return [self._finding(variable, first.value, [r for r in rows if r.value == first.value])]

    def _list(
        self, variable: Variable, rows: list[Accepted], lost: list[Rejected]
    ) -> list[Finding]:
        listed = [r for r in rows if r.value != "not_reported"]
        if not listed:
            return [self._finding(variable, "not_reported", rows)]
        lost += [_lost(r, "other words give a figure") for r in rows if r.value == "not_reported"]
        values: dict[bytes, object] = {}
        for row in listed:
            values.setdefault(canonical_json(item_identity(row.value)), row.value)
        return [self._finding(variable, list(values.values()), listed)]

    def _yes_no(self, variable: Variable, rows: list[Accepted]) -> Finding:
        """Yes and no of one level and place are mixed, with words for each; a figure that was not given is no."""
        said = {r.value for r in rows}
        if "mixed" in said or {"yes", "no"} <= said:
            return self._finding(variable, "mixed", rows)
        value = next(v for v in ("yes", "no", "not_reported") if v in said)
        return self._finding(variable, value, [r for r in rows if r.value == value])

    def _finding(self, variable: Variable, value: object, rows: Sequence[Accepted]) -> Finding:
        lead = min(
            rows,
            key=lambda r: (r.value != value, _CERTAINTY.index(r.certainty), r.places[0].start),
        )
        places = {r.place for r in rows}
        return Finding(
            id="",
            variable=variable.id,
            value=value,
            evidence=self._evidence(rows, mixed=value == "mixed", listed=isinstance(value, list)),
            cue=CUE,
            actor=lead.actor,
            period=lead.period,
            said_by=lead.said_by,
            certainty=lead.certainty,
            quality=lead.quality,
            level=lead.level,
            place=lead.place or ("home" if "home" in places else None),
            extent=lead.extent,
            acts=tuple(sorted({a for r in rows for a in r.acts})),
            whom=tuple(sorted({w for r in rows for w in r.whom})),
        )

    def _evidence(
        self, rows: Sequence[Accepted], *, mixed: bool, listed: bool
    ) -> tuple[Evidence, ...]:
        """Return one piece of evidence for each sentence and what it supports, in the order of the text."""
        marks: dict[tuple[Sentence, str | None], tuple[int, int]] = {}
        for row in rows:
            for place, side in zip(row.places, row.sides, strict=True):
                supports = item_label(row.value) if listed else (side or _side(row, mixed=mixed))
                key = (place.sentence, supports if listed or mixed else None)
                low, high = marks.get(key, (place.start, place.end))
                marks[key] = min(low, place.start), max(high, place.end)
        ordered = sorted(marks.items(), key=lambda item: item[0][0].start)
        return tuple(
            Evidence(
                sentence.start,
                sentence.end,
                sentence.paragraph,
                sentence.n,
                self._narrative.words(sentence.start, sentence.end),
                supports,
                self._governed(sentence, low, high),
            )
            for (sentence, supports), (low, high) in ordered
        )

    def _governed(self, sentence: Sentence, low: int, high: int) -> tuple[int, int]:
        """Return a mark with the hedge, the negation and the reporting verb that govern it."""
        context = self._contexts.get(sentence)
        if context is None:
            words = self._narrative.words(sentence.start, sentence.end).lower()
            context = Context(mark(words), self._narrative.document.edition)
            self._contexts[sentence] = context
        left, right = context.governed(low - sentence.start, high - sentence.start)
        return (
            max(sentence.start, min(low, sentence.start + left)),
            min(sentence.end, max(high, sentence.start + right)),
        )


def _side(row: Accepted, *, mixed: bool) -> str | None:
    return str(row.value) if mixed else None


def _lost(row: Accepted, why: str) -> Rejected:
    sentence = row.places[0].sentence
    return Rejected(row.variable.id, sentence.start, sentence.end, CUE, why)
