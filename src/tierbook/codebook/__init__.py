"""The variables that a narrative is asked for, and the vocabularies of their values.

Takes: the id of a codebook, or a folder of YAML that people write. Gives: `Codebook` with its `Variable`s and
`Example`s, a check of values, the faults of a folder, what a change of it breaks, variables by
words, the handbook; the facts that are asked of an individual case. Touches: reads package data.

A variable is one YAML file, `<codebook>/variables/<pillar>/<id>.yaml`. The wheel carries the same in one JSON file,
made by `python -m tierbook.codebook.compile`; a checkout whose YAML has changed since compiles it in memory. What is
needed to print and to look up is loaded on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierbook.codebook.loading import compile_codebook, lint_codebook, load_codebook
from tierbook.codebook.values import check_value
from tierbook.codebook.variable import ANY, Codebook, Example, Maps, ValueType, Variable
from tierbook.files import load_later

if TYPE_CHECKING:
    from tierbook.codebook.case_facts import (
        CaseFact,
        CaseFacts,
        FactGroup,
        lint_case_facts,
        load_case_facts,
    )
    from tierbook.codebook.changes import (
        BookChanges,
        BrokenAnswer,
        VariableChange,
        broken_answers,
        diff_codebooks,
        read_codebook,
    )
    from tierbook.codebook.coverage import covered_by, find_gaps
    from tierbook.codebook.figure_names import figure_label, split_figure
    from tierbook.codebook.finding import (
        FoundFact,
        FoundVariable,
        find_case_facts,
        find_variables,
    )
    from tierbook.codebook.handbook import (
        Beside,
        Entry,
        describe_fact,
        describe_variable,
        handbook_html,
        handbook_markdown,
        value_in_words,
    )

__all__ = [
    "ANY",
    "Beside",
    "BookChanges",
    "BrokenAnswer",
    "CaseFact",
    "CaseFacts",
    "Codebook",
    "Entry",
    "Example",
    "FactGroup",
    "FoundFact",
    "FoundVariable",
    "Maps",
    "ValueType",
    "Variable",
    "VariableChange",
    "broken_answers",
    "check_value",
    "compile_codebook",
    "covered_by",
    "describe_fact",
    "describe_variable",
    "diff_codebooks",
    "figure_label",
    "find_case_facts",
    "find_gaps",
    "find_variables",
    "handbook_html",
    "handbook_markdown",
    "lint_case_facts",
    "lint_codebook",
    "load_case_facts",
    "load_codebook",
    "read_codebook",
    "split_figure",
    "value_in_words",
]

# What covers, finds and prints variables waits for its first use: coding needs none of it.
__getattr__ = load_later(
    __name__,
    __all__,
    "case_facts",
    "changes",
    "figure_names",
    "coverage",
    "finding",
    "handbook",
)
