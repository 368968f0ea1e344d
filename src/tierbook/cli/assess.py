"""`tierbook assess PAGE...`: pages to Assessments, with own findings and judgements where a file gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tierbook.cli.histories import HistoryOption
from tierbook.cli.options import (
    Format,
    FormatOption,
    Reading,
    reads_pages,
)
from tierbook.errors import Problem, WrongUse

if TYPE_CHECKING:
    from tierbook.editions import History
    from tierbook.pages import Document
    from tierbook.standards import Assessment, OwnFile

__all__ = ["assess"]

_STATUTE = "tvpa"  # the one by which the Report goes
_COLUMNS = (
    "document",
    "country",
    "edition",
    "text_kind",
    "law_version",
    "stated_tier",
    "id",
    "paragraph",
    "label",
    "judgement",
    "for",
    "against",
    "reasons",
    "asked",
    "leaning",
    "leading",
    "own_judgement",
    "without_own",
)
_Pages = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PAGE]...",
        help="Files, folders, patterns, or - for standard input: pages, tables of texts (JSON, CSV, Parquet), "
        "or containers of them (ZIP, WARC, MHTML, gzip). None, to assess the file of --with alone.",
    ),
]
_Statute = Annotated[
    str, typer.Option("--statute", metavar="ID", help="The statute by which is judged.")
]
_With = Annotated[
    list[Path] | None,
    typer.Option(
        "--with",
        metavar="FILE",
        help="Own findings and judgements (YAML) on a country and edition; may be given again for another.",
    ),
]
_Computed = Annotated[
    bool,
    typer.Option(
        "--computed/--no-computed",
        help="Add what the published text alone would suggest: unofficial, with its record, for whole narratives.",
    ),
]


@reads_pages
def assess(
    pages: _Pages = None,
    with_: _With = None,
    history: HistoryOption = None,
    statute: _Statute = _STATUTE,
    computed: _Computed = True,
    form: FormatOption = Format.table,
    *,
    reading: Reading,
) -> None:
    """Assess pages: each criterion of the law in force, with what speaks for and against."""
    from tierbook.cli.guard import Messages
    from tierbook.cli.histories import load_history
    from tierbook.standards import load_statutes

    messages = Messages()
    files = _own_files(with_ or [], messages)
    if not pages and not with_:
        raise WrongUse("there is nothing to assess", remedy="give a page, or a file with --with")
    load_statutes(statute)  # refused before a page is read
    placed = None if history is None else load_history(history, messages)
    work = _Assess(
        as_text=form is Format.table,
        own=tuple(files),
        history=placed,
        statute=statute,
        computed=computed,
    )
    outcomes = _alone(work) if not pages else _batch(pages, work, reading)
    _print(_unpacked(messages, outcomes, files if pages else []), form)
    messages.finish()


@dataclass(frozen=True, slots=True)
class _Done:
    """What came of one document, and what is to be told of it."""

    shown: Any
    unit: tuple[str, int]
    with_own: bool
    notices: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Assess:
    """The work on one document; runs in any process."""

    as_text: bool
    own: tuple[OwnFile, ...]
    history: History | None
    statute: str
    computed: bool

    def __call__(self, document: Document) -> _Done:
        from tierbook.coding import code_narrative
        from tierbook.narrative import parse_document
        from tierbook.standards import assess_coding

        unit = (document.country, document.edition)
        own = next((o for o in self.own if (o.country, o.edition) == unit), None)
        coding = code_narrative(parse_document(document))
        return self.done(assess_coding(coding, own=own, history=self.history, statute=self.statute))

    def done(self, assessment: Assessment) -> _Done:
        from tierbook.standards import add_computed

        own = assessment.own
        if self.computed:
            assessment = add_computed(assessment)
        return _Done(
            _text(assessment) if self.as_text else assessment.to_dict(),
            (assessment.country_code, assessment.edition),
            own is not None,
            () if own is None else tuple(_unmatched(own, assessment)),
        )


def _own_files(paths: list[Path], messages: Any) -> list[OwnFile]:
    """Read the files of --with; a wrong entry is told and left out, a wrong file too."""
    from tierbook.errors import TierbookError
    from tierbook.standards import load_own

    files: list[OwnFile] = []
    for path in paths:
        try:
            own = load_own(path)
        except TierbookError as error:
            messages.tell(Problem.of(error, str(path)))
            continue
        for problem in own.problems:
            messages.tell(problem)
        if any((o.country, o.edition) == (own.country, own.edition) for o in files):
            raise WrongUse(
                f"two files are about {own.country}:{own.edition}",
                where=str(path),
                remedy="put their entries into one",
            )
        files.append(own)
    return files


def _batch(pages: list[str], work: _Assess, reading: Reading) -> Iterator[Any]:
    from tierbook.corpus import expand_inputs, run_batch

    return run_batch(expand_inputs(pages), work, options=reading.options, jobs=reading.jobs)


def _alone(work: _Assess) -> Iterator[Any]:
    from tierbook.standards import assess_own

    for own in work.own:
        if work.statute not in (_STATUTE, own.statute):
            yield Problem(
                own.name,
                f"the file is about the statute {own.statute!r}, and --statute is {work.statute!r}",
                remedy=f"write `statute: {work.statute}` in the file, or leave out --statute",
            )
            continue
        yield work.done(assess_own(own, history=work.history))


def _unpacked(messages: Any, outcomes: Iterator[Any], files: list[OwnFile]) -> Iterator[Any]:
    """Yield what is to be printed; tell what is to be told, and at the end which own files no page was for."""
    used = set()
    for done in messages.told(outcomes):
        for notice in done.notices:
            messages.tell(notice)
        if done.with_own:
            used.add(done.unit)
        yield done.shown
    for own in files:
        if (own.country, own.edition) not in used:
            messages.tell(
                Problem(
                    own.name,
                    f"no page is about {own.country}:{own.edition}",
                    remedy="give that page, or no page at all to assess the file alone",
                )
            )


def _unmatched(own: OwnFile, assessment: Assessment) -> Iterator[Problem]:
    for name in assessment.unmatched:
        yield Problem(
            own.name,
            f"there is no finding {name} in this text, so nothing was withdrawn or replaced for it",
            remedy="take the id from `tierbook code` or `tierbook assess` on the same page",
        )


def _text(assessment: Assessment) -> str:
    from tierbook.cli.documents import SAMPLE

    words = assessment.explain()
    coding = assessment.coding
    sample = coding is not None and coding.narrative.document.text_kind == "sample"
    return f"{SAMPLE}\n{words}" if sample else words


def _print(shown: Iterator[Any], form: Format) -> None:
    from tierbook.cli.printing import CsvTable, JsonRecords, print_line

    if form is Format.table:
        for words in shown:
            print_line(words)
    elif form is Format.csv:
        table = CsvTable(_COLUMNS)
        for record in shown:
            for row in _rows(record):
                table.write(row)
    else:
        with JsonRecords(form) as out:
            for record in shown:
                out.write(record)


def _rows(record: dict[str, Any]) -> Iterator[dict[str, object]]:
    document = record["document"] or {}
    base = {
        "document": document.get("id"),
        **{name: record[name] for name in ("country", "edition")},
        "text_kind": document.get("text_kind", "own"),
        **{name: record[name] for name in ("law_version", "stated_tier")},
    }
    before = {row["id"]: row["before"] for row in record.get("changes", ())}
    for entry in (*record["standards"], *record["criteria"]):
        person = entry["by_person"]
        yield {
            **base,
            **entry,
            "reasons": " ".join(entry["reasons"]),
            "asked": "yes",
            "own_judgement": None if person is None else person["judgement"],
            "without_own": before.get(entry["id"], entry["judgement"]) if "own" in record else None,
        }
    for entry in record["not_asked"]:
        yield {**base, **entry}
