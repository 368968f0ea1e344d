"""Who may do what with a draft: its author, the two whom she lets comment, an editor of whom she has asked it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from tierbook.errors import WrongUse
from tierbook.library.accounts.models import Draft
from tierbook.library.accounts.roles import may, role_of

__all__ = ["Access", "public", "visible"]


@dataclass(frozen=True, slots=True)
class Access:
    """What whoever asks may do with a draft.

    `owner` may do everything with it, `writes` change what it holds, `works` read and comment, scenarios and versions
    included; `edits` publish it. An editor who is nothing else sees the draft itself alone.
    """

    owner: bool
    writes: bool
    works: bool
    edits: bool

    def need_writing(self) -> None:
        """Refuse whoever may not change the draft.

        Raises:
            WrongUse: she may not.
        """
        if not self.writes:
            raise WrongUse("this draft is somebody else’s", remedy="leave a comment")

    def need_owning(self) -> None:
        """Refuse everybody but the author.

        Raises:
            WrongUse: she is not.
        """
        if not self.owner:
            raise WrongUse("this is for the author of the draft", remedy="leave a comment")


def visible(request: HttpRequest, number: str, *, working: bool = True) -> tuple[Draft, Access]:
    """Return a draft that whoever asks may see, and what she may do with it.

    Args:
        request: the request of somebody who is signed in.
        number: the draft's.
        working: whether the page is for those who work on it; else an editor of whom it was asked sees it too.

    Raises:
        Http404: there is none for her, or none at all.
    """
    draft = Draft.objects.select_related("person", "base", "base__person").filter(pk=number).first()
    if draft is None:
        raise Http404("You have no such draft.")
    root, person = draft.root, request.user
    editor = may(role_of(request), "editor")
    if root.person_id == person.pk:
        return draft, Access(owner=True, writes=True, works=True, edits=editor)
    asked = draft.base is None and draft.asked is not None and editor
    if root.readers.filter(pk=person.pk).exists():
        writes = root.writers.filter(pk=person.pk).exists()
        return draft, Access(owner=False, writes=writes, works=True, edits=asked)
    if working or not asked:
        raise Http404("You have no such draft.")
    return draft, Access(owner=False, writes=False, works=False, edits=True)


def public(number: str) -> Draft:
    """Return a published draft.

    Raises:
        Http404: none is published at this address.
    """
    draft = Draft.objects.exclude(published=None).filter(pk=number, base=None).first()
    if draft is None:
        raise Http404("No draft is published at this address.")
    return draft
