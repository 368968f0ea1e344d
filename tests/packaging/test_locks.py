"""The locks hold what pyproject.toml asks for, for every system, and tell nothing of the machine that made them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from scripts import lock
from tests.house.checkout import REPOSITORY

LOCKED = re.compile(r"^\S+==\S+", re.MULTILINE)


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)["project"]
    return found


@pytest.mark.parametrize("name", lock.LOCKS)
def test_a_lock_agrees_with_pyproject(name: str, project: dict[str, Any]) -> None:
    assert list(lock.faults_of(name, project)) == []


@pytest.mark.parametrize("name", lock.LOCKS)
def test_every_package_of_a_lock_has_hashes_and_no_address(name: str) -> None:
    text = (REPOSITORY / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text)
    packages = [entry for entry in entries if LOCKED.match(entry)]
    assert len(packages) > 20
    assert [e for e in packages if "--hash=sha256:" not in e] == []
    assert [e for e in entries if not LOCKED.match(e) and not e.startswith("#")] == []
    assert "://" not in text
    assert str(Path.home()) not in text


def test_the_extra_of_language_models_has_both_of_its_names(project: dict[str, Any]) -> None:
    both = [lock.asked_by(project, (name,)) for name in ("llm", "models")]
    assert both[0] == both[1]
    assert any(requirement.name == "openai" for requirement in both[0])


def test_a_change_of_pyproject_is_told_by_the_lock_that_is_behind(project: dict[str, Any]) -> None:
    newer = {**project, "dependencies": [*project["dependencies"], "leftpad-of-nobody>=1"]}
    assert any(
        "leftpad-of-nobody is not locked" in fault for fault in lock.faults_of("core", newer)
    )
    raised = [line.replace("orjson>=3.10,<4", "orjson>=99") for line in project["dependencies"]]
    (first, second) = lock.faults_of("core", {**project, "dependencies": raised})
    assert "pyproject.toml asks for >=99" in first
    assert "has changed since" in second
    fewer = {**project, "dependencies": project["dependencies"][1:]}
    assert ["has changed since" in fault for fault in lock.faults_of("core", fewer)] == [True]


def test_a_lock_that_is_not_there_is_named(
    project: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "FOLDER", REPOSITORY / "no-locks")
    assert list(lock.faults_of("core", project)) == [
        "no-locks/core.txt: the lock is missing; run make lock"
    ]
