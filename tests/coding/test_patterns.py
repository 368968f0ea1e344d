"""Patterns behind guards answer as the same expressions do without them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierbook.coding import code_narrative
from tierbook.coding.coders.rules import reading
from tierbook.coding.patterns import Guarded, Literals, Words, any_of, guarded, known, mark
from tierbook.narrative import Narrative, parse_document
from tierbook.pages import read_bytes, sample_pages

_NOT = guarded(r"\bdid not (?:\w+ )?convict")
_ANY = guarded(r"\b\w+ed\b")
_WORD = st.sampled_from("did not convict convicted the courts any , 2016".split())


@given(st.lists(_WORD, max_size=12).map(" ".join), st.integers(0, 20), st.integers(0, 60))
def test_a_guarded_pattern_answers_as_re_does(text: str, begin: int, end: int) -> None:
    words = mark(text)
    for pattern in (_NOT, _ANY):
        plain = re.compile(pattern.pattern)
        for name in ("search", "match", "fullmatch"):
            got = getattr(pattern, name)(words, begin, end)
            wanted = getattr(plain, name)(text, begin, end)
            assert (got and got.span()) == (wanted and wanted.span())
        assert [m.span() for m in pattern.finditer(words, begin, end)] == [
            m.span() for m in plain.finditer(text, begin, end)
        ]
        assert pattern.sub("-", words) == plain.sub("-", text)


def test_a_sentence_without_the_words_of_a_pattern_is_not_searched() -> None:
    words = mark("courts acquitted nine suspects")
    assert not _NOT.possible(words)
    assert _ANY.possible(words)
    assert _NOT.possible(mark("they did not convict"))


def test_a_pattern_that_came_after_a_sentence_was_read_is_still_searched() -> None:
    words = mark("an extradition treaty")
    late = guarded(r"\bextradition (?:treaty|agreement)s? *$")
    assert late.search(words)
    assert any_of(["extradition t"]).possible(words)
    assert not any_of(["extradition a"]).possible(words)


def test_a_part_of_a_sentence_keeps_what_is_possible() -> None:
    words = mark("they did not convict anyone")
    part = words.part(5, 20)
    assert part == "did not convict"
    assert _NOT.search(part)


def test_an_expression_is_compiled_when_it_is_first_needed() -> None:
    pattern = guarded(r"\bunheard-of words\b")
    assert "compiled" not in vars(pattern)
    assert pattern.search(mark("plain words")) is None
    assert "compiled" not in vars(pattern)
    assert pattern.search("some unheard-of words")
    assert "compiled" in vars(pattern)


def test_patterns_of_the_coder_match_only_where_their_guards_say(
    narratives: list[Narrative],
) -> None:
    patterns = [p for p in known() if isinstance(p, Guarded)]
    assert len(patterns) > 200
    for narrative in narratives:
        for sentence in narrative.sentences:
            words = mark(narrative.text[sentence.start : sentence.end].lower())
            for pattern in patterns:
                if not pattern.possible(words):
                    assert pattern.compiled.search(words) is None, (pattern, words)


def test_guards_change_no_coding(
    narratives: list[Narrative], monkeypatch: pytest.MonkeyPatch
) -> None:
    guards = [code_narrative(n).to_dict(everything=True) for n in narratives]
    monkeypatch.setattr(reading, "mark", _unmarked)
    assert guards == [code_narrative(n).to_dict(everything=True) for n in narratives]


@pytest.mark.shared
def test_guards_change_no_coding_of_the_real_texts(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = sorted((shared / "data" / "narratives" / "2018").glob("*.txt"))[::5]
    narratives = [
        parse_document(d) for p in paths for d in read_bytes(p.read_bytes(), name=p.name).documents
    ]
    assert narratives
    test_guards_change_no_coding(narratives, monkeypatch)


def _unmarked(lower: str) -> Words:
    """Leave every regular expression possible, and search the whole sentence with it."""
    words = mark(lower)
    words.plain = False
    for pattern in known():
        if isinstance(pattern, Guarded):
            words.missing &= ~pattern.bits
    return words


@pytest.fixture(name="narratives", scope="module")
def _narratives() -> list[Narrative]:
    found = [
        parse_document(d)
        for name, data in sample_pages()
        for d in read_bytes(data, name=name).documents
    ]
    code_narrative(found[0])  # every pattern is known from here on
    return found


def test_literals_of_a_cue_are_found_as_plain_words() -> None:
    literals = any_of(["shelter", "safe house"])
    assert isinstance(literals, Literals)
    assert literals.possible(mark("two safe houses"))
    assert not literals.possible(mark("two houses"))
