"""Which coder a verb uses: the rules unless told, a language model, or both; and how a model is asked."""

from __future__ import annotations

import functools
import inspect
import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from tierbook.errors import WrongUse

if TYPE_CHECKING:
    from tierbook.coding import (
        Budget,
        Coder,
        Coding,
        EndpointSettings,
        EnsembleCoder,
        LlmCoder,
        ModelReport,
        Price,
        Progress,
        ShownExample,
    )

__all__ = ["Asking", "CoderName", "ReadyCoder", "asks_model", "code_and_tell", "tell_model"]

_TIMEOUT, _CONCURRENCY, _ANSWER_TOKENS = 120, 4, 8192
_LONGEST_NAME, _LONGEST_KEY = 120, 4096
_SHOWN, _LONGEST_SHOWN = 3, 400  # examples of a variable, and characters of one


class CoderName(StrEnum):
    """Who codes."""

    rules = "rules"
    llm = "llm"
    ensemble = "ensemble"


_OPTIONS: tuple[tuple[str, Any, object], ...] = (
    (
        "coder",
        Annotated[
            CoderName,
            typer.Option(
                "--coder",
                metavar="rules|llm|ensemble",
                help="Who codes: the rules; a language model; both, the rules' word standing where they disagree.",
            ),
        ],
        CoderName.rules,
    ),
    (
        "endpoint",
        Annotated[
            str | None,
            typer.Option(
                "--endpoint",
                metavar="URL",
                help="Address of any OpenAI-compatible server, as far as /v1. Its key: TIERBOOK_MODEL_KEY.",
            ),
        ],
        None,
    ),
    (
        "model",
        Annotated[
            str | None,
            typer.Option("--model", metavar="NAME", help="The model, as the server calls it."),
        ],
        None,
    ),
    (
        "budget",
        Annotated[
            list[str] | None,
            typer.Option(
                "--budget",
                metavar="AMOUNT",
                help="Stop before more is spent: 300k tokens, 5USD; may be repeated.",
            ),
        ],
        None,
    ),
    (
        "prices",
        Annotated[
            Path | None,
            typer.Option(
                "--prices",
                metavar="FILE",
                help="Prices of a million tokens, CSV: model,input,output,currency.",
            ),
        ],
        None,
    ),
    (
        "offline",
        Annotated[
            bool, typer.Option("--offline", help="Use kept answers alone; name what is missing.")
        ],
        False,
    ),
    (
        "cache",
        Annotated[
            Path | None,
            typer.Option(
                "--cache", metavar="DIR", help="Folder of kept answers; else in the home."
            ),
        ],
        None,
    ),
    (
        "concurrency",
        Annotated[
            int | None,
            typer.Option(
                "--concurrency", metavar="N", min=1, max=64, help="Questions on the way at once: 4."
            ),
        ],
        None,
    ),
    (
        "timeout",
        Annotated[
            int | None,
            typer.Option(
                "--timeout", metavar="SECONDS", min=1, help="Longest wait for an answer: 120."
            ),
        ],
        None,
    ),
    (
        "examples",
        Annotated[
            Path | None,
            typer.Option(
                "--examples",
                metavar="FILE",
                help="Labelled texts whose words are shown to the model; they never measure it.",
            ),
        ],
        None,
    ),
    (
        "model_report",
        Annotated[
            Path | None,
            typer.Option(
                "--model-report",
                metavar="FILE",
                help="Write what was asked, refused and spent, as JSON.",
            ),
        ],
        None,
    ),
    (
        "model_home",
        Annotated[
            Path | None,
            typer.Option(
                "--home",
                metavar="DIR",
                help="Where a model's settings and kept answers are; else TIERBOOK_HOME, else the user's data.",
            ),
        ],
        None,
    ),
)


class ReadyCoder(NamedTuple):
    """A coder, and the parts of it that tell what was asked and what is disputed; None for the rules."""

    coder: Coder
    model: LlmCoder | None = None
    ensemble: EnsembleCoder | None = None


class Asking(NamedTuple):
    """What the command line says of the coder."""

    coder: CoderName
    endpoint: str | None
    model: str | None
    budget: list[str] | None
    prices: Path | None
    offline: bool
    cache: Path | None
    concurrency: int | None
    timeout: int | None
    examples: Path | None
    model_report: Path | None
    model_home: Path | None

    @property
    def by_rules(self) -> bool:
        """Tell whether no model is asked."""
        return self.coder is CoderName.rules

    def ready(self, jobs: int = 1) -> ReadyCoder:
        """Make the coder.

        Args:
            jobs: processes of the run; a model is asked by one.

        Raises:
            WrongUse: something is missing, or doesn't fit.
        """
        from tierbook.coding import RulesCoder

        if self.by_rules:
            self._refuse_unused()
            return ReadyCoder(RulesCoder())
        if jobs != 1:
            raise WrongUse(
                "a model is asked by one process",
                where="--jobs",
                remedy="leave it out; --concurrency says how many questions are on the way at once",
            )
        model = self._model_coder()
        if self.coder is CoderName.llm:
            return ReadyCoder(model, model)
        from tierbook.coding import EnsembleCoder

        both = EnsembleCoder(RulesCoder(), model)
        return ReadyCoder(both, model, both)

    def _refuse_unused(self) -> None:
        given = {
            "--endpoint": self.endpoint,
            "--model": self.model,
            "--budget": self.budget,
            "--prices": self.prices,
            "--cache": self.cache,
            "--concurrency": self.concurrency,
            "--timeout": self.timeout,
            "--examples": self.examples,
            "--model-report": self.model_report,
            "--offline": self.offline or None,
        }
        unused = [option for option, value in given.items() if value is not None]
        if unused:
            raise WrongUse(
                f"{', '.join(unused)} is for a model, and the rules code",
                remedy="add --coder llm or --coder ensemble",
            )

    def _model_coder(self) -> LlmCoder:
        from tierbook.cli.homes import find_home, number_setting, setting
        from tierbook.coding import AnswerStore, Endpoint, LlmCoder

        home = find_home(self.model_home)
        settings = self._settings(home)
        folder = setting("model_cache", self.cache, home)
        return LlmCoder(
            settings,
            store=AnswerStore(Path(folder).expanduser() if folder else home / "answers"),
            endpoint=None if self.offline else Endpoint(settings),
            budget=self._budget(settings.model, home),
            examples=_shown_examples(self.examples) if self.examples else None,
            concurrency=_one_or_more(
                number_setting("model_concurrency", self.concurrency, home, _CONCURRENCY)
            ),
            progress=_show_progress,
        )

    def _settings(self, home: Path) -> EndpointSettings:
        from tierbook.cli.homes import number_setting, setting
        from tierbook.coding import EndpointSettings, check_endpoint

        model = setting("model", self.model, home)
        if not model:
            raise WrongUse(
                "no model is named",
                where="--coder",
                remedy="give --model, TIERBOOK_MODEL, or a line model = ... in config.toml",
            )
        if len(model) > _LONGEST_NAME or not model.isprintable() or " " in model:
            raise WrongUse("this is no name of a model", where="--model", remedy="give another")
        address = setting("model_endpoint", self.endpoint, home)
        key = None if self.offline else _read_key(home)
        if self.offline:
            address = ""
        elif not address:
            raise WrongUse(
                "no server is named",
                where="--coder",
                why="tierbook asks no model unless you say which",
                remedy="give --endpoint, TIERBOOK_MODEL_ENDPOINT, or model_endpoint = ... in config.toml",
            )
        else:
            address = check_endpoint(address, key)
        return EndpointSettings(
            address,
            model,
            key,
            timeout=float(
                _one_or_more(number_setting("model_timeout", self.timeout, home, _TIMEOUT))
            ),
            most_tokens=_one_or_more(
                number_setting("model_answer_tokens", None, home, _ANSWER_TOKENS)
            ),
        )

    def _budget(self, model: str, home: Path) -> Budget:
        from tierbook.cli.homes import setting
        from tierbook.coding import Budget, find_price, parse_budget, read_prices

        table = setting("model_prices", self.prices, home)
        price: Price | None = None
        if table:
            price = find_price(read_prices(Path(table).expanduser()), model)
        tokens, money = None, None
        for words in self.budget or ():
            some, sum_of = parse_budget(words)
            tokens, money = some if some is not None else tokens, sum_of or money
        return Budget(tokens=tokens, money=money, price=price)


def asks_model(verb: Callable[..., None]) -> Callable[..., None]:
    """Give a verb the options of the coder, and hand them over as its argument `asking`."""
    signature = inspect.signature(verb, eval_str=True)
    own = [parameter for parameter in signature.parameters.values() if parameter.name != "asking"]
    added = [
        inspect.Parameter(
            name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=annotation
        )
        for name, annotation, default in _OPTIONS
    ]

    @functools.wraps(verb)
    def run(**given: Any) -> None:
        asking = Asking(**{parameter.name: given.pop(parameter.name) for parameter in added})
        verb(**given, asking=asking)

    last = [parameter for parameter in own if parameter.kind is inspect.Parameter.KEYWORD_ONLY]
    merged = [*(parameter for parameter in own if parameter not in last), *added, *last]
    run.__signature__ = signature.replace(parameters=merged)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in merged}
    return run


def code_and_tell(ready: ReadyCoder, narrative: Any) -> Coding:
    """Code a narrative, and go on to a new line where progress was shown on one."""
    try:
        return ready.coder.code(narrative)
    finally:
        if ready.model is not None and sys.stderr.isatty():
            print(file=sys.stderr)


def tell_model(ready: ReadyCoder, report_file: Path | None) -> None:
    """Say on standard error what a model was asked, what of it was refused, what it cost; close its connections."""
    if ready.model is None:
        return
    from tierbook.cli.guard import say, write_out

    report = ready.model.report
    ready.model.close()
    for line in _report_lines(ready.model.name, report):
        say(line)
    if report_file is not None:
        from tierbook.files import json_line

        write_out(report_file, json_line({"coder": ready.coder.name, **report.to_dict()}))


def _report_lines(name: str, report: ModelReport) -> list[str]:
    from tierbook.coding import MODEL_REFUSALS
    from tierbook.text import counted

    lines = [
        f"{name}: {counted(report.narratives, 'narrative')}; {counted(report.asked, 'question')} asked, "
        f"{report.cached} from kept answers, {counted(report.retried, 'attempt')} repeated"
    ]
    if report.unusable:
        lines.append(
            f"unusable, and asked for anew or in halves: {counted(report.unusable, 'answer')}"
        )
    refused = sum(report.refused.values())
    if report.narratives:
        lines.append(f"findings that hold: {report.accepted}; refused: {refused}")
    lines += [
        f"  {count}: {MODEL_REFUSALS[reason]}"
        for reason, count in sorted(report.refused.items(), key=lambda item: (-item[1], item[0]))
        if count
    ]
    if report.withheld:
        lines.append(
            f"{counted(report.withheld, 'sentence')} not shown, which spoke to the model: look at the pages"
        )
    about = "about " if report.spent.estimated else ""
    spent = f"{about}{report.spent.tokens_in:,} tokens in and {report.spent.tokens_out:,} out"
    if report.cost is not None:
        spent += f", {about}{report.cost:.4f} {report.currency}"
    lines.append(f"{spent}; kept answers saved {report.saved.tokens:,} tokens")
    return lines


def _show_progress(progress: Progress) -> None:
    line = f"{progress.document}: {progress.done} of {progress.of} questions"
    if sys.stderr.isatty():
        print(f"\r{line}", end="", file=sys.stderr, flush=True)
    elif progress.done == progress.of:
        kept = f", {progress.cached} from kept answers" if progress.cached else ""
        print(f"tierbook: {line}{kept}", file=sys.stderr, flush=True)


def _read_key(home: Path) -> str | None:
    """Return the key: from the environment, or from the file that is named; never from `config.toml` itself.

    Raises:
        WrongUse: the file cannot be read, or holds no key.
    """
    from tierbook.cli.homes import setting

    key = os.environ.get("TIERBOOK_MODEL_KEY", "").strip()
    where = "TIERBOOK_MODEL_KEY"
    if not key:
        named = setting("model_key_file", None, home)
        if not named:
            return None
        path = Path(named).expanduser()
        where = str(path)
        try:
            key = path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise WrongUse(
                "the key cannot be read", where=where, remedy="mend TIERBOOK_MODEL_KEY_FILE"
            ) from error
    if not key or len(key) > _LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise WrongUse("this holds no key", where=where, remedy="give the key alone, on one line")
    return key


def _one_or_more(number: int) -> int:
    if number < 1:
        raise WrongUse(
            f"a setting of the model is {number}",
            remedy="give 1 or more: TIERBOOK_MODEL_CONCURRENCY, _TIMEOUT, _ANSWER_TOKENS, or config.toml",
        )
    return number


def _shown_examples(path: Path) -> dict[str, list[ShownExample]]:
    """Return words of labelled texts by variable: of each value the first, as far as there is room."""
    from tierbook.agreement import load_gold
    from tierbook.coding import ShownExample, text_hash

    shown: dict[str, list[ShownExample]] = {}
    for text in load_gold(path):
        for variable, spans in sorted(text.evidence.items()):
            value = text.values.get(variable)
            words = " ".join(" ... ".join(text.text[a:b] for a, b in spans).split())
            rows = shown.setdefault(variable, [])
            known = any(row.value == value for row in rows)
            if (
                value is None
                or known
                or len(rows) >= _SHOWN
                or not 0 < len(words) <= _LONGEST_SHOWN
            ):
                continue
            rows.append(
                ShownExample(f"{text.id}#{variable}", variable, words, value, text_hash(text.text))
            )
    return shown
