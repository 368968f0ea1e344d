"""The form of an own report: YAML in the format `tierbook-own/1`, with what a person needs to fill it in as comments.

What the law asks and what the Department last said stand beside the entries as comments; the entries themselves are
empty and are passed over by every reader until someone fills them in.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tierbook.codebook import load_codebook
from tierbook.files import VERSION
from tierbook.places import get_country
from tierbook.release.drafts.citing import Citer, name_document, trim_item
from tierbook.release.drafts.due import (
    DueFigure,
    figures_due,
    law_for,
    open_recommendations,
    reporting_period,
)
from tierbook.release.drafts.said import Said, by_variable, said_by_department
from tierbook.release.drafts.wording import Wording, load_words
from tierbook.standards import STATUTES_VERSION, assess_coding, load_statutes
from tierbook.text import join_words, long_date

if TYPE_CHECKING:
    from tierbook.coding import Coding
    from tierbook.standards import Assessment, InForce, Judgement

__all__ = ["compose_form"]

_WIDTH = 118
_MOST_QUOTES = 2
_FORMAT = "tierbook-own/1"


def compose_form(
    country: str, edition: int, *, last: Coding | None = None, file: str = "own.yaml"
) -> str:
    """Write the form for one country and edition.

    Args:
        country: alpha-3 code.
        edition: the edition that the report is for; it may be still to come.
        last: the coding of the Department's newest text on the country, where there is one.
        file: the name that the form will have, for the commands it shows.

    Raises:
        NotInForce: no law judges the edition.
        UnknownCountry: no country has the code.
    """
    return "\n".join(_Form(country, edition, last, file).lines()) + "\n"


class _Form:
    """One form on its way."""

    def __init__(self, country: str, edition: int, last: Coding | None, file: str) -> None:
        self.country, self.edition, self.last, self.file = country, edition, last, file
        self.law, self.known = law_for(edition)
        self.words = load_words("form")
        self.wording = Wording(country, edition)
        self.said: tuple[Said, ...] = () if last is None else said_by_department(last)
        self.assessment: Assessment | None = (
            None if last is None else assess_coding(last, law_of=self.law.edition)
        )
        period = reporting_period(edition)
        self.facts = {
            "country": get_country(country).name_in(edition),
            "edition": edition,
            "year": edition - 1,
            "first": long_date(period[0]),
            "last": long_date(period[1]),
            "file": file,
        }

    def lines(self) -> Iterator[str]:
        if self.last is not None and self.last.narrative.document.text_kind == "sample":
            yield from _comment(self.words["sample"])
        yield from self._told(self.words["head"])
        yield ""
        yield f"format: {_FORMAT}"
        yield f"country: {self.country}"
        yield f"edition: {self.edition}"
        yield "statute: tvpa"
        yield ""
        yield from _comment(self.words["author"])
        yield "author:"
        yield "  institution:"
        yield "  contact:"
        yield "  date:"
        yield ""
        yield from self._about()
        yield ""
        yield from self._told(self.words["findings"])
        yield "findings:"
        yield ""
        yield from self._told(self.words["figures"], "  ")
        for due in figures_due(self.law):
            yield ""
            yield from self._figure(due)
        yield ""
        yield from self._told(self.words["criteria"], "  ")
        for entry in (*self.law.standards, *self.law.criteria):
            yield ""
            yield from self._criterion(entry)
        yield ""
        yield from self._recommendations()
        yield ""
        yield from self._told(self.words["judgements"])
        yield "judgements:"
        for entry in (*self.law.standards, *self.law.criteria):
            yield ""
            yield f"  # {entry.paragraph} {entry.criterion.label}"
            yield f"  - criterion: {entry.id}"
            yield "    judgement:"
            yield "    reason:"

    def _about(self) -> Iterator[str]:
        yield from _comment(self.words["about"])
        yield "about:"
        yield f"  made_with: tierbook {VERSION}, statutes {STATUTES_VERSION}"
        yield f"  law: {self.law.version}"
        remarks = load_words("remarks")["report"]
        why = "" if self.known else remarks["newest_law"].format(edition=self.edition)
        yield from _comment(remarks["law_note"].format(law=self.law.edition, why=why), "  ")
        for doubt in self.law.reservations:
            yield from _comment(f"To check: {doubt}", "  ")
        if self.last is None:
            yield from _comment(self.words["no_text"], "  ")
            return
        document = self.last.narrative.document
        yield from _comment(name_document(document), "  ")
        yield f"  text: {document.id}"
        yield f"  text_sha256: {document.sha256}"

    def _figure(self, due: DueFigure) -> Iterator[str]:
        yield f"  # {self.wording.label(due.what)}"
        if self.last is not None:
            yield from _comment(self._last_figures(due), "  ")
        yield f"  - variable: {due.variable}"
        yield "    value:"
        yield f"      - what: {due.what}"
        yield "        n:"
        if due.unit:
            yield f"        unit: {due.unit}".removesuffix(
                f" {due.unit}" if due.unit[-1] == ":" else ""
            )
        yield "        period: current"
        yield from _blank_source()

    def _last_figures(self, due: DueFigure) -> str:
        edition = self._last_edition()
        found = [
            (one, row)
            for one in by_variable(self.said).get(due.variable, ())
            for row in one.rows
            if row["what"] == due.what and row.get("period") in (None, "current")
        ]
        if not found:
            return str(self.words["figures_none"].format(edition=edition))
        shown = [_figure_in_words(row) for _, row in found]
        places = dict.fromkeys(g.short for one, row in found for g in one.carry_row(row)[:1])
        return str(
            self.words["figures_last"].format(
                edition=edition, figures="; ".join(dict.fromkeys(shown)), place=", ".join(places)
            )
        )

    def _criterion(self, entry: InForce) -> Iterator[str]:
        criterion = entry.criterion
        yield f"  # {entry.paragraph} {criterion.label}: {entry.id}, {entry.in_force}"
        yield from _comment(self.words["asks"].format(asks=criterion.asks), "  ")
        judgement = None if self.assessment is None else self.assessment.get(entry.id)
        if judgement is not None:
            yield from self._last_said(judgement)
        bearing = load_statutes().bearings.get(entry.id)
        names = [v for v in bearing.variables if not v.startswith("effort.")] if bearing else []
        if names:
            known = load_codebook().variables
            listed = [f"{name} ({known[name].label})" for name in names]
            yield from _comment(self.words["variables"].format(variables="; ".join(listed)), "  ")
        yield "  - variable:"
        yield "    value:"
        yield from _blank_source()

    def _last_said(self, judgement: Judgement) -> Iterator[str]:
        words = self.words["last_words"][judgement.judgement]
        yield from _comment(
            self.words["last"].format(edition=self._last_edition(), judgement=words), "  "
        )
        for side in ("for", "against"):
            quotes = {(q.start, q.end): q for q in judgement.quotes if q.side == side}
            rows = list(quotes.values())
            for quote in rows[:_MOST_QUOTES]:
                text = " ".join(quote.text.split())
                yield from _comment(f"{self.words['side'][side]}: “{text}” {quote.place}", "  ")
            if len(rows) > _MOST_QUOTES:
                places = dict.fromkeys(q.place for q in rows[_MOST_QUOTES:])
                yield from _comment(f"{self.words['side'][side]}, also: {', '.join(places)}", "  ")

    def _recommendations(self) -> Iterator[str]:
        if self.last is None:
            return
        assert self.assessment is not None
        citer = Citer(self.last.narrative)
        contradictions = self.assessment.contradictions
        rows = list(open_recommendations(self.said, citer, contradictions))
        if not rows:
            yield from _comment(
                self.words["recommendations_none"].format(edition=self._last_edition())
            )
            return
        yield from self._told(self.words["recommendations"], edition=self._last_edition())
        for n, row in enumerate(rows, 1):
            topics = f"; {join_words(row.topics)}" if row.topics else ""
            words = trim_item(citer.words(row.ground))
            yield from _comment(f"{n}. “{words}” {row.ground.short}{topics}")
            for says, ground in row.done:
                place = f"“{trim_item(citer.words(ground))}” {ground.short}"
                yield from _comment(self.words["done"].format(says=says, words=place))

    def _last_edition(self) -> int | str:
        assert self.last is not None
        return self.last.narrative.document.edition or "?"

    def _told(self, lines: Iterable[str], indent: str = "", **facts: Any) -> Iterator[str]:
        for line in lines:
            yield f"{indent}# {line.format(**{**self.facts, **facts})}".rstrip()


def _figure_in_words(row: Mapping[str, Any]) -> str:
    most = row.get("n_max")
    number = f"{row['n']:,}" if most in (None, row["n"]) else f"{row['n']:,} to {most:,}"
    unit = str(row.get("unit") or "").removeprefix("currency:")
    before = row.get("compared_with")
    compared = f", compared with {before:,}" if isinstance(before, int) else ""
    part = " of these" if row.get("part_of") else ""
    return f"{number} {unit}{part}".rstrip() + compared


def _blank_source() -> Sequence[str]:
    keys = ("title", "author", "date", "place", "file", "sha256", "held_by")
    return ("    quote:", "    source:", *(f"      {key}:" for key in keys))


def _comment(words: str, indent: str = "") -> Iterator[str]:
    """Yield words as comments of the form; they can break no line of it."""
    kept = " ".join(words.split()).replace("] s. ", "]\u00a0s.\u00a0")  # a place stays on one line
    for line in textwrap.wrap(
        kept,
        _WIDTH - len(indent) - 2,
        break_long_words=False,
        break_on_hyphens=False,
        subsequent_indent="  ",
    ):
        yield f"{indent}# {line}".replace("\u00a0", " ")
