"""What stands beside the tables: valid by the standards that it names, and the same everywhere."""

from __future__ import annotations

import csv
import json
from importlib.resources import files
from pathlib import Path

import frictionless
import jsonschema
import pypdfium2
import yaml
from lxml import etree

from tests.house.checkout import REPOSITORY
from tests.release.dataset.making import library
from tierbook.release import MadeRelease, Wishes, make_release

DDI = "{ddi:codebook:2_5}"
# The order in which the schema of DDI-Codebook 2.5 wants the elements that are used here.
ORDER = {
    "codeBook": ["docDscr", "stdyDscr", "fileDscr", "dataDscr"],
    "citation": ["titlStmt", "rspStmt", "prodStmt", "distStmt", "verStmt"],
    "stdyDscr": ["citation", "stdyInfo", "method", "dataAccs"],
    "stdyInfo": ["subject", "abstract", "sumDscr"],
    "fileTxt": ["fileName", "fileCont", "dimensns", "fileType"],
    "var": ["labl", "qstn", "catgry", "varFormat"],
    "catgry": ["catValu", "labl", "txt"],
}


def test_frictionless_finds_no_fault(released: Path) -> None:
    report = frictionless.validate(str(released / "datapackage.json"))
    faults = [(t.name, e.note) for t in report.tasks for e in t.errors]
    assert report.valid, faults[:5]
    assert len(report.tasks) == 31


def test_frictionless_finds_a_cell_that_was_changed(released: Path, tmp_path: Path) -> None:
    record = json.loads((released / "datapackage.json").read_text("utf-8"))
    record["resources"] = [r for r in record["resources"] if r["name"] == "codes"]
    resource = record["resources"][0]
    text = (released / resource["path"]).read_text("utf-8")
    (tmp_path / "csv").mkdir()
    (tmp_path / resource["path"]).write_text(text.replace(",1,", ",one,", 1), "utf-8")
    (tmp_path / "datapackage.json").write_text(json.dumps(record), "utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_the_ddi_codebook_has_its_elements_in_the_order_of_the_standard(made: MadeRelease) -> None:
    root = etree.parse(made.folder / "ddi-codebook.xml").getroot()
    assert root.tag == f"{DDI}codeBook"
    assert root.get("version") == "2.5"
    for name, order in ORDER.items():
        elements = [root] if name == "codeBook" else root.findall(f".//{DDI}{name}")
        assert elements, name
        for element in elements:
            places = [
                order.index(child.tag.removeprefix(DDI))
                for child in element
                if child.tag.removeprefix(DDI) in order
            ]
            assert places == sorted(places), name
    ids = [element.get("ID") for element in root.iter() if element.get("ID")]
    assert len(ids) == len(set(ids))
    known = set(ids)
    variables = root.findall(f".//{DDI}var")
    assert all(v.get("files") in known for v in variables)
    assert len(variables) == sum(len(table.columns) for table in made.about.tables)


def test_the_ddi_codebook_tells_the_cells_of_the_file_that_it_names(made: MadeRelease) -> None:
    root = etree.parse(made.folder / "ddi-codebook.xml").getroot()
    files_of = {one.get("ID"): made.folder / one.get("URI") for one in root.iter(f"{DDI}fileDscr")}
    columns: dict[tuple[str, str], set[str]] = {}
    for key, path in files_of.items():
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                for name, cell in row.items():
                    columns.setdefault((key, name), set()).add(cell)
    coded = 0
    for one in root.iter(f"{DDI}var"):
        cells = columns.get((one.get("files"), one.get("name")), set()) - {""}
        told = {c.findtext(f"{DDI}catValu") for c in one.iter(f"{DDI}catgry")}
        if told:
            assert cells <= told, (one.get("files"), one.get("name"))
            coded += bool(cells)
        if one.find(f"{DDI}varFormat").get("type") == "numeric":
            assert all(float(cell) is not None for cell in cells)
        assert not [c for c in one.iter(f"{DDI}catgry") if c.get("missing") == "Y"]
    assert coded > 20


def test_the_datacite_record_is_valid(released: Path) -> None:
    schema = json.loads((files("datacite") / "schemas" / "datacite-v4.5.json").read_text("utf-8"))
    record = json.loads((released / "datacite.json").read_text("utf-8"))
    jsonschema.Draft7Validator(schema).validate(record)
    assert record["doi"] == "10.5281/zenodo.1"
    assert record["creators"][0]["familyName"] == "Yamada"
    assert record["creators"][1] == {"name": "Institute of Law", "nameType": "Organizational"}


def test_the_citation_file_is_yaml_with_what_the_format_asks_for(released: Path) -> None:
    told = yaml.safe_load((released / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(told)
    assert told["type"] == "dataset"
    assert told["authors"][0] == {
        "family-names": "Yamada",
        "given-names": "Hanako",
        "orcid": "https://orcid.org/0000-0002-1825-0097",
    }


def test_the_codebook_has_every_table_column_and_variable(made: MadeRelease) -> None:
    page = (made.folder / "codebook.html").read_text("utf-8")
    for table in made.about.tables:
        assert f'id="table-{table.name}"' in page
        assert all(f"<td><code>{name}</code>" in page for name in table.names)
    assert 'id="variable-prosecution.law"' in page
    assert "<script" not in page
    pdf = pypdfium2.PdfDocument(made.folder / "codebook.pdf")
    words = " ".join(page.get_textpage().get_text_range() for page in pdf)
    assert "findings_consensus" in words
    assert "Does the law" in words or "prosecution.law" in words


def test_the_readme_says_how_to_cite_open_and_check_it(made: MadeRelease) -> None:
    text = (made.folder / "README.md").read_text("utf-8")
    assert made.about.citation in text
    for words in (
        "read_parquet",
        'source("tierbook.R")',
        "stata/findings_consensus.dta",
        "datasette",
        "sha256sum -c",
    ):
        assert words in text
    assert "Left out: 1 sample text of tierbook's own." in text


def test_rights_of_official_words_of_the_program_s_and_ours_are_apart(made: MadeRelease) -> None:
    record = json.loads((made.folder / "datapackage.json").read_text("utf-8"))
    licences = {r["name"]: r["licenses"][0] for r in record["resources"]}
    by_licence: dict[str, set[str]] = {}
    for name, one in licences.items():
        by_licence.setdefault(one["title"], set()).add(name)
    assert by_licence.pop("Work of the United States Government (17 U.S.C. 105)") == {"quotes"}
    assert by_licence.pop("Facts, with the source in each row") == {
        "tiers",
        "tier_claims",
        "sources",
    }
    own = {"variables", "codes", "rights", "data_dictionary"}
    assert by_licence.pop("MIT License") == own
    (ours,) = by_licence
    assert ours.startswith("Creative Commons")
    assert record["licenses"] == [licences["findings"]]


def test_a_licence_has_an_id_only_where_registries_know_it(made: MadeRelease) -> None:
    """The standard wants an id of the Open Definition, or else a path to the words."""
    record = json.loads((made.folder / "datapackage.json").read_text("utf-8"))
    licences = [*record["licenses"], *(r["licenses"][0] for r in record["resources"])]
    assert {one["name"] for one in licences if "name" in one} == {"CC-BY-4.0", "MIT"}
    for one in licences:
        assert one["path"].startswith("https://") or (made.folder / one["path"]).is_file()
    cited = json.loads((made.folder / "datacite.json").read_text("utf-8"))["rightsList"]
    ids = [one["rightsIdentifier"] for one in cited if "rightsIdentifier" in one]
    assert (len(cited), ids) == (4, ["CC-BY-4.0", "MIT"])


def test_the_program_s_own_words_are_told_as_such_with_their_notice(made: MadeRelease) -> None:
    notice = "Copyright (c) 2026 tierbook contributors"
    licence = (REPOSITORY / "LICENSE").read_text("utf-8").partition("\n\n")[2]
    readme = (made.folder / "README.md").read_text("utf-8")
    assert licence in readme
    assert "`variables`, `codes`, `rights`, `data_dictionary`" in readme
    assert "In `accuracy`: Rows whose measured_on is labelled" in readme
    for name in ("codebook.html", "ddi-codebook.xml", "datacite.json", "datapackage.json"):
        assert notice in (made.folder / name).read_text("utf-8"), name
    pdf = pypdfium2.PdfDocument(made.folder / "codebook.pdf")
    assert notice in " ".join(page.get_textpage().get_text_range() for page in pdf)
    with (made.folder / "csv" / "rights.csv").open(encoding="utf-8", newline="") as stream:
        told = {row["table_name"]: row for row in csv.DictReader(stream)}
    assert told["variables"]["licence"] == "MIT"
    assert notice in told["variables"]["statement"]
    assert "labelled" in told["accuracy"]["statement"]
    assert told["accuracy"]["licence"] == "CC-BY-4.0"


def test_each_format_is_named_once_as_a_media_type(tmp_path: Path, released: Path) -> None:
    told = json.loads((released / "datacite.json").read_text("utf-8"))["formats"]
    assert told == [
        "text/csv", "application/vnd.apache.parquet", "application/x-stata-dta", "application/x-spss-sav",
        "application/vnd.sqlite3",
    ]  # fmt: skip
    wishes = Wishes(formats=("dta",), tables=("codes",), creators=("Institute of Law",))
    few = make_release(library(("BHS",), people=False), tmp_path / "few", wishes).folder
    record = json.loads((few / "datacite.json").read_text("utf-8"))
    assert record["formats"] == ["text/csv", "application/x-stata-dta"]
    assert record["publisher"] == {"name": "Institute of Law"}


def test_a_person_who_makes_a_release_is_not_its_publisher(released: Path) -> None:
    told = json.loads((released / "datacite.json").read_text("utf-8"))
    assert told["creators"][0]["nameType"] == "Personal"
    assert told["publisher"] == {"name": "(:unav)"}


def test_a_release_of_samples_says_so_everywhere_and_has_no_citation(tmp_path: Path) -> None:
    wishes = Wishes(samples=True, formats=("csv", "dta"))
    made = make_release(library(("NOR",), people=False), tmp_path / "try", wishes)
    names = {path.name for path in made.folder.iterdir()}
    assert not names & {"CITATION.cff", "datacite.json"}
    for name in ("README.md", "codebook.html", "ddi-codebook.xml", "datapackage.json"):
        assert "ade of sample texts" in (made.folder / name).read_text("utf-8"), name
    assert b"Samples. " in (made.folder / "stata" / "findings.dta").read_bytes()[:400]
    pdf = pypdfium2.PdfDocument(made.folder / "codebook.pdf")
    assert all("Made of sample texts" in page.get_textpage().get_text_range() for page in pdf)
