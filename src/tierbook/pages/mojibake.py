"""Text that was decoded in a wrong encoding, put right by ftfy, with the place of every change.

ftfy gives strings and no places, and looks long at clean text. So it is asked about single lines only, those that
hold signs which its own test might call bad; what it changed is found again by aligning the line with its result.
Of its repairs only those of the encoding are taken: quotation marks stay curled as printed, ligatures, entities and
spaces are judged elsewhere, nothing is normalised.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tierbook.pages.change import Change
from tierbook.text import late

if TYPE_CHECKING:
    from ftfy import ExplanationStep, TextFixerConfig

__all__ = ["decoded_rightly", "encoding_changes", "encoding_config", "may_be_mojibake"]

# ftfy calls a text bad for two neighbours beyond ASCII, or for one of these beside any other sign; two neighbours
# that are both quotation marks, dashes or blanks are never bad.
_PAIR = late(
    r"[^\x00-\x7f](?:(?<=[\x80-\x9fŒœÂÃ])|(?<![“”‘’–—…\xa0\xad])(?=[^\x00-\x7f])|(?=[^\x00-\x7f“”‘’–—…\xa0\xad]))"
)
_BEFORE, _AFTER = 3, 8
_BREAK = late(r"[\r\n\x0b\x0c\u2028\u2029]")
_NOT_ASCII = late(r"([^\x00-\x7f]+)")
_REACH, _ANCHOR = 48, 8
_CONTROL = late(r"[\x80-\x9f]+")
_NAMES = {
    "sloppy-windows-1252": "Windows-1252",
    "sloppy-windows-1251": "Windows-1251",
    "sloppy-windows-1250": "Windows-1250",
    "sloppy-windows-1253": "Windows-1253",
    "sloppy-windows-1254": "Windows-1254",
    "sloppy-windows-1257": "Windows-1257",
    "latin-1": "Latin-1",
    "iso-8859-2": "Latin-2",
    "macroman": "Mac Roman",
    "cp437": "the code page of DOS",
}


@lru_cache(maxsize=64)  # of one page it is asked twice
def may_be_mojibake(text: str) -> bool:
    """Tell whether ftfy might find a text, or a line of it, wrongly decoded.

    A cheap test that never says no where ftfy says yes.
    """
    if text.isascii() or _without_print(text).isascii():
        return False
    places = [match.start() for match in _PAIR.finditer(text)]
    if not places:
        return False
    from ftfy.badness import is_bad

    for at in places:
        before, after = text[max(at - _BEFORE, 0) : at], text[at : at + _AFTER]
        if is_bad(before + after) or is_bad(_BREAK.split(before)[-1] + after):
            return True
    return False


def _without_print(text: str) -> str:
    """Return a text without the quotation marks and dashes of print, which beside each other are never bad."""
    for sign in "“”‘’–—…":
        text = text.replace(sign, "")
    return text


def decoded_rightly(text: str) -> str:
    """Return a line as ftfy decodes it; the text itself where nothing is wrong with it."""
    return _fix(text)[0] if may_be_mojibake(text) else text


def encoding_changes(text: str) -> list[Change]:
    """Return what has to change in a line for it to be rightly decoded, in its order."""
    if not may_be_mojibake(text):
        return []
    now, why = _fix(text)
    if now == text:
        return []
    return [
        Change(start, end, put, _reason(text[start:end], put, why))
        for start, end, put in _differences(text, now)
    ]


def _fix(text: str) -> tuple[str, str]:
    """Return ftfy's decoding of a text, and its account of it in words."""
    from ftfy import fix_encoding_and_explain

    fixed = fix_encoding_and_explain(text, encoding_config())
    return fixed.text, _account(fixed.explanation or [])


@cache
def encoding_config() -> TextFixerConfig:
    """Return what of ftfy is used: wrong decodings are put right, and nothing else is touched."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )


def _account(steps: Sequence[ExplanationStep]) -> str:
    """Say which encodings were taken for which."""
    wrong = [_NAMES.get(name, name) for action, name in steps if action == "encode"]
    if not wrong:
        return "UTF-8 decoded in another encoding"
    names = " and ".join(dict.fromkeys(wrong))
    times = {1: "", 2: ", twice"}.get(len(wrong), f", {len(wrong)} times")
    return f"UTF-8 decoded as {names}{times}"


def _reason(was: str, now: str, why: str) -> str:
    if _CONTROL.fullmatch(was) and len(was) == len(now):
        return "Windows-1252 character left undecoded"
    if "\ufffd" in now:
        return f"{why}; a character is lost"
    return why


def _differences(was: str, now: str) -> list[tuple[int, int, str]]:
    """Return the changed runs of a text as (start, end, what stands there now).

    ASCII is kept by every repair of an encoding, but for a blank or a question mark that stood for a lost byte. So the
    runs of ASCII of both texts are most often the same, one by one; else the texts are followed side by side.
    """
    ours, theirs = _NOT_ASCII.split(was), _NOT_ASCII.split(now)
    if ours[::2] != theirs[::2]:
        return _followed(was, now)
    found: list[tuple[int, int, str]] = []
    at = 0
    for run, put in zip(ours, theirs, strict=True):
        if run != put:
            found.append((at, at + len(run), put))
        at += len(run)
    return found


def _followed(was: str, now: str) -> list[tuple[int, int, str]]:
    """Go along both texts; where they part, look for the nearest place from which they agree again."""
    found: list[tuple[int, int, str]] = []
    i = j = 0
    while i < len(was) or j < len(now):
        if i < len(was) and j < len(now) and was[i] == now[j]:
            i, j = i + 1, j + 1
            continue
        low = i
        while i > 0 and j > 0 and was[i - 1] > "\x7f" and (not found or i > found[-1][1]):
            i, j = i - 1, j - 1  # what stands in one run beyond ASCII is changed as a whole
        start, put = i, j
        i, j = _meeting(was, now, low, j + low - i)
        found.append((start, i, now[put:j]))
    return found


def _meeting(was: str, now: str, i: int, j: int) -> tuple[int, int]:
    """Return the nearest offsets from which two texts agree for some signs, or to their ends."""
    for taken in range(1, 2 * _REACH):
        for more in range(max(0, taken - _REACH), min(taken, _REACH) + 1):
            a, b = i + more, j + taken - more
            if a > len(was) or b > len(now):
                continue
            ahead = was[a : a + _ANCHOR]
            if ahead == now[b : b + _ANCHOR] and (ahead or (a == len(was) and b == len(now))):
                return a, b
    return len(was), len(now)
