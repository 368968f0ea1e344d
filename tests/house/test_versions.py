"""One version, in four places that must agree."""

from __future__ import annotations

import re

import tierbook
from tests.house.checkout import REPOSITORY
from tierbook.files import VERSION


def test_the_citation_file_names_this_version() -> None:
    words = (REPOSITORY / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {VERSION}\n" in words


def test_the_changelog_opens_with_this_version() -> None:
    words = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (\d\S+)", words, re.MULTILINE)
    assert heads[0] == VERSION


def test_the_package_under_test_is_this_checkout() -> None:
    assert tierbook.__file__ is not None
    assert tierbook.__file__.startswith(str(REPOSITORY)), (
        "made for another copy: make clean, then make test"
    )
