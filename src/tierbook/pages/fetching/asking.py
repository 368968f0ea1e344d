"""Ask an address politely: rules of the host, pauses, tries, redirects. One request at a time, never two at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from tierbook.errors import FetchRefused
from tierbook.pages.fetching.checking import check_address, join_redirect
from tierbook.pages.fetching.clock import Clock
from tierbook.pages.fetching.network import Answer, AnswerLimits, Headers, Line, Network
from tierbook.pages.fetching.robots import LONGEST, Robots, read_robots
from tierbook.pages.fetching.trouble import BY_HAND, LATER, Trouble

__all__ = ["Asker", "Manners", "Reply"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_GONE = frozenset({404, 410})
_OK, _NOT_MODIFIED = 200, 304


@dataclass(frozen=True, slots=True)
class Manners:
    """How we behave. The defaults are slower than any publisher asks for.

    Attributes:
        agent: the User-Agent: the program's name and version, and how to reach who runs it.
        pause: least seconds between two requests to a host.
        tries: most requests for one address, the first included.
        back_off: seconds before the second try; twice as many before each further one.
        longest_wait: most seconds that we wait for a host that asks us to; asked for more, we leave it for this run.
        budget: most seconds for all tries of one address.
        hops: most redirects that are followed.
        patience: troubles in a row after which a host is left for this run.
    """

    agent: str
    pause: float = 2.0
    tries: int = 4
    back_off: float = 5.0
    longest_wait: float = 300.0
    budget: float = 900.0
    hops: int = 5
    patience: int = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """What an address gave: the answer at its end, and the redirects on the way there."""

    answer: Answer
    hops: tuple[Answer, ...] = ()

    @property
    def not_modified(self) -> bool:
        """Tell whether the server says that what we hold is what it has."""
        return self.answer.status == _NOT_MODIFIED


@dataclass(slots=True)
class _Host:
    robots: Robots | None = None
    last: float | None = None
    closed: Trouble | None = None
    troubles: int = 0
    walls: int = 0
    pause: float = 0.0


@dataclass(slots=True)
class Asker:
    """Asks addresses of listed hosts, one after the other.

    Args:
        hosts: the hosts that may be asked.
        manners: how we behave.
        clock: the time.
        network: how connections are made.
        limits: what one answer may take.
    """

    hosts: Collection[str]
    manners: Manners
    clock: Clock
    network: Network = field(default_factory=Network)
    limits: AnswerLimits = field(default_factory=AnswerLimits)
    requests: int = 0
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _line: Line | None = None

    def close(self) -> None:
        """Close the connection."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def count_wall(self, address: str, trouble: Trouble) -> None:
        """After so many pages in whose place a host puts a wall for robots, leave it alone."""
        host = self._hosts.setdefault(urlsplit(address).netloc, _Host())
        host.walls += 1
        if host.walls >= self.manners.patience:
            host.closed = _left(address, f"{host.walls} pages: {trouble.what}", trouble)

    def ask(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Reply:
        """Ask an address, with what we know of the copy we hold.

        Raises:
            Trouble: the address gave no page; what happened and what can be done.
            FetchRefused: the address, or one that it redirects to, may not be asked.
        """
        sent = [
            ("User-Agent", self.manners.agent),
            ("Accept", _ACCEPT),
            ("Accept-Encoding", "gzip, deflate"),
        ]
        sent.append(("Accept-Language", "en"))
        if etag:
            sent.append(("If-None-Match", etag))
        if modified:
            sent.append(("If-Modified-Since", modified))
        return self._follow(address, tuple(sent), rules=True)

    def _follow(self, address: str, sent: Headers, *, rules: bool) -> Reply:
        here = check_address(address, self.hosts)
        hops: list[Answer] = []
        seen = {here}
        while True:
            answer = self._persist(here, sent, rules=rules)
            if answer.status not in _REDIRECTS:
                return Reply(answer, tuple(hops))
            hops.append(answer)
            here = join_redirect(here, answer.header("location") or "", self.hosts)
            if here in seen:
                raise Trouble(f"the redirects run in a circle, by {here}", remedy=BY_HAND)
            if len(hops) > self.manners.hops:
                what = f"more than {self.manners.hops} redirects, the last to {here}"
                raise Trouble(what, remedy=BY_HAND)
            seen.add(here)

    def _persist(self, address: str, sent: Headers, *, rules: bool) -> Answer:
        """Ask one address until it answers, says no, or has had its tries."""
        host = self._hosts.setdefault(urlsplit(address).netloc, _Host())
        begun = self.clock.monotonic()
        for number in range(1, self.manners.tries + 1):
            if host.closed is not None:
                raise host.closed
            if rules:
                self._check_rules(host, address)
            try:
                self._wait_turn(host)
                answer = self._once(address, sent, rules=rules)
            except Trouble as trouble:
                if trouble.after is not None and trouble.after > self.manners.longest_wait:
                    host.closed = _left(
                        address, f"it asks us to come back in {trouble.after:.0f} s", trouble
                    )
                    raise host.closed from trouble
                wait = self._wait_after(trouble, number)
                spent = self.clock.monotonic() - begun
                last = number == self.manners.tries or spent + wait > self.manners.budget
                if last or not trouble.passing:
                    self._count(host, trouble, address)
                    raise
                self.clock.sleep(wait)
            else:
                host.troubles = 0
                return answer
        raise AssertionError("the last try returns or raises")

    def _once(self, address: str, sent: Headers, *, rules: bool) -> Answer:
        if self._line is None:
            self._line = Line(self.network, self.clock)
        self.requests += 1
        answer = self._line.ask(address, sent, self.limits, begin=None if rules else LONGEST)
        status = answer.status
        if status in _REDIRECTS or status == _OK:
            return answer
        if status == _NOT_MODIFIED and any(name.startswith("If-") for name, _ in sent):
            return answer
        raise self._trouble_of(answer)

    def _trouble_of(self, answer: Answer) -> Trouble:
        status, said = answer.status, f"{answer.status} {answer.reason}".strip()
        if status in _GONE:
            return Trouble(f"there is no such page ({said})", status=status)
        if status in _PASSING:
            after = _retry_after(answer.header("retry-after"), self.clock.now())
            what = f"the site answers {said}"
            return Trouble(what, remedy=LATER, passing=True, after=after, status=status, host=True)
        if status in {401, 403, 407, 451}:
            return Trouble(
                f"the site refuses the page ({said})", remedy=BY_HAND, status=status, host=True
            )
        return Trouble(f"the site answers {said}", remedy=BY_HAND, status=status)

    def _check_rules(self, host: _Host, address: str) -> None:
        if host.robots is None:
            sent = (
                ("User-Agent", self.manners.agent),
                ("Accept", "text/plain"),
                ("Accept-Encoding", "identity"),
            )
            try:
                host.robots = read_robots(
                    urlsplit(address).netloc, lambda at: self._follow(at, sent, rules=False).answer
                )
            except FetchRefused as refused:  # it redirects to where we do not go
                what = f"robots.txt cannot be had: {refused.why}"
                host.closed = Trouble(what, remedy="look at it in a browser", host=True)
                raise host.closed from refused
            except Trouble as trouble:
                host.closed = trouble
                raise
            host.pause = host.robots.delay()
        if not host.robots.allows(address):
            raise Trouble(
                "robots.txt of the site asks programs not to take this page", remedy=BY_HAND
            )

    def _wait_turn(self, host: _Host) -> None:
        pause = max(self.manners.pause, host.pause)
        if host.last is not None:
            left = host.last + pause - self.clock.monotonic()
            if left > 0:
                self.clock.sleep(left)
        host.last = self.clock.monotonic()

    def _wait_after(self, trouble: Trouble, number: int) -> float:
        if trouble.after is not None:
            return trouble.after
        return min(self.manners.back_off * 2.0 ** (number - 1), self.manners.longest_wait)

    def _count(self, host: _Host, trouble: Trouble, address: str) -> None:
        """After so many troubles in a row that are the host's own, leave it alone."""
        host.troubles = host.troubles + 1 if trouble.host else 0
        if host.troubles >= self.manners.patience:
            why = f"{host.troubles} pages in a row failed: {trouble.what}"
            host.closed = _left(address, why, trouble)


_ACCEPT = "text/html,application/xhtml+xml,application/pdf,text/plain"


def _left(address: str, why: str, trouble: Trouble) -> Trouble:
    what = f"{urlsplit(address).netloc} is left alone for this run: {why}"
    return Trouble(what, remedy=LATER, status=trouble.status, host=True)


def _retry_after(said: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for: a number, or a date. What is neither is not heard."""
    if said is None:
        return None
    words = said.strip()
    if words.isascii() and words.isdigit():
        return float(words[:9])
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)
