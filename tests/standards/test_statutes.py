"""The statute files keep their own rules, and a file that breaks one is refused with its line."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import pytest

from tierbook.errors import StatuteInvalid
from tierbook.standards import (
    STATUTES_VERSION,
    check_mapping,
    lint_statutes,
    load_statutes,
    read_statutes,
    statute_ids,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the statute files, to be broken."""
    source = resources.files("tierbook.standards") / "statutes" / "tvpa"
    with resources.as_file(source) as path:
        shutil.copytree(path, tmp_path / "tvpa")
    return tmp_path / "tvpa"


def _break(folder: Path, name: str, was: str, now: str) -> int:
    """Replace the first occurrence and return the number of its last line."""
    text = (folder / name).read_text(encoding="utf-8")
    assert was in text
    (folder / name).write_text(text.replace(was, now, 1), encoding="utf-8")
    return text[: text.index(was)].count("\n") + now.count("\n") + 1


FAULTS = {
    "an unknown key": ("criteria.yaml", "    label: Vigorous", "    title: x\n    label: Vigorous", "title", -1),
    "a key given twice": ("criteria.yaml", "    label: Vigorous", "    label: x\n    label: Vigorous", "twice", 0),
    "a missing key": ("versions.yaml", "    act: Trafficking Victims Protection Act of 2000\n", "", "'act'", -1),
    "an unknown source": ("criteria.yaml", "[pl106_386, usc_7106]", "[pl0, usc_7106]", "pl0", 0),
    "no source": ("criteria.yaml", "[pl106_386, usc_7106]", "[]", "without a source", 0),
    "an unknown confidence": ("versions.yaml", "confidence: verified", "confidence: sure", "sure", 0),
    "a day that is none": ("versions.yaml", "signed: 2000-10-28", "signed: October", "October", 0),
    "a gap between forms": ("versions.yaml", "first_edition: 2004", "first_edition: 2005", "2003", 0),
    "an unknown version": ("criteria.yaml", "{tvpa2000: 1}", "{tvpa1999: 1}", "tvpa1999", 0),
    "an edition that is none": ("criteria.yaml", "first_edition: 2004", "first_edition: MMIV", "MMIV", 0),
    "a first edition not its form's": ("criteria.yaml", "first_edition: 2004", "first_edition: 2006", "2006", 0),
    "a criterion that is none": ("mapping.yaml", "  demand.sex_tourism:", "  demand.tourism:", "demand.tourism", 0),
    "a rule of another form": ("mapping.yaml", "prosecution.law is yes or mixed", "prosecution.law: yes", "rule", 0),
    "a field that no finding has": ("mapping.yaml", "; quality not weak", "; colour not red", "colour", 0),
    "words cut by a comma": ("words.yaml", "traffickers were prosecuted,", "some, traffickers,", "no words", 0),
    "a text where a list belongs": ("criteria.yaml", "[pl106_386, usc_7106]", "usc_7106", "another shape", 0),
    "a doubt without its text": ("criteria.yaml", ", text: The words", ", word: The words", "'word'", 0),
    "a change before the entry began": ("criteria.yaml", "2006, how: rew", "2003, how: rew", "2003", 0),
    "a way to change that is none": ("criteria.yaml", "how: widened", "how: bigger", "bigger", 0),
    "an Act that is none": ("provisions/grounds.yaml", "ended_by: tvpra2018", "ended_by: tvpra2019", "tvpra2019", 0),
    "wordings that overlap": ("provisions/clock.yaml", ", last_edition: 2018", ", last_edition: 2020", "not ended", 1),
    "a kind that is none": ("provisions/notes.yaml", "kind: note", "kind: remark", "remark", 0),
    "confidence from another edition": ("provisions/efforts.yaml", "{2001: mem", "{2002: mem", "first being 2001", 0),
    "a scope with a hole": ("standards.yaml", "2009, how: widened", "2010, how: widened", "2009", 0),
    "a slot that is none": ("statute.yaml", "{public_law}; 22", "{law}; 22", "only slot", 0),
    "an address that is none": ("sources.yaml", "href: https://www.law", "href: www.law", "www.law", 0),
}  # fmt: skip


@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_broken_file_is_refused_with_file_and_line(folder: Path, fault: str) -> None:
    name, was, now, words, shift = FAULTS[fault]
    line = _break(folder, name, was, now) + shift
    with pytest.raises(StatuteInvalid) as error:
        read_statutes(folder)
    assert words in str(error.value)
    assert error.value.remedy
    where = error.value.where or ""
    assert name in where
    assert abs(int(where.rpartition(":")[2]) - line) <= 1


BEYOND = {
    "a source unused": ("sources.yaml", "usc_7106:", "no: {title: x, href: 'https://x.org'}\nusc_7106:", "'no'", -1),
    "a country that is none": ("provisions/lists.yaml", "countries: [MMR, COD", "countries: [XXZ, COD", "XXZ", 0),
    "a reference that leads nowhere": ("provisions/notes.yaml", "see: [swl.up_to_1", "see: [swl.up_to_9", "up_to_9", 0),
    "memory, no reason": ("provisions/efforts.yaml", "last_edition: 2010", "last_edition: 2009", "2001 to 2010", 0),
    "an id that stands twice": ("provisions/clock.yaml", "  clock.unlimited:", "  swl.victims:", "swl.victims", 0),
    "a standard that is none": ("statute.yaml", "summed: std.serious_sustained", "summed: std.none", "std.none", 0),
}  # fmt: skip


@pytest.mark.parametrize("fault", list(BEYOND))
def test_lint_finds_what_reading_lets_pass(folder: Path, fault: str) -> None:
    name, was, now, words, shift = BEYOND[fault]
    line = _break(folder, name, was, now) + shift
    found = [f for f in lint_statutes(folder) if words in f.what]
    assert found
    where = found[0].where or ""
    assert name in where
    assert abs(int(where.rpartition(":")[2]) - line) <= 6


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "words.yaml").unlink()
    with pytest.raises(StatuteInvalid, match=r"words\.yaml"):
        read_statutes(folder)


def test_every_entry_says_when_and_where_it_was_checked() -> None:
    statutes = load_statutes()
    for entry in (*statutes.standards, *statutes.criteria):
        assert entry.verified_on == "2026-11-23"
        assert entry.sources
    assert all(source.title and source.href for source in statutes.sources.values())


def test_the_version_that_assessments_carry_is_that_of_the_files() -> None:
    assert load_statutes().identity.version == STATUTES_VERSION


def test_labels_differ() -> None:
    statutes = load_statutes()
    labels = [entry.label for entry in (*statutes.standards, *statutes.criteria)]
    assert len(labels) == len(set(labels))


def test_the_files_of_the_package_have_no_fault() -> None:
    package = resources.files("tierbook.standards") / "statutes"
    assert [lint_statutes(package / name) for name in statute_ids()] == [()] * len(statute_ids())


def test_the_mapping_fits_the_codebook() -> None:
    from tierbook.codebook import load_codebook

    assert check_mapping(load_statutes(), load_codebook()) == ()
