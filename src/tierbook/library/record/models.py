"""Rows of the record: an index of the journal in the corpus folder, from which all of them can be made again.

What is published to the byte stands as text: a column of JSON may come back with its keys in another order.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

__all__ = ["Address", "Blob", "Book", "Entry", "Erratum", "Kept", "Position"]


class Position(models.Model):
    """How many bytes of the journal these rows were made from."""

    size = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.size)


class Blob(models.Model):
    """A value kept once, by the hash of it: a paragraph, what a page said of itself, a variable, a codebook."""

    hash = models.CharField(max_length=24, primary_key=True)
    value = models.TextField()

    def __str__(self) -> str:
        return self.hash


class Book(models.Model):
    """A codebook that was at work: its name, the hash of all its entries, and each entry's hash by variable."""

    name = models.CharField(max_length=60)
    hash = models.CharField(max_length=24)
    variables = models.JSONField()

    def __str__(self) -> str:
        return f"{self.name} {self.hash}"


class Entry(models.Model):
    """One event in the life of a document: published, recoded, removed, returned, follows.

    `unit` says which text it is. `changes` holds what the journal's line holds beside the other columns; see
    `tierbook.library.record.comparing`. `follows` is the earlier state of the same publisher's page, `became` the id
    under which the same page is held now.
    """

    document = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    date = models.DateTimeField()
    kind = models.CharField(max_length=12)
    coding = models.CharField(max_length=64, null=True)
    versions = models.JSONField()
    coder = models.CharField(max_length=60)
    book = models.CharField(max_length=24, null=True)
    unit = models.JSONField()
    follows = models.CharField(max_length=200, null=True, db_index=True)
    became = models.CharField(max_length=200, null=True)
    changes = models.JSONField()

    class Meta:
        ordering: ClassVar = ["document", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="one_entry_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.number} {self.kind}"

    @property
    def same(self) -> dict[str, str]:
        """Return the findings that only got another id, each with that id."""
        return self.changes.get("same") or {}

    @property
    def ended(self) -> dict[str, list[str]]:
        """Return the findings that ended, each with those that stand in its place."""
        renewed = {old: [new] for old, new in self.same.items()}
        return {**renewed, **(self.changes.get("ended") or {})}

    @property
    def returned(self) -> list[str]:
        """Return the findings that had ended before and stand again."""
        return self.changes.get("returned") or []

    def began(self, finding: str) -> bool:
        """Tell whether a finding was published by this event first."""
        if finding in (self.changes.get("begun") or ()):
            return True
        return finding in self.same.values() and finding not in self.returned

    def part(self, name: str) -> Any:
        """Return one part of `changes`, None where the line has none."""
        return self.changes.get(name)


class Kept(models.Model):
    """A published finding that the coding of today doesn't give as it was published.

    Where `of` names a finding of today's coding, `content` holds what is different in the published one; else
    `content` is the whole finding. `paragraphs` are hashes of the paragraphs of its evidence, where they are kept too.
    """

    document = models.CharField(max_length=200)
    finding = models.CharField(max_length=64)
    of = models.CharField(max_length=64, null=True)
    content = models.TextField()
    paragraphs = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "finding"], name="one_kept_a_finding")
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.finding}"


class Erratum(models.Model):
    """A published value that changed: what it was, what it is, why. `slug` is its address."""

    slug = models.CharField(max_length=16, primary_key=True)
    date = models.DateTimeField()
    kind = models.CharField(max_length=12)
    document = models.CharField(max_length=200, db_index=True)
    number = models.PositiveIntegerField()
    country = models.CharField(max_length=3, null=True)
    edition = models.PositiveSmallIntegerField(null=True)
    text_kind = models.CharField(max_length=20)
    publisher = models.TextField()
    variable = models.CharField(max_length=80)
    was = models.JSONField()
    now = models.JSONField()
    reasons = models.JSONField()

    class Meta:
        ordering: ClassVar = ["-date", "document", "variable", "slug"]
        indexes: ClassVar = [
            models.Index(fields=["country", "edition"]),
            models.Index(fields=["variable"]),
            models.Index(fields=["-date"]),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.document} {self.variable}"

    @property
    def is_sample(self) -> bool:
        """Tell whether the text is our own restatement."""
        return self.text_kind == "sample"


class Address(models.Model):
    """An address under which a document is or was known, in one spelling."""

    key = models.CharField(max_length=400, db_index=True)
    document = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "document"], name="one_address_a_document")
        ]

    def __str__(self) -> str:
        return self.key
