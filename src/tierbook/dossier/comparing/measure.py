"""What changed in the measure between texts that are compared: a difference may be one of the ruler.

Five things are told: the statute by which the editions are judged, variables that an edition does not ask, words of the
Report that shifted, how long the texts are, and of which kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tierbook.codebook import load_codebook
from tierbook.dossier.comparing.shifted_words import ShiftedWords, shifted_words
from tierbook.dossier.held import HeldText, Quote, Statement
from tierbook.dossier.kinds import kind_plural, one_of_kind
from tierbook.dossier.placements import years_listed
from tierbook.errors import NotInForce
from tierbook.text import counted, join_words, number_in_words

__all__ = ["measure_of"]

_NAMED = 6
_PHRASES = 3
_MUCH_LONGER = 1.5  # times as many sentences, from which on the length is a difference to be told


def measure_of(texts: Sequence[HeldText], variables: tuple[str, ...]) -> tuple[Statement, ...]:
    """Return what changed in the measure, in the order of a reader's questions.

    Args:
        texts: those that are compared.
        variables: what they are compared on.
    """
    return (
        *_statute(texts, variables),
        *_not_asked(texts, variables),
        *_words(texts, variables),
        *_length(texts),
        *_kinds(texts),
    )


def _editions(texts: Sequence[HeldText]) -> list[int]:
    return sorted({text.edition for text in texts if text.edition is not None})


def _statute(texts: Sequence[HeldText], variables: tuple[str, ...]) -> Iterator[Statement]:
    from tierbook.standards import law_diff

    editions = _editions(texts)
    if len(editions) < 2:
        return
    first, last = editions[0], editions[-1]
    try:
        diff = law_diff(first, last)
    except NotInForce as error:
        yield Statement(f"Statute: {error.what}.", basis="law")
        return
    if not diff.acts and not diff.changes:
        yield Statement(
            f"Statute: {first} and {last} are judged by the same form of the law.", basis="law"
        )
        return
    criteria = [change for change in diff.changes if change.history.part == "criteria"]
    served = _criteria(variables)
    touched = [change for change in criteria if change.id in served]
    acts = join_words([f"Public Law {act.public_law}" for act in diff.acts], _NAMED)
    by = f" by {acts}" if acts else ""
    many = number_in_words(len(criteria)) if criteria else "none"
    words = (
        f"Statute: between {first} and {last} {many} of the criteria changed{by}; "
        f"{len(diff.before.criteria)} stood in {first}, {len(diff.after.criteria)} in {last}"
    )
    if touched:
        how = [f"{c.history.label} ({join_words(c.how)})" for c in touched]
        words += f"; of those that these variables serve: {join_words(how, _NAMED)}"
    else:
        words += "; none of those that these variables serve"
    yield Statement(f"{words}.", basis="law")


def _criteria(variables: tuple[str, ...]) -> set[str]:
    known = load_codebook("tip").variables
    return {c for v in variables if v in known for c in known[v].criteria}


def _not_asked(texts: Sequence[HeldText], variables: tuple[str, ...]) -> Iterator[Statement]:
    known = load_codebook("tip").variables
    by_unit: dict[tuple[str, ...], list[str]] = {}
    for variable in variables:
        units = tuple(t.unit for t in texts if t.absence(variable) == "not_asked")
        if units:
            found = known.get(variable)
            since = f" (from {found.first_edition})" if found is not None else ""
            by_unit.setdefault(units, []).append(
                f"{variable if found is None else found.label}{since}"
            )
    for units, names in by_unit.items():
        yield Statement(
            f"Not asked in {join_words(units, _NAMED)}: {join_words(names, _NAMED)}.",
            basis="codebook",
        )


def _words(texts: Sequence[HeldText], variables: tuple[str, ...]) -> Iterator[Statement]:
    editions = _editions(texts)
    for entry in shifted_words():
        if not editions or not editions[0] < entry.around <= editions[-1]:
            continue
        if entry.touches_any(variables):
            yield from _one_shift(entry, texts)


def _one_shift(entry: ShiftedWords, texts: Sequence[HeldText]) -> Iterator[Statement]:
    was, now = entry.pattern(after=False), entry.pattern(after=True)
    counts = [(t, len(was.findall(t.text)), len(now.findall(t.text))) for t in texts]
    before = [m for t, _, m in counts if t.edition is not None and t.edition < entry.around]
    if not any(n for _, n, _ in counts) and (any(before) or not any(m for _, _, m in counts)):
        return  # nothing of it shows in these texts
    quotes = [
        quote
        for text, _, _ in counts
        for pattern in (was, now)
        for quote in _first_sentence(text, pattern)
    ]
    yield Statement(
        f"Words: {_quoted(entry.was)} gave way to {_quoted(entry.now)} about {entry.around}; "
        f"{_counts_in_words(counts)}. {entry.means}",
        tuple(quotes),
        f"words of the Report over the editions: {_evidence(entry)}",
    )


def _counts_in_words(counts: Sequence[tuple[HeldText, int, int]]) -> str:
    """Say how often the words before and after stand in each text; of many texts, in how many of each edition."""
    if len(counts) <= _NAMED:
        shown = [f"{text.unit} {was} and {now}" for text, was, now in counts]
        return f"times that each stands here: {join_words(shown)}"
    by_edition: dict[int, list[tuple[int, int]]] = {}
    for text, was, now in counts:
        by_edition.setdefault(text.edition or 0, []).append((was, now))
    if all(len(found) == 1 for found in by_edition.values()):
        before = [edition for edition, found in by_edition.items() if found[0][0]]
        after = [edition for edition, found in by_edition.items() if found[0][1]]
        return f"here the words before stand in {_years(before)}, those after in {_years(after)}"
    rows = [
        f"{edition or 'no edition'} {sum(w > 0 for w, _ in found)} and {sum(n > 0 for _, n in found)} of {len(found)}"
        for edition, found in sorted(by_edition.items())
    ]
    return f"texts here that have each: {join_words(rows)}"


def _years(editions: Sequence[int]) -> str:
    return years_listed(sorted(editions)) or "none"


def _evidence(entry: ShiftedWords) -> str:
    rows = [f"{year} {c.was} and {c.now} of {c.of}" for year, c in sorted(entry.counted.items())]
    return f"texts with the words before and after, {'; '.join(rows)} ({entry.source})"


def _first_sentence(text: HeldText, pattern: re.Pattern[str]) -> Iterator[Quote]:
    match = pattern.search(text.text)
    if match is None:
        return
    sentence = text.sentence_at(match.start())
    if sentence is not None:
        yield text.quote_sentence(sentence)


def _length(texts: Sequence[HeldText]) -> Iterator[Statement]:
    if len(texts) < 2:
        return
    ordered = sorted(texts, key=lambda text: (len(text.sentences), text.unit))
    short, long = ordered[0], ordered[-1]
    few, many = len(short.sentences), len(long.sentences)
    words = f"Length: {short.unit} has {counted(few, 'sentence')}, {long.unit} has {many:,}"
    if len(texts) > 2:
        words += ", the shortest and the longest"
    if many > few * _MUCH_LONGER:
        words += "; silence in a shorter text says less"
    yield Statement(f"{words}.", basis="the texts as held")


def _kinds(texts: Sequence[HeldText]) -> Iterator[Statement]:
    found: dict[str, list[str]] = {}
    for text in texts:
        found.setdefault(text.text_kind, []).append(text.unit)
    if not texts:
        return
    if len(found) == 1:
        kind, units = next(iter(found.items()))
        said = f"all are {kind_plural(kind)}" if len(units) > 1 else one_of_kind(kind)
        yield Statement(f"Kind of text: {said}.", basis="the texts as held")
        return
    parts = [
        f"{join_words(units, _NAMED)} {kind_plural(kind) if len(units) > 1 else one_of_kind(kind)}"
        for kind, units in found.items()
    ]
    yield Statement(
        f"Kind of text: {'; '.join(parts)}. Values of unlike kinds stand beside each other and cannot be compared.",
        basis="the texts as held",
    )


def _quoted(phrases: tuple[str, ...]) -> str:
    return join_words([f"“{phrase}”" for phrase in phrases], _PHRASES, conjunction="or")
