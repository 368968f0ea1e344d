"""The front door of a room that loads some of its modules on first use.

Takes: a room's name, its public names, the modules that wait. Gives: the room's `__getattr__`. Touches: imports them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from importlib import import_module

__all__ = ["load_later"]


def load_later(room: str, names: Collection[str], *modules: str) -> Callable[[str], object]:
    """Return a `__getattr__` that looks for a public name in modules which are imported only then, in their order.

    Args:
        room: the `__name__` of the package.
        names: its `__all__`; any other name is refused without loading anything.
        modules: the modules that wait, below the package: `moving`, `placements.reading`.
    """

    def find(name: str) -> object:
        if name in names:
            for module in modules:
                found = getattr(import_module(f"{room}.{module}"), name, None)
                if found is not None:
                    return found
        raise AttributeError(f"module {room!r} has no attribute {name!r}")

    return find
