"""Codings as tables for polars and pandas."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

import tierbook
from tierbook.coding import TABLES, Coding, table_rows, to_pandas, to_polars
from tierbook.errors import MissingExtra, WrongUse

TEXT = """\
KENYA: TIER 2

Kenya does not fully meet the minimum standards but is making significant efforts to do so.

Prosecution

Courts convicted 14 traffickers, compared with nine in 2017.

TRAFFICKING PROFILE

Women from Uganda are subjected to sex trafficking in Kenya.
"""
EMPTY = "Nothing is told here of anything that anybody asks."


def coding(text: str = TEXT) -> Coding:
    return tierbook.code(text, country="KEN", edition=2018)


def test_every_table_has_its_columns_and_types_also_without_rows() -> None:
    empty = coding(EMPTY)
    for name, columns in TABLES.items():
        for one in (coding(), empty):
            assert to_polars(one, name).columns == list(columns)
            assert list(to_pandas(one, name).columns) == list(columns)
        assert to_polars(empty, name).schema == to_polars(coding(), name).schema
        assert (to_pandas(empty, name).dtypes == to_pandas(coding(), name).dtypes).all()


def test_findings_are_one_row_each_with_their_words() -> None:
    one = coding()
    table = one.to_polars()
    assert table.height == len(one.findings)
    row = next(r for r in table.to_dicts() if r["variable"] == "prosecution.convicted")
    assert (row["value"], row["country"], row["edition"]) == ("yes", "KEN", 2018)
    assert row["text"].startswith("Courts convicted 14")
    assert row["confidence"] is None or 0 <= row["confidence"] <= 1
    assert row["acts"] == []
    assert one.to_pandas().set_index("variable").loc["prosecution.convicted", "value"] == "yes"


def test_evidence_shows_the_words_it_claims() -> None:
    one = coding()
    rows = one.to_polars("evidence").to_dicts()
    assert len(rows) == sum(len(f.evidence) for f in one.findings)
    assert all(one.narrative.text[r["start"] : r["end"]] == r["text"] for r in rows)
    assert all(
        r["start"] <= r["mark_start"] < r["mark_end"] <= r["end"]
        for r in rows
        if r["mark_start"] is not None
    )


def test_edges_and_figures_have_tables_of_their_own() -> None:
    (edge,) = coding().to_polars("edges").to_dicts()
    assert (edge["from"], edge["to"], edge["forms"]) == ("UGA", "KEN", ["sex_trafficking"])
    figures = {(r["what"], r["n"]) for r in coding().to_polars("figures").to_dicts()}
    assert ("convictions", 14.0) in figures
    assert coding().to_pandas("edges")["forms"].iloc[0] == "sex_trafficking"


def test_silences_are_rows_and_no_zeros() -> None:
    rows = coding().to_polars("silences").to_dicts()
    assert {"variable": "prevention.hotline", "absence": "not_stated"}.items() <= {
        r["variable"]: r for r in rows
    }["prevention.hotline"].items()


def test_several_codings_stand_in_one_table() -> None:
    both = [coding(), tierbook.code(TEXT.replace("KENYA", "GHANA"), country="GHA", edition=2018)]
    table = to_polars(both)
    assert table["country"].unique(maintain_order=True).to_list() == ["KEN", "GHA"]
    assert table.height == sum(len(one.findings) for one in both)
    assert to_pandas(iter(both)).shape == table.shape


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(WrongUse, match="weather"):
        to_polars(coding(), "weather")  # type: ignore[arg-type]


@pytest.mark.parametrize("package", ["polars", "pandas"])
def test_a_missing_package_is_named_with_the_remedy(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name == package:
            raise ImportError(name)
        return real(name, *args, **more)

    one = coding()
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra) as caught:
        (one.to_polars if package == "polars" else one.to_pandas)()
    assert package in caught.value.what
    assert "tierbook[notebook]" in str(caught.value.remedy)
    assert table_rows(one)  # needs neither


def test_words_for_a_number_are_no_number() -> None:
    from dataclasses import replace

    one = coding()
    finding = next(f for f in one.findings if f.variable == "figures.convictions")
    value = [{"what": "convictions", "n": "several", "unit": "persons"}]
    changed = replace(one, findings=(replace(finding, value=value),))
    assert table_rows(changed, "figures")[0]["n"] is None
    assert "several" in table_rows(changed)[0]["value"]
