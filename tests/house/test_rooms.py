"""A room is entered by its front door, and the door says what the room takes, gives and touches."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house.checkout import REPOSITORY, SOURCE, modules, place, rooms


def _public_names(room: str) -> frozenset[str]:
    return _listed_in(rooms()[room])


@cache
def _listed_in(front: Path) -> frozenset[str]:
    """Return what a module lists as `__all__`; nothing where it is no front door."""
    if not front.is_file():
        return frozenset()
    for node in ast.parse(front.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id == "__all__" and node.value is not None:
                return frozenset(ast.literal_eval(node.value))
    return frozenset()


def _imports() -> Iterator[tuple[str, str, str, str | None]]:
    """Yield (where, room that imports, module imported, name imported or None)."""
    for path, tree in modules(SOURCE):
        own = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module is not None:
                for alias in node.names:
                    yield place(path, node.lineno), own, node.module, alias.name
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    yield place(path, node.lineno), own, alias.name, None


def test_other_rooms_are_imported_through_their_front_door() -> None:
    faults = []
    for where, own, module, name in _imports():
        parts = module.split(".")
        if parts[0] != "tierbook" or len(parts) < 2 or parts[1] == own:
            continue
        room = parts[1]
        part = SOURCE.joinpath(*parts[1:], "__init__.py")
        if (own, room) == ("cli", "library") and name in _listed_in(part):
            continue  # a part of the site can be loaded only once the site is configured, and has a door of its own
        if len(parts) > 2:
            faults.append(f"{where}: {module} lies behind tierbook.{room}")
        elif name is not None and name not in _public_names(room):
            faults.append(f"{where}: {name} is not in tierbook.{room}.__all__")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("room", sorted(rooms()))
def test_a_room_says_what_it_takes_gives_and_touches(room: str) -> None:
    front = rooms()[room]
    assert front.is_file(), f"{room} has no __init__.py"
    words = ast.get_docstring(ast.parse(front.read_text(encoding="utf-8"))) or ""
    missing = [w for w in ("Takes:", "Gives:", "Touches:") if w not in words]
    assert not missing, f"{place(front)}: the docstring has no {', '.join(missing)}"


@pytest.mark.parametrize("room", sorted(rooms()))
def test_public_names_exist(room: str) -> None:
    names = _public_names(room)
    text = rooms()[room].read_text(encoding="utf-8")
    assert names, f"tierbook.{room} lists no __all__"
    absent = [n for n in sorted(names) if n not in text.replace(f'"{n}"', "")]
    assert not absent, f"listed in tierbook.{room}.__all__ and not defined: {absent}"


def test_the_contract_lists_every_room() -> None:
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    layers = contracts["tool"]["importlinter"]["contracts"][0]["layers"]
    listed = {name.strip() for layer in layers for name in layer.split("|")}
    assert listed == set(rooms())
