"""The key of a case is on the disk before the case is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tierbook.files import beside
from tierbook.library.screening import keys


def test_a_new_key_and_the_folder_of_the_first_are_named_on_the_disk(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    for module in (beside, keys):
        monkeypatch.setattr(module, "sync_folder", synced.append)
    keys.make_key("one")
    assert synced == [home, home, home / "screening_keys"]  # folder, master key, key
    keys.make_key("two")
    assert synced[3:] == [home / "screening_keys"]
    assert sorted(path.name for path in (home / "screening_keys").iterdir()) == ["one", "two"]
