"""What every file says of itself and of its texts: lines of a memo, the words for people above them."""

from __future__ import annotations

from collections.abc import Mapping

from tierbook.release.exchange.memo import read_memo, write_memo
from tierbook.release.exchange.project import Project, Text, unit_of

__all__ = [
    "ABOUT",
    "PROJECT",
    "about_facts",
    "known_about",
    "project_facts",
    "project_words",
    "read_about",
    "read_project",
    "text_words",
]

PROJECT = ("format", "codebook", "shown", "sample", "coders", "variables")
ABOUT = (
    "id", "unit", "work", "row", "publisher", "issuer", "title", "author", "published", "edition", "country",
    "text_kind", "text_author", "cite_as", "address", "disclaimer", "last_updated", "accessed", "captured", "sha256",
    "notes", "drawn",
)  # fmt: skip
_FORMAT = "tierbook-exchange/1"
_WORDS = (
    "Made by tierbook. The texts are those of the documents named; each coding is its coder's own. No publication of "
    "the U.S. government."
)
_SAMPLE = "Sample, not a quotation."


def project_facts(project: Project) -> dict[str, object]:
    """Return what is told of a project."""
    facts: dict[str, object] = {
        "format": _FORMAT,
        "codebook": project.codebook,
        "shown": project.shown,
    }
    facts |= {
        "sample": project.sample,
        "coders": list(project.coders),
        "variables": " ".join(project.variables),
    }
    return {name: value for name, value in facts.items() if value}


def project_words(project: Project) -> str:
    """Return the same as lines."""
    return f"{_WORDS}\n{write_memo(project_facts(project))}"


def read_project(words: str) -> dict[str, object]:
    """Return what a project says of itself; nothing where it isn't ours."""
    facts = read_memo(words, PROJECT)
    facts.pop("note", None)
    return facts if str(facts.get("format", "")).startswith("tierbook-exchange/") else {}


def about_facts(text: Text) -> dict[str, object]:
    """Return what is told of a text."""
    about: Mapping[str, object] = {
        **text.about,
        "id": text.id,
        "unit": unit_of(text.about, text.id),
    }
    return {name: about[name] for name in ABOUT if about.get(name) not in (None, "", [])}


def text_words(text: Text) -> str:
    """Return the same as lines; a sample says first that it is one."""
    lines = write_memo(about_facts(text))
    return f"{_SAMPLE}\n{lines}" if text.about.get("text_kind") == "sample" else lines


def read_about(words: str) -> dict[str, object]:
    """Return what a file says of a text."""
    facts = read_memo(words, ABOUT)
    return known_about(facts)


def known_about(told: object) -> dict[str, object]:
    """Return what is told of a text, without what we know from the rest of it or don't know at all."""
    rows = told if isinstance(told, Mapping) else {}
    return {name: rows[name] for name in ABOUT if name != "unit" and rows.get(name) is not None}
