"""The cast of the accounts, and a narrative to report on."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache

from tests.library.accounts.conftest import as_, people  # noqa: F401
from tests.library.factories import coding


@pytest.fixture(autouse=True)
def fresh_count(db: None) -> None:
    """No test is throttled by another one."""
    cache.clear()


@pytest.fixture
def record(load: Any) -> dict[str, Any]:
    """A narrative that is held."""
    made = coding()
    load(made)
    return made


@pytest.fixture
def law(record: dict[str, Any]) -> dict[str, Any]:
    """The finding that is reported on."""
    return next(f for f in record["findings"] if f["variable"] == "prosecution.law")
