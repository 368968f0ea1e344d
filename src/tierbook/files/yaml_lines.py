"""Lines of keys in a YAML file, for errors."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml  # imported where a line is looked for, which is when something is wrong

__all__ = ["LineFinder", "find_line"]


class LineFinder:
    """Finds lines in one YAML file, which is read once, when a first line is asked for."""

    def __init__(self, path: Path | Traversable) -> None:
        self.path = path
        self._asked = False
        self._top: yaml.Node | None = None

    def find(self, at: tuple[str | int, ...]) -> int | None:
        """Return the line (from 1) of a key or element, or that of the last one on the way that exists.

        Args:
            at: keys and indices from the top, for example `("examples", 2, "evidence")`.
        """
        if not self._asked:
            self._top, self._asked = _compose(self.path), True
        node = self._top
        if node is None:
            return None
        line = int(node.start_mark.line) + 1
        for step in at:
            found = _step(node, step)
            if found is None:
                break
            line, node = found
        return line


def find_line(path: Path | Traversable, at: tuple[str | int, ...]) -> int | None:
    """Return the line (from 1) of a key or element, or that of the last one on the way that exists.

    Args:
        path: a YAML file that can be parsed.
        at: keys and indices from the top, for example `("examples", 2, "evidence")`.
    """
    return LineFinder(path).find(at)


def _compose(path: Path | Traversable) -> yaml.Node | None:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        top: yaml.Node | None = yaml.compose(path.read_text(encoding="utf-8"), Loader=loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None
    return top


def _step(node: yaml.Node, step: str | int) -> tuple[int, yaml.Node] | None:
    import yaml

    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        value = node.value[step]
        return value.start_mark.line + 1, value
    return None
