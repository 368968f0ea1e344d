"""What a text says of tier, years, waiver and downgrade, held against the table and the clock.

Takes: a coding (or findings with country and edition) and a `History`. Gives: what does not agree, with both sides: the
words of the text and the reason of the clock. Nothing is mended; which side is right is for a reader to say. Where the
table has a gap that could explain it, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from tierbook.editions import TIERS, History, Placement, Tier
from tierbook.errors import WrongUse
from tierbook.standards.clock.clock import watch_list_clock
from tierbook.standards.clock.position import ClockPosition, country_name, years_in_words
from tierbook.standards.clock.rules import ClockRules, clock_rules

if TYPE_CHECKING:  # a type only: the clock is read without loading any coder
    from tierbook.coding import Coding, Finding

__all__ = ["Disagreement", "hold_against_clock"]

_ORDER = {"3": 0, "2WL": 1, "2": 2, "1": 3}
_CHANGES = {"up": "was upgraded", "down": "was downgraded", "same": "remained on its tier"}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One statement of a text that the table or the clock does not bear out.

    Attributes:
        id: `clock.tier`, `clock.year`, `clock.waiver`, `clock.downgrade` or `clock.change`.
        country: alpha-3.
        edition: the year.
        finding: id of the finding that states it.
        variable: its variable.
        said: what the text says, as coded.
        held: what the table or the clock has.
        quote: the words of the text, as evidence holds them.
        says: both sides in a sentence, with the citation.
        reasons: the clock's own sentences on the edition.
    """

    id: str
    country: str
    edition: int
    finding: str
    variable: str
    said: str
    held: str
    quote: str
    says: str
    reasons: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            **{name: getattr(self, name) for name in self.__slots__[:-1]},
            "reasons": list(self.reasons),
        }


def hold_against_clock(
    coding: Coding | Iterable[Finding],
    history: History,
    *,
    country: str | None = None,
    edition: int | None = None,
) -> tuple[Disagreement, ...]:
    """Return the statements of a text that table and clock do not bear out.

    Args:
        coding: a Coding; or its findings, with country and edition.
        history: the placements, of this country or of many.
        country: alpha-3 code, for findings that stand alone.
        edition: the year, for findings that stand alone.

    Returns:
        The disagreements, in the order tier, change, year, waiver, downgrade. None where country or edition is unknown.

    Raises:
        WrongUse: findings stand alone and country or edition is missing.
    """
    findings: Sequence[Finding]
    if hasattr(coding, "narrative"):
        whole = cast("Coding", coding)
        document = whole.narrative.document
        country, edition = document.country, document.edition
        findings = whole.findings
    else:
        findings = tuple(coding)
        if country is None or edition is None:
            raise WrongUse(
                "findings alone do not say of which country and edition they are",
                remedy="give country= and edition=, or the whole coding",
            )
    if country is None or edition is None:
        return ()
    found = [f for f in findings if f.variable.startswith("tier.") and f.period == "current"]
    if not found:
        return ()
    return tuple(_Statements(found, history, country, edition).all())


class _Statements:
    """The statements of one text, beside the table and the clock of its edition."""

    def __init__(
        self, findings: Sequence[Finding], history: History, country: str, edition: int
    ) -> None:
        self.rules: ClockRules = clock_rules()
        self.findings, self.country, self.edition = findings, country, edition
        self.own = history.of(country)
        self.placement = self.own.get(country, edition)
        self.before = self.own.get(country, edition - 1)
        self.tier = self._stated_tier()

    def all(self) -> Iterator[Disagreement]:
        yield from self._tiers()
        yield from self._changes()
        yield from self._years()
        yield from self._waivers()
        yield from self._downgrades()

    def _stated_tier(self) -> Tier | None:
        stated = {f.value for f in self._of("tier.stated")}
        return cast(Tier, stated.pop()) if len(stated) == 1 else None

    def _of(self, variable: str) -> Iterator[Finding]:
        return (f for f in self.findings if f.variable == variable)

    def _position(self) -> ClockPosition:
        """Return the clock of the edition; where its placement is not held, as if the text's own tier stood there."""
        own = self.own
        if self.placement is None or self.placement.tier is None:
            own = own.with_placements([Placement(self.country, self.edition, self.tier)])
        return watch_list_clock(own, self.edition, self.country)

    def _previous(self) -> ClockPosition | None:
        if not any(p.edition < self.edition for p in self.own):
            return None
        return watch_list_clock(self.own, self.edition - 1, self.country)

    def _tiers(self) -> Iterator[Disagreement]:
        placement = self.placement
        if placement is None or placement.tier is None:
            return
        for finding in self._of("tier.stated"):
            said = str(finding.value)
            if said in (placement.tier, placement.reassessed):
                continue
            yield self._make("tier", finding, "tier", _tier(said), placement.label, placement)

    def _changes(self) -> Iterator[Disagreement]:
        before, now = self.before, self.tier
        if now is None and self.placement is not None:
            now = self.placement.tier
        if before is None or now not in _ORDER or before.tier not in _ORDER:
            return
        starts = {before.tier, before.reassessed} & set(_ORDER)
        moves = {_move(_ORDER[cast(str, start)], _ORDER[now]) for start in starts}
        for finding in self._of("tier.change"):
            said = str(finding.value)
            if said not in moves:
                yield self._make(
                    "change",
                    finding,
                    "change",
                    _CHANGES.get(said, said),
                    _tier(now),
                    before,
                    before=before.label,
                    previous=self.edition - 1,
                )

    def _years(self) -> Iterator[Disagreement]:
        for finding in self._of("tier.watch_list_year"):
            if not isinstance(finding.value, int):
                continue
            said = finding.value
            now = self._position()
            ended = not now.on_list
            position = self._previous() if ended else now
            if position is None or _may_be(said, position):
                continue
            held = years_in_words(position.editions_on_list)
            sentence = "year" if position.editions_on_list else "year_off"
            yield self._make("year", finding, sentence, years_in_words(said), held, None)

    def _waivers(self) -> Iterator[Disagreement]:
        if self.tier not in (None, "2WL"):
            return
        for finding in self._of("tier.waiver"):
            now = self._position()
            if not now.on_list or "history_begins_on_list" in now.flags:
                continue
            sentence = self._waiver_sentence(str(finding.value), now)
            if sentence is not None:
                said = "a waiver" if finding.value == "yes" else "no waiver"
                held = years_in_words(now.consecutive_years)
                source = None if sentence != "waiver_recorded_no" else self.placement
                yield self._make("waiver", finding, sentence, said, held, source)

    def _waiver_sentence(self, said: str, now: ClockPosition) -> str | None:
        period = self.rules.of(self.edition)
        if period is None or period.limit is None:
            return "waiver_not_needed" if said == "yes" else None
        if said == "yes":
            if now.years_at_most <= period.limit:
                return "waiver_not_needed"
            if not now.permitted and now.years_at_least > (period.most or 0):
                return "waiver_not_left"
            if self.placement is not None and self.placement.waiver == "no":
                return "waiver_recorded_no"
        elif said == "no" and now.years_at_least > period.limit:
            return "waiver_needed"
        return None

    def _downgrades(self) -> Iterator[Disagreement]:
        for finding in self._of("tier.automatic_downgrade"):
            if finding.value != "yes":
                continue
            placement = self.placement
            if placement is not None and placement.tier not in (None, "3"):
                yield self._make(
                    "downgrade",
                    finding,
                    "downgrade_not_tier_3",
                    TIERS["3"],
                    placement.label,
                    placement,
                )
                continue
            before, period = self._previous(), self.rules.of(self.edition)
            limit = 2 if period is None or period.limit is None else period.limit
            if (
                before is None
                or before.years_at_most >= limit
                or "history_begins_on_list" in before.flags
            ):
                continue
            held = years_in_words(before.consecutive_years)
            yield self._make("downgrade", finding, "downgrade_not_due", TIERS["3"], held, None)

    def _make(
        self,
        kind: str,
        finding: Finding,
        sentence: str,
        said: str,
        held: str,
        placement: Placement | None,
        **more: object,
    ) -> Disagreement:
        period = self.rules.of(self.edition)
        source = "" if placement is None else placement.source
        if sentence == "waiver_recorded_no" and placement is not None and placement.waiver_source:
            source = placement.waiver_source.title
        words = {
            "said": said,
            "held": held,
            "edition": self.edition,
            "country": country_name(self.country, self.edition),
            "source": source,
            "limit": years_in_words(2 if period is None or period.limit is None else period.limit),
            **more,
        }
        return Disagreement(
            f"clock.{kind}",
            self.country,
            self.edition,
            finding.id,
            finding.variable,
            str(finding.value),
            held,
            finding.evidence[0].text if finding.evidence else "",
            self.rules.state(sentence, **words),
            self._position().reasons,
        )


def _move(before: int, now: int) -> str:
    return "same" if before == now else ("up" if now > before else "down")


def _may_be(said: int, position: ClockPosition) -> bool:
    """Tell whether a text's count can be the clock's: with the years before 2009 or without, and gaps either way."""
    if "history_begins_on_list" in position.flags and said > position.editions_on_list:
        return True
    return (
        position.listed_at_least <= said <= position.listed_at_most
        or position.years_at_least <= said <= position.years_at_most
    )


def _tier(code: str) -> str:
    return TIERS.get(code, code)
