"""Why something is otherwise than in the release before: pages, versions, decisions and errata of both, side by side.

A reason is given only where it can be one: the program's own tables have no decisions for reasons, a row of one text
has those of that text alone. Where a release doesn't hold what a reason is found by, there is none but `unknown`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from tierbook.dossier import main_figures

__all__ = ["ASKED", "REASONS", "Cells", "Change", "ChangedRow", "Reasons", "Side"]

REASONS: Mapping[str, str] = {
    "page": "another page is held of the text, or one more, or one less",
    "codebook": "another version of the codebook",
    "cues": "another version of the cues of the rules",
    "coder": "another program or version of it coded the text",
    "software": "another version of tierbook, and what it knows of places, placements and law",
    "decision": "a decision of people came or went",
    "erratum": "an erratum says why",
    "texts": "other texts that the row rests on were added, removed or coded anew",
    "tables": "the table that it speaks of is in one of the two releases alone",
    "unknown": "nothing that the releases hold says why",
}
ASKED: Mapping[str, tuple[str, ...]] = {
    "narratives": ("page", "codebook", "cues", "coder", "texts"),
    "decisions": ("decision",),
    "errata": ("erratum",),
}
"""The tables in which reasons are found, each with those that it tells."""

Cells = Mapping[str, str]
Change = Literal["added", "removed", "changed"]
Unit = tuple[str, str]
Found = set[str]

_VERSIONS = ("codebook", "cues", "coder", "tierbook")
_TOLD = ("tiers", "tier_claims", "sources", "variables", "codes", "rights", "data_dictionary")
_COUNTS = {("countries", "texts"), ("editions", "texts"), ("editions", "countries")}
_OF_TEXTS = {("countries", ""), ("countries", "name"), ("editions", "")}  # and of the program
_WHICH_TEXT = ("document", "text_kind")
_ALL = "_all"
_FIGURES, _RECOMMENDATIONS = "figures.", "recommendations"


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """What changed: a row of a table, or one cell of it.

    Attributes:
        table: its name.
        change: whether the row was added or removed, or a cell changed.
        row: its cells as they are now, or as they were.
        column: of the cell; empty for a whole row.
        variable: of the codebook, where the row or the column has one.
    """

    table: str
    change: Change
    row: Cells
    column: str = ""
    variable: str = ""

    @property
    def unit(self) -> Unit:
        """Return its country and edition."""
        return self.row.get("iso3", ""), self.row.get("edition", "")

    @property
    def document(self) -> str:
        """Return the id of its text."""
        return self.row.get("document", "")


@dataclass(frozen=True)
class Side:
    """What one release says of its texts, decisions and errata.

    Attributes:
        tierbook: the version that made it; None where it does not say.
        held: those of `ASKED` that it has.
        texts: rows of `narratives` by document.
        decisions: rows of `decisions` by their id.
        errata: country, edition, variable and id of each.
    """

    tierbook: str | None
    held: frozenset[str]
    texts: Mapping[str, Cells]
    decisions: Mapping[str, Cells]
    errata: frozenset[tuple[str, ...]]
    read: dict[Unit, str] = field(default_factory=dict)
    """The text that is read of a country and edition."""

    @classmethod
    def of(cls, tierbook: str | None, tables: Mapping[str, Iterable[Cells]]) -> Side:
        """Read the tables; one that is not there is told apart from one that is empty."""
        named = ("iso3", "edition", "variable", "erratum")
        texts = {row["document"]: row for row in tables.get("narratives", ())}
        side = cls(
            tierbook=tierbook,
            held=frozenset(tables) & frozenset(ASKED),
            texts=texts,
            decisions={row["decision"]: row for row in tables.get("decisions", ())},
            errata=frozenset(tuple(row[n] for n in named) for row in tables.get("errata", ())),
        )
        for document, row in texts.items():
            if row.get("is_read") == "yes":
                side.read[row["iso3"], row["edition"]] = document
        return side


class Reasons:
    """Finds why something changed.

    Args:
        was: the release before.
        now: this one, which holds everything whatever tables were asked for.
        figures: variable and name of each figure that this one tells.
        tables: names of the tables that both have.
    """

    def __init__(
        self,
        was: Side,
        now: Side,
        figures: Iterable[tuple[str, str]] = (),
        tables: Collection[str] = (),
    ) -> None:
        self._was, self._now, self._both = was, now, frozenset(tables)
        self.lacking = tuple(name for name in sorted(ASKED) if name not in was.held)
        self.undated = was.tierbook is None
        self._upgraded = not self.undated and was.tierbook != now.tierbook
        self._texts: Mapping[str, Cells] = {**was.texts, **now.texts}
        self._other = {d for d in self._texts if "narratives" in was.held and self._of(d)}
        self._decisions = {**was.decisions, **now.decisions}
        self._changed = list(self._came_and_went()) if "decisions" in was.held else []
        self._changed_ids = {row["decision"] for row in self._changed}
        self._decided = {(row["document"], row["variable"]) for row in self._changed}
        self._errata = now.errata - was.errata if "errata" in was.held else frozenset()
        self._told = frozenset(one[:-1] for one in self._errata)
        self._countries: dict[str, dict[str, Cells]] = {}
        for document, row in self._texts.items():
            self._countries.setdefault(row["iso3"], {})[document] = row
        self._names: dict[str, set[str]] = {}
        for variable, what in figures:
            self._names.setdefault(variable, set()).add(what)

    def _came_and_went(self) -> Iterator[Cells]:
        """Yield the decisions of one release alone; what went with its text is no decision that went."""
        was, now = self._was.decisions, self._now.decisions
        for one in sorted(was.keys() ^ now.keys()):
            row = self._decisions[one]
            if one in now or row["document"] in self._now.texts:
                yield row

    def why(self, changed: ChangedRow) -> tuple[str, ...]:
        """Return the reasons of a change, as codes of `REASONS`."""
        found = self._why(changed)
        if self._is_erratum(changed):
            found = {*found, "erratum"}
        return tuple(name for name in REASONS if name in found) or ("unknown",)

    def _why(self, changed: ChangedRow) -> Found:
        match changed.table:
            case "errata":
                return set()
            case "countries" | "editions":
                return self._of_list(changed)
            case name if name in _TOLD:
                return self._of_facts(changed)
            case "findings_consensus" | "country_edition":
                return self._of_unit(changed)
            case "series":
                return self._of_series(changed)
            case "recommendations":
                return self._of_recommendation(changed)
            case "quotes":
                return self._of_passage(changed)
            case "documents":
                return self._of_page(changed)
            case "decisions" | "sample_decisions" | "sample_units":
                return self._of_answer(changed)
            case "agreement" | "agreement_matrix":
                return self._of_agreement(changed)
            case "accuracy" | "confusion":
                return self._of_accuracy(changed)
            case _:
                return self._of(changed.document) or self._else("narratives")

    def _of_facts(self, changed: ChangedRow) -> Found:
        told_of = changed.row.get("table_name")
        return self._software() if told_of is None or told_of in self._both else {"tables"}

    def _is_erratum(self, changed: ChangedRow) -> bool:
        if changed.table == "errata":
            return any(one[-1] == changed.row["erratum"] for one in self._errata)
        if not changed.variable and changed.change != "removed":
            return False
        return (*changed.unit, changed.variable) in self._told

    def _software(self) -> Found:
        return {"software"} if self._upgraded else set()

    def _else(self, *needed: str) -> Found:
        """Return what is left where nothing else explains a change, and everything else could be told."""
        return set() if set(needed) & set(self.lacking) else self._software()

    def _of(self, document: str) -> Found:
        """Return why what the program makes of one text is otherwise."""
        was, now = self._was.texts.get(document), self._now.texts.get(document)
        if "narratives" in self.lacking or (was is None and now is None):
            return set()
        return {"page"} if was is None or now is None else set(_versions(was, now))

    def _of_list(self, changed: ChangedRow) -> Found:
        """Return the reasons of a country or an edition in the lists: what texts name, or what the program knows."""
        place = (changed.table, changed.column)
        if place in _COUNTS:
            return {"texts"}
        if place not in _OF_TEXTS:
            return self._software()
        if self.undated or "narratives" in self.lacking or (self._upgraded and self._other):
            return set()  # it may be either
        return {"texts"} if self._other else self._software()

    def _of_unit(self, changed: ChangedRow) -> Found:
        """Return the reasons of values to use: the text that is read, with decisions over it."""
        known = changed.column and not changed.variable and changed.column not in _WHICH_TEXT
        if changed.table == "country_edition" and known:
            return self._software()
        found = self._of_read(changed.unit)
        if changed.change == "changed" and changed.column not in _WHICH_TEXT:
            documents = {changed.document, *self._reads(changed.unit)}
            if any((one, changed.variable) in self._decided for one in documents):
                found.add("decision")
        return found or self._else("narratives", "decisions")

    def _reads(self, unit: Unit) -> Iterator[str]:
        for side in (self._was, self._now):
            if unit in side.read:
                yield side.read[unit]

    def _of_read(self, unit: Unit) -> Found:
        """Return why the text that is read of a unit is otherwise."""
        was, now = self._was.read.get(unit), self._now.read.get(unit)
        if was == now or "narratives" in self.lacking:
            return set() if now is None else self._of(now)
        if was is None or now is None:
            return {"page"}
        return {"page", *_versions(self._was.texts[was], self._now.texts[now])}

    def _of_series(self, changed: ChangedRow) -> Found:
        """Return the reasons of a figure in a series, which rests on all texts of its country and kind."""
        iso3, edition = changed.unit
        kind, what = changed.row.get("text_kind"), changed.row.get("what", "")
        country = self._countries.get(iso3, {})
        like = {d: row for d, row in country.items() if row["text_kind"] == kind}
        own = {d for d, r in like.items() if r["edition"] == edition}
        found = {why for document in own for why in self._of(document)}
        if self._other & (like.keys() - own):
            found.add("texts")
        if any(d in like and what in self._figures_of(v, d) for d, v in self._decided):
            found.add("decision")
        return found or self._else("narratives", "decisions")

    def _figures_of(self, variable: str, document: str) -> Iterator[str]:
        """Yield the figures that decisions on a variable of a text may change."""
        for what, row in main_figures().items():
            if row.get("reported_by") == variable:
                yield what
        if variable.startswith(_FIGURES):
            yield variable.removeprefix(_FIGURES)
            yield from self._names.get(variable, ())
            for row in self._changed:
                if (row["document"], row["variable"]) == (document, variable):
                    yield from (one.partition("=")[0] for one in row["value"].split(";"))

    def _of_recommendation(self, changed: ChangedRow) -> Found:
        """Return the reasons of a demand: the lists of its country, and for `acted` what the edition says was done."""
        iso3, _ = changed.unit
        found = self._of_read(changed.unit)
        units = {(iso3, row["edition"]) for row in self._countries.get(iso3, {}).values()}
        if any(self._of_read(unit) for unit in units if unit != changed.unit):
            found.add("texts")
        lists = {document for unit in units for document in self._reads(unit)}
        if any(d in lists and v == _RECOMMENDATIONS for d, v in self._decided):
            found.add("decision")
        here = set(self._reads(changed.unit))
        if changed.column == "acted" and any(d in here for d, _ in self._decided):
            found.add("decision")
        return found or self._else("narratives", "decisions")

    def _of_passage(self, changed: ChangedRow) -> Found:
        """Return the reasons of a passage: its text; or, as series and demands quote too, the others of its country."""
        found = self._of(changed.document)
        if not found and "narratives" not in self.lacking:
            iso3 = changed.row.get("iso3", "")
            country = self._countries.get(iso3, {}).keys() if iso3 else set()
            if self._other & country:
                found.add("texts")
            if any(d in country and _is_quoted(v) for d, v in self._decided):
                found.add("decision")
        return found or self._else("narratives", "decisions")

    def _of_page(self, changed: ChangedRow) -> Found:
        """Return the reasons of what is said of a page, which no codebook and no cue decides."""
        return self._of(changed.document) & {"page", "software"} or self._else("narratives")

    def _of_answer(self, changed: ChangedRow) -> Found:
        """Return the reasons of a decision or of a text of a sample."""
        text, row = self._of(changed.document), changed.row
        if "page" in text and changed.change == "removed":
            return {"page"}
        if changed.table == "sample_units":
            decided = any(changed.document == d for d, _ in self._decided)
            return ({"decision"} if decided else text & {"codebook"}) if changed.column else set()
        decided = (changed.document, changed.variable) in self._decided
        ours = {"decision"} if decided else set()
        if not changed.column and row["decision"] in self._changed_ids:
            return ours
        if changed.column == "coder":  # names are numbered over all decisions
            return {"decision"} if self._decided else set()
        if changed.column == "state":
            return text & {"codebook"} or ours
        if changed.table == "sample_decisions":  # others who answer there count in it
            text = text | ours
        return text or self._else("narratives", "decisions")

    def _of_agreement(self, changed: ChangedRow) -> Found:
        """Return the reasons of a measure of people: their decisions, and those that another codebook made stale."""
        of = changed.variable
        found: Found = set()
        if any(of in (variable, _ALL) for _, variable in self._decided):
            found.add("decision")
        found |= self._of_decided(of, drawn="") & {"page", "codebook"}
        return found or self._else("narratives", "decisions")

    def _of_accuracy(self, changed: ChangedRow) -> Found:
        """Return the reasons of a measure of the program; that on labelled texts comes with its version."""
        if changed.row.get("measured_on") != "sample":
            return self._software()
        of = changed.variable
        found = self._of_decided(of, drawn="sample")
        if any(r["drawn"] == "sample" and of in (r["variable"], _ALL) for r in self._changed):
            found.add("decision")
        return found or self._else("narratives", "decisions")

    def _of_decided(self, variable: str, *, drawn: str) -> Found:
        """Return why texts on which people decided are otherwise; one that is new brings nothing but its decisions."""
        documents = {
            row["document"]
            for row in self._decisions.values()
            if variable in (row["variable"], _ALL) and drawn in ("", row["drawn"])
        } & self._was.texts.keys()
        return {why for document in documents for why in self._of(document)}


def _versions(was: Cells, now: Cells) -> Iterator[str]:
    """Yield the versions of two codings that differ."""
    for name in _VERSIONS:
        if was.get(name, "") != now.get(name, ""):
            yield "software" if name == "tierbook" else name


def _is_quoted(variable: str) -> bool:
    """Tell whether series or demands quote what people decide on a variable."""
    reported = {row.get("reported_by") for row in main_figures().values()}
    return variable.startswith((_FIGURES, _RECOMMENDATIONS)) or variable in reported
