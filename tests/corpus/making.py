"""Pages and records in our own words, for tests that need many."""

from __future__ import annotations

import json
from pathlib import Path

COUNTRIES = ("KENYA", "JAPAN", "ARUBA", "GHANA", "CHAD", "PERU")


def narrative(country: str = "KENYA", number: int = 1) -> str:
    """A short narrative with a tier line; the number makes each a page of its own."""
    name = country.title()
    return (
        f"{country}: TIER 2\n\n"
        f"{name} does not fully meet the minimum standards but is making significant efforts to do so.\n\n"
        f"Courts convicted {number} traffickers. The police investigated {number + 3} cases of sex trafficking. "
        "The ministry opened a shelter for victims of trafficking.\n"
    )


def write_narratives(folder: Path, count: int) -> list[Path]:
    """Write pages into a folder named by an edition."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(1, count + 1):
        path = folder / f"page-{number:03}.txt"
        path.write_text(narrative(COUNTRIES[number % len(COUNTRIES)], number), encoding="utf-8")
        paths.append(path)
    return paths


def record(number: int = 1, **more: object) -> dict[str, object]:
    """A record of a file of many: a summary with semicolons."""
    text = (
        f"traffickers exploit Kenyan men in forced labor on {number} farms; traffickers exploit women in sex "
        "trafficking; the government convicted more traffickers; officials opened a hotline (2022)"
    )
    return {"text": text, "country": "KEN", "edition": 2022, **more}


def write_records(path: Path, count: int) -> Path:
    """Write a file of records."""
    rows = (json.dumps(record(number)) for number in range(1, count + 1))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
