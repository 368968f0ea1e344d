"""Read the statute files and check them by their own rules.

An unknown key, a missing reference or a value out of range is an error that names file and line.
"""

from __future__ import annotations

import re
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, cast

import yaml

from tierbook.editions import FIRST_EDITION
from tierbook.errors import StatuteInvalid
from tierbook.files import YamlProblem, load_yaml
from tierbook.standards.contents import Bearing, Judging, Statutes
from tierbook.standards.law import Confidence, Criterion, Dated, Presumption, Source, Version
from tierbook.standards.rules import Rule, parse_rule

__all__ = ["read_statutes"]

_CONFIDENCE = ("verified", "derived", "memory")
_KEYS: dict[str, tuple[set[str], set[str]]] = {  # entry: keys it must have, keys it may have
    "source": ({"title", "href"}, set()),
    "versions": ({"verified_on", "rule", "versions", "other_acts"}, set()),
    "rule": ({"text", "sources"}, set()),
    "version": (
        {
            "act",
            "public_law",
            "signed",
            "effective",
            "first_edition",
            "confidence",
            "sources",
            "note",
        },
        {"last_edition", "reservations"},
    ),
    "other_act": ({"act", "public_law", "signed", "first_edition", "sources", "note"}, set()),
    "reservation": ({"first_edition", "text"}, {"last_edition"}),
    "standards": ({"verified_on", "standards", "scope"}, set()),
    "standard": (
        {"label", "asks", "paragraph", "first_edition", "confidence", "sources"},
        {"last_edition", "note"},
    ),
    "scope": ({"first_edition", "text", "sources"}, {"last_edition"}),
    "criteria": ({"verified_on", "standard", "criteria"}, set()),
    "criterion": (
        {"label", "asks", "paragraph", "first_edition", "confidence", "sources"},
        {"last_edition", "sign", "presumption", "doubtful_in", "note"},
    ),
    "tiers": ({"verified_on", "tiers"}, set()),
    "tier": (
        {"label", "list", "first_edition", "goes_with", "tests", "sources"},
        {"may_go_with"},
    ),
    "exception": ({"formula", "first_edition", "why"}, {"last_edition"}),
    "judgements": (
        {
            "combine",
            "words",
            "set_aside",
            "presumption",
            "no_presumption",
            "silence",
            "unmapped",
            "computed",
        },
        set(),
    ),
    "set_aside": ({"field", "value", "why"}, set()),
    "presumption": ({"first_edition", "text", "confidence", "sources"}, {"last_edition"}),
    "mapping": ({"standards", "criteria", "no_bearing"}, set()),
    "bearing": ({"for", "against"}, {"presumed", "caveat"}),
}
_FILES = {
    "versions",
    "standards",
    "criteria",
    "tiers",
    "judgements",
    "mapping",
}  # kinds that are whole files
_SHAPES: dict[
    str, tuple[type, ...]
] = {  # what stands under a key of an entry, where it is not a text
    **dict.fromkeys(
        (
            "sources",
            "reservations",
            "goes_with",
            "may_go_with",
            "tests",
            "for",
            "against",
            "presumed",
        ),
        (list,),
    ),
    "paragraph": (str, dict),
    "confidence": (str, dict),
}


def read_statutes(folder: Traversable | Path) -> Statutes:
    """Read and check the statute files of one folder.

    Raises:
        StatuteInvalid: a file breaks its own rules; file and line are named.
    """
    return _Reader(folder).read()


class _Reader:
    """Reads the files of one folder; keeps what was read so that later files can refer to it."""

    def __init__(self, folder: Traversable | Path) -> None:
        self.folder = folder
        self.sources: dict[str, Source] = {}
        self.order: list[str] = []

    def read(self) -> Statutes:
        for key, row in self._load("sources.yaml").items():
            self._keys("source", row, "sources.yaml", key)
            if not row["href"].startswith(("https://", "http://")):
                raise self._wrong(
                    f"{key}: {row['href']!r} is no address", "sources.yaml", key, "href"
                )
            self.sources[key] = Source(key, row["title"], row["href"])
        versions, rule = self._versions()
        standards, scope = self._standards(versions)
        criteria = self._criteria(versions)
        judging, presumptions = self._judgements()
        bearings, no_bearing = self._mapping([*standards, *criteria])
        return Statutes(
            versions=versions,
            rule=rule,
            scope=scope,
            standards=standards,
            criteria=criteria,
            tiers=self._tiers(),
            presumptions=presumptions,
            bearings=bearings,
            no_bearing=no_bearing,
            judging=judging,
            words=self._words(),
            sources=self.sources,
        )

    def _versions(self) -> tuple[tuple[Version, ...], str]:
        name = "versions.yaml"
        file = self._top("versions", name)
        self._keys("rule", file["rule"], name, "rule")
        found: list[Version] = []
        for key, row in file["versions"].items():
            path = ("versions", key)
            self._keys("version", row, name, *path)
            first, last = self._range(row, name, *path)
            if found and found[-1].last_edition != first - 1:
                raise self._wrong(
                    f"{key} begins with {first}, and the form before ends with {found[-1].last_edition}",
                    name, *path, "first_edition",
                )  # fmt: skip
            for i, doubt in enumerate(row.get("reservations", [])):
                self._keys("reservation", doubt, name, *path, "reservations", i)
            found.append(
                Version(
                    id=key,
                    act=row["act"],
                    public_law=row["public_law"],
                    signed=self._day(row["signed"], name, *path, "signed"),
                    effective=self._day(row["effective"], name, *path, "effective"),
                    first_edition=first,
                    last_edition=last,
                    confidence=self._confidence(row["confidence"], name, *path, "confidence"),
                    sources=self._cited(row["sources"], name, *path),
                    note=row["note"],
                    reservations=tuple(
                        self._dated(d, name, *path) for d in row.get("reservations", [])
                    ),
                )
            )
        for key, row in file["other_acts"].items():
            self._keys("other_act", row, name, "other_acts", key)
            self._cited(row["sources"], name, "other_acts", key)
        self.order = [v.id for v in found]
        return tuple(found), file["rule"]["text"]

    def _standards(
        self, versions: tuple[Version, ...]
    ) -> tuple[tuple[Criterion, ...], tuple[Dated, ...]]:
        name = "standards.yaml"
        file = self._top("standards", name)
        for i, row in enumerate(file["scope"]):
            self._keys("scope", row, name, "scope", i)
        scope = tuple(self._dated(row, name, "scope") for row in file["scope"])
        rows = []
        for key, row in file["standards"].items():
            self._keys("standard", row, name, "standards", key)
            spread = {**row, "paragraph": {versions[0].id: row["paragraph"]}}
            spread["confidence"] = {versions[0].id: row["confidence"]}
            rows.append(self._criterion(key, spread, name, ("standards", key), file["verified_on"]))
        return tuple(rows), scope

    def _criteria(self, versions: tuple[Version, ...]) -> tuple[Criterion, ...]:
        name = "criteria.yaml"
        file = self._top("criteria", name)
        begins = {v.id: v.first_edition for v in versions}
        rows = []
        for key, row in file["criteria"].items():
            path = ("criteria", key)
            self._keys("criterion", row, name, *path)
            made = self._criterion(key, row, name, path, file["verified_on"])
            first = begins[next(iter(made.paragraphs))]
            if made.first_edition != first:
                raise self._wrong(
                    f"{key} begins with {made.first_edition}, and its first form with {first}",
                    name, *path, "first_edition",
                )  # fmt: skip
            rows.append(made)
        return tuple(rows)

    def _criterion(
        self, key: str, row: dict[str, Any], name: str, path: tuple[str, ...], verified_on: str
    ) -> Criterion:
        paragraphs = self._spread(row["paragraph"], name, *path, "paragraph")
        confidences = self._spread(row["confidence"], name, *path, "confidence")
        for word in confidences.values():
            self._confidence(word, name, *path, "confidence")
        if paragraphs.keys() != confidences.keys():
            raise self._wrong(
                f"{key}: paragraph and confidence begin apart", name, *path, "confidence"
            )
        if row.get("sign", "positive") not in ("positive", "negative"):
            raise self._wrong(f"{key}: {row['sign']!r} is no sign", name, *path, "sign")
        doubt = row.get("doubtful_in")
        if doubt is not None and doubt not in self.order:
            raise self._wrong(f"{key}: there is no version {doubt!r}", name, *path, "doubtful_in")
        first, last = self._range(row, name, *path)
        return Criterion(
            id=key,
            label=row["label"],
            asks=row["asks"],
            paragraphs=paragraphs,
            confidences=cast("dict[str, Confidence]", confidences),
            first_edition=first,
            last_edition=last,
            negative=row.get("sign") == "negative",
            presumption=row.get("presumption") == "true",
            doubtful_in=doubt,
            sources=self._cited(row["sources"], name, *path),
            verified_on=self._day(verified_on, name, "verified_on"),
            note=row.get("note"),
        )

    def _tiers(self) -> dict[str, dict[str, Any]]:
        name = "tiers.yaml"
        tiers = {}
        for key, row in self._top("tiers", name)["tiers"].items():
            path = ("tiers", key)
            self._keys("tier", row, name, *path)
            for i, test in enumerate(row["tests"]):
                self._keys("reservation", test, name, *path, "tests", i)
            for i, odd in enumerate(row.get("may_go_with", [])):
                self._keys("exception", odd, name, *path, "may_go_with", i)
            tiers[key] = {
                "label": row["label"],
                "list": row["list"],
                "first_edition": self._range(row, name, *path)[0],
                "goes_with": tuple(row["goes_with"]),
                "may_go_with": tuple(
                    (odd["formula"], self._dated({**odd, "text": odd["why"]}, name, *path))
                    for odd in row.get("may_go_with", [])
                ),
                "tests": tuple(self._dated(t, name, *path) for t in row["tests"]),
                "sources": self._cited(row["sources"], name, *path),
            }
        return tiers

    def _judgements(self) -> tuple[Judging, tuple[Presumption, ...]]:
        name = "judgements.yaml"
        file = self._top("judgements", name)
        for i, row in enumerate(file["set_aside"]):
            self._keys("set_aside", row, name, "set_aside", i)
        presumptions = []
        for i, row in enumerate(file["presumption"]):
            self._keys("presumption", row, name, "presumption", i)
            first, last = self._range(row, name, "presumption", i)
            confidence = self._confidence(row["confidence"], name, "presumption", i, "confidence")
            cited = self._cited(row["sources"], name, "presumption", i)
            presumptions.append(Presumption(first, last, row["text"], confidence, cited))
        judging = Judging(
            combine=file["combine"],
            words=file["words"],
            set_aside=tuple((r["field"], r["value"], r["why"]) for r in file["set_aside"]),
            no_presumption=file["no_presumption"],
            silence=file["silence"],
            unmapped=file["unmapped"],
            computed=file["computed"],
        )
        return judging, tuple(presumptions)

    def _mapping(self, entries: list[Criterion]) -> tuple[dict[str, Bearing], dict[str, str]]:
        name = "mapping.yaml"
        file = self._top("mapping", name)
        known = {entry.id for entry in entries}
        bearings = {}
        for part in ("standards", "criteria"):
            for key, row in file[part].items():
                path = (part, key)
                if key not in known:
                    raise self._wrong(f"{key!r} is no standard or criterion", name, *path)
                self._keys("bearing", row, name, *path)
                bearings[key] = Bearing(
                    in_favor=self._rules(row["for"], name, *path, "for"),
                    against=self._rules(row["against"], name, *path, "against"),
                    presumed=self._rules(row.get("presumed", []), name, *path, "presumed"),
                    caveat=row.get("caveat"),
                )
        return bearings, file["no_bearing"]

    def _rules(self, lines: list[str], name: str, *path: str | int) -> tuple[Rule, ...]:
        made = []
        for i, line in enumerate(lines):
            try:
                made.append(parse_rule(line, where=""))
            except StatuteInvalid as error:
                error.where = self._where(name, *path, i)
                raise
        return tuple(made)

    def _words(self) -> dict[str, dict[str, str]]:
        name = "words.yaml"
        words: dict[str, dict[str, str]] = self._load(name)
        for variable, phrases in words.items():
            if not isinstance(phrases, dict):
                raise self._wrong(
                    f"{variable}: this should be values and their words", name, variable
                )
            for value, phrase in phrases.items():
                if not phrase or not isinstance(phrase, str):
                    raise self._wrong(
                        f"{variable}: {value!r} has no words", name, variable, value,
                        why="a comma ends the words unless they are quoted",
                    )  # fmt: skip
        return words

    # Checks

    def _load(self, name: str) -> dict[str, Any]:
        try:
            content = load_yaml(self.folder / name)
        except YamlProblem as error:
            raise StatuteInvalid(
                error.what, where=error.where, why=error.why, remedy=error.remedy
            ) from error
        except FileNotFoundError as error:
            raise StatuteInvalid(
                f"{name} is missing", where=str(self.folder), remedy="put it back"
            ) from error
        if not isinstance(content, dict):
            raise StatuteInvalid(f"{name} holds no entries", where=str(self.folder / name))
        return content

    def _top(self, kind: str, name: str) -> dict[str, Any]:
        content = self._load(name)
        self._keys(kind, content, name)
        return content

    def _keys(self, kind: str, row: Any, name: str, *path: str | int) -> None:
        must, may = _KEYS[kind]
        label = ".".join(map(str, path)) or name
        if not isinstance(row, dict):
            raise self._wrong(f"{label}: this should be an entry with keys", name, *path)
        unknown = [key for key in row if key not in must | may]
        if unknown:
            raise self._wrong(
                f"{label}: unknown key {unknown[0]!r}", name, *path, unknown[0],
                why=f"the keys are {', '.join(sorted(must | may))}",
            )  # fmt: skip
        missing = sorted(must - row.keys())
        if missing:
            raise self._wrong(f"{label}: the key {missing[0]!r} is missing", name, *path)
        for key, value in row.items():
            if kind not in _FILES and (
                value == "" or not isinstance(value, _SHAPES.get(key, (str,)))
            ):
                raise self._wrong(
                    f"{label}: {key} holds nothing, or another shape", name, *path, key
                )

    def _range(self, row: dict[str, Any], name: str, *path: str | int) -> tuple[int, int | None]:
        years = []
        for key in ("first_edition", "last_edition"):
            text = row.get(key)
            if text is not None and not (text.isdecimal() and FIRST_EDITION <= int(text) <= 2100):
                raise self._wrong(f"{text!r} is no edition", name, *path, key)
            years.append(None if text is None else int(text))
        first, last = years
        if first is None or (last is not None and last < first):
            raise self._wrong(
                "the range of editions ends before it begins", name, *path, "last_edition"
            )
        return first, last

    def _dated(self, row: dict[str, Any], name: str, *path: str | int) -> Dated:
        first, last = self._range(row, name, *path)
        return Dated(first, last, row["text"])

    def _day(self, text: str, name: str, *path: str | int) -> str:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise self._wrong(f"{text!r} is no day", name, *path, why="a day is written 2000-10-28")
        return text

    def _confidence(self, word: str, name: str, *path: str | int) -> Confidence:
        if word not in _CONFIDENCE:
            raise self._wrong(
                f"{word!r} is no confidence",
                name,
                *path,
                why=f"the words are {', '.join(_CONFIDENCE)}",
            )
        return cast("Confidence", word)

    def _cited(self, ids: Any, name: str, *path: str | int) -> tuple[Source, ...]:
        if not isinstance(ids, list) or not ids:
            raise self._wrong("an entry without a source", name, *path, "sources")
        for i in ids:
            if i not in self.sources:
                raise self._wrong(
                    f"there is no source {i!r} in sources.yaml", name, *path, "sources"
                )
        return tuple(self.sources[i] for i in ids)

    def _spread(self, steps: Any, name: str, *path: str | int) -> dict[str, str]:
        """Return the value in each version, each step holding until the next one named."""
        if not isinstance(steps, dict) or not steps:
            raise self._wrong("this names the version from which each value holds", name, *path)
        places = []
        for step in steps:
            if step not in self.order:
                raise self._wrong(f"there is no version {step!r}", name, *path, step)
            places.append(self.order.index(step))
        if places != sorted(places):
            raise self._wrong("the versions stand out of their order", name, *path)
        spread: dict[str, str] = {}
        for step, start in zip(steps, places, strict=True):
            value = str(steps[step])
            spread |= dict.fromkeys(self.order[start:], value)
        return spread

    def _wrong(
        self, what: str, name: str, *path: str | int, why: str | None = None
    ) -> StatuteInvalid:
        return StatuteInvalid(
            what, where=self._where(name, *path), why=why, remedy="mend the line named"
        )

    def _where(self, name: str, *path: str | int) -> str:
        return f"{self.folder / name}:{_line_of((self.folder / name).read_text(encoding='utf-8'), path)}"


def _line_of(text: str, path: tuple[str | int, ...]) -> int:
    """Return the line of the innermost key of a path that stands in the file; read only when something is wrong."""
    node, line = yaml.compose(text, Loader=yaml.BaseLoader), 1
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == step), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif (
            isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value)
        ):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line
