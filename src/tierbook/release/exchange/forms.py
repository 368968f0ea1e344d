"""The formats: what each is for, what writes and what reads it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import Any, cast

from tierbook.codebook import Codebook
from tierbook.errors import ExchangeInvalid, WrongUse
from tierbook.files import load_yaml
from tierbook.release.exchange.assembling import Contents, assemble
from tierbook.release.exchange.codes import CodeMap
from tierbook.release.exchange.guarding import MOST
from tierbook.release.exchange.pieces import used_values
from tierbook.release.exchange.project import Imported, Project, Text

__all__ = [
    "EXCHANGE_FORMATS",
    "ExchangeFormat",
    "carried_table",
    "read_exchange",
    "read_map",
    "write_exchange",
]


@dataclass(frozen=True, slots=True)
class ExchangeFormat:
    """A format.

    Attributes:
        name: as the command line names it.
        suffix: what its files end in.
        label: what it is.
        tools: programs that open it.
        module: where it is written and read.
        writer: the function that writes it.
        reader: the function that reads it, None where it only goes out.
        of_codings: whether it holds codings, not the codebook alone.
    """

    name: str
    suffix: str
    label: str
    tools: str
    module: str
    writer: str
    reader: str | None
    of_codings: bool = True


EXCHANGE_FORMATS: Mapping[str, ExchangeFormat] = {
    form.name: form
    for form in (
        ExchangeFormat(
            "qdpx", ".qdpx", "REFI-QDA project", "NVivo, ATLAS.ti, MAXQDA, QualCoder", "qdpx", "write_qdpx", "read_qdpx"
        ),
        ExchangeFormat(
            "qdc", ".qdc", "REFI-QDA codebook", "the same, the codes alone", "qdpx", "write_qdc", "read_qdc",
            of_codings=False,
        ),
        ExchangeFormat("cas", ".zip", "UIMA CAS (XMI, type system)", "INCEpTION", "cas", "write_cas", "read_cas"),
        ExchangeFormat(
            "label-studio", ".json", "Label Studio tasks", "Label Studio", "label_studio", "write_tasks", "read_tasks"
        ),
        ExchangeFormat(
            "label-config", ".xml", "Label Studio labelling configuration", "Label Studio", "label_studio",
            "write_config", None, of_codings=False,
        ),
        ExchangeFormat(
            "web-annotation", ".jsonld", "W3C Web Annotation", "Hypothesis clients, linked data", "web_annotation",
            "write_annotations", "read_annotations",
        ),
        ExchangeFormat("csv", ".csv", "one row a coding", "spreadsheets, R, Stata", "rows", "write_rows", "read_rows"),
    )
}  # fmt: skip


def _function(form: ExchangeFormat, name: str) -> Callable[..., Any]:
    return cast(
        "Callable[..., Any]",
        getattr(import_module(f"tierbook.release.exchange.{form.module}"), name),
    )


def write_exchange(
    form: str, project: Project, codebook: Codebook, *, windows: bool = False
) -> bytes:
    """Return a project, or the codebook for it, in a format; the same bytes for the same project.

    Args:
        form: a key of `EXCHANGE_FORMATS`.
        project: texts and what was said of them.
        codebook: its variables.
        windows: give the texts of a QDPX file the line ends of Windows.

    Raises:
        WrongUse: another format is to have them.
    """
    kind = EXCHANGE_FORMATS[form]
    if windows and form != "qdpx":
        raise WrongUse(f"{form} has no line ends of Windows", remedy="leave the option out")
    write = _function(kind, kind.writer)
    if kind.of_codings:
        more = {"windows": True} if windows else {}
        return cast("bytes", write(project, codebook, **more))
    return cast("bytes", write(codebook, project.variables, used_values(project, codebook)))


def read_exchange(
    form: str,
    data: bytes,
    where: str,
    codebook: Codebook,
    *,
    onto: Sequence[Text] = (),
    codes: CodeMap | None = None,
    coders: Mapping[str, str] | None = None,
) -> Imported:
    """Return what a file of a format says.

    Args:
        form: a key of `EXCHANGE_FORMATS`, of one that holds codings.
        data: the file.
        where: its name, for messages.
        codebook: what values may be.
        onto: narratives on which the words are to stand.
        codes: what foreign codes stand for.
        coders: names in the file to pseudonyms.

    Raises:
        ExchangeInvalid: the file as a whole cannot be read.
        WrongUse: the format holds no codings.
    """
    kind = EXCHANGE_FORMATS[form]
    if kind.reader is None or not kind.of_codings:
        raise WrongUse(
            f"{form} holds no codings",
            remedy="read a format that holds some: tierbook exchange formats",
        )
    if len(data) > MOST:
        raise ExchangeInvalid(
            f"the file has {len(data):,} bytes",
            where=where,
            why=f"the limit is {MOST:,}",
            remedy="export fewer texts",
        )
    contents = cast("Contents", _function(kind, kind.reader)(data, where))
    return assemble(contents, codebook, onto=onto, codes=codes, coders=coders)


def read_map(path: Path) -> CodeMap:
    """Return a map of foreign codes: YAML, `Law exists: prosecution.law = yes`.

    Raises:
        ExchangeInvalid: it is no such map.
    """
    try:
        loaded: object = load_yaml(path)
    except (OSError, UnicodeDecodeError) as error:
        raise ExchangeInvalid(
            f"the map cannot be read: {error}", where=str(path), remedy="check the path"
        ) from error
    if not isinstance(loaded, dict):
        raise ExchangeInvalid(
            "it is no map of codes",
            where=str(path),
            remedy="write a line for each code: name: prosecution.law = yes",
        )
    return CodeMap(loaded)


@cache
def carried_table() -> tuple[tuple[str, Mapping[str, str]], ...]:
    """Return what each format carries: (what, {format: how, or `no` with the reason})."""
    path = resources.files("tierbook.release.exchange") / "carried.yaml"
    rows = cast("Collection[dict[str, Any]]", load_yaml(path))
    return tuple(
        (str(row["what"]), {name: str(row[name]) for name in row if name != "what"}) for row in rows
    )
