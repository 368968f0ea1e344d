"""The cast: Rosa reads, Kofi codes, Ayşe adjudicates, Ines edits, Ada keeps the library; and nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

CAST = {
    "rosa": "reader",
    "kofi": "coder",
    "ayse": "adjudicator",
    "ines": "editor",
    "ada": "admin",
}
PASSWORD = "nine quiet herons stand"


@pytest.fixture
def people(db: None, settings: Any) -> dict[str, Any]:
    """Every one of the cast, with a password (hashed in the quick way that is for tests alone)."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from tierbook.library.accounts.models import Person

    names = {"ayse": "Ayşe"}
    found = {}
    for username, role in CAST.items():
        person = Person(username=username, role=role, name=names.get(username, username.title()))
        person.set_password(PASSWORD)
        person.save()
        found[username] = person
    return found


@pytest.fixture
def as_(people: dict[str, Any]) -> Callable[[str], Any]:
    """A browser signed in as one of the cast; as nobody for an empty name."""
    from django.test import Client

    def signed_in(username: str) -> Any:
        client = Client()
        if username:
            client.force_login(people[username])
        return client

    return signed_in
