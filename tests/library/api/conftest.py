"""A library of the package's samples, and how a program asks it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SITE = "https://library.example"


@pytest.fixture(scope="session")
def sample_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus folder of the samples, made once."""
    from tierbook.corpus import Corpus, Input
    from tierbook.pages import sample_pages

    folder = tmp_path_factory.mktemp("samples") / "corpus"
    Corpus(folder).ingest([Input(name, data=data) for name, data in sample_pages()])
    return folder


@pytest.fixture
def samples(db: None, sample_corpus: Path, settings: Any) -> None:
    """The samples in the database, at the address that examples have, with nobody limited."""
    from tierbook.library.loading import load_folder

    settings.TIERBOOK_SITE = SITE
    settings.TIERBOOK_API_LIMIT = 0
    load_folder(sample_corpus)


@pytest.fixture
def ask(samples: None, client: Any) -> Callable[..., Any]:
    """Ask the interface; `ask("/documents")` gives the response."""

    def fetch(address: str, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(f"/api/v1{address}", headers=named)

    return fetch


@pytest.fixture
def give(ask: Callable[..., Any]) -> Callable[..., Any]:
    """Ask for what must be there, and return its JSON."""

    def fetch(address: str, **headers: str) -> Any:
        response = ask(address, **headers)
        assert response.status_code == 200, (
            f"{address}: {response.status_code} {response.content!r:.600}"
        )
        return response.json()

    return fetch
