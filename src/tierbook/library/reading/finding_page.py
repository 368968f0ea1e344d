"""Everything that the page of one finding prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from tierbook.library.reading.apparatus import FindingRow, finding_rows, list_nominations
from tierbook.library.reading.assessing import CriterionView, view_assessment
from tierbook.library.reading.markup import format_html, format_html_join
from tierbook.library.reading.places_in_text import Layout, short_place
from tierbook.library.reading.references import number_findings
from tierbook.release import anchor_of, citation_of

__all__ = [
    "FindingPage",
    "Passage",
    "Rejection",
    "build_finding_page",
    "circumstances",
    "passages_of",
]

ACTORS = {
    "government": "this government",
    "other_government": "another government",
    "ngo": "a non-governmental organisation",
    "international": "an international organisation",
    "employer": "an employer",
    "none": "nobody’s act: a state of things",
}
PERIODS = {
    "current": "the period that the edition covers",
    "earlier": "an earlier period",
    "planned": "planned, not yet done",
}
CERTAINTIES = {
    "stated": "stated as a fact",
    "reported": "reported",
    "alleged": "alleged",
    "possible": "possible",
    "no_reports": "no reports of it, which is not a denial",
}
SPEAKERS = {
    "department": "the Department of State, in its own voice",
    "government": "the government",
    "ngo": "non-governmental organisations",
    "international": "international organisations",
    "media": "the media",
    "victims": "victims",
    "unnamed": "sources without a name",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph around evidence: the whole text of it, the sentence that counts set off, the words marked."""

    anchor: str
    words: str
    html: SafeString
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """A sentence that was nominated for the variable and did not count."""

    passage: Passage
    why: str
    cue: str


@dataclass(frozen=True, slots=True)
class FindingPage:
    """The parts of a finding's page in their order."""

    row: FindingRow
    circumstances: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]
    rejections: tuple[Rejection, ...]
    siblings: tuple[FindingRow, ...]
    criteria: tuple[tuple[CriterionView, str], ...]
    read: tuple[int, ...]
    cite: str
    versions: tuple[tuple[str, str], ...]
    coder: str


def build_finding_page(
    coding: dict[str, Any], assessment: dict[str, Any] | None, finding_id: str
) -> FindingPage | None:
    """Return the parts of a finding's page, or None where the coding has no such finding."""
    rows = finding_rows(number_findings(coding))
    row = next((r for r in rows if r.finding["id"] == finding_id), None)
    if row is None:
        return None
    layout = Layout(coding["narrative"])
    view = view_assessment(assessment, {r.finding["id"]: r.reference for r in rows})
    return FindingPage(
        row=row,
        circumstances=circumstances(row.finding),
        passages=tuple(passages_of(layout, row.finding["evidence"])),
        rejections=tuple(
            Rejection(_context(layout, n.start, n.end), n.why, n.cue)
            for n in list_nominations(coding, layout, row.variable.id)
        ),
        siblings=tuple(r for r in rows if r is not row and r.variable.id == row.variable.id),
        criteria=tuple(_criteria(view, row.reference)),
        read=tuple(coding["read"]),
        cite=_cite(coding, row.finding),
        versions=tuple(sorted(coding["versions"].items())),
        coder=coding["coder"],
    )


def circumstances(finding: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return who, when, whether and the other qualities of a finding, in words."""
    rows = [
        ("Whose act", ACTORS.get(finding.get("actor") or "none", str(finding.get("actor")))),
        ("When", PERIODS.get(finding.get("period") or "current", str(finding.get("period")))),
        (
            "How sure",
            CERTAINTIES.get(finding.get("certainty") or "stated", str(finding.get("certainty"))),
        ),
        (
            "Said by",
            SPEAKERS.get(finding.get("said_by") or "department", str(finding.get("said_by"))),
        ),
    ]
    for key, label in (
        ("level", "Level"),
        ("place", "Where"),
        ("quality", "Quality"),
        ("extent", "Extent"),
    ):
        if finding.get(key):
            rows.append((label, str(finding[key]).replace("_", " ")))
    for key, label in (("acts", "Acts"), ("whom", "Whom")):
        if finding.get(key):
            rows.append((label, ", ".join(str(v).replace("_", " ") for v in finding[key])))
    if finding.get("note"):
        rows.append(("Note", finding["note"]))
    return tuple(rows)


def passages_of(layout: Layout, evidence: list[dict[str, Any]]) -> list[Passage]:
    """Return one passage for each paragraph that holds evidence, the sentences that count set off."""
    by_paragraph: dict[int, list[dict[str, Any]]] = {}
    for words in evidence:
        by_paragraph.setdefault(words["paragraph"], []).append(words)
    passages = []
    for number in sorted(by_paragraph):
        spans = [tuple(e.get("mark") or (e["start"], e["end"])) for e in by_paragraph[number]]
        whole = [(e["start"], e["end"]) for e in by_paragraph[number]]
        chosen = [
            s
            for s in layout.sentences.get(number, ())
            if any(s["start"] < e and b < s["end"] for b, e in whole)
        ]
        passages.append(
            Passage(
                anchor_of(number, chosen[0]["sentence"] if chosen else None),
                _places(number, chosen),
                _draw(layout, number, chosen, spans),
                _links(by_paragraph[number]),
            )
        )
    return passages


def _links(evidence: list[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Return (place, link to the words on the publisher's page) for each sentence that has one, each once."""
    found = {
        short_place(words["paragraph"], words["sentence"]): words["link"]
        for words in evidence
        if words.get("link")
    }
    return tuple(found.items())


def _places(number: int, sentences: list[dict[str, Any]]) -> str:
    if number == 0 or not sentences:
        return short_place(number, 1)
    return f"[{number}] s. " + ", ".join(str(s["sentence"]) for s in sentences)


def _draw(
    layout: Layout, number: int, chosen: list[dict[str, Any]], spans: list[tuple[int, ...]]
) -> SafeString:
    """Return a whole paragraph: chosen sentences in `.s`, the words that decide marked."""
    start, end = layout.span_of(number)
    parts: list[tuple[object]] = []
    place = start
    for row in chosen:
        parts.append((layout.text[place : row["start"]],))
        parts.append(
            (
                format_html(
                    '<span class="s">{}</span>',
                    _underline(layout.text, row["start"], row["end"], spans),
                ),
            )
        )
        place = row["end"]
    parts.append((layout.text[place:end],))
    return format_html_join("", "{}", parts)


def _underline(text: str, start: int, end: int, spans: list[tuple[int, ...]]) -> SafeString:
    parts: list[tuple[object]] = []
    place = start
    for left, right in _joined(text, spans, start, end):
        parts.append((text[place:left],))
        parts.append((format_html('<mark class="m-c">{}</mark>', text[left:right]),))
        place = right
    parts.append((text[place:end],))
    return format_html_join("", "{}", parts)


def _joined(text: str, spans: list[tuple[int, ...]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans within a sentence, those that touch or overlap as one."""
    joined: list[tuple[int, int]] = []
    for left, right in sorted((max(a, start), min(b, end)) for a, b in spans):
        if left >= right:
            continue
        if joined and not text[joined[-1][1] : left].strip():
            joined[-1] = joined[-1][0], max(right, joined[-1][1])
        else:
            joined.append((left, right))
    return joined


def _context(layout: Layout, start: int, end: int) -> Passage:
    """Return the whole sentences around a rejected candidate, its words marked."""
    sentences = layout.sentences_over(start, end)
    if not sentences:
        return Passage("main", "", format_html("{}", layout.text[start:end]))
    first, last = sentences[0], sentences[-1]
    return Passage(
        anchor_of(first["paragraph"], first["sentence"]),
        short_place(first["paragraph"], first["sentence"]),
        _underline(layout.text, first["start"], last["end"], [(start, end)]),
    )


def _criteria(view: Any, reference: str) -> list[tuple[CriterionView, str]]:
    if view is None:
        return []
    found = []
    for criterion in (*view.standards, *view.criteria):
        if reference in criterion.for_:
            found.append((criterion, "for"))
        elif reference in criterion.against:
            found.append((criterion, "against"))
    return found


def _cite(coding: dict[str, Any], finding: dict[str, Any]) -> str:
    """Return a citation of the finding's first sentence; a sample is cited as what it is."""
    first = finding["evidence"][0] if finding["evidence"] else None
    place = (first["paragraph"], first["sentence"]) if first else ()
    return citation_of(coding, *place).text("publisher")
