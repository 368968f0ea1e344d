"""What keeping a record of what was published costs, measured on a small home."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from bench import record
from tests.corpus.making import write_narratives
from tierbook.corpus import Corpus, expand_inputs


def test_every_change_is_loaded_and_its_journal_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_narratives(tmp_path / "2018", 3)
    Corpus(tmp_path / "home" / "corpus").ingest(expand_inputs([str(tmp_path / "2018")]))
    monkeypatch.setattr(sys, "argv", ["record", str(tmp_path / "home"), "--rounds", "1"])
    record.main()
    told = capsys.readouterr().out
    grown = dict(re.findall(r"^(.+): the journal grows by ([\d.]+) MB", told, re.MULTILINE))
    assert set(grown) == set(record.CHANGES)
    assert float(grown["some findings"]) > 0
