"""The shape of a value: what each type of variable may hold, and which codes stand in the vocabularies."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tierbook.codebook.variable import Codebook, Variable
from tierbook.errors import CodebookInvalid, UnknownCountry
from tierbook.places import get_country

__all__ = ["check_value", "find_code_fault", "find_value_fault"]

Vocabularies = Mapping[str, Mapping[str, str]]


def check_value(codebook: Codebook, variable_id: str, value: object) -> None:
    """Assert that a value has the shape of its variable and only known codes.

    Args:
        codebook: where the variable and the vocabularies stand.
        variable_id: the variable, for example `profile.origins`.
        value: what a finding, a gold file or a person says.

    Raises:
        CodebookInvalid: the codebook has no such variable, or the value does not fit it.
    """
    variable = codebook.variables.get(variable_id)
    if variable is None:
        raise CodebookInvalid(
            f"there is no variable {variable_id!r}",
            why=f"the codebook {codebook.name} does not have it",
            remedy=_nearest(variable_id, codebook.variables),
        )
    fault = find_value_fault(variable, codebook.vocabularies, codebook.variables, value)
    if fault is not None:
        raise CodebookInvalid(fault.what, where=variable_id, why=fault.why, remedy=fault.remedy)


def find_value_fault(
    variable: Variable, vocabularies: Vocabularies, topics: Iterable[str], value: object
) -> CodebookInvalid | None:
    """Return what is wrong with a value, or None.

    Args:
        variable: whose value it is.
        vocabularies: name to {code: label}.
        topics: ids of variables that a recommendation may name.
        value: the value in question.
    """
    try:
        _CHECKS[variable.type](_Rules(variable, vocabularies, tuple(topics)), value)
    except CodebookInvalid as fault:
        return fault
    return None


def find_code_fault(
    variable: Variable, vocabularies: Vocabularies, code: str
) -> CodebookInvalid | None:
    """Return why one code cannot be a value of a variable, or an element of its list; None where it can."""
    rules = _Rules(variable, vocabularies, ())
    try:
        if variable.type == "yes_no":
            rules.code(code, "answers")
        elif variable.type == "countries":
            rules.country(code)
        elif variable.type == "edges":
            rules.code(code, "forms")
        elif variable.vocabulary is not None:
            rules.code(code, variable.vocabulary)
        else:
            return CodebookInvalid(
                f"a variable of type {variable.type} has no codes", remedy="name none"
            )
    except CodebookInvalid as fault:
        return fault
    return None


class _Rules:
    """What a check needs to know beside the value."""

    def __init__(
        self, variable: Variable, vocabularies: Vocabularies, topics: tuple[str, ...]
    ) -> None:
        self.variable, self.vocabularies, self.topics = variable, vocabularies, topics

    def code(self, code: object, vocabulary: str) -> None:
        codes = self.vocabularies.get(vocabulary, {})
        if not isinstance(code, str):
            raise CodebookInvalid(
                f"{code!r} is no code of the vocabulary {vocabulary}",
                why="codes are text",
                remedy=f"write it in quotes, one of: {', '.join(codes)}",
            )
        head, colon, rest = code.partition(":")
        if (colon and rest.strip() and f"{head}:" in codes) or (not colon and code in codes):
            return
        raise CodebookInvalid(
            f"{code!r} is no code of the vocabulary {vocabulary}",
            why="only codes in vocabularies.yaml may stand in a value",
            remedy=_nearest(str(code), codes),
        )

    def wrong(self, value: object, wanted: str) -> CodebookInvalid:
        return CodebookInvalid(
            f"{value!r} has the wrong shape",
            why=f"{self.variable.id} is of type {self.variable.type}",
            remedy=f"give {wanted}",
        )

    def rows(self, value: object, wanted: str) -> list[Any]:
        """Return the elements of a list that is not empty and repeats nothing."""
        if not isinstance(value, list | tuple) or not value:
            raise self.wrong(value, wanted)
        rows = list(value)
        for place, row in enumerate(rows):
            if row in rows[:place]:
                raise CodebookInvalid(f"{row!r} stands twice in the list", remedy="keep one")
        return rows

    def fields(self, row: object, needed: set[str], known: set[str]) -> dict[str, Any]:
        """Return a row that has all fields needed and none unknown."""
        if not isinstance(row, dict):
            raise self.wrong(row, f"objects with {', '.join(sorted(needed))}")
        missing, unknown = sorted(needed - row.keys()), sorted(row.keys() - known)
        if missing or unknown:
            name = (missing or unknown)[0]
            raise CodebookInvalid(
                f"{row!r} {'lacks' if missing else 'has the unknown field'} {name!r}",
                why=f"{self.variable.id} is of type {self.variable.type}",
                remedy=f"give {', '.join(sorted(needed))}, and no others than {', '.join(sorted(known))}",
            )
        return row

    def country(self, code: object) -> None:
        try:
            if isinstance(code, str) and get_country(code).code == code:
                return
        except UnknownCountry:
            pass
        raise CodebookInvalid(
            f"{code!r} is no code of a country",
            why="countries are written as ISO 3166 alpha-3 codes",
            remedy="look the code up in tierbook.places, for example JPN, XKX, TWN",
        )


def _yes_no(rules: _Rules, value: object) -> None:
    rules.code(value, "answers")


def _category(rules: _Rules, value: object) -> None:
    rules.code(value, rules.variable.vocabulary or "")


def _categories(rules: _Rules, value: object) -> None:
    for code in rules.rows(value, f"a list of codes of {rules.variable.vocabulary}"):
        rules.code(code, rules.variable.vocabulary or "")


def _countries(rules: _Rules, value: object) -> None:
    for code in rules.rows(value, "a list of alpha-3 codes, for example [CHN, KOR]"):
        rules.country(code)


def _regions(rules: _Rules, value: object) -> None:
    for label in rules.rows(value, "a list of regions as the Report writes them"):
        if not isinstance(label, str) or not label.strip():
            raise rules.wrong(label, "the label of a region, for example Eastern Europe")


def _integer(rules: _Rules, value: object) -> None:
    if not _is_number(value):
        raise rules.wrong(value, "a whole number, 0 or more")


def _counts(rules: _Rules, value: object) -> None:
    if value == "not_reported":
        return
    needed = {"what", "n", "n_max", "unit", "period", "compared_with", "actor", "law"}
    known = needed | {"part_of", "exactness", "usd"}
    stem = rules.variable.id.rpartition(".")[2]
    for row in rules.rows(value, "a list of counts, for example [{what: convictions, n: 12}]"):
        count = rules.fields(row, {"what", "n"}, known)
        what = _figure_name(rules, count["what"])
        if count.get("part_of") is not None:
            _figure_name(rules, count["part_of"])
        if count.get("exactness") is not None:
            rules.code(count["exactness"], "exactness")
        if not (what == stem or what.startswith(f"{stem}_") or what.endswith(f"_{stem}")):
            raise CodebookInvalid(
                f"{what!r} belongs to another variable",
                remedy=f"count under {rules.variable.id} only {stem} and its parts",
            )
        for name in ("n", "n_max", "compared_with", "usd"):
            number = count.get(name)
            if not _is_number(number) and (name == "n" or number is not None):
                raise rules.wrong(number, f"a whole number as {name}")
        if count.get("n_max") is not None and count["n_max"] < count["n"]:
            raise CodebookInvalid(
                f"n_max {count['n_max']} is less than n {count['n']}", remedy="swap them"
            )
        for name, vocabulary in (("unit", "units"), ("actor", "actor")):
            if count.get(name) is not None:
                rules.code(count[name], vocabulary)


def _figure_name(rules: _Rules, name: object) -> str:
    """Check the name of a figure: a code of the figures, and after it codes of the parts that are counted."""
    vocabulary = rules.variable.vocabulary or "figures"
    known = rules.vocabularies.get(vocabulary, {})
    if isinstance(name, str) and name not in known:
        heads = [code for code in known if name.startswith(f"{code}_")]
        rest = name.removeprefix(max(heads, key=len, default="")) if heads else ""
        while rest:
            part = max(
                (p for p in rules.vocabularies.get("figure_parts", {}) if _opens(rest, f"_{p}")),
                key=len,
                default=None,
            )
            if part is None:
                break
            rest = rest.removeprefix(f"_{part}")
        if heads and not rest:
            return name
    rules.code(name, vocabulary)
    return str(name)


def _opens(rest: str, part: str) -> bool:
    return rest == part or rest.startswith(f"{part}_")


_CASE_CODES = {
    "role": "accused_roles", "offence": "offences", "outcome": "outcomes", "fine_unit": "units",
}  # fmt: skip
_CASE_NUMBERS = ("accused", "sentence_months", "fine", "victims")
_CASE_FLAGS = ("official", "suspended")
_CASE_TEXTS = ("law", "date")


def _cases(rules: _Rules, value: object) -> None:
    lists = {"victim_groups", "victim_origins"}
    known = {*_CASE_CODES, *_CASE_NUMBERS, *_CASE_FLAGS, *_CASE_TEXTS, *lists}
    for row in rules.rows(
        value, "a list of cases, for example [{role: police, outcome: convicted}]"
    ):
        case = rules.fields(row, {"role", "outcome"}, known)
        for name, vocabulary in _CASE_CODES.items():
            if case.get(name) is not None:
                rules.code(case[name], vocabulary)
        for name in _CASE_NUMBERS:
            if case.get(name) is not None and not _is_number(case[name]):
                raise rules.wrong(case[name], f"a whole number as {name}")
        for name in _CASE_FLAGS:
            if case.get(name) not in (None, True, False):
                raise rules.wrong(case[name], f"true, false or null as {name}")
        for name in _CASE_TEXTS:
            if case.get(name) is not None and not isinstance(case[name], str):
                raise rules.wrong(case[name], f"words as {name}")
        for code in case.get("victim_groups") or ():
            rules.code(code, "victims")
        for code in case.get("victim_origins") or ():
            rules.country(code)


def _edges(rules: _Rules, value: object) -> None:
    known = {"from", "to", "forms", "victims", "via", "certainty"}
    for row in rules.rows(value, "a list of routes, for example [{from: MDA, to: TUR}]"):
        edge = rules.fields(row, {"from", "to"}, known)
        rules.country(edge["from"])
        rules.country(edge["to"])
        for code in edge.get("via") or []:
            rules.country(code)
        if edge.get("certainty") is not None:
            rules.code(edge["certainty"], "certainty")
        for name in ("forms", "victims"):
            codes = edge.get(name) or []
            for code in codes if isinstance(codes, list | tuple) else [codes]:
                rules.code(code, name)


def _recommendations(rules: _Rules, value: object) -> None:
    known = {"text", "topic", "criterion", "act", "topics", "parts"}
    for row in rules.rows(value, "a list of recommendations, each with its text"):
        item = rules.fields(row, {"text"}, known)
        if not isinstance(item["text"], str) or not item["text"].strip():
            raise rules.wrong(item["text"], "the words of the recommendation")
        parts = [
            rules.fields(part, {"text"}, {"text", "start", "end", "act", "topic"})
            for part in item.get("parts") or ()
        ]
        named = [item.get("topic"), *(item.get("topics") or ()), *(p.get("topic") for p in parts)]
        for topic in named:
            if topic is not None and topic not in rules.topics:
                raise CodebookInvalid(
                    f"the topic {topic!r} is no variable of the codebook",
                    remedy=_nearest(str(topic), rules.topics),
                )


_CHECKS: dict[str, Callable[[_Rules, object], None]] = {
    "yes_no": _yes_no,
    "category": _category,
    "categories": _categories,
    "countries": _countries,
    "regions": _regions,
    "integer": _integer,
    "counts": _counts,
    "edges": _edges,
    "cases": _cases,
    "recommendations": _recommendations,
}


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _nearest(word: str, known: Iterable[str]) -> str:
    names = list(known)
    near = difflib.get_close_matches(word, names, n=3, cutoff=0.6)
    if near:
        return f"perhaps {' or '.join(near)} is meant"
    shown = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    return f"choose one of: {shown}" if names else "no codes are known here"
