"""Words of a citation before they have a form: plain ones, ones in italics, and addresses of the web."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

__all__ = ["Italic", "Phrase", "Web", "as_html", "as_text", "join_parts", "one_line"]


class Italic(str):
    """Words that a style sets in italics."""

    __slots__ = ()


class Web(str):
    """An address of the web."""

    __slots__ = ()


Phrase = tuple[str, ...]


def as_text(phrase: Phrase) -> str:
    """Return a phrase without any form."""
    return "".join(phrase)


def as_html(phrase: Phrase) -> str:
    """Return a phrase as HTML: italics in `i`, addresses of the web as links, everything escaped."""
    return "".join(map(_html, phrase))


def _html(words: str) -> str:
    safe = escape(words, quote=True)
    if isinstance(words, Italic):
        return f"<i>{safe}</i>"
    if isinstance(words, Web):
        return f'<a href="{safe}" rel="noreferrer">{safe}</a>'
    return safe


def join_parts(parts: Iterable[Phrase | str], between: str, end: str = "") -> Phrase:
    """Join the parts that there are, with a sign between them and one at the end.

    A sign goes inside quotation marks in double form, as American styles have it, and is left out where the part ends
    in it already, as after `U.S.`.
    """
    kept = [(part,) if isinstance(part, str) else part for part in parts]
    kept = [part for part in kept if as_text(part)]
    made: list[str] = []
    for place, part in enumerate(kept):
        sign = between if place < len(kept) - 1 else end
        made.extend(_signed(part, sign))
    return tuple(words for words in made if words)


def _signed(part: Phrase, sign: str) -> Phrase:
    """Return a part with the sign that follows it."""
    head, last = part[:-1], part[-1]
    mark, rest = sign[:1], sign[1:]
    if last.endswith("”") and mark in (",", "."):
        inner = last.removesuffix("”").rstrip(mark)
        return (*head, f"{inner}{mark}”", rest)
    return (*part, rest) if last.endswith(mark) and mark == "." else (*part, sign)


def one_line(words: str | None) -> str:
    """Return words with runs of white space, line ends among them, as one space."""
    return " ".join((words or "").split())
