"""Our coding of a labelled text or passage, read as a record of a file would be."""

from __future__ import annotations

from collections.abc import Callable

from tierbook.coding import Coding
from tierbook.errors import GoldInvalid, ModelFailed, ModelStopped, Problem, TierbookError
from tierbook.files import canonical_json
from tierbook.narrative import parse_document
from tierbook.pages import ReadOptions, read_bytes

__all__ = ["LabelledCoder", "code_labelled"]


class LabelledCoder:
    """Codes labelled texts one after another, and goes on past those on which a model fails.

    Args:
        code: the coder.
        what: what a text is called in a message: text, passage.

    Attributes:
        failed: the texts without a coding, each with its place and why; they are in no score.
    """

    def __init__(self, code: Callable[..., Coding], what: str) -> None:
        self._code, self._what = code, what
        self.failed: list[Problem] = []
        self.done = 0

    def code(
        self, text: str, country: str | None, edition: int | None, where: str
    ) -> Coding | None:
        """Code a text; None where a model failed on it.

        Raises:
            GoldInvalid: it cannot be read, or rules cannot code it.
        """
        try:
            coding = code_labelled(
                text, country, edition, code=self._code, what=self._what, where=where
            )
        except (ModelFailed, ModelStopped) as error:
            self.failed.append(Problem.of(error, where))
            return None
        self.done += 1
        return coding

    def refuse_nothing(self) -> None:
        """Refuse to measure where no text was coded.

        Raises:
            ModelFailed: none was.
        """
        if self.failed and not self.done:
            first = self.failed[0]
            raise ModelFailed(
                f"the model failed on every {self._what}, {len(self.failed)} in all; the first: {first.what}",
                where=first.where,
                why=first.why,
                remedy=first.remedy,
            )


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
