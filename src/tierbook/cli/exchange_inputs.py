"""What `tierbook exchange` is given: codings, decisions, pages, units of the library, in any mixture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tierbook.errors import CorpusError, WrongUse

if TYPE_CHECKING:
    from tierbook.cli.guard import Messages
    from tierbook.cli.options import Reading
    from tierbook.pages import Document

__all__ = ["Given", "gather", "read_lines"]

_LINES = (".jsonl", ".ndjson")


@dataclass(slots=True)
class Given:
    """Records of codings and of decisions."""

    codings: list[dict[str, Any]] = field(default_factory=list)
    decisions: list[dict[str, Any]] = field(default_factory=list)


def gather(messages: Messages, inputs: Sequence[str], home: Path | None, reading: Reading) -> Given:
    """Return the records that inputs stand for; pages are coded, units are looked up in the library.

    Args:
        messages: told of pages that cannot be read.
        inputs: paths of codings, decisions or pages, and units.
        home: of the library; looked at only where a unit is given.
        reading: how pages are read.

    Raises:
        WrongUse: an input is neither a file nor a unit that is held.
        CorpusError: a file of records is damaged.
    """
    from tierbook.corpus import expand_inputs, run_batch

    given = Given()
    pages: list[str] = []
    for name in inputs:
        path = Path(name)
        records = list(read_lines(path)) if path.suffix in _LINES and path.is_file() else []
        if records and _kind(records[0]):
            for number, record in enumerate(records, 1):
                kind = _kind(record)
                if kind is None:
                    raise CorpusError(
                        "the line is neither a coding nor a decision",
                        where=f"{name}:{number}",
                        remedy="give what tierbook code --format jsonl or the desk prints",
                    )
                (given.codings if kind == "coding" else given.decisions).append(record)
        elif path.exists() or name == "-" or any(sign in name for sign in "*?["):
            pages.append(name)
        else:
            given.codings += _held(name, home)
    if pages:
        batch = run_batch(expand_inputs(pages), _code, options=reading.options, jobs=reading.jobs)
        given.codings += messages.told(batch)
    return given


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines.

    Raises:
        CorpusError: the file cannot be read, or a line is no object.
    """
    import orjson

    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    record = orjson.loads(line)
                    if not isinstance(record, dict):
                        raise ValueError(f"line {number} is no object")
                    yield record
    except OSError as error:
        raise CorpusError(
            f"the file cannot be read: {error.strerror}", where=str(path), remedy="check the path"
        ) from error
    except ValueError as error:
        raise CorpusError(
            f"it is no JSON lines: {error}", where=str(path), remedy="give one JSON object a line"
        ) from error


def _kind(record: dict[str, Any]) -> str | None:
    if "findings" in record and "narrative" in record:
        return "coding"
    return "decision" if "action" in record and "variable" in record else None


def _held(words: str, home: Path | None) -> list[dict[str, Any]]:
    """Return the codings of a unit in the library."""
    from tierbook.cli.homes import find_home
    from tierbook.cli.units import parse_unit
    from tierbook.corpus import Corpus

    unit = parse_unit(words)
    corpus = Corpus(find_home(home) / "corpus")
    countries = [unit.country] if unit.country else ()
    editions = [unit.edition] if unit.edition else ()
    found = [one for one in corpus.select(countries, editions) if unit.holds(one["document"])]
    if not found:
        raise WrongUse(
            f"{words} is no file, and not in the library",
            remedy="give a path, ingest pages of it, or name another --home",
        )
    return found


def _code(document: Document) -> dict[str, Any]:
    from tierbook.coding import code_narrative
    from tierbook.narrative import parse_document

    return code_narrative(parse_document(document)).to_dict(everything=True)
