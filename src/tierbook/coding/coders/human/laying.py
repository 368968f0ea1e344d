"""Decisions laid over a coding: a view that changes neither.

Of each variable, level and place the newest adjudication is taken; where there is none, what people decided with the
proposal before them, as long as they agree. Blind answers wait for their adjudication. A decision on another page,
under another codebook, or on words that no longer stand where they stood is stale: it is told and never laid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tierbook.coding.coders.human.decisions import is_silence, standing_decisions
from tierbook.coding.coders.human.qualities import differing_qualities, qualities_of
from tierbook.coding.coding import Evidence, Finding, finding_id
from tierbook.files import short_hash

__all__ = ["coding_of_person", "lay_over", "look_at"]

Record = dict[str, Any]
Slot = tuple[str | None, str | None]
# What becomes of a decision: it is laid; it waits for an adjudication (blind); others decided otherwise; page, codebook or
# words have changed; an adjudication was laid in its place.
STATES = ("laid", "waiting", "contested", "stale", "settled")


def lay_over(line: Mapping[str, Any], decisions: Iterable[Mapping[str, Any]]) -> Record:
    """Return a coding with what people decided laid over it.

    Args:
        line: a coding as `tierbook code` prints it.
        decisions: decisions on any documents, in the order in which they were made.

    Returns:
        The line as it is where no decision is about it. Else a copy with `people`: for each decision that stands its
        state, and the machine's value beside it; `versions.people` names the decisions that were laid.

    Example:
        `lay_over(line, decisions)["people"][0]["state"]` is `laid`, `waiting`, `contested`, `stale` or `settled`.
    """
    looked = look_at(line, decisions)
    if not looked:
        return dict(line)
    over: Record = {**line, "findings": list(line["findings"])}
    for name in ("absences", "rejected"):
        if name in line:
            over[name] = list(line[name])
    laid = [decision for decision, state in looked if state == "laid"]
    people = []
    for decision, state in looked:
        machine = _machine_at(line, decision)
        row = _told(decision, state, machine)
        if state == "laid":
            row["finding"] = _lay(over, decision)
        people.append(row)
    if laid:
        names = [decision.get("event") or short_hash(decision) for decision in laid]
        over["versions"] = {**line["versions"], "people": short_hash(sorted(names))}
    over["people"] = people
    return over


def look_at(
    line: Mapping[str, Any], decisions: Iterable[Mapping[str, Any]]
) -> list[tuple[Record, str]]:
    """Return the decisions on a coding that stand, each with its state: see `lay_over`."""
    document = line["document"]["id"]
    standing = standing_decisions(d for d in decisions if d["document"] == document)
    states = {id(d): "stale" if _is_stale(line, d) else "" for d in standing}
    fresh = [d for d in standing if not states[id(d)]]
    for variable in dict.fromkeys(d["variable"] for d in fresh):
        _settle([d for d in fresh if d["variable"] == variable], states)
    return [(d, states[id(d)]) for d in standing]


def coding_of_person(
    line: Mapping[str, Any], decisions: Iterable[Mapping[str, Any]], coder: str
) -> Record:
    """Return the coding that one person has made of a document: her standing decisions alone, as a line of their own.

    Variables on which she has decided nothing are neither found nor silent in it.
    """
    own = [d for d in decisions if d["coder"] == coder and d["action"] != "adjudicate"]
    bare: Record = {
        **{k: v for k, v in line.items() if k not in ("people", "left_out", "moved")},
        "coder": f"person/{coder}",
        "findings": [],
        "absences": [],
        "rejected": [],
    }
    for decision, state in look_at(line, own):
        if state == "stale":
            continue
        if is_silence(decision):
            bare["absences"].append(_silence(line, decision["variable"]))
        elif decision["value"] is not None:
            bare["findings"].append(_finding(bare, decision, None))
    return bare


def _is_stale(line: Mapping[str, Any], decision: Record) -> bool:
    if decision["page"] != line["document"]["sha256"]:
        return True
    if decision["codebook"] != line["versions"].get("codebook"):
        return True
    text = line["narrative"]["text"]
    return any(text[e["start"] : e["end"]] != e["text"] for e in decision["evidence"])


def _settle(decisions: Sequence[Record], states: dict[int, str]) -> None:
    """Find the states of the fresh decisions on one variable."""
    judged = [d for d in decisions if d["action"] == "adjudicate"]
    shown = [d for d in decisions if d["action"] != "adjudicate" and d["shown"] == "proposal"]
    for d in judged:
        states[id(d)] = "laid"
    for d in decisions:
        if d["action"] == "adjudicate":
            continue
        if any(_touch(d, other) for other in judged):
            states[id(d)] = "settled"
        elif d["shown"] == "blind":
            states[id(d)] = "waiting"
        elif any(_touch(d, o) and _differ(d, o) for o in shown if o["coder"] != d["coder"]):
            states[id(d)] = "contested"
        else:
            states[id(d)] = "laid"


def _touch(one: Record, other: Record) -> bool:
    """Tell whether two decisions on a variable are about the same place: silence is about every one."""
    return is_silence(one) or is_silence(other) or _slot(one) == _slot(other)


def _differ(one: Record, other: Record) -> bool:
    """Tell whether two people say different things: other values, or the same with qualities that contradict."""
    gone = (None, "not_stated")
    if one["value"] in gone and other["value"] in gone:
        return False
    return not _is_same_value(one["value"], other["value"]) or bool(
        differing_qualities(one.get("qualities"), other.get("qualities"))
    )


def _is_same_value(one: object, other: object) -> bool:
    """Tell whether two values are the same; the order of a list says nothing."""
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(repr, one)) == sorted(map(repr, other))
    return one == other


def _slot(row: Mapping[str, Any]) -> Slot:
    return row.get("level"), row.get("place")


def _machine_at(line: Mapping[str, Any], decision: Record) -> list[Record]:
    """Return what the machine found where a decision is about."""
    rows = [f for f in line["findings"] if f["variable"] == decision["variable"]]
    return rows if is_silence(decision) else [f for f in rows if _slot(f) == _slot(decision)]


def _told(decision: Record, state: str, machine: list[Record]) -> Record:
    return {
        "event": decision.get("event"),
        "coder": decision["coder"],
        "at": decision["at"],
        "variable": decision["variable"],
        "level": decision["level"],
        "place": decision["place"],
        "action": decision["action"],
        "value": decision["value"],
        "qualities": decision.get("qualities"),
        "note": decision["note"],
        "shown": decision["shown"],
        "state": state,
        "finding": None,
        "machine": [
            {"id": f["id"], "value": f["value"], "qualities": qualities_of(f)} for f in machine
        ],
    }


def _lay(over: Record, decision: Record) -> str | None:
    """Put one decision in its place; return the id of the finding that stands there now."""
    variable = decision["variable"]
    findings: list[Record] = over["findings"]
    here = _machine_at(over, decision)
    if is_silence(decision) or decision["value"] is None:
        gone = {f["id"] for f in here}
        over["findings"] = [f for f in findings if f["id"] not in gone]
        if "absences" in over and not any(f["variable"] == variable for f in over["findings"]):
            _be_silent(over, variable)
        return None
    if here and _is_same(here[0], decision):
        kept: str = here[0]["id"]
        return kept
    made = _finding(over, decision, here[0] if here else None)
    if here:
        findings[findings.index(here[0])] = made
        over["findings"] = [f for f in findings if f is made or f not in here[1:]]
    else:
        last = max((n for n, f in enumerate(findings) if f["variable"] == variable), default=None)
        findings.insert(len(findings) if last is None else last + 1, made)
        _speak(over, variable)
    name: str = made["id"]
    return name


def _is_same(finding: Record, decision: Record) -> bool:
    """Tell whether a decision leaves a finding as it is: the same value and qualities, and no other sentences."""
    if not _is_same_value(finding["value"], decision["value"]):
        return False
    if differing_qualities(decision.get("qualities"), qualities_of(finding)):
        return False
    held = {(e["paragraph"], e["sentence"]) for e in finding["evidence"]}
    return all((e["paragraph"], e["sentence"]) in held for e in decision["evidence"])


def _finding(line: Mapping[str, Any], decision: Record, before: Record | None) -> Record:
    """Return the finding that a decision makes; what it does not speak of stays as the machine had it.

    How well, how far, what acts and whom belong to the machine's value, and go with it where another value is set.
    """
    evidence = [_whole(line["narrative"], e) for e in decision["evidence"]]
    known = qualities_of(before) if before else {}
    if before and not _is_same_value(before["value"], decision["value"]):
        known = {name: known[name] for name in ("actor", "period", "said_by", "certainty")}
    known |= decision.get("qualities") or {}
    said: Record = {n: tuple(v) if isinstance(v, list) else v for n, v in known.items()}
    made = Finding(
        id="",
        variable=decision["variable"],
        value=decision["value"],
        evidence=tuple(evidence),
        cue="person",
        level=decision["level"],
        place=decision["place"],
        note=decision["note"] or None,
        **said,
    )
    name = finding_id(
        made,
        coder=f"person/{decision['coder']}",
        codebook=line["versions"]["codebook"],
        document=line["document"]["id"],
    )
    record: Record = {**made.to_dict(), "id": name}
    return record


def _whole(narrative: Mapping[str, Any], words: Record) -> Evidence:
    """Return the sentences that words touch, with the words as the mark in them."""
    start, end = words["start"], words["end"]
    touched = [s for s in narrative["sentences"] if s["start"] < end and start < s["end"]]
    first = touched[0] if touched else {**words, "sentence": words["sentence"] or 1}
    left = min(start, first["start"])
    right = max(end, touched[-1]["end"] if touched else end)
    text = narrative["text"][left:right]
    mark = None if (left, right) == (start, end) else (start, end)
    return Evidence(left, right, first["paragraph"], first["sentence"], text, mark=mark)


def _silence(line: Mapping[str, Any], variable: str) -> Record:
    """Return a silence that people set; in a summary or excerpt it says less."""
    part = line["document"].get("text_kind") in ("summary", "excerpt")
    absence = "not_in_summary" if part else "not_stated"
    return {"variable": variable, "value": None, "absence": absence, "rejected": []}


def _be_silent(over: Record, variable: str) -> None:
    if all(row["variable"] != variable for row in over["absences"]):
        over["absences"].append(_silence(over, variable))


def _speak(over: Record, variable: str) -> None:
    """Take a silence away that a person has found words for; what was nominated in vain stays on record."""
    for row in [r for r in over.get("absences", ()) if r["variable"] == variable]:
        over["absences"].remove(row)
        if "rejected" in over:
            over["rejected"] += [{"variable": variable, **r} for r in row["rejected"]]
