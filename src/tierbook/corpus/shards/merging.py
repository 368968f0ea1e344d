"""Shards put together: one Parquet file for each table, in the order of the inputs, a partition at a time in memory."""

from __future__ import annotations

from pathlib import Path

from tierbook.corpus.shards.journal import Entry, Journal
from tierbook.corpus.shards.tables import TABLES, need_arrow
from tierbook.errors import CorpusError
from tierbook.files import written_beside

__all__ = ["merge_shards"]


def merge_shards(folder: Path) -> tuple[Path, ...]:
    """Write `documents.parquet`, `findings.parquet` and `problems.parquet` beside the shards; return their paths.

    Raises:
        CorpusError: the folder has no manifest, another run is writing there, a shard is lost, or the disk is full.
        MissingExtra: pyarrow is not installed.
    """
    journal = Journal(folder)
    if not journal.manifest_path.is_file():
        raise _unfinished(folder)
    with journal.held():  # another run takes shards away, and what was put together of them
        manifest = journal.read_manifest()
        if manifest is None:
            raise _unfinished(folder)
        return tuple(_merge_table(journal, manifest, table) for table in TABLES)


def _unfinished(folder: Path) -> CorpusError:
    return CorpusError(
        "there is no manifest here",
        where=str(folder),
        why="it is written when a run has come to its end",
        remedy="run `tierbook batch` to its end first",
    )


def _merge_table(journal: Journal, manifest: Entry, table: str) -> Path:
    path = journal.merged_path(table)
    shards = [journal.folder / p["files"][table]["path"] for p in manifest["partitions"]]
    try:
        _merge(shards, path)
    except OSError as error:
        raise CorpusError(
            f"the shards cannot be put together: {error.strerror or error}",
            where=str(error.filename or path),
            remedy="make room on the disk, or run `tierbook batch` once more: a lost shard is made again",
        ) from error
    return path


def _merge(shards: list[Path], path: Path) -> None:
    _, parquet = need_arrow()
    if not shards:
        return
    schema = parquet.read_schema(shards[0])
    with (
        written_beside(path) as stream,
        parquet.ParquetWriter(stream, schema, compression="zstd") as writer,
    ):
        for shard in shards:
            writer.write_table(parquet.read_table(shard))
