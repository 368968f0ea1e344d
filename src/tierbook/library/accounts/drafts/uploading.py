"""An own file put in a draft's place: read as the program reads it, wrong entries named by their lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tierbook.errors import TierbookError, WrongUse
from tierbook.files import YamlProblem, load_yaml
from tierbook.library.accounts.drafts.changing import MOST_ENTRIES, Fault, Refused, change
from tierbook.library.accounts.drafts.content import LISTS, Content, with_ids
from tierbook.library.accounts.models import Draft, Person
from tierbook.standards import is_unfilled, load_own, without_blanks

__all__ = ["LONGEST_FORM", "replace_form"]

LONGEST_FORM = 400_000
MOST_PARTS = 20_000
_NAME = "own.yaml"


def replace_form(
    draft: Draft,
    person: Person,
    text: str,
    *,
    anyway: bool = False,
    seen: int | None = None,
) -> None:
    """Put a whole own file in the draft's place.

    Args:
        draft: the draft.
        person: who does it.
        text: the file.
        anyway: keep it although entries do not hold; they stay in the draft and out of its report until mended.
        seen: the version that she had before her.

    Raises:
        WrongUse: it is no own file, or one on another country, edition or statute.
        Refused: some of its entries are wrong.
        Overtaken: the draft has changed meanwhile.
    """
    if len(text) > LONGEST_FORM:
        raise WrongUse("this file is too long", remedy=f"keep to {LONGEST_FORM} characters")
    record, faults = _read(draft, text.removeprefix("\ufeff"))
    if faults and not anyway:
        refused = Refused(
            f"{len(faults)} of its entries do not hold, and nothing is kept yet",
            remedy="mend them below, or keep the file all the same: wrong entries stay out of the report",
        )
        refused.faults = faults
        raise refused
    content = with_ids(_content(record))
    if any(len(content.get(key) or ()) > MOST_ENTRIES for key in LISTS):
        raise WrongUse(f"more than {MOST_ENTRIES} entries", remedy="divide the file")
    if seen is not None and seen != draft.version:
        raise WrongUse(
            "the draft has changed since this page was opened, and a file replaces all of it",
            remedy="look at what changed in the list of versions, then keep your file again",
        )
    change(draft, person, lambda _: content, "replaced by a file")


def _read(draft: Draft, text: str) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    try:
        with TemporaryDirectory() as folder:
            path = Path(folder) / _NAME
            path.write_text(text, encoding="utf-8")
            record = load_yaml(path)
            _bounded(record)
            own = load_own(path)
    except (TierbookError, YamlProblem) as error:
        where = _line(getattr(error, "where", None))
        raise WrongUse(
            f"line {where}: {error.what}" if where else error.what,
            why=error.why,
            remedy=error.remedy,
        ) from error
    except RecursionError as error:
        raise WrongUse("this file is nested too deep", remedy="write it flat") from error
    if (own.country, own.edition) != (draft.country, draft.edition):
        raise WrongUse(
            f"this file is on {own.country} {own.edition}",
            remedy=f"give one on {draft.country} {draft.edition}, or begin another draft",
        )
    if own.statute != "tvpa":
        raise WrongUse(
            f"this file is about the statute {own.statute!r}",
            why="a draft measures by the Trafficking Victims Protection Act",
            remedy="leave `statute: tvpa`, or leave the line out",
        )
    faults = tuple(
        Fault(".".join(map(str, at)), p.what, p.why, p.remedy, _line(p.where))
        for p, at in zip(own.problems, own.at, strict=True)
    )
    return record, faults


def _content(record: dict[str, Any]) -> Content:
    """Return what is kept of a file: what somebody has filled in, without the empty rows of a form."""
    content: Content = {
        key: kept
        for key in ("author", "about")
        if (kept := without_blanks(record.get(key))) and isinstance(kept, dict)
    }
    for key in LISTS:
        rows = [row for raw in record.get(key) or () if (row := _filled(key, raw)) is not None]
        if rows:
            content[key] = rows
    return content


def _filled(kind: str, raw: Any) -> dict[str, Any] | None:
    row = without_blanks(raw)
    if kind == "withdraw" and isinstance(row, str) and row:
        return {"finding": row}
    if not isinstance(row, dict) or not row:
        return None
    if kind == "findings" and is_unfilled(row):
        return None
    if kind == "judgements" and not {"judgement", "reason"} & row.keys():
        return None
    return row


def _line(where: str | None) -> int | None:
    number = (where or "").rpartition(":")[2]
    return int(number) if number.isdigit() else None


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
