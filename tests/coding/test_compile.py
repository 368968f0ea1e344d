"""What is compiled says what the YAML says, and a checkout whose YAML differs goes by the YAML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from tierbook.coding import compile as compiling
from tierbook.coding import compiled
from tierbook.coding.patterns import Guarded, derive, known
from tierbook.files import load_yaml


@pytest.fixture(name="written")
def _written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "compiled" / "cues.json"
    monkeypatch.setattr(compiled, "COMPILED", path)
    monkeypatch.setattr(compiling, "COMPILED", path)
    _forget()
    yield path
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for cached in (compiled._record, compiled._files, compiled.sources):
        cached.cache_clear()


def test_compiling_twice_gives_the_same_bytes_and_check_writes_nothing(written: Path) -> None:
    assert compiling.main(["--check"]) == 1
    assert not written.exists()
    assert compiling.main([]) == 0
    assert written.read_bytes() == compiling.compile_cues()
    assert compiling.main(["--check"]) == 0


def test_the_compiled_files_are_those_of_the_yaml_in_their_order(written: Path) -> None:
    assert compiling.main([]) == 0
    record = orjson.loads(written.read_bytes())
    assert list(record["files"]) == [name for name, _ in compiled.sources()]
    for name, path in compiled.sources():
        plain, fast = load_yaml(Path(path)), compiled.cue_file(name)
        assert orjson.dumps(plain) == orjson.dumps(fast), name


def test_every_pattern_of_the_coder_has_its_guards_compiled(written: Path) -> None:
    assert compiling.main([]) == 0
    _forget()
    table = compiled.known_guards()
    for pattern in known():
        if isinstance(pattern, Guarded) and pattern.pattern in table:
            assert tuple(table[pattern.pattern]) == derive(pattern.pattern)


def test_yaml_that_differs_from_what_was_compiled_is_read_itself(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compiling.main([]) == 0
    (tmp_path / "cues" / "prevention").mkdir(parents=True)
    (tmp_path / "cues" / "words.yaml").write_text("number: one|two\n", encoding="utf-8")
    (tmp_path / "cues" / "prevention" / "a.yaml").write_text("[a, b]\n", encoding="utf-8")
    monkeypatch.setattr(compiled, "CUES", tmp_path / "cues")
    _forget()
    assert compiled.cue_file("words.yaml") == {"number": "one|two"}
    assert list(compiled.cue_files("prevention")) == [("prevention/a.yaml", ["a", "b"])]
    assert compiled.known_guards()  # these follow from the expressions alone


def test_a_compiled_file_of_another_format_is_passed_over(written: Path) -> None:
    written.parent.mkdir()
    written.write_bytes(orjson.dumps({"format": 0, "files": {}, "guards": {"a": [[], [], False]}}))
    assert compiled.known_guards() == {}
    assert "officials" in compiled.cue_file("words.yaml")
