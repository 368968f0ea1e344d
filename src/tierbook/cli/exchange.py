"""`tierbook exchange to|from|formats`: codings taken to other coding tools, and brought back."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tierbook.cli.guard import Messages, guarded, say, write_out
from tierbook.cli.options import Format, FormatOption, HomeOption, Reading, reads_pages
from tierbook.errors import TierbookError, WrongUse

if TYPE_CHECKING:
    from tierbook.codebook import Codebook
    from tierbook.release import CodeMap, ExchangeFormat, Imported, Project, Text

__all__ = ["make_exchange_app"]

_SHOWN = 20  # refusals that are printed one by one


class Result(StrEnum):
    """What is made of a file of another tool."""

    decisions = "decisions"
    codings = "codings"
    answers = "answers"


FormArgument = Annotated[
    str, typer.Argument(metavar="FORMAT", help="A format; tierbook exchange formats lists them.")
]
MapOption = Annotated[
    Path | None,
    typer.Option(
        "--map",
        metavar="FILE.yaml",
        help="What codes of other names stand for, one a line: Law exists: prosecution.law = yes",
    ),
]


def make_exchange_app() -> typer.Typer:
    """Put the verbs of exchange together."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    for name, verb, short, bare in (
        ("to", to_tool, "Codings, or texts to code, as a file of another tool.", True),
        ("from", from_tool, "What people coded in another tool.", True),
        ("formats", formats, "The formats, and what each carries.", False),
    ):
        app.command(name, short_help=short, no_args_is_help=bare)(guarded(verb))
    return app


@reads_pages
def to_tool(
    form: FormArgument,
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CODINGS|DECISIONS|PAGE|UNIT",
            help="Codings or decisions (JSON lines), pages, JPN:2003, or ids of documents in the library.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where the file goes.")
    ] = None,
    blank: Annotated[
        bool,
        typer.Option(
            "--blank", help="Leave all values out, so that people code without seeing any."
        ),
    ] = False,
    coders: Annotated[
        list[str] | None,
        typer.Option(
            "--coder", metavar="NAME", help="A person who is to code; may be given again."
        ),
    ] = None,
    variables: Annotated[
        list[str] | None,
        typer.Option(
            "--variables",
            metavar="ID,...",
            help="Ids, patterns (prosecution.*) or sets (core, figures ...); all unless given.",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Add the variables on which a text is silent.")
    ] = False,
    sample: Annotated[
        Path | None,
        typer.Option(
            "--sample",
            metavar="FILE",
            help="A sample: its texts alone, each with how it was drawn; its variables unless --variables is given.",
        ),
    ] = None,
    name: Annotated[
        str, typer.Option("--name", metavar="WORDS", help="Name of the project.")
    ] = "tierbook",
    windows: Annotated[
        bool,
        typer.Option(
            "--windows",
            help="Line ends of Windows in the texts of a QDPX file, counted as one character: for MAXQDA.",
        ),
    ] = False,
    home: HomeOption = None,
    *,
    reading: Reading,
) -> None:
    """Write codings as a file of another tool, or texts and codebook for people to code there."""
    from tierbook.cli.exchange_inputs import gather, read_lines
    from tierbook.codebook import load_codebook
    from tierbook.release import project_of, write_exchange

    kind = _form(form)
    if out is None:
        raise WrongUse(
            "there is no place for the file",
            remedy=f"give --out, for example --out project{kind.suffix}",
        )
    if kind.of_codings and not inputs:
        raise WrongUse(
            "there is nothing to write",
            remedy="give codings, decisions, pages, or units of the library",
        )
    codebook = load_codebook()
    messages = Messages()
    drawn = list(read_lines(sample)) if sample is not None else []
    wanted = _variables(variables) or {v for row in drawn for v in row.get("variables") or ()}
    given = gather(messages, inputs or [], home, reading)
    project = project_of(
        given.codings,
        given.decisions,
        codebook=codebook,
        name=name,
        everything=everything,
        blank=blank,
        variables=wanted,
        coders=coders or (),
        sample=drawn,
    )
    if kind.of_codings and not project.texts:
        messages.finish()
        raise WrongUse(
            "no text is left to write",
            why="decisions hold no text, and a sample leaves out what was not drawn",
            remedy="give the codings or pages of the documents too",
        )
    write_out(out, write_exchange(form, project, codebook, windows=windows))
    _tell_written(project)
    messages.done = 1
    messages.finish()


def _tell_written(project: Project) -> None:
    if project.texts:
        texts, said = len(project.texts), len(project.said)
        say(f"{texts} text{'s'[: texts != 1]}, {said} value{'s'[: said != 1]}")


@reads_pages
def from_tool(
    form: FormArgument,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Files of the other tool.")],
    onto: Annotated[
        list[str] | None,
        typer.Option(
            "--onto",
            metavar="CODINGS|PAGE|UNIT",
            help="The texts on which the words are to stand: paragraphs and sentences are told from them.",
        ),
    ] = None,
    codes: MapOption = None,
    result: Annotated[
        Result,
        typer.Option(
            "--as",
            metavar="decisions|codings|answers",
            help="Decisions for the desk, codings, or a table for tierbook agree.",
        ),
    ] = Result.decisions,
    coders: Annotated[
        list[str] | None,
        typer.Option(
            "--coder",
            metavar="NAME=PSEUDONYM",
            help="How a person of the file is to be called; may be given again.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Where the result goes; else it is printed."),
    ] = None,
    to_desk: Annotated[
        bool,
        typer.Option("--to-desk", help="Hand the decisions to the desk of the library at --home."),
    ] = False,
    home: HomeOption = None,
    *,
    reading: Reading,
) -> None:
    """Read what people coded in another tool: decisions, codings, or answers.

    Each coding is found again in its text. One that has no certain place there, or whose code stands for nothing, is
    told on standard error; the others are taken.
    """
    from tierbook.cli.exchange_desk import take_to_desk, texts_held
    from tierbook.cli.exchange_inputs import gather
    from tierbook.codebook import load_codebook
    from tierbook.release import read_exchange, read_map, text_of

    kind = _form(form)
    if kind.reader is None:
        raise WrongUse(
            f"{form} holds no codings",
            remedy="read a format that holds some: tierbook exchange formats",
        )
    codebook = load_codebook()
    known = read_map(codes) if codes is not None else None
    if not kind.of_codings:
        _list_codes(files, codebook, known)
        return
    messages = Messages()
    if onto:
        texts = [text_of(record) for record in gather(messages, onto, home, reading).codings]
    else:
        texts = texts_held(form, files, codebook, home) if to_desk else []
    messages.done = 0
    names = dict(_pair(words) for words in coders or ())
    found: list[Imported] = []
    for path in files:
        try:
            data = path.read_bytes()
            one = read_exchange(
                form, data, str(path), codebook, onto=_once(texts), codes=known, coders=names
            )
        except OSError as error:
            say(f"{path}: it cannot be read: {error.strerror}. Check the path.")
            messages.failed += 1
            continue
        except WrongUse:
            raise
        except TierbookError as error:
            say(str(error.at(str(path))))
            messages.failed += 1
            continue
        _tell_read(str(path), one)
        messages.done += 1
        found.append(one)
    if to_desk:
        take_to_desk(found, form, home, messages)
    if not to_desk or out is not None:
        _write_result(found, result, out, codebook)
    messages.finish("file")


def _once(texts: Collection[Text]) -> list[Text]:
    return list({text.id: text for text in texts}.values())


def _pair(words: str) -> tuple[str, str]:
    name, sign, pseudonym = words.partition("=")
    if not sign or not pseudonym.strip():
        raise WrongUse(f"{words!r} names nobody", where="--coder", remedy="write NAME=PSEUDONYM")
    return name.strip(), pseudonym.strip()


def _tell_read(where: str, one: Imported) -> None:
    """Tell what was taken, what was moved, and what was not taken with the remedy."""
    for words in one.notices:
        say(words)
    for words in one.refused[:_SHOWN]:
        say(f"not taken: {words}")
    if len(one.refused) > _SHOWN:
        say(f"not taken: {len(one.refused) - _SHOWN} codings more")
    for code, times in sorted(one.unknown.items(), key=lambda row: (-row[1], row[0]))[:_SHOWN]:
        say(f"unknown code, used {times} time{'s'[: times != 1]}: {code!r}")
    if one.unknown:
        first = next(iter(sorted(one.unknown)))
        say(
            f"say in a file what they stand for, and name it with --map: '{first}: prosecution.law = yes', or -"
        )
    moved = f", {one.moved} of them at another place" if one.moved else ""
    lost = one.lost + sum(one.unknown.values())
    say(f"{where}: {one.exact + one.moved} codings taken{moved}, {lost} not")


def _write_result(
    found: Collection[Imported], result: Result, out: Path | None, codebook: Codebook
) -> None:
    from tierbook.cli.printing import write
    from tierbook.files import csv_lines, json_line
    from tierbook.release import answers_of, answers_table, codings_of, decisions_of

    if result is Result.codings:
        bare = sum(s.value is not None and not s.words for one in found for s in one.project.said)
        if bare:
            say(f"{bare} value{'s'[: bare != 1]} without words left out; --as decisions keeps them")
    if result is Result.answers:
        names = ("coder", "unit", "variable", "value")
        rows = (row for one in found for row in answers_table(answers_of(one.project)))
        cells = dict.fromkeys(tuple(row[name] for name in names) for row in rows)
        data = "".join(csv_lines([names, *cells])).encode()
    elif result is Result.codings:
        data = b"".join(
            json_line(row) for one in found for row in codings_of(one.project, codebook)
        )
    else:
        lines = (json_line(row) for one in found for row in decisions_of(one.project))
        data = b"".join(dict.fromkeys(lines))
    if out is not None:
        write_out(out, data)
    else:
        write(data)


def _list_codes(files: Collection[Path], codebook: Codebook, codes: CodeMap | None) -> None:
    """Print the codes of a codebook and what each stands for: a map to be completed."""
    from tierbook.cli.printing import print_line
    from tierbook.release import list_codes

    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise WrongUse(
                f"the file cannot be read: {error.strerror}",
                where=str(path),
                remedy="check the path",
            ) from error
        rows = list_codes(data, str(path), codebook, codes)
        for row in rows:
            print_line(f"{_yaml(row.path)}: {_yaml(row.stands_for)}")
        unknown = sum(not row.stands_for for row in rows)
        say(
            f"{path}: {len(rows)} codes, {unknown} without a meaning here; complete their lines, and use it as --map"
        )


def _yaml(words: str) -> str:
    import json

    plain = words.replace(" ", "").replace(".", "").replace("_", "").replace("=", "").isalnum()
    return words if plain and words else json.dumps(words, ensure_ascii=False)


def formats(form: FormatOption = Format.table) -> None:
    """Print the formats, and what each carries of a project and how; `no` where it is lost on the way."""
    from tierbook.cli.printing import print_data, print_line, print_table
    from tierbook.release import EXCHANGE_FORMATS, carried_table

    names = [name for name, kind in EXCHANGE_FORMATS.items() if kind.of_codings]
    rows = [{"what": what, **cells} for what, cells in carried_table()]
    if print_data(form, lambda: rows, rows, ("what", *names)):
        return
    kinds = [(k.name, k.label, k.tools, k.suffix) for k in EXCHANGE_FORMATS.values()]
    print_table(("format", "what it is", "opened by", "ends in"), kinds)
    print_line()
    for row in rows:
        print_line(row["what"])
        for name in names:
            print_line(f"  {name:16}{row[name]}")


def _form(name: str) -> ExchangeFormat:
    from tierbook.release import EXCHANGE_FORMATS

    if name not in EXCHANGE_FORMATS:
        raise WrongUse(
            f"{name!r} is no format",
            where="FORMAT",
            remedy=f"choose from {', '.join(EXCHANGE_FORMATS)}",
        )
    return EXCHANGE_FORMATS[name]


def _variables(given: list[str] | None) -> set[str]:
    from tierbook.dossier import choose_variables

    if not given:
        return set()
    return set(choose_variables(part for words in given for part in words.split(",")))
