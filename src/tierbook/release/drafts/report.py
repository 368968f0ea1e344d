"""A country report from a form: profile, prosecution, protection, prevention, the law, what is still open, the figures.

Own findings come first, each with its source; beside each stands what the Department last said of the same. A finding
that is taken out of the form takes its sentences with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tierbook.codebook import load_codebook
from tierbook.errors import WrongUse
from tierbook.files import VERSION
from tierbook.places import get_country
from tierbook.release.drafts.citing import Citer, name_document, trim_item
from tierbook.release.drafts.clock_part import newest_sentences
from tierbook.release.drafts.due import figures_due, law_for, open_recommendations, reporting_period
from tierbook.release.drafts.figures_table import beside_each_other, table_of_figures
from tierbook.release.drafts.law_part import law_parts, unsupported
from tierbook.release.drafts.model import (
    Block,
    Cell,
    Draft,
    Ground,
    Part,
    Points,
    Prose,
    Remark,
    Run,
    Sentence,
    Table,
    sentence,
)
from tierbook.release.drafts.own import OwnReport, check_author, period_in_words
from tierbook.release.drafts.points import Pointer
from tierbook.release.drafts.said import Said, by_variable, preferred, said_by_department
from tierbook.release.drafts.wording import Wording, capital, load_words
from tierbook.standards import STATUTES_VERSION, assess_coding, assess_own
from tierbook.text import in_sentence, join_words, long_date, number_in_words

if TYPE_CHECKING:
    from tierbook.coding import Coding
    from tierbook.editions import History
    from tierbook.standards import Assessment, OwnFile

__all__ = ["compose_report"]

_PILLARS = ("profile", "prosecution", "protection", "prevention")
_LONGEST_QUOTE = 48


def compose_report(
    own: OwnFile,
    *,
    last: Coding | None = None,
    files: Mapping[str, str | None] | None = None,
    history: History | None = None,
) -> Draft:
    """Compose the report of an institution.

    Args:
        own: its findings and judgements, as `load_own` reads them.
        last: the coding of the Department's newest text on the country; None where there is none.
        history: official placements; the newest up to the edition gives the country's position on the Watch List.
        files: for each file that a source names, its SHA-256 where it stands beside the form, else None.

    Raises:
        NotInForce: no law judges the edition.
        WrongUse: the form names the Department as its author, or the text is on another country.
    """
    check_author(own)
    if own.statute != "tvpa":
        raise WrongUse(
            f"the form is about the statute {own.statute!r}",
            where=own.name,
            why="a report measures by the Trafficking Victims Protection Act",
            remedy="leave `statute: tvpa`",
        )
    return _Report(OwnReport(own, files or {}), last, history).draft()


class _Report:
    """One report on its way."""

    def __init__(self, report: OwnReport, last: Coding | None, history: History | None) -> None:
        self.report, self.own, self.last, self.history = report, report.own, last, history
        self.words = load_words("remarks")
        self.wording = Wording(self.own.country, self.own.edition)
        law, self.known = law_for(self.own.edition)
        self.mine = assess_own(self.own, law_of=law.edition)
        self.theirs: Assessment | None = None
        self.said = report.said()
        self.last_said: tuple[Said, ...] = ()
        self.pointer: Pointer | None = None
        self.citer: Citer | None = None
        self.last_edition: int | None = None
        if last is not None:
            self.theirs = assess_coding(last, law_of=law.edition)
            self.last_said = said_by_department(last)
            self.pointer = Pointer(last, self.last_said, self.theirs)
            self.citer = self.pointer.citer
            self.last_edition = last.narrative.document.edition
        self.pillars = {v.id: v.pillar for v in load_codebook().variables.values()}

    def draft(self) -> Draft:
        country = get_country(self.own.country).name_in(self.own.edition)
        first, last = (long_date(day) for day in reporting_period(self.own.edition))
        words = self.words["report"]
        within = self.report.institution_within
        facts = {
            "institution": within,
            "version": VERSION,
            "codebook": "" if self.last is None else dict(self.last.versions).get("codebook", ""),
            "statutes": STATUTES_VERSION,
        }
        standing = tuple(capital(note.format(**facts)) for note in words["standing"])
        sample = self.last is not None and self.last.narrative.document.text_kind == "sample"
        return Draft(
            title=words["title"].format(country=country, period=f"{first} to {last}"),
            under=words["under"].format(institution=within),
            author=capital(self.report.institution).removesuffix("."),
            date=long_date(self.own.author.date),
            parts=tuple(self._parts()),
            standing=standing,
            sample=sample,
        )

    def _parts(self) -> Iterator[Part]:
        headings = self.words["report"]["headings"]
        yield Part(headings["summary"], tuple(self._summary()))
        own = {pillar: tuple(self._own_blocks(pillar)) for pillar in _PILLARS}
        for pillar in _PILLARS:
            yield Part(headings[pillar], own[pillar])
            yield from self._besides(pillar)
        yield from law_parts(self.report, self.mine, self.theirs, self.said)
        yield Part(headings["undone"], tuple(self._undone()))
        yield Part(headings["figures"], tuple(self._figures()))
        yield Part(headings["sources"], tuple(self._sources()))
        left = unsupported(self.mine)
        if left:
            words = self.words["report"]["unsupported"].format(what="; ".join(left))
            yield Part(headings["about"], (Remark(words),))

    def _summary(self) -> Iterator[Block]:
        words = self.words["summary"]
        form = self.report.form_ground()
        sentences: list[Sentence] = []
        if self.own.findings:
            named = {(f.source.title, f.source.author, f.source.date) for f in self.own.findings}
            sources = len(named)
            n = len(self.own.findings)
            frame = words["findings"].format(
                institution=self.report.institution_within,
                findings=f"{number_in_words(n)} finding{'' if n == 1 else 's'}",
                sources=f"{number_in_words(sources)} source{'' if sources == 1 else 's'}",
            )
            sentences.append(sentence(capital(frame), grounds=[form]))
        judged = [j for j in (*self.mine.standards, *self.mine.criteria) if j.by_person is not None]
        left = set(unsupported(self.mine))
        kept = [j for j in judged if f"{j.entry.paragraph} {j.entry.criterion.label}" not in left]
        if kept:
            kinds = [j.by_person.judgement for j in kept if j.by_person is not None]
            counts = [
                frame.format(n=number_in_words(kinds.count(kind)))
                for kind, frame in words["counts"].items()
                if kind in kinds
            ]
            everything = len(self.mine.standards) + len(self.mine.criteria)
            if len(kept) < everything:
                counts.append(words["unjudged"].format(n=number_in_words(everything - len(kept))))
            told = words["judgements"].format(all=everything, counts=join_words(counts))
            sentences.append(sentence(capital(told), grounds=[form]))
        sentences += self._placed()
        if sentences:
            yield Prose(tuple(sentences))
        if self.last is None:
            yield Remark(self.words["report"]["no_department"])
        if not self.known:
            yield Remark(self.words["report"]["newest_law"].format(edition=self.own.edition))

    def _placed(self) -> Iterator[Sentence]:
        """Yield what the Department last said of the tier and of the standards."""
        known = by_variable(self.last_said)
        for one in known.get("tier.stated", ())[:1]:
            frame = self.words["department"]["placed"].get(str(one.value))
            if frame is not None:
                words = frame.format(edition=self.last_edition, country=self.wording.name)
                yield sentence(capital(words), grounds=one.carry()[:1])
        for one in known.get("tier.standards", ())[:1]:
            yield self._quoted(one.grounds[0][1])
        yield from self._clock()

    def _clock(self) -> tuple[Sentence, ...]:
        """Return the newest placement and the position on the Watch List; beside a sample none, which is no source."""
        if self.history is None:
            return ()
        if self.last is not None and self.last.narrative.document.text_kind == "sample":
            return ()
        country, edition = self.own.country, self.own.edition
        return newest_sentences(self.history, country, edition, self.last_edition)

    def _own_blocks(self, pillar: str) -> Iterator[Block]:
        """Yield the own findings of a pillar, each with what the Department last said of the same."""
        answered: set[str] = set()
        for one in self.said:
            if not self._belongs(one.variable, pillar):
                continue
            sentences = list(self._own_sentences(one))
            beside = [] if one.variable in answered else list(self._beside(one))
            if sentences:
                answered.add(one.variable)
                yield Prose((*sentences, *beside))
        if not answered:
            words = self.words["report"]["nothing_own"]
            yield Remark(capital(words.format(institution=self.report.institution_within)))

    def _besides(self, pillar: str) -> Iterator[Part]:
        points = [] if self.pointer is None else self._department_points(pillar)
        if points:
            title = self.words["department"]["adds"].format(edition=self.last_edition)
            yield Part(title, (Points(tuple(points)),), level=3)

    def _department_points(self, pillar: str) -> list[tuple[Sentence, ...]]:
        from tierbook.release.drafts.briefing import flow_points

        assert self.pointer is not None
        found = flow_points(self.pointer) if pillar == "profile" else self.pointer.points(pillar)
        return [p.sentences for p in found]

    def _own_sentences(self, one: Said) -> Iterator[Sentence]:
        """Yield an own finding in words: a clause, or a sentence for each figure."""
        frame = self.words["own"]["according"]
        if one.rows:
            for row in one.rows:
                clause = self.wording.figure(row) or self.wording.route(row)
                if clause is not None:
                    when = period_in_words(
                        str(row.get("period") or "current"), reporting_period(self.own.edition)
                    )
                    told = f"{clause} {when}" if "what" in row else clause
                    yield sentence(
                        capital(frame.format(source=one.source, clause=told)), grounds=one.carry()
                    )
            return
        clause = self.wording.statement(one)
        if clause is not None:
            when = self.words["own"]["in_period"].get(one.period, "")
            told = f"{clause} ({when})" if one.period != "current" and when else clause
            if len(one.quote.split()) > _LONGEST_QUOTE:
                made = capital(frame.format(source=one.source, clause=told))
                yield sentence(made, grounds=one.carry())
            else:
                lead = self.words["own"]["according_words"].format(source=one.source, clause=told)
                quoted = Run(one.quote, quoted=True)
                yield sentence(lead[0].upper() + lead[1:], quoted, grounds=one.carry())

    def _beside(self, one: Said) -> Iterator[Sentence]:
        """Yield what the Department last said of the same variable, in its own words, and whether the two differ."""
        theirs = preferred(
            t
            for t in self.last_said
            if t.variable == one.variable and t.place in (None, one.place, "home")
        )
        if theirs is None or self.pointer is None or one.rows:
            return
        ground = self.pointer.best(theirs, self.pillars.get(one.variable) or "")
        yield self._quoted(ground)
        if (
            isinstance(one.value, str)
            and isinstance(theirs.value, str)
            and one.value != theirs.value
        ):
            differ = self.words["department"]["differ"]
            yield sentence(differ, grounds=[*one.carry(), ground])

    def _quoted(self, ground: Ground) -> Sentence:
        assert self.pointer is not None
        self.pointer.mark(ground)
        lead = self.words["department"]["said"].format(edition=self.last_edition)
        return sentence(
            lead, Run(trim_item(self.pointer.citer.words(ground)), quoted=True), grounds=[ground]
        )

    def _undone(self) -> Iterator[Block]:
        if self.pointer is None or self.theirs is None:
            yield Remark(self.words["report"]["no_department"])
            return
        mine = by_variable(self.said)
        points: list[tuple[Sentence, ...]] = []
        for row in open_recommendations(
            self.last_said, self.pointer.citer, self.theirs.contradictions
        ):
            words = trim_item(self.pointer.citer.words(row.ground))
            told = [sentence(Run(words, quoted=True), grounds=[row.ground])]
            answers = [
                s
                for topic in row.topics
                for one in mine.get(topic, ())
                for s in self._own_sentences(one)
            ]
            told += answers
            if not answers:
                for says, ground in row.done:
                    shown = trim_item(self.pointer.citer.words(ground))
                    told.append(sentence(f"{says} ", Run(shown, quoted=True), grounds=[ground]))
            points.append(tuple(told))
        if points:
            yield Points(tuple(points))
        else:
            words = self.words["report"]["nothing_department"]
            yield Remark(words.format(edition=self.last_edition))

    def _figures(self) -> Iterator[Block]:
        rows = beside_each_other(self.said, self.last_said)
        if rows:
            yield table_of_figures(
                rows, self.wording, edition=self.own.edition, report_edition=self.last_edition
            )
        else:
            words = self.words["report"]["nothing_own"]
            yield Remark(capital(words.format(institution=self.report.institution_within)))
        given = {row.what for row in rows}
        missing = [
            self.wording.label(due.what)
            for due in figures_due(self.mine.law)
            if due.what not in given
        ]
        if missing:
            listed = join_words([in_sentence(label) for label in missing])
            yield Remark(self.words["figures"]["missing"].format(what=listed))

    def _sources(self) -> Iterator[Block]:
        words = self.words["sources"]
        rows: dict[str, tuple[Cell, ...]] = {}
        for finding in self.own.findings:
            source = finding.source
            title = ", ".join(part for part in (source.title, source.author) if part)
            state, found = self.report.file_state(finding)
            known = self.words["own"]["state"].get(state, "").format(found=found)
            file = " ".join(part for part in (source.file, source.sha256) if part) + known
            cells = (
                Cell(title),
                Cell(long_date(source.date)),
                Cell(file),
                Cell(source.held_by or ""),
            )
            key = "|".join(cell.text for cell in cells[:3])
            if key not in rows or not rows[key][3].text:
                rows[key] = cells
        if self.last is not None:
            document = self.last.narrative.document
            published = long_date(document.published)
            known = [p for p in (document.publisher, document.id) if p != "unknown"]
            held = ", ".join(known)
            rows["last"] = (
                Cell(name_document(document)),
                Cell(published),
                Cell(document.sha256),
                Cell(held),
            )
        if rows:
            yield Table(words["caption"], tuple(words["heads"]), tuple(rows.values()))

    def _belongs(self, variable: str, pillar: str) -> bool:
        return (self.pillars.get(variable) or "profile") == pillar
