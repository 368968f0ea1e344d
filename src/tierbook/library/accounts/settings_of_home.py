"""Settings of accounts that differ between homes: second factor, e-mail, sign-on with institutions.

Environment before `config.toml`, table `[accounts]`:

    [accounts]
    second_factor = "editor"      # from which role on; empty: nobody must
    registration = "closed"       # the only one there is; people are invited
    email = "smtp://user:password@mail.example.org:587?from=library@example.org"
    anonymous_reports = true

    [[accounts.institutions]]
    id = "ministry"
    name = "Ministry of Justice"
    server = "https://login.example.org/realms/ministry"
    client = "tierbook"
    secret = "…"                  # better: TIERBOOK_OIDC_MINISTRY_SECRET
    open = false                  # true: everybody of hers may come in, as `role`
    role = "reader"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tierbook.errors import WrongUse
from tierbook.files import flag_of
from tierbook.library.accounts.role_names import ROLES

__all__ = ["account_settings"]

KNOWN = {"second_factor", "registration", "email", "anonymous_reports", "institutions"}
KNOWN_OF_INSTITUTION = {"id", "name", "server", "client", "secret", "open", "role", "form_action"}


def account_settings(home: Path, env: Mapping[str, str]) -> dict[str, Any]:
    """Return Django's settings for what a home says of its people.

    Raises:
        WrongUse: a value is of no use; names the place.
    """
    table = _read(home / "config.toml")
    where = f"{home / 'config.toml'}, [accounts]"
    _known(table, KNOWN, where)
    factor = _told(env, "TIERBOOK_SECOND_FACTOR", table.get("second_factor", ""))
    if factor and factor not in ROLES:
        raise WrongUse(
            f"there is no role {factor!r} from which a second factor could be asked",
            where="TIERBOOK_SECOND_FACTOR or second_factor",
            remedy=f"choose from {', '.join(ROLES)}, or leave it empty",
        )
    if table.get("registration", "closed") != "closed":
        raise WrongUse(
            "registration can only be closed",
            where=where,
            remedy="invite people with `tierbook people add NAME`",
        )
    apps, origins = _institutions(table.get("institutions", []), env, where)
    anonymous = _told(env, "TIERBOOK_ANONYMOUS_REPORTS", table.get("anonymous_reports", True))
    return {
        "TIERBOOK_SECOND_FACTOR": factor,
        "TIERBOOK_ANONYMOUS_REPORTS": _flag(anonymous, "TIERBOOK_ANONYMOUS_REPORTS"),
        "TIERBOOK_SIGN_ON_ORIGINS": origins,
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": apps}} if apps else {},
        **_email(_told(env, "TIERBOOK_EMAIL_URL", table.get("email", ""))),
    }


def _read(path: Path) -> dict[str, Any]:
    try:
        record = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}  # told by whoever reads the other settings
    table = record.get("accounts", {})
    if not isinstance(table, dict):
        raise WrongUse(
            "accounts is no table", where=str(path), remedy="write [accounts], then its settings"
        )
    return table


def _known(table: Mapping[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise WrongUse(
            f"there is no setting {unknown[0]!r}",
            where=where,
            remedy=f"keep to {', '.join(sorted(known))}",
        )


def _told(env: Mapping[str, str], name: str, otherwise: Any) -> Any:
    words = env.get(name)
    return otherwise if words is None else words.strip()


def _flag(value: Any, name: str) -> bool:
    words = str(value).strip()
    flag = flag_of(words) if words else False
    if flag is not None:
        return flag
    raise WrongUse(f"{name} is {value!r}, which is neither on nor off", remedy="give 1 or 0")


def _institutions(
    rows: Any, env: Mapping[str, str], where: str
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the providers as allauth reads them, and the origins to which their sign-in leads."""
    apps, origins = [], []
    for row in rows:
        _known(row, KNOWN_OF_INSTITUTION, f"{where}, institutions")
        name = str(row.get("id", ""))
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,40}", name):
            raise WrongUse(
                f"an institution cannot have the id {name!r}",
                where=where,
                remedy="give small letters, digits and hyphens",
            )
        server = urlsplit(str(row.get("server", "")))
        local = server.hostname in {"127.0.0.1", "localhost"}
        if not server.netloc or (server.scheme != "https" and not local):
            raise WrongUse(
                f"the server of {name} is no https address", where=where, remedy="give server = "
            )
        role = str(row.get("role", "reader"))
        if role not in ROLES[:3]:
            raise WrongUse(
                f"people of {name} cannot come in as {role}",
                where=where,
                remedy="choose from reader, coder, adjudicator; give the rest by hand",
            )
        secret = env.get(f"TIERBOOK_OIDC_{name.upper().replace('-', '_')}_SECRET", "")
        apps.append(
            {
                "provider_id": name,
                "name": str(row.get("name") or name),
                "client_id": str(row.get("client", "")),
                "secret": secret or str(row.get("secret", "")),
                "settings": {
                    "server_url": server.geturl(),
                    "oauth_pkce_enabled": True,
                    "open": bool(row.get("open", False)),
                    "role": role,
                },
            }
        )
        origins.append(str(row.get("form_action") or f"{server.scheme}://{server.netloc}"))
    return apps, origins


def _email(address: str) -> dict[str, Any]:
    """Return Django's settings for sending mail; none is sent where nothing is configured."""
    if not address:
        return {
            "TIERBOOK_EMAIL": False,
            "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        }
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise WrongUse(
            "the address for e-mail is none",
            where="TIERBOOK_EMAIL_URL or email",
            remedy="write smtp://user:password@host:587?from=library@example.org",
        )
    asked = parse_qs(parts.query)
    return {
        "TIERBOOK_EMAIL": True,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "DEFAULT_FROM_EMAIL": asked.get("from", [f"tierbook@{parts.hostname}"])[0],
    }
