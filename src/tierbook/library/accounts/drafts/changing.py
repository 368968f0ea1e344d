"""Changes to a draft: each is a version of its own, and none is written over what somebody else has just changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from tierbook.errors import TierbookError, WrongUse
from tierbook.library.accounts.drafts.content import (
    LISTS,
    Content,
    difference,
    drop,
    entry_at,
    moved,
    put,
    with_ids,
)
from tierbook.library.accounts.drafts.making import content_of, own_of
from tierbook.library.accounts.models import Draft, DraftPiece, DraftVersion, Person
from tierbook.places import resolve_country
from tierbook.standards import law_in_force

__all__ = [
    "MOST_DRAFTS",
    "Fault",
    "Overtaken",
    "Refused",
    "change",
    "check_entry",
    "copy_draft",
    "faults_of",
    "keep_piece",
    "move_entry",
    "new_draft",
    "new_scenario",
    "put_entry",
    "remove_entry",
    "rename",
    "restore",
    "set_author",
]

MOST_DRAFTS = 100
MOST_SCENARIOS = 30
MOST_ENTRIES = 500
MOST_PIECES = 50
MOST_VERSIONS = 1000
MOST_PIECE_LETTERS = 60_000
_TRIES = 5
_FRAME = {"criterion", "variable", "judgement"}  # where a form stands, and what is always chosen


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one field of an entry: `field` is its key in the file, `source.title` within the source."""

    field: str
    what: str
    why: str | None
    remedy: str | None
    line: int | None = None


class Refused(WrongUse):
    """Entries do not hold, and nothing was kept; `faults` says of each field what is wrong and what to do."""

    faults: tuple[Fault, ...] = ()


class Overtaken(WrongUse):
    """Somebody has changed the same entry since the page was opened; nothing was written over."""

    theirs: dict[str, Any] | None = None
    who: str = ""


def new_draft(person: Person, name: str, country: str, edition: str) -> Draft:
    """Begin a draft on a country for an edition.

    Raises:
        WrongUse: there is no such country or edition, no law judges it, or the person keeps too many.
    """
    if person.drafts.filter(base=None).count() >= MOST_DRAFTS:
        raise WrongUse(f"you keep {MOST_DRAFTS} drafts already", remedy="delete one first")
    if not (edition.isascii() and edition.isdigit() and len(edition) == 4):
        raise WrongUse(f"{edition!r} is no edition", remedy="write a year: 2026")
    try:
        code = resolve_country(country, edition=int(edition)).code
        law_in_force(int(edition))
    except TierbookError as error:
        raise WrongUse(error.what, why=error.why, remedy=error.remedy) from error
    made = Draft(
        person=person, name=_name(name, f"{code} {edition}"), country=code, edition=int(edition)
    )
    return _begin(made, person, "begun")


def new_scenario(draft: Draft, person: Person, name: str, made: Content | None = None) -> Draft:
    """Begin a scenario of a draft: what would be so if. It follows the draft in all that it does not make otherwise.

    Raises:
        WrongUse: it has no name, or there are too many.
    """
    root = draft.root
    if not name.strip():
        raise WrongUse("a scenario needs a name", remedy="write one: If the shelter law passes")
    if root.scenarios.count() >= MOST_SCENARIOS:
        raise WrongUse(
            f"there are {MOST_SCENARIOS} scenarios already", remedy="delete one of them first"
        )
    return _begin(
        Draft(
            person=root.person,
            base=root,
            name=_name(name),
            country=root.country,
            edition=root.edition,
            content=made or {},
        ),
        person,
        "begun",
    )


def copy_draft(draft: Draft, person: Person, name: str) -> Draft:
    """Save a draft, or a scenario, under another name as well; comments and readers stay with the first.

    Raises:
        WrongUse: there are too many.
    """
    if draft.base is not None:
        return new_scenario(draft, person, name or f"{draft.name}, copy", draft.content)
    made = new_draft(draft.person, name, draft.country, str(draft.edition))
    change(made, person, lambda _: content_of(draft), f"copied from {draft.name}")
    return made


def rename(draft: Draft, name: str) -> None:
    """Give a draft another name; nothing is changed where none is given."""
    draft.name = _name(name, draft.name)
    draft.save(update_fields=["name"])


def put_entry(
    draft: Draft,
    person: Person,
    kind: str,
    key: str | None,
    entry: dict[str, Any],
    *,
    seen: int | None = None,
) -> None:
    """Add an entry, or put it in the place of another one.

    Args:
        draft: the draft.
        person: who does it.
        kind: the list.
        key: which entry it replaces; None for a new one.
        entry: as the own file has it.
        seen: the version that she had before her.

    Raises:
        WrongUse: the list is full, or the draft cannot be changed.
        Overtaken: somebody else has changed that entry meanwhile.
    """
    _known(kind)
    if key is None and len(content_of(draft).get(kind) or ()) >= MOST_ENTRIES:
        raise WrongUse(f"a draft holds at most {MOST_ENTRIES} {kind}", remedy="begin another one")
    what = f"{'changed' if key else 'added'} {_called(kind, entry)}"
    touched = [] if key is None else [(kind, key)]
    change(
        draft,
        person,
        lambda content: with_ids(put(content, kind, key, entry)),
        what,
        seen=seen,
        touched=touched,
    )


def remove_entry(
    draft: Draft, person: Person, kind: str, key: str, *, seen: int | None = None
) -> None:
    """Take an entry out.

    Raises:
        WrongUse: there is none, or the draft cannot be changed.
        Overtaken: somebody else has changed it meanwhile.
    """
    _known(kind)
    entry = entry_at(content_of(draft), kind, key)
    if entry is None:
        raise WrongUse("there is no such entry", remedy="open the draft again")
    change(
        draft,
        person,
        lambda content: drop(content, kind, key),
        f"took out {_called(kind, entry)}",
        seen=seen,
        touched=[(kind, key)],
    )


def move_entry(draft: Draft, person: Person, key: str, step: int, among: Sequence[str]) -> None:
    """Let a finding change places with its neighbour among those that stand beside it."""
    change(
        draft,
        person,
        lambda content: moved(content, "findings", key, step, among),
        f"moved finding {key}",
    )


def set_author(
    draft: Draft, person: Person, author: dict[str, str], *, seen: int | None = None
) -> None:
    """Say for whom the report is.

    Raises:
        WrongUse: a field cannot be so.
        Overtaken: somebody else has changed it meanwhile.
    """
    filled = {key: words.strip()[:200] for key, words in author.items() if words.strip()}
    content = {**content_of(draft), "author": filled}
    try:
        own_of(draft, content)
    except TierbookError as error:
        raise WrongUse(error.what, why=error.why, remedy=error.remedy) from error
    change(
        draft,
        person,
        lambda now: {**now, "author": filled},
        "said for whom it is",
        seen=seen,
        touched=[("author", "")],
    )


def restore(draft: Draft, person: Person, n: int) -> None:
    """Let a draft stand again as it stood in a version; this is a version more, and none is lost.

    Raises:
        WrongUse: there is no such version, or the draft cannot be changed.
    """
    version = draft.versions.filter(n=n).first()
    if version is None:
        raise WrongUse("there is no such version", remedy="choose one from the list")
    kept = content_of(draft, version.content)
    change(draft, person, lambda _: kept, f"restored version {n}")


def keep_piece(draft: Draft, person: Person, key: str, fields: dict[str, Any]) -> DraftPiece | None:
    """Keep what somebody has begun to fill in; with nothing filled in, forget it.

    Raises:
        WrongUse: it is too long, or there are too many.
    """
    mine = draft.pieces.filter(person=person)
    if not any(words for name, words in fields.items() if name not in _FRAME):
        mine.filter(key=key).delete()
        return None
    if sum(len(str(v)) for v in fields.values()) > MOST_PIECE_LETTERS:
        raise WrongUse("this is too long to be kept unfinished", remedy="shorten it, or save it")
    if mine.exclude(key=key).count() >= MOST_PIECES:
        raise WrongUse(
            f"you have {MOST_PIECES} unfinished entries in this draft", remedy="save some of them"
        )
    piece, _ = DraftPiece.objects.update_or_create(
        draft=draft, person=person, key=key[:200], defaults={"fields": fields, "at": timezone.now()}
    )
    return piece


def faults_of(draft: Draft, kind: str, entry: dict[str, Any]) -> tuple[Fault, ...]:
    """Return what the reader of own files says against one entry, field by field."""
    own = own_of(draft, {kind: [entry]})
    found = []
    for problem, at in zip(own.problems, own.at, strict=True):
        field = ".".join(str(part) for part in at[2:])
        what, remedy = _of_a_form(field, problem.what, problem.remedy)
        found.append(Fault(field, what, problem.why, remedy))
    if not found and not getattr(own, kind):
        found.append(Fault("", "nothing is filled in", None, "fill in what the entry needs"))
    return tuple(found)


def _of_a_form(field: str, what: str, remedy: str | None) -> tuple[str, str | None]:
    """Return what a reader of files says in the words of a form: the field stands beside it, and has no key."""
    words = what.removeprefix(f"{field}: ")
    if words == "this key is missing":
        return "nothing stands here", "fill it in" if remedy == "add it" else remedy
    return words, remedy


def check_entry(draft: Draft, kind: str, entry: dict[str, Any]) -> None:
    """Refuse an entry that does not hold.

    Raises:
        Refused: it does not; says why, field by field.
    """
    faults = faults_of(draft, kind, entry)
    if faults:
        words = "; ".join(f"{f.what}{f'. {f.remedy}' if f.remedy else ''}" for f in faults)
        refused = Refused(words, remedy="nothing is kept yet, and nothing is lost")
        refused.faults = faults
        raise refused


def change(
    draft: Draft,
    person: Person,
    how: Callable[[Content], Content],
    what: str,
    *,
    seen: int | None = None,
    touched: Sequence[tuple[str, str]] = (),
) -> None:
    """Change what a draft holds, as a version of its own.

    Args:
        draft: the draft; it has the new content afterwards.
        person: who changes it.
        how: makes the new content of what the draft holds now.
        what: what was done, for the list of versions.
        seen: the version that the person had before her.
        touched: the entries that are written over, by list and key.

    Raises:
        WrongUse: the draft is published, or changes too fast.
        Overtaken: one of the entries is another one than in the version that was seen.
    """
    for _ in range(_TRIES):
        with transaction.atomic():
            now = Draft.objects.select_related("base").get(pk=draft.pk)
            if now.root.published:
                raise WrongUse(
                    "this draft is published, and an editor looked at it as it stands",
                    remedy="take it back first, then change it",
                )
            held = content_of(now)
            _not_overtaken(now, held, seen, touched)
            content = {k: v for k, v in how(held).items() if v}
            if content == held:
                _take_over(draft, now)
                return
            kept = content if now.base is None else difference(now.base.content, content)
            stamp = timezone.now()
            unchanged = Draft.objects.filter(pk=now.pk, version=now.version, published=None)
            done = unchanged.update(content=kept, version=now.version + 1, changed=stamp)
            if done:
                _first_version(now)
                now.content, now.version, now.changed = kept, now.version + 1, stamp
                _note_version(now, person, what)
                _take_over(draft, now)
                return
    raise WrongUse("others change this draft at the same time", remedy="try again in a moment")


def _not_overtaken(
    now: Draft, held: Content, seen: int | None, touched: Sequence[tuple[str, str]]
) -> None:
    if seen is None or seen == now.version or not touched:
        return
    version = now.versions.filter(n=seen).first()
    if version is None:
        return
    then = content_of(now, version.content)
    for kind, key in touched:
        was, theirs = _part(then, kind, key), _part(held, kind, key)
        if was == theirs:
            continue
        last = now.versions.order_by("-n").first()
        who = last.name if last is not None else ""
        fault = Overtaken(
            f"this was changed meanwhile{f' by {who}' if who else ''}, and nothing was written over",
            remedy="your words stand below: save them again to put them in the place of the others",
        )
        fault.theirs, fault.who = theirs, who
        raise fault


def _part(content: Content, kind: str, key: str) -> dict[str, Any] | None:
    if kind in LISTS:
        return entry_at(content, kind, key)
    found = content.get(kind)
    return found if isinstance(found, dict) else None


def _begin(made: Draft, person: Person, what: str) -> Draft:
    with transaction.atomic():
        made.save()
        _note_version(made, person, what)
    return made


def _first_version(draft: Draft) -> None:
    """Keep how a draft stood before its first version was noted."""
    if not draft.versions.exists():
        DraftVersion.objects.create(
            draft=draft,
            n=draft.version,
            at=draft.changed,
            name="",
            what="as it stood before versions were kept",
            content=draft.content,
        )


def _note_version(draft: Draft, person: Person, what: str) -> None:
    DraftVersion.objects.create(
        draft=draft,
        n=draft.version,
        at=draft.changed,
        person=person,
        name=person.shown_name,
        what=what[:200],
        content=draft.content,
    )
    if draft.version >= MOST_VERSIONS:
        draft.versions.filter(n__lte=draft.version - MOST_VERSIONS).delete()


def _take_over(draft: Draft, now: Draft) -> None:
    draft.content, draft.version, draft.changed = now.content, now.version, now.changed
    if now.base is not None:
        draft.base = now.base


def _called(kind: str, entry: dict[str, Any]) -> str:
    return " ".join(_names(kind, entry))


def _names(kind: str, entry: dict[str, Any]) -> Iterator[str]:
    if kind == "judgements":
        yield f"the judgement on {entry.get('criterion')}"
    elif kind == "withdraw":
        yield f"what is left out: {entry.get('variable') or entry.get('finding')}"
    else:
        yield f"a finding on {entry.get('variable')}"
        if entry.get("id"):
            yield f"({entry['id']})"


def _known(kind: str) -> None:
    if kind not in LISTS:
        raise WrongUse(f"there is no list {kind!r}", remedy=f"choose from {', '.join(LISTS)}")


def _name(words: str, otherwise: str = "") -> str:
    return " ".join(words.split())[:120] or otherwise
