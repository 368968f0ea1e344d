"""From a query as it is typed to the tree of `language`; nothing that was typed is dropped without a word.

    either  = all { OR all }                  all   = one { [AND] one }
    one     = (NOT | -) one | close           close = part { NEAR[/n] part }
    part    = "(" either ")" | [field:] (word | begin* | "phrase")

AND, OR, NOT and NEAR are signs in capitals alone. Signs that stand for nothing are passed over and named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tierbook.library.catalogue.search.language import (
    All,
    And,
    BadQuery,
    Exact,
    Field,
    In,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Prefix,
    Word,
)
from tierbook.library.catalogue.search.words import fold_words

__all__ = [
    "FARTHEST",
    "FIELDS",
    "LONGEST_QUERY",
    "NEAR_UNLESS_TOLD",
    "PARTS",
    "Parsed",
    "parse_query",
]

LONGEST_QUERY = 600
MOST_LEAVES = 40
DEEPEST = 12
FARTHEST = 30
NEAR_UNLESS_TOLD = 10
SHORTEST_BEGINNING = 2
PARTS = ("title", "evidence")  # fields of words; the others are filters
FIELDS = (
    *PARTS,
    "country",
    "region",
    "edition",
    "tier",
    "pillar",
    "publisher",
    "kind",
    "variable",
    "value",
    "form",
    "sector",
)
_QUOTES = '"“”„‟«»'
_MINUS = "-–−"
_NO_SIGN = {"|": "OR", "~": "NEAR", "^": "", "&&": "AND", "||": "OR"}
_FIELD = re.compile(r"([A-Za-z]+):(?=[^\s:/])")
_RUN = re.compile(rf"[^\s(){_QUOTES}]+")
_NEAR = re.compile(r"NEAR(?:/(.*))?", re.S)
_INSIDE = frozenset("'’ʼ‘-‐‑–.,*")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query that was read: its tree, and the signs that stand for nothing."""

    node: Node
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "(", ")", AND, OR, NOT, NEAR, leaf, end
    start: int
    shown: str
    leaf: Node | None = None
    distance: int = NEAR_UNLESS_TOLD


def parse_query(text: str) -> Parsed:
    """Return the tree of a query.

    Raises:
        BadQuery: it cannot be read; the error says where, what was read, what to write, and how it might be mended.
    """
    if len(text) > LONGEST_QUERY:
        raise BadQuery(
            f"character {LONGEST_QUERY + 1}",
            "ask in parts, or send the queries as a file: many queries from a file",
            f"the query has {len(text)} characters, more than {LONGEST_QUERY}",
            read=text[:60] + " …",
        )
    lexer = _Lexer(text)
    tokens = lexer.tokens()
    passed = tuple(dict.fromkeys(lexer.passed_over))
    if tokens[0].kind == "end":
        return Parsed(All(), passed)
    leaves = sum(1 for token in tokens if token.kind == "leaf")
    if leaves > MOST_LEAVES:
        raise BadQuery(
            f"word {MOST_LEAVES + 1}",
            "ask in parts, or send the queries as a file",
            f"the query has {leaves} words and phrases, more than {MOST_LEAVES}",
        )
    return Parsed(_Parser(text, tokens).whole(), passed)


class _Lexer:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.found: list[_Token] = []
        self.passed_over: list[str] = []

    def tokens(self) -> list[_Token]:
        while self.at < len(self.text):
            sign = self.text[self.at]
            if sign.isspace():
                self.at += 1
            elif sign in "()":
                self._add(sign, 1)
            elif sign in _MINUS and self._begins_a_term():
                self._add("NOT", 1)
            elif sign in _QUOTES:
                self._phrase("")
            else:
                self._run()
        self._add("end", 0)
        return self.found

    def _add(self, kind: str, length: int, **more: object) -> None:
        shown = self.text[self.at : self.at + length]
        self.found.append(_Token(kind, self.at, shown, **more))  # type: ignore[arg-type]
        self.at += length

    def _begins_a_term(self) -> bool:
        before = self.text[self.at - 1] if self.at else " "
        after = self.text[self.at + 1 : self.at + 2]
        return (before.isspace() or before == "(") and bool(after) and not after.isspace()

    def _bad(self, length: int, what: str, remedy: str, mended: str = "") -> BadQuery:
        return _bad(self.text, self.at, length, what, remedy, mended)

    def _phrase(self, field: str) -> None:
        opened = self.at + len(field) + bool(field)
        closed = next(
            (i for i in range(opened + 1, len(self.text)) if self.text[i] in _QUOTES), None
        )
        if closed is None:
            raise self._bad(
                len(self.text) - self.at,
                "a quotation mark is open",
                "close it where the phrase ends, or take it away",
                self.text.rstrip() + '"' if fold_words(self.text[opened:]) else "",
            )
        inner = self.text[opened + 1 : closed]
        length = closed + 1 - self.at
        if field and field not in PARTS:
            self._add("leaf", length, leaf=Field(field, (inner.strip(),), f'{field}:"{inner}"'))
            return
        self._add("leaf", length, leaf=_in(field, self._words_of_phrase(inner, length)))

    def _words_of_phrase(self, inner: str, length: int) -> Exact:
        words = fold_words(inner)
        starred = inner.rstrip().endswith("*")
        if not words:
            raise self._bad(length, "the phrase has no word in it", "write words between the marks")
        if "*" in inner.rstrip()[: -1 if starred else None] or (
            starred and len(words[-1]) < SHORTEST_BEGINNING
        ):
            raise self._bad(
                length,
                "in a phrase only the last word may go on with *, after two letters",
                'write "debt bond*", or begin* NEAR/0 word',
            )
        self._pass_over(inner)
        return Exact(tuple(words), starred)

    def _run(self) -> None:
        field = _FIELD.match(self.text, self.at)
        name = field[1].lower() if field else ""
        if field and name not in FIELDS:
            raise self._bad(
                len(field[0]),
                f"{field[1]}: is no field",
                f"the fields are {', '.join(FIELDS)}; for the words alone leave the colon out",
                self.text[: field.end() - 1] + " " + self.text[field.end() :],
            )
        if field and self.text[field.end()] in _QUOTES:
            self._phrase(name)
            return
        begin = field.end() if field else self.at
        match = _RUN.match(self.text, begin)
        if match is None:
            raise self._bad(
                begin + 1 - self.at,
                f"{name}: takes one word or one phrase",
                f'write {name}:word or {name}:"two words"; join fields by OR',
            )
        run = match[0]
        if not field and (operator := self._operator(run)):
            self._add(operator[0], len(run), distance=operator[1])
            return
        length = match.end() - self.at
        if field and name not in PARTS:
            value = run.rstrip(",;")
            self._add("leaf", length, leaf=Field(name, (value,), f"{name}:{value}"))
            return
        leaf = self._term(run, length)
        if leaf is None:
            self.at += length
            return
        self._add("leaf", length, leaf=_in(name, leaf))

    def _operator(self, run: str) -> tuple[str, int] | None:
        if run in {"AND", "OR", "NOT"}:
            return run, 0
        if run in _NO_SIGN:
            meant = _NO_SIGN[run]
            raise self._bad(
                len(run),
                f"{run} is no sign of this language",
                f"write {meant}" if meant else "take it away",
                f"{self.text[: self.at]}{meant}{self.text[self.at + len(run) :]}",
            )
        match = _NEAR.fullmatch(run)
        if match is None:
            return None
        if match[1] is None:
            return "NEAR", NEAR_UNLESS_TOLD
        if match[1].isascii() and match[1].isdigit() and int(match[1]) <= FARTHEST:
            return "NEAR", int(match[1])
        raise self._bad(
            len(run),
            f"{run} has no distance that can be searched",
            f"write NEAR/5: at most so many words between the two, from 0 to {FARTHEST}",
            f"{self.text[: self.at]}NEAR/{FARTHEST if match[1].isdigit() else NEAR_UNLESS_TOLD}"
            f"{self.text[self.at + len(run) :]}",
        )

    def _term(self, run: str, length: int) -> Leaf | Or | None:
        words = fold_words(run)
        bare = run.rstrip(",;.:!?")
        self._pass_over(run)
        if not words:
            if "*" in run:
                raise self._bad(length, "a star needs the beginning of a word", "write traffick*")
            self.passed_over += [sign for sign in run if sign not in self.passed_over]
            return None
        if "*" in bare[:-1] or (bare.endswith("*") and len(words) > 1):
            raise self._bad(
                length,
                "a star stands at the end of a word, and of one word",
                "write traffick*, or two words with a space",
                f"{self.text[: self.at]}{run.replace('*', ' ')}{self.text[self.at + length :]}",
            )
        if bare.endswith("*"):
            if len(words[0]) < SHORTEST_BEGINNING:
                raise self._bad(length, "the beginning is too short", "give two letters or more")
            return Prefix(words[0])
        if len(words) == 1:
            return Word(words[0], run)
        exact = Exact(tuple(words))
        joined = "".join(words)
        if re.fullmatch(r"\w+(?:[-‐‑]\w+)+", bare) and joined.isalpha():
            return Or((exact, Word(joined, run)))
        return exact

    def _pass_over(self, run: str) -> None:
        for place, sign in enumerate(run):
            if sign.isalnum() or sign.isspace() or sign in "_" or sign in self.passed_over:
                continue
            inner = 0 < place < len(run) - 1
            if sign in _INSIDE and (inner or sign in "*'’"):
                continue
            if ord(sign) > 0x2FF and not sign.isprintable():
                continue
            self.passed_over.append(sign)


def _in(field: str, leaf: Leaf | Or) -> Node:
    if not field:
        return leaf
    if isinstance(leaf, Or):
        return Or(tuple(In(field, part) for part in leaf.parts))  # type: ignore[arg-type]
    return In(field.lower(), leaf)


def _bad(text: str, start: int, length: int, what: str, remedy: str, mended: str = "") -> BadQuery:
    shown = text[start : start + length]
    shown = shown if len(shown) <= 40 else shown[:39] + "…"
    place = f"character {start + 1}: {shown}" if shown else "the end of the query"
    return BadQuery(place, remedy, what, read=text[:start].strip(), mended=" ".join(mended.split()))


class _Parser:
    def __init__(self, text: str, tokens: Sequence[_Token]) -> None:
        self.text, self.tokens, self.at, self.depth = text, tokens, 0, 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def whole(self) -> Node:
        node = self.either()
        if self.token.kind == ")":
            raise self._bad("a parenthesis closes that nobody opened", "take it away, or open one")
        return node

    def either(self) -> Node:
        parts = [self.all_of()]
        while self.token.kind == "OR":
            self.at += 1
            parts.append(self.all_of())
        return parts[0] if len(parts) == 1 else Or(_flat(parts, Or))

    def all_of(self) -> Node:
        parts = [self.one()]
        while self.token.kind in {"AND", "NOT", "(", "leaf"}:
            if self.token.kind == "AND":
                self.at += 1
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else And(_flat(parts, And))

    def one(self) -> Node:
        if self.token.kind == "NOT":
            self.at += 1
            self._go_deeper()
            node = Not(self.one())
            self.depth -= 1
            return node
        return self.close()

    def close(self) -> Node:
        nodes = [self.part()]
        distances: list[int] = []
        while self.token.kind == "NEAR":
            sign = self.token
            self.at += 1
            distances.append(sign.distance)
            nodes.append(self.part())
            for node in nodes[-2:]:
                if not isinstance(_near_leaf(node), Word | Prefix | Exact):
                    raise _bad(
                        self.text,
                        sign.start,
                        len(sign.shown),
                        f"{sign.shown} has something else than a word or a phrase beside it",
                        'write a word, begin* or "a phrase" on both sides, and join such pairs by AND or OR',
                    )
        if not distances:
            return nodes[0]
        leaves = [_near_leaf(node) for node in nodes]
        pairs = tuple(
            Near(one, other, distance)  # type: ignore[arg-type]
            for one, other, distance in zip(leaves, leaves[1:], distances, strict=False)
        )
        return pairs[0] if len(pairs) == 1 else And(pairs)

    def part(self) -> Node:
        token = self.token
        if token.kind == "leaf":
            self.at += 1
            assert token.leaf is not None
            return token.leaf
        if token.kind != "(":
            raise self._misplaced()
        self.at += 1
        self._go_deeper()
        if self.token.kind == ")":
            raise self._bad(
                "the parentheses hold nothing", "write words in them, or take them away"
            )
        node = self.either()
        if self.token.kind != ")":
            raise _bad(
                self.text,
                token.start,
                1,
                "a parenthesis is open",
                "close it where the group ends, or take it away",
                self.text.rstrip() + ")",
            )
        self.at += 1
        self.depth -= 1
        return node

    def _go_deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._bad("the query is nested too deeply", f"keep to {DEEPEST} levels")

    def _misplaced(self) -> BadQuery:
        token = self.token
        if token.kind == "end":
            last = self.tokens[self.at - 1]
            return _bad(
                self.text,
                last.start,
                len(last.shown),
                f"{last.shown} stands last, and nothing follows it",
                "write what should follow, or take it away",
                self.text[: last.start],
            )
        if token.kind == ")":
            return self._bad("a parenthesis closes too early", "write what should stand before it")
        return self._bad(
            f"{token.shown} has nothing before it that it could join",
            f"write a word before it; to search the word itself write it small: {token.shown.lower()}",
        )

    def _bad(self, what: str, remedy: str) -> BadQuery:
        token = self.token
        length = max(1, len(token.shown))
        mended = self.text[: token.start] + " " + self.text[token.start + length :]
        return _bad(self.text, token.start, length, what, remedy, mended)


def _near_leaf(node: Node) -> Node:
    """A word with a hyphen beside NEAR is the phrase alone."""
    if isinstance(node, Or) and isinstance(node.parts[0], Exact):
        return node.parts[0]
    return node


def _flat(parts: Sequence[Node], kind: type[And | Or]) -> tuple[Node, ...]:
    flat: list[Node] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else (part,)
    return tuple(flat)
