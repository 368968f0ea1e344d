"""`tierbook draft new | build | brief` as a person uses them."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Program
from tests.release.making import FORM, NARRATIVE
from tierbook.standards import load_own


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Our narrative on Senegal as a page that says its edition."""
    path = tmp_path / "senegal-2018.txt"
    path.write_text(f"2018 Trafficking in Persons Report: Senegal\n\n{NARRATIVE}", encoding="utf-8")
    return path


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(FORM.replace("SHA", "a" * 64), encoding="utf-8")
    return path


def test_new_writes_a_form_that_loads_back(program: Program, page: Path, tmp_path: Path) -> None:
    out = tmp_path / "form.yaml"
    run = program("draft", "new", "Senegal", "--edition", 2018, "--from", page, "--out", out)
    assert run.code == 0, run.err
    assert run.out == ""
    assert (
        "the text drawn on: U.S. Department of State, Trafficking in Persons Report 2018, Senegal"
        in run.err
    )
    own = load_own(out)
    assert (own.country, own.edition, own.findings, own.problems) == ("SEN", 2018, (), ())


def test_new_without_a_text_still_writes_the_form(program: Program) -> None:
    run = program("draft", "new", "SEN", "--edition", 2018)
    assert run.code == 0
    assert "format: tierbook-own/1" in run.out
    assert "the library holds no text on SEN" in run.err


def test_new_for_an_edition_to_come_notes_which_law_it_goes_by(
    program: Program, page: Path
) -> None:
    run = program("draft", "new", "SEN", "--edition", 2026, "--from", page)
    assert run.code == 0
    assert "edition: 2026" in run.out
    assert "is an assumption" in " ".join(run.out.replace("#", "").split())


def test_new_never_writes_over_what_someone_entered(program: Program, form: Path) -> None:
    before = form.read_bytes()
    run = program("draft", "new", "SEN", "--edition", 2018, "--out", form)
    assert run.code == 2
    assert "--force" in run.err
    assert form.read_bytes() == before
    assert program("draft", "new", "SEN", "--edition", 2018, "--out", form, "--force").code == 0
    assert form.read_bytes() != before


def test_new_writes_over_an_empty_form_and_over_nothing_else(
    program: Program, tmp_path: Path
) -> None:
    out = tmp_path / "form.yaml"
    for _ in range(2):
        assert program("draft", "new", "SEN", "--edition", 2018, "--out", out).code == 0
    out.write_text("shopping: [milk]\n", encoding="utf-8")
    assert program("draft", "new", "SEN", "--edition", 2018, "--out", out).code == 2


def test_new_keeps_a_form_whose_author_alone_was_filled_in(
    program: Program, tmp_path: Path
) -> None:
    out = tmp_path / "form.yaml"
    program("draft", "new", "SEN", "--edition", 2018, "--out", out)
    out.write_text(
        out.read_text().replace("institution:", "institution: Coalition", 1), encoding="utf-8"
    )
    assert program("draft", "new", "SEN", "--edition", 2018, "--out", out).code == 2


def test_a_country_that_nobody_knows_is_wrong_use(program: Program) -> None:
    run = program("draft", "new", "Freedonia", "--edition", 2018)
    assert run.code == 2
    assert "Freedonia" in run.err


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_build_writes_the_format_that_the_file_names(
    program: Program, page: Path, form: Path, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"report.{ending}"
    run = program("draft", "build", form, "--from", page, "--out", out)
    assert run.code == 0, run.err
    data = out.read_bytes()
    heads = {"md": b"# Senegal: efforts", "html": b"<!doctype html>", "docx": b"PK"}
    assert data.startswith(heads[ending])
    again = tmp_path / f"again.{ending}"
    program("draft", "build", form, "--from", page, "--out", again)
    assert again.read_bytes() == data


def test_build_prints_markdown_where_no_file_is_named(
    program: Program, page: Path, form: Path
) -> None:
    run = program("draft", "build", form, "--from", page)
    assert run.code == 0
    assert "According to the Ministry of Justice, seven persons were convicted" in run.out


def test_build_names_a_file_that_is_another_than_the_form_says(
    program: Program, page: Path, form: Path
) -> None:
    (form.parent / "registry.pdf").write_bytes(b"another file")
    run = program("draft", "build", form, "--from", page)
    assert run.code == 0
    found = hashlib.sha256(b"another file").hexdigest()
    assert (
        f"registry.pdf is not the file that convicted was taken from: its SHA-256 is {found}"
        in run.err
    )
    assert f"the file beside the form is another: its SHA-256 is {found}" in run.out


def test_build_checks_a_file_that_is_the_same(program: Program, page: Path, form: Path) -> None:
    (form.parent / "registry.pdf").write_bytes(b"the file")
    form.write_text(FORM.replace("SHA", hashlib.sha256(b"the file").hexdigest()), encoding="utf-8")
    run = program("draft", "build", form, "--from", page)
    assert "is not the file" not in run.err
    assert "checked: the file beside the form has this hash" in run.out


def test_build_leaves_out_a_wrong_entry_names_its_line_and_goes_on(
    program: Program, page: Path, form: Path
) -> None:
    text = form.read_text().replace(
        "variable: prosecution.lenient_sentences", "variable: prosecution.mercy"
    )
    form.write_text(text, encoding="utf-8")
    run = program("draft", "build", form, "--from", page)
    assert run.code == 1
    assert "prosecution.mercy" in run.err
    assert f"{form}:" in run.err
    assert "seven persons were convicted" in run.out


def test_build_is_not_written_over_its_form(program: Program, form: Path) -> None:
    before = form.read_bytes()
    assert program("draft", "build", form, "--out", form).code == 2
    assert form.read_bytes() == before


def test_build_of_a_form_that_names_the_department_is_refused(program: Program, form: Path) -> None:
    form.write_text(
        form.read_text().replace("Coalition for Children", "Department of State", 1),
        encoding="utf-8",
    )
    run = program("draft", "build", form)
    assert run.code == 2
    assert run.out == ""


def test_build_of_a_page_is_a_briefing(program: Program, page: Path) -> None:
    assert program("draft", "build", page).out == program("draft", "brief", page).out


def test_brief_prints_one_page_on_one_text(program: Program, page: Path) -> None:
    run = program("draft", "brief", page, "--author", "the desk", "--date", "2026-03-31")
    assert run.code == 0
    assert run.out.startswith(
        "# Senegal: a briefing on the Trafficking in Persons Report of 2018\n"
    )
    assert "Put together for: the desk" in run.out
    assert "31 March 2026" in run.out


def test_brief_of_several_texts_goes_to_standard_output_alone(
    program: Program, samples: Path, tmp_path: Path
) -> None:
    run = program("draft", "brief", samples)
    assert run.code == 0
    assert run.out.count("**Sample, not a quotation**") == len(list(samples.iterdir()))
    assert program("draft", "brief", samples, "--out", tmp_path / "x.html").code == 2


def test_brief_of_what_is_no_page_fails_and_names_it(program: Program, tmp_path: Path) -> None:
    run = program("draft", "brief", tmp_path / "absent.txt")
    assert run.code == 1
    assert "absent.txt" in run.err


def test_drafts_draw_on_the_library_where_no_page_is_given(
    process: Program, page: Path, form: Path
) -> None:
    assert process("ingest", page).code == 0
    run = process("draft", "new", "SEN", "--edition", 2018)
    assert run.code == 0, run.err
    assert (
        "the text drawn on: U.S. Department of State, Trafficking in Persons Report 2018, Senegal"
        in run.err
    )
    assert "The edition of 2018: 20 cases, compared with 16" in run.out
    report = process("draft", "build", form)
    assert "The edition of 2018 said: “The ministry held awareness campaigns" in report.out


def test_a_later_text_than_the_edition_is_not_drawn_on(program: Program, page: Path) -> None:
    run = program("draft", "new", "SEN", "--edition", 2016, "--from", page)
    assert run.code == 0
    assert "these pages hold no text on SEN of an edition up to 2016" in run.err


def test_same_bytes_under_any_hash_seed(
    process: Program, page: Path, form: Path, tmp_path: Path
) -> None:
    made = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.docx"
        run = process("draft", "build", form, "--from", page, "--out", out, PYTHONHASHSEED=seed)
        assert run.code == 0, run.err
        made.append(out.read_bytes())
        made.append(
            process("draft", "brief", page, "--format", "html", PYTHONHASHSEED=seed).out.encode()
        )
    assert made[:2] == made[2:]
    assert docx.Document(io.BytesIO(made[0])).paragraphs[0].text.startswith("Senegal")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "{folder}/briefing.odt"), "no draft is written as .odt"),
        (("--date", "tomorrow"), "'tomorrow' is no date"),
    ],
)
def test_an_ending_or_a_date_that_is_none_is_refused_before_the_page_is_read(
    program: Program, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    page = tmp_path / "nowhere.txt"
    run = program("draft", "brief", page, *(w.format(folder=tmp_path) for w in words))
    assert run.code == 2
    assert said in run.err
    assert "nowhere.txt" not in run.err
    assert list(tmp_path.iterdir()) == []
