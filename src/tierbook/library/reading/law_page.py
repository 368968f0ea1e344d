"""The statute as it stood for an edition, for the pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tierbook.errors import NotInForce
from tierbook.standards import InForce, Law, Source, law_in_force

__all__ = ["LawPage", "LawVersion", "build_law_page", "law_versions"]


@dataclass(frozen=True, slots=True)
class LawPage:
    """The law of one edition: what it is, its standards and criteria, and what is doubtful about it."""

    law: Law
    parts: tuple[tuple[str, str, tuple[InForce, ...]], ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class LawVersion:
    """One form of the law and the editions that it judges."""

    title: str
    citation: str
    criteria: int
    years: tuple[int, ...]


def build_law_page(year: int) -> LawPage | None:
    """Return the law of an edition, or None where none is on file."""
    try:
        law = law_in_force(year)
    except NotInForce:
        return None
    return LawPage(
        law,
        (
            ("Minimum standards", "What a government must meet, §108(a).", law.standards),
            ("Criteria", "Signs of efforts, §108(b). The Act gives them no weights.", law.criteria),
        ),
        law.form.sources,
    )


def law_versions(years: Iterable[int]) -> list[LawVersion]:
    """Return the forms of the law in the order of their editions."""
    forms: dict[str, list[Law]] = {}
    for year in years:
        page = build_law_page(year)
        if page is not None:
            forms.setdefault(page.law.version, []).append(page.law)
    return [
        LawVersion(
            laws[0].title,
            laws[0].citation,
            len(laws[0].criteria),
            tuple(law.edition for law in laws),
        )
        for laws in forms.values()
    ]
