"""An amendment touches data alone: the blocks of the how-to are laid over a copy of the files, and the law follows."""

from __future__ import annotations

import re
import shutil
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from tierbook.errors import NotInForce
from tierbook.standards import (
    Statutes,
    all_histories,
    diff_of,
    history_of,
    law_of,
    lint_statutes,
    load_statutes,
    read_statutes,
)

BLOCK = re.compile(r"^```yaml\n# (\S+\.yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _lay_over(under: Any, over: Any) -> Any:
    """Return one tree with the values of another; lists and steps of forms are joined, texts replaced."""
    if isinstance(under, dict) and isinstance(over, dict):
        return under | {k: _lay_over(under[k], v) if k in under else v for k, v in over.items()}
    return over


@pytest.fixture(scope="module")
def amended_folder(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the statute files with the blocks of the how-to in it."""
    folder = tmp_path_factory.mktemp("amended") / "tvpa"
    source = resources.files("tierbook.standards") / "statutes" / "tvpa"
    with resources.as_file(source) as path:
        shutil.copytree(path, folder)
    page = (repository / "docs" / "how-to" / "amend-the-law.md").read_text(encoding="utf-8")
    blocks = BLOCK.findall(page)
    assert len(blocks) == 6
    for name, block in blocks:
        under, over = (
            yaml.load(text, yaml.BaseLoader) for text in ((folder / name).read_text("utf-8"), block)
        )
        (folder / name).write_text(
            yaml.safe_dump(_lay_over(under, over), allow_unicode=True, sort_keys=False),
            encoding="utf-8",
        )
    return folder


@pytest.fixture(scope="module")
def amended(amended_folder: Path) -> Statutes:
    """The statute with the made-up Act."""
    return read_statutes(amended_folder)


def test_the_amended_files_have_no_fault(amended_folder: Path) -> None:
    assert lint_statutes(amended_folder) == ()


def test_the_law_of_2027_is_that_of_the_new_act(amended: Statutes) -> None:
    law = law_of(amended, 2027)
    assert law.version == "tvpra2027"
    assert law.citation == "TVPA § 108, as in P.L. 120-1; 22 U.S.C. § 7106"
    assert law.criterion("prevention.supply_chains").paragraph == "(b)(8)"
    assert law.criterion("progress.appreciable").paragraph == "(b)(13)"
    with pytest.raises(NotInForce):
        law.criterion("scope.noncitizen_share")
    assert law.provision("swl.up_to_2") is None
    # an open first edition is told at what the form brings or moves, and nowhere else
    told = {entry.id for entry in law.criteria if any("two months" in why for why in entry.why)}
    assert told == {"prevention.supply_chains", "progress.appreciable"}


def test_no_edition_before_the_act_has_changed(amended: Statutes) -> None:
    for edition in range(2001, 2026):
        then, now = law_of(load_statutes(), edition), law_of(amended, edition)
        for one, other in zip(then.rows(), now.rows(), strict=True):
            if one["id"] == "swl.up_to_2":
                continue  # its wording is another in the example
            assert {**one, "last_edition": None} == {**other, "last_edition": None}
        assert then.reservations == now.reservations or edition >= 2024


def test_the_difference_names_what_the_act_did(amended: Statutes) -> None:
    found = diff_of(amended, 2026, 2027)
    assert [act.id for act in found.acts] == ["tvpra2027"]
    assert {change.id: change.how for change in found.changes} == {
        "prevention.supply_chains": ("added",),
        "scope.noncitizen_share": ("dropped",),
        "progress.appreciable": ("renumbered",),
        "cooperation.extradition": ("widened",),
        "swl.up_to_2": ("dropped",),
    }
    assert all(change.acts == (amended.act("tvpra2027"),) for change in found.changes)
    assert "From (b)(11) to (b)(13)." in str(found)
    assert "2027 dropped by tvpra2027, P.L. 120-1: No longer asked." in str(found)


def test_the_history_of_a_dropped_criterion_ends(amended: Statutes) -> None:
    history = history_of(amended, "scope.noncitizen_share")
    assert history.spans[-1].last_edition == 2026
    assert history.at(2027) is None
    assert [step.how for step in history.steps] == ["added", "dropped"]
    assert len(list(all_histories(amended))) == len(list(all_histories(load_statutes()))) + 1
