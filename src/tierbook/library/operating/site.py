"""Settings of the site that a home or its environment gives: address, hosts, cookies, proxy, limits, logs, metrics.

An address that begins with https makes the library one for an institution: cookies go over https alone, browsers are
told to keep to https, and a proxy in front is believed when it says that a request came that way.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tierbook.errors import WrongUse
from tierbook.files import SETTINGS, read_flag, read_list, read_number, read_setting
from tierbook.library.operating.logs import LOG_FORMS, logging_settings

__all__ = ["site_settings"]

THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]")
YEAR = 31_536_000
UPLOAD_MAX = 2_621_440
API_LIMIT, API_WINDOW = 600, 60
UNITS = {"": 1, "kb": 1_000, "mb": 1_000_000}


def site_settings(home: Path, env: Mapping[str, str]) -> dict[str, Any]:
    """Return Django's settings for what a home and its environment say of the site.

    Args:
        home: the home whose `config.toml` is asked.
        env: the environment.

    Raises:
        WrongUse: a value is of no use; names the setting and the remedy.
    """
    site = _site(home, env)
    secure = site.startswith("https://")
    hosts = [*THIS_MACHINE, *([urlsplit(site).hostname or ""] if site else [])]
    return {
        "TIERBOOK_SITE": site,
        "TIERBOOK_HOME": str(home),
        "ALLOWED_HOSTS": list(dict.fromkeys([*hosts, *read_list("allowed_hosts", env, home)])),
        "CSRF_TRUSTED_ORIGINS": [site] if site else [],
        "DATA_UPLOAD_MAX_MEMORY_SIZE": _upload_max(home, env),
        "STATIC_ROOT": read_setting("static_root", env, home) or None,
        "TIERBOOK_PROXIES": read_number("proxies", env, home, int(secure)),
        "TIERBOOK_METRICS": _networks(home, env),
        "TIERBOOK_SCREENING_MONTHS": read_number("screening_months", env, home, 0),
        "TIERBOOK_API_LIMIT": read_number("api_limit", env, home, API_LIMIT),
        "TIERBOOK_API_WINDOW": max(read_number("api_window", env, home, API_WINDOW), 1),
        "TIERBOOK_SECURITY_CONTACT": read_setting("security_contact", env, home) or "",
        **_transport(home, env, secure=secure),
        **_logs(home, env),
    }


def _site(home: Path, env: Mapping[str, str]) -> str:
    words = (read_setting("site_url", env, home) or "").rstrip("/")
    if not words:
        return ""
    parts = urlsplit(words)
    plain = not (parts.path or parts.query or parts.fragment or parts.username)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not plain:
        raise WrongUse(
            f"the site's address is {words!r}",
            where=SETTINGS["site_url"].variable,
            why="it is a scheme and a host, without a path",
            remedy="write https://library.example.org",
        )
    return words


def _transport(home: Path, env: Mapping[str, str], *, secure: bool) -> dict[str, Any]:
    """Return what says that pages go over https, and how a request shows that it came so."""
    header = read_setting("proxy_header", env, home)
    if header is None:
        header = "X-Forwarded-Proto" if secure else ""
    name = "HTTP_" + header.upper().replace("-", "_")
    prefix = "__Host-" if secure else ""
    return {
        "CSRF_COOKIE_SECURE": secure,
        "CSRF_COOKIE_NAME": f"{prefix}csrftoken",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_NAME": f"{prefix}sessionid",
        "SECURE_HSTS_SECONDS": read_number("hsts_seconds", env, home, YEAR if secure else 0),
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": secure,
        "SECURE_SSL_REDIRECT": secure and bool(header),
        "SECURE_PROXY_SSL_HEADER": (name, "https") if header else None,
    }


def _upload_max(home: Path, env: Mapping[str, str]) -> int:
    words = (read_setting("upload_max", env, home) or str(UPLOAD_MAX)).replace(" ", "").casefold()
    number = words.rstrip("kmb")
    unit = UNITS.get(words[len(number) :])
    if unit is None or not _is_number(number):
        raise WrongUse(
            f"the setting upload_max is {words!r}, which is no size",
            where=SETTINGS["upload_max"].variable,
            remedy="write 5 MB, 500 kB or a number of bytes",
        )
    return int(float(number) * unit)


def _is_number(words: str) -> bool:
    whole, _, part = words.partition(".")
    return words.isascii() and whole.isdigit() and (not part or part.isdigit())


def _networks(home: Path, env: Mapping[str, str]) -> tuple[Any, ...]:
    """Return the networks whose machines may read the metrics; none turns them off."""
    networks = []
    for words in read_list("metrics", env, home):
        try:
            networks.append(ipaddress.ip_network(words))
        except ValueError as error:
            raise WrongUse(
                f"{words!r} is no network",
                where=SETTINGS["metrics"].variable,
                why=str(error),
                remedy="write 127.0.0.1 or 10.0.0.0/8, several divided by commas",
            ) from error
    return tuple(networks)


def _logs(home: Path, env: Mapping[str, str]) -> dict[str, Any]:
    form = (read_setting("log", env, home) or "quiet").casefold()
    if form not in LOG_FORMS:
        raise WrongUse(
            f"there is no form of logs {form!r}",
            where=SETTINGS["log"].variable,
            remedy=f"choose from {', '.join(LOG_FORMS)}",
        )
    return {
        "LOGGING": logging_settings(form),
        "TIERBOOK_LOGS_REQUESTS": form != "quiet",
        "TIERBOOK_LOG_ADDRESSES": read_flag("log_addresses", env, home, default=False),
    }
