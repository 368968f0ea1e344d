"""Lock the packages that an installation runs on: every version with the hashes of its files.

Run: python scripts/lock.py            writes locks/*.txt; asks the registry, through uv
     python scripts/lock.py --check    says which lock is behind pyproject.toml, or lacks a hash; asks nobody

One file serves every system and every Python that tierbook runs on. What is locked already stays at its version where
pyproject.toml allows it; `--upgrade` takes the newest. Install by a lock with
`pip install --require-hashes -r locks/library.txt` and then the wheel with `pip install --no-deps`.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).resolve().parents[1]
PROJECT, FOLDER = REPOSITORY / "pyproject.toml", REPOSITORY / "locks"
NOT_TO_RUN = ("dev", "docs")  # extras for work on tierbook
LOCKS = {
    "core": (),
    "library": ("library",),
    "server": ("library", "server", "tables"),
    "all": None,  # every extra but those
}
HEAD = """\
# What `{installed}` runs on, with the hash of every file.
# Written by scripts/lock.py; do not edit. Asked for: sha256:{asked}
"""
_ASKED = re.compile(r"^# .*Asked for: sha256:([0-9a-f]{64})$", re.MULTILINE)
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def main() -> None:
    """Write the locks, or check them; exit 1 where one is behind."""
    parser = argparse.ArgumentParser(description="Lock the packages that an installation runs on.")
    parser.add_argument("--check", action="store_true", help="only say which are behind")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions")
    options = parser.parse_args()
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    if not options.check:
        FOLDER.mkdir(exist_ok=True)
        for name in LOCKS:
            write_lock(name, project, upgrade=options.upgrade)
    faults = [fault for name in LOCKS for fault in faults_of(name, project)]
    print("\n".join(faults) or f"{len(LOCKS)} locks agree with pyproject.toml")
    if faults:
        sys.exit(1)


def extras_of(name: str, project: dict[str, Any]) -> tuple[str, ...]:
    """Return the extras that a lock holds."""
    chosen = LOCKS[name]
    every = project["optional-dependencies"]
    return tuple(sorted(e for e in every if e not in NOT_TO_RUN)) if chosen is None else chosen


def asked_by(project: dict[str, Any], extras: tuple[str, ...]) -> list[Requirement]:
    """Return what pyproject.toml asks for by name, in order; an extra may ask for another one of ours."""
    asked: dict[str, Requirement] = {}
    waiting = list(extras)
    lines = list(project["dependencies"])
    seen: set[str] = set()
    while waiting:
        extra = waiting.pop()
        if extra not in seen:
            seen.add(extra)
            lines += project["optional-dependencies"][extra]
    for line in lines:
        requirement = Requirement(line)
        if canonicalize_name(requirement.name) == project["name"]:
            more = tuple(requirement.extras - seen)
            for inner in asked_by(project, more) if more else ():
                asked[str(inner)] = inner
        else:
            asked[str(requirement)] = requirement
    return [asked[words] for words in sorted(asked)]


def fingerprint(asked: list[Requirement]) -> str:
    """Return a hash of what is asked for."""
    return hashlib.sha256("\n".join(map(str, asked)).encode()).hexdigest()


def faults_of(name: str, project: dict[str, Any]) -> Iterator[str]:
    """Yield in which ways a lock is not what pyproject.toml asks for."""
    path = FOLDER / f"{name}.txt"
    where = path.relative_to(REPOSITORY).as_posix()
    if not path.is_file():
        yield f"{where}: the lock is missing; run make lock"
        return
    text = path.read_text(encoding="utf-8")
    asked = asked_by(project, extras_of(name, project))
    pins = {canonicalize_name(found): version for found, version in _PIN.findall(text)}
    for requirement in asked:
        version = pins.get(canonicalize_name(requirement.name))
        if version is None:
            yield f"{where}: {requirement.name} is not locked; run make lock"
        elif not requirement.specifier.contains(version, prereleases=True):
            wanted = f"pyproject.toml asks for {requirement.specifier}"
            yield f"{where}: {requirement.name} is locked at {version}, and {wanted}; run make lock"
    for line in re.sub(r"\\\n", " ", text).splitlines():
        pin = _PIN.match(line)
        if pin is not None and "--hash=sha256:" not in line:
            yield f"{where}: {pin[1]} has no hash, so --require-hashes refuses it; run make lock"
    found = _ASKED.search(text)
    if found is None or found[1] != fingerprint(asked):
        yield f"{where}: pyproject.toml has changed since it was written; run make lock"


def write_lock(name: str, project: dict[str, Any], *, upgrade: bool) -> None:
    """Write one lock; its bytes follow from pyproject.toml, the lock before and the registry."""
    extras = extras_of(name, project)
    path = FOLDER / f"{name}.txt"
    command = [
        *uv(), "pip", "compile", "--quiet", "--generate-hashes", "--universal", "--no-header", "--no-annotate",
        "--python-version", _oldest(project), "--no-emit-package", project["name"],
        *(f"--extra={extra}" for extra in extras), *(["--upgrade"] if upgrade else []),
        "--output-file", str(path), PROJECT.name,
    ]  # fmt: skip
    made = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if made.returncode:
        sys.exit(f"locks/{path.name} cannot be made:\n{made.stderr.strip()}")
    installed = project["name"] + (f"[{','.join(extras)}]" if extras else "")
    head = HEAD.format(installed=installed, asked=fingerprint(asked_by(project, extras)))
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    body = "".join(line for line in lines if not line.startswith("#"))
    path.write_text(head + body, encoding="utf-8")
    print(f"locks/{path.name}: {len(_PIN.findall(body))} packages")


def uv() -> list[str]:
    """Return the command of uv, as a program or as a package of this Python."""
    found = shutil.which("uv")
    if found:
        return [found]
    if find_spec("uv") is not None:
        return [sys.executable, "-m", "uv"]
    sys.exit("uv is not here; it comes with the extra dev: make lock")


def _oldest(project: dict[str, Any]) -> str:
    found = re.search(r"(\d+\.\d+)", project["requires-python"])
    return found[1] if found else "3.11"


if __name__ == "__main__":
    main()
