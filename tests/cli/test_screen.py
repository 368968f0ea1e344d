"""`tierbook screen`: a case from a file against every definition, offline, and nothing kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.house.checkout import run_python

CASE = """\
case: K-07
facts:
  case.age_exploited: adult
  case.age_recruited: adult
  case.gender: male
  act.recruit: yes
  means.deception: yes
  purp.forced_labor: yes
  case.cross_border: no
note: The person works at a quarry.
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


def test_the_sheet_says_safety_first_and_what_each_element_rests_on(program, case):
    done = program("screen", case)
    assert done.code == 0
    assert done.out.startswith("SAFETY FIRST")
    assert "Palermo Protocol: met on the facts entered" in done.out
    assert "a means: yes (Deception)" in done.out
    assert "Would change if: " in done.out
    assert "Only across a border" not in done.out


def test_as_json_with_the_readings_for_comparison(program, case):
    done = program("screen", case, "--format", "json", "--with-narrow")
    record = json.loads(done.out)
    outcomes = {o["definition"]: o["outcome"] for o in record["outcomes"]}
    assert list(outcomes) == ["palermo", "tvpa_sex", "tvpa_labor", "coe_eu"]
    assert outcomes["palermo"] == "met"
    narrow = {o["definition"]: o for o in record["for_comparison"]["readings"]}
    assert narrow["narrow_border"]["in_words"] == (
        "not met under this definition on these facts (4 definitions differ)"
    )
    assert narrow["narrow_border"]["concepts"] == ["movement_required", "only_foreigners"]
    assert narrow["narrow_border"]["reading"] == record["for_comparison"]["what"]


def test_json_is_read_too_and_gives_the_same(program, case, tmp_path):
    from tierbook.files import load_yaml

    other = tmp_path / "case.json"
    other.write_text(json.dumps(load_yaml(case)), encoding="utf-8")
    first, second = program("screen", case), program("screen", other)
    assert first.out == second.out


def test_the_empty_form_is_a_case_in_which_all_is_open(program, tmp_path):
    form = program("screen", "--facts")
    path = tmp_path / "form.yaml"
    path.write_text(form.out, encoding="utf-8")
    record = json.loads(program("screen", path, "--format", "json").out)
    assert record["facts"] == {}
    assert {o["outcome"] for o in record["outcomes"]} == {"undecided"}


def test_a_vignette_is_read_then_compared(program, case):
    read = program("screen", "--vignette", "3")
    assert read.out.startswith("Invented case 3: ")
    assert "agreed" not in read.out
    compared = program("screen", case, "--vignette", "3")
    assert "as agreed" in compared.out
    assert json.loads(program("screen", "--vignette", "3", "--format", "json").out)["invented"]


def test_what_has_no_place_in_a_case_is_refused_without_repeating_it(program, tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(CASE + "name: Amina\n", encoding="utf-8")
    assert program("screen", path).code == 1
    path.write_text(CASE.replace("at a quarry", "at +44 7700 900123"), encoding="utf-8")
    refused = program("screen", path)
    assert refused.code == 1
    assert "7700" not in refused.err
    assert program("screen").code == 2
    assert program("screen", "--vignette", "99").code == 2


def test_screening_touches_no_home_and_no_network(case, tmp_path):
    home = tmp_path / "home"
    run = run_python("-m", "tierbook", "screen", str(case), TIERBOOK_HOME=str(home))
    assert run.returncode == 0, run.stderr.decode()
    assert not home.exists()
