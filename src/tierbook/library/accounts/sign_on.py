"""Guards around allauth's own pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

__all__ = ["allow_institutions", "only_with_email"]

View = Callable[..., HttpResponse]


def allow_institutions(view: View) -> View:
    """Let the forms of a page lead to the institutions that sign people on, and nowhere else."""

    @wraps(view)
    def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if settings.TIERBOOK_SIGN_ON_ORIGINS:
            response._csp_update = {"form-action": settings.TIERBOOK_SIGN_ON_ORIGINS}  # type: ignore[attr-defined]
        return response

    return allowed


def only_with_email(view: View) -> View:
    """Have no page that promises a letter where none can be sent."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.TIERBOOK_EMAIL:
            raise Http404(
                "This library sends no e-mail. Ask who keeps it for a new link: `tierbook people link NAME`."
            )
        return view(request, *args, **kwargs)

    return guarded
