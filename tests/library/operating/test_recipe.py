"""The files that an institution copies are read by the programs that they are for, where those are here."""

from __future__ import annotations

import configparser
import datetime as dt
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tierbook.files import unknown_variables
from tierbook.library.configure import database_settings
from tierbook.library.operating.site import site_settings

TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
UNITS = ("tierbook.service", "tierbook-backup.service", "tierbook-backup.timer")


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs/how-to/run-for-an-institution.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def recipe(repository: Path) -> Path:
    return repository / "docs/how-to/institution"


@pytest.fixture(scope="module")
def settings_of_recipe(recipe: Path) -> dict[str, str]:
    lines = (recipe / "tierbook.env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_the_page_names_every_file_and_no_other(page: str, recipe: Path) -> None:
    assert set(re.findall(r"\(institution/([\w.-]+)\)", page)) | {"tierbook-backup.service"} == {
        path.name for path in recipe.iterdir()
    }


def test_the_settings_are_settings_and_make_the_site_strict(
    settings_of_recipe: dict[str, str], tmp_path: Path
) -> None:
    assert unknown_variables(settings_of_recipe) == []
    made = site_settings(tmp_path, settings_of_recipe)
    assert made["SECURE_SSL_REDIRECT"]
    assert made["TIERBOOK_LOGS_REQUESTS"]
    entry = database_settings(tmp_path, settings_of_recipe)
    assert (entry["NAME"], entry["HOST"], entry["USER"]) == ("tierbook", "/run/postgresql", "")


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_is_read_by_systemd(recipe: Path, name: str, tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        parser = configparser.ConfigParser(strict=False, interpolation=None)
        parser.read(recipe / name, encoding="utf-8")
        assert "Unit" in parser
        return
    for other in UNITS:  # its programs are not installed here, and others stand in for them
        words = (recipe / other).read_text(encoding="utf-8")
        words = re.sub(r"/opt/tierbook/bin/\w+", "/bin/true", words)
        (tmp_path / other).write_text(words, encoding="utf-8")
    done = subprocess.run(
        [program, "verify", "--man=no", "--recursive-errors=no", str(tmp_path / name)],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if name in line]
    assert not said, "\n".join(said)
    assert done.returncode == 0, done.stderr


def test_the_unit_starts_the_server_with_settings_that_are_there(recipe: Path) -> None:
    words = (recipe / "tierbook.service").read_text(encoding="utf-8")
    found = re.search(r"--config python:([\w.]+)", words)
    assert found
    from importlib import import_module

    module: ModuleType = import_module(found[1])
    assert module.wsgi_app == "tierbook.library.wsgi:application"
    assert module.bind == ["127.0.0.1:8000"]
    checked = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--config", f"python:{found[1]}", "--print-config"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "worker_class" in checked.stdout, checked.stderr


def test_old_back_ups_of_the_timer_go_and_no_others(recipe: Path, tmp_path: Path) -> None:
    words = (recipe / "tierbook-backup.service").read_text(encoding="utf-8")
    made = re.search(r'backup "/var/backups/tierbook/\$\(date \+([\w%-]+)\)\.tar\.gz"', words)
    swept = re.search(r"ExecStartPost=(.+)", words)
    assert made
    assert swept
    named = dt.datetime(2026, 11, 27, 2, 30, tzinfo=dt.UTC).strftime(made[1].replace("%%", "%"))
    old = [f"{named}.tar.gz", "before-upgrade.tar.gz", "today.tar.gz", "2026.tar.gz"]
    for name in old:
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, 0))
    (tmp_path / "2027-01-01-0230.tar.gz").touch()
    command = shlex.split(swept[1].replace("/var/backups/tierbook", str(tmp_path)))
    subprocess.run(["find", *command[1:]], check=True)
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["2026.tar.gz", "2027-01-01-0230.tar.gz", *old[1:3]]


def test_nginx_reads_its_file(recipe: Path, tmp_path: Path) -> None:
    words = (recipe / "nginx.conf").read_text(encoding="utf-8")
    assert words.count("{") == words.count("}")
    for needed in ("X-Forwarded-Proto $scheme", "X-Forwarded-For", "Host $host", "$request_id"):
        assert needed in words
    logged = re.search(r"log_format tierbook '([^']+)'", words)
    assert logged
    assert re.search(r"^ +error_log \S+ crit;", words, re.M)
    told = r"\$(request|request_uri|uri|document_uri|http_referer|args|query_string|remote_addr)\b"
    assert not re.search(told, logged[1])
    program = shutil.which("nginx")
    if program is None:
        return
    _make_certificate(tmp_path)
    words = words.replace("/etc/letsencrypt/live/library.example.org", str(tmp_path))
    words = words.replace("/var/log/nginx", str(tmp_path))
    places = " ".join(f"{part}_temp_path {tmp_path}/{part};" for part in TEMPORARY)
    whole = f"pid {tmp_path}/nginx.pid; error_log stderr; events {{}} http {{ access_log off; {places} {words} }}"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    done = subprocess.run(
        [program, "-t", "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _make_certificate(folder: Path) -> None:
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "1", "-subj", "/CN=library.example.org"),
            *("-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")),
        ],
        check=True,
        capture_output=True,
    )


def test_caddy_reads_its_file(recipe: Path) -> None:
    path = recipe / "Caddyfile"
    words = path.read_text(encoding="utf-8")
    assert words.count("{") == words.count("}")
    assert "reverse_proxy 127.0.0.1:8000" in words
    program = shutil.which("caddy")
    if program is not None:
        done = subprocess.run(
            [program, "validate", "--adapter", "caddyfile", "--config", str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_every_command_of_the_page_is_one(page: str) -> None:
    blocks = re.findall(r"^```\n(.*?)^```", page, re.S | re.M)
    lines = [line for block in blocks for line in block.splitlines() if line]
    assert len(lines) > 20
    from tierbook.cli.app import _GROUPS, _VERBS

    for line in lines:
        words = shlex.split(line)
        for place, word in enumerate(words):
            if Path(word).name == "tierbook" and word != "--owner" and place + 1 < len(words):
                after = words[place + 1]
                before = words[place - 1] if place else ""
                if before.startswith("as_") or word.endswith("/bin/tierbook"):
                    assert after in {*_VERBS, *_GROUPS}, line
