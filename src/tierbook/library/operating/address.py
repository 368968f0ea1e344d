"""The address of the site: as it is set, else as it was asked for."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

__all__ = ["site_of"]


def site_of(request: HttpRequest) -> str:
    """Return the address of the site, without a slash at its end: as it is set, else as the request came."""
    given = str(getattr(settings, "TIERBOOK_SITE", "") or "")
    return (given or request.build_absolute_uri("/")).rstrip("/")
