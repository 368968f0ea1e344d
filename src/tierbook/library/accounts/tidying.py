"""What has run out is deleted when somebody signs in: sessions with their addresses, and counts of attempts."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

__all__ = ["tidy"]


def tidy(**_: Any) -> None:
    """Delete sessions and counts that have run out; called at each sign-in."""
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    from tierbook.library.accounts.models import Throttled

    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    Throttled.objects.filter(expires__lt=now).delete()
