"""Who may screen, which cases there are, and what happened to them; what was entered is sealed.

In the clear stand codes, pseudonyms and times. Facts, notes and verdicts are in `Entry.sealed`, which only the key of
the case opens (`keys`). Entries and looks are added and never changed. No row points to the other database.
"""

from __future__ import annotations

import secrets
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils import timezone

__all__ = ["Case", "Changed", "Entry", "Grant", "Look", "Seat", "make_code"]

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # without those that are mistaken for another


def make_code() -> str:
    """Return a new code of a case, which nobody guesses: C-4FQ2-9TRB."""
    parts = ("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(2))
    return f"C-{'-'.join(parts)}"


class Changed(RuntimeError):
    """Somebody tried to change or to delete what has happened."""


class _AddedOnly(models.QuerySet):
    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise Changed("what happened is added and never changed")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise Changed("what happened is added and never deleted")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise Changed("what happened is added and never changed")


class _Happened(models.Model):
    """Something that is added once."""

    objects = _AddedOnly.as_manager()

    class Meta:
        abstract = True
        ordering: ClassVar = ["id"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it; refuse to save it again."""
        if self.pk is not None:
            raise Changed("what happened is added and never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise Changed("what happened is added and never deleted")


class Grant(models.Model):
    """Leave to screen, for one pseudonym."""

    pseudonym = models.CharField(max_length=40, primary_key=True)
    since = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=40, blank=True)
    revoked = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.pseudonym


class Case(models.Model):
    """One case: its code, who opened it, and when its key was destroyed."""

    code = models.CharField(max_length=12, primary_key=True, default=make_code)
    opened = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=40, db_index=True)
    deleted = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-opened", "code"]

    def __str__(self) -> str:
        return self.code


class Seat(models.Model):
    """An officer at a case: she enters blind until she is done, and then sees others who are."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="seats")
    pseudonym = models.CharField(max_length=40, db_index=True)
    since = models.DateTimeField(default=timezone.now)
    done = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "pseudonym"], name="one_seat_at_a_case")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.pseudonym}"


class Entry(_Happened):
    """What an officer entered at one time, sealed; the newest of hers counts, and none is changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    by = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)
    blind = models.BooleanField()
    sealed = models.TextField()

    class Meta(_Happened.Meta):
        indexes: ClassVar = [models.Index(fields=["case", "by"])]

    def __str__(self) -> str:
        return f"{self.case_id} {self.by}"


class Look(_Happened):
    """Who did what with which case, or gave whom leave, and when; never what stood there.

    Leave that was given before `about` was kept names in `by` whoever got it.
    """

    code = models.CharField(max_length=12, blank=True, db_index=True)
    by = models.CharField(max_length=40, blank=True, db_index=True)
    at = models.DateTimeField(default=timezone.now)
    what = models.CharField(max_length=12)
    about = models.CharField(max_length=40, blank=True)  # whose leave it was

    def __str__(self) -> str:
        return f"{self.code} {self.what}"
