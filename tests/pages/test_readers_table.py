"""The table of readers in the docs is the one that the tests check."""

from __future__ import annotations

from tests.house.checkout import REPOSITORY, run_python


def test_the_table_of_readers_is_up_to_date() -> None:
    result = run_python(str(REPOSITORY / "scripts" / "readers_table.py"), "--check")
    assert result.returncode == 0, result.stdout + result.stderr
