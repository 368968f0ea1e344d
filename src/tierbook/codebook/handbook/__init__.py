"""The codebook as a book that people read: groups, questions, rules, examples, maps, and measured accuracy.

Takes: a `Codebook`; `Beside`, what higher rooms know of its variables; `CaseFacts`, which are printed after it. Gives:
Markdown or HTML.
"""

from tierbook.codebook.handbook.entries import (
    Beside,
    Entry,
    describe_fact,
    describe_variable,
    value_in_words,
)
from tierbook.codebook.handbook.html import handbook_html
from tierbook.codebook.handbook.markdown import handbook_markdown

__all__ = [
    "Beside",
    "Entry",
    "describe_fact",
    "describe_variable",
    "handbook_html",
    "handbook_markdown",
    "value_in_words",
]
