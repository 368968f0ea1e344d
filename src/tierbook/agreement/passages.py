"""A coder against labelled passages: one passage, one variable of the Human Trafficking Index, coded or not.

    {"variable": "O_sex", "country": "SRB", "edition": 2015, "decision": "code" | "do_not_code", "text": "..."}

A passage is read alone, as a text of its country and edition. It counts as coded if a variable of the codebook that
maps to the Index's variable (`maps: htc`) has one of the values that the map names, in any finding. Recall is the share
of *code* that is coded, specificity the share of *do_not_code* that is not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tierbook.agreement.coding_labelled import LabelledCoder, code_labelled
from tierbook.agreement.gold import json_records, read_labels
from tierbook.agreement.proportion import Proportion
from tierbook.codebook import Codebook, load_codebook
from tierbook.coding import Coding, code_narrative
from tierbook.errors import GoldInvalid, Problem, WrongUse
from tierbook.files import load_yaml

__all__ = [
    "ANY",
    "Decisions",
    "Passage",
    "PassageEvaluation",
    "WrongPassage",
    "decide_by_variable",
    "evaluate_passages",
    "htc_maps",
    "load_passages",
    "looks_like_passages",
]

ANY = "any"
_DECISIONS = ("code", "do_not_code")
_KEYS = "variable, country, edition, decision (code or do_not_code), text"
_NO_GROUP = "other"

# An Index variable to the codebook's variables, and the values of each that mean "code".
Maps = Mapping[str, Mapping[str, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Passage:
    """One decision of the people's coding team: whether `text` codes `variable`. `line` is that of the file."""

    variable: str
    country: str | None
    edition: int | None
    coded: bool
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Decisions:
    """How many passages to code were coded, and how many not to code were left alone."""

    recall: Proportion
    specificity: Proportion

    def to_dict(self) -> dict[str, object]:
        """Return both shares with their interval and the number of passages each rests on."""
        return {
            **self.recall.to_dict("recall", "code"),
            **self.specificity.to_dict("specificity", "do_not_code"),
        }


@dataclass(frozen=True, slots=True)
class WrongPassage:
    """A passage decided otherwise.

    `ours` are the mapped variables' findings in it as (variable, value, cue); `rejected` what was nominated for them
    in vain, as (variable, cue, why).
    """

    passage: Passage
    maps: Mapping[str, frozenset[str]]
    ours: tuple[tuple[str, object, str], ...]
    rejected: tuple[tuple[str, str, str], ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields as plain values."""
        return {
            "line": self.passage.line,
            "variable": self.passage.variable,
            "country": self.passage.country,
            "edition": self.passage.edition,
            "decision": _DECISIONS[not self.passage.coded],
            "maps": {name: sorted(values) for name, values in self.maps.items()},
            "ours": [list(row) for row in self.ours],
            "rejected": [list(row) for row in self.rejected],
            "text": self.passage.text,
        }


@dataclass(frozen=True, slots=True)
class PassageEvaluation:
    """Decisions over all passages, by group of variables and by variable; and the Index's variables without a map.

    Passages of a variable without a map count as not coded in all rows but `mapped`, which leaves them out.
    """

    gold: str
    coder: str
    total: Decisions
    mapped: Decisions
    groups: Mapping[str, Decisions]
    variables: Mapping[str, Decisions]
    unmapped: tuple[str, ...]
    wrong: tuple[WrongPassage, ...]
    left_out: int = 0
    failed: tuple[Problem, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the scores as plain values."""
        return {
            "total": self.total.to_dict(),
            "mapped": self.mapped.to_dict(),
            "groups": {name: row.to_dict() for name, row in self.groups.items()},
            "variables": {name: row.to_dict() for name, row in self.variables.items()},
            "unmapped": list(self.unmapped),
            "coder": self.coder,
            **({"left_out": self.left_out} if self.left_out else {}),
            **({"failed": [one.to_dict() for one in self.failed]} if self.failed else {}),
        }


def looks_like_passages(path: Path) -> bool:
    """Tell whether the first line of a file is a labelled passage."""
    try:
        with path.open("rb") as stream:
            first = next((line for line in stream if line.strip()), b"")
        _, record = next(json_records(path, first))
    except (OSError, StopIteration, GoldInvalid):
        return False
    return {"variable", "decision", "text"} <= record.keys()


def load_passages(path: Path) -> list[Passage]:
    """Read a file of labelled passages.

    Raises:
        GoldInvalid: the file cannot be read, or a line of it is no labelled passage.
    """
    data = read_labels(path, "labelled passages")
    passages = [
        _passage(record, f"{path}:{line}", line) for line, record in json_records(path, data)
    ]
    if not passages:
        raise GoldInvalid("the file holds no passage", where=str(path), remedy=f"keys: {_KEYS}")
    return passages


def _passage(record: dict[str, Any], where: str, line: int) -> Passage:
    text, variable, decision = (record.get(key) for key in ("text", "variable", "decision"))
    if not isinstance(text, str) or not text.strip() or not variable or decision not in _DECISIONS:
        raise GoldInvalid(
            "this line is no labelled passage", where=where, remedy=f"give the keys {_KEYS}"
        )
    edition = record.get("edition")
    return Passage(
        variable=str(variable),
        country=record.get("country"),
        edition=edition if isinstance(edition, int) else None,
        coded=decision == "code",
        text=text,
        line=line,
    )


def htc_maps(codebook: Codebook | None = None) -> Maps:
    """Return what each variable of the Index corresponds to in a codebook."""
    book = codebook or load_codebook()
    maps: dict[str, dict[str, frozenset[str]]] = {}
    for variable in book.variables.values():
        for theirs, values in variable.maps.htc.items():
            maps.setdefault(theirs, {})[variable.id] = frozenset(values)
    return maps


def evaluate_passages(
    gold: Path,
    *,
    variables: Collection[str] | None = None,
    code: Callable[..., Coding] = code_narrative,
    coder: str = "rules",
    was_shown: Callable[[str], bool] | None = None,
) -> PassageEvaluation:
    """Measure a coder against a file of labelled passages.

    Args:
        gold: the file.
        variables: count these alone: variables of the Index, groups of them, or variables of the codebook.
        code: the coder.
        coder: its name.
        was_shown: tells of a passage whether the coder was shown its label as an example; such are left out.

    Raises:
        GoldInvalid: the file is of another format, or a passage cannot be read.
        ModelFailed: a model failed on every passage; where it fails on some, they are in `failed`.
        WrongUse: a name in `variables` has no passage.
    """
    maps, groups = htc_maps(), _groups()
    loaded = load_passages(gold)
    passages = [p for p in loaded if was_shown is None or not was_shown(p.text)]
    left_out = len(loaded) - len(passages)
    if variables is not None:
        passages = _choose(passages, variables, maps, groups)
    rows: list[tuple[Passage, bool]] = []
    wrong: list[WrongPassage] = []
    coding_of = LabelledCoder(code, "passage")
    for passage in passages:
        mine = maps.get(passage.variable, {})
        where = f"{gold}:{passage.line}"
        coding = coding_of.code(passage.text, passage.country, passage.edition, where)
        if coding is None:
            continue
        predicted = _predict(coding, mine)
        rows.append((passage, predicted))
        if predicted != passage.coded:
            wrong.append(_wrong(passage, mine, coding))
    coding_of.refuse_nothing()
    return PassageEvaluation(
        gold=str(gold),
        coder=coder,
        total=_decide(rows),
        mapped=_decide([row for row in rows if row[0].variable in maps]),
        groups=_by(rows, lambda p: groups.get(p.variable, _NO_GROUP), [*groups.values()]),
        variables=_by(rows, lambda p: p.variable, [*groups]),
        unmapped=tuple(sorted({p.variable for p in passages if p.variable not in maps})),
        wrong=tuple(wrong),
        left_out=left_out,
        failed=tuple(coding_of.failed),
    )


def decide_by_variable(
    passages: Sequence[Passage], code: Callable[..., Coding] = code_narrative
) -> dict[str, Decisions]:
    """Return the decisions by variable of the codebook: on the passages of all that maps to it, by its own findings."""
    maps = htc_maps()
    rows: dict[str, list[tuple[Passage, bool]]] = {}
    for passage in passages:
        mine = maps.get(passage.variable)
        if not mine:
            continue
        coding = _code(passage, code, Path("passages"))
        for variable, values in mine.items():
            predicted = _predict(coding, {variable: values})
            rows.setdefault(variable, []).append((passage, predicted))
    return {variable: _decide(rows[variable]) for variable in sorted(rows)}


@cache
def _groups() -> Mapping[str, str]:
    """Return the group of each variable of the Index, in the order of its code book."""
    content: dict[str, str] = load_yaml(files("tierbook.agreement") / "passage_groups.yaml")
    return {name: group for group, names in content.items() for name in names.split()}


def _choose(
    passages: Sequence[Passage], names: Collection[str], maps: Maps, groups: Mapping[str, str]
) -> list[Passage]:
    chosen: dict[int, Passage] = {}
    for name in names:
        some = [
            p
            for p in passages
            if name in (p.variable, groups.get(p.variable)) or name in maps.get(p.variable, {})
        ]
        if not some:
            raise WrongUse(
                f"no passage is labelled for {name}",
                where="--variables",
                remedy=f"give from: {', '.join(sorted({p.variable for p in passages}))}; "
                f"a group: {', '.join(dict.fromkeys(groups.values()))}; or a variable that maps to one",
            )
        chosen.update((p.line, p) for p in some)
    return [chosen[line] for line in sorted(chosen)]


def _code(passage: Passage, code: Callable[..., Coding], gold: Path) -> Coding:
    return code_labelled(
        passage.text,
        passage.country,
        passage.edition,
        code=code,
        what="passage",
        where=f"{gold}:{passage.line}",
    )


def _predict(coding: Coding, maps: Mapping[str, frozenset[str]]) -> bool:
    return any(
        finding.variable in maps and _meets(finding.value, maps[finding.variable])
        for finding in coding.findings
    )


def _meets(value: object, wanted: frozenset[str]) -> bool:
    return ANY in wanted or not wanted.isdisjoint(_codes(value))


def _codes(value: object) -> Iterator[str]:
    """Yield the codes in a value: itself, its elements, or what its rows are named by."""
    for item in value if isinstance(value, list | tuple) else [value]:
        if isinstance(item, Mapping):
            yield from (str(v) for k, v in item.items() if k in ("what", "topic") and v)
        else:
            yield str(item)


def _wrong(passage: Passage, maps: Mapping[str, frozenset[str]], coding: Coding) -> WrongPassage:
    silent = [r for s in coding.silences if s.variable in maps for r in s.rejected]
    rejected = [*silent, *(r for r in coding.rejected if r.variable in maps)]
    return WrongPassage(
        passage=passage,
        maps=maps,
        ours=tuple((f.variable, f.value, f.cue) for f in coding.findings if f.variable in maps),
        rejected=tuple(dict.fromkeys((r.variable, r.cue, r.why) for r in rejected)),
    )


def _by(
    rows: Sequence[tuple[Passage, bool]], key: Callable[[Passage], str], order: Sequence[str]
) -> dict[str, Decisions]:
    split: dict[str, list[tuple[Passage, bool]]] = {}
    for row in rows:
        split.setdefault(key(row[0]), []).append(row)
    names = [name for name in dict.fromkeys([*order, *sorted(split)]) if name in split]
    return {name: _decide(split[name]) for name in names}


def _decide(rows: Sequence[tuple[Passage, bool]]) -> Decisions:
    return Decisions(
        recall=Proportion.of(predicted for passage, predicted in rows if passage.coded),
        specificity=Proportion.of(
            not predicted for passage, predicted in rows if not passage.coded
        ),
    )
