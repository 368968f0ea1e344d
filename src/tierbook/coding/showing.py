"""A Coding as HTML for a notebook: its findings, and its text with the evidence highlighted.

One self-contained block without scripts or addresses. Every word of the text, and every value, is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from tierbook.editions import unit_name

if TYPE_CHECKING:
    from tierbook.coding.coding import Coding, Evidence, Finding

__all__ = ["show_coding"]

_SAMPLE = "Sample, not a quotation"
_USUAL = {
    "certainty": ("stated",),
    "said_by": ("department",),
    "actor": ("none", "government"),
    "period": ("current",),
}
_LONGEST = 90
_STYLE = """
.tierbook-coding{font:14px/1.5 system-ui,sans-serif;max-width:60rem;color:inherit}
.tierbook-coding h4{font-size:1.05em;margin:.2em 0}
.tierbook-coding h5{font-size:.95em;margin:.8em 0 .2em}
.tierbook-coding p{margin:.5em 0}
.tierbook-coding .tb-about{opacity:.75}
.tierbook-coding summary{cursor:pointer;font-weight:600;margin:.6em 0 .3em}
.tierbook-coding table{border-collapse:collapse;width:100%;font-size:.93em}
.tierbook-coding th,.tierbook-coding td{text-align:left;vertical-align:top;padding:.2em .6em .2em 0;
border-bottom:1px solid rgba(128,128,128,.3);white-space:normal;background:none}
.tierbook-coding td.tb-where{white-space:nowrap}
.tierbook-coding td:last-child{min-width:24em}
.tierbook-coding .tb-text{font-family:Georgia,'Times New Roman',serif;font-size:1.05em}
.tierbook-coding .tb-n{display:inline-block;min-width:2em;opacity:.6;font:.85em system-ui,sans-serif}
.tierbook-coding mark{background:rgba(214,158,46,.22);color:inherit;padding:.05em 0}
.tierbook-coding mark b{font-weight:inherit;border-bottom:2px solid rgba(190,120,20,.9)}
.tierbook-coding sup{font:.7em system-ui,sans-serif;opacity:.8}
"""


def show_coding(coding: Coding) -> str:
    """Return the HTML block of a coding."""
    return "".join(_parts(coding))


def _parts(coding: Coding) -> Iterator[str]:
    document = coding.narrative.document
    yield f'<div class="tierbook-coding"><style>{_STYLE}</style>'
    if document.text_kind == "sample":
        yield f"<p><strong>{_SAMPLE}</strong></p>"
    unit = unit_name(document.country, document.edition)
    about = f"{document.text_kind}, {document.publisher} · {document.id} · {coding.coder}"
    yield f'<h4>{escape(unit)}</h4><p class="tb-about">{escape(about)}</p>'
    numbers = {finding.id: i for i, finding in enumerate(coding.findings, 1)}
    yield from _table(coding, numbers)
    yield from _text(coding, numbers)
    yield "</div>"


def _table(coding: Coding, numbers: dict[str, int]) -> Iterator[str]:
    yield f"<details open><summary>{len(coding.findings)} findings, {len(coding.silences)} variables without a value</summary>"
    yield "<table><thead><tr><th></th><th>variable</th><th>value</th><th>how</th><th>where</th><th>words</th></tr></thead><tbody>"
    for finding in coding.findings:
        first = finding.evidence[0] if finding.evidence else None
        words = _mark_words(coding.narrative.text, first) if first else ""
        where = f"[{first.paragraph}] s. {first.sentence}" if first else ""
        more = f" +{len(finding.evidence) - 1}" if len(finding.evidence) > 1 else ""
        cells = (
            str(numbers[finding.id]),
            escape(finding.variable),
            escape(_value(finding.value)),
            escape(", ".join(_qualities(finding))),
        )
        yield (
            "<tr>"
            + "".join(f"<td>{cell}</td>" for cell in cells)
            + f'<td class="tb-where">{where}{more}</td><td>{words}</td></tr>'
        )
    yield "</tbody></table></details>"


def _text(coding: Coding, numbers: dict[str, int]) -> Iterator[str]:
    narrative = coding.narrative
    yield '<details open><summary>The text, evidence highlighted</summary><div class="tb-text">'
    spans = [(p.start, p.end, f"[{p.n}]") for p in narrative.paragraphs]
    if narrative.tier_line:
        spans.append((*narrative.tier_line, ""))
    headings = {h.start: h.text for h in narrative.headings}
    for start, end, number in sorted([*spans, *((at, at, "") for at in headings)]):
        if start == end:
            yield f"<h5>{escape(headings[start])}</h5>"
            continue
        yield f'<p><span class="tb-n">{number}</span>'
        yield from _paragraph(coding, numbers, start, end)
        yield "</p>"
    yield "</div></details>"


def _paragraph(coding: Coding, numbers: dict[str, int], start: int, end: int) -> Iterator[str]:
    """Yield a paragraph cut wherever evidence or a mark begins or ends."""
    text = coding.narrative.text
    rows = [
        (evidence, finding)
        for finding in coding.findings
        for evidence in finding.evidence
        if evidence.start < end and evidence.end > start
    ]
    cuts = {start, end}
    for evidence, _ in rows:
        cuts |= {evidence.start, evidence.end, *(evidence.mark or ())}
    places = sorted(cut for cut in cuts if start <= cut <= end)
    for low, high in pairwise(places):
        here = [(e, f) for e, f in rows if e.start <= low and high <= e.end]
        words = escape(text[low:high])
        if not here:
            yield words
            continue
        if any(e.mark and e.mark[0] <= low and high <= e.mark[1] for e, _ in here):
            words = f"<b>{words}</b>"
        said = dict.fromkeys(f"{f.variable}: {e.supports or _value(f.value)}" for e, f in here)
        yield f'<mark title="{escape("; ".join(said), quote=True)}">{words}</mark>'
        ends = sorted({numbers[f.id] for e, f in here if e.end == high})
        if ends:
            yield f"<sup>{' '.join(map(str, ends))}</sup>"


def _mark_words(text: str, evidence: Evidence) -> str:
    """Return the sentence with its mark underlined."""
    low, high = evidence.mark or (evidence.start, evidence.start)
    head, inside, tail = text[evidence.start : low], text[low:high], text[high : evidence.end]
    return (
        f"{escape(head)}<mark><b>{escape(inside)}</b></mark>{escape(tail)}"
        if inside
        else escape(tail)
    )


def _qualities(finding: Finding) -> Iterator[str]:
    """Yield what a finding says beyond its value and beyond the usual."""
    for word in (finding.level, finding.place, finding.quality, finding.extent):
        if word:
            yield word
    for name, usual in _USUAL.items():
        word = str(getattr(finding, name))
        if word not in usual:
            yield word.replace("_", " ")
    yield from finding.acts
    yield from finding.whom
    if finding.confidence is not None:
        yield f"confidence {finding.confidence:.2f}"


def _value(value: object) -> str:
    if not isinstance(value, list | tuple):
        return str(value).replace("_", " ")
    words = ", ".join(map(_item, value))
    return (
        words
        if len(words) <= _LONGEST
        else f"{words[:_LONGEST].rsplit(',', 1)[0]} … ({len(value)})"
    )


def _item(item: object) -> str:
    if not isinstance(item, dict):
        return str(item)
    if "from" in item:
        return f"{item['from']} → {item['to']}"
    if "what" in item:
        rest = [str(item[k]) for k in ("unit", "period") if item.get(k) not in (None, "current")]
        return " ".join([str(item["what"]), str(item.get("n")), *rest])
    return str(item.get("topic") or item.get("text") or "")
