"""The formats of a release: each writes a table from its rows on disk, the same bytes on every run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tierbook.release.dataset.formats.comma import write_csv
from tierbook.release.dataset.formats.parquet import write_parquet
from tierbook.release.dataset.formats.sqlite import write_sqlite
from tierbook.release.dataset.formats.statistics import write_spss, write_stata
from tierbook.release.dataset.spool import Spool

__all__ = ["DATABASE", "FOLDERS", "FORMATS", "WRITERS", "write_sqlite"]

FORMATS = ("csv", "parquet", "dta", "sav", "sqlite")
FOLDERS: Mapping[str, str] = {"csv": "csv", "parquet": "parquet", "dta": "stata", "sav": "spss"}
DATABASE = "tierbook.sqlite"
WRITERS: Mapping[str, Callable[[Spool, Path, str], None]] = {
    "csv": write_csv,
    "parquet": write_parquet,
    "dta": write_stata,
    "sav": write_spss,
}
