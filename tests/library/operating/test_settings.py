"""Every setting is told, and what is told is read; an address with https makes everything strict."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.house.checkout import SOURCE, modules
from tierbook.errors import WrongUse
from tierbook.files import SETTINGS, read_list, read_setting, unknown_variables
from tierbook.library.configure import _secret_key
from tierbook.library.operating.site import site_settings

ROW = re.compile(r"^\| `(\w+)` \| `(\w+)` \| (yes|no|\[accounts\]) \| (.+?) \| (.+) \|$", re.M)
HTTPS = {"TIERBOOK_SITE_URL": "https://library.example.org"}


@pytest.fixture(scope="module")
def rows(repository: Path) -> list[tuple[str, str, str, str, str]]:
    return ROW.findall((repository / "docs/reference/settings.md").read_text(encoding="utf-8"))


def _written() -> set[str]:
    """Return every name of a variable that stands in the source as a string of its own."""
    return {
        node.value
        for _, tree in modules(SOURCE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"TIERBOOK_[A-Z0-9_]*[A-Z0-9]", node.value)
    }


def _used() -> set[str]:
    """Return every name of a setting that is handed to a function which reads one."""
    reads = {"read_setting", "read_flag", "read_list", "read_number"}
    reads |= {"setting", "flag_setting", "number_setting"}
    return {
        node.args[0].value
        for _, tree in modules(SOURCE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in reads
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


def test_the_page_lists_every_setting_and_no_other(rows: Any) -> None:
    assert [row[0] for row in rows] == list(SETTINGS)


def test_the_page_tells_variable_place_and_default_as_they_are(rows: Any) -> None:
    for name, variable, place, default, what in rows:
        setting = SETTINGS[name]
        assert (variable, default) == (setting.variable, setting.default)
        expected = "[accounts]" if setting.of_accounts else "yes"
        assert place == ("no" if setting.environment_only else expected), name
        assert len(what) > 10


def test_every_variable_that_the_source_reads_is_a_setting() -> None:
    # Names of Django's own settings that are ours are written by `site_settings` and friends.
    django = set(site_settings(Path(), {})) | {"TIERBOOK_EMAIL", "TIERBOOK_SIGN_ON_ORIGINS"}
    assert _written() - django - {s.variable for s in SETTINGS.values()} == set()


def test_every_setting_is_read_somewhere() -> None:
    read = _used() | {s.name for s in SETTINGS.values() if s.variable in _written()}
    assert set(SETTINGS) - read == set()


def test_a_slip_of_the_pen_is_named() -> None:
    env = {"TIERBOOK_SITEURL": "x", "TIERBOOK_HOME": "y", "TIERBOOK_OIDC_MINISTRY_SECRET": "z"}
    assert unknown_variables(env) == ["TIERBOOK_SITEURL"]


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        'site_url = "http://a.example"\nallowed_hosts = ["b.example", "c.example"]\n'
        '[accounts]\nsecond_factor = "editor"\n',
        encoding="utf-8",
    )
    assert read_setting("site_url", {}, tmp_path) == "http://a.example"
    assert read_list("allowed_hosts", {}, tmp_path) == ["b.example", "c.example"]
    assert read_setting("site_url", {"TIERBOOK_SITE_URL": ""}, tmp_path) == ""


def test_a_secret_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('database_url = "postgresql://h/n"\n', encoding="utf-8")
    with pytest.raises(WrongUse, match="TIERBOOK_DATABASE_URL"):
        read_setting("port", {}, tmp_path)


def test_one_person_gets_plain_http_on_this_machine(tmp_path: Path) -> None:
    made = site_settings(tmp_path, {})
    assert made["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert (made["SESSION_COOKIE_SECURE"], made["SECURE_SSL_REDIRECT"]) == (False, False)
    assert (made["SECURE_HSTS_SECONDS"], made["SECURE_PROXY_SSL_HEADER"]) == (0, None)
    assert (made["TIERBOOK_PROXIES"], made["TIERBOOK_METRICS"]) == (0, ())


def test_an_https_address_makes_the_rest_strict(tmp_path: Path) -> None:
    made = site_settings(tmp_path, HTTPS)
    assert "library.example.org" in made["ALLOWED_HOSTS"]
    assert made["CSRF_TRUSTED_ORIGINS"] == ["https://library.example.org"]
    assert made["SESSION_COOKIE_SECURE"]
    assert made["CSRF_COOKIE_SECURE"]
    assert made["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert made["SECURE_SSL_REDIRECT"]
    assert made["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert made["SECURE_HSTS_SECONDS"] == 31536000
    assert made["TIERBOOK_PROXIES"] == 1


def test_without_a_proxy_header_nobody_is_sent_round_in_circles(tmp_path: Path) -> None:
    made = site_settings(tmp_path, {**HTTPS, "TIERBOOK_PROXY_HEADER": ""})
    assert (made["SECURE_SSL_REDIRECT"], made["SECURE_PROXY_SSL_HEADER"]) == (False, None)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("TIERBOOK_SITE_URL", "library.example.org"),
        ("TIERBOOK_SITE_URL", "https://library.example.org/tip"),
        ("TIERBOOK_SITE_URL", "ftp://library.example.org"),
        ("TIERBOOK_PROXIES", "some"),
        ("TIERBOOK_HSTS_SECONDS", "-1"),
        ("TIERBOOK_METRICS", "everyone"),
        ("TIERBOOK_LOG", "loud"),
        ("TIERBOOK_UPLOAD_MAX", "much"),
        ("TIERBOOK_UPLOAD_MAX", "5 TB"),
    ],
)
def test_a_wrong_value_is_named_with_its_setting(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(WrongUse) as caught:
        site_settings(tmp_path, {name: words})
    assert name in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("words", "size"), [("5 MB", 5_000_000), ("500kB", 500_000), ("9", 9), ("2.5 mb", 2_500_000)]
)
def test_sizes_of_uploads(tmp_path: Path, words: str, size: int) -> None:
    made = site_settings(tmp_path, {"TIERBOOK_UPLOAD_MAX": words})
    assert made["DATA_UPLOAD_MAX_MEMORY_SIZE"] == size


def test_a_secret_key_comes_from_environment_file_or_home(tmp_path: Path) -> None:
    long = "0123456789" * 6
    (tmp_path / "key").write_text(long[::-1] + "\n", encoding="ascii")
    named = {"TIERBOOK_SECRET_KEY_FILE": str(tmp_path / "key")}
    assert _secret_key(tmp_path, {**named, "TIERBOOK_SECRET_KEY": long}) == long
    assert _secret_key(tmp_path, named) == long[::-1]
    assert not (tmp_path / "secret_key").exists()
    assert len(_secret_key(tmp_path, {})) >= 50
    with pytest.raises(WrongUse, match="TIERBOOK_SECRET_KEY"):
        _secret_key(tmp_path, {"TIERBOOK_SECRET_KEY": "short"})
    with pytest.raises(WrongUse, match="TIERBOOK_SECRET_KEY_FILE"):
        _secret_key(tmp_path, {"TIERBOOK_SECRET_KEY_FILE": str(tmp_path / "none")})


def _manage(home: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tierbook.library.manage", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TIERBOOK_HOME": str(home), **env},
    )


def test_the_checks_of_django_for_production_find_nothing(tmp_path: Path) -> None:
    done = _manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **HTTPS)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
    # And they do look: without the address they find what is missing.
    assert "security.W004" in _manage(tmp_path, "check", "--deploy").stderr


def test_no_migration_is_missing(tmp_path: Path) -> None:
    done = _manage(tmp_path, "makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout + done.stderr


def test_static_files_are_collected_where_the_setting_says(tmp_path: Path) -> None:
    done = _manage(
        tmp_path, "collectstatic", "--noinput", TIERBOOK_STATIC_ROOT=str(tmp_path / "static")
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "static" / "tierbook" / "look.css").is_file()


def test_a_wrong_setting_ends_a_command_with_words_and_no_trace(tmp_path: Path) -> None:
    done = _manage(tmp_path, "check", TIERBOOK_SITE_URL="nowhere")
    assert done.returncode == 1
    assert "TIERBOOK_SITE_URL" in done.stderr
    assert "Traceback" not in done.stderr
