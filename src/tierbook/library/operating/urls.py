"""Addresses for whatever watches the library."""

from __future__ import annotations

from django.urls import path

from tierbook.library.operating.health import alive, ready
from tierbook.library.operating.metrics import metrics

urlpatterns = [
    path("healthz", alive, name="healthz"),
    path("readyz", ready, name="readyz"),
    path("metrics", metrics, name="metrics"),
]
