"""Regular expressions that are compiled when they are first used.

A process that reads one page meets a tenth of the expressions of this package; compiling the others would take longer
than the reading. An expression that is wrong is found by the tests, which compile all of them.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

__all__ = ["late"]

_METHODS = (
    "flags", "findall", "finditer", "fullmatch", "groupindex", "groups", "match", "pattern", "search", "split", "sub",
    "subn",
)  # fmt: skip


class _Late:
    """Stands for a pattern: the first attribute asked for compiles it, and the pattern's own are taken over.

    A match knows the pattern itself: `match.re` is never this.
    """

    def __init__(self, expression: Any, flags: int | re.RegexFlag) -> None:
        self._given = expression, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled: re.Pattern[Any] = re.compile(*self._given)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return self.__dict__[name]

    def __reduce__(self) -> tuple[Any, ...]:
        return _Late, self._given


def late(expression: AnyStr, flags: int | re.RegexFlag = 0) -> re.Pattern[AnyStr]:
    """Return the pattern of an expression, with the attributes of `re.Pattern`; nothing is compiled yet."""
    return cast("re.Pattern[AnyStr]", _Late(expression, flags))
