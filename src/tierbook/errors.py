"""What can go wrong, and what to do about it.

Takes: what happened, where, why, and the remedy. Gives: one message a person can act on. Touches: nothing.

    TierbookError                 anything tierbook refuses to do
    ├── WrongUse                  the command or call does not fit (exit status 2)
    ├── PageUnreadable            a page is no page: empty, binary, a login form, of another report
    ├── NarrativeUnparsable       a document has no narrative in it
    ├── TextTooLong               a text is too long to be set against another word by word
    ├── EvidenceMisaligned        an offset does not display the words it claims
    ├── UnknownCountry            a name or code that stands for no country here
    ├── CodebookInvalid           a variable, vocabulary or cue file breaks its own rules
    ├── StatuteInvalid            a statute file breaks its own rules
    ├── NotInForce                a question put to a law that did not stand in that edition
    ├── OwnFileInvalid            a file of one's own findings and judgements breaks its rules
    ├── CaseInvalid               the facts of a case, or its note, hold what has no place there
    ├── GoldInvalid               labelled texts in a format that evaluate does not know
    ├── ExchangeInvalid           a file of another coding tool that cannot be taken in
    ├── FetchRefused              an address, or a table of addresses, that fetch will not ask
    ├── ModelFailed               a language model gave no usable answer on one narrative
    ├── ModelStopped              a model may be asked no more: the budget, the key, the server
    ├── CorpusError               the folder of a library is damaged, newer, or not writable
    ├── DiskRefused               a disk takes or gives nothing: full, read-only, faulty, not ours
    ├── DatabaseRefused           a database is locked, away, full, read-only or damaged
    └── MissingExtra              an optional part of tierbook is not installed

A batch turns an error into a `Problem` and goes on.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

__all__ = [
    "CaseInvalid",
    "CodebookInvalid",
    "CorpusError",
    "DatabaseRefused",
    "DiskRefused",
    "EvidenceMisaligned",
    "ExchangeInvalid",
    "FetchRefused",
    "GoldInvalid",
    "MissingExtra",
    "ModelFailed",
    "ModelStopped",
    "NarrativeUnparsable",
    "NotInForce",
    "OwnFileInvalid",
    "PageUnreadable",
    "Problem",
    "ReleaseInvalid",
    "StatuteInvalid",
    "TextTooLong",
    "TierbookError",
    "UnknownCountry",
    "WrongUse",
]


class TierbookError(Exception):
    """Base of every error that tierbook raises on purpose.

    Args:
        what: what is wrong, with the offending value in it.
        where: file, and line or record, when known.
        why: the rule that was broken.
        remedy: what the reader can do.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str | None = None,
        why: str | None = None,
        remedy: str | None = None,
    ) -> None:
        self.what, self.where, self.why, self.remedy = what, where, why, remedy
        super().__init__(what)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        tail = [part for part in (self.why, self.remedy) if part]
        return ". ".join([head.rstrip("."), *(part.rstrip(".") for part in tail)]) + "."

    def at(self, where: str) -> TierbookError:
        """Return this error with its place filled in, unless it already names one."""
        if self.where is None:
            self.where = where
        return self


class WrongUse(TierbookError):
    """The command or call does not fit; exit status 2."""


class PageUnreadable(TierbookError):
    """A page is no page of the Report: empty, binary, a login form, another report."""


class NarrativeUnparsable(TierbookError):
    """A document holds no narrative."""


class TextTooLong(TierbookError):
    """A text is too long to be set against another word by word."""


class EvidenceMisaligned(TierbookError):
    """An offset does not display the words it claims."""


class UnknownCountry(TierbookError):
    """A name or code that stands for no country here."""


class CodebookInvalid(TierbookError):
    """A variable, vocabulary or cue file breaks its own rules."""


class StatuteInvalid(TierbookError):
    """A statute file breaks its own rules."""


class NotInForce(TierbookError):
    """A question put to a law that did not stand in that edition."""


class OwnFileInvalid(TierbookError):
    """A file of one's own findings and judgements breaks its rules."""


class CaseInvalid(TierbookError):
    """The facts of a case, or its note, hold what has no place there."""


class GoldInvalid(TierbookError):
    """Labelled texts in a format that evaluate does not know."""


class ExchangeInvalid(TierbookError):
    """A file of another coding tool is damaged, hostile, or not of its format."""


class FetchRefused(TierbookError):
    """An address, or a table of addresses, that fetch will not ask."""


class CorpusError(TierbookError):
    """The folder of a library is damaged, newer than this program, or not writable."""


class DiskRefused(TierbookError):
    """A disk takes or gives nothing: it is full, read-only, faulty, or not ours to write."""


class DatabaseRefused(TierbookError):
    """A database takes or gives nothing: it is locked, away, full, read-only or damaged."""


class ReleaseInvalid(TierbookError):
    """A data release cannot be written, or a folder is none."""


class ModelFailed(TierbookError):
    """A language model gave no usable answer on one narrative; others may go on."""


class ModelStopped(TierbookError):
    """A language model may be asked no more: the budget is spent, the key is refused, the server is away."""


class MissingExtra(TierbookError):
    """An optional part of tierbook is not installed."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One input of a batch that gave nothing, or less than it should.

    `failed` tells whether the input gave nothing (exit status 1) or only a notice.
    """

    where: str
    what: str
    why: str | None = None
    remedy: str | None = None
    failed: bool = True

    @classmethod
    def of(cls, error: TierbookError, where: str) -> Problem:
        """Make the record of an error met at `where`."""
        return cls(error.where or where, error.what, error.why, error.remedy)

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return asdict(self)

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.what}", self.why, self.remedy]
        return ". ".join(part.rstrip(".") for part in parts if part) + "."
