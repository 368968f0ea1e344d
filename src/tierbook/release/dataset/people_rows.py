"""Rows of what people decided, how far they agree, how often the program is right, and what was corrected since.

People appear by pseudonym alone. A pseudonym that was made elsewhere may be a name, so it is replaced by a number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from tierbook.agreement import (
    AGREEMENT_COLUMNS,
    OVERALL,
    Answer,
    Met,
    answers_of_coding,
    answers_of_decisions,
    count_drawn,
    estimate_accuracy,
    label_text,
    load_measured,
    measure_agreement,
    meet_program,
)
from tierbook.codebook import load_codebook
from tierbook.coding import look_at
from tierbook.dossier import HeldText
from tierbook.release.dataset.reading import Decision, LibraryContent, words_of_value
from tierbook.release.dataset.text_rows import Put, head_of, yes_no

__all__ = ["PeopleRows"]

_OURS = re.compile(r"person-[0-9a-f]{16}")
_ALL = "_all"


class PeopleRows:
    """Makes the rows of people's work, text by text, and those of the measures at the end.

    Args:
        put: takes a row of a table by its name.
        content: the library.
    """

    def __init__(self, put: Put, content: LibraryContent) -> None:
        self._put, self._content = put, content
        self._book = load_codebook()
        self._names = pseudonyms(content.decisions)
        self._units: dict[str, list[Mapping[str, Any]]] = {}
        for line in content.sample_lines:
            self._units.setdefault(str(line["document"]), []).append(line)
        self._documents: set[str] = set()
        self._answers: list[Answer] = []
        self._program: list[Answer] = []
        self._pairs: dict[tuple[str, str, str], list[float]] = {}
        self.left_out: dict[str, int] = {}
        self.newest = ""

    def add(self, text: HeldText) -> None:
        """Make the rows of one text."""
        self._documents.add(text.document)
        decisions = self._content.decisions.get(text.document, ())
        looked = look_at(text.record, decisions) if decisions else []
        for decision, state in looked:
            if decision["variable"] in self._book.variables:
                self._decision(text, decision, state)
        standing = [decision for decision, state in looked if state != "stale"]
        decided = self._standing(text, standing) if standing else {}
        for line in self._units.get(text.document, ()):
            self._put(
                "sample_units",
                {
                    **head_of(text),
                    "sample": line["sample"],
                    "n": line["n"],
                    "seed": line.get("seed"),
                    "stratum": line["stratum"],
                    "probability": line["probability"],
                    "decided": decided.get(str(line["sample"]), 0),
                },
            )

    def end(self) -> None:
        """Make the rows of all texts together."""
        self._measures()
        for row in self._content.errata:
            self._erratum(row)
        decided = sum(
            len(d) for n, d in self._content.decisions.items() if n not in self._documents
        )
        units = sum(len(u) for n, u in self._units.items() if n not in self._documents)
        self.left_out = {k: n for k, n in (("decisions", decided), ("sample units", units)) if n}

    def _decision(self, text: HeldText, decision: Decision, state: str) -> None:
        drawn, value = decision["drawn"], decision["value"]
        day = str(decision["at"] or "")[:10]
        self.newest = max(self.newest, day)
        self._put(
            "decisions",
            {
                **head_of(text),
                "decision": decision["event"],
                "coder": self._names[decision["coder"]],
                "variable": decision["variable"],
                "level": decision["level"],
                "place": decision["place"],
                "action": decision["action"],
                "value": None if value is None else words_of_value(value),
                "shown": decision["shown"],
                "drawn": drawn["how"],
                "sample": drawn["sample"],
                "probability": drawn["probability"],
                "stratum": drawn["stratum"],
                "marks": len(decision["evidence"]),
                "decided_on": day,
                "codebook": decision["codebook"],
                "state": state,
            },
        )

    def _standing(self, text: HeldText, decisions: Sequence[Decision]) -> Mapping[str, int]:
        """Take in the decisions on a text that are not stale; return the blind answers by sample."""
        answers = answers_of_decisions(
            [{**one, "coder": self._names[one["coder"]]} for one in decisions]
        )
        coder, _, program = answers_of_coding(text.record, self._book)
        self._answers += answers
        self._program += program
        asked = {id(answer): one for answer, one in zip(answers, decisions, strict=True)}
        rows: dict[str, int] = {}
        decided: Counter[str] = Counter()
        for met in meet_program([*answers, *program], coder, codebook=self._book):
            if met.item.variable in self._book.variables:
                event = str(asked[id(met.answer)]["event"])
                decided[met.answer.sample] += event not in rows
                rows[event] = rows.get(event, 0) + 1
                self._on_sample(text, event, rows[event], met, met.item.answers.get(coder))
        return decided

    def _on_sample(
        self, text: HeldText, event: str, n: int, met: Met, program: Answer | None
    ) -> None:
        """Make the row of a blind answer on a probability sample at one level and place, or of one figure."""
        answer, item = met.answer, met.item
        weight = 1 / (answer.probability or 1)
        if met.program is not None:
            values = (item.variable, _of_label(met.said), _of_label(met.program))
            self._pairs.setdefault(values, []).append(weight)
        self._put(
            "sample_decisions",
            {
                **head_of(text),
                "decision": event,
                "n": n,
                "sample": answer.sample,
                "coder": answer.coder,
                "variable": item.variable,
                "level": item.level,
                "place": item.place,
                "figure": item.figure,
                "person_value": _said(answer, met.said),
                "program_value": None if program is None else _said(program, met.program),
                "same": None if met.program is None else yes_no(met.said == met.program),
                "people": round(1 / met.share),
                "weight": weight,
            },
        )

    def _measures(self) -> None:
        if self._answers:
            found = measure_agreement(self._answers, codebook=self._book)
            for record in found.table():
                self._put("agreement", {name: record.get(name) for name in AGREEMENT_COLUMNS})
            for one in found.rows():
                if one.variable != OVERALL and one.matrix is not None:
                    self._matrix(one.variable, one.matrix.labels, one.matrix.cells)
        self._labelled()
        self._estimates()
        for (variable, said, meant), weights in sorted(self._pairs.items()):
            self._put(
                "confusion",
                {
                    "measured_on": "sample",
                    "variable": variable,
                    "part": _ALL,
                    "labelled_value": said,
                    "program_value": meant,
                    "n": len(weights),
                    "weighted": round(sum(weights), 4),
                },
            )

    def _matrix(
        self, variable: str, labels: Sequence[str], cells: Sequence[Sequence[float]]
    ) -> None:
        for one, row in zip(labels, cells, strict=True):
            for other, n in zip(labels, row, strict=True):
                if n:
                    self._put(
                        "agreement_matrix",
                        {"variable": variable, "one": one, "other": other, "n": n},
                    )

    def _labelled(self) -> None:
        """Make the rows of tierbook's own measurement, which is part of the version that coded."""
        measured = load_measured().record
        for kind, told in measured.get("held_out", {}).get("kinds", {}).items():
            self._scores("labelled_others", kind, told)
        for kind, told in measured["kinds"].items():
            self._scores("labelled", kind, told)
            for variable, told_for in told["confusion"].items():
                for said, ours in told_for.items():
                    for meant, n in ours.items():
                        self._put(
                            "confusion",
                            {
                                "measured_on": "labelled",
                                "variable": variable,
                                "part": kind,
                                "labelled_value": said,
                                "program_value": meant,
                                "n": n,
                                "weighted": n,
                            },
                        )

    def _scores(self, measured_on: str, kind: str, told: Mapping[str, Any]) -> None:
        rows = {**told["variables"], _ALL: told["total"]}
        for variable, row in rows.items():
            if not row["n"]:
                continue
            self._put(
                "accuracy",
                {
                    "measured_on": measured_on,
                    "variable": variable,
                    "part": kind,
                    **{k: row[k] for k in ("precision", "recall", "f1", "low", "high", "n")},
                    "texts": told["texts"],
                    "editions": _years(told["editions"]),
                    "labels": told["labels"],
                },
            )

    def _estimates(self) -> None:
        if not any(a.drawn == "sample" for a in self._answers) or not self._program:
            return
        coder = self._program[0].coder
        found = estimate_accuracy(
            [*self._answers, *self._program],
            coder,
            codebook=self._book,
            drawn=count_drawn(self._content.sample_lines),
        )
        for one in found.estimates:
            self._put(
                "accuracy",
                {
                    "measured_on": "sample",
                    "variable": one.variable,
                    "part": one.group,
                    "share": one.share,
                    "low": one.low,
                    "high": one.high,
                    "n": one.n_answers,
                    "texts": one.n_units,
                    "labels": "people, blind" if one.share is not None else None,
                    "reason": one.reason,
                },
            )

    def _erratum(self, row: Mapping[str, Any]) -> None:
        day = str(row["date"])[:10]
        self.newest = max(self.newest, day)
        self._put(
            "errata",
            {
                "erratum": row["erratum"],
                "published_on": day,
                "kind": row["kind"],
                "iso3": row["country"],
                "edition": row["edition"],
                "document": row["document"],
                "variable": row["variable"],
                "was": row["was"],
                "is_now": row["is"],
                "reasons": row["reasons"],
            },
        )


def pseudonyms(decisions: Mapping[str, Sequence[Decision]]) -> dict[str, str]:
    """Return for each coder her name in a release: the pseudonym, or a number for one from elsewhere."""
    first: dict[str, tuple[str, str]] = {}
    for rows in decisions.values():
        for row in rows:
            seen = (str(row["at"]), str(row.get("event") or ""))
            first[row["coder"]] = min(seen, first.get(row["coder"], seen))
    names: dict[str, str] = {}
    for coder, _ in sorted(first.items(), key=lambda pair: pair[1]):
        others = sum(not _OURS.fullmatch(name) for name in names)
        names[coder] = coder if _OURS.fullmatch(coder) else f"coder-{others + 1}"
    return names


def _said(answer: Answer, label: Hashable) -> str:
    """Return an answer for a cell: a list as it was given, all else as it is compared."""
    return words_of_value(answer.value) if isinstance(label, frozenset) else _of_label(label)


def _of_label(label: Hashable) -> str:
    if isinstance(label, float) and label.is_integer():
        return str(int(label))
    return label_text(label)


def _years(years: Sequence[int]) -> str:
    return f"{min(years)}" if len(years) == 1 else f"{min(years)}-{max(years)}"
