"""The faults found in a folder of YAML, each with file, line and remedy, and the reading of one file into its model."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from tierbook.errors import CodebookInvalid
from tierbook.files import YamlProblem, find_line, load_yaml

__all__ = ["Faults", "read_file"]

_Model = TypeVar("_Model", bound=BaseModel)
_WORDS = {
    "extra_forbidden": ("unknown key", "remove it, or mend its spelling"),
    "missing": ("missing key", "add it"),
    "string_too_short": ("nothing is said", "fill it in"),
}


class Faults(list[CodebookInvalid]):
    """The faults found so far; `add` finds the line of a key."""

    def add(
        self, path: Path, at: tuple[str | int, ...], what: str, *, why: str = "", remedy: str
    ) -> None:
        """Note a fault at a key of a file: what is wrong, why where it is not plain, and what to do."""
        line = find_line(path, at)
        where = f"{path}:{line}" if line else str(path)
        self.append(CodebookInvalid(what, where=where, why=why or None, remedy=remedy))


def read_file(
    path: Path, model: type[_Model], faults: Faults, under: str | None = None
) -> _Model | None:
    """Return one file as its model; None where it cannot be, with every reason among the faults.

    Args:
        path: a YAML file.
        model: what it must hold.
        faults: where its faults go.
        under: the only field of the model, where the file itself is its content.
    """
    try:
        content = load_yaml(path)
        return model.model_validate({under: content} if under else content)
    except YamlProblem as problem:
        faults.append(
            CodebookInvalid(
                problem.what, where=problem.where, why=problem.why, remedy=problem.remedy
            )
        )
    except FileNotFoundError:
        faults.append(CodebookInvalid("the file is missing", where=str(path), remedy="write it"))
    except UnicodeDecodeError as error:
        faults.append(
            CodebookInvalid(
                f"byte {error.start} is not UTF-8", where=str(path), remedy="save the file as UTF-8"
            )
        )
    except ValidationError as error:
        for row in error.errors(include_url=False, include_context=False):
            at = row["loc"][1:] if under else row["loc"]
            name = ".".join(str(part) for part in at) or "the file"
            words, remedy = _WORDS.get(row["type"], (row["msg"], "mend the value"))
            shown = "" if row["type"] in _WORDS else f" (it is {str(row['input'])[:60]!r})"
            faults.add(path, at, f"{name}: {words}{shown}", remedy=remedy)
    return None
