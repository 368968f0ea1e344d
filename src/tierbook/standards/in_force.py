"""Which law judges which edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from tierbook.editions import FIRST_EDITION
from tierbook.errors import NotInForce, WrongUse
from tierbook.standards.contents import Statutes
from tierbook.standards.facts import Confidence
from tierbook.standards.law import Criterion, Head, InForce, Law, TierTest, Version
from tierbook.standards.provisions import PartInForce
from tierbook.standards.reading import read_statutes

__all__ = ["law_in_force", "law_of", "load_statutes", "paragraph_of", "pick_law", "statute_ids"]


def load_statutes(statute: str = "tvpa") -> Statutes:
    """Return a statute of the package, in all its versions.

    Raises:
        WrongUse: the package has no such statute.
    """
    return _read(statute)


@cache
def _read(statute: str) -> Statutes:
    folder = resources.files("tierbook.standards") / "statutes" / statute
    if not re.fullmatch(r"[a-z0-9_]+", statute) or not (folder / "statute.yaml").is_file():
        raise WrongUse(
            f"there is no statute {statute!r}",
            why=f"the package has {', '.join(statute_ids())}",
            remedy="give one of these",
        )
    read = read_statutes(folder)
    if read.identity.words_of is None:
        return read
    return replace(read, words={**_read(read.identity.words_of).words, **read.words})


def law_in_force(edition: int, statute: str = "tvpa") -> Law:
    """Return the law by which an edition is judged.

    Args:
        edition: the year; a coming edition is answered with a reservation.
        statute: the id of the statute.

    Raises:
        NotInForce: no edition of that year stands under a form of the statute that tierbook has.
        WrongUse: the package has no such statute.
    """
    return _law(edition, statute)


@cache
def _law(edition: int, statute: str) -> Law:
    return law_of(_read(statute), edition)


def law_of(statutes: Statutes, edition: int) -> Law:
    """Return the law of an edition from statutes that were read (`law_in_force` reads those of the package).

    Raises:
        NotInForce: no edition of that year stands under a form of the statute.
    """
    form = pick_law(statutes, edition)
    identity = statutes.identity
    return Law(
        edition=edition,
        form=form,
        rule=statutes.rule,
        scope=next(s.text for s in statutes.scope if s.covers(edition)),
        standards=_in_force(statutes.standards, form, identity.standards, edition),
        criteria=_in_force(statutes.criteria, form, identity.criteria, edition),
        tiers={
            name: _tier_test(name, row, edition, identity.tiers)
            for name, row in statutes.tiers.items()
        },
        presumption=next((p for p in statutes.presumptions if p.covers(edition)), None),
        identity=identity,
        doubtful=tuple(
            c
            for c in (*statutes.standards, *statutes.criteria)
            if form.id not in c.paragraphs and any(d.covers(edition) for d in c.doubts)
        ),
        parts=tuple(_parts(statutes, edition)),
        beside=tuple(a for a in statutes.acts if a.first_edition <= edition),
    )


def statute_ids() -> tuple[str, ...]:
    """Return the ids of the statutes in the package, the one that the Report goes by first."""
    folders = resources.files("tierbook.standards") / "statutes"
    found = sorted(f.name for f in folders.iterdir() if (f / "statute.yaml").is_file())
    return tuple(sorted(found, key=lambda name: (name != "tvpa", name)))


def pick_law(statutes: Statutes, edition: int) -> Version:
    """Return the form of the statute by which an edition is judged.

    Raises:
        NotInForce: there is none.
    """
    identity = statutes.identity
    last = identity.checked_edition + identity.ahead
    form = next((v for v in statutes.versions if v.judges(edition)), None)
    if form is None or not FIRST_EDITION <= edition <= last:
        first = statutes.versions[0].first_edition
        raise NotInForce(
            f"no form of the {identity.title} judges an edition of {edition}",
            why=f"it was first applied in the edition of {first}, and the forms kept here were checked up to that of "
            f"{identity.checked_edition}",
            remedy=f"give an edition from {first} to {last}",
        )
    return form


def paragraph_of(number: str, head: Head) -> str:
    """Return a paragraph as it is cited: `9(A)` under `(b)({n})` gives `(b)(9)(A)`."""
    digits = re.match(r"\d+", number)
    n = digits[0] if digits else number
    return head.numbered.format(n=n) + number[len(n) :]


def _reasons(
    entry: Criterion, form: Version, confidence: Confidence, edition: int
) -> Iterator[str]:
    """Yield what is to check about a standard or criterion in one edition."""
    doubts = [d.text for d in entry.doubts if d.covers(edition)]
    yield from doubts
    if _new_in(entry, form):
        yield from (r.text for r in form.reservations if r.fallback_edition and r.covers(edition))
    if confidence == "memory" and not doubts:
        yield "Its wording of today was read; that it stood in this form, and under this number, is from memory."


def _new_in(entry: Criterion, form: Version) -> bool:
    """Tell whether a form brought the entry or moved it."""
    forms = list(entry.paragraphs)
    at = forms.index(form.id)
    return at == 0 or entry.paragraphs[forms[at - 1]] != entry.paragraphs[form.id]


def _in_force(
    entries: Iterable[Criterion], form: Version, head: Head, edition: int
) -> tuple[InForce, ...]:
    rows = []
    for entry in entries:
        if form.id not in entry.paragraphs:
            continue
        paragraph = paragraph_of(entry.paragraphs[form.id], head)
        confidence = entry.confidences[form.id]
        rows.append(
            InForce(
                entry,
                paragraph,
                confidence,
                head.cite.format(paragraph=paragraph),
                tuple(dict.fromkeys(_reasons(entry, form, confidence, edition))),
            )
        )
    return tuple(sorted(rows, key=lambda r: _order(r.paragraph)))


def _order(paragraph: str) -> tuple[int, str]:
    digits = re.search(r"\d+", paragraph)
    return (int(digits[0]) if digits else 0, paragraph)


def _tier_test(name: str, row: Mapping[str, Any], edition: int, head: Head | None) -> TierTest:
    return TierTest(
        id=name,
        label=row["label"],
        section=row["list"],
        test=next((t.text for t in row["tests"] if t.covers(edition)), None),
        first_edition=row["first_edition"],
        goes_with=row["goes_with"],
        may_go_with=tuple((f, d.text) for f, d in row["may_go_with"] if d.covers(edition)),
        sources=row["sources"],
        confidence=row["confidence"],
        verified_on=row["verified_on"],
        kind=row["kind"],
        citation=head.cite.format(paragraph=row["list"]) if head and row["kind"] == "law" else "",
    )


def _parts(statutes: Statutes, edition: int) -> Iterator[PartInForce]:
    for part in statutes.parts:
        standing = tuple(s for entry in part.entries if (s := entry.at(edition)) is not None)
        if standing:
            yield PartInForce(part.id, part.kind, part.title, part.about, standing)
