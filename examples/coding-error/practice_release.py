"""Write a folder with the three tables of a release that a correction needs, and a covariate, to practise on.

    python examples/coding-error/practice_release.py practice

The texts are those of texts.csv: invented, and so are the people who coded a sample of them and the income of their
countries. Laid among them, as in a real release, are what a regression must leave out: summaries, which leave much out,
and editions that a question has not. Tables and columns have the names of a release's. No number is of a real country.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

TEXTS = Path(__file__).with_name("texts.csv")
ASKED = "protection.shelter"
SAMPLE = "s-practice"
NOTE = """Invented, for practice: no text of the Trafficking in Persons Report, no country,
no person stands behind a row here. Made by examples/coding-error/practice_release.py of tierbook. Not to be cited.
"""


def main(folder: Path) -> None:
    """Write the tables, and print what people would have found, had they coded every text."""
    with TEXTS.open(encoding="utf-8", newline="") as file:
        texts = list(csv.DictReader(file))
    consensus, units, decisions, income = [], [], [], []
    for text in texts:
        head = _head(text, "narrative")
        yes = text["program"] == "1"
        consensus.append(_value(head, "yes" if yes else "", "stated" if yes else "not_stated"))
        income.append({**_unit(text), "income": text["income"]})
        if text["people"]:
            chance = float(text["probability"])
            drawn = {
                "sample": SAMPLE,
                **head,
                "stratum": f"drawn at {chance:.4f}",
                "probability": chance,
            }
            units.append(drawn)
            decisions.append(
                {
                    "sample": SAMPLE,
                    "coder": "invented",
                    **head,
                    "variable": ASKED,
                    "level": "",
                    "place": "",
                    "person_value": "yes" if text["people"] == "1" else "not_stated",
                }
            )
    for text in texts[::10]:  # the first edition of each country, told as if it were another
        summary = _head({**text, "edition": "2008"}, "summary")
        consensus.append(_value(summary, "", "not_in_summary"))
        income.append({**_unit({**text, "edition": "2008"}), "income": text["income"]})
        early = _head({**text, "edition": "2000"}, "narrative")
        consensus.append(_value(early, "", "not_asked"))
        income.append({**_unit({**text, "edition": "2000"}), "income": text["income"]})
    (folder / "csv").mkdir(parents=True, exist_ok=True)
    (folder / "README.md").write_text(NOTE, encoding="utf-8")
    _write(folder / "csv" / "findings_consensus.csv", consensus)
    _write(folder / "csv" / "sample_units.csv", units)
    _write(folder / "csv" / "sample_decisions.csv", decisions)
    _write(folder / "income.csv", income)
    truth = [float(text["truth"]) for text in texts]
    slope = _slope([float(text["income"]) for text in texts], truth)
    print(f"{len(texts)} invented narratives, {len(units)} of them coded by invented people")
    print(f"truth of income, had people coded every text: {slope:.3f}")


def _unit(text: Mapping[str, str]) -> dict[str, str]:
    return {"iso3": f"X{text['country'].split()[-1]}", "edition": text["edition"]}


def _head(text: Mapping[str, str], kind: str) -> dict[str, str]:
    unit = _unit(text)
    document = f"invented-{unit['iso3'].lower()}-{unit['edition']}-{kind}"
    return {"document": document, **unit, "text_kind": kind}


def _value(head: Mapping[str, str], value: str, absence: str) -> dict[str, str]:
    return {**head, "variable": ASKED, "value": value, "absence": absence, "program_value": ""}


def _slope(x: list[float], y: list[float]) -> float:
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    both = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return both / sum((a - mean_x) ** 2 for a in x)


def _write(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "practice"))
