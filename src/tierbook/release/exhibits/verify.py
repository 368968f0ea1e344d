#!/usr/bin/env python3
"""Check an exhibit that tierbook made. It needs Python 3.8 or newer and nothing else: no network, no tierbook.

    python3 verify.py                 checks the folder in which this file lies
    python3 verify.py exhibit.zip     checks an exhibit that is still packed

Exit status 0: every check that can be made holds. 1: one does not, and the lines that begin with FAILED say which.
"""

from __future__ import annotations

import hashlib
import html.parser
import json
import re
import sys
import unicodedata
import zipfile
from pathlib import Path
from typing import Any, Iterator

PASSED, FAILED, NOT_CHECKED = "passed", "FAILED", "not checked"
SHOW_NOTHING = ("script", "style", "template", "noscript")
WITHIN_WORDS = (
    "a",
    "abbr",
    "b",
    "em",
    "font",
    "i",
    "mark",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
)
OF_SYSTEMS = ("__pycache__", ".DS_Store", "Thumbs.db")


def main(arguments: list[str]) -> int:
    """Print a line for each check, and return the exit status."""
    where = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    try:
        results = check(read_files(where))
    except (OSError, zipfile.BadZipFile) as error:
        results = [(FAILED, f"the exhibit cannot be opened: {error}")]
    for outcome, words in results:
        print(f"{outcome}: {words}")
    failed = sum(outcome == FAILED for outcome, _ in results)
    if failed:
        print(f"\nThis exhibit is not what was made: {failed} of {len(results)} checks failed.")
        return 1
    print(
        "\nEvery check that can be made without tierbook holds. README.txt says what that does not prove."
    )
    return 0


def read_files(where: Path) -> dict[str, bytes]:
    """Return the bytes of each file by its name, of a folder or of a ZIP."""
    if where.is_dir():
        paths = (path for path in where.rglob("*") if path.is_file())
        files = {path.relative_to(where).as_posix(): path.read_bytes() for path in paths}
        return {
            name: data for name, data in files.items() if not any(s in name for s in OF_SYSTEMS)
        }
    with zipfile.ZipFile(where) as packed:
        names = [name for name in packed.namelist() if not name.endswith("/")]
        if len(names) != len(set(names)):
            raise zipfile.BadZipFile("a file stands in it twice")
        return {name: packed.read(name) for name in names}


def check(files: dict[str, bytes]) -> list[tuple[str, str]]:
    """Make every check; what cannot be read is a check that failed."""
    results: list[tuple[str, str]] = []
    for part in (check_manifest, check_sentence, check_page):
        try:
            results += list(part(files))
        except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
            results.append((FAILED, f"a file is missing or cannot be read: {error!r}"))
    return results


def check_manifest(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Check the manifest by its own seal, then every file by its hash."""
    manifest = read_json(files["manifest.json"])
    unsealed = {name: value for name, value in manifest.items() if name != "seal"}
    whole = canonical(manifest) == files["manifest.json"]
    yield told(
        whole and sha256(canonical(unsealed)) == manifest["seal"],
        "manifest.json agrees with its own seal",
    )
    listed = manifest["files"]
    for name in sorted(listed):
        data = files.get(name)
        if data is None:
            yield FAILED, f"{name} is missing"
        else:
            same = sha256(data) == listed[name]["sha256"] and len(data) == listed[name]["bytes"]
            yield told(same, f"{name} has the hash that the manifest gives")
    for name in sorted(set(files) - set(listed) - {"manifest.json"}):
        if not name.endswith(".zip"):  # the exhibit itself, unpacked beside its files
            yield FAILED, f"{name} is no part of the exhibit"


def check_sentence(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Check that the words cited stand where they are said to stand."""
    place = read_json(files["text/place.json"])
    text = files["text/narrative.txt"].decode("utf-8")
    source = files["text/page.txt"].decode("utf-8", "surrogatepass")
    words = files["text/cited.txt"].decode("utf-8")
    start, end = place["start"], place["end"]
    yield told(
        bool(words) and text[start:end] == words == place["words"],
        f"the words cited are the characters {start} to {end} of text/narrative.txt",
    )
    yield told(place["opening"] == opening(words), "they begin as the citation says")
    span = place["page_text"]
    if span is None:
        yield NOT_CHECKED, "where the words stand in text/page.txt: no place of them was kept"
        return
    where = f"characters {span['start']} to {span['end']} of text/page.txt"
    yield compared(mended(source, span, place["repairs"]), words, place["repairs"], where)


def check_page(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Check what can be checked of the page as it was served, without the program that read it."""
    about = read_json(files["page/about.json"])
    place = read_json(files["text/place.json"])
    name = f"page/{about['file']}"
    words = files["text/cited.txt"].decode("utf-8")
    coded = read_json(files["coding.json"])["document"]["sha256"]
    yield told(
        sha256(files[name]) == about["sha256"] == coded,
        f"{name} has the hash of the page from which the text was coded",
    )
    shown = page_words(files[name], about["kind"])
    if shown is None:
        kind = about["kind"]
        yield (
            NOT_CHECKED,
            f"whether the words stand in {name}: {kind} needs a program of its own; open it and look",
        )
    else:
        yield compared(shown, words, place["repairs"], name)


def compared(shown: str, words: str, repairs: list[Any], where: str) -> tuple[str, str]:
    """Tell whether words stand in what is shown: as they are, by letters and digits, or but for listed repairs."""
    if folded(words) in folded(shown):
        return PASSED, f"the words cited stand in {where}"
    if bare(words) and bare(words) in bare(shown):
        return PASSED, f"the letters and digits of the words cited stand in {where}, in their order"
    if repairs and alike(shown, words):
        return (
            NOT_CHECKED,
            f"the words cited stand in {where} but for the repairs that text/place.json lists: compare them by eye",
        )
    return FAILED, f"the words cited do not stand in {where}"


def mended(source: str, span: dict[str, int], repairs: list[Any]) -> str:
    """Return the page's own characters at a place, with the repairs that are listed for it."""
    text = source[span["start"] : span["end"]]
    for repair in sorted(repairs, key=lambda one: -int(one["at"])):
        at, was = repair["at"] - span["start"], repair["was"]
        if at >= 0 and text[at : at + len(was)] == was:
            text = text[:at] + repair["now"] + text[at + len(was) :]
    return text


def page_words(data: bytes, kind: str) -> str | None:
    """Return the text of a page in a plain way, or None for a kind that needs a program of its own."""
    if kind not in ("html", "text", "json"):
        return None
    text = ""
    for encoding in ("utf-8-sig", "cp1252", "latin-1"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if kind == "json":
        return "\n".join(strings(json.loads(text)))
    return text if kind == "text" else visible(text)


def strings(value: Any) -> Iterator[str]:
    """Yield every string in a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


class Visible(html.parser.HTMLParser):
    """Gathers what an HTML page shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        """Count the elements that show nothing; one that is no part of a line ends a word."""
        self.hidden += tag in SHOW_NOTHING
        if tag not in WITHIN_WORDS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element that shows nothing."""
        self.hidden = max(self.hidden - (tag in SHOW_NOTHING), 0)
        if tag not in WITHIN_WORDS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        """Keep what is shown."""
        if not self.hidden:
            self.parts.append(data)


def visible(markup: str) -> str:
    """Return what an HTML page shows."""
    reader = Visible()
    reader.feed(markup)
    reader.close()
    return "".join(reader.parts)


def folded(words: str) -> str:
    """Return words with one space where any white space stood."""
    return " ".join(words.replace("\u00ad", "").split())


def bare(words: str) -> str:
    """Return the letters and digits of words alone, in one form and without case."""
    plain = unicodedata.normalize("NFKD", words).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def alike(shown: str, words: str) -> bool:
    """Tell whether some stretch of a text shares nine tenths of the words, which a few repairs leave."""
    page, sought = re.findall(r"\w+", shown.casefold()), re.findall(r"\w+", words.casefold())
    wanted, size = set(sought), len(sought)
    hits = [word in wanted for word in page]
    starts = range(max(len(page) - size, 0) + 1)
    return bool(size) and any(sum(hits[at : at + size]) >= 0.9 * size for at in starts)


def opening(words: str) -> str:
    """Return the first six words, with dots where more follow."""
    parts = words.split()
    return " ".join(parts[:6]) + (" \u2026" if len(parts) > 6 else "")


def read_json(data: bytes) -> Any:
    """Return what a file of JSON holds."""
    return json.loads(data.decode("utf-8"))


def canonical(value: Any) -> bytes:
    """Return the bytes of a value as the manifest is written."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8")


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def told(holds: bool, words: str) -> tuple[str, str]:  # noqa: FBT001 (the outcome of a comparison)
    """Return a check that holds or fails."""
    return (PASSED if holds else FAILED), words


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
