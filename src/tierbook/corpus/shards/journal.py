"""What is done: an entry for each partition, written after its shards; and the manifest of a run that is whole.

In the folder: `documents/`, `findings/` and `problems/` with one Parquet file a partition; `journal/` with one entry a
partition; `manifest.json`, which stands there only while everything that it lists is there and nothing else.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson

from tierbook.codebook import load_codebook
from tierbook.coding import CUES_VERSION, RULES_CODER, hash_cues
from tierbook.corpus.disk import hold_lock, make_folder, sweep_parts, write_atomically
from tierbook.corpus.shards.tables import TABLES
from tierbook.errors import CorpusError
from tierbook.files import VERSION, content_hash

__all__ = ["FORMAT", "Journal", "versions_at_work"]

FORMAT = 1
_PRETTY = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
Entry = dict[str, Any]


def versions_at_work() -> dict[str, str]:
    """Return the versions by which a partition is coded: another one of them, and it is coded again."""
    return {
        "tierbook": VERSION,
        "codebook": load_codebook().name,
        "cues": CUES_VERSION,
        "cue_files": hash_cues(),
        "coder": RULES_CODER,
    }


class Journal:
    """The folder of shards.

    Args:
        folder: it is made by `open_folder`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.manifest_path = self.folder / "manifest.json"
        self.entries = self.folder / "journal"

    def shard_path(self, table: str, key: str) -> Path:
        """Return where the shard of a partition stands."""
        return self.folder / table / f"part-{key}.parquet"

    def open_folder(self) -> None:
        """Make the folders, and remove what a run that was killed has half written.

        Raises:
            CorpusError: the folder cannot be written.
        """
        for folder in (self.folder, self.entries, *(self.folder / table for table in TABLES)):
            make_folder(folder)
            sweep_parts(folder)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder for this run, made and swept, and write into the lock who has it.

        Raises:
            CorpusError: another run is writing here, or the folder cannot be written.
        """
        make_folder(self.folder)
        path = self.folder / ".lock"
        with ExitStack() as stack:
            try:
                stack.enter_context(hold_lock(path))
            except CorpusError as error:
                if not isinstance(error.__cause__, BlockingIOError):
                    raise
                holder = path.read_text(encoding="utf-8").strip() or "one that has just begun"
                raise CorpusError(
                    f"another run is writing here: process {holder}",
                    where=str(self.folder),
                    why="two at once would spoil each other's work",
                    remedy="wait until it has ended, or give another folder with --out",
                ) from error
            path.write_text(f"{os.getpid()} on {socket.gethostname()}\n", encoding="utf-8")
            self.open_folder()
            yield

    def find(self, key: str, versions: Mapping[str, str]) -> Entry | None:
        """Return the entry of a partition that is done under these versions, with all its shards; else None."""
        try:
            entry: Entry = orjson.loads((self.entries / f"{key}.json").read_bytes())
            whole = entry["versions"] == versions and all(
                self.shard_path(table, key).stat().st_size == entry["files"][table]["bytes"]
                for table in TABLES
            )
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
            return None
        return entry if whole else None

    def keep(self, key: str, shards: Mapping[str, bytes], entry: Entry) -> Entry:
        """Write the shards of a partition and then its entry; return the entry.

        Raises:
            CorpusError: the disk is full, or the folder cannot be written.
        """
        whole = {
            "partition": key,
            **entry,
            "files": {
                table: {
                    "path": self.shard_path(table, key).relative_to(self.folder).as_posix(),
                    "bytes": len(data),
                    "sha256": content_hash(data),
                }
                for table, data in shards.items()
            },
        }
        for table, data in shards.items():
            write_atomically(self.shard_path(table, key), data)
        write_atomically(self.entries / f"{key}.json", orjson.dumps(whole, option=_PRETTY))
        return whole

    def read_manifest(self) -> Entry | None:
        """Return the manifest, or None where no run has come to its end.

        Raises:
            CorpusError: it is damaged, or of a newer format.
        """
        if not self.manifest_path.is_file():
            return None
        try:
            manifest: Entry = orjson.loads(self.manifest_path.read_bytes())
            number = manifest["format"]
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError) as error:
            raise CorpusError(
                f"the manifest is damaged: {type(error).__name__}",
                where=str(self.manifest_path),
                remedy="remove it and run the same command again: what is done is found in the journal",
            ) from error
        if number > FORMAT:
            raise CorpusError(
                f"the folder is of format {number}",
                where=str(self.manifest_path),
                why=f"this version of tierbook knows formats up to {FORMAT}",
                remedy="use the version that made it, or give another --out",
            )
        return manifest

    def merged_path(self, table: str) -> Path:
        """Return where all rows of a table stand once `merge_shards` has put them together."""
        return self.folder / f"{table}.parquet"

    def unfinish(self) -> None:
        """Take the manifest away, and what was put together by it: from now on the folder is not whole."""
        for path in (self.manifest_path, *map(self.merged_path, TABLES)):
            with suppress(FileNotFoundError):
                path.unlink()

    def finish(self, keys: Iterable[str], said: Mapping[str, object]) -> int:
        """Remove what no partition of this run has made, then write the manifest; return how many partitions went.

        Args:
            keys: the partitions in the order of the inputs.
            said: what else stands in the manifest.
        """
        listed = list(keys)
        held = set(listed)
        gone = {path.stem for path in self.entries.glob("*.json")} - held
        before = self.read_manifest()
        if before is None or [p["partition"] for p in before["partitions"]] != listed:
            self.unfinish()
        for key in gone:
            (self.entries / f"{key}.json").unlink(missing_ok=True)
        for table in TABLES:
            for path in (self.folder / table).glob("part-*.parquet"):
                if path.stem.removeprefix("part-") not in held:
                    path.unlink(missing_ok=True)
        partitions = [orjson.loads((self.entries / f"{key}.json").read_bytes()) for key in listed]
        totals = {
            name: sum(entry[name] for entry in partitions)
            for name in ("documents", "findings", "problems", "failed")
        }
        manifest = {"format": FORMAT, **said, **totals, "partitions": partitions}
        write_atomically(self.manifest_path, orjson.dumps(manifest, option=_PRETTY))
        return len(gone)
