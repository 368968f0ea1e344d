"""A draft as its pages show it: criterion by criterion what the Report said last, what the findings make of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tierbook.codebook import load_codebook
from tierbook.library.accounts.drafts.commenting import Thread
from tierbook.library.accounts.drafts.content import Content, keyed
from tierbook.library.accounts.drafts.fields import JUDGEMENTS, value_words
from tierbook.library.accounts.drafts.making import Measured
from tierbook.library.reading.assessing import LEANINGS, SIGNS
from tierbook.release import anchor_of
from tierbook.standards import Assessment, InForce, Judgement, Quote, law_in_force, load_statutes

__all__ = [
    "CodedView",
    "CriterionRow",
    "CriterionView",
    "FindingView",
    "GroupView",
    "JudgedView",
    "QuoteView",
    "bears_on",
    "criterion_view",
    "entries_of_law",
    "findings_view",
    "rows_of",
    "side_by_side",
]

_GROUPS = {
    "prosecution": "Prosecution",
    "protection": "Protection",
    "prevention": "Prevention",
    "cooperation": "Cooperation with others",
    "monitoring": "Monitoring",
    "complicity": "Officials who take part",
    "scope": "Who the victims are",
    "partnerships": "Partnerships",
    "progress": "Progress",
    "demand": "Demand",
}


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One standard or criterion in the list: judged by the text alone, with the draft, by a person.

    `changed` tells that what leads is another judgement than that of the text, `by_rules` that it is so by the rules.
    """

    id: str
    paragraph: str
    label: str
    before: str
    after: str
    person: str
    changed: bool
    by_rules: bool
    summed: bool
    says: str
    findings: int
    comments: int
    new: int


@dataclass(frozen=True, slots=True)
class GroupView:
    """Criteria that stand together under a standard."""

    heading: str
    rows: tuple[CriterionRow, ...]


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words on one side: what they say, where they stand, a link to them; `own` where they are of an own finding."""

    says: str
    words: str
    place: str
    link: str
    own: bool


@dataclass(frozen=True, slots=True)
class JudgedView:
    """A judgement by the rules: its word and sign, the words on each side, the reasons as sentences."""

    judgement: str
    sign: str
    leaning: str
    sides: tuple[tuple[str, tuple[QuoteView, ...]], ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """An own finding in a list: what it says in words, where it is from, on which criteria it bears."""

    key: str
    variable: str
    label: str
    value: str
    entry: Mapping[str, Any]
    cited: str
    href: str
    side: str
    criteria: tuple[str, ...]
    fault: str
    state: str
    comments: int
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class CodedView:
    """A coded finding that counts on a criterion, and whether the draft leaves it out."""

    id: str
    label: str
    value: str
    words: str
    out: str


@dataclass(frozen=True, slots=True)
class CriterionView:
    """Everything that the page of one standard or criterion shows."""

    entry: InForce
    standard: str
    row: CriterionRow
    before: JudgedView | None
    after: JudgedView
    findings: tuple[FindingView, ...]
    questions: tuple[tuple[str, str, str], ...]
    judgement: Mapping[str, Any] | None
    coded: tuple[CodedView, ...]
    previous: InForce | None
    next: InForce | None


def entries_of_law(edition: int) -> tuple[InForce, ...]:
    """Return the standards and criteria of the law of an edition."""
    law = law_in_force(edition)
    return (*law.standards, *law.criteria)


def bears_on(criterion: str) -> tuple[str, ...]:
    """Return the variables that bear on a criterion and may be own findings."""
    bearing = load_statutes().bearings.get(criterion)
    names = () if bearing is None else bearing.variables
    return tuple(n for n in names if not n.startswith(("effort.", "tier.")))


def rows_of(
    measured: Measured, content: Content, threads: Sequence[Thread] = ()
) -> tuple[GroupView, ...]:
    """Return the standards, then the criteria that are signs of each, in groups."""
    law = measured.assessment.law
    rows = {e.id: _row(e.id, measured, content, threads) for e in (*law.standards, *law.criteria)}
    groups = [GroupView("Minimum standards", tuple(rows[s.id] for s in law.standards))]
    for standard in law.standards:
        parts: dict[str, list[CriterionRow]] = {}
        for entry in law.criteria:
            if entry.criterion.standard == standard.id:
                parts.setdefault(entry.id.partition(".")[0], []).append(rows[entry.id])
        groups += [
            GroupView(f"Signs of {standard.paragraph}: {_GROUPS.get(k, k)}", tuple(v))
            for k, v in parts.items()
        ]
    placed = {e.id for e in law.criteria if e.criterion.standard}
    rest = tuple(rows[e.id] for e in law.criteria if e.id not in placed)
    return (*groups, GroupView("Criteria", rest)) if rest else tuple(groups)


def side_by_side(
    base: Measured, other: Measured
) -> tuple[tuple[str, str, str, str, str, bool], ...]:
    """Return each standard and criterion in a draft and in a scenario of it, and whether they differ.

    A row is its id, paragraph, label, what leads in the draft, what leads in the scenario, and whether these differ.
    """
    rows = []
    for one, two in zip(_all(base.assessment), _all(other.assessment), strict=True):
        label = one.entry.criterion.label
        rows.append(
            (
                one.id,
                one.entry.paragraph,
                label,
                _leading(one),
                _leading(two),
                one.leading != two.leading,
            )
        )
    return tuple(rows)


def criterion_view(
    measured: Measured,
    content: Content,
    criterion: str,
    threads: Sequence[Thread] = (),
    states: Mapping[tuple[str, str], str] | None = None,
) -> CriterionView | None:
    """Return what the page of a criterion shows; None where the law of the edition has none of this id."""
    after = measured.assessment.get(criterion)
    if after is None:
        return None
    law = measured.assessment.law
    entries = (*law.standards, *law.criteria)
    at = next(n for n, e in enumerate(entries) if e.id == criterion)
    before = None if measured.before is None else measured.before.get(criterion)
    document = measured.document
    link = "" if document is None else f"/documents/{document.id}/"
    codebook = load_codebook()
    names = bears_on(criterion)
    found = findings_view(measured, content, threads, states, criterion=criterion)
    standard = next((s for s in law.standards if s.id == after.entry.criterion.standard), None)
    return CriterionView(
        entry=after.entry,
        standard="" if standard is None else f"{standard.paragraph} {standard.criterion.label}",
        row=_row(criterion, measured, content, threads),
        before=None if before is None else _judged(before, link),
        after=_judged(after, link),
        findings=found,
        questions=tuple(
            (n, codebook.variables[n].label, codebook.variables[n].question) for n in names
        ),
        judgement=next(
            (j for k, j in keyed(content, "judgements").items() if k == criterion), None
        ),
        coded=() if measured.alone or before is None else _coded(before, measured, content),
        previous=entries[at - 1] if at else None,
        next=entries[at + 1] if at + 1 < len(entries) else None,
    )


def findings_view(
    measured: Measured,
    content: Content,
    threads: Sequence[Thread] = (),
    states: Mapping[tuple[str, str], str] | None = None,
    *,
    criterion: str = "",
) -> tuple[FindingView, ...]:
    """Return the own findings of a draft, or those whose variable bears on a criterion.

    Args:
        measured: the draft, measured.
        content: what it holds.
        threads: its comments.
        states: of a scenario, what it makes otherwise: list and key -> added or changed.
        criterion: the criterion; all where none is given.
    """
    codebook = load_codebook()
    wanted = set(bears_on(criterion)) if criterion else None
    judged = None if not criterion else measured.assessment.get(criterion)
    bearings = _bearings(measured.assessment)
    faults = _faults(measured)
    rows = []
    for n, (key, entry) in enumerate(keyed(content, "findings").items()):
        if not isinstance(entry, dict):
            continue
        name = str(entry.get("variable") or "")
        if wanted is not None and name not in wanted:
            continue
        variable = codebook.variables.get(name)
        source = entry.get("source")
        source = source if isinstance(source, dict) else {}
        href = str(source.get("href") or "")
        rows.append(
            FindingView(
                key=key,
                variable=name,
                label=name if variable is None else variable.label,
                value=value_words(name, entry.get("value")),
                entry=entry,
                cited=", ".join(
                    str(source[k]) for k in ("title", "author", "date", "place") if source.get(k)
                ),
                href=href if href.startswith(("https://", "http://")) else "",
                side=_side(judged, key),
                criteria=bearings.get(name, ()),
                fault=faults.get(n, ""),
                state=(states or {}).get(("findings", key), ""),
                comments=sum(1 for t in threads if t.finding == key and not t.resolved),
            )
        )
    return tuple(_with_ends(rows))


def _row(
    criterion: str, measured: Measured, content: Content, threads: Sequence[Thread]
) -> CriterionRow:
    after = measured.assessment.get(criterion)
    assert after is not None
    before = None if measured.before is None else measured.before.get(criterion)
    change = next((c for c in measured.assessment.changes if c.id == criterion), None)
    names = set(bears_on(criterion))
    mine = [
        e
        for e in content.get("findings") or ()
        if isinstance(e, dict) and str(e.get("variable")) in names
    ]
    here = [t for t in threads if t.criterion == criterion]
    return CriterionRow(
        id=criterion,
        paragraph=after.entry.paragraph,
        label=after.entry.criterion.label,
        before="" if before is None else before.judgement,
        after=after.judgement,
        person=JUDGEMENTS.get(after.by_person.judgement, "") if after.by_person else "",
        changed=_changed(measured, after, before),
        by_rules=_changed_by_rules(measured, after, before),
        summed=after.summed_up,
        says="" if change is None else change.says,
        findings=len(mine),
        comments=sum(1 for t in here if not t.resolved),
        new=sum(t.new for t in here),
    )


def _changed(measured: Measured, after: Judgement, before: Judgement | None) -> bool:
    """Tell whether what leads is another judgement than the text alone gives."""
    if after.by_person is not None:
        return before is None or after.leading != before.judgement
    return _changed_by_rules(measured, after, before)


def _changed_by_rules(measured: Measured, after: Judgement, before: Judgement | None) -> bool:
    """Tell whether the rules say otherwise with the draft.

    Where the draft is judged alone, its silence changes nothing, and neither does a sum of the few criteria it answers.
    """
    if measured.alone and (after.judgement == "silent" or after.summed_up):
        return False
    if before is None:
        return after.judgement != "silent"
    return after.judgement != before.judgement


def _leading(judgement: Judgement) -> str:
    if judgement.by_person is None:
        return judgement.judgement
    return f"{judgement.leading.replace('_', ' ')} (by a person)"


def _judged(judgement: Judgement, link: str) -> JudgedView:
    sides = []
    for side, words in (("for", "For the government"), ("against", "Against the government")):
        quotes: dict[Any, QuoteView] = {}
        for quote in judgement.quotes:
            if quote.side == side:
                quotes.setdefault((quote.says, quote.words), _quote(quote, link))
        sides.append((words, tuple(quotes.values())))
    return JudgedView(
        judgement=judgement.judgement,
        sign=SIGNS.get(judgement.judgement, "·"),
        leaning=LEANINGS.get(judgement.leaning or "", ""),
        sides=tuple(sides),
        reasons=judgement.reasons,
    )


def _quote(quote: Quote, link: str) -> QuoteView:
    there = ""
    if quote.origin == "text" and link and quote.paragraph is not None and quote.sentence:
        there = f"{link}#{anchor_of(quote.paragraph, quote.sentence)}"
    return QuoteView(quote.says, quote.text, quote.place, there, quote.origin == "own")


def _coded(before: Judgement, measured: Measured, content: Content) -> tuple[CodedView, ...]:
    codebook = load_codebook()
    last = measured.last
    held = {} if last is None else {f.id: f for f in last.findings}
    out = keyed(content, "withdraw")
    rows = []
    for name in dict.fromkeys((*before.in_favor, *before.against)):
        finding = held.get(name)
        if finding is None:
            continue
        variable = codebook.variables.get(finding.variable)
        words = finding.evidence[0].text if finding.evidence else ""
        key = name if name in out else finding.variable if finding.variable in out else ""
        rows.append(
            CodedView(
                id=name,
                label=finding.variable if variable is None else variable.label,
                value=value_words(finding.variable, finding.value),
                words=words,
                out=key,
            )
        )
    return tuple(rows)


def _side(judged: Judgement | None, key: str) -> str:
    if judged is None:
        return ""
    sides = [
        words
        for words, ids in (
            ("for the government", judged.in_favor),
            ("against it" if key in judged.in_favor else "against the government", judged.against),
        )
        if key in ids
    ]
    return f"counts {' and '.join(sides)}" if sides else "bears on it, and counts on no side"


def _bearings(assessment: Assessment) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for judgement in _all(assessment):
        for name in bears_on(judgement.id):
            found.setdefault(name, []).append(judgement.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _faults(measured: Measured) -> dict[int, str]:
    found: dict[int, str] = {}
    for problem, at in zip(measured.own.problems, measured.own.at, strict=True):
        if len(at) > 1 and at[0] == "findings" and isinstance(at[1], int):
            words = f"{problem.what}. {problem.remedy or ''}".strip()
            found.setdefault(at[1], words)
    return found


def _with_ends(rows: Sequence[FindingView]) -> Iterable[FindingView]:
    from dataclasses import replace

    for n, row in enumerate(rows):
        yield replace(row, first=n == 0, last=n == len(rows) - 1)


def _all(assessment: Assessment) -> tuple[Judgement, ...]:
    return (*assessment.standards, *assessment.criteria)
