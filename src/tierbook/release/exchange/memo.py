"""Facts as lines that people can read, and write by hand, in the comment of a coding: `level: practice`.

Words stand as they are; numbers, lists and objects as JSON, and so does text that would not come back as it was. Lines
that name no fact are a person's own words: they are the note.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from tierbook.text import late

__all__ = ["read_memo", "value_in_line", "value_of_line", "write_memo"]

_LINE = late(r"\s*([a-z_0-9]+)\s*:\s*(.*?)\s*")
_NOT_XML = late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def write_memo(facts: Mapping[str, object]) -> str:
    """Return facts as lines, in the order given."""
    return "\n".join(f"{name}: {value_in_line(value)}" for name, value in facts.items())


def value_in_line(value: object) -> str:
    """Return a value as it stands after the colon: words bare where they come back unchanged, else JSON."""
    if isinstance(value, str) and value and value == value.strip() and value.isprintable():
        try:
            json.loads(value)
        except ValueError:
            if value[0] not in '"[{':
                return value
    words = json.dumps(value, ensure_ascii=False)
    return json.dumps(value) if _NOT_XML.search(words) else words


def value_of_line(words: str) -> object:
    """Return the value that stands after a colon: JSON where it is some, else the words."""
    try:
        return json.loads(words, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return words


def read_memo(memo: str, known: Collection[str]) -> dict[str, object]:
    """Return the facts of a comment, and as `note` whatever else a person wrote there.

    Args:
        memo: the comment.
        known: names of facts; a line that names another is a person's own words.
    """
    facts: dict[str, object] = {}
    own: list[str] = []
    for line in memo.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        match = _LINE.fullmatch(line)
        if match and match[1] in known and match[1] not in facts:
            facts[match[1]] = value_of_line(match[2])
        else:
            own.append(line)
    words = "\n".join(own).strip()
    if words:
        facts["note"] = "\n".join(filter(None, (str(facts.get("note") or ""), words)))
    return facts


def _no_number(words: str) -> object:
    raise ValueError(words)
