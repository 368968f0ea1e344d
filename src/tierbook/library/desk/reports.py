"""Reports of wrong codings: one function takes them in, from the page and from the interface for programs alike.

A report is an event. So is what is decided of it. Nothing here changes a coding: an accepted report is listed beside
what it is about, in the words of whoever accepted it and not in the reporter's.
"""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import orjson
from django.db import transaction

from tierbook.errors import WrongUse
from tierbook.library.catalogue.models import Content
from tierbook.library.desk.models import Contact, Event, Report
from tierbook.library.reading.places_in_text import Layout

if TYPE_CHECKING:
    from tierbook.library.accounts.models import Person

__all__ = [
    "LONGEST",
    "STATES",
    "WHAT_IS_WRONG",
    "Told",
    "accepted_of",
    "open_counts",
    "rebuild",
    "report",
    "settle",
]

WHAT_IS_WRONG = {
    "wrong_value": "the value is wrong",
    "wrong_sentence": "the sentence does not say it",
    "missing": "the text says it and it was not read",
    "wrong_place": "this is of another country or edition",
    "other": "something else",
}
STATES = ("open", "accepted", "rejected")
LONGEST = {"text": 2000, "value": 300, "words": 1000, "contact": 200, "reason": 2000}


@dataclass(frozen=True, slots=True)
class Told:
    """What a reporter may tell, all of it optional but that there must be something.

    Args:
        text: what is wrong, in the reporter's words; at most 2,000 characters.
        finding: id of the finding that it is about, where there is one.
        variable: id of the variable, for a silence; a finding's own otherwise.
        paragraph: number of the paragraph that was chosen.
        sentence: number of the sentence in it; its words are kept with the event.
        words: words that the reporter selected; they must stand in the text.
        value: what is right, where it is known.
        contact: how the reporter can be reached; kept apart.
    """

    text: str = ""
    finding: str = ""
    variable: str = ""
    paragraph: int | None = None
    sentence: int | None = None
    words: str = ""
    value: str = ""
    contact: str = ""


def report(
    document: str, what: str, *, by: Person | None = None, via: str = "page", **told: Any
) -> Event:
    """Take in a report that something is coded wrongly, and return the event that it became.

    Args:
        document: id of a document that is held.
        what: one of `WHAT_IS_WRONG`.
        by: who reports; None for whoever has no account.
        via: `page` or `api`.
        told: the fields of `Told`.

    Raises:
        WrongUse: the report is about nothing that is held, or says too much or nothing.
    """
    given = _clean_all(Told(**told))
    if what not in WHAT_IS_WRONG:
        raise WrongUse(f"there is no {what!r}", remedy=f"choose from {', '.join(WHAT_IS_WRONG)}")
    if not (given.text or given.value or given.words or given.sentence is not None):
        raise WrongUse(
            "this report says nothing",
            remedy="choose a sentence, give the right value, or say what is wrong",
        )
    coding = _coding(document)
    variable = _variable(coding, given.finding, given.variable)
    place = _place(coding, given.paragraph, given.sentence, given.words)
    event = Event(
        kind="report",
        number=_new_number(),
        by=by.pseudonym if by else "",
        via=via,
        document=document,
        finding=given.finding,
        variable=variable,
        page=coding["document"]["sha256"],
        codebook=str(coding["versions"].get("codebook", "")),
        content={"what": what, "text": given.text, "value": given.value, **place},
    )
    with transaction.atomic():
        event.save()
        _stand(event)
        if given.contact:
            Contact.objects.create(number=event.number, words=given.contact)
    return event


def _clean_all(told: Told) -> Told:
    names = ("text", "value", "words", "contact")
    return replace(told, **{name: _clean(name, getattr(told, name)) for name in names})


def settle(number: str, state: str, *, by: Person, reason: str, said: str = "") -> Event:
    """Record what is decided of a report, and forget how its reporter can be reached.

    Args:
        number: the report's.
        state: accepted, rejected, or open to take a decision back.
        by: who decides.
        reason: why; shown to whoever has the report's number.
        said: for an accepted one, what is shown beside the finding: *accepted: …*.

    Raises:
        WrongUse: there is no such report or state, it stands so already, or no reason is given.
    """
    reason, said = _clean("reason", reason), _clean("value", said)
    if state not in STATES:
        raise WrongUse(f"there is no state {state!r}", remedy=f"choose from {', '.join(STATES)}")
    if not reason:
        raise WrongUse("no reason is given", remedy="say why, in a sentence")
    if state == "accepted" and not said:
        raise WrongUse(
            "nothing is given to show beside the finding",
            remedy="say in a few words what is right; the reporter's own words are not shown",
        )
    with transaction.atomic():
        row = Report.objects.select_for_update().filter(number=number).first()
        if row is None:
            raise WrongUse(f"there is no report {number}", remedy="open the list of reports")
        if row.state == state:
            raise WrongUse(
                f"report {number} is {state} already",
                why="somebody settled it before you",
                remedy="open it again and look at the reason",
            )
        first = Event.objects.filter(number=number, kind="report").get()
        event = Event(
            kind="decision",
            number=number,
            by=by.pseudonym,
            document=first.document,
            finding=first.finding,
            variable=first.variable,
            page=first.page,
            codebook=first.codebook,
            content={"state": state, "reason": reason, "said": said, "before": row.state},
        )
        event.save()
        _stand(event)
        if state != "open":
            Contact.objects.filter(number=number).delete()
    return event


def open_counts(document: str) -> dict[str, int]:
    """Return how many reports are under review for each finding of a document; those about no finding under ''."""
    rows = Report.objects.filter(document=document, state="open").values_list("finding", flat=True)
    return dict(Counter(rows))


def accepted_of(document: str, finding: str) -> list[Report]:
    """Return the accepted reports of a finding, the oldest first."""
    return list(
        Report.objects.filter(document=document, finding=finding, state="accepted").order_by(
            "settled", "number"
        )
    )


def rebuild() -> int:
    """Make every report's standing again from the events; returns how many there are."""
    with transaction.atomic():
        Report.objects.all().delete()
        for event in Event.objects.filter(kind__in=("report", "decision")).iterator():
            _stand(event)
    return Report.objects.count()


def _stand(event: Event) -> None:
    """Bring a report's standing up to an event."""
    if event.kind == "report":
        Report.objects.create(
            number=event.number,
            state="open",
            document=event.document,
            finding=event.finding,
            variable=event.variable,
            what=event.content["what"],
            reported=event.at,
        )
        return
    state = event.content["state"]
    Report.objects.filter(number=event.number).update(
        state=state,
        said=event.content["said"] if state == "accepted" else "",
        settled=None if state == "open" else event.at,
    )


def _new_number() -> str:
    """Return a number that nobody guesses: whoever has it can see what became of the report."""
    return secrets.token_hex(8)


def _clean(name: str, told: str) -> str:
    words = "\n".join(" ".join(line.split()) for line in str(told).splitlines()).strip()
    words = "".join(c for c in words if c == "\n" or c.isprintable())
    if len(words) > LONGEST[name]:
        raise WrongUse(
            f"{name} has {len(words)} characters",
            remedy=f"keep to {LONGEST[name]}; a second report can say more",
        )
    return words


def _coding(document: str) -> dict[str, Any]:
    content = Content.objects.filter(pk=document).first()
    if content is None:
        raise WrongUse(
            f"no document {document} is held", remedy="report from a page of the library"
        )
    coding: dict[str, Any] = orjson.loads(content.coding)
    return coding


def _variable(coding: dict[str, Any], finding: str, variable: str) -> str:
    """Return the variable that a report is about."""
    if finding:
        row = next((f for f in coding["findings"] if f["id"] == finding), None)
        if row is None:
            raise WrongUse(
                f"the coding has no finding {finding}",
                remedy="open the document's page; it may have been coded anew since",
            )
        return str(row["variable"])
    if not variable:
        return ""
    known = {row["variable"] for row in (*coding["findings"], *(coding.get("absences") or ()))}
    if variable not in known | set(coding.get("not_asked") or ()):
        raise WrongUse(
            f"the coding has no variable {variable}", remedy="choose one that the page names"
        )
    return variable


def _place(
    coding: dict[str, Any], paragraph: int | None, sentence: int | None, words: str
) -> dict[str, Any]:
    """Return the place that was chosen with the words that stand there: a whole sentence, and the words within."""
    layout = Layout(coding["narrative"])
    if paragraph is not None and paragraph not in layout.sentences:
        raise WrongUse(f"the text has no paragraph {paragraph}", remedy="choose one of the page")
    if words:
        paragraph, sentence = _find_words(layout, paragraph, sentence, words)
    if paragraph is None:
        if sentence is not None:
            raise WrongUse("a sentence without its paragraph", remedy="give both numbers")
        return {"paragraph": None, "sentence": None, "quote": "", "words": ""}
    if sentence is None:
        return {"paragraph": paragraph, "sentence": None, "quote": "", "words": words}
    row = next((s for s in layout.sentences[paragraph] if s["sentence"] == sentence), None)
    if row is None:
        raise WrongUse(
            f"paragraph {paragraph} has no sentence {sentence}", remedy="choose one of the page"
        )
    quote = layout.text[row["start"] : row["end"]]
    return {"paragraph": paragraph, "sentence": sentence, "quote": quote, "words": words}


def _find_words(
    layout: Layout, paragraph: int | None, sentence: int | None, words: str
) -> tuple[int, int]:
    """Return the first sentence that holds selected words, or their beginning where they run on."""
    wanted = " ".join(words.split())
    for number in [paragraph] if paragraph is not None else sorted(layout.sentences):
        for row in layout.sentences[number]:
            if sentence is not None and row["sentence"] != sentence:
                continue
            held = " ".join(layout.text[row["start"] : layout.span_of(number)[1]].split())
            at = held.find(wanted)
            if 0 <= at < row["end"] - row["start"]:
                return number, row["sentence"]
    raise WrongUse(
        "the selected words do not stand in the text",
        where=f"paragraph {paragraph}" if paragraph is not None else None,
        remedy="choose the sentence instead",
    )
