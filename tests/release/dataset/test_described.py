"""What is said of the tables: the page of reference, and that nothing refers to nothing."""

from __future__ import annotations

import csv

from tests.house.checkout import REPOSITORY, run_python
from tierbook.release import MadeRelease, describe_tables


def test_the_page_is_what_the_files_say() -> None:
    result = run_python(str(REPOSITORY / "scripts" / "release_page.py"), "--check")
    assert result.returncode == 0, result.stdout.decode()


def test_each_reference_is_to_the_key_of_a_table() -> None:
    tables = describe_tables()
    for table in tables.values():
        assert table.panel or set(table.key) <= set(table.names)
        assert len(set(table.names)) == len(table.names)
        for reference in table.references:
            assert reference.key == tables[reference.table].key, (table.name, reference)
            assert set(reference.columns) <= set(table.names)


def test_a_column_of_codes_has_each_number_and_each_code_once() -> None:
    for table in describe_tables().values():
        for column in table.columns:
            numbers = [code.number for code in column.shape.codes]
            assert len(set(numbers)) == len(numbers)
            assert len({code.code for code in column.shape.codes}) == len(numbers)
            assert bool(numbers) == (column.shape.kind == "code"), (table.name, column.name)


def test_a_code_has_one_number_and_one_label_in_every_column_of_its_name(made: MadeRelease) -> None:
    seen: dict[tuple[str, str], tuple[int, str]] = {}
    for table in made.about.tables:
        for column in table.columns:
            for one in column.shape.codes:
                told = (one.number, one.label)
                first = seen.setdefault((column.name, one.code), told)
                assert first == told, (table.name, column.name, one.code)


def test_the_table_of_codes_has_every_code_of_every_column(made: MadeRelease) -> None:
    with (made.folder / "csv" / "codes.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    codes = {(r["vocabulary"], r["code"]): (int(r["number"]), r["label"]) for r in rows}
    for table in made.about.tables:
        for column in table.columns:
            assert bool(column.vocabulary) == bool(column.shape.codes), (table.name, column.name)
            for one in column.shape.codes:
                told = codes[str(column.vocabulary), one.code]
                assert told == (one.number, one.label), (table.name, column.name, one.code)
