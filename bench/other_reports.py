"""What the coder finds in paragraphs of another report: none of it is about the Trafficking in Persons Report.

Each paragraph is coded alone, without country, as a text of the edition after its year. Tiers, waivers and changes of
tier found there are wrong for certain; of the rest a sample is printed to be read, since the sibling report speaks of
trafficking too.

Usage: python bench/other_reports.py [FILE] [--pages N] [--sample N] [--seed N]

FILE is `.jsonl` or `.jsonl.gz`, one page a line: `edition_covers_year`, `paragraphs` with `text`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tierbook.coding import Coding, code_narrative
from tierbook.errors import TierbookError
from tierbook.files import canonical_json
from tierbook.narrative import parse_document
from tierbook.pages import ReadOptions, read_bytes

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TIERBOOK_SHARED") or REPOSITORY.parent / "shared")
PAGES = SHARED / "data" / "hr-reports" / "hr-trafficking-2016-2024.jsonl.gz"
LEAST = 80  # characters: shorter paragraphs are headings
CERTAIN = ("tier.stated", "tier.standards", "tier.watch_list_year", "tier.waiver", "tier.change")


def main() -> int:
    """Code, count, and print a sample; 1 where something was found that cannot be there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=PAGES)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--sample", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if not options.file.is_file():
        print(f"no paragraphs at {options.file}: nothing to judge")
        return 0
    draw = random.Random(options.seed)
    paragraphs = list(read_paragraphs(options.file, options.pages, draw))
    found: Counter[str] = Counter()
    rows: list[tuple[str, str, str]] = []
    for text, edition in paragraphs:
        coding = code_paragraph(text, edition)
        for finding in coding.findings if coding else ():
            found[finding.variable] += 1
            words = finding.evidence[0].text if finding.evidence else ""
            rows.append((finding.variable, str(finding.value)[:60], words))
    print(f"{len(paragraphs)} paragraphs, {sum(found.values())} findings")
    for variable, n in found.most_common():
        print(f"  {variable:40}{1000 * n / len(paragraphs):8.1f} of 1,000")
    wrong = {name: found[name] for name in CERTAIN if found[name]}
    print(f"wrong for certain: {wrong or 'none'}")
    for variable, value, words in draw.sample(rows, min(options.sample, len(rows))):
        print(f"\n{variable} = {value}\n  {' '.join(words.split())}")
    return int(bool(wrong))


def read_paragraphs(path: Path, pages: int, draw: random.Random) -> Iterator[tuple[str, int]]:
    """Yield the paragraphs of some pages, drawn by seed, each with the edition after its year."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as stream
    ):
        rows = [json.loads(line) for line in stream]
    for row in draw.sample(rows, min(pages, len(rows))):
        for paragraph in row["paragraphs"]:
            if len(paragraph["text"]) >= LEAST:
                yield paragraph["text"], int(row["edition_covers_year"]) + 1


def code_paragraph(text: str, edition: int) -> Coding | None:
    """Code one paragraph; None where it is no text."""
    record = canonical_json({"text": text, "edition": edition})
    try:
        documents = read_bytes(record, name="paragraph.jsonl", options=ReadOptions()).documents
        return code_narrative(parse_document(documents[0])) if documents else None
    except TierbookError:
        return None


if __name__ == "__main__":
    raise SystemExit(main())
