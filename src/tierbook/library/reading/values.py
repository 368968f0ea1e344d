"""Values in words: what a page prints for the value of a finding, always a word and where there is one a shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tierbook.editions import TIERS
from tierbook.library.reading.variables import code_label, describe_variable
from tierbook.places import country_name
from tierbook.text import in_sentence

__all__ = [
    "ABSENCES",
    "ValueInWords",
    "absence_in_words",
    "country_name",
    "country_or_unknown",
    "value_in_words",
]

SHOWN_IN_MARGIN = 3
COUNTRIES_IN_MARGIN = 18
SHAPES = {"yes": "yes", "no": "no", "mixed": "mixed", "not_reported": "nr"}
ABSENCES = {
    "not_stated": "not stated",
    "not_in_summary": "not in the summary",
    "not_asked": "not asked in this edition",
    "not_reported": "not reported",
    "not_held": "not held",
    "not_read": "named, but no value read",
    "unreadable": "unreadable",
}


def country_or_unknown(code: str | None, edition: int | None = None) -> str:
    """Return a country's name in an edition, or that it is not known."""
    return country_name(code, edition) if code else "Country not known"


@dataclass(frozen=True, slots=True)
class ValueInWords:
    """A value for a page.

    Attributes:
        word: the whole value in words.
        shape: id of the sign beside it (`yes, no, mixed, nr, silent, need`), or empty.
        tier: the tier's code where the value is a stated tier, else empty.
        short: a shorter form for a margin (codes of countries), same as `word` where there is none.
    """

    word: str
    shape: str = ""
    tier: str = ""
    short: str = ""

    @property
    def brief(self) -> str:
        """The form for a margin note."""
        return self.short or self.word


def absence_in_words(absence: str) -> ValueInWords:
    """Return a named absence with its sign."""
    return ValueInWords(
        code_label(absence, ABSENCES), shape="nr" if absence == "not_reported" else "silent"
    )


def value_in_words(variable: str, value: Any) -> ValueInWords:
    """Return the value of a variable in words.

    Example:
        `value_in_words("profile.origins", ["CHN", "THA"])` reads `China, Thailand`, shorter `CHN THA`.
    """
    facts = describe_variable(variable)
    if variable == "tier.stated" and isinstance(value, str):
        return ValueInWords(TIERS.get(value, value), tier=value)
    if value is None:
        return absence_in_words("not_stated")
    if isinstance(value, str):
        if value in SHAPES:
            return ValueInWords(value.replace("_", " "), shape=SHAPES[value])
        return ValueInWords(code_label(value, facts.vocabulary))
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        if facts.type == "countries" or (facts.type is None and _are_codes(value)):
            return ValueInWords(
                ", ".join(country_name(v) for v in value),
                short=" ".join(value[:COUNTRIES_IN_MARGIN])
                + (
                    f" and {len(value) - COUNTRIES_IN_MARGIN} more"
                    if len(value) > COUNTRIES_IN_MARGIN
                    else ""
                ),
            )
        return ValueInWords(", ".join(code_label(v, facts.vocabulary) for v in value))
    if isinstance(value, list) and all(isinstance(v, dict) for v in value):
        return _rows_in_words(variable, value)
    return ValueInWords(str(value))


def _are_codes(value: list[str]) -> bool:
    return bool(value) and all(len(v) == 3 and v.isupper() for v in value)


def _rows_in_words(variable: str, rows: list[dict[str, Any]]) -> ValueInWords:
    if all("from" in row and "to" in row for row in rows):
        long = "; ".join(f"{country_name(r['from'])} to {country_name(r['to'])}" for r in rows)
        return ValueInWords(long, short=_some([f"{r['from']} to {r['to']}" for r in rows], ", "))
    if all("topic" in row for row in rows):
        topics = dict.fromkeys(
            in_sentence(describe_variable(str(r["topic"])).label) for r in rows if r["topic"]
        )
        count = f"{len(rows)} recommendation" + ("s" if len(rows) != 1 else "")
        return ValueInWords(f"{count}: {', '.join(topics)}" if topics else count, short=count)
    if all("outcome" in row for row in rows):
        long = "; ".join(_case(row) for row in rows)
        return ValueInWords(long, short=_some([_case(row, brief=True) for row in rows], "; "))
    if all("n" in row for row in rows):
        shown = _without_comparisons(rows)
        return ValueInWords(
            "; ".join(_count(variable, r) for r in shown),
            short=_some([_count(variable, r, brief=True) for r in shown], "; "),
        )
    return ValueInWords("; ".join(str(r.get("text", r)) for r in rows))


def _case(row: dict[str, Any], *, brief: bool = False) -> str:
    """Return a case in words: role, outcome, offence, sentence."""
    words = [code_label(row["role"]), str(row["outcome"])]
    if row.get("offence") and not brief:
        words.append(f"for {str(row['offence']).replace('_', ' ')}")
    if row.get("sentence_months"):
        words.append(
            f"{row['sentence_months']} months" + (", suspended" if row.get("suspended") else "")
        )
    if row.get("date") and not brief:
        words.append(f"({row['date']})")
    return " ".join(words)


def _some(words: list[str], between: str) -> str:
    """Return the first few, and how many more there are."""
    if len(words) <= SHOWN_IN_MARGIN + 1:
        return between.join(words)
    more = len(words) - SHOWN_IN_MARGIN
    return f"{between.join(words[:SHOWN_IN_MARGIN])} and {more} more"


def _without_comparisons(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out figures of the year before that stand beside a figure already as its comparison."""
    compared = {(r.get("what"), r.get("compared_with")) for r in rows}
    kept = [
        r
        for r in rows
        if r.get("period") != "previous" or (r.get("what"), r.get("n")) not in compared
    ]
    return sorted(kept, key=lambda r: r.get("period") == "previous")


def _number(row: dict[str, Any]) -> str:
    if row.get("exactness") == "none_reported":
        return "none reported"
    if row["n"] is None:
        return "not reported"
    most = row.get("n_max")
    shown = f"{row['n']:,}" if isinstance(row["n"], int) else str(row["n"])
    return f"{shown} to {most:,}" if most not in (None, row["n"]) else shown


def _count(variable: str, row: dict[str, Any], *, brief: bool = False) -> str:
    words = [_number(row)]
    counts = row["n"] is not None and row.get("exactness") != "none_reported"
    if row.get("unit") and counts and not brief:
        words.append(str(row["unit"]).replace("_", " "))
    what = str(row.get("what") or "")
    if what and what != variable.rpartition(".")[2]:
        words.append(f"({what.replace('_', ' ')})")
    if row.get("compared_with") is not None:
        words.append(f"({_comparison(row['compared_with'])} before)")
    period = str(row.get("period") or "current")
    if period == "previous":
        words.append("the year before")
    elif period != "current":
        words.append(f"in {period}" if period[:1].isdigit() else f"({period.replace('_', ' ')})")
    return " ".join(words)


def _comparison(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
