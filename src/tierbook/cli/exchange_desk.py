"""What people coded in another tool, taken in by the desk of a library."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tierbook.cli.guard import say

if TYPE_CHECKING:
    from tierbook.cli.guard import Messages
    from tierbook.codebook import Codebook
    from tierbook.release import Imported, Text

__all__ = ["take_to_desk", "texts_held"]

_VIA = {
    "label-studio": "label",
    "web-annotation": "annotation",
}  # as the desk notes it, in ten letters


def texts_held(
    form: str, files: Iterable[Path], codebook: Codebook, home: Path | None
) -> list[Text]:
    """Return the texts of the library that files of another tool are about, by the ids that they name."""
    from tierbook.cli.homes import find_home
    from tierbook.corpus import Corpus
    from tierbook.errors import TierbookError
    from tierbook.release import read_exchange, text_of

    corpus = Corpus(find_home(home) / "corpus")
    held = set(corpus.documents())
    wanted: dict[str, None] = {}
    for path in files:
        try:
            found = read_exchange(form, path.read_bytes(), str(path), codebook)
        except (OSError, TierbookError):
            continue  # it is named when the file is read for good
        wanted.update(dict.fromkeys(text.id for text in found.project.texts if text.id in held))
    return [text_of(corpus.load_coding(document)) for document in wanted]


def take_to_desk(
    found: Collection[Imported], form: str, home: Path | None, messages: Messages
) -> None:
    """Hand decisions to the desk, and tell which are new, which it knows, and which it refuses."""
    from tierbook.cli.homes import find_home
    from tierbook.library import migrate_home
    from tierbook.release import decisions_of

    decisions = [row for one in found for row in decisions_of(one.project)]
    migrate_home(find_home(home))
    from tierbook.library.desk import take_in

    taken = take_in(decisions, via=_VIA.get(form, form))
    for place, why in taken.refused:
        row = decisions[place - 1]
        say(f"not taken: {row['document']}, {row['coder']}, {row['variable']}: {why}")
    say(f"desk: {taken.added} new, {taken.known} known, {len(taken.refused)} refused")
    messages.failed += bool(taken.refused)
