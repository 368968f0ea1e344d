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
from tierbook.agreement import load_measured

FOLDER = EXAMPLES / "release"
TUTORIAL = REPOSITORY / "docs" / "tutorial" / "figure-in-a-paper.md"


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
    begins = b"".join(ours.table.splitlines(keepends=True)[:3]).decode()
    assert begins in TUTORIAL.read_text(encoding="utf-8")
    held = {
        edition: (row["texts"], row["countries"], row["also_before"])
        for edition, row in ours.rows.items()
        if row["texts"] != "0"
    }
    assert list(held) == [2003, 2017, 2018, 2022]
    assert held[2003] == ("1", "1", "")
    assert held[2018] == ("3", "3", "1")  # Japan as before, and two more
    assert held[2022] == ("1", "1", "0")  # Aruba alone
    assert all(row["share"] == row["low"] == "" for e, row in ours.rows.items() if e not in held)
    assert (ours.rows[2018]["share"], ours.rows[2022]["share"]) == ("1.0000", "0.0000")
    for figure in (ours.figure, theirs.figure):
        assert "samples, which are no source; not official" in figure
        assert "variable and kind of text is untested" in figure
        assert "Share of samples that say that courts convicted traffickers" in figure
        assert "yes or mixed no not reported silent: no answer" in figure
        assert "Yes includes mixed (yes for a part, no for another)" in figure
        assert (
            "Countries with a text here: 4; with one in every edition that has a point: 0."
            in figure
        )
    assert "Yes where traffickers were convicted" in ours.shown
    assert "JPN 2003, yes:" in ours.shown


@pytest.mark.r
def test_countries_with_a_text_in_each_edition_can_be_kept_alone(
    samples: Path, tmp_path: Path
) -> None:
    ours = _in_python(samples, tmp_path / "python", editions="2017,2018")
    theirs = _in_r(samples, tmp_path / "r", "prosecution.convicted", "sample", "2017,2018")
    assert ours.table == theirs.table
    assert {e: (row["texts"], row["also_before"]) for e, row in ours.rows.items()} == {
        2017: ("1", ""),
        2018: ("1", "1"),
    }
    for figure in (ours.figure, theirs.figure):
        assert (
            "Countries with a text here: 1; with one in every edition that has a point: 1."
            in figure
        )
    with pytest.raises(AssertionError, match="in each of the editions 2018,2022"):
        _in_r(samples, tmp_path / "none", "prosecution.convicted", "sample", "2018,2022")


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
    assert "Stated wherever value has content, or why it is empty" in shown
    assert re.search(r"^ *yes +2 +0", shown, re.M)  # of six samples two say that a law is in force
    assert "Not stated: the text is silent" in shown


def test_the_numbers_of_the_methods_paragraph_are_those_of_this_version() -> None:
    words = " ".join(TUTORIAL.read_text(encoding="utf-8").replace("\n>", " ").split())
    both, found, labelled, whole = _yes_against_all_else("prosecution.convicted", "narrative")
    assert f"On {whole:g} narratives of the edition of 2018, labelled by language models" in words
    assert f"of {both:g} of the {found:g} that the program reads as *yes*" in words
    assert f"it finds {both:g} of the {labelled:g} that they call *yes*" in words
    part = load_measured().record["held_out"]["kinds"]["narrative"]
    row = part["variables"]["prosecution.convicted"]
    told = f"{row['f1']:.2f} ({row['low']:.2f} to {row['high']:.2f}, {row['n']:g} labels)"
    assert f"On the {part['texts']} of countries on which no rule was tuned" in words
    assert words.count(told) == 2


def _yes_against_all_else(variable: str, kind: str) -> tuple[float, float, float, float]:
    """Return in how many labelled texts both say yes, the program does, the labels do, and how many there are."""
    table, yes = load_measured().confusion(variable, kind), ("yes", "mixed")
    cells = [(said, meant, n) for said, row in table.items() for meant, n in row.items()]
    return (
        sum(n for said, meant, n in cells if said in yes and meant in yes),
        sum(n for _, meant, n in cells if meant in yes),
        sum(n for said, _, n in cells if said in yes),
        sum(n for _, _, n in cells),
    )


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
    both, found, labelled, whole = _yes_against_all_else("profile.internal", "summary")
    assert 0 < both < whole
    for made in (ours, theirs):
        assert f"On {whole:g} labelled summaries of 2015" in made.figure
        assert "(labels by language models, each" in made.figure
        assert f"of {found:g} that the program reads as yes the labels say so of {both:g};" in made.figure  # fmt: skip
        assert (
            f"of {labelled:g} that the labels call yes it finds {both:g}. The rules" in made.figure
        )
        assert "summaries by another agency, which chose the countries; not official" in made.figure
        # A variable without words of its own in the example is told by its name.
        assert "Share of summaries that say yes: " in made.figure
