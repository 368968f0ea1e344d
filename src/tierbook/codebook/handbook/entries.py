"""What the handbook says of one variable, before it is laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tierbook.codebook.case_facts import CaseFact
from tierbook.codebook.coverage import covered_by
from tierbook.codebook.variable import ANY, Codebook, Example, Variable

__all__ = [
    "UNTESTED",
    "Beside",
    "Chapter",
    "Coverage",
    "Entry",
    "accuracy_of",
    "chapters",
    "coverage",
    "describe_fact",
    "describe_variable",
    "value_in_words",
]

UNTESTED = "Untested here: no labelled text states it."
INDICES = {
    "hti": "Human Trafficking Indicators",
    "three_p": "3P Anti-trafficking Policy Index",
    "htc": "Human Trafficking Index",
}
_TYPES = {
    "yes_no": "yes, no, mixed (yes for a part and no for another; of some variables one yes decides, and the words for "
    "no stand against it), or not reported",
    "category": "one of",
    "categories": "any of",
    "countries": "countries, as ISO 3166 alpha-3 codes",
    "regions": "regions, as the Report writes them",
    "integer": "a whole number",
    "counts": "figures: what was counted, how many, of which period; of",
    "edges": "routes: from, to, and where said the forms and the victims",
    "cases": "cases: role of the accused, offence, law, outcome, sentence, fine, victims, date",
    "recommendations": "items: words, act asked for, variables that it would change, criterion, parts",
}
_MANY = 40  # codes of a vocabulary that is named and not listed


@dataclass(frozen=True, slots=True)
class Beside:
    """What is printed beside the variables and is made in higher rooms.

    Attributes:
        accuracy: variable to sentences on how often the coder is right; none means untested.
        about_accuracy: what those sentences rest on: who made the labels, when, on which texts.
        criteria: criterion of the law to its label.
    """

    accuracy: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    about_accuracy: str = ""
    criteria: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One variable: `facts` are (title, words) in the order of reading."""

    variable: Variable
    facts: tuple[tuple[str, str], ...]
    accuracy: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The variables of one section of a narrative."""

    pillar: str
    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One name of the Human Trafficking Index: our variables, or why there is none."""

    name: str
    label: str
    variables: tuple[str, ...]
    reason: str


def chapters(codebook: Codebook, beside: Beside) -> tuple[Chapter, ...]:
    """Return the variables by section, in the order of the codebook."""
    made = []
    for pillar, label in codebook.vocabularies["pillars"].items():
        rows = [v for v in codebook.variables.values() if v.pillar == pillar]
        if rows:
            entries = tuple(describe_variable(codebook, v, beside) for v in rows)
            made.append(Chapter(pillar, label, entries))
    return tuple(made)


def coverage(codebook: Codebook) -> tuple[Coverage, ...]:
    """Return every name of the Human Trafficking Index, in its order."""
    labels = codebook.indices.get("htc", {})
    return tuple(
        Coverage(name, labels.get(name, name), ids, codebook.uncovered.get(name, ""))
        for name, ids in covered_by(codebook).items()
    )


def describe_variable(codebook: Codebook, variable: Variable, beside: Beside) -> Entry:
    """Return what the handbook says of a variable."""
    facts = [("Question", variable.question), ("Answers", _answers(codebook, variable))]
    if variable.unit:
        facts.append(("Unit", codebook.vocabularies["units"].get(variable.unit, variable.unit)))
    facts.append(("Editions", _editions(variable)))
    whose = (
        "this government's, in the reporting period"
        if variable.government
        else "whoever's they are"
    )
    facts.append(("Whose acts count", whose))
    facts.append(("Rule", variable.rule))
    if variable.not_this:
        facts.append(("Not this", variable.not_this))
    if variable.criteria:
        named = [
            f"{beside.criteria[c]} ({c})" if c in beside.criteria else c for c in variable.criteria
        ]
        facts.append(("Criteria of the law", "; ".join(named)))
    if variable.reference:
        facts.append(("Reference", variable.reference))
    facts.extend(_maps(codebook, variable))
    return Entry(variable, tuple(facts), accuracy_of(variable.id, beside))


def describe_fact(fact: CaseFact) -> tuple[tuple[str, str], ...]:
    """Return what the handbook says of a fact of an individual case: (title, words) in the order of reading."""
    codes = "; ".join(
        code if words == code else f"{code} ({words})" for code, words in fact.codes.items()
    )
    bears = "No definition of the law counts it against a person." if fact.never_excludes else ""
    facts = (
        ("Question", fact.question),
        ("Answers", f"{codes or f'a {fact.type}'}; or it stays open"),
        ("What counts", f"{fact.help} {bears}".strip()),
    )
    return tuple((title, words) for title, words in facts if words)


def accuracy_of(variable: str, beside: Beside) -> tuple[str, ...]:
    """Return the sentences on a variable's accuracy; that it is untested, where there are none."""
    return beside.accuracy.get(variable) or (UNTESTED,)


def value_in_words(example: Example) -> str:
    """Return the value of an example as a reader writes it."""
    if example.value == "not_stated":
        return "not stated"
    return _words(example.value)


def _words(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(_words(item) for item in value)
    if isinstance(value, dict):
        if "from" in value and "to" in value:
            rest = [f"{k} {_words(v)}" for k, v in value.items() if k not in ("from", "to")]
            return ", ".join([f"{value['from']} to {value['to']}", *rest])
        return ", ".join(f"{k} {_words(v)}" for k, v in value.items())
    return str(value)


def _answers(codebook: Codebook, variable: Variable) -> str:
    words = _TYPES[variable.type]
    if variable.vocabulary is None:
        return words
    codes = codebook.vocabularies.get(variable.vocabulary, {})
    if variable.type == "counts":
        stem = variable.id.rpartition(".")[2]
        codes = {
            c: label
            for c, label in codes.items()
            if c == stem or c.startswith(f"{stem}_") or c.endswith(f"_{stem}")
        }
    if len(codes) > _MANY:
        return f"{words} the {len(codes)} codes of the vocabulary {variable.vocabulary}"
    return f"{words} " + ", ".join(f"{code} ({label})" for code, label in codes.items())


def _editions(variable: Variable) -> str:
    if variable.last_edition is None:
        return f"from {variable.first_edition} on"
    return f"{variable.first_edition} to {variable.last_edition}"


def _maps(codebook: Codebook, variable: Variable) -> list[tuple[str, str]]:
    maps = variable.maps
    facts = []
    for index, values in (("hti", maps.hti), ("htc", maps.htc)):
        if values:
            labels = codebook.indices.get(index, {})
            rows = [
                f"{name} ({labels.get(name, name)}): "
                + ("any value" if codes == (ANY,) else ", ".join(codes))
                for name, codes in values.items()
            ]
            facts.append((INDICES[index], "; ".join(rows)))
    if maps.three_p:
        rows = [f"{pillar}: {words}" for pillar, words in maps.three_p.items()]
        facts.append((INDICES["three_p"], "; ".join(rows)))
    return facts or [("Other codebooks", "no counterpart")]
