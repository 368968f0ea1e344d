"""What is written is read back: at random, in every format, with characters beyond the first plane."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from tests.release.exchange.making import FORMS, codebook, projects, sample_coding
from tierbook.release.exchange import (
    Project,
    Said,
    Text,
    Words,
    codings_of,
    project_of,
    read_exchange,
    text_of,
    write_exchange,
)


def same(said: Said) -> Said:
    """What a format must keep of a statement: all of it but the id that holds its parts together."""
    return replace(said, id="")


def ordered(project: Project) -> list[Said]:
    return sorted(map(same, project.said), key=_place)


def _place(said: Said) -> list[str]:
    where = said.fact("level"), said.fact("place")
    return [said.document, said.coder, said.variable, *map(str, where)]


@pytest.mark.parametrize("form", FORMS)
@given(project=projects())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_a_project_comes_back_as_it_went(form: str, project: Project) -> None:
    data = write_exchange(form, project, codebook())
    back = read_exchange(form, data, "file", codebook(), onto=project.texts)
    assert not back.refused
    assert not back.unknown
    assert ordered(back.project) == ordered(project)
    for said in back.project.said:
        text = next(t for t in project.texts if t.id == said.document)
        assert all(text.text[w.start : w.end] == w.text for w in said.words)


@pytest.mark.parametrize("form", ["qdpx", "cas", "label-studio"])
@given(project=projects())
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
def test_a_file_with_texts_needs_nothing_beside_it(form: str, project: Project) -> None:
    back = read_exchange(form, write_exchange(form, project, codebook()), "file", codebook())
    assert ordered(back.project) == ordered(project)
    assert [(t.id, t.text) for t in back.project.texts] == [(t.id, t.text) for t in project.texts]
    for mine, theirs in zip(project.texts, back.project.texts, strict=True):
        assert dict(theirs.about) == dict(mine.about)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["japan-2003.txt", "thailand-2018.txt"])
def test_a_coding_of_the_program_comes_back_line_for_line(form: str, name: str) -> None:
    coding = sample_coding(name)
    project = project_of([coding], codebook=codebook(), everything=True)
    data = write_exchange(form, project, codebook())
    back = read_exchange(form, data, "file", codebook(), onto=[text_of(coding)])
    (again,) = codings_of(back.project, codebook())
    for part in ("versions", "coder", "document", "narrative", "not_asked", "read", "findings"):
        assert again[part] == coding[part], part
    silent = {
        (a["variable"], a["absence"]) for a in coding["absences"] if a["absence"] != "not_asked"
    }
    assert {(a["variable"], a["absence"]) for a in again["absences"]} == silent


@pytest.mark.parametrize("form", [*FORMS, "qdc", "label-config"])
def test_the_same_project_is_the_same_file_to_the_byte(form: str) -> None:
    project = project_of([sample_coding("japan-2003.txt")], codebook=codebook())
    assert write_exchange(form, project, codebook()) == write_exchange(form, project, codebook())


@pytest.mark.parametrize("marked", ["0<<<<𝒳 ", "0𝒳  ", "0𝒳\n ", " 0𝒳"])
def test_blanks_at_the_edge_of_marked_words_do_not_change_how_offsets_are_counted(marked) -> None:
    text = Text("tip-2003-jpn-test-00000000", f"{marked}and", {"id": "tip-2003-jpn-test-00000000"})
    words = (Words(0, len(marked), marked, 1, 1),)
    said = Said(text.id, "person/ana", "prosecution.law", "yes", None, words, {}, "")
    project = Project((text,), (said,), "tip/1")
    back = read_exchange("qdpx", write_exchange("qdpx", project, codebook()), "file", codebook())
    assert [(w.start, w.end) for w in back.project.said[0].words] == [(0, len(marked))]


def test_the_moment_of_one_statement_is_not_given_to_another() -> None:
    text = Text("tip-2003-jpn-test-00000000", "0<<<", {"id": "tip-2003-jpn-test-00000000"})
    facts = ({"level": "law", "at": "2026-11-26T10:00:00+00:00"}, {})
    said = [
        Said(text.id, "person/ana", "prosecution.law", None, "not_stated", (), f) for f in facts
    ]
    project = Project((text,), tuple(said), "tip/1")
    back = read_exchange("qdpx", write_exchange("qdpx", project, codebook()), "file", codebook())
    assert [one.facts for one in back.project.said] == list(facts)


@pytest.mark.parametrize("form", FORMS)
def test_coders_whose_names_look_alike_without_accents_stay_apart(form: str) -> None:
    coding = sample_coding("japan-2003.txt")
    text = text_of(coding)
    names = ("person/Jörg", "person/Järg", "person/李", "person/😀", "person/J-rg", "rules/1")
    said = tuple(Said(text.id, name, "prosecution.law", "yes", None, (), {}, "") for name in names)
    data = write_exchange(form, Project((text,), said), codebook())
    back = read_exchange(form, data, "file", codebook(), onto=(text,))
    assert sorted(one.coder for one in back.project.said) == sorted(names)
