"""How much each asker may ask in a window of time, kept right over all workers of a library.

Each worker takes a part of the allowance at a time from the one table, with a single statement that cannot take more
than there is, and spends it without asking the table again. So no asker gets more than the allowance, whatever the
number of workers and on either engine; the table is written once in many requests; and what a worker has taken and
not spent is the most by which an asker gets less. Where the database cannot be written, a worker counts for itself.

An asker is an address, or a key where one is sent. Neither is kept: rows hold a keyed hash that is another one in
every window, and windows that are over are thrown away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from tierbook.library.api.models import Allowance

__all__ = ["Allowed", "Limiter", "asker_of", "limiter"]

_PARTS = 20  # an allowance is taken in this many parts
_KEPT = 4096  # askers that a worker keeps in mind


@dataclass(frozen=True, slots=True)
class Allowed:
    """What becomes of a request: whether it may go on, what is left, and in how many seconds all is whole again."""

    ok: bool
    limit: int
    left: int
    seconds: int
    window: int

    @property
    def header(self) -> str:
        """Return it as the header `RateLimit` has it."""
        return f'"reading";r={self.left};t={self.seconds}'

    @property
    def policy(self) -> str:
        """Return the policy as `RateLimit-Policy` has it."""
        return f'"reading";q={self.limit};w={self.window}'


@dataclass(slots=True)
class _Share:
    """What a worker has taken for an asker in a window, and how much of it is spent."""

    window: int
    taken: int = 0
    spent: int = 0
    others: int = 0
    alone: bool = False


@dataclass(slots=True)
class Limiter:
    """Counts what askers ask.

    Attributes:
        clock: gives the time in seconds.
    """

    clock: Callable[[], float] = lambda: timezone.now().timestamp()
    _shares: dict[str, _Share] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def ask(self, asker: str, limit: int, seconds: int) -> Allowed:
        """Count one request.

        Args:
            asker: who asks, in any form; it is hashed.
            limit: requests in a window; 0 for no limit.
            seconds: length of a window.
        """
        now = self.clock()
        window = int(now // seconds)
        left_of_window = max(int((window + 1) * seconds - now + 0.999), 1)
        if limit <= 0:
            return Allowed(ok=True, limit=0, left=0, seconds=left_of_window, window=seconds)
        with self._lock:
            share = self._share(asker, window)
            if share.spent >= share.taken:
                self._take(share, _hidden(asker, window), limit)
            ok = share.spent < share.taken
            share.spent += ok
            left = max(limit - share.others - share.spent, 0) if ok else 0
        return Allowed(ok, limit, left, left_of_window, seconds)

    def _share(self, asker: str, window: int) -> _Share:
        share = self._shares.get(asker)
        if share is None or share.window != window:
            if len(self._shares) >= _KEPT:
                self._shares = {k: s for k, s in self._shares.items() if s.window == window}
            if len(self._shares) >= _KEPT:
                self._shares.clear()
            share = self._shares[asker] = _Share(window)
        return share

    def _take(self, share: _Share, hidden: str, limit: int) -> None:
        """Take a part more for this worker, or nothing where all is taken."""
        part = max(limit // _PARTS, 1)
        if not share.alone:
            try:
                taken_by_all = _take_from_table(hidden, share.window, part, limit)
            except DatabaseError:
                share.alone = True
            else:
                if taken_by_all is None:
                    return
                part = min(part, limit - taken_by_all)
                share.taken += part
                share.others = taken_by_all + part - share.taken
                return
        share.taken = min(share.taken + part, limit)


def _take_from_table(hidden: str, window: int, part: int, limit: int) -> int | None:
    """Take a part of an allowance; return what was taken before by all workers, None where nothing is left."""
    rows = Allowance.objects.filter(asker=hidden, window=window)
    with _patience(), transaction.atomic():
        for _ in range(2):
            before = rows.values_list("taken", flat=True).first()
            if before is None:
                try:
                    with transaction.atomic():
                        Allowance.objects.create(
                            asker=hidden, window=window, taken=min(part, limit)
                        )
                except IntegrityError:  # another worker was quicker
                    continue
                Allowance.objects.filter(window__lt=window - 1).delete()
                return 0
            if before >= limit:
                return None
            if rows.filter(taken=before).update(taken=F("taken") + min(part, limit - before)):
                return before
    return None


class _patience:  # noqa: N801
    """Wait for SQLite's one writer no longer than a reader should: a load of texts holds it for seconds."""

    def __enter__(self) -> None:
        self.kept = None
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                self.kept = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
                cursor.execute("PRAGMA busy_timeout = 50")

    def __exit__(self, *_: object) -> None:
        if self.kept is not None:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA busy_timeout = {int(self.kept)}")


def _hidden(asker: str, window: int) -> str:
    """Return what stands for an asker in one window: nobody can tell from it who it was, or follow it to the next."""
    return salted_hmac(f"tierbook.api.limits.{window}", asker, algorithm="sha256").hexdigest()[:40]


def asker_of(request: HttpRequest) -> str:
    """Return who asks: the address that is settled by the time a request comes here."""
    return f"address {request.META.get('REMOTE_ADDR', '')}"


limiter = Limiter()
