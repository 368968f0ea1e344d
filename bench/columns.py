"""How often two columns woven together are told, and prose is taken for them, on the narratives of 2018.

Usage: python bench/columns.py [FOLDER]

Countries at even places made the rules, those at odd places measure them. Each narrative is wrapped at five widths and
its halves, or it and a neighbour, are woven line by line; the same lines in their order are the counter-proof.
"""

from __future__ import annotations

import argparse
import os
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from tierbook.pages.refusals.columns import count_seams

WIDTHS = (36, 45, 52, 60, 75)
REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TIERBOOK_SHARED") or REPOSITORY.parent / "shared")


def main() -> None:
    """Print recall and false alarms for both halves of the countries."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "folder", nargs="?", type=Path, default=SHARED / "data" / "narratives" / "2018"
    )
    folder = parser.parse_args().folder
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        print(f"no narratives in {folder}, so nothing to measure")
        return
    texts = [path.read_text(encoding="utf-8").split("\n\n") for path in paths]
    for name, part in (("design", texts[::2]), ("test", texts[1::2])):
        woven = [count_seams(text).woven for text in _woven(part)]
        whole = [count_seams(text).woven for text in _whole(part)]
        print(
            f"{name}: told {sum(woven)} of {len(woven)} woven, false alarms {sum(whole)} of {len(whole)}"
        )


def _woven(texts: Sequence[Sequence[str]]) -> Iterator[str]:
    for i, text in enumerate(texts):
        for width in WIDTHS:
            lines, other = _wrapped(text, width), _wrapped(texts[i - 1], width)
            half, shorter = len(lines) // 2, min(len(lines), len(other))
            yield _weave(lines[:half], lines[half:])
            yield _weave(lines[:shorter], other[:shorter])


def _whole(texts: Sequence[Sequence[str]]) -> Iterator[str]:
    for text in texts:
        yield "\n\n".join(text)
        yield " ".join(text)
        for width in (*WIDTHS, 115):
            yield "\n".join(_wrapped(text, width))


def _wrapped(paragraphs: Sequence[str], width: int) -> list[str]:
    return [line for paragraph in paragraphs for line in textwrap.wrap(paragraph, width)]


def _weave(left: Sequence[str], right: Sequence[str]) -> str:
    rows = max(len(left), len(right))
    return "\n".join(
        line for i in range(rows) for column in (left, right) for line in column[i : i + 1]
    )


if __name__ == "__main__":
    main()
