"""A `Why` in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tierbook.agreement.measured import load_measured
from tierbook.coding import item_in_words
from tierbook.editions import unit_name

if TYPE_CHECKING:
    from tierbook.agreement.why import Why

__all__ = ["explanation_lines", "rule_sentence"]

_PERSON = "person"  # what stands for a cue where a person read the words
_ACTORS = {
    "government": "this government",
    "other_government": "another government",
    "ngo": "an NGO",
    "international": "an international organisation",
    "employer": "an employer or trafficker",
}
_SAID_BY = {
    "department": "the Department",
    "government": "the government",
    "ngo": "NGOs or observers",
    "international": "international organisations",
    "media": "the media",
    "victims": "victims",
    "unnamed": "somebody who is not named",
}
_CERTAINTY = {
    "stated": "stated",
    "reported": "reported",
    "alleged": "alleged",
    "possible": "possible",
    "no_reports": "told as no reports of it",
}
_PERIODS = {"current": "in the period of the edition", "earlier": "earlier", "planned": "planned"}
_ABSENCES = {
    "not_stated": "Not stated: no words of the narrative count for it",
    "not_in_summary": "Not in this summary: its words say nothing of it, which proves nothing on the narrative",
    "not_asked": "Not asked: the variable does not exist in this edition",
}
_ROLES = {"adjudicator": "an adjudicator", "editor": "an editor", "admin": "an admin"}
_STATES = {
    "laid": "it stands",
    "waiting": "it waits for an adjudication",
    "contested": "people differ, so the machine's value stands",
    "stale": "page, codebook or words have changed since, so the machine's value stands",
    "settled": "an adjudication stands in its place",
}


def explanation_lines(why: Why) -> Iterator[str]:
    """Yield the lines of an explanation, a paragraph for each part."""
    document, variable = why.document, why.variable
    if document["text_kind"] == "sample":
        yield "Sample, not a quotation"
    unit = unit_name(document["country"], document["edition"])
    yield f"{unit}  {variable.id}: {_shown(why)}"
    yield f"{document['text_kind']}, {document['publisher']}  {document['id']}"
    yield ""
    yield f"Question: {variable.question}"
    yield f"Rule: {variable.rule}"
    if variable.not_this:
        yield f"Not this: {variable.not_this}"
    for finding in why.findings:
        yield ""
        yield rule_sentence(finding)
        for (paragraph, sentence, text), sides in _by_sentence(finding).items():
            side = f"  ({', '.join(sides)})" if sides else ""
            yield f"  [{paragraph}] s. {sentence}{side}  “{_flat(text)}”"
    if why.absence:
        yield ""
        yield f"{_ABSENCES.get(why.absence, why.absence)}."
    yield from _decided(why)
    yield from _nominees(why)
    if why.absence and why.absence != "not_asked":
        yield ""
        yield f"Read: {len(why.read)} paragraphs"
        for part in why.read:
            yield f"  [{part.n}] {part.pillar}: “{part.opening} …”"
    yield ""
    why_untested = load_measured().why_untested(document["text_kind"])
    yield f"Accuracy: {why.accuracy.explain() if why.accuracy else f'untested here: {why_untested}.'}"
    if why.passages:
        yield f"  {why.passages.explain()}"
    yield from _people(why)


def _decided(why: Why) -> Iterator[str]:
    """Say what people decided at a desk, the machine's value beside theirs."""
    if why.decided:
        yield ""
        yield "Decided by people:"
    for row in why.decided:
        where = " ".join(word for word in (row["level"], row["place"]) if word)
        value = "nothing stands here" if row["value"] is None else _words(row["value"])
        machine = "; ".join(_words(one["value"]) for one in row["machine"]) or "nothing"
        yield (
            f"  {value}{f' ({where})' if where else ''}, by {_ROLES.get(row['coder'], 'a coder')}, {row['at'][:10]}: "
            f"{_STATES.get(row['state'], row['state'])} (the machine reads {machine})"
        )


def _by_sentence(finding: Mapping[str, Any]) -> dict[tuple[int, int, str], list[str]]:
    """Return the sentences of a finding in their order, each with the elements or sides that it carries."""
    rows: dict[tuple[int, int, str], list[str]] = {}
    for row in finding["evidence"]:
        sides = rows.setdefault((row["paragraph"], row["sentence"], row["text"]), [])
        if row["supports"]:
            sides.append(row["supports"])
    return rows


def _nominees(why: Why) -> Iterator[str]:
    for head, rows in (
        ("Words against the value", why.against),
        ("Nominated, and did not count", why.others),
    ):
        if rows:
            yield ""
            yield f"{head}:"
        for row in rows:
            yield f"  [{row.paragraph}] s. {row.sentence}  “{_flat(row.text)}”"
            yield f"      {row.why} ({row.kind}; {row.cue})"


def _people(why: Why) -> Iterator[str]:
    for name, nothing in why.tables:
        if nothing:
            yield f"People ({name}): {nothing}."
        for cell in why.people:
            if cell.table == name:
                yield f"People ({name}): {cell.variable} is {cell.value} (there it stands for: {cell.means})."


def rule_sentence(finding: Mapping[str, Any]) -> str:
    """Say in one sentence which rule gave a finding, and how it read the words."""
    level = {"law": " on paper", "practice": " in practice"}.get(finding["level"] or "", "")
    place = {"abroad": " abroad", "home": " at home"}.get(finding["place"] or "", "")
    said = _SAID_BY.get(finding["said_by"], finding["said_by"])
    certainty = _CERTAINTY.get(finding["certainty"], finding["certainty"])
    actor = _ACTORS.get(finding["actor"])
    act = f"as an act of {actor}, " if actor else ""
    more = [f"{name} {finding[name]}" for name in ("quality", "extent") if finding[name]]
    more += [", ".join(finding[name]) for name in ("acts", "whom") if finding[name]]
    if finding.get("confidence") is not None:
        more.append(f"confidence {finding['confidence']:.2f}")
    tail = f" ({'; '.join(more)})" if more else ""
    if finding["cue"] == _PERSON:
        when = _PERIODS.get(finding["period"], finding["period"])
        return (
            f"{_words(finding['value'])}{level}{place}{tail}: set by people, who read these words {act}{when}, "
            f"{certainty} by {said}:"
        )
    return (
        f"{_words(finding['value'])}{level}{place}{tail}: the rule {finding['cue']} reads these words {act}"
        f"{_PERIODS.get(finding['period'], finding['period'])}, {certainty} by {said}:"
    )


def _shown(why: Why) -> str:
    if not why.findings:
        return (why.absence or "not_stated").replace("_", " ")
    return "; ".join(
        " ".join(x for x in (_words(f["value"]), f["level"] and f"({f['level']})", f["place"]) if x)
        for f in why.findings
    )


def _words(value: object) -> str:
    if not isinstance(value, list):
        return str(value).replace("_", " ")
    return ", ".join(map(item_in_words, value)) or "nothing"


def _flat(text: str) -> str:
    return " ".join(text.split())
