"""Lines as the readers take them: rightly decoded, and a tier line that is printed on two lines as one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tierbook.editions import read_heading, read_tier_alone
from tierbook.pages.country import country_by_name
from tierbook.pages.lines import Line, rightly_decoded

__all__ = ["joined_tier_lines", "legible_lines"]

_NAME_AT_MOST = 60


def legible_lines(lines: Sequence[Line], source: str) -> tuple[Line, ...]:
    """Return the lines of a text of any form with words to recognise them by; their spans stay those of the page."""
    return joined_tier_lines(rightly_decoded(lines, source))


def joined_tier_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines, a name and the tier below it as one line to recognise them by: `KENYA (Tier 2)`.

    Its span is that of both on the page. A name that is no country's is left alone.
    """
    tiers = {
        second.start: Line(
            first.start, second.end, first.gap, f"{first.text} ({second.text.strip('()[] ')})"
        )
        for first, second in pairwise(lines)
        if read_tier_alone(second.text) is not None and _is_country(first.text)
    }
    if not tiers:
        return tuple(lines)
    below = [line.start for line in lines[1:]]
    joined = [tiers.get(after, line) for line, after in zip(lines, [*below, -1], strict=True)]
    return tuple(line for line in joined if line.start not in tiers)


def _is_country(words: str) -> bool:
    if len(words) > _NAME_AT_MOST or read_heading(words) is not None:
        return False
    return country_by_name(words, None) is not None
