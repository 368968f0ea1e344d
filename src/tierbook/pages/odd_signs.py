"""Single signs that a page should not hold, and what stood in their place.

A PDF reader that takes bytes of Windows-1252 for PDFDocEncoding shows 0x97, a dash, as S with caron, and quotation
marks as ligatures; copies bring invisible signs, odd blanks, entities of HTML that were never read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import unescape
from html.entities import html5

from tierbook.pages.change import Change
from tierbook.pages.damage import Damage
from tierbook.pages.words import known_words
from tierbook.text import late

__all__ = ["plain_signs", "sign_change"]

_LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "\uf001": "fi",  # where the fonts of one maker keep theirs
    "\uf002": "fl",
}
_PDF_SIGNS = {"Š": "—", "Œ": "–", "‚": "‘", "ƒ": "†", "•": "€"}
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "‣"}
_SPECIAL = late(
    r"(?P<control>[\x00-\x08\x0e-\x1b\x7f])"
    r"|(?P<invisible>[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe]+)"
    r"|(?P<space>[^\S ]\s*| \s+)"
    r"|(?P<hyphen>[\u2010\u2011])"
    r"|(?P<ligature>[ﬀ-ﬆ\uf001\uf002])"
    r"|(?P<bullet>[\uf0b7\uf0a7\uf0d8])"
    r"|(?P<sign>(?<=[a-z0-9)’'\"”ﬂ.,%\]])Š|(?<=[A-Z])Š(?=[a-z])|(?<=\s)Š(?=\s|[a-z]{2,})"
    r"|(?<=[a-z(] )•(?=\d)|(?<=\()•(?=\d)|(?<=[ \d])Œ(?=[ \d])|(?<![^\s(])‚(?=\w)|(?<!\S)ƒ(?!\s?\d))"
    r"|(?P<apart>[\u0300-\u036f]+)"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<slash>\b(?:andor|HIVAIDS)\b|(?<![\w.,])247(?= (?:[a-z]+ )?(?:hotline|helpline|security(?! [a-z]+s\b))\b))"
    r"|(?P<lost>\bft(?=[a-oq-z])|(?<=[nf])ft(?=[a-z])|(?<=\bre)ft(?=e)|(?<=\blea)ft(?=e)"
    r"|(?<=\bout)ft(?=ow)|(?<=\bover)ft(?=ow)|(?<=\bde)ft(?=ect))"
)
_QUOTE_REACH = 400
_SLASHED = {"andor": "and/or", "HIVAIDS": "HIV/AIDS", "247": "24/7"}
_LETTERS = late(r"[A-Za-z]+")
_TAIL = late(r"[A-Za-z]*\Z")


def sign_change(source: str, at: int, start: int, end: int, damage: Damage) -> Change | None:
    """Return what has to change at a place of `source[start:end]` that holds an odd sign, or None."""
    if at > start and source[at - 1] == " " and source[at].isspace():
        at -= 1
    match = _SPECIAL.match(source, at, end)
    if match is None or match.lastgroup is None:
        return None
    return _MENDERS[match.lastgroup](source, match, start, end, damage)


def plain_signs(text: str) -> str:
    """Return a text without odd blanks, invisible signs and ligatures: one that comes rightly decoded from another."""
    return _PLAIN.sub(lambda match: _plain(match[0]), text)


_PLAIN = late(
    r"[^\S ]|[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u2010\u2011ﬀ-ﬆ]"
)


def _plain(sign: str) -> str:
    if sign.isspace():
        return " "
    return "-" if sign in "\u2010\u2011" else _LIGATURES.get(sign, "")


def _space(
    source: str, match: re.Match[str], start: int, end: int, damage: Damage
) -> Change | None:
    odd = match[0].strip(" \t\r\n\x0b\x0c")
    return Change(*match.span(), " ", "no-break or odd space" if odd else "")


def _control(
    source: str, match: re.Match[str], start: int, end: int, damage: Damage
) -> Change | None:
    return Change(*match.span(), "", "control character")


def _invisible(
    source: str, match: re.Match[str], start: int, end: int, damage: Damage
) -> Change | None:
    low, high = match.span()
    broken = _AFTER_BREAK.match(source, high, end) if "\u00ad" in match[0] else None
    if broken is not None and low > start and source[low - 1].isalpha():
        return Change(low, broken.end(), "", "word broken at the end of a line")
    return Change(low, high, "", "invisible character")


_AFTER_BREAK = late(r" (?=[a-zà-ÿ])")


def _hyphen(
    source: str, match: re.Match[str], start: int, end: int, damage: Damage
) -> Change | None:
    return Change(*match.span(), "-", "hyphen with a code of its own")


def _bullet(
    source: str, match: re.Match[str], start: int, end: int, damage: Damage
) -> Change | None:
    return Change(*match.span(), _BULLETS[match[0]], "bullet of a symbol font")


def _lost(source: str, match: re.Match[str], start: int, end: int, damage: Damage) -> Change | None:
    return Change(*match.span(), "fl", "ligature lost in PDF text")


def _slash(
    source: str, match: re.Match[str], start: int, end: int, damage: Damage
) -> Change | None:
    return Change(*match.span(), _SLASHED[match[0]], "slash lost between two words")


def _sign(source: str, match: re.Match[str], start: int, end: int, damage: Damage) -> Change | None:
    at = match.start()
    before_word = source[at - 1].isspace() and not source[at + 1 : at + 2].isspace()
    if match[0] == "Š" and before_word and not damage.dashes:
        return None  # the first letter of a name, such as that of a Slovak town
    return Change(*match.span(), _PDF_SIGNS[match[0]], "sign of another encoding in PDF text")


def _apart(
    source: str, match: re.Match[str], start: int, end: int, damage: Damage
) -> Change | None:
    """Put a letter and the accent that stands behind it together, where one sign exists for both."""
    at = match.start()
    if at == start or not source[at - 1].isalpha():
        return None
    now = unicodedata.normalize("NFC", source[at - 1 : match.end()])
    return (
        Change(at - 1, match.end(), now, "letter and accent set apart") if len(now) == 1 else None
    )


def _entity(
    source: str, match: re.Match[str], start: int, end: int, damage: Damage
) -> Change | None:
    """Read an entity of HTML that a page shows as it is written, as often as it was escaped."""
    low, high = match.span()
    now = _unescaped(match[0])
    while now == "&" and (tail := _ENTITY_TAIL.match(source, high, end)):
        high = tail.end()
        now = _unescaped(now + tail[0])
    if now == source[low:high]:
        return None
    now = " " if now.isspace() else now if now.isprintable() else ""
    return Change(low, high, now, "entity of HTML in the text")


def _unescaped(entity: str) -> str:
    known = entity[1] == "#" or entity[1:] in html5
    return unescape(entity) if known else entity


_ENTITY_TAIL = late(r"(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def _ligature(
    source: str, match: re.Match[str], start: int, end: int, damage: Damage
) -> Change | None:
    """Tell a true ligature from a quotation mark that PDF text shows as one (0x93 and 0x94 of Windows-1252)."""
    sign, at = match[0], match.start()
    before = source[at - 1] if at > start else " "
    after = source[at + 1] if at + 1 < end else " "
    now = _LIGATURES[sign]
    if (
        sign == "ﬂ"
        and not before.isspace()
        and not _goes_on(after)
        and not _gap(source, at, end, damage)
    ):
        now = "”"
    elif (
        sign == "ﬁ" and not _goes_on(before) and after.isalnum() and _is_closed(source, at + 1, end)
    ):
        now = "“"
    if now != _LIGATURES[sign]:
        return Change(at, at + 1, now, "sign of another encoding in PDF text")
    return Change(at, at + 1 + _gap(source, at, end, damage), now, "ligature")


def _gap(source: str, at: int, end: int, damage: Damage) -> int:
    """Tell (as 1 or 0) whether the blank after a ligature stands within a known word: "traf" + ligature + " cking"."""
    if source[at + 1 : at + 2] != " ":
        return 0
    right = _LETTERS.match(source, at + 2, end)
    if right is None or not right[0].islower():
        return 0
    left = _TAIL.search(source, max(at - 40, 0), at)
    word = (left[0] if left else "") + _LIGATURES[source[at]] + right[0]
    return int(right[0] not in known_words() and damage.words.knows(word))


def _goes_on(sign: str) -> bool:
    return sign.isalpha() and sign not in _PDF_SIGNS


def _is_closed(source: str, at: int, end: int) -> bool:
    """Tell whether a closing quotation mark, shown as a ligature at a word's end, follows."""
    reach = min(end, at + _QUOTE_REACH)
    closing = source.find("ﬂ", at, reach)
    while closing != -1:
        if closing + 1 >= end or not _goes_on(source[closing + 1]):
            return True
        closing = source.find("ﬂ", closing + 1, reach)
    return False


_Mender = Callable[[str, re.Match[str], int, int, Damage], Change | None]
_MENDERS: dict[str, _Mender] = {
    "control": _control,
    "invisible": _invisible,
    "space": _space,
    "hyphen": _hyphen,
    "ligature": _ligature,
    "bullet": _bullet,
    "sign": _sign,
    "apart": _apart,
    "entity": _entity,
    "lost": _lost,
    "slash": _slash,
}
