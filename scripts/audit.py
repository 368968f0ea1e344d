"""Ask for known faults of the packages that an installation runs on: those of a lock, with pip-audit.

Run: python scripts/audit.py [locks/all.txt]

Exit 0: none is known. Exit 1: some are; each is named with the version that mends it. Exit 2: nobody could be asked, so
that nothing is known; on a machine without the network that is no fault of the packages.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
AWAY = re.compile(
    r"ConnectionError|ConnectTimeout|ReadTimeout|NewConnectionError|MaxRetryError|ProxyError|SSLError|ServiceError"
    r"|HTTPError|JSONDecodeError|Max retries|Temporary failure in name resolution|Connection (?:refused|reset|aborted)"
    r"|unreachable|timed out|(?:403|404|407|50[0234]) (?:Client|Server) Error"
)
NOT_ASKED = 2
NOBODY = "no advisory service answered, so nothing is known of the packages"
AGAIN = "run make audit again where the network reaches one"


def main() -> None:
    """Ask, and say what came of it."""
    parser = argparse.ArgumentParser(description="Ask for known faults of locked packages.")
    parser.add_argument("lock", type=Path, nargs="?", default=REPOSITORY / "locks" / "all.txt")
    lock = parser.parse_args().lock
    if not lock.is_file():
        sys.exit(f"{lock} is no file; run make lock")
    if find_spec("pip_audit") is None:
        sys.exit("pip-audit is not here; it comes with the extra dev")
    command = [
        sys.executable, "-m", "pip_audit", "--format", "json", "--disable-pip", "--require-hashes",
        "--progress-spinner", "off", "--timeout", "20", "--requirement", str(lock),
    ]  # fmt: skip
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    code, words = verdict(told.returncode, told.stdout, told.stderr)
    print(words, file=sys.stderr if code else sys.stdout)
    sys.exit(code)


def verdict(status: int, out: str, err: str) -> tuple[int, str]:
    """Return our exit status, and the words, for what pip-audit said."""
    try:
        rows: list[dict[str, Any]] = json.loads(out)["dependencies"]
    except (ValueError, KeyError):
        last = (err.strip().splitlines() or ["pip-audit said nothing"])[-1][:300]
        return (
            (NOT_ASKED, f"{NOBODY}: {last}\n{AGAIN}") if AWAY.search(err) else (status or 1, last)
        )
    faults = [
        f"{row['name']} {row['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no version'}"
        for row in rows
        for fault in row.get("vulns", ())
    ]
    if not rows:
        return NOT_ASKED, f"pip-audit looked at no package, so nothing is known of any\n{AGAIN}"
    unknown = [row["name"] for row in rows if "skip_reason" in row]
    if len(unknown) == len(rows):
        return NOT_ASKED, f"{NOBODY}: {rows[0]['skip_reason']}\n{AGAIN}"
    lines = [*faults, *(f"{name}: the advisory service does not know it" for name in unknown)]
    if lines:
        return 1, "\n".join(lines)
    if status:
        last = (err.strip().splitlines() or ["it gave no reason"])[-1][:300]
        if AWAY.search(err):
            return NOT_ASKED, f"{NOBODY}: {last}\n{AGAIN}"
        return 1, f"pip-audit ended with status {status} and named no fault: {last}"
    return 0, f"no fault is known of {len(rows)} packages"


if __name__ == "__main__":
    main()
