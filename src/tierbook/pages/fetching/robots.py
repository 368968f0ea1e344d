"""What a host's `robots.txt` lets us ask, and how slowly, after RFC 9309.

A file that isn't there (4xx) forbids nothing. A host whose file cannot be had (5xx, too many requests, silence, a
broken connection) is not asked at all in this run. What is no robots file in form (a page, garbage) holds no rules and
forbids nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tierbook.pages.fetching.network import Answer
from tierbook.pages.fetching.trouble import Trouble

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["LONGEST", "TOKEN", "Robots", "read_robots"]

TOKEN = "tierbook"
LONGEST = 512_000  # RFC 9309 asks for at least 500 KiB
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host. `rules` is None where it has none."""

    rules: Protego | None

    def allows(self, address: str) -> bool:
        """Tell whether the address may be asked."""
        return self.rules is None or self.rules.can_fetch(address, TOKEN)

    def delay(self) -> float:
        """Return the seconds that the host wants between two requests, 0 where it doesn't say."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(TOKEN)
        per_request = rate.seconds / rate.requests if rate is not None and rate.requests else 0.0
        return max(self.rules.crawl_delay(TOKEN) or 0.0, per_request)


def read_robots(host: str, ask: Callable[[str], Answer]) -> Robots:
    """Read the rules of a host.

    Args:
        host: a listed host.
        ask: asks an address, following redirects; raises `Trouble` where no answer came.

    Raises:
        Trouble: the rules cannot be had, so the host may not be asked.
    """
    try:
        answer = ask(f"https://{host}/robots.txt")
    except Trouble as trouble:
        if (
            trouble.status is not None
            and 400 <= trouble.status < 500
            and trouble.status != _TOO_MANY
        ):
            return Robots(None)
        raise Trouble(
            f"robots.txt of {host} cannot be had: {trouble.what}",
            remedy="run the same command later: without it nothing is asked there",
            status=trouble.status,
            host=True,
        ) from trouble
    from protego import Protego

    words = answer.body.decode("utf-8", "replace").removeprefix("\ufeff")
    return Robots(Protego.parse(words))
