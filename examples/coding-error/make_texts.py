"""Make texts.csv: an invented world in which the truth is known, so that an estimate can be held against it.

    python make_texts.py

Sixty countries with ten texts each. Whether a government runs a shelter for victims goes up with income by 0.10 a
unit. The program finds the sentence on the shelter more often where narratives are long, and they are long where income
is high; so its errors go with the regressor. Aid is 3, and 2 more where there is a shelter. No number here is of a real
country.
"""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from tierbook.agreement import SampleUnit, draw_sample

SEED = 20
COUNTRIES, EDITIONS = 60, range(2009, 2019)
DRAWN = 200
COLUMNS = ("document", "country", "edition", "income", "aid", "program", "people", "probability", "truth")  # fmt: skip


def main() -> None:
    """Write the file beside this one."""
    random = Random(SEED)
    rows = []
    for number in range(1, COUNTRIES + 1):
        country = f"country {number:02}"
        income = random.gauss(0, 1)
        for edition in EDITIONS:
            here = round(income + random.gauss(0, 0.3), 3)
            truth = random.random() < min(max(0.55 + 0.10 * here, 0.02), 0.98)
            found = random.random() < min(max(0.70 + 0.15 * here, 0.05), 0.98)
            program = found if truth else random.random() < 0.05
            aid = round(3 + 2 * truth + random.gauss(0, 1), 3)
            rows.append([f"{country}:{edition}", country, edition, here, aid, int(program), int(truth)])  # fmt: skip
    frame = (SampleUnit(document=row[0], country=row[1], edition=row[2]) for row in rows)
    sample = draw_sample(frame, DRAWN, seed=SEED, by=["era"], floor=50)
    chance = {line["document"]: line["probability"] for line in sample.lines}
    with (Path(__file__).parent / "texts.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        for *row, truth in rows:
            drawn = row[0] in chance
            out.writerow([*row, truth if drawn else "", chance.get(row[0], ""), truth])


if __name__ == "__main__":
    main()
