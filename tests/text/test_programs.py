"""A program kept for later is the pattern that `re` compiles."""

from __future__ import annotations

import json
import re

import pytest

from tierbook.text import MADE_FOR, pattern_of, program_of

EXPRESSIONS = [
    "",
    "a",
    r"\b(?:forced|bonded) labou?r\b",
    r"(?P<actor>courts?|judges?) (?:had )?(convicted|acquitted)(?P<whom> \w+)?",
    r"(?<!not )(?<=has )(?:no|[^;.]{0,40}?)(?=victims)",
    r"(a|b)\1{2,}",
    r"[–—’“”éèß]+",
    r"x{3,}+(?>ab|a)",
    r"(?i:Recommendations?)|\d+",
    r"(?s)^.*$",
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_the_pattern_of_a_program_is_that_of_the_expression(expression: str) -> None:
    kept = json.loads(json.dumps(program_of(expression)))
    pattern, compiled = pattern_of(expression, kept), re.compile(expression)
    assert pattern == compiled
    assert pattern.groups == compiled.groups
    assert dict(pattern.groupindex) == dict(compiled.groupindex)
    assert pattern.flags == compiled.flags


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.MULTILINE | re.DOTALL, re.VERBOSE])
def test_flags_are_kept(flags: re.RegexFlag) -> None:
    expression = "(the  courts) [a-zé]+ .+$"
    assert pattern_of(expression, program_of(expression, flags)) == re.compile(expression, flags)


def test_named_groups_are_found_by_name() -> None:
    expression = r"(?P<count>\d+) (?P<noun>victims?)"
    match = pattern_of(expression, program_of(expression)).search("identified 23 victims")
    assert match is not None
    assert match.groupdict() == {"count": "23", "noun": "victims"}
    assert match.lastgroup == "noun"


def test_programs_name_the_python_that_they_are_for() -> None:
    python, *rest = MADE_FOR.rsplit("-", 3)
    assert python.startswith(("cpython", "pypy"))
    assert rest[0].isdigit()
    assert rest[1:] in (["32", "little"], ["32", "big"])


def test_what_is_no_expression_is_said_so() -> None:
    with pytest.raises(re.error):
        program_of("(a")
