"""What the shell asks of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count

from tierbook.errors import WrongUse
from tierbook.library.accounts.inviting import find_person
from tierbook.library.desk.adjudicating import waiting_texts
from tierbook.library.desk.models import Assignment, Decided, Event, Item, Report, Unit
from tierbook.library.desk.standing import CODING
from tierbook.library.desk.working import assign, units_named, work_of

__all__ = ["give", "status_of"]


def give(name: str, units: Sequence[str], *, sample: str = "", blind: bool = True) -> int:
    """Give texts to somebody, by the name of her account; return how many are new.

    Args:
        name: of the account.
        units: `JPN:2003` or ids of texts; of a sample, all its texts where none are named.
        sample: id of a sample that was loaded.
        blind: without any proposal.

    Raises:
        WrongUse: nothing of that name, or nobody.
    """
    documents = units_named(units)
    if sample:
        drawn = list(Unit.objects.filter(sample=sample).values_list("document", flat=True))
        if not drawn:
            raise WrongUse(f"no sample {sample} is loaded", remedy="tierbook desk sample FILE")
        strange = [one for one in documents if one not in drawn]
        if strange:
            raise WrongUse(f"{sample} has not drawn {strange[0]}", remedy="leave it out")
        documents = documents or drawn
    if not documents:
        raise WrongUse("no text is named", remedy="name units such as JPN:2003, or give --sample")
    person = find_person(name)
    return assign(person, documents, via="shell", sample=sample, blind=blind or bool(sample))


def status_of() -> dict[str, Any]:
    """Return how the desk stands: the queue by state, decisions, reports, samples, and who has what left."""
    states = dict(Item.objects.values_list("state").annotate(n=Count("id")))
    people = set(Assignment.objects.values_list("person", flat=True))
    work = work_of(people)
    return {
        "open": states.get("", 0),
        "set": states.get("set", 0),
        "contested": states.get("contested", 0),
        "disputed": Item.objects.filter(state="", disputed=True).count(),
        "stale": Decided.objects.filter(state="stale").count(),
        "decisions": Event.objects.filter(kind=CODING).count(),
        "reports": Report.objects.filter(state="open").count(),
        "adjudication": waiting_texts(),
        "samples": Unit.objects.values("sample").distinct().count(),
        "people": [
            {
                "person": person,
                "texts": len(rows),
                "decided": sum(one.done for one in rows),
                "left": sum(one.left for one in rows),
            }
            for person, rows in sorted(work.items())
        ],
    }
