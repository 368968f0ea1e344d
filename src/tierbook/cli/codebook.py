"""`tierbook codebook show|find|lint|diff|handbook`: the variables, looked up, checked, and printed as a book."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tierbook.cli.guard import Messages, guarded, say
from tierbook.cli.options import Format, FormatOption
from tierbook.errors import WrongUse
from tierbook.text import counted

if TYPE_CHECKING:
    from tierbook.agreement import Answer
    from tierbook.codebook import Beside, BookChanges, CaseFact, Variable
    from tierbook.errors import CodebookInvalid

__all__ = ["make_codebook_app"]

_FOUND = ("id", "label", "question", "score", "codebook")
_BROKEN = ("unit", "coder", "variable", "value", "why")
_FACT = ("id", "label", "question", "type", "codes", "help", "never_excludes")
_FAULT = ("file", "line", "what", "why", "remedy")
_SHOWN = ("id", "label", "question", "type", "pillar", "vocabulary", "unit", "first_edition", "last_edition", "rule",
          "not_this", "reference", "criteria", "hti", "three_p", "htc", "accuracy")  # fmt: skip


class BookFormat(StrEnum):
    """How the handbook is printed."""

    md = "md"
    html = "html"


AccuracyOption = Annotated[
    Path | None,
    typer.Option(
        "--accuracy",
        metavar="FILE",
        help="What `tierbook evaluate --format json` printed; else the record that this version carries.",
    ),
]


def make_codebook_app() -> typer.Typer:
    """Put the verbs of the codebook together."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    for name, verb, short in (
        ("show", show, "One variable: question, rule, examples, maps, accuracy."),
        ("find", find, "Variables, and facts of a case, by words."),
        ("lint", lint, "The faults of a folder of YAML."),
        ("diff", diff, "What a change breaks, before it lands."),
        ("handbook", handbook, "The whole codebook as a book."),
    ):
        app.command(name, short_help=short, no_args_is_help=name in ("show", "find", "diff"))(
            guarded(verb)
        )
    return app


def show(
    variable: Annotated[
        str,
        typer.Argument(metavar="ID", help="Its id: protection.shelter; or of a fact: means.force."),
    ],
    form: FormatOption = Format.table,
    accuracy: AccuracyOption = None,
) -> None:
    """Show one variable as the handbook has it, or one fact that is asked of an individual case."""
    from tierbook.agreement import find_variable
    from tierbook.cli.printing import CsvTable, JsonRecords, print_json, print_line
    from tierbook.codebook import (
        describe_variable,
        load_case_facts,
        load_codebook,
        value_in_words,
    )

    book = load_codebook()
    if variable not in book.variables and (fact := load_case_facts().facts.get(variable)):
        _show_fact(fact, form)
        return
    found = find_variable(variable, book)
    entry = describe_variable(book, found, _beside(accuracy))
    record = {**_record(found), "accuracy": list(entry.accuracy)}
    if form is Format.json:
        print_json(record)
    elif form is Format.jsonl:
        with JsonRecords(form) as out:
            out.write(record)
    elif form is Format.csv:
        CsvTable(_SHOWN).write({**record, **record["maps"]})
    else:
        print_line(f"{found.label}  ({found.id}, codebook {book.name})")
        for title, words in (*entry.facts, ("Accuracy", " ".join(entry.accuracy))):
            print_line()
            print_line(title)
            _print_folded(words)
        print_line()
        print_line("Examples (our own words)")
        for example in found.examples:
            why = f": {example.why}" if example.why else ""
            _print_folded(f"{example.country or ''} {example.edition or ''} {example.text}".strip())
            _print_folded(f"-> {value_in_words(example)}{why}", indent=6)


def _show_fact(fact: CaseFact, form: Format) -> None:
    from dataclasses import asdict

    from tierbook.cli.printing import print_data, print_line
    from tierbook.codebook import describe_fact, load_case_facts

    record = asdict(fact)
    if print_data(form, lambda: record, [record], _FACT):
        return
    print_line(f"{fact.label}  ({fact.id}, codebook {load_case_facts().name})")
    for title, words in describe_fact(fact):
        print_line()
        print_line(title)
        _print_folded(words)


def find(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What you would call it.")],
    form: FormatOption = Format.table,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, help="At most so many.")
    ] = 12,
) -> None:
    """Find variables, and facts of an individual case, by words.

    Looked through are labels, questions, codes, rules, and of variables the cues of the rules coder.
    """
    from tierbook.cli.printing import CsvTable, JsonRecords, print_json, print_table
    from tierbook.codebook import find_case_facts, find_variables, load_case_facts, load_codebook
    from tierbook.coding import cue_words

    asked = " ".join(words)
    book, facts = load_codebook(), load_case_facts()
    found: list[tuple[Variable | CaseFact, float, str]] = [
        *((f.variable, f.score, book.name) for f in find_variables(book, asked, cue_words())),
        *((f.fact, f.score, facts.name) for f in find_case_facts(facts, asked)),
    ]
    found = sorted(found, key=lambda f: -f[1])[:limit]
    rows = [
        {"id": one.id, "label": one.label, "question": one.question, "score": score, "codebook": name}
        for one, score, name in found
    ]  # fmt: skip
    if form is Format.json:
        in_book = {
            name: [r for r in rows if r["codebook"] == name] for name in (book.name, facts.name)
        }
        print_json({"words": asked, "variables": in_book[book.name], "facts": in_book[facts.name]})
    elif form is Format.jsonl:
        with JsonRecords(form) as out:
            for row in rows:
                out.write(row)
    elif form is Format.csv:
        table = CsvTable(_FOUND)
        for row in rows:
            table.write(row)
    elif rows:
        print_table(
            ("id", "label", "codebook", "question"),
            [(one.id, one.label, name, one.question) for one, _, name in found],
        )
    else:
        say(f"no variable and no fact of a case has the words {asked!r}")


def lint(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR", help="Folder with codebook.yaml; else both codebooks of the package."
        ),
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Name every fault of a codebook's YAML with file, line and remedy; exit 1 where there is one."""
    from tierbook.cli.printing import print_data, print_line
    from tierbook.codebook import lint_case_facts, lint_codebook

    if folder is not None and not folder.is_dir():
        raise WrongUse(f"{folder} is no folder", remedy="give the folder that holds codebook.yaml")
    faults = lint_codebook(folder) + (lint_case_facts() if folder is None else ())
    rows = [_fault(fault) for fault in faults]
    if not print_data(
        form, lambda: {"folder": str(folder) if folder else None, "faults": rows}, rows, _FAULT
    ):
        for fault in faults:
            print_line(str(fault))
    if faults:
        say(counted(len(faults), "fault"))
        raise typer.Exit(1)
    say("no faults")


def diff(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD", help="The package's (tip), a folder of YAML, a compiled file."
        ),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, as it is to become.")],
    answers: Annotated[
        list[Path] | None,
        typer.Option(
            "--answers",
            metavar="FILE",
            help="Answers, decisions or codings that were given under the old one; may be given again.",
        ),
    ] = None,
    home: Annotated[
        Path | None,
        typer.Option("--home", metavar="DIR", help="Check the codings of this library too."),
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Name the variables and codes that come, go or change, and every answer that would be valid no more.

    Exit 1 where the change breaks an answer, or an answer could not be read.
    """
    from tierbook.agreement import answers_of_coding, read_answers
    from tierbook.cli.printing import print_data
    from tierbook.codebook import broken_answers, diff_codebooks, read_codebook

    before, after = read_codebook(old), read_codebook(new)
    changes = diff_codebooks(before, after)
    messages = Messages()
    given: list[Answer] = []
    if answers:
        read = read_answers(answers, before)
        given += read.answers
        for problem in read.problems:
            messages.tell(problem)
    if home is not None:
        from tierbook.corpus import Corpus

        for record in Corpus(home / "corpus").select():
            given += answers_of_coding(record)[2]
    broken = broken_answers(((a.unit, a.coder, a.variable, a.value) for a in given), after)
    rows = [one.to_dict() for one in broken]
    if not print_data(
        form, lambda: {**changes.to_dict(), "answers": len(given), "broken": rows}, rows, _BROKEN
    ):
        _print_changes(changes)
        for one in broken:
            _print_folded(
                f"{one.unit} {one.coder} {one.variable} = {one.value}: {one.why}", indent=0
            )
    if answers or home:
        say(f"{counted(len(given), 'answer')} checked, {len(broken)} valid no more")
        messages.done = len(given)
        messages.finish("answer")
    if broken:
        raise typer.Exit(1)


def _print_changes(changes: BookChanges) -> None:
    from tierbook.cli.printing import print_line

    for title, names in (("added", changes.added), ("removed", changes.removed)):
        for name in names:
            print_line(f"{title}  {name}")
    for change in changes.changed:
        parts = [f"{name} {one} -> {other}" for name, (one, other) in change.shape.items()]
        parts += [f"codes gone: {', '.join(change.codes_gone)}"] if change.codes_gone else []
        parts += [f"codes new: {', '.join(change.codes_new)}"] if change.codes_new else []
        parts += [f"reworded: {', '.join(change.words)}"] if change.words else []
        print_line(f"changed  {change.variable}: {'; '.join(parts)}")
    if not (changes.added or changes.removed or changes.changed):
        say("no variable differs")


def handbook(
    form: Annotated[
        BookFormat, typer.Option("--format", metavar="md|html", help="Markdown or one HTML page.")
    ] = BookFormat.md,
    accuracy: AccuracyOption = None,
) -> None:
    """Print the codebook as a book, with the measured accuracy beside each variable; then the facts of a case."""
    from tierbook.cli.printing import write
    from tierbook.codebook import (
        handbook_html,
        handbook_markdown,
        load_case_facts,
        load_codebook,
    )

    make = handbook_html if form is BookFormat.html else handbook_markdown
    write(make(load_codebook(), _beside(accuracy), load_case_facts()).encode())


def _record(variable: Variable) -> dict[str, Any]:
    from dataclasses import asdict, replace

    record = asdict(replace(variable, examples=tuple(variable.examples)))
    return {
        **record,
        "examples": [{**e, "evidence": list(e["evidence"])} for e in record["examples"]],
    }


def _beside(accuracy: Path | None) -> Beside:
    from tierbook.cli.accuracy import accuracy_of_file, accuracy_of_package
    from tierbook.codebook import Beside
    from tierbook.standards import load_statutes

    sentences, about = accuracy_of_file(accuracy) if accuracy else accuracy_of_package()
    statutes = load_statutes()
    entries = [*statutes.standards, *statutes.criteria]
    return Beside(sentences, about, {entry.id: entry.label for entry in entries})


def _fault(fault: CodebookInvalid) -> dict[str, object]:
    place = fault.where or ""
    file, colon, line = place.rpartition(":")
    numbered = bool(colon) and line.isdigit()
    return {
        "file": file if numbered else place,
        "line": int(line) if numbered else None,
        "what": fault.what,
        "why": fault.why,
        "remedy": fault.remedy,
    }


def _print_folded(words: str, indent: int = 4) -> None:
    import shutil
    import textwrap

    from tierbook.cli.printing import print_line

    width = max(min(shutil.get_terminal_size((100, 24)).columns, 100) - indent, 20)
    for line in textwrap.wrap(" ".join(words.split()), width, break_long_words=False) or [""]:
        print_line(" " * indent + line)
