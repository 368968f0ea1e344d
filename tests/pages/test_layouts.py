"""Each publisher and era, table-driven: what must be read of its page is read, and spans display what they cite."""

from __future__ import annotations

import pytest

from tests.pages.fixtures import Fixture, Row, all_fixtures
from tierbook.editions import read_heading, read_tier
from tierbook.narrative import parse_document
from tierbook.pages import Document, read_bytes

ROWS = [fixture for fixture in all_fixtures() if fixture.row is not None]
REFUSED = [fixture for fixture in all_fixtures() if fixture.refused is not None]


def read(fixture: Fixture) -> tuple[Document, ...]:
    result = read_bytes(fixture.data, name=fixture.file, options=fixture.options)
    assert not result.problems, [str(problem) for problem in result.problems]
    return result.documents


def kinds(document: Document, kind: str) -> list[str]:
    return [block.text for block in document.blocks if block.kind == kind]


@pytest.mark.parametrize("fixture", ROWS, ids=lambda fixture: fixture.name)
def test_what_the_row_says_is_read(fixture: Fixture) -> None:
    row = fixture.row
    assert isinstance(row, Row)
    documents = read(fixture)
    first = documents[0]
    assert tuple(document.country for document in documents) == row.countries
    assert first.publisher == row.publisher
    tier_lines = kinds(first, "tier_line")
    assert (read_tier(tier_lines[0]) if tier_lines else None) == row.tier
    assert tuple(read_heading(head) for head in kinds(first, "heading")) == row.sections
    assert len(kinds(first, "paragraph")) == row.paragraphs
    assert len(kinds(first, "item")) == row.items
    for field in ("edition", "title", "author", "published", "address", "captured"):
        if getattr(row, field) is not None:
            assert getattr(first, field) == getattr(row, field), field
    for said in row.notes:
        assert any(said in note for note in first.notes), first.notes
    assert len({document.id for document in documents}) == len(documents)


@pytest.mark.parametrize("fixture", ROWS, ids=lambda fixture: fixture.name)
def test_every_block_displays_what_it_cites(fixture: Fixture) -> None:
    for document in read(fixture):
        repaired = {repair.at for repair in document.repairs}
        for block in document.blocks:
            for target, source, length in block.offsets.segments:
                if source not in repaired:
                    shown = document.source[source : source + length]
                    assert block.text[target : target + length].split() == shown.split()
        narrative = parse_document(document)
        for sentence in narrative.sentences:
            assert narrative.offsets.to_source(sentence.start, sentence.end) is not None


@pytest.mark.parametrize("fixture", ROWS, ids=lambda fixture: fixture.name)
def test_words_in_are_words_out_but_for_the_furniture(fixture: Fixture) -> None:
    """No character of a Document's source is lost: it stands in a block or in the furniture, or a repair took it."""
    for document in read(fixture):
        cited = bytearray(len(document.source))
        for block in document.blocks:
            for _, source, length in block.offsets.segments:
                cited[source : source + length] = b"\x01" * length
        for start, end in document.furniture:
            cited[start:end] = b"\x01" * (end - start)
        for repair in document.repairs:
            cited[repair.at : repair.at + len(repair.was)] = b"\x01" * len(repair.was)
        lost = [sign for sign, seen in zip(document.source, cited, strict=True) if not seen]
        assert not "".join(lost).strip("• *-\n\t")


@pytest.mark.parametrize("fixture", REFUSED, ids=lambda fixture: fixture.name)
def test_what_is_no_narrative_is_refused_by_name(fixture: Fixture) -> None:
    result = read_bytes(fixture.data, name=fixture.file, options=fixture.options)
    assert not result.documents
    assert fixture.refused is not None
    assert fixture.refused in str(result.problems[0])
    assert result.problems[0].remedy
