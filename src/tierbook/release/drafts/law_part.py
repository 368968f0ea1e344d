"""What the law asks, criterion by criterion: the author's judgement, own findings, the Department's last word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tierbook.release.drafts.citing import Citer
from tierbook.release.drafts.model import Block, Ground, Part, Prose, Remark, Sentence, sentence
from tierbook.release.drafts.own import OwnReport
from tierbook.release.drafts.said import Said
from tierbook.release.drafts.wording import capital, load_words
from tierbook.text import join_words

if TYPE_CHECKING:
    from tierbook.standards import Assessment, InForce, Judgement, Law, Quote

__all__ = ["judgement_grounds", "law_parts", "unsupported"]

_NEEDS_NO_FINDING = ("not_enough", "silent")


def law_parts(
    report: OwnReport,
    own: Assessment,
    last: Assessment | None,
    said: Sequence[Said],
) -> Iterator[Part]:
    """Yield the opening part on the law, then one part a criterion on which something stands."""
    words = load_words("remarks")
    law = own.law
    left = unsupported(own)
    untouched: list[str] = []
    parts: list[Part] = []
    for mine in (*own.standards, *own.criteria):
        theirs = None if last is None else last.get(mine.id)
        sentences = list(_criterion(report, mine, theirs, last, said))
        label = f"{mine.entry.paragraph} {mine.entry.criterion.label}"
        if sentences:
            asks = capital(words["law"]["asks"].format(asks=mine.entry.criterion.asks))
            first = sentence(asks, grounds=[_law_ground(mine.entry, law)])
            parts.append(Part(label, (Prose((first, *sentences)),), level=3))
        elif label not in left:
            untouched.append(label)
    blocks: list[Block] = [Remark(doubt) for doubt in law.reservations]
    if untouched:
        frame = words["law"]["silent" if last is not None else "silent_alone"]
        edition = None if last is None else last.edition
        blocks.append(Remark(frame.format(edition=edition, labels="; ".join(untouched))))
    title = f"{law.title}. {law.citation}."
    yield Part(words["report"]["headings"]["law"], (Remark(title), *blocks))
    yield from parts


def unsupported(own: Assessment) -> tuple[str, ...]:
    """Return the criteria that were judged without a finding that bears on them; such judgements are left out."""
    entries = (*own.standards, *own.criteria)
    return tuple(
        f"{j.entry.paragraph} {j.entry.criterion.label}"
        for j in entries
        if j.by_person is not None and not _supported(j)
    )


def judgement_grounds(citer: Citer, judgement: Judgement, side: str | None = None) -> list[Ground]:
    """Return the grounds in the Department's text of what counts in a judgement, on one side or on both."""
    narrative = citer.narrative
    sentences = {(s.paragraph, s.n): s for s in narrative.sentences}
    found: dict[str, Ground] = {}
    for quote in judgement.quotes:
        if quote.paragraph is None or quote.sentence is None or quote.start is None:
            continue
        if side in (None, quote.side):
            last = sentences[quote.paragraph, quote.sentence]
            start = quote.start
            first = next(s for s in narrative.sentences if s.end > start)
            ground = citer.of_sentences(first if first.paragraph == last.paragraph else last, last)
            found.setdefault(ground.key, ground)
    return list(found.values())


def _criterion(
    report: OwnReport,
    mine: Judgement,
    theirs: Judgement | None,
    last: Assessment | None,
    said: Sequence[Said],
) -> Iterator[Sentence]:
    words = load_words("remarks")["law"]
    bearing = [one for one in said if one.id in {*mine.in_favor, *mine.against}]
    grounds = [g for one in bearing for g in one.carry()]
    person = mine.by_person
    if person is not None and _supported(mine):
        judged = [report.judgement_ground(mine.entry, [one.id for one in bearing]), *grounds]
        frame = words["judged"][person.judgement]
        yield sentence(capital(frame.format(institution=report.institution_within)), grounds=judged)
        yield sentence(words["reason"].format(reason=capital(person.reason)), grounds=judged)
    told = {q.finding for q in _heard(mine)}
    grounds = [g for one in bearing if one.id in told for g in one.carry()] or grounds
    if grounds and (mine.judgement in words["own"] or told):
        sides = _sides(mine)
        frame = words["by_own"].format(sides=sides) if sides else words["own"][mine.judgement]
        yield sentence(capital(frame), grounds=grounds)
    if theirs is not None and last is not None and last.coding is not None:
        frame = words["last"].get(theirs.judgement)
        if (sides := _sides(theirs)) is not None:
            frame = words["by_last"].replace("{sides}", sides)
        found = _some_of_each_side(Citer(last.coding.narrative), theirs)
        if frame is not None and found:
            yield sentence(capital(frame.format(edition=last.edition)), grounds=found)


def _sides(judgement: Judgement) -> str | None:
    """Return what speaks for and against the government, each thing once; None where no words say it."""
    frames = load_words("remarks")["law"]["sides"]
    heard = _heard(judgement)
    says = {
        side: join_words([f"that {q.says}" for q in heard if q.side == side])
        for side in ("for", "against")
    }
    if says["for"] and says["against"]:
        return str(frames["both"].format(**says))
    side = "for" if says["for"] else "against"
    return str(frames[side].format(says=says[side])) if says[side] else None


def _heard(judgement: Judgement) -> tuple[Quote, ...]:
    """Return the quotes that answer the question; signs from the side only where there are no others."""
    counted = tuple(q for q in judgement.quotes if q.side in ("for", "against"))
    return tuple(q for q in counted if not q.beside) or counted


def _some_of_each_side(citer: Citer, judgement: Judgement) -> list[Ground]:
    """Return the first grounds of each side, so that each thing said has one of its own."""
    found: dict[str, Ground] = {}
    for side in ("for", "against"):
        said: set[str] = set()
        for quote in _heard(judgement):
            if quote.side == side and quote.says not in said:
                said.add(quote.says)
                for ground in judgement_grounds(citer, replace(judgement, quotes=(quote,))):
                    found.setdefault(ground.key, ground)
    return list(found.values())


def _supported(judgement: Judgement) -> bool:
    person = judgement.by_person
    if person is not None and person.judgement in _NEEDS_NO_FINDING:
        return True
    return bool(judgement.in_favor or judgement.against)


def _law_ground(entry: InForce, law: Law) -> Ground:
    note = load_words("remarks")["law"]["note"].format(
        label=entry.criterion.label,
        paragraph=entry.paragraph,
        citation=law.citation,
        in_force=entry.in_force,
        sources="; ".join(source.title for source in entry.criterion.sources),
    )
    sources = entry.criterion.sources
    return Ground(
        "law", f"law#{entry.id}", entry.paragraph, note, sources[0].href if sources else None
    )
