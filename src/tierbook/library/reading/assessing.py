"""The assessment of a document for the pages: criterion by criterion, what is not asked, what does not go together.

Takes the assessment as the corpus holds it; nothing is judged again here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tierbook.library.reading.computed import ComputedView, view_computed
from tierbook.release import anchor_of
from tierbook.standards import CONTRADICTION_KINDS
from tierbook.text import counted

__all__ = [
    "LEANINGS",
    "SIGNS",
    "AssessmentView",
    "ContradictionView",
    "CriterionView",
    "NotAskedView",
    "QuoteView",
    "SideView",
    "place_link",
    "view_assessment",
]

SIGNS = {"effort": "+", "failure": "−", "mixed": "±", "silent": "·"}
LEANINGS = {
    "for": "leans for the government",
    "against": "leans against the government",
    "even": "leans to no side",
}
_PLACE = re.compile(r"^\[(\d+)\] s\. (\d+)")
_TIER_LINE = "tier line"
_SIDES = ("For the government", "Against the government", "It counts", "The text says")
_WORDS = re.compile(r": “[^”]*” \([^)]*\)(?: and “[^”]*” \([^)]*\))*")
_PLACES = r"(?:\[\d+\] s\. \d+(?:-\d+)?|tier line)"
_PROOF = re.compile(
    rf",? also {_PLACES}(?:, {_PLACES})*(?: and \d+ more)?| \({_PLACES}(?:, {_PLACES})*(?: and \d+ more)?\)"
)


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a judgement: the references of its findings, and how much stands there, in words."""

    name: str
    references: tuple[str, ...]
    measure: str


@dataclass(frozen=True, slots=True)
class CriterionView:
    """One standard or criterion: judgement with its sign and leaning, measure on each side, reasons.

    `gist` says in short what stands on its sides, `reasons` are all sentences, with the document's words in quotation
    marks. `summed` tells that it is judged by other criteria. `doubt` tells how sure it is that the entry was in force,
    where it is not certain.
    """

    id: str
    label: str
    paragraph: str
    summary: str
    judgement: str
    sign: str
    leaning: str
    sides: tuple[SideView, ...]
    gist: tuple[str, ...]
    reasons: tuple[str, ...]
    presumed: bool
    summed: bool
    doubt: str = ""

    @property
    def for_(self) -> tuple[str, ...]:
        """Return the references for the government."""
        return self.sides[0].references

    @property
    def against(self) -> tuple[str, ...]:
        """Return the references against it."""
        return self.sides[1].references


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words on one side of a contradiction, and a link to them; `table` where they are no words of the text."""

    words: str
    place: str
    link: str
    table: bool


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """Two things that do not go together: the kind in words, what it is, the words of each side.

    Where both stand in one sentence it is quoted once.
    """

    kind: str
    says: str
    quotes: tuple[QuoteView, ...]
    of_clock: bool = False


@dataclass(frozen=True, slots=True)
class NotAskedView:
    """A standard or criterion that the law of this edition does not ask: shown, never scored."""

    id: str
    label: str
    summary: str
    when: str
    open_question: bool


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """What the law in force makes of the findings; a computed tier only where the library shows them.

    `silences` holds the criteria on which the text is silent, by the words that say what was read.
    """

    title: str
    version: str
    citation: str
    stated_tier: str | None
    standards: tuple[CriterionView, ...]
    criteria: tuple[CriterionView, ...]
    judged: tuple[CriterionView, ...]
    silences: tuple[tuple[str, tuple[CriterionView, ...]], ...]
    counts: tuple[tuple[str, str, int], ...]
    not_yet: tuple[NotAskedView, ...]
    no_longer: tuple[NotAskedView, ...]
    contradictions: tuple[ContradictionView, ...]
    computed: ComputedView

    @property
    def clock_parts(self) -> bool:
        """Tell whether the text says something that placements or clock do not bear out."""
        return any(c.of_clock for c in self.contradictions)

    @property
    def silent(self) -> int:
        """How many criteria the text is silent on."""
        return sum(1 for c in self.criteria if c.judgement == "silent")


def view_assessment(
    assessment: dict[str, Any] | None,
    references: dict[str, str],
    *,
    kind: str = "narrative",
    show_computed: bool = False,
) -> AssessmentView | None:
    """Return the assessment with references instead of finding ids, or None where there is none.

    Args:
        assessment: the record of the corpus.
        references: finding id -> the reference that the page prints.
        kind: what kind of text was assessed.
        show_computed: whether this library shows computed tiers.
    """
    if not assessment:
        return None
    law = assessment.get("law") or {}
    country = str(assessment.get("country") or "")
    criteria = tuple(_criterion(row, references) for row in assessment.get("criteria") or ())
    not_asked = [_not_asked(row) for row in assessment.get("not_asked") or ()]
    judged, silences = _apart(criteria)
    return AssessmentView(
        title=law.get("title") or str(assessment.get("law_version") or ""),
        version=str(assessment.get("law_version") or law.get("version") or ""),
        citation=str(law.get("citation") or ""),
        stated_tier=assessment.get("stated_tier"),
        standards=tuple(_criterion(row, references) for row in assessment.get("standards") or ()),
        criteria=criteria,
        judged=judged,
        silences=silences,
        counts=tuple(
            (word, sign, sum(c.judgement == word for c in criteria)) for word, sign in SIGNS.items()
        ),
        not_yet=tuple(view for asked, view in not_asked if asked == "not yet"),
        no_longer=tuple(view for asked, view in not_asked if asked != "not yet"),
        contradictions=tuple(
            _contradiction(row, country) for row in assessment.get("contradictions") or ()
        ),
        computed=view_computed(assessment, references, kind=kind, show=show_computed),
    )


def _criterion(row: dict[str, Any], references: dict[str, str]) -> CriterionView:
    judgement = row.get("judgement") or "silent"
    reasons = tuple(_words(r) for r in row.get("reasons") or ())
    measure = row.get("measure") or {}
    return CriterionView(
        id=row["id"],
        label=row.get("label") or row["id"],
        paragraph=str(row.get("paragraph") or ""),
        summary=str(row.get("summary") or ""),
        judgement=judgement,
        sign=SIGNS.get(judgement, "·"),
        leaning=LEANINGS.get(row.get("leaning") or "", ""),
        sides=(
            _side("For", row.get("for"), measure.get("for"), references),
            _side("Against", row.get("against"), measure.get("against"), references),
        ),
        gist=_gist(reasons, judgement, [str(q.get("text") or "") for q in row.get("quotes") or ()]),
        reasons=reasons,
        presumed=bool(row.get("presumed")),
        summed="measure" in row and row["measure"] is None,
        doubt="" if row.get("confidence") in (None, "verified") else str(row.get("in_force") or ""),
    )


def _gist(reasons: tuple[str, ...], judgement: str, quoted: list[str]) -> tuple[str, ...]:
    """Return the reasons in short: what stands on each side, without the words and places that prove it.

    The first sentence says what kind of case it is; it is left out where the judgement says the same. Where words and
    places cannot be told from the rest, the first sentence stands alone.
    """
    if not reasons:
        return ()
    sides = tuple(_bare(words, quoted) for words in reasons[1:] if words.startswith(_SIDES))
    if not sides or any(sign in words for words in sides for sign in "“”[]"):
        return reasons[:1]
    return (reasons[0], *sides) if judgement in ("mixed", "silent") else sides


def _bare(words: str, quoted: list[str]) -> str:
    """Return a reason without the words that it quotes and their places."""
    for text in sorted(quoted, key=len, reverse=True):
        words = words.replace(f"“{text}”", "“”")  # a quotation may hold marks of its own
    return _PROOF.sub("", _WORDS.sub("", words))


def _side(
    name: str, ids: list[str] | None, measure: Mapping[str, int] | None, references: dict[str, str]
) -> SideView:
    found = tuple(references[i] for i in ids or () if i in references)
    if not measure:
        return SideView(name, found, "" if ids else "nothing")
    findings, answers = measure.get("findings", 0), measure.get("answers", 0)
    if not findings:
        return SideView(name, found, "nothing")
    words = f"{counted(findings, 'finding')} in {counted(measure.get('sentences', 0), 'sentence')}"
    beside = findings - answers
    if beside:
        words += f", {beside} of them from the side" if answers else ", from the side"
    return SideView(name, found, words)


def _apart(
    criteria: tuple[CriterionView, ...],
) -> tuple[tuple[CriterionView, ...], tuple[tuple[str, tuple[CriterionView, ...]], ...]]:
    """Set apart what a text is plainly silent on; silence that has more to tell stays a row of its own."""
    judged: list[CriterionView] = []
    silent: dict[str, list[CriterionView]] = {}
    for c in criteria:
        if c.judgement == "silent" and len(c.reasons) < 2:
            silent.setdefault("".join(c.reasons), []).append(c)
        else:
            judged.append(c)
    return tuple(judged), tuple((words, tuple(rows)) for words, rows in silent.items())


def _not_asked(row: dict[str, Any]) -> tuple[str, NotAskedView]:
    first, last, act = row.get("first_edition"), row.get("last_edition"), row.get("act") or ""
    when = (
        f"Asked from the edition of {first} on, by the {act}."
        if last is None
        else f"Asked in the editions of {first} to {last}, until the {act}."
    )
    if row.get("to_check"):
        when = f"{when.removesuffix('.')} (to check)."
    view = NotAskedView(
        row["id"],
        row.get("label") or row["id"],
        row.get("summary") or "",
        when,
        open_question=bool(row.get("open_question")),
    )
    return str(row.get("asked")), view


def _contradiction(row: Any, country: str) -> ContradictionView:
    if not isinstance(row, dict):
        return ContradictionView("", str(row), ())
    return ContradictionView(
        kind=CONTRADICTION_KINDS.get(row.get("kind") or "", ""),
        says=_words(row),
        quotes=tuple(dict.fromkeys(_quote(q, country) for q in row.get("quotes") or ())),
        of_clock=str(row.get("id") or "").startswith("clock."),
    )


def _quote(row: dict[str, Any], country: str) -> QuoteView:
    place = str(row.get("place") or "")
    table = row.get("start") is None
    link = f"/{country}/#tiers" if table and country else place_link(place)
    return QuoteView(str(row.get("text") or ""), place, link, table)


def place_link(place: str) -> str:
    """Return the address within the page of a place as it is printed: `[4] s. 2-3` or the tier line."""
    if place == _TIER_LINE:
        return f"#{anchor_of(0, 1)}"
    found = _PLACE.match(place)
    return f"#{anchor_of(int(found[1]), int(found[2]))}" if found else ""


def _words(row: Any) -> str:
    """Return a reason or contradiction as a sentence, whether it is one or an object that holds one."""
    if isinstance(row, dict):
        for key in ("says", "text", "reason"):
            if row.get(key):
                return str(row[key])
        return "; ".join(f"{k}: {v}" for k, v in row.items())
    return str(row)
