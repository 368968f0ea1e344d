"""The home folder and its settings: command line, environment, config.toml, default."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.corpus.making import narrative, write_narratives
from tierbook.cli.homes import find_home, flag_setting, number_setting, setting
from tierbook.cli.options import parse_size
from tierbook.errors import WrongUse


def test_the_home_is_the_options_then_the_environments_then_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIERBOOK_HOME", str(tmp_path / "named"))
    assert find_home(tmp_path / "given") == tmp_path / "given"
    assert find_home(None) == tmp_path / "named"
    monkeypatch.delenv("TIERBOOK_HOME")
    assert find_home(None).name == "tierbook"


def test_settings_come_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text("port = 9000\n", encoding="utf-8")
    monkeypatch.delenv("TIERBOOK_PORT", raising=False)
    assert number_setting("port", None, tmp_path, 8000) == 9000
    assert number_setting("port", None, None, 8000) == 8000
    monkeypatch.setenv("TIERBOOK_PORT", "9001")
    assert number_setting("port", None, tmp_path, 8000) == 9001
    assert number_setting("port", 9002, tmp_path, 8000) == 9002
    monkeypatch.setenv("TIERBOOK_PORT", "many")
    with pytest.raises(WrongUse, match="many"):
        number_setting("port", None, tmp_path, 8000)


def test_a_wrong_number_names_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('model_timeout = "soon"\n', encoding="utf-8")
    with pytest.raises(WrongUse) as caught:
        number_setting("model_timeout", None, tmp_path, 120)
    remedy = caught.value.remedy or ""
    assert "TIERBOOK_MODEL_TIMEOUT" in remedy
    assert "--model_timeout" not in remedy


@pytest.mark.parametrize("words", ["colour = 1\n", "port = \n", "\x00"])
def test_a_wrong_config_is_named(tmp_path: Path, words: str) -> None:
    (tmp_path / "config.toml").write_text(words, encoding="utf-8")
    with pytest.raises(WrongUse, match=r"config\.toml"):
        setting("port", None, tmp_path)


@pytest.mark.parametrize(
    ("words", "size"), [("5000", 5000), ("5kB", 5000), ("50 MB", 50_000_000), ("1g", 10**9)]
)
def test_sizes(words: str, size: int) -> None:
    assert parse_size(words) == size


def test_ingest_fills_corpus_and_library_and_the_second_time_changes_nothing(
    process: Program, tmp_path: Path
) -> None:
    write_narratives(tmp_path / "2018", 3)
    first = json.loads(process("ingest", tmp_path / "2018", "--format", "json").out)
    assert (first["documents"], first["library"]["added"]) == (3, 3)
    assert first["home"] == str(tmp_path / "home")
    second = json.loads(process("ingest", tmp_path / "2018", "--format", "json").out)
    assert (second["pages_unchanged"], second["documents"]) == (3, 0)
    assert second["library"]["unchanged"] == 3


def test_ingest_names_a_broken_page_and_does_the_others(process: Program, tmp_path: Path) -> None:
    write_narratives(tmp_path / "2018", 2)
    (tmp_path / "bad.txt").write_bytes(b"")
    run = process("ingest", tmp_path / "2018", tmp_path / "bad.txt", "--home", tmp_path / "other")
    assert run.code == 1
    assert "bad.txt" in run.err
    assert "1 input failed; 2 documents done" in run.err
    assert "corpus: documents" in run.out
    found = process("search", "police", "--home", tmp_path / "other")
    assert (found.code, found.out.count("tip-2018-")) == (0, 2), found.out


def test_ingest_into_a_newer_corpus_is_refused(process: Program, tmp_path: Path) -> None:
    corpus = tmp_path / "home" / "corpus"
    corpus.mkdir(parents=True)
    (corpus / "manifest.json").write_text('{"format": 7}', encoding="utf-8")
    page = tmp_path / "kenya-2018.txt"
    page.write_text(narrative(), encoding="utf-8")
    run = process("ingest", page)
    assert run.code == 1
    assert "format 7" in run.err
    assert "new home" in run.err


def test_a_setting_is_on_or_off_by_environment_before_config_and_off_at_first(
    tmp_path, monkeypatch
):
    monkeypatch.delenv("TIERBOOK_SHOW_COMPUTED", raising=False)
    assert flag_setting("show_computed", tmp_path) is False
    (tmp_path / "config.toml").write_text("show_computed = true\n", encoding="utf-8")
    assert flag_setting("show_computed", tmp_path) is True
    monkeypatch.setenv("TIERBOOK_SHOW_COMPUTED", "0")
    assert flag_setting("show_computed", tmp_path) is False
    monkeypatch.setenv("TIERBOOK_SHOW_COMPUTED", "perhaps")
    with pytest.raises(WrongUse, match="neither on nor off"):
        flag_setting("show_computed", tmp_path)
