"""A project cut into single codings, as coding tools hold them: some words, one code, one coder, a comment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from tierbook.codebook import Codebook
from tierbook.files import short_hash
from tierbook.release.exchange.codes import code_name, elements_of, is_list
from tierbook.release.exchange.project import DEFAULTS, FACTS, Project, Said, Words

__all__ = ["PIECE_FACTS", "Piece", "Source", "pieces_of", "used_values"]

# What a piece's comment holds before the facts of what was said: which finding it is a part of, and how.
PIECE_FACTS = ("finding", "part", "value", "supports", "mark", "sentence", "words", *FACTS)


@dataclass(frozen=True, slots=True)
class Source:
    """A text as a file holds it; `text` is None where the file doesn't hold it, `about` what it says of it."""

    key: str
    name: str
    text: str | None
    about: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Piece:
    """One coding of a file.

    Attributes:
        source: key of its text.
        coder: as the file names the coder.
        code: names from the top of the tree of codes down to the code.
        start: where the words begin, in code points of the source's text; None where the file has the words alone.
        end: where they end.
        quote: the words, where the file holds them beside the place.
        prefix: what stands before them, where the file says it.
        suffix: what stands behind.
        facts: what the comment says.
        at: when it was coded, where known.
    """

    source: str
    coder: str
    code: tuple[str, ...]
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    prefix: str = ""
    suffix: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    at: str = ""


def pieces_of(project: Project, codebook: Codebook) -> Iterator[Piece]:
    """Yield all that was said as pieces, text by text; what has no words of its own lies over the whole text."""
    by_text: dict[str, list[Said]] = {}
    for said in project.said:
        by_text.setdefault(said.document, []).append(said)
    for text in project.texts:
        for said in by_text.get(text.id, ()):
            yield from _cut(said, text.text, codebook)


def used_values(project: Project, codebook: Codebook) -> dict[str, set[object]]:
    """Return the values, elements and absences that were coded, by variable."""
    used: dict[str, set[object]] = {}
    for said in project.said:
        held = used.setdefault(said.variable, set())
        if said.absence is not None:
            held.add(said.absence)
        elif said.value is not None:
            held.update(map(str, elements_of(codebook.variables[said.variable], said.value)))
    return used


def _cut(said: Said, text: str, codebook: Codebook) -> Iterator[Piece]:
    pieces = list(_parts(said, codebook))
    for n, (code, words, facts) in enumerate(pieces, 1):
        known: dict[str, object] = {"finding": said.id or _key(said)}
        if len(pieces) > 1:
            known["part"] = f"{n}/{len(pieces)}"
        known |= facts
        known |= {
            k: said.facts[k] for k in FACTS if k in said.facts and said.facts[k] != DEFAULTS[k]
        }
        piece = Piece(
            said.document, said.coder, code, facts=known, at=str(said.facts.get("at") or "")
        )
        if words is None:
            yield replace(piece, start=0, end=len(text), facts={**known, "words": "none"})
        else:
            yield replace(piece, start=words.start, end=words.end, quote=words.text)


def _parts(
    said: Said, codebook: Codebook
) -> Iterator[tuple[tuple[str, ...], Words | None, dict[str, object]]]:
    """Yield (code, words, facts) of each piece of evidence; of each element of a list that has none."""
    variable = codebook.variables[said.variable]
    if said.absence is not None:
        code = (said.variable, code_name(said.variable, said.absence))
        for one in said.words or (None,):
            yield code, one, {} if one is None else _of_words(one, None)
        return
    elements = () if said.value is None else elements_of(variable, said.value)
    implied = said.value is None or (elements and not is_list(variable))
    told: dict[str, object] = {} if implied else {"value": said.value}
    bare = {str(element) for element in elements}
    for one in said.words:
        element = one.supports if is_list(variable) and one.supports in bare else None
        shown: object = element if is_list(variable) else next(iter(elements), None)
        yield _path(said.variable, shown), one, {**told, **_of_words(one, element)}
    for left in _without_words(said, elements, listed=is_list(variable)):
        yield _path(said.variable, left), None, dict(told)


def _path(variable: str, value: object | None) -> tuple[str, ...]:
    return (variable,) if value is None else (variable, code_name(variable, value))


def _without_words(
    said: Said, elements: tuple[object, ...], *, listed: bool
) -> list[object | None]:
    """Return what needs a piece over the whole text: elements that no words support, or a value without any."""
    supported = {one.supports for one in said.words}
    if listed and elements:
        return [] if None in supported else [e for e in elements if str(e) not in supported]
    if said.words:
        return []
    return list(elements[:1]) or [None]


def _of_words(words: Words, implied: str | None) -> dict[str, object]:
    facts: dict[str, object] = {}
    if words.supports is not None and words.supports != implied:
        facts["supports"] = words.supports
    if words.mark is not None:
        facts["mark"] = f"{words.mark[0]}-{words.mark[1]}"
    if words.paragraph is not None and words.sentence is not None:
        facts["sentence"] = f"p{words.paragraph} s{words.sentence}"
    return facts


def _key(said: Said) -> str:
    """Return what holds the pieces of one statement together where it has no id."""
    return short_hash(
        [said.document, said.coder, said.variable, said.value, said.absence, dict(said.facts)]
    )
