"""REFI-QDA: projects (.qdpx) and codebooks (.qdc) of NVivo, ATLAS.ti, MAXQDA, QualCoder and others.

The standard counts selections in Unicode code points of the plain text, the end exclusive in its own examples. Coders
are its users, values its codes, the facts of a finding the description of a selection.
"""

from tierbook.release.exchange.qdpx.codebooks import read_qdc, write_qdc
from tierbook.release.exchange.qdpx.reading import read_qdpx
from tierbook.release.exchange.qdpx.schema import find_faults
from tierbook.release.exchange.qdpx.writing import write_qdpx

__all__ = ["find_faults", "read_qdc", "read_qdpx", "write_qdc", "write_qdpx"]
