"""What the forms of a draft offer, and the entries of an own file that they become."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tierbook.codebook import load_codebook
from tierbook.errors import WrongUse
from tierbook.files import YamlProblem, load_yaml
from tierbook.standards import law_in_force

__all__ = ["entry_of", "finding_choices", "judgement_choices"]

QUALITIES = ("level", "place", "quality", "extent", "certainty", "period")
SOURCE = ("title", "author", "date", "place", "href", "held_by")
JUDGEMENTS = ("effort", "failure", "mixed", "silent", "not_enough")
OFFICIAL = ("tier.", "effort.", "recommendations")
LONGEST = {"quote": 5000, "value": 5000, "note": 2000, "reason": 5000}
SHORT = 300


@cache
def finding_choices() -> dict[str, Any]:
    """Return what a finding may say: variables by family with their type, and the codes of each quality."""
    codebook = load_codebook()
    families: dict[str, list[tuple[str, str, str]]] = {}
    for name, variable in codebook.variables.items():
        if not name.startswith(OFFICIAL):
            family = name.partition(".")[0]
            families.setdefault(family, []).append((name, variable.label, str(variable.type)))
    return {
        "families": sorted(families.items()),
        "qualities": [(name, list(codebook.vocabularies[name])) for name in QUALITIES],
    }


def judgement_choices(edition: int) -> list[tuple[str, str]]:
    """Return the standards and criteria of the law of an edition: id and words."""
    law = law_in_force(edition)
    return [
        (entry.criterion.id, f"{entry.paragraph} {entry.criterion.label}")
        for entry in (*law.standards, *law.criteria)
    ]


def entry_of(kind: str, told: Any) -> dict[str, Any]:
    """Return the entry that a form tells.

    Raises:
        WrongUse: a field is too long, or a value is no YAML.
    """
    if kind == "judgements":
        names = ("criterion", "judgement", "reason")
        return {name: _words(told, name) for name in names}
    if kind == "withdraw":
        return {
            name: words
            for name in ("finding", "variable", "reason")
            if (words := _words(told, name))
        }
    entry: dict[str, Any] = {"variable": _words(told, "variable"), "value": _value(told)}
    entry |= {name: words for name in QUALITIES if (words := _words(told, f"q-{name}", SHORT))}
    entry["quote"] = _words(told, "quote")
    entry["source"] = {n: words for n in SOURCE if (words := _words(told, f"source-{n}", SHORT))}
    if note := _words(told, "note"):
        entry["note"] = note
    return entry


def _words(told: Any, name: str, longest: int | None = None) -> str:
    words = str(told.get(name, "")).strip()
    most = longest or LONGEST.get(name, SHORT)
    if len(words) > most:
        raise WrongUse(f"{name} has {len(words)} characters", remedy=f"keep to {most}")
    return words


def _value(told: Any) -> Any:
    """Return a value as it stands in an own file: `yes`, `[JPN, KOR]`, `[{what: convictions, n: 5, unit: persons}]`."""
    words = _words(told, "value")
    try:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "value.yaml"
            path.write_text(f"value: {words}\n", encoding="utf-8")
            record = load_yaml(path)
    except YamlProblem as error:
        raise WrongUse(
            f"the value {words[:60]!r} cannot be read",
            remedy="write yes, [JPN, KOR], or [{what: convictions, n: 5, unit: persons}]",
        ) from error
    if not isinstance(record, dict) or set(record) != {"value"}:
        raise WrongUse("this is more than one value", remedy="write one value")
    return record["value"]
