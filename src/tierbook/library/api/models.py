"""The one table of the interface: how much of its allowance an asker has taken in a window of time."""

from __future__ import annotations

from django.db import models

__all__ = ["Allowance"]


class Allowance(models.Model):
    """What one asker has taken in one window; `asker` is a keyed hash, never an address or a key."""

    asker = models.CharField(max_length=40)
    window = models.BigIntegerField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asker", "window"], name="one_row_per_asker_and_window")
        ]
        indexes = [models.Index(fields=["window"], name="api_allowance_window")]

    def __str__(self) -> str:
        return f"{self.asker} {self.window}: {self.taken}"
