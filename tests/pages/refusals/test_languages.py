"""A page in another language is named as such; an English one is never even asked about."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from tests.pages.refusals.making import TRANSLATIONS
from tierbook.pages import read_bytes, sample_pages
from tierbook.pages.refusals.languages import foreign_language


@pytest.mark.parametrize("language", TRANSLATIONS)
@pytest.mark.parametrize("html", [False, True])
def test_a_translation_is_named_by_its_language(language: str, html: bool) -> None:
    text = "\n\n".join(TRANSLATIONS[language])
    if html:
        body = "".join(f"<p>{line}</p>" for line in TRANSLATIONS[language])
        text = f"<html><title>2021 Trafficking in Persons Report: Kenya</title><body>{body}</body></html>"
    (problem,) = read_bytes(text.encode(), name="kenya.html").problems
    assert problem.what == f"this page is in {language}, not in English"
    assert "English page" in (problem.remedy or "")


def test_a_german_menu_around_an_english_text_decides_nothing(tier_text: str) -> None:
    menu = (
        "Startseite\nSuche\nLänder\nÜber uns\nKontakt\nDatenschutz\nDokumente der Woche\nAnmelden\n"
    )
    assert foreign_language((menu + tier_text + "\n" + menu).split("\n")) is None


@pytest.mark.parametrize(
    "text",
    [
        "Kenya\nUganda\nTanzania",
        "AFGHANISTAN ALBANIA ALGERIA ANDORRA ANGOLA ARGENTINA ARMENIA " * 3,
        "sex trafficking of girls; forced labor in mines; debt bondage in kilns and on farms of the south, without pay",
    ],
)
def test_what_is_too_short_or_a_list_of_names_is_let_through(text: str) -> None:
    assert foreign_language(text.split("\n")) is None


def test_the_library_is_not_loaded_for_english_pages(tmp_path: Path) -> None:
    for name, data in sample_pages():
        (tmp_path / name).write_bytes(data)
    program = (
        "import sys, pathlib\n"
        "from tierbook.pages import read_bytes\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):\n"
        "    assert read_bytes(path.read_bytes(), name=path.name).documents, path\n"
        "assert 'py3langid' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)


def test_every_language_that_the_library_tells_has_a_name() -> None:
    import py3langid

    table = files("tierbook.pages.refusals") / "languages.csv"
    named = {row.split(",")[0] for row in table.read_text(encoding="utf-8").splitlines()[1:]}
    assert {code for code, _ in py3langid.rank("words")} - {"en", "zxx"} == named
