"""Print a made narrative, and how the first ones compare with real ones in length."""

from __future__ import annotations

import argparse
import statistics

from bench.narratives import SEED, make_narratives


def main() -> None:
    """Print the newest narrative of the first country."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--documents", type=int, default=60)
    options = parser.parse_args()
    rows = list(make_narratives(options.documents, options.seed))
    print(rows[-1].text)
    size = statistics.mean(len(row.text) for row in rows)
    print(f"{len(rows)} narratives, {size:.0f} characters on average")


if __name__ == "__main__":
    main()
