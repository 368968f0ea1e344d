"""Our scores beside people's: like with like, no coefficient from a few, and differences with their sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.dossier.indices.test_pillars import FULL
from tests.dossier.making import hold
from tierbook.agreement import load_people
from tierbook.dossier import HeldText, compare_index
from tierbook.errors import WrongUse
from tierbook.places import all_countries

HEAD = "iso3,country,year,prosecution,prevention,protection,overall\n"
COUNTRIES = [c.code for c in all_countries() if not c.dissolved][:40]


def _as(country: str, words: str, kind: str = "narrative") -> HeldText:
    """Hold the same text as that of another country, without coding it again."""
    record = hold("JPN:2010", words, kind).record  # type: ignore[arg-type]
    document = {**record["document"], "country": country, "id": f"tip-2010-{country.lower()}"}
    return HeldText({**record, "document": document})


def _texts(number: int) -> list[HeldText]:
    weak = FULL.replace("Courts convicted 12\ntraffickers.", "").replace(
        "gave victims shelter", "detained victims; it gave them shelter"
    )
    return [_as(code, FULL if n % 2 else weak) for n, code in enumerate(COUNTRIES[:number])]


def _table(folder: Path, rows: list[str]) -> Path:
    path = folder / "three-p.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def _agreeing(number: int) -> list[str]:
    return [
        f"{code},X,2009,{5 if n % 2 else 2},3,4,12" for n, code in enumerate(COUNTRIES[:number])
    ]


def test_under_thirty_pairs_only_their_number_is_told(tmp_path: Path) -> None:
    (found,) = compare_index(_texts(29), load_people(_table(tmp_path, _agreeing(29))))
    assert found.pairs == 29
    assert not found.differences
    assert {v for row in found.pillars.values() for k, v in row.to_dict().items() if k != "n"} == {
        None
    }


def test_ranks_are_compared_with_an_interval(tmp_path: Path) -> None:
    (found,) = compare_index(_texts(40), load_people(_table(tmp_path, _agreeing(40))))
    row = found.pillars["prosecution"]
    assert (found.pairs, row.n, row.rho) == (40, 40, 1.0)
    assert row.rho_low is not None
    assert row.rho_low <= 1.0
    again = compare_index(_texts(40), load_people(_table(tmp_path, _agreeing(40))))
    assert json.dumps([c.to_dict() for c in again]) == json.dumps([found.to_dict()])


def test_the_largest_difference_comes_first_with_its_sentences(tmp_path: Path) -> None:
    rows = _agreeing(40)
    rows[1] = f"{COUNTRIES[1]},X,2009,1,3,4,8"
    (found,) = compare_index(_texts(40), load_people(_table(tmp_path, rows)))
    first = found.differences[0]
    assert (first.country, first.edition, first.pillar, first.ours, first.theirs) == (
        COUNTRIES[1],
        2010,
        "prosecution",
        5,
        1,
    )
    assert any(q.text for s in first.grounds for q in s.quotes)


def test_kinds_of_text_are_never_compared_together(tmp_path: Path) -> None:
    texts = [*_texts(5), *(_as(code, FULL, "summary") for code in COUNTRIES[5:9])]
    found = compare_index(texts, load_people(_table(tmp_path, _agreeing(40))))
    assert [(c.text_kind, c.pairs) for c in found] == [("narrative", 5), ("summary", 4)]


def test_another_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hti.csv"
    path.write_text(
        "iso3,ccode,year,minstand,victimpunish\nJPN,740,2008,No,Yes\n", encoding="utf-8"
    )
    with pytest.raises(WrongUse, match="Human Trafficking Indicators"):
        compare_index(_texts(3), load_people(path))
