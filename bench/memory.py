"""Memory in the number of documents: peak of a process that codes few, as a ratio to one that codes many.

Each file is coded by `tierbook code --format jsonl` in a fresh process; the peak is that of the process itself. Texts
are the package's samples, each made another by a number.

Usage: python bench/memory.py [--few N] [--many N] [--all] [--ingest] [--batch]
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tierbook.pages import sample_pages

TARGET = 1.2
_CHILD = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); "
_CHILD += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"


def main() -> None:
    """Print the peaks and their ratio for each kind of file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--few", type=int, default=100)
    parser.add_argument("--many", type=int, default=5000)
    parser.add_argument("--all", action="store_true", help="tables and ZIP too, not WARC alone")
    parser.add_argument("--ingest", action="store_true", help="bring them into a corpus too")
    parser.add_argument(
        "--batch", action="store_true", help="code them into shards too; the largest process counts"
    )
    options = parser.parse_args()
    makers: dict[str, Callable[[Path, int], None]] = {
        "pages.warc.gz": _write_warc,
        "pages.zip": _write_zip,
        "texts.csv": _write_csv,
        "texts.json": _write_json,
        "texts.parquet": _write_parquet,
    }
    print(f"peak memory, {options.few} and {options.many} documents")
    with tempfile.TemporaryDirectory() as place:
        for name, make in makers.items() if options.all else list(makers.items())[:1]:
            peaks = []
            for count in (options.few, options.many):
                path = Path(place) / f"{count}-{name}"
                make(path, count)
                peaks.append(_peak("code", str(path), "--format", "jsonl"))
            _print(name, peaks)
        if options.batch:
            peaks = []
            for count in (options.few, options.many):
                path, out = Path(place) / f"{count}-pages.warc.gz", Path(place) / f"shards-{count}"
                peaks.append(_peak("batch", str(path), "--out", str(out)))
            _print("batch of pages.warc.gz", peaks)
        if options.ingest:
            peaks = []
            for count in (options.few, options.many):
                path, home = Path(place) / f"{count}-pages.warc.gz", Path(place) / f"home-{count}"
                code = "import sys; from pathlib import Path; from tierbook.corpus import *; "
                code += "Corpus(Path(sys.argv[1])).ingest(expand_inputs(sys.argv[2:]))"
                peaks.append(_peak_of([sys.executable, "-c", code, str(home), str(path)]))
            _print("ingest of pages.warc.gz", peaks)


def _print(name: str, peaks: list[float]) -> None:
    ratio = peaks[1] / peaks[0]
    verdict = "within" if ratio <= TARGET else "BEYOND"
    print(
        f"  {name:26}{peaks[0]:8.0f} MB{peaks[1]:8.0f} MB  ratio {ratio:.2f} (target {TARGET:g}): {verdict}"
    )


def _peak(*arguments: str) -> float:
    return _peak_of([sys.executable, "-m", "tierbook", *arguments])


def _peak_of(command: list[str]) -> float:
    """Return the peak of a program in MB; a process of its own stands between, so that no other peak counts."""
    run = subprocess.run([sys.executable, "-c", _CHILD, *command], capture_output=True, check=True)
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return int(run.stdout) / unit


def _texts(count: int) -> Iterator[str]:
    samples = [data.decode() for _, data in sample_pages()]
    for number in range(count):
        yield f"{samples[number % len(samples)]}\n\nThe police counted {number + 10} cases of trafficking.\n"


def _write_zip(path: Path, count: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, text in enumerate(_texts(count)):
            archive.writestr(f"2018/{number}.txt", text)


def _write_warc(path: Path, count: int) -> None:
    import io

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for number, text in enumerate(_texts(count)):
            headers = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/plain")], protocol="HTTP/1.1"
            )
            address = f"https://www.example.org/2018/{number}"
            payload = io.BytesIO(text.encode())
            record = writer.create_warc_record(
                address, "response", payload=payload, http_headers=headers
            )
            writer.write_record(record)


def _records(count: int) -> Iterator[dict[str, object]]:
    for text in _texts(count):
        yield {"text": text, "country": "KEN", "edition": 2018}


def _write_csv(path: Path, count: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, ["text", "country", "edition"])
        writer.writeheader()
        writer.writerows(_records(count))


def _write_json(path: Path, count: int) -> None:
    path.write_text(json.dumps(list(_records(count))), encoding="utf-8")


def _write_parquet(path: Path, count: int) -> None:
    import pyarrow
    from pyarrow import parquet

    table = pyarrow.Table.from_pylist(list(_records(count)))
    parquet.write_table(table, path, row_group_size=500)


if __name__ == "__main__":
    main()
