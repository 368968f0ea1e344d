"""Replies of institutions: signed, dated, beside a finding or a recommendation, which they never change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import nh3
import orjson
from django.db import transaction
from django.utils import timezone
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

from tierbook.errors import WrongUse
from tierbook.library.accounts.models import Institution, Person, Reply, ReplyVersion
from tierbook.library.accounts.roles import may
from tierbook.library.accounts.signing import Signed, holds, sign
from tierbook.library.catalogue.models import Content
from tierbook.release import anchor_of

__all__ = [
    "LONGEST_REPLY",
    "ReplyView",
    "VersionView",
    "beside",
    "correct",
    "draw",
    "may_sign",
    "publish",
    "reply_to",
    "view_reply",
    "withdraw",
]

LONGEST_REPLY = 3000


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version as readers see it."""

    row: ReplyVersion
    html: SafeString
    good: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class ReplyView:
    """A reply as readers see it: the newest version that is published, and those before it."""

    reply: Reply
    newest: VersionView
    earlier: tuple[VersionView, ...] = ()

    @property
    def withdrawn(self) -> bool:
        """Whether its institution has taken it back."""
        return self.reply.withdrawn is not None


def may_sign(person: Person, institution: Institution) -> bool:
    """Tell whether a person signs for an institution."""
    return institution.members.filter(pk=person.pk).exists()


def reply_to(
    institution: Institution,
    person: Person,
    text: str,
    *,
    document: str,
    finding: str = "",
    paragraph: int | None = None,
    sentence: int | None = None,
) -> Reply:
    """Sign a reply to a finding, or to a sentence that recommends; published at once if the institution is trusted.

    Raises:
        WrongUse: the person is no member, the place is none, or the text is empty or too long.
    """
    _check_member(person, institution)
    text = _clean(text)
    variable = _check_place(document, finding, paragraph, sentence)
    with transaction.atomic():
        reply = Reply.objects.create(
            institution=institution,
            document=document,
            finding=finding,
            variable=variable,
            paragraph=None if finding else paragraph,
            sentence=None if finding else sentence,
        )
        _add_version(reply, person, text)
    return reply


def correct(reply: Reply, person: Person, text: str) -> ReplyVersion:
    """Sign another wording; the one before stays readable.

    Raises:
        WrongUse: the person is no member, the reply was withdrawn, or nothing has changed.
    """
    _check_member(person, reply.institution)
    text = _clean(text)
    with transaction.atomic():
        reply = Reply.objects.select_for_update().get(pk=reply.pk)
        if reply.withdrawn:
            raise WrongUse("this reply was withdrawn", remedy="sign a new one")
        last = reply.versions.last()
        if last.text == text:
            raise WrongUse("these are the words that stand already", remedy="change them first")
        return _add_version(reply, person, text)


def publish(version: ReplyVersion, by: Person) -> None:
    """Show a version that was waiting.

    Raises:
        WrongUse: whoever asks may not publish.
    """
    from tierbook.library.accounts.roles import acting_role

    if not may(acting_role(by), "editor"):
        raise WrongUse("only an editor publishes", remedy="ask one")
    ReplyVersion.objects.filter(pk=version.pk, published=None).update(published=timezone.now())


def withdraw(reply: Reply, person: Person) -> None:
    """Take a reply back: its words are no longer shown, and a line says that there was one.

    Raises:
        WrongUse: the person is no member.
    """
    _check_member(person, reply.institution)
    Reply.objects.filter(pk=reply.pk, withdrawn=None).update(withdrawn=timezone.now())


def beside(rows: Iterable[Reply]) -> list[ReplyView]:
    """Return the replies that readers may see, of rows that have their versions and institutions at hand."""
    views = (view_reply(row) for row in rows)
    return [view for view in views if view is not None]


def view_reply(reply: Reply) -> ReplyView | None:
    """Return a reply with its published versions, None where none is published."""
    shown = [v for v in reply.versions.all() if v.published]
    if not shown:
        return None
    views = [view_version(v) for v in reversed(shown)]
    return ReplyView(reply, views[0], tuple(views[1:]))


def view_version(row: ReplyVersion) -> VersionView:
    """Return a version with its words drawn and its signature checked."""
    signed = Signed(row.message, row.signature, row.key)
    facts = orjson.loads(row.message)
    return VersionView(row, draw(row.text), holds(signed, row.text), str(facts["sha256"]))


def draw(text: str) -> SafeString:
    """Draw plain text: paragraphs, and web addresses as links that pass nothing on."""
    paragraphs = "".join(
        f"<p>{urlize(part, autoescape=True).replace(chr(10), '<br>')}</p>"
        for part in text.split("\n\n")
    )
    return mark_safe(
        nh3.clean(
            paragraphs,
            tags={"a", "br", "p"},
            attributes={"a": {"href"}},
            url_schemes={"http", "https"},
            link_rel="nofollow noreferrer ugc",
        )
    )


def _add_version(reply: Reply, person: Person, text: str) -> ReplyVersion:
    now = timezone.now()
    n = reply.versions.count() + 1
    facts = {
        "about": _address(reply),
        "institution": reply.institution.name,
        "kind": reply.institution.kind,
        "reply": reply.number,
        "signed": now.date().isoformat(),
        "signed_by": person.shown_name,
        "version": n,
    }
    signed = sign(facts, text)
    return ReplyVersion.objects.create(
        reply=reply,
        n=n,
        text=text,
        signed_by=person.shown_name,
        signer=person.pseudonym,
        signed=now,
        message=signed.message,
        signature=signed.signature,
        key=signed.key,
        published=now if reply.institution.trusted else None,
    )


def _address(reply: Reply) -> str:
    if reply.finding:
        return f"/documents/{reply.document}/findings/{reply.finding}/"
    return f"/documents/{reply.document}/#{anchor_of(reply.paragraph, reply.sentence)}"


def _check_member(person: Person, institution: Institution) -> None:
    if not may_sign(person, institution):
        raise WrongUse(
            f"{person.username} does not sign for {institution.name}",
            remedy="ask an editor to make you a member",
        )


def _check_place(document: str, finding: str, paragraph: int | None, sentence: int | None) -> str:
    """Return the variable of the finding that a reply is about; that of recommendations for a sentence of theirs."""
    content = Content.objects.filter(pk=document).first()
    if content is None:
        raise WrongUse(f"no document {document} is held", remedy="reply from a page of the library")
    coding: dict[str, Any] = orjson.loads(content.coding)
    if finding:
        row = next((f for f in coding["findings"] if f["id"] == finding), None)
        if row is None:
            raise WrongUse(
                f"the coding has no finding {finding}", remedy="open the document's page"
            )
        return str(row["variable"])
    for row in coding["findings"]:
        if row["variable"] == "recommendations" and any(
            (e["paragraph"], e["sentence"]) == (paragraph, sentence) for e in row["evidence"]
        ):
            return "recommendations"
    raise WrongUse(
        f"[{paragraph}] s. {sentence} recommends nothing",
        remedy="reply to a finding, or to a sentence of the recommendations",
    )


def _clean(text: str) -> str:
    lines = [" ".join(line.split()) for line in str(text).splitlines()]
    words = "\n".join(lines).strip()
    while "\n\n\n" in words:
        words = words.replace("\n\n\n", "\n\n")
    words = "".join(c for c in words if c == "\n" or c.isprintable())
    if not words:
        raise WrongUse("this reply is empty", remedy="write it")
    if len(words) > LONGEST_REPLY:
        raise WrongUse(
            f"this reply has {len(words)} characters",
            remedy=f"keep to {LONGEST_REPLY}, and link to the rest",
        )
    return words
