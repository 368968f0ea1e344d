"""The Python that the documents show can be read by Python, and takes names that exist."""

from __future__ import annotations

import ast
import re
import textwrap
from importlib import import_module
from pathlib import Path

import pytest

from tests.docs.shell import REPOSITORY, documents

FENCE = re.compile(r"^( *)```python\n(.*?)^\1```", re.S | re.M)


def _blocks(page: Path) -> list[str]:
    words = page.read_text(encoding="utf-8")
    return [textwrap.dedent(found[2]) for found in FENCE.finditer(words)]


PAGES = [page for page in documents() if _blocks(page)]


@pytest.mark.parametrize(
    "page", [pytest.param(p, id=p.relative_to(REPOSITORY).as_posix()) for p in PAGES]
)
def test_the_python_of_a_document_takes_names_that_exist(page: Path) -> None:
    missing = []
    for block in _blocks(page):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tierbook"):
                module = import_module(str(node.module))
                missing += [
                    f"{node.module}.{n.name}" for n in node.names if not hasattr(module, n.name)
                ]
            elif (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "tierbook"
                and not hasattr(import_module("tierbook"), node.attr)
            ):
                missing.append(f"tierbook.{node.attr}")
    assert not missing


def test_some_documents_show_python() -> None:
    assert len(PAGES) > 5
