"""From a string that should be a country's name to the country: normalise, look up, or say no.

There is no likeness here: a name stands in the table or it does not. What a string may differ in from the table is
case, accents, apostrophes, dashes, blanks, `&`, `St.`, a leading or trailing *the*, and the order around a comma or
parenthesis.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from tierbook.errors import UnknownCountry
from tierbook.places.country import Country, Name, all_countries, get_country, nearest
from tierbook.text import late

__all__ = ["find_country", "resolve_country"]

_SAINT = late(r"\bst(?:\.\s*|\s+)(?=[a-z])")
_THE = late(r"^the\s+|[\s,]+\(?the\)?$")
_STATE_FORM = late(r"^(?:the\s+)?(?:republic|kingdom|government)\s+of\s+(?:the\s+)?")
_NOT_WORD = late(r"[^a-z0-9]+")
_PARENTHESIS = late(r"^(.+?)\s*\(([^()]+)\)$")
_ACRONYM = late(r"^(?:[A-Z]\.?){2,5}$")
_KEPT = str.maketrans(
    {"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "ı": "i", "đ": "d", "Đ": "d", "æ": "ae", "Æ": "ae"}
)


def find_country(name: str, *, edition: int | None = None) -> Country | None:
    """Return the country that a whole string names, or None.

    Args:
        name: a title, a cell, a file name, a heading; or an ISO 3166 alpha-3 code in capitals. Two-letter codes are
            refused, because FIPS and ISO give the same letters to different countries (`UK`, `US` are names).
        edition: the edition that the string comes from; settles names that stood for different countries in
            different years, and nothing else.

    Returns:
        The country; None if the name is unknown, or stands for more than one (*Korea*, *Congo*).
    """
    codes = _candidates(name, edition)
    return get_country(codes[0]) if len(codes) == 1 else None


def resolve_country(name: str, *, edition: int | None = None) -> Country:
    """Return the country that a whole string names.

    Raises:
        UnknownCountry: the name is unknown (the remedy names the nearest) or ambiguous (it names the candidates).
    """
    codes = _candidates(name, edition)
    if len(codes) == 1:
        return get_country(codes[0])
    if codes:
        candidates = ", ".join(f"{code} ({get_country(code).name})" for code in codes)
        raise UnknownCountry(
            f"{name!r} may be more than one country",
            why=f"it stands for {candidates}",
            remedy="write the full name or the code",
        )
    raise UnknownCountry(
        f"{name!r} names no country",
        why="names are looked up exactly, never by likeness",
        remedy=f"write a name or an ISO 3166 alpha-3 code; nearest: {nearest(name)}",
    )


def _candidates(name: str, edition: int | None) -> tuple[str, ...]:
    text = " ".join(name.split())
    table = _table()
    bare = re.sub(r"^[Tt]he ", "", text)
    if len(text) == 3 and text.isascii() and text.isupper() and text in _codes():
        return (text,)
    for form in _forms(text):
        entries = table.get(form)
        if not entries:
            continue
        entries = [
            entry for entry in entries if not _is_acronym(entry[1].text) or _ACRONYM.match(bare)
        ]
        if edition is not None:
            entries = [entry for entry in entries if entry[1].covers(edition)] or entries
        codes = tuple(dict.fromkeys(code for code, _ in entries))
        if codes:
            return codes
    return ()


def _forms(text: str) -> list[str]:
    """Return the keys under which a string may stand in the table, the most literal first."""
    plain = _fold(text)
    turned = [plain]
    found = _PARENTHESIS.match(plain)
    if found:
        base, inner = found.groups()
        turned.append(f"{inner} {base}")
        same = {code for code, _ in _table().get(_key(base), ())} & {
            code for code, _ in _table().get(_key(inner), ())
        }
        if same:
            turned.append(base)
    if plain.count(",") >= 1:
        base, _, tail = plain.partition(",")
        turned.append(f"{tail.strip()} {base}")
    forms = [_key(form) for form in turned]
    forms += [_key(_THE.sub("", form)) for form in turned]
    forms += [_key(_STATE_FORM.sub("", form)) for form in turned]
    return [form for form in dict.fromkeys(forms) if form]


def _fold(text: str) -> str:
    """Lower a string and take accents off, apostrophes and dashes unified."""
    spread = unicodedata.normalize("NFKD", text.translate(_KEPT))
    return "".join(c for c in spread if not unicodedata.combining(c) and c != "\u00ad").lower()


def _key(folded: str) -> str:
    """Return the letters and digits of a folded string, `&` and `St.` written out."""
    words = _SAINT.sub("saint ", folded.replace("&", " and "))
    return _NOT_WORD.sub("", words)


def _is_acronym(name: str) -> bool:
    return bool(_ACRONYM.match(name))


@cache
def _codes() -> frozenset[str]:
    return frozenset(country.code for country in all_countries())


@cache
def _table() -> dict[str, list[tuple[str, Name]]]:
    """Key -> (code, name): every name of every country, as written and without its article."""
    table: dict[str, list[tuple[str, Name]]] = {}
    for country in all_countries():
        for name in country.names:
            folded = _fold(name.text)
            for form in dict.fromkeys((_key(folded), _key(_THE.sub("", folded)))):
                table.setdefault(form, []).append((country.code, name))
    return table
