"""A made country is coded as what it was made from, and is the same each time."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.dossier.generator.country import MadeCountry, make_country

SEEDS = range(4)


@pytest.fixture(scope="module", params=SEEDS)
def made(request: pytest.FixtureRequest) -> MadeCountry:
    """A country of ten editions."""
    return make_country(seed=request.param)


def test_the_same_call_makes_the_same_country() -> None:
    assert make_country("KEN", seed=5) == make_country("KEN", seed=5)
    assert make_country("KEN", seed=5) != make_country("KEN", seed=6)


def test_every_fate_occurs_often_enough_to_be_measured() -> None:
    fates = Counter(f.fate for seed in range(30) for e in make_country(seed=seed) for f in e.fates)
    assert set(fates) == {"new", "repeated", "reworded", "split", "merged", "not_repeated"}
    assert min(fates.values()) >= 25


def test_each_recommendation_is_an_item_of_the_coding(made: MadeCountry) -> None:
    for text in made.hold():
        assert text.edition is not None
        items = [str(row["text"]).lower() for row, _ in text.rows("recommendations")]
        assert items == [ask.words.lower() for ask in made[text.edition].asks]


def test_answers_and_origins_are_coded_as_made(made: MadeCountry) -> None:
    for text in made.hold():
        assert text.edition is not None
        edition = made[text.edition]
        for variable, value in edition.values.items():
            finding = text.get(variable)
            assert finding is not None, (edition.edition, variable)
            assert finding["value"] == value, (edition.edition, variable)
        origins = text.get("profile.origins")
        assert origins is not None
        assert sorted(origins["value"]) == sorted(edition.origins)


def test_figures_are_coded_with_their_periods_and_silence_is_kept(made: MadeCountry) -> None:
    for text in made.hold():
        assert text.edition is not None
        for what, figure in made[text.edition].figures.items():
            rows = [row for row, _ in text.rows(f"figures.{what}")]
            finding = text.get(f"figures.{what}")
            if figure.state == "given":
                expected = {figure.n} | ({figure.before} if figure.before is not None else set())
                assert {row["n"] for row in rows} == expected
            else:
                value = None if finding is None else finding["value"]
                assert value == ("not_reported" if figure.state == "not_reported" else None)


def test_each_era_has_its_own_layout() -> None:
    made = make_country(first=2001, editions=25)
    assert "PROSECUTION" in made[2018].text
    assert "Prosecution\n" in made[2008].text
    assert "rosecution\n" not in made[2002].text.replace("PROSECUTION", "rosecution")
    assert not made[2007].asks
    assert [text.edition for text in made.hold(without=(2010,))] == [
        year for year in range(2001, 2026) if year != 2010
    ]
