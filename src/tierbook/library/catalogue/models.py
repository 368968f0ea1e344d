"""Rows of the catalogue. All of them can be made again from the corpus folder."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tierbook.library.catalogue.packing import PackedTextField


class Document(models.Model):
    """One text that the library holds, light enough to list by the thousand."""

    id = models.CharField(max_length=200, primary_key=True)
    digest = models.CharField(max_length=64)
    country = models.CharField(max_length=3, null=True)
    edition = models.PositiveSmallIntegerField(null=True)
    text_kind = models.CharField(max_length=20)
    kind_order = models.PositiveSmallIntegerField()
    publisher = models.TextField()
    title = models.TextField(null=True)
    stated_tier = models.CharField(max_length=10, null=True)
    coder = models.CharField(max_length=60)
    paragraphs = models.PositiveIntegerField()
    sentences = models.PositiveIntegerField()
    findings_count = models.PositiveIntegerField()
    acquired = models.DateField(null=True)  # the day on which the page was taken or came in

    class Meta:
        ordering: ClassVar = ["country", "edition", "kind_order", "id"]
        indexes: ClassVar = [
            models.Index(fields=["country", "edition"]),
            models.Index(fields=["edition", "country"]),
        ]

    def __str__(self) -> str:
        return self.id

    @property
    def is_sample(self) -> bool:
        """Tell whether the text is our own restatement."""
        return self.text_kind == "sample"


class Content(models.Model):
    """The whole coding and assessment of a document, as the corpus has them."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, primary_key=True)
    coding = PackedTextField()
    assessment = PackedTextField(null=True)

    def __str__(self) -> str:
        return self.document_id


class Paragraph(models.Model):
    """A numbered paragraph; `sentences` holds [number, start, end], offsets counting in `text`."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="rows_of_text")
    number = models.PositiveIntegerField()
    pillar = models.CharField(max_length=20)
    text = models.TextField()
    sentences = models.JSONField()

    class Meta:
        ordering: ClassVar = ["document_id", "number"]

    def __str__(self) -> str:
        return f"{self.document_id} [{self.number}]"


class Finding(models.Model):
    """One value that one coder gave one variable of one document, with the place of its first words."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="findings")
    finding = models.CharField(max_length=64)
    position = models.PositiveIntegerField()
    reference = models.CharField(max_length=8)
    variable = models.CharField(max_length=80, db_index=True)
    value = models.JSONField()
    chips = models.JSONField()
    paragraph = models.PositiveIntegerField(null=True)
    sentence = models.PositiveIntegerField(null=True)
    quote = models.TextField()
    cue = models.CharField(max_length=120)

    class Meta:
        ordering: ClassVar = ["document_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "finding"], name="one_row_per_finding")
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.reference} {self.variable}"


class Passage(models.Model):
    """What search matches: a paragraph, or the head of a text (paragraph 0). Its words are folded.

    The number of a row is its place in the sets that search works with, so numbers are never given twice.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="passages")
    paragraph = models.PositiveIntegerField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    pillar = models.CharField(max_length=20)
    words = models.TextField()
    evidence = models.TextField()
    coded = models.TextField()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.document_id} [{self.paragraph}]"


class Word(models.Model):
    """A word of the index, and the key that its forms share.

    `plain` tells that some text has it in small letters; a name of a person is never suggested to anyone.
    """

    text = models.CharField(max_length=60, primary_key=True)
    family = models.CharField(max_length=80, db_index=True)
    plain = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.text


class Stamp(models.Model):
    """One row, one number: another one whenever the index changes, so that what is kept in memory knows it is old."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class Derived(models.Model):
    """What was worked out of all that is held, kept until that changes."""

    key = models.CharField(max_length=200, primary_key=True)
    made_by = models.CharField(max_length=40)
    content = models.TextField()

    def __str__(self) -> str:
        return self.key
