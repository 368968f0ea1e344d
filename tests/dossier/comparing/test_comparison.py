"""Units side by side: cells with their words, same values with different facts, silences by their names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dossier.making import hold
from tierbook.dossier import Comparison, HeldText, Quote, compare_units
from tierbook.errors import WrongUse

PENALISED = "protection.victims_penalised"
HEAD = "The government does not fully meet the minimum standards; however, it is making significant efforts to do so."

DETAINED = f"""JAPAN: Tier 2

{HEAD}

PROTECTION

The government maintained protection efforts. Police detained some foreign victims for immigration offenses.
"""
REPORTED = f"""NORWAY: Tier 2

{HEAD}

PROTECTION

The government maintained protection efforts. NGOs reported that the authorities arrested and fined child victims.
"""
NOT = f"""PORTUGAL: Tier 1

{HEAD}

PROTECTION

The government increased protection efforts. There were no reports that officials penalized victims for unlawful acts.
"""


def _of_norway() -> str:
    return DETAINED.replace("JAPAN", "NORWAY")


def _pair() -> tuple[HeldText, HeldText]:
    return hold("JPN:2018", DETAINED), hold("NOR:2018", REPORTED)


def _quotes(comparison: Comparison) -> Iterator[Quote]:
    for row in comparison.rows:
        for cell in row.cells:
            yield from cell.quotes
    for across in comparison.across:
        yield from across.statement.quotes
    for statement in comparison.measure:
        yield from statement.quotes


def test_equal_values_with_other_acts_are_the_same_value_with_different_facts() -> None:
    comparison = compare_units(_pair(), [PENALISED])
    across = comparison.across[0]
    assert across.kind == "same_value_different_facts"
    said = {fact.fact: dict(fact.said) for fact in across.alike[0].differing}
    assert said["acts"] == {"detained": ("JPN:2018",), "arrested, fined": ("NOR:2018",)}
    assert said["said_by"] == {
        "the Report itself": ("JPN:2018",),
        "NGOs or observers": ("NOR:2018",),
    }
    for row in comparison.rows:
        assert "acts" in row.cells[0].same_value_different_facts
    assert {quote.document for quote in across.statement.quotes} == {t.document for t in _pair()}


def test_a_value_of_another_kind_is_no_part_of_the_same_value() -> None:
    comparison = compare_units([*_pair(), hold("PRT:2018", NOT)], [PENALISED])
    across = comparison.across[0]
    assert across.kind == "different_values"
    assert [group.units for group in across.alike] == [("JPN:2018", "NOR:2018")]
    assert comparison.cell("PRT:2018", PENALISED).value == "no"
    assert comparison.cell("PRT:2018", PENALISED).same_value_different_facts == ()


def test_where_no_coded_fact_differs_the_reader_is_sent_to_the_words() -> None:
    comparison = compare_units(
        [hold("JPN:2018", DETAINED), hold("NOR:2018", _of_norway())], [PENALISED]
    )
    across = comparison.across[0]
    assert across.kind == "same_value"
    assert "read the words" in across.statement.text
    assert comparison.cell("JPN:2018", PENALISED).same_value_different_facts == ()


def test_texts_of_unlike_kinds_stand_beside_each_other_and_are_not_compared() -> None:
    texts = [hold("JPN:2018", DETAINED), hold("NOR:2018", _of_norway(), "summary")]
    comparison = compare_units(texts, [PENALISED])
    assert comparison.across[0].kind == "cannot_be_compared"
    assert not comparison.across[0].alike
    assert "cannot be compared" in comparison.across[0].statement.text
    assert comparison.unlike


def test_each_silence_has_its_name() -> None:
    texts = [hold("JPN:2003", DETAINED), hold("NOR:2018", _of_norway(), "summary")]
    names = ["tier.watch_list_year", "prevention.hotline"]
    comparison = compare_units(texts, names, asked=["JPN:2003", "PRK:2018", "NOR:2018"])
    assert [[cell.absence for cell in row.cells] for row in comparison.rows] == [
        ["not_asked", "not_stated"],
        ["not_held", "not_held"],
        ["not_in_summary", "not_in_summary"],
    ]
    assert comparison.rows[1].text_kind == "not_held"
    assert all(cell.value is None for row in comparison.rows for cell in row.cells)


def test_every_value_and_every_sentence_on_them_has_the_words_of_its_text() -> None:
    texts = [*_pair(), hold("PRT:2018", NOT)]
    comparison = compare_units(texts, [PENALISED, "effort.protection", "tier.standards"])
    by_id = {text.document: text for text in texts}
    quotes = list(_quotes(comparison))
    assert quotes
    assert all(by_id[q.document].text[q.start : q.end] == q.text for q in quotes)
    assert all(
        value.quotes for row in comparison.rows for cell in row.cells for value in cell.values
    )
    assert all(s.statement.quotes or s.statement.basis for s in comparison.across)
    assert all(statement.quotes or statement.basis for statement in comparison.measure)


def test_rows_are_sorted_by_a_value_and_silence_comes_last_whichever_way() -> None:
    silent = hold("FRA:2018", f"FRANCE: Tier 2\n\n{HEAD}\n")
    texts = [silent, hold("PRT:2018", NOT), *_pair()]
    comparison = compare_units(texts, [PENALISED])
    assert [r.country for r in comparison.sorted_by(PENALISED).rows] == ["JPN", "NOR", "PRT", "FRA"]
    assert comparison.sorted_by(f"-{PENALISED}").rows[0].country == "PRT"
    assert comparison.sorted_by(f"-{PENALISED}").rows[-1].country == "FRA"
    assert [r.country for r in comparison.sorted_by("country").rows] == ["FRA", "JPN", "NOR", "PRT"]
    assert comparison.sorted_by("tier").rows[0].country == "PRT"
    with pytest.raises(WrongUse, match="cannot be sorted"):
        comparison.sorted_by("alphabet")


def test_two_texts_of_one_unit_are_two_rows_that_can_be_told_apart() -> None:
    texts = [hold("JPN:2018", DETAINED), hold("JPN:2018", DETAINED, "summary")]
    comparison = compare_units(texts, [PENALISED])
    assert [row.unit for row in comparison.rows] == ["JPN:2018 narrative", "JPN:2018 summary"]


def test_a_comparison_with_a_sample_begins_with_saying_so() -> None:
    comparison = compare_units([hold("JPN:2018", DETAINED, "sample")], [PENALISED])
    assert comparison.sample_words == "Sample, not a quotation"
    assert next(iter(comparison.to_dict().values())) == comparison.sample_words


def test_of_two_lists_the_comparison_says_what_only_one_has() -> None:
    said = "JAPAN: Tier 2\n\nWomen from {} are subjected to sex trafficking in Japan.\n"
    one = hold("JPN:2012", said.format("China, Thailand, and Peru"))
    other = hold("JPN:2018", said.format("Thailand and Nepal"))
    across = compare_units([one, other], ["profile.origins"]).across[0]
    assert "only in JPN:2012: China and Peru" in across.statement.text
    assert "only in JPN:2018: Nepal" in across.statement.text


def test_nothing_to_compare_is_refused() -> None:
    with pytest.raises(WrongUse, match="no variable"):
        compare_units(_pair(), [])
    with pytest.raises(WrongUse, match="no unit"):
        compare_units([], [PENALISED])


@pytest.mark.shared
def test_penalised_in_the_seed_and_in_2018_is_the_same_value_with_different_facts(
    shared: Path,
) -> None:
    from tierbook import code, read

    folder = shared / "data" / "narratives"
    document = read(folder / "2018" / "JPN.txt", country="JPN", edition=2018)
    assert not isinstance(document, list)
    texts = [
        HeldText.of(code(folder / "refworld-2003-japan.txt")),
        HeldText.of(code(document)),
    ]
    comparison = compare_units(texts, [PENALISED, "protection.victims_deported"])
    for across in comparison.across:
        assert across.kind == "same_value_different_facts"
        assert "acts" in {fact.fact for fact in across.alike[0].differing}
        assert {quote.edition for quote in across.statement.quotes} == {2003, 2018}


def test_figures_are_told_without_what_their_variable_says_already() -> None:
    said = "The government prosecuted 26 suspects, compared with 43 suspects in the previous reporting period."
    text = hold("JPN:2018", f"JAPAN: Tier 2\n\nPROSECUTION\n\n{said}\n")
    cell = compare_units([text], ["figures.prosecutions"]).rows[0].cells[0]
    assert cell.words == "26 persons; 43 persons the year before"


def test_of_many_units_a_sentence_tells_the_number() -> None:
    codes = ("NOR", "SWE", "DNK", "FIN", "ISL", "EST", "LVA", "LTU")
    names = ("NORWAY", "SWEDEN", "DENMARK", "FINLAND", "ICELAND", "ESTONIA", "LATVIA", "LITHUANIA")
    texts = [
        hold(f"{code}:2018", (DETAINED if i % 2 else REPORTED).replace("JAPAN", name).replace("NORWAY", name))
        for i, (code, name) in enumerate(zip(codes, names, strict=True))
    ]  # fmt: skip
    comparison = compare_units(texts, [PENALISED])
    assert len(comparison.rows) == 8
    assert "yes in 8 texts" in comparison.across[0].statement.text
    assert "acts (4 arrested, fined; 4 detained)" in comparison.across[0].statement.text


def test_in_a_notebook_each_cell_opens_its_words_and_no_word_becomes_markup() -> None:
    text = hold("JPN:2018", DETAINED.replace("some foreign", "<b>foreign</b>"))
    comparison = compare_units(
        [text, hold("NOR:2018", REPORTED)], [PENALISED, "prevention.hotline"]
    )
    html = comparison._repr_html_()
    assert html.count("<details>") == 2
    assert html.count("<em>not stated</em>") == 2
    assert html.count("<em>same value, different facts</em>") == 2
    assert "<b>foreign" not in html
    assert comparison.across[0].statement.text in str(comparison)


def test_that_no_figure_was_given_is_told_as_that_and_never_as_nought() -> None:
    said = "The government did not report identifying any victims."
    text = hold("JPN:2018", f"JAPAN: Tier 2\n\nPROTECTION\n\n{said}\n")
    cell = compare_units([text], ["figures.victims_identified"]).rows[0].cells[0]
    assert cell.words == "none was reported"
