"""Findings in plain words: clauses, figures, lists of names. The words are data in `words/`, for people to mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tierbook.codebook import Codebook, figure_label, load_codebook, split_figure
from tierbook.errors import UnknownCountry
from tierbook.files import load_yaml
from tierbook.places import get_country
from tierbook.release.drafts.said import Said
from tierbook.standards import load_statutes
from tierbook.text import in_sentence, join_words, name_in_sentence, number_in_words

__all__ = [
    "Wording",
    "amount_in_words",
    "capital",
    "figure_in_words",
    "is_money",
    "load_words",
    "months_in_words",
]

_MOST_ITEMS = 8


@cache
def load_words(name: str) -> Mapping[str, Any]:
    """Return one file of `words/`."""
    folder = resources.files("tierbook.release") / "drafts" / "words"
    words: Mapping[str, Any] = load_yaml(folder / f"{name}.yaml")
    return words


@dataclass(frozen=True)
class Wording:
    """Puts findings on one country of one edition into words."""

    country: str
    edition: int

    @property
    def name(self) -> str:
        """Return the country's name as it stands within a sentence."""
        return self.place(self.country)

    def place(self, code: str) -> str:
        """Return a country's name, with its article where it takes one; what is no code stands as it is."""
        try:
            name = get_country(code).name_in(self.edition)
        except UnknownCountry:
            return code
        return f"the {name}" if code in load_words("clauses")["articles"] else name

    def clause(self, said: Said, value: str | None = None) -> str | None:
        """Return a finding as a clause without a capital, or None where nothing is written for its value.

        Args:
            said: the statement.
            value: one side or element of it; else the whole.
        """
        words = _clauses().get(said.variable)
        if words is None:
            return None
        if "items" in words:
            items = [value] if value else self.items(said)
            listed = join_words([self.item(said.variable, item) for item in items], _MOST_ITEMS)
            return words["items"].format(country=self.name, items=listed) if items else None
        values = [value] if value else list(said.items)
        found = [clause for v in values if (clause := self._one(words, said, v))]
        return " and ".join(dict.fromkeys(found)).format(country=self.name) if found else None

    def places_clause(self, countries: Said | None, regions: Said | None) -> str | None:
        """Return the clause of countries, with the regions that are named beside them."""
        first = countries or regions
        if first is None:
            return None
        items = [
            self.item(one.variable, i) for one in (countries, regions) if one for i in one.items
        ]
        frame = _clauses()[first.variable]["items"]
        return str(frame.format(country=self.name, items=join_words(items, _MOST_ITEMS)))

    def statement(self, said: Said, value: str | None = None) -> str | None:
        """Return a finding as a clause with whose word it is and how sure: `NGOs alleged that ...`."""
        clause = self.clause(said, value)
        if clause is None:
            return None
        frames = load_words("clauses")
        speaker = frames["said_by"].get(said.said_by)
        if speaker is not None:
            verb = frames["verbs"].get(said.certainty, frames["verbs"]["stated"])
            return str(speaker).format(verb=verb, clause=clause)
        frame = frames["certainty"].get(said.certainty)
        return str(frame).format(clause=clause) if frame else clause

    def items(self, said: Said) -> list[str]:
        """Return the elements of a list in the order of their vocabulary; boys and girls stand for children once."""
        known = _book().variables.get(said.variable)
        codes = list(_book().vocabularies.get(known.vocabulary or "", {})) if known else []
        items = sorted(said.items, key=lambda i: codes.index(i) if i in codes else -1)
        if "children" in items:
            items = [i for i in items if i not in ("boys", "girls")]
        return items

    def listed(self, said: Said) -> str:
        """Return the elements of a list as words of a sentence."""
        return join_words([self.item(said.variable, i) for i in self.items(said)], _MOST_ITEMS)

    def item(self, variable: str, code: str) -> str:
        """Return an element of a list as it stands within a sentence."""
        book = _book()
        known = book.variables.get(variable)
        if known is None or known.type in ("countries", "regions"):
            if known is not None and known.type == "countries":
                return self.place(code)
            return f"the {code}" if code in load_words("clauses")["regions_with_article"] else code
        head, _, rest = code.partition(":")
        if rest:
            return rest.replace("_", " ")
        vocabulary = known.vocabulary or ""
        own = load_words("clauses")["items"].get(vocabulary, {}).get(code)
        label = own or book.vocabularies.get(vocabulary, {}).get(head, code.replace("_", " "))
        return label if own else name_in_sentence(label)

    def figure(self, row: Mapping[str, Any], *, compared: bool = True) -> str | None:
        """Return a figure as a clause: `638 persons were prosecuted (493 the year before)`; None without words."""
        words = load_words("figures")
        head, parts = split_figure(str(row["what"]))
        entry = words["heads"].get(head)
        if entry is None:
            return None
        shown = self._parts(parts)
        before = row.get("compared_with") if compared else None
        aside = (
            f" ({words['before'].format(n=number_in_words(before))})"
            if isinstance(before, int)
            else ""
        )
        if "term" in entry:
            return f"{entry['term'].format(term=months_in_words(row))}{shown}"
        unit = str(row.get("unit") or "")
        if "amount" in entry and is_money(unit):
            return f"{entry['amount'].format(amount=amount_in_words(row))}{shown}{aside}"
        noun, verb = _noun(entry, unit)
        if noun is None or verb is None:
            return None
        if row.get("exactness") == "none_reported":
            return str(words["none_reported"].format(nouns=(entry.get("bare") or noun)[1] + shown))
        number = figure_in_words(row, spelled=True)
        one = row.get("n") == 1 and row.get("n_max") is None
        return f"{number} {noun[0] if one else noun[1]} {'was' if one else 'were'} {verb}{shown}{aside}"

    def route(self, row: Mapping[str, Any]) -> str | None:
        """Return a route as a clause: `victims are taken from Mali to Senegal for forced begging`."""
        if "from" not in row or "to" not in row:
            return None
        forms = row.get("forms") or ()
        listed = [
            self.item("profile.forms", f) for f in ([forms] if isinstance(forms, str) else forms)
        ]
        aim = f" for {join_words(listed)}" if listed else ""
        words = load_words("figures")["route"]
        return str(words.format(start=self.place(row["from"]), end=self.place(row["to"]), aim=aim))

    def none_reported(self, whats: Sequence[str]) -> str:
        """Return in one clause that none of several things was reported."""
        words = load_words("figures")
        entries = [words["heads"][what] for what in whats]
        nouns = [
            (e.get("bare") or e.get("persons") or words["units"]["persons"])[1] for e in entries
        ]
        return str(words["none_reported"].format(nouns=join_words(nouns, conjunction="or")))

    def label(self, what: str) -> str:
        """Return the name of a figure for a table: `Victims identified, for sex trafficking, children`."""
        return figure_label(what)

    def _parts(self, parts: Sequence[str]) -> str:
        known = load_words("figures")["parts"]
        labels = _book().vocabularies["figure_parts"]
        said = [known[part] for part in parts if part in known]
        others = [labels.get(p, p) for p in parts if p not in known]
        tail = f" ({', '.join(map(name_in_sentence, others))})" if others else ""
        return (f" {' and '.join(said)}" if said else "") + tail

    def _one(self, words: Mapping[str, str], said: Said, value: str) -> str | None:
        tails = load_words("clauses")["tails"]
        marks = [w for w in (said.quality, said.level, said.place) if w]
        key = next((f"{value} {w}" for w in marks if f"{value} {w}" in words), value)
        clause = words.get(key)
        if clause is None and value == "not_reported":
            label = _book().variables[said.variable].label
            frame = load_words("clauses")["not_reported"]
            return str(frame.format(label=in_sentence(label)))
        if clause is None:
            return None
        unsaid = [w for w in (said.place, said.level, said.extent) if w and w not in key.split()]
        return clause + "".join(tails.get(w, "") for w in unsaid)


@cache
def _book() -> Codebook:
    return load_codebook()


@cache
def _clauses() -> Mapping[str, Mapping[str, str]]:
    beside_the_law, own = load_statutes().words, load_words("clauses")["clauses"]
    return {v: {**beside_the_law.get(v, {}), **own.get(v, {})} for v in {**beside_the_law, **own}}


def figure_in_words(row: Mapping[str, Any], *, spelled: bool = False) -> str:
    """Return the number of a figure: `12`, `no`, `at least 12`, `between 10 and 12`; below ten spelled, if asked."""
    words = load_words("figures")
    n, most = row["n"], row.get("n_max")

    def shown(number: int) -> str:
        return number_in_words(number) if spelled else f"{number:,}"

    if most is not None and most != n:
        return str(words["between"].format(n=shown(n), most=shown(most)))
    if n == 0:
        return str(words["none"]) if spelled else "0"
    frame = words["exactness"].get(row.get("exactness") or "", "{n}")
    return str(frame.format(n=shown(n)))


def is_money(unit: str) -> bool:
    """Tell whether a unit is a currency: `USD`, `EUR`, or one as printed, `currency:yen`."""
    return unit.startswith("currency:") or (unit.isupper() and len(unit) == 3)


def amount_in_words(row: Mapping[str, Any]) -> str:
    """Return a sum of money with its currency, and the U.S. dollars printed beside another."""
    unit = str(row.get("unit") or "")
    label = _book().vocabularies["units"].get(unit, unit)
    currency = unit.partition(":")[2] or name_in_sentence(label)
    if unit == "USD":
        currency = "U.S. dollars"
    usd = row.get("usd")
    in_usd = f" (${usd:,})" if isinstance(usd, int) and unit != "USD" else ""
    return f"{figure_in_words(row)} {currency}{in_usd}".strip()


def months_in_words(row: Mapping[str, Any]) -> str:
    """Return a term in years where it is whole years, else in months."""
    n = row["n"]
    if n and n % 12 == 0:
        return f"{number_in_words(n // 12)} year{'' if n == 12 else 's'}"
    return f"{number_in_words(n)} month{'' if n == 1 else 's'}"


def capital(words: str) -> str:
    """Return a clause with a capital, and its full stop."""
    text = words.strip()
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?', '.”')) else '.'}"


def _noun(entry: Mapping[str, Any], unit: str) -> tuple[Sequence[str] | None, str | None]:
    units = load_words("figures")["units"]
    if unit in units and (entry.get("says") or entry.get(f"{unit}_says")):
        return entry.get(unit) or units[unit], entry.get(f"{unit}_says") or entry["says"]
    return entry.get("bare"), entry.get("bare_says")
