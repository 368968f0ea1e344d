"""Two officers with leave to screen, one without, and a home that holds the keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FACTS = {
    "case.age_recruited": "adult",
    "case.age_exploited": "adult",
    "case.gender": "male",
    "act.recruit": "yes",
    "means.deception": "yes",
    "purp.forced_labor": "yes",
    "case.cross_border": "no",
    "case.commercial_sex": "no",
    "case.country": "Kenya",
    "case.since": "2026-03",
    "note": "Works at a quarry and sleeps there.",
    "verdict": "met",
}


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    """A home in which keys are made."""
    settings.TIERBOOK_HOME = str(tmp_path)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return tmp_path


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    """Uma and Okwudili may screen; Ada keeps the library and may not."""
    from tierbook.library.accounts.models import Person
    from tierbook.library.screening.people import allow_screening

    found = {
        name: Person.objects.create_user(name, role=role)
        for name, role in (("uma", "reader"), ("oki", "coder"), ("ada", "admin"))
    }
    for name in ("uma", "oki"):
        allow_screening(found[name])
    return found


@pytest.fixture
def as_(people: dict[str, Any]) -> Callable[[str], Any]:
    """A browser signed in as one of them; as nobody for an empty name."""
    from django.test import Client

    def signed_in(name: str) -> Any:
        client = Client()
        if name:
            client.force_login(people[name])
        return client

    return signed_in


@pytest.fixture
def new_case(as_: Callable[[str], Any]) -> Callable[..., str]:
    """Open a case as an officer, enter facts, and return its code."""

    def make(name: str = "uma", **facts: str) -> str:
        client = as_(name)
        address = client.post("/screening/").headers["Location"]
        code = address.split("/")[2]
        sent = client.post(address, {**FACTS, **facts})
        assert sent.status_code == 302, sent.content.decode()
        return code

    return make
