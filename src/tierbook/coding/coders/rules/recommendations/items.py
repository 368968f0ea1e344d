"""The act that an item asks for, and its parts after "including" and "by"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tierbook.coding.coders.rules.recommendations.words import compile_words, load_words
from tierbook.coding.patterns import Guarded

__all__ = ["find_act", "find_parts", "is_no_item", "item_start", "load_items"]

_LEAST = 3  # letters of a part
_ING = {
    "using": "use", "making": "make", "taking": "take", "giving": "give", "ensuring": "ensure", "increasing": "increase",
    "establishing": "establish", "enacting": "enact", "training": "train", "amending": "amend", "holding": "hold",
}  # fmt: skip


class _Words(NamedTuple):
    no_item: Guarded
    run_in: Guarded
    before_the_act: tuple[Guarded, ...]
    verb: Guarded
    no_verb: Guarded
    parts: Guarded
    by_needs: Guarded
    part_end: Guarded
    part_next: Guarded


def is_no_item(lower: str) -> bool:
    """Tell whether a sentence of a list asks for nothing: a heading, or a note on the list."""
    return _words().no_item.search(lower) is not None


def item_start(lower: str) -> int:
    """Return the offset at which an item starts, after a heading that runs into it."""
    run_in = _words().run_in.match(lower)
    return run_in.end() if run_in else 0


def find_act(lower: str, *, part: bool = False) -> str | None:
    """Return the verb of the act that words ask for, without "continue to", "increase efforts to".

    Args:
        lower: the words, lower-cased, from where the demand begins.
        part: whether the words are part of an item, where the act is an "-ing" form or not named.
    """
    words = _words()
    rest = lower
    light: str | None = None  # "continue", where nothing follows but a noun
    changed = True
    while changed:
        changed = False
        for pattern in words.before_the_act:
            match = pattern.match(rest)
            if match and match.end() < len(rest):
                first = words.verb.match(rest)
                if light is None and first and not words.no_verb.match(first.group()):
                    light = first.group()
                rest, changed = rest[match.end() :], True
    found = words.verb.match(rest)
    if found is None or words.no_verb.match(found.group()):
        return None if part else light
    verb = found.group()
    if verb.endswith("ing"):
        return _base(verb)
    return None if part else verb


def find_parts(lower: str) -> list[tuple[int, int]]:
    """Return the spans of an item's parts, in text order, none inside another."""
    words = _words()
    found: list[tuple[int, int]] = []
    for match in words.parts.finditer(lower):
        if found and match.start() < found[-1][1]:
            continue
        how = match.group("how").split()[-1]
        if how in ("by", "through") and not _opens_with_act(lower, match.end()):
            continue
        end = words.part_end.search(lower, match.end())
        found.extend(_pieces(lower, match.end(), end.start() if end else len(lower)))
    return found


def _opens_with_act(lower: str, at: int) -> bool:
    head = " ".join(lower[at:].split()[:2])
    one, _, two = head.partition(" ")
    return bool(_words().by_needs.match(one) or (one.endswith("ly") and two.endswith("ing")))


def _pieces(lower: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in [*_words().part_next.finditer(lower, start, end), None]:
        stop = match.start() if match else end
        piece = lower[at:stop]
        if len(piece.strip()) >= _LEAST:
            left = len(piece) - len(piece.lstrip())
            yield at + left, at + len(piece.rstrip(" ,."))
        if match:
            at = match.end()


def _base(verb: str) -> str:
    """Return the plain form of an "-ing" form, by the rules of English spelling."""
    if verb in _ING:
        return _ING[verb]
    stem = verb.removesuffix("ing")
    if re.search(r"([bdgmnprt])\1$", stem):
        return stem[:-1]
    if re.search(
        r"(?:at|iz|is|os|us|uc|uir|vid|lv|rv|nc|ag|rg|ov|ut|ad|od|id|ur|ar|ir|ang|ulg)$", stem
    ):
        return f"{stem}e"
    return stem


@cache
def _words() -> _Words:
    content = load_words("items")
    names = {"verbs": content["verbs"]}
    return _Words(
        before_the_act=tuple(compile_words(p, names) for p in content["before_the_act"]),
        **{
            key: compile_words(content[key], names)
            for key in (
                "no_item",
                "run_in",
                "verb",
                "no_verb",
                "parts",
                "by_needs",
                "part_end",
                "part_next",
            )
        },
    )


def load_items() -> None:
    """Make the patterns of items known."""
    _words()
