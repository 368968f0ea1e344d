"""List what an installation is made of, as CycloneDX: every package with its version, licence and where it is found.

Run: python scripts/sbom.py OUT.json [--python PYTHON | --lock library]

PYTHON is that of an environment in which tierbook is installed; this one unless told. `--lock` makes a new environment
of locks/library.txt and this checkout, lists it, and takes it away. The list is that of cyclonedx-py, without what
would tell of the machine: two environments with the same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
SPEC = "1.6"
HERE = re.compile(r"^(?:file:|/|[A-Za-z]:[\\/])")  # an address on one machine


def main() -> None:
    """Write the list; exit 1 where there is none to be had."""
    parser = argparse.ArgumentParser(description="List what an installation is made of.")
    parser.add_argument("out", type=Path, help="the file to write")
    parser.add_argument("--python", default=sys.executable, help="of the environment")
    parser.add_argument("--lock", help="list a new environment of this lock: library")
    options = parser.parse_args()
    if options.lock:
        with tempfile.TemporaryDirectory() as folder:
            made = list_packages(install_lock(options.lock, Path(folder) / "venv"))
    else:
        made = list_packages(options.python)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{options.out}: {len(made['components'])} packages, CycloneDX {SPEC}")


def install_lock(name: str, venv: Path) -> str:
    """Return the Python of a new environment that holds what a lock names, and tierbook of this checkout."""
    lock = REPOSITORY / "locks" / f"{name}.txt"
    if not lock.is_file():
        sys.exit(f"{lock} is no file; run make lock")
    found = shutil.which("uv")
    uv = [found] if found else [sys.executable, "-m", "uv"]
    python = str(venv / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    install = [*uv, "pip", "install", "--quiet", "--python", python]
    for command in (
        [*uv, "venv", "--quiet", "--python", sys.executable, str(venv)],
        [*install, "--require-hashes", "-r", str(lock)],
        [*install, "--no-deps", str(REPOSITORY)],
    ):
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        if told.returncode:
            sys.exit(f"{lock.name} cannot be installed:\n{told.stderr.strip()}")
    return python


def list_packages(python: str) -> dict[str, Any]:
    """Return the list of an environment's packages."""
    if find_spec("cyclonedx_py") is None:
        sys.exit("cyclonedx-bom is not here; it comes with the extra dev")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "sbom.json"
        command = [
            sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--sv", SPEC, "--of", "JSON",
            "--pyproject", str(REPOSITORY / "pyproject.toml"), "--output-file", str(out), python,
        ]  # fmt: skip
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        if told.returncode:
            sys.exit(f"no list can be made of {python}:\n{told.stderr.strip()}")
        record: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return without_machine(record)


def without_machine(record: dict[str, Any]) -> dict[str, Any]:
    """Return a list without addresses on one machine and without the tools that made it, in a fixed order."""
    kept = dict(_cleaned(record))
    kept.get("metadata", {}).pop("tools", None)
    kept.get("metadata", {}).pop("timestamp", None)
    kept.pop("serialNumber", None)
    for name, key in (("components", "bom-ref"), ("dependencies", "ref")):
        if name in kept:
            kept[name] = sorted(kept[name], key=lambda row: str(row[key]).lower())
    return kept


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(row) for row in value if not _of_a_machine(row)]
    return value


def _of_a_machine(row: Any) -> bool:
    """Tell whether a row is a reference, or a property, that names a file of this machine."""
    if not isinstance(row, dict):
        return False
    return any(HERE.match(str(row.get(key, ""))) for key in ("url", "value"))


if __name__ == "__main__":
    main()
