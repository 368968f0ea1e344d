"""From findings to the points of a section, by the rules of `words/briefing.yaml`.

A point is a sentence of ours that restates findings, a count of head figures, or a sentence of the text quoted whole. A
sentence is quoted once in a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tierbook.codebook import load_codebook
from tierbook.release.drafts.citing import Citer, trim_item
from tierbook.release.drafts.model import Ground, Run, Sentence, sentence
from tierbook.release.drafts.said import Said, by_variable, preferred
from tierbook.release.drafts.wording import Wording, capital, load_words
from tierbook.text import join_words, late

if TYPE_CHECKING:
    from tierbook.coding import Coding
    from tierbook.standards import Assessment

__all__ = ["Pointer", "WeighedPoint", "head_figure"]

_CONDITION = late(
    r"(?P<variable>[a-z_]+\.[a-z_]+) is (?P<values>[a-z_]+(?: or [a-z_]+)*)(?P<weak> weak)?"
)
_USUAL_ACTORS = ("government", "none")
_MOST_CLAUSES = 3
_MOST_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class WeighedPoint:
    """One point of a part; the heavier one stays where a page is full."""

    part: str
    id: str
    weight: int
    sentences: tuple[Sentence, ...]


class Pointer:
    """Chooses the points of one coding; keeps what has been quoted, so that it is quoted once."""

    def __init__(self, coding: Coding, said: Sequence[Said], assessment: Assessment | None) -> None:
        document = coding.narrative.document
        self.wording = Wording(document.country or "", document.edition or 0)
        self.narrative = coding.narrative
        self.citer = Citer(coding.narrative)
        self.rules = load_words("briefing")
        self.said = by_variable(one for one in said if _of_period(one))
        self.quoted: set[tuple[int, int]] = set()  # sentences that stand in the document whole
        self.told: set[tuple[int, int]] = set()  # sentences that ours restate
        self._points: dict[str, list[WeighedPoint]] | None = None
        self._carried: dict[tuple[int, int], set[str]] = {}
        for finding in coding.findings:
            for e in finding.evidence:
                self._carried.setdefault((e.paragraph, e.sentence), set()).add(finding.variable)
        self._pillars = {v.id: v.pillar for v in load_codebook().variables.values()}
        self._against, self._favor = _sides(assessment)
        self._turned = self._after_turns()

    def points(self, part: str) -> list[WeighedPoint]:
        """Return the points of a part in their order, no more than the rules allow.

        All parts are chosen at once, the heaviest points first: a sentence goes where it weighs most, and a lighter
        point that would tell half of it is not made.
        """
        if self._points is None:
            self._points = self._choose()
        return self._points[part]

    def _choose(self) -> dict[str, list[WeighedPoint]]:
        parts = self.rules["parts"]
        made: dict[str, dict[str, WeighedPoint]] = {part: {} for part in parts}
        rules = [(part, rule) for part in parts for rule in parts[part]]
        for part, rule in sorted(rules, key=lambda row: -int(row[1]["weight"])):
            own = made[part]
            if len(own) == int(self.rules["most_points"]) or rule.get("unless") in own:
                continue
            found = self._point(part, rule)
            if found and not self._told_already(found, made):
                own[rule["id"]] = WeighedPoint(part, rule["id"], int(rule["weight"]), found)
                self.told |= {_place(g) for s in found for g in s.grounds}
        order = {part: [rule["id"] for rule in parts[part]] for part in parts}
        return {
            part: sorted(points.values(), key=lambda p: order[p.part].index(p.id))
            for part, points in made.items()
        }

    def quote(self, ground: Ground) -> Sentence:
        """Return a sentence of the text, whole, as a quotation."""
        first, last = _first_and_last(ground)
        if first != last and first in self.quoted:
            # What the sentence leans on is on the page already.
            ground = self.citer.only(ground)
        self.mark(ground)
        return sentence(Run(trim_item(self.citer.words(ground)), quoted=True), grounds=[ground])

    def is_quoted(self, ground: Ground) -> bool:
        """Tell whether the sentence of a ground stands in the document."""
        return _place(ground) in self.quoted

    def mark(self, ground: Ground) -> None:
        """Note that the sentences of a ground stand in the document."""
        (paragraph, first), (_, last) = _first_and_last(ground)
        self.quoted |= {(paragraph, n) for n in range(first, last + 1)}

    def short(self, ground: Ground, rule: str = "longest_quote") -> bool:
        """Tell whether a sentence is short enough to be quoted in a briefing."""
        return len(self.citer.words(ground).split()) <= int(self.rules[rule])

    def _told_already(
        self, found: tuple[Sentence, ...], made: Mapping[str, Mapping[str, WeighedPoint]]
    ) -> bool:
        """Tell whether a point in our words only repeats a sentence that is quoted, or says what was said."""
        if found[0].runs[0].quoted:
            return False
        before = [s for points in made.values() for p in points.values() for s in p.sentences]
        if found[0].text in {s.text for s in before}:
            return True
        return {_place(g) for g in found[0].grounds} <= self.quoted

    def _point(self, part: str, rule: Mapping[str, Any]) -> tuple[Sentence, ...]:
        if "figures" in rule:
            return self._figures(part, rule["figures"])
        if "quote" in rule:
            found = self._quoted(part, rule)
            if found is None and rule.get("else") == "clauses":
                found = self._clauses(part, rule["quote"], rule.get("is"))
        elif "say" in rule:
            found = self._say(part, rule["say"])
        else:
            found = self._clauses(part, rule["clauses"], rule.get("only"))
        return (found,) if found else ()

    def _quoted(self, part: str, rule: Mapping[str, Any]) -> Sentence | None:
        wanted = tuple(self._named(rule["quote"]))
        in_standards = rule.get("in") == "standards"
        side = rule.get("side")
        ranked: list[tuple[tuple[int, ...], Ground]] = []
        for order, variable in enumerate(wanted):
            for one in self.said.get(variable, ()):
                if "is" in rule and _key(one) not in rule["is"]:
                    continue
                for _, ground in one.grounds:
                    place = _place(ground)
                    pillar = self._pillar(place[0])
                    if pillar != "standards" and (in_standards or pillar != part):
                        continue
                    if side is not None and not self._is_on(side, place):
                        continue
                    if in_standards and self._main_pillar(place) != part:
                        continue
                    if not self._usable(ground, place, in_standards=in_standards):
                        continue
                    carried = len(self._carried.get(place, set()) & set(wanted))
                    away = 0 if in_standards or pillar == part else 1  # its own section first
                    rank = (-carried, *place) if in_standards else (order, away, -carried, *place)
                    ranked.append((rank, ground))
        if not ranked:
            return None
        return self.quote(min(ranked, key=lambda row: row[0])[1])

    def _is_on(self, side: str, place: tuple[int, int]) -> bool:
        """Tell whether a sentence speaks for the government, or against it, by its place or by what counts in it."""
        if side == "against":
            return place in self._against or place in self._turned
        return place in self._favor and place not in self._turned

    def _main_pillar(self, place: tuple[int, int]) -> str:
        """Return the pillar of which a sentence says most."""
        pillars = [self._pillars.get(v, "") for v in sorted(self._carried.get(place, ()))]
        wanted = ("prosecution", "protection", "prevention")
        return max(wanted, key=lambda pillar: (pillars.count(pillar), -wanted.index(pillar)))

    def _usable(self, ground: Ground, place: tuple[int, int], *, in_standards: bool) -> bool:
        if place in self.quoted | self.told or place[0] == 0 or not self.short(ground):
            return False
        if self._pillar(place[0]) == "recommendations":
            return False
        tier = {v for v in self._carried.get(place, ()) if v.startswith("tier.")}
        return not (in_standards and tier)

    def _figures(self, part: str, names: Sequence[str]) -> tuple[Sentence, ...]:
        """Return the sentences of the text that give the head figures, or one of ours where they are many or long."""
        found = [(name, head_figure(self._rows(name, part), name)) for name in names]
        figures = [(name, *pair) for name, pair in found if pair is not None]
        figures = [row for row in figures if self.wording.figure(row[2]) is not None]
        if not figures:
            return ()
        grounds = _fewest([self._of_part(one.carry_row(row), part) for _, one, row in figures])
        if {_place(g) for g in grounds} <= self.quoted:
            return ()
        # The text's own sentences keep the years and the limits of a figure, so they speak for themselves.
        if len(grounds) <= _MOST_SENTENCES and all(
            self.short(g, "longest_figures") for g in grounds
        ):
            return tuple(self.quote(g) for g in grounds if _place(g) not in self.quoted)
        none = [name for name, _, row in figures if row.get("exactness") == "none_reported"]
        clauses = [self.wording.figure(row) for name, _, row in figures if name not in none]
        said = [clause for clause in clauses if clause is not None]
        if none:
            said.append(self.wording.none_reported(none))
        return (sentence(capital(join_clauses(said)), grounds=grounds),)

    def _rows(self, name: str, part: str) -> list[tuple[Said, Mapping[str, Any]]]:
        """Return the figures of one name that stand in a part's own section, or in the opening assessment."""
        return [
            (one, row)
            for variable, found in self.said.items()
            if variable.startswith("figures.")
            for one in found
            for row in one.rows
            if row.get("what") == name and self._of_part(one.carry_row(row), part)
        ]

    def _of_part(self, grounds: Sequence[Ground], part: str) -> tuple[Ground, ...]:
        return tuple(g for g in grounds if self._pillar(_place(g)[0]) in (part, "standards"))

    def _say(self, part: str, choices: Sequence[Mapping[str, Any]]) -> Sentence | None:
        for choice in choices:
            held = [self._holds(condition) for condition in choice["when"]]
            if all(held):
                grounds = [self.best(one, part) for one in held if one is not None]
                return sentence(choice["words"], grounds=grounds)
        return None

    def _holds(self, condition: str) -> Said | None:
        match = _CONDITION.fullmatch(condition)
        assert match is not None, condition
        values = match["values"].split(" or ")
        one = preferred(self.said.get(match["variable"], ()))
        if one is None or one.certainty != "stated" or one.place == "abroad":
            return None
        as_weak = (one.quality == "weak") is (match["weak"] is not None)
        return one if as_weak and set(one.items) & set(values) else None

    def _clauses(
        self, part: str, names: Sequence[str], only: Sequence[str] | None
    ) -> Sentence | None:
        clauses: list[str] = []
        grounds: list[Ground] = []
        for name in names:
            one = preferred(self.said.get(name, ()))
            if one is not None and one.place != "abroad":
                clause = self.wording.statement(one)
                if clause is None or (only is not None and _key(one) not in only):
                    continue
                clauses.append(clause)
                grounds.append(self.best(one, part))
            if len(clauses) == _MOST_CLAUSES:
                break
        return sentence(capital(join_clauses(clauses)), grounds=grounds) if clauses else None

    def best(self, one: Said, part: str) -> Ground:
        """Return the ground of a statement that stands in its own section, else its first."""
        grounds = [g for _, g in one.grounds]
        return next((g for g in grounds if self._pillar(_place(g)[0]) == part), grounds[0])

    def _named(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            if name.endswith("*"):
                yield from (v for v in self.said if v.startswith(name[:-1]))
            else:
                yield name

    def _pillar(self, paragraph: int) -> str:
        return self.narrative.paragraph(paragraph).pillar if paragraph else "standards"

    def _after_turns(self) -> set[tuple[int, int]]:
        """Return the sentences of the opening assessment from its turn to what falls short."""
        turned: set[tuple[int, int]] = set()
        heads = tuple(self.rules["turns"])
        for paragraph in self.narrative.paragraphs:
            if paragraph.pillar != "standards":
                continue
            inside = False
            for s in self.narrative.sentences:
                if s.paragraph != paragraph.n:
                    continue
                inside = inside or self.narrative.text[s.start : s.end].startswith(heads)
                if inside:
                    turned.add((s.paragraph, s.n))
        return turned


def _fewest(choices: Sequence[tuple[Ground, ...]]) -> list[Ground]:
    """Return as few grounds as give every figure one: the ground of most figures first, then the earliest."""
    left = list(choices)
    chosen: list[Ground] = []
    while left:
        known = {g.key: g for grounds in left for g in grounds}
        best = max(known.values(), key=lambda g: sum(g in grounds for grounds in left))
        chosen.append(best)
        left = [grounds for grounds in left if best not in grounds]
    return sorted(chosen, key=_place)


def head_figure(
    rows: Sequence[tuple[Said, Mapping[str, Any]]], name: str
) -> tuple[Said, Mapping[str, Any]] | None:
    """Return the figure that sums up the others of one name: of this period, no part of another, the largest."""
    current = [
        (one, row)
        for one, row in rows
        if row.get("period") in (None, "current")
        and row.get("part_of") is None
        and row.get("law") is None
        and row.get("actor") in (None, *_USUAL_ACTORS)
        and row["what"] == name
    ]
    return max(
        current,
        key=lambda pair: (pair[1]["n"], pair[1].get("compared_with") is not None),
        default=None,
    )


def join_clauses(clauses: Sequence[str]) -> str:
    """Return clauses as one sentence."""
    kept = list(dict.fromkeys(clauses))
    if len(kept) == 2:
        return f"{kept[0]}, and {kept[1]}"
    if len(kept) > 2:
        return f"{', '.join(kept[:-1])}, and {kept[-1]}"
    return join_words(kept)


def _of_period(one: Said) -> bool:
    return one.period == "current" and one.certainty != "no_reports"


def _key(one: Said) -> str:
    return f"{one.value} weak" if one.quality == "weak" else str(one.value)


def _place(ground: Ground) -> tuple[int, int]:
    return _first_and_last(ground)[1]


def _first_and_last(ground: Ground) -> tuple[tuple[int, int], tuple[int, int]]:
    paragraph, _, span = ground.key.rpartition("#")[2].partition(".")
    first, _, last = span.partition("-")
    return (int(paragraph), int(first)), (int(paragraph), int(last))


def _sides(assessment: Assessment | None) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the sentences that count against the government alone, and those that count for it alone."""
    if assessment is None:
        return set(), set()
    quotes = [q for j in (*assessment.standards, *assessment.criteria) for q in j.quotes]
    placed = [
        (q.side, (q.paragraph, q.sentence))
        for q in quotes
        if q.paragraph is not None and q.sentence is not None
    ]
    favor = {place for side, place in placed if side == "for"}
    against = {place for side, place in placed if side == "against"}
    return against - favor, favor - against
