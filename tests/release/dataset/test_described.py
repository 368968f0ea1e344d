"""What is said of the tables: the page of reference, and that nothing refers to nothing."""

from __future__ import annotations

from tests.house.checkout import REPOSITORY, run_python
from tierbook.release import describe_tables


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
