"""The home folder, and settings: command line, then environment, then `config.toml`, then the default."""

from __future__ import annotations

import os
from pathlib import Path

from tierbook.errors import CorpusError, WrongUse

__all__ = ["SETTINGS", "find_home", "flag_setting", "number_setting", "setting"]

# Name in config.toml; in the environment it is TIERBOOK_<NAME>.
SETTINGS = ("contact", "jobs", "max_size", "port", "show_computed")
_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def find_home(given: Path | None) -> Path:
    """Return the home: `--home`, else TIERBOOK_HOME, else the user's data folder."""
    if given is not None:
        return given.expanduser()
    named = os.environ.get("TIERBOOK_HOME", "").strip()
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("tierbook", appauthor=False)


def setting(name: str, given: object, home: Path | None) -> str | None:
    """Return a setting as text, or None where nobody has set it.

    Args:
        name: one of `SETTINGS`.
        given: what the command line says, None where it says nothing.
        home: the home whose `config.toml` is asked; None for verbs that touch no home.

    Raises:
        WrongUse: `config.toml` holds something else than settings.
    """
    if given is not None:
        return str(given)
    words = os.environ.get(f"TIERBOOK_{name.upper()}", "").strip()
    if words:
        return words
    return None if home is None else _read_config(home / "config.toml").get(name)


def number_setting(name: str, given: int | None, home: Path | None, default: int) -> int:
    """Return a setting that is a whole number.

    Raises:
        WrongUse: it is none.
    """
    words = setting(name, given, home)
    if words is None:
        return default
    try:
        return int(words)
    except ValueError:
        raise WrongUse(
            f"the setting {name} is {words!r}, which is no whole number",
            remedy=f"mend it: --{name}, TIERBOOK_{name.upper()} or config.toml",
        ) from None


def flag_setting(name: str, home: Path | None, *, default: bool = False) -> bool:
    """Return a setting that is on or off.

    Raises:
        WrongUse: it is neither.
    """
    words = setting(name, None, home)
    if words is None:
        return default
    if words.casefold() in _YES:
        return True
    if words.casefold() in _NO:
        return False
    raise WrongUse(
        f"the setting {name} is {words!r}, which is neither on nor off",
        remedy=f"give 1 or 0: TIERBOOK_{name.upper()} or config.toml",
    )


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
    import tomllib

    try:
        record = tomllib.loads(words)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongUse(
            f"this is no TOML: {error}", where=str(path), remedy="mend the line"
        ) from error
    record.pop(
        "accounts", None
    )  # read by `tierbook.library.accounts`, which alone knows its settings
    unknown = [name for name in record if name not in SETTINGS]
    if unknown:
        raise WrongUse(
            f"there is no setting {unknown[0]!r}",
            where=str(path),
            remedy=f"keep to {', '.join(SETTINGS)}",
        )
    return {name: str(value) for name, value in record.items()}
