"""From candidates to findings: one finding per variable, level and place, with the evidence of each side."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from tierbook.codebook import Codebook, Variable
from tierbook.coding.coders.rules.figures import settle_figures
from tierbook.coding.coders.rules.reading import Candidate, Reading, Unit
from tierbook.coding.coding import Coding, Evidence, Finding, Rejected, Silence, with_id
from tierbook.coding.cues import CueSet
from tierbook.coding.items import item_identity, item_label
from tierbook.files import canonical_json

__all__ = ["assemble"]

_CERTAINTY = ("stated", "reported", "alleged", "possible", "no_reports")
# Variables whose candidates mark the bare words: a name, a figure.
_BARE = ("profile.", "flows.", "figures.", "cases.", "recommendations.")
_SETS = ("categories", "countries", "regions", "counts", "edges", "recommendations", "cases")


class _Frame(NamedTuple):
    """What the findings of one variable have in common."""

    variable: Variable
    reading: Reading
    cues: CueSet
    document: str
    coder: str
    codebook: str


def assemble(
    reading: Reading,
    codebook: Codebook,
    candidates: Iterable[Candidate],
    cues: CueSet,
    *,
    coder: str,
    versions: tuple[tuple[str, str], ...],
) -> Coding:
    """Group candidates into a coding.

    Args:
        reading: the narrative that was coded.
        codebook: decides which variables exist, in which order, and the type of each.
        candidates: all nominations, counting or not.
        cues: what yes and no make together, and which cues give way to others.
        coder: name and version of the coder.
        versions: what the coding rests on.
    """
    rows: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        rows.setdefault(candidate.variable, []).append(candidate)
    document = reading.narrative.document
    absence = "not_in_summary" if document.text_kind in ("summary", "excerpt") else "not_stated"
    findings: list[Finding] = []
    silences: list[Silence] = []
    rejected: list[Rejected] = []
    not_asked: list[str] = []
    for variable in codebook.variables.values():
        if not variable.asked_in(reading.edition):
            not_asked.append(variable.id)
            continue
        mine = rows.get(variable.id)
        if mine is None:
            silences.append(Silence(variable.id, absence))
            continue
        mine.sort(key=attrgetter("start", "end", "cue"))
        frame = _Frame(variable, reading, cues, document.id, coder, codebook.name)
        made, out = _findings(frame, mine)
        out = list(dict.fromkeys(out))
        if made:
            findings.extend(made)
            rejected.extend(out)
        else:
            silences.append(Silence(variable.id, absence, tuple(out)))
    return Coding(
        versions=versions,
        coder=coder,
        narrative=reading.narrative,
        not_asked=tuple(not_asked),
        read=tuple(p.n for p in reading.narrative.paragraphs),
        findings=tuple(findings),
        silences=tuple(silences),
        rejected=tuple(rejected),
    )


def _findings(frame: _Frame, rows: list[Candidate]) -> tuple[list[Finding], list[Rejected]]:
    _override(rows, frame.cues.overrides)
    counting = [c for c in rows if c.counts]
    out = [_rejected(c) for c in rows if not c.counts]
    if not counting:
        return [], out
    if frame.variable.id.startswith(("figures.", "cases.")):
        _attribute(frame.reading, counting)
    if frame.variable.type == "counts":
        return _counts(frame, counting, out)
    if frame.variable.type in _SETS:
        return [_set_finding(frame, counting)], out
    if frame.variable.type != "yes_no":
        return _single(frame, counting, out)
    made: list[Finding] = []
    groups: dict[tuple[str | None, bool], list[Candidate]] = {}
    for c in counting:
        groups.setdefault((c.level, c.place == "abroad"), []).append(c)
    for (level, abroad), group in groups.items():
        place = "abroad" if abroad else ("home" if any(c.place == "home" for c in group) else None)
        made.append(_yes_no(frame, group, out, level=level, place=place))
    made.extend(_practice(frame, made, counting))
    return made, out


def _attribute(reading: Reading, rows: list[Candidate]) -> None:
    """Settle whose word figures and cases are, and how sure; their makers look at the bare words alone."""
    for c in rows:
        if c.said_by == "department":
            context, at = reading.context(c.unit), c.start - c.unit.start
            c.said_by, c.certainty = context.said_by(at), context.certainty(at)


def _counts(
    frame: _Frame, rows: list[Candidate], out: list[Rejected]
) -> tuple[list[Finding], list[Rejected]]:
    """Figures, each with its period; or that no figure was given."""
    kept, lost = settle_figures(rows)
    out.extend(_rejected(c, why) for c, why in lost)
    if not kept:
        return [], out
    if isinstance(kept[0].value, dict):
        return [_set_finding(frame, kept)], out
    return [_of_lead(frame, "not_reported", kept, kept[0])], out


def _override(rows: list[Candidate], exact: dict[str, tuple[str, ...]]) -> None:
    """A more exact cue takes a sentence from a general one (keys `overrides` of a cue)."""
    for c in rows:
        if c.counts and c.cue in exact:
            for other in rows:
                if other.counts and other.unit is c.unit and other.cue in exact[c.cue]:
                    other.counts = False
                    other.why = f"the same sentence says more exactly: {c.cue}"


def _single(
    frame: _Frame, rows: list[Candidate], out: list[Rejected]
) -> tuple[list[Finding], list[Rejected]]:
    """One value: that of the first words, in text order; other values stand as rejected."""
    order = {"tier.line": 0, "tier.opening": 1}
    first = min(rows, key=lambda c: (order.get(c.cue, 2), c.start))
    same = [c for c in rows if c.value == first.value]
    out.extend(
        _rejected(c, f"another place says {first.value}") for c in rows if c.value != first.value
    )
    return [_of_lead(frame, first.value, same, first)], out


def _yes_no(
    frame: _Frame,
    rows: list[Candidate],
    out: list[Rejected],
    *,
    level: str | None,
    place: str | None,
) -> Finding:
    """One value for the words of one level and place; `out` takes those that say something else."""
    strong = [c for c in rows if not c.cue.startswith(frame.cues.weak)]
    if strong:
        kept = set(strong)
        rows, weak = strong, [c for c in rows if c not in kept]
    else:
        weak = []
    sides: dict[object, list[Candidate]] = {}
    for c in rows:
        sides.setdefault(c.value, []).append(c)
    if "mixed" in sides:
        value, used = "mixed", rows
    elif "yes" in sides and "no" in sides:
        value = both = frame.cues.both.get(frame.variable.id, "yes")
        if both == "mixed-across":
            value = (
                "yes" if {c.cue for c in sides["no"]} <= {c.cue for c in sides["yes"]} else "mixed"
            )
        used = rows if value == "mixed" else sides[value]
    elif "yes" in sides:
        value, used = "yes", sides["yes"]
    elif "no" in sides:
        value, used = "no", [*sides["no"], *sides.get("not_reported", ())]
    else:
        value, used = "not_reported", rows
    kept = set(used)
    out.extend(
        _rejected(
            c,
            f"says {c.value} of a part; other words say {value}"
            if c.value != value
            else f"says {value} too, more weakly than the words that count",
        )
        for c in [*rows, *weak]
        if c not in kept
    )
    lead = min(used, key=lambda c: (c.value != value, _CERTAINTY.index(c.certainty), c.start))
    return _finding(frame, value, used, lead, level=level, place=place)


def _practice(frame: _Frame, made: list[Finding], rows: list[Candidate]) -> list[Finding]:
    """A right that stands on paper and is hardly used: a second finding, yes and weak, at level practice."""
    patterns = frame.cues.rights_on_paper
    weak = [
        c
        for c in rows
        if c.value == "yes" and (p := patterns.get(c.cue)) is not None and p.search(c.unit.lower)
    ]
    if not weak or not any(f.value in ("yes", "mixed") for f in made):
        return []
    if any(f.level == "practice" and f.value == "yes" for f in made):
        return []  # other words say that the right was used
    lead = weak[0]
    cue = f"{lead.cue}.rarely-used"
    return [
        _finding(
            frame, "yes", weak, lead, level="practice", place=lead.place, quality="weak", cue=cue
        )
    ]


def _set_finding(frame: _Frame, rows: list[Candidate]) -> Finding:
    seen: dict[bytes, list[Candidate]] = {}
    for c in rows:
        seen.setdefault(canonical_json(item_identity(c.value)), []).append(c)
    value = [_element(group) for group in seen.values()]
    used = [c for group in seen.values() for c in group]
    lead = min(used, key=lambda c: (_CERTAINTY.index(c.certainty), c.start))
    return _of_lead(frame, value, used, lead)


def _element(group: list[Candidate]) -> object:
    """Return an element of a list; a route that no mention states says how sure its surest mention is."""
    value = group[0].value
    surest = min((c.certainty for c in group), key=_CERTAINTY.index)
    if surest == "stated" or not (isinstance(value, dict) and "from" in value):
        return value
    return {**value, "certainty": surest}


def _of_lead(frame: _Frame, value: object, rows: list[Candidate], lead: Candidate) -> Finding:
    return _finding(frame, value, rows, lead, level=lead.level, place=lead.place)


def _finding(
    frame: _Frame,
    value: object,
    rows: list[Candidate],
    lead: Candidate,
    *,
    level: str | None,
    place: str | None,
    quality: str | None = None,
    cue: str | None = None,
) -> Finding:
    """Make the finding of some candidates; `lead` is the one that it quotes first."""
    variable = frame.variable
    evidence = _evidence(frame.reading, rows, named=variable.type in _SETS or value == "mixed")
    qualities = {c.quality for c in rows}
    if variable.id in frame.cues.weak_whole and "weak" in qualities and "strong" not in qualities:
        qualities = {"weak"}
    if (
        quality is None
        and len(qualities) == 1
        and (value in ("yes", "mixed") or variable.type == "category")
    ):
        quality = qualities.pop()
    finding = Finding(
        id="",
        variable=variable.id,
        value=value,
        evidence=evidence,
        cue=cue or lead.cue,
        actor=lead.actor,
        period=lead.period,
        said_by=lead.said_by,
        certainty=lead.certainty,
        quality=quality,
        level=level,
        place=place,
        extent=lead.extent,
        acts=tuple(sorted({a for c in rows for a in c.acts})),
        whom=tuple(sorted({w for c in rows for w in c.whom})),
        note=_whose(rows),
    )
    return with_id(finding, coder=frame.coder, codebook=frame.codebook, document=frame.document)


def _whose(rows: list[Candidate]) -> str | None:
    """Tell whose understanding each code is, where words name them: "only_sex: police, judges"."""
    holders: dict[str, list[str]] = {}
    for c in rows:
        if c.holders:
            known = holders.setdefault(str(c.value), [])
            known.extend(h for h in c.holders if h not in known)
    return "; ".join(f"{code}: {', '.join(who)}" for code, who in sorted(holders.items())) or None


def _governed(reading: Reading, unit: Unit, low: int, high: int) -> tuple[int, int]:
    """Return the words of a mark with the hedge, the negation and the reporting verb that govern them."""
    left, right = reading.context(unit).governed(low - unit.start, high - unit.start)
    return unit.start + left, unit.start + right


def _evidence(reading: Reading, rows: list[Candidate], *, named: bool) -> tuple[Evidence, ...]:
    """Return one piece of evidence for each sentence, and each element of a list or side of a mixed value if `named`."""
    marks: dict[tuple[int, str | None], tuple[Unit, int, int]] = {}
    for c in rows:
        unit = c.unit
        key = (unit.index, item_label(c.value) if named else None)
        low, high = max(c.start, unit.start), min(c.end, unit.end)
        if c.variable.startswith(_BARE):
            low, high = _governed(reading, unit, low, high)
        old = marks.get(key)
        if old is not None:
            low, high = min(low, old[1]), max(high, old[2])
        marks[key] = (unit, low, high)
    return tuple(
        Evidence(
            unit.start,
            unit.end,
            unit.paragraph,
            unit.sentence,
            unit.text,
            supports,
            _whole_words(unit, low, high),
        )
        for (_, supports), (unit, low, high) in marks.items()
    )


def _whole_words(unit: Unit, low: int, high: int) -> tuple[int, int]:
    """Return a mark that cuts no word and no number."""
    while _cuts(unit.text, low - unit.start):
        low -= 1
    while _cuts(unit.text, high - unit.start):
        high += 1
    return low, high


def _cuts(text: str, at: int) -> bool:
    """Tell whether an offset lies inside a word, or a number such as `2,600`."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum():
        return after.isalnum() or (
            before.isdigit() and after in ",." and text[at + 1 : at + 2].isdigit()
        )
    return before in ",." and after.isdigit() and text[at - 2 : at - 1].isdigit()


def _rejected(c: Candidate, why: str | None = None) -> Rejected:
    return Rejected(c.variable, c.unit.start, c.unit.end, c.cue, why or c.why or "did not count")
