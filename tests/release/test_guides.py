"""The guides on drafts show what the program prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Program, process  # noqa: F401 - a fixture
from tierbook.files import load_yaml

GUIDES = ("write-a-briefing", "write-a-report", "answer-a-query", "write-an-advocacy-pack")


def _examples(text: str) -> list[tuple[str, list[str]]]:
    blocks = re.findall(r"^```\n\$ tierbook ([^\n]+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [(command, shown.splitlines()) for command, shown in blocks]


def _plain(printed: str) -> str:
    return re.sub(r"\[\^\d+\]", "", printed)


@pytest.mark.parametrize("guide", GUIDES)
def test_each_line_that_a_guide_shows_is_printed(
    process: Program,  # noqa: F811
    repository: Path,
    tmp_path: Path,
    guide: str,
) -> None:
    text = (repository / "docs" / "how-to" / f"{guide}.md").read_text(encoding="utf-8")
    examples = _examples(text)
    assert examples
    form = re.search(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    if form is not None:
        head = "format: tierbook-own/1\ncountry: MRT\nedition: 2018\nauthor: {institution: National Rapporteur}\n"
        (tmp_path / "mauritania.yaml").write_text(head + form[1], encoding="utf-8")
        assert len(load_yaml(tmp_path / "mauritania.yaml")["findings"]) == 2
    for command, shown in examples:
        words = [
            w.replace("mauritania.yaml", str(tmp_path / "mauritania.yaml")) for w in command.split()
        ]
        run = process(*words)
        assert run.code == 0, run.err
        assert not [line for line in shown if line not in _plain(run.out)], command
