"""The coder that asks a language model: questions in, answers judged, a Coding out; nothing by halves.

A narrative is asked in several requests, one for each group of variables. Where one of them is not answered, the
narrative has no Coding: a variable that nobody answered is not a silence. What was answered is kept on disk, so that
the next run asks only for the rest.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from queue import Empty, SimpleQueue
from typing import Any

from tierbook.codebook import Codebook, load_codebook
from tierbook.coding.coders.llm.addressed import find_addressed
from tierbook.coding.coders.llm.answers import Answers, UnusableAnswer, read_answer
from tierbook.coding.coders.llm.assembling import assemble_coding
from tierbook.coding.coders.llm.budget import Budget, Usage
from tierbook.coding.coders.llm.endpoint import Endpoint, EndpointSettings
from tierbook.coding.coders.llm.judging import MODEL_REFUSALS, Accepted, Judge, Refused
from tierbook.coding.coders.llm.keeping import AnswerStore, KeptAnswer
from tierbook.coding.coders.llm.prompting import (
    Question,
    ShownExample,
    chosen_examples,
    cut_questions,
    hash_narrative,
    load_prompt,
    text_hash,
    write_messages,
)
from tierbook.coding.coders.llm.shapes import answer_schema
from tierbook.coding.coding import Coding, check_evidence
from tierbook.errors import ModelFailed, ModelStopped, TierbookError
from tierbook.files import VERSION, canonical_json, content_hash, short_hash
from tierbook.narrative import Narrative

__all__ = ["LlmCoder", "ModelReport", "Progress"]

_ASKED_AGAIN = 2  # times that an unusable answer is asked for anew
_THREAD = "tierbook-question"
_LEAST_CONTAINED = (
    120  # characters: shorter words, stock phrases of the Report, stand in many texts
)


@dataclass(slots=True)
class ModelReport:
    """What a run asked, kept, refused and spent."""

    narratives: int = 0
    failed: int = 0
    asked: int = 0
    cached: int = 0
    retried: int = 0
    unusable: int = 0
    accepted: int = 0
    moved_quotes: int = 0
    withheld: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    spent: Usage = field(default_factory=lambda: Usage(0, 0))
    saved: Usage = field(default_factory=lambda: Usage(0, 0))
    cost: Decimal | None = None
    currency: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the report as plain values."""
        return {
            "narratives": self.narratives,
            "failed": self.failed,
            "questions": {"asked": self.asked, "cached": self.cached, "retried": self.retried},
            "unusable_answers": self.unusable,
            "findings": {
                "accepted": self.accepted,
                "refused": {
                    reason: self.refused[reason]
                    for reason in MODEL_REFUSALS
                    if self.refused[reason]
                },
                "quotes_in_another_sentence": self.moved_quotes,
            },
            "withheld_sentences": self.withheld,
            "tokens": {
                "in": self.spent.tokens_in,
                "out": self.spent.tokens_out,
                "estimated": self.spent.estimated,
                "cached": self.saved.tokens,
            },
            "cost": None
            if self.cost is None
            else {"amount": str(self.cost), "currency": self.currency},
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a narrative is: questions answered of all, and how many of them came from the disk."""

    document: str
    done: int
    of: int
    cached: int


class LlmCoder:
    """Codes narratives by asking a model.

    Args:
        settings: the model, and how it is asked.
        store: where answers are kept.
        endpoint: who is asked; None where only kept answers may be used.
        budget: what may be spent.
        codebook: the variables asked for; `tip` where none is given.
        examples: labelled words shown beside questions, by variable.
        concurrency: questions that are on the way at once.
        progress: told after each question of a narrative.
    """

    def __init__(
        self,
        settings: EndpointSettings,
        *,
        store: AnswerStore,
        endpoint: Endpoint | None = None,
        budget: Budget | None = None,
        codebook: Codebook | None = None,
        examples: Mapping[str, Sequence[ShownExample]] | None = None,
        concurrency: int = 4,
        progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self._model, self._parameters = settings.model, settings.parameters()
        self._store, self._endpoint = store, endpoint
        self._budget = budget or Budget()
        self._codebook = codebook or load_codebook()
        self._examples = {k: tuple(v) for k, v in (examples or {}).items() if v}
        self._prompt = load_prompt()
        self._concurrency = max(1, concurrency)
        self._progress = progress
        self._lock = threading.Lock()
        self._stopped: ModelStopped | None = None
        self._report = ModelReport()

    @property
    def name(self) -> str:
        """Return the model and the version of the prompt: `llm/MODEL/1`."""
        return f"llm/{self._model}/{self._prompt.version}"

    @property
    def report(self) -> ModelReport:
        """Return what was asked, kept, refused and spent so far."""
        report = self._report
        report.spent = self._budget.spent
        report.cost, report.currency = self._budget.cost(report.spent), self._budget.currency
        report.retried = self._endpoint.retried if self._endpoint else 0
        return report

    @cached_property
    def _shown(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """The hashes of texts that the model is shown labels of, and the words that it is shown."""
        shown = [e for rows in self._examples.values() for e in rows]
        own = [
            example.text
            for variable in self._codebook.variables.values()
            for example in chosen_examples(variable, self._prompt.examples_per_variable)
        ]
        hashes = {e.text_hash for e in shown} | {text_hash(text) for text in own}
        words = {" ".join(w.split()) for w in (*own, *(e.words for e in shown))}
        return frozenset(hashes), tuple(sorted(w for w in words if len(w) >= _LEAST_CONTAINED))

    def close(self) -> None:
        """Give back the connections to the server."""
        if self._endpoint is not None:
            self._endpoint.close()

    def was_shown(self, text: str) -> bool:
        """Tell whether the model is shown labels of this text, or of a passage that stands in it."""
        hashes, words = self._shown
        plain = " ".join(text.split())
        return text_hash(text) in hashes or any(shown in plain for shown in words)

    def questions(self, narrative: Narrative) -> tuple[Question, ...]:
        """Return the requests in which a narrative is asked."""
        edition = narrative.document.edition
        return cut_questions(self._codebook, edition, self._prompt.variables_per_request)

    def code(self, narrative: Narrative) -> Coding:
        """Code one narrative.

        Raises:
            ModelFailed: a question was not answered; the others are kept.
            ModelStopped: no question may be put any more, and the kept answers do not suffice.
        """
        asking = _Asking(narrative, hash_narrative(narrative), self.questions(narrative))
        try:
            judged = self._ask_all(asking)
        except TierbookError:
            with self._lock:
                self._report.failed += 1
            raise
        accepted = [row for row in judged if isinstance(row, Accepted)]
        refused = [row for row in judged if isinstance(row, Refused)]
        coding, repeated = assemble_coding(
            narrative,
            self._codebook,
            accepted,
            refused,
            coder=self.name,
            versions=self._versions(),
        )
        for finding in coding.findings:
            for evidence in finding.evidence:
                check_evidence(narrative, evidence)
        self._count(narrative, accepted, refused, repeated)
        return coding

    def _count(
        self,
        narrative: Narrative,
        accepted: Sequence[Accepted],
        refused: Sequence[Refused],
        repeated: int,
    ) -> None:
        with self._lock:
            report = self._report
            report.narratives += 1
            report.accepted += len(accepted) - repeated
            report.moved_quotes += sum(place.moved for row in accepted for place in row.places)
            report.refused.update(row.reason for row in refused)
            report.refused["duplicate"] += repeated
            report.withheld += len(find_addressed(narrative))

    def _versions(self) -> tuple[tuple[str, str], ...]:
        shown = sorted(e.id for rows in self._examples.values() for e in rows)
        return (
            ("tierbook", VERSION),
            ("codebook", self._codebook.name),
            ("cues", "none"),
            ("prompt", self._prompt.name),
            ("model", self._model),
            ("parameters", short_hash(self._parameters, 8)),
            ("examples", short_hash(shown, 8) if shown else "none"),
        )

    def _ask_all(self, asking: _Asking) -> list[Accepted | Refused]:
        """Put all questions on a narrative, several at once; answers in the order of the questions."""
        judge = Judge(asking.narrative, self._codebook)
        results: list[tuple[Question, Answers]] = []
        open_ones: list[Question] = []
        kept: dict[Question, list[tuple[Question, Answers]]] = {}
        for question in asking.questions:
            found = self._from_store(asking, question)
            if found is None:
                open_ones.append(question)
            else:
                kept[question] = found
        self._tell(asking, len(kept), len(kept))
        if open_ones:
            self._refuse_to_ask(asking, open_ones)
            kept.update(self._ask_server(asking, open_ones, len(kept)))
        for question in asking.questions:
            results += kept[question]
        return [
            row for question, answers in results for row in judge.judge(answers, question.variables)
        ]

    def _refuse_to_ask(self, asking: _Asking, questions: Sequence[Question]) -> None:
        if self._endpoint is None:
            raise ModelFailed(
                f"{_names(questions, len(asking.questions))} not in the cache",
                why="with --offline only kept answers are used",
                remedy="run it once without --offline, with the same model, prompt and settings",
            )
        if self._stopped is not None:
            stopped = self._stopped
            raise ModelStopped(stopped.what, why=stopped.why, remedy=stopped.remedy)

    def _ask_server(
        self, asking: _Asking, questions: Sequence[Question], cached: int
    ) -> dict[Question, list[tuple[Question, Answers]]]:
        answered: dict[Question, list[tuple[Question, Answers]]] = {}
        failure: TierbookError | None = None
        todo: SimpleQueue[Question] = SimpleQueue()
        for question in questions:
            todo.put(question)
        told: SimpleQueue[_Told | None] = SimpleQueue()
        # Threads that are not waited for when the run is stopped: an answer may be minutes away.
        threads = [
            threading.Thread(
                target=self._work, args=(asking, todo, told), name=_THREAD, daemon=True
            )
            for _ in range(min(self._concurrency, len(questions)))
        ]
        try:
            for thread in threads:
                thread.start()
            running = len(threads)
            while running:
                item = told.get()
                if item is None:
                    running -= 1
                elif isinstance(item.result, TierbookError):
                    failure = failure or item.result
                elif isinstance(item.result, BaseException):
                    raise item.result
                else:
                    answered[item.question] = item.result
                    self._tell(asking, cached + len(answered), cached)
        except BaseException as error:
            asking.failed.set()
            if not isinstance(error, Exception) and self._endpoint is not None:
                self._endpoint.stop()
            raise
        if failure is not None:
            if isinstance(failure, ModelStopped):
                self._stopped = failure
            left = [q for q in questions if q not in answered]
            what = f"{failure.what}; {_names(left, len(asking.questions))} not answered"
            raise type(failure)(what, why=failure.why, remedy=failure.remedy)
        return answered

    def _from_store(
        self, asking: _Asking, question: Question
    ) -> list[tuple[Question, Answers]] | None:
        """Return kept answers to a question, or to its halves where it had to be cut; None where one is missing."""
        parts, _ = self._parts(asking, question)
        kept = self._store.get(parts)
        if kept is not None:
            try:
                answers = read_answer(kept.text, finish=kept.finish)
            except UnusableAnswer as no:
                if not (no.cut and len(question.variables) > 1):
                    return None
            else:
                with self._lock:
                    self._report.cached += 1
                    saved = self._report.saved
                    self._report.saved = Usage(
                        saved.tokens_in + kept.usage.tokens_in,
                        saved.tokens_out + kept.usage.tokens_out,
                    )
                return [(question, answers)]
            halves = [self._from_store(asking, half) for half in question.halves()]
            return [row for half in halves for row in half or ()] if all(halves) else None
        return None

    def _work(
        self, asking: _Asking, todo: SimpleQueue[Question], told: SimpleQueue[_Told | None]
    ) -> None:
        """Ask one question after another until none is left, or one has failed: without it there is no coding."""
        while not asking.failed.is_set():
            try:
                question = todo.get_nowait()
            except Empty:
                break
            try:
                told.put(_Told(question, self._ask(asking, question)))
            except BaseException as error:  # noqa: BLE001 (told to the thread that waits, and raised there)
                asking.failed.set()
                told.put(_Told(question, error))
        told.put(None)

    def _ask(self, asking: _Asking, question: Question) -> list[tuple[Question, Answers]]:
        """Ask the server until the answer is usable; one that broke off for its length is asked in two halves."""
        parts, messages = self._parts(asking, question)
        last: UnusableAnswer | None = None
        for _ in range(1 + _ASKED_AGAIN):
            answer = self._one_answer(question, parts, messages)
            try:
                answers = read_answer(answer.text, finish=answer.finish)
            except UnusableAnswer as no:
                with self._lock:
                    self._report.unusable += 1
                last = no
                if no.cut and len(question.variables) > 1:
                    self._store.put(parts, answer)
                    return [
                        row for half in question.halves() for row in self._ask_half(asking, half)
                    ]
                continue
            self._store.put(parts, answer)
            return [(question, answers)]
        assert last is not None
        raise ModelFailed(
            f"{last.why}, {1 + _ASKED_AGAIN} times",
            remedy="run the same command again, or take another model",
        )

    def _ask_half(self, asking: _Asking, half: Question) -> list[tuple[Question, Answers]]:
        return self._from_store(asking, half) or self._ask(asking, half)

    def _one_answer(
        self, question: Question, parts: dict[str, Any], messages: list[dict[str, str]]
    ) -> KeptAnswer:
        assert self._endpoint is not None
        most = self._endpoint.most(messages)
        self._budget.reserve(most)
        used: Usage | None = None
        try:
            answer = self._endpoint.ask(
                messages,
                answer_schema(self._codebook, question.variables),
                salt=content_hash(canonical_json(parts)),
            )
            used = answer.usage
        finally:
            self._budget.settle(most, used)
        with self._lock:
            self._report.asked += 1
        return answer

    def _parts(
        self, asking: _Asking, question: Question
    ) -> tuple[dict[str, Any], list[dict[str, str]]]:
        """Return all that an answer depends on, and the messages of the request."""
        messages = write_messages(
            self._prompt, self._codebook, asking.narrative, question, self._examples
        )
        return {
            "narrative": asking.hash,
            "codebook": self._codebook.name,
            "model": self._model,
            "prompt": self._prompt.name,
            "parameters": self._parameters,
            "variables": [variable.id for variable in question.variables],
            "messages": content_hash(canonical_json(messages)),
        }, messages

    def _tell(self, asking: _Asking, done: int, cached: int) -> None:
        if self._progress is not None:
            document = asking.narrative.document.id
            self._progress(Progress(document, done, len(asking.questions), cached))


@dataclass(frozen=True, slots=True)
class _Asking:
    """One narrative, its hash, and the questions on it."""

    narrative: Narrative
    hash: str
    questions: tuple[Question, ...]
    failed: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class _Told:
    """What came of one question."""

    question: Question
    result: list[tuple[Question, Answers]] | BaseException


def _names(questions: Sequence[Question], of: int) -> str:
    """Return how many questions of all there are and which: `2 of 21 questions (tier ...) are`."""
    named = "; ".join(question.name for question in questions[:3])
    more = "; ..." if len(questions) > 3 else ""
    verb = "is" if len(questions) == 1 else "are"
    return f"{len(questions)} of {of} questions ({named}{more}) {verb}"
