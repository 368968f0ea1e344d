"""What is in the tables, and what is in none."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.release.dataset.making import ANNA, BEN, OUTSIDE, library, record_of
from tierbook.agreement import load_measured
from tierbook.errors import ReleaseInvalid, WrongUse
from tierbook.release import MadeRelease, Wishes, check_release, describe_tables, make_release

Rows = list[dict[str, str]]


def _rows(released: Path, table: str, **where: str) -> Rows:
    with (released / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [row for row in rows if all(row[name] == value for name, value in where.items())]


def test_a_quote_is_what_stands_in_the_text_at_its_place(released: Path) -> None:
    rows = _rows(released, "quotes", iso3="JPN", edition="2018")
    text = record_of("JPN:2018")["narrative"]["text"]
    assert rows
    for row in rows:
        assert text[int(row["starts"]) : int(row["ends"])] == row["words"]


def test_official_words_stand_in_no_table_but_that_of_quotes(made: MadeRelease) -> None:
    quotes = {row["words"] for row in _rows(made.folder, "quotes") if len(row["words"]) > 30}
    for table in made.about.tables:
        if table.name != "quotes":
            text = (made.folder / "csv" / f"{table.name}.csv").read_text("utf-8")
            assert not [words for words in quotes if words in text], table.name


def test_each_value_is_there_with_its_words(released: Path) -> None:
    (law,) = _rows(released, "findings", iso3="JPN", edition="2018", variable="prosecution.law")
    assert (law["value"], law["answer"], law["level"], law["sentences"]) == (
        "yes",
        "yes",
        "law",
        "1",
    )
    (quote,) = _rows(released, "quotes", quote=law["quote"])
    assert quote["words"] == "The law criminalizes all forms of trafficking."
    (none,) = _rows(
        released, "findings", iso3="JPN", edition="2018", variable="figures.prosecutions"
    )
    assert none["value"] == "not_reported"


def test_a_document_says_how_it_is_cited(released: Path) -> None:
    (row,) = _rows(released, "documents", iso3="JPN", edition="2018")
    assert "Trafficking in Persons Report" in row["citation"]
    assert "Japan" in row["citation"]


def test_a_figure_a_way_and_a_recommendation_have_their_rows(released: Path) -> None:
    (count,) = _rows(
        released, "figures", iso3="JPN", edition="2018", what="convictions", period="current"
    )
    assert (count["count"], count["compared_with"], count["unit"]) == ("9", "12", "persons")
    ways = _rows(released, "edges", iso3="JPN", edition="2018")
    assert {(way["origin"], way["destination"]) for way in ways} == {("VNM", "JPN"), ("THA", "JPN")}
    asked = _rows(released, "recommendations", iso3="JPN", edition="2018")
    assert [row["fate"] for row in asked] == ["repeated", "repeated"]
    assert all(_rows(released, "quotes", quote=row["quote"]) for row in asked)


def test_people_s_decisions_stand_over_the_program_s_values(released: Path) -> None:
    (law,) = _rows(
        released, "findings_consensus", iso3="JPN", edition="2017", variable="prosecution.law"
    )
    assert (law["value"], law["origin"], law["decisions"], law["program_value"]) == (
        "yes",
        "confirmed",
        "1",
        "",
    )
    (hotline,) = _rows(
        released, "findings_consensus", iso3="JPN", edition="2017", variable="prevention.hotline"
    )
    assert (hotline["value"], hotline["origin"], hotline["program_value"]) == (
        "yes",
        "person",
        "not_stated",
    )
    (panel,) = _rows(released, "country_edition", iso3="JPN", edition="2017")
    assert panel["prev_hotline"] == "yes"
    assert not _rows(released, "findings", edition="2017", variable="prevention.hotline")


def test_blind_answers_wait_and_are_set_beside_the_program(released: Path) -> None:
    (law,) = _rows(
        released, "findings_consensus", iso3="JPN", edition="2018", variable="prosecution.law"
    )
    assert law["origin"] == "program"
    rows = _rows(released, "sample_decisions", variable="prosecution.law")
    assert sorted(
        (r["coder"], r["person_value"], r["program_value"], r["same"], r["weight"]) for r in rows
    ) == [
        (ANNA, "yes", "yes", "yes", "2"),
        (BEN, "mixed", "yes", "no", "2"),
    ]
    (unit,) = _rows(released, "sample_units")
    assert (unit["probability"], unit["decided"]) == ("0.5", "4")
    cells = _rows(released, "confusion", measured_on="sample", variable="prosecution.law")
    assert {(c["labelled_value"], c["program_value"], c["n"], c["weighted"]) for c in cells} == {
        ("yes", "yes", "1", "2"),
        ("mixed", "yes", "1", "2"),
    }


def test_agreement_and_accuracy_are_told_with_their_numbers(released: Path) -> None:
    (law,) = _rows(released, "agreement", variable="prosecution.law")
    assert (law["percent"], law["n_units"], law["n_coders"]) == ("0", "1", "2")
    (all_,) = _rows(released, "agreement", variable="_all")
    assert all_["percent"] == "0.5"
    (share,) = _rows(
        released, "accuracy", measured_on="sample", variable="prosecution.law", part="_all"
    )
    assert share["share"] == "0.5"
    assert _rows(released, "accuracy", measured_on="labelled", variable="profile.forms")
    (apart,) = _rows(
        released, "accuracy", measured_on="labelled_others", variable="_all", part="narrative"
    )
    assert (
        float(apart["f1"])
        == load_measured().record["held_out"]["kinds"]["narrative"]["total"]["f1"]
    )
    cells = _rows(released, "confusion", measured_on="labelled", variable="prosecution.law")
    told = load_measured().confusion("prosecution.law", "narrative")
    assert {
        (c["labelled_value"], c["program_value"]): float(c["n"])
        for c in cells
        if c["part"] == "narrative"
    } == {(label, ours): n for label, row in told.items() for ours, n in row.items()}


def test_no_name_and_no_note_of_a_person_is_in_any_file(made: MadeRelease) -> None:
    coders = {row["coder"] for row in _rows(made.folder, "decisions")}
    assert coders == {ANNA, BEN, "coder-1"}
    for path in made.folder.rglob("*"):
        if path.is_file() and path.suffix != ".pdf":
            content = path.read_bytes()
            assert OUTSIDE.encode() not in content, path.name
            assert b"nephew" not in content, path.name


def test_a_text_that_was_coded_under_another_codebook_is_named(tmp_path: Path) -> None:
    record = record_of("JPN:2018")
    (first, *rest) = record["findings"]

    def refused(finding: dict[str, object]) -> str:
        coding = {**record, "findings": [finding, *rest]}
        content = replace(
            library(people=False), countries=["JPN"], texts_of=lambda _: [(coding, None)]
        )
        with pytest.raises(ReleaseInvalid, match="tierbook ingest") as caught:
            make_release(content, tmp_path / "out", Wishes(formats=("csv",)))
        return str(caught.value)

    assert "has a value of gone.variable" in refused({**first, "variable": "gone.variable"})
    assert "'rumoured' that is no code of certainty" in refused({**first, "certainty": "rumoured"})


def test_samples_are_in_no_table(released: Path) -> None:
    assert not [row for row in _rows(released, "documents") if row["text_kind"] == "sample"]
    assert not _rows(released, "country_edition", iso3="NOR")


def test_a_library_of_nothing_but_samples_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="nothing but samples") as caught:
        make_release(library(("NOR",), people=False), tmp_path / "out")
    assert "--try" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_real_texts_are_refused_where_samples_are_tried(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="real texts"):
        make_release(library(people=False), tmp_path / "out", Wishes(samples=True))


def test_two_runs_give_the_same_bytes(made: MadeRelease, tmp_path: Path) -> None:
    wishes = Wishes(
        creators=tuple(f"{c.name} {c.orcid}" for c in made.about.creators), doi=made.about.doi
    )
    again = make_release(library(), tmp_path / "again", wishes)
    assert (again.folder / "SHA256SUMS").read_bytes() == (made.folder / "SHA256SUMS").read_bytes()


def test_a_file_that_was_changed_lost_or_added_is_named(made: MadeRelease, tmp_path: Path) -> None:
    small = make_release(
        library(("BHS",), people=False),
        tmp_path / "small",
        Wishes(formats=("csv",), tables=("tiers",)),
    ).folder
    assert check_release(small).good
    with (small / "csv" / "tiers.csv").open("a") as stream:
        stream.write("XXX\n")
    (small / "README.md").unlink()
    (small / "more.txt").write_text("more")
    found = check_release(small)
    assert (found.changed, found.lost, found.strange) == (
        ("csv/tiers.csv",),
        ("README.md",),
        ("more.txt",),
    )
    with pytest.raises(ReleaseInvalid, match="cannot be read"):
        check_release(tmp_path)


def test_nothing_is_left_of_a_run_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tierbook.release.dataset import making

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "write_codebook_html", full)
    with pytest.raises(ReleaseInvalid, match="No space left"):
        make_release(library(("BHS",), people=False), tmp_path / "out", Wishes(formats=("csv",)))

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "write_codebook_html", stop)
    with pytest.raises(KeyboardInterrupt):
        make_release(library(("BHS",), people=False), tmp_path / "out", Wishes(formats=("csv",)))
    assert list(tmp_path.iterdir()) == []


def test_a_second_run_into_the_same_folder_is_refused(tmp_path: Path) -> None:
    """It would take the first one's folder away under its hands, and both would say that all is well."""
    few = Wishes(formats=("csv",), tables=("tiers",))
    folder, small, told = tmp_path / "release", library(("BHS",), people=False), []

    def while_at_work(_: int) -> None:
        with pytest.raises(ReleaseInvalid, match="another run is writing here") as caught:
            make_release(small, folder, few)
        told.append(caught.value.where)

    make_release(small, folder, few, progress=while_at_work)
    assert set(told) == {str(folder)}
    assert [path.name for path in tmp_path.iterdir()] == ["release"]
    assert check_release(folder).good


def test_what_another_run_has_made_meanwhile_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends between our look at the place and our lock: its release is not put away unasked."""
    from tierbook.release.dataset import making

    few = Wishes(formats=("csv",), tables=("tiers",))
    folder, small = tmp_path / "release", library(("BHS",), people=False)
    real = making.alone_at

    def after_the_other(place: Path, **more: Any) -> Any:
        monkeypatch.setattr(making, "alone_at", real)
        make_release(small, folder, replace(few, version="first"))
        return real(place, **more)

    monkeypatch.setattr(making, "alone_at", after_the_other)
    with pytest.raises(WrongUse, match="holds a release"):
        make_release(small, folder, replace(few, version="second"))
    assert "ersion first" in (folder / "README.md").read_text(encoding="utf-8")


def test_what_is_there_is_not_written_over_by_accident(tmp_path: Path) -> None:
    few = Wishes(formats=("csv",), tables=("tiers",))
    content = library(("BHS",), people=False)
    own = tmp_path / "own"
    own.mkdir()
    (own / "thesis.txt").write_text("mine")
    for overwrite in (False, True):
        with pytest.raises(WrongUse, match="no release"):
            make_release(content, own, few, overwrite=overwrite)
    make_release(content, tmp_path / "out", few)
    with pytest.raises(WrongUse, match="holds a release"):
        make_release(content, tmp_path / "out", few)
    again = make_release(
        content, tmp_path / "out", Wishes(formats=("csv",), tables=("codes",)), overwrite=True
    )
    assert sorted(p.name for p in (again.folder / "csv").iterdir()) == ["codes.csv"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "own"]


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        (Wishes(formats=("xls",)), "no format 'xls'"),
        (Wishes(tables=("nothing",)), "no table 'nothing'"),
        (Wishes(day="yesterday", formats=("csv",), tables=("tiers",)), "is no day"),
        (Wishes(doi="zenodo", formats=("csv",), tables=("tiers",)), "is no DOI"),
    ],
)
def test_a_wish_that_makes_no_sense_is_told(wishes: Wishes, words: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=words):
        make_release(library(("BHS",), people=False), tmp_path / "out", wishes)


def test_names_are_taken_by_every_program() -> None:
    reserved = {
        "all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with", "if", "in", "using", "byte",
        "int", "long", "float", "double", "for", "while", "repeat", "function", "next", "break", "else", "end", "from",
        "select", "where", "group", "order", "table", "index", "values", "case", "when", "then", "references",
    }  # fmt: skip
    for table in describe_tables().values():
        assert table.name not in reserved
        for column in table.columns:
            assert column.name.isidentifier()
            assert column.name.islower()
            assert len(column.name) <= 28
            assert column.name not in reserved, (table.name, column.name)
            assert column.shape.label[0].isupper() or column.shape.label.split("_")[0].islower()
