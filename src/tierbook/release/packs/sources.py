"""What each source of a pack is: whose, published by whom and when, of which kind, and what its silence means."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from tierbook.dossier import HeldText
from tierbook.release.citations import edition_date, web_address
from tierbook.release.packs.passages import name_held
from tierbook.release.packs.words import load_pack_words

__all__ = ["Source", "describe_source"]


@dataclass(frozen=True, slots=True)
class Source:
    """One source.

    Attributes:
        number: its number in the pack.
        document: id of the text.
        name: what it is, in a few words.
        edition: the edition it is, or was written after.
        author: who wrote the text.
        publisher: who published the page that was read; None where the page does not say.
        kind: narrative, excerpt, summary or sample.
        about: what a text of this kind is, and what its silence means.
        published: day of the page, as it gives it.
        edition_published: day on which the Report of this edition came out.
        accessed: day on which the page was saved, as it says.
        address: where the page stands.
        cite_as: how the publisher wants it cited.
        disclaimer: what the publisher says of its own part in it.
        sha256: hash of the page that was read.
    """

    number: int
    document: str
    name: str
    edition: int | None
    author: str
    publisher: str | None
    kind: str
    about: str
    published: str | None
    edition_published: str | None
    accessed: str | None
    address: str | None
    cite_as: str | None
    disclaimer: str | None
    sha256: str

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return asdict(self)


def describe_source(text: HeldText, number: int) -> Source:
    """Describe a held text as a source.

    Args:
        text: the text.
        number: its number in the pack.
    """
    words, page = load_pack_words("sources"), text.metadata
    kind = text.text_kind
    publisher = page.get("publisher")
    return Source(
        number=number,
        document=text.document,
        name=name_held(text),
        edition=text.edition,
        author=page.get("text_author") or page.get("author") or words["authors"][kind],
        publisher=None if publisher in (None, "unknown") else str(publisher),
        kind=kind,
        about=words["kinds"][kind],
        published=page.get("published"),
        edition_published=edition_date(text.edition),
        accessed=page.get("accessed") or page.get("captured"),
        address=web_address(page) or None,
        cite_as=page.get("cite_as"),
        disclaimer=page.get("disclaimer"),
        sha256=str(page["sha256"]),
    )
