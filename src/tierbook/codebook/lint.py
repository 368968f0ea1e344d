"""Read a folder of YAML and find every fault in it, each with file, line and remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from tierbook.codebook.faults import Faults, read_file
from tierbook.codebook.loading import INDICES, UNCOVERED, VOCABULARIES
from tierbook.codebook.maps import check_maps, check_uncovered
from tierbook.codebook.schema import (
    CodebookFile,
    IndicesFile,
    UncoveredFile,
    VariableFile,
    VocabulariesFile,
    to_variable,
)
from tierbook.codebook.values import find_value_fault
from tierbook.codebook.variable import Codebook, Example, Variable
from tierbook.errors import CodebookInvalid

__all__ = ["read_folder"]

_Vocabularies = Mapping[str, Mapping[str, str]]
_WITH_VOCABULARY = ("category", "categories", "counts")
_POSITIVES = 2
VARIABLES = "variables"  # the vocabulary of all ids


def read_folder(folder: Path) -> tuple[Codebook | None, tuple[CodebookInvalid, ...]]:
    """Read `codebook.yaml`, `variables/<pillar>/<id>.yaml` and the vocabularies beside the folder.

    Returns:
        The codebook of all files that could be read (None where its head could not), and every fault.
    """
    faults = Faults()
    head = read_file(folder / "codebook.yaml", CodebookFile, faults)
    vocabularies = _read_vocabularies(folder.parent / VOCABULARIES, faults)
    indices = _read_indices(folder / INDICES, faults)
    files: dict[str, tuple[Path, Variable]] = {}
    for path in sorted(folder.glob("variables/**/*.yaml")):
        file = read_file(path, VariableFile, faults)
        if file is None:
            continue
        variable = to_variable(file)
        if variable.id in files:
            faults.add(
                path, ("id",), f"the id {variable.id!r} is taken", why=f"by {files[variable.id][0]}",
                remedy="give the variable an id of its own",
            )  # fmt: skip
            continue
        files[variable.id] = (path, variable)
    if vocabularies:  # ids of variables are codes too, for those that name others
        labels = {i: v.label for i, (_, v) in files.items()}
        ordered = [i for i in head.order if i in labels] if head else list(labels)
        vocabularies = {**vocabularies, VARIABLES: {i: labels[i] for i in ordered}}
    for path, variable in files.values():
        _check_variable(path, variable, vocabularies, files, faults)
        check_maps(path, variable, vocabularies, indices, faults)
    _check_labels(files, faults)
    uncovered = _read_uncovered(folder / UNCOVERED, faults)
    check_uncovered(folder / UNCOVERED, uncovered, indices, faults)
    if head is None:
        return None, tuple(faults)
    _check_order(folder, head, files, faults)
    order = [i for i in dict.fromkeys(head.order) if i in files]
    variables = {i: files[i][1] for i in order}
    codebook = Codebook(head.id, head.version, variables, vocabularies, indices, uncovered)
    return codebook, tuple(faults)


def _read_vocabularies(path: Path, faults: Faults) -> _Vocabularies:
    file = read_file(path, VocabulariesFile, faults, under="vocabularies")
    return file.vocabularies if file else {}


def _read_indices(path: Path, faults: Faults) -> _Vocabularies:
    """Return index to {name: label}; a codebook without the file maps to no other."""
    file = read_file(path, IndicesFile, faults) if path.is_file() else None
    return {"hti": file.hti, "three_p": file.three_p, "htc": file.htc} if file else {}


def _read_uncovered(path: Path, faults: Faults) -> Mapping[str, str]:
    file = read_file(path, UncoveredFile, faults) if path.is_file() else None
    return file.htc if file else {}


def _check_variable(
    path: Path,
    variable: Variable,
    vocabularies: _Vocabularies,
    files: Mapping[str, tuple[Path, Variable]],
    faults: Faults,
) -> None:
    if path.stem != variable.id:
        faults.add(
            path, ("id",), f"the id is {variable.id!r} and the file is {path.name!r}",
            remedy=f"name the file {variable.id}.yaml",
        )  # fmt: skip
    if variable.pillar not in vocabularies.get("pillars", {}):
        known = ", ".join(vocabularies.get("pillars", {}))
        faults.add(
            path,
            ("pillar",),
            f"unknown pillar {variable.pillar!r}",
            remedy=f"choose one of: {known}",
        )
    elif path.parent.name != variable.pillar:
        faults.add(
            path, ("pillar",), f"the pillar is {variable.pillar!r} and the folder is {path.parent.name!r}",
            remedy=f"move the file to {variable.pillar}/",
        )  # fmt: skip
    if variable.last_edition is not None and variable.last_edition < variable.first_edition:
        faults.add(path, ("editions",), "the last edition is before the first", remedy="swap them")
    _check_codes(path, variable, vocabularies, faults)
    _check_number_of_examples(path, variable, faults)
    seen: set[str] = set()
    for index, example in enumerate(variable.examples):
        at = ("examples", index)
        if example.id in seen:
            faults.add(
                path,
                (*at, "id"),
                f"the example {example.id!r} stands twice",
                remedy="give it another id",
            )
        seen.add(example.id)
        for fault in _example_faults(variable, example, vocabularies, files):
            key, what, remedy = fault
            faults.add(path, (*at, key), f"example {example.id!r}: {what}", remedy=remedy)


def _check_codes(
    path: Path, variable: Variable, vocabularies: _Vocabularies, faults: Faults
) -> None:
    needed = variable.type in _WITH_VOCABULARY
    if needed and variable.vocabulary is None:
        faults.add(
            path, ("type",), f"a variable of type {variable.type} has no vocabulary",
            remedy="name one of vocabularies.yaml under `vocabulary`",
        )  # fmt: skip
    elif not needed and variable.vocabulary is not None:
        faults.add(
            path,
            ("vocabulary",),
            f"a variable of type {variable.type} takes no vocabulary",
            remedy="remove it",
        )
    elif variable.vocabulary is not None and variable.vocabulary not in vocabularies:
        faults.add(
            path, ("vocabulary",), f"unknown vocabulary {variable.vocabulary!r}",
            remedy=f"choose one of: {', '.join(vocabularies)}",
        )  # fmt: skip
    if variable.unit is not None and variable.unit not in vocabularies.get("units", {}):
        known = ", ".join(vocabularies.get("units", {}))
        faults.add(
            path, ("unit",), f"unknown unit {variable.unit!r}", remedy=f"choose one of: {known}"
        )


def _check_number_of_examples(path: Path, variable: Variable, faults: Faults) -> None:
    kinds = Counter(example.kind for example in variable.examples)
    missing = []
    if kinds["positive"] < _POSITIVES:
        missing.append(f"{_POSITIVES} examples with a value (there are {kinds['positive']})")
    if not kinds["counter"]:
        missing.append("a counter-example (not_stated, with `why`)")
    if not kinds["silence"]:
        missing.append("a silence (not_stated, without `why`)")
    if missing:
        faults.add(
            path, ("examples",), f"too few examples: {' and '.join(missing)}",
            remedy="write them, in your own words",
        )  # fmt: skip


def _example_faults(
    variable: Variable,
    example: Example,
    vocabularies: _Vocabularies,
    files: Mapping[str, tuple[Path, Variable]],
) -> Iterator[tuple[str, str, str]]:
    """Yield (key, what, remedy) of each fault."""
    for words in example.evidence:
        if words not in example.text:
            yield (
                "evidence",
                f"evidence {words!r} does not occur in its text",
                "copy the words exactly, or drop the example",
            )
    if example.value == "not_stated":
        if example.evidence:
            yield "evidence", "nothing is stated, and yet there is evidence", "remove the evidence"
    else:
        if not example.evidence:
            yield (
                "value",
                f"the value {example.value!r} has no evidence",
                "add the words that carry it",
            )
        fault = find_value_fault(variable, vocabularies, files, example.value)
        if fault is not None:
            yield "value", fault.what, fault.remedy or "mend the value"
    if example.pillar is not None and example.pillar not in vocabularies.get("pillars", {}):
        known = ", ".join(vocabularies.get("pillars", {}))
        yield "pillar", f"unknown pillar {example.pillar!r}", f"choose one of: {known}"
    if example.edition is not None and not variable.asked_in(example.edition):
        yield (
            "edition",
            f"the variable is not asked in the edition of {example.edition}",
            f"take one from {variable.first_edition} on, or mend `editions`",
        )


def _check_labels(files: Mapping[str, tuple[Path, Variable]], faults: Faults) -> None:
    owner: dict[str, str] = {}
    for path, variable in files.values():
        key = variable.label.casefold()
        if key in owner:
            faults.add(
                path, ("label",), f"the label {variable.label!r} is that of {owner[key]}",
                why="a label stands alone on pages and in tables", remedy="say what sets this variable apart",
            )  # fmt: skip
        owner.setdefault(key, variable.id)


def _check_order(
    folder: Path, head: CodebookFile, files: Mapping[str, tuple[Path, Variable]], faults: Faults
) -> None:
    path = folder / "codebook.yaml"
    if head.id != folder.name:
        faults.add(
            path,
            ("id",),
            f"the id is {head.id!r} and the folder is {folder.name!r}",
            remedy="give both one name",
        )
    for index, name in enumerate(head.order):
        if name in head.order[:index]:
            faults.add(
                path, ("order", index), f"{name!r} stands twice in the order", remedy="keep one"
            )
        elif name not in files:
            faults.add(
                path, ("order", index), f"{name!r} stands in the order and has no file",
                remedy=f"write variables/<pillar>/{name}.yaml, or remove the line",
            )  # fmt: skip
    for name, (file, _) in files.items():
        if name not in head.order:
            faults.add(
                file, ("id",), f"{name!r} has a file and does not stand in the order",
                remedy=f"add it to {path.name} where it belongs among the others",
            )  # fmt: skip
