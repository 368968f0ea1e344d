"""The search of a query pack: each variable and each word of a theme, in each text of a country in a period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tierbook.codebook import load_codebook
from tierbook.dossier import HeldText, Holdings, hold_texts
from tierbook.editions import EDITIONS
from tierbook.errors import WrongUse
from tierbook.files import VERSION
from tierbook.release.drafts.wording import (
    Wording,
    amount_in_words,
    figure_in_words,
    is_money,
    months_in_words,
)
from tierbook.release.packs.passages import Passage, Passages
from tierbook.release.packs.query.denials import all_denials, denials_before
from tierbook.release.packs.query.pack import (
    SIDES,
    AskedRow,
    Excerpt,
    Query,
    QueryPack,
    SearchedEdition,
    Trace,
)
from tierbook.release.packs.query.themes import AskedVariable
from tierbook.release.packs.sources import Source, describe_source
from tierbook.release.packs.words import load_pack_words
from tierbook.text import Tokens, in_sentence, join_words

__all__ = ["search_texts"]

_USUAL = {"certainty": "stated", "said_by": "department", "period": "current"}


@dataclass(frozen=True, slots=True)
class _Hit:
    """A sentence that was found, before its side is settled with what else found it; whether by a yes."""

    passage: Passage
    trace: Trace
    affirms: bool = False


def search_texts(query: Query, texts: Iterable[HeldText], *, date: str = "") -> QueryPack:
    """Search the texts of a country for a theme.

    Args:
        query: what is asked.
        texts: what is held of the country, in any order; others are passed over.
        date: day of the search, as it is to be printed.

    Raises:
        WrongUse: no text of the country is given, or the period ends before it begins.
    """
    if query.first > query.last:
        raise WrongUse(
            f"no edition lies between {query.first} and {query.last}", remedy="turn them round"
        )
    held = hold_texts(text for text in texts if text.country == query.country)
    searched = [text for text in held if _is_searched(text, query)]
    sources = {
        text.document: describe_source(text, n) for n, text in enumerate(reversed(searched), 1)
    }
    found = {text.document: tuple(_hits(text, query)) for text in searched}
    excerpts = _mark_same(
        [e for text in searched for e in _excerpts(text, found[text.document], sources)]
    )
    order = {side: n for n, side in enumerate(SIDES)}
    excerpts.sort(
        key=lambda e: (
            order[e.side],
            -(e.passage.edition or 0),
            e.passage.paragraph,
            e.passage.first,
        )
    )
    return QueryPack(
        query=query,
        date=date,
        sources=tuple(sources.values()),
        editions=tuple(_editions(query, held, sources, excerpts)),
        asked=tuple(_asked(query, searched, found)),
        excerpts=tuple(excerpts),
        undated=tuple(text.document for text in held.undated),
        versions=_versions(searched),
        sample=held.samples,
    )


def _is_searched(text: HeldText, query: Query) -> bool:
    within = text.edition is not None and query.first <= text.edition <= query.last
    return within and (not query.kinds or text.text_kind in query.kinds)


def _hits(text: HeldText, query: Query) -> Iterator[_Hit]:
    passages = Passages(text)
    for variable in query.theme.variables:
        yield from _variable_hits(text, variable, passages)
    yield from _recommendation_hits(text, query, passages)
    for sentence in text.sentences:
        words = text.text[sentence["start"] : sentence["end"]]
        for asked in query.theme.words:
            if asked.find.stand_in(words):
                passage = passages.at(sentence["paragraph"], sentence["sentence"])
                side = (
                    "asked" if passages.pillar(passage.paragraph) == "recommendations" else "none"
                )
                yield _Hit(passage, Trace("words", asked.find.given, "", side))


def _variable_hits(text: HeldText, variable: AskedVariable, passages: Passages) -> Iterator[_Hit]:
    for finding in text.all_of(variable.id):
        for evidence in finding["evidence"]:
            side = variable.side_of(finding["value"], finding["quality"], evidence["supports"])
            if side is not None:
                passage = passages.at(evidence["paragraph"], evidence["sentence"])
                says = _in_words(text, finding, evidence)
                affirms = _says_yes(finding, evidence) and side in ("for", "against")
                denied = _denied(variable, evidence) if affirms else ()
                if denied:
                    side = "none"
                    says = load_pack_words("query/words")["after"].format(
                        says=says, words=join_words([f"“{word}”" for word in denied])
                    )
                trace = Trace("variable", variable.id, says, side, finding["id"])
                yield _Hit(passage, trace, affirms)


def _says_yes(finding: Mapping[str, Any], evidence: Mapping[str, Any]) -> bool:
    return bool((evidence["supports"] or finding["value"]) == "yes")


def _denied(variable: AskedVariable, evidence: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the words that may deny what the coder found in a sentence."""
    if not evidence["mark"]:
        return ()
    start, end = (place - evidence["start"] for place in evidence["mark"])
    return denials_before(evidence["text"], (start, end), variable.id)


def _recommendation_hits(text: HeldText, query: Query, passages: Passages) -> Iterator[_Hit]:
    """Yield the recommendations on a topic that is one of the theme's variables."""
    wanted = {variable.id for variable in query.theme.variables}
    for row, finding in text.rows("recommendations"):
        topics = row.get("topics") or [row.get("topic")]
        for topic in (t for t in topics if t in wanted):
            for quote in text.quotes_of_row(row, finding):
                trace = Trace("recommendation", topic, "", "asked", finding["id"])
                yield _Hit(passages.of(quote), trace)


def _in_words(text: HeldText, finding: Mapping[str, Any], evidence: Mapping[str, Any]) -> str:
    """Return a value with what the words say of it: `yes, weak, on paper, said by NGOs`."""
    book, wording = load_codebook(), Wording(text.country or "", text.edition or 0)
    variable, supports = finding["variable"], evidence["supports"]
    value = finding["value"]
    if isinstance(value, str):
        answers = load_pack_words("query/words")["answers"]
        said = supports if supports in answers else value
        vocabulary = book.vocabularies.get(book.variables[variable].vocabulary or "", answers)
        words = [in_sentence(vocabulary.get(said, said))]
    elif supports and book.variables[variable].type == "counts":
        words = _figures(wording, value, str(supports)) or [str(supports)]
    elif supports:
        words = [wording.item(variable, str(supports))]
    else:
        words = [wording.item(variable, code) for code in value if isinstance(code, str)]
    for name in ("quality", "extent", "level", "place", "period", "certainty", "said_by"):
        code = finding[name]
        if code and code != _USUAL.get(name):
            label = in_sentence(book.vocabularies[name].get(code, code))
            words.append(f"said by {label}" if name == "said_by" else label)
    return ", ".join(words)


def _figures(wording: Wording, rows: Sequence[Mapping[str, Any]], supports: str) -> list[str]:
    """Return the figures that words carry, as `WHAT:N` names them: none that was reported is no zero."""
    frames = load_pack_words("query/words")["figure"]
    said = []
    for row in rows:
        if f"{row['what']}:{row['n']}" == supports:
            none = row.get("exactness") == "none_reported"
            n = frames["none_reported"] if none else _number(row)
            one = frames["said"].format(label=in_sentence(wording.label(row["what"])), n=n)
            period = str(row.get("period") or "current")
            if period != "current":
                named = frames["periods"].get(period, period.replace("_", " "))
                one = frames["of_period"].format(said=one, period=named)
            said.append(one)
    return list(dict.fromkeys(said))


def _number(row: Mapping[str, Any]) -> str:
    unit = str(row.get("unit") or "")
    if unit == "months":
        return months_in_words(row)
    return amount_in_words(row) if is_money(unit) else figure_in_words(row)


def _excerpts(
    text: HeldText, hits: Sequence[_Hit], sources: Mapping[str, Source]
) -> Iterator[Excerpt]:
    """Settle the side of each sentence by all that found it, and join those of a side that share a sentence."""
    passages = Passages(text)
    by_place: dict[tuple[int, int], list[_Hit]] = {}
    for hit in hits:
        by_place.setdefault((hit.passage.paragraph, hit.passage.last), []).append(hit)
    by_side: dict[str, list[_Hit]] = {}
    for found in by_place.values():
        side = _settle({hit.trace.side for hit in found})
        by_side.setdefault(side, []).extend(found)
    for side, found in by_side.items():
        for passage in passages.joined(hit.passage for hit in found):
            within = [h for h in found if _lies_in(h.passage, passage)]
            traces = tuple(dict.fromkeys(hit.trace for hit in within))
            turns = _turns(passage.words, within) if side in ("for", "against") else ()
            yield Excerpt(passage, side, sources[text.document].number, traces, turns=turns)


def _turns(words: str, hits: Sequence[_Hit]) -> tuple[str, ...]:
    """Return the words of a passage that may turn or limit it: those that deny only where each side-giver is a yes."""
    known = {w for row in load_pack_words("query/words")["turns"] for w in row["words"]}
    found = (word for key in Tokens.of(words).keys if (word := key.casefold()) in known)
    yes = all(hit.affirms for hit in hits if hit.trace.side in ("for", "against"))
    return tuple(dict.fromkeys((*found, *(all_denials(words) if yes else ()))))


def _settle(sides: set[str]) -> str:
    if "both" in sides or {"for", "against"} <= sides:
        return "both"
    return next(side for side in ("for", "against", "asked", "none") if side in sides)


def _lies_in(inner: Passage, outer: Passage) -> bool:
    return (
        inner.paragraph == outer.paragraph
        and outer.first <= inner.first
        and inner.last <= outer.last
    )


def _mark_same(excerpts: Sequence[Excerpt]) -> list[Excerpt]:
    """Say of each excerpt in which other editions the same words stand, typography aside."""
    keys = [Tokens.of(excerpt.passage.words).keys for excerpt in excerpts]
    editions: dict[tuple[str, ...], set[int]] = {}
    for key, excerpt in zip(keys, excerpts, strict=True):
        if excerpt.passage.edition is not None:
            editions.setdefault(key, set()).add(excerpt.passage.edition)
    return [
        replace(excerpt, same_in=tuple(sorted(editions[key] - {excerpt.passage.edition})))
        for key, excerpt in zip(keys, excerpts, strict=True)
    ]


def _editions(
    query: Query, held: Holdings, sources: Mapping[str, Source], excerpts: Sequence[Excerpt]
) -> Iterator[SearchedEdition]:
    known = [edition.year for edition in EDITIONS if query.first <= edition.year <= query.last]
    for year in sorted({*known, *(e for e in held.editions if query.first <= e <= query.last)}):
        text = held.texts.get(year)
        source = None if text is None else sources.get(text.document)
        kind = "not_held" if text is None else "left_out" if source is None else text.text_kind
        yield SearchedEdition(
            edition=year,
            kind=kind,
            source=None if source is None else source.number,
            sentences=0 if text is None or source is None else len(text.sentences),
            excerpts=sum(e.passage.edition == year for e in excerpts),
            beside=tuple(t.document for t in held.beside if t.edition == year),
        )


def _asked(
    query: Query, searched: Sequence[HeldText], found: Mapping[str, Sequence[_Hit]]
) -> Iterator[AskedRow]:
    for variable in query.theme.variables:
        counts = _counts(found, "variable", variable.id)
        absences = {t.edition: t.absence(variable.id) for t in searched if t.edition is not None}
        yield AskedRow(
            "variable",
            variable.id,
            variable.label,
            variable.why,
            *counts,
            silent=tuple(e for e, a in absences.items() if a not in (None, "not_asked")),
            not_asked=tuple(e for e, a in absences.items() if a == "not_asked"),
        )
    for words in query.theme.words:
        given = words.find.given
        yield AskedRow("words", given, given, words.why, *_counts(found, "words", given))


def _counts(found: Mapping[str, Sequence[_Hit]], by: str, what: str) -> tuple[int, int]:
    """Return how many texts, and how many sentences of them, one query found."""
    places = {
        (document, hit.passage.paragraph, hit.passage.last)
        for document, hits in found.items()
        for hit in hits
        if (hit.trace.by, hit.trace.what) == (by, what)
    }
    return len({document for document, *_ in places}), len(places)


def _versions(searched: Sequence[HeldText]) -> tuple[tuple[str, str], ...]:
    """Return the versions that made the codings; several of one kind are all named."""
    found: dict[str, set[str]] = {"tierbook": {VERSION}}
    for text in searched:
        for name, version in text.record["versions"].items():
            if name != "tierbook":
                found.setdefault(name, set()).add(str(version))
        found.setdefault("coder", set()).add(str(text.record["coder"]))
    return tuple((name, ", ".join(sorted(found[name]))) for name in found)
