"""The one free note of a case: short, and without what leads to a person.

What looks like an address, a number of a paper or a telephone is refused. Names are looked for as far as a program can:
a title or *called* before a capital, and two capitals in a row that are no country and no institution. A name written
small is not seen, which the form says.
"""

from __future__ import annotations

import re

from tierbook.errors import CaseInvalid, UnknownCountry
from tierbook.places import resolve_country

__all__ = ["LONGEST_NOTE", "NO_NAMES", "check_note"]

LONGEST_NOTE = 600
NO_NAMES = "No names, no addresses, no numbers of papers or telephones. Say “the person”, “the employer”, “an aunt”."

_MAIL = re.compile(r"\S+\s?(?:@|\(at\)|\[at\])\s?\S+", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|org|net|info|gov)\b", re.IGNORECASE)
_DIGITS = re.compile(r"(?:\d[\s./()-]{0,2}){5,}")
_PAPER = re.compile(r"\b(?=[A-Z0-9-]*\d{4})(?=[A-Z0-9-]*[A-Z])[A-Z0-9-]{6,}\b", re.IGNORECASE)
_HANDLE = re.compile(r"(?:^|\s)@\w+")
_DAY = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}\b|\b(?:19|20)\d\d-\d\d-\d\d\b")
_TITLED = re.compile(
    r"\b(?i:mr|mrs|ms|miss|mister|madam|madame|dr|sir|named|called|name is|nickname|alias)\b\.?:?\s+[“\"']?[A-Z]"
)
_PAIR = re.compile(r"(?<![.!?:]\s)(?<!^)\b([A-Z][a-z’'-]+(?:\s+[A-Z][a-z’'-]+)+)")
_FIRST_PAIR = re.compile(r"(?:^|[.!?:]\s+)([A-Z][a-z’'-]+\s+[A-Z][a-z’'-]+)")
_INSTITUTION = frozenset(
    """ministry labour labor police court embassy consulate united nations red cross crescent
    international european union council organization organisation migration interior justice
    foreign affairs palermo protocol north south east west new january february march april may
    june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday child protection social services the she he they her his""".split()
)


def check_note(text: str, *, where: str = "") -> str:
    """Return the note, its ends trimmed.

    Raises:
        CaseInvalid: it is too long, or holds what may lead to a person; the words themselves are not repeated.
    """
    note = text.strip()
    if len(note) > LONGEST_NOTE:
        raise _refused(
            f"the note has {len(note)} characters", f"{LONGEST_NOTE} are the most", where
        )
    if _MAIL.search(note) or _LINK.search(note) or _HANDLE.search(note):
        raise _refused(
            "the note holds an address", "an e-mail, a site or a handle leads to a person", where
        )
    if _DAY.search(note):
        raise _refused("the note holds a day", "dates are kept to the month", where)
    if _DIGITS.search(note) or _PAPER.search(note):
        raise _refused(
            "the note holds a long number",
            "a telephone, an account or a paper leads to a person",
            where,
        )
    if _TITLED.search(note) or any(map(_is_name, _PAIR.findall(note) + _FIRST_PAIR.findall(note))):
        raise _refused(
            "the note holds what looks like a name", "a case has a code and no name", where
        )
    return note


def _is_name(words: str) -> bool:
    """Tell whether capitals in a row may be a name: no country, and no word of an institution or a calendar."""
    parts = words.split()
    if any(part.casefold() in _INSTITUTION for part in parts):
        return False
    try:
        resolve_country(words)
    except UnknownCountry:
        return True
    return False


def _refused(what: str, why: str, where: str) -> CaseInvalid:
    return CaseInvalid(what, where=where, why=why, remedy=f"write it without. {NO_NAMES}")
