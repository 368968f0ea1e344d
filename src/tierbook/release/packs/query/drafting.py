"""A query pack as a `Draft`: what was asked, what was searched, the sources, then excerpts side by side by date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from tierbook.codebook import load_codebook
from tierbook.dossier import HeldText, years_listed
from tierbook.files import VERSION
from tierbook.places import get_country
from tierbook.release.drafts.model import (
    Block,
    Cell,
    Draft,
    Ground,
    Part,
    Points,
    Remark,
    Run,
    Sentence,
    Table,
    sentence,
)
from tierbook.release.packs.passages import Passages
from tierbook.release.packs.query.pack import SIDES, AskedRow, Excerpt, Query, QueryPack, Trace
from tierbook.release.packs.query.searching import search_texts
from tierbook.release.packs.sources import Source
from tierbook.release.packs.words import load_pack_words
from tierbook.text import counted, in_sentence, join_words, long_date

__all__ = ["compose_query_pack", "draft_query_pack"]


def compose_query_pack(
    query: Query, texts: Iterable[HeldText], *, date: str = ""
) -> tuple[QueryPack, Draft]:
    """Search the texts of a country, and put what was found into a document.

    Args:
        query: what is asked.
        texts: what is held of the country.
        date: day of the search, as `2026-03-31`.

    Raises:
        WrongUse: no text of the country is given, or the period ends before it begins.
    """
    given = tuple(texts)
    pack = search_texts(query, given, date=date)
    return pack, draft_query_pack(pack, given)


def draft_query_pack(pack: QueryPack, texts: Iterable[HeldText]) -> Draft:
    """Return a pack as a document.

    Args:
        pack: what was found.
        texts: those that were searched, for the places of the excerpts.
    """
    words = _words()
    passages = {text.document: Passages(text) for text in texts}
    theme = pack.query.theme
    versions = dict(pack.versions)
    named = {"version": VERSION, "coder": versions.get("coder", words["asked"]["no_date"])}
    named["codebook"] = versions.get("codebook", "")
    return Draft(
        title=words["title"].format(
            country=_country(pack), theme=in_sentence(theme.label), period=_period(pack)
        ),
        under=words["under"].format(version=VERSION),
        author="",
        date=long_date(pack.date),
        parts=(
            Part(words["headings"]["asked"], (_asked(pack), *_result(pack))),
            Part(words["headings"]["searched"], (_held(pack),)),
            Part(words["headings"]["queries"], (_queries(pack),)),
            Part(words["headings"]["sources"], tuple(_sources(pack))),
            *(part for side in SIDES for part in _side(pack, side, passages)),
            *_without(pack),
        ),
        standing=tuple(line.format(**named) for line in words["standing"]),
        sample=pack.sample,
    )


def _words() -> Mapping[str, Any]:
    return load_pack_words("query/words")


def _country(pack: QueryPack) -> str:
    return get_country(pack.query.country).name_in(pack.query.last)


def _period(pack: QueryPack) -> str:
    query = pack.query
    frame = _words()["period"]["one" if query.first == query.last else "more"]
    return str(frame.format(first=query.first, last=query.last))


def _asked(pack: QueryPack) -> Table:
    words, query = _words()["asked"], pack.query
    labels = load_pack_words("sources")["labels"]
    shown = {
        "country": words["country"].format(name=_country(pack), code=query.country),
        "theme": words["theme"].format(label=query.theme.label, id=query.theme.id),
        "question": query.theme.question,
        "claim": query.theme.claim,
        "period": _period(pack),
        "kinds": join_words([labels[kind] for kind in query.kinds]) or words["all_kinds"],
        "date": long_date(pack.date) or words["no_date"],
    }
    rows = tuple((Cell(words["rows"][name]), Cell(value)) for name, value in shown.items())
    return Table(words["caption"], tuple(words["heads"]), rows)


def _result(pack: QueryPack) -> Iterator[Block]:
    """Say how much was found on each side, or that nothing was."""
    words = _words()
    if pack.nothing is not None:
        yield Remark(words["notes"]["result"].format(nothing=pack.nothing))
        return
    counts = words["counts"]
    rows = []
    for side in SIDES:
        found = pack.on(side)
        editions = _editions(e.passage.edition for e in found)
        label = Cell(counts["sides"][side])
        rows.append((label, Cell(str(len(found))), Cell(editions or counts["none"])))
    yield Table(counts["caption"], tuple(counts["heads"]), tuple(rows))


def _held(pack: QueryPack) -> Table:
    words, labels = _words()["held"], load_pack_words("sources")["labels"]
    rows = []
    for row in pack.editions:
        kind = words["left_out"] if row.kind == "left_out" else labels[row.kind]
        if row.beside:
            kind = words["beside"].format(kind=kind, n=len(row.beside))
        shown = ("", "", "") if row.source is None else (row.source, row.sentences, row.excerpts)
        rows.append((Cell(str(row.edition)), Cell(kind), *(Cell(str(value)) for value in shown)))
    caption = words["caption"].format(searched=len(pack.sources), all=len(pack.editions))
    return Table(caption, tuple(words["heads"]), tuple(rows))


def _queries(pack: QueryPack) -> Table:
    words = _words()["queries"]
    rows = tuple((Cell(_query(row)), Cell(row.why), Cell(_found(row))) for row in pack.asked)
    return Table(words["caption"], tuple(words["heads"]), rows)


def _query(row: AskedRow) -> str:
    words = _words()["queries"]
    if row.by == "words":
        return str(words["words"].format(find=row.what))
    return str(words["variable"].format(label=row.label, id=row.what))


def _found(row: AskedRow) -> str:
    words = _words()["queries"]
    counts = {"sentences": counted(row.hits, "sentence"), "texts": counted(row.texts, "text")}
    said = [words["found" if row.hits else "none"].format(**counts)]
    said += [
        words[name].format(editions=_editions(editions))
        for name, editions in (("silent", row.silent), ("not_asked", row.not_asked))
        if editions
    ]
    return "; ".join(said)


def _sources(pack: QueryPack) -> Iterator[Block]:
    words = _words()["sources"]
    given = load_pack_words("sources")
    if pack.sources:
        rows = tuple(
            (
                Cell(words["text"].format(n=source.number, name=_named(source))),
                Cell(
                    words["who"].format(
                        author=source.author,
                        publisher=source.publisher or given["unknown_publisher"],
                    )
                ),
                Cell(_dates(source) or given["not_given"]),
                Cell(given["labels"][source.kind]),
            )
            for source in pack.sources
        )
        yield Table(words["caption"], tuple(words["heads"]), rows)
        for about in dict.fromkeys(source.about for source in pack.sources):
            yield Remark(about)
        for frame in ("cite_as", "disclaimer"):
            for said in dict.fromkeys(getattr(source, frame) for source in pack.sources):
                if said:
                    yield Remark(words[frame].format(**{frame: said}))
    else:
        yield Remark(words["none"])
    if pack.undated:
        yield Remark(words["undated"].format(n=len(pack.undated)))


def _named(source: Source) -> str:
    if source.address is None:
        return source.name
    words = _words()["sources"]["address"]
    return str(words.format(name=source.name, address=source.address))


def _dates(source: Source) -> str:
    words = _words()["sources"]
    dates = {"report": source.edition_published, "page": source.published, "saved": source.accessed}
    return "; ".join(
        words[name].format(date=long_date(date[:10])) for name, date in dates.items() if date
    )


def _side(pack: QueryPack, side: str, passages: Mapping[str, Passages]) -> Iterator[Part]:
    """Yield the parts of one side: a head, then the excerpts of each edition."""
    found = pack.on(side)
    if not found:
        return
    words = _words()
    heading = words["headings"]["asked_for" if side == "asked" else side]
    note = words["notes"][side].format(claim=pack.query.theme.claim)
    yield Part(heading, (Remark(note),))
    kinds = load_pack_words("sources")["labels"]
    sources = {source.number: source for source in pack.sources}
    for number, excerpts in groupby(found, key=lambda excerpt: excerpt.source):
        source = sources[number]
        date = long_date(source.edition_published)
        frame = words["edition_dated" if date else "edition"]
        points = tuple((_point(one, passages),) for one in excerpts)
        yield Part(
            frame.format(edition=source.edition, date=date),
            (Remark(words["kinds"].format(n=number, kind=kinds[source.kind])), Points(points)),
            level=3,
        )


def _point(excerpt: Excerpt, passages: Mapping[str, Passages]) -> Sentence:
    words, passage = _words()["excerpt"], excerpt.passage
    found = words["found"].format(traces="; ".join(_traces(excerpt.traces)))
    if excerpt.turns:
        quoted = join_words([f"“{word}”" for word in excerpt.turns])
        found += words["turns"].format(words=quoted)
    if excerpt.same_in:
        found += words["same"].format(editions=_editions(excerpt.same_in))
    ground = _ground(excerpt, passages)
    return sentence(Run(passage.words, quoted=True), found, grounds=(ground,))


def _ground(excerpt: Excerpt, passages: Mapping[str, Passages]) -> Ground:
    return passages[excerpt.passage.document].ground(excerpt.passage, words=False)


def _traces(traces: Sequence[Trace]) -> list[str]:
    """Say what found an excerpt; several figures or values of one variable stand together."""
    words, variables = _words()["excerpt"], load_codebook().variables
    grouped: dict[tuple[str, str], list[str]] = {}
    for trace in traces:
        grouped.setdefault((trace.by, trace.what), []).append(trace.says)
    said = []
    for (by, what), values in grouped.items():
        if by == "words":
            said.append(words["words"].format(find=what))
        else:
            label, says = variables[what].label, "; ".join(dict.fromkeys(values))
            said.append(words[by].format(label=label, id=what, says=says))
    return said


def _without(pack: QueryPack) -> Iterator[Part]:
    """Name the editions that were searched and gave nothing, in the words that keep silence from being a no."""
    if pack.without and pack.excerpts:
        words = _words()
        note = words["notes"]["without"].format(
            nothing=words["nothing"], editions=_editions(pack.without)
        )
        yield Part(words["headings"]["without"], (Remark(note),))


def _editions(editions: Iterable[int | None]) -> str:
    found = sorted({edition for edition in editions if edition is not None})
    return years_listed(found) if found else ""
