"""Single codings of a file put together again: who says what of which variable, with the words where they now stand.

Nothing stops at a coding that cannot be taken: it is named with the reason, and the rest goes on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from tierbook.codebook import Codebook, Variable, check_value
from tierbook.errors import CodebookInvalid
from tierbook.release.exchange.codes import LEFT_OUT, Code, CodeMap, Known, is_list
from tierbook.release.exchange.pieces import Piece, Source
from tierbook.release.exchange.placing import Placer, choose_counting, unify_lines
from tierbook.release.exchange.project import (
    DEFAULTS,
    FACTS,
    PERSON,
    Imported,
    Project,
    Said,
    Text,
    Words,
    is_person,
)

__all__ = ["Contents", "assemble"]

_PART = re.compile(r"(\d+)/(\d+)")
_PAIR = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_SENTENCE = re.compile(r"p(\d+) s(\d+)")
_PROGRAM = re.compile(r"(rules|llm|ensemble)(/|$)")
_SHOWN = 60
_WITHOUT_VALUE = ("reject", "adjudicate")  # decisions that may leave nothing where a value was


@dataclass(frozen=True, slots=True)
class Contents:
    """What a reader of a format found in a file, before anything was weighed.

    `about` is what tierbook wrote of the project. `counting` is how the format counts characters where quotes don't
    decide.
    """

    sources: tuple[Source, ...]
    pieces: tuple[Piece, ...]
    about: Mapping[str, object] = field(default_factory=dict)
    name: str = ""
    counting: str = "code points"
    refused: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A piece whose text, words and code are known; words are None where it is of the text as a whole.

    `exact` tells that the words stand where the file says.
    """

    piece: Piece
    text: Text
    code: Code
    words: Words | None
    exact: bool


def assemble(
    contents: Contents,
    codebook: Codebook,
    *,
    onto: Sequence[Text] = (),
    codes: CodeMap | None = None,
    coders: Mapping[str, str] | None = None,
) -> Imported:
    """Put the codings of a file together.

    Args:
        contents: what a reader found.
        codebook: what values may be.
        onto: narratives on which the words are to stand; else the texts of the file stand for themselves.
        codes: what foreign codes stand for.
        coders: names in the file to pseudonyms.
    """
    work = _Assembly(contents, codebook, onto, Known(codebook, codes), coders or {})
    said = tuple(work.statements())
    about = contents.about
    shown = str(about.get("shown") or "") or (
        "proposal" if any(not is_person(s.coder) for s in said) else "blind"
    )
    project = Project(
        texts=tuple({text.id: text for text in work.texts.values()}.values()),
        said=said,
        codebook=str(about.get("codebook") or "") or codebook.name,
        name=contents.name,
        variables=tuple(str(about.get("variables") or "").split()),
        coders=tuple(work.coder(str(name)) for name in _listed(about.get("coders"))),
        shown=shown,
        sample=str(about.get("sample") or ""),
    )
    refused = (*contents.refused, *work.refused)
    return Imported(
        project,
        dict(work.unknown),
        refused,
        (*contents.notices, *work.notices),
        work.exact,
        work.moved,
        len(contents.refused) + work.lost,
    )


class _Assembly:
    def __init__(
        self,
        contents: Contents,
        codebook: Codebook,
        onto: Sequence[Text],
        known: Known,
        coders: Mapping[str, str],
    ) -> None:
        self.contents, self.codebook, self.known, self._names = contents, codebook, known, coders
        self.unknown: Counter[str] = Counter()
        self.refused: list[str] = []
        self.notices: list[str] = []
        self.exact = self.moved = self.lost = 0
        self.sources = {source.key: source for source in contents.sources}
        self.texts: dict[str, Text] = {}
        self._placers: dict[str, Placer] = {}
        used = Counter(piece.source for piece in contents.pieces)
        for source in contents.sources:
            text = _text_of(source, onto)
            if text is not None:
                drawn = {"drawn": source.about["drawn"]} if source.about.get("drawn") else {}
                self.texts[source.key] = (
                    replace(text, about={**text.about, **drawn}) if drawn else text
                )
            elif used[source.key]:
                why = "no narrative that was given is this text"
                if not onto:
                    why = (
                        "the file does not hold its text; give its page or its coding: --onto PAGE"
                    )
                self._refuse(source.name, why, used[source.key])

    def _refuse(self, where: str, why: str, times: int = 1) -> None:
        self.lost += times
        self.refused.append(f"{where}: {why}" + (f" ({times} codings)" if times > 1 else ""))

    def coder(self, name: str) -> str:
        """Return the coder that a name in the file stands for."""
        given = self._names.get(name) or self._names.get(name.removeprefix(PERSON))
        if given:
            return given if is_person(given) or _PROGRAM.match(given) else PERSON + given
        if is_person(name) or _PROGRAM.match(name):
            return name
        return PERSON + ("-".join(name.split()) or "unnamed")

    def statements(self) -> Iterable[Said]:
        """Return what each coder says, text by text, in the order of the codebook."""
        groups: dict[tuple[str, ...], list[_Placed]] = {}
        for piece in self._counted():
            placed = self._place(piece)
            if placed is not None:
                groups.setdefault(self._group(placed), []).append(placed)
        said = [one for group in groups.values() if (one := self._join(group)) is not None]
        texts = {text.id: n for n, text in enumerate(self.texts.values())}
        variables = {variable: n for n, variable in enumerate(self.codebook.variables)}
        return sorted(said, key=lambda one: (texts[one.document], variables[one.variable]))

    def _group(self, placed: _Placed) -> tuple[str, ...]:
        """Return what pieces must share to be one statement."""
        facts, coder = placed.piece.facts, self.coder(placed.piece.coder)
        # A person says one thing of a variable at a level and place, in old codings and new; an adjudication apart.
        judged = facts.get("action") == "adjudicate"
        apart = str(judged) if is_person(coder) else str(facts.get("finding") or "")
        at = map(str, self._level_and_place(placed))
        return (placed.text.id, coder, placed.code.variable, apart, *at)

    def _level_and_place(self, placed: _Placed) -> tuple[object, object]:
        facts, code = placed.piece.facts, placed.code
        return facts.get("level") or code.level, facts.get("place") or code.place

    def _counted(self) -> Iterable[Piece]:
        """Yield the pieces with their offsets in code points of their own source's text."""
        spans: dict[str, list[tuple[int, int, str | None]]] = {}
        for piece in self.contents.pieces:
            if piece.start is not None and piece.end is not None:
                spans.setdefault(piece.source, []).append((piece.start, piece.end, piece.quote))
        readers = {}
        for key, found in spans.items():
            text = self._own_text(key)
            if text is not None:
                counting, readers[key] = choose_counting(text, found, self.contents.counting)
                if counting != self.contents.counting and not (text.isascii() and "\r" not in text):
                    self.notices.append(f"{self.sources[key].name}: its offsets count {counting}")
        for piece in self.contents.pieces:
            if piece.source not in self.texts:
                continue
            if piece.start is None or piece.end is None or piece.source not in readers:
                yield piece
                continue
            span = readers[piece.source](piece.start, piece.end)
            if span is None:
                name, where = self.sources[piece.source].name, f"{piece.start}-{piece.end}"
                self._refuse(f"{name} {where}", f"{piece.code[-1]!r} lies outside of the text")
                continue
            yield replace(piece, start=span[0], end=span[1])

    def _own_text(self, key: str) -> str | None:
        """Return the text that offsets of a source count in."""
        source = self.sources.get(key)
        if source is None:
            return None
        text = self.texts.get(key)
        return source.text if source.text is not None else (text.text if text is not None else None)

    def _place(self, piece: Piece) -> _Placed | None:
        """Find what a piece's code stands for, and where its words stand."""
        text = self.texts[piece.source]
        code = self.known.find(piece.code)
        where = f"{self.sources[piece.source].name} {piece.start}-{piece.end}"
        if code is None:
            self.unknown[" > ".join(piece.code)] += 1
            return None
        if code is LEFT_OUT:
            return None
        if piece.facts.get("words") == "none" or (piece.start is None and not piece.quote):
            return _Placed(piece, text, code, None, exact=True)
        placer = self._placers.setdefault(text.id, Placer(text.text))
        own = self.sources[piece.source].text
        if own is not None and piece.start is not None and piece.end is not None:
            found = placer.by_span(own, piece.start, piece.end)
        else:
            found = placer.by_words(piece)
        if found is None:
            shown = " ".join((piece.quote or "").split())[:_SHOWN]
            self._refuse(
                where,
                f"the words of {piece.code[-1]!r} have no certain place in {text.id}: {shown!r}",
            )
            return None
        start, end, exact = found
        if start >= end:
            self._refuse(where, f"{piece.code[-1]!r} has no words under it")
            return None
        listed = is_list(self.codebook.variables[code.variable])
        bare = _Placed(piece, text, code, None, exact)
        return replace(bare, words=_words(bare, start, end, listed=listed))

    def _spelled(self, variable: Variable, placed: _Placed) -> _Placed:
        """Return a piece with the list in its comment as codes, where it has names: `value: China; Thailand`."""
        told = placed.piece.facts.get("value")
        if not is_list(variable) or not isinstance(told, str):
            return placed
        found = [
            self.known.find((variable.id, name.strip()))
            for name in re.split("[;,]", told)
            if name.strip()
        ]
        values = _unique(
            code.value for code in found if code is not None and code.value is not None
        )
        if len(values) != len(found):
            return placed
        return replace(
            placed, piece=replace(placed.piece, facts={**placed.piece.facts, "value": values})
        )

    def _join(self, group: list[_Placed]) -> Said | None:
        """Return the one statement that pieces make, or None where they contradict each other."""
        first = group[0]
        group.sort(key=_order)
        variable = self.codebook.variables[first.code.variable]
        coder = self.coder(first.piece.coder)
        where = f"{first.text.id}, {coder}, {variable.id}"
        facts = _facts(group, coder, self._level_and_place(first))
        told = next((name for one in group if (name := one.piece.facts.get("finding"))), None)
        group = [self._spelled(variable, one) for one in group]
        try:
            value, absence = _value(variable, group)
            if value is not None and (is_person(coder) or not told):
                check_value(self.codebook, variable.id, value)
        except CodebookInvalid as error:
            self._refuse(where, "; ".join(filter(None, (error.what, error.remedy))), len(group))
            return None
        exact = sum(one.exact for one in group)
        self.exact, self.moved = self.exact + exact, self.moved + len(group) - exact
        words = tuple(one.words for one in group if one.words is not None)
        if variable.type == "yes_no" and value == "mixed" and not told:
            sides = [str(one.code.value) for one in group if one.words is not None]
            words = tuple(
                replace(w, supports=w.supports or (s if s != "mixed" else None))
                for w, s in zip(words, sides, strict=True)
            )
        if absence is not None and not told:
            words = ()
        kept = str(told or "")
        return Said(first.text.id, coder, variable.id, value, absence, words, facts, kept)


def _text_of(source: Source, onto: Sequence[Text]) -> Text | None:
    """Return the narrative that a source is: by its id, its words, its unit; the source itself where none was given."""
    about = source.about
    name = str(about.get("id") or source.name)
    if not onto:
        return None if source.text is None else Text(name, unify_lines(source.text), about)
    stem = source.name.rsplit("/", 1)[-1]
    for text in onto:
        if text.id in (name, stem, stem.rsplit(".", 1)[0]):
            return text
    own = None if source.text is None else " ".join(source.text.split())
    same = [text for text in onto if own is not None and " ".join(text.text.split()) == own]
    if same:
        return same[0]
    unit = [
        text
        for text in onto
        if about.get("country")
        and all(text.about.get(k) == about.get(k) for k in ("country", "edition"))
    ]
    return unit[0] if len(unit) == 1 else _alike(source.text, onto)


def _alike(text: str | None, onto: Sequence[Text]) -> Text | None:
    """Return the one narrative that has most of a text's words."""
    from tierbook.narrative import SAME, share_of_words
    from tierbook.text import make_sketch

    if text is None or len(onto) > 200:
        return None
    sketch = make_sketch(text)
    shares = [(share_of_words(sketch, other.text), n) for n, other in enumerate(onto)]
    best, at = max(shares, default=(0.0, 0))
    return onto[at] if best >= SAME else None


def _words(placed: _Placed, start: int, end: int, *, listed: bool) -> Words:
    piece, text, code = placed.piece, placed.text, placed.code
    facts = piece.facts
    paragraph, sentence = text.place(start)
    if paragraph is None and (pair := _SENTENCE.fullmatch(str(facts.get("sentence") or ""))):
        paragraph, sentence = int(pair[1]), int(pair[2])
    mark = None
    if placed.exact and (pair := _PAIR.fullmatch(str(facts.get("mark") or ""))):
        low, high = int(pair[1]), int(pair[2])
        mark = (low, high) if start <= low < high <= end else None
    supports = code.value if listed and code.value is not None else facts.get("supports")
    return Words(start, end, text.text[start:end], paragraph, sentence, _as_text(supports), mark)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _as_text(value: object) -> str | None:
    return None if value is None else str(value)


def _order(placed: _Placed) -> tuple[int, int, int]:
    part = _PART.fullmatch(str(placed.piece.facts.get("part") or ""))
    words = placed.words
    return (int(part[1]) if part else 0, words.start if words else -1, words.end if words else -1)


def _facts(group: Sequence[_Placed], coder: str, where: tuple[object, object]) -> dict[str, object]:
    """Return what the comments of a statement's pieces say; the first that says a thing says it for all."""
    found: dict[str, object] = {}
    notes: list[str] = []
    for placed in group:
        facts = placed.piece.facts
        note = str(facts.get("note") or "")
        if note and note not in notes:
            notes.append(note)
        for name in FACTS:
            if facts.get(name) is not None and facts[name] != DEFAULTS[name]:
                found.setdefault(name, facts[name])
        if placed.piece.at and is_person(coder):
            found.setdefault("at", placed.piece.at)
    found |= {"note": "\n".join(notes)} if notes else {}
    found |= {name: value for name, value in zip(("level", "place"), where, strict=True) if value}
    return {name: found[name] for name in FACTS if name in found}


def _value(variable: Variable, group: Sequence[_Placed]) -> tuple[object | None, str | None]:
    """Return value and absence that pieces agree on.

    Raises:
        CodebookInvalid: they contradict each other, or the value isn't told.
    """
    values = _unique(one.code.value for one in group if one.code.value is not None)
    absences = _unique(one.code.absence for one in group if one.code.absence is not None)
    told = _unique(
        one.piece.facts["value"] for one in group if one.piece.facts.get("value") is not None
    )
    if absences:
        if values or told or len(absences) > 1:
            raise CodebookInvalid(
                f"it is coded as {absences[0]} and as something else",
                remedy="take one of the codings away, and export again",
            )
        return None, str(absences[0])
    if (
        not values
        and not told
        and any(one.piece.facts.get("action") in _WITHOUT_VALUE for one in group)
    ):
        return None, None
    if is_list(variable):
        return _elements(values, told, group), None
    if (
        variable.type == "yes_no"
        and len(values) > 1
        and set(map(str, values)) <= {"yes", "no", "mixed"}
    ):
        return "mixed", None
    if not values and len(told) > 1 and all(isinstance(one, list) for one in told):
        return _unique(row for one in told for row in cast("list[object]", one)), None
    found = values or told
    if len(found) != 1:
        raise CodebookInvalid(
            f"it has {len(found) or 'no'} values: {', '.join(map(str, found))}"
            if found
            else "no value is told",
            remedy="keep one of the codings"
            if found
            else "use a code of a value, or write the value in the comment: value: ...",
        )
    return found[0], None


def _elements(values: list[object], told: list[object], group: Sequence[_Placed]) -> list[object]:
    """Return a list: as the comment tells it while all parts are there, and what was coded beside."""
    if not told:
        if not values:
            raise CodebookInvalid(
                "no value is told",
                remedy="use a code of a value, or write value: [...] in the comment",
            )
        return values
    rows = _unique(row for one in told for row in (one if isinstance(one, list) else [one]))
    parts = [_PART.fullmatch(str(one.piece.facts.get("part") or "1/1")) for one in group]
    wanted = max((int(part[2]) for part in parts if part), default=1)
    if sum(1 for one in group if one.piece.facts.get("finding")) < wanted and values:
        rows = [row for row in rows if row in values]
    return [*rows, *(value for value in values if value not in rows)]


def _unique(values: Iterable[object]) -> list[object]:
    found: list[object] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found
