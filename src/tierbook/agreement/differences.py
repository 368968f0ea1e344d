"""Where coder and reader differ: both values, the words, the rule, and what was nominated in vain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tierbook.agreement.figure_names import compare_figures
from tierbook.agreement.gold import variable_id
from tierbook.agreement.reading import GoldReading
from tierbook.agreement.units import COUNTS, FIGURES, our_figures
from tierbook.coding import Finding, Rejected
from tierbook.narrative import Narrative

__all__ = ["NotCounted", "WrongUnit", "evidence_meets", "list_wrong"]

_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A sentence that a cue nominated for the variable, and why it did not count."""

    text: str
    cue: str
    why: str

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class WrongUnit:
    """Where coder and reader differ on one variable of one text.

    `gold` and `ours` are the values that the other does not have; `gold_words` the reader's words, `gold_sentences` the
    sentences they stand in; `our_words` our sentences, `our_cues` the rules that read them; `rejected` what was
    nominated and did not count, those of the reader's sentences first.
    """

    text: str
    reader: str
    country: str | None
    edition: int | None
    text_kind: str
    variable: str
    gold: tuple[str, ...]
    ours: tuple[str, ...]
    gold_words: tuple[str, ...]
    gold_sentences: tuple[str, ...]
    our_words: tuple[str, ...]
    our_cues: tuple[str, ...]
    rejected: tuple[NotCounted, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        record = {name: getattr(self, name) for name in self.__slots__}
        return {**record, "rejected": [row.to_dict() for row in self.rejected]}


def list_wrong(reading: GoldReading) -> Iterator[WrongUnit]:
    """Yield the variables of one reading in which coder and reader differ."""
    text, narrative = reading.text, reading.coding.narrative
    for variable, units in reading.scored.items():
        theirs, ours = units
        if variable == COUNTS and text.counts is not None:
            # Names of figures are the reader's own: what only differs by name is no news.
            theirs, ours = compare_figures(text.counts, our_figures(reading.coding.findings))
        if theirs == ours:
            continue
        missed, extra = theirs - ours, ours - theirs
        spans = _spans(reading, variable, missed) if missed else ()
        sentences = tuple(dict.fromkeys(_sentences(narrative, spans)))
        words = _our_words(reading, variable, extra) if extra else []
        yield WrongUnit(
            text=text.id,
            reader=text.reader,
            country=text.country,
            edition=text.edition,
            text_kind=narrative.document.text_kind,
            variable=variable,
            gold=tuple(sorted(map(_show, missed))),
            ours=tuple(sorted(map(_show, extra))),
            gold_words=tuple(text.text[low:high] for low, high in spans),
            gold_sentences=sentences,
            our_words=tuple(dict.fromkeys(sentence for sentence, _ in words)),
            our_cues=tuple(dict.fromkeys(cue for _, cue in words)),
            rejected=_rejected(reading, variable, sentences),
        )


def evidence_meets(reading: GoldReading, variable: str) -> bool | None:
    """Tell whether our words and the reader's share a word, offsets led through the map; None where none can."""
    theirs, ours = reading.scored[variable]
    if not theirs & ours or not reading.text.evidence.get(variable):
        return None
    narrative = reading.coding.narrative
    spans = [narrative.offsets.to_target(*span) for span in reading.text.evidence[variable]]
    shown = {_show(unit) for unit in theirs & ours}
    for finding in _findings(reading, variable):
        for evidence in finding.evidence:
            if evidence.supports is not None and len(shown) > 1 and evidence.supports not in shown:
                continue
            for span in spans:
                if span is None:
                    continue
                low, high = max(evidence.start, span[0]), min(evidence.end, span[1])
                if low < high and _WORD.search(narrative.text, low, high):
                    return True
    return False


def _findings(reading: GoldReading, variable: str) -> list[Finding]:
    return [
        finding
        for finding in reading.coding.findings
        if variable_id(finding.variable) == variable
        or (variable == COUNTS and finding.variable.startswith(FIGURES))
    ]


def _spans(
    reading: GoldReading, variable: str, missed: frozenset[object]
) -> tuple[tuple[int, int], ...]:
    """Return where the reader found a variable; of figures, where the missed ones stand."""
    if variable != COUNTS:
        return reading.text.evidence.get(variable, ())
    rows = [c for c in reading.text.counts or () if (c["what"], c["n"]) in missed and c.get("at")]
    return tuple(dict.fromkeys((int(c["at"][0]), int(c["at"][1])) for c in rows))


def _sentences(narrative: Narrative, spans: tuple[tuple[int, int], ...]) -> Iterator[str]:
    for span in spans:
        place = narrative.offsets.to_target(*span)
        if place is not None:
            sentence = narrative.sentence_at(place[0])
            yield narrative.text[sentence.start : sentence.end]


def _our_words(
    reading: GoldReading, variable: str, extra: frozenset[object]
) -> list[tuple[str, str]]:
    """Return the sentences that carry what only we have, each with its rule."""
    shown = {_show(unit) for unit in extra}
    shown |= {word.replace(" ", sign) for word in shown for sign in (":", ">")}  # figures, edges
    rows: list[tuple[str, str]] = []
    for finding in _findings(reading, variable):
        some = [e for e in finding.evidence if e.supports is None or e.supports in shown]
        rows.extend((e.text, finding.cue) for e in some or finding.evidence)
    return rows


def _rejected(
    reading: GoldReading, variable: str, sentences: tuple[str, ...]
) -> tuple[NotCounted, ...]:
    coding, text = reading.coding, reading.coding.narrative.text

    def is_ours(row: Rejected) -> bool:
        figure = variable == COUNTS and row.variable.startswith(FIGURES)
        return figure or variable_id(row.variable) == variable

    rows = [r for s in coding.silences for r in s.rejected if is_ours(r)]
    rows += [r for r in coding.rejected if is_ours(r)]
    made = dict.fromkeys(NotCounted(text[r.start : r.end], r.cue, r.why) for r in rows)
    return tuple(sorted(made, key=lambda row: row.text not in sentences))


def _show(unit: object) -> str:
    return " ".join(map(str, unit)) if isinstance(unit, tuple) else str(unit)
