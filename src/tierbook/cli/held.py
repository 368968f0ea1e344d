"""The texts that a verb over editions or countries works on: those of the library, or of pages that are given."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tierbook.errors import WrongUse

if TYPE_CHECKING:
    from tierbook.cli.guard import Messages
    from tierbook.cli.options import Reading
    from tierbook.dossier import HeldText
    from tierbook.pages import Document

__all__ = ["BY_PEOPLE", "FromOption", "PeopleMode", "PeopleOption", "held_texts", "laying"]


BY_PEOPLE = {
    "set": "set by people",
    "contested": "people differ",
    "stale": "set before a change",
}
"""What stands in a table beside a value on which people decided."""


class PeopleMode(StrEnum):
    """How values are shown that people set at the desk of the library."""

    over = "over"
    beside = "beside"
    none = "none"


FromOption = Annotated[
    list[str] | None,
    typer.Option(
        "--from",
        metavar="PAGE",
        help="Work on these pages instead of the library: files, folders, patterns; may be given again.",
    ),
]
PeopleOption = Annotated[
    PeopleMode,
    typer.Option(
        "--set-by-people",
        metavar="over|beside|none",
        help="Values that people set at the desk stand over the machine's, are told beside them, or are left out.",
    ),
]


def held_texts(
    messages: Messages,
    *,
    pages: Collection[str] | None = None,
    home: Path | None = None,
    countries: Collection[str] = (),
    editions: Collection[int] = (),
    reading: Reading | None = None,
    assessed: bool = False,
    needed: bool = True,
    people: str = "over",
) -> list[HeldText]:
    """Return the texts of some countries and editions, of all where none are named.

    Those of the library come with what people set at its desk; how many values that were is said.

    Args:
        messages: told of pages that cannot be read.
        pages: what `--from` names; the library is asked where it is empty.
        home: what `--home` names.
        countries: alpha-3 codes.
        editions: years.
        reading: options by which pages are read.
        assessed: whether texts of pages come with their assessment, as those of the library do.
        needed: whether there must be any.
        people: how values that people set are shown: over the machine's, beside them, or none.

    Raises:
        WrongUse: nothing is held of what is asked for, and it is needed.
    """
    from tierbook.cli.homes import find_home
    from tierbook.dossier import HeldText

    if pages:
        asked_of = frozenset(countries), frozenset(editions)
        found = _coded(messages, pages, partial(_code, *asked_of, assessed=assessed), reading)
    else:
        from tierbook.cli.guard import say
        from tierbook.corpus import Corpus
        from tierbook.text import counted

        folder = find_home(home)
        corpus = Corpus(folder / "corpus")
        lay = laying(folder, people)
        found = []
        for record in corpus.select(countries, editions):
            assessment = corpus.load_assessment(record["document"]["id"])
            found.append(HeldText.of(lay(record), assessment))
        messages.done += len(found)
        if many := sum(text.set_by_people for text in found):
            stands = "stands" if many == 1 else "stand"
            say(f"{counted(many, 'value')} that people set {stands} {people} the machine's")
    if needed and not found and not messages.failed:
        asked = " ".join([*countries, *map(str, editions)]) or "any text"
        raise WrongUse(
            f"{asked} is not {'among these pages' if pages else 'in the library'}",
            remedy="tierbook read PAGE... shows what pages hold"
            if pages
            else "ingest pages of it, give pages with --from, or another --home",
        )
    return found


def laying(home: Path, people: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return what takes a coding of a home and gives it with what people set there."""
    from tierbook.library import decisions_of_home, lay_accepted

    decided = {} if people == "none" else decisions_of_home(home)
    if not decided:
        return lambda record: record
    return lambda record: lay_accepted(record, decided.get(record["document"]["id"], ()), people)


def _coded(
    messages: Messages,
    pages: Collection[str],
    work: Callable[[Document], HeldText | None],
    reading: Reading | None,
) -> list[HeldText]:
    from tierbook.corpus import expand_inputs, run_batch
    from tierbook.pages import ReadOptions

    options = ReadOptions() if reading is None else reading.options
    jobs = 1 if reading is None else reading.jobs
    batch = run_batch(expand_inputs(list(pages)), work, options=options, jobs=jobs)
    return [text for text in messages.told(batch) if text is not None]


def _code(
    countries: frozenset[str], editions: frozenset[int], document: Document, *, assessed: bool
) -> HeldText | None:
    from tierbook.coding import code_narrative
    from tierbook.dossier import HeldText
    from tierbook.narrative import parse_document

    if (countries and document.country not in countries) or (
        editions and document.edition not in editions
    ):
        return None
    coding = code_narrative(parse_document(document))
    if not assessed or document.country is None or document.edition is None:
        return HeldText.of(coding)
    from tierbook.standards import assess_coding

    return HeldText.of(coding, assess_coding(coding).to_dict())
