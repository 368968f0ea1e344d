"""Figures for Prometheus: requests by route, their time, what the library holds. Off unless a network may read them.

Several workers write to one folder (PROMETHEUS_MULTIPROC_DIR, set before the client is loaded), and whichever of them
is asked adds all up.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from tierbook.files import VERSION

__all__ = ["count", "is_allowed", "metrics"]

# From a page kept by the database to a chart that is drawn anew.
STEPS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def count(method: str, route: str, status: int, seconds: float) -> None:
    """Count one request, when the metrics are on."""
    if settings.TIERBOOK_METRICS:
        requests, times = _instruments()
        requests.labels(method, route, str(status)).inc()
        times.labels(route).observe(seconds)


@cache
def _instruments() -> tuple[Any, Any]:
    from prometheus_client import Counter, Histogram

    return (
        Counter("tierbook_requests", "Requests answered", ("method", "route", "status")),
        Histogram("tierbook_request_seconds", "Time to an answer", ("route",), buckets=STEPS),
    )


def is_allowed(request: HttpRequest) -> bool:
    """Tell whether the machine that asks may read the metrics."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(
        address.version == network.version and address in network
        for network in settings.TIERBOOK_METRICS
    )


def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures to a machine that may read them; to others nothing stands at this address."""
    if not is_allowed(request):
        raise Http404
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    _instruments()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    else:
        from prometheus_client import REGISTRY

        registry = CollectorRegistry()
        registry.register(_Passed(REGISTRY))
    registry.register(_Holdings())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Passed:
    """Our own figures out of the process's registry."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def collect(self) -> Iterator[Any]:
        yield from (m for m in self.inner.collect() if m.name.startswith(("tierbook_", "process_")))


class _Holdings:
    """What the library holds at this moment, and which version serves it."""

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

        from tierbook.library.catalogue.models import Document, Finding

        yield InfoMetricFamily("tierbook", "The version that serves", {"version": VERSION})
        for name, model in (("documents", Document), ("findings", Finding)):
            yield GaugeMetricFamily(
                f"tierbook_{name}", f"{name.capitalize()} in the library", model.objects.count()
            )
