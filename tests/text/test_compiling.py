"""Patterns compiled late are those of `re`, and every one of them compiles."""

from __future__ import annotations

import pickle
import pkgutil
import re
from importlib import import_module

import pytest

import tierbook
from tierbook.text import late


def test_a_late_pattern_answers_as_the_pattern_does() -> None:
    pattern, plain = late(r"(?P<a>x)y*", re.I), re.compile(r"(?P<a>x)y*", re.I)
    text = "-XYY-x-"
    assert [m.span("a") for m in pattern.finditer(text)] == [
        m.span("a") for m in plain.finditer(text)
    ]
    assert pattern.sub("_", text) == plain.sub("_", text)
    assert pattern.match(text, 1) is not None
    assert pattern.match(text) is None
    assert (pattern.pattern, pattern.groupindex, pattern.flags) == (
        plain.pattern,
        {"a": 1},
        plain.flags,
    )
    assert pickle.loads(pickle.dumps(pattern)).split(text) == plain.split(text)


def test_nothing_is_compiled_before_it_is_used() -> None:
    pattern = late("(")
    with pytest.raises(re.error):
        pattern.search("(")
    with pytest.raises(AttributeError):
        getattr(pattern, "shape")  # noqa: B009


def test_every_late_pattern_compiles() -> None:
    kind = type(late(""))
    compiled = 0
    for module in pkgutil.walk_packages(tierbook.__path__, "tierbook."):
        if ".library" in module.name or module.name.endswith("__main__"):
            continue
        for value in vars(import_module(module.name)).values():
            parts = value if isinstance(value, tuple) else (value,)
            for part in parts:
                if isinstance(part, kind):
                    assert part.groups >= 0
                    compiled += 1
    assert compiled > 200
