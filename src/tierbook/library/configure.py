"""Point the site at a home: database and secret key. Made on first use, never at import."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from tierbook.errors import CorpusError, MissingExtra, WrongUse
from tierbook.files import SETTINGS, disk_refusal, read_number, written_once
from tierbook.library.accounts.settings_of_home import account_settings
from tierbook.library.operating.site import site_settings

__all__ = ["configure", "database_settings", "read_secret_key", "screening_database_settings"]

SHORTEST_KEY = 50
WAIT = 20  # seconds for which a writer waits for another one
CONNECT = 10  # seconds for which a server of PostgreSQL may take to answer the door
_NEEDED = ("django", "csp", "django_htmx", "whitenoise", "allauth")


def configure(
    home: Path, env: Mapping[str, str] | None = None, *, show_computed: bool | None = None
) -> None:
    """Make Django ready for a home; a second call may point it at another home.

    Args:
        home: the folder that holds `corpus/`; it is made when it is missing.
        env: environment to read settings from; the process's own when None.
        show_computed: whether the pages give computed tiers; None leaves it as it was, which at first is off.

    Raises:
        MissingExtra: the packages of the site are not installed.
        WrongUse: a setting is of no use, such as an address of a database that tierbook does not know.
        CorpusError: the home cannot be written.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise MissingExtra(
            "the website needs packages that are not installed",
            why=f"missing: {', '.join(missing)}",
            remedy="install them with: pip install 'tierbook[library]'",
        )
    home = Path(home)
    env = os.environ if env is None else env
    try:
        home.mkdir(parents=True, exist_ok=True)
        key = _secret_key(home, env)
    except OSError as error:
        raise disk_refusal(
            "the home cannot be written",
            home,
            error,
            kind=CorpusError,
            again="or choose another folder with --home",
        ) from error
    databases = {
        "default": database_settings(home, env),
        "screening": screening_database_settings(home, env),
    }
    _refuse_one_for_both(databases)
    of_home = {**site_settings(home, env), **account_settings(home, env)}

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tierbook.library.settings")
    import django
    from django.apps import apps
    from django.conf import settings
    from django.db import connections

    settings.SECRET_KEY = key
    settings.DATABASES = databases
    for name, value in of_home.items():
        setattr(settings, name, value)
    if show_computed is not None:
        settings.TIERBOOK_SHOW_COMPUTED = show_computed
    if apps.ready:
        _reconnect(connections, databases)
    else:
        django.setup()


def _reconnect(connections: Any, databases: dict[str, dict[str, Any]]) -> None:
    """Drop this thread's connections to databases that are others than before."""
    wanted = connections.configure_settings(databases)
    for alias, entry in wanted.items():
        if connections.settings[alias]["NAME"] == entry["NAME"]:
            continue
        connections[alias].close()
        del connections[alias]
        connections.settings[alias] = entry


def _refuse_one_for_both(databases: dict[str, dict[str, Any]]) -> None:
    """Refuse to keep cases in the database of the library: they have a store of their own."""
    one, other = (
        {k: v for k, v in entry.items() if k in {"NAME", "HOST", "PORT"}}
        for entry in databases.values()
    )
    if one == other:
        raise WrongUse(
            "the library and screening have the same database",
            where="TIERBOOK_SCREENING_DATABASE_URL",
            remedy="name another one, or unset the variable to use SQLite in the home",
        )


def screening_database_settings(home: Path, env: Mapping[str, str]) -> dict[str, Any]:
    """Return Django's entry for the store of screening."""
    variable = "TIERBOOK_SCREENING_DATABASE_URL"
    return _of_address(variable, env, home / "screening.sqlite3", _wait(home, env))


def database_settings(home: Path, env: Mapping[str, str]) -> dict[str, Any]:
    """Return Django's entry for the database: SQLite in the home, or what TIERBOOK_DATABASE_URL names."""
    return _of_address("TIERBOOK_DATABASE_URL", env, home / "library.sqlite3", _wait(home, env))


def _wait(home: Path, env: Mapping[str, str]) -> int:
    """Return for how many seconds a writer waits for another one."""
    return read_number("database_wait", env, home, WAIT)


def _of_address(variable: str, env: Mapping[str, str], default: Path, wait: int) -> dict[str, Any]:
    url = env.get(variable, "").strip()
    if not url:
        return _sqlite(default, wait)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path.removeprefix("/"))), wait)
    if parts.scheme in {"postgres", "postgresql"}:
        if find_spec("psycopg") is None:
            raise MissingExtra(
                "PostgreSQL needs a package that is not installed",
                where=variable,
                why="missing: psycopg",
                remedy="install it with: pip install 'psycopg[binary]', or unset the variable to use SQLite",
            )
        return _postgres(parts, wait)
    raise WrongUse(
        f"the address of the database begins with {parts.scheme or 'nothing'!r}",
        where=variable,
        why="tierbook knows sqlite:///PATH and postgresql://USER@HOST/NAME",
        remedy="mend the address, or unset the variable to use SQLite in the home",
    )


def _postgres(parts: SplitResult, wait: int) -> dict[str, Any]:
    """Take the address apart; what follows the question mark goes to libpq, such as `host` or `sslmode`."""
    options = {"connect_timeout": str(CONNECT), **dict(parse_qsl(parts.query))}
    return {
        "ENGINE": "tierbook.library.postgres",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
        "LOCK_WAIT": wait,
    }


def _sqlite(path: Path, wait: int) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "timeout": wait,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
        },
    }


def _secret_key(home: Path, env: Mapping[str, str]) -> str:
    """Return the key of the environment, or of the file that it names, else the home's own."""
    given, where = env.get("TIERBOOK_SECRET_KEY", "").strip(), "TIERBOOK_SECRET_KEY"
    named = env.get("TIERBOOK_SECRET_KEY_FILE", "").strip()
    if not given and named:
        where = SETTINGS["secret_key_file"].variable
        try:
            given = Path(named).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise WrongUse(
                f"the file of the secret key cannot be read: {error.strerror}",
                where=where,
                remedy="mend its name or its rights",
            ) from error
    elif not given:
        return read_secret_key(home)
    if len(given) < SHORTEST_KEY or len(set(given)) < 5:
        raise WrongUse(
            f"the secret key has {len(given)} characters",
            where=where,
            why=f"shorter than {SHORTEST_KEY} can be guessed",
            remedy="make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'",
        )
    return given


def read_secret_key(home: Path) -> str:
    """Return the home's secret key; make it on first use, readable by its owner alone.

    Raises:
        CorpusError: the file is empty, or holds no key.
        OSError: the home cannot be written or read.
    """
    path = home / "secret_key"
    if not path.exists():
        # Another process may be quicker.
        with suppress(FileExistsError), written_once(path) as file:
            file.write(secrets.token_urlsafe(48).encode("ascii") + b"\n")
    try:
        key = path.read_text(encoding="ascii").strip()
    except UnicodeDecodeError as error:
        raise _no_key("the secret key is damaged", path) from error
    if not key:
        raise _no_key("the file of the secret key is empty", path)
    return key


def _no_key(what: str, path: Path) -> CorpusError:
    return CorpusError(
        what,
        where=str(path),
        remedy="put back a copy of it; or remove it, and people sign in anew and set up second factors again",
    )
