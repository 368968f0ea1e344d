"""`ddi-codebook.xml` after DDI-Codebook 2.5: study, files, and every column as archives catalogue it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tierbook.codebook import load_codebook
from tierbook.files import VERSION
from tierbook.release.dataset.about import KEYWORDS, UNNAMED, About
from tierbook.release.dataset.described import DataColumn, DataTable, load_rights

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["write_ddi"]

_NAMESPACE = "ddi:codebook:2_5"
_NUMERIC = {"number", "decimal"}


def write_ddi(about: About) -> bytes:
    """Return the codebook as XML; elements stand in the order that the standard's schema asks for."""
    from lxml import etree

    root = etree.Element(f"{{{_NAMESPACE}}}codeBook", nsmap={None: _NAMESPACE})
    root.set("version", "2.5")
    root.set("ID", about.name)
    document = _add(root, "docDscr")
    _citation(document, about, f"Codebook of: {about.title}")
    study = _add(root, "stdyDscr")
    _citation(study, about, about.title)
    _info(study, about)
    _method(study, about)
    _access(study, about)
    for table in about.tables:
        _file(root, table, about)
    data = _add(root, "dataDscr")
    for n, table in enumerate(about.tables, 1):
        for place, column in enumerate(table.columns, 1):
            _variable(data, f"V{n}_{place}", table, column)
    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"


def _citation(parent: Any, about: About, title: str) -> None:
    citation = _add(parent, "citation")
    titles = _add(citation, "titlStmt")
    _add(titles, "titl", title)
    if about.doi:
        _add(titles, "IDNo", about.doi, agency="DOI")
    made = _add(citation, "rspStmt")
    for creator in about.creators:
        _add(made, "AuthEnty", "Not named" if creator.name == UNNAMED else creator.name)
    production = _add(citation, "prodStmt")
    _add(production, "copyright", load_rights()["ours"].licence_title)
    _add(production, "software", "tierbook", version=VERSION)
    distribution = _add(citation, "distStmt")
    _add(distribution, "distDate", about.day, date=about.day)
    _add(_add(citation, "verStmt"), "version", about.version, date=about.day)


def _info(study: Any, about: About) -> None:
    info = _add(study, "stdyInfo")
    subject = _add(info, "subject")
    for word in KEYWORDS:
        _add(subject, "keyword", word)
    _add(info, "abstract", about.description)
    summary = _add(info, "sumDscr")
    _add(summary, "anlyUnit", "Country narrative of an edition of the Report")
    _add(summary, "universe", about.made_of)
    _add(summary, "dataKind", "Coded text")


def _method(study: Any, about: About) -> None:
    method = _add(study, "method")
    collection = _add(method, "dataColl")
    _add(collection, "dataCollector", "; ".join(about.versions))
    _add(
        collection,
        "collMode",
        "Content analysis of published texts by rules, with decisions of people over them",
    )
    sources = _add(collection, "sources")
    _add(
        sources,
        "dataSrc",
        "U.S. Department of State, Trafficking in Persons Report; pages in the table documents",
    )
    for note in about.limits:
        _add(method, "notes", note)


def _access(study: Any, about: About) -> None:
    use = _add(_add(study, "dataAccs"), "useStmt")
    _add(use, "citReq", "Not to be cited." if about.samples else about.citation)
    words = [f"{one.label}: {one.licence_title}. {one.statement}" for one in load_rights().values()]
    _add(use, "conditions", " ".join(words))


def _file(root: Any, table: DataTable, about: About) -> None:
    described = _add(root, "fileDscr", ID=f"F_{table.name}", URI=f"csv/{table.name}.csv")
    text = _add(described, "fileTxt")
    _add(text, "fileName", f"{table.name}.csv")
    _add(
        text,
        "fileCont",
        f"{table.title}. A row is {table.grain}. Rights: {table.rights.licence_title}. {table.mixed}".strip(),
    )
    size = _add(text, "dimensns")
    _add(size, "caseQnty", str(about.counts[table.name]))
    _add(size, "varQnty", str(len(table.columns)))
    _add(text, "fileType", "CSV, UTF-8")
    _add(described, "notes", f"Key: {', '.join(table.key)}")
    _add(
        described,
        "notes",
        "An empty cell has no value; where there is a column of the absence, it says why.",
    )


def _variable(data: Any, name: str, table: DataTable, column: DataColumn) -> None:
    """Describe a column as the CSV file has it: codes in words, and an empty cell where there is no value."""
    shape = column.shape
    found = _add(data, "var", ID=name, name=column.name, files=f"F_{table.name}")
    if shape.kind in _NUMERIC:
        found.set("intrvl", "contin")
    elif shape.codes:
        found.set("intrvl", "discrete")
    _add(found, "labl", shape.label)
    asked = load_codebook().variables.get(shape.variable or "")
    if asked is not None and shape.facet == "value":
        question = _add(found, "qstn")
        _add(question, "qstnLit", asked.question)
        _add(question, "ivuInstr", asked.rule)
    for code in shape.codes:
        category = _add(found, "catgry")
        _add(category, "catValu", code.code)
        _add(category, "labl", code.label)
    _add(found, "varFormat", type="numeric" if shape.kind in _NUMERIC else "character")


def _add(parent: Any, tag: str, words: str | None = None, /, **attributes: str) -> etree._Element:
    from lxml import etree

    made = etree.SubElement(parent, f"{{{_NAMESPACE}}}{tag}")
    if words is not None:
        made.text = words
    for key, value in attributes.items():
        made.set(key, value)
    return made
