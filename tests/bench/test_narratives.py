"""The made narratives that speed is measured on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tierbook
from bench.library_home import make_home
from bench.narratives import make_narratives
from tierbook.corpus import Corpus
from tierbook.errors import CorpusError

FEW = 30


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TIERBOOK_BENCH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_same_seed_gives_the_same_texts_and_another_seed_others():
    one, two = list(make_narratives(FEW)), list(make_narratives(FEW))
    assert one == two
    assert {row.text for row in one}.isdisjoint(row.text for row in make_narratives(FEW, seed=9))


def test_fewer_narratives_are_the_beginning_of_more():
    assert list(make_narratives(FEW))[:5] == list(make_narratives(5))


def test_there_are_as_many_as_the_library_of_the_targets_holds():
    rows = list(make_narratives(4300))
    assert len(rows) == 4300
    assert len({(row.country, row.edition) for row in rows}) == 4300
    assert len({row.country for row in rows}) > 170


def test_they_are_as_long_as_real_ones_and_cut_like_them():
    rows = list(make_narratives(FEW))
    assert 11_000 < sum(len(row.text) for row in rows) / FEW < 18_000
    for row in rows[:4]:
        narrative = tierbook.parse(row.text, country=row.country, edition=row.edition)
        assert 9 <= len(narrative.paragraphs) <= 13
        assert 70 <= len(narrative.sentences) <= 110


def test_the_vocabulary_grows_with_the_narratives_as_names_do():
    def words(count: int) -> int:
        return len({w for row in make_narratives(count) for w in re.findall(r"\w+", row.text)})

    assert words(600) > words(50) + 1000


def test_a_country_keeps_most_of_its_sentences_and_moves_its_figures():
    older, newer = list(make_narratives(FEW))[3:5]
    assert older.country == newer.country
    bare = [set(re.sub(r"\d+", "0", row.text).split(". ")) for row in (older, newer)]
    kept = len(bare[0] & bare[1]) / len(bare[0])
    assert 0.5 < kept < 0.98
    assert older.text != newer.text


def test_the_rules_find_in_them_what_they_say():
    row = list(make_narratives(FEW))[-1]
    coding = tierbook.code(row.text, country=row.country, edition=row.edition)
    stated = coding.get("tier.stated")
    assert stated is not None
    assert stated.value == row.tier
    assert {f.variable.split(".")[0] for f in coding.findings} >= {
        "tier", "profile", "prosecution", "protection", "prevention", "figures", "flows", "recommendations",
    }  # fmt: skip
    assert len(coding.findings) > 60


def test_a_home_holds_as_many_documents_as_asked_for_and_is_whole(cache: Path, tmp_path: Path):
    home = tmp_path / "home"
    assert make_home(home, 4) == 4
    assert make_home(home, 3) == 3
    corpus = Corpus(home / "corpus")
    documents = corpus.documents()
    assert len(documents) == 3
    for document in documents:
        record = corpus.load_coding(document)
        text = record["narrative"]["text"]
        for finding in record["findings"]:
            assert all(text[e["start"] : e["end"]] == e["text"] for e in finding["evidence"])
        assert corpus.load_page(record["document"]["sha256"])
    report = corpus.ingest([])
    assert (report.documents, report.removed, report.problems) == (0, 0, [])


def test_what_was_coded_is_not_coded_again(cache: Path, tmp_path: Path, capsys):
    make_home(tmp_path / "one", 3)
    assert "coding 3" in capsys.readouterr().err
    make_home(tmp_path / "two", 4)
    assert "coding 1 " in capsys.readouterr().err


def test_a_home_of_somebody_else_is_left_alone(cache: Path, tmp_path: Path):
    home = tmp_path / "home"
    corpus = Corpus(home / "corpus")
    page = tmp_path / "JPN.txt"
    page.write_text("JAPAN: TIER 1\n\nJapan's government fully meets the minimum standards.\n")
    from tierbook.corpus import expand_inputs

    corpus.ingest(expand_inputs([str(page)]))
    with pytest.raises(CorpusError, match="not made here"):
        make_home(home, 2)
    assert len(corpus.documents()) == 1
