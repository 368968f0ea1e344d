"""Forms that stand on pages for everybody: they carry no token, which would set a cookie on whoever only reads."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

__all__ = ["refuse_other_sites"]


def refuse_other_sites(request: HttpRequest, what: str) -> None:
    """Refuse a form that a page of another site sends.

    Args:
        request: the request; browsers name the site that a form stands on.
        what: what the form would set, for the message.

    Raises:
        PermissionDenied: the form stands on another site.
    """
    if request.headers.get("Origin") not in {None, f"{request.scheme}://{request.get_host()}"}:
        raise PermissionDenied(f"The form of another site cannot set {what} of this one.")
