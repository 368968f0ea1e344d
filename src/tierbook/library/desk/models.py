"""Events, and where they leave each report.

An event is added and never changed: saving one again, updating or deleting events is refused here, and an update in the
database too. `Report` says where the events leave a report; it can be thrown away and made again (`rebuild`). So can
what the desk looks things up by: `Item`, `Decided`, `Disputed`, `Unit`, `Assignment`. What a reporter wrote to be
reached by stands apart, in `Contact`, which can be emptied without touching an event.
"""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils import timezone

from tierbook.library.catalogue.models import Document

__all__ = [
    "Assignment",
    "Contact",
    "Decided",
    "Disputed",
    "Event",
    "EventChanged",
    "Item",
    "Report",
    "Unit",
]


class EventChanged(RuntimeError):
    """Somebody tried to change or to delete what has happened."""


class _AddedOnly(models.QuerySet):
    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise EventChanged("events are added and never changed")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise EventChanged("events are added and never deleted")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise EventChanged("events are added and never changed")


class Event(models.Model):
    """Something that somebody did: who, when, what, about which page under which codebook.

    `by` is a pseudonym, empty for whoever has no account. `number` names what the events are about: those of one report
    share it. `content` is what was said, in a shape that depends on `kind`.
    """

    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=20, db_index=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=40, blank=True, db_index=True)
    via = models.CharField(max_length=10, default="page")
    document = models.CharField(max_length=200)
    finding = models.CharField(max_length=64, blank=True)
    variable = models.CharField(max_length=80, blank=True)
    page = models.CharField(max_length=64)
    codebook = models.CharField(max_length=40)
    content = models.JSONField()

    objects = _AddedOnly.as_manager()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["document", "finding"])]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event; refuse to save it again."""
        if self.pk is not None:
            raise EventChanged("events are added and never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise EventChanged("events are added and never deleted")


class Report(models.Model):
    """Where the events leave one report: made of them, and made again from them at any time."""

    number = models.CharField(max_length=20, primary_key=True)
    state = models.CharField(max_length=10, db_index=True)
    document = models.CharField(max_length=200)
    finding = models.CharField(max_length=64, blank=True)
    variable = models.CharField(max_length=80, blank=True)
    what = models.CharField(max_length=20)
    said = models.TextField(blank=True)
    reported = models.DateTimeField()
    settled = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-reported", "-number"]
        indexes: ClassVar = [models.Index(fields=["document", "finding", "state"])]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class Contact(models.Model):
    """How whoever reported can be reached: shown to those who settle reports, and emptied when one is settled."""

    number = models.CharField(max_length=20, primary_key=True)
    words = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.number


class Item(models.Model):
    """One proposal of the machine that a person may look at; made with the rows of its text, and gone with them.

    `state` is where decisions leave it: empty while it is open, `set`, `contested` or `stale`. `sure` is the
    confidence, with those of which nothing is known behind all others. `disputed` says that another coder says
    otherwise; where the machine is silent and the other coder is not, there is an item without a finding.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="items")
    country = models.CharField(max_length=3, blank=True)
    edition = models.PositiveSmallIntegerField(null=True)
    variable = models.CharField(max_length=80)
    level = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=10, blank=True)
    finding = models.CharField(max_length=64, blank=True)
    sure = models.FloatField()
    paragraph = models.PositiveIntegerField(null=True)
    sentence = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, blank=True)
    disputed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["sure", "id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "sure", "id"]),
            models.Index(fields=["state", "disputed", "sure", "id"]),
            models.Index(fields=["state", "variable", "sure", "id"]),
            models.Index(fields=["state", "country", "edition", "id"]),
            models.Index(fields=["document", "variable"]),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.variable}"


class Decided(models.Model):
    """A decision that stands: of one person, or an adjudicated one; made again from the events of its variable."""

    event = models.CharField(max_length=20, primary_key=True)
    coder = models.CharField(max_length=40)
    document = models.CharField(max_length=200)
    variable = models.CharField(max_length=80)
    level = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=10, blank=True)
    action = models.CharField(max_length=12)
    shown = models.CharField(max_length=10)
    how = models.CharField(max_length=10)
    sample = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10)
    at = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        ordering: ClassVar = ["at", "event"]
        indexes: ClassVar = [
            models.Index(fields=["document", "variable"]),
            models.Index(fields=["coder", "document"]),
            models.Index(fields=["state", "document"]),
        ]

    def __str__(self) -> str:
        return self.event


class Disputed(models.Model):
    """What two coders of a text, such as rules and a model, say differently of one variable; made again from events.

    `values` has for each coder its name, its value (None where it is silent) and its evidence.
    """

    number = models.CharField(max_length=20, primary_key=True)
    document = models.CharField(max_length=200, db_index=True)
    variable = models.CharField(max_length=80)
    level = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=10, blank=True)
    page = models.CharField(max_length=64)
    values = models.JSONField()

    class Meta:
        ordering: ClassVar = ["document", "variable", "number"]

    def __str__(self) -> str:
        return f"{self.document} {self.variable}"


class Unit(models.Model):
    """One line of a sample file that was loaded: a text to code blind, with the probability of its being drawn."""

    sample = models.CharField(max_length=40)
    document = models.CharField(max_length=200)
    n = models.PositiveIntegerField()
    line = models.JSONField()

    class Meta:
        ordering: ClassVar = ["sample", "n", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sample", "document"], name="one_unit_of_a_sample")
        ]

    def __str__(self) -> str:
        return f"{self.sample} {self.n}"


class Assignment(models.Model):
    """A text that somebody was asked to code: blind, or to look through with the proposals before her."""

    number = models.CharField(max_length=20, primary_key=True)
    person = models.CharField(max_length=40, db_index=True)
    document = models.CharField(max_length=200)
    variables = models.JSONField(null=True)
    sample = models.CharField(max_length=40, blank=True)
    blind = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "number"]

    def __str__(self) -> str:
        return f"{self.person} {self.document}"
