"""Every setting that a person can give outside of the command line, and where each comes from.

A setting stands in the environment as TIERBOOK_<NAME>, or in `config.toml` of the home as `name = value`. The
environment wins. What is secret, and the home itself, stand in the environment alone. What is said of people stands in
the table `accounts` of that file and is read by `tierbook.library.accounts`. `docs/reference/settings.md` is this table
with more words; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tierbook.errors import CorpusError, WrongUse

__all__ = [
    "SETTINGS",
    "Setting",
    "find_home",
    "flag_of",
    "read_flag",
    "read_list",
    "read_number",
    "read_setting",
    "unknown_variables",
]

CONFIG = "config.toml"
PREFIX = "TIERBOOK_"
ACCOUNTS = "accounts"
OF_INSTITUTION = re.compile(
    r"TIERBOOK_OIDC_[A-Z0-9_]+_SECRET"
)  # one for each institution that people sign on with
_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in `config.toml`, and its default as it is told.

    `environment_only` says that `config.toml` may not hold it, `of_accounts` that it stands in the table `accounts`.
    """

    name: str
    default: str
    environment_only: bool = False
    of_accounts: bool = False

    @property
    def variable(self) -> str:
        """Return its name in the environment."""
        return PREFIX + self.name.upper()


SETTINGS = {
    setting.name: setting
    for setting in (
        Setting("home", "the user's data folder", environment_only=True),
        Setting("contact", "none"),
        Setting("jobs", "1; 0 for one for each processor"),
        Setting("max_size", "50 MB a page, 500 MB a PDF"),
        Setting("port", "8000"),
        Setting("show_computed", "off"),
        Setting("model", "none: no model is asked"),
        Setting("model_endpoint", "none: no model is asked"),
        Setting("model_key", "none", environment_only=True),
        Setting("model_key_file", "none"),
        Setting("model_cache", "answers in the home"),
        Setting("model_prices", "none: costs are not told"),
        Setting("model_concurrency", "4"),
        Setting("model_timeout", "120"),
        Setting("model_answer_tokens", "8192"),
        Setting("database_url", "library.sqlite3 in the home", environment_only=True),
        Setting("screening_database_url", "screening.sqlite3 in the home", environment_only=True),
        Setting("database_wait", "20"),
        Setting("screening_months", "0: cases stay until they are deleted"),
        Setting(
            "secret_key",
            "the file secret_key in the home, made on first use",
            environment_only=True,
        ),
        Setting("secret_key_file", "none", environment_only=True),
        Setting("site_url", "none: served to this machine alone"),
        Setting("allowed_hosts", "this machine, and the host of the site's address"),
        Setting("proxies", "1 where the site's address is https, else 0"),
        Setting("proxy_header", "X-Forwarded-Proto where the site's address is https, else none"),
        Setting("hsts_seconds", "31536000 where the site's address is https, else 0"),
        Setting("static_root", "none: tierbook hands them out itself"),
        Setting("upload_max", "2.5 MB"),
        Setting("api_limit", "600"),
        Setting("api_window", "60"),
        Setting("security_contact", "none"),
        Setting("log", "quiet"),
        Setting("log_addresses", "off"),
        Setting("metrics", "none: off"),
        Setting("metrics_folder", "a temporary one"),
        Setting("email_url", "none: no letters are sent", of_accounts=True),
        Setting("second_factor", "none: nobody must have one", of_accounts=True),
        Setting("anonymous_reports", "on", of_accounts=True),
    )
}


def find_home(given: Path | None, env: Mapping[str, str]) -> Path:
    """Return the home: the one that is given, else TIERBOOK_HOME, else the user's data folder."""
    if given is not None:
        return given.expanduser()
    named = env.get("TIERBOOK_HOME", "").strip()
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("tierbook", appauthor=False)


def read_setting(name: str, env: Mapping[str, str], home: Path | None) -> str | None:
    """Return a setting as text, or None where nobody has set it; set to nothing is the empty text.

    Args:
        name: one of `SETTINGS`.
        env: the environment.
        home: the home whose `config.toml` is asked; None asks none.

    Raises:
        WrongUse: `config.toml` holds something else than settings, or a secret.
        CorpusError: it cannot be read.
    """
    setting = SETTINGS[name]
    if setting.variable in env:
        return env[setting.variable].strip()
    if home is None or setting.environment_only:
        return None
    return _read_config(home / CONFIG).get(name)


def read_number(name: str, env: Mapping[str, str], home: Path | None, default: int) -> int:
    """Return a setting that is a whole number.

    Raises:
        WrongUse: it is none, or below zero.
    """
    words = read_setting(name, env, home)
    if not words:
        return default
    if not (words.isascii() and words.isdigit()):
        raise WrongUse(
            f"the setting {name} is {words!r}, which is no whole number", remedy=_mend(name)
        )
    return int(words)


def flag_of(words: str) -> bool | None:
    """Return what a word for on or off means, None where it is neither."""
    folded = words.casefold()
    return True if folded in _YES else False if folded in _NO else None


def read_flag(name: str, env: Mapping[str, str], home: Path | None, *, default: bool) -> bool:
    """Return a setting that is on or off.

    Raises:
        WrongUse: it is neither.
    """
    words = read_setting(name, env, home)
    if not words:
        return default
    flag = flag_of(words)
    if flag is not None:
        return flag
    raise WrongUse(
        f"the setting {name} is {words!r}, which is neither on nor off",
        remedy=f"give 1 or 0: {SETTINGS[name].variable} or {CONFIG}",
    )


def read_list(name: str, env: Mapping[str, str], home: Path | None) -> list[str]:
    """Return a setting that holds several words, divided by commas or spaces."""
    return (read_setting(name, env, home) or "").replace(",", " ").split()


def unknown_variables(env: Mapping[str, str], known: frozenset[str] = frozenset()) -> list[str]:
    """Return the variables that begin as ours do and that nothing reads: a slip of the pen.

    Args:
        env: the environment.
        known: further names that are read elsewhere.
    """
    ours = {setting.variable for setting in SETTINGS.values()} | known
    return sorted(
        name
        for name in env
        if name.startswith(PREFIX) and name not in ours and not OF_INSTITUTION.fullmatch(name)
    )


def _mend(name: str) -> str:
    return f"mend it: {SETTINGS[name].variable} or {CONFIG}"


def _read_config(path: Path) -> dict[str, str]:
    try:
        words = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise CorpusError(
            f"the settings cannot be read: {error.strerror}",
            where=str(path),
            remedy="mend its rights",
        ) from error
    except UnicodeDecodeError as error:
        raise WrongUse(
            f"this is no TOML: {error}", where=str(path), remedy="save it as UTF-8"
        ) from error
    import tomllib

    try:
        record = tomllib.loads(words)
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(
            f"this is no TOML: {error}", where=str(path), remedy="mend the line"
        ) from error
    record.pop(ACCOUNTS, None)
    return {name: _checked(name, value, path) for name, value in record.items()}


def _checked(name: str, value: object, path: Path) -> str:
    setting = SETTINGS.get(name)
    if setting is None or setting.of_accounts:
        outside = (s.name for s in SETTINGS.values() if not s.environment_only | s.of_accounts)
        open_ones = ", ".join(sorted(outside))
        raise WrongUse(
            f"there is no setting {name!r}", where=str(path), remedy=f"keep to {open_ones}"
        )
    if setting.environment_only:
        raise WrongUse(
            f"{name} does not belong into this file",
            where=str(path),
            remedy=f"set {setting.variable} in the environment",
        )
    if isinstance(value, list):
        return " ".join(map(str, value))
    return str(value)
