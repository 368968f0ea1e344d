"""What a reader who follows the documents has at hand: pages, tables and a library, under the names used there.

All texts are ours: those of the package's samples, given the head of a page of the Report so that they count as texts
that a reader found. They stand in folders of tests alone.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import shutil
import zipfile
from pathlib import Path

from tierbook.pages import sample_pages

REFWORLD = """Last Updated: Friday, 6 May 2016, 10:02 GMT

U.S. Department of State {edition} Trafficking in Persons Report - {name}

Publisher United States Department of State
Author Office to Monitor and Combat Trafficking in Persons
Publication Date {date}
{cite}
DisclaimerThis is not a UNHCR publication.

"""
CITE = (
    "Cite as United States Department of State, U.S. Department of State {edition} Trafficking in Persons Report - "
    "{name}, {date}, available at: https://www.refworld.org/docid/{address}.html [accessed 6 May 2016]"
)
NAMES = {
    "JPN": "Japan", "MRT": "Mauritania", "THA": "Thailand", "ABW": "Aruba", "KEN": "Kenya", "SEN": "Senegal",
    "NOR": "Norway", "GHA": "Ghana",
}  # fmt: skip


def block_of(page: Path, marker: str) -> str:
    """Return the first fenced block of a page that holds some words: a file that the page has readers make."""
    words = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```$", words, re.S | re.M)
    return next(block for block in blocks if marker in block)


def narrative(code: str, edition: int, body: str) -> str:
    """Return a text as one page of a library of documents shows it."""
    known = {"edition": edition, "name": NAMES[code], "date": f"11 June {edition}"}
    cite = CITE.format(address=f"{edition}{code.lower()}0", **known)
    return REFWORLD.format(cite=cite, **known) + body


def make_world(folder: Path, repository: Path) -> None:
    """Fill a folder with everything that commands of the documents name, but for the library."""
    docs = repository / "docs"
    for name in ("src", "scripts", "tests", "bench", "examples"):
        (folder / name).symlink_to(repository / name)
    shutil.copytree(docs, folder / "docs")
    texts = _texts()
    for name in ("narratives", "pages", "embassy"):
        (folder / name).mkdir()
    for (code, edition), words in texts.items():
        (folder / "narratives" / f"{code}-{edition}.txt").write_text(words, encoding="utf-8")
    for code in ("MRT", "THA", "JPN"):
        words = texts[code, 2018]
        (folder / "pages" / f"{code}.txt").write_text(words, encoding="utf-8")
        (folder / f"{code}.txt").write_text(words, encoding="utf-8")
    _pages(folder, texts)
    _tables(folder, texts)
    _from_the_documents(folder, docs)
    _decide(folder)


def _texts() -> dict[tuple[str, int], str]:
    """Return narratives by country and edition, each with the words of a sample and a page's head."""
    bodies: dict[tuple[str, int], str] = {}
    for name, data in sample_pages():
        stem = Path(name).stem
        words = data.decode("utf-8")
        found = re.search(r"^Country: (\w+)$", words, re.M)
        if found is None:
            continue
        edition = int(stem.rsplit("-", 1)[1])
        bodies[found[1], edition] = words.split("\n\n", 1)[1]
    japan = bodies["JPN", 2018]
    for code in ("SEN", "NOR", "GHA", "KEN"):
        own = japan.replace("JAPAN", NAMES[code].upper()).replace("Japanese", NAMES[code])
        bodies[code, 2018] = own.replace("Japan", NAMES[code])
    return {key: narrative(*key, body) for key, body in sorted(bodies.items())}


def _html(words: str) -> str:
    head, body = words.split("\n\nU.S. Department", 1)[0], words
    paragraphs = "".join(f"<p>{part}</p>\n" for part in body.split("\n\n"))
    return f"<!doctype html><html><head><title>{head}</title></head><body>\n{paragraphs}</body></html>\n"


def _pages(folder: Path, texts: dict[tuple[str, int], str]) -> None:
    japan, thailand = texts["JPN", 2003], texts["THA", 2018]
    (folder / "page.txt").write_text(japan, encoding="utf-8")
    (folder / "page.html").write_text(_html(japan), encoding="utf-8")
    (folder / "narratives" / "JPN-2018.html").write_text(
        _html(texts["JPN", 2018]), encoding="utf-8"
    )
    (folder / "narratives" / "JPN-2018.txt").unlink()
    for name in (
        "thailand-state.html",
        "thailand-ecoi.html",
        "thailand-refworld.html",
        "embassy/thailand.html",
    ):
        changed = thailand.replace("shelter", "refuge", 1) if "ecoi" in name else thailand
        (folder / name).write_text(_html(changed), encoding="utf-8")
    bare = japan.split("\n\n", 3)[3]
    (folder / "narrative.txt").write_text(re.sub(r"^.*\(Tier 2\)\n+", "", bare), encoding="utf-8")
    with zipfile.ZipFile(folder / "saved-pages.zip", "w") as archive:
        archive.writestr("japan.txt", japan)
        archive.writestr("thailand.html", _html(thailand))
    page = _html(japan).encode("utf-8")
    record = (
        b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        b"WARC-Date: 2016-05-06T10:02:00Z\r\nWARC-Target-URI: https://www.refworld.org/docid/1.html\r\n"
        b"Content-Type: text/html\r\nContent-Length: "
        + str(len(page)).encode()
        + b"\r\n\r\n"
        + page
        + b"\r\n\r\n"
    )
    (folder / "crawl.warc.gz").write_bytes(gzip.compress(record, mtime=0))


def _tables(folder: Path, texts: dict[tuple[str, int], str]) -> None:
    with (folder / "texts.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["body", "iso3", "report_year"])
        for (code, edition), words in texts.items():
            rows.writerow([words.split("not a UNHCR publication.")[1].strip(), code, edition])
    nothing: dict[str, object] = {"counts": [], "evidence": {}, "doubt": []}
    gold = [
        {
            "id": f"{code}{edition}",
            "coder": "A",
            "country": code,
            "edition": edition,
            "text": words,
            **nothing,
        }
        for (code, edition), words in texts.items()
    ]
    for row in gold:
        row["values"] = {"tier.stated": "2", "protection.shelter": "yes"}
    _lines(folder / "gold.jsonl", gold)
    kenya = texts["KEN", 2018].split("not a UNHCR publication.")[1].strip()
    held = [
        {"country": "KEN", "edition": year, "text_kind": "narrative", "text": kenya}
        for year in (2017, 2018)
    ]
    _lines(folder / "kenya.jsonl", [dict(row) for row in held])
    (folder / "queries.csv").write_text('query\nshelter\n"debt bondage"\n', encoding="utf-8")
    (folder / "prices.csv").write_text("model,input,output,currency\n*,1,1,USD\n", encoding="utf-8")
    (folder / "tiers.csv").write_text(
        "iso3,edition,tier\nSEN,2017,2\nSEN,2018,2\n", encoding="utf-8"
    )
    (folder / "three-p.csv").write_text(
        "iso3,country,year,prosecution,prevention,protection,overall\n"
        "JPN,Japan,2002,3,3,2,8\nJPN,Japan,2017,4,4,3,11\nNOR,Norway,2017,5,5,4,14\n",
        encoding="utf-8",
    )
    (folder / "three-p-index.csv").write_bytes((folder / "three-p.csv").read_bytes())
    answers = ["coder,unit,variable,value,shown,at"]
    for month, unit in enumerate(("JPN:2003", "KOR:2003", "THA:2018", "MRT:2018"), 1):
        for coder in ("anna", "ben"):
            value = "no" if (coder, unit) == ("ben", "JPN:2003") else "yes" if month % 2 else "no"
            grade, rest = "high" if value == "yes" else "low", f"blind,2026-{month:02}-01T10:00:00Z"
            answers.append(f"{coder},{unit},protection.shelter,{value},{rest}")
            answers.append(f"{coder},{unit},grade,{grade},{rest}")
    (folder / "answers.csv").write_text("\n".join(answers) + "\n", encoding="utf-8")
    codebook = folder / "src" / "tierbook" / "codebook"
    shutil.copytree(codebook / "tip", folder / "my-codebook" / "tip")
    shutil.copy(codebook / "vocabularies.yaml", folder / "my-codebook")


def _decide(folder: Path) -> None:
    """Write what two people decided, blind and on a sample, of three narratives."""
    from tierbook.pages import read_bytes

    drawn = {"how": "sample", "sample": "s-0000000a", "probability": 0.5, "stratum": "narrative"}
    rows: list[dict[str, object]] = []
    for number, path in enumerate(sorted((folder / "narratives").glob("*-2018.*"))[:4]):
        document = read_bytes(path.read_bytes(), name=path.name).documents[0]
        for coder in ("anna", "ben"):
            value = "no" if number == 1 and coder == "ben" else "yes"
            rows.append(
                {"at": f"2026-11-0{number + 1}T10:00:00Z", "coder": coder, "document": document.id,
                 "unit": f"{document.country}:{document.edition}", "page": document.sha256, "codebook": "tip/1",
                 "variable": "protection.shelter", "level": None, "place": None, "action": "accept", "value": value,
                 "evidence": [], "note": "", "shown": "blind", "drawn": drawn, "undoes": None}
            )  # fmt: skip
    _lines(folder / "decisions.jsonl", rows)


def _from_the_documents(folder: Path, docs: Path) -> None:
    how_to = docs / "how-to"
    cited = block_of(how_to / "cite-a-sentence.md", "This is not a UNHCR publication")
    (folder / "kenya.txt").write_text(cited, encoding="utf-8")
    own = block_of(how_to / "own-findings.md", "tierbook-own/1")
    for name in ("mauritania.yaml", "mrt-2018.yaml"):
        (folder / name).write_text(own, encoding="utf-8")
    newer = block_of(how_to / "follow-the-watch-list.md", "iso3,edition,tier,waiver")
    (folder / "newer.csv").write_text(newer, encoding="utf-8")


def _lines(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
