"""The pages on the codebook are true: the list of variables, and the way to add one by YAML alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.house.checkout import REPOSITORY, run_python
from tierbook.files import load_yaml

HOW_TO = REPOSITORY / "docs" / "how-to" / "add-a-variable.md"
ADDED = "protection.interpreters"
CODE_EXAMPLES = """
from tierbook import code
from tierbook.codebook import load_codebook
for example in load_codebook().variables["protection.interpreters"].examples:
    coding = code(example.text, country=example.country, edition=example.edition)
    finding = coding.get("protection.interpreters")
    print(example.id, finding.value if finding else "not_stated", example.value)
"""


def test_the_list_of_variables_is_up_to_date() -> None:
    result = run_python(str(REPOSITORY / "scripts" / "codebook_page.py"), "--check")
    assert result.returncode == 0, result.stderr.decode()


def test_the_reference_names_every_key_of_a_file(tmp_path: Path) -> None:
    page = (REPOSITORY / "docs" / "reference" / "codebook.md").read_text(encoding="utf-8")
    path = REPOSITORY / "src/tierbook/codebook/tip/variables/prosecution/prosecution.law.yaml"
    assert not [key for key in load_yaml(path) if f"| `{key}` |" not in page]


def test_a_variable_is_added_by_yaml_alone(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "src", tmp_path / "src")
    room = tmp_path / "src" / "tierbook"
    variable, cues = re.findall(r"```yaml\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL)
    tip = room / "codebook" / "tip"
    (tip / "variables" / "protection" / f"{ADDED}.yaml").write_text(variable, encoding="utf-8")
    (room / "coding" / "cues" / "protection" / f"{ADDED}.yaml").write_text(cues, encoding="utf-8")
    head = tip / "codebook.yaml"
    sibling = "  - protection.shelter\n"
    head.write_text(head.read_text().replace(sibling, f"{sibling}  - {ADDED}\n"), encoding="utf-8")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(tmp_path / "src")}
        return subprocess.run(
            [sys.executable, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    lint = run("-m", "tierbook", "codebook", "lint")
    assert lint.returncode == 0, lint.stdout + lint.stderr
    coded = run("-c", CODE_EXAMPLES)
    assert coded.returncode == 0, coded.stderr
    rows = [line.split() for line in coded.stdout.splitlines()]
    assert len(rows) == 4
    assert [got for _, got, _ in rows] == [wanted for _, _, wanted in rows]
