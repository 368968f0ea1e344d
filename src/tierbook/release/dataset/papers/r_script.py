"""`tierbook.R`: opens a table in R with nothing but R, its codes as factors in their order, dates as dates."""

from __future__ import annotations

import json

from tierbook.release.dataset.about import About
from tierbook.release.dataset.described import DataTable

__all__ = ["write_r_script"]

_CLASSES = {
    "text": "character",
    "code": "character",
    "number": "numeric",
    "decimal": "numeric",
    "date": "Date",
}
_HEAD = """# Opens the tables of this release in R, with nothing but R:
#   source("tierbook.R")
#   findings <- read_tierbook("findings")
#   attr(findings, "labels")[["answer"]]
# Codes become factors in their order; an empty cell is NA, and the column of the absence says why.

tierbook_folder <- local({
  path <- NULL  # of this file: source() keeps it in its own frame, the innermost that has one
  for (frame in rev(sys.frames())) if (is.null(path)) path <- frame$ofile
  if (is.null(path) || !file.exists(path)) getwd() else dirname(normalizePath(path))
})

read_tierbook <- function(table, folder = tierbook_folder) {
  told <- tierbook_columns[[table]]
  if (is.null(told)) stop("no table ", table, "; there are ", paste(names(tierbook_columns), collapse = ", "))
  path <- file.path(folder, "csv", paste0(table, ".csv"))
  data <- utils::read.csv(path, colClasses = unname(told$classes), na.strings = "", encoding = "UTF-8",
                          stringsAsFactors = FALSE, check.names = FALSE)
  for (name in names(told$codes)) data[[name]] <- factor(data[[name]], levels = told$codes[[name]])
  attr(data, "labels") <- told$labels
  data
}
"""


def write_r_script(about: About) -> bytes:
    """Return the script, with the classes, codes and labels of every table."""
    tables = ",\n".join(f"  {table.name} = {_table(table)}" for table in about.tables)
    return f"{_HEAD}\ntierbook_columns <- list(\n{tables}\n)\n".encode()


def _table(table: DataTable) -> str:
    classes = ", ".join(f"{c.name} = {_word(_CLASSES[c.shape.kind])}" for c in table.columns)
    codes = ", ".join(
        f"{c.name} = c({', '.join(_word(code.code) for code in c.shape.codes)})"
        for c in table.columns
        if c.shape.codes
    )
    labels = ", ".join(f"{c.name} = {_word(c.shape.label)}" for c in table.columns)
    return f"list(\n    classes = c({classes}),\n    codes = list({codes}),\n    labels = list({labels}))"


def _word(words: str) -> str:
    """Return words as R writes them; JSON escapes the same signs in the same way."""
    return json.dumps(words, ensure_ascii=False)
