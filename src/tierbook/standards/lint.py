"""Check the statute files beyond what reading them needs, and the mapping against the codebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tierbook.errors import StatuteInvalid, UnknownCountry
from tierbook.places import get_country
from tierbook.standards.contents import Statutes
from tierbook.standards.in_force import load_statutes
from tierbook.standards.provisions import Provision
from tierbook.standards.reading import find_faults, read_statutes
from tierbook.standards.reading.rows import Files, Row
from tierbook.standards.rules import Rule

if TYPE_CHECKING:
    from tierbook.codebook import Codebook

__all__ = ["check_mapping", "lint_statutes"]

_VERBS = {"categories": ("has",), "counts": ("counts", "counts no", "counts unreported")}
_YES_NO = ("yes", "no", "mixed", "not_reported")


def lint_statutes(folder: Traversable | Path) -> tuple[StatuteInvalid, ...]:
    """Return every fault of a folder of statute files, each with file, line and remedy; none where there is none.

    Looked at, beside what reading needs: a source that nothing names, a country that is none, a reference to an entry
    that does not stand, a fact from memory that does not say what is to check, two entries under one id or label, and
    whether mapping and words fit the codebook (`check_mapping`).
    """
    faults = find_faults(folder)
    if faults:
        return faults
    statutes, files = read_statutes(folder), Files(folder)
    return (*_beyond_reading(statutes, files), *_beside_codebook(statutes, files))


def _beyond_reading(statutes: Statutes, files: Files) -> Iterator[StatuteInvalid]:
    top = files.top("sources.yaml")
    used = _used(files)
    for name in statutes.sources:
        if name not in used:
            yield top.wrong(f"nothing names the source {name!r}", name)
    ids = [entry.id for entry in (*statutes.standards, *statutes.criteria)]
    known = {*ids, *(p.id for p in statutes.provisions), *(f"tier.{t}" for t in statutes.tiers)}
    for part in statutes.parts:
        file = files.top(f"provisions/{part.id}.yaml")
        for entry in part.entries:
            yield from _provision(entry, file.down("entries").down(entry.id), known)
            if entry.id in ids:
                yield file.wrong(f"{entry.id} is a criterion too", "entries", entry.id)
    if statutes.identity.summed not in (None, *ids):
        yield files.top("statute.yaml").wrong(
            f"{statutes.identity.summed!r} is no standard", "summed"
        )


def _provision(entry: Provision, row: Row, known: set[str]) -> Iterator[StatuteInvalid]:
    for other in entry.see:
        if other not in known:
            yield row.wrong(f"{entry.id}: there is no entry {other!r}", "see")
    for i, named in enumerate(entry.named):
        for code in named.countries:
            try:
                get_country(code)
            except UnknownCountry:
                yield row.wrong(f"{entry.id}: {code!r} is no country", "named", i, "countries")
        if entry.at(named.edition) is None:
            yield row.wrong(f"{entry.id}: no list in the edition of {named.edition}", "named", i)
    steps = sorted(entry.confidences.items())
    for (first, confidence), nxt in zip(steps, [*steps[1:], None], strict=True):
        last = first if nxt is None else nxt[0] - 1
        if confidence == "memory" and not all(
            any(d.covers(edition) for d in entry.doubts) for edition in (first, last)
        ):
            yield row.wrong(
                f"{entry.id}: from memory, and no doubt says what is to check for {first} to {last}",
                "confidence",
                why="a reader is told why an entry is to check",
            )


def _used(files: Files) -> set[str]:
    """Return every source that some entry of some file names."""
    found: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key == "sources" and isinstance(inner, list):
                    found.update(map(str, inner))
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    parts = [f"provisions/{row.value}.yaml" for row in files.top("statute.yaml").listed("parts")]
    whole = ("versions", "standards", "criteria", "tiers", "judgements", "parties")
    for name in (*(f"{file}.yaml" for file in whole), *parts):
        if files.has(name):
            walk(files.top(name).value)
    return found


class _Misfit(NamedTuple):
    """Where mapping or words don't fit the codebook, and how."""

    what: str
    file: str
    path: tuple[str, ...] = ()


def check_mapping(statutes: Statutes, codebook: Codebook) -> tuple[str, ...]:
    """Return what is wrong, one sentence a fault; nothing where the mapping fits.

    Looked at: every entry has its rules, every variable and value that a rule or a wording names is in the codebook,
    and every yes/no variable on the government bears on something or says why it does not.
    """
    return tuple(misfit.what for misfit in _misfits(statutes, codebook))


def _misfits(statutes: Statutes, codebook: Codebook) -> Iterator[_Misfit]:
    yield from _entries(statutes)
    yield from _rules(statutes, codebook)
    yield from _wordings(statutes, codebook)
    yield from _left_out(statutes, codebook)


def _beside_codebook(statutes: Statutes, files: Files) -> Iterator[StatuteInvalid]:
    """Yield the same as faults of files; words that another statute lends are taken from there."""
    from tierbook.codebook import load_codebook

    lent = statutes.identity.words_of
    if lent is not None:
        statutes = replace(statutes, words={**load_statutes(lent).words, **statutes.words})
    for what, file, path in _misfits(statutes, load_codebook()):
        yield files.top(file).wrong(what, *path)


def _entries(statutes: Statutes) -> Iterator[_Misfit]:
    summed = {criterion.standard for criterion in statutes.criteria}
    for entry in (*statutes.standards, *statutes.criteria):
        if entry.id not in statutes.bearings and entry.id not in summed:
            yield _Misfit(f"{entry.id} has no entry in mapping.yaml", "mapping.yaml")


def _rules(statutes: Statutes, codebook: Codebook) -> Iterator[_Misfit]:
    standards = {entry.id for entry in statutes.standards}
    for entry, bearing in statutes.bearings.items():
        place = ("mapping.yaml", ("standards" if entry in standards else "criteria", entry))
        for rule in (*bearing.in_favor, *bearing.against, *bearing.presumed):
            if rule.variable not in codebook.variables:
                yield _Misfit(f"{entry}: the codebook has no variable {rule.variable}", *place)
                continue
            for value in rule.values:
                if not _allowed(rule.variable, value, codebook, rule):
                    yield _Misfit(f"{entry}: {value!r} is no value of {rule.variable}", *place)


def _allowed(variable_id: str, value: str, codebook: Codebook, rule: Rule | None = None) -> bool:
    variable = codebook.variables[variable_id]
    if value in ("stated", "not_reported"):
        return True
    if variable.type == "yes_no":
        return value in _YES_NO
    if rule is not None and rule.verb not in _VERBS.get(variable.type, ("is",)):
        return False
    codes = codebook.vocabularies.get(variable.vocabulary or "", {})
    return value in codes


def _wordings(statutes: Statutes, codebook: Codebook) -> Iterator[_Misfit]:
    for variable, phrases in statutes.words.items():
        if variable not in codebook.variables:
            what = f"words.yaml: the codebook has no variable {variable}"
            yield _Misfit(what, "words.yaml", (variable,))
            continue
        for key in phrases:
            if not _allowed(
                variable,
                key.removeprefix("no ").removeprefix("unreported ").split(" ")[0],
                codebook,
            ):
                what = f"words.yaml: {key!r} is no value of {variable}"
                yield _Misfit(what, "words.yaml", (variable, key))
    for entry, bearing in statutes.bearings.items():
        for rule in (*bearing.in_favor, *bearing.against, *bearing.presumed):
            named = codebook.variables.get(rule.variable)
            asked = named is not None and named.type == "yes_no"
            for value in (*rule.keys, *(("not_reported",) if asked else ())):
                if value not in statutes.words.get(rule.variable, {}):
                    what = f"words.yaml: no words for {rule.variable} is {value} ({entry})"
                    yield _Misfit(what, "words.yaml", (rule.variable,))


def _left_out(statutes: Statutes, codebook: Codebook) -> Iterator[_Misfit]:
    if _ALL in statutes.no_bearing:
        return
    mapped = {v for bearing in statutes.bearings.values() for v in bearing.variables}
    for variable in codebook.variables.values():
        if variable.type != "yes_no" or not variable.government or variable.pillar not in _PILLARS:
            continue
        if variable.id not in mapped and variable.id not in statutes.no_bearing:
            what = f"{variable.id} bears on nothing and mapping.yaml does not say why"
            yield _Misfit(what, "mapping.yaml", ("no_bearing",))


_ALL = "*"  # in `no_bearing`: why a statute leaves out all that its rules do not name
_PILLARS = ("prosecution", "protection", "prevention")
