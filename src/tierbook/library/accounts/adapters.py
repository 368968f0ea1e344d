"""How allauth is to behave here: who may come in, where people are led, what the texts say."""

from __future__ import annotations

import ipaddress
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from tierbook.library.accounts.roles import may
from tierbook.library.accounts.secrets_at_rest import decrypt, encrypt

__all__ = ["FactorAdapter", "InstitutionAdapter", "PeopleAdapter"]


class PeopleAdapter(DefaultAccountAdapter):
    """Accounts are given, not taken; nobody is led off this site."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "The name and the password do not belong together.",
        "email_password_mismatch": "The address and the password do not belong together.",
        "invalid_login": "The name and the password do not belong together.",
        "too_many_login_attempts": "Too many attempts. Wait five minutes, then try again.",
        "incorrect_code": "This code is not the one of this moment.",
        "incorrect_password": "This is not your password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: an institution invites, with `tierbook people add` or on the page of people."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Accept addresses of the host that was asked, and no other one that is allowed here."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask once more wherever there is something to ask for: a sign-on with an institution alone has nothing."""
        if not self.get_reauthentication_methods(context.request.user):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that a request came from; what proxies say of it was settled by `ProxyMiddleware`."""
        try:
            return str(ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")))
        except ValueError:
            return "0.0.0.0"

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the person's own page."""
        return reverse("account-mine")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send only where e-mail was configured."""
        if settings.TIERBOOK_EMAIL:
            super().send_mail(template_prefix, email, context)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing in passing: every page states what is the case."""


class InstitutionAdapter(DefaultSocialAccountAdapter):
    """Sign-on with an institution: for people who were invited, and for all of hers where she is declared open."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Accept a person unknown so far only from a provider with `open = true`."""
        return bool(self._settings(sociallogin).get("open"))

    def authenticate_by_email(self, sociallogin: Any) -> Any:
        """Find the invited person by her address; editors and admins connect an institution from their own page."""
        found = super().authenticate_by_email(sociallogin)
        if found is None or may(found[0].role, "editor"):
            return None
        vouched = EmailAddress.objects.filter(
            user=found[0], email__iexact=found[1], verified=True
        ).exists()
        return found if vouched else None

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        """Keep a newcomer with the role that the provider's people have."""
        sociallogin.user.role = self._settings(sociallogin).get("role", "reader")
        extra = sociallogin.account.extra_data
        told = extra.get("userinfo") or extra.get("id_token") or extra
        sociallogin.user.name = str(told.get("name") or "")[:120]
        return super().save_user(request, sociallogin, form)

    def _settings(self, sociallogin: Any) -> dict[str, Any]:
        return dict(sociallogin.account.get_provider(request=context.request).app.settings)


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are not in the clear in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not the one of this moment.",
    }

    def get_totp_issuer(self) -> str:
        """Name the library as authenticators show it."""
        return f"tierbook {context.request.get_host()}"

    def get_totp_label(self, user: Any) -> str:
        """Name the account by its user name, so that no address stands in a picture."""
        return str(user.username)

    def build_totp_svg(self, url: str) -> str:
        """Return the picture without the head of a file, so that it can stand in a page."""
        svg = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]

    def encrypt(self, text: str) -> str:
        """Return the secret as it is kept."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret that was kept."""
        return decrypt(encrypted_text)
