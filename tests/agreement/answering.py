"""Answers for tests: tables of coders by units, and published examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tierbook.agreement import Agreement, Answer, Scale, measure_agreement, scale_named

# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): four observers, twelve units.
KRIPPENDORFF = (
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
)
# J. Fleiss, Measuring nominal scale agreement among many raters (1971): thirty patients, six psychiatrists; how many
# chose depression, personality disorder, schizophrenia, neurosis, other.
FLEISS = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
).split()


def table(rows: Sequence[str], variable: str = "x") -> list[Answer]:
    """Return the answers of a table: a row for each coder, a word for each unit, `*` for none."""
    return [
        Answer(f"c{i}", f"u{j:03}", variable, None if word == "*" else word)
        for i, row in enumerate(rows)
        for j, word in enumerate(row.split())
    ]


def counted(subjects: Sequence[Sequence[int]], variable: str = "x") -> list[Answer]:
    """Return answers of units of which only the number of each value is known."""
    return [
        Answer(f"c{coder:02}", f"u{j:03}", variable, f"v{value}")
        for j, counts in enumerate(subjects)
        for coder, value in enumerate(v for v, n in enumerate(counts) for _ in range(n))
    ]


def crossed(cells: Mapping[tuple[str, str], int], variable: str = "x") -> list[Answer]:
    """Return the answers of two coders from their cross table."""
    pairs = [pair for pair, n in cells.items() for _ in range(n)]
    return [
        Answer(coder, f"u{j:03}", variable, value)
        for j, pair in enumerate(pairs)
        for coder, value in zip("ab", pair, strict=True)
    ]


def measured(answers: Sequence[Answer], scale: str = "nominal", resamples: int = 0) -> Agreement:
    """Return the agreement on the one variable of some answers."""
    scales: dict[str, Scale] = {"_all": scale_named(scale)}
    found = measure_agreement(answers, scales=scales, resamples=resamples)
    (one,) = found.variables.values()
    return one
