"""Tables: whole in a pipe, fitted on a terminal."""

from __future__ import annotations

import sys

import pytest

from tierbook.cli.printing import CsvTable, _fit, print_table, shorten

COLUMNS = ("variable", "value", "words")
ROWS = [("prosecution.lenient_sentences", "child_sex_trafficking men women", "Courts " * 40)]


def test_a_pipe_gets_every_word(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    print_table(COLUMNS, ROWS)
    sys.stdout.flush()
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert len(lines) == 2
    assert lines[1].count("Courts") == 40


@pytest.mark.parametrize("room", [70, 90, 120, 300])
def test_a_terminal_never_cuts_the_first_column_or_a_word(room: int) -> None:
    widths = _fit(COLUMNS, ROWS, room)
    assert widths[0] == len(ROWS[0][0])
    assert widths[1] is not None
    assert widths[1] >= len("child_sex_trafficking")
    if len(widths) == len(COLUMNS):
        assert sum(width or 0 for width in widths) + 2 * len(COLUMNS) <= room


def test_a_narrow_terminal_does_without_the_words() -> None:
    assert len(_fit(COLUMNS, ROWS, 70)) == 2


def test_opening_words() -> None:
    assert shorten("one two three", 2) == "one two …"
    assert shorten("one  two", 2) == "one two"


def test_no_cell_of_a_command_is_a_formula_of_a_spreadsheet(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    table = CsvTable(("words", "n", "list"))
    table.write({"words": '=HYPERLINK("x")', "n": -3, "list": ["@a", "b"]})
    table.write({"words": "Courts", "n": None, "list": [{"n": 1}]})
    sys.stdout.flush()
    assert capfdbinary.readouterr().out.decode().splitlines() == [
        "words,n,list",
        '"\'=HYPERLINK(""x"")",-3,\'@a;b',
        'Courts,,"[{""n"":1}]"',
    ]
