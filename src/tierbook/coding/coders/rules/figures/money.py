"""Sums of money: for what, in which currency, and the dollars that the text prints beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from tierbook.coding.compiled import cue_file
from tierbook.text import late

__all__ = ["Sum", "find_sums"]

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:\s(million|billion|thousand))?"
_DOLLARS = rf"\(\s?(?:us|u\.s\.)?\s?\$({_NUMBER}){_SCALE}[^()]{{0,30}}\)"
# A sum with its sign, or one of a currency in words with its dollars in brackets.
_SIGNED = rf"((?:us|u\.s\. )?\$|[€£¥])\s?({_NUMBER}){_SCALE}(?:(?:\s[a-z]+)?\s(?:dollars|euros|pounds))?(?:\s{_DOLLARS})?"
_NAMED = rf"({_NUMBER}){_SCALE}\s([^\W\d][^\d(),;.]{{1,40}}?)(?:\s\([a-z]{{2,5}}\))?\s{_DOLLARS}"
_SUM = late(rf"{_SIGNED}|{_NAMED}")
_MULTIPLE = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SIGNS = {"$": "USD", "us$": "USD", "u.s. $": "USD", "€": "EUR", "£": "GBP", "¥": "currency:yen"}
_CLAUSE = late(r"[;:]|\b(?:but|while)\b")
_COMPARED = late(
    r"\b(?:compared (?:with|to)|(?:increase|decrease|up|down) from|in comparison (?:with|to))\b"
)
_WORD = late(r"[a-z][a-z-]*")


class Sum(NamedTuple):
    """One sum: `kind` is fines, compensation, funding or penalties_fine; `amount` in whole units of `currency`.

    `purpose` says protection or prevention where the clause does. `start`, `end` are offsets in the sentence; `previous`: it is the sum that the year's is compared with.
    """

    kind: str
    purpose: str | None
    amount: int
    currency: str
    usd: int | None
    start: int
    end: int
    previous: bool = False


class _Words(NamedTuple):
    refused: frozenset[str]
    prescribed: frozenset[str]
    kinds: Mapping[str, frozenset[str]]
    purposes: Mapping[str, frozenset[str]]
    currencies: Mapping[str, str]


@cache
def _words() -> _Words:
    table = cue_file("figures/money.yaml")
    return _Words(
        refused=frozenset(table["not"].split()),
        prescribed=frozenset(table["prescribed"].split()),
        kinds={k: frozenset(table[k].split()) for k in ("compensation", "fines", "funding")},
        purposes={name: frozenset(words) for name, words in table["for"].items()},
        currencies={word: code for code, words in table["currencies"].items() for word in words},
    )


def find_sums(lower: str) -> Iterator[Sum]:
    """Yield the sums of a lower-cased sentence that are fines, compensation or public money."""
    known = _words()
    for match in _SUM.finditer(lower):
        begin, end = _clause(lower, match.start(), match.end())
        words = _WORD.findall(lower[begin:end])
        near = frozenset(
            _WORD.findall(lower[max(begin, match.start() - 70) : min(end, match.end() + 70)])
        )
        kind = _kind(near, frozenset(words), known)
        if kind is None:
            continue
        purpose = None
        if kind == "funding":
            purposes = [p for p, marks in known.purposes.items() if near & marks]
            purpose = purposes[0] if len(purposes) == 1 else None
        amount, currency, usd = _amount(match, known)
        if currency == "USD" and usd is None:
            usd = amount
        earlier = _COMPARED.search(lower, begin, match.start()) is not None
        yield Sum(kind, purpose, amount, currency, usd, *match.span(), previous=earlier)


def _clause(lower: str, start: int, end: int) -> tuple[int, int]:
    begin = 0
    for cut in _CLAUSE.finditer(lower, 0, start):
        begin = cut.end()
    after = _CLAUSE.search(lower, end)
    return begin, after.start() if after else len(lower)


def _kind(near: frozenset[str], clause: frozenset[str], known: _Words) -> str | None:
    if near & known.kinds["compensation"]:
        return "compensation"
    if near & known.kinds["fines"]:
        return "penalties_fine" if clause & known.prescribed else "fines"
    if near & known.refused:
        return None
    return "funding" if near & known.kinds["funding"] else None


def _amount(match: re.Match[str], known: _Words) -> tuple[int, str, int | None]:
    """Return the amount, its currency, and the dollars printed beside it."""
    sign, signed, scale, beside, beside_scale, named, named_scale, name, usd, usd_scale = (
        match.groups()
    )
    if signed:
        dollars = _number(beside, beside_scale) if beside else None
        return _number(signed, scale), _SIGNS.get(sign, f"currency:{sign}"), dollars
    words = name.strip()
    currency = known.currencies.get(words, f"currency:{words}")
    return _number(named, named_scale), currency, _number(usd, usd_scale)


def _number(digits: str, scale: str | None) -> int:
    return round(float(digits.replace(",", "")) * _MULTIPLE.get(scale or "", 1))
