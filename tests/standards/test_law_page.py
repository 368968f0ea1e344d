"""The page on the law is what the files say, and names every entry; its examples are what Python gives."""

from __future__ import annotations

import re

from tests.house.checkout import REPOSITORY, run_python
from tierbook.standards import all_histories, load_statutes

PAGE = REPOSITORY / "docs" / "reference" / "law.md"


def test_the_page_is_what_the_files_say() -> None:
    result = run_python(str(REPOSITORY / "scripts" / "law_page.py"), "--check")
    assert result.returncode == 0, result.stdout.decode()


def test_the_page_names_every_entry_and_every_act() -> None:
    text = PAGE.read_text(encoding="utf-8")
    statutes = load_statutes()
    for history in all_histories(statutes):
        assert f"`{history.id}`" in text
    for act in (*statutes.versions, *statutes.acts):
        assert f"`{act.id}`" in text


def test_the_examples_of_the_page_run() -> None:
    block = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    names: dict[str, object] = {}
    exec(block[1], names)
    assert "(b)(1)" in str(eval('law.criterion("prosecution.data").paragraph', names))
    assert eval('law.provision("swl.commitments")', names) is None
