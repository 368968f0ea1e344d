"""From candidates to findings: one finding per variable, level and place, with the evidence of each side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from tierbook.codebook import Codebook, Variable
from tierbook.coding.coders.rules.reading import Candidate, Reading
from tierbook.coding.coding import Coding, Evidence, Finding, Rejected, Silence, with_id
from tierbook.coding.cues import load_cues
from tierbook.coding.patterns import Guarded, guarded
from tierbook.files import canonical_json

__all__ = ["assemble"]

_CERTAINTY = ("stated", "reported", "alleged", "possible", "no_reports")
_SETS = ("categories", "countries", "regions", "counts", "edges", "recommendations")
_EXTENT = (
    ("policy", guarded(r"\bgovernment policy|\bstate-sponsored|\bpolicy or pattern")),
    (
        "widespread",
        guarded(
            r"\bwidespread\b|\bsystematic(?:ally)?\b|\bsystemic\b|\bpervasive\b|\bendemic\b|\broutinely\b|\brampant\b|\bmost\b"
        ),
    ),
    (
        "isolated",
        guarded(r"\bisolated\b|\bone case\b|\ba single\b|\bin one case\b|\bonly one\b"),
    ),
    (
        "some",
        guarded(
            r"\bsome\b|\bat times\b|\bsometimes\b|\boccasional(?:ly)?\b|\bin some cases\b|\ba number of\b"
        ),
    ),
)
_WITH_EXTENT = frozenset(
    {
        "prosecution.complicity",
        "prosecution.lenient_sentences",
        "protection.victims_penalised",
        "protection.victims_deported",
    }
)


def assemble(
    reading: Reading,
    codebook: Codebook,
    candidates: Iterable[Candidate],
    both: Mapping[str, str],
    *,
    coder: str,
    versions: tuple[tuple[str, str], ...],
) -> Coding:
    """Group candidates into a coding.

    Args:
        reading: the narrative that was coded.
        codebook: decides which variables exist, in which order, and the type of each.
        candidates: all nominations, counting or not.
        both: what yes and no make together, by variable (yes, no, mixed).
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
        mine = sorted(rows.get(variable.id, ()), key=lambda c: (c.start, c.end, c.cue))
        made, out = _findings(reading, variable, mine, both.get(variable.id, "yes"))
        if made:
            findings.extend(
                with_id(f, coder=coder, codebook=codebook.name, document=document.id) for f in made
            )
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


def _findings(
    reading: Reading, variable: Variable, rows: list[Candidate], both: str
) -> tuple[list[Finding], list[Rejected]]:
    _override(rows)
    counting = [c for c in rows if c.counts]
    out = [_rejected(c) for c in rows if not c.counts]
    if not counting:
        return [], _once(out)
    if variable.type == "counts":
        return _counts(reading, variable, counting, out)
    if variable.type in _SETS:
        return [_set_finding(reading, variable, counting)], _once(out)
    if variable.type != "yes_no":
        return _single(reading, variable, counting, out)
    made: list[Finding] = []
    groups: dict[tuple[str | None, bool], list[Candidate]] = {}
    for c in counting:
        groups.setdefault((c.level, c.place == "abroad"), []).append(c)
    for (level, abroad), group in groups.items():
        finding, lost = _yes_no(reading, variable, group, both)
        place = "abroad" if abroad else ("home" if any(c.place == "home" for c in group) else None)
        made.append(replace(finding, level=level, place=place))
        out.extend(lost)
    made.extend(_practice(reading, variable, made, counting))
    return made, _once(out)


def _counts(
    reading: Reading, variable: Variable, rows: list[Candidate], out: list[Rejected]
) -> tuple[list[Finding], list[Rejected]]:
    """Figures of the year, with the earlier ones that they are compared with; or that no figure was given."""
    figures = [c for c in rows if isinstance(c.value, dict)]
    current = [
        c.value for c in figures if isinstance(c.value, dict) and c.value["period"] == "current"
    ]
    if any(
        value["n"] for value in current
    ):  # "did not convict any officials" beside a figure is of a part
        figures = [c for c in figures if isinstance(c.value, dict) and c.value["n"]]
    if current:
        out.extend(
            replace(_rejected(c), why="a figure is given elsewhere")
            for c in rows
            if c not in figures
        )
        return [_set_finding(reading, variable, figures)], _once(out)
    out.extend(replace(_rejected(c), why="only an earlier figure is given") for c in figures)
    unknown = [c for c in rows if c not in figures]
    if not unknown:
        return [], _once(out)
    return [_finding(reading, variable, "not_reported", unknown, unknown[0])], _once(out)


def _override(rows: list[Candidate]) -> None:
    """A more exact cue takes a sentence from a general one (keys `overrides` of a cue)."""
    exact = _overrides()
    for c in rows:
        if c.counts and c.cue in exact:
            for other in rows:
                if other.counts and other.unit is c.unit and other.cue in exact[c.cue]:
                    other.counts = False
                    other.why = f"the same sentence says more exactly: {c.cue}"


def _single(
    reading: Reading, variable: Variable, rows: list[Candidate], out: list[Rejected]
) -> tuple[list[Finding], list[Rejected]]:
    """One value: that of the first words, in text order; other values stand as rejected."""
    order = {"tier.line": 0, "tier.opening": 1}
    first = min(rows, key=lambda c: (order.get(c.cue, 2), c.start))
    same = [c for c in rows if c.value == first.value]
    out.extend(
        replace(_rejected(c), why=f"another place says {first.value}")
        for c in rows
        if c.value != first.value
    )
    return [_finding(reading, variable, first.value, same, first)], _once(out)


def _yes_no(
    reading: Reading, variable: Variable, rows: list[Candidate], both: str
) -> tuple[Finding, list[Rejected]]:
    strong = [c for c in rows if not c.cue.startswith(_weak_cues())]
    if strong:
        rows, weak = strong, [c for c in rows if c not in strong]
    else:
        weak = []
    sides: dict[object, list[Candidate]] = {}
    for c in rows:
        sides.setdefault(c.value, []).append(c)
    if "mixed" in sides:
        value, used = "mixed", rows
    elif "yes" in sides and "no" in sides:
        value = both
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
    lost = [
        replace(_rejected(c), why=f"says {c.value} of a part; other words say {value}")
        for c in [*rows, *weak]
        if c not in used
    ]
    lead = min(used, key=lambda c: (c.value != value, _CERTAINTY.index(c.certainty), c.start))
    return _finding(reading, variable, value, used, lead), lost


@cache
def _overrides() -> dict[str, tuple[str, ...]]:
    return {cue.id: cue.overrides for cue in load_cues().cues if cue.overrides}


@cache
def _paper_rights() -> dict[str, Guarded]:
    return {cue.id: cue.weak_in_practice for cue in load_cues().cues if cue.weak_in_practice}


@cache
def _weak_cues() -> tuple[str, ...]:
    return tuple(cue.id for cue in load_cues().cues if cue.weak_evidence) or ("\0",)


def _practice(
    reading: Reading, variable: Variable, made: list[Finding], rows: list[Candidate]
) -> list[Finding]:
    """A right that stands on paper and is hardly used: a second finding, yes and weak, at level practice."""
    patterns = _paper_rights()
    weak = [
        c
        for c in rows
        if c.value == "yes" and (p := patterns.get(c.cue)) is not None and p.search(c.unit.lower)
    ]
    if not weak or not any(f.value in ("yes", "mixed") for f in made):
        return []
    finding = _finding(reading, variable, "yes", weak, weak[0])
    return [replace(finding, level="practice", quality="weak", cue=f"{weak[0].cue}.rarely-used")]


def _set_finding(reading: Reading, variable: Variable, rows: list[Candidate]) -> Finding:
    seen: dict[bytes, list[Candidate]] = {}
    for c in rows:
        seen.setdefault(canonical_json(_identity(c.value)), []).append(c)
    value = [group[0].value for group in seen.values()]
    used = [c for group in seen.values() for c in group]
    lead = min(used, key=lambda c: (_CERTAINTY.index(c.certainty), c.start))
    return _finding(reading, variable, value, used, lead)


def _identity(value: object) -> object:
    if isinstance(value, dict):
        if "n" in value:
            return [value["what"], value["n"]]
        if "from" in value:
            return [value["from"], value["to"]]
    return value


def _label(value: object) -> str:
    if isinstance(value, dict):
        if "n" in value:
            return f"{value['what']}:{value['n']}"
        if "from" in value:
            return f"{value['from']}>{value['to']}"
        return str(value.get("text", ""))[:60]
    return str(value)


def _finding(
    reading: Reading, variable: Variable, value: object, rows: list[Candidate], lead: Candidate
) -> Finding:
    many = variable.type in _SETS
    evidence: dict[tuple[int, str | None], Evidence] = {}
    for c in rows:
        supports = _label(c.value) if many or value == "mixed" else None
        key = (c.unit.index, supports)
        old = evidence.get(key)
        low, high = max(c.start, c.unit.start), min(c.end, c.unit.end)
        if old is not None and old.mark is not None:
            low, high = min(low, old.mark[0]), max(high, old.mark[1])
        evidence[key] = Evidence(
            start=c.unit.start,
            end=c.unit.end,
            paragraph=c.unit.paragraph,
            sentence=c.unit.sentence,
            text=c.unit.text,
            supports=supports,
            mark=(low, high),
        )
    qualities = {c.quality for c in rows}
    return Finding(
        id="",
        variable=variable.id,
        value=value,
        evidence=tuple(evidence.values()),
        cue=lead.cue,
        actor=lead.actor,
        period=lead.period,
        said_by=lead.said_by,
        certainty=lead.certainty,
        quality=qualities.pop()
        if len(qualities) == 1 and (value in ("yes", "mixed") or variable.type == "category")
        else None,
        level=lead.level,
        place=lead.place,
        extent=_extent(variable, lead),
        acts=tuple(sorted({a for c in rows for a in c.acts})),
        whom=tuple(sorted({w for c in rows for w in c.whom})),
    )


def _extent(variable: Variable, lead: Candidate) -> str | None:
    if lead.extent or variable.id not in _WITH_EXTENT or lead.value != "yes":
        return lead.extent
    return next((name for name, pattern in _EXTENT if pattern.search(lead.unit.lower)), None)


def _rejected(c: Candidate) -> Rejected:
    return Rejected(c.variable, c.unit.start, c.unit.end, c.cue, c.why or "did not count")


def _once(rows: list[Rejected]) -> list[Rejected]:
    return list(dict.fromkeys(rows))
