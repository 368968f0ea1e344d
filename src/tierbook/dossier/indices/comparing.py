"""Our scores beside those that people gave the same editions: how far the ranks agree, and where they differ most.

Each kind of text is compared by itself, because people scored whole narratives and a summary is silent on most of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tierbook.dossier.held import HeldText, Statement
from tierbook.dossier.holdings import KIND_ORDER
from tierbook.dossier.indices.pillars import PillarScores, score_pillars
from tierbook.errors import WrongUse

if TYPE_CHECKING:
    from tierbook.agreement import PairAgreement, PeopleTable

__all__ = ["IndexComparison", "IndexDifference", "compare_index"]

_MOST = 10


@dataclass(frozen=True, slots=True)
class IndexDifference:
    """One pillar of one text that people scored otherwise.

    Attributes:
        country: alpha-3 code.
        edition: year of the edition.
        document: id of the text.
        pillar: prosecution, protection or prevention.
        ours: our score.
        theirs: that of the table.
        rule: the rule that gave ours.
        grounds: what met it, with the words.
        short_of: why our next higher rule does not hold, where ours is the lower.
    """

    country: str
    edition: int
    document: str
    pillar: str
    ours: int
    theirs: int
    rule: str
    grounds: tuple[Statement, ...]
    short_of: tuple[Statement, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        names = ("country", "edition", "document", "pillar", "ours", "theirs", "rule")
        return {
            **{name: getattr(self, name) for name in names},
            "grounds": [row.to_dict() for row in self.grounds],
            "short_of": [row.to_dict() for row in self.short_of],
        }


@dataclass(frozen=True, slots=True)
class IndexComparison:
    """Our scores of one kind of text beside a table.

    Attributes:
        table: name of the table.
        text_kind: the kind of text that ours were read from.
        pairs: texts whose country and edition the table has.
        alone: texts that it does not have.
        editions: those of the pairs.
        pillars: agreement for each pillar and `overall`; below 30 pairs only their number.
        differences: the largest of those in which words of the text count, none below 30 pairs.
        silent: number of pillars that differ although no words of the text count: silence alone made our score.
        rules: the rules in words, how silence counts first.
    """

    table: str
    text_kind: str
    pairs: int
    alone: int
    editions: tuple[int, ...]
    pillars: Mapping[str, PairAgreement]
    differences: tuple[IndexDifference, ...]
    silent: int
    rules: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the fields in their order."""
        return {
            "table": self.table,
            "text_kind": self.text_kind,
            "pairs": self.pairs,
            "alone": self.alone,
            "editions": list(self.editions),
            "pillars": {name: row.to_dict() for name, row in self.pillars.items()},
            "differences": [row.to_dict() for row in self.differences],
            "silent": self.silent,
            "rules": list(self.rules),
        }


def compare_index(
    texts: Iterable[HeldText], table: PeopleTable, *, most: int = _MOST
) -> tuple[IndexComparison, ...]:
    """Compare our scores with those of the 3P index, each kind of text by itself.

    The rank correlation is Spearman's rho with the middle 95 % of 2,000 resamples of the pairs, seed 0. The table's
    year t is set against the edition of t + 1, which its authors read.

    Args:
        texts: of any countries and editions; of several of one kind for one edition the longest counts.
        table: `tierbook.agreement.load_people` of the 3P index.
        most: how many differences are listed.

    Raises:
        WrongUse: the table is no 3P index.
    """
    if table.kind != "three-p":
        raise WrongUse(
            f"this is a table of the {table.name}",
            where=table.path,
            remedy="give one of the 3P index; tierbook evaluate --view hti compares with the Indicators",
        )
    by_kind: dict[str, list[HeldText]] = {}
    for text in texts:
        by_kind.setdefault(text.text_kind, []).append(text)
    order = [kind for kind in KIND_ORDER if kind in by_kind]
    return tuple(_compare(kind, by_kind[kind], table, most) for kind in order)


def _compare(kind: str, texts: list[HeldText], table: PeopleTable, most: int) -> IndexComparison:
    from tierbook.agreement import LEAST_PAIRS, View, compare_views

    scored: dict[str, PillarScores] = {}
    views = []
    for text in texts:
        scores = score_pillars(text)
        scored[text.document] = scores
        words = {name: str(score) for name, score in scores.scores.items()}
        views.append(
            View("three-p", text.document, text.country, text.edition, kind, len(text.text), words)
        )
    found = compare_views(views, table)
    order = ("prosecution", "protection", "prevention", "overall")
    enough = found.pairs >= LEAST_PAIRS
    differing = _differences(found.rows, scored) if enough else []
    told = [d for d in differing if any(s.quotes for s in (*d.grounds, *d.short_of))]
    return IndexComparison(
        table=table.name,
        text_kind=kind,
        pairs=found.pairs,
        alone=found.alone,
        editions=found.editions,
        pillars={name: found.columns[name] for name in order if name in found.columns},
        differences=tuple(told[:most]),
        silent=len(differing) - len(told),
        rules=found.rules,
    )


def _differences(
    rows: Iterable[Mapping[str, object]], scored: Mapping[str, PillarScores]
) -> list[IndexDifference]:
    """Return the pillars that differ, the largest difference first."""
    found: list[IndexDifference] = []
    for row in rows:
        people = row["people"]
        assert isinstance(people, Mapping)
        for pillar in scored[str(row["document"])].pillars:
            theirs = str(people.get(pillar.pillar) or "")
            if not theirs.isdigit() or int(theirs) == pillar.score:
                continue
            found.append(
                IndexDifference(
                    country=str(row["country"]),
                    edition=int(str(row["edition"])),
                    document=str(row["document"]),
                    pillar=pillar.pillar,
                    ours=pillar.score,
                    theirs=int(theirs),
                    rule=pillar.rule,
                    grounds=pillar.grounds,
                    short_of=pillar.short_of if pillar.score < int(theirs) else (),
                )
            )
    found.sort(key=lambda d: (-abs(d.ours - d.theirs), d.country, d.edition, d.pillar))
    return found
