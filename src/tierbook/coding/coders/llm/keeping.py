"""Answers kept on disk: what was answered once is not asked again, and a run can be repeated without a network.

An answer is kept under the hash of all that it depends on: narrative, codebook, model, prompt, parameters, questions.
The address of the server is no part of it, and no key is ever in it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from tierbook.coding.coders.llm.budget import Usage
from tierbook.errors import CorpusError
from tierbook.files import canonical_json, content_hash, disk_refusal

__all__ = ["AnswerStore", "KeptAnswer"]

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What a server said: the text, why it stopped, the tokens, and the model that it says it is."""

    text: str
    finish: str | None
    usage: Usage
    model: str | None


class AnswerStore:
    """A folder of answers, one file each, named by the hash of what they depend on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, parts: Mapping[str, Any]) -> Path:
        """Return where the answer to a question stands."""
        key = content_hash(canonical_json(dict(parts)))
        return self.folder / key[:2] / f"{key}.json"

    def get(self, parts: Mapping[str, Any]) -> KeptAnswer | None:
        """Return the kept answer to a question, None where there is none; a damaged file is none."""
        try:
            record = orjson.loads(self.path(parts).read_bytes())
            if record["format"] != _FORMAT or record["made_of"] != dict(parts):
                return None
            if record.get("sum", content_hash(record["text"].encode())) != content_hash(
                record["text"].encode()
            ):
                return None  # another text than was kept
            kept = KeptAnswer(
                record["text"], record["finish"], Usage(**record["usage"]), record["model"]
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return kept if isinstance(kept.text, str) else None

    def put(self, parts: Mapping[str, Any], answer: KeptAnswer) -> None:
        """Keep an answer; a reader sees it whole or not at all.

        Raises:
            CorpusError: the folder cannot be written.
        """
        total = content_hash(answer.text.encode())
        record = {"format": _FORMAT, "made_of": dict(parts), **asdict(answer), "sum": total}
        path = self.path(parts)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(orjson.dumps(record, option=orjson.OPT_INDENT_2))
                os.replace(name, path)  # noqa: PTH105
            except BaseException:
                os.unlink(name)  # noqa: PTH108
                raise
        except OSError as error:
            raise disk_refusal(
                "answers cannot be kept",
                self.folder,
                error,
                kind=CorpusError,
                again="or give another folder with --cache",
            ) from error
