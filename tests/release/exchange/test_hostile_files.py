"""Files that are made to do harm, or are broken: named, refused, and nothing of the machine is read or filled."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.release.exchange.making import FORMS, codebook
from tests.release.exchange.test_reading import TEXT, WORDS, project_file, read, selection
from tierbook.errors import ExchangeInvalid
from tierbook.release.exchange import read_exchange, write_exchange
from tierbook.release.exchange.guarding import Room, open_zip, parse_xml
from tierbook.release.exchange.project import Project

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">'
    '<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">'
    '<!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">]><l x="&g;">&g;</l>'
)


def zipped(**files: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_grow_are_refused(encoding: str) -> None:
    with pytest.raises(ExchangeInvalid):
        parse_xml(
            LAUGHS.replace('version="1.0"', f'version="1.0" encoding="{encoding}"').encode(
                encoding
            ),
            "x",
        )


def test_entities_that_lead_to_files_are_refused_unread(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret")
    xml = f'<!DOCTYPE l [<!ENTITY s SYSTEM "{secret.as_uri()}">]><l>&s;</l>'
    for data in (xml, f'<!DOCTYPE l SYSTEM "{secret.as_uri()}"><l/>'):
        with pytest.raises(ExchangeInvalid) as caught:
            read_exchange("qdpx", zipped(**{"project.qde": data}), "p.qdpx", codebook())
        assert "a secret" not in str(caught.value)


def test_an_archive_that_grows_is_refused() -> None:
    with pytest.raises(ExchangeInvalid, match="unpacks to more than"):
        open_zip(zipped(**{"project.qde": b"\0" * 30_000_000}), "p.qdpx", (".qde",))


def test_archives_within_an_archive_share_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    inner = zipped(**{"TypeSystem.xml": "<t/>", "a.xmi": " " * 6_000_000})
    data = zipped(**{f"annotation/{n}/ana.zip": inner for n in range(4)})
    monkeypatch.setattr("tierbook.release.exchange.cas.Room", lambda: Room(15_000_000))
    told = read_exchange("cas", data, "p.zip", codebook()).refused
    assert sum("unpacks to more than" in words for words in told) == 2, told


def test_names_that_climb_are_labels_and_nothing_else(tmp_path: Path) -> None:
    data = io.BytesIO(project_file(selection(0, 3, 2)))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("../../../../climbed", "x")
        archive.writestr("/etc/climbed", "x")
    assert len(read(data.getvalue()).project.said) == 1
    climbing = project_file(selection(0, 3, 2), path="internal://../../etc/passwd")
    assert read(climbing, onto=()).project.said == ()
    assert not list(tmp_path.iterdir())


def test_an_archive_with_a_password_is_refused() -> None:
    data = bytearray(zipped(**{"project.qde": "<Project/>"}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    with pytest.raises(ExchangeInvalid, match="damaged or encrypted"):
        read_exchange("qdpx", bytes(data), "p.qdpx", codebook())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "data", [b"", b"\0" * 40, b"PK\x03\x04", b"[" * 100_000, b"{}", b"<a>" * 5000, b"\xff\xfe\0"]
)
def test_what_is_no_file_of_the_format_is_refused_with_a_remedy(form: str, data: bytes) -> None:
    with pytest.raises(ExchangeInvalid) as caught:
        read_exchange(form, data, "their.file", codebook(), onto=(TEXT,))
    assert caught.value.remedy


def test_a_project_cut_anywhere_is_refused_or_read_and_never_breaks() -> None:
    project = Project((TEXT,), variables=("prosecution.law",))
    for form in FORMS:
        whole = write_exchange(form, project, codebook())
        for at in range(0, len(whole), max(len(whole) // 25, 1)):
            try:
                back = read_exchange(form, whole[:at], "cut", codebook(), onto=(TEXT,))
            except ExchangeInvalid:
                continue
            assert back.project.said == ()


def test_json_of_the_wrong_shape_is_told_piece_by_piece() -> None:
    bad = {"value": {"start": "x", "end": 2, "labels": ["prosecution.law"]}}
    annotations = [{"result": [{"value": 3}, 4]}, 5, {"result": [bad]}]
    tasks = [{"data": {"text": "a law"}, "annotations": annotations}, 6, None]
    back = read_exchange("label-studio", json.dumps(tasks).encode(), "t.json", codebook())
    assert back.project.said == ()
    assert len(back.refused) >= 4
    place = {"type": "TextPositionSelector", "start": "q"}
    notes = [
        {"type": "Annotation", "target": 3, "body": 4},
        {
            "type": "Annotation",
            "target": {"source": "x", "selector": [place]},
            "body": {"value": "a"},
        },
    ]
    with pytest.raises(ExchangeInvalid):
        read_exchange("web-annotation", json.dumps(notes).encode(), "a.json", codebook())


def test_a_damaged_picture_or_a_film_stops_nothing() -> None:
    data = bytearray(project_file(selection(0, 3, 2), text=WORDS))
    at = data.index(WORDS[:10].encode())
    data[at + 5] ^= 1
    back = read(bytes(data), onto=())
    assert any("damaged" in words for words in back.refused)
