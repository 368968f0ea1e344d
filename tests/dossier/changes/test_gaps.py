"""Paper and practice, abroad and at home: rows of their own, each side with its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dossier.making import hold
from tierbook import code, read
from tierbook.dossier import HeldText, compare_editions, gaps_of
from tierbook.files import load_yaml

RARELY = (
    "KENYA: Tier 2\n\nPROTECTION\n\nThe law allows foreign victims to receive temporary residence permits; however, "
    "authorities rarely granted them.\n"
)
GRANTED = (
    "KENYA: Tier 2\n\nPROTECTION\n\nThe law allows foreign victims to receive temporary residence permits. "
    "In practice, the government granted residence permits to 14 foreign victims.\n"
)
SILENT = (
    "KENYA: Tier 2\n\nPROTECTION\n\nThe government operated shelters for trafficking victims.\n"
)


def test_a_right_that_is_rarely_used_is_a_gap_with_words_on_both_sides() -> None:
    (gap,) = gaps_of(hold("KEN:2018", RARELY))
    assert (gap.kind, gap.on.variable) == ("paper", "protection.residency")
    assert (gap.on.value, gap.but.quality) == ("yes", "weak")
    assert gap.on.quotes
    assert gap.but.quotes


def test_a_gap_that_was_read_in_one_text_alone_is_neither_new_nor_closed_and_no_headline() -> None:
    for one, two, fate, year in (
        (RARELY, SILENT, "in_earlier_alone", 2017),
        (SILENT, RARELY, "in_later_alone", 2018),
    ):
        changes = compare_editions(hold("KEN:2017", one), hold("KEN:2018", two))
        assert [gap.fate for gap in changes.gaps] == [fate]
        told = [s.text for s in changes.statements() if s.text.startswith("Legal alternatives")]
        assert len(told) == 1
        assert f"read in {year} alone" in told[0]
        assert told[0] not in [s.text for s in changes.headline()]


def test_a_gap_is_answered_where_the_later_text_speaks_of_both_sides() -> None:
    changes = compare_editions(hold("KEN:2017", RARELY), hold("KEN:2018", GRANTED))
    later = {
        (f["level"], f["value"]) for f in hold("KEN:2018", GRANTED).all_of("protection.residency")
    }
    assert {level for level, _ in later} >= {"law"}
    assert [gap.fate for gap in changes.gaps] == ["answered"]


def test_a_gap_of_both_stands_and_one_that_the_earlier_text_did_not_show_is_new() -> None:
    stands = compare_editions(hold("KEN:2017", RARELY), hold("KEN:2018", RARELY))
    assert [gap.fate for gap in stands.gaps] == ["stands"]
    new = compare_editions(hold("KEN:2017", GRANTED), hold("KEN:2018", RARELY))
    assert [gap.fate for gap in new.gaps] == ["new"]


@pytest.mark.shared
def test_the_seed_shows_residency_training_and_aid_abroad_as_rows(shared: Path) -> None:
    page = read(shared / "data" / "narratives" / "refworld-2003-japan.txt")
    assert not isinstance(page, list)
    gaps = {gap.id: gap for gap in gaps_of(HeldText.of(code(page)))}
    assert {"protection.residency", "training", "training-understanding", "aid"} <= set(gaps)
    assert gaps["protection.residency"].but.quality == "weak"
    assert {gaps["training"].kind, gaps["aid"].kind} == {"paper", "abroad"}
    assert gaps["aid"].but.absence == "not_stated"
    words = gaps["training"].on.quotes[0].text
    assert words == gaps["training"].but.quotes[0].text


def test_every_pair_has_a_reason_and_asks_for_variables_that_exist(repository: Path) -> None:
    from tierbook.codebook import load_codebook

    folder = repository / "src" / "tierbook" / "dossier" / "changes"
    variables = load_codebook("tip").variables
    content = load_yaml(folder / "gaps.yaml")
    pairs = [*content["paper"], *content["abroad"]]
    assert len({pair["label"] for pair in pairs}) == len(pairs)
    for pair in pairs:
        assert pair["reason"]
        assert {pair["on"]["variable"], pair["but"]["variable"]} <= set(variables)
    headlines = load_yaml(folder / "headlines.yaml")
    figures = load_codebook("tip").vocabularies["figures"]
    assert {row["id"] for row in headlines["variables"]} <= set(variables)
    assert all(row["reason"] for row in headlines["variables"])
    assert {row["what"] for row in headlines["figures"]} <= set(figures)
