"""The sentences that explain a position: `clock_rules.yaml` has their wording, here they are chosen and filled."""

from __future__ import annotations

from collections.abc import Iterator

from tierbook.editions import TIERS, History, Placement
from tierbook.standards.clock.position import ClockPosition, country_name, years_in_words
from tierbook.standards.clock.rules import ClockRules
from tierbook.standards.clock.state import State
from tierbook.text import join_words, long_date, number_in_words, ordinal

__all__ = ["explain_position"]


def explain_position(
    position: ClockPosition, state: State, history: History, rules: ClockRules
) -> tuple[str, ...]:
    """Return the reasons of a position, in the order in which they are read."""
    return (
        *_stands(position, state, history, rules),
        *_history(position, state, history, rules),
        *_waivers(position, state, rules),
        *_one_year(position, state, rules),
        *_ahead(position, state, rules),
        *_doubts(position, state, rules),
    )


def _stands(
    position: ClockPosition, state: State, history: History, rules: ClockRules
) -> Iterator[str]:
    edition, placement = position.edition, position.placement
    name = country_name(position.country, edition)
    words = {"country": name, "edition": edition}
    if rules.of(edition) is None:
        yield rules.say("not_ranked_yet", edition=edition)
    if placement is None and edition in history.whole_lists:
        yield rules.say("off_by_absence", **words)
    elif placement is None and history.known_off(position.country, edition):
        text = history.told_off[position.country, edition]
        yield rules.say("off_by_text", text=text, **words)
    elif placement is None:
        yield rules.say("not_held", years=position.consecutive_years, **words)
    elif placement.tier is None:
        yield rules.say("disputed", claims=_claims(placement), **words)
    elif placement.tier == "special":
        yield rules.say("special", **words)
    elif placement.tier == "2WL":
        if position.consecutive_years:
            yield rules.say("on_list", nth=ordinal(position.consecutive_years), **words)
        else:
            yield rules.say("on_list_pre2009", nth=ordinal(position.editions_on_list), **words)
    else:
        words["tier"] = TIERS[placement.tier]
        run = state.ended
        if run is None or run.began is None:
            yield rules.say("off_list", **words)
        else:
            yield rules.say(
                "off_list_after",
                years_before=years_in_words(run.listed),
                when=f"in {run.began}"
                if run.began == run.last
                else f"from {run.began} to {run.last}",
                **words,
            )
            if run.gaps:
                yield rules.say("gap_in_past", editions=join_words([str(e) for e in run.gaps]))
            if run.specials:
                yield rules.say(
                    "special_in_run", editions=join_words([str(e) for e in run.specials])
                )
            yield from _downgrade(placement, run, rules)


def _downgrade(placement: Placement, run: State, rules: ClockRules) -> Iterator[str]:
    """Say whether the time limit asked for a place on Tier 3; what a country has earned it cannot tell."""
    period = rules.of(placement.edition)
    if placement.tier != "3" or period is None or period.limit is None:
        return
    years = years_in_words(run.years)
    if period.most is not None and run.reckoned >= period.most:
        yield rules.say("downgrade_last", years=years)
    elif run.reckoned >= period.limit:
        yield rules.say("downgrade_due", years=years)


def _history(
    position: ClockPosition, state: State, history: History, rules: ClockRules
) -> Iterator[str]:
    if position.on_list and state.began is not None:
        if position.consecutive_years and position.editions_on_list > position.consecutive_years:
            yield rules.say("earlier_years", began=state.began, listed=position.editions_on_list)
        if state.begins:
            yield rules.say("begins", edition=state.began)
    if state.running and state.gaps:
        yield rules.say(
            "gap",
            editions=join_words([str(e) for e in state.gaps]),
            high=position.years_at_most,
            low=position.years_at_least,
        )
    if state.running and state.specials:
        yield rules.say("special_in_run", editions=join_words([str(e) for e in state.specials]))
    first = position.edition if state.began is None else state.began - 1
    for placement in history:
        if not first <= placement.edition <= position.edition:
            continue
        if placement.reassessed is not None and placement.tier is not None:
            yield rules.say(
                "reassessed",
                on=_month(placement.reassessed_on or ""),
                from_tier=TIERS[placement.tier],
                to_tier=TIERS[placement.reassessed],
                source=""
                if placement.reassessed_source is None
                else placement.reassessed_source.title,
            )
        if placement.tier is not None and placement.disputed and placement.ruling:
            yield rules.say(
                "ruling",
                edition=placement.edition,
                claims=_claims(placement),
                tier=placement.label,
                why=placement.ruling,
            )
        elif placement.tier is not None and placement.disputed:
            yield rules.say(
                "ruling_none",
                edition=placement.edition,
                claims=_claims(placement),
                tier=placement.label,
            )


def _waivers(position: ClockPosition, state: State, rules: ClockRules) -> Iterator[str]:
    placement, period = position.placement, rules.of(position.edition)
    if period is None or period.limit is None:
        return
    edition, nth = position.edition, ordinal(position.consecutive_years)
    if not position.on_list or placement is None:
        bound = period.one_year_rule and state.used is not None  # then no waiver helps
        if position.waiver_needed and not bound:
            yield rules.say("waiver_would_be", edition=edition, country=position.name)
        return
    source = "" if placement.waiver_source is None else placement.waiver_source.title
    verified = placement.waiver == "yes" and placement.waiver_status == "verified"
    if "waiver_earlier_than_counted" in position.flags:
        yield rules.say(
            "waiver_early", edition=edition, source=source, years=position.consecutive_years
        )
    elif not position.waiver_needed:
        unsure = position.years_at_most > period.limit
        yield rules.say(
            "no_waiver_needed_gap" if unsure else "no_waiver_needed",
            limit=number_in_words(period.limit),
        )
    elif verified:
        yield rules.say("waiver_verified", nth=nth, edition=edition, source=source)
    elif placement.waiver == "no":
        yield rules.say("waiver_refused", nth=nth, edition=edition, source=source)
    elif "waiver_inferred" in position.flags:
        yield rules.say("waiver_inferred", nth=nth, edition=edition)
    if position.waivers_used and position.waivers_left is not None:
        coming = rules.of(edition + 1)
        yield rules.say(
            "waivers",
            used=position.waivers_used,
            stated=position.waivers_used - position.waivers_inferred,
            inferred=position.waivers_inferred,
            allowed=0 if coming is None else coming.waivers,
            left=position.waivers_left,
        )


def _one_year(position: ClockPosition, state: State, rules: ClockRules) -> Iterator[str]:
    if not state.running or state.used is None:
        return
    yield rules.say(
        "one_year",
        country=position.name,
        used_from=state.used.first,
        used_to=state.used.last,
        downgraded=state.used.downgraded,
    )
    if not position.permitted:
        yield rules.say("one_year_over", nth=ordinal(position.consecutive_years))


def _ahead(position: ClockPosition, state: State, rules: ClockRules) -> Iterator[str]:
    edition, coming, period = (
        position.edition,
        rules.of(position.edition + 1),
        rules.of(position.edition),
    )
    last = position.last_permitted_edition
    bound = state.used is not None and coming is not None and coming.one_year_rule
    if position.on_list and not position.permitted and not bound and period is not None:
        most = 0 if period.most is None else period.most
        sentence = "over_gap" if position.years_at_least <= most else "over"
        yield rules.say(sentence, most=number_in_words(most), last_permitted=last, edition=edition)
    elif last is not None and position.permitted:
        free = "deadline_gap" if "gap_in_run" in position.flags else "deadline"
        yield rules.say("deadline_one_year" if bound else free, last_permitted=last)
    if coming is None:
        yield rules.say("next_before", next=edition + 1)
    elif coming.limit is None:
        yield rules.say("next_unlimited", next=edition + 1)
    elif "2WL" not in position.allowed_next:
        yield rules.say("next_one_year" if bound else "next_none", next=edition + 1)
    elif position.waiver_needed_next:
        yield rules.say("next_waiver", next=edition + 1)
    elif not state.running:
        yield rules.say(
            "next_off_one_year" if bound else "next_off",
            next=edition + 1,
            nth=ordinal(position.consecutive_years + 1),
        )
    else:
        yield rules.say("next_free", next=edition + 1, nth=ordinal(position.consecutive_years + 1))


def _doubts(position: ClockPosition, state: State, rules: ClockRules) -> Iterator[str]:
    if "special_case_in_run" in position.flags:
        yield rules.doubts["special"].text
    if "reassessed_in_run" in position.flags:
        yield rules.doubts["reassessed"].text
    if state.used is not None and state.running:
        yield rules.doubts["one_year"].text
    plain = {
        "special_case_in_run",
        "reassessed_in_run",
        "gap_in_run",
        "tier_disputed",
        "one_year_rule_conflict",
    }
    if (
        "clock_uncertain" in position.flags
        and not plain & set(position.flags)
        and state.used is None
    ):
        yield rules.doubts["transition"].text


def _month(on: str) -> str:
    """Return `September 2003` for `2003-09-09`."""
    return long_date("-".join(on.split("-")[:2]))


def _claims(placement: Placement) -> str:
    return "; ".join(f"{TIERS[c.tier]}: {c.source.title}" for c in placement.claims)
