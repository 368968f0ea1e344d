"""Drafts: own findings and judgements as `tierbook draft` knows them, kept per person, with the report made of them.

What is kept is the content of an own file (`tierbook-own/1`), entry by entry. Every change goes through the reader of
such files, so that a draft holds nothing that the file could not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from tierbook.errors import TierbookError, UnknownCountry, WrongUse
from tierbook.files import YamlProblem, load_yaml
from tierbook.library.accounts.models import Draft, DraftNote, Person
from tierbook.places import resolve_country
from tierbook.standards import (
    OWN_FORMAT,
    assess_coding,
    assess_own,
    law_in_force,
    load_own,
)

if TYPE_CHECKING:
    from tierbook.coding import Coding
    from tierbook.pages import Document
    from tierbook.release import Draft as Report
    from tierbook.standards import Assessment, OwnFile

__all__ = [
    "LISTS",
    "MOST_DRAFTS",
    "Made",
    "add_entry",
    "copy_draft",
    "form_text",
    "let_read",
    "make",
    "new_draft",
    "note",
    "own_of",
    "remove_entry",
    "replace_form",
    "set_author",
]

LISTS = ("findings", "judgements", "withdraw")
MOST_DRAFTS = 100
MOST_ENTRIES = 500
LONGEST_FORM = 400_000
LONGEST_NOTE = 2000
MOST_PARTS = 20_000


@dataclass(frozen=True, slots=True)
class Made:
    """What is made of a draft: the report, the assessment with it, the text of the Department that both draw on.

    `missing` says why the corpus gives no text, where it should.
    """

    own: OwnFile
    report: Report
    assessment: Assessment
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


def new_draft(person: Person, name: str, country: str, edition: str) -> Draft:
    """Begin a draft on a country for an edition.

    Raises:
        WrongUse: there is no such country or edition, no law judges it, or the person keeps too many.
    """
    if person.drafts.count() >= MOST_DRAFTS:
        raise WrongUse(f"you keep {MOST_DRAFTS} drafts already", remedy="delete one first")
    if not (edition.isascii() and edition.isdigit() and len(edition) == 4):
        raise WrongUse(f"{edition!r} is no edition", remedy="write a year: 2026")
    try:
        code = resolve_country(country, edition=int(edition)).code
        law_in_force(int(edition))
    except UnknownCountry as error:
        raise WrongUse(error.what, why=error.why, remedy=error.remedy) from error
    except TierbookError as error:
        raise WrongUse(error.what, why=error.why, remedy=error.remedy) from error
    name = " ".join(name.split())[:120] or f"{code} {edition}"
    return Draft.objects.create(person=person, name=name, country=code, edition=int(edition))


def own_of(draft: Draft, content: dict[str, Any] | None = None) -> OwnFile:
    """Return the own file that a draft is; of other content where that is given.

    Raises:
        OwnFileInvalid: the file as a whole is none.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "draft.yaml"
        path.write_text(form_text(draft, content), encoding="utf-8")
        return load_own(path)


def form_text(draft: Draft, content: dict[str, Any] | None = None) -> str:
    """Return the draft as a file that `tierbook draft build` reads."""
    import yaml

    kept = draft.content if content is None else content
    record = {
        "format": OWN_FORMAT,
        "country": draft.country,
        "edition": draft.edition,
        **{key: kept[key] for key in ("author", *LISTS) if kept.get(key)},
    }
    words: str = yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=110)
    return words


def add_entry(draft: Draft, kind: str, entry: dict[str, Any]) -> None:
    """Add a finding, a judgement or a withdrawal.

    Raises:
        WrongUse: the reader of own files refuses it; says what is wrong and what to do.
    """
    if kind not in LISTS:
        raise WrongUse(f"there is no list {kind!r}", remedy=f"choose from {', '.join(LISTS)}")
    entries = [*draft.content.get(kind, []), entry]
    if len(entries) > MOST_ENTRIES:
        raise WrongUse(f"a draft holds at most {MOST_ENTRIES} {kind}", remedy="begin another one")
    content = {**draft.content, kind: entries}
    before = own_of(draft)
    after = own_of(draft, content)
    known = {(p.what, p.why) for p in before.problems}
    for problem in after.problems:
        if (problem.what, problem.why) not in known:
            raise WrongUse(problem.what, why=problem.why, remedy=problem.remedy)
    if getattr(after, kind) == getattr(before, kind):
        raise WrongUse("nothing is filled in", remedy="fill in what the entry needs")
    _keep(draft, content)


def remove_entry(draft: Draft, kind: str, number: int) -> None:
    """Take an entry out, by its place in its list.

    Raises:
        WrongUse: there is none.
    """
    entries = list(draft.content.get(kind, [])) if kind in LISTS else []
    if not 0 <= number < len(entries):
        raise WrongUse("there is no such entry", remedy="open the draft again")
    del entries[number]
    _keep(draft, {**draft.content, kind: entries})


def set_author(draft: Draft, author: dict[str, str]) -> None:
    """Say for whom the report is.

    Raises:
        WrongUse: a field cannot be so.
    """
    filled = {key: words.strip()[:200] for key, words in author.items() if words.strip()}
    content = {**draft.content, "author": filled}
    try:
        own_of(draft, content)
    except TierbookError as error:
        raise WrongUse(error.what, why=error.why, remedy=error.remedy) from error
    _keep(draft, content)


def replace_form(draft: Draft, text: str) -> int:
    """Put a whole own file in the draft's place; returns how many of its entries are left out as wrong.

    Raises:
        WrongUse: it is no own file, or one on another country or edition.
    """
    if len(text) > LONGEST_FORM:
        raise WrongUse("this file is too long", remedy=f"keep to {LONGEST_FORM} characters")
    try:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "own.yaml"
            path.write_text(text, encoding="utf-8")
            record = load_yaml(path)
            _bounded(record)
            own = load_own(path)
    except (TierbookError, YamlProblem) as error:
        raise WrongUse(error.what, why=error.why, remedy=error.remedy) from error
    if (own.country, own.edition) != (draft.country, draft.edition):
        raise WrongUse(
            f"this file is on {own.country} {own.edition}",
            remedy=f"give one on {draft.country} {draft.edition}, or begin another draft",
        )
    kept = {key: record[key] for key in ("author", *LISTS) if record.get(key)}
    if any(len(kept.get(key, [])) > MOST_ENTRIES for key in LISTS):
        raise WrongUse(f"more than {MOST_ENTRIES} entries", remedy="divide the file")
    _keep(draft, kept)
    return len(own.problems)


def copy_draft(draft: Draft, name: str) -> Draft:
    """Save a draft under another name as well; its notes and readers stay with the first.

    Raises:
        WrongUse: the person keeps too many.
    """
    made = new_draft(draft.person, name, draft.country, str(draft.edition))
    made.content = draft.content
    made.save(update_fields=["content"])
    return made


def let_read(draft: Draft, reader: Person) -> None:
    """Let somebody read the draft and comment on it.

    Raises:
        WrongUse: it is its author, or two may already.
    """
    if reader.pk == draft.person_id:
        raise WrongUse("it is yours already", remedy="name somebody else")
    others = draft.readers.exclude(pk=reader.pk).count()
    if others >= Draft.MOST_READERS:
        raise WrongUse("two people may comment already", remedy="take one of them out first")
    draft.readers.add(reader)


def note(draft: Draft, person: Person, text: str) -> DraftNote:
    """Add a dated note.

    Raises:
        WrongUse: it is empty or too long.
    """
    words = text.strip()
    if not words or len(words) > LONGEST_NOTE:
        raise WrongUse("a note has words", remedy=f"write up to {LONGEST_NOTE} characters")
    return DraftNote.objects.create(draft=draft, person=person, name=person.shown_name, text=words)


def make(draft: Draft) -> Made:
    """Make the report of a draft and the assessment with it.

    Raises:
        WrongUse: no report can be made of it; says why.
    """
    from tierbook.release import compose_report

    last, missing = _newest_text(draft.country, draft.edition)
    try:
        own = own_of(draft)
        report = compose_report(own, last=last)
        if last is not None and last.narrative.document.edition == draft.edition:
            assessment = assess_coding(last, own=own)
        else:
            assessment = assess_own(own)
    except TierbookError as error:
        raise WrongUse(error.what, why=error.why, remedy=error.remedy) from error
    return Made(own, report, assessment, last, missing)


def _newest_text(country: str, edition: int) -> tuple[Coding | None, str]:
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


def _keep(draft: Draft, content: dict[str, Any]) -> None:
    if draft.published:
        raise WrongUse(
            "this draft is published, and an editor looked at it as it stands",
            remedy="take it back first, then change it",
        )
    draft.content, draft.changed = content, timezone.now()
    draft.save(update_fields=["content", "changed"])


def _bounded(record: Any) -> None:
    """Refuse a file that says a little and means a lot: references in YAML multiply."""
    for n, _ in enumerate(_parts(record)):
        if n > MOST_PARTS:
            raise WrongUse("this file has too many parts", remedy="divide it")


def _parts(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, dict):
        for part in value.values():
            yield from _parts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _parts(part)
