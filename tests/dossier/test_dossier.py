"""The Dossier puts together what is held of one country; it says itself as text, HTML and plain values."""

import json

import pytest

import tierbook
from tests.dossier.making import hold
from tierbook.dossier import SAMPLE_NOTICE, build_dossier
from tierbook.editions import History
from tierbook.errors import WrongUse

ONE = """JAPAN: Tier 2

The Government of Japan does not fully meet the minimum standards; however, it is making significant efforts to meet
them.
"""
OTHER = ONE.replace("Tier 2", "Tier 1").replace(
    "does not fully meet the minimum standards; however, it is making significant efforts to meet\nthem",
    "fully meets the minimum standards",
)
WL = ONE.replace("Tier 2", "Tier 2 Watch List")


def placed(**tiers: str) -> History:
    return History.of_tiers("JPN", {int(year[1:]): tier for year, tier in tiers.items()})  # type: ignore[arg-type]


def test_the_opening_names_the_newest_placement_and_the_last_that_differs():
    texts = [hold("JPN:2017", ONE), hold("JPN:2018", OTHER)]
    first = build_dossier(texts, history=placed(y2016="2")).summary()[0]
    assert (
        first.text
        == "Tier 1 in 2018, the newest placement held; Tier 2 in 2017, the last that differs."
    )
    assert [quote.text for quote in first.quotes] == ["JAPAN: Tier 1"]


def test_every_sentence_of_the_opening_has_words_or_names_its_basis():
    dossier = build_dossier([hold("JPN:2017", WL), hold("JPN:2018", WL)], history=placed(y2016="2"))
    assert all(s.quotes or s.basis for s in dossier.summary())


def test_an_edition_that_is_not_held_is_never_drawn_as_a_tier():
    text = build_dossier([hold("JPN:2018", OTHER)], history=placed(y2015="2")).show()
    strip = next(line for line in text.splitlines() if line.lstrip().startswith("tier "))
    cells = strip.split()[1:]
    assert cells[14] == "2"
    assert cells[15:17] == ["-", "-"]
    assert cells[17] == "1"
    assert "Not held: 2001 to 2014, 2016, 2017" in text


def test_every_line_fits_a_terminal():
    dossier = build_dossier([hold("JPN:2017", WL), hold("JPN:2018", WL)], history=placed(y2016="2"))
    assert max(map(len, dossier.show().splitlines())) <= 92


def test_a_running_clock_stands_in_the_opening():
    dossier = build_dossier([hold("JPN:2025", WL)], history=placed(y2023="2", y2024="2WL"))
    assert "the clock stands at 2 years" in " ".join(s.text for s in dossier.summary())


def test_samples_alone_say_so_first_in_every_form():
    dossier = build_dossier([hold("JPN:2018", OTHER, "sample")], history=placed(y2015="2"))
    assert dossier.show().startswith(SAMPLE_NOTICE)
    assert dossier.to_dict()["sample"] == SAMPLE_NOTICE
    assert SAMPLE_NOTICE in dossier._repr_html_()
    assert "2018" not in {p["edition"] for p in dossier.to_dict()["placements"]}


def test_plain_values_go_through_json_unchanged():
    values = build_dossier([hold("JPN:2018", OTHER)], history=placed(y2015="2")).to_dict()
    assert json.loads(json.dumps(values)) == values


def test_html_for_a_notebook_has_no_script_and_escapes_the_words():
    html = build_dossier([hold("JPN:2018", OTHER)], history=placed(y2015="2"))._repr_html_()
    assert "<script" not in html
    assert "JAPAN: Tier 1" in html


def test_the_verb_track_takes_texts_codings_and_documents():
    document = tierbook.read(OTHER, country="JPN", edition=2018)
    coding = tierbook.code(ONE, country="JPN", edition=2017)
    dossier = tierbook.track([document, coding], history=placed(y2015="2"))
    assert dossier.holdings.editions == (2017, 2018)
    assert tierbook.track(OTHER, country="JPN", edition=2018).country == "JPN"


def test_texts_of_two_countries_are_refused():
    namibia = ONE.replace("JAPAN", "NAMIBIA").replace("Japan", "Namibia")
    codings = [tierbook.code(ONE, edition=2018), tierbook.code(namibia, edition=2018)]
    with pytest.raises(WrongUse, match="JPN, NAM"):
        tierbook.track(codings)
