"""`tierbook.read, parse, code, assess`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import tierbook
from tests.corpus.making import narrative, record, write_records
from tierbook.coding import Coding
from tierbook.errors import NotInForce, PageUnreadable, WrongUse
from tierbook.narrative import Narrative
from tierbook.pages import Document, ReadOptions
from tierbook.standards import Assessment


def one(page: str | bytes | Path, **facts: object) -> Document:
    document = tierbook.read(page, **facts)  # type: ignore[arg-type]
    assert isinstance(document, Document)
    return document


def test_importing_loads_nothing_but_the_package() -> None:
    code = "import sys; import tierbook; print(*sorted(m for m in sys.modules if 'tierbook' in m))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["tierbook"]


def test_each_verb_takes_what_the_one_before_gives(samples: Path) -> None:
    document = one(samples / "japan-2003.txt")
    narrative_ = tierbook.parse(document)
    coding = tierbook.code(narrative_)
    assessment = tierbook.assess(coding)
    assert isinstance(narrative_, Narrative)
    assert isinstance(coding, Coding)
    assert isinstance(assessment, Assessment)


@pytest.mark.parametrize("form", [str, Path, Path.read_bytes, Path.read_text])
def test_each_verb_takes_anything_earlier(samples: Path, form: object) -> None:
    page = form(samples / "japan-2003.txt")  # type: ignore[operator]
    coding = tierbook.code(page)
    assert coding.to_dict() == tierbook.code(tierbook.read(page)).to_dict()
    assert tierbook.assess(page).stated_tier == "2"
    assert tierbook.parse(page).document.country == "JPN"


def test_country_and_edition_are_given_with_a_text() -> None:
    text = narrative().split("\n", 2)[2]
    document = one(text, country="Kenya", edition=2018)
    assert (document.country, document.edition) == ("KEN", 2018)
    assert tierbook.assess(text, country="KEN", edition=2018).country == "Kenya"
    with pytest.raises(NotInForce, match="edition"):
        tierbook.assess(text, country="KEN")
    with pytest.raises(WrongUse, match="read"):
        tierbook.code(document, edition=2019)


def test_a_file_of_records_gives_a_list(tmp_path: Path) -> None:
    path = write_records(tmp_path / "many.jsonl", 3)
    documents = tierbook.read(path)
    assert isinstance(documents, list)
    assert [d.row for d in documents] == [1, 2, 3]
    with pytest.raises(WrongUse, match="holds 3") as caught:
        tierbook.code(path)
    assert "for d in" in str(caught.value)
    assert [tierbook.code(d).narrative.document.row for d in documents] == [1, 2, 3]
    assert tierbook.code(documents[:1]).narrative.document.row == 1


def test_a_broken_record_is_a_warning_beside_the_others(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text(json.dumps(record()) + "\n{broken\n", encoding="utf-8")
    with pytest.warns(UserWarning, match=r"many\.jsonl:2"):
        documents = tierbook.read(path)
    assert isinstance(documents, list)


def test_a_short_string_that_is_no_path_is_refused() -> None:
    with pytest.raises(WrongUse, match=r"no file here") as caught:
        tierbook.read("japan-2003")
    assert "bytes" in str(caught.value)


def test_a_sentence_with_its_country_and_edition_is_a_text() -> None:
    coding = tierbook.code("Courts convicted 14 traffickers.", country="JPN", edition=2018)
    assert {f.variable: f.value for f in coding.findings}["prosecution.convicted"] == "yes"


def test_a_folder_is_refused_with_the_way_to_go(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="folder"):
        tierbook.read(tmp_path)


def test_what_is_no_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PageUnreadable, match="empty"):
        tierbook.read(b"")
    with pytest.raises(PageUnreadable, match="gone"):
        tierbook.read(tmp_path / "gone.txt")
    with pytest.raises(WrongUse, match="int"):
        tierbook.read(3)  # type: ignore[arg-type]


def test_options_are_passed_on(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps({"body": narrative()}) + "\n", encoding="utf-8")
    options = ReadOptions(text_column="body", edition=2018)
    (document,) = tierbook.read(path, options=options)  # type: ignore[misc]
    assert document.edition == 2018


def test_the_names_are_those_of_the_verbs() -> None:
    from tierbook.files import VERSION

    assert tierbook.__all__ == ["assess", "code", "parse", "read", "track", "why"]
    assert tierbook.__version__ == VERSION
    assert "__version__" in dir(tierbook)
    with pytest.raises(AttributeError, match="walk"):
        tierbook.walk  # type: ignore[attr-defined]  # noqa: B018
