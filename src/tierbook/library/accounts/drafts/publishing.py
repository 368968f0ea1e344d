"""A draft published: kept in every form, to the byte as it was looked at, until it is taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from tierbook.errors import WrongUse
from tierbook.library.accounts.drafts.making import Made, make
from tierbook.library.accounts.models import Draft, DraftFile
from tierbook.library.reading.drafted import view_draft
from tierbook.release import Draft as Report
from tierbook.release import write_docx, write_html, write_markdown, write_pdf

__all__ = ["FORMS", "PAGE", "ask", "kept_file", "publish", "unpublish"]

FORMS: Mapping[str, tuple[str, Callable[[Report], str | bytes]]] = {
    "md": ("text/markdown; charset=utf-8", write_markdown),
    "html": ("text/html; charset=utf-8", write_html),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        write_docx,
    ),
    "pdf": ("application/pdf", write_pdf),
}
PAGE = "page"


def ask(draft: Draft) -> None:
    """Ask for a draft to be published.

    Raises:
        WrongUse: no report can be made of it, or it is a scenario.
    """
    _report_of(draft)
    draft.asked = draft.asked or timezone.now()
    draft.save(update_fields=["asked"])


def publish(draft: Draft, seen: int | None = None) -> None:
    """Publish a draft as it stands, and keep it so in every form.

    Args:
        draft: the draft.
        seen: the version that the editor looked at.

    Raises:
        WrongUse: it has changed since, no report can be made of it, or it is a scenario.
    """
    if seen is not None and seen != draft.version:
        raise WrongUse(
            "the draft has changed since you looked at it", remedy="look at it again as it stands"
        )
    now = timezone.now()
    files = _files(draft, now)
    with transaction.atomic():
        done = Draft.objects.filter(pk=draft.pk, version=draft.version).update(
            asked=draft.asked or now, published=now
        )
        if not done:
            raise WrongUse(
                "the draft has just changed", remedy="look at it again as it stands, then publish"
            )
        draft.files.all().delete()
        DraftFile.objects.bulk_create(files)
    draft.refresh_from_db()


def unpublish(draft: Draft) -> None:
    """Take a draft back: it is private again, and what was kept of it goes."""
    with transaction.atomic():
        draft.asked = draft.published = None
        draft.save(update_fields=["asked", "published"])
        draft.files.all().delete()


def kept_file(draft: Draft, form: str) -> bytes:
    """Return a published draft in a form as it was published.

    One that was published before its forms were kept is kept as its first visitor sees it.

    Raises:
        WrongUse: it was published before, and no report can be made of it now; or it has just been taken back.
    """
    row = draft.files.filter(form=form).first()
    if row is None:
        _keep_now(draft)
        row = draft.files.filter(form=form).first()
    if row is None:
        raise WrongUse("the draft has just been taken back", remedy="ask its author")
    return bytes(row.content)


def _keep_now(draft: Draft) -> None:
    """Keep a draft that is published already; what was kept of it meanwhile stays."""
    assert draft.published is not None
    files = _files(draft, draft.published)
    with transaction.atomic():
        still = Draft.objects.filter(pk=draft.pk, published=draft.published)
        if still.update(published=draft.published):
            DraftFile.objects.bulk_create(files, ignore_conflicts=True)


def _files(draft: Draft, at: datetime) -> list[DraftFile]:
    """Make a draft in every form, as it is published at a time."""
    made = _report_of(draft)
    written = {form: write(made.report) for form, (_, write) in FORMS.items()}
    written[PAGE] = _page_of(draft, made, at)
    return [
        DraftFile(
            draft=draft, form=form, content=words.encode() if isinstance(words, str) else words
        )
        for form, words in written.items()
    ]


def _page_of(draft: Draft, made: Made, at: datetime) -> str:
    """Return the body of the page of a draft that is published at a time."""
    return render_to_string(
        "drafts/published_body.html",
        {
            "draft": draft,
            "at": at,
            "forms": list(FORMS),
            "made": made,
            "parts": view_draft(made.report),
            "samples": made.measured.of_sample,
        },
    )


def _report_of(draft: Draft) -> Made:
    if draft.base is not None:
        raise WrongUse(
            "a scenario is not published", remedy="make a draft of its own of it, and publish that"
        )
    try:
        return make(draft)
    except WrongUse as error:
        raise WrongUse(
            f"no report can be made of it: {error}", remedy="fill in what is missing"
        ) from error
