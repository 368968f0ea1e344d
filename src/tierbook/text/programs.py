"""Regular expressions compiled beforehand, as bytecode is: kept by one Python, taken up by the same.

`re` compiles in Python, and a large expression takes it longer than a page of searching. What it makes for its matcher
can be kept and handed to the matcher again, which checks it. A program holds for the interpreter that made it alone:
`MADE_FOR` names that one, and is to be compared before a program is taken up. Any other compiles the expression.

Takes: expressions, programs as plain values. Gives: the other. Touches: nothing.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import re
import sys
import zlib
from array import array
from binascii import a2b_base64, b2a_base64

# The compiler and the matcher of `re` itself; `_sre.MAGIC` is the number of the format between them.
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

__all__ = ["MADE_FOR", "Program", "pattern_of", "program_of"]

MADE_FOR = f"{sys.implementation.cache_tag}-{_sre.MAGIC}-{8 * _sre.CODESIZE}-{sys.byteorder}"

Program: TypeAlias = tuple[int, int, dict[str, int], str]  # flags, groups, their names, the code
_CODE = "I"


def program_of(expression: str, flags: int = 0) -> Program:
    """Return the program of an expression.

    Raises:
        re.error: it is none.
    """
    parsed = _parser.parse(expression, flags)
    state = parsed.state
    code = array(_CODE, _compiler._code(parsed, flags))
    packed = b2a_base64(zlib.compress(code.tobytes(), 9), newline=False).decode()
    return int(flags | state.flags), state.groups - 1, dict(state.groupdict), packed


def pattern_of(expression: str, program: Program) -> re.Pattern[str]:
    """Return the pattern of an expression from its program: equal to that of `re.compile`."""
    flags, groups, names, packed = program
    code = array(_CODE, zlib.decompress(a2b_base64(packed))).tolist()
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    pattern: re.Pattern[str] = _compile(expression, flags, code, groups, names, tuple(by_number))
    return pattern


_compile: Any = _sre.compile
