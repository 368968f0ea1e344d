"""The position on the Watch List as a sentence, where the official history is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierbook.dossier import flags_in_words
from tierbook.editions import History, placed_on
from tierbook.release.drafts.citing import Citer
from tierbook.release.drafts.model import Ground, Sentence, sentence
from tierbook.release.drafts.wording import Wording, capital, load_words
from tierbook.standards import ClockPosition, hold_against_clock, watch_list_clock
from tierbook.text import ordinal

if TYPE_CHECKING:
    from tierbook.coding import Coding

__all__ = ["clock_sentences", "disagreements", "newest_sentences"]


def clock_sentences(history: History, country: str, edition: int) -> tuple[Sentence, ...]:
    """Say how long a country has been on the Watch List as the law counts, and how long it may stay.

    Args:
        history: official placements of one country or many.
        country: alpha-3 code.
        edition: the edition that is looked at.

    Returns:
        One sentence for a country that is on the list in this edition; none where it is not, or where nothing is held.
    """
    own = history.of(country)
    placed = own.get(country, edition)
    if placed is None or placed.tier != "2WL":
        return ()
    position = watch_list_clock(own, edition, country)
    return (_sentence(position, _ground(own, position), Wording(country, edition)),)


def newest_sentences(
    history: History, country: str, edition: int, told: int | None
) -> tuple[Sentence, ...]:
    """Say where a country stands by the newest placement that is held up to an edition, and how long it may stay.

    Args:
        history: official placements of one country or many.
        country: alpha-3 code.
        edition: the edition up to which is looked.
        told: the edition whose placement is told already, from a text of the Department; None where there is none.

    Returns:
        The newest placement, unless it is told already; then the clock where it is on the list. None where nothing is
        held.
    """
    own = history.of(country)
    held = [p for p in own if p.edition <= edition]
    if not held:
        return ()
    newest = held[-1]
    sentences: list[Sentence] = []
    off = [e for e in range(newest.edition + 1, edition + 1) if own.known_off(country, e)]
    if newest.edition != told or off:
        words, name = load_words("briefing")["clock"], Wording(country, edition).name
        line = words["newest"].format(
            country=name, edition=newest.edition, tier=newest.label, basis=placed_on([newest])
        )
        line += words["off"].format(edition=off[-1]) if off else ""
        ground = _ground(own, watch_list_clock(own, newest.edition, country))
        sentences.append(sentence(capital(line), grounds=[ground]))
    if not off:
        sentences += clock_sentences(own, country, newest.edition)
    return tuple(sentences)


def disagreements(coding: Coding, history: History, citer: Citer) -> tuple[Sentence, ...]:
    """Say where the text's own words on the tier and the list do not agree with the official placements."""
    document = coding.narrative.document
    country, edition = document.country or "", document.edition or 0
    own = history.of(country)
    if own.get(country, edition) is None:
        return ()
    ground = _ground(own, watch_list_clock(own, edition, country))
    by_id = {finding.id: finding for finding in coding.findings}
    return tuple(
        sentence(found.says, grounds=[citer.ground(by_id[found.finding].evidence[0]), ground])
        for found in hold_against_clock(coding, history, country=country, edition=edition)
        if found.finding in by_id and by_id[found.finding].evidence
    )


def _sentence(position: ClockPosition, ground: Ground, wording: Wording) -> Sentence:
    words = load_words("briefing")["clock"]
    low, high = position.years_at_least, position.years_at_most
    if not position.consecutive_years:
        told = words["before"].format(
            nth=ordinal(position.editions_on_list), edition=position.edition
        )
    elif low != high:
        told = words["between"].format(low=low, high=high, edition=position.edition)
    else:
        told = words["on"].format(nth=ordinal(position.consecutive_years), edition=position.edition)
    if position.waiver_needed:
        told += words["waiver"]
    last = position.last_permitted_edition
    if not position.permitted:
        told += words["over" if last is None else "over_since"].format(last=last)
    elif last is not None:
        frame = words["last" if last > position.edition else "end"]
        told += frame.format(country=wording.name, last=last)
    odd = flags_in_words(
        position
    )  # in the same sentence, so that no page keeps the count without them
    return sentence(" ".join((capital(told), *odd)), grounds=[ground])


def _ground(history: History, position: ClockPosition) -> Ground:
    """Return the placements of the run as the ground."""
    words = load_words("briefing")["clock"]
    first = position.began if position.began is not None else position.edition
    run = [
        p
        for p in history
        if p.country == position.country and first <= p.edition <= position.edition
    ]
    placed = "; ".join(
        words["placement"].format(edition=p.edition, tier=p.label, source=p.source) for p in run
    )
    shown = str(first) if first == position.edition else f"{first}-{position.edition}"
    return Ground(
        kind="history",
        key=f"history#{position.country}.{position.edition}",
        short=words["short"].format(editions=shown),
        note=words["note"].format(placed=placed, reasons=" ".join(position.reasons)),
    )
