"""A codebook loads from its compiled file, or from YAML that has changed since, with the same result."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from tierbook.codebook import check_value, compile_codebook, lint_codebook, load_codebook, loading
from tierbook.errors import WrongUse

PACKAGED = loading.PACKAGED
FIXED = """
tier.stated tier.standards tier.watch_list_year tier.waiver tier.change
profile.source profile.transit profile.destination profile.internal
profile.origins profile.destinations profile.transit_from profile.transit_to
profile.origin_regions profile.destination_regions profile.transit_from_regions profile.transit_to_regions
profile.origins_elsewhere profile.destinations_elsewhere profile.at_risk_origins profile.at_risk_destinations
profile.forms profile.sectors profile.victims profile.methods profile.traffickers flows.edges
prosecution.law prosecution.penalties_stringent prosecution.penalties_commensurate prosecution.investigated
prosecution.prosecuted prosecution.convicted prosecution.lenient_sentences prosecution.complicity
prosecution.officials_held prosecution.training
protection.identification protection.victims_identified protection.victim_concept protection.referral
protection.services protection.shelter protection.victims_penalised protection.victims_deported
protection.residency protection.remedies protection.witness
prevention.action_plan prevention.coordination prevention.campaigns prevention.hotline prevention.demand
prevention.sex_tourism prevention.peacekeepers prevention.diplomats prevention.recruiters
prevention.labor_inspection prevention.birth_registration prevention.training
cooperation.international effort.prosecution effort.protection effort.prevention
figures.investigations figures.prosecutions figures.convictions figures.victims_identified recommendations
""".split()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The YAML of the package in a folder of its own, without the compiled file."""
    shutil.copytree(PACKAGED / "tip", tmp_path / "tip")
    shutil.copy(PACKAGED / "vocabularies.yaml", tmp_path)
    return tmp_path


def test_the_fixed_variables_are_all_there() -> None:
    assert [i for i in FIXED if i not in load_codebook().variables] == []


def test_our_own_files_have_no_faults() -> None:
    assert [str(fault) for fault in lint_codebook()] == []


def test_the_compiled_file_is_up_to_date() -> None:
    compiled = loading.compiled_file("tip")
    assert compiled is not None
    assert compiled.read_bytes() == compile_codebook(PACKAGED / "tip"), (
        "run python -m tierbook.codebook.compile"
    )
    assert compiled.stem == load_codebook().name.replace("/", "-")


def test_ends_of_line_do_not_change_the_hash(copy: Path) -> None:
    before = loading.hash_sources(copy / "tip")
    for path in copy.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert loading.hash_sources(copy / "tip") == before == loading.hash_sources(PACKAGED / "tip")


def test_changed_yaml_is_compiled_in_memory(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(PACKAGED / "compiled", copy / "compiled")
    stale = (copy / "compiled" / "tip-1.json").read_bytes()
    path = copy / "tip" / "variables" / "prosecution" / "prosecution.convicted.yaml"
    changed = path.read_text(encoding="utf-8").replace(
        "label: Traffickers convicted", "label: Convictions"
    )
    changed = changed.replace("label: Convictions", "label: Convictions at last", 1)
    path.write_text(changed, encoding="utf-8")
    monkeypatch.setattr(loading, "PACKAGED", copy)
    codebook = load_codebook.__wrapped__("tip")
    assert codebook.variables["prosecution.convicted"].label == "Convictions at last"
    assert (copy / "compiled" / "tip-1.json").read_bytes() == stale


def test_a_compiled_file_of_another_format_is_left_aside(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copy / "compiled").mkdir()
    record = orjson.loads((PACKAGED / "compiled" / "tip-1.json").read_bytes())
    record.update(format=0, variables=[])
    (copy / "compiled" / "tip-1.json").write_bytes(orjson.dumps(record))
    monkeypatch.setattr(loading, "PACKAGED", copy)
    assert load_codebook.__wrapped__("tip") == load_codebook()


def test_an_unknown_codebook_is_refused_with_those_that_exist() -> None:
    for name in ("tap", "../tip", "compiled"):
        with pytest.raises(WrongUse, match="choose one of: tip"):
            load_codebook(name)


def test_loading_reads_no_yaml_and_no_pydantic() -> None:
    code = (
        "import sys; from tierbook.codebook import load_codebook; load_codebook();"
        "print(sorted({'yaml', 'pydantic'} & {m.split('.')[0] for m in sys.modules"
        " if m not in BEFORE}))"
    )
    code = code.replace(
        "import sys;", "import sys; import tierbook.files; BEFORE = set(sys.modules);"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_same_yaml_gives_the_same_bytes() -> None:
    assert compile_codebook(PACKAGED / "tip") == compile_codebook(PACKAGED / "tip")


def test_what_exists_only_since_an_edition_is_not_asked_before() -> None:
    variables = load_codebook().variables
    assert not variables["tier.watch_list_year"].asked_in(2003)
    assert variables["tier.watch_list_year"].asked_in(2004)
    assert not variables["tier.waiver"].asked_in(2008)
    assert variables["tier.waiver"].asked_in(2009)
    assert not variables["tier.change"].asked_in(2001)
    assert variables["prevention.demand"].asked_in(2003)
    assert variables["tier.waiver"].asked_in(None)


def test_every_example_has_a_country_and_an_edition() -> None:
    bare = [
        f"{variable.id}:{example.id}"
        for variable in load_codebook().variables.values()
        for example in variable.examples
        if example.country is None or example.edition is None
    ]
    assert bare == []


def test_examples_speak_in_every_era_and_in_the_short_form() -> None:
    examples = [e for v in load_codebook().variables.values() for e in v.examples]
    assert {2003, 2008, 2012, 2018, 2022} <= {e.edition for e in examples}
    assert sum(e.text_kind == "summary" for e in examples) > 30


def test_every_stated_example_passes_the_check_of_values() -> None:
    codebook = load_codebook()
    for variable in codebook.variables.values():
        for example in variable.examples:
            if example.kind == "positive":
                check_value(codebook, variable.id, example.value)
