"""Sentences on how often the coder is right, by variable: from the package's record, or from a run of `evaluate`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tierbook.errors import GoldInvalid

__all__ = ["accuracy_of_file", "accuracy_of_package"]

Sentences = dict[str, tuple[str, ...]]
_KINDS = ("narrative", "summary")


def accuracy_of_package() -> tuple[Sentences, str]:
    """Return what this version carries: sentences by variable, and what they rest on."""
    from tierbook.agreement import load_measured
    from tierbook.codebook import load_codebook

    measured = load_measured()
    made: Sentences = {}
    for variable in load_codebook().variables:
        found = [measured.accuracy(variable, kind) for kind in _KINDS]
        passages = measured.on_passages(variable)
        rows = [*(f for f in found if f is not None), *([passages] if passages else ())]
        if rows:
            made[variable] = tuple(row.explain() for row in rows)
    if not made:
        return {}, ""
    date = measured.record.get("date", "")
    day = f", measured on {date}" if date else ""
    return made, (
        f"Accuracy is that of the rules coder of this version{day}, by variable and kind of text. F1 has its 95 % "
        "interval in brackets; n counts what the labels state. Editions that no labelled text is of are untested."
    )


def accuracy_of_file(path: Path) -> tuple[Sentences, str]:
    """Return what `tierbook evaluate --format json` printed into a file.

    Raises:
        GoldInvalid: it is no such file.
    """
    import orjson

    try:
        record: Any = orjson.loads(path.read_bytes())
        if "variables" not in record and "_all" in record:
            return _of_answers(record, path.name)
        rows: Mapping[str, Any] = record["variables"]
        scored = {variable: _explain(row) for variable, row in rows.items()}
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise GoldInvalid(
            "these are no measured scores",
            where=str(path),
            why=str(error) or type(error).__name__,
            remedy="give what `tierbook evaluate GOLD --format json` prints, or `tierbook agree --accuracy rules`",
        ) from error
    from tierbook.codebook import load_codebook

    made = {
        variable: scored[_scored_as(variable)]
        for variable in load_codebook().variables
        if _scored_as(variable) in scored
    }
    known = [
        f"{title} {record[key]}"
        for key, title in (
            ("gold", "labelled texts"),
            ("made_by", "labels made by"),
            ("date", "of"),
            ("kind", "kind of text:"),
        )
        if record.get(key)
    ]
    return made, f"Accuracy as measured in {path.name}{': ' + ', '.join(known) if known else ''}."


def _of_answers(record: Mapping[str, Any], name: str) -> tuple[Sentences, str]:
    """Return the estimates that `tierbook agree --accuracy rules --format json` printed into a file."""
    from tierbook.codebook import load_codebook

    made: Sentences = {}
    for variable in load_codebook().variables:
        rows = record.get(variable, {}).get("accuracy") or ()
        found = tuple(words for row in rows if (words := _estimated(row)))
        if found:
            made[variable] = found
    return made, (
        f"Accuracy as estimated in {name} from blind answers of people on probability samples, weighted by the "
        "inverse of the chance of being drawn, with its 95 % interval in brackets. All other answers may teach and "
        "do not measure."
    )


def _estimated(row: Mapping[str, Any]) -> str:
    if row["share"] is None:
        return ""
    group = (
        "" if row["group"] == "_all" else f", {row['group'].replace('_', ' ').replace('=', ' ')}"
    )
    return (
        f"Right in {row['share']:.2f} of answers ({row['low']:.2f} to {row['high']:.2f}){group}, n = "
        f"{row['n_answers']:g} on {row['n_units']:g} units of a probability sample; "
        f"{row['n_teach']:g} other answers may only teach."
    )


def _explain(row: Mapping[str, Any]) -> tuple[str, ...]:
    if not row["n"]:
        return ()
    shares = {
        k: "-" if row[k] is None else f"{row[k]:.2f}"
        for k in ("f1", "low", "high", "precision", "recall")
    }
    return (
        "F1 {f1} ({low} to {high}), precision {precision}, recall {recall}, ".format(**shares)
        + f"n = {row['n']:g}.",
    )


def _scored_as(variable: str) -> str:
    """Return under which name `evaluate` scores a variable: all figures together."""
    return "counts" if variable.startswith("figures.") else variable
