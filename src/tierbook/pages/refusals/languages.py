"""In which language a page is written, asked only where the signs of English are missing.

English prose is a quarter or more words such as *the*, *of*, *and*. A page with few of them is given to a kept
library (py3langid), which is not loaded before: no English page waits for it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from tierbook.text import late

__all__ = ["foreign_language"]

_WORD = late(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to for with by that were from did their which who has been this not are on as its is at".split()
)
_ENGLISH_SHARE = 0.1
_SAMPLE = 2000
_LETTERS_AT_LEAST = 120
_LINE_AT_LEAST = 60
_MARGIN = 10.0
_DENSE_FROM = "\u2e80"  # Chinese, Japanese and Korean signs: few of them make a sentence
_UNKNOWN = "another language"


def foreign_language(lines: Iterable[str]) -> str | None:
    """Return the name of the language of a page's lines where it is not English; None where it is, or can't be told.

    Long lines decide, so that a German menu around an English text does not; lists of names alone decide nothing.
    """
    kept, size = [], 0
    short: list[str] = []
    for line in lines:
        if len(line) >= _LINE_AT_LEAST or _is_dense(line):
            kept.append(line)
            size += len(line)
            if size >= _SAMPLE:
                break
        else:
            short.append(line)
    sample = "\n".join(kept or short[:80])[:_SAMPLE]
    if kept and _is_plainly_english(sample):
        return None
    words = _WORD.findall(sample)
    letters = sum(3 * len(word) if word[0] >= _DENSE_FROM else len(word) for word in words)
    if letters < _LETTERS_AT_LEAST or _are_names(words):
        return None
    share = sum(word.lower() in _ENGLISH for word in words) / len(words)
    return None if share >= _ENGLISH_SHARE else _ask(sample)


def _is_plainly_english(sample: str) -> bool:
    """Tell English prose at the least cost: every fifth word is one of its small words."""
    words = sample.split()
    return len(words) >= 40 and sum(map(_ENGLISH.__contains__, words)) >= 0.2 * len(words)


def _is_dense(line: str) -> bool:
    """Tell whether a line is of a script that needs fewer signs for a sentence."""
    return len(line) >= 20 and sum(sign >= _DENSE_FROM for sign in line) > len(line) // 3


def _are_names(words: Sequence[str]) -> bool:
    """Tell whether words of a script with small letters hardly have any at their head."""
    cased = [word[0] for word in words if word[0].islower() or word[0].isupper()]
    return sum(letter.islower() for letter in cased) < 0.4 * len(cased)


def _ask(sample: str) -> str | None:
    import py3langid  # half a second and a model: only for a page that is likely to be refused

    ranks = py3langid.rank(sample)
    (code, best), scores = ranks[0], dict(ranks)
    if code == "en" or best - scores["en"] < _MARGIN:
        return None
    return _names().get(code, _UNKNOWN)


@cache
def _names() -> dict[str, str]:
    table = files("tierbook.pages.refusals") / "languages.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {row["code"]: row["name"] for row in rows}
