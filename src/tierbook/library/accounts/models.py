"""People as rows, and what is theirs: keys, invitations, institutions, replies, saved searches, drafts.

Every event that a person leaves elsewhere carries her pseudonym and no key of this table. When she is deleted her
events stand as they were, and nothing tells any more whose they are.
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

from tierbook.library.accounts.role_names import ROLES

__all__ = [
    "Draft",
    "DraftFile",
    "DraftNote",
    "DraftPiece",
    "DraftVersion",
    "Institution",
    "Key",
    "Person",
    "Reply",
    "ReplyVersion",
    "SavedSearch",
    "Throttled",
    "make_number",
    "make_pseudonym",
]

ROLE_CHOICES = [(r, r) for r in ROLES]


def make_pseudonym() -> str:
    """Return a new pseudonym: `person-` and 64 random bits."""
    return f"person-{secrets.token_hex(8)}"


def make_number() -> str:
    """Return a new number that nobody guesses."""
    return secrets.token_hex(8)


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

    def signs(self) -> bool:
        """Tell whether the person signs for an institution; asked of the database once."""
        if not hasattr(self, "_signs"):
            self._signs = self.institutions.exists()
        return self._signs


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


class Institution(models.Model):
    """A body that may reply to what the Report says: its members sign for it."""

    KINDS: ClassVar = {
        "government": "government",
        "ngo": "non-governmental organisation",
        "international": "international body",
    }

    slug = models.SlugField(max_length=60, primary_key=True)
    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=20, choices=list(KINDS.items()))
    trusted = models.BooleanField(default=False)
    members = models.ManyToManyField(Person, related_name="institutions")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_in_words(self) -> str:
        """The kind as readers see it."""
        return str(self.KINDS.get(self.kind, self.kind))


class Reply(models.Model):
    """What an institution replies to a finding, or to a sentence that recommends; its text stands in its versions."""

    number = models.CharField(max_length=20, primary_key=True, default=make_number)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="replies")
    document = models.CharField(max_length=200)
    finding = models.CharField(max_length=64, blank=True)
    variable = models.CharField(max_length=80, blank=True)
    paragraph = models.PositiveIntegerField(null=True)
    sentence = models.PositiveIntegerField(null=True)
    begun = models.DateTimeField(default=timezone.now)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["begun", "number"]
        verbose_name_plural = "replies"
        indexes: ClassVar = [
            models.Index(fields=["document", "finding"]),
            models.Index(fields=["document", "paragraph", "sentence"]),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.number}"


class ReplyVersion(models.Model):
    """One wording of a reply, signed; it is never changed, and a correction is the next one.

    `message` is what was signed, to the byte; `signature` and `key` are in base64. `published` is when readers first
    saw it, None while it waits for an editor.
    """

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="versions")
    n = models.PositiveIntegerField()
    text = models.TextField()
    signed_by = models.CharField(max_length=160)
    signer = models.CharField(max_length=40)
    signed = models.DateTimeField()
    message = models.TextField()
    signature = models.CharField(max_length=120)
    key = models.CharField(max_length=60)
    published = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["n"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reply", "n"], name="one_version_of_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.reply_id}, version {self.n}"


class SavedSearch(models.Model):
    """A search that a person has named; `params` are the parameters of its address.

    `looked` is the day of her last look and `seen` the texts of that day that she saw then: dates of acquisition are
    days, and what came later on the same day must still be new. `token` is the private address of its feed.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="searches")
    name = models.CharField(max_length=120)
    params = models.TextField()
    created = models.DateTimeField(default=timezone.now)
    looked = models.DateField()
    seen = models.JSONField(default=list)
    token = models.CharField(max_length=64, unique=True, null=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        verbose_name_plural = "saved searches"

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """A person's own report on a country for an edition: findings and judgements as an own file has them.

    Private until it is published: to her, and to at most two people whom she lets read and comment; `writers` are
    those of the two who may change it as well. A scenario is seen by whoever may see its base, and is never published.
    """

    MOST_READERS: ClassVar = 2

    number = models.CharField(max_length=20, primary_key=True, default=make_number)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    base = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="scenarios")
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=3)
    edition = models.PositiveSmallIntegerField()
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    asked = models.DateTimeField(null=True)
    published = models.DateTimeField(null=True)
    readers = models.ManyToManyField(Person, related_name="drafts_to_read")
    writers = models.ManyToManyField(Person, related_name="drafts_to_write")

    class Meta:
        ordering: ClassVar = ["-changed", "number"]

    def __str__(self) -> str:
        return self.name

    @property
    def root(self) -> Draft:
        """The draft itself, or the one that it is a scenario of."""
        return self if self.base is None else self.base


class DraftVersion(models.Model):
    """A draft as it stood after one change; who made it and what it was. A version is never changed."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="versions")
    n = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=160)
    what = models.CharField(max_length=200)
    content = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-n"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "n"], name="one_draft_version_of_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}, version {self.n}"


class DraftNote(models.Model):
    """A dated comment on a draft, by whoever may read it.

    It stands beside a criterion or an own finding where these are named, and answers another one where `parent` is.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="notes")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="notes")
    name = models.CharField(max_length=160)
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField()
    criterion = models.CharField(max_length=80, blank=True)
    finding = models.CharField(max_length=80, blank=True)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="answers")
    resolved = models.DateTimeField(null=True)
    resolved_by = models.CharField(max_length=160, blank=True)
    seen = models.ManyToManyField(Person, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.draft_id}, {self.name}"


class DraftPiece(models.Model):
    """What somebody has begun to fill in and not saved yet: the fields of one form, word for word."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="pieces")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="draft_pieces")
    key = models.CharField(max_length=200)
    fields = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["draft", "person", "key"], name="one_piece_of_a_form_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}, {self.key}"


class DraftFile(models.Model):
    """A published draft in one form, to the byte as it was when it was published; `page` is the body of its page."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    form = models.CharField(max_length=8)
    content = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["form"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "form"], name="one_draft_file_of_a_form")
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}.{self.form}"
