"""Build the package as it is released, and try it in a clean environment of every Python that this machine has.

Run: python scripts/try_wheel.py [--python 3.12] [--out dist] [--locked] [--only-build]

Wheel and sdist are built twice, and the wheel a third time from the sdist: all must be the same bytes. Then, for each
of 3.11, 3.12 and 3.13 that is here: a new environment, the wheel without extras, `tierbook --version`, what `import
tierbook` loads and how long it takes beside bare Python, a page coded; then the website's packages and `tierbook demo
--check`. What is missing on the machine is named. Exit 1 where something failed, or no Python was found.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13")
HEAVY = "dask django numpy openai pandas polars pyarrow pydantic rich typer"
WAIT = 600  # seconds that one step may take
LOOK = f"""
import json, subprocess, sys, time
import tierbook
loaded = sorted(set(sys.modules) & set({HEAVY!r}.split()))
def least(code):
    best = 9.0
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-I", "-c", code], check=True)
        best = min(best, time.perf_counter() - start)
    return best
times = least("import tierbook") / least("pass")
print(json.dumps({{"loaded": loaded, "times": times, "where": tierbook.__file__}}))
"""


class Failed(Exception):
    """A step came out wrong; the words say how."""


@dataclass(frozen=True, slots=True)
class Built:
    """The files of a release."""

    wheel: Path
    sdist: Path


def main() -> None:
    """Build and try; exit 1 where something failed."""
    parser = argparse.ArgumentParser(
        description="Build the package and try it in clean environments."
    )
    parser.add_argument(
        "--python", action="append", help="try this one alone: 3.12; may be repeated"
    )
    parser.add_argument("--out", type=Path, default=REPOSITORY / "dist", help="where the files go")
    parser.add_argument(
        "--locked", action="store_true", help="install what locks/library.txt names"
    )
    parser.add_argument("--only-build", action="store_true", help="try nothing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tierbook-wheel-") as folder:
        room = Path(folder)
        try:
            built = build(options.out, room)
        except Failed as fault:
            sys.exit(f"the package cannot be built: {fault}")
        for path in (built.wheel, built.sdist):
            data = path.read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            print(f"built    {path.name}  {len(data) / 1e6:.1f} MB  sha256 {digest}", flush=True)
        if options.only_build:
            return
        tried = failed = 0
        for name in options.python or PYTHONS:
            python = find_python(name)
            if python is None:
                print(f"missing  Python {name} is not on this machine", flush=True)
                continue
            tried += 1
            try:
                print(
                    f"good     {attempt(python, built.wheel, room / name, locked=options.locked)}",
                    flush=True,
                )
            except Failed as fault:
                failed += 1
                print(f"FAILED   Python {name}: {fault}", flush=True)
            shutil.rmtree(room / name, ignore_errors=True)
    if failed or not tried:
        sys.exit(f"{failed} of {tried} failed" if tried else "no Python to try it with was found")


def build(out: Path, room: Path) -> Built:
    """Build wheel and sdist into a folder.

    Raises:
        Failed: they cannot be built, or two runs do not give the same bytes.
    """
    if find_spec("hatchling") is None:
        raise Failed("hatchling is not here; it comes with the extra dev")
    made, same = (_build(REPOSITORY, room / name) for name in ("first", "again"))
    inner = room / "sdist"
    with tarfile.open(made.sdist) as archive:
        archive.extractall(inner, filter="data")
    (unpacked,) = inner.iterdir()
    of_sdist = _build(unpacked, room / "of-sdist", "wheel")
    for one, other, how in (
        (made.wheel, same.wheel, "twice"),
        (made.sdist, same.sdist, "twice"),
        (made.wheel, of_sdist.wheel, "from the sdist"),
    ):
        if one.read_bytes() != other.read_bytes():
            raise Failed(f"{one.name} built {how} is not the same file")
    out.mkdir(parents=True, exist_ok=True)
    for old in (*out.glob("tierbook-*.whl"), *out.glob("tierbook-*.tar.gz")):
        old.unlink()
    return Built(
        Path(shutil.copy(made.wheel, out / made.wheel.name)),
        Path(shutil.copy(made.sdist, out / made.sdist.name)),
    )


def _build(tree: Path, into: Path, *targets: str) -> Built:
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(into)]
    for target in targets or ("wheel", "sdist"):
        command += ["--target", target]
    run(command, cwd=tree, SOURCE_DATE_EPOCH=_epoch())
    wheel, sdist = next(into.glob("*.whl")), next(into.glob("*.tar.gz"), into)
    return Built(wheel, sdist)


def _epoch() -> str:
    """Return the time that files in the archives carry: that of the last commit, so that a rebuild is the same."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return given
    told = subprocess.run(
        ["git", "log", "-1", "--format=%ct"],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return told.stdout.strip() or "1577836800"


def find_python(name: str) -> str | None:
    """Return a Python of a version: on the path, of pyenv, or of uv; None where none runs."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    kept = sorted(root.glob(f"{name}.*/bin/python"), key=lambda path: len(path.parts[-3]))
    found = [shutil.which(f"python{name}"), *map(str, reversed(kept)), _of_uv(name)]
    own = "{}.{}".format(*sys.version_info)
    for path in (*([sys.executable] if own == name else []), *found):
        if path and _version(path).startswith(f"{name}."):
            return path
    return None


def _version(python: str) -> str:
    code = "import sys, venv, ensurepip; print('.'.join(map(str, sys.version_info[:3])))"
    try:
        told = subprocess.run(
            [python, "-I", "-c", code], capture_output=True, text=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return told.stdout.strip() if told.returncode == 0 else ""


def _uv() -> list[str]:
    found = shutil.which("uv")
    if found:
        return [found]
    return [sys.executable, "-m", "uv"] if find_spec("uv") is not None else []


def _of_uv(name: str) -> str | None:
    if not _uv():
        return None
    told = subprocess.run(
        [*_uv(), "python", "find", "--no-python-downloads", name],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return told.stdout.strip() or None


def attempt(python: str, wheel: Path, room: Path, *, locked: bool) -> str:
    """Install the wheel in a new environment, try it, and return what was seen, as a line.

    Raises:
        Failed: a step came out wrong.
    """
    own, by = _environment(python, room, wheel, locked=locked)
    program = own.with_name("tierbook")
    version = run([str(program), "--version"], cwd=room).strip()
    if wheel.name.split("-")[1] not in version:
        raise Failed(f"tierbook --version says {version!r}, and the wheel is {wheel.name}")
    seen = json.loads(run([str(own), "-I", "-c", LOOK], cwd=room))
    if seen["loaded"]:
        raise Failed(f"import tierbook loads {', '.join(seen['loaded'])}")
    if not Path(seen["where"]).is_relative_to(room):
        raise Failed(f"import tierbook takes it from {seen['where']}")
    page = room / "page.txt"
    page.write_text("The penal code prohibits all forms of trafficking.\n", encoding="utf-8")
    told = ("--country", "JPN", "--edition", "2012", "--format", "jsonl")
    if '"prosecution.law"' not in run([str(program), "code", str(page), *told], cwd=room):
        raise Failed("tierbook code, without extras, does not find the law in a page that names it")
    _install(own, by, wheel, "library", locked=locked)
    shown = run([str(program), "demo", "--check", "--home", str(room / "home")], cwd=room)
    pages = sum(line.startswith("seen") for line in shown.splitlines())
    if not pages:
        raise Failed("tierbook demo --check saw no page")
    return (
        f"Python {_version(python)}: installed with {by}, {version}, import {seen['times']:.1f}x bare, "
        f"a page coded without extras, demo --check saw {pages} pages"
    )


def _environment(python: str, room: Path, wheel: Path, *, locked: bool) -> tuple[Path, str]:
    """Return the Python of a new environment with the wheel in it, and what installed it: uv, or pip where uv fails."""
    own = room / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    room.mkdir()
    if _uv():
        try:
            run([*_uv(), "venv", "--quiet", "--python", python, str(room / "venv")], cwd=room)
            _install(own, "uv", wheel, "", locked=locked)
        except Failed:
            shutil.rmtree(room / "venv", ignore_errors=True)
        else:
            return own, "uv"
    run([python, "-m", "venv", str(room / "venv")], cwd=room)
    _install(own, "pip", wheel, "", locked=locked)
    return own, "pip"


def _install(own: Path, by: str, wheel: Path, extra: str, *, locked: bool) -> None:
    if by == "uv":
        command = [*_uv(), "pip", "install", "--quiet", "--python", str(own)]
    else:
        command = [str(own), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if locked:
        lock = REPOSITORY / "locks" / f"{extra or 'core'}.txt"
        run([*command, "--require-hashes", "-r", str(lock)], cwd=own.parent)
        run([*command, "--no-deps", str(wheel)], cwd=own.parent)
    else:
        wanted = f"tierbook[{extra}] @ {wheel.as_uri()}" if extra else str(wheel)
        run([*command, wanted], cwd=own.parent)


def run(command: Sequence[str], *, cwd: Path, **more: str) -> str:
    """Run a command that sees nothing of this checkout, and return what it printed.

    Raises:
        Failed: it ended otherwise than with 0, or took too long.
    """
    hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    env = {k: v for k, v in os.environ.items() if k not in hidden and not k.startswith("TIERBOOK_")}
    try:
        told = subprocess.run(
            command, cwd=cwd, env={**env, **more}, capture_output=True, text=True, check=False, timeout=WAIT
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Failed(f"{' '.join(command[:4])}: {error}") from error
    if told.returncode:
        last = (told.stderr or told.stdout).strip().splitlines()[-12:]
        raise Failed(
            f"{' '.join(command)} ended with status {told.returncode}\n  " + "\n  ".join(last)
        )
    return told.stdout


if __name__ == "__main__":
    main()
