"""Shards put together: one Parquet file for each table, in the order of the inputs, a partition at a time in memory."""

from __future__ import annotations

from pathlib import Path

from tierbook.corpus.shards.journal import Journal
from tierbook.corpus.shards.tables import TABLES, need_arrow
from tierbook.errors import CorpusError
from tierbook.files import written_beside

__all__ = ["merge_shards"]


def merge_shards(folder: Path) -> tuple[Path, ...]:
    """Write `documents.parquet`, `findings.parquet` and `problems.parquet` beside the shards; return their paths.

    Raises:
        CorpusError: the folder has no manifest, a shard is lost, or the disk is full.
        MissingExtra: pyarrow is not installed.
    """
    journal = Journal(folder)
    manifest = journal.read_manifest()
    if manifest is None:
        raise CorpusError(
            "there is no manifest here",
            where=str(folder),
            why="it is written when a run has come to its end",
            remedy="run `tierbook batch` to its end first",
        )
    written = []
    for table in TABLES:
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
        written.append(path)
    return tuple(written)


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
