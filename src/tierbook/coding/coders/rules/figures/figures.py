"""From sentences to candidates of the `figures.*` variables."""

from __future__ import annotations

from collections.abc import Iterator

from tierbook.coding.coders.rules.figures.counts import read_figures
from tierbook.coding.coders.rules.figures.figure import Figure
from tierbook.coding.coders.rules.figures.laws import find_laws
from tierbook.coding.coders.rules.figures.money import Sum, find_sums
from tierbook.coding.coders.rules.figures.names import name_parts, variable_of
from tierbook.coding.coders.rules.figures.periods import CURRENT, PREVIOUS, opening_period
from tierbook.coding.coders.rules.figures.sentences import OFFICIALS, Term, read_terms
from tierbook.coding.coders.rules.figures.tokens import (
    NUMBER_WORDS,
    Number,
    Tokens,
    find_numbers,
    split_words,
)
from tierbook.coding.coders.rules.figures.words import load_figure_words
from tierbook.coding.coders.rules.figures.zeros import Nought, find_noughts
from tierbook.coding.coders.rules.reading import Candidate, Reading, Unit
from tierbook.coding.patterns import any_of
from tierbook.text import late

__all__ = ["code_figures"]

_DIGIT = late(r"\d")
_COUNT = late(r"(?<![\d,.])(?!(?:19|20)\d\d\b)\d")  # a digit that opens no year
_WORDED = any_of(f"{word}{end}" for word in NUMBER_WORDS if "-" not in word for end in " .,);")
_SINGLE = any_of(("ed a", "ing a", "first conviction", "first prosecution", "first investigation"))
_DENIAL = any_of(("not ", "no ", "nor ", "never ", "without "))
_ZERO = any_of(
    "investigat prosecut convict arrest identif refer repatriat acquit extradit assist found".split()
)
_MONEY = late(r"[$€£¥]")
_ENFORCED = frozenset(
    "investigations prosecutions convictions arrests acquittals officials_investigated officials_prosecuted"
    " officials_convicted officials_arrested sentences_prison suspended_sentences".split()
)
_PRISON = "figures.sentences"


def code_figures(reading: Reading) -> list[Candidate]:
    """Return candidates of the `figures.*` variables; each value is one count of the contract."""
    known = load_figure_words(reading.home)
    found: list[Candidate] = []
    terms: list[tuple[Unit, Tokens, Term]] = []
    before: list[Figure] = []
    told: list[Figure] = []
    for unit in reading.units:
        if unit.paragraph == 0 or unit.pillar == "recommendations":
            continue
        lower = unit.lower
        counting = (
            _WORDED.possible(lower)
            or _SINGLE.possible(lower)
            or (_DIGIT.search(lower) is not None and _COUNT.search(lower) is not None)
        )
        denying = _DENIAL.possible(lower) and _ZERO.possible(lower)
        if not (counting or denying):
            before = []
            continue
        tokens = split_words(lower)
        numbers = find_numbers(tokens, known) if counting else []
        noughts = find_noughts(tokens, known) if denying else []
        counts = [n for n in numbers if n.kind == "count"]
        if counts and tokens.words[0] in ("of", "among"):
            before = _told_of(counts[0], before, told)
        given = [_as_figure(n, tokens) for n in noughts if n.given]
        figures = read_figures(tokens, counts, given, reading.edition, known, before)
        name_parts(figures)
        _under_laws(unit, figures)
        found.extend(_candidate(unit, figure) for figure in figures)
        found.extend(_not_given(unit, tokens, n) for n in noughts if not n.given)
        if any(n.kind == "time" for n in numbers):
            terms.extend((unit, tokens, term) for term in read_terms(tokens, numbers, known))
        if counting and _MONEY.search(lower) is not None:
            opened = opening_period(tokens.words, reading.edition) or CURRENT
            found.extend(_sum(unit, s, opened) for s in find_sums(lower))
        if figures:
            before = figures
            told.extend(f for f in figures if f.own and f.whole is None and f.period == CURRENT)
    found.extend(_terms(terms))
    return found


def _told_of(number: Number, before: list[Figure], told: list[Figure]) -> list[Figure]:
    """Return the figure that "of the 115 cases" takes up, where the sentence before does not hold it."""
    if any(f.number.n == number.n for f in before):
        return before
    return [f for f in told if f.number.n == number.n][-1:] or before


def _under_laws(unit: Unit, figures: list[Figure]) -> None:
    """Give each figure of law enforcement the law that the words after it name, as printed."""
    after = 0
    for start, end in find_laws(unit.lower) if figures else ():
        after = max(after, unit.lower.rfind(";", 0, start))
        for figure in figures:
            if after <= figure.end <= start and figure.base in _ENFORCED and figure.law is None:
                figure.law = " ".join(unit.text[start:end].split())
        after = end


def _as_figure(nought: Nought, tokens: Tokens) -> Figure:
    last = min(nought.last, len(tokens.words))
    exactness = "none_reported" if nought.reported else None
    return Figure(
        what=nought.base,
        parts=nought.parts,
        number=Number(nought.first, last, 0, None, "count", exactness),
        unit=None,
        period=CURRENT,
        actor="government",
        start=tokens.starts[nought.first],
        end=tokens.ends[last - 1],
        own=True,
        base=nought.base,
    )


def _candidate(unit: Unit, figure: Figure) -> Candidate:
    value = _value(
        figure.what,
        figure.number.n,
        figure.number.n_max,
        figure.unit,
        figure.period,
        figure.compared_with,
        figure.actor,
    )
    value["law"] = figure.law
    if figure.whole is not None:
        value["part_of"] = figure.whole
    if figure.number.exactness is not None:
        value["exactness"] = figure.number.exactness
    return Candidate(
        variable_of(figure.base),
        value,
        unit,
        unit.start + figure.start,
        unit.start + figure.end,
        f"figure.{figure.base}",
        actor=figure.actor,
    )


def _value(
    what: str,
    n: int,
    n_max: int | None,
    unit: str | None,
    period: str = CURRENT,
    compared_with: int | None = None,
    actor: str | None = "government",
) -> dict[str, object]:
    return {
        "what": what,
        "n": n,
        "n_max": n_max,
        "unit": unit,
        "period": period,
        "compared_with": compared_with,
        "actor": actor,
        "law": None,
    }


def _not_given(unit: Unit, tokens: Tokens, nought: Nought) -> Candidate:
    start = unit.start + tokens.starts[nought.first]
    end = unit.start + tokens.ends[min(nought.last, len(tokens.ends)) - 1]
    cue = f"figure.{nought.base}.not-reported"
    return Candidate(f"figures.{nought.base}", "not_reported", unit, start, end, cue)


def _terms(terms: list[tuple[Unit, Tokens, Term]]) -> Iterator[Candidate]:
    """Give the shortest and the longest term imposed, apart for parts that the text keeps apart, and averages."""
    imposed: dict[frozenset[str], list[tuple[Unit, Tokens, Term]]] = {}
    for row in terms:
        if row[2].kind == "imposed":
            imposed.setdefault(row[2].parts - {OFFICIALS}, []).append(row)
            if OFFICIALS in row[2].parts:
                imposed.setdefault(row[2].parts, []).append(row)
        elif row[2].kind == "prescribed":
            yield from _prescribed(row)
        elif row[2].kind == "average":
            yield _term(row, "sentences_months_avg", row[2].low or row[2].high or 0)
    for parts, rows in imposed.items():
        suffix = "".join(f"_{p}" for p in sorted(parts))
        lows = [(r[2].low, i) for i, r in enumerate(rows) if r[2].low is not None]
        highs = [(-r[2].high, i) for i, r in enumerate(rows) if r[2].high is not None]
        if lows:
            low, i = min(lows)
            yield _term(rows[i], f"sentences_months_min{suffix}", low or 0)
        if highs:
            high, i = min(highs)
            yield _term(rows[i], f"sentences_months_max{suffix}", -high)


def _prescribed(row: tuple[Unit, Tokens, Term]) -> Iterator[Candidate]:
    unit, tokens, term = row
    suffix = "".join(f"_{p}" for p in sorted(term.parts, reverse=True))
    for end, months in (("min", term.low), ("max", term.high)):
        if months is not None:
            what = f"penalties_months_{end}"
            yield Candidate(
                "figures.penalties",
                _value(f"{what}{suffix}", months, None, "months", actor=None),
                unit,
                unit.start + tokens.starts[term.first],
                unit.start + tokens.ends[term.last - 1],
                f"figure.{what}",
            )


def _sum(unit: Unit, money: Sum, opened: str) -> Candidate:
    what = money.kind if money.purpose is None else f"{money.kind}_{money.purpose}"
    period = PREVIOUS if money.previous else opened
    value = _value(what, money.amount, None, money.currency, period)
    if money.usd is not None:
        value["usd"] = money.usd
    variable = "figures.penalties" if money.kind == "penalties_fine" else f"figures.{money.kind}"
    return Candidate(
        variable,
        value,
        unit,
        unit.start + money.start,
        unit.start + money.end,
        f"figure.{money.kind}",
        actor="government",
    )


def _term(row: tuple[Unit, Tokens, Term], what: str, months: int) -> Candidate:
    unit, tokens, term = row
    return Candidate(
        _PRISON,
        _value(what, months, None, "months"),
        unit,
        unit.start + tokens.starts[term.first],
        unit.start + tokens.ends[term.last - 1],
        f"figure.{what}",
        actor="government",
    )
