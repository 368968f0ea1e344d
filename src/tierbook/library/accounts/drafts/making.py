"""What is made of a draft: the own file that it is, the report and the assessments, the text that both draw on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.conf import settings

from tierbook.errors import TierbookError, WrongUse
from tierbook.library.accounts.drafts.content import LISTS, Content, overlaid
from tierbook.library.accounts.models import Draft
from tierbook.standards import (
    OWN_FORMAT,
    Assessment,
    OwnFile,
    assess_coding,
    assess_own,
    law_in_force,
    load_own,
)

if TYPE_CHECKING:
    from tierbook.coding import Coding
    from tierbook.pages import Document
    from tierbook.release import Draft as Report

__all__ = [
    "Made",
    "Measured",
    "content_of",
    "file_name",
    "form_text",
    "make",
    "measure",
    "own_of",
]


@dataclass(frozen=True, slots=True)
class Measured:
    """A draft measured by the law of its edition.

    `assessment` is what `tierbook assess --with` says of the draft's file: with the text where one of this edition is
    held, else of the own findings alone. `before` is what the newest text says alone, None where none is held.
    `missing` says why the corpus gives no text, where it should.
    """

    own: OwnFile
    assessment: Assessment
    before: Assessment | None
    last: Coding | None
    missing: str = ""

    @property
    def document(self) -> Document | None:
        """The text of the Department, None where none is held."""
        return None if self.last is None else self.last.narrative.document

    @property
    def alone(self) -> bool:
        """Whether the assessment knows of the own findings alone."""
        return self.document is None or self.document.edition != self.own.edition

    @property
    def of_sample(self) -> bool:
        """Whether the text beside it is a restatement of ours."""
        return self.document is not None and self.document.text_kind == "sample"


@dataclass(frozen=True, slots=True)
class Made:
    """A draft measured, and the report of it."""

    measured: Measured
    report: Report


def content_of(draft: Draft, kept: Content | None = None) -> Content:
    """Return what a draft holds; of a scenario what its base holds with what it makes otherwise.

    Args:
        draft: the draft.
        kept: what one of its versions kept, for what the draft held then.
    """
    own = draft.content if kept is None else kept
    return dict(own) if draft.base is None else overlaid(draft.base.content, own)


def file_name(draft: Draft) -> str:
    """Return the name under which a draft is taken along, without its ending."""
    name = f"{draft.country.lower()}-{draft.edition}"
    return name if draft.base is None else f"{name}-{draft.number[:6]}"


def own_of(draft: Draft, content: Content | None = None) -> OwnFile:
    """Return the own file that a draft is; of other content where that is given.

    Raises:
        OwnFileInvalid: the file as a whole is none.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{file_name(draft)}.yaml"  # a report names its form
        path.write_text(form_text(draft, content), encoding="utf-8")
        return load_own(path)


def form_text(draft: Draft, content: Content | None = None) -> str:
    """Return the draft as a file that `tierbook draft build` and `tierbook assess --with` read."""
    import yaml

    kept = content_of(draft) if content is None else content
    record: dict[str, Any] = {
        "format": OWN_FORMAT,
        "country": draft.country,
        "edition": draft.edition,
        **{key: kept[key] for key in ("author", "about", *LISTS) if kept.get(key)},
    }
    words: str = yaml.dump(
        record, Dumper=_plain_dumper(), allow_unicode=True, sort_keys=False, width=110
    )
    return words


def measure(draft: Draft, content: Content | None = None) -> Measured:
    """Measure a draft by the law of its edition.

    Raises:
        WrongUse: it cannot be; says why.
    """
    last, missing = newest_text(draft.country, draft.edition)
    try:
        own = own_of(draft, content)
        return Measured(own, *_assessed(own, last), last, missing)
    except TierbookError as error:
        raise WrongUse(error.what, why=error.why, remedy=error.remedy) from error


def make(draft: Draft) -> Made:
    """Measure a draft and make the report of it, as `tierbook draft build` does of its file.

    Raises:
        WrongUse: no report can be made of it; says why.
    """
    from tierbook.editions import load_placements
    from tierbook.release import compose_report

    measured = measure(draft)
    try:
        report = compose_report(measured.own, last=measured.last, history=load_placements())
    except TierbookError as error:
        raise WrongUse(error.what, why=error.why, remedy=error.remedy) from error
    return Made(measured, report)


def newest_text(country: str, edition: int) -> tuple[Coding | None, str]:
    """Return the coding of the newest text on a country that this library holds; or why the corpus gives none."""
    from tierbook.coding import code_narrative
    from tierbook.corpus import newest_of, read_held
    from tierbook.narrative import parse_document

    home = getattr(settings, "TIERBOOK_HOME", "")
    if not home:
        return None, ""
    try:
        best = newest_of(read_held(Path(home) / "corpus", country), country, edition)
        return (None if best is None else code_narrative(parse_document(best))), ""
    except TierbookError as error:  # a draft does not wait for a corpus to be mended
        return None, error.what


def _assessed(own: OwnFile, last: Coding | None) -> tuple[Assessment, Assessment | None]:
    if last is None:
        return assess_own(own), None
    if last.narrative.document.edition == own.edition:
        return assess_coding(last, own=own), assess_coding(last)
    before = assess_coding(last, law_of=law_in_force(own.edition).edition)
    return assess_own(own), before


def _plain_dumper() -> Any:
    """Return a writer of YAML without references, which multiply and which nobody wants to read."""
    import yaml

    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    return Plain
