"""A run of fetch: target after target, place after place, each page kept before the next is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tierbook.errors import FetchRefused
from tierbook.files import content_hash
from tierbook.pages.fetching.asking import Asker, Reply
from tierbook.pages.fetching.captures import Capture, Held, Outcome, PageStore, Role, Status
from tierbook.pages.fetching.clock import date_line
from tierbook.pages.fetching.links import Link, read_links
from tierbook.pages.fetching.plan import Place, Target
from tierbook.pages.fetching.slugs import country_of_slug
from tierbook.pages.fetching.table import AddressTable, Confidence, load_table
from tierbook.pages.fetching.trouble import BY_HAND, Trouble
from tierbook.pages.fetching.unpacking import unpack
from tierbook.pages.fetching.walls import ROBOT, wall_before
from tierbook.pages.fetching.warc import WarcFile
from tierbook.places import get_country

__all__ = ["fetch_pages"]

_NOT_IN_IT = "look at the list in the edition: it may hold no narrative of this country"
_NOT_THERE = frozenset({404, 410})
Step = Callable[[int, int, str], None]


def fetch_pages(
    targets: Sequence[Target],
    store: PageStore,
    asker: Asker,
    *,
    warc: WarcFile | None = None,
    refresh: bool = False,
    step: Step | None = None,
    table: AddressTable | None = None,
) -> Iterator[Outcome]:
    """Fetch targets one after the other; yield what came of each as soon as it is settled and kept.

    Nothing is asked that is held, unless `refresh` says so; then the server is asked whether what we hold is still what
    it has. A run that is cut off at any moment loses at most the page that was on its way.

    Args:
        targets: what `plan_fetch` gave.
        store: where pages are kept.
        asker: how addresses are asked; it is closed at the end.
        warc: a file that gets every page as it came.
        refresh: ask again for what is held.
        step: called with (done, expected, what is at hand) before each target.
        table: the table of addresses.
    """
    table = table or load_table()
    run = _Run(asker, store, table, warc, refresh)
    expected, done = len(targets), 0
    try:
        for target in targets:
            if target.country is not None:
                _tell(step, done, expected, target.unit)
                yield run.settle(target)
                done += 1
                continue
            _tell(step, done, expected, f"{target.unit}, its index")
            listed = run.listed(target)
            if isinstance(listed, Outcome):
                yield listed
                done += 1
                continue
            expected += len(listed) - 1
            for link, place in listed:
                _tell(step, done, expected, f"{target.edition}, {link.words}")
                yield run.follow(target, link, place)
                done += 1
        _tell(step, done, expected, "")
    finally:
        asker.close()


def _tell(step: Step | None, done: int, expected: int, at: str) -> None:
    if step is not None:
        step(done, expected, at)


@dataclass(frozen=True, slots=True)
class _Got:
    """A page within this run: what is held now, and how it came."""

    held: Held
    status: Status


@dataclass(slots=True)
class _Run:
    asker: Asker
    store: PageStore
    table: AddressTable
    warc: WarcFile | None
    refresh: bool
    _settled: dict[str, _Got | Trouble] = field(default_factory=dict)
    _links: dict[str, tuple[Link, ...] | Trouble] = field(default_factory=dict)

    def settle(self, target: Target) -> Outcome:
        """Look in one place after the other until one gives the country's narrative."""
        held = self._held(target)
        if held is not None:
            place, found = held
            return _outcome(target, target.country, found, place.confidence)
        troubles: list[tuple[Place, Trouble]] = []
        for place in target.places:
            try:
                if not place.index:
                    got = self._get(place.address, target, target.country, "country")
                    return _outcome(target, target.country, got, place.confidence)
                return self._by_index(target, place)
            except Trouble as trouble:
                troubles.append((place, trouble))
        return _missing(target, target.country, troubles)

    def listed(self, target: Target) -> list[tuple[Link, Place]] | Outcome:
        """Return the links of the first index of an edition that can be had and lists narratives."""
        troubles: list[tuple[Place, Trouble]] = []
        for place in target.places:
            try:
                links = [link for link in self._index(place, target) if link.kind != "index"]
            except Trouble as trouble:
                troubles.append((place, trouble))
                continue
            if links:
                return [(link, place) for link in links]
            troubles.append((place, Trouble("the index lists no country", remedy=BY_HAND)))
        return _missing(target, None, troubles)

    def follow(self, target: Target, link: Link, place: Place) -> Outcome:
        """Get the page behind a link of an index."""
        role: Role = "country" if link.kind == "country" else "several"
        try:
            got = self._get(link.address, target, link.country, role)
        except Trouble as trouble:
            return _missing(target, link.country, [(replace(place, address=link.address), trouble)])
        return _outcome(target, link.country, got, place.confidence)

    def _held(self, target: Target) -> tuple[Place, _Got] | None:
        """Return what is held of a target under any of its addresses, so that a second run asks nothing."""
        if self.refresh:
            return None
        for place in target.places:
            if not place.index:
                held = self.store.find(place.address)
                if held is not None:
                    return place, _Got(held, "held")
        return None

    def _by_index(self, target: Target, place: Place) -> Outcome:
        assert target.country is not None
        country = get_country(target.country)
        links = [
            link for link in self._index(place, target) if link.may_hold(country, target.edition)
        ]
        own = [link for link in links if link.kind == "country"]
        if not links:
            name = country.name_in(target.edition)
            raise Trouble(f"the index names no page of {name}", remedy=_NOT_IN_IT)
        last: Trouble | None = None
        found: _Got | None = None
        for link in own or links:
            try:
                role: Role = "country" if link.kind == "country" else "several"
                mine = target.country if role == "country" else None
                got = self._get(link.address, target, mine, role)
                if role == "country":
                    return _outcome(target, target.country, got, place.confidence)
                found = found or got
            except Trouble as trouble:
                last = trouble
        if found is None or last is not None:
            raise last or AssertionError("there was a link")
        return _outcome(target, target.country, found, place.confidence)

    def _index(self, place: Place, target: Target) -> tuple[Link, ...]:
        """Return the links of an index, and of the indexes that it links to."""
        if place.address not in self._links:
            try:
                self._links[place.address] = tuple(
                    self._read_index(place.address, place, target, place.depth)
                )
            except Trouble as trouble:
                self._links[place.address] = trouble
        found = self._links[place.address]
        if isinstance(found, Trouble):
            raise found
        return found

    def _read_index(self, address: str, place: Place, target: Target, depth: int) -> Iterator[Link]:
        got = self._get(address, target, None, "index")
        page = self.store.load(got.held)
        links = read_links(
            page, got.held.address, target.edition, under=place.under, table=self.table
        )
        yield from (link for link in links if link.kind != "index")
        if depth > 1 and not any(link.kind in {"country", "range"} for link in links):
            for link in links:
                if link.kind == "index":
                    yield from self._read_index(link.address, place, target, depth - 1)

    def _get(self, address: str, target: Target, country: str | None, role: Role) -> _Got:
        """Get one page, once a run.

        Raises:
            Trouble: it cannot be had, as often as it is asked for.
        """
        settled = self._settled.get(address)
        if settled is None:
            try:
                settled = self._ask(address, target, country, role)
            except FetchRefused as refused:
                settled = Trouble(f"{refused.what}: {refused.why}", remedy=refused.remedy)
            except Trouble as trouble:
                settled = trouble
            self._settled[address] = settled
        if isinstance(settled, Trouble):
            raise settled
        return settled

    def _ask(self, address: str, target: Target, country: str | None, role: Role) -> _Got:
        before = self.store.find(address)
        if before is not None and not self.refresh:
            return _Got(before, "held")
        known = before if before is not None and (before.etag or before.modified) else None
        reply = self.asker.ask(
            address,
            etag=known.etag if known else None,
            modified=known.modified if known else None,
        )
        captured = date_line(self.asker.clock.now())
        if reply.not_modified and before is not None:
            self.store.confirm(before)
            return _Got(before, "unchanged")
        page = unpack(reply.answer, self.asker.limits)
        self._check_end(reply, address, target, country, role)
        self._check_wall(page, reply.answer.address)
        held = Held(
            asked=address,
            address=reply.answer.address,
            sha256=content_hash(page),
            captured=captured,
            edition=target.edition,
            country=country,
            publisher=target.publisher,
            role=role,
            media=reply.answer.header("content-type"),
            etag=reply.answer.header("etag"),
            modified=reply.answer.header("last-modified"),
        )
        if before is not None and before.sha256 == held.sha256:
            self.store.confirm(replace(before, etag=held.etag, modified=held.modified))
            return _Got(before, "unchanged")
        if self.warc is not None:
            self.warc.write(reply, captured)
        self.store.keep(Capture(held, page))
        return _Got(held, "fetched" if before is None else "changed")

    def _check_wall(self, page: bytes, address: str) -> None:
        found = wall_before(page, address)
        if found is None:
            return
        wall, problem = found
        trouble = Trouble(problem.what, remedy=problem.remedy, host=wall == ROBOT)
        if trouble.host:
            self.asker.count_wall(address, trouble)
        raise trouble

    def _check_end(
        self, reply: Reply, address: str, target: Target, country: str | None, role: Role
    ) -> None:
        """Refuse what a redirect put in the place of the page asked: front page, index, another country."""
        end = reply.answer.address
        if not reply.hops or role != "country":
            return
        indexes = {place.address.rstrip("/") for place in target.places if place.index}
        path = end.removeprefix("https://").partition("/")[2]
        spelled = country_of_slug(path, target.edition, self.table)
        if not path.strip("/") or end.rstrip("/") in indexes or spelled not in {None, country}:
            raise Trouble(f"the site leads to another page instead: {end}", status=404)


def _outcome(target: Target, country: str | None, got: _Got, confidence: Confidence) -> Outcome:
    held = got.held
    return Outcome(
        target.edition, country, target.publisher, got.status, held.address, confidence, held.sha256, held.role
    )  # fmt: skip


def _missing(
    target: Target, country: str | None, troubles: Sequence[tuple[Place, Trouble]]
) -> Outcome:
    """Tell why a target is missing: by the first place that failed for another reason than absence."""
    if not troubles:
        why = f"no address of {target.publisher} for this edition is known"
        remedy = f"give it with --addresses, or {BY_HAND}"
        return Outcome(target.edition, country, target.publisher, "missing", why=why, remedy=remedy)
    telling = [pair for pair in troubles if pair[1].status not in _NOT_THERE]
    place, trouble = (telling or troubles)[0]
    tried = len({pair[0].address for pair in troubles})
    more = f"; {tried} addresses were tried" if tried > 1 else ""
    return Outcome(
        target.edition,
        country,
        target.publisher,
        "missing",
        place.address,
        place.confidence,
        why=f"{trouble.what}{more}",
        remedy=trouble.remedy or BY_HAND,
    )
