"""From a text to the words that both engines are given, and the forms that count as one word.

A *word* is a run of letters and digits, folded: case and accents off, *'s* off, commas between thousands out. Hyphens,
apostrophes and full stops part words. No engine folds or cuts for itself, so both find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from threading import local

__all__ = ["GAP", "LONGEST_WORD", "cut_words", "family_of", "fold_words", "place_words"]

GAP = "¶"  # stands between words that are no neighbours; no text and no query gives it
LONGEST_WORD = 60
_WORD = re.compile(
    r"\d{1,3}(?:,\d{3})+(?![\d\w])|\w[\w\u0300-\u036f]*(?:['\u2018\u2019\u02bc][sS](?![\w\u0300-\u036f]))?"
)
_NO_UNDERSCORE = {ord("_"): " "}
_POSSESSIVE = re.compile(r"['\u2018\u2019\u02bc][sS]$")
# Endings that make another word of the same stem: *organs* and *organizations* are not one word, nor are *interns*,
# *internal* and *international*. The longest that fits counts.
_DERIVED = tuple(
    sorted(
        "ational tional ization isation ation ition ution ion ality ility ity al ally ial ially ic ical"
        " ically er or ers ment ness ism ist ive ively ous ously ence ance ency ancy ent ant ly ful less able ible ee"
        " eer ship hood age izer iser ator ary ery".split(),
        key=len,
        reverse=True,
    )
)
_SPELLINGS = (
    (re.compile(r"(?<=\w\w)isation(?=s?$)"), "ization"),
    (re.compile(r"(?<=\w\w\w)is(?=e[ds]?$|ing$)"), "iz"),
    (re.compile(r"(?<=\w[bvnil])our(?=s?$|ed$|ing$|er$|ers$|able$)"), "or"),
    (re.compile(r"(?<=\w\w)ll(?=ed$|ing$|er$|ers$)"), "l"),
    (re.compile(r"(?<=\w\w)mme(?=s?$)"), "m"),
    (re.compile(r"(?<=\w\w)tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=ffi)ck(?=ed$|ing$|ers?$)"), "c"),
    (re.compile(r"(?<=\w\w[nf])ce(?=s?$)"), "se"),
)
_MADE_VERB = re.compile(r"(?<=\w\w)iz(?:e[ds]?|ing)$")
_IRREGULAR = {"women": "woman", "men": "man", "children": "child"}
_APART = frozenset({"humane", "humanely", "authored", "arms", "news", "customs"})
_AS_WRITTEN = frozenset(
    "hour hours four lour our raise raised rise promise promises promised exercise exercises exercised advise advised"
    " supervise supervised likewise otherwise disguise expertise enterprise enterprises franchise premise premises"
    " devise surprise despise called calling killed killing selling telling filled filling pulled willing bill billed"
    " police once since hence thence whence fence france prince province provinces evidence violence science sentence"
    " sentences sentenced residence influence audience absence presence experience experiences conference difference"
    " confidence existence".split()
)


def place_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (folded word, start, end) of each word of a text, in order; offsets count in `text`."""
    for match in _WORD.finditer(text.translate(_NO_UNDERSCORE)):
        word = _FOLDED[match[0]]
        if word:
            yield word, match.start(), match.end()


def fold_words(text: str) -> list[str]:
    """Return the folded words of a text.

    Example:
        `fold_words("The Côte d'Ivoire government's 1,200 debt-bonded workers")` gives
        `the cote d ivoire government 1200 debt bonded workers`.
    """
    return [folded for raw in cut_words(text) if (folded := _FOLDED[raw])]


def cut_words(text: str) -> list[str]:
    """Return the words of a text as they are written."""
    return _WORD.findall(text.translate(_NO_UNDERSCORE))


class _Folded(dict[str, str]):
    """Words as written, and folded; the same few thousand come again and again."""

    def __missing__(self, raw: str) -> str:
        if len(self) > 200_000:
            self.clear()
        folded = self[raw] = _fold(raw)
        return folded


def _fold(raw: str) -> str:
    word = _POSSESSIVE.sub("", raw)
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(c for c in plain if c.isalnum() and not unicodedata.combining(c))[:LONGEST_WORD]


_FOLDED = _Folded()


@lru_cache(maxsize=100_000)
def family_of(word: str) -> str:
    """Return the key that the forms of one word share: *victim, victims*; *arrest, arrested*; *labor, labour*.

    The stem comes from the Snowball stemmer for English. It alone would join *organ* and *organization*, *intern* and
    *international*: the ending that made the word is part of the key.
    """
    if len(word) < 3 or not word.isascii() or not word.isalpha():
        return word
    plain = _IRREGULAR.get(word, word)
    if word not in _AS_WRITTEN:
        for pattern, other in _SPELLINGS:
            plain = pattern.sub(other, plain)
    stem = str(_stemmer().stemWord(plain))
    if len(stem) < 3 or word in _APART:
        return word
    if _MADE_VERB.search(plain) and not stem.endswith("iz"):
        return f"{stem}+ize"
    bare = _singular(plain)
    ending = next((e for e in _DERIVED if bare.endswith(e) and len(bare) - len(e) >= 3), "")
    return (
        f"{stem}+{ending}" if ending and len(bare) > len(stem) and bare.startswith(stem) else stem
    )


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


_OWN = local()


def _stemmer() -> object:
    """Return this thread's stemmer: it keeps the word that it is at work on."""
    if not hasattr(_OWN, "stemmer"):
        import snowballstemmer

        _OWN.stemmer = snowballstemmer.stemmer("english")
    return _OWN.stemmer
