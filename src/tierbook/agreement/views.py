"""Our codings seen as scores of the Human Trafficking Indicators and of the 3P index, and how they agree with people's.

The rules stand in `views.yaml` and in the codebook's `maps`. A text is set against what people coded for the same
country and edition; of several texts of one country and edition the longest counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from tierbook.agreement.coefficients import PairAgreement, agree_pairs
from tierbook.agreement.people import PeopleTable
from tierbook.agreement.proportion import Proportion
from tierbook.codebook import Codebook, load_codebook
from tierbook.coding import Coding
from tierbook.errors import WrongUse
from tierbook.files import load_yaml

__all__ = [
    "PILLARS",
    "StatedValues",
    "View",
    "ViewAgreement",
    "ViewName",
    "compare_views",
    "score_three_p",
    "stated_values",
    "three_p_rules",
    "view_coding",
    "view_rules",
]

ViewName = Literal["hti", "three-p"]
PILLARS = ("prosecution", "protection", "prevention")
_OVERALL = "overall"
_HELD = ("yes", "mixed")
_ANSWERS = frozenset(
    {"yes", "no", "mixed", "not_reported"}
)  # a list that lacks an element denies nothing
_OTHER = (
    "No",
    "Some",
)  # a column that knows only Yes and No mention cannot disagree where both state something
_SILENT, _NO_MENTION = "not stated", "No mention"
StatedValues = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class View:
    """One coding as scores: column of the table to our value (HTI: Yes, Some, No, not stated, a tier; 3P: 1 to 5)."""

    name: ViewName
    document: str
    country: str | None
    edition: int | None
    text_kind: str
    length: int
    scores: Mapping[str, str]

    def to_dict(self) -> dict[str, object]:
        """Return the fields, scores by column."""
        keys = ("document", "country", "edition", "text_kind")
        return {**{key: getattr(self, key) for key in keys}, "scores": dict(self.scores)}


@dataclass(frozen=True, slots=True)
class ViewAgreement:
    """How the views agree with a table that people coded, column by column.

    `pairs` are texts with a row in the table, `alone` those without, `set_aside` shorter texts of a country and
    edition that another text stands for. `kinds` counts the pairs by kind of text. `stated` is exact agreement among
    the pairs in which both sides state something (HTI alone).
    """

    name: ViewName
    table: str
    columns: Mapping[str, PairAgreement]
    pairs: int
    alone: int
    set_aside: int
    kinds: Mapping[str, int]
    editions: tuple[int, ...]
    rules: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    stated: Mapping[str, Proportion]

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain values."""
        return {
            "view": self.name,
            "table": self.table,
            "pairs": self.pairs,
            "alone": self.alone,
            "set_aside": self.set_aside,
            "kinds": dict(self.kinds),
            "editions": list(self.editions),
            "columns": {
                name: {
                    **row.to_dict(),
                    **(
                        {
                            "both_state": self.stated[name].n,
                            "exact_of_these": self.stated[name].share,
                        }
                        if name in self.stated
                        else {}
                    ),
                }
                for name, row in self.columns.items()
            },
            "rules": list(self.rules),
            "rows": [dict(row) for row in self.rows],
        }


def view_coding(coding: Coding, name: ViewName, codebook: Codebook | None = None) -> View:
    """Return a coding as scores."""
    book = codebook or load_codebook()
    document = coding.narrative.document
    values = stated_values((f.variable, f.value) for f in coding.findings)
    scores = dict(_hti(values, book)) if name == "hti" else dict(_three_p(values))
    return View(
        name=name,
        document=document.id,
        country=document.country,
        edition=document.edition,
        text_kind=document.text_kind,
        length=len(coding.narrative.text),
        scores=scores,
    )


def view_rules(name: ViewName, codebook: Codebook | None = None) -> tuple[str, ...]:
    """Return the rules of a view, a line each, how silence counts first."""
    rules = _rules()[name]
    lines = [rules["silence"]]
    if name == "three-p":
        for pillar in PILLARS:
            lines += [f"{pillar} {rule['score']}: {rule['words']}" for rule in rules[pillar]]
        return (*lines, "overall: their sum")
    lines.append(f"tier: {rules['tier']['variable']}, Tier 2 and its Watch List together")
    for theirs, ours in sorted(_hti_maps(codebook or load_codebook()).items()):
        said = "; ".join(f"{name} {' or '.join(sorted(values))}" for name, values in ours.items())
        lines.append(f"{theirs}: Yes where {said}")
    return tuple(lines)


def compare_views(views: Iterable[View], table: PeopleTable) -> ViewAgreement:
    """Set views of one kind beside a table that people coded.

    Raises:
        WrongUse: it is a table of the Human Trafficking Index, of which no view is made.
    """
    if table.kind == "htc":
        raise WrongUse(
            "no view is made of the Human Trafficking Index",
            where=table.path,
            remedy="give a table of the Human Trafficking Indicators or of the 3P index",
        )
    name: ViewName = "three-p" if table.kind == "three-p" else "hti"
    longest: dict[tuple[str | None, int | None], View] = {}
    alone = aside = 0
    for view in views:
        place = (view.country, view.edition)
        if place not in table.rows:
            alone += 1
            continue
        if place in longest:
            aside += 1
            if view.length <= longest[place].length:
                continue
        longest[place] = view
    rows = []
    graded = {c for row in table.rows.values() for c, word in row.items() if word in _OTHER}
    pairs: dict[str, list[tuple[int, int]]] = {}
    both: dict[str, list[bool]] = {}
    for place, view in sorted(longest.items(), key=lambda item: (str(item[0][0]), item[0][1] or 0)):
        theirs = table.rows[place]  # type: ignore[index]
        rows.append({**view.to_dict(), "people": {c: theirs.get(c) for c in view.scores}})
        for column, ours in view.scores.items():
            pair = (_grade(column, ours), _grade(column, theirs.get(column)))
            if None not in pair:
                pairs.setdefault(column, []).append(pair)  # type: ignore[arg-type]
                said = {ours, (theirs.get(column) or "").strip()}
                if column in graded and not said & {_SILENT, _NO_MENTION}:
                    both.setdefault(column, []).append(pair[0] == pair[1])
    kinds: dict[str, int] = {}
    for view in longest.values():
        kinds[view.text_kind] = kinds.get(view.text_kind, 0) + 1
    ordered = set(PILLARS) | {_OVERALL} if name == "three-p" else set(_rules()["hti"]["some"])
    return ViewAgreement(
        name=name,
        table=table.name,
        columns={c: agree_pairs(some, ordered=c in ordered) for c, some in sorted(pairs.items())},
        pairs=len(longest),
        alone=alone,
        set_aside=aside,
        kinds=kinds,
        editions=tuple(sorted({view.edition for view in longest.values() if view.edition})),
        rules=view_rules(name),
        rows=tuple(rows),
        stated={c: Proportion.of(some) for c, some in both.items()} if name == "hti" else {},
    )


@cache
def _rules() -> Mapping[str, Any]:
    content: Mapping[str, Any] = load_yaml(files("tierbook.agreement") / "views.yaml")
    return content


def stated_values(findings: Iterable[tuple[str, object]]) -> StatedValues:
    """Return what is stated of each variable: codes, the elements of lists, `yes` for figures above zero.

    Args:
        findings: variable and value of each finding.
    """
    found: dict[str, set[str]] = {}
    for variable, value in findings:
        for item in value if isinstance(value, list | tuple) else [value]:
            if not isinstance(item, dict):
                found.setdefault(variable, set()).add(str(item))
            elif item.get("n"):
                found.setdefault(variable, set()).add("yes")
    return {name: frozenset(values) for name, values in found.items()}


def _hti_maps(codebook: Codebook) -> dict[str, dict[str, frozenset[str]]]:
    """Return, for each column of the published table, the variables and the values that mean yes there."""
    maps: dict[str, dict[str, frozenset[str]]] = {}
    for variable in codebook.variables.values():
        for theirs, values in variable.maps.hti.items():
            if theirs[0].islower() and theirs != "tier":  # capitals are ideas without a column
                maps.setdefault(theirs, {})[variable.id] = frozenset(values)
    return maps


def _hti(values: StatedValues, codebook: Codebook) -> Iterator[tuple[str, str]]:
    rules = _rules()["hti"]
    tiers = values.get(rules["tier"]["variable"], frozenset())
    for tier in tiers:
        yield "tier", rules["tier"]["values"].get(tier, _SILENT)
    for column, maps in _hti_maps(codebook).items():
        met = [
            said & wanted if "any" not in wanted else said
            for name, wanted in maps.items()
            if (said := values.get(name, frozenset()))
        ]
        codes = frozenset().union(*met)
        if not codes:
            answered = any(values.get(name, frozenset()) & _ANSWERS for name in maps)
            yield column, "No" if answered else _SILENT
        elif column in rules["some"] and codes == {"mixed"}:
            yield column, "Some"
        else:
            yield column, "Yes"


def _three_p(values: StatedValues) -> Iterator[tuple[str, str]]:
    total = 0
    for pillar in PILLARS:
        score = score_three_p(values, pillar)
        total += score
        yield pillar, str(score)
    yield _OVERALL, str(total)


def score_three_p(values: StatedValues, pillar: str) -> int:
    """Return the score of one pillar: that of the first rule that holds.

    Args:
        values: what is stated of each variable.
        pillar: prosecution, protection or prevention.
    """
    return int(next(rule["score"] for rule in three_p_rules(pillar) if _holds(rule, values)))


def three_p_rules(pillar: str) -> tuple[Mapping[str, Any], ...]:
    """Return the rules of one pillar in their order: `score`, `words`, and any of `all`, `none`, `count`.

    Args:
        pillar: prosecution, protection or prevention.
    """
    rules: Sequence[Mapping[str, Any]] = _rules()["three-p"][pillar]
    return tuple(rules)


def _holds(rule: Mapping[str, Any], values: StatedValues) -> bool:
    def has(name: str, wanted: Iterable[str]) -> bool:
        return not values.get(name, frozenset()).isdisjoint(wanted)

    if not all(has(name, wanted) for name, wanted in rule.get("all", {}).items()):
        return False
    if any(has(name, wanted) for name, wanted in rule.get("none", {}).items()):
        return False
    count = rule.get("count")
    return count is None or sum(has(name, _HELD) for name in count["of"]) >= int(count["at_least"])


def _grade(column: str, value: str | None) -> int | None:
    """Return a table's word as a number; None where it cannot be told."""
    word = (value or "").strip()
    if column == "tier":
        return {"Tier 1": 1, "Tier 2/2 Watch List": 2, "Tier 3": 3, "Special Case": 9}.get(word)
    if column in PILLARS or column == _OVERALL:
        return int(word) if word.isdigit() else None
    some = column in _rules()["hti"]["some"]
    return {"Yes": 2 if some else 1, "Some": 1, "No": 0, _NO_MENTION: 0, _SILENT: 0}.get(word)
