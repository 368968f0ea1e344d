"""What an address asks to be cited: `?p=4&s=2`, with the day of access; and the citation of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

from tierbook.errors import WrongUse
from tierbook.library.catalogue.models import Content
from tierbook.library.operating.address import site_of
from tierbook.library.reading.held import shown_records
from tierbook.library.record.published import finding_at
from tierbook.library.record.standing_page import document_of
from tierbook.release import Citation, anchor_of, citation_of

__all__ = ["Asked", "BadRequest", "asked_of", "records_of"]

_LONGEST = 4
_LONGEST_ID = 64


class BadRequest(Exception):
    """An address that makes no sense, with what to write instead."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A place in a document, and the day on which the reader opened its page.

    Attributes:
        document: id of the document.
        paragraph: number in brackets; None for the whole document.
        sentence: number in the paragraph; None for all of it.
        accessed: the day as the reader gives it, `2026-03-31`; empty where he gives none, and the page's own stands.
        path: lasting address of what is cited, where that is another than the place on the document's page.
        finding: id of a finding whose own record is cited, as it was published; empty for the text of today.
    """

    document: str
    paragraph: int | None = None
    sentence: int | None = None
    accessed: str = ""
    path: str = ""
    finding: str = ""

    @property
    def query(self) -> str:
        """Return the query of this place, with its question mark; the day where it was given."""
        rows: list[tuple[str, object]] = [("p", self.paragraph), ("s", self.sentence)]
        rows += [("finding", self.finding)] if self.finding else []
        rows += [("accessed", self.accessed)] if self.accessed else []
        said = urlencode([(name, value) for name, value in rows if value is not None])
        return f"?{said}" if said else ""

    @property
    def anchor(self) -> str:
        """Return where the place stands on the document's page."""
        anchor = anchor_of(self.paragraph, self.sentence)
        return f"#{anchor}" if anchor else ""

    def citation(self, site: str, record: dict[str, Any], link: str | None = None) -> Citation:
        """Return the citation of the place, with its permalink in the library at an address.

        Raises:
            WrongUse: the document has no such place; it says which it has.
        """
        path = self.path or f"/documents/{self.document}/{self.anchor}"
        return citation_of(
            record,
            self.paragraph,
            self.sentence,
            permalink=f"{site}{path}",
            accessed=self.accessed or None,
            link=link,
        )

    def cite(
        self, request: HttpRequest, record: dict[str, Any], link: str | None = None
    ) -> Citation:
        """Return the same as a page asks for it.

        Raises:
            Http404: the document has no such place; it says which it has.
        """
        try:
            return self.citation(site_of(request), record, link)
        except WrongUse as error:
            raise Http404(str(error)) from error


def asked_of(request: HttpRequest, document_id: str) -> Asked:
    """Return what an address asks for.

    Raises:
        BadRequest: a number is none, a day is none, or a sentence is named without its paragraph.
    """
    numbers = [_number(request, name) for name in ("p", "s")]
    if numbers[0] is None and numbers[1] is not None:
        raise BadRequest(
            f"s={numbers[1]} names a sentence and no paragraph: write ?p=4&s={numbers[1]}"
        )
    day = request.GET.get("accessed", "").strip()
    if day:
        try:
            day = date.fromisoformat(day).isoformat()
        except ValueError:
            raise BadRequest(
                f"accessed={day[:20]!r} is no day: write accessed=2026-03-31"
            ) from None
    finding = request.GET.get("finding", "").strip()
    if finding and not (finding.isascii() and finding.isalnum() and len(finding) <= _LONGEST_ID):
        raise BadRequest(f"finding={finding[:20]!r} is no id of a finding")
    path = f"/documents/{document_id}/findings/{finding}/" if finding else ""
    return Asked(document_id, *numbers, day, path, finding)


def _number(request: HttpRequest, name: str) -> int | None:
    words = request.GET.get(name, "").strip()
    if not words:
        return None
    if not (words.isascii() and words.isdigit() and len(words) <= _LONGEST):
        raise BadRequest(
            f"{name}={words[:20]!r} is no number: write ?p=4&s=2, as the page counts in brackets"
        )
    return int(words)


def records_of(
    document_id: str, finding: str = ""
) -> tuple[Content, dict[str, Any], dict[str, Any] | None]:
    """Return a document's content, the record of its coding and that of its assessment.

    Args:
        document_id: its id.
        finding: a finding of it; then the record holds that alone, as it was published, and its document need not be
            held any more.

    Raises:
        Http404: no such document is held, or no such finding was published.
    """
    if finding:
        published = finding_at(document_id, finding)
        if published is None:
            raise Http404(f"No finding {finding} of {document_id} was ever published here.")
        return Content(document=document_of(published)), published.coding, None
    try:
        content = Content.objects.select_related("document").get(pk=document_id)
    except Content.DoesNotExist as error:
        raise Http404(f"No document with the id {document_id} is held.") from error
    return content, *shown_records(content)
