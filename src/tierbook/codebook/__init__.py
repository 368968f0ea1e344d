"""The variables that a narrative is asked for, and the vocabularies of their values.

Takes: the id of a codebook, or a folder of YAML that people write. Gives: `Codebook` with its `Variable`s and
`Example`s, a check of values, the faults of a folder. Touches: reads package data.

A variable is one YAML file, `<codebook>/variables/<pillar>/<id>.yaml`. The wheel carries the same in one JSON file,
made by `python -m tierbook.codebook.compile`; a checkout whose YAML has changed since compiles it in memory.
"""

from tierbook.codebook.loading import compile_codebook, lint_codebook, load_codebook
from tierbook.codebook.values import check_value
from tierbook.codebook.variable import Codebook, Example, ValueType, Variable

__all__ = [
    "Codebook",
    "Example",
    "ValueType",
    "Variable",
    "check_value",
    "compile_codebook",
    "lint_codebook",
    "load_codebook",
]
