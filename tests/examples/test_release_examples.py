"""examples/release: Python and R make the same table and figure of a release, of samples and of real texts."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from tests.conftest import REPOSITORY
from tests.examples.releases import code_samples, write_release
from tests.examples.running import EXAMPLES, printed, run_notebook, run_r
from tierbook import code, read

FOLDER = EXAMPLES / "release"


@dataclass(frozen=True)
class Made:
    """What an example wrote: the bytes of its table, the words of its figure, what it printed."""

    table: bytes
    figure: str
    shown: str

    @property
    def rows(self) -> dict[int, dict[str, str]]:
        rows = csv.DictReader(self.table.decode().splitlines())
        return {int(row["edition"]): row for row in rows}


def _words(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    words = document[0].get_textpage().get_text_bounded()
    document.close()
    return " ".join(words.split())


def _in_python(release: Path, out: Path, **chosen: str) -> Made:
    out.mkdir()
    told = {f"TIERBOOK_{name.upper()}": value for name, value in chosen.items()}
    cells = run_notebook(
        FOLDER / "table-and-figure.ipynb",
        TIERBOOK_RELEASE=str(release),
        TIERBOOK_OUT=str(out),
        **told,
    )
    return Made((out / "table.csv").read_bytes(), _words(out / "figure.pdf"), printed(cells))


def _in_r(release: Path, out: Path, *chosen: str) -> Made:
    out.mkdir()
    shown = run_r(FOLDER / "table_and_figure.R", release, *chosen, folder=out)
    return Made((out / "table.csv").read_bytes(), _words(out / "figure.pdf"), shown)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("there") / "try"
    folder.mkdir()
    return write_release(code_samples(), folder / "release", samples=True, formats=("dta",))


@pytest.mark.r
def test_both_make_the_same_of_the_samples(samples: Path, tmp_path: Path) -> None:
    ours = _in_python(samples, tmp_path / "python")
    theirs = _in_r(samples, tmp_path / "r")
    assert ours.table == theirs.table
    assert list(ours.rows) == list(range(2003, 2023))
    held = {edition: row["texts"] for edition, row in ours.rows.items() if row["texts"] != "0"}
    assert held == {2003: "1", 2017: "1", 2018: "3", 2022: "1"}
    assert all(row["share"] == row["low"] == "" for e, row in ours.rows.items() if e not in held)
    assert (ours.rows[2018]["share"], ours.rows[2022]["share"]) == ("1.0000", "0.0000")
    for figure in (ours.figure, theirs.figure):
        assert "samples, which are no source; not official" in figure
        assert "variable and kind of text is untested" in figure
        assert "Did courts of this country convict traffickers" in figure
    assert "Yes where traffickers were convicted" in ours.shown
    assert "JPN 2003, yes:" in ours.shown


@pytest.mark.r
def test_what_a_release_does_not_have_is_told(samples: Path, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"no yes-or-no variable tier\.stated"):
        _in_r(samples, tmp_path / "r", "tier.stated")


@pytest.mark.haven
def test_what_the_how_to_shows_runs_in_r(samples: Path, tmp_path: Path) -> None:
    page = REPOSITORY / "docs" / "how-to" / "use-a-release-in-r.md"
    blocks = re.findall(r"^```r\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
    script = tmp_path / "shown.R"
    script.write_text("".join(blocks), encoding="utf-8")
    shown = run_r(script, folder=samples.parents[1])
    assert "Stated, or why there is no value" in shown
    assert re.search(r"^ *yes +2 +0", shown, re.M)  # of six samples two say that a law is in force
    assert "Not stated: the text is silent" in shown


def test_no_notebook_keeps_what_it_once_printed() -> None:
    books = [json.loads(path.read_text(encoding="utf-8")) for path in EXAMPLES.rglob("*.ipynb")]
    assert len(books) == 2
    cells = [cell for book in books for cell in book["cells"] if cell["cell_type"] == "code"]
    assert not [c for c in cells if c["outputs"] or c["execution_count"] is not None]


@pytest.mark.r
def test_both_make_the_same_of_real_texts(shared: Path, tmp_path: Path) -> None:
    texts = (shared / "data" / "factbook-trafficking-2007-2025.jsonl").read_bytes().splitlines()
    page = tmp_path / "texts.jsonl"
    page.write_bytes(b"\n".join(texts[::9]))
    documents = read(page)
    assert isinstance(documents, list)
    codings = [code(document) for document in documents if document.edition and document.country]
    release = write_release(codings, tmp_path / "release")
    ours = _in_python(release, tmp_path / "python", variable="profile.internal")
    theirs = _in_r(release, tmp_path / "r", "profile.internal")
    assert ours.table == theirs.table
    assert sum(int(row["texts"]) for row in ours.rows.values()) > 40
    for made in (ours, theirs):
        assert "F1 of this variable on labelled texts of this kind" in made.figure
        assert "from summaries by another agency; not official" in made.figure
