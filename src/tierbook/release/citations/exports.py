"""A citation as a record for reference managers: RIS, BibTeX, CSL-JSON, COinS, and the `meta` elements of a page.

All say the same: a report of the Department, its part on one country, where and when the page was read. The place in
the text stands in a note, since these records are of works and not of sentences. What a page does not say is left out.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from tierbook.release.citations.phrases import one_line
from tierbook.text import MONTHS, long_date

if TYPE_CHECKING:
    from tierbook.release.citations.citation import Citation

__all__ = ["coins_of", "meta_of", "write_bibtex", "write_csl", "write_ris"]

_TEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_GENRE = {
    "narrative": "Country narrative",
    "excerpt": "Country narrative, excerpt",
    "summary": "Summary by another agency",
}


def write_ris(citation: Citation) -> str:
    """Return one record of RIS: a tag and a value in each line, ended as the format asks."""
    source = citation.source
    rows = [
        ("TY", "RPRT"),
        ("AU", _comma(source.author)),
        ("TI", source.name),
        ("PY", source.year if source.year.isdigit() else ""),
        ("DA", _ris_date(source.published)),
        ("PB", _institution(citation)),
        ("CY", _place(citation)),
        ("M3", _GENRE.get(source.kind, "")),
        ("DP", source.site),
        ("LA", "en"),
        ("UR", _address(citation)),
        ("Y2", _ris_date(citation.accessed)),
        *(("N1", note) for note in _notes(citation)),
        ("KW", "Human trafficking"),
        ("KW", source.part),
        ("ID", _key(citation)),
    ]
    lines = [f"{tag}  - {one_line(value)}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def write_bibtex(citation: Citation) -> str:
    """Return one entry of BibTeX; `url`, `urldate` and `date` are read by biblatex and passed over by older styles."""
    source = citation.source
    year, _, rest = source.issued.partition("-")
    month = MONTHS[int(rest[:2]) - 1][:3].lower() if rest[:2].isdigit() else ""
    rows = [
        ("author", f"{{{{{_tex(source.author)}}}}}"),
        ("title", f"{{{{{_tex(source.name)}}}}}"),
        ("institution", _braced(_tex(_institution(citation)))),
        ("address", _braced(_tex(_place(citation)))),
        ("type", _braced(_tex(_GENRE.get(source.kind, "")))),
        ("year", _braced(year)),
        ("month", month),
        ("date", _braced(source.published)),
        ("url", _braced(_url(_address(citation)))),
        ("urldate", _braced(citation.accessed)),
        ("howpublished", _braced(_tex(source.site))),
        ("language", "{english}"),
        ("note", _braced(_tex(". ".join(note.rstrip(".") for note in _notes(citation))))),
    ]
    fields = "".join(f"  {name} = {value},\n" for name, value in rows if value)
    return f"@techreport{{{_key(citation)},\n{fields}}}\n"


def write_csl(citation: Citation) -> dict[str, Any]:
    """Return one item of CSL-JSON (schema 1.0.2)."""
    source = citation.source
    item: dict[str, Any] = {
        "id": _key(citation),
        "type": "report",
        "title": source.name,
        "author": [{"literal": source.author}],
        "publisher": _institution(citation),
        "publisher-place": _place(citation),
        "genre": _GENRE.get(source.kind, ""),
        "issued": _csl_date(source.issued),
        "accessed": _csl_date(citation.accessed),
        "URL": _address(citation),
        "source": source.site,
        "archive": source.keeper,
        "language": "en",
        "note": " ".join(f"{note.rstrip('.')}." for note in _notes(citation)),
    }
    return {name: value for name, value in item.items() if value}


def coins_of(citation: Citation) -> str:
    """Return an OpenURL 1.0 context object of the report, as Zotero reads it from the title of a span."""
    source = citation.source
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rfr_id", "info:sid/tierbook"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"),
        ("rft.genre", "report"),
        ("rft.btitle", source.name),
        ("rft.aucorp", source.author),
        ("rft.publisher", source.author),
        ("rft.place", _place(citation)),
        ("rft.date", source.issued),
        ("rft.language", "en"),
        ("rft_id", _address(citation)),
    ]
    return urlencode([(name, value) for name, value in pairs if value], quote_via=quote, safe="")


def meta_of(citation: Citation) -> tuple[tuple[str, str], ...]:
    """Return `citation_*` and Dublin Core names with their contents.

    The comma after an author tells reference managers that it is one name of a body: without one they take the last
    word for a family name. They also put a space after the first full stop of a name, so it is written without any.
    """
    source = citation.source
    author = _comma(source.author.replace("U.S.", "United States"))
    date = source.issued
    rows = [
        ("citation_title", source.name),
        ("citation_author", author),
        ("citation_publication_date", date.replace("-", "/")),
        ("citation_technical_report_institution", source.author),
        ("citation_language", "en"),
        ("citation_public_url", _address(citation)),
        ("DC.title", source.name),
        ("DC.creator", author),
        ("DC.publisher", source.author),
        ("DC.date", date),
        ("DC.type", "Text"),
        ("DC.language", "en"),
        ("DC.identifier", _address(citation)),
        (
            "DC.relation.isPartOf",
            f"{source.work} {source.edition}" if source.edition else source.work,
        ),
        ("DC.coverage", source.part),
    ]
    return tuple((name, value) for name, value in rows if value)


def _notes(citation: Citation) -> list[str]:
    """Return what a record says in notes: the place, how the copy was read, the lasting address."""
    notes = []
    if citation.pinpoint is not None:
        notes.append(f"At: {citation.pinpoint}")
    if citation.archived:
        notes.append(citation.archived)
    if citation.source.site and citation.source.kind != "summary":
        notes.append(f"As republished by {citation.source.site}")
    if citation.permalink and citation.permalink != _address(citation):
        notes.append(f"Coded copy: {citation.permalink}")
    return notes


def _address(citation: Citation) -> str:
    """Return the address of the page; where it has none, where the library keeps the text."""
    return citation.source.address or citation.permalink or ""


def _place(citation: Citation) -> str:
    return "" if citation.source.kind == "summary" else "Washington, DC"


def _institution(citation: Citation) -> str:
    return ", ".join(filter(None, (citation.source.author, citation.source.office)))


def _comma(name: str) -> str:
    return f"{name},"


def _key(citation: Citation) -> str:
    """Return the key of an entry: ASCII letters, digits and hyphens, the same for the same place."""
    plain = unicodedata.normalize("NFKD", citation.source.document).encode("ascii", "ignore")
    key = re.sub(r"[^A-Za-z0-9-]+", "-", plain.decode()).strip("-") or "tip"
    pinpoint = citation.pinpoint
    if pinpoint is None:
        return key
    sentence = "" if pinpoint.sentence is None else f"s{pinpoint.sentence}"
    return f"{key}-p{pinpoint.paragraph}{sentence}"


def _ris_date(iso: str) -> str:
    """Return `2016-05-24` as `2016/05/24/`: year, month, day and an empty fourth part."""
    parts = [*iso.split("-"), "", ""][:3] if iso else []
    return f"{'/'.join(parts)}/" if parts else ""


def _csl_date(iso: str) -> dict[str, Any]:
    parts = [int(part) for part in iso.split("-") if part.isdigit()]
    if parts:
        return {"date-parts": [parts]}
    return {"literal": long_date(iso)} if iso else {}


def _tex(words: str) -> str:
    """Return words on one line with the signs that TeX reads as commands written as what they are."""
    return "".join(_TEX.get(sign, sign) for sign in one_line(words))


def _url(address: str) -> str:
    """Return an address with braces and spaces encoded, so that it cannot end its field."""
    return "".join(quote(sign, safe="") if sign in '{}\\" ' else sign for sign in address)


def _braced(value: str) -> str:
    return f"{{{value}}}" if value else ""
