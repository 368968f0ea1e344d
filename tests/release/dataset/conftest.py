"""One release for all tests of this folder, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.release.dataset.making import library
from tierbook.release import MadeRelease, Wishes, make_release

WISHES = Wishes(
    creators=("Yamada, Hanako 0000-0002-1825-0097", "Institute of Law"), doi="10.5281/zenodo.1"
)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeRelease:
    """The release of the library of `making`."""
    return make_release(library(), tmp_path_factory.mktemp("release") / "first", WISHES)


@pytest.fixture(scope="session")
def released(made: MadeRelease) -> Path:
    """Its folder."""
    return made.folder
