"""People and their keys, as rows.

Every event that a person leaves elsewhere carries her pseudonym and no key of this table. When she is deleted her
events stand as they were, and nothing tells any more whose they are.
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

__all__ = ["Key", "Person", "Throttled", "make_pseudonym"]

ROLE_CHOICES = [(r, r) for r in ("reader", "coder", "adjudicator", "editor", "admin")]


def make_pseudonym() -> str:
    """Return a new pseudonym: `person-` and 64 random bits."""
    return f"person-{secrets.token_hex(8)}"


class Person(AbstractUser):
    """Somebody with an account; `role` says what she may do."""

    first_name = None
    last_name = None
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=12, choices=ROLE_CHOICES, default="reader")
    pseudonym = models.CharField(max_length=40, unique=True, default=make_pseudonym)

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name as others see it."""
        return self.name or self.username

    def get_full_name(self) -> str:
        """Return the name, as Django asks for it."""
        return self.shown_name

    def get_short_name(self) -> str:
        """Return the name, as Django asks for it."""
        return self.shown_name

    def has_second_factor(self) -> bool:
        """Tell whether a second factor guards the account; asked of the database once."""
        if not hasattr(self, "_second_factor"):
            from allauth.mfa.utils import is_mfa_enabled

            self._second_factor = bool(is_mfa_enabled(self))
        return self._second_factor


class Key(models.Model):
    """A key by which a program acts for a person; only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="keys")
    name = models.CharField(max_length=80)
    scopes = models.CharField(max_length=40)
    shown = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(default=timezone.now)
    last_used = models.DateField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created", "-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.shown}…)"

    def may(self, scope: str) -> bool:
        """Tell whether the key has a scope."""
        return scope in self.scopes.split()

    def revoke(self) -> None:
        """End the key; its line stays, so that its name and dates can be looked up."""
        if self.revoked is None:
            self.revoked = timezone.now()
            self.save(update_fields=["revoked"])


class Throttled(models.Model):
    """The table of Django's cache, in which attempts to sign in are counted for all workers together."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_throttled"

    def __str__(self) -> str:
        return self.cache_key
