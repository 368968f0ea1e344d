"""Real texts for panels: some countries of the one edition that is held whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tierbook import code, read
from tierbook.dossier import HeldText


@pytest.fixture(scope="session")
def real_2018(shared: Path) -> tuple[HeldText, ...]:
    """Sixteen narratives of 2018, by country."""
    texts = []
    for path in sorted((shared / "data" / "narratives" / "2018").glob("*.txt"))[::7]:
        document = read(path.read_bytes(), country=path.stem, edition=2018)
        texts.append(HeldText.of(code(document)))
    return tuple(texts)
