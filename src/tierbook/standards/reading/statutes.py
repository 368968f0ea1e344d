"""All files of one folder, in the order in which they refer to each other."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path

from tierbook.errors import StatuteInvalid
from tierbook.standards.contents import Statutes
from tierbook.standards.reading.acts import (
    read_bills,
    read_identity,
    read_other_acts,
    read_sources,
    read_versions,
)
from tierbook.standards.reading.entries import read_criteria, read_standards, read_tiers
from tierbook.standards.reading.mapping import read_judging, read_mapping, read_words
from tierbook.standards.reading.parties import read_parties
from tierbook.standards.reading.provisions import read_parts
from tierbook.standards.reading.rows import Files

__all__ = ["find_faults", "read_statutes"]


def read_statutes(folder: Traversable | Path) -> Statutes:
    """Read and check the statute files of one folder.

    Raises:
        StatuteInvalid: a file breaks its own rules; file and line of the first fault are named.
    """
    files = Files(folder)
    try:
        statutes = _read(files)
    except StatuteInvalid as fault:
        raise (*files.faults, fault)[0] from None
    if files.faults:
        raise files.faults[0]
    return statutes


def find_faults(folder: Traversable | Path) -> tuple[StatuteInvalid, ...]:
    """Return the faults that reading the files meets, each with file and line; none where they can be read.

    Entries are read on after a fault; a file that is missing or has other keys ends the reading.
    """
    files = Files(folder)
    try:
        _read(files)
    except StatuteInvalid as fault:
        files.faults += [fault] if fault not in files.faults else []
    return tuple(files.faults)


def _read(files: Files) -> Statutes:
    identity = read_identity(files)
    files.sources |= read_sources(files)
    versions, rule = read_versions(files)
    acts = read_other_acts(files)
    if (
        files.faults
    ):  # what follows names sources and Acts; their faults would be told again at each place
        raise files.faults[0]
    files.forms += [v.id for v in versions]
    files.acts += [*files.forms, *(a.id for a in acts)]
    standards, scope, scope_sources = read_standards(files, versions)
    criteria = read_criteria(files, versions, {s.id for s in standards}, identity.summed)
    judging, presumptions = read_judging(files)
    named = [files.top(f"{part}.yaml").entries(part) for part in ("standards", "criteria")]
    bearings, no_bearing = read_mapping(files, {row.key for rows in named for row in rows})
    return Statutes(
        identity=identity,
        versions=versions,
        acts=acts,
        bills=read_bills(files),
        rule=rule,
        scope=scope,
        scope_sources=scope_sources,
        standards=standards,
        criteria=criteria,
        tiers=read_tiers(files),
        parts=read_parts(files),
        presumptions=presumptions,
        bearings=bearings,
        no_bearing=no_bearing,
        judging=judging,
        words={} if identity.words_of and not files.has("words.yaml") else read_words(files),
        sources=files.sources,
        parties=read_parties(files, versions[0].effective),
    )
