"""Our coding of a labelled text or passage, read as a record of a file would be."""

from __future__ import annotations

from collections.abc import Callable

from tierbook.coding import Coding
from tierbook.errors import GoldInvalid, ModelFailed, ModelStopped, TierbookError
from tierbook.files import canonical_json
from tierbook.narrative import parse_document
from tierbook.pages import ReadOptions, read_bytes

__all__ = ["code_labelled"]


def code_labelled(
    text: str,
    country: str | None,
    edition: int | None,
    *,
    code: Callable[..., Coding],
    what: str,
    where: str,
) -> Coding:
    """Code a labelled text.

    Args:
        text: its words.
        country: of what country it is.
        edition: of what edition.
        code: the coder.
        what: what it is called in a message: text, passage.
        where: its place, for a message.

    Raises:
        GoldInvalid: it cannot be read or coded.
        ModelFailed: a model gave no usable answer on it.
        ModelStopped: a model may be asked no more.
    """
    record = {"text": text, "country": country, "edition": edition}
    read = read_bytes(canonical_json(record), name="labelled.jsonl", options=ReadOptions())
    if not read.documents:
        told = f"the {what} cannot be read: {read.problems[0].what}"
        raise GoldInvalid(told, where=where, remedy="mend the line")
    try:
        return code(parse_document(read.documents[0]))
    except (ModelFailed, ModelStopped) as error:
        raise error.at(where) from error
    except TierbookError as error:
        told = f"the {what} cannot be coded: {error.what}"
        raise GoldInvalid(told, where=where, why=error.why, remedy=error.remedy) from error
