"""Our profile variables beside those of the Human Trafficking Index, which people coded for the edition of 2008.

The texts held of that edition are Factbook summaries, so what people found in the whole narrative may not stand there:
precision says how often they agree with what we found, recall how much of theirs a summary lets us find. Their 1 (yes)
and 3 (cannot be told, mostly of the opening sentence) both count as coded; blank and 0 do not.

Usage: python bench/htc.py [--shared DIR]
"""

from __future__ import annotations

import argparse
import csv
import json
import os
from collections.abc import Mapping
from pathlib import Path

from tierbook.codebook import load_codebook
from tierbook.coding import Coding, code_narrative
from tierbook.narrative import parse_document
from tierbook.pages import read_bytes
from tierbook.places import find_country

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TIERBOOK_SHARED") or REPOSITORY.parent / "shared")
EDITION = 2008


def main() -> None:
    """Print agreement for each of their variables that one of our profile variables maps to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    data = parser.parse_args().shared / "data"
    if not data.is_dir():
        print(f"no data at {data}: nothing to compare with")
        return
    with (data / "htc-2008.csv").open() as stream:
        theirs = {row["iso3"]: row for row in csv.DictReader(stream)}
    codings = code_summaries(data / "factbook-trafficking-2007-2025.jsonl", theirs)
    maps = profile_maps()
    print(
        f"{len(codings)} countries, edition {EDITION}, summaries against codings of the narratives"
    )
    print(f"{'their variable':20} both  ours alone  theirs alone")
    total = [0, 0, 0]
    for name, values in maps.items():
        counts = [0, 0, 0]
        for country, coding in codings.items():
            ours, coded = predicts(coding, values), theirs[country][name] in ("1", "3")
            if ours or coded:
                counts[0 if ours and coded else 1 if ours else 2] += 1
        total = [a + b for a, b in zip(total, counts, strict=True)]
        print(f"{name:20}{counts[0]:5}{counts[1]:12}{counts[2]:14}")
    both, ours_alone, theirs_alone = total
    print(
        f"all: precision {both / (both + ours_alone):.2f}, recall {both / (both + theirs_alone):.2f}"
    )


def code_summaries(path: Path, wanted: Mapping[str, object]) -> dict[str, Coding]:
    """Code the first summary of each country that people coded."""
    codings: dict[str, Coding] = {}
    for line in path.read_text().splitlines():
        row = json.loads(line)
        country = find_country(row["country"] or "")
        if row["tip_edition"] != EDITION or country is None or country.code not in wanted:
            continue
        if country.code in codings:
            continue
        record = {"text": row["text"], "country": country.code, "edition": EDITION}
        record["text_kind"] = "summary"
        document = read_bytes(json.dumps(record).encode(), name="text.jsonl").documents[0]
        codings[country.code] = code_narrative(parse_document(document))
    return codings


def profile_maps() -> dict[str, dict[str, frozenset[str]]]:
    """Return their variables that variables of the profile map to, with our values that mean *coded*."""
    maps: dict[str, dict[str, frozenset[str]]] = {}
    for variable in load_codebook().variables.values():
        if variable.pillar == "profile":
            for name, values in variable.maps.htc.items():
                maps.setdefault(name, {})[variable.id] = frozenset(values)
    return maps


def predicts(coding: Coding, values: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a coding has one of the values."""
    for finding in coding.findings:
        wanted = values.get(finding.variable)
        if wanted is not None:
            found = finding.value if isinstance(finding.value, list) else [finding.value]
            if wanted & set(map(str, found)):
                return True
    return False


if __name__ == "__main__":
    main()
