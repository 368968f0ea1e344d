"""The fields of a finding's form, by the type of its variable, and the entry of an own file that they become.

What was typed is never lost: a field shows what a person has just sent, else what she kept unfinished, else the entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tierbook.codebook import Variable, load_codebook
from tierbook.errors import UnknownCountry
from tierbook.files import YamlProblem, load_yaml
from tierbook.library.accounts.drafts.changing import Fault
from tierbook.places import country_name, resolve_country

__all__ = [
    "JUDGEMENTS",
    "QUALITIES",
    "Choice",
    "Field",
    "entry_of",
    "fields_of",
    "questions",
    "told_of",
    "too_long",
    "value_words",
]

QUALITIES = ("level", "place", "quality", "extent", "certainty", "period", "said_by")
SOURCE = ("title", "author", "date", "place", "href", "held_by", "file", "sha256")
JUDGEMENTS = {
    "effort": "shows effort",
    "failure": "falls short",
    "mixed": "is mixed",
    "silent": "nothing is said",
    "not_enough": "what there is is not enough to judge",
}
OFFICIAL = ("tier.", "effort.", "recommendations")
LONGEST = {"quote": 5000, "value": 5000, "note": 2000, "reason": 5000}
SHORT = 300
COUNT = ("what", "n", "n_max", "unit", "period", "compared_with")
ROWS = 4  # empty rows of figures that a form offers
_LABELS = {
    "title": "Title of the source",
    "author": "Its author",
    "date": "Its date",
    "place": "Page or place in it",
    "href": "Its address",
    "held_by": "Who holds it",
    "file": "Name of the file",
    "sha256": "Hash of the file (SHA-256)",
}
_QUALITY_LABELS = {
    "level": "On paper, or in practice",
    "place": "At home, or abroad",
    "quality": "How well",
    "extent": "How far",
    "certainty": "How sure",
    "period": "When",
    "said_by": "Who says so",
}
_PERIODS = {
    "current": "the reporting period",
    "previous": "the one before it",
    "earlier": "earlier",
}
_HINTS = {
    "date": "2026, 2026-03 or 2026-03-31",
    "href": "begins with https://",
    "sha256": "what sha256sum prints for the file",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its code, its words, whether it is chosen."""

    code: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: how it is drawn, what stands in it, what is wrong with it and what to do."""

    name: str
    label: str
    kind: str
    value: str = ""
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    longest: int = SHORT
    required: bool = False
    wide: bool = False
    faults: tuple[Fault, ...] = ()

    @property
    def id(self) -> str:
        """The id of its element."""
        return f"f-{self.name}"


@cache
def questions() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the variables that an own finding may answer, by family: id and words."""
    families: dict[str, list[tuple[str, str]]] = {}
    for name, variable in load_codebook().variables.items():
        if not name.startswith(OFFICIAL):
            families.setdefault(name.partition(".")[0], []).append((name, variable.label))
    return tuple((family, tuple(rows)) for family, rows in sorted(families.items()))


def fields_of(
    variable: Variable,
    told: Mapping[str, Any],
    faults: Sequence[Fault] = (),
    replaceable: Sequence[tuple[str, str]] = (),
) -> dict[str, tuple[Field, ...]]:
    """Return the fields of a finding on a variable, in their groups: value, words, source, qualities, more.

    Args:
        variable: the question.
        told: what stands in the fields, as a form sends it.
        faults: what is wrong, by the keys of the file.
        replaceable: coded findings of the same variable that this one may stand for: id and words.
    """
    draw = _Drawer(told, faults)
    words = (
        draw.text("quote", "The very words of your source", kind="area", required=True, wide=True),
    )
    source = tuple(
        draw.text(
            f"source-{name}",
            _LABELS[name],
            key=f"source.{name}",
            required=name == "title",
            hint=_HINTS.get(name, ""),
        )
        for name in SOURCE
    )
    codebook = load_codebook()
    qualities = tuple(
        draw.select(
            f"q-{name}",
            _QUALITY_LABELS[name],
            [(c, str(w)) for c, w in codebook.vocabularies[name].items() if c != "department"],
            key=name,
            none="not said",
        )
        for name in QUALITIES
    )
    more = [draw.text("note", "Note", kind="area", wide=True)]
    if replaceable:
        more.insert(
            0,
            draw.select(
                "replaces",
                "Read instead of a coded finding",
                list(replaceable),
                none="stands beside them",
                wide=True,
            ),
        )
    return {
        "value": tuple(draw.value(variable)),
        "words": words,
        "source": source,
        "qualities": qualities,
        "more": tuple(more),
        "rest": (Field("", "", "rest", faults=draw.rest()),),
    }


def entry_of(
    told: Mapping[str, Any], variable: Variable | None, before: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the entry that a form tells; what the form has no field for stays as it was before."""
    name = _words(told, "variable")
    entry: dict[str, Any] = {
        key: value
        for key, value in (before or {}).items()
        if key in {"id", "acts", "whom", "actor"}
    }
    entry |= {"variable": name, "value": _value(told, variable, (before or {}).get("value"))}
    entry |= {q: words for q in QUALITIES if (words := _words(told, f"q-{q}"))}
    entry["quote"] = _words(told, "quote")
    entry["source"] = {n: words for n in SOURCE if (words := _words(told, f"source-{n}"))}
    for key in ("note", "replaces"):
        if words := _words(told, key):
            entry[key] = words
    return entry


def too_long(told: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Return the fields that hold more than is kept."""
    found = []
    for name in told:
        most = LONGEST.get(name, SHORT)
        if name in ("csrfmiddlewaretoken", "value") or name.startswith(("value-", "c")):
            most = LONGEST["value"]
        length = len(str(told.get(name, "")).strip())
        if length > most:
            key = name.replace("source-", "source.").removeprefix("q-")
            found.append(Fault(key, f"{length} characters stand here", None, f"keep to {most}"))
    return tuple(found)


def told_of(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry as a form would send it."""
    told: dict[str, Any] = {
        key: str(entry[key]) for key in ("variable", "quote", "note", "replaces") if entry.get(key)
    }
    told |= {f"q-{q}": str(entry[q]) for q in QUALITIES if entry.get(q)}
    source = entry.get("source")
    told |= {
        f"source-{n}": str(source[n]) for n in SOURCE if isinstance(source, dict) and source.get(n)
    }
    value = entry.get("value")
    rows = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
    if rows and all(isinstance(row, dict) for row in rows) and _plain_rows(rows):
        for i, row in enumerate(rows):
            told |= {f"c{i}-{key}": str(row[key]) for key in COUNT if row.get(key) is not None}
    elif isinstance(value, list) and not any(isinstance(row, dict | list) for row in value):
        told["value"] = ", ".join(str(row) for row in value)
        told["value-codes"] = [str(row) for row in value]
    elif value is not None:
        told["value"] = value if isinstance(value, str) else _as_yaml(value)
    return told


def value_words(variable_id: str, value: Any) -> str:
    """Return a value in words for a list: codes and countries by their names, routes, figures with unit."""
    codebook = load_codebook()
    variable = codebook.variables.get(variable_id)
    names = codebook.vocabularies.get(_vocabulary(variable)) or {} if variable else {}
    rows = value if isinstance(value, list) else [value]
    told = []
    for row in rows:
        if isinstance(row, dict) and row.keys() >= {"from", "to"}:
            told.append(f"{country_name(str(row['from']))} to {country_name(str(row['to']))}")
        elif isinstance(row, dict) and not row.keys() & {"what", "n"}:
            told.append(", ".join(str(part).replace("_", " ") for part in row.values()))
        elif isinstance(row, dict):
            most = f" to {row['n_max']}" if row.get("n_max") not in (None, row.get("n")) else ""
            what = names.get(str(row.get("what")), str(row.get("what") or ""))
            unit = f" {row['unit']}" if row.get("unit") else ""
            when = f", {row['period']}" if row.get("period") else ""
            told.append(f"{what} {row.get('n', '')}{most}{unit}{when}".strip())
        elif variable is not None and str(variable.type) == "countries":
            told.append(country_name(str(row)))
        else:
            told.append(
                str(names.get(str(row), row) if str(row) != "not_reported" else "not reported")
            )
    return "; ".join(told)


class _Drawer:
    """Draws fields from what was told; keeps which faults found their field."""

    def __init__(self, told: Mapping[str, Any], faults: Sequence[Fault]) -> None:
        self.told, self.faults = told, faults
        self.shown: set[str] = set()

    def text(
        self,
        name: str,
        label: str,
        *,
        key: str = "",
        kind: str = "text",
        required: bool = False,
        hint: str = "",
        wide: bool = False,
    ) -> Field:
        return Field(
            name,
            label,
            kind,
            str(self.told.get(name, "")),
            hint=hint,
            longest=LONGEST.get(name, SHORT),
            required=required,
            wide=wide,
            faults=self.of(key or name),
        )

    def select(
        self,
        name: str,
        label: str,
        choices: Iterable[tuple[str, str]],
        *,
        key: str = "",
        none: str = "",
        wide: bool = False,
        kind: str = "select",
    ) -> Field:
        now = str(self.told.get(name, ""))
        rows = [Choice("", none, not now)] if none else []
        rows += [Choice(code, words, code == now) for code, words in choices]
        if now and not any(row.chosen for row in rows):
            rows.append(Choice(now, now, chosen=True))
        return Field(
            name,
            label,
            kind,
            now,
            tuple(rows),
            wide=wide,
            faults=self.of(key or name),
            required=not none,
        )

    def value(self, variable: Variable) -> Iterable[Field]:
        kind = str(variable.type)
        codes = load_codebook().vocabularies.get(_vocabulary(variable)) or {}
        rows = [(code, str(words)) for code, words in codes.items()]
        if kind in ("yes_no", "category"):
            yield self.select("value", "Answer", rows, kind="radios", wide=True)
        elif kind == "categories":
            yield self._boxes(rows)
        elif kind == "counts":
            yield from self._counts(rows)
        else:
            hints = {
                "countries": "names or codes, with commas between: Senegal, Mali",
                "regions": "codes, with commas between",
                "integer": "a whole number",
            }
            hint = hints.get(kind, "as in the file: [{key: value, key: value}]")
            yield self.text("value", "Value", required=True, hint=hint, wide=True)

    def of(self, key: str) -> tuple[Fault, ...]:
        self.shown.add(key)
        return tuple(f for f in self.faults if f.field == key or f.field.startswith(f"{key}."))

    def rest(self) -> tuple[Fault, ...]:
        """Return what is wrong at no field that is shown."""
        return tuple(
            f
            for f in self.faults
            if not any(f.field == key or f.field.startswith(f"{key}.") for key in self.shown)
        )

    def _boxes(self, rows: Sequence[tuple[str, str]]) -> Field:
        chosen = _several(self.told, "value-codes")
        known = [code for code, _ in rows]
        other = [code for code in chosen if code not in known]
        return Field(
            "value-codes",
            "Values",
            "boxes",
            ", ".join(other),
            tuple(Choice(code, words, code in chosen) for code, words in rows),
            hint="others as other:name, with commas between",
            wide=True,
            faults=self.of("value"),
        )

    def _counts(self, rows: Sequence[tuple[str, str]]) -> Iterable[Field]:
        codebook = load_codebook()
        units = [(code, str(words)) for code, words in codebook.vocabularies["units"].items()]
        periods = list(_PERIODS.items())
        held = [i for i in range(60) if any(self.told.get(f"c{i}-{key}") for key in COUNT)]
        more = ROWS if not held else max(held) + 2
        self.shown.add("value")
        yield Field(
            "value",
            "Figures",
            "head",
            faults=tuple(f for f in self.faults if f.field[:5] == "value"),
        )
        for i in range(min(more, 60)):
            n = i + 1
            yield self.select(f"c{i}-what", f"Figure {n}: of what", rows, key="-", none="choose")
            yield self.text(f"c{i}-n", f"Figure {n}: number", key="-", kind="number")
            yield self.text(f"c{i}-n_max", f"Figure {n}: at most", key="-", kind="number")
            yield self.select(f"c{i}-unit", f"Figure {n}: unit", units, key="-", none="not said")
            yield self.select(
                f"c{i}-period", f"Figure {n}: when", periods, key="-", none="not said"
            )
            yield self.text(f"c{i}-compared_with", f"Figure {n}: before it", key="-", kind="number")


def _value(told: Mapping[str, Any], variable: Variable | None, before: Any) -> Any:
    kind = "" if variable is None else str(variable.type)
    if kind == "counts" and any(told.get(f"c{i}-{key}") for i in range(60) for key in COUNT):
        return _rows(told, before)
    if kind == "categories":
        codes = [c for c in _several(told, "value-codes") if c]
        codes += [c for c in _listed(_words(told, "value-other")) if c not in codes]
        return codes or _listed(_words(told, "value"))
    words = _words(told, "value")
    if kind == "countries":
        return [_country(name) for name in _listed(words)]
    if kind == "regions":
        return _listed(words)
    return _read(words)


def _rows(told: Mapping[str, Any], before: Any) -> list[dict[str, Any]]:
    """Return figures; what the form has no field for stays with the figure that stands at the same place."""
    held = before if isinstance(before, list) else []
    rows = []
    for i in range(60):
        row = {key: words for key in COUNT if (words := _words(told, f"c{i}-{key}"))}
        if not row:
            continue
        rest = held[i] if i < len(held) and isinstance(held[i], dict) else {}
        rows.append({**{k: v for k, v in rest.items() if k not in COUNT}, **row})
    return rows


def _plain_rows(rows: Sequence[Mapping[str, Any]]) -> bool:
    return all("what" in row or "n" in row for row in rows)


def _read(words: str) -> Any:
    """Return a value as it stands in an own file; the words themselves where they are no YAML."""
    if not words or words[0] not in "[{":
        return words
    with TemporaryDirectory() as folder:
        path = Path(folder) / "value.yaml"
        path.write_text(f"value: {words}\n", encoding="utf-8")
        try:
            record = load_yaml(path)
        except (YamlProblem, RecursionError):
            return words
    good = isinstance(record, dict) and set(record) == {"value"}
    return record["value"] if good else words


def _country(name: str) -> str:
    try:
        return resolve_country(name).code
    except UnknownCountry:
        return name


def _listed(words: str) -> list[str]:
    return [part.strip() for part in words.strip("[] ").split(",") if part.strip()]


def _several(told: Mapping[str, Any], name: str) -> list[str]:
    if hasattr(told, "getlist"):
        return [str(v) for v in told.getlist(name)]
    value = told.get(name)
    return [str(v) for v in value] if isinstance(value, list) else [str(value)] if value else []


def _words(told: Mapping[str, Any], name: str) -> str:
    return str(told.get(name, "")).strip()


def _as_yaml(value: Any) -> str:
    import yaml

    words: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=4000)
    return words.strip()


def _vocabulary(variable: Variable | None) -> str:
    if variable is None:
        return ""
    return variable.vocabulary or ("answers" if str(variable.type) == "yes_no" else "")
