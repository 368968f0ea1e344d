"""YAML that people write: every scalar stays text, a key may stand once, errors name file and line.

With the usual loaders `code: NO` (Norway) becomes False and `2003-12-19` sometimes a date; here nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tierbook.errors import TierbookError

if TYPE_CHECKING:
    import yaml  # imported where a file is read: most starts read none

__all__ = ["YamlProblem", "load_yaml", "load_yaml_folder"]


class YamlProblem(TierbookError):
    """A YAML file cannot be read, or a key stands in it twice."""


def load_yaml(path: Path | Traversable) -> Any:
    """Read one YAML file; scalars are strings, mappings dicts, sequences lists.

    Raises:
        YamlProblem: the file is no YAML, or repeats a key (file and line are named).
    """
    import yaml

    loader = _loader()(path.read_text(encoding="utf-8"))
    loader.name = str(path)
    try:
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f":{mark.line + 1}" if mark else ""
        raise YamlProblem(
            f"this is no YAML: {error.problem}", where=f"{path}{line}", remedy="mend the line named"
        ) from error
    finally:
        loader.dispose()


def load_yaml_folder(folder: Path | Traversable) -> Iterator[tuple[str, Any]]:
    """Yield (path, content) of every `.yaml` file below a folder, in the order of their paths."""
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from load_yaml_folder(entry)
        elif entry.name.endswith(".yaml"):
            yield str(entry), load_yaml(entry)


@cache
def _loader() -> Any:
    """Return the BaseLoader (all scalars text) that refuses a repeated key."""
    import yaml

    base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

    class Loader(base):  # type: ignore[misc]
        def construct_mapping(  # the signature is PyYAML's
            self,
            node: yaml.MappingNode,
            deep: bool = False,  # noqa: FBT001, FBT002
        ) -> dict[Any, Any]:
            seen: dict[str, int] = {}
            for key_node, _ in node.value:
                line = key_node.start_mark.line + 1
                if key_node.value in seen:
                    raise YamlProblem(
                        f"the key {key_node.value!r} stands twice",
                        where=f"{self.name}:{line}",
                        why=f"it was first given in line {seen[key_node.value]}",
                        remedy="keep one of the two",
                    )
                seen[key_node.value] = line
            mapping: dict[Any, Any] = super().construct_mapping(node, deep=True)
            return mapping

    Loader.add_constructor(
        "tag:yaml.org,2002:map", lambda loader, node: loader.construct_mapping(node)
    )
    return Loader
