"""Which law judges which edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from tierbook.editions import FIRST_EDITION, LAST_EDITION
from tierbook.errors import NotInForce
from tierbook.standards.contents import Statutes
from tierbook.standards.law import Criterion, InForce, Law, TierTest, Version
from tierbook.standards.reading import read_statutes

__all__ = ["law_in_force", "load_statutes"]


@cache
def load_statutes() -> Statutes:
    """Return the statutes in the package."""
    return read_statutes(resources.files("tierbook.standards") / "statutes" / "tvpa")


@cache
def law_in_force(edition: int) -> Law:
    """Return the law by which an edition is judged.

    Raises:
        NotInForce: no edition of that year stands under a form of the Act that tierbook has.
    """
    statutes = load_statutes()
    form = next((v for v in statutes.versions if v.judges(edition)), None)
    if form is None or not FIRST_EDITION <= edition <= LAST_EDITION:
        raise NotInForce(
            f"no form of the Act judges an edition of {edition}",
            why=f"the Act was first applied in the edition of {FIRST_EDITION}, and the forms kept here were "
            f"checked up to that of {LAST_EDITION}",
            remedy=f"give an edition from {FIRST_EDITION} to {LAST_EDITION}",
        )
    return Law(
        edition=edition,
        form=form,
        rule=statutes.rule,
        scope=next(s.text for s in statutes.scope if s.covers(edition)),
        standards=_in_force(statutes.standards, form, "a"),
        criteria=_in_force(statutes.criteria, form, "b"),
        tiers={name: _tier_test(name, row, edition) for name, row in statutes.tiers.items()},
        doubtful=tuple(c for c in statutes.criteria if c.doubtful_in == form.id),
        presumption=next((p for p in statutes.presumptions if p.covers(edition)), None),
    )


def _in_force(entries: Iterable[Criterion], form: Version, letter: str) -> tuple[InForce, ...]:
    standing = [e for e in entries if form.id in e.paragraphs]
    rows = [
        InForce(e, _cite(e.paragraphs[form.id], letter), e.confidences[form.id]) for e in standing
    ]
    return tuple(sorted(rows, key=lambda r: _order(r.paragraph)))


def _cite(number: str, letter: str) -> str:
    """Return the paragraph as it is cited: `9(A)` under letter b gives `(b)(9)(A)`."""
    if number.startswith("("):
        return number
    digits = re.match(r"\d+", number)
    return f"({letter})({digits[0]}){number[digits.end() :]}" if digits else f"({letter})({number})"


def _order(paragraph: str) -> tuple[int, str]:
    digits = re.search(r"\d+", paragraph)
    return (int(digits[0]) if digits else 0, paragraph)


def _tier_test(name: str, row: Mapping[str, Any], edition: int) -> TierTest:
    return TierTest(
        id=name,
        label=row["label"],
        section=row["list"],
        test=next((t.text for t in row["tests"] if t.covers(edition)), None),
        first_edition=row["first_edition"],
        goes_with=row["goes_with"],
        may_go_with=tuple((f, d.text) for f, d in row["may_go_with"] if d.covers(edition)),
        sources=row["sources"],
    )
