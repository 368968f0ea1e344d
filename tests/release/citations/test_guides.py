"""The guides on citing show what the program prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Program, process  # noqa: F401 - a fixture

_PAGE = "cite-a-sentence"


def _guide(repository: Path, name: str) -> str:
    return (repository / "docs" / "how-to" / f"{name}.md").read_text(encoding="utf-8")


def _page(repository: Path) -> str:
    found = re.search(r"^```text\n(.*?)^```$", _guide(repository, _PAGE), re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("guide", [_PAGE, "take-an-exhibit"])
def test_each_line_that_a_guide_shows_is_printed(
    process: Program,  # noqa: F811
    repository: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    guide: str,
) -> None:
    (tmp_path / "kenya.txt").write_text(_page(repository), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(
        r"^```\n\$ tierbook ([^\n]+)\n(.*?)^```$",
        _guide(repository, guide),
        re.MULTILINE | re.DOTALL,
    )
    assert blocks
    for command, shown in blocks:
        words = [a or b for a, b in re.findall(r'"([^"]+)"|(\S+)', command)]
        run = process(*words)
        printed = (run.out + run.err).splitlines()
        for line in shown.splitlines():
            whole = line in printed or (
                line.endswith(": ") and any(p.startswith(line) for p in printed)
            )
            assert whole, f"{command}: {line}\n{run.out}{run.err}"


def test_the_example_in_python_runs(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kenya.txt").write_text(_page(repository), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = re.search(
        r"^```python\n(.*?)^```$", _guide(repository, _PAGE), re.MULTILINE | re.DOTALL
    )
    assert found is not None
    names: dict[str, object] = {}
    exec(found[1], names)
    assert "para 2, sentence 2" in str(names["cited"].text("oscola"))  # type: ignore[attr-defined]


def test_every_style_is_explained(repository: Path) -> None:
    from tierbook.release import STYLES

    said = _guide(repository, _PAGE)
    assert not [style for style in STYLES if f"`{style}`" not in said]
