"""The Watch List: which consecutive year, on what ground, and what its time limit did.

Source: section 110(b)(2) and (3) of the TVPA, 22 U.S.C. 7107(b)(2)(A)(iii) for the grounds, (D) for the two years, the
waivers and the downgrade, in the stock sentences of the Report: "failure to show evidence of increasing efforts",
"for the third consecutive year", "granted a waiver from an otherwise required downgrade to Tier 3".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tierbook.coding.coders.rules.reading import Candidate, Reading, Unit
from tierbook.coding.patterns import guarded

__all__ = ["code_watch_list"]

_WATCH_LIST = "2WL"
_ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "two": 2, "three": 3, "four": 4, "five": 5,
    "2nd": 2, "3rd": 3, "4th": 4, "2": 2, "3": 3, "4": 4,
}  # fmt: skip
_YEARS = guarded(
    r"watch list\b[^;.]{0,60}?\bfor (?:a|the|an?|its)?\s*(\w+) (?:consecutive |straight )?years?(?: in a row| running)?\b"
    r"|\bfor (?:a|the|its)?\s*(\w+) consecutive years?\b[^;.]{0,60}?watch list"
    r"|\b(?:has been|been|was|placed) on (?:the )?(?:tier 2 )?watch list (?:for|in) (?:the (?:last|past) )?(\w+) (?:consecutive |straight |preceding )?years"
)
_WAIVER = guarded(
    r"\bgranted (?:an? |another |its \w+ )?(?:\w+ )?waiver|\bwaiver (?:was|is|has been) granted|\bwaived?\b[^;.]{0,60}(?:downgrade|tier 3)|\bwaiver (?:of|from|per|to)\b|\botherwise required downgrade|\bwaiver\b[^;.]{0,30}(?:available|possible)"
    r"|\b(?:maximum|limit) of \w+ (?:consecutive )?(?:annual )?waivers"
)
_WAIVES_TIER = guarded(
    r"tier [23]|watch list|downgrade|\btvpa\b|trafficking victims protection|written plan"
)
_NO_WAIVER = guarded(
    r"\b(?:not|cannot|no longer)\b[^;.]{0,30}\bwaiver|\bwithout a waiver|\bwaiver is (?:no longer|not)|\b(?:maximum|limit) of \w+ (?:consecutive )?(?:annual )?waivers"
)
_DOWNGRADED = guarded(
    r"\bautomatic(?:ally)? downgrade[d]?|\b(?:maximum|limit) of \w+ (?:consecutive )?(?:annual )?waivers|\bwaiver is (?:no longer|not) available|\bcannot be granted (?:another|an additional|a) waiver"
    r"|\b(?:after|following|having|has) (?:being|been|having been|remaining) on (?:the )?(?:tier 2 )?watch list for (?:the )?(?:(?:maximum|last|past|previous|preceding) )?\w+ (?:consecutive )?years"
    r"|\b(?:tvpa|trafficking victims protection act|statute|statutory)\b[^;.]{0,80}\b(?:requires?|limits?|authori[sz]es a maximum)\b[^;.]{0,80}\b(?:downgrade|tier 3|waivers?|watch list)"
)
_DUE = guarded(r"\botherwise required downgrade|\bwaive[dr]?\b[^;.]{0,60}\bdowngrade")
# The three grounds; the third left the statute in January 2019.
_GROUNDS = (
    (
        "no_increase",
        guarded(
            r"\bfail(?:ure|ed|ing) to (?:show|provide|demonstrate|present)\b[^;.]{0,50}\bincreas(?:ing|ed|e)\b[^;.]{0,40}\befforts?|\b(?:not|no|lack of|without|nor|inability to|little)\b (?:\w+ ){0,3}?(?:show|demonstrat|provid|present|evidence|proof)\w*[^;.]{0,50}\bincreas(?:ing|ed|e)\b[^;.]{0,40}\befforts?"
            r"|\b(?:not|no|lack of) (?:\w+ ){0,2}?(?:increase[d]?|increasing)\b (?:\w+ ){0,3}?efforts? to (?:combat|address|eliminate|fight)"
            r"|\bnot (?:\w+ )?(?:show|demonstrate|provide)[dn]?\b[^;.]{0,50}\b(?:evidence of )?(?:sufficient )?progress"
        ),
    ),
    (
        "commitments",
        guarded(
            r"\b(?:commitments?|promises?|pledges?)\b[^;.]{0,50}\b(?:to (?:take|undertake|carry out|implement|do)|of|for)\b[^;.]{0,40}\b(?:additional|future|further|more|steps|action)|\bplan(?:s|ned)? to take additional (?:future )?steps|\bsteps (?:that )?(?:the government|it|officials) (?:\w+ ){0,4}(?:will|would|intends?|plans?|indicated|committed|pledged|promised)\b"
        ),
    ),
    (
        "victims",
        guarded(
            r"\bnumber of\b[^;.]{0,60}\bvictims?\b[^;.]{0,60}\b(?:very )?significant(?:ly)?\b|\b(?:very significant|significantly increasing|significant or significantly increasing|significant) (?:and \w+ )?(?:numbers?|absolute number) of (?:\w+ ){0,4}victims"
        ),
    ),
)
_REASON = guarded(
    r"\bwatch list\b|\bbecause\b|\bdue to\b|\bplace(?:d|ment)\b|\bassessed\b|\bbased\b|\bdetermination\b|\bfail|\btherefore\b|\boverall increas|\bcompared (?:to|with)\b|\bfor its\b"
)
_LAST_COMMITMENTS = 2018


def code_watch_list(
    reading: Reading, units: Sequence[Unit], tier: str | None
) -> Iterator[Candidate]:
    """Yield candidates of the Watch List's year, ground and waiver, and of the downgrade that the time limit brings.

    Args:
        reading: the narrative.
        units: those that may speak of the tier.
        tier: where the text places the country in this edition, or None where it does not say.
    """
    for unit in units:
        if "watch list" in unit.lower:
            yield from _year(unit, tier)
        yield from _waiver(unit, tier)
        yield from _downgrade(unit, tier)
        if unit.paragraph and (
            tier == _WATCH_LIST or (tier is None and "watch list" in unit.lower)
        ):
            yield from _ground(reading, unit)


def _year(unit: Unit, tier: str | None) -> Iterator[Candidate]:
    for match in _YEARS.finditer(unit.lower):
        year = _ORDINALS.get(next(g for g in match.groups() if g))
        if year is not None:
            elsewhere = tier not in (None, _WATCH_LIST)
            yield _candidate(
                "tier.watch_list_year", year, unit, match.span(), "tier.watch-list-year",
                "history: the country is on another tier now" if elsewhere else None,
            )  # fmt: skip
            return


def _waiver(unit: Unit, tier: str | None) -> Iterator[Candidate]:
    match = _WAIVER.search(unit.lower)
    if match is None or not _WAIVES_TIER.search(unit.lower):
        return
    value = "no" if _NO_WAIVER.search(unit.lower) else "yes"
    past = value == "yes" and tier == "3"
    yield _candidate(
        "tier.waiver", value, unit, match.span(), "tier.waiver",
        "history: a waiver of an earlier year" if past else None,
    )  # fmt: skip


def _downgrade(unit: Unit, tier: str | None) -> Iterator[Candidate]:
    match = _DOWNGRADED.search(unit.lower)
    if match is not None:
        spared = tier not in (None, "3")
        yield _candidate(
            "tier.automatic_downgrade", "yes", unit, match.span(), "tier.time-limit",
            "the limit is told of, and the country is not on Tier 3" if spared else None,
        )  # fmt: skip
        return
    match = _DUE.search(unit.lower)
    if match is not None and tier != "3":
        yield _candidate(
            "tier.automatic_downgrade", "no", unit, match.span(), "tier.spared-downgrade"
        )


def _ground(reading: Reading, unit: Unit) -> Iterator[Candidate]:
    for value, pattern in _GROUNDS:
        match = pattern.search(unit.lower)
        if match is None or not (value == "no_increase" or _REASON.search(unit.lower)):
            continue
        late = value == "commitments" and (reading.edition or 0) > _LAST_COMMITMENTS
        yield _candidate(
            "tier.ground", value, unit, match.span(), f"tier.ground-{value.replace('_', '-')}",
            "commitments are no ground since January 2019" if late else None,
        )  # fmt: skip


def _candidate(
    variable: str,
    value: object,
    unit: Unit,
    span: tuple[int, int],
    cue: str,
    why: str | None = None,
) -> Candidate:
    start, end = span
    return Candidate(
        variable, value, unit, unit.start + start, unit.start + end, cue, why is None, why
    )
