"""A case as it is entered: a code, facts, indicators, one short note. Nothing in it names a person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tierbook.codebook import CaseFact, load_case_facts
from tierbook.errors import CaseInvalid, UnknownCountry
from tierbook.files import load_yaml
from tierbook.places import resolve_country
from tierbook.standards.definitions.indicators import load_indicators
from tierbook.standards.definitions.notes import check_note

__all__ = ["Case", "case_of", "read_case"]

UNKNOWN = frozenset({"", "unknown", "not known", "null", "~"})
_WORDS = {True: "yes", False: "no", None: "unknown"}
_MONTH = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
_CODE = re.compile(
    r"(?=.*\d)[A-Za-z]{0,3}-?[A-Za-z0-9]{1,4}(?:-[A-Za-z0-9]{1,4})?|C(?:-[A-Z0-9]{4}){2}"
)
_KEYS = frozenset({"case", "facts", "indicators", "note"})


@dataclass(frozen=True, slots=True)
class Case:
    """The facts of one case; what is missing in `facts` and `indicators` is not known."""

    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def case_of(record: Mapping[str, Any], *, where: str = "") -> Case:
    """Check a case and return it.

    Args:
        record: `case` (a code), `facts`, `indicators`, `note`; all may be left out. An answer may be a word, true,
            false or null.
        where: file, for errors.

    Raises:
        CaseInvalid: there is no such fact, or no such answer to it; or the note holds what it may not.
    """
    if unknown := sorted(set(record) - _KEYS):
        raise CaseInvalid(
            f"there is no field {unknown[0]!r}",
            where=where,
            why="a case has a code and facts; nothing that could name a person has a place in it",
            remedy=f"keep to {', '.join(sorted(_KEYS))}",
        )
    code = str(record.get("case") or "")
    if code and not _CODE.fullmatch(code):
        raise CaseInvalid(
            "the code of the case is none",
            where=where,
            why="a code holds a few letters and digits, and never a name or a number of a paper",
            remedy="write K-07 or C-4FQ2-9TRB, or leave it out",
        )
    known = load_case_facts().facts
    return Case(
        code=code,
        facts=_answers(record.get("facts"), known, where),
        indicators=_answers(record.get("indicators"), load_indicators().facts, where),
        note=check_note(str(record.get("note") or ""), where=where),
    )


def _answers(given: Any, known: Mapping[str, CaseFact], where: str) -> dict[str, str]:
    if given is not None and not isinstance(given, Mapping):
        raise CaseInvalid(
            "the facts are no list of names and answers",
            where=where,
            remedy="write act.recruit: yes",
        )
    found = {}
    for name, raw in (given or {}).items():
        fact = known.get(str(name))
        if fact is None:
            raise CaseInvalid(
                f"there is no fact {name!r}"[:120],
                where=where,
                remedy="`tierbook screen --facts` lists them",
            )
        value = _WORDS[raw] if isinstance(raw, bool) or raw is None else str(raw).strip()
        if value.casefold() not in UNKNOWN:
            found[fact.id] = _checked(fact, value, where)
    return {name: found[name] for name in known if name in found}


def _checked(fact: CaseFact, value: str, where: str) -> str:
    if fact.type == "country":
        try:
            return resolve_country(value).code
        except UnknownCountry:
            raise _no_answer(fact, "a country, such as KEN or Kenya", where) from None
    if fact.type == "month":
        if not _MONTH.fullmatch(value):
            raise _no_answer(fact, "a month, such as 2026-03", where)
        return value
    if value not in fact.codes:
        raise _no_answer(fact, f"one of {', '.join(fact.codes)}, or unknown", where)
    return value


def _no_answer(fact: CaseFact, wanted: str, where: str) -> CaseInvalid:
    """Say what an answer is; what was given is left out of the message, for it may be what must not be kept."""
    return CaseInvalid(f"{fact.id}: the answer is none", where=where, remedy=f"give {wanted}")


def read_case(path: Path) -> Case:
    """Read a case from a file of YAML or JSON.

    Raises:
        CaseInvalid: it is none, or breaks the rules.
    """
    try:
        record = load_yaml(path)
    except (OSError, UnicodeDecodeError) as error:
        raise CaseInvalid(
            "the file cannot be read", where=str(path), remedy="name a file of YAML or JSON"
        ) from error
    if not isinstance(record, Mapping):
        raise CaseInvalid(
            "there is no case in it",
            where=str(path),
            remedy="write facts: and below it act.recruit: yes",
        )
    return case_of(record, where=str(path))
