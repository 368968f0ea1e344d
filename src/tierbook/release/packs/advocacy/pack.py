"""Two pages on one country: position and clock, asks that persist, figures with their gaps, criteria without a word.

Every sentence has its place, or names official placements or the law as what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tierbook.dossier import (
    Entry,
    HeldText,
    Holdings,
    Ledger,
    Quote,
    build_ledger,
    build_series,
    complete_history,
    hold_texts,
    placements_in_words,
    stated_tier,
    years_listed,
)
from tierbook.editions import EDITIONS, LAST_EDITION, History, load_placements, placed_on
from tierbook.files import VERSION
from tierbook.places import get_country
from tierbook.release.drafts.citing import trim_item
from tierbook.release.drafts.clock_part import newest_sentences
from tierbook.release.drafts.fitting import fit_points, lines_of
from tierbook.release.drafts.model import (
    Block,
    Draft,
    Ground,
    Part,
    Points,
    Prose,
    Remark,
    Run,
    Sentence,
    sentence,
)
from tierbook.release.drafts.points import WeighedPoint
from tierbook.release.drafts.wording import capital
from tierbook.release.packs.advocacy.figures import figures_part, lines_of_table
from tierbook.release.packs.advocacy.silences import silent_sentences
from tierbook.release.packs.passages import Passages, statement_grounds
from tierbook.release.packs.words import load_pack_words
from tierbook.text import Tokens, join_words, long_date, number_in_words

__all__ = ["compose_advocacy_pack"]

_ROOM_FOR_LEFT_OUT = 160  # characters of the note on what is left out


def compose_advocacy_pack(
    texts: Iterable[HeldText],
    *,
    history: History | None = None,
    author: str = "",
    date: str = "",
) -> Draft:
    """Put a country on two pages.

    Args:
        texts: what is held of the country; the newest narrative needs its assessment for the silent criteria.
        history: official placements; those of the package where none are given.
        author: for whom it is put together.
        date: as it is to be printed.

    Raises:
        WrongUse: there are no texts, or they are of several countries.
    """
    held = hold_texts(texts)
    words = load_pack_words("advocacy/words")
    passages = {text.document: Passages(text) for text in (*held, *held.beside)}
    ledger = build_ledger(held)
    silent = silent_sentences(held)
    standing = _standing(held)
    weight = int(words["weights"]["position"])
    points = [
        *_position(held, history),
        *_asks(ledger, passages),
        *(WeighedPoint("silent", str(i), weight, (one,)) for i, one in enumerate(silent)),
    ]
    tail = [*standing, "x" * _ROOM_FOR_LEFT_OUT]
    page = {**words["page"]}
    room = float(page["lines"]) - lines_of(points, page, tail)
    figures = figures_part(build_series(held), passages, room=room)
    page["lines"] = float(page["lines"]) - lines_of_table(figures)
    kept, left = fit_points(points, page, fewest={"silent": len(silent), "position": 2}, tail=tail)
    by_part: dict[str, list[WeighedPoint]] = {}
    for point in kept:
        by_part.setdefault(point.part, []).append(point)
    blocks: dict[str, tuple[Block, ...]] = {
        "position": _position_blocks(held, by_part.get("position", [])),
        "asks": (*_ask_remarks(ledger), *_as_points(by_part.get("asks", []))),
        "figures": figures,
        "silent": (
            *(Prose(p.sentences) for p in by_part.get("silent", [])),
            _silent_remark(held, silent),
        ),
    }
    left_out = _left_out(left)
    title = words["title_sample" if held.samples else "title"]
    return Draft(
        title=title.format(country=_name(held), n=len(held), all=len(EDITIONS)),
        under=words["under"].format(version=VERSION),
        author=words["author"].format(author=author) if author else "",
        date=long_date(date),
        parts=tuple(Part(words["headings"][name], found) for name, found in blocks.items()),
        standing=(*((left_out,) if left_out else ()), *standing),
        sample=held.samples,
        brief=True,
    )


def _name(held: Holdings) -> str:
    return get_country(held.country).name_in(held.editions[-1] if held.editions else LAST_EDITION)


def _position(held: Holdings, history: History | None) -> Iterator[WeighedPoint]:
    """Say where the country stands by the newest placement, how the clock runs, and where it stood before."""
    if held.samples:
        return
    stated = [found for text in held if (found := stated_tier(text)) is not None]
    whole = complete_history(stated, load_placements() if history is None else history)
    own = whole.of(held.country)
    if not len(own):
        return
    words = load_pack_words("advocacy/words")
    for i, one in enumerate(newest_sentences(whole, held.country, LAST_EDITION, None)):
        yield WeighedPoint("position", str(i), int(words["weights"]["position"]), (one,))
    placed = placements_in_words(own)
    told = words["position"]["history"].format(placed=placed)
    ground = Ground(
        "history",
        f"history#{held.country}",
        words["position"]["short"],
        words["position"]["note"].format(placed=placed, basis=capital(placed_on(own))),
    )
    yield WeighedPoint(
        "position",
        "history",
        int(words["weights"]["position"]) - 1,
        (sentence(capital(told), grounds=(ground,)),),
    )


def _position_blocks(held: Holdings, kept: Sequence[WeighedPoint]) -> tuple[Block, ...]:
    words = load_pack_words("advocacy/words")["position"]
    if kept:
        return tuple(_as_points(kept))
    return (Remark(words["sample" if held.samples else "none"]),)


def _as_points(kept: Sequence[WeighedPoint]) -> Iterator[Points]:
    if kept:
        yield Points(tuple(point.sentences for point in kept))


def _asks(ledger: Ledger, passages: Mapping[str, Passages]) -> Iterator[WeighedPoint]:
    """Quote what the newest list asks and an earlier one asked, the longest first; all of it where one list is held."""
    words = load_pack_words("advocacy/words")
    weight, step = (int(words["weights"][name]) for name in ("asks", "asks.step"))
    for i, (entry, *merged) in enumerate(_persisting(ledger)):
        said = [_quoted(entry.newest.quotes[:1], passages)]
        if len(ledger.lists) > 1:
            said += [_years(one, passages, merged=one is not entry) for one in (entry, *merged)]
        for acted in entry.acted[-1:]:
            lead = words["asks"]["acted"].format(edition=acted.edition, verdict=acted.in_words)
            said.append(_quoted(acted.quotes[:1], passages, lead=lead))
        yield WeighedPoint("asks", str(i), max(weight - step * i, 1), tuple(said))


def _persisting(ledger: Ledger) -> list[list[Entry]]:
    """Return the demands of the newest list that an earlier one held; those that are now one item stand together."""
    alone = len(ledger.lists) == 1
    kept = [e for e in ledger.entries if e.stands and (alone or e.in_editions[0] > 1)]
    found: dict[str, list[Entry]] = {}
    for entry in kept:
        found.setdefault(entry.newest.id, []).append(entry)
    return list(found.values())


def _years(entry: Entry, passages: Mapping[str, Passages], *, merged: bool) -> Sentence:
    """Say in how many editions a demand is asked, with its first place, and its first words where they were others."""
    words = load_pack_words("advocacy/words")["asks"]
    first = entry.items[entry.first][0]
    grounds = statement_grounds(first.quotes[:1], passages, 1)
    if not merged and _same_words(first.text, entry.newest.text):
        return sentence(capital(words["entry"].format(years=entry.in_words())), grounds=grounds)
    lead, _, tail = words["merged" if merged else "reworded"].partition("{text}")
    facts = {"years": entry.in_words(), "edition": entry.first}
    lead = lead.format(**facts)
    quoted = Run(first.text, quoted=True)
    return sentence(lead[:1].upper() + lead[1:], quoted, tail.format(**facts), grounds=grounds)


def _same_words(one: str, other: str) -> bool:
    """Tell whether two demands are one but for capitals, marks and the sign that ends them."""
    kept = (
        [k.casefold() for k in Tokens.of(words).keys if k[0].isalnum()] for words in (one, other)
    )
    return next(kept) == next(kept)


def _quoted(
    quotes: Sequence[Quote], passages: Mapping[str, Passages], *, lead: str = ""
) -> Sentence:
    """Return a sentence of a text as a quotation, with the one before where it leans on it."""
    quote = quotes[0]
    known = passages[quote.document]
    passage = known.of(quote)
    return sentence(
        lead, Run(trim_item(passage.words), quoted=True), grounds=(known.ground(passage),)
    )


def _ask_remarks(ledger: Ledger) -> Iterator[Remark]:
    words = load_pack_words("advocacy/words")["asks"]
    if not ledger.lists:
        yield Remark(words["no_list"])
    elif len(ledger.lists) == 1:
        yield Remark(words["one_list"].format(edition=ledger.lists[0]))
    elif not any(entry.stands and entry.in_editions[0] > 1 for entry in ledger.entries):
        yield Remark(words["none_twice"].format(editions=years_listed(ledger.lists)))


def _silent_remark(held: Holdings, silent: Sequence[Sentence]) -> Remark:
    words = load_pack_words("advocacy/words")["silent"]
    if silent:
        return Remark(words["remark"])
    assessed = [text for text in held.like("narrative", "sample") if text.assessment is not None]
    if not assessed:
        return Remark(words["none"])
    return Remark(
        words["all_told"].format(kind=assessed[-1].text_kind, edition=assessed[-1].edition)
    )


def _standing(held: Holdings) -> tuple[str, ...]:
    words = load_pack_words("advocacy/words")
    kinds = words["held"]["kinds"]
    found = []
    for kind, label in kinds.items():
        editions = [text.edition for text in held.like(kind) if text.edition is not None]
        if editions:
            found.append(words["held"]["more"].format(kind=label, editions=years_listed(editions)))
    missing = [edition.year for edition in EDITIONS if edition.year not in held.texts]
    named = (
        words["missing"]["some"].format(editions=years_listed(missing))
        if missing
        else words["missing"]["none"]
    )
    facts = {"version": VERSION, "held": join_words(found), "missing": named}
    return tuple(line.format(**facts) for line in words["standing"])


def _left_out(left: Sequence[WeighedPoint]) -> str:
    words = load_pack_words("advocacy/words")
    said = []
    for part, frame in words["left"].items():
        n = sum(point.part == part for point in left)
        if n:
            said.append(frame.format(n=number_in_words(n)))
    return words["left_out"].format(what=join_words(said)) if said else ""
