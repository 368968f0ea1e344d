"""Small words of prose: a date, a number, an ordinal, a list, a paragraph folded to the width of a terminal.

Takes: strings and numbers. Gives: strings and lines. Touches: nothing.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

__all__ = [
    "MONTHS",
    "NUMBER_WORDS",
    "counted",
    "fold_paragraph",
    "in_sentence",
    "join_words",
    "long_date",
    "name_in_sentence",
    "number_in_words",
    "ordinal",
    "read_number",
]

_WIDTH = 92
MONTHS = (
    "January February March April May June July August September October November December".split()
)
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_BELOW_100 = {word: 20 + 10 * i for i, word in enumerate(_TENS)}
NUMBER_WORDS = {
    **{word: i for i, word in enumerate(_UNITS)},
    **_BELOW_100,
    **{f"{t}-{u}": n + i for t, n in _BELOW_100.items() for i, u in enumerate(_UNITS[1:10], 1)},
}
_SMALL = "no one two three four five six seven eight nine".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth"
).split()


def long_date(iso: str | None) -> str:
    """Return `2026-03-31` as `31 March 2026`, `2026-03` as `March 2026`, anything else as it stands."""
    parts = (iso or "").split("-")
    if not 2 <= len(parts) <= 3 or not all(p.isdigit() for p in parts) or len(parts[0]) != 4:
        return iso or ""
    if not 1 <= int(parts[1]) <= len(MONTHS):
        return iso or ""
    day = f"{int(parts[2])} " if len(parts) == 3 else ""
    return f"{day}{MONTHS[int(parts[1]) - 1]} {parts[0]}"


def ordinal(number: int) -> str:
    """Return `third`, `31th`: a word where there is one."""
    return _ORDINALS[number - 1] if 1 <= number <= len(_ORDINALS) else f"{number}th"


def read_number(words: str) -> int | None:
    """Return the number that digits (`1,381`) or words (`twenty-one`) print, or None."""
    plain = words.replace(",", "")
    return int(plain) if plain.isdecimal() else NUMBER_WORDS.get(words.lower())


def number_in_words(number: int) -> str:
    """Return `no`, `three`, `12`, `1,250`: a word below ten."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def counted(number: int, noun: str) -> str:
    """Return `1 finding`, `3 findings`, for a noun that takes an s."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def in_sentence(label: str) -> str:
    """Return a label as it stands within a sentence: `NGOs` as it is, `Law in force` with a small letter."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def name_in_sentence(label: str) -> str:
    """Return the label of a code as it stands within a sentence: what is a name keeps its capital.

    `International Organization for Migration` is one by its second word; `The Report itself` and `Weak cooperation with
    NGOs` are none.
    """
    first, *rest = label.split() or [""]
    named = any(word[:1].isupper() and not word[1:2].isupper() for word in rest)
    return label if named and first not in ("A", "An", "The") else in_sentence(label)


def join_words(words: Sequence[str], most: int | None = None, conjunction: str = "and") -> str:
    """Return `a, b and c`, each once; past `most` the rest are counted: `a, b and three more`."""
    shown = list(dict.fromkeys(words))
    if most is not None and len(shown) > most:
        rest = len(shown) - most + 1
        shown = [*shown[: most - 1], f"{number_in_words(rest)} more"]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {conjunction} {shown[-1]}"


def fold_paragraph(words: str, indent: str = "", *, hang: str = "  ", mark: str = "") -> list[str]:
    """Return a paragraph as lines of a terminal's width; all but the first stand further in by `hang`.

    Args:
        words: the paragraph.
        indent: what every line begins with.
        hang: what every line but the first begins with besides.
        mark: what the first line begins with besides, as a bullet.
    """
    return textwrap.wrap(
        words,
        _WIDTH,
        initial_indent=indent + mark,
        subsequent_indent=indent + hang,
        break_on_hyphens=False,
    )
