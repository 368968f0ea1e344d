"""The environments of the peers are pinned to the last package, and both get every cue."""

from __future__ import annotations

import importlib.util
import re
from types import ModuleType

import pytest

from tests.house.checkout import REPOSITORY

PEERS = REPOSITORY / "bench" / "peers"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("peers_run", PEERS / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_peer_has_a_program_and_pins_every_package(bench: ModuleType) -> None:
    for name in bench.TARGETS:
        lines = (PEERS / name / "requirements.lock").read_text(encoding="utf-8").splitlines()
        assert lines
        assert not [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.!+-]+", line)]
        assert (PEERS / name / "peer.py").is_file()


def test_the_cues_are_those_of_the_files(bench: ModuleType) -> None:
    cues = bench.collect_cues()
    assert len(cues) == len(set(cues)) > 300
    assert all(cue == cue.strip() for cue in cues)
