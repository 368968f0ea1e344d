"""The site with a database in memory, loaded from corpus folders that a test writes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings

from tests.library.factories import write_corpus

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tierbook.library.settings")
settings.SECRET_KEY = "only for tests"
django.setup()

Load = Callable[..., Any]


@pytest.fixture
def load(db: None, tmp_path: Path) -> Load:
    """Write codings as a corpus folder and load it; returns the counts."""
    from tierbook.library.loading import load_folder

    def write_and_load(*records: dict[str, Any], assessed: bool = True, **more: Any) -> Any:
        return load_folder(write_corpus(tmp_path, *records, assessed=assessed, **more))

    return write_and_load


@pytest.fixture
def page(client: Any) -> Callable[[str], str]:
    """Fetch a page that must be there and return its text."""

    def fetch(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        return response.content.decode().replace("<wbr>", "")

    return fetch
