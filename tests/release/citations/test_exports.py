"""Records for reference managers, read back by their own programs."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import jsonschema
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

import tierbook
from tests.release.citations.making import ERAS, changed, of_refworld, of_state
from tierbook.release import Citation, citation_of

Make = Callable[[], dict[str, Any]]
PERMALINK = "https://library.example/documents/x/#p3s2"
ODD = "Report {one} & 100% of $5_a#b \\ ~ ^\nline “é” } {"
# Of the schema of CSL-JSON 1.0.2, what our records use; nothing else may stand in them.
_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        },
        "literal": {"type": "string"},
    },
    "additionalProperties": False,
}
_STRINGS = "title publisher publisher-place genre URL source archive language note".split()
CSL = {
    "type": "object",
    "required": ["id", "type", "title", "author"],
    "properties": {
        "id": {"type": "string"},
        "type": {"enum": ["report"]},
        "author": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"literal": {"type": "string"}},
                "additionalProperties": False,
            },
        },
        "issued": _DATE,
        "accessed": _DATE,
        **{name: {"type": "string", "minLength": 1} for name in _STRINGS},
    },
    "additionalProperties": False,
}


def cite(record: dict[str, Any], *place: int) -> Citation:
    return citation_of(record, *place, permalink=PERMALINK, accessed="2026-11-26")


def read_bibtex(words: str) -> Any:
    (entry,) = parse_string(words, "bibtex").entries.values()
    return entry


@pytest.mark.parametrize("era", ERAS)
def test_ris_of_every_era_is_read_back(era: str) -> None:
    cited = cite(ERAS[era](), 3, 2)
    (entry,) = rispy.loads(cited.ris())
    assert entry["type_of_reference"] == "RPRT"
    assert entry["title"] == cited.source.name
    assert entry["authors"] == [f"{cited.source.author},"]
    assert entry.get("year", "n.d.") == cited.source.year
    assert entry["access_date"] == "2026/11/26/"
    assert any("paragraph numbering added" in note for note in entry["notes"])
    assert entry["urls"] == [cited.source.address or PERMALINK]


def test_a_line_of_ris_is_a_tag_and_a_value_and_the_record_ends() -> None:
    lines = cite(changed(of_state(), country=None, title=ODD), 3, 2).ris().split("\r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])
    assert lines[-2:] == ["ER  - ", ""]
    assert "\n" not in "".join(lines)


@pytest.mark.parametrize("era", ERAS)
def test_bibtex_of_every_era_is_read_back(era: str) -> None:
    cited = cite(ERAS[era](), 3, 2)
    entry = read_bibtex(cited.bibtex())
    assert entry.type == "techreport"
    assert entry.fields["title"].strip("{}") == cited.source.name
    assert entry.fields["institution"].startswith(cited.source.author)
    assert [str(person) for person in entry.persons["author"]] == [f"{{{cited.source.author}}}"]
    assert entry.fields["urldate"] == "2026-11-26"
    assert entry.fields.get("year", "n.d.") == cited.source.year


@pytest.mark.parametrize("era", ERAS)
def test_csl_json_of_every_era_holds_to_its_schema(era: str) -> None:
    item = cite(ERAS[era](), 3, 2).csl_json()
    jsonschema.validate(item, CSL)
    assert item["title"].startswith(("Trafficking in Persons Report", "Kenya"))


@pytest.mark.parametrize("era", ERAS)
def test_a_program_sets_our_csl_json_in_its_style(era: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import (
            Citation as Cited,
        )
        from citeproc import (
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON

        item = cite(ERAS[era](), 3, 2).csl_json()
        source = CiteProcJSON([item])
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        made = CitationStylesBibliography(style, source, formatter.plain)
        made.register(Cited([CitationItem(item["id"])]))
        said = str(made.bibliography()[0])
    assert item["author"][0]["literal"] in said
    assert item["title"] in said
    if "issued" in item:
        assert str(item["issued"]["date-parts"][0][0]) in said


def plain(tex: str) -> str:
    """Return what TeX prints for the escapes that we write."""
    for name, sign in (
        ("backslash", "\\"),
        ("braceleft", "{"),
        ("braceright", "}"),
        ("asciitilde", "~"),
        ("asciicircum", "^"),
    ):
        tex = tex.replace(f"{{\\text{name}}}", f"\x00{ord(sign)}\x00")
    tex = re.sub(r"\\([&%$#_])", r"\1", tex)
    return re.sub(r"\x00(\d+)\x00", lambda match: chr(int(match[1])), tex)


@given(
    st.text(
        st.characters(exclude_categories=("C", "Z")) | st.sampled_from('{}&%$#_~^\\\n" '),
        min_size=1,
    )
)
def test_any_title_stays_what_it_is_in_every_export(title: str) -> None:
    kept = " ".join(title.split())
    record = changed(of_state(), country=None, edition=None, title=title, published="2021-07-01")
    cited = cite(record)
    name = kept or "Trafficking in Persons Report"
    entry = read_bibtex(cited.bibtex())
    assert entry.fields["title"].startswith("{")
    assert plain(entry.fields["title"][1:-1]) == name
    (ris,) = rispy.loads(cited.ris())
    assert " ".join(ris["title"].split()) == name
    assert cited.csl_json()["title"] == name
    assert parse_qs(cited.coins())["rft.btitle"] == [name]


def test_an_address_with_braces_and_a_percent_sign_does_not_break_an_entry() -> None:
    record = changed(of_state(), address='https://www.state.gov/a{b}c?d=%20&e="f"#g_h')
    entry = read_bibtex(cite(record).bibtex())
    assert entry.fields["url"] == "https://www.state.gov/a%7Bb%7Dc?d=%20&e=%22f%22#g_h"


def test_keys_are_plain_and_tell_places_apart() -> None:
    record = of_refworld()
    keys = {cite(record, *place).csl_json()["id"] for place in ((), (0,), (3,), (3, 1), (3, 2))}
    assert len(keys) == 5
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", key) for key in keys)


def test_the_same_place_gives_the_same_bytes() -> None:
    one, two = cite(of_refworld(), 3, 2), cite(of_refworld(), 3, 2)
    assert one.to_dict() == two.to_dict()


@pytest.mark.shared
def test_every_export_of_the_real_narratives_is_read_back(shared: Path) -> None:
    folder = shared / "data" / "narratives"
    texts = [folder / "refworld-2003-japan.txt", *sorted((folder / "2018").glob("*.txt"))]
    for path in texts[::9]:
        record = tierbook.code(path).to_dict(everything=True, links=True)
        for row in record["narrative"]["sentences"][::7]:
            cited = cite(record, row["paragraph"], row["sentence"])
            assert rispy.loads(cited.ris())[0]["title"] == cited.source.name
            assert read_bibtex(cited.bibtex()).fields["title"].strip("{}") == cited.source.name
            jsonschema.validate(cited.csl_json(), CSL)
