"""The codes of a codebook from another tool, and what each would stand for here."""

from __future__ import annotations

from dataclasses import dataclass

from tierbook.codebook import Codebook
from tierbook.release.exchange.codes import LEFT_OUT, CodeMap, Known, code_name
from tierbook.release.exchange.qdpx import read_qdc

__all__ = ["ListedCode", "list_codes"]


@dataclass(frozen=True, slots=True)
class ListedCode:
    """A foreign code: its path, and what it stands for; `-` where it is left out, empty where it stands for nothing."""

    path: str
    stands_for: str


def list_codes(
    data: bytes, where: str, codebook: Codebook, codes: CodeMap | None = None
) -> list[ListedCode]:
    """Return the codes of a QDC file in their order.

    Raises:
        ExchangeInvalid: the file is none, or hostile; or the map names what isn't there.
    """
    known = Known(codebook, codes)
    found = []
    for path in read_qdc(data, where):
        code = known.find(path)
        words = (
            ""
            if code is None
            else "-"
            if code is LEFT_OUT
            else code_name(code.variable, code.absence or code.value)
        )
        found.append(ListedCode(" > ".join(path), words))
    return found
