"""Tables of many texts: the same records give equal Documents in every format; a broken row costs itself alone."""

from __future__ import annotations

import csv
import io
import json
import sys

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from tests.pages.containers.making import text
from tierbook.errors import MissingExtra
from tierbook.pages import ReadOptions, ReadResult, read_bytes

RECORDS: list[dict[str, object]] = [
    {"id": 1, "text": text("Kenya", 1), "country": "KEN", "edition": 2018, "share": 0.25},
    {"id": 2, "text": text("Chad", 2), "country": "Chad", "edition": 2017, "share": None},
    {
        "id": 3,
        "text": 'He said "no", twice;\nand of trafficking nothing.',
        "country": "AG",
        "edition": None,
        "share": 1.5,
    },
]


def as_lines(records: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def as_csv(
    records: list[dict[str, object]], delimiter: str = ",", encoding: str = "utf-8"
) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(records[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(records)
    return stream.getvalue().encode(encoding)


def as_parquet(records: list[dict[str, object]], **how: object) -> bytes:
    stream = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(records), stream, **how)
    return stream.getvalue()


FORMATS = {
    "json": ("a.json", lambda records: json.dumps(records).encode()),
    "json over lines": ("a.json", lambda records: json.dumps(records, indent=2).encode()),
    "json without a name": ("standard input", lambda records: json.dumps(records).encode()),
    "objects one by one": (
        "a.json",
        lambda r: "\n".join(json.dumps(x, indent=1) for x in r).encode(),
    ),
    "csv": ("a.csv", as_csv),
    "csv with semicolons": ("a.csv", lambda records: as_csv(records, ";")),
    "csv with a mark": ("a.csv", lambda records: as_csv(records, ",", "utf-8-sig")),
    "csv without a name": ("standard input", as_csv),
    "sep line": ("a.csv", lambda records: b"sep=|\r\n" + as_csv(records, "|")),
    "tsv": ("a.tsv", lambda records: as_csv(records, "\t")),
    "tsv in utf-16": ("a.tsv", lambda records: as_csv(records, "\t", "utf-16")),
    "parquet": ("a.parquet", as_parquet),
    "parquet by its bytes": ("a.bin", as_parquet),
    "parquet in groups": ("a.parquet", lambda records: as_parquet(records, row_group_size=1)),
}


def read(name: str, data: bytes, **options: object) -> ReadResult:
    return read_bytes(data, name=name, options=ReadOptions(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_records_give_the_same_documents(form: str) -> None:
    name, make = FORMATS[form]
    result = read(name, make(RECORDS))
    assert not result.problems
    assert result.many
    assert result.documents == read("a.jsonl", as_lines(RECORDS)).documents
    assert [document.row for document in result.documents] == [1, 2, 3]


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.sampled_from([0.5, -2.25, 1234.75]),
    st.sampled_from(["", "007", "1.50", "True", "a, b", 'say "x"', "two\nlines", " blank ", "é"]),
)


@settings(max_examples=100, derandomize=True, deadline=None, database=None)
@given(st.lists(st.fixed_dictionaries({"id": SCALARS, "note": SCALARS}), min_size=1, max_size=5))
def test_other_columns_do_not_make_other_documents(columns: list[dict[str, object]]) -> None:
    records = [{"text": text(number=n), "country": "KEN", **more} for n, more in enumerate(columns)]
    cells = [
        {
            k: {True: "true", False: "false"}.get(v, v) if isinstance(v, bool) else v
            for k, v in r.items()
        }
        for r in records
    ]
    # An empty cell is null, so an empty text is the one thing that CSV cannot tell from nothing.
    known = [{k: (None if v == "" else v) for k, v in r.items()} for r in records]
    ours = read("a.csv", as_csv(cells)).documents
    assert ours == read("a.jsonl", as_lines(known)).documents
    assert ours == read("a.json", json.dumps(known).encode()).documents


@pytest.mark.parametrize("form", ["json", "csv", "parquet"])
def test_columns_of_other_names_can_be_given(form: str) -> None:
    name, make = FORMATS[form]
    records: list[dict[str, object]] = [{"body": text(), "where": "Kenya", "year": 2016}]
    options = {"text_column": "body", "country_column": "where", "edition_column": "year"}
    (document,) = read(name, make(records), **options).documents
    assert (document.country, document.edition) == ("KEN", 2016)


@pytest.mark.parametrize("form", ["csv", "tsv", "parquet"])
@pytest.mark.parametrize(
    ("options", "option"),
    [
        ({"text_column": "body"}, "--text-column"),
        ({"country_column": "where"}, "--country-column"),
        ({"edition_column": "year"}, "--edition-column"),
    ],
)
def test_a_column_that_is_missing_is_told_with_those_that_exist(
    form: str, options: dict[str, str], option: str
) -> None:
    name, make = FORMATS[form]
    (problem,) = read(name, make(RECORDS), **options).problems
    assert problem.failed
    assert repr(next(iter(options.values()))) in problem.what
    assert "'text', 'country', 'edition'" in str(problem.why)
    assert option in str(problem.remedy)


def test_country_and_edition_may_be_missing_where_nobody_named_them() -> None:
    data = as_csv([{"id": 1, "text": text()}])
    (document,) = read("a.csv", data).documents
    assert (document.country, document.edition) == ("KEN", 2018)


def test_the_kind_of_a_text_is_heard() -> None:
    records: list[dict[str, object]] = [{"text": text(), "country": "KEN", "text_kind": "excerpt"}]
    for form in ("json", "csv", "parquet"):
        name, make = FORMATS[form]
        assert read(name, make(records)).documents[0].text_kind == "excerpt"


@pytest.mark.parametrize("form", ["json", "csv", "parquet"])
def test_two_letter_codes_are_never_read(form: str) -> None:
    name, make = FORMATS[form]
    records: list[dict[str, object]] = [
        {"text": "Of trafficking nothing is known.", "country": "AU"}
    ]
    (document,) = read(name, make(records)).documents
    assert document.country is None
    assert any("two-letter" in note for note in document.notes)


def test_a_broken_row_of_csv_costs_itself_alone() -> None:
    good = as_csv(RECORDS[:1]).decode()
    data = good + "2,short\r\n" + "3,a,b,c,d,e,f\r\n" + good.split("\r\n", 1)[1]
    result = read("a.csv", data.encode())
    assert [document.row for document in result.documents] == [1, 4]
    assert [problem.where for problem in result.problems] == ["a.csv:2", "a.csv:3"]
    assert all(problem.failed and problem.remedy for problem in result.problems)
    assert "2 cells" in result.problems[0].what


def test_rows_that_are_no_utf8_are_read_as_windows_and_told_once() -> None:
    data = as_csv([{"text": text() + " Café", "country": "KEN"}] * 3, encoding="cp1252")
    result = read("a.csv", data)
    assert all("Café" in document.source for document in result.documents)
    (notice,) = result.problems
    assert not notice.failed
    assert "Windows-1252" in notice.what


def test_a_broken_element_of_an_array_costs_itself_alone() -> None:
    good = json.dumps(RECORDS[0])
    data = f'[{good}, {{"text": oops}}, 5, {good}, {{"title": "x"}}]'
    result = read("a.json", data.encode())
    assert [document.row for document in result.documents] == [1, 4]
    assert [problem.where for problem in result.problems] == ["a.json:2", "a.json:3", "a.json:5"]
    assert "--text-column" in str(result.problems[2])


@pytest.mark.parametrize("end", ["", "]"])
def test_an_array_that_is_not_closed_gives_what_is_whole(end: str) -> None:
    data = json.dumps(RECORDS)
    cut = data[:-1] if not end else data[: data.rindex("AG")] + end
    result = read("a.json", cut.encode())
    assert [document.row for document in result.documents] == ([1, 2, 3] if not end else [1, 2])
    assert result.problems[-1].failed
    assert "breaks off" in result.problems[-1].what


def test_an_element_beyond_the_limit_costs_itself_alone() -> None:
    records = [*RECORDS[:1], {"text": "x" * 900_000}, *RECORDS[1:2]]
    result = read("a.json", json.dumps(records).encode(), max_size=10_000)
    assert [document.row for document in result.documents] == [1, 3]
    (problem,) = result.problems
    assert problem.where == "a.json:2"
    assert "--max-size" in str(problem.remedy)


@settings(max_examples=200, derandomize=True, deadline=None, database=None)
@given(share=st.floats(0, 1, exclude_max=True), form=st.sampled_from(sorted(FORMATS)))
def test_cut_anywhere_the_rows_before_are_given_and_the_loss_named(share: float, form: str) -> None:
    name, make = FORMATS[form]
    data = make(RECORDS)
    result = read(name, data[: int(share * len(data))])
    whole = read(name, data).documents
    kept = [document for document in result.documents if document in whole]
    assert kept == list(whole[: len(kept)])
    assert result.documents or result.problems
    if form.startswith("json") and name == "a.json" and share * len(data) > 20:
        assert result.problems or len(result.documents) == 3


def test_a_damaged_parquet_file_is_named() -> None:
    data = as_parquet(RECORDS)
    (problem,) = read("a.parquet", data[:-20]).problems
    assert problem.failed
    assert "damaged" in problem.what


def test_a_damaged_group_of_rows_costs_its_rows_alone() -> None:
    records: list[dict[str, object]] = [
        {"text": text(number=n) + " z" * 50, "country": "KEN"} for n in range(4)
    ]
    data = bytearray(as_parquet(records, row_group_size=2, compression="gzip"))
    place = parquet.ParquetFile(io.BytesIO(bytes(data))).metadata.row_group(1).column(0)
    at = (place.dictionary_page_offset or place.data_page_offset) + 80
    data[at : at + 20] = b"\xff" * 20
    result = read("a.parquet", bytes(data))
    assert [document.row for document in result.documents][:2] == [1, 2]
    assert any(problem.where == "a.parquet:3" and problem.failed for problem in result.problems)


def test_without_pyarrow_the_command_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = as_parquet(RECORDS)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"pip install 'tierbook\[tables\]'"):
        read("a.parquet", data)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.csv", b"text,country\n"), ("a.json", b"[]"), ("a.parquet", None)],
)
def test_a_table_without_rows_is_named(name: str, data: bytes | None) -> None:
    empty = as_parquet(RECORDS)
    if data is None:
        stream = io.BytesIO()
        parquet.write_table(parquet.read_table(io.BytesIO(empty)).slice(0, 0), stream)
        data = stream.getvalue()
    (problem,) = read(name, data).problems
    assert problem.failed
    assert "no records" in problem.what


def test_prose_whose_first_line_has_commas_is_no_table() -> None:
    data = ("The law, text, and practice of Kenya\n\n" + text()).encode()
    result = read("standard input", data)
    assert [document.row for document in result.documents] == [None]
