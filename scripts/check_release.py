"""The checklist of a release, step by step; `docs/how-to/cut-a-release.md` says what comes before and after it.

Run: python scripts/check_release.py [--only STEP]... [--list]

Each step is named with what came of it. All are run, also after one that failed. Exit 1 where a step failed or could
not be done: a release is cut when none did.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
VERSION_FILE = "src/tierbook/files/version.py"
SBOM = "dist/tierbook-{version}.cdx.json"


class Fault(Exception):
    """A step failed; the words say what to do."""


def main() -> None:
    """Run the steps; exit 1 where one failed."""
    parser = argparse.ArgumentParser(description="The checklist of a release.")
    parser.add_argument(
        "--only", action="append", choices=[*STEPS], help="this step; may be repeated"
    )
    parser.add_argument(
        "--list", action="store_true", help="print the steps and what each looks at"
    )
    options = parser.parse_args()
    if options.list:
        for name, step in STEPS.items():
            print(f"{name:8} {(step.__doc__ or '').strip()}")
        return
    failed = []
    for name, step in STEPS.items():
        if options.only and name not in options.only:
            continue
        start = time.monotonic()
        try:
            told = step()
        except Fault as fault:
            failed.append(name)
            print(f"FAILED  {name}: {fault}", flush=True)
        else:
            print(f"good    {name}: {told} ({time.monotonic() - start:.0f} s)", flush=True)
    if failed:
        sys.exit(f"not to be released yet: {', '.join(failed)}")
    print("every step is good" if not options.only else "good so far as was asked")


def tree() -> str:
    """Nothing is changed and not committed; the version has no tag yet, or it is this commit's."""
    changed = _run("git", "status", "--porcelain").splitlines()
    if changed:
        raise Fault(f"not committed: {', '.join(line[3:] for line in changed[:5])}")
    tag = f"v{_version()}"
    if _run("git", "tag", "--list", tag).strip():
        here, there = (
            _run("git", "rev-parse", name).strip() for name in ("HEAD", f"{tag}^{{commit}}")
        )
        if here != there:
            raise Fault(f"{tag} is another commit already; raise the version in {VERSION_FILE}")
    return f"clean, to be tagged {tag}"


def version() -> str:
    """The changelog opens with the version and its date, and CITATION.cff names the same two."""
    now = _version()
    faults = disagreements(now, _read("CHANGELOG.md"), _read("CITATION.cff"))
    if faults:
        raise Fault("; ".join(faults))
    return now


def disagreements(now: str, changelog: str, citation: str) -> list[str]:
    """Return in which ways changelog and citation do not say that a version is released."""
    faults = []
    heads = re.findall(r"^## (.+)$", changelog, re.MULTILINE)
    head = heads[0] if heads else ""
    found = re.fullmatch(r"(\d+\.\d+\.\d+) \((\d{4}-\d{2}-\d{2})\)", head)
    if found is None:
        faults.append(f"CHANGELOG.md opens with {head!r}: write `## {now} (YYYY-MM-DD)`")
    elif found[1] != now:
        faults.append(f"CHANGELOG.md opens with {found[1]}, and the version is {now}")
    for name, wanted in (("version", now), ("date-released", found[2] if found else None)):
        cited = re.search(rf"^{name}: (\S+)$", citation, re.MULTILINE)
        told = cited[1] if cited else "none"
        if wanted is not None and told != wanted:
            faults.append(f"CITATION.cff has {name} {told}, which should be {wanted}")
    return faults


def lock() -> str:
    """The locks hold what pyproject.toml asks for, each package with its hashes."""
    return _last(_run(sys.executable, "scripts/lock.py", "--check"))


def lint() -> str:
    """Lint, types and import contracts hold."""
    _run("make", "lint")
    return "nothing found"


def tests() -> str:
    """Every test passes, and none is left out for want of a program, a disk or a text."""
    command = (sys.executable, "-m", "pytest", "-q", "--numprocesses=auto")
    return count_tests(_run(*command, TIERBOOK_REQUIRE="all"))


def count_tests(told: str) -> str:
    """Return how many tests passed, by what pytest said.

    Raises:
        Fault: some were left out.
    """
    left = re.findall(r"^left out: (?!nothing$).+$", told, re.MULTILINE)
    if left:
        raise Fault("; ".join(left))
    found = re.findall(r"^.*\b\d+ passed\b.*$", told, re.MULTILINE)
    return found[-1].strip() if found else _last(told)


def wheel() -> str:
    """Wheel and sdist are built alike twice, and run in clean environments of every Python, locked packages too."""
    counts = []
    for more in ((), ("--locked",)):
        told = _run(sys.executable, "scripts/try_wheel.py", *more).splitlines()
        missing = [line for line in told if line.startswith("missing")]
        if missing:
            raise Fault("; ".join(missing))
        counts.append(sum(line.startswith("good") for line in told))
    return f"{counts[0]} Pythons, and {counts[1]} with what the lock names"


def docs() -> str:
    """The site of the docs is built without a warning."""
    return _last(_run("make", "docs"))


def sbom() -> str:
    """What an installation by the lock is made of is listed beside the wheel."""
    out = SBOM.format(version=_version())
    return _last(_run(sys.executable, "scripts/sbom.py", out, "--lock", "library"))


def audit() -> str:
    """No fault is known of the locked packages; that nobody could be asked is a failure."""
    return _last(_run(sys.executable, "scripts/audit.py"))


STEPS: dict[str, Callable[[], str]] = {
    step.__name__: step for step in (tree, version, lock, lint, tests, wheel, docs, sbom, audit)
}


def _version() -> str:
    found = re.search(r'^VERSION = "([^"]+)"$', _read(VERSION_FILE), re.MULTILINE)
    if found is None:
        raise Fault(f"{VERSION_FILE} holds no version")
    return found[1]


def _read(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def _run(*command: str, **more: str) -> str:
    told = subprocess.run(
        command, cwd=REPOSITORY, env={**os.environ, **more}, capture_output=True, text=True, check=False
    )  # fmt: skip
    if told.returncode:
        last = (told.stdout + told.stderr).strip().splitlines()[-15:]
        raise Fault(
            f"{' '.join(command)} ended with status {told.returncode}\n  " + "\n  ".join(last)
        )
    return told.stdout


def _last(told: str) -> str:
    lines = told.strip().splitlines()
    return lines[-1] if lines else "done"


if __name__ == "__main__":
    main()
