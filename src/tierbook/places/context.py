"""What the words around a name say it is not: a language, a currency, a member of a negated group."""

from __future__ import annotations

import re
from functools import cache

from tierbook.places.tables import read_table

__all__ = ["is_currency", "is_language", "is_negated"]

_WINDOW = 160


def is_negated(folded: str, start: int) -> bool:
    """Tell whether `non-` stands before the name (*non-Nigerian*)."""
    return folded.endswith(("non-", "non "), max(0, start - 4), start)


def is_currency(folded: str, end: int) -> bool:
    """Tell whether the name belongs to an amount of money (*Jamaican dollars*)."""
    return _currency().match(folded, end) is not None


def is_language(folded: str, start: int, end: int) -> bool:
    """Tell whether an adjective names a language here (*in Thai and English*, *Spanish-language hotline*).

    Either a noun of language follows the word or the list that it stands in, or the list is introduced by words of
    speaking, or by *in* and no noun follows it.
    """
    after, by_noun, before = _language()
    if by_noun.match(folded, end):
        return True
    window = folded[max(0, start - _WINDOW) : start]
    found = before.search(window)
    if found is None:
        return False
    return found["plain"] is None or after.match(folded, end) is not None


@cache
def _words(name: str) -> str:
    rows = [row["word"].lower() for row in read_table("context") if row["list"] == name]
    return "|".join(re.escape(word) for word in sorted(rows, key=len, reverse=True))


@cache
def _currency() -> re.Pattern[str]:
    before = rf"(?:(?:{_words('before_currency')})[ -])?"
    return re.compile(
        rf"[ -]{before}(?:{_words('currency')})\b(?! estate)(?!-)|/\w+ (?:dollars?|francs?)\b"
    )


@cache
def _language() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    names = {row["word"].lower() for row in read_table("context") if row["list"] == "pure_language"}
    for row in read_table("demonyms"):
        if row["language"] == "yes" and row["adjective"]:
            names.add(row["adjective"].lower())
    one = "(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + ")"
    link = r"(?:, and |, or |, |/| and | or |; | & |-)"
    noun = rf"(?:[ -](?:sign )?(?:{_words('language_noun')}|speaking|speak)\b)"
    rest = rf"(?:{link}(?:both )?{one}\b)*"
    more = r"(?:,? (?:and|or)(?: [a-z]+){0,2} languages?\b)"
    by_noun = re.compile(rf"{rest}(?:{noun}|{more})")
    no_noun = (
        "as for on to by at with in through while was were is are has have that which throughout via during"
    ).replace(" ", "|")
    after = re.compile(rf"{rest}(?=\W*$|[.,;:)\]\"\n]| (?:(?:{no_noun})\b|[(\"]))")
    speak = (
        r"(?:speak|speaks|speaking|spoke|spoken|fluent in|translated (?:in)?to|interpret(?:ed)? (?:in)?to"
        r"|languages?\W{1,3}(?:including |such as |namely )?)"
    )
    lead = r"[ -]?(?:both |the )?"
    before = re.compile(rf"\b(?:{speak}|(?P<plain>in|into|both)){lead}(?:{one}{link}(?:both )?)*$")
    return after, by_noun, before
