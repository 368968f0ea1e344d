"""Bytes and files that know no noun of the domain.

Takes: paths and plain values. Gives: YAML as text with line numbers, canonical JSON lines, content hashes,
settings, the version, locks, words for a disk that refuses. Touches: the files it is given, and `config.toml` of the
home it is given.
"""

from tierbook.files.beside import (
    PART,
    append_piece,
    sync_folder,
    written_beside,
    written_once,
)
from tierbook.files.canonical import canonical_json, content_hash, hash_file, json_line, short_hash
from tierbook.files.cells import bare_cell, csv_cell, csv_lines, guard_cell
from tierbook.files.collecting import collect_briefly, collect_seldom
from tierbook.files.later import load_later
from tierbook.files.locking import alone_at, take_lock
from tierbook.files.packing import pack_files
from tierbook.files.refusing import disk_refusal, is_refusal, told_of_disk
from tierbook.files.settings import (
    SETTINGS,
    Setting,
    find_home,
    flag_of,
    read_flag,
    read_list,
    read_number,
    read_setting,
    unknown_variables,
)
from tierbook.files.version import VERSION
from tierbook.files.yaml_lines import LineFinder, find_line
from tierbook.files.yaml_text import YamlProblem, load_yaml, load_yaml_folder

__all__ = [
    "PART",
    "SETTINGS",
    "VERSION",
    "LineFinder",
    "Setting",
    "YamlProblem",
    "alone_at",
    "append_piece",
    "bare_cell",
    "canonical_json",
    "collect_briefly",
    "collect_seldom",
    "content_hash",
    "csv_cell",
    "csv_lines",
    "disk_refusal",
    "find_home",
    "find_line",
    "flag_of",
    "guard_cell",
    "hash_file",
    "is_refusal",
    "json_line",
    "load_later",
    "load_yaml",
    "load_yaml_folder",
    "pack_files",
    "read_flag",
    "read_list",
    "read_number",
    "read_setting",
    "short_hash",
    "sync_folder",
    "take_lock",
    "told_of_disk",
    "unknown_variables",
    "written_beside",
    "written_once",
]
