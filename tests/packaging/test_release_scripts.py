"""What the scripts of a release decide: the audit, the list of packages, the checklist, the Pythons that are found."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import audit, check_release, lock, sbom, try_wheel
from tests.house.checkout import REPOSITORY, run_python

FAULTY = {"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]}
SOUND = {"name": "b", "version": "1", "vulns": []}
UNKNOWN = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("rows", "code", "words"),
    [
        ([SOUND], 0, "no fault is known of 1 packages"),
        ([SOUND, FAULTY], 1, "a 1: X-1, mended in 2"),
        ([SOUND, UNKNOWN], 1, "c: the advisory service does not know it"),
        ([UNKNOWN], 2, "no advisory service answered"),
        ([], 2, "looked at no package"),
    ],
)
def test_an_audit_tells_faults_from_not_knowing(
    rows: list[dict[str, object]], code: int, words: str
) -> None:
    found, told = audit.verdict(0, json.dumps({"dependencies": rows}), "")
    assert found == code
    assert words in told


def test_an_audit_that_ended_badly_is_no_good_one_though_no_fault_is_named() -> None:
    sound = json.dumps({"dependencies": [SOUND]})
    found, told = audit.verdict(3, sound, "something broke")
    assert (found, "status 3" in told, "something broke" in told) == (1, True, True)
    assert audit.verdict(1, sound, "x\nReadTimeout: no answer")[0] == 2
    faulty = json.dumps({"dependencies": [SOUND, FAULTY]})
    assert audit.verdict(1, faulty, "Found 1 known vulnerability")[1] == "a 1: X-1, mended in 2"


def test_an_audit_without_a_network_says_so_and_any_other_end_is_a_failure() -> None:
    assert audit.verdict(1, "", "x\nConnectionError: Max retries exceeded")[0] == 2
    assert audit.verdict(1, "", "a hash is missing") == (1, "a hash is missing")
    assert audit.verdict(0, "", "") == (1, "pip-audit said nothing")


def test_a_list_of_packages_tells_nothing_of_the_machine_and_keeps_its_order() -> None:
    row = {
        "bom-ref": "b",
        "externalReferences": [
            {"type": "distribution", "url": "file:///somewhere/x.whl"},
            {"type": "website", "url": "https://example.org/"},
        ],
        "properties": [{"name": "where", "value": "/opt/here"}, {"name": "kept", "value": "yes"}],
    }
    record = {
        "serialNumber": "urn:uuid:1",
        "metadata": {"timestamp": "now", "tools": {}, "component": {"name": "tierbook"}},
        "components": [row, {"bom-ref": "A"}],
        "dependencies": [{"ref": "z"}, {"ref": "y"}],
    }
    made = sbom.without_machine(record)
    assert [one["bom-ref"] for one in made["components"]] == ["A", "b"]
    assert made["components"][1]["externalReferences"] == [row["externalReferences"][1]]
    assert made["components"][1]["properties"] == [{"name": "kept", "value": "yes"}]
    assert made["metadata"] == {"component": {"name": "tierbook"}}
    assert [one["ref"] for one in made["dependencies"]] == ["y", "z"]
    assert "serialNumber" not in made


def test_version_changelog_and_citation_must_agree() -> None:
    cited = "version: 0.2.0\ndate-released: 2027-01-31\n"
    assert check_release.disagreements("0.2.0", "# C\n\n## 0.2.0 (2027-01-31)\n", cited) == []
    (open_one,) = check_release.disagreements("0.2.0", "## Unreleased\n\n## 0.1.0\n", cited)
    assert "opens with 'Unreleased'" in open_one
    wrong = check_release.disagreements("0.2.0", "## 0.1.0 (2026-11-24)\n", "version: 0.1.0\n")
    assert [fault.split(":")[0].split(",")[0] for fault in wrong] == [
        "CHANGELOG.md opens with 0.1.0",
        "CITATION.cff has version 0.1.0",
        "CITATION.cff has date-released none",
    ]


def test_a_test_that_was_left_out_is_no_good_step() -> None:
    good = "....\n4 passed in 1.00s\nleft out: nothing\n"
    assert check_release.count_tests(good) == "4 passed in 1.00s"
    some = "...s\n3 passed, 1 skipped in 1.00s\nleft out: mounts (run the tests as root): 1 test\n"
    with pytest.raises(check_release.Fault, match="mounts"):
        check_release.count_tests(some)


def test_all_requires_every_kind_of_test(tmp_path: Path) -> None:
    """The gate of a release leaves nothing to what the environment asks for."""
    test = "import pytest\n@pytest.mark.chromium\ndef test_it(): pass\n"
    (tmp_path / "test_it.py").write_text(test, encoding="utf-8")
    for required, status in (("", 0), ("r", 0), ("all", 1)):
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.conftest", str(tmp_path),
             "-c", str(REPOSITORY / "pyproject.toml")],
            cwd=REPOSITORY, capture_output=True, text=True, check=False,
            env={**os.environ, "TIERBOOK_REQUIRE": required, "TIERBOOK_CHROMIUM": str(tmp_path / "none")},
        )  # fmt: skip
        assert done.returncode == status, done.stdout


def test_the_guide_names_every_step_of_the_checklist() -> None:
    guide = (REPOSITORY / "docs" / "how-to" / "cut-a-release.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE) == [*check_release.STEPS]
    assert all(step.__doc__ for step in check_release.STEPS.values())


def test_one_step_is_run_alone_and_a_failure_ends_with_status_1() -> None:
    run = run_python("scripts/check_release.py", "--only", "lock")
    assert (run.returncode, run.stdout.decode().splitlines()[-1]) == (0, "good so far as was asked")
    assert run_python("scripts/check_release.py", "--only", "all").returncode == 2


def test_a_pin_without_a_hash_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = {"name": "tierbook", "dependencies": ["a", "b"], "optional-dependencies": {}}
    head = lock.HEAD.format(
        installed="tierbook", asked=lock.fingerprint(lock.asked_by(project, ()))
    )
    monkeypatch.setattr(lock, "REPOSITORY", tmp_path)
    monkeypatch.setattr(lock, "FOLDER", tmp_path / "locks")
    (tmp_path / "locks").mkdir()
    path = tmp_path / "locks" / "core.txt"
    hashed = " \\\n    --hash=sha256:00 \\\n    --hash=sha256:01\n"
    path.write_text(f"{head}a==1{hashed}b==2 ; python_version < '3.12'{hashed}", encoding="utf-8")
    assert list(lock.faults_of("core", project)) == []
    path.write_text(f"{head}a==1{hashed}b==2 ; python_version < '3.12'\n", encoding="utf-8")
    (fault,) = lock.faults_of("core", project)
    assert fault.startswith("locks/core.txt: b has no hash")


def test_the_wheel_is_tried_with_the_locked_packages_too(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    def run(*command: str) -> str:
        asked.append(command[1:])
        return "built x\ngood 3.11\n" + ("missing  Python 3.12\n" if missing in command else "")

    monkeypatch.setattr(check_release, "_run", run)
    missing = "nothing"
    check_release.wheel()
    assert asked == [("scripts/try_wheel.py",), ("scripts/try_wheel.py", "--locked")]
    missing = "--locked"
    with pytest.raises(check_release.Fault, match=r"3\.12"):
        check_release.wheel()


def test_this_python_is_found_and_one_that_nobody_has_is_not() -> None:
    own = "{}.{}".format(*sys.version_info)
    assert try_wheel.find_python(own) == sys.executable
    assert try_wheel.find_python("3.99") is None


def test_a_step_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(try_wheel.Failed, match=r"status 3\n  the words"):
        try_wheel.run(
            [sys.executable, "-c", "import sys; print('the words'); sys.exit(3)"], cwd=tmp_path
        )
    assert try_wheel.run([sys.executable, "-c", "print(1)"], cwd=tmp_path) == "1\n"


def test_targets_of_make_are_in_its_head_comment() -> None:
    words = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    for target in ("wheel", "lock", "sbom", "release", "audit"):
        assert f"make {target} " in words
        assert re.search(rf"^{target}:", words, re.MULTILINE)
